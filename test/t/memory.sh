#!/usr/bin/env bash
# However many documents one session works on, its memory stays what it was.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
demo_registry

# The server's account of a session's memory, and the kernel's, which also sees
# what libraries allocate for themselves.  The argument is there so that they
# are asked for every row.
sql <<'SQL' >/dev/null
CREATE FUNCTION used(n bigint) RETURNS bigint LANGUAGE sql VOLATILE
	AS 'SELECT sum(used_bytes)::bigint / 1024 FROM pg_backend_memory_contexts WHERE $1 IS NOT NULL';
CREATE FUNCTION ours(n bigint) RETURNS bigint LANGUAGE sql VOLATILE
	AS $$SELECT coalesce(sum(total_bytes), 0)::bigint / 1024 FROM pg_backend_memory_contexts
		WHERE name LIKE 'pg_custody%' AND $1 IS NOT NULL$$;
CREATE FUNCTION private(n bigint) RETURNS bigint LANGUAGE sql VOLATILE
	AS $$SELECT (regexp_match(pg_read_file('/proc/self/status', 0, 10000), 'RssAnon:\s+(\d+)'))[1]::bigint WHERE $1 IS NOT NULL$$;
CREATE TABLE paper AS SELECT name, octets, custody.credential(octets) AS doc FROM demo;
CREATE TABLE short AS SELECT * FROM paper WHERE custody.cryptosuites(doc) = '{EdDSA}' AND length(octets) < 1000;
CREATE TABLE quick AS SELECT * FROM paper WHERE custody.cryptosuites(doc) <> '{ES384}';
CREATE TABLE named AS SELECT 'did:web:mill.example:1'::custody.did AS d, 'did:web:mill.example/a?b=1#c'::custody.did_url AS u,
	'https://id.gs1.org/01/09506000134352/21/1'::custody.item AS i, 'x' AS name;
SELECT custody.create_ledger('trade');
INSERT INTO trade.intake (octets) SELECT octets FROM demo ORDER BY name;
SQL

# steady CALLS TABLE EXPRESSION [LIMIT]: within one statement that works the
# expression out CALLS times, memory grows by no more than LIMIT kilobytes.
# Looks at it twenty times; what is there at the first look is not growth.
steady() {
	local calls=$1 table=$2 expression=$3 limit=${4:-256} rows got
	rows=$(sql -c "SELECT greatest(20, ceil($calls::numeric / count(*))) FROM $table")
	got=$(sql <<SQL
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SELECT count(v) >= $calls / 2, max(u) - min(u), max(k) - min(k)
	FROM (SELECT $expression AS v, CASE WHEN looks THEN used(n) END AS u, CASE WHEN looks THEN private(n) END AS k
		FROM generate_series(1, $rows) AS n, (SELECT t.*, row_number() OVER () = 1 AS first FROM $table AS t OFFSET 0) AS t,
			LATERAL (SELECT first AND n % ($rows / 20) = 0) AS l(looks)
		OFFSET 0) AS called
SQL
	)
	check "called: $expression" "${got%%|*}" t
	got=${got#*|}
	check_at_most "contexts, kB: $expression" "${got%|*}" "$limit"
	check_at_most "process, kB: $expression" "${got#*|}" "$((limit * 4))"
}

steady 200000 short "custody.verify(doc, '2026-03-20')"
steady 20000 quick "coalesce(custody.verify(doc, '2026-03-20'), false)"
steady 3000 paper "custody.verdict(doc, '2026-03-20')"
steady 20000 short "(SELECT count(*) FROM custody.checks(doc, timestamptz '2026-03-20' + n * interval '1 second'))"
steady 20000 short "custody.verify_signature(doc, 'z6MkmjjNrb2oogHKcoEDzMWGhRakNC9QwZTZ1SM2oERGKu5A')"
steady 20000 short "custody.verify(doc, '2026-03-20', options => jsonb_build_object('strict', n % 2 = 0, 'seen', '2026-03-19T00:00:00Z'))"
steady 20000 short "custody.resolve(custody.issuer(doc), timestamptz '2026-03-20' + n * interval '1 second')"
steady 20000 short "custody.credential(octets)"
steady 20000 short "(SELECT t.code FROM custody.try_credential(octets || '\\x00'::bytea) AS t)"
steady 20000 short "custody.subject(doc)"
steady 20000 short "doc::jsonb"
steady 20000 short "concat(custody.id(doc), custody.issuer(doc), custody.types(doc), custody.digest(doc), custody.subject_ids(doc))"
steady 20000 short "custody.jcs(json_build_object('b', n, 'a', json_build_array(1e3, name)))"
steady 20000 short "(SELECT count(*) FROM custody.facts(doc, custody.profile_for(doc)))"
steady 20000 named "concat(d::text || n, u::text || n, i::text || n)::text::custody.item IS NULL"
steady 20000 named "('did:web:a.example:' || n)::custody.did"
steady 20000 named "('did:web:a.example/b?' || n)::custody.did_url"
steady 20000 named "('https://id.gs1.org/01/09506000134352/21/' || n)::custody.item"
steady 1000 named "(SELECT count(*) FROM custody.upstream('did:web:laminadora.example/coil/C-4711', timestamptz '2026-03-20' + n * interval '1 second', trust => 'any'))"

# --- many statements ---------------------------------------------------------
# after WHAT LIMIT STATEMENTS: a session that has run the statements once does
# not grow by more than LIMIT kilobytes when it runs them again.
after() {
	local got
	got=$(sql <<SQL
SET jit = off;
$3
SELECT used(0) AS used, private(0) AS private \gset
$3
SELECT used(0) - :used, private(0) - :private
SQL
	)
	check_at_most "contexts after $1, kB" "${got%|*}" "$2"
	check_at_most "process after $1, kB" "${got#*|}" "$(($2 * 8))"
}

after 'a PL/pgSQL loop' 64 'DO $$ DECLARE d custody.credential := (SELECT doc FROM short LIMIT 1); v boolean;
	BEGIN FOR i IN 1 .. 20000 LOOP v := custody.verify(d, now()); END LOOP; END $$;'
after 'many transactions' 64 'DO $$ BEGIN FOR i IN 1 .. 2000 LOOP
	PERFORM custody.verify(doc, now()) FROM short; COMMIT; END LOOP; END $$;'
after 'many errors' 64 'DO $$ BEGIN FOR i IN 1 .. 5000 LOOP
	BEGIN PERFORM custody.credential(octets || convert_to(repeat(chr(1), i % 50 + 1), $e$UTF8$e$)) FROM quick;
	EXCEPTION WHEN invalid_text_representation THEN NULL; END; END LOOP; END $$;'
after 'many ingests' 128 'DO $$ BEGIN FOR i IN 1 .. 200 LOOP
	PERFORM custody.ingest(convert_to(replace(convert_from(octets, $e$UTF8$e$), $e$INV-5501$e$, clock_timestamp()::text), $e$UTF8$e$))
		FROM paper WHERE name = $e$11-invoice$e$; COMMIT; END LOOP; END $$;'

# Issuers that are in no registry are remembered too, but not without end.
got=$(sql <<'SQL'
SELECT max(used) FROM (SELECT custody.verdict(format('{"@context": ["https://www.w3.org/ns/credentials/v2"],
		"type": ["VerifiableCredential"], "issuer": "did:web:m%s.example", "credentialSubject": {"id": "urn:uuid:6f1d0c52-7a54-4c0e-9b1e-000000000011"},
		"proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-02-01T00:00:00Z",
			"verificationMethod": "did:web:m%s.example#key-1", "proofPurpose": "assertionMethod", "proofValue": "z%s"}}',
		n, n, repeat('2', 87))::custody.credential, '2026-03-20') AS v,
		CASE WHEN n % 1000 = 0 THEN ours(n) END AS used
	FROM generate_series(1, 40000) AS n OFFSET 0) AS called WHERE v = 'unknown'
SQL
)
check_at_most 'memory for unknown issuers, kB' "$got" 5000
check 'which is used' "$([ "$got" -gt 500 ] && echo yes)" yes
check 'and given back' "$(sql -c "SELECT count(custody.verify(doc, '2026-03-20')) FROM short" -c 'SELECT ours(0)' | tail -n 1)" 0

finish
