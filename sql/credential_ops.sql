-- Operators and indexes of credential.
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

CREATE FUNCTION pg_temp.document(n int, filler text) RETURNS text
LANGUAGE sql AS $$
	SELECT format('{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:x:%s","type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{"heat":"H%s","carbon":%s,"melt":{"country":"%s"},"filler":"%s"}}',
		n, n % 50, n % 7, CASE WHEN n % 100 = 0 THEN 'AR' ELSE 'MX' END, filler)
$$;
CREATE TEMP TABLE c (n int, c credential);
INSERT INTO c SELECT n % 500, pg_temp.document(n % 500, '') FROM generate_series(1, 1000) AS n;
INSERT INTO c SELECT -n, pg_temp.document(-n, repeat(md5(n::text), 200)) FROM generate_series(1, 20) AS n;
ANALYZE c;

-- equality is that of the octets, order that of their digest
SELECT count(*), count(DISTINCT c) FROM c;
SELECT count(*) FROM (SELECT 1 FROM c GROUP BY c) AS g;
SELECT a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt,
	sign(credential_cmp(a, b)) AS cmp
FROM (SELECT c AS a, c AS b FROM c WHERE n = 1 LIMIT 1) AS s;
SELECT count(*) AS wrong FROM c AS a, c AS b
WHERE a.n < 20 AND b.n < 20
	AND (a.c < b.c) IS DISTINCT FROM (digest(a.c) < digest(b.c));
SELECT count(*) AS wrong FROM c AS a, c AS b
WHERE a.n < 20 AND b.n < 20
	AND (a.c >= b.c, a.c <= b.c, a.c > b.c, a.c = b.c, a.c <> b.c)
	IS DISTINCT FROM (digest(a.c) >= digest(b.c), digest(a.c) <= digest(b.c),
		digest(a.c) > digest(b.c), digest(a.c) = digest(b.c), digest(a.c) <> digest(b.c));
SELECT count(*) AS out_of_place
FROM (SELECT digest(c) AS d, lag(digest(c)) OVER (ORDER BY c) AS before FROM c) AS s
WHERE d < before;
SELECT count(*) AS unlike FROM c AS a JOIN c AS b ON a.c = b.c
WHERE credential_hash(a.c) <> credential_hash(b.c)
	OR credential_hash_extended(a.c, 7) <> credential_hash_extended(b.c, 7);

-- joins
SET enable_nestloop = off;
SET enable_hashjoin = off;
SELECT pg_temp.joins($$SELECT 1 FROM c AS a JOIN c AS b USING (c)$$);
SELECT count(*) FROM c AS a JOIN c AS b USING (c);
RESET enable_hashjoin;
SET enable_mergejoin = off;
SELECT pg_temp.joins($$SELECT 1 FROM c AS a JOIN c AS b USING (c)$$);
SELECT count(*) FROM c AS a JOIN c AS b USING (c);
RESET enable_nestloop;
RESET enable_mergejoin;

-- indexes: a large credential fits a hash index or an index on its digest
CREATE TEMP TABLE once AS SELECT DISTINCT c FROM c;
CREATE INDEX once_hash ON once USING hash (c);
CREATE UNIQUE INDEX once_digest ON once (digest(c));
INSERT INTO once SELECT c FROM c WHERE n = 1 LIMIT 1;
ANALYZE once;
SET enable_seqscan = off;
SELECT left(pg_temp.plan($$SELECT 1 FROM once WHERE c = pg_temp.document(1, '')::credential$$), 15) AS plan;
SELECT count(*) AS not_found FROM c WHERE NOT EXISTS (SELECT FROM once WHERE once.c = c.c);
CREATE TEMP TABLE small AS SELECT DISTINCT c FROM c WHERE n > 0;
CREATE UNIQUE INDEX small_c ON small (c);
SELECT pg_temp.plan($$SELECT 1 FROM small ORDER BY c$$);
INSERT INTO small SELECT c FROM small LIMIT 1 ON CONFLICT (c) DO NOTHING RETURNING 'inserted';
RESET enable_seqscan;

-- claims: an index on the jsonb serves the operators of credential
SELECT c -> 'credentialSubject' -> 'melt', c ->> 'id' FROM c WHERE n = 100 LIMIT 1;
SELECT c -> 'nothing', c ->> 'nothing' FROM c WHERE n = 100 LIMIT 1;
SELECT key, j -> key IS NOT DISTINCT FROM c -> key AS same, j ->> key IS NOT DISTINCT FROM c ->> key AS same_text, c ->> key AS text
FROM (SELECT '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential","issuer":"did:web:mill.example","credentialSubject":{"b":[1,{}],"a":"\u00fc"},"n":1.50,"t":true,"z":null,"s":""}'::credential) AS one (c),
	LATERAL (SELECT c::jsonb) AS claims (j),
	unnest(ARRAY['@context', 'type', 'credentialSubject', 'n', 't', 'z', 's', '', 'nothing']) AS key;
SELECT count(*) FROM c WHERE c @> '{"credentialSubject": {"melt": {"country": "AR"}}}';
SELECT count(*) FROM c WHERE c @? '$.credentialSubject ? (@.carbon > 5)';
SELECT count(*) FROM c WHERE c @@ '$.credentialSubject.carbon > 5';
CREATE INDEX c_claims ON c USING gin ((c::jsonb));
CREATE INDEX c_id ON c ((c ->> 'id'));
ANALYZE c;
SET enable_seqscan = off;
SELECT pg_temp.plan($$SELECT 1 FROM c WHERE c @> '{"credentialSubject": {"melt": {"country": "AR"}}}'$$);
SELECT pg_temp.plan($$SELECT 1 FROM c WHERE c @? '$.credentialSubject ? (@.heat == "H7")'$$);
SELECT pg_temp.plan($$SELECT 1 FROM c WHERE c @@ '$.credentialSubject.heat == "H7"'$$);
SELECT pg_temp.plan($$SELECT 1 FROM c WHERE c ->> 'id' = 'urn:x:7'$$);
SELECT count(*) FROM c WHERE c @> '{"credentialSubject": {"melt": {"country": "AR"}}}';
SELECT count(*) FROM c WHERE c @? '$.credentialSubject ? (@.heat == "H7")';
SELECT count(*) FROM c WHERE c @@ '$.credentialSubject.heat == "H7"';
SELECT count(*) FROM c WHERE c ->> 'id' = 'urn:x:7';
-- and so it does for whoever has another search_path
SET search_path = '';
SELECT pg_temp.plan($$SELECT 1 FROM pg_temp.c
WHERE c OPERATOR(custody.@>) '{"credentialSubject": {"melt": {"country": "AR"}}}'$$);
RESET search_path;
SET search_path = custody, public;
RESET enable_seqscan;

-- partitions by hash
CREATE TEMP TABLE part (c credential) PARTITION BY HASH (c);
CREATE TEMP TABLE part_0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE part_1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT c FROM once;
SELECT count(*) > 0 AS some FROM part_0;
SELECT count(*) > 0 AS some FROM part_1;
SELECT count(*) AS not_found FROM once WHERE NOT EXISTS (SELECT FROM part WHERE part.c = once.c);
