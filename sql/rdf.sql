-- canonize_nquads: the canonical form of an RDF graph, and what it may cost.
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
EXCEPTION WHEN OTHERS OR query_canceled THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''));
END
$$;

CREATE TEMP TABLE graph (no int PRIMARY KEY, quads text);
INSERT INTO graph VALUES
	(1, E'_:seller <urn:name> "Mill" .\n<urn:sale> <urn:by> _:seller .\n<urn:sale> <urn:by> _:seller .\n'),
	(2, E'# the same\r\n<urn:s\\u0061le>\t<urn:by>_:x.\n\n_:x<urn:name>"M\\u0069ll"^^<http://www.w3.org/2001/XMLSchema#string>.'),
	(3, E'<urn:a> <urn:b> "\\u0009\\u000B\\"\\\\\\u00E9\\u007F"@en-GB <urn:g> .\n<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> _:g .'),
	-- order of code points, which is not that of UTF-16
	(4, E'<urn:a> <urn:\U0001F600> "2" .\n<urn:a> <urn:\uFFFD> "1" .\n'),
	-- nodes that only their places tell apart
	(5, E'_:a <urn:next> _:b .\n_:b <urn:next> _:c .\n_:c <urn:next> _:a .\n_:c <urn:of> _:d .\n_:d <urn:of> _:c .\n'),
	(6, E'_:d <urn:next> _:b .\n_:c <urn:next> _:d .\n_:a <urn:of> _:b .\n_:b <urn:next> _:c .\n_:b <urn:of> _:a .\n'),
	(7, ''),
	(8, E'  # nothing\n');
SELECT no, canonize_nquads(quads) FROM graph ORDER BY no;

-- one graph is one text, however it is written; and that is its own
SELECT a.no, b.no FROM graph a JOIN graph b ON canonize_nquads(a.quads) = canonize_nquads(b.quads) AND a.no < b.no ORDER BY 1, 2;
SELECT bool_and(canonize_nquads(canonize_nquads(quads, hash), hash) = canonize_nquads(quads, hash))
	FROM graph, unnest('{sha256, sha384}'::text[]) AS hash;

-- the hash decides which blank node gets which label
SELECT canonize_nquads(string_agg(format(E'_:b%s <urn:p> "%s" .\n', n, n), ''), hash)
	FROM generate_series(1, 4) AS n, unnest('{sha256, sha384, SHA-256, SHA-384}'::text[]) WITH ORDINALITY AS h(hash, nr) GROUP BY hash, nr ORDER BY nr;
SELECT pg_temp.why($$SELECT canonize_nquads('', 'md5')$$);
SELECT pg_temp.why($$SELECT canonize_nquads('', '')$$);
SELECT canonize_nquads(NULL) IS NULL AS no_quads, canonize_nquads('', NULL) IS NULL AS no_hash;

-- what is no N-Quads, and where
CREATE TEMP TABLE bad (no int, quads text);
INSERT INTO bad VALUES
	(1, '<urn:a> <urn:b> <urn:c>'),
	(2, E'<urn:a> <urn:b> <urn:c> .\n<urn:a> _:b <urn:c> .'),
	(3, '<a> <urn:b> <urn:c> .'),
	(4, '<urn:a b> <urn:b> <urn:c> .'),
	(5, '<urn:a\u003E> <urn:b> <urn:c> .'),
	(6, '<urn:a> <urn:b> "c\x" .'),
	(7, '<urn:a> <urn:b> "c" "d" .'),
	(8, E'<urn:a> <urn:b> "c\nd" .'),
	(9, '<urn:a> <urn:b> "c"@1 .'),
	(10, '<urn:a> <urn:b> "\uD800" .'),
	(11, '_:a:b <urn:b> <urn:c> .'),
	(12, '@prefix a: <urn:a> .'),
	(13, '{"@id": "urn:a"}');
SELECT no, pg_temp.why(format('SELECT canonize_nquads(%L)', quads)) FROM bad ORDER BY no;

-- graphs made to cost: every node is like every other
CREATE FUNCTION pg_temp.clique(n int) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format(E'_:b%s <urn:p> _:b%s .\n', i, j), '') FROM generate_series(1, n) AS i, generate_series(1, n) AS j WHERE i <> j
$$;
CREATE FUNCTION pg_temp.ring(n int) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format(E'_:b%s <urn:p> _:b%s .\n', i, i % n + 1), '') FROM generate_series(1, n) AS i
$$;
CREATE FUNCTION pg_temp.hubs(n int, leaves int) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format(E'_:h%s <urn:p> _:l%sx%s .\n', i, i, j), '') FROM generate_series(1, n) AS i, generate_series(1, leaves) AS j
$$;
SELECT length(canonize_nquads(pg_temp.clique(5))), length(canonize_nquads(pg_temp.ring(50))), length(canonize_nquads(pg_temp.hubs(2, 5)));
SET statement_timeout = '30s';
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.clique(12))');
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.clique(60), ''sha384'')');
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.ring(5000))');
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.hubs(2, 200))');
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.hubs(50, 20))');
RESET statement_timeout;

-- limits decide whether there is an answer, never which
SET pg_custody.max_rdf_steps = 3;
SELECT canonize_nquads(quads) FROM graph WHERE no = 1;
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.ring(3))');
RESET pg_custody.max_rdf_steps;
SET pg_custody.max_rdf_hash = '1kB';
SELECT canonize_nquads(quads) FROM graph WHERE no = 1;
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.ring(20))');
RESET pg_custody.max_rdf_hash;
SET pg_custody.max_document_size = '1kB';
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.ring(50))');
RESET pg_custody.max_document_size;
SELECT name, setting, unit, context, min_val FROM pg_settings WHERE name LIKE 'pg\_custody.max\_rdf\_%' ORDER BY name;
CREATE ROLE regress_rdf;
SET ROLE regress_rdf;
SELECT pg_temp.why('SET pg_custody.max_rdf_steps = 2000000000');
SELECT pg_temp.why('SET pg_custody.max_rdf_hash = ''1TB''');
SELECT canonize_nquads('<urn:a> <urn:b> _:c .');
RESET ROLE;
DROP ROLE regress_rdf;

-- without limits it stops when asked to
SET pg_custody.max_rdf_steps = 2000000000;
SET pg_custody.max_rdf_hash = '1TB';
SET statement_timeout = '200ms';
SELECT pg_temp.why('SELECT canonize_nquads(pg_temp.clique(20))');
RESET statement_timeout;
RESET pg_custody.max_rdf_steps;
RESET pg_custody.max_rdf_hash;

-- values as tables store them: with a short header, compressed, out of line
CREATE TEMP TABLE stored (how text, quads text);
ALTER TABLE stored ALTER quads SET STORAGE external;
INSERT INTO stored VALUES ('short', E'_:b1 <urn:p> "1" .\n'), ('external', (SELECT string_agg(format(E'_:b%s <urn:p> "%s" .\n', n, n), '') FROM generate_series(1, 2000) AS n));
ALTER TABLE stored ALTER quads SET STORAGE main;
INSERT INTO stored SELECT 'compressed', quads || E'\n' FROM stored WHERE how = 'external';
SELECT how, pg_column_size(quads) < octet_length(quads) AS smaller, count(*) FROM stored, regexp_split_to_table(rtrim(canonize_nquads(quads), E'\n'), E'\n') GROUP BY 1, 2 ORDER BY 1;

SELECT provolatile, proparallel, proisstrict, procost FROM pg_proc WHERE oid = 'custody.canonize_nquads(text, text)'::regprocedure;
