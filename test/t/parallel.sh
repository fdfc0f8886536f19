#!/usr/bin/env bash
# A large table is verified in parallel without anybody asking for it, and the
# answer is the one a single process gives.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
demo_registry

# The documents again and again; P-384 is slow and gets fewer rows.  White space
# after a JSON document makes other octets of it.
sql -c 'CREATE TABLE many (n integer, name text, doc custody.credential)' \
	-c "INSERT INTO many
		SELECT n, name, CASE WHEN custody.form(octets::custody.credential) = 'embedded'
				THEN octets || convert_to(translate(n::bit(11)::text, '01', E' \\t'), 'UTF8')
				ELSE octets END
			FROM demo, generate_series(1, CASE
				WHEN custody.cryptosuites(octets::custody.credential) = '{ES384}' THEN 100 ELSE 1600 END) AS n" \
	-c 'ANALYZE many'
check_at_most 'rows are too few' 20000 "$(sql -c 'SELECT count(*) FROM many')"

plan() { sql -c "EXPLAIN (COSTS off) $1"; }
verdicts="SELECT count(*), count(v) FILTER (WHERE v), count(v) FILTER (WHERE NOT v),
		sum(hashtextextended(concat_ws('|', n, name, v), 0)::numeric)
	FROM (SELECT n, name, custody.verify(doc, '2026-03-20') AS v FROM many OFFSET 0) AS judged"

# --- by itself ---------------------------------------------------------------
check 'verify in the select list: workers planned' \
	"$(plan "SELECT n, custody.verify(doc, '2026-03-20') FROM many" | grep -c 'Workers Planned')" 1
check 'verify in WHERE: workers planned' \
	"$(plan "SELECT n FROM many WHERE custody.verify(doc, at => '2026-03-20') IS TRUE" | grep -c 'Workers Planned')" 1
check 'verify in an aggregate: workers planned' "$(plan "$verdicts" | grep -c 'Workers Planned')" 1
check 'verdict: workers planned' \
	"$(plan "SELECT n, custody.verdict(doc, now()) FROM many" | grep -c 'Workers Planned')" 1
check 'verify_signature: workers planned' \
	"$(plan "SELECT n FROM many WHERE custody.verify_signature(doc, custody.issuer(doc))" | grep -c 'Workers Planned')" 1
check 'checks: workers planned' \
	"$(plan "SELECT c.code, count(*) FROM many, custody.checks(doc, '2026-03-20') AS c GROUP BY 1" | grep -c 'Workers Planned')" 1

serial='SET max_parallel_workers_per_gather = 0'
check 'parallel and serial verdicts' "$(sql -c "$verdicts")" "$(sql -c "$serial" -c "$verdicts")"
check 'verdicts of every kind' \
	"$(sql -c "SELECT string_agg(DISTINCT custody.verdict(octets::custody.credential, '2026-03-20'), ' ') FROM demo")" 'bad good unknown'

# Every document of a tenth of the rows explained; all of it done by workers.
codes="SELECT count(*), sum(hashtextextended(concat_ws('|', m.n, m.name, c), 0)::numeric)
	FROM many AS m, custody.checks(m.doc, '2026-03-20') AS c WHERE m.n % 10 = 0"
eager='SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET parallel_leader_participation = off'
check 'workers are launched for checks' \
	"$(sql -c "$eager" -c "EXPLAIN (ANALYZE, COSTS off, TIMING off) $codes" | grep -cE 'Workers Launched: [1-9]')" 1
check 'parallel and serial checks' "$(sql -c "$eager" -c "$codes")" "$(sql -c "$serial" -c "$codes")"

# --- every function in a worker ----------------------------------------------
# The setting that puts whatever may be into a worker has had two names.
force=$(sql -c "SELECT name FROM pg_settings WHERE name IN ('debug_parallel_query', 'force_parallel_mode')")
check 'there is a way to force workers' \
	"$(sql -c "SET $force = on" -c 'EXPLAIN SELECT custody.issuer(doc) FROM many LIMIT 1' | grep -c 'Workers Planned: 1')" 1

sql -c 'CREATE TABLE named (d custody.did, u custody.did_url, i custody.item)' \
	-c "INSERT INTO named SELECT 'did:web:mill.example:' || n, 'did:web:mill.example/a?b=' || n || '#c',
			'https://id.gs1.org/01/09506000134352/21/' || n FROM generate_series(1, 50) AS n"
while IFS= read -r query; do
	[ -n "$query" ] || continue
	path='SET search_path = public, custody'
	check "in a worker: $query" "$(sql -c "$path" -c "SET $force = on" -c "$query" | md5sum)" \
		"$(sql -c "$path" -c "SET $force = off" -c "$query" | tee "$work/serial" | md5sum)"
	check "says something: $query" "$(grep -qE '[^|]' "$work/serial" && echo yes)" yes
done <<'SQL'
SELECT id(c), issuer(c), types(c), valid_from(c), valid_until(c), form(c), digest(c), content_digest(c) FROM demo, credential(octets) c ORDER BY name
SELECT subject(c), subject_ids(c), cryptosuites(c), verification_methods(c), signed_at(c) FROM demo, credential(octets) c ORDER BY name
SELECT c::text, c::bytea, c::jsonb, c -> 'issuer', c ->> 'name' FROM demo, credential(octets) c ORDER BY name
SELECT name FROM demo, credential(octets) c WHERE c @> '{"type": ["VerifiableCredential"]}' AND c @? '$.credentialSubject' ORDER BY c DESC
SELECT c, count(*) FROM demo, credential(octets) c GROUP BY c ORDER BY c
SELECT name, verify(octets::credential, '2026-03-20'), verdict(octets::credential, '2026-02-22') FROM demo ORDER BY name
SELECT demo.name, c.* FROM demo, checks(octets::credential, '2026-03-20') c ORDER BY demo.name, no
SELECT name, verify_signature(c, issuer(c)) FROM demo, credential(octets) c WHERE issuer(c) LIKE 'did:key:%' ORDER BY name
SELECT name, resolve(issuer(c), '2026-03-20'), registered_digest(issuer(c), '2026-03-20') FROM demo, credential(octets) c ORDER BY name
SELECT demo.name, profile_name(c), f.* FROM demo, credential(octets) c, facts(c) f ORDER BY demo.name, f::text
SELECT demo.name, f.* FROM demo, credential(octets) c, explain_profile(c) f ORDER BY demo.name, f::text
SELECT * FROM codes ORDER BY code
SELECT d, method(d), method_specific_id(d), u, u::did, url_path(u), url_query(u), url_fragment(u) FROM named ORDER BY d
SELECT min(d), max(d), min(i), max(i), count(DISTINCT u) FROM named
SELECT i, item_scheme(i), item_scope(i), item_code(i), item_kind(i) FROM named ORDER BY i
SELECT jcs('{"b": 1e3, "a": "x"}'), multibase_encode(digest(octets::credential)) FROM demo ORDER BY name
SQL

# A worker sees what its own transaction has registered.
check 'a worker sees a registration of its transaction' "$(sql <<SQL | tail -n 2 | xargs
	SET $force = on;
	BEGIN;
	SELECT count(*) FROM demo WHERE custody.verify(octets::custody.credential, '2026-03-20');
	SELECT custody.withdraw_key('did:web:importer.example#key-1', 'compromised', '2026-01-01');
	SELECT count(*) FROM demo WHERE custody.verify(octets::custody.credential, '2026-03-20');
	ROLLBACK;
	SELECT count(*) FROM demo WHERE custody.verify(octets::custody.credential, '2026-03-20');
SQL
)" '10 13'

finish
