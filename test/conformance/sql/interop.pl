# interop.pl: documents made with npm peers; required by run.pl.
use strict;
use warnings;

our ($dir, $json);

my %token = map { $_ => 1 } qw(vc-jwt-eddsa vc-jwt-es256);
my %document = map { $_ => 1 } qw(eddsa-jcs-2022 ecdsa-jcs-2019 eddsa-rdfc-2022 ecdsa-rdfc-2019
	Ed25519Signature2020 ecdsa-sd-2023);

sub interop_js
{
	group("CALL pg_temp.register('interop-js', NULL);");
	for my $v (@{load("$dir/interop-js/index.json")->{vectors}})
	{
		my $octets = slurp("$dir/interop-js/$v->{file}");
		my $key = quote($v->{verificationMethod});
		my $want = $v->{expected} ? 'IS TRUE' : 'IS FALSE';
		if ($token{$v->{suite}})
		{
			my $signed = $v->{signature_valid} ? 'IS TRUE' : 'IS NOT TRUE';
			add('interop-js', $v->{file},
				"pg_temp.verifies(\$1) $want AND pg_temp.signature(\$1, $key) $signed", $octets);
		}
		elsif ($document{$v->{suite}})
		{
			my $signed = $v->{signature_valid} ? 'IS TRUE' : 'IS FALSE';
			add('interop-js', $v->{file}, "verify(\$1::credential, at => '2026-06-01') $want"
				. " AND pg_temp.signature_under(\$1, $key, 'interop-js') $signed", $octets);
		}
		else { not_offered($v, $octets) }
	}
}

# An untampered document of a suite that is not offered is neither good nor
# bad, and it is said why.
sub not_offered
{
	my ($v, $octets) = @_;
	add('interop-js', $v->{file}, 'pg_temp.verifies($1)', $octets) if $v->{expected};
	my $code = $v->{suite} =~ /^sd-jwt/ ? 'unsupported_form' : 'unsupported_cryptosuite';
	add('interop-js', "refusal/$v->{file}",
		$v->{expected} ? "verify(\$1::credential, at => '2026-06-01') IS NULL AND pg_temp.unknown(\$1, '$code')"
			: "verify(pg_temp.credential(\$1), at => '2026-06-01') IS NOT TRUE", $octets);
}

1;
