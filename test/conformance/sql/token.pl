# token.pl: credentials as tokens; required by run.pl.
use strict;
use warnings;
use File::Basename;

our ($dir, $json);

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

1;
