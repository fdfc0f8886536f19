-- verify, verdict, checks, verify_signature.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set samples :abs_srcdir '/test/data/samples.sql'
\set ECHO none
\i :samples
\set ECHO all
SET search_path = custody, public;
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

BEGIN;
\set ON_ERROR_ROLLBACK on

-- nothing is registered: nobody can tell, except for a key that is its own name
SELECT what, form(doc), verify(doc, '2025-09-01'), verdict(doc, '2025-09-01')
	FROM sample WHERE what IN ('new key', 'new key, jwt', 'new key, P-384', 'loner', 'unsecured', 'unknown suite') ORDER BY nr;

SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT what, form(doc), verify(doc, '2025-09-01'), verdict(doc, '2025-09-01')
	FROM sample WHERE what IN ('new key', 'new key, jwt', 'new key, P-384', 'loner', 'unsecured', 'unknown suite') ORDER BY nr;

-- why
SELECT no, part, c.name, passed, level, code, pointer, detail, remedy
	FROM sample s, checks(doc, '2025-09-01') c WHERE s.what = 'new key' ORDER BY no;
SELECT part, passed, code, jsonb_pretty(evidence)
	FROM sample s, checks(doc, '2025-09-01') c WHERE s.what = 'new key' AND evidence IS NOT NULL ORDER BY no;
SELECT no, part, c.name, passed, level, code, pointer, detail, remedy
	FROM sample s, checks(doc, '2026-09-01') c WHERE s.what = 'altered claim' AND level <> 'ok' ORDER BY no;
SELECT s.what, part, passed, level, code
	FROM sample s, checks(doc, '2025-09-01') c
	WHERE s.what IN ('unsecured', 'unknown suite', 'old key') AND level <> 'ok' ORDER BY s.nr, c.no;

-- the verdict is what the checks come to: the same with and without explanation
SELECT s.what, verify(doc, at) AS verify, bool_and(passed) FILTER (WHERE level <> 'warning') AS checks
	FROM sample s CROSS JOIN unnest(ARRAY['2024-06-01', '2025-09-01', '2027-01-01']::timestamptz[]) AS at,
		checks(doc, at) c
	GROUP BY s.nr, s.what, doc, at
	HAVING (verify(doc, at) IS FALSE) <> coalesce(bool_or(NOT passed AND level = 'error'), false)
		OR verdict(doc, at) <> CASE verify(doc, at) WHEN true THEN 'good' WHEN false THEN 'bad' ELSE 'unknown' END;

-- NULL in
SELECT verify(NULL) AS verify, verdict(NULL) AS verdict, (SELECT count(*) FROM checks(NULL)) AS checks,
	verify_signature(NULL, 'x') AS signature;
SELECT verify(doc, NULL) AS verify, verdict(doc, NULL) AS verdict, verify(doc, '2025-09-01', NULL, NULL) AS options,
		verify_signature(doc, NULL) AS signature
	FROM sample WHERE what = 'new key';
SELECT count(*) FROM sample, checks(doc, NULL) WHERE what = 'new key';
SELECT verify(doc, 'infinity') FROM sample WHERE what = 'new key';

-- named arguments
SELECT verify(doc, at => '2025-09-01', known => clock_timestamp(), options => '{"seen": "2025-06-02T00:00:00Z", "strict": true}')
	FROM sample WHERE what = 'new key';

-- options
SELECT verify(doc, '2025-09-01', options => '{"sene": 1}') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '{"strict": "yes"}') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '{"seen": 1}') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '{"seen": "yesterday noon"}') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '{"seen": "infinity"}') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '{"seen": null}') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '[]') FROM sample WHERE what = 'new key';
SELECT verify(doc, '2025-09-01', options => '"strict"') FROM sample WHERE what = 'new key';
-- options that change from row to row
SELECT o, verify(doc, '2025-09-01', options => o)
	FROM sample, unnest(ARRAY['{}', '{"strict": true}', '{"strict": false}', '{"strict": true}']::jsonb[]) WITH ORDINALITY AS u(o, n)
	WHERE what = 'before all' ORDER BY n;

-- stored short, compressed, out of line: the same answer
CREATE TEMP TABLE stored (how text, doc credential);
INSERT INTO stored SELECT 'inline', doc FROM sample WHERE what = 'new key';
ALTER TABLE stored ALTER doc SET STORAGE external;
INSERT INTO stored SELECT 'external', proof FROM (SELECT
	overlay(doc::text PLACING repeat(' ', 5000) FROM 2 FOR 0)::credential AS proof FROM sample WHERE what = 'new key') p;
ALTER TABLE stored ALTER doc SET STORAGE extended;
INSERT INTO stored SELECT 'compressed', overlay(doc::text PLACING repeat(' ', 5001) FROM 2 FOR 0)::credential
	FROM sample WHERE what = 'new key';
SELECT how, octet_length(doc::bytea) > 5000 AS long, pg_column_size(doc) > 5000 AS stored_long, verify(doc, '2025-09-01')
	FROM stored ORDER BY how COLLATE "C";

-- cryptography alone: true whatever the time, and the registry is not asked
SELECT s.what, k.what, verify_signature(doc, multikey) AS multikey, verify_signature(doc, 'did:key:' || multikey) AS did_key,
		verify_signature(doc, jwk) AS jwk
	FROM sample s, sample_key k
	WHERE s.what IN ('new key', 'new key, jwt', 'new key, P-384', 'altered claim') AND k.what IN ('k1', 'k2', 'k3')
	ORDER BY s.nr, k.what COLLATE "C";
SELECT s.what, verify_signature(doc, multikey) FROM sample s, sample_key k
	WHERE s.what IN ('unsecured', 'unknown suite') AND k.what = 'k1' ORDER BY s.nr;
SELECT verify_signature(doc, multikey, '{}') FROM sample s, sample_key k WHERE s.what = 'new key' AND k.what = 'k2';
SELECT verify_signature(doc, 'zSecretNonsense') FROM sample WHERE what = 'new key';
SELECT verify_signature(doc, '{"kty": "OKP"}') FROM sample WHERE what = 'new key';
SELECT verify_signature(doc, '') FROM sample WHERE what = 'new key';

-- how they are declared
SELECT proname, provolatile, proparallel, proisstrict, procost
	FROM pg_proc WHERE pronamespace = 'custody'::regnamespace
		AND proname IN ('verify', 'verdict', 'checks', 'verify_signature', 'resolve')
	ORDER BY proname COLLATE "C";

ROLLBACK;
\set ON_ERROR_ROLLBACK off
