# traceability.pl: customs documents of the pilots; required by run.pl.
use strict;
use warnings;
use File::Basename;

our ($dir, $json);

my $iri = 'https://w3id.org/traceability/v1';
my $stranger = 'did:key:z6MkkRcdsnkWsXXyCtFCLs3xfLyiaug6W8bNXdr26QMLmvSR';

# SQL that registers one version of the traceability context.
sub version
{
	my ($file, $during) = @_;
	return "CALL pg_temp.register('traceability', " . quote(basename($file)) . ", " . quote($iri)
		. (defined $during ? ', ' . quote($during) . '::tstzrange' : '') . ");";
}

my $others = "CALL pg_temp.register('shared', 'https://www.w3.org/ns/activitystreams');";

# The document is good as it came and as jsonb writes it, so that what is
# found false further on is false for what was changed.
my $unchanged = 'pg_temp.good($1::jsonb)';

# Changes that no verifier can see, because the RDF that was signed stays as it
# is.  ActivityStreams makes blank nodes of types it does not define, and their
# names are not signed.  In an inspection seven yes-or-no terms are one
# property, whose values are the set of yes and no.
my %unseen = (
	'ActivityPubActorCard.json' => [qw(type/1 credentialSchema/type)],
	'GAPInspectionCredential.json' => [map { "credentialSubject/${_}Scope" } qw(fieldOpsHarvesting
		postHarvestOps logoUse tomatoProdHarvesting tomatoPackinghouse tomatoGreenhouse
		tomatoPackingDistribution)]);

sub signed_document
{
	my ($m) = @_;
	my $octets = slurp("$dir/traceability-signed/$m->{file}");
	my $at = 'pg_temp.reliance($1::jsonb)';
	my $suite = 'traceability-signed';
	add($suite, $m->{file}, "verify(\$1::credential, at => $at) IS TRUE", $octets);
	my $unseen = join ',', map { quote($_) } @{$unseen{$m->{file}} // []};
	add($suite, "$m->{file}#any-claim", "$unchanged AND (SELECT count(*) > 5 AND bool_and("
		. "pg_temp.forged(jsonb_set(\$1::jsonb, path, pg_temp.other(value)), $at)"
		. " IS DISTINCT FROM (array_to_string(path, '/') = ANY (ARRAY[$unseen]::text[])))"
		. " FROM pg_temp.leaves(\$1::jsonb))", $octets);
	my $created = "to_jsonb(to_char((\$1::jsonb #>> '{proof,created}')::timestamptz AT TIME ZONE 'UTC'"
		. " + interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'))";
	add($suite, "$m->{file}#created",
		"$unchanged AND pg_temp.forged(jsonb_set(\$1::jsonb, '{proof,created}', $created), $at)", $octets);
	# Another issuer; and one whose key the proof then names.
	my $path = ref load("$dir/traceability-signed/$m->{file}")->{issuer} ? '{issuer,id}' : '{issuer}';
	my $other = "jsonb_set(\$1::jsonb, '$path', '\"$stranger\"')";
	my $fragment = substr $stranger, length 'did:key:';
	add($suite, "$m->{file}#issuer", "$unchanged AND verify(($other)::text::credential, at => $at) IS FALSE"
		. " AND pg_temp.forged(jsonb_set($other, '{proof,verificationMethod}', '\"$stranger#$fragment\"'), $at)",
		$octets);
}

sub traceability_signed
{
	my $manifest = load("$dir/traceability-signed/manifest.json");
	my %by_version;
	push @{$by_version{$_->{traceability_context}}}, $_ for @$manifest;
	for my $v (sort keys %by_version)
	{
		group($others, version($v));
		signed_document($_) for @{$by_version{$v}};
	}
	version_choice($manifest, \%by_version);
}

# Several versions of one context at once.
sub version_choice
{
	my ($manifest, $by_version) = @_;
	my ($often, $seldom) = sort { @{$by_version->{$b}} <=> @{$by_version->{$a}} } keys %$by_version;
	my $current = "CALL pg_temp.register('shared', " . quote($iri) . ");";
	my $each = sub {
		my ($label, $expression) = @_;
		for my $m (@$manifest)
		{
			my $octets = slurp("$dir/traceability-signed/$m->{file}");
			add('traceability-signed', "$m->{file}#$label",
				ref $expression ? $expression->($m) : $expression, $octets);
		}
	};

	# Nothing is said about when each was signed under: one that fits is found.
	group($others, version($often), version($seldom), $current);
	$each->('versions', $unchanged);
	group($others, $current, version($seldom), version($often));
	$each->('versions-reversed', $unchanged);

	# It is said, and true: nothing is assumed, so that strict is content.
	my ($one) = @{$by_version->{$seldom}};
	my $signed = load("$dir/traceability-signed/$one->{file}")->{proof}{created};
	(my $later = $signed) =~ s/Z$/.5Z/;
	group($others, version($often, "(,$signed)"), version($seldom, "[$signed,$later)"),
		version($often, "[$later,)"));
	$each->('signed-during', "pg_temp.good(\$1::jsonb, '{\"strict\": true}')"
		. " AND NOT pg_temp.assumed_version(\$1::jsonb)");

	# It is said, and wrong for one document: good, and told; strict, unknown.
	group($others, version($often), version($seldom, '[2030-01-01,)'));
	$each->('version-assumed', sub {
		my $assumed = $_[0]{traceability_context} eq $seldom;
		"$unchanged AND pg_temp.assumed_version(\$1::jsonb) IS " . ($assumed ? 'TRUE' : 'FALSE')
			. ($assumed ? " AND pg_temp.good(\$1::jsonb, '{\"strict\": true}') IS NULL" : '');
	});
}

# --- unsigned examples: canonical forms against those of another library ------
sub traceability_examples
{
	my $suite = 'traceability-examples';
	my $folder = "$dir/../examples/traceability";
	return unless -d $folder;
	my $known = load("$folder/rdfc10-jsonldjs.json");
	my $hashes = 0;
	group("CALL pg_temp.register('shared', NULL);");
	for my $f (sort glob "$folder/credentials/*.json")
	{
		my $name = basename($f);
		my $k = $known->{$name};
		if (!$k)
		{
			# In safe mode it may be something further up that is refused.
			add($suite, "refused/$name", "pg_temp.refusal(\$1) IS NOT NULL AND pg_temp.refusal(\$1,"
				. " '{\"safe\": false}') LIKE '%protected term redefinition%'", slurp($f));
			next;
		}
		$hashes++;
		my $options = $k->{safe} ? '{}' : '{"safe": false}';
		my $safe = $k->{safe} ? '' : " AND pg_temp.refusal(\$1) IS NOT NULL";
		add($suite, $name, "(SELECT encode(sha256(convert_to(c, 'UTF8')), 'hex') = '$k->{sha256}'"
			. " AND regexp_count(c, E'\\n') = $k->{quads} FROM canonize(\$1::json, options => '$options') c)$safe",
			slurp($f));
	}
	die "$suite: hashes of documents that are not there\n" if $hashes != keys %$known;
}

# --- UNTP: many blank nodes, within the limits that are set by default --------
# The contexts of these vocabularies are not at hand; a default vocabulary in
# their stead gives a graph of the same shape.
sub untp
{
	group();
	for my $f (sort glob "$dir/untp/untp-*.json")
	{
		my $d = load($f);
		$d->{'@context'}[1] = { '@vocab' => 'https://vocabulary.example/untp#' };
		add('untp', basename($f), "regexp_count(canonize(\$1::json, options =>"
			. " '{\"safe\": false, \"inline_contexts\": true}'), E'\\n') > 10", $json->encode($d));
	}
}

1;
