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
DROP VIEW regress_north.dependency;
-- so would row security, whose rows are therefore left out for those it binds
CREATE FUNCTION regress_north.trap(what text) RETURNS boolean LANGUAGE plpgsql
	AS $$ BEGIN RAISE EXCEPTION 'acted as %', current_user; END $$;
ALTER TABLE regress_north.was_dependency RENAME TO dependency;
ALTER TABLE regress_north.dependency ENABLE ROW LEVEL SECURITY;
CREATE POLICY trap ON regress_north.dependency USING (regress_north.trap(key));
SET ROLE regress_missing_reader;
SELECT * FROM missing ORDER BY key;
RESET ROLE;
-- and a type with a cast
DROP TABLE regress_north.dependency CASCADE;
CREATE TYPE regress_north.word AS (value text);
CREATE FUNCTION regress_north.word_text(word regress_north.word) RETURNS text LANGUAGE sql
	AS 'SELECT $1.value WHERE regress_north.trap($1.value)';
CREATE CAST (regress_north.word AS text) WITH FUNCTION regress_north.word_text AS IMPLICIT;
CREATE TABLE regress_north.dependency (document_id bigint, kind regress_north.word, key text);
INSERT INTO regress_north.dependency VALUES (1, ROW('did'), 'did:web:trap.example');
SELECT * FROM missing ORDER BY key;
ROLLBACK;

DROP ROLE regress_missing_reader, regress_missing_outsider;
