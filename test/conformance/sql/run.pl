#!/usr/bin/perl
# run.pl DIR SKIPS
#
# Runs the suites about DIDs and credentials in DIR through SQL, in the server
# that PGHOST and so on name.  Every suite below turns its files into cases
# (suite, name, an SQL expression over $1::text that must be true); all are
# evaluated in one session.  Prints one line per suite,
# NAME: N passed, N failed, N skipped; failures go to standard error.
#
# SKIPS has lines "SUITE/CASE-GLOB reason".  A case listed there that passes
# counts as failed, and so does a line that matches no case of its suite.
use strict;
use warnings;
use File::Basename;
use File::Find;
use JSON::PP;
use Math::BigInt;
use MIME::Base64 qw(decode_base64);

my ($dir, $skips_file) = @ARGV;
die "usage: run.pl DIR SKIPS\n" unless defined $skips_file;
my $json = JSON::PP->new->utf8->allow_nonref->canonical;
my @cases;    # [suite, name, expression, argument]

sub slurp { my $f = shift; local $/; open my $h, '<:raw', $f or die "$f: $!\n"; <$h> }
sub load  { $json->decode(slurp(shift)) }
sub add   { my ($suite, $name, $expression, $argument) = @_; push @cases, [@_]; }
sub quote { my $s = shift; $s =~ s/'/''/g; "'$s'" }

# --- did-core: what the type input accepts ---------------------------------
sub did_core
{
	my $s = load("$dir/did-core/did-syntax.json");
	add('did-core', "did_valid/$_",       "pg_temp.reads('did', \$1)",          $_) for @{$s->{did_valid}};
	add('did-core', "did_invalid/$_",     "NOT pg_temp.reads('did', \$1)",      $_) for @{$s->{did_invalid}};
	add('did-core', "did_url_valid/$_",   "pg_temp.reads('did_url', \$1)",      $_) for @{$s->{did_url_valid}};
	add('did-core', "did_url_invalid/$_", "NOT pg_temp.reads('did_url', \$1)",  $_) for @{$s->{did_url_invalid}};

	my (%did, %url);
	for my $f (glob "$dir/did-core/suites/implementations/*.json")
	{
		my $i = load($f);
		$did{$_} = 1 for grep { !/[\/?#]/ } @{$i->{dids} // []};
		$url{$_} = 1 for values %{$i->{didParameters} // {}};
		for my $e (@{$i->{executions} // []})
		{
			next unless ref $e eq 'HASH' && ref $e->{input} eq 'HASH';
			my $did = $e->{input}{did};
			my $u   = $e->{input}{didUrl};
			# Some executions feed errors on purpose; the expected outcome says so.
			my $error = ($e->{output}{didResolutionMetadata}{error}
					// $e->{output}{dereferencingMetadata}{error} // '');
			next if $error =~ /invalidDid/i;
			$did{$did} = 1 if defined $did && $did =~ /^did:/ && $did !~ /[\/?#]/;
			$url{$u} = 1 if defined $u && $u =~ /^did:/;
		}
	}
	add('did-core', "implementation-did/$_", "pg_temp.reads('did', \$1)",     $_) for sort keys %did;
	add('did-core', "implementation-url/$_", "pg_temp.reads('did_url', \$1)", $_) for sort keys %url;
}

# --- did-key: the document a DID stands for --------------------------------
sub base58
{
	my $n = Math::BigInt->new(0);
	my $alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
	$n = $n * 58 + index($alphabet, $_) for split //, $_[0];
	my $hex = $n->as_hex; $hex =~ s/^0x//; $hex = "0$hex" if length($hex) % 2;
	my ($zeros) = $_[0] =~ /^(1*)/;
	return ('00' x length $zeros) . $hex;
}

sub base64url_hex { my $s = shift; $s =~ tr/-_/+\//; unpack 'H*', decode_base64($s) }

# The key of a verification method in hex: the whole of it, or for a JWK on a
# curve its x coordinate; that is what the resolved Multikey must contain.
sub key_hex
{
	my $m = shift;
	return base58($m->{publicKeyBase58}) if $m->{publicKeyBase58};
	return base64url_hex($m->{publicKeyJwk}{x} // $m->{publicKeyJwk}{n}) if $m->{publicKeyJwk};
	return substr(base58(substr $m->{publicKeyMultibase}, 1), 4);
}

sub did_key
{
	for my $f (sort glob "$dir/did-key/test-vectors/*.json")
	{
		my $v = load($f);
		my $documents = $v->{didDocument} && !$v->{didDocument}{id} ? $v->{didDocument} :
			{ map { $_ => $v->{$_}{didDocument} } keys %$v };
		for my $did (sort keys %$documents)
		{
			my $d = $documents->{$did};
			my @must = "resolve(\$1) ->> 'id' = \$1";
			for my $m (@{$d->{verificationMethod} // []})
			{
				push @must, sprintf("pg_temp.method_has(resolve(\$1), %s, %s)",
					quote($m->{id}), quote(key_hex($m)));
			}
			for my $relation (qw(assertionMethod authentication))
			{
				my @ids = map { ref $_ ? $_->{id} : $_ } @{$d->{$relation} // []};
				push @must, sprintf("pg_temp.relation(resolve(\$1), %s) = %s",
					quote($relation), "ARRAY[" . join(',', map { quote($_) } sort @ids) . "]::text[]");
			}
			add('did-key', basename($f, '.json') . "/$did", join(' AND ', @must), $did);
		}
	}
}

# --- credentials -----------------------------------------------------------
sub signature_case
{
	my ($suite, $name, $octets, $key, $valid) = @_;
	my $is = $valid ? 'IS TRUE' : 'IS NOT TRUE';
	add($suite, $name, "pg_temp.signature(\$1, " . quote($key) . ") $is", $octets);
}

sub vc_di
{
	my ($suite, $keys) = @_;
	my $folder = "$dir/$suite";
	my @files;
	find(sub { push @files, $File::Find::name if /^signed.*\.json$/ }, $folder);
	for my $f (sort @files)
	{
		my $name = substr $f, length("$folder/");
		my $proof = load($f)->{proof};
		my @methods = map { $_->{verificationMethod} } ref $proof eq 'ARRAY' ? @$proof : ($proof);
		my $key = $methods[-1];
		signature_case($suite, $name, slurp($f), $key, 1);
		# The same document with one claim changed must not verify.
		(my $changed = slurp($f)) =~ s/"The School of Examples"/"The School of Exemples"/ or next;
		signature_case($suite, "$name#changed", $changed, $key, 0);
	}
}

sub vc_jose_cose
{
	for my $c (@{load("$dir/vc-jose-cose/cases.json")})
	{
		my $name = sprintf '%02d-%s-%s', $c->{number}, $c->{fn}, $c->{feature};
		my $key = load("$dir/vc-jose-cose/input/$c->{key_file}");
		delete $key->{secretKeyJwk};
		my $octets = slurp("$dir/vc-jose-cose/input/$c->{input_file}");
		if ($c->{fn} ne 'verify' || $c->{feature} ne 'credential_jose')
		{
			add('vc-jose-cose', $name, 'false', '');
			next;
		}
		my $is = $c->{expected_result} eq 'success' ? 'IS TRUE' : 'IS NOT TRUE';
		add('vc-jose-cose', $name,
			"(pg_temp.signature(\$1, " . quote($json->encode($key)) . ") AND pg_temp.structure(\$1)) $is",
			$octets);
	}
}

sub interop_js
{
	my %offered = map { $_ => 1 } qw(vc-jwt-eddsa vc-jwt-es256 eddsa-jcs-2022 ecdsa-jcs-2019);
	for my $v (@{load("$dir/interop-js/index.json")->{vectors}})
	{
		my $octets = slurp("$dir/interop-js/$v->{file}");
		if (!$offered{$v->{suite}})
		{
			# Not offered: an untampered document is neither good nor bad.
			add('interop-js', $v->{file}, "pg_temp.verifies(\$1)", $octets) if $v->{expected};
			add('interop-js', "refusal/$v->{file}",
				$v->{expected} ? "verify(pg_temp.credential(\$1), at => '2026-06-01') IS NULL"
					: "verify(pg_temp.credential(\$1), at => '2026-06-01') IS NOT TRUE", $octets);
			next;
		}
		my $want = $v->{expected} ? 'IS TRUE' : 'IS FALSE';
		my $signed = $v->{signature_valid} ? 'IS TRUE' : 'IS NOT TRUE';
		add('interop-js', $v->{file}, "pg_temp.verifies(\$1) $want AND pg_temp.signature(\$1, "
			. quote($v->{verificationMethod}) . ") $signed", $octets);
	}
}

sub gs1
{
	my $folder = "$dir/gs1-digital-licenses";
	for my $f (sort glob "$folder/dids/*/did.json")
	{
		my $d = slurp($f);
		add('gs1-digital-licenses', "dids/" . basename(dirname $f),
			"register_did_document((\$1::json) ->> 'id', \$1::json)", $d);
	}
	for my $f (sort(glob("$folder/samples/*.jwt"), glob("$folder/status/*.jwt"), glob("$folder/presentations/*.jwt")))
	{
		my $name = substr $f, length("$folder/");
		my $octets = slurp($f);
		# One file has three stray characters in front of its token.
		add('gs1-digital-licenses', "$name#stray", "pg_temp.proven(\$1) IS NOT TRUE", "mc_$octets")
			if $octets =~ s/^mc_//;
		# Statuses are another matter: these rows are about issuer and key.
		add('gs1-digital-licenses', $name, "pg_temp.proven(\$1)", $octets);
	}
}

# --- running ---------------------------------------------------------------
my $prelude = <<'SQL';
SET client_min_messages = warning;
SET search_path = custody, public;
CREATE FUNCTION pg_temp.reads(type_name text, input text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT %L::custody.%I', input, type_name);
	RETURN true;
EXCEPTION WHEN invalid_text_representation THEN RETURN false;
END $$;
CREATE FUNCTION pg_temp.credential(input text) RETURNS custody.credential LANGUAGE plpgsql AS $$
BEGIN
	RETURN input::custody.credential;
EXCEPTION WHEN invalid_text_representation OR feature_not_supported THEN RETURN NULL;
END $$;
CREATE FUNCTION pg_temp.signature(input text, key text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT verify_signature(pg_temp.credential(input), key) $$;
CREATE FUNCTION pg_temp.structure(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_and(passed) FROM checks(pg_temp.credential(input)) WHERE part = 'structure' $$;
CREATE FUNCTION pg_temp.verifies(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT coalesce(verify(pg_temp.credential(input), at => '2026-06-01'), false)
	     FROM (SELECT 1) one WHERE pg_temp.credential(input) IS NOT NULL
	   UNION ALL SELECT false WHERE pg_temp.credential(input) IS NULL $$;
CREATE FUNCTION pg_temp.proven(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_and(passed) FROM checks(pg_temp.credential(input)) WHERE part IN ('structure', 'proof', 'key', 'validity') $$;
CREATE FUNCTION pg_temp.method_has(document jsonb, id text, key_hex text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT EXISTS (SELECT FROM jsonb_array_elements(document -> 'verificationMethod') m
	                   WHERE m ->> 'id' = id AND m ->> 'controller' = document ->> 'id'
	                     AND strpos(encode(custody.multibase_decode(m ->> 'publicKeyMultibase'), 'hex'), key_hex) > 0) $$;
CREATE FUNCTION pg_temp.relation(document jsonb, name text) RETURNS text[] LANGUAGE sql AS
	$$ SELECT coalesce(array_agg(v ORDER BY v COLLATE "C"), '{}') FROM jsonb_array_elements_text(document -> name) v $$;
CREATE TABLE pg_temp.conformance (no int, ok boolean, note text);
SQL

sub run_sql
{
	my $sql = $prelude;
	my $no = 0;
	for my $c (@cases)
	{
		my $argument = unpack 'H*', $c->[3];
		$sql .= <<"SQL";
DO \$run\$ DECLARE ok boolean; note text;
BEGIN
	EXECUTE \$e\$ SELECT ($c->[2]) \$e\$ INTO ok USING convert_from('\\x$argument', 'UTF8');
	INSERT INTO pg_temp.conformance VALUES ($no, ok, NULL);
EXCEPTION WHEN OTHERS THEN
	INSERT INTO pg_temp.conformance VALUES ($no, NULL, SQLSTATE || ' ' || SQLERRM);
END \$run\$;
SQL
		$no++;
	}
	$sql .= "COPY (SELECT no, ok, note FROM pg_temp.conformance ORDER BY no) TO STDOUT;\n";
	my $file = "/tmp/pg_custody_conformance.$$.sql";
	open my $h, '>:raw', $file or die "$file: $!\n";
	# Expressions hold text read from JSON: encode what is still characters.
	utf8::encode($sql) if utf8::is_utf8($sql);
	print $h $sql;
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

did_core();
did_key();
vc_jose_cose();
vc_di('vc-di-eddsa');
vc_di('vc-di-ecdsa');
interop_js();
gs1();

my %suites;
$suites{$_->[0]} //= { passed => 0, failed => 0, skipped => 0 } for @cases;
my @skips;
for (split /\n/, slurp($skips_file))
{
	next if /^\s*(#|$)/;
	my ($pattern, $reason) = /^(\S+)\s+(\S.*)$/ or die "$skips_file: a line without a reason: $_\n";
	my ($suite) = $pattern =~ m{^([^/]+)/} or die "$skips_file: no suite in $pattern\n";
	push @skips, { pattern => $pattern, used => 0, suite => $suite } if $suites{$suite};
}
for my $row (run_sql())
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
