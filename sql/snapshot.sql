-- Registry rows are kept per snapshot: never seen too late, never too early.
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
CREATE TEMP VIEW answer AS
	SELECT verdict(doc, '2025-09-01') FROM sample WHERE what = 'new key';

-- written and read in one transaction
BEGIN;
SELECT * FROM answer;
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT * FROM answer;

-- what a savepoint takes back was never there
SAVEPOINT s;
SELECT withdraw_key('did:web:mill.example#k2', 'compromised', '2025-03-01');
SELECT * FROM answer;
ROLLBACK TO s;
SELECT * FROM answer;
SAVEPOINT t;
SELECT withdraw_key('did:web:mill.example#k2', 'compromised', '2025-03-01');
SELECT * FROM answer;
RELEASE t;
SELECT * FROM answer;
ROLLBACK;
SELECT * FROM answer;

-- the same in a block with an exception handler
BEGIN;
DO $$
BEGIN
	BEGIN
		PERFORM custody.register_did_document(did, document, '2025-01-01')
			FROM sample_did WHERE what = 'mill 2025';
		RAISE NOTICE '%', (SELECT verdict FROM answer);
		RAISE EXCEPTION 'back';
	EXCEPTION WHEN raise_exception THEN
		RAISE NOTICE '%', (SELECT verdict FROM answer);
	END;
END
$$;
ROLLBACK;

-- a cursor sees what there was when it was opened
BEGIN;
DECLARE before CURSOR FOR SELECT verdict FROM generate_series(1, 3), answer;
FETCH before;
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SELECT * FROM answer;
DECLARE after CURSOR FOR SELECT verdict FROM generate_series(1, 3), answer;
FETCH before;
FETCH after;
FETCH before;
ROLLBACK;

-- one statement, one snapshot, though functions in it see newer ones
BEGIN;
CREATE FUNCTION pg_temp.register_and_ask() RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	PERFORM custody.register_did_document(did, document, '2025-01-01')
		FROM sample_did WHERE what = 'mill 2025';
	RETURN (SELECT verdict FROM answer);
END
$$;
SELECT custody.verdict(doc, '2025-09-01') AS before, pg_temp.register_and_ask() AS inside,
		custody.verdict(doc, '2025-09-01') AS after
	FROM sample WHERE what = 'new key';
SELECT * FROM answer;
ROLLBACK;

-- a statement that registers what it judges does not see it yet
BEGIN;
SELECT register_did_document(did, document, '2025-01-01'), (SELECT verdict FROM answer)
	FROM sample_did WHERE what = 'mill 2025';
SELECT * FROM answer;
ROLLBACK;

-- whatever the search_path and whatever hides there
BEGIN;
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
CREATE SCHEMA trap;
CREATE FUNCTION trap.no(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR trap.= (FUNCTION = trap.no, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION trap.lower(tstzrange) RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz';
CREATE TABLE trap.did_document (LIKE custody.did_document);
SELECT doc INTO TEMP one FROM sample WHERE what::bytea = 'new key'::bytea;
SET LOCAL search_path = trap, pg_catalog;
SELECT custody.verdict(doc, '2025-09-01') FROM pg_temp.one;
SET LOCAL search_path = '';
SELECT custody.verdict(doc, '2025-09-01') FROM pg_temp.one;
ROLLBACK;

-- read only
BEGIN;
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
SET TRANSACTION READ ONLY;
SELECT * FROM answer;
ROLLBACK;

-- in parallel workers: a registered DID, one that is not, and a did:key
BEGIN;
CREATE TABLE public.many AS SELECT n, doc FROM sample, generate_series(1, 300) n
	WHERE what IN ('new key', 'loner') OR what = 'key of somebody else' AND n <= 200;
SELECT register_did_document(did, document, '2025-01-01') FROM sample_did WHERE what = 'mill 2025';
COMMIT;
ANALYZE many;
SET parallel_setup_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
CREATE FUNCTION pg_temp.workers(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF line LIKE '%Workers Planned%' THEN
			RETURN NEXT trim(line);
		END IF;
	END LOOP;
END
$$;
SELECT pg_temp.workers($$SELECT verdict(doc, '2025-09-01'), count(*) FROM many GROUP BY 1$$);
SELECT verdict(doc, '2025-09-01'), count(*) FROM many GROUP BY 1 ORDER BY 2, 1;
SET parallel_leader_participation = off;
SELECT verdict(doc, '2025-09-01'), count(*) FROM many GROUP BY 1 ORDER BY 2, 1;
RESET parallel_leader_participation;
RESET max_parallel_workers_per_gather;
DROP TABLE many;

-- a did:key is looked up only when one is withdrawn
SELECT verdict(doc, '2025-09-01') FROM sample WHERE what = 'loner';
BEGIN;
SELECT withdraw_key(method, 'compromised', '2024-01-01')
	FROM sample, unnest(verification_methods(doc)) method WHERE what = 'loner';
SELECT verdict(doc, '2025-09-01') FROM sample WHERE what = 'loner';
ROLLBACK;
SELECT verdict(doc, '2025-09-01') FROM sample WHERE what = 'loner';

-- kept memory is visible, and gone with the transaction
BEGIN;
SELECT * FROM answer;
SELECT count(*), bool_and(total_bytes < 1000000) AS small FROM pg_backend_memory_contexts
	WHERE name = 'pg_custody registry';
COMMIT;
SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'pg_custody registry';

-- leave nothing behind for other tests
ALTER TABLE did_document DISABLE TRIGGER append_only;
DELETE FROM did_document;
ALTER TABLE did_document ENABLE ALWAYS TRIGGER append_only;
