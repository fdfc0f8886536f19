-- Type item: canonical forms, parts, order, indexes, errors.
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

-- Spellings of one thing are one item.
CREATE TEMP TABLE spelling (no int, given text, means text);
INSERT INTO spelling VALUES
	(1, 'did:web:mill.example/heat/61316', 'heat'),
	(2, 'did:web:mill.example/heat/%361316', 'heat'),
	(3, 'did:web:mill.example/./coil/../heat/61316', 'heat'),
	(4, 'did:web:Mill.example/heat/61316', 'heat of another DID'),
	(5, 'did:web:mill.example%3a8443/coil/C%2f1', 'coil'),
	(6, 'did:web:mill.example%3A8443/coil/C%2F1', 'coil'),
	(7, 'did:web:pipe.example/meter/P-12/2024-01', 'flow'),
	(8, 'urn:epc:id:sgtin:0614141.107346.2018', 'sgtin'),
	(9, 'URN:EPC:id:sgtin:061414.1107346.2018', 'sgtin'),
	(10, 'https://id.gs1.org/01/10614141073464/21/2018', 'sgtin'),
	(11, 'HTTP://ID.GS1.ORG:80/gtin/10614141073464/ser/2018?17=261231', 'sgtin'),
	(12, 'https://id.gs1.org/01/10614141073464/10/L1/21/2018', 'sgtin'),
	(13, 'urn:epc:class:lgtin:0614141.107346.L1', 'lot'),
	(14, 'https://id.gs1.org/01/10614141073464/10/L1?3103=000195', 'lot'),
	(15, 'urn:epc:idpat:sgtin:0614141.107346.*', 'class'),
	(16, 'https://id.gs1.org/01/10614141073464', 'class'),
	(17, 'urn:epc:id:sscc:0614141.1234567890', 'pallet'),
	(18, 'http://id.gs1.org/00/106141412345678908', 'pallet'),
	(19, 'urn:epc:id:giai:4000001.111', 'asset'),
	(20, 'https://id.gs1.org/8004/4000001111', 'asset'),
	(21, 'HTTPS://Shop.Example:443/a/../%7ebob?x=%c3%bc', 'page'),
	(22, 'https://shop.example/~bob?x=ü', 'page'),
	(23, 'https://shop.example:8443/~bob?x=ü', 'page of another port'),
	(24, 'urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6', 'uuid'),
	(25, 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'uuid'),
	(26, 'ni:///sha-256;UyaQV-Ev4rdLoHyJJWCi11OHfrYv9E1aGQAlMO2X_-Q?line=2', 'line'),
	(27, 'did:web:mill.example', 'the DID itself'),
	(28, 'did:web:mill.example/coil/6%2813%29', 'coil with brackets'),
	(29, 'did:web:mill.example/coil/6(13)', 'coil with brackets');
CREATE TEMP TABLE goods AS SELECT no, given, means, given::item AS item FROM spelling;
SELECT no, item, item_kind(item) AS kind, item_scheme(item) AS scheme,
	item_scope(item) AS scope, item_code(item) AS code
FROM goods ORDER BY no;
SELECT count(*) AS spellings, count(DISTINCT item) AS items,
	count(DISTINCT means) AS meanings, count(DISTINCT (item, means)) AS pairs
FROM goods;
SELECT count(*) AS changed FROM goods WHERE item::text::item <> item;
-- parts make the item again
SELECT count(*) AS made, count(*) FILTER (WHERE made = item) AS same
FROM (SELECT item, item(item_scheme(item), coalesce(item_scope(item), ''),
		item_code(item)) AS made FROM goods WHERE item_scheme(item) IS NOT NULL) AS s;

-- untyped literals, casts
SELECT item('did:web:mill.example/heat/61316'), item('heat', 'did:web:mill.example', '61316');
SELECT item('coil', 'did:web:mill.example', 'C 4711/ü'), item('gtin', '', '614141073467'),
	item('sgtin', '614141073467', 'A/1'), item('heat', NULL, '61316') IS NULL AS none;
SELECT item_code('did:web:mill.example/coil/C%204711%2F%C3%BC');
CREATE TEMP TABLE cast_target (item item, t text);
INSERT INTO cast_target SELECT did 'did:web:mill.example', item 'HTTP://h';
INSERT INTO cast_target SELECT 'HTTP://h'::varchar, item 'did:web:mill.example';
INSERT INTO cast_target SELECT 'HTTP://h'::text, item 'urn:ab:c';
SELECT * FROM cast_target;

-- what is refused: the place is told, the text is not
CREATE TEMP TABLE bad (no int, given text);
INSERT INTO bad VALUES
	(1, ''),
	(2, '61316'),
	(3, 'did:web:'),
	(4, 'did:web:mill.example/heat 1'),
	(5, 'https://mill.example/%4'),
	(6, 'https://müll.example/'),
	(7, 'urn:x'),
	(8, 'urn:epc:id:sgtin:0614141.10734.2018'),
	(9, 'https://id.gs1.org/01/10614141073465/21/secret'),
	(10, 'https://id.gs1.org/01/10614141073464/21/secret#x'),
	(11, 'https://id.gs1.org/01/10614141073464/99/secret'),
	(12, 'a:' || repeat('b', 2047)),
	(13, 'a:' || repeat('ü', 1000));
SELECT no, pg_temp.why(format('SELECT %L::custody.item', given)) FROM bad ORDER BY no;
SELECT pg_temp.why($$SELECT custody.item('Heat', 'did:web:mill.example', 'secret')$$);
SELECT pg_temp.why($$SELECT custody.item('heat', 'mill', 'secret')$$);
SELECT pg_temp.why($$SELECT custody.item('heat', 'did:web:mill.example/x', 'secret')$$);
SELECT pg_temp.why($$SELECT custody.item('heat', 'did:web:mill.example', ' ')$$);
SELECT pg_temp.why($$SELECT custody.item('gtin', '', '614141073468')$$);
SELECT pg_temp.why($$SELECT custody.item('sgtin', '614141073468', 'secret')$$);

-- binary form: octet 1, then the text; read back as COPY BINARY reads it
SELECT item_send(item 'did:web:m.example/heat/1');
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	result text;
	file bytea = '\x5047434f50590aff0d0a00'::bytea || int4send(0) || int4send(0)
		|| int2send(1::int2) || int4send(length(wire)) || wire
		|| int2send((-1)::int2);
BEGIN
	CREATE TEMP TABLE received (value custody.item);
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
SELECT count(*) AS differing FROM goods
WHERE pg_temp.receive(item_send(item)) <> item::text;
SELECT no, pg_temp.receive(wire) FROM (VALUES
	(1, ''::bytea),
	(2, '\x02' || 'a:b'::bytea),
	(3, '\x01'),
	(4, '\x01' || 'A:b'::bytea),
	(5, '\x01' || 'http://h'::bytea),
	(6, '\x01' || 'a:b'::bytea || '\x00'),
	(7, '\x01' || 'a:'::bytea || '\xff'),
	(8, '\x01' || convert_to('a:ü', 'UTF8')),
	(9, '\x01' || convert_to('a:' || repeat('b', 2047), 'UTF8'))) AS w (no, wire)
ORDER BY no;

-- order is that of the octets, whatever the collation of the database
CREATE TEMP TABLE many (item item, n int);
INSERT INTO many
	SELECT item(s, 'did:web:' || (ARRAY['a.example', 'b.example', 'B.example'])[1 + i % 3],
			left(md5((i % 997)::text), 1 + i % 32)), i
	FROM generate_series(1, 3000) AS i, LATERAL (SELECT (ARRAY['heat', 'coil'])[1 + i % 2]) AS x (s);
INSERT INTO many SELECT item, -no FROM goods;
ANALYZE many;
SELECT count(*) AS out_of_place
FROM (SELECT item::text COLLATE "C" AS t,
		lag(item::text COLLATE "C") OVER (ORDER BY item) AS before FROM many) AS s
WHERE t < before;
SELECT min(item) = (SELECT item FROM many ORDER BY item::text COLLATE "C" LIMIT 1) AS least,
	max(item) = (SELECT item FROM many ORDER BY item::text COLLATE "C" DESC LIMIT 1) AS greatest
FROM many;
-- exactly one of <, =, > holds, and the other operators agree
SELECT count(*) AS pairs, count(*) FILTER (WHERE
	(a.item < b.item)::int + (a.item = b.item)::int + (a.item > b.item)::int <> 1
	OR (a.item <= b.item) <> (NOT a.item > b.item)
	OR (a.item >= b.item) <> (NOT a.item < b.item)
	OR (a.item <> b.item) = (a.item = b.item)
	OR (a.item < b.item) <> (b.item > a.item)
	OR (a.item = b.item AND item_hash(a.item) <> item_hash(b.item))
	OR (a.item = b.item AND item_hash_extended(a.item, 7) <> item_hash_extended(b.item, 7))
	OR sign(item_cmp(a.item, b.item)) <> -sign(item_cmp(b.item, a.item))) AS wrong
FROM goods AS a, goods AS b;

-- an index finds what a scan finds
CREATE TEMP TABLE scanned AS
	SELECT a.item, (SELECT count(*) FROM many WHERE many.item = a.item) AS n
	FROM (SELECT DISTINCT item FROM many) AS a;
CREATE INDEX many_btree ON many (item);
SET enable_seqscan = off;
EXPLAIN (COSTS off) SELECT n FROM many WHERE item = 'urn:epc:id:sgtin:0614141.107346.2018';
SELECT count(*) AS differ FROM scanned
WHERE n <> (SELECT count(*) FROM many WHERE many.item = scanned.item);
DROP INDEX many_btree;
CREATE INDEX many_hash ON many USING hash (item);
EXPLAIN (COSTS off) SELECT n FROM many WHERE item = 'urn:epc:id:sgtin:0614141.107346.2018';
SELECT count(*) AS differ FROM scanned
WHERE n <> (SELECT count(*) FROM many WHERE many.item = scanned.item);
DROP INDEX many_hash;
RESET enable_seqscan;

-- joins and grouping by hash and by merge agree
SET enable_nestloop = off;
SET enable_mergejoin = off;
SELECT count(*) FROM many AS a JOIN many AS b USING (item) \gset hash_
SET enable_hashjoin = off;
SET enable_mergejoin = on;
SELECT count(*) FROM many AS a JOIN many AS b USING (item) \gset merge_
SELECT :hash_count = :merge_count AS same, :hash_count > 3000 AS some;
RESET enable_nestloop;
RESET enable_hashjoin;
RESET enable_mergejoin;
SELECT count(DISTINCT item) = count(DISTINCT item::text) AS same FROM many;

-- the longest item fits a btree index, even one that does not compress
CREATE TEMP TABLE longest (item item PRIMARY KEY);
INSERT INTO longest
	SELECT 'a:' || left(string_agg(md5(i::text), ''), 2046) FROM generate_series(1, 64) AS i;
SELECT length(item::text), item = (item::text)::item AS same FROM longest;

-- hash partitions
CREATE TEMP TABLE part (item item, n int) PARTITION BY HASH (item);
CREATE TEMP TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT item, n FROM many;
SELECT (SELECT count(*) > 500 FROM part_0) AS some, (SELECT count(*) > 500 FROM part_1) AS others;
SELECT count(*) FROM part WHERE item = 'https://id.gs1.org/01/10614141073464/21/2018';
