#!/usr/bin/env bash
# Long work is given up when it is cancelled: between rows, and inside a single
# document, well before that document is done.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
demo_registry

# Processor time, as the kernel counts it: other work on the machine does not
# change it.
sql <<'SQL'
CREATE FUNCTION spent() RETURNS integer LANGUAGE sql VOLATILE AS $$
	SELECT 10 * (m[1]::integer + m[2]::integer)
	FROM regexp_match(pg_read_file('/proc/self/stat', 0, 1000), '\) \S (?:\S+ ){10}(\d+) (\d+)') AS m $$;
SQL

# cost TIMEOUT QUERY: its SQLSTATE, and the milliseconds the server worked on it
cost() {
	sql -v ON_ERROR_STOP=0 <<SQL 2>/dev/null | tail -n 2 | xargs
SET pg_custody.max_document_size = '64MB';
SET pg_custody.max_memory = '1GB';
SET max_parallel_workers_per_gather = 0;
SELECT spent() AS before \gset
SET statement_timeout = '$1';
$2;
\echo :SQLSTATE
SET statement_timeout = 0;
SELECT spent() - :before;
SQL
}

# cancelled DESCRIPTION LIMIT QUERY: 57014, after no more than LIMIT milliseconds
cancelled() {
	local got
	got=$(cost 100ms "$3")
	check "$1" "${got% *}" 57014
	check_at_most "$1: milliseconds until given up" "${got#* }" "$2"
}

# --- between rows ------------------------------------------------------------
rows="FROM demo, custody.credential(octets) AS c, generate_series(1, 1000000) AS n"
cancelled 'verify over many rows' 1000 "SELECT count(custody.verify(c, '2026-03-20')) $rows"
cancelled 'checks over many rows' 1000 "SELECT count(*) $rows, custody.checks(c, '2026-03-20')"
cancelled 'verify_signature over many rows' 1000 \
	"SELECT count(custody.verify_signature(c, custody.issuer(c))) $rows WHERE name LIKE '%-invoice'"
cancelled 'accessors over many rows' 1000 "SELECT count(custody.subject(c)) $rows"

# --- inside one document -----------------------------------------------------
# Every query here takes a while when it is left alone.  How long is measured,
# so that being given up in half the time means the same on every machine.
sql -c 'CREATE TABLE text (what text PRIMARY KEY, document text, read json)' \
	-c 'ALTER TABLE text ALTER document SET STORAGE external, ALTER read SET STORAGE external' \
	-c "INSERT INTO text
	SELECT what, '{\"@context\": [\"https://www.w3.org/ns/credentials/v2\"], \"type\": [\"VerifiableCredential\"],'
			'\"issuer\": \"did:web:importer.example\", \"credentialSubject\": {\"x\": ' || x || '},'
			'\"proof\": {\"type\": \"DataIntegrityProof\", \"cryptosuite\": \"eddsa-jcs-2022\", \"created\": \"2026-02-01T00:00:00Z\",'
			'\"verificationMethod\": \"did:web:importer.example#key-1\", \"proofPurpose\": \"assertionMethod\", \"proofValue\": \"z'
			|| repeat('2', 87) || '\"}}'
		FROM (SELECT 'small values', '[' || repeat('\"a\",', 3000000) || '1]'
			UNION ALL SELECT 'numbers', '[' || repeat('0.1234567890123,', 1000000) || '1]'
			UNION ALL SELECT 'deep', '['
				|| repeat('[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],', 100000) || '1]'
			UNION ALL SELECT 'members', '{' || string_agg(format('\"%s\":%s', md5(n::text), n), ',') || '}'
				FROM generate_series(1, 300000) AS n) AS v(what, x)"

# given_up DESCRIPTION QUERY: as cancelled, within half the time of the whole
given_up() {
	local whole
	whole=$(cost 0 "$2")
	check "$1: left alone" "${whole% *}" 00000
	cancelled "$1" "$((${whole#* } / 2))" "$2"
}

read_text="SELECT custody.form(custody.credential(document)) FROM text"
given_up 'reading small values' "$read_text WHERE what = 'small values'"
given_up 'reading members' "$read_text WHERE what = 'members'"
# The server's own reading of JSON cannot be cancelled.
sql -c "UPDATE text SET read = document::json WHERE what = 'numbers'"
given_up 'canonical form of numbers' "SELECT length(custody.jcs(read)) FROM text WHERE what = 'numbers'"
sql -c "SET pg_custody.max_document_size = '64MB'" -c "SET pg_custody.max_memory = '1GB'" \
	-c 'CREATE TABLE stored (what text, doc custody.credential)' \
	-c 'ALTER TABLE stored ALTER doc SET STORAGE external' \
	-c "INSERT INTO stored SELECT what, document FROM text WHERE what IN ('small values', 'deep')"
given_up 'verifying small values' "SELECT custody.verdict(doc, '2026-03-20') FROM stored WHERE what = 'small values'"
given_up 'claims of deep' "SELECT jsonb_typeof(doc::jsonb) FROM stored WHERE what = 'deep'"

# --- a graph made to cost ----------------------------------------------------
# Every node is like every other, and nothing bounds how many orders of them are
# tried: left alone, these would go on for years.
sql <<'SQL'
CREATE TABLE graph (what text PRIMARY KEY, quads text);
INSERT INTO graph
	SELECT 'clique', string_agg(format(E'_:b%s <urn:p> _:b%s .\n', i, j), '')
	FROM generate_series(1, 30) AS i, generate_series(1, 30) AS j WHERE i <> j;
INSERT INTO graph
	SELECT 'hubs', string_agg(format(E'_:h%s <urn:p> _:l%s_%s .\n', i, i, j), '')
	FROM generate_series(1, 2) AS i, generate_series(1, 2000) AS j;
INSERT INTO graph
	SELECT 'grid', string_agg(format(E'_:b%s_%s <urn:p> _:b%s_%s .\n', i, j, (i + a) % 20, (j + 1 - a) % 20), '')
	FROM generate_series(0, 19) AS i, generate_series(0, 19) AS j, generate_series(0, 1) AS a;
SQL
boundless="SET pg_custody.max_rdf_steps = 2000000000; SET pg_custody.max_rdf_hash = '1TB'"
for what in clique hubs grid; do
	cancelled "canonical form of a $what" 1000 \
		"$boundless; SELECT length(custody.canonize_nquads(quads)) FROM graph WHERE what = '$what'"
done

finish
