-- Ledgers as schemas: creating, finding, upgrading and forgetting them.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

-- none yet
SELECT resolve_ledger();
SELECT * FROM ingest('x');
SELECT upgrade_ledger('regress_trade');

-- names that cannot be
SELECT create_ledger('');
SELECT create_ledger(NULL);
SELECT create_ledger(repeat('x', 64));
SELECT create_ledger('custody');
SELECT create_ledger('pg_ledger');

SELECT create_ledger('regress_trade');
SELECT create_ledger('regress_trade');
SELECT schema_name, version, owner = current_user AS mine FROM ledger;
SELECT resolve_ledger(), resolve_ledger(''), resolve_ledger('regress_trade');

-- a name that needs quotes; an empty schema that is there
CREATE SCHEMA "Regress ""2""";
SELECT create_ledger('Regress "2"');
SELECT code FROM ingest('x', ledger => 'Regress "2"');
SELECT count(*) FROM "Regress ""2""".rejected;
SELECT count(*) FROM regress_trade.rejected;

-- several: somebody has to choose
SELECT resolve_ledger();
SELECT * FROM ingest('x');
SET pg_custody.ledger = 'regress_trade';
SELECT resolve_ledger(), resolve_ledger('Regress "2"');
SET pg_custody.ledger = 'nowhere';
SELECT resolve_ledger();
RESET pg_custody.ledger;
SELECT resolve_ledger('nowhere');
SELECT resolve_ledger('public');

-- a schema with something in it is not taken over
CREATE SCHEMA regress_full;
CREATE TABLE regress_full.t ();
SELECT create_ledger('regress_full');
DROP TABLE regress_full.t;
DROP SCHEMA regress_full;

-- every table and view that is promised, with the columns that are promised
SELECT table_name, string_agg(column_name, ' ' ORDER BY ordinal_position) AS columns
FROM information_schema.columns WHERE table_schema = 'regress_trade' GROUP BY 1 ORDER BY 1;
SELECT t FROM unnest(ledger_tables() || ledger_views()) AS t
WHERE to_regclass('regress_trade.' || t) IS NULL;
SELECT relname FROM pg_class
WHERE relnamespace = 'regress_trade'::regnamespace AND relkind IN ('r', 'v', 'm', 'f', 'p')
	AND relname <> ALL (ledger_tables() || ledger_views());
-- none of them is named like a type of ours
SELECT relname FROM pg_class JOIN pg_type ON typname = relname AND typnamespace = 'custody'::regnamespace
WHERE relnamespace = 'regress_trade'::regnamespace;

-- everything in it is explained
SELECT c.relname, a.attname FROM pg_class AS c LEFT JOIN pg_attribute AS a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
WHERE relnamespace = 'regress_trade'::regnamespace AND relkind IN ('r', 'v')
	AND (col_description(c.oid, attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL);
SELECT p.oid::regprocedure FROM pg_proc AS p
WHERE pronamespace = 'regress_trade'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL;
SELECT tgrelid::regclass, tgname FROM pg_trigger JOIN pg_class AS c ON c.oid = tgrelid
WHERE relnamespace = 'regress_trade'::regnamespace AND NOT tgisinternal AND obj_description(pg_trigger.oid, 'pg_trigger') IS NULL;

-- nothing in it is for everybody, and every function has its path
SELECT p.oid::regprocedure FROM pg_proc AS p
WHERE pronamespace = 'regress_trade'::regnamespace AND has_function_privilege('public', p.oid, 'execute');
SELECT relname FROM pg_class
WHERE relnamespace = 'regress_trade'::regnamespace AND relkind IN ('r', 'v', 'S') AND relacl IS NOT NULL;
SELECT p.oid::regprocedure, proconfig FROM pg_proc AS p
WHERE pronamespace = 'regress_trade'::regnamespace
	AND NOT (prosqlbody IS NOT NULL AND NOT prosecdef
		OR proconfig @> ARRAY['search_path=pg_catalog, regress_trade, custody, pg_temp']);
SELECT proname FROM pg_proc WHERE pronamespace = 'regress_trade'::regnamespace AND prosecdef ORDER BY 1;
SELECT relname FROM pg_class
WHERE relnamespace = 'regress_trade'::regnamespace AND relkind = 'v' AND NOT reloptions @> ARRAY['security_invoker=true'];

-- history stays
SELECT tgrelid::regclass FROM pg_trigger
WHERE tgname = 'append_only' AND tgrelid::regclass::text LIKE 'regress_trade.%' ORDER BY 1;
INSERT INTO regress_trade.edge (src, dst, event_id) VALUES (1, 2, 3);
UPDATE regress_trade.edge SET src = 4;
DELETE FROM regress_trade.edge;
TRUNCATE regress_trade.edge;
SELECT src, dst, event_id FROM regress_trade.edge;

-- functions and views made anew keep the rights granted on them
CREATE ROLE regress_ledger_reader;
SELECT grant_ledger_role('regress_ledger_reader', 'reader', 'regress_trade');
CREATE TEMP TABLE before AS
	SELECT unnest(ledger_grants('regress_trade')) AS command;
SELECT upgrade_ledger('regress_trade');
SELECT count(*) > 10 FROM before;
(TABLE before EXCEPT SELECT unnest(ledger_grants('regress_trade')))
UNION ALL (SELECT unnest(ledger_grants('regress_trade')) EXCEPT TABLE before);
SELECT code FROM ingest('y', ledger => 'regress_trade');

-- views in the place of the tables of entries
CREATE TABLE ace_entry (number text, kind text);
CREATE TABLE ace_line (number text, line integer, tariff text, kg numeric);
INSERT INTO ace_entry VALUES ('SP3-1234567-8', '01');
INSERT INTO ace_line VALUES ('SP3-1234567-8', 1, '7208390015', 1000);
SET client_min_messages = warning;
DROP TABLE regress_trade.entry, regress_trade.entry_line CASCADE;
RESET client_min_messages;
SELECT upgrade_ledger('regress_trade');
CREATE VIEW regress_trade.entry AS
	SELECT number AS entry_no, kind AS type, NULL::text AS importer, NULL::text AS filer, NULL::text AS port,
		NULL::timestamptz AS filed_at, NULL::timestamptz AS arrived_at, NULL::timestamptz AS released_at FROM ace_entry;
CREATE VIEW regress_trade.entry_line AS
	SELECT number AS entry_no, line AS line_no, tariff AS hts, NULL::text AS claimed_origin, NULL::text AS spi,
		kg AS quantity, 'KGM'::text AS unit, NULL::numeric AS value, NULL::text AS mid FROM ace_line;
SELECT upgrade_ledger('regress_trade');
SELECT entry_no, first_good FROM regress_trade.lead_time;
SELECT line_no, item, code, note FROM link_entry('SP3-1234567-8', ledger => 'regress_trade');

-- a ledger whose schema was dropped, and made anew by somebody else
SET client_min_messages = warning;
DROP SCHEMA "Regress ""2""" CASCADE;
RESET client_min_messages;
SELECT resolve_ledger('Regress "2"');
CREATE SCHEMA "Regress ""2""" AUTHORIZATION regress_ledger_reader;
SELECT resolve_ledger('Regress "2"');
SELECT * FROM ingest('x', ledger => 'Regress "2"');
SELECT drop_ledger('Regress "2"');
SELECT drop_ledger('Regress "2"');
SELECT schema_name FROM ledger;
DROP SCHEMA "Regress ""2""";

-- its owner needs the right to make one, and no more
SET ROLE regress_ledger_reader;
SELECT create_ledger('regress_mine');
SELECT register_ledger('public');
SELECT upgrade_ledger('regress_trade');
SELECT drop_ledger('regress_trade');
INSERT INTO ledger (schema_name, version, owner) VALUES ('public', 1, 'regress_ledger_reader');
RESET ROLE;
CREATE SCHEMA regress_mine AUTHORIZATION regress_ledger_reader;
GRANT EXECUTE ON FUNCTION create_ledger(text), register_ledger(name) TO regress_ledger_reader;
SET ROLE regress_ledger_reader;
SELECT create_ledger('regress_mine');
SELECT schema_name, owner FROM ledger WHERE schema_name = 'regress_mine';
SELECT code FROM ingest('z', ledger => 'regress_mine');
SELECT create_ledger('regress_other');
RESET ROLE;

SET client_min_messages = warning;
SELECT drop_ledger(schema_name) FROM ledger;
DROP SCHEMA regress_trade, regress_mine CASCADE;
DROP OWNED BY regress_ledger_reader;
DROP ROLE regress_ledger_reader;
DROP TABLE ace_entry, ace_line;
