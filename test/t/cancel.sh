#!/usr/bin/env bash
# Long work is given up when it is cancelled: between rows, and inside a single
# document, well before that document is done.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
demo_registry

# cancelled DESCRIPTION LIMIT QUERY: 57014, and no later than LIMIT milliseconds
cancelled() {
	local begun state
	begun=$(milliseconds)
	state=$(sqlstate -c "$large" -c "SET statement_timeout = '100ms'" -c "$3")
	check_at_most "$1: milliseconds until given up" "$(($(milliseconds) - begun))" "$2"
	check "$1" "$state" 57014
}
# Large documents are not the default.
large="SET pg_custody.max_document_size = '64MB'; SET pg_custody.max_memory = '1GB'"

# --- between rows ------------------------------------------------------------
rows="FROM demo, custody.credential(octets) AS c, generate_series(1, 1000000) AS n"
cancelled 'verify over many rows' 5000 "SELECT count(custody.verify(c, '2026-03-20')) $rows"
cancelled 'checks over many rows' 5000 "SELECT count(*) $rows, custody.checks(c, '2026-03-20')"
cancelled 'verify_signature over many rows' 5000 \
	"SELECT count(custody.verify_signature(c, custody.issuer(c))) $rows WHERE name LIKE '%-invoice'"
cancelled 'accessors over many rows' 5000 "SELECT count(custody.subject(c)) $rows"

# --- inside one document -----------------------------------------------------
# Every query here takes a while when it is left alone.  How long is measured,
# so that being given up in half the time means the same on every machine.
sql -c 'CREATE TABLE text (what text PRIMARY KEY, document text)' -c "INSERT INTO text
	SELECT what, '{\"@context\": [\"https://www.w3.org/ns/credentials/v2\"], \"type\": [\"VerifiableCredential\"],'
			'\"issuer\": \"did:web:importer.example\", \"credentialSubject\": {\"x\": ' || x || '},'
			'\"proof\": {\"type\": \"DataIntegrityProof\", \"cryptosuite\": \"eddsa-jcs-2022\", \"created\": \"2026-02-01T00:00:00Z\",'
			'\"verificationMethod\": \"did:web:importer.example#key-1\", \"proofPurpose\": \"assertionMethod\", \"proofValue\": \"z'
			|| repeat('2', 87) || '\"}}'
		FROM (SELECT 'small values', '[' || repeat('\"a\",', 6000000) || '1]'
			UNION ALL SELECT 'numbers', '[' || repeat('0.1234567890123,', 1500000) || '1]'
			UNION ALL SELECT 'deep', '['
				|| repeat('[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],', 200000) || '1]'
			UNION ALL SELECT 'members', '{' || string_agg(format('\"%s\":%s', md5(n::text), n), ',') || '}'
				FROM generate_series(1, 400000) AS n) AS v(what, x)"

# given_up DESCRIPTION QUERY: as cancelled, within half the time of the whole
given_up() {
	local begun whole
	begun=$(milliseconds)
	sql -c "$large" -c "$2" >"$work/whole"
	whole=$(($(milliseconds) - begun))
	check "$1: left alone" "$(wc -l <"$work/whole")" 1
	cancelled "$1" "$((whole / 2))" "$2"
}

read_text="SELECT custody.form(custody.credential(document)) FROM text"
given_up 'reading small values' "$read_text WHERE what = 'small values'"
given_up 'reading members' "$read_text WHERE what = 'members'"
given_up 'canonical form of numbers' "SELECT length(custody.jcs(document::json)) FROM text WHERE what = 'numbers'"
sql -c "$large" -c 'CREATE TABLE stored (what text, doc custody.credential)' \
	-c "INSERT INTO stored SELECT what, document FROM text WHERE what IN ('small values', 'deep')"
given_up 'verifying small values' "SELECT custody.verdict(doc, '2026-03-20') FROM stored WHERE what = 'small values'"
given_up 'claims of deep' "SELECT jsonb_typeof(doc::jsonb) FROM stored WHERE what = 'deep'"

finish
