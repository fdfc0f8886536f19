-- What a fetcher should bring: from all ledgers that the caller may read.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set samples :abs_srcdir '/test/data/samples.sql'
\set ECHO none
\i :samples
\set ECHO all
SET search_path = custody, public;
\set SHOW_CONTEXT never
CREATE ROLE regress_missing_reader;
CREATE ROLE regress_missing_outsider;

BEGIN;
SELECT * FROM missing;
SELECT create_ledger('regress_north'), create_ledger('regress_south');
SELECT grant_role('regress_missing_reader', 'reader', 'regress_north');
SELECT count(i.document_id) FROM sample, ingest(doc::bytea, ledger => 'regress_north') i
	WHERE what IN ('new key', 'new key, jwt', 'loner', 'key of somebody else');
SELECT count(i.document_id) FROM sample, ingest(doc::bytea, ledger => 'regress_south') i
	WHERE what IN ('new key', 'old key');

-- no did:key among them, and each document counts once
SELECT * FROM missing ORDER BY key;
SET ROLE regress_missing_reader;
SELECT * FROM missing ORDER BY key;
SET ROLE regress_missing_outsider;
SELECT * FROM missing ORDER BY key;
RESET ROLE;

-- what has come is missing no more
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT * FROM missing ORDER BY key;

-- a view in the place of the table would run its functions as whoever asks
ALTER TABLE regress_north.dependency RENAME TO was_dependency;
CREATE VIEW regress_north.dependency AS
	SELECT 1::bigint AS document_id, 'did' AS kind, 'did:web:trap.example' AS key;
GRANT SELECT ON regress_north.dependency TO regress_missing_reader;
SELECT * FROM missing ORDER BY key;
ROLLBACK;

DROP ROLE regress_missing_reader, regress_missing_outsider;
