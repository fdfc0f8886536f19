-- Who may do what in a ledger.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set documents :abs_srcdir '/test/data/ledger-documents.sql'
\set ECHO none
\i :documents
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
SELECT encode(octets, 'hex') AS certificate FROM example WHERE name = 'certificate B' \gset
CREATE ROLE regress_owner;
CREATE ROLE regress_reader;
CREATE ROLE regress_loader;
CREATE ROLE regress_officer;
CREATE ROLE regress_clerk IN ROLE regress_officer;
CREATE ROLE regress_stranger;
CREATE SCHEMA regress_trade AUTHORIZATION regress_owner;
GRANT CREATE ON DATABASE :DBNAME TO regress_owner;
GRANT EXECUTE ON FUNCTION custody.create_ledger(text), custody.register_ledger(name), custody.upgrade_ledger(text),
	custody.drop_ledger(text), custody.grant_role(name, text, text), custody.grant_ledger_role(name, text, text) TO regress_owner;

SET ROLE regress_owner;
SELECT custody.create_ledger('regress_trade');
SELECT custody.grant_role('regress_reader', 'reader', 'regress_trade'), custody.grant_role('regress_loader', 'loader', 'regress_trade'),
	custody.grant_role('regress_officer', 'officer', 'regress_trade');
SELECT custody.grant_role('regress_reader', 'king', 'regress_trade');
SELECT custody.grant_role('regress_nobody', 'reader', 'regress_trade');
SELECT custody.grant_role('public', 'reader', 'regress_trade');
RESET ROLE;

-- what each holds
SELECT grantee, string_agg(DISTINCT privilege_type || ' ' || CASE privilege_type WHEN 'SELECT' THEN 'tables' ELSE table_name END, ', ') AS rights
FROM information_schema.table_privileges WHERE table_schema = 'regress_trade' AND grantee <> 'regress_owner' GROUP BY 1 ORDER BY 1;
SELECT r.role, string_agg(p.proname, ' ' ORDER BY p.proname) AS functions
FROM unnest(ARRAY['regress_loader', 'regress_reader', 'regress_officer', 'regress_stranger', 'public']) AS r(role)
	JOIN pg_proc AS p ON has_function_privilege(r.role, p.oid, 'execute')
WHERE pronamespace = 'regress_trade'::regnamespace GROUP BY 1 ORDER BY 1;

-- a loader hands in octets and can do nothing else
SET ROLE regress_loader;
SELECT document_id, is_new, verdict, code, events FROM custody.ingest(decode(:'certificate', 'hex'), source => 'loader');
SELECT document_id, is_new FROM custody.ingest(decode(:'certificate', 'hex'));
INSERT INTO regress_trade.intake (octets) VALUES ('rubbish');
SELECT count(*) FROM regress_trade.intake;
SELECT count(*) FROM regress_trade.document;
SELECT count(*) FROM regress_trade.rejected;
INSERT INTO regress_trade.document (digest, content_digest, types, valid_during) VALUES ('', '', '{}', 'empty');
INSERT INTO regress_trade.claim (document_id, name) VALUES (1, 'melt_pour_country');
INSERT INTO regress_trade.rejected (code) VALUES ('');
DELETE FROM regress_trade.intake;
SELECT regress_trade.take_in(ARRAY['x'::bytea], ARRAY[1], ARRAY['x']);
SELECT regress_trade.store_edges('{1}');
SELECT regress_trade.fill_entries('{1}');
SELECT * FROM custody.link_entry('SP376543210');
SELECT custody.withdraw(1, 'no reason');
SELECT * FROM custody.find_item('B1');

-- a reader sees everything and changes nothing
SET ROLE regress_reader;
SELECT count(*) FROM regress_trade.document_now;
SELECT regress_trade.good(1), regress_trade.document_verdict(1);
SELECT kind, scheme FROM custody.find_item('B1');
SELECT count(*) FROM regress_trade.entry_document;
SELECT count(*) FROM regress_trade.entry_goods;
SELECT count(*) FROM regress_trade.lead_time;
SELECT types FROM regress_trade.unprofiled;
SELECT count(*) FROM regress_trade.rejected;
SELECT * FROM custody.ingest('x');
INSERT INTO regress_trade.intake (octets) VALUES ('rubbish');
SELECT * FROM custody.link_entry('SP376543210');
SELECT custody.accept_link('SP376543210', 1, 'did:web:a.example/piece/1');
SELECT custody.withdraw(1, 'no reason');
UPDATE regress_trade.document SET issuer = '';
DELETE FROM regress_trade.document_body;
SELECT custody.grant_role('regress_reader', 'officer', 'regress_trade');

-- an officer decides, in his own name
RESET ROLE;
INSERT INTO regress_trade.intake (octets) SELECT octets FROM example WHERE name LIKE '%-2' OR name LIKE '%0002' OR name LIKE '%SP3-7654321-0';
SELECT item AS b1 FROM custody.find_item('B1') \gset
SET SESSION AUTHORIZATION regress_clerk;
SELECT count(*) FROM custody.link_entry('SP376543210');
SELECT custody.accept_link('SP376543210', 1, :'b1');
SELECT state, decided_by FROM regress_trade.entry_item WHERE state = 'accepted';
SELECT custody.withdraw(1, 'recalled');
SELECT reason, recorded_by FROM regress_trade.withdrawal;
UPDATE regress_trade.entry_item SET decided_by = 'somebody else';
INSERT INTO regress_trade.withdrawal (document_id, reason, effective) VALUES (1, '', now());
SELECT * FROM custody.ingest('x');
RESET SESSION AUTHORIZATION;

-- a stranger is outside
SET ROLE regress_stranger;
SELECT custody.resolve_ledger();
SELECT * FROM custody.ingest('x');
SELECT * FROM custody.find_item('B1');
SELECT count(*) FROM regress_trade.document;
SELECT regress_trade.good(1);
SELECT custody.grant_ledger_role('regress_stranger', 'reader', 'regress_trade');
RESET ROLE;
GRANT EXECUTE ON FUNCTION custody.grant_ledger_role(name, text, text) TO regress_stranger;
SET ROLE regress_stranger;
SELECT custody.grant_ledger_role('regress_stranger', 'reader', 'regress_trade');
-- nor does a search_path of his own help anybody
CREATE TEMP TABLE document (document_id bigint, digest bytea);
CREATE TEMP TABLE entry_item (x integer);
RESET ROLE;
SET ROLE regress_loader;
SET search_path = pg_temp, regress_trade, custody, pg_catalog;
CREATE TEMP TABLE intake (octets bytea);
CREATE TEMP TABLE rejected (octets bytea);
SELECT code FROM ingest('rubbish');
SELECT count(*) FROM pg_temp.rejected;
RESET search_path;
RESET ROLE;
SELECT count(*) FROM regress_trade.rejected;

-- what the owner plants in his schema does not run as a superuser who upgrades it
SET ROLE regress_owner;
CREATE SCHEMA regress_plants;
CREATE FUNCTION regress_plants.trap(oid, regclass) RETURNS boolean LANGUAGE plpgsql
	AS $$ BEGIN RAISE EXCEPTION 'acted as %', current_user; END $$;
CREATE OPERATOR regress_trade.= (FUNCTION = regress_plants.trap, LEFTARG = oid, RIGHTARG = regclass);
RESET ROLE;
SELECT custody.upgrade_ledger('regress_trade');
SELECT DISTINCT proowner::regrole FROM pg_proc WHERE pronamespace = 'regress_trade'::regnamespace;

-- the owner's rights are the owner's alone
SET ROLE regress_owner;
SELECT custody.upgrade_ledger('regress_trade');
SELECT custody.drop_ledger('regress_trade');
RESET ROLE;
-- a name may need quotes
CREATE ROLE "Regress Owner";
GRANT EXECUTE ON FUNCTION custody.create_ledger(text), custody.register_ledger(name), custody.drop_ledger(text) TO "Regress Owner";
CREATE SCHEMA "Regress Trade" AUTHORIZATION "Regress Owner";
SET ROLE "Regress Owner";
SELECT custody.create_ledger('Regress Trade');
SELECT custody.drop_ledger('Regress Trade');
RESET ROLE;
SET client_min_messages = warning;
DROP OWNED BY "Regress Owner";
DROP ROLE "Regress Owner";
DROP OWNED BY regress_owner, regress_reader, regress_loader, regress_officer, regress_clerk, regress_stranger;
DROP ROLE regress_owner, regress_reader, regress_loader, regress_clerk, regress_officer, regress_stranger;
