#!/usr/bin/perl
# run.pl DIR SKIPS [SUITE...]
#
# Runs the suites about DIDs, credentials and linked data in DIR through SQL,
# in the server that PGHOST and so on name.  The files beside this one turn the
# data into cases (suite, name, an SQL expression over $1::text that must be
# true) in groups; a group is one transaction, with what it registers, and is
# rolled back.  With SUITE only those are run.  Prints one line per suite,
# NAME: N passed, N failed, N skipped; failures go to standard error.
#
# SKIPS has lines "SUITE/CASE-GLOB reason".  A case listed there that passes
# counts as failed, and so does a line that matches no case of its suite.
use strict;
use warnings;
use FindBin;
use JSON::PP;

our ($dir, $skips_file, @wanted) = @ARGV;
die "usage: run.pl DIR SKIPS [SUITE...]\n" unless defined $skips_file;
our $json = JSON::PP->new->utf8->allow_nonref->canonical;
my @groups;    # { setup => SQL, cases => [[suite, name, expression, argument]] }

sub slurp { my $f = shift; local $/; open my $h, '<:raw', $f or die "$f: $!\n"; <$h> }
sub load  { $json->decode(slurp(shift)) }
sub quote { my $s = shift; $s =~ s/'/''/g; "'$s'" }

# Characters, or octets of UTF-8, as an SQL expression of type text.
sub sql_text
{
	my $octets = shift;
	utf8::encode($octets) if utf8::is_utf8($octets);
	return "convert_from('\\x" . unpack('H*', $octets) . "', 'UTF8')";
}

# Starts a transaction with these statements in front of its cases.
sub group { push @groups, { setup => join("\n", @_), cases => [] } }

sub add { my ($suite, $name, $expression, $argument) = @_; push @{$groups[-1]{cases}}, [@_] }

require "$FindBin::Bin/$_.pl" for qw(did token contexts data_integrity interop traceability);

# What one psql has to run for these groups.  Text read from JSON is
# characters; what goes to psql is octets.
sub script
{
	my $no = 0;
	my $sql = slurp("$FindBin::Bin/prelude.sql") . context_table();
	for my $g (@groups)
	{
		next unless @{$g->{cases}};
		$sql .= "BEGIN;\n$g->{setup}\n";
		my $from = $no;
		for my $c (@{$g->{cases}})
		{
			my $expression = $c->[2];
			utf8::encode($expression) if utf8::is_utf8($expression);
			my $argument = sql_text($c->[3]);
			$sql .= <<"SQL";
DO \$run\$ DECLARE ok boolean; note text;
BEGIN
	EXECUTE \$e\$ SELECT ($expression) \$e\$ INTO ok USING $argument;
	INSERT INTO pg_temp.conformance VALUES ($no, ok, NULL);
EXCEPTION WHEN OTHERS THEN
	INSERT INTO pg_temp.conformance VALUES ($no, NULL, SQLSTATE || ' ' || SQLERRM);
END \$run\$;
SQL
			$no++;
		}
		$sql .= "COPY (SELECT no, ok, note FROM pg_temp.conformance ORDER BY no) TO STDOUT;\nROLLBACK;\n";
	}
	return $sql;
}

# Rows [number of the case, t f or \N, error or \N].
sub run_sql
{
	my $file = "/tmp/pg_custody_conformance.$$.sql";
	open my $h, '>:raw', $file or die "$file: $!\n";
	print $h script();
	close $h;
	my @rows = map { chomp; [split /\t/] } `psql -qXAt -v ON_ERROR_STOP=1 -f $file`;
	my $status = $?;
	unlink $file;
	die "psql failed\n" if $status;
	return @rows;
}

sub glob_match
{
	my ($pattern, $name) = @_;
	my $re = join '.*', map { quotemeta } split /\*/, $pattern, -1;
	return $name =~ /^$re$/s;
}

sub read_skips
{
	my $suites = shift;
	my @skips;
	for (split /\n/, slurp($skips_file))
	{
		next if /^\s*(#|$)/;
		my ($pattern) = /^(\S+)\s+\S/ or die "$skips_file: a line without a reason: $_\n";
		my ($suite) = $pattern =~ m{^([^/]+)/} or die "$skips_file: no suite in $pattern\n";
		push @skips, { pattern => $pattern, used => 0, suite => $suite } if $suites->{$suite};
	}
	return @skips;
}

group();
did_core();
did_key();
vc_jose_cose();
gs1();
contexts();
vc_di('vc-di-eddsa');
vc_di('vc-di-ecdsa');
vc_di_bbs();
interop_js();
traceability_signed();
traceability_examples();
untp();

if (@wanted)
{
	my %wanted = map { $_ => 1 } @wanted;
	$_->{cases} = [grep { $wanted{$_->[0]} } @{$_->{cases}}] for @groups;
}
my @cases = map { @{$_->{cases}} } @groups;
my %suites;
$suites{$_->[0]} //= { passed => 0, failed => 0, skipped => 0 } for @cases;
my @skips = read_skips(\%suites);
my @rows = run_sql();
die scalar(@rows) . " answers to " . scalar(@cases) . " cases\n" if @rows != @cases;
for my $row (@rows)
{
	my ($no, $ok, $note) = @$row;
	my ($suite, $name) = @{$cases[$no]};
	my ($skip) = grep { glob_match($_->{pattern}, "$suite/$name") } @skips;
	my $count = $suites{$suite};
	if ($skip)
	{
		$skip->{used}++;
		if ($ok eq 't') { $count->{failed}++; print STDERR "$suite/$name: passes, but is listed as skipped\n"; }
		else { $count->{skipped}++; }
	}
	elsif ($ok eq 't') { $count->{passed}++ }
	else { $count->{failed}++; print STDERR "$suite/$name: failed", ($note ne '\N' ? " ($note)" : ''), "\n"; }
}
for (grep { !$_->{used} } @skips)
{
	print STDERR "$skips_file: $_->{pattern} matches no case\n";
	$suites{$_->{suite}}{failed}++;
}
printf "%s: %d passed, %d failed, %d skipped\n", $_, @{$suites{$_}}{qw(passed failed skipped)} for sort keys %suites;
exit 0 + !!grep { $_->{failed} } values %suites;
