-- Who may do what.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set samples :abs_srcdir '/test/data/samples.sql'
\set ECHO none
\i :samples
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
CREATE ROLE regress_custody_user;
CREATE ROLE regress_custody_registrar;
CREATE ROLE regress_custody_clerk IN ROLE regress_custody_registrar;
GRANT SELECT ON sample, sample_did TO regress_custody_user, regress_custody_registrar;

SELECT custody.grant_role('regress_custody_registrar', 'registrar');

BEGIN;
\set ON_ERROR_ROLLBACK on
SET SESSION AUTHORIZATION regress_custody_clerk;
SET search_path = custody, public;

-- a registrar writes, through the functions only, under his own name
SELECT register_did_document(did, document, '2025-01-01', 'https://mill.example/.well-known/did.json')
	FROM sample_did WHERE what = 'mill 2025';
SELECT withdraw_key('did:web:mill.example#k3', 'retired', '2025-02-01');
SET ROLE regress_custody_registrar;
SELECT register_did_document('did:web:a.example', '{"id": "did:web:a.example"}'::json);
SELECT withdraw_did_document('did:web:a.example');
SELECT did, recorded_by FROM did_document ORDER BY recorded_at;
SELECT method, recorded_by FROM key_withdrawal ORDER BY recorded_at;
INSERT INTO did_document (did, valid_during) VALUES ('did:web:b.example', '[,)');
INSERT INTO key_withdrawal (method, did, reason, since) VALUES ('did:web:b.example#k', 'did:web:b.example', 'retired', now());
DELETE FROM did_document;
SELECT grant_role('regress_custody_user', 'registrar');
ALTER TABLE did_document DISABLE TRIGGER append_only;

-- everybody reads and verifies, and writes nothing
SET SESSION AUTHORIZATION regress_custody_user;
SELECT verdict(doc, '2025-09-01') FROM sample WHERE what = 'new key';
SELECT part, passed, level FROM sample, checks(doc, '2025-09-01') WHERE sample.what = 'new key' AND part = 'key';
SELECT resolve('did:web:mill.example') ->> 'id';
SELECT count(*) FROM did_document;
SELECT count(*) FROM key_withdrawal;
SELECT count(*) > 0 FROM codes;
SELECT count(*) FROM missing;
SELECT register_did_document('did:web:b.example', '{"id": "did:web:b.example"}');
SELECT register_did_document('did:web:b.example', '{"id": "did:web:b.example"}'::json);
SELECT withdraw_did_document('did:web:mill.example');
SELECT withdraw_key('did:web:mill.example#k2', 'compromised');
SELECT grant_role('regress_custody_user', 'registrar');
INSERT INTO did_document (did, valid_during) VALUES ('did:web:b.example', '[,)');
UPDATE did_document SET source = '';
DELETE FROM did_document;
TRUNCATE did_document;
INSERT INTO key_withdrawal (method, did, reason, since) VALUES ('did:web:b.example#k', 'did:web:b.example', 'retired', now());
DELETE FROM key_withdrawal;
CREATE TABLE custody.mine ();
RESET SESSION AUTHORIZATION;

-- grant_role: kinds and names
SELECT grant_role('regress_custody_nobody', 'registrar');
SELECT grant_role('public', 'registrar');
SELECT grant_role('regress_custody_user', NULL);
ROLLBACK;
\set ON_ERROR_ROLLBACK off

-- nothing that writes is for PUBLIC: what PUBLIC may not execute, and what runs
-- as its owner
SELECT count(*) > 3 AS some_run_as_owner FROM pg_proc
	WHERE pronamespace = 'custody'::regnamespace AND prosecdef;
SELECT p.oid::regprocedure AS fn, prosecdef AS as_owner, proconfig
	FROM pg_proc p
	WHERE pronamespace = 'custody'::regnamespace AND prokind = 'f'
		AND prosecdef AND has_function_privilege('regress_custody_user', p.oid, 'EXECUTE');
SELECT p.oid::regprocedure AS fn, proconfig
	FROM pg_proc p
	WHERE pronamespace = 'custody'::regnamespace AND prosecdef
		AND (proconfig @> ARRAY['search_path=pg_catalog, pg_temp']) IS NOT TRUE;
SELECT c.oid::regclass AS relation
	FROM pg_class c
	WHERE relnamespace = 'custody'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'S', 'f')
		AND (has_table_privilege('regress_custody_user', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES')
			OR has_any_column_privilege('regress_custody_user', c.oid, 'INSERT, UPDATE, REFERENCES'));
SELECT has_schema_privilege('regress_custody_user', 'custody', 'USAGE') AS usage,
	has_schema_privilege('regress_custody_user', 'custody', 'CREATE') AS creation;

DROP OWNED BY regress_custody_user, regress_custody_registrar;
DROP ROLE regress_custody_clerk, regress_custody_user, regress_custody_registrar;
