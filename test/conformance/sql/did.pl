# did.pl: DIDs; required by run.pl.
use strict;
use warnings;
use File::Basename;
use Math::BigInt;
use MIME::Base64 qw(decode_base64);

our ($dir, $json);

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

1;
