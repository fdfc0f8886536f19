# data_integrity.pl: vectors of the Data Integrity cryptosuites; required by
# run.pl.
use strict;
use warnings;
use File::Find;

our ($dir, $json);

sub methods
{
	my $proof = shift->{proof};
	return map { $_->{verificationMethod} } ref $proof eq 'ARRAY' ? @$proof : ($proof);
}

# The document with its first text claim about the subject changed, all other
# octets being as they were.
sub changed_claim
{
	my $octets = shift;
	my @texts;
	my $walk;
	$walk = sub {
		my $v = shift;
		if (ref $v eq 'HASH') { $walk->($v->{$_}) for grep { !/^(id|type)$/ } sort keys %$v }
		elsif (ref $v eq 'ARRAY') { $walk->($_) for @$v }
		elsif (defined $v && !ref $v && $v =~ /^[A-Za-z][A-Za-z0-9 .]+$/) { push @texts, $v }
	};
	$walk->($json->decode($octets)->{credentialSubject});
	my $at = index $octets, '"credentialSubject"';
	for my $t (@texts)
	{
		my $found = index $octets, "\"$t\"", $at;
		return substr($octets, 0, $found) . "\"$t x\"" . substr($octets, $found + 2 + length $t) if $found > 0;
	}
	die "no claim to change\n";
}

# One signed document under every key that a proof of it names: with contexts
# handed in, and with the registered ones; and all of it again with a claim
# changed.  The issuers are no DIDs, so that only the proofs can be asked.
sub vc_di_document
{
	my ($suite, $name, $octets) = @_;
	my $document = $json->decode($octets);
	my $changed = changed_claim($octets);
	my $n = 0;
	for my $key (methods($document))
	{
		my $label = methods($document) > 1 ? "$name/" . ++$n : $name;
		my $ask = 'pg_temp.signature_under($1, ' . quote($key) . ", 'shared')";
		add($suite, $label, "$ask IS TRUE", $octets);
		add($suite, "$label#changed", "$ask IS FALSE", $changed);
	}
	add($suite, "$name#registered", 'pg_temp.proofs($1) IS TRUE', $octets);
	add($suite, "$name#registered-changed", 'pg_temp.proofs($1) IS FALSE', $changed);
}

sub vc_di
{
	my $suite = shift;
	my $folder = "$dir/$suite";
	my (@files, @base);
	find({ no_chdir => 1, wanted => sub {
		push @files, $_ if m{/signed[^/]*\.json$} || m{/ecdsa-sd-2023/.*/derivedRevealDocument\.json$};
		push @base, $_ if m{/addSignedSDBase\.json$};
	} }, $folder);
	group("CALL pg_temp.register('shared', NULL);");
	for my $f (sort @files)
	{
		vc_di_document($suite, substr($f, length("$folder/")), slurp($f));
	}
	# A base proof is for the holder: recognised, and neither good nor bad.
	for my $f (sort @base)
	{
		my $octets = slurp($f);
		my ($key) = methods($json->decode($octets));
		add($suite, substr($f, length("$folder/")),
			'pg_temp.signature_under($1, ' . quote($key) . ", 'shared') IS NULL"
			. " AND pg_temp.unknown(\$1, 'unsupported_cryptosuite')", $octets);
	}
	proof_chains($suite, $folder);
}

# A proof that builds on others is worth nothing without them, nor when one of
# them is another.
sub proof_chains
{
	my ($suite, $folder) = @_;
	for my $f (sort glob "$folder/proof-set-chain/signedProofChain*.json")
	{
		my $name = substr $f, length("$folder/");
		for my $p (grep { $_->{previousProof} } @{load($f)->{proof}})
		{
			my $ask = 'pg_temp.signature_under($1, ' . quote($p->{verificationMethod}) . ", 'shared') IS FALSE";
			for my $id (ref $p->{previousProof} ? @{$p->{previousProof}} : $p->{previousProof})
			{
				my $lacking = load($f);
				@{$lacking->{proof}} = grep { ($_->{id} // '') ne $id } @{$lacking->{proof}};
				add($suite, "$name#lacking/$id", $ask, $json->encode($lacking));
				my $other = load($f);
				$_->{created} =~ s/^2/1/ for grep { ($_->{id} // '') eq $id } @{$other->{proof}};
				add($suite, "$name#other/$id", $ask, $json->encode($other));
			}
		}
	}
}

# BLS12-381 is in no library we have, and its keys are refused as an argument;
# so every proof is asked about through checks, and must be "cannot tell".
sub vc_di_bbs
{
	my $folder = "$dir/vc-di-bbs";
	my @files;
	find({ no_chdir => 1, wanted => sub {
		push @files, $_ if m{/(addSignedSDBase|derivedRevealDocument)\.json$};
	} }, $folder);
	group("CALL pg_temp.register('shared', NULL);");
	add('vc-di-bbs', substr($_, length("$folder/")),
		"pg_temp.proofs(\$1) IS NULL AND pg_temp.unknown(\$1, 'unsupported_cryptosuite')", slurp($_))
		for sort @files;
}

1;
