-- Operators, indexes, aggregates of did and did_url.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;

-- What a plan uses: join methods and indexes, which no version spells otherwise.
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (COSTS off, FORMAT json) ' || query INTO plan;
	RETURN (SELECT string_agg(DISTINCT v #>> '{}', ', ')
		FROM jsonb_path_query(plan, 'strict $.**."Index Name"') AS v)
		|| coalesce((SELECT ': ' || string_agg(DISTINCT v #>> '{}', ', ')
			FROM jsonb_path_query(plan, 'strict $.**."Index Cond"') AS v), '');
END
$$;
CREATE FUNCTION pg_temp.joins(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (COSTS off, FORMAT json) ' || query INTO plan;
	RETURN (SELECT string_agg(v #>> '{}', ', ')
		FROM jsonb_path_query(plan, 'strict $.**."Node Type"') AS v
		WHERE v #>> '{}' ~ 'Join|Loop');
END
$$;

CREATE TEMP TABLE d (d did, u did_url);
INSERT INTO d
	SELECT t::did, (t || '#' || i % 3)::did_url
	FROM generate_series(1, 3000) AS i,
		LATERAL (SELECT 'did:' || (ARRAY['web', 'key', 'x'])[1 + i % 3] || ':'
			|| left(md5((i % 997)::text), 1 + i % 32)) AS x (t);
ANALYZE d;

-- order is that of the octets, whatever the collation of the database
SELECT a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt
FROM (VALUES
	(did 'did:a:b', did 'did:a:b'),
	('did:a:b', 'did:a:bb'),
	('did:a:B', 'did:a:b'),
	('did:a:b-', 'did:a:b'),
	('did:a:b', 'did:a1:a')) AS v (a, b);
SELECT min(d) = (SELECT d FROM d ORDER BY d::text COLLATE "C" LIMIT 1) AS min_d,
	max(d) = (SELECT d FROM d ORDER BY d::text COLLATE "C" DESC LIMIT 1) AS max_d,
	min(u) = (SELECT u FROM d ORDER BY u::text COLLATE "C" LIMIT 1) AS min_u,
	max(u) = (SELECT u FROM d ORDER BY u::text COLLATE "C" DESC LIMIT 1) AS max_u
FROM d;
SELECT count(*) AS out_of_place
FROM (SELECT d::text COLLATE "C" AS t,
		lag(d::text COLLATE "C") OVER (ORDER BY d) AS before FROM d) AS s
WHERE t < before;
SELECT count(*) AS out_of_place
FROM (SELECT u::text COLLATE "C" AS t,
		lag(u::text COLLATE "C") OVER (ORDER BY u) AS before FROM d) AS s
WHERE t < before;

-- the planner may use every method
SET enable_seqscan = off;
CREATE INDEX d_btree ON d (d);
CREATE INDEX d_hash ON d USING hash (d);
CREATE INDEX u_btree ON d (u);
CREATE INDEX u_hash ON d USING hash (u);
SELECT pg_temp.plan($$SELECT 1 FROM d WHERE d >= 'did:x:c' AND d < 'did:x:d'$$);
SELECT pg_temp.plan($$SELECT min(d) FROM d$$);
SELECT pg_temp.plan($$SELECT 1 FROM d ORDER BY u$$);
DROP INDEX d_btree, u_btree;
SELECT pg_temp.plan($$SELECT 1 FROM d WHERE d = 'did:x:c'$$);
SELECT pg_temp.plan($$SELECT 1 FROM d WHERE u = 'did:x:c#0'$$);
RESET enable_seqscan;
SET enable_nestloop = off;
SET enable_hashjoin = off;
SELECT pg_temp.joins($$SELECT 1 FROM d AS a JOIN d AS b USING (d)$$);
SELECT count(*) FROM d AS a JOIN d AS b USING (d) \gset merge_
RESET enable_hashjoin;
SET enable_mergejoin = off;
SELECT pg_temp.joins($$SELECT 1 FROM d AS a JOIN d AS b USING (d)$$);
SELECT count(*) FROM d AS a JOIN d AS b USING (d) \gset hash_
SELECT :merge_count = :hash_count AS same;
RESET enable_nestloop;
RESET enable_mergejoin;
SELECT count(DISTINCT d) = count(DISTINCT d::text) AS d,
	count(DISTINCT u) = count(DISTINCT u::text) AS u FROM d;

-- many rows with few values: the btree deduplicates, as btequalimage allows
CREATE TEMP TABLE many (d did);
INSERT INTO many SELECT 'did:web:mill.example' FROM generate_series(1, 10000);
CREATE INDEX many_d ON many (d);
CREATE INDEX many_row ON many (d) WITH (deduplicate_items = off);
SELECT pg_relation_size('many_d') * 2 < pg_relation_size('many_row') AS deduplicated;

-- partitions by hash and by list
CREATE TEMP TABLE part (d did, n int) PARTITION BY HASH (d);
CREATE TEMP TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT DISTINCT d, 1 FROM d;
SELECT count(*) > 0 AS some FROM part_0;
SELECT count(*) > 0 AS some FROM part_1;
SELECT count(*) AS not_found FROM (SELECT DISTINCT d FROM d) AS x
WHERE (SELECT n FROM part WHERE part.d = x.d) IS NULL;
CREATE TEMP TABLE listed (d did) PARTITION BY LIST (d);
CREATE TEMP TABLE listed_mill PARTITION OF listed FOR VALUES IN ('did:web:mill.example');
CREATE TEMP TABLE listed_rest PARTITION OF listed DEFAULT;
INSERT INTO listed SELECT d FROM d WHERE d < 'did:w:a' LIMIT 10;
INSERT INTO listed VALUES ('did:web:mill.example');
SELECT tableoid::regclass, d FROM listed WHERE d = 'did:web:mill.example';
