-- Proofs over linked data: where verifiers go wrong, and which contexts count.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set documents :abs_srcdir '/test/data/linked.sql'
\set ECHO none
\i :documents
\set ECHO all
SET search_path = custody, public;
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

BEGIN;
\set ON_ERROR_ROLLBACK on
SELECT register_did_document(did, document, '2020-01-01') FROM linked_did;
CREATE FUNCTION pg_temp.why(c credential, at timestamptz DEFAULT '2025-09-01', known timestamptz DEFAULT NULL, options jsonb DEFAULT '{}',
		OUT verdict text, OUT code text, OUT pointer text)
	LANGUAGE sql AS $$
	SELECT verdict(c, at, known, options), k.code, k.pointer FROM (SELECT 1) AS one
		LEFT JOIN LATERAL (SELECT k.* FROM checks(c, at, known, options) AS k
			WHERE k.passed IS NOT TRUE AND k.level = 'error' ORDER BY k.passed, k.no LIMIT 1) AS k ON true $$;

-- without the contexts nobody can tell
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what IN ('good', 'P-256', 'P-384', 'jws', 'altered', 'respelt') ORDER BY nr;
SELECT detail, remedy FROM linked, checks(doc, '2025-09-01') WHERE what = 'good' AND code = 'context_not_registered';
-- who asks before the snapshot changes is answered from what was read, and still right afterwards
SELECT register_context(iri, document) FROM linked_context WHERE what IN ('steel', 'loose');
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what IN ('good', 'P-256', 'P-384', 'jws', 'altered', 'respelt') ORDER BY nr;
SELECT part, name, passed, code, jsonb_pretty(evidence) FROM linked, checks(doc, '2025-09-01') WHERE what = 'good' AND part = 'proof';

-- 1. the same signature over "A sold to B" and "B sold to A": contexts in the document do not count
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'inline%' ORDER BY nr;
SELECT what, verdict(doc, '2025-09-01', options => '{"inline_contexts": true}'), subject(doc) ->> 'giver' AS giver, subject(doc) ->> 'taker' AS taker
	FROM linked WHERE what LIKE 'inline%' ORDER BY nr;

-- 2. what the contexts do not define is not signed: anybody can change it
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'dropped%' ORDER BY nr;
SELECT what, verdict(doc, '2025-09-01', options => '{"safe": false}'), subject(doc) -> 'amount' AS amount
	FROM linked WHERE what LIKE 'dropped%' ORDER BY nr;

-- 3. a proof is read under the document's contexts, and may not have others
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'proof context%' ORDER BY nr;

-- 4. the header of a detached signature has three members, whatever their order
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'jws%' ORDER BY nr;

-- names that only a default vocabulary defines
SELECT part, passed, level, code, pointer FROM linked, checks(doc, '2025-09-01') WHERE what = 'vocabulary' AND level = 'warning';
SELECT verdict(doc, '2025-09-01') FROM linked WHERE what = 'vocabulary';

-- versions of a context: each proof under that of its signing date
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'terms%' ORDER BY nr;
SELECT register_context(iri, document, signed_during => tstzrange(NULL, '2025-01-01')) FROM linked_context WHERE what = 'terms, tonnes';
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'terms%' ORDER BY nr;
SELECT clock_timestamp() AS before_kilograms \gset
SELECT register_context(iri, document, signed_during => tstzrange('2025-01-01', NULL)) FROM linked_context WHERE what = 'terms, kilograms';
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what LIKE 'terms%' ORDER BY nr;
SELECT what, c.level, c.code FROM linked, checks(doc, '2025-09-01') AS c WHERE what LIKE 'terms%' AND c.level = 'warning' ORDER BY nr;
-- by what was known before the second version came, and strictly
SELECT what, why.* FROM linked, pg_temp.why(doc, known => :'before_kilograms') WHERE what LIKE 'terms%' ORDER BY nr;
SELECT what, why.* FROM linked, pg_temp.why(doc, options => '{"strict": true}') WHERE what LIKE 'terms%' ORDER BY nr;

-- what was rolled back was never there
SAVEPOINT registered;
SELECT register_context(iri, document) FROM linked_context WHERE what = 'unknown';
SELECT what, verdict(doc, '2025-09-01') FROM linked WHERE what = 'unknown';
ROLLBACK TO registered;
SELECT what, verdict(doc, '2025-09-01') FROM linked WHERE what = 'unknown';

-- a context that was withdrawn counts no more, but for those who ask what was known before
SAVEPOINT registered;
SELECT clock_timestamp() AS before_withdrawal \gset
SELECT withdraw_context(iri, sha256(convert_to(jcs(document::json), 'UTF8'))) FROM linked_context WHERE what = 'steel';
SELECT what, why.* FROM linked, pg_temp.why(doc) WHERE what = 'good';
SELECT what, why.* FROM linked, pg_temp.why(doc, known => :'before_withdrawal') WHERE what = 'good';
SELECT registered_contexts(doc) ? 'https://custody.example/steel/v1' AS has FROM linked WHERE what = 'good';
ROLLBACK TO registered;

-- what only a superuser could write to the table
INSERT INTO context (iri, document, digest, signed_during)
	SELECT 'https://custody.example/unknown/v1', d, sha256(convert_to(jcs(d), 'UTF8')), '(,)' FROM (VALUES (json '[]')) AS v(d);
SELECT verify(doc, '2025-09-01') FROM linked WHERE what = 'unknown';
ROLLBACK TO registered;

-- cryptography alone: contexts are those that are handed in, and no others
SELECT d.what, k.what AS key, verify_signature(doc, multikey) AS without, verify_signature(doc, multikey, registered_contexts(doc)) AS registered
	FROM linked AS d, linked_key AS k WHERE d.what IN ('good', 'P-256', 'altered', 'respelt', 'dropped', 'inline', 'unknown') AND k.what <> 'p384' ORDER BY nr, k.what COLLATE "C";
SELECT array_agg(k ORDER BY k COLLATE "C") FROM linked, jsonb_object_keys(registered_contexts(doc)) AS k WHERE what = 'good';
SELECT what, needed_contexts(doc) FROM linked WHERE what IN ('good', 'inline', 'jws') ORDER BY nr;
SELECT needed_contexts(credential(replace(doc::text, 'rdfc-2022', 'jcs-2022'))) FROM linked WHERE what = 'good';
-- arguments that change from row to row
SELECT n, verify_signature(doc, multikey, c) FROM linked AS d, linked_key AS k,
	LATERAL (VALUES (1, '{}'), (2, registered_contexts(doc)), (3, registered_contexts(doc)), (4, NULL), (5, registered_contexts(doc) - 'https://www.w3.org/ns/credentials/v2')) AS v(n, c)
	WHERE d.what = 'good' AND k.what = 'ed' ORDER BY n;
-- bad contexts are bad arguments
SELECT verify_signature(doc, multikey, c) FROM linked AS d, linked_key AS k, (VALUES (jsonb '[]')) AS v(c) WHERE d.what = 'good' AND k.what = 'ed';
SELECT verify_signature(doc, multikey, c) FROM linked AS d, linked_key AS k, (VALUES (jsonb '{"https://a.example/~c": 1}')) AS v(c) WHERE d.what = 'good' AND k.what = 'ed';
SELECT verify_signature(doc, multikey, c) FROM linked AS d, linked_key AS k, (VALUES (jsonb '{"https://a.example/~c": {"@context": {"a": {"@id": 7}}}}')) AS v(c) WHERE d.what = 'good' AND k.what = 'ed';

-- in a transaction that may not write, and in parallel
SET TRANSACTION READ ONLY;
SELECT what, verdict(doc, '2025-09-01') FROM linked WHERE what = 'good';
ROLLBACK;

-- workers look contexts up themselves
CREATE TABLE regress_linked (doc credential) WITH (parallel_workers = 2);
INSERT INTO regress_linked SELECT doc FROM linked, generate_series(1, 300) WHERE what IN ('good', 'altered');
BEGIN;
SELECT register_did_document(did, document, '2020-01-01') FROM linked_did;
SELECT register_context(iri, document) FROM linked_context WHERE what = 'steel';
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT count(*) FILTER (WHERE verify(doc, '2025-09-01')), count(*) FROM regress_linked;
SELECT count(*) FILTER (WHERE verify(doc, '2025-09-01')), count(*) FROM regress_linked;
ROLLBACK;
DROP TABLE regress_linked;
