-- From an entry line to the goods, though no paper between them names the goods.
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
SELECT custody.create_ledger('regress_trade');
SET search_path = regress_trade, custody, public;

-- pieces by weight
SELECT * FROM subsets_weighing(ARRAY[5, 3, 2, 8], 8, 8);
SELECT * FROM subsets_weighing(ARRAY[5, 3, 2, 8], 4, 4);
SELECT * FROM subsets_weighing(ARRAY[5, 3, 2, 8], 18, 100);
SELECT * FROM subsets_weighing('{}', 1, 2);
SELECT * FROM subsets_weighing(array_fill(1::bigint, ARRAY[24]), 12, 12);
SELECT * FROM subsets_weighing(array_fill(1::bigint, ARRAY[25]), 12, 12);
SELECT * FROM subsets_weighing(ARRAY[5, NULL], 1, 2);
SELECT * FROM subsets_weighing(ARRAY[5, 0], 1, 2);
SELECT * FROM subsets_weighing(ARRAY[5, 9223372036854775807], 1, 2);
SELECT * FROM subsets_weighing(ARRAY[5], 0, 2);
SELECT * FROM subsets_weighing(ARRAY[5], 3, 2);
SET statement_timeout = '50ms';
SELECT solutions FROM generate_series(1, 1000) AS i, subsets_weighing(array_fill(i::bigint, ARRAY[24]), 12 * i, 12 * i) ORDER BY 1 LIMIT 1;
RESET statement_timeout;
SELECT * FROM pieces_weighing(ARRAY[1, 2, 3], ARRAY[10.5, 20, 30], ARRAY[7, 7, 7], 30.6);
SELECT * FROM pieces_weighing(ARRAY[1, 2, 3], ARRAY[10.5, 20, 30], ARRAY[7, 7, 7], 30.8);
SELECT * FROM pieces_weighing(ARRAY[1, 2, 3], ARRAY[10, 20, 30], ARRAY[7, 7, 7], 30);
SELECT count(*), min(strength) FROM pieces_weighing(ARRAY(SELECT generate_series(1, 30)), array_fill(10::numeric, ARRAY[30]), array_fill(7::bigint, ARRAY[30]), 300);
SELECT count(*) FROM pieces_weighing(ARRAY(SELECT generate_series(1, 30)), array_fill(10::numeric, ARRAY[30]), array_fill(7::bigint, ARRAY[30]), 290);
SELECT min(item_id), max(item_id), min(strength) FROM pieces_weighing(ARRAY(SELECT generate_series(1, 60)), array_fill(10::numeric, ARRAY[60]), ARRAY(SELECT i / 31 FROM generate_series(1, 60) AS i), 300);
SELECT min(item_id), max(item_id), min(strength) FROM pieces_weighing(ARRAY(SELECT generate_series(1, 60)), array_fill(10::numeric, ARRAY[60]), ARRAY(SELECT generate_series(1, 60)), 600);
SELECT count(*) FROM pieces_weighing(ARRAY[1, 2], ARRAY[1e30, 1e-30], ARRAY[7, 7], 1e30);

-- papers that name goods are read by profiles of our own
SELECT register_profile('regress', 'PackedCredential', '{"events": [{"kind": "aggregate", "step": "l:packing", "time": "d:$.validFrom",
	"items": [{"role": "parent", "scheme": "container", "ids": "e:$.container", "scope": "e:$.carrier"},
		{"role": "child", "rows": "e:$.pieces", "scheme": "piece", "ids": "i:$.piece", "scope": "d:$.issuer.id",
			"quantities": [{"basis": "net", "value": "i:$.weight.value", "unit": "i:$.weight.unitCode"}]}]}]}');
SELECT register_profile('regress', 'NamingInvoiceCredential', '{"events": [{"kind": "transfer_title", "step": "l:invoice", "time": "d:$.validFrom",
	"items": [{"role": "object", "rows": "e:$.pieces", "scheme": "piece", "ids": "i:$", "scope": "d:$.issuer.id"}],
	"references": [{"kind": "bol", "value": "e:$.bill"}]}]}');
INSERT INTO intake (octets) SELECT octets FROM example WHERE name NOT IN ('transformation', 'blend', 'late', 'entry unsigned');
-- documents by their names here
CREATE TEMP VIEW paper AS SELECT name, document_id FROM document JOIN example ON digest = sha256(octets);
CREATE FUNCTION pg_temp.papers(bigint[]) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(name, ', ' ORDER BY name) FROM paper WHERE document_id = ANY ($1) $$;

-- which papers belong to an entry, in any spelling of its number
SELECT name, via FROM entry_documents('SP3-1234567-8') JOIN paper USING (document_id) ORDER BY 2, 1;
SELECT name, via FROM entry_documents(' sp312345678', usable_only => true) JOIN paper USING (document_id) ORDER BY 2, 1;
SELECT name, via, verdict FROM entry_document JOIN paper USING (document_id) WHERE entry_no = 'SP312345678' ORDER BY 2, 1;
SELECT entry_no, count(*) FROM entry_document GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM entry_documents('nothing');

-- two lines, one solution; what is forged or outdated is not used, and that is said
SELECT line_no, item_code(item), quantity, basis, strength, pg_temp.papers(documents) AS papers, state, code
FROM link_entry('SP3-1234567-8') ORDER BY 1, 2;
SELECT DISTINCT left(note, 44) AS note, pg_temp.papers(string_to_array(substring(note FROM 'documents (.*)'), ', ')::bigint[]) FROM link_entry('SP312345678');
-- one line, several solutions
SELECT line_no, item_code(item), quantity, basis, strength, state, code, note FROM link_entry('SP376543210') ORDER BY 1, 2;
-- more pieces than can be tried: whole certificates
SELECT strength, basis, count(*), sum(quantity) FROM link_entry('SP300000044') GROUP BY 1, 2;
-- goods in the container of the bill of lading; goods on the invoice, without a weight
SELECT item_code(item), quantity, basis, strength, code FROM link_entry('SP300000055') ORDER BY 1;
SELECT item_code(item), quantity, basis, strength, code FROM link_entry('SP300000066') ORDER BY 1;
-- none, and why
SELECT e.no, line_no, item, code, note FROM unnest(ARRAY['SP300000077', 'SP300000088', 'SP300000099', 'SP300000100', 'SP399999999']) AS e(no), link_entry(e.no);
UPDATE entry_line SET unit = 'LTR' WHERE entry_no = 'SP300000100';
SELECT line_no, item, code FROM link_entry('SP300000100');

-- where the goods of an entry were melted
SELECT line_no, item_code(item), melt, origin, link_basis, state, verdict FROM entry_goods WHERE entry_no = 'SP312345678' ORDER BY 1, 2;
SELECT line_no, item_code(item), melt, origin, link_basis, state, verdict FROM entry_goods WHERE entry_no = 'SP376543210' ORDER BY 1, 2;
SELECT item_code(item), melt, link_basis, verdict FROM entry_goods WHERE entry_no = 'SP300000066' ORDER BY 1;
-- through what they were made of; only through what had happened by then; not through what is no good
INSERT INTO intake (octets) SELECT octets FROM example WHERE name IN ('transformation', 'blend', 'late');
SELECT item_code(item), melt, verdict FROM goods, melt_summary(item_id) WHERE item_code(item) IN ('A1', 'A1-1', 'A8', 'A9', 'X1', 'G1') ORDER BY 1;

-- proposals are made anew, decisions stay
SELECT count(*), count(DISTINCT recorded_at) FROM entry_item WHERE entry_no = 'SP376543210';
CREATE TEMP TABLE before AS SELECT * FROM entry_item;
SELECT count(*) FROM link_entry('SP376543210');
(TABLE before EXCEPT TABLE entry_item) UNION ALL (TABLE entry_item EXCEPT TABLE before);
SELECT item AS b1 FROM find_item('B1') \gset
SELECT item AS b2 FROM find_item('B2') \gset
SELECT reject_link('SP3-7654321-0', 1, :'b1');
SELECT item_code(item), strength, state, code, decided FROM link_entry('SP376543210'), LATERAL (SELECT decided_by = current_user AS decided FROM entry_item AS i JOIN goods AS g USING (item_id) WHERE i.entry_no = 'SP376543210' AND g.item = link_entry.item) AS d ORDER BY 1;
SELECT accept_link('SP376543210', 1, :'b2');
SELECT item_code(item), strength, state FROM link_entry('SP376543210') ORDER BY 1;
SELECT item_code(item), melt, state FROM entry_goods WHERE entry_no = 'SP376543210' ORDER BY 1;
-- the officer knows more: goods nobody proposed
SELECT item AS i1 FROM find_item('I1') \gset
SELECT accept_link('SP300000088', 1, :'i1');
SELECT item_code(item), basis, strength, state, code FROM link_entry('SP300000088');
-- what is accepted elsewhere is no candidate
UPDATE entry_line SET unit = 'KGM', quantity = 5000 WHERE entry_no = 'SP300000100';
SELECT item, code FROM link_entry('SP300000100');
SELECT reject_link('SP300000088', 1, :'i1');
SELECT item_code(item), strength, code FROM link_entry('SP300000100');
-- another tariff number is another thing
INSERT INTO claim (document_id, item_id, name, value, normal) SELECT 1, item_id, 'hts', '9403.70', '940370' FROM goods WHERE item = :'i1';
SELECT item, code FROM link_entry('SP300000100');
SELECT accept_link('SP376543210', 2, :'b2');
SELECT accept_link('SP376543210', 1, 'did:web:nobody.example/piece/1');

-- a link rests on the papers of the way, too: they may be withdrawn
BEGIN;
SELECT item_code(item), melt, verdict FROM entry_goods WHERE entry_no = 'SP312345678' ORDER BY 1;
SELECT count(withdraw(document_id, 'lost') IS NULL) FROM entry_document WHERE entry_no = 'SP312345678' AND via = 'bol';
SELECT item_code(item), melt, verdict FROM entry_goods WHERE entry_no = 'SP312345678' ORDER BY 1;
ROLLBACK;
-- a withdrawn certificate is no evidence any more
SELECT withdraw(document_id, 'recalled') FROM paper WHERE name = 'certificate A';
SELECT line_no, item, code FROM link_entry('SP312345678');
SELECT line_no, item, melt, origin, link_basis, documents, verdict FROM entry_goods WHERE entry_no = 'SP312345678' ORDER BY 1;

-- a spoilt copy of an entry that comes first does not fill it, nor keep the good one from doing so
SELECT custody.create_ledger('regress_second');
SET search_path = regress_second, custody, public;
SET pg_custody.ledger = 'regress_second';
SELECT i.verdict, i.code, i.events FROM example, ingest(octets) AS i WHERE name = 'entry unsigned';
SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM entry_line) AS lines;
SELECT i.verdict, i.code, i.events FROM example, ingest(octets) AS i WHERE name = 'entry SP3-7654321-0';
SELECT entry_no, type FROM entry;
SELECT line_no, quantity FROM entry_line;
SELECT via, verdict FROM entry_document ORDER BY document_id;

RESET search_path;
SET client_min_messages = warning;
SELECT custody.withdraw_profile('regress', document_type) FROM custody.profile WHERE vocabulary = 'regress';
SELECT custody.drop_ledger(schema_name) FROM custody.ledger;
DROP SCHEMA regress_trade, regress_second CASCADE;
