-- JSON-LD to RDF and to its canonical form; what a credential says under contexts.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set documents :abs_srcdir '/test/data/linked.sql'
\set ECHO none
\i :documents
\set ECHO all
SET search_path = custody, public;
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

BEGIN;
\set ON_ERROR_ROLLBACK on
CREATE FUNCTION pg_temp.why(command text, OUT state text, OUT message text, OUT detail text, OUT hint text)
	LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE command;
	state := '00000';
EXCEPTION WHEN OTHERS OR query_canceled THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END $$;

-- a context that is not registered is named
SELECT * FROM pg_temp.why($$SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "heatNumber": "61316"}')$$);
SELECT * FROM pg_temp.why($$SELECT canonize('{"@context": "https://custody.example/steel/v1", "heatNumber": "61316"}')$$);
SELECT register_context(iri, document) FROM linked_context WHERE what = 'steel';

SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "@id": "urn:x:1", "heatNumber": "61316", "lot": {"heatNumber": ["b", "a"]}}');
SELECT canonize('{"@context": "https://custody.example/steel/v1", "@id": "urn:x:1", "heatNumber": "61316", "lot": {"heatNumber": ["b", "a"]}}');
-- other spellings of the same
SELECT canonize('{"lot": [{"schmelze": ["a", {"@value": "b"}]}], "heatNumber": ["61316"], "@context": ["https://custody.example/steel/v1"], "@id": "urn:x:1"}')
	= canonize('{"@context": "https://custody.example/steel/v1", "@id": "urn:x:1", "heatNumber": "61316", "lot": {"heatNumber": ["b", "a"]}}') AS same;
-- the hash decides which blank node gets which label
SELECT canonize(d) = canonize(d, 'sha384') AS same, length(canonize(d)) = length(canonize(d, 'sha384')) AS as_long
	FROM (VALUES (json '{"@context": "https://custody.example/steel/v1", "@id": "urn:x:1", "lot": [{"heatNumber": "1"}, {"heatNumber": "2"}, {"heatNumber": "3"}, {"heatNumber": "4"}]}')) AS v(d);
SELECT to_rdf('[]') = '' AS nothing, to_rdf(NULL) IS NULL AS null_in, canonize('[]') = '' AS empty;
SELECT * FROM pg_temp.why($$SELECT to_rdf('{}')$$);

-- what would be lost is an error, with its place
SELECT * FROM pg_temp.why($$SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "lot": [{"heatNumber": "1"}, {"colour": "red"}]}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "lot": {"@id": "here"}}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{"@context": {"a": "urn:x:a"}, "a": "1"}')$$);
-- unless it is allowed
SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "heatNumber": "1", "colour": "red"}', '{"safe": false}');
SELECT to_rdf('{"@context": {"a": "urn:x:a"}, "a": "1"}', '{"inline_contexts": true}');
SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "lot": {"@id": "here"}}', '{"base": "https://steel.example/list/"}');

-- bad arguments
SELECT * FROM pg_temp.why($$SELECT to_rdf('{"a": 1, "a": 2}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "heatNumber": {"@value": []}}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{}', '{"sfae": false}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{}', '{"safe": 1}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{}', '{"base": 1}')$$);
SELECT * FROM pg_temp.why($$SELECT to_rdf('{}', '[]')$$);
SELECT * FROM pg_temp.why($$SELECT canonize('{}', 'md5')$$);

-- a graph made to cost: every node like every other
CREATE FUNCTION pg_temp.clique(n integer) RETURNS json LANGUAGE sql AS $$
	SELECT json_build_object('@context', json_build_object('p', json_build_object('@id', 'urn:x:p', '@type', '@id')),
		'@graph', json_agg(json_build_object('@id', '_:b' || i, 'p', (SELECT json_agg('_:b' || j) FROM generate_series(1, n) AS j WHERE j <> i))))
		FROM generate_series(1, n) AS i $$;
SELECT count(*) FROM regexp_split_to_table(rtrim(canonize(pg_temp.clique(3), options => '{"inline_contexts": true}'), E'\n'), E'\n');
SELECT * FROM pg_temp.why($$SELECT canonize(pg_temp.clique(12), options => '{"inline_contexts": true}')$$);
SELECT count(*) FROM regexp_split_to_table(rtrim(to_rdf(pg_temp.clique(12), options => '{"inline_contexts": true}'), E'\n'), E'\n');

-- contexts as of a signing date, with those they refer to
SELECT context_documents(ARRAY['https://custody.example/terms/v1']);
SELECT register_context(iri, document, signed_during => tstzrange(NULL, '2025-01-01')) FROM linked_context WHERE what = 'terms, tonnes';
SELECT register_context(iri, document, signed_during => tstzrange('2025-01-01', NULL)) FROM linked_context WHERE what = 'terms, kilograms';
SELECT at, context_documents(ARRAY['https://custody.example/terms/v1', NULL, 'https://custody.example/terms/v1'], at) #>> '{https://custody.example/terms/v1,@context,mass}' AS mass
	FROM unnest(ARRAY['2024-12-31', '2025-01-01']::timestamptz[]) AS at;
SELECT context_documents(NULL), context_documents('{}');

-- what a credential says
SELECT what, is_known, digest = sha256(convert_to(canonize((doc::jsonb - 'proof')::json), 'UTF8')) AS as_canonized, digest = content_digest(doc) AS as_json, caught
	FROM linked, signed_content(doc) WHERE what IN ('good', 'respelt', 'altered', 'P-384', 'terms 2024', 'terms 2025') ORDER BY nr;
SELECT count(DISTINCT digest) FROM linked, signed_content(doc) WHERE what IN ('good', 'respelt', 'P-256', 'P-384');
SELECT what, is_known, digest = content_digest(doc) AS as_json, caught FROM linked, signed_content(doc) WHERE what IN ('inline', 'dropped', 'unknown', 'vocabulary') ORDER BY nr;
SELECT register_context(iri, document) FROM linked_context WHERE what = 'loose';
SELECT what, is_known, array_length(caught, 1), substr(doc::text, (caught[1] + 1)::integer, 5) AS first FROM linked, signed_content(doc) WHERE what = 'vocabulary';
SELECT signed_content(NULL) IS NULL AS null_in, signed_content(doc, NULL) IS NULL AS no_time FROM linked WHERE what = 'good';
SELECT is_known, digest = content_digest(doc) AS as_json FROM
	(SELECT credential(replace(doc::text, 'rdfc-2022', 'jcs-2022')) AS doc FROM linked WHERE what = 'good') AS d, signed_content(doc);
SELECT signed_content(doc, 'infinity') FROM linked WHERE what = 'good';
-- what was not known yet
SELECT is_known FROM linked, signed_content(doc, known => '2000-01-01') WHERE what = 'good';

-- facts are taken from what was signed with an agreed meaning
SELECT register_profile('steel', 'SteelReportCredential', '{"events": [{"kind": "produce", "time": "d:$.validFrom",
	"items": [{"role": "out", "scheme": "heat", "ids": "e:$.heatNumber", "scope": "d:$.issuer"}],
	"claims": [{"name": "melt", "value": ["e:$.mill.melt", "e:$.melt"], "normal": "country"}, {"name": "grade", "value": "e:$.grade"}]}]}');
SELECT what, fact, name, value, pointer FROM linked, facts(doc) WHERE what IN ('good', 'respelt', 'vocabulary', 'unknown', 'dropped', 'inline') AND fact IN ('item', 'claim') ORDER BY nr, pointer;
SELECT fact, kind, name, value, pointer FROM linked, explain_profile(doc) WHERE what = 'vocabulary' AND fact IN ('left_out', 'missed');
SELECT fact, kind, name, value, pointer FROM linked, explain_profile(doc) WHERE what = 'unknown';
SELECT facts(doc, '{"events": [{"kind": "move"}]}', '{2, 1}') FROM linked WHERE what = 'good';
SELECT facts(doc, '{"events": [{"kind": "move"}]}', '{NULL}') FROM linked WHERE what = 'good';
SELECT facts(doc, '{"events": [{"kind": "move"}]}', '{-1}') FROM linked WHERE what = 'good';
-- lines are named by what was signed, however it is spelt
SELECT count(DISTINCT item), count(*) FROM linked, signed_content(doc) AS s, facts(doc, '{"events": [{"kind": "move", "items": [{"role": "object", "line": true}]}]}', digest => s.digest)
	WHERE what IN ('good', 'respelt') AND fact = 'item';
SELECT facts(doc, '{"events": [{"kind": "move"}]}', digest => '\x00') FROM linked WHERE what = 'good';

-- everybody may ask, nobody needs to be told twice
CREATE ROLE regress_linked_reader;
GRANT SELECT ON linked TO regress_linked_reader;
SET ROLE regress_linked_reader;
SELECT to_rdf('{"@context": "https://custody.example/steel/v1", "@id": "urn:x:1", "heatNumber": "61316"}');
SET search_path = pg_catalog;
SELECT custody.to_rdf('{"@context": "https://custody.example/steel/v1", "@id": "urn:x:1", "heatNumber": "61316"}');
SELECT count(*) FROM pg_temp.linked, custody.signed_content(doc);
RESET ROLE;
SET search_path = custody, public;

-- canonizing stops when asked to
SET pg_custody.max_rdf_steps = 2000000000;
SET pg_custody.max_rdf_hash = '1TB';
SET statement_timeout = '200ms';
SELECT * FROM pg_temp.why($$SELECT canonize(pg_temp.clique(20), options => '{"inline_contexts": true}')$$);
SET statement_timeout = 0;

-- how they are declared
SELECT proname, provolatile, proparallel, proisstrict FROM pg_proc WHERE pronamespace = 'custody'::regnamespace
	AND proname IN ('to_rdf', 'canonize', 'needed_contexts', 'context_documents', 'registered_contexts', 'signed_content') ORDER BY proname COLLATE "C";
ROLLBACK;
