-- Type entry_number: spellings, casts, order, indexes; the ledger asked in any
-- spelling.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;

CREATE FUNCTION pg_temp.why(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''));
END
$$;

-- Spellings of one number are one; other shapes stay as they are.
CREATE TEMP TABLE spelling (no int, given text);
INSERT INTO spelling VALUES
	(1, 'SP3-1234567-8'), (2, 'SP312345678'), (3, E'  sp3 1234567 8\t\n'), (4, 'SP3-1234567-9'),
	(5, '12345123456'), (6, '73461882610'), (7, 'AAA-1234567-8'), (8, 'SP3-34563756'),
	(9, 'a123456'), (10, '34001239'), (11, '24 47 3807 4003476'), (12, 'SP3-123456A-8'), (13, '-'),
	(14, repeat('9', 64));
CREATE TEMP TABLE stored (no int, number entry_number);
INSERT INTO stored SELECT no, given FROM spelling;
SELECT no, given, number, number = 'SP3-1234567-8' AS same FROM spelling JOIN stored USING (no) ORDER BY no;
SELECT count(*) FROM stored WHERE number IS DISTINCT FROM number::text::entry_number
	OR number IS DISTINCT FROM format('%s', number)::entry_number
	OR number IS DISTINCT FROM entry_number_or_null(number);
-- text, varchar, literals and parameters are converted alike
SELECT entry_number('sp3-1234567-8'), 'sp3-1234567-8'::varchar(20)::entry_number, 'sp3-1234567-8'::entry_number, entry_number(NULL);
INSERT INTO stored VALUES (15, 'sp3-1234567-8'::varchar(20));
SELECT pg_typeof(entry_number('x'::text)), pg_typeof(entry_number('x'));

-- What can be no number, with the place and without the text.
CREATE TEMP TABLE wrong (no int, given text);
INSERT INTO wrong VALUES (1, ''), (2, ' '), (3, ' ' || repeat('9', 65)), (4, E'SP3\t1234567'), (5, 'Nº 1'), (6, E'1\x7f');
SELECT no, pg_temp.why(format('SELECT %L::entry_number', given)) FROM wrong ORDER BY no;
SELECT no, pg_temp.why(format('SELECT entry_number(%L::text)', given)) FROM wrong WHERE no IN (1, 4) ORDER BY no;
SELECT count(*) FILTER (WHERE entry_number_or_null(given) IS NULL), count(*) FROM wrong;

-- binary: the canonical text behind an octet for the format, and nothing else
SELECT pg_column_size(number), entry_number_send(number) FROM stored WHERE no = 1;
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	result text;
	file bytea = '\x5047434f50590aff0d0a00'::bytea || int4send(0) || int4send(0)
		|| int2send(1::int2) || int4send(length(wire)) || wire
		|| int2send((-1)::int2);
BEGIN
	CREATE TEMP TABLE received (value custody.entry_number);
	EXECUTE format('COPY pg_temp.received FROM PROGRAM %L (FORMAT binary)',
		'base64 -d <<END' || chr(10) || encode(file, 'base64') || chr(10) || 'END');
	SELECT value::text FROM pg_temp.received INTO result;
	DROP TABLE pg_temp.received;
	RETURN result;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''));
END
$$;
SELECT count(*) AS differing FROM stored WHERE pg_temp.receive(entry_number_send(number)) <> number;
SELECT no, pg_temp.receive(wire) FROM (VALUES
	(1, ''::bytea), (2, '\x02' || 'A1'::bytea), (3, '\x01'), (4, '\x01' || 'a1'::bytea),
	(5, '\x01' || 'SP3-1234567-8'::bytea), (6, '\x01' || 'A1'::bytea || '\x00')) AS w (no, wire)
ORDER BY no;

-- order, hash, aggregates, indexes
SELECT array_agg(number ORDER BY number) FROM stored WHERE no < 11;
SELECT min(number), max(number), count(DISTINCT number) FROM stored;
CREATE TABLE regress_number (number entry_number);
INSERT INTO regress_number SELECT 'SP3-' || lpad(i::text, 7, '0') || '-0' FROM generate_series(1, 3000) AS i;
CREATE INDEX regress_number_btree ON regress_number (number);
CREATE INDEX regress_number_hash ON regress_number USING hash (number);
ANALYZE regress_number;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT FROM regress_number WHERE number >= 'sp3 0002999 0';
SELECT * FROM regress_number WHERE number >= 'sp3 0002999 0' ORDER BY 1;
DROP INDEX regress_number_btree;
EXPLAIN (COSTS OFF) SELECT FROM regress_number WHERE number = 'sp3 0002999 0';
SELECT * FROM regress_number WHERE number = 'sp3 0002999 0';
RESET enable_seqscan;
RESET enable_bitmapscan;
DROP TABLE regress_number;

-- beside text: joined, merged, and as argument of functions of text
CREATE TEMP TABLE ours (entry_no text, broker varchar(20), note text);
INSERT INTO ours VALUES ('SP312345678', 'SP312345678', 'ours'), ('A123456', 'A123456', 'old'), ('SP3-1234567-8', 'SP3-1234567-8', 'another text');
CREATE TEMP TABLE theirs AS SELECT number AS entry_no, no FROM stored;
SELECT entry_no, pg_typeof(entry_no), note, no FROM ours JOIN theirs USING (entry_no) ORDER BY no;
SELECT note, no FROM theirs NATURAL JOIN ours ORDER BY no;
SELECT note, no FROM ours JOIN theirs ON broker = theirs.entry_no ORDER BY no;
SELECT note, no FROM ours JOIN theirs ON theirs.entry_no = ours.entry_no::entry_number WHERE no = 1 ORDER BY note;
SELECT no FROM theirs WHERE entry_no IN (SELECT entry_no FROM ours) ORDER BY no;
SELECT no FROM theirs AS t JOIN theirs AS u USING (entry_no, no) WHERE entry_no IN ('sp3-1234567-8', 'a123456') ORDER BY no;
SELECT coalesce(entry_no, 'none'::text), CASE WHEN no = 1 THEN entry_no ELSE ''::text END, left(entry_no, 3), length(entry_no), lower(entry_no),
	entry_no || '!', 'No. ' || entry_no, entry_no LIKE 'SP3%', entry_no ~ '^SP3', entry_no = ANY ('{SP3-1234567-8,A1}')
	FROM theirs WHERE no = 1;
SELECT entry_no FROM ours UNION SELECT entry_no FROM theirs WHERE no < 3 ORDER BY 1;
-- the type's own equality, unless one side is text
PREPARE untyped AS SELECT no FROM theirs WHERE entry_no = $1 ORDER BY no;
EXECUTE untyped('sp3-1234567-8');
SELECT parameter_types FROM pg_prepared_statements WHERE name = 'untyped';
PREPARE typed(text) AS SELECT no FROM theirs WHERE entry_no = $1 ORDER BY no;
EXECUTE typed('sp3-1234567-8');
EXECUTE typed('SP312345678');
PREPARE converted(text) AS SELECT no FROM theirs WHERE entry_no = $1::entry_number ORDER BY no;
EXECUTE converted('sp3-1234567-8');
DEALLOCATE ALL;

-- the ledger: any spelling finds what is there, through the keys of the tables
\getenv abs_srcdir PG_ABS_SRCDIR
\set documents :abs_srcdir '/test/data/ledger-documents.sql'
\set ECHO none
\i :documents
\set ECHO all
SELECT create_ledger('regress_trade');
SET search_path = regress_trade, custody, public;
INSERT INTO intake (octets) SELECT octets FROM example WHERE name <> 'late';
SELECT table_name, data_type, udt_name FROM information_schema.columns
	WHERE table_schema = 'regress_trade' AND column_name = 'entry_no' ORDER BY 1;
SELECT count(*) > 0 AS found FROM entry_document WHERE entry_no = 'SP3-1234567-8';
SELECT count(*) > 0 AS found, count(*) = (SELECT count(*) FROM entry_documents('SP312345678')) AS all_of_them
	FROM entry_document WHERE entry_no = ' sp3-1234567 8';
SELECT count(*) AS lines FROM entry_line WHERE entry_no = 'SP3-1234567-8';
SELECT entry_no, line_no, strength FROM link_entry('sp3 1234567 8') WHERE entry_no = 'SP3-1234567-8' ORDER BY 2, 3;
SELECT entry_no, count(*) FROM entry_goods WHERE entry_no = 'SP3-1234567-8' GROUP BY 1;
SELECT count(*) FROM entry AS e JOIN entry_document AS d USING (entry_no) WHERE e.entry_no = 'SP3-1234567-8' AND via = 'entry';
CREATE FUNCTION pg_temp.plan_of(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || statement LOOP
		IF line ~ 'Scan.* on (entry|entry_item|reference) |Cond: \(entry_n' THEN
			RETURN NEXT trim(line);
		END IF;
	END LOOP;
END
$$;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT p FROM pg_temp.plan_of($$SELECT document_id FROM entry_document WHERE entry_no = 'SP3-1234567-8'$$) AS p ORDER BY p COLLATE "C";
PREPARE asked AS SELECT item FROM entry_goods WHERE entry_no = $1;
SET plan_cache_mode = force_generic_plan;
SELECT p FROM pg_temp.plan_of($$EXECUTE asked('SP3-1234567-8')$$) AS p ORDER BY p COLLATE "C";
DEALLOCATE asked;
RESET plan_cache_mode;
RESET enable_seqscan;
RESET enable_bitmapscan;

-- numbers of other shapes, and what is none: nothing raises, each is found
SELECT register_profile('regress', 'NumberCredential', '{"events": [{"kind": "declare", "step": "l:filing", "time": "d:$.validFrom",
	"references": [{"kind": "entry", "value": "e:$.numbers[*]", "normal": "code"}]}]}');
SELECT code, events FROM ingest(convert_to('{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "NumberCredential"],
	"issuer": "did:web:broker.example", "validFrom": "2024-03-01T00:00:00Z", "credentialSubject": {"numbers": ["a123456", "sp3 9999999-0", "Nº 1", "'
	|| repeat('9', 65) || '", "34001239"]}}', 'UTF8'));
SELECT left(value, 13) AS value, left(normal, 11) AS normal, length(normal) FROM reference JOIN document USING (document_id)
	WHERE 'NumberCredential' = ANY (types) AND kind = 'entry' ORDER BY value COLLATE "C";
SELECT entry_no, count(*) FROM entry_document WHERE 'NumberCredential' = ANY (types) GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM entry_document WHERE entry_no IN ('SP3-9999999-0', ' A123456', '34001239');
SELECT entry_no, line_no, code FROM link_entry('a123456');
SELECT pg_temp.why('SELECT * FROM entry_documents('''')');

-- where the type's own equality is not on the path, texts are compared
RESET search_path;
SELECT count(*) FILTER (WHERE entry_no = 'SP312345678') AS canonical, count(*) FILTER (WHERE entry_no = 'SP3-1234567-8') AS other,
	count(*) FILTER (WHERE entry_no OPERATOR(custody.=) 'SP3-1234567-8') AS named FROM regress_trade.entry;
SET client_min_messages = warning;
SELECT custody.withdraw_profile('regress', 'NumberCredential');
SELECT custody.drop_ledger('regress_trade');
DROP SCHEMA regress_trade CASCADE;
