-- The registry of DID documents and key withdrawals.
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

-- a document comes in as any string a driver may send; the second time is none
SELECT register_did_document('did:web:a.example',
	'{"id": "did:web:a.example"}', since => '2024-01-01', source => 'a letter');
SELECT register_did_document('did:web:a.example',
	'{"id": "did:web:a.example"}'::json, since => '2024-06-01');
PREPARE untyped AS SELECT register_did_document('did:web:a.example', $1);
EXECUTE untyped('{"id": "did:web:a.example"}');
PREPARE as_text(text) AS SELECT register_did_document('did:web:a.example', $1);
EXECUTE as_text('{"id": "did:web:a.example"}');
PREPARE as_varchar(varchar) AS SELECT register_did_document('did:web:a.example', $1);
EXECUTE as_varchar('{"id": "did:web:a.example"}');
PREPARE as_json(json) AS SELECT register_did_document('did:web:a.example', $1);
EXECUTE as_json('{"id": "did:web:a.example"}');

-- another document, and the first one again: three versions
SELECT register_did_document('did:web:a.example',
	'{"id": "did:web:a.example", "alsoKnownAs": []}', since => '2024-02-01');
SELECT register_did_document('did:web:a.example',
	'{"id": "did:web:a.example"}', since => '2024-03-01');
SELECT valid_during, document, digest = sha256(convert_to(document::text, 'UTF8')) AS digest,
		recorded_at BETWEEN now() AND clock_timestamp() AS recorded_at,
		recorded_by = current_user AS recorded_by, source, builtin
	FROM did_document WHERE did = 'did:web:a.example' ORDER BY did_document.recorded_at;

-- without since: from now on
SELECT register_did_document('did:web:b.example', '{"id":"did:web:b.example"}');
SELECT lower(valid_during) BETWEEN now() AND clock_timestamp() AS from_now, upper_inf(valid_during)
	FROM did_document WHERE did = 'did:web:b.example';
SELECT register_did_document('did:web:c.example', '{"id":"did:web:c.example"}', '-infinity');
SELECT valid_during FROM did_document WHERE did = 'did:web:c.example';
-- an https controller
SELECT register_did_document('https://d.example/issuer', '{"id":"https://d.example/issuer"}');

-- what is refused
\set ON_ERROR_ROLLBACK on
SELECT register_did_document('did:web:a.example', '{"id": "did:web:b.example"}');
SELECT register_did_document('did:web:a.example', '{"id": "did:web:a.example", "id": "x"}');
SELECT register_did_document('did:web:a.example', '{"secret": "do not show", "verificationMethod": 1}');
SELECT register_did_document('did:web:a.example', '{"id": "did:web:a.example", "secret');
SELECT register_did_document('did:web:a.example', '[]');
SELECT register_did_document('did:web:a.example', '{"id": "did:web:a.example", "verificationMethod": [
	{"id": "#k", "type": "JsonWebKey", "controller": "did:web:a.example", "publicKeyJwk":
	 {"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "d": "AAAA"}}]}');
SELECT register_did_document('did:web:A b', '{}');
SELECT register_did_document('http://d.example/issuer', '{}');
SELECT register_did_document('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', '{}');
SELECT register_did_document('did:jwk:e30', '{}');
SELECT register_did_document(NULL, '{}');
SELECT register_did_document('did:web:a.example', '{"id": "did:web:a.example"}', 'infinity');

-- withdrawing a document
SELECT withdraw_did_document('did:web:nobody.example');
SELECT withdraw_did_document('did:web:b.example', 'infinity');
SELECT withdraw_did_document('did:web:c.example', '2025-01-01', 'deactivated');
SELECT withdraw_did_document('did:web:c.example', '2025-02-01');
SELECT valid_during, document, digest, source FROM did_document
	WHERE did = 'did:web:c.example' ORDER BY recorded_at;
SELECT register_did_document('did:web:c.example', '{"id":"did:web:c.example"}', '2026-01-01');

-- resolve: by time
SELECT at, resolve('did:web:a.example', at) FROM unnest(ARRAY[
	'2023-12-31', '2024-01-01', '2024-01-31 23:59:59.999999', '2024-02-01', '2024-03-01']::timestamptz[]) AS at;
SELECT at, resolve('did:web:c.example', at) FROM unnest(ARRAY[
	'2024-12-31 23:59:59.999999', '2025-01-01', '2025-12-31', '2026-01-01']::timestamptz[]) AS at;
-- by what was known: the registrations of a.example, one after the other
SELECT resolve('did:web:a.example', '2024-03-15', recorded_at - interval '1 microsecond') AS before,
		resolve('did:web:a.example', '2024-03-15', recorded_at) AS after
	FROM did_document WHERE did = 'did:web:a.example' ORDER BY recorded_at;
-- self-describing DIDs, and those nobody knows
SELECT jsonb_pretty(resolve('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'));
SELECT resolve('did:jwk:' || translate(encode(convert_to(jwk, 'UTF8'), 'base64'), E'+/=\n', '-_'))
		-> 'verificationMethod' -> 0 -> 'publicKeyJwk' = jwk::jsonb AS same_key
	FROM sample_key WHERE what = 'k1';
SELECT resolve('did:web:nobody.example') IS NULL AS nobody, resolve(NULL::text) IS NULL AS no_did,
	resolve('did:web:a.example', NULL) IS NULL AS no_time,
	resolve('did:web:a.example'::did) AS typed;
SELECT resolve('did:web:A b');
SELECT resolve('did:key:z6Mk');

-- withdrawing a key
SELECT register_did_document(did, document, '2023-01-01') FROM sample_did WHERE what = 'mill 2023';
SELECT withdraw_key('did:web:mill.example#k1', 'retired', '2025-01-01', 'the mill, by telephone');
SELECT withdraw_key('did:web:mill.example#k1', 'retired', '2025-02-01');
SELECT withdraw_key('did:web:mill.example#k1', 'compromised', '2024-12-01');
SELECT withdraw_key('did:web:mill.example#k1', 'retired', '2024-12-01');
SELECT withdraw_key('did:web:mill.example#typo', 'compromised', '2024-12-01');
SELECT withdraw_key('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
	'compromised', '-infinity');
SELECT method, did, reason, since, recorded_by = current_user AS recorded_by, source, builtin
	FROM key_withdrawal ORDER BY recorded_at;
SELECT withdraw_key('did:web:mill.example', 'retired');
SELECT withdraw_key('did:web:mill.example#', 'retired');
SELECT withdraw_key('did:web:mill example#k1', 'retired');
SELECT withdraw_key('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#k1', 'retired');
SELECT withdraw_key('did:web:mill.example#k1', 'lost');
SELECT withdraw_key('did:web:mill.example#k1', 'retired', 'infinity');
SELECT withdraw_key(NULL, 'retired');

-- only ever added to
UPDATE did_document SET source = 'x' WHERE false;
DELETE FROM did_document WHERE did = 'did:web:a.example';
TRUNCATE did_document;
INSERT INTO did_document (did, valid_during, recorded_at) SELECT did, valid_during, recorded_at FROM did_document LIMIT 1
	ON CONFLICT (did, recorded_at) DO UPDATE SET source = 'x';
UPDATE key_withdrawal SET reason = 'retired';
DELETE FROM key_withdrawal;
TRUNCATE key_withdrawal;
SET session_replication_role = replica;
DELETE FROM did_document;
DELETE FROM key_withdrawal;
RESET session_replication_role;
-- and whole
\set VERBOSITY terse
INSERT INTO did_document (did, valid_during, document, digest) VALUES ('did:web:e.example', '[,)', '{}', '\x00');
INSERT INTO did_document (did, valid_during) VALUES ('did:web:e.example', 'empty');
INSERT INTO key_withdrawal (method, did, reason, since) VALUES ('did:web:e.example#k', 'did:web:f.example', 'retired', now());

\set VERBOSITY default
-- the order in which rows are recorded is the order in which they are seen
SELECT relation::regclass, mode FROM pg_locks
	WHERE pid = pg_backend_pid() AND locktype = 'relation' AND mode = 'ShareRowExclusiveLock'
	ORDER BY relation::regclass::text;

ROLLBACK;
\set ON_ERROR_ROLLBACK off
