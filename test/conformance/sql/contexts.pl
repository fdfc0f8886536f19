# contexts.pl: JSON-LD contexts; required by run.pl.
#
# They come in bundles: "shared", the folder contexts beside DIR; "interop-js",
# that suite's own; and "traceability", the versions that the signed documents
# of that suite were made under.
use strict;
use warnings;
use File::Basename;

our ($dir, $json);

my $traceability_iri = 'https://w3id.org/traceability/v1';

my %interop_iri = (
	'credentials-v2'    => 'https://www.w3.org/ns/credentials/v2',
	'data-integrity-v2' => 'https://w3id.org/security/data-integrity/v2',
	'ed25519-2020-v1'   => 'https://w3id.org/security/suites/ed25519-2020/v1',
	'examples-v2'       => 'https://www.w3.org/ns/credentials/examples/v2',
	'multikey-v1'       => 'https://w3id.org/security/multikey/v1',
	'traceability-v1'   => $traceability_iri,
	'trade-lean-v1'     => 'https://example.org/contexts/trade-lean/v1');

# [bundle, IRI, file] of every context; of the versions of one IRI in one
# bundle, the name of the file stands in for the IRI.  A context that refers to
# another can be registered only after that one, and so comes last.
sub context_files
{
	my @files;
	my $map = "$dir/../contexts/map.json";
	if (-e $map)
	{
		my $m = load($map);
		my @shared = map { ['shared', $_, "$dir/../contexts/$m->{$_}{file}"] } sort keys %$m;
		my ($refers, $alone) = ([], []);
		for (@shared)
		{
			my $c = load($_->[2])->{'@context'};
			push @{(grep { !ref } ref $c eq 'ARRAY' ? @$c : ($c)) ? $refers : $alone}, $_;
		}
		push @files, @$alone, @$refers;
	}
	push @files, ['interop-js', $interop_iri{basename($_, '.jsonld')}, $_]
		for sort glob "$dir/interop-js/contexts/*.jsonld";
	push @files, ['traceability', basename($_), $_]
		for sort glob "$dir/traceability-signed/contexts/*.jsonld";
	return @files;
}

sub context_table
{
	return join '', map {
		die "no IRI is known for $_->[2]\n" unless defined $_->[1];
		sprintf "INSERT INTO pg_temp.context (bundle, iri, document) VALUES (%s, %s, %s);\n",
			quote($_->[0]), quote($_->[1]), sql_text(slurp($_->[2]));
	} context_files();
}

# The IRIs of the contexts that come with the extension.
sub shipped
{
	return map { slurp($_) =~ /^context\s+(\S+)$/m } sort glob "$FindBin::Bin/../../../contexts/*.terms";
}

# The contexts that come with the extension say what the official ones say.
# Each of the shared contexts compiles and can be registered, or is there.
sub contexts
{
	my %official = map { $_->[0] eq 'shared' ? ($_->[1] => $_->[2]) : () } context_files();
	group();
	add('contexts', "shipped $_", '(SELECT jcs(c.document) = jcs($1::json) FROM custody.context c'
			. ' WHERE c.builtin AND c.iri = ' . quote($_) . ')', slurp($official{$_}))
		for grep { $official{$_} } shipped();
	add('contexts', $_->[1], 'register_context(' . quote($_->[1]) . ', $1) IS NOT NULL', slurp($_->[2]))
		for grep { $_->[0] eq 'shared' } context_files();
}

1;
