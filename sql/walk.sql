-- Walks: upstream, downstream, tree.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;
SET TimeZone = 'UTC';

CREATE FUNCTION pg_temp.why(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM);
END
$$;

SELECT create_ledger('walk_test');
SET pg_custody.ledger = 'walk_test';

-- Documents: one key of did:key signed them in January 2024; the spoilt one has
-- a changed signature, the issuer of the unknown one is not registered.
CREATE TEMP TABLE token (name text, jwt text);
INSERT INTO token VALUES
	('good', 'eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCIsImtpZCI6ImRpZDprZXk6ejZNa2g0N3l6aHlBODVBQVNzR2Y4eTJtWlVjZGF5eVl2a2U1UmpmTkJtN2pBYVFzI3o2TWtoNDd5emh5QTg1QUFTc0dmOHkybVpVY2RheXlZdmtlNVJqZk5CbTdqQWFRcyJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6a2V5Ono2TWtoNDd5emh5QTg1QUFTc0dmOHkybVpVY2RheXlZdmtlNVJqZk5CbTdqQWFRcyIsInZhbGlkRnJvbSI6IjIwMjQtMDEtMDFUMDA6MDA6MDBaIiwiY3JlZGVudGlhbFN1YmplY3QiOnsibmFtZSI6InRlc3QifSwiaWF0IjoxNzA0MDY3MjAwfQ.0QoiwZYBBCa5YXZZcY8WvBVEml4az0V-kLOUxW23q5CBMAIlNgrCNrO7ehP_sHTbhGDPji9etz5iTk2eiYp2CQ'),
	('until June', 'eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCIsImtpZCI6ImRpZDprZXk6ejZNa2g0N3l6aHlBODVBQVNzR2Y4eTJtWlVjZGF5eVl2a2U1UmpmTkJtN2pBYVFzI3o2TWtoNDd5emh5QTg1QUFTc0dmOHkybVpVY2RheXlZdmtlNVJqZk5CbTdqQWFRcyJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6a2V5Ono2TWtoNDd5emh5QTg1QUFTc0dmOHkybVpVY2RheXlZdmtlNVJqZk5CbTdqQWFRcyIsInZhbGlkRnJvbSI6IjIwMjQtMDEtMDFUMDA6MDA6MDBaIiwidmFsaWRVbnRpbCI6IjIwMjQtMDYtMzBUMDA6MDA6MDBaIiwiY3JlZGVudGlhbFN1YmplY3QiOnsibmFtZSI6InRlc3QifSwiaWF0IjoxNzA0MDY3MjAwfQ.sh1RrlcYffRiAFEIYAMv1wzquZQKYd7ds4MwKJUjJroMgrEie6qvHxwjo8I5V3cykjjHy3KMYsb1t5waXBPOAQ'),
	('spoilt', 'eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCIsImtpZCI6ImRpZDprZXk6ejZNa2g0N3l6aHlBODVBQVNzR2Y4eTJtWlVjZGF5eVl2a2U1UmpmTkJtN2pBYVFzI3o2TWtoNDd5emh5QTg1QUFTc0dmOHkybVpVY2RheXlZdmtlNVJqZk5CbTdqQWFRcyJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6a2V5Ono2TWtoNDd5emh5QTg1QUFTc0dmOHkybVpVY2RheXlZdmtlNVJqZk5CbTdqQWFRcyIsInZhbGlkRnJvbSI6IjIwMjQtMDEtMDFUMDA6MDA6MDBaIiwiY3JlZGVudGlhbFN1YmplY3QiOnsibmFtZSI6InRlc3QifSwiaWF0IjoxNzA0MDY3MjAwfQ.0QoiwZYBBCa5YXZZcY8WvBVEml4az0V-kLOUxW23q5CBMAIlNgrCNrO7ehP_sHTbhGDPji9etz5iTk2eAYp2CQ'),
	('unknown', 'eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCIsImtpZCI6ImRpZDp3ZWI6bWlsbC5leGFtcGxlI2sxIn0.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2ViOm1pbGwuZXhhbXBsZSIsInZhbGlkRnJvbSI6IjIwMjQtMDEtMDFUMDA6MDA6MDBaIiwiY3JlZGVudGlhbFN1YmplY3QiOnsibmFtZSI6InRlc3QifSwiaWF0IjoxNzA0MDY3MjAwfQ.EtIeEflv2DeLAEGaF4IYZ1CSVinYqEYc-NXQtYfAu7WjjNicpooZyUMTuV7e1YqW9_rhN0dkqntOH7n9BTpbCw');
CREATE FUNCTION pg_temp.document(id bigint, token_name text,
		received timestamptz DEFAULT '2024-02-01', content bigint DEFAULT NULL)
	RETURNS void LANGUAGE sql AS $$
	INSERT INTO walk_test.document (document_id, digest, content_digest, issuer, types,
			valid_during, signed_at, received_at, witness_of)
		SELECT id, sha256(int8send(id)), sha256(int8send(coalesce(content, id))),
			issuer(jwt::custody.credential), types(jwt::custody.credential),
			tstzrange(valid_from(jwt::custody.credential), valid_until(jwt::custody.credential)),
			'2024-01-01', received, content
		FROM token WHERE name = token_name;
	INSERT INTO walk_test.document_body
		SELECT id, jwt::custody.credential FROM token WHERE name = token_name;
$$;
-- An event of a document.  Days as tstzrange: instants or [from, to).
CREATE FUNCTION pg_temp.event(doc bigint, what text, span tstzrange,
		ins text[], outs text[], kg numeric DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	new_id bigint;
	number int := 1 + (SELECT count(*) FROM walk_test.event AS e WHERE e.document_id = doc);
BEGIN
	INSERT INTO walk_test.goods (item, kind)
		SELECT i, custody.item_kind(i) FROM unnest(ins || outs) AS n (n),
			LATERAL custody.item(CASE WHEN n LIKE '%:%' THEN n
				ELSE 'did:web:mill.example/' || n END) AS i
		ON CONFLICT DO NOTHING;
	INSERT INTO walk_test.event (document_id, seq, kind, during)
		VALUES (doc, number, what, span) RETURNING event_id INTO new_id;
	INSERT INTO walk_test.event_item
		SELECT new_id, g.item_id, CASE WHEN what = 'aggregate'
				THEN CASE r WHEN 'in' THEN 'child' ELSE 'parent' END ELSE r END
		FROM (SELECT unnest(ins), 'in' UNION ALL SELECT unnest(outs), 'out') AS x (n, r)
			JOIN walk_test.goods AS g ON g.item = custody.item(CASE WHEN n LIKE '%:%' THEN n
				ELSE 'did:web:mill.example/' || n END);
	INSERT INTO walk_test.event_quantity (event_id, item_id, role, basis, quantity, unit, si_quantity, dimension)
		SELECT new_id, i.item_id, i.role, 'net', kg, 'kg', kg, 'mass'
		FROM walk_test.event_item AS i WHERE i.event_id = new_id AND kg IS NOT NULL;
END
$$;
-- scheme/code of an item of the mill, other items as they are
CREATE FUNCTION pg_temp.short(i item) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(item_scheme(i) || '/' || item_code(i), i::text)
$$;

DO $$ BEGIN
	PERFORM pg_temp.document(1, 'good');
	PERFORM pg_temp.document(2, 'spoilt');
	PERFORM pg_temp.document(3, 'unknown');
	PERFORM pg_temp.document(4, 'until June');
	PERFORM pg_temp.document(5, 'good');
	-- two heats, two slabs: the event stands between them
	PERFORM pg_temp.event(1, 'transform', '[2024-02-01,2024-02-02)', '{heat/H1,heat/H2}', '{slab/S1,slab/S2}', 20000);
	PERFORM pg_temp.event(1, 'transform', '[2024-02-03,2024-02-04)', '{slab/S1}', '{coil/C1}', 12000);
	PERFORM pg_temp.event(1, 'transform', '[2024-02-05,2024-02-06)', '{slab/S2}', '{coil/C2}', 12000);
	-- welded, so that H1 and H2 are reached twice
	PERFORM pg_temp.event(1, 'transform', '[2024-02-07,2024-02-08)', '{coil/C1,coil/C2}', '{coil/C3}');
	PERFORM pg_temp.event(1, 'aggregate', '[2024-02-09,2024-02-10)', '{coil/C3}', '{urn:epc:id:sscc:0614141.1234567890}');
	-- a class of goods is no node
	PERFORM pg_temp.event(1, 'transform', '[2024-02-03,2024-02-04)', '{class/steel,heat/H3}', '{slab/S3}');
	-- walls, with something good behind each
	PERFORM pg_temp.event(2, 'transform', '[2024-02-01,2024-02-02)', '{heat/B}', '{slab/S1}');
	PERFORM pg_temp.event(1, 'transform', '[2024-01-20,2024-01-21)', '{lot/ore}', '{heat/B}');
	PERFORM pg_temp.event(3, 'transform', '[2024-02-01,2024-02-02)', '{heat/U}', '{slab/S2}');
	PERFORM pg_temp.event(4, 'transform', '[2024-08-01,2024-08-02)', '{heat/E}', '{slab/S4}');
	PERFORM pg_temp.event(5, 'transform', '[2024-02-02,2024-02-03)', '{heat/W}', '{slab/S4}');
	PERFORM walk_test.store_edges('{1,2,3,4,5}');
	PERFORM withdraw(5, 'corrected');
END $$;
ANALYZE walk_test.goods, walk_test.edge, walk_test.event, walk_test.document;

SELECT depth, pg_temp.short(item) AS item, pg_temp.short(via_item) AS via, kind, during, quantity, unit,
	documents, verdict, code, stop
FROM upstream('https://id.gs1.org/00/106141412345678908');
SELECT depth, pg_temp.short(item) AS item, pg_temp.short(via_item) AS via, kind, quantity, si_quantity, stop
FROM downstream('did:web:mill.example/heat/H1');
-- the document was good until June, the event was in August; the other was withdrawn
SELECT pg_temp.short(item) AS item, verdict, code, stop FROM upstream('did:web:mill.example/slab/S4');
-- trust any crosses all, and says what it crossed
SELECT depth, pg_temp.short(item) AS item, verdict, code, stop
FROM upstream('did:web:mill.example/coil/C1', trust => 'any');
SELECT pg_temp.short(item) AS item, verdict, code, stop
FROM upstream('did:web:mill.example/slab/S4', trust => 'any');
SET pg_custody.trust = 'any';
SELECT count(*) FROM upstream('did:web:mill.example/coil/C1');
SELECT count(*) FROM upstream('did:web:mill.example/coil/C1', trust => 'verified');
RESET pg_custody.trust;
-- no class, and nothing behind goods that nobody made
SELECT pg_temp.short(item) AS item, stop FROM upstream('did:web:mill.example/slab/S3');
SELECT pg_temp.short(item) AS item, stop FROM upstream('did:web:mill.example/class/steel');
SELECT pg_temp.short(item) AS item, stop FROM upstream('did:web:mill.example/heat/H1');
SELECT count(*) FROM upstream('did:web:mill.example/heat/nobody-knows');
SELECT count(*) FROM upstream(NULL);
SELECT count(*) FROM upstream('did:web:mill.example/coil/C1', at => NULL);
-- any spelling of an item
SELECT count(*) FROM upstream('urn:epc:id:sscc:0614141.1234567890');

-- depth, and number of steps
SELECT depth, pg_temp.short(item) AS item, stop
FROM upstream('did:web:mill.example/coil/C3', max_depth => 1);
SELECT depth, pg_temp.short(item) AS item, stop
FROM upstream('did:web:mill.example/coil/C3', max_depth => 0);
SET pg_custody.max_walk_depth = 2;
SELECT depth, pg_temp.short(item) AS item, stop
FROM upstream('did:web:mill.example/coil/C3') WHERE depth = 2;
RESET pg_custody.max_walk_depth;
SET pg_custody.max_walk_nodes = 3;
SELECT depth, pg_temp.short(item) AS item, stop FROM upstream('did:web:mill.example/coil/C3');
SET pg_custody.max_walk_nodes = 1;
SELECT depth, pg_temp.short(item) AS item, stop FROM upstream('did:web:mill.example/coil/C3');
RESET pg_custody.max_walk_nodes;

-- at: what had not begun then has not happened
SELECT depth, pg_temp.short(item) AS item, stop
FROM downstream('did:web:mill.example/slab/S2', at => '2024-02-06');
SELECT depth, pg_temp.short(item) AS item, stop
FROM downstream('did:web:mill.example/slab/S2', at => '2024-02-04');
SELECT depth, pg_temp.short(item) AS item, stop
FROM downstream('did:web:mill.example/slab/S2', at => '2024-02-05');

-- What went into the tank in March is not in what left it in January, not even
-- by way of an event with a wide range of time.
DO $$ BEGIN
	PERFORM pg_temp.document(10, 'good');
	PERFORM pg_temp.event(10, 'transform', '[2024-01-10,2024-01-11)', '{lot/january}', '{tank/T}');
	PERFORM pg_temp.event(10, 'transform', '[2024-03-10,2024-03-11)', '{lot/march}', '{tank/T}');
	PERFORM pg_temp.event(10, 'transform', '[2024-01-20,2024-01-21)', '{tank/T}', '{batch/january}');
	PERFORM pg_temp.event(10, 'transform', '[2024-03-20,2024-03-21)', '{tank/T}', '{batch/march}');
	PERFORM pg_temp.event(10, 'transform', '[2024-01-01,2025-01-01)', '{tank/T}', '{batch/any}');
	PERFORM pg_temp.event(10, 'transform', '[2024-02-10,2024-02-11)', '{batch/any}', '{batch/blend}');
	PERFORM pg_temp.event(10, 'transform', '[2024-01-10,2024-01-10]', '{lot/instant}', '{lot/same}');
	PERFORM pg_temp.event(10, 'transform', '[2024-01-10,2024-01-10]', '{lot/same}', '{lot/instant-2}');
	PERFORM pg_temp.event(10, 'transform', NULL, '{lot/undated}', '{tank/T}');
	PERFORM walk_test.store_edges('{10}');
END $$;
SELECT b, (SELECT string_agg(pg_temp.short(item), ' ' ORDER BY depth, item)
	FROM upstream(('did:web:mill.example/batch/' || b)::item))
FROM (VALUES ('january'), ('march'), ('any'), ('blend')) AS v (b);
SELECT l, (SELECT string_agg(pg_temp.short(item), ' ' ORDER BY depth, item)
	FROM downstream(('did:web:mill.example/lot/' || l)::item))
FROM (VALUES ('january'), ('march'), ('undated')) AS v (l);
-- events of one and the same instant may follow one another
SELECT string_agg(pg_temp.short(item), ' ') FROM upstream('did:web:mill.example/lot/instant-2');

-- Reached first by a way that ends early, then by a longer one that ends late:
-- what lies behind is found by the longer way, and what lies behind that.
DO $$ BEGIN
	PERFORM pg_temp.document(11, 'good');
	PERFORM pg_temp.event(11, 'transform', '[2024-02-01,2024-02-02)', '{lot/x}', '{lot/end}');
	PERFORM pg_temp.event(11, 'transform', '[2024-06-01,2024-06-02)', '{lot/x}', '{lot/y}');
	PERFORM pg_temp.event(11, 'transform', '[2024-07-01,2024-07-02)', '{lot/y}', '{lot/end}');
	PERFORM pg_temp.event(11, 'transform', '[2024-01-01,2024-01-02)', '{lot/early}', '{lot/x}');
	PERFORM pg_temp.event(11, 'transform', '[2024-05-01,2024-05-02)', '{lot/late}', '{lot/x}');
	PERFORM pg_temp.event(11, 'transform', '[2024-01-01,2025-01-01)', '{lot/z}', '{lot/x}');
	PERFORM pg_temp.event(11, 'transform', '[2024-05-01,2024-05-02)', '{lot/behind-z}', '{lot/z}');
	PERFORM walk_test.store_edges('{11}');
END $$;
SELECT depth, pg_temp.short(item) AS item, pg_temp.short(via_item) AS via, stop
FROM upstream('did:web:mill.example/lot/end');

-- A cycle is reported where it closes, once.
DO $$ BEGIN
	PERFORM pg_temp.document(12, 'good');
	PERFORM pg_temp.event(12, 'transform', '[2024-01-01,2025-01-01)', '{lot/c1}', '{lot/c2}');
	PERFORM pg_temp.event(12, 'transform', '[2024-01-01,2025-01-01)', '{lot/c2}', '{lot/c3}');
	PERFORM pg_temp.event(12, 'transform', '[2024-01-01,2025-01-01)', '{lot/c3}', '{lot/c1}');
	PERFORM pg_temp.event(12, 'transform', '[2024-01-01,2025-01-01)', '{lot/c1}', '{lot/c4}');
	PERFORM walk_test.store_edges('{12}');
END $$;
SELECT depth, pg_temp.short(item) AS item, pg_temp.short(via_item) AS via, stop
FROM upstream('did:web:mill.example/lot/c4');
SELECT depth, pg_temp.short(item) AS item, pg_temp.short(via_item) AS via, stop
FROM downstream('did:web:mill.example/lot/c1');

-- A good witness of a spoilt document; what was known when.
DO $$ BEGIN
	PERFORM pg_temp.document(20, 'spoilt', '2024-02-01');
	PERFORM pg_temp.document(21, 'good', '2024-04-01', 20);
	PERFORM pg_temp.document(22, 'good', '2024-05-01');
	PERFORM pg_temp.event(20, 'transform', '[2024-01-20,2024-01-21)', '{lot/k1}', '{lot/k2}');
	PERFORM pg_temp.event(22, 'transform', '[2024-01-10,2024-01-11)', '{lot/k0}', '{lot/k2}');
	PERFORM walk_test.store_edges('{20,22}');
END $$;
SELECT k, pg_temp.short(item) AS item, documents, verdict, code, stop
FROM (VALUES ('2024-01-15'::timestamptz), ('2024-03-01'), ('2024-04-15'), (NULL)) AS v (k),
	upstream('did:web:mill.example/lot/k2', known => k)
ORDER BY k, depth, item;

-- trees
\pset format unaligned
\pset tuples_only on
SELECT tree('urn:epc:id:sscc:0614141.1234567890');
SELECT tree('did:web:mill.example/slab/S4');
SELECT tree('did:web:mill.example/lot/c4');
SELECT tree('did:web:mill.example/lot/end');
SELECT tree('did:web:mill.example/coil/C3', max_depth => 1);
SELECT tree('did:web:mill.example/heat/H1');
SELECT tree('did:web:mill.example/heat/nobody-knows') IS NULL;
-- long names, deep trees, strange characters: 80 characters a line
DO $$ BEGIN
	PERFORM pg_temp.document(30, 'good');
	PERFORM pg_temp.event(30, 'transform', '[2024-01-01,2025-01-01)',
			ARRAY['lot/' || repeat('very-long-', 10) || i], ARRAY['lot/' || repeat('very-long-', 10) || (i - 1)])
	FROM generate_series(1, 12) AS i;
	PERFORM walk_test.store_edges('{30}');
END $$;
INSERT INTO walk_test.party (identity, name) VALUES ('name:X', E'A\x1b[31m\nB' || repeat('ü', 100));
INSERT INTO walk_test.event_party
	SELECT e.event_id, p.party_id, 'producer', 'actor' FROM walk_test.event AS e, walk_test.party AS p
	WHERE e.document_id = 30;
SELECT tree(item('lot', 'did:web:mill.example', repeat('very-long-', 10) || 0));
\pset tuples_only off
\pset format aligned
SELECT max(length(line)) FROM regexp_split_to_table(
	tree(item('lot', 'did:web:mill.example', repeat('very-long-', 10) || 0)), E'\n') AS line;

-- arguments
SELECT pg_temp.why($$SELECT upstream('did:web:mill.example/lot/c1', trust => 'trusted')$$);
SELECT pg_temp.why($$SELECT upstream('did:web:mill.example/lot/c1', trust => 'sure')$$);
SELECT pg_temp.why($$SELECT upstream('did:web:mill.example/lot/c1', max_depth => -1)$$);
SELECT pg_temp.why($$SELECT upstream('did:web:mill.example/lot/c1', ledger => 'walk_none')$$);
SELECT create_ledger('walk_other');
RESET pg_custody.ledger;
SELECT pg_temp.why($$SELECT upstream('did:web:mill.example/lot/c1')$$);
SELECT count(*) FROM upstream('did:web:mill.example/lot/c1', ledger => 'walk_other');
SELECT count(*) FROM upstream('did:web:mill.example/lot/c1', ledger => 'walk_test');
SET pg_custody.ledger = 'walk_test';

-- callers see what they may see; the path does not matter
SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_walk_nobody, regress_walk_reader;
RESET client_min_messages;
CREATE ROLE regress_walk_nobody;
CREATE ROLE regress_walk_reader;
SELECT grant_role('regress_walk_reader', 'reader', 'walk_test');
SET ROLE regress_walk_nobody;
SELECT pg_temp.why($$SELECT upstream('did:web:mill.example/lot/c1')$$);
SELECT pg_temp.why($$SELECT tree('did:web:mill.example/lot/c1')$$);
SET ROLE regress_walk_reader;
SELECT count(*) FROM upstream('did:web:mill.example/lot/c1');
RESET ROLE;
ALTER TABLE walk_test.edge ENABLE ROW LEVEL SECURITY;
CREATE POLICY narrow ON walk_test.edge TO regress_walk_reader
	USING (event_id IN (SELECT event_id FROM walk_test.event WHERE document_id <> 12));
SET ROLE regress_walk_reader;
SELECT count(*), min(stop) FROM upstream('did:web:mill.example/lot/c1');
RESET ROLE;
ALTER TABLE walk_test.edge DISABLE ROW LEVEL SECURITY;
SET search_path = '';
SELECT count(*) FROM custody.upstream('did:web:mill.example/coil/C3');
SET search_path = custody, public;

-- in a parallel worker
SELECT set_config(CASE WHEN current_setting('server_version_num')::int >= 160000
	THEN 'debug_parallel_query' ELSE 'force_parallel_mode' END, 'on', false) AS forced;
EXPLAIN (COSTS off) SELECT count(*) FROM upstream('did:web:mill.example/coil/C3');
SELECT count(*) FROM upstream('did:web:mill.example/coil/C3');
SELECT set_config(CASE WHEN current_setting('server_version_num')::int >= 160000
	THEN 'debug_parallel_query' ELSE 'force_parallel_mode' END, 'off', false) AS forced;

-- The same items as a recursive query finds, over a graph of 2,000 edges made
-- by chance, with events of many kinds of range.
DO $$ BEGIN
	PERFORM pg_temp.document(40, 'good');
END $$;
CREATE TEMP TABLE chance AS
	SELECT c[1] % 401 AS src, c[2] % 401 AS dst,
		timestamptz '2024-02-01' + c[3] % 300000 * interval '1 minute' AS t,
		c[4] % 200 * (c[5] % 200) * interval '1 minute' AS width
	FROM generate_series(1, 2000) AS i,
		LATERAL (SELECT array_agg(hashint4(10 * i + j) & 2147483647 ORDER BY j) AS c
			FROM generate_series(1, 5) AS j) AS x;
SELECT count(pg_temp.event(40, 'transform', tstzrange(t, t + width, '[]'),
	ARRAY['lot/r' || src], ARRAY['lot/r' || dst])) FROM chance WHERE src <> dst;
DO $$ BEGIN
	PERFORM walk_test.store_edges('{40}');
END $$;
ANALYZE walk_test.goods, walk_test.edge, walk_test.event;
CREATE TEMP TABLE start AS
	SELECT item_id, item FROM walk_test.goods WHERE item_code(item) IN (SELECT 'r' || i FROM generate_series(0, 400, 10) AS i);
CREATE TEMP TABLE reached AS
	WITH RECURSIVE up (start, node, bound) AS (
		SELECT item_id, item_id, 'infinity'::timestamptz FROM start
		UNION
		SELECT u.start, e.src, least(u.bound, upper(e.at) + interval '1 microsecond')
		FROM up AS u JOIN walk_test.edge AS e ON e.dst = u.node
		WHERE lower(e.at) < u.bound
	), down (start, node, bound) AS (
		SELECT item_id, item_id, '-infinity'::timestamptz FROM start
		UNION
		SELECT u.start, e.dst, greatest(u.bound, lower(e.at))
		FROM down AS u JOIN walk_test.edge AS e ON e.src = u.node
		WHERE upper(e.at) + interval '1 microsecond' > u.bound
	)
	SELECT DISTINCT 'up' AS way, start, node FROM up
	UNION ALL SELECT DISTINCT 'down', start, node FROM down;
CREATE TEMP TABLE walked AS
	SELECT DISTINCT 'up' AS way, s.item_id AS start, g.item_id AS node
	FROM start AS s, upstream(s.item) AS u JOIN walk_test.goods AS g USING (item)
	UNION ALL
	SELECT DISTINCT 'down', s.item_id, g.item_id
	FROM start AS s, downstream(s.item) AS u JOIN walk_test.goods AS g USING (item);
SELECT way, count(*) > 1000 AS many FROM reached GROUP BY way ORDER BY way;
SELECT count(*) AS missing FROM (TABLE reached EXCEPT TABLE walked) AS x;
SELECT count(*) AS too_many FROM (TABLE walked EXCEPT TABLE reached) AS x;
-- every edge once
SELECT count(*) AS twice FROM (SELECT FROM start AS s, upstream(s.item) AS u
	WHERE u.depth > 0 GROUP BY s.item_id, u.item, u.via_item, u.event_id HAVING count(*) > 1) AS x;

DROP OWNED BY regress_walk_reader, regress_walk_nobody;
DROP ROLE regress_walk_nobody, regress_walk_reader;
SELECT drop_ledger('walk_test'), drop_ledger('walk_other');
SET client_min_messages = warning;
DROP SCHEMA walk_test, walk_other CASCADE;
