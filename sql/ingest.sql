-- Octets in, documents and facts out.
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

-- what every caller gets
SELECT document_id, is_new, verdict, code, events
FROM example, ingest(octets, source => 'edi-gateway') WHERE name = 'certificate A';
-- the same octets again
SELECT document_id, is_new, verdict, code, events
FROM example, ingest(octets) WHERE name = 'certificate A';
SELECT count(*) FROM document;
SELECT count(*) FROM event;
-- first receipt and source stay
SELECT source, received_at BETWEEN now() - interval '1 hour' AND clock_timestamp() AS received_today, signed_at,
	valid_during, types, profile, presentation_id, witness_of, digest = sha256(octets) AS digest_of_octets
FROM document, example WHERE name = 'certificate A';
SELECT credential::bytea = octets AS as_received FROM document_body, example WHERE name = 'certificate A';

-- what cannot be read is kept, and nothing raises
SELECT i.* FROM (VALUES
	('\x'::bytea), ('\x00'), ('garbage'), ('{"a": 1, "a": 2}'), ('\xff7b7d'), ('{}'), ('[]'), ('eyJhIjoxfQ.e30.AA'),
	(NULL), (convert_to(repeat('[', 100000), 'UTF8'))) AS v(octets), ingest(octets) AS i;
SELECT count(*) FROM document;
SELECT rejected_id, left(encode(octets, 'escape'), 20) AS octets, code, "offset", pointer IS NOT NULL AS has_pointer, detail IS NOT NULL AS has_detail
FROM rejected ORDER BY 1;

-- kept, though nobody can say what it says
SELECT verdict, code, events FROM example, ingest(octets) WHERE name = 'no profile';
SELECT types, documents FROM unprofiled;

-- three spellings of one content: one of them holds the facts, one is good
SELECT name, is_new, verdict, code, events
FROM unnest(ARRAY['witness unsigned', 'witness spaced', 'witness good']) WITH ORDINALITY AS w(name, no)
	JOIN example USING (name), ingest(octets) ORDER BY no;
SELECT count(DISTINCT digest), count(DISTINCT content_digest), count(witness_of) FROM document
WHERE 'IntentToImportCredential' = ANY (types);
SELECT d.witness_of IS NULL AS first, document_verdict(document_id) AS what_it_says, good(document_id), n.verdict
FROM document AS d JOIN document_now AS n USING (document_id) WHERE 'IntentToImportCredential' = ANY (d.types) ORDER BY document_id;
SELECT kind, document_verdict(document_id) FROM event JOIN document USING (document_id) WHERE 'IntentToImportCredential' = ANY (types);

-- good says what verify says of these octets, with their receipt as evidence
SELECT bool_and(good(document_id, at) IS NOT DISTINCT FROM verify(credential, at, NULL, jsonb_build_object('seen', received_at))), count(*)
FROM document JOIN document_body USING (document_id), unnest(ARRAY['2023-01-01', '2024-06-01', '2030-01-01']::timestamptz[]) AS at;
-- what had not come in was not known
SELECT good(document_id), good(document_id, now(), received_at), good(document_id, now(), received_at - interval '1 second'),
	good(document_id, NULL), document_verdict(document_id, now(), received_at - interval '1 second')
FROM document WHERE 'MillTestReportCredential' = ANY (types);
SELECT good(-1), document_verdict(-1);

-- all at once: order of arrival, garbage among it, things twice
INSERT INTO intake (octets, source)
	SELECT octets, name FROM example UNION ALL SELECT 'rubbish', 'rubbish' UNION ALL SELECT octets, 'again' FROM example;
TABLE intake;
SELECT count(*) AS documents, count(DISTINCT digest) AS distinct_documents, (SELECT count(*) FROM example) AS examples FROM document;
SELECT code, source FROM rejected WHERE source IS NOT NULL;
SELECT source FROM document WHERE source = 'again';
SELECT count(*) FROM document AS d LEFT JOIN document_body AS b USING (document_id) WHERE b IS NULL;
-- loading everything once more changes no row
CREATE TEMP TABLE before AS SELECT
	(SELECT count(*) FROM event) AS e, (SELECT count(*) FROM goods) AS g, (SELECT count(*) FROM party) AS p, (SELECT count(*) FROM claim) AS c,
	(SELECT count(*) FROM reference) AS r, (SELECT count(*) FROM edge) AS d, (SELECT count(*) FROM event_party) AS ep;
INSERT INTO intake (octets) SELECT octets FROM example;
SELECT (SELECT count(*) FROM event) = e, (SELECT count(*) FROM goods) = g, (SELECT count(*) FROM party) = p, (SELECT count(*) FROM claim) = c,
	(SELECT count(*) FROM reference) = r, (SELECT count(*) FROM edge) = d, (SELECT count(*) FROM event_party) = ep FROM before;
-- COPY is the door for loads
\copy intake (octets) FROM STDIN
\\x7b7d
\\x6e6f
\.
SELECT count(*) FROM rejected;
-- and a load that is undone leaves nothing
BEGIN;
INSERT INTO intake (octets) VALUES ('undone');
ROLLBACK;
SELECT count(*) FROM rejected;

-- facts of a mill certificate
SELECT e.seq, e.kind, e.step, e.during FROM event AS e JOIN document AS d USING (document_id) JOIN example ON digest = sha256(octets)
WHERE name = 'certificate A' ORDER BY 1;
SELECT e.seq, i.role, item_scheme(item), item_code(item), g.kind, item_scope(item) = d.issuer AS of_issuer
FROM event AS e JOIN event_item AS i USING (event_id) JOIN goods AS g USING (item_id) JOIN document AS d USING (document_id)
	JOIN example ON digest = sha256(octets) WHERE name = 'certificate A' ORDER BY 1, 2;
SELECT e.seq, q.role, q.basis, q.quantity, q.unit, q.si_quantity, q.dimension
FROM event AS e JOIN event_quantity AS q USING (event_id) JOIN document AS d USING (document_id)
	JOIN example ON digest = sha256(octets) WHERE name = 'certificate A' ORDER BY 1, 3, 4;
SELECT item_code(item), c.name, c.value, c.normal FROM claim AS c JOIN document AS d USING (document_id) LEFT JOIN goods USING (item_id)
	JOIN example AS x ON digest = sha256(octets) WHERE x.name = 'certificate A' ORDER BY 1, 2;
SELECT p.role, p.dimension, q.kind, q.name, q.identity = d.issuer AS is_issuer
FROM event AS e JOIN event_party AS p USING (event_id) JOIN party AS q USING (party_id) JOIN document AS d USING (document_id)
	JOIN example ON digest = sha256(octets) WHERE example.name = 'certificate A' AND e.seq = 1 ORDER BY 1;
SELECT k.scheme, CASE WHEN k.scheme <> 'did' THEN k.value END FROM party_key AS k JOIN document AS d USING (document_id)
	JOIN example ON digest = sha256(octets) WHERE name = 'certificate A' ORDER BY 1, 2;
SELECT DISTINCT r.kind, r.value, r.normal, r.scope IS NOT NULL AS scoped FROM reference AS r JOIN document AS d USING (document_id)
	JOIN example ON digest = sha256(octets) WHERE name = 'certificate A' ORDER BY 1;
SELECT p.kind, p.key = d.issuer AS is_issuer, p.key LIKE d.issuer || '#%' AS key_of_issuer FROM dependency AS p JOIN document AS d USING (document_id)
	JOIN example ON digest = sha256(octets) WHERE name = 'certificate A' ORDER BY 1;

-- what went into what: heats into pieces, a piece into two, two into two through their event
SELECT coalesce(item_code(s.item), 'event') AS source, coalesce(item_code(g.item), 'event') AS target, v.kind, e.at = v.during AS at_event, e.quantity, e.unit, e.dimension
FROM edge AS e JOIN event AS v USING (event_id) LEFT JOIN goods AS s ON s.item_id = src LEFT JOIN goods AS g ON g.item_id = dst
	JOIN document AS d USING (document_id) JOIN example ON digest = sha256(octets)
WHERE name IN ('certificate A', 'transformation', 'blend') ORDER BY 3, 1, 2;
SELECT bool_and(CASE WHEN s.item_id IS NULL THEN src ELSE dst END = event_id)
FROM edge LEFT JOIN goods AS s ON s.item_id = src LEFT JOIN goods AS g ON g.item_id = dst WHERE s IS NULL OR g IS NULL;
-- transfers of custody and title keep the goods what they are
SELECT count(*) FROM edge JOIN event USING (event_id) WHERE kind LIKE 'transfer%';

-- the number on the paper
SELECT item_scheme(item), kind, scheme, cardinality(documents) FROM find_item('H2');
SELECT * FROM find_item('nothing');

-- entries are filled from good entry documents
SELECT * FROM entry ORDER BY 1 LIMIT 2;
SELECT * FROM entry_line WHERE entry_no = 'SP312345678' ORDER BY 1, 2;
SELECT count(*) FROM entry;
-- what stands there stays
UPDATE entry SET type = '02', released_at = '2024-03-02' WHERE entry_no = 'SP312345678';
SELECT fill_entries(ARRAY(SELECT document_id FROM document));
SELECT type, released_at FROM entry WHERE entry_no = 'SP312345678';

-- documents and facts that nobody would write on paper
CREATE FUNCTION pg_temp.odd(kind text, subject jsonb, more jsonb DEFAULT '{}') RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to((jsonb_build_object('@context', ARRAY['https://www.w3.org/ns/credentials/v2'], 'type', ARRAY['VerifiableCredential', kind],
		'issuer', 'did:web:odd.example', 'credentialSubject', subject) || more)::text, 'UTF8') $$;
SELECT string_agg(md5(i::text), '') AS long FROM generate_series(1, 300) AS i \gset
SELECT i.is_new, i.code, i.events FROM (VALUES
	(1, pg_temp.odd('MillTestReportCredential', jsonb_build_object('purchaseOrderNumber', :'long', 'certificateNumber', :'long',
		'inspections', ARRAY[jsonb_build_object('productIdentifier', :'long', 'heatNumber', left(:'long', 2000))]), jsonb_build_object('id', :'long'))),
	(2, pg_temp.odd('MillTestReportCredential', '{"inspections": [[[]], 5, null, {"productIdentifier": true, "totalWeight": {"value": "1e300", "unitCode": []}}]}')),
	(3, pg_temp.odd('MillTestReportCredential', '{"inspections": {"productIdentifier": ["a", ["b"]], "heatNumber": {}}}', '{"validFrom": "2025-01-01T00:00:00Z", "validUntil": "2020-01-01T00:00:00Z"}')),
	(4, pg_temp.odd('MillTestReportCredential', '{}', jsonb_build_object('issuer', jsonb_build_object('id', 'did:web:' || :'long', 'name', :'long', 'location',
		jsonb_build_object('geo', '{"latitude": "9e99", "longitude": "x"}'::jsonb, 'address', jsonb_build_object('name', :'long', 'addressCountry', :'long')))))),
	(5, pg_temp.odd('CBP7501EntrySummaryCredential', jsonb_build_object('entryNumber', ARRAY[:'long', 'SP3-1234567-8'], 'importDate', '2024-02-31',
		'descriptionOfMerchandise', '[{"netQuantity": {"value": "x", "unitCode": "y"}, "enteredValue": {"price": "12,3"}}, {}]'::jsonb))),
	(6, pg_temp.odd('EventCredential', '{"type": ["TransformEvent"], "eventTime": "2024", "consumedProducts": ["a", "a", "urn:x:1"], "newProducts": ["a", "urn:x:1", 7]}'))
) AS v(no, octets), ingest(octets) AS i ORDER BY no;
SELECT valid_during FROM document WHERE issuer = 'did:web:odd.example' AND isempty(valid_during);

-- whose facts are too many is kept without them, and so are its neighbours with theirs
SELECT count(*) FROM document;
INSERT INTO intake (octets) VALUES (pg_temp.odd('MillTestReportCredential', jsonb_build_object('inspections',
	(SELECT jsonb_agg(jsonb_build_object('productIdentifier', i, 'heatNumber', i, 'countryOfMeltAndPour', 'US', 'meltPractice', 'EAF')) FROM generate_series(1, 30000) AS i)))),
	(pg_temp.odd('MillTestReportCredential', '{"certificateNumber": "neighbour", "inspections": {"productIdentifier": "n"}}'));
SELECT count(*) FROM document;
SELECT d.profile, count(e) FROM document AS d LEFT JOIN event AS e USING (document_id) WHERE document_id > (SELECT max(document_id) - 2 FROM document) GROUP BY d.document_id ORDER BY d.document_id;

-- of many copies the first that is good decides, and the others are not checked
BEGIN;
SET LOCAL track_functions = 'all';
INSERT INTO intake (octets) SELECT convert_to('{' || repeat(' ', i) || substr(convert_from(octets, 'UTF8'), 2), 'UTF8')
	FROM example, generate_series(2, 51) AS i WHERE name = 'witness good';
SELECT max(witness_of) AS copied FROM document WHERE document_id > (SELECT max(document_id) - 50 FROM document) \gset
SELECT coalesce(pg_stat_get_xact_function_calls('good(bigint, timestamptz, timestamptz)'::regprocedure), 0) AS calls \gset
SELECT usable(:copied);
SELECT pg_stat_get_xact_function_calls('good(bigint, timestamptz, timestamptz)'::regprocedure) - :calls < 10 AS few;
ROLLBACK;

-- withdrawal
SELECT document_id AS certificate FROM document JOIN example ON digest = sha256(octets) WHERE name = 'certificate A' \gset
SELECT withdraw(:certificate, reason => 'corrected by issuer', superseded_by => 2);
SELECT withdraw(:certificate, NULL);
SELECT withdraw(:certificate, 'in circles', superseded_by => :certificate);
SELECT withdraw(-1, 'never was here');
SELECT withdraw(:certificate, 'superseded by nothing', superseded_by => -2);
SELECT withdraw(NULL, 'nothing');
SELECT reason, superseded_by, recorded_by = current_user AS by_me FROM withdrawal;
SELECT withdrawn(:certificate), withdrawn(:certificate, now() - interval '1 day'), withdrawn(:certificate, now(), now() - interval '1 day'), good(:certificate), usable(:certificate);
DELETE FROM withdrawal;

RESET search_path;
SET client_min_messages = warning;
SELECT custody.drop_ledger('regress_trade');
DROP SCHEMA regress_trade CASCADE;
