-- Documents signed over RDF in a ledger: what is the same content, and what is no fact.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
\getenv abs_srcdir PG_ABS_SRCDIR
\set documents :abs_srcdir '/test/data/linked.sql'
\set ECHO none
\i :documents
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

BEGIN;
\set ON_ERROR_ROLLBACK on
SELECT custody.create_ledger('regress_linked');
SET search_path = regress_linked, custody, public;
SELECT register_did_document(did, document, '2020-01-01') FROM linked_did;
SELECT register_profile('steel', 'SteelReportCredential', '{"events": [{"kind": "produce", "time": "d:$.validFrom",
	"items": [{"role": "out", "scheme": "heat", "ids": "e:$.heatNumber", "scope": "d:$.issuer"}],
	"claims": [{"name": "melt", "value": ["e:$.mill.melt", "e:$.melt"], "normal": "country"}, {"name": "grade", "value": "e:$.grade"}]}]}');
CREATE TEMP VIEW held AS
	SELECT l.what, d.content_known AS known, d.content_digest = d.digest AS by_octets, w.what AS witness_of, d.witness_of IS NULL AS first, document_verdict(d.document_id, '2025-09-01') AS verdict,
		(SELECT count(*) FROM event AS e WHERE e.document_id = d.document_id) AS events, d.document_id
	FROM document AS d JOIN linked AS l ON sha256(l.doc::bytea) = d.digest LEFT JOIN document AS f ON f.document_id = d.witness_of LEFT JOIN linked AS w ON sha256(w.doc::bytea) = f.digest;

-- contexts are missing: kept, judged, not read
SELECT what, is_new, verdict, code, events FROM (SELECT * FROM linked WHERE what IN ('good', 'respelt', 'unknown', 'unknown, respelt') ORDER BY nr) AS l, ingest(doc::bytea);
SELECT what, known, by_octets, witness_of, verdict, events FROM held ORDER BY document_id;
SELECT kind, key FROM dependency JOIN document USING (document_id) JOIN linked ON digest = sha256(doc::bytea) WHERE what = 'good' ORDER BY kind, key;
SELECT * FROM missing WHERE kind = 'context' ORDER BY key;
SELECT refresh_content();
-- the same octets again change nothing
SELECT is_new, code FROM linked, ingest(doc::bytea) WHERE what = 'good';

-- a context comes: the first to bring a content holds the facts, the others are its witnesses
SELECT register_context(iri, document) FROM linked_context WHERE what = 'steel';
SELECT * FROM missing WHERE kind = 'context' ORDER BY key;
SELECT refresh_content();
SELECT refresh_content();
SELECT what, known, by_octets, witness_of, verdict, events FROM held ORDER BY document_id;

-- one that was withdrawn is missing again
SAVEPOINT registered;
SELECT withdraw_context(iri, sha256(convert_to(jcs(document::json), 'UTF8'))) FROM linked_context WHERE what = 'steel';
SELECT * FROM missing WHERE kind = 'context' ORDER BY key;
SELECT what, known, by_octets, witness_of, verdict, events FROM held ORDER BY document_id;
ROLLBACK TO registered;

-- rewritten, signed otherwise, altered
SELECT what, is_new, verdict, code, events FROM (SELECT * FROM linked WHERE what IN ('P-256', 'P-384', 'altered', 'inline', 'inline, swapped', 'dropped', 'jws') ORDER BY nr) AS l, ingest(doc::bytea);
SELECT what, known, by_octets, witness_of, verdict, events FROM held ORDER BY document_id;
-- white space, and the same names in other places
INSERT INTO intake (octets, source) SELECT convert_to(replace(doc::text, ': ', ' :  '), 'UTF8'), 'spaced' FROM linked WHERE what = 'good';
SELECT witness_of IS NOT NULL AS witness, content_known FROM document WHERE source = 'spaced';
SELECT count(*), count(DISTINCT content_digest) FROM document AS d JOIN linked AS l ON sha256(l.doc::bytea) = d.digest WHERE what IN ('good', 'respelt', 'P-256', 'P-384');

-- one witness that came in before its context, the other after it
SELECT what, is_new, code FROM linked, ingest(doc::bytea) WHERE what = 'terms 2025';
SELECT register_context(iri, document) FROM linked_context WHERE what IN ('terms, kilograms', 'loose', 'unknown');
SELECT is_new, code, events FROM linked, ingest(convert_to(replace(doc::text, ': ', ' :  '), 'UTF8')) WHERE what = 'terms 2025';
SELECT refresh_content();
SELECT what, known, by_octets, first, verdict, events FROM held WHERE what LIKE 'terms%' OR what LIKE 'unknown%' ORDER BY document_id;
SELECT count(*) FROM event JOIN document AS d USING (document_id) WHERE d.content_digest = (SELECT content_digest FROM held JOIN document USING (document_id) WHERE what = 'terms 2025');

-- no fact from what has no agreed meaning
SELECT verdict, code, events FROM linked, ingest(doc::bytea) WHERE what = 'vocabulary';
SELECT c.name, c.value FROM claim AS c JOIN held USING (document_id) WHERE what = 'vocabulary' ORDER BY 1;

-- who may ask for it
CREATE ROLE regress_linked_loader;
CREATE ROLE regress_linked_reader;
SELECT grant_role('regress_linked_loader', 'loader'), grant_role('regress_linked_reader', 'reader');
SET ROLE regress_linked_reader;
SELECT refresh_content();
SET ROLE regress_linked_loader;
SELECT refresh_content();
RESET ROLE;
ROLLBACK;
