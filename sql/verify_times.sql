-- at, signed, seen, known: each is used for what it is meant for.
--
-- The mill's key k1 is listed from 2023 on; on 2025-01-01 k2 and k3 replace it.
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

-- what decided, in short
CREATE FUNCTION pg_temp.why(c credential, at timestamptz, known timestamptz DEFAULT NULL, options jsonb DEFAULT '{}')
	RETURNS text LANGUAGE sql STABLE AS $$
	SELECT custody.verdict($1, $2, $3, $4) || coalesce(': ' || string_agg(DISTINCT code, ', '), '')
		FROM custody.checks($1, $2, $3, $4) WHERE level <> 'ok' AND code NOT IN ('status_unchecked', 'schema_unchecked')
$$;

BEGIN;
SELECT register_did_document(did, document, '2023-01-01') FROM sample_did WHERE what = 'mill 2023';
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';

-- signed with the key of its time; relied on before and after the rotation
SELECT what, at, pg_temp.why(doc, at) FROM sample, unnest(ARRAY[
		'2024-06-01', '2024-12-31 23:59:59.999999', '2025-01-01', '2025-06-01']::timestamptz[]) AS at
	WHERE what IN ('old key', 'old key, jwt') ORDER BY nr, at;
-- still good when it was seen in time: released after the rotation, received before
SELECT what, pg_temp.why(doc, '2025-06-01', options => '{"seen": "2024-03-02T00:00:00Z"}') AS in_time,
		pg_temp.why(doc, '2025-06-01', options => '{"seen": "2024-12-31T23:59:59.999999Z"}') AS at_the_last_moment,
		pg_temp.why(doc, '2025-06-01', options => '{"seen": "2025-01-01T00:00:00Z"}') AS too_late
	FROM sample WHERE what IN ('old key', 'old key, jwt') ORDER BY nr;

-- signed exactly at the rotation
SELECT what, pg_temp.why(doc, '2025-09-01', options => '{"seen": "2025-09-01T00:00:00Z"}'),
		pg_temp.why(doc, '2025-09-01', options => '{"seen": "2024-12-31T23:59:59.5Z"}') AS seen_then
	FROM sample WHERE what IN ('old key, last second', 'old key, too late', 'new key, first second', 'new key, too early')
	ORDER BY nr;

-- validity, at its very bounds
SELECT at, pg_temp.why(doc, at, options => '{"seen": "2024-03-02T00:00:00Z"}') FROM sample, unnest(ARRAY[
		'2024-03-01', '2025-12-31 23:59:59.999999', '2026-01-01', '2026-01-01 00:00:00.000001']::timestamptz[]) AS at
	WHERE what = 'old key' ORDER BY at;
SELECT at, pg_temp.why(doc, at) FROM sample, unnest(ARRAY[
		'2019-12-31 23:59:59.999999', '2020-01-01', '2020-05-31', '2020-06-01']::timestamptz[]) AS at
	WHERE what = 'before all' ORDER BY at;
-- exp in the token ends it before validUntil does
SELECT at, pg_temp.why(doc, at) FROM sample, unnest(ARRAY[
		'2025-05-31 23:59:59.999999', '2025-06-01', '2025-06-02']::timestamptz[]) AS at
	WHERE what = 'exp before validUntil' ORDER BY at;
-- the proof expires by itself
SELECT at, pg_temp.why(doc, at) FROM sample, unnest(ARRAY[
		'2025-06-30 23:59:59.999999', '2025-07-01', '2025-08-01']::timestamptz[]) AS at
	WHERE what = 'proof expired' ORDER BY at;

-- signed before the first registered document
SELECT what, pg_temp.why(doc, '2020-07-01') AS assumed,
		pg_temp.why(doc, '2020-07-01', options => '{"strict": true}') AS strict
	FROM sample WHERE what = 'before all';
SELECT what, pg_temp.why(doc, '2024-06-01', options => '{"strict": true}') AS strict_but_registered
	FROM sample WHERE what = 'old key';
ROLLBACK;

-- known: what the registry had recorded by then
BEGIN;
SELECT register_did_document(did, document, '2023-01-01') FROM sample_did WHERE what = 'mill 2023';
SELECT recorded_at AS first_known FROM did_document \gset
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT max(recorded_at) AS rotation_known FROM did_document \gset
SELECT what, pg_temp.why(doc, '2025-09-01', timestamptz :'first_known' - interval '1 microsecond') AS before_all,
		pg_temp.why(doc, '2025-09-01', :'first_known') AS first,
		pg_temp.why(doc, '2025-09-01', timestamptz :'rotation_known' - interval '1 microsecond') AS before_rotation,
		pg_temp.why(doc, '2025-09-01', :'rotation_known') AS rotation,
		pg_temp.why(doc, '2025-09-01', 'infinity') AS for_ever
	FROM sample WHERE what IN ('old key', 'new key', 'loner') ORDER BY nr;

-- a key reported compromised: since when, and known since when
SELECT withdraw_key('did:web:mill.example#k2', 'compromised', '2025-07-01');
SELECT recorded_at AS report_known FROM key_withdrawal \gset
SELECT what, pg_temp.why(doc, '2025-06-15') AS relied_on_before,
		pg_temp.why(doc, '2025-06-30 23:59:59.999999') AS just_before,
		pg_temp.why(doc, '2025-07-01') AS since,
		pg_temp.why(doc, '2025-09-01') AS after,
		pg_temp.why(doc, '2025-09-01', timestamptz :'report_known' - interval '1 microsecond') AS not_known_yet,
		pg_temp.why(doc, '2025-09-01', options => '{"seen": "2025-06-15T00:00:00Z"}') AS seen_before
	FROM sample WHERE what IN ('new key', 'new key, P-384') ORDER BY nr;
-- compromised before it signed
SELECT withdraw_key('did:web:mill.example#k2', 'compromised', '2025-06-01');
SELECT what, pg_temp.why(doc, '2025-09-01') AS after,
		pg_temp.why(doc, '2025-09-01', options => '{"seen": "2025-06-15T00:00:00Z"}') AS seen_before
	FROM sample WHERE what = 'new key';
ROLLBACK;

-- the DID was given up, and taken up again
BEGIN;
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT withdraw_did_document('did:web:mill.example', '2025-05-01');
SELECT what, pg_temp.why(doc, '2025-09-01') FROM sample WHERE what IN ('new key, first second', 'new key') ORDER BY nr;
SELECT what, pg_temp.why(doc, '2025-09-01', options => '{"seen": "2025-04-01T00:00:00Z"}')
	FROM sample WHERE what = 'new key, first second';
SELECT register_did_document(did, document, '2025-06-01') FROM sample_did WHERE what = 'mill 2025';
SELECT what, pg_temp.why(doc, '2025-09-01') FROM sample WHERE what IN ('new key, first second', 'new key') ORDER BY nr;
ROLLBACK;

-- a correction recorded later replaces what began at the same time
BEGIN;
SELECT register_did_document(did, document, '2023-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT pg_temp.why(doc, '2024-06-01') FROM sample WHERE what = 'old key';
SELECT max(recorded_at) AS mistake_known FROM did_document \gset
SELECT register_did_document(did, document, '2023-01-01') FROM sample_did WHERE what = 'mill 2023';
SELECT pg_temp.why(doc, '2024-06-01') AS now, pg_temp.why(doc, '2024-06-01', :'mistake_known') AS as_known_then
	FROM sample WHERE what = 'old key';
ROLLBACK;
