-- Profiles: what is read from documents, choosing, registering, normal forms.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;
SET timezone = 'UTC';
SET datestyle = 'ISO';

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

-- A document of a type, with further members.
CREATE FUNCTION pg_temp.document(type text, subject jsonb, more jsonb DEFAULT '{}')
	RETURNS credential LANGUAGE sql AS $$
	SELECT (jsonb_build_object(
		'@context', '["https://www.w3.org/ns/credentials/v2", "https://w3id.org/traceability/v1"]'::jsonb,
		'type', jsonb_build_array('VerifiableCredential', type),
		'issuer', '{"id": "did:web:mill.example", "name": "Mill of Example"}'::jsonb,
		'validFrom', '2024-03-01T08:00:00Z',
		'credentialSubject', subject) || more)::text::credential
$$;

-- Stored in every way a value can be stored.
CREATE TEMP TABLE document (name text PRIMARY KEY, stored text, doc credential);
INSERT INTO document VALUES
('mill test', 'short', pg_temp.document('MillTestReportCredential', '{
	"certificateNumber": "mt-17", "purchaseOrderNumber": "PO 4711",
	"customer": {"id": "did:web:buyer.example", "name": "Buyer"},
	"productSpecification": {"grade": "s235", "productDescription": "hot rolled coil"},
	"inspections": [
		{"heatNumber": "61316", "productIdentifier": "C-1", "countryOfMeltAndPour": "Argentina",
		 "countryOfManufacture": "MEXICO", "totalWeight": {"value": "20,150.5", "unitCode": "KG"}, "pieces": 1},
		{"heatNumber": "61317", "productIdentifier": "C-2", "countryOfMeltAndPour": "unknown",
		 "totalWeight": {"value": "44,000", "unitCode": "lbs"}}]}')),
('order', 'compressed', pg_temp.document('PurchaseOrderCredential', '{
	"purchaseOrderNo": "po 4711", "orderDate": "2024-01-15",
	"buyer": {"id": "did:web:buyer.example"}, "seller": {"name": "Mill of Example"},
	"items": [{"product": {"description": "coil", "commodity": {"commodityCode": "7208.37.0060"}},
			   "netWeight": {"value": 20150.5, "unitCode": "KGM"}, "itemCount": 1}]}')),
('invoice', 'external', pg_temp.document('CommercialInvoiceCredential', '{
	"invoiceNumber": "INV-9", "purchaseOrderNumbers": ["po 4711", "PO 4712"], "invoiceDate": "2024-03-10",
	"billOfLadingNumber": "B/L 5", "originCountry": "Mexico",
	"seller": {"id": "did:web:mill.example"}, "buyer": {"id": "did:web:buyer.example"},
	"itemsShipped": [{"description": "coil", "grossWeight": {"value": "20.2", "unitCode": "t"}},
					 {"description": "coil", "countryOfOrigin": "US"}]}')),
('bill of lading', 'main', pg_temp.document('MultiModalBillOfLadingCredential', '{
	"billOfLadingNumber": "b/l 5", "bookingNumber": ["BK1"], "shippedOnBoardDate": "2024-03-12",
	"shipper": {"id": "did:web:mill.example"}, "consignee": {"name": "Buyer"},
	"portOfLoading": {"unLocode": "MXVER"}, "portOfDischarge": {"usPortCode": "5301", "address": {"addressCountry": "USA"}},
	"utilizedTransportEquipment": [{"equipmentReference": "ABCU1234560", "seals": [{"sealNumber": "s1"}]}],
	"particulars": [{"commodity": {"commodityCode": "720837"}, "netWeight": {"value": "20150.5", "unitCode": "kg"}}]}',
	'{"issuer": {"id": "did:web:carrier.example", "name": "Carrier", "scac": "ABCD"}}')),
('entry summary', 'extended', pg_temp.document('CBP7501EntrySummaryCredential', '{
	"entryNumber": "SP3-1234567-4", "entryType": "01", "entryDate": "2024-03-20T10:00Z",
	"portCode": {"usPortCode": "5301"}, "importingCarrier": "ABCD", "billOfLadingNumber": "B/L 5",
	"countryOfOrigin": "MX", "manufacturerId": "MXMILEXA1MEX",
	"importerNumber": {"number": "12-3456789"}, "importerOfRecord": {"name": "Buyer"},
	"descriptionOfMerchandise": [{"commodity": {"commodityCode": "7208370060"},
		"netQuantity": {"value": "20150.5", "unitCode": "kg"}, "enteredValue": {"price": 15000, "priceCurrency": "USD"}}]}')),
('licence', 'short', pg_temp.document('SIMASteelImportLicenseCredential', '{
	"customsEntryNumber": "SP312345678", "licenseNumber": "l-1", "countryOfOrigin": "MX", "expectedPortOfEntry": "USHOU",
	"importer": {"name": "Buyer"}, "productInformation": [{"countryOfMeltAndPour": "AR",
		"commodity": {"commodityCode": "7208370060"}, "weight": {"value": "20150", "unitCode": "KGM"}}]}')),
('entry number', 'short', pg_temp.document('EntryNumberCredential', '{"entryNumber": "sp3 1234567 4"}')),
('intent', 'short', pg_temp.document('IntentToImportCredential', '{"importIntent": "We shall import."}')),
('rolling', 'short', pg_temp.document('EventCredential', '{
	"type": ["Event", "TransformEvent"], "eventType": "Roll", "eventId": "e-1", "eventTime": "2024-02-20T06:00:00-06:00",
	"actor": [{"id": "did:web:mill.example", "name": "Mill of Example"}],
	"place": {"address": {"addressCountry": "M\u00e9xico", "addressLocality": "Monterrey"}},
	"consumedProducts": ["did:web:mill.example/slab/S-1"],
	"newProducts": [{"id": "did:web:mill.example/piece/C-1", "weight": {"value": "20150.5", "unitCode": "kg"}},
					{"id": "C-2", "weight": {"value": 19958, "unitCode": "KGM"}}]}')),
('letter', 'short', pg_temp.document('LetterCredential', '{"text": "none of this"}'));

ALTER TABLE document ALTER doc SET STORAGE external;
UPDATE document SET doc = (doc::jsonb || jsonb_build_object('padding', repeat('x', 9000)))::text::credential
	WHERE stored = 'external';
ALTER TABLE document ALTER doc SET STORAGE main;
UPDATE document SET doc = (doc::jsonb || jsonb_build_object('padding', repeat('x', 9000)))::text::credential
	WHERE stored = 'main';
ALTER TABLE document ALTER doc SET STORAGE extended;
UPDATE document SET doc = (doc::jsonb || jsonb_build_object('padding', repeat('x', 90000)))::text::credential
	WHERE stored IN ('compressed', 'extended');

-- How much of what is read from each.
SELECT d.name, profile_name(doc), count(*) FILTER (WHERE fact = 'event') AS events,
	   count(*) FILTER (WHERE fact = 'item') AS items, count(*) FILTER (WHERE fact = 'quantity') AS quantities,
	   count(*) FILTER (WHERE fact = 'party') AS parties, count(*) FILTER (WHERE fact = 'place') AS places,
	   count(*) FILTER (WHERE fact = 'claim') AS claims, count(*) FILTER (WHERE fact = 'reference') AS refs
	FROM document AS d LEFT JOIN LATERAL facts(doc) ON true
	GROUP BY d.name, doc ORDER BY d.name COLLATE "C";

SELECT d.name, event_seq AS seq, kind, f.name AS step, value, during, keys
	FROM document AS d, facts(doc) AS f WHERE fact = 'event' ORDER BY d.name COLLATE "C", event_seq;

-- Lines are named by the content digest and their number.
SELECT d.name, f.role, f.kind, scheme, item_code(item) AS code, scope LIKE 'ni:///sha-256;%' AS is_line,
	   item::text LIKE scope || '/%' OR item::text LIKE scope || '?line=%' AS in_scope, f.name AS label
	FROM document AS d, facts(doc) AS f WHERE fact = 'item'
	ORDER BY d.name COLLATE "C", event_seq, f.role COLLATE "C", item_code(item) COLLATE "C";
SELECT count(*) FROM document AS d, facts(doc) AS f
	WHERE f.kind = 'line' AND split_part(item::text, '?', 1) = 'ni:///sha-256;'
		|| rtrim(translate(encode(content_digest(doc), 'base64'), '+/', '-_'), '=');

SELECT d.name, f.role, basis, value, unit, quantity, si_quantity, dimension, normal AS unit_code
	FROM document AS d, facts(doc) AS f WHERE fact = 'quantity'
	ORDER BY d.name COLLATE "C", event_seq, item_code(item) COLLATE "C", basis COLLATE "C";

SELECT d.name, f.role, f.dimension, value, normal, keys, pointer
	FROM document AS d, facts(doc) AS f WHERE fact = 'party' ORDER BY d.name COLLATE "C", event_seq,
		pointer COLLATE "C", role COLLATE "C";

SELECT d.name, f.role, f.name AS label, value, normal, keys
	FROM document AS d, facts(doc) AS f WHERE fact = 'place'
	ORDER BY d.name COLLATE "C", event_seq, f.role COLLATE "C";

SELECT d.name, f.name AS claim, f.role, item_code(item) AS code, value, normal
	FROM document AS d, facts(doc) AS f WHERE fact = 'claim'
	ORDER BY d.name COLLATE "C", event_seq, f.name COLLATE "C", f.role COLLATE "C", item_code(item) COLLATE "C";

SELECT d.name, f.kind, scope, value, normal, keys
	FROM document AS d, facts(doc) AS f WHERE fact = 'reference'
	ORDER BY d.name COLLATE "C", event_seq, f.kind COLLATE "C", value COLLATE "C";

-- Every pointer leads to what the fact says.
SELECT count(*) AS facts, count(*) FILTER (WHERE doc::jsonb #> string_to_array(substr(pointer, 2), '/') IS NULL) AS astray,
	   count(*) FILTER (WHERE fact IN ('claim', 'reference', 'quantity') AND value IS DISTINCT FROM
						doc::jsonb #>> string_to_array(substr(pointer, 2), '/')) AS other
	FROM document, facts(doc);

-- What was missed, and a document nobody has a profile for.
SELECT role, kind, name, value, pointer FROM explain_profile((SELECT doc FROM document WHERE name = 'mill test'))
	WHERE fact = 'missed';
SELECT count(*) FILTER (WHERE fact <> 'missed') = (SELECT count(*) FROM document, facts(doc)) AS all_others
	FROM document, explain_profile(doc);
SELECT * FROM facts((SELECT doc FROM document WHERE name = 'letter'));
SELECT fact, kind, value FROM explain_profile((SELECT doc FROM document WHERE name = 'letter'));
SELECT profile_for(doc) IS NULL AS none, profile_name(doc) FROM document WHERE name = 'letter';
SELECT count(*) FROM facts(NULL), explain_profile(NULL);

-- Paths mean what the server's own paths mean.  Members that are missing, one
-- or many, nested arrays, filters: the values found are the same, in order.
CREATE TEMP TABLE path (path text);
INSERT INTO path VALUES
	('$.x'), ('$.x.a'), ('$.x[*].a'), ('$.x[0].a'), ('$.x[1].a[*]'), ('$.x.a.b'), ('$.x[*][*]'), ('$.x[2]'),
	('$.x[2].a'), ('$.x[9]'), ('$.s[0]'), ('$.s[1]'), ('$.s[*].a'), ('$.deep.b.c'), ('$.deep[*].b[*].c'),
	('$.deep[*][*].b'), ('$.x ? (@.k == "one").v'), ('$.x[*] ? (@.k == "two").v'), ('$.x ? (@.v == 2).k'),
	('$.x ? (@.k == "two") ? (@.v == 3).k'), ('$.x ? (@.flag == true).v'), ('$.x ? (@.none == null).v'),
	('$.x ? (@.k[0] == "two").v'), ('$.x ? (@.k[*] == "three").v'), ('$.list ? (@ == 2)'), ('$.list ? (@ == "2")'),
	('$."a key"."b\"c"'), ('$.s ? (@ == "text")'), ('$.nothing.at.all'), ('$.mixed.v'),
	('$.mixed[*].v[*]'), ('$.mixed ? (@.v == 1).w'), ('$.x ? (@.v == 2.0).v'), ('$.x ? (@.k == "").v');
SELECT path, theirs, ours, ours IS NOT DISTINCT FROM theirs AS same
	FROM (VALUES ('{"x": [{"a": [1, 2], "k": "one", "v": 1}, {"a": {"b": "t"}, "k": "two", "v": 2, "flag": true},
						  {"a": 7, "k": ["two", "three"], "v": 3, "none": null}, [5, [6]]],
				   "s": "text", "list": [1, 2, "2", [2]], "a key": {"b\"c": "odd"},
				   "deep": [{"b": [{"c": 1}, {"c": [2, 3]}]}, [{"b": {"c": 4}}], [[{"b": 5}]]],
				   "mixed": [{"v": [1, [2, 3]], "w": "w1"}, {"v": {"v": 4}}, 5, "v", null]}'::jsonb)) AS d(body),
		path,
		LATERAL (SELECT array_agg(coalesce(e.v, p.v) #>> '{}' ORDER BY p.no, e.no)
						FILTER (WHERE jsonb_typeof(coalesce(e.v, p.v)) IN ('string', 'number', 'boolean'))
					FROM jsonb_path_query(body, path::jsonpath) WITH ORDINALITY AS p(v, no)
						LEFT JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(p.v) WHEN 'array' THEN p.v END)
							WITH ORDINALITY AS e(v, no) ON true) AS t(theirs),
		LATERAL (SELECT array_agg(f.value)
					FROM facts(pg_temp.document('X', body), jsonb_build_object('events', jsonb_build_array(
							jsonb_build_object('kind', 'observe', 'claims', jsonb_build_array(
								jsonb_build_object('name', 'x', 'value', 'e:' || path)))))) AS f
					WHERE fact = 'claim') AS o(ours)
	ORDER BY path COLLATE "C";
SELECT pg_temp.why($$SELECT facts(doc, '{"events": [{"kind": "move", "id": "d:$.\"a\"\"b\""}]}') FROM document LIMIT 1$$);

-- Limits.
SELECT pg_temp.why($$SELECT count(*) FROM facts(pg_temp.document('X', (SELECT jsonb_build_object('a', jsonb_agg(g))
	FROM generate_series(1, 600) AS g)),
	'{"events": [{"kind": "move", "rows": "d:$.credentialSubject.a",
				  "claims": [{"name": "x", "value": "d:$.credentialSubject.a"}]}]}')$$);

-- Choosing: the subject's type, the last type, contexts, our own before builtin.
CREATE FUNCTION pg_temp.chosen(type jsonb, subject_type jsonb DEFAULT NULL, context text DEFAULT 'https://w3id.org/traceability/v1')
	RETURNS text LANGUAGE sql AS $$
	SELECT profile_name(pg_temp.document('X', jsonb_build_object('type', subject_type),
		jsonb_build_object('type', type, '@context', jsonb_build_array('https://www.w3.org/ns/credentials/v2', context))))
$$;
SELECT pg_temp.chosen('["VerifiableCredential", "EventCredential"]', '["Event", "TransformEvent"]'),
	   pg_temp.chosen('["VerifiableCredential", "EventCredential"]', '"TransformEvent"') AS single,
	   pg_temp.chosen('["VerifiableCredential", "EventCredential"]', '["Event"]') AS other_event,
	   pg_temp.chosen('["VerifiableCredential"]', '["TransformEvent"]') AS no_event;
BEGIN;
SELECT register_profile('mine', 'EventCredential', '{"events": [{"kind": "observe"}]}'),
	   register_profile('mine', 'MillTestReportCredential', '{"events": [{"kind": "attest"}]}'),
	   register_profile('mine', 'Parent', '{"events": [{"kind": "move"}]}'),
	   register_profile('mine', 'Child', '{"events": [{"kind": "move"}]}'),
	   register_profile('z', 'Child', '{"contexts": ["https://z.example/v1"], "events": [{"kind": "move"}]}');
SELECT pg_temp.chosen('["VerifiableCredential", "EventCredential"]', '["Event", "TransformEvent"]'),
	   pg_temp.chosen('["VerifiableCredential", "EventCredential"]', '["Event"]') AS other_event,
	   pg_temp.chosen('["VerifiableCredential", "MillTestReportCredential"]') AS our_own;
SELECT pg_temp.chosen('["VerifiableCredential", "Parent", "Child"]') AS last_type,
	   pg_temp.chosen('["VerifiableCredential", "Child", "Parent"]') AS last_type_again,
	   pg_temp.chosen('["VerifiableCredential", "Child"]', NULL, 'https://z.example/v1') AS context;
-- whoever passes a document on can add a context that no proof covers
SELECT p.what, profile_name(jsonb_build_object('type', '["VerifiableCredential", "Child"]'::jsonb, 'issuer', 'did:web:z.example',
		'credentialSubject', '{"id": "urn:x:1"}'::jsonb,
		'@context', '["https://www.w3.org/ns/credentials/v2", "https://z.example/v1"]'::jsonb,
		'proof', jsonb_build_object('type', 'DataIntegrityProof', 'cryptosuite', 'eddsa-jcs-2022',
			'verificationMethod', 'did:web:z.example#k', '@context', p.signed))::text::credential)
	FROM (VALUES ('signed', '["https://www.w3.org/ns/credentials/v2", "https://z.example/v1"]'::jsonb),
		('added', '["https://www.w3.org/ns/credentials/v2"]')) AS p(what, signed);
SELECT vocabulary, document_type, builtin, recorded_by = SESSION_USER AS by_me, recorded_at <= clock_timestamp() AS now
	FROM profile WHERE NOT builtin ORDER BY 1, 2;
SELECT register_profile('mine', 'Child', '{"events": [{"kind": "order"}]}');
SELECT body FROM profile WHERE document_type = 'Child' AND vocabulary = 'mine';
SELECT withdraw_profile('mine', 'Child'), withdraw_profile('mine', 'Child') AS again,
	   withdraw_profile('tv1', 'TransformEvent') AS builtin;
SELECT pg_temp.why($$SELECT register_profile('tv1', 'TransformEvent', '{"events": [{"kind": "order"}]}')$$);
ROLLBACK;

-- What is no profile is not stored.
SELECT body, pg_temp.why(format('SELECT register_profile(%L, %L, %L)', 'mine', 'X', body))
	FROM (VALUES (NULL), ('[]'), ('{"events": [{"kind": "sell"}]}'), ('{"events": [{"kind": "move", "itens": []}]}'),
		('{"events": [{"kind": "move", "time": ["d:$.a", "d:$.b["]}]}'),
		('{"events": [{"kind": "move", "claims": [{"name": "x", "value": "e:$.x", "normal": "upper"}]}]}')) AS b(body);
SELECT pg_temp.why($$SELECT register_profile('', 'X', '{"events": [{"kind": "move"}]}')$$);
SELECT pg_temp.why($$SELECT register_profile('a/b', 'X', '{"events": [{"kind": "move"}]}')$$);
SELECT pg_temp.why($$INSERT INTO profile (vocabulary, document_type, body) VALUES ('a', 'b', '{}')$$);
SELECT pg_temp.why($$SELECT facts(doc, '{"events": []}') FROM document$$);
SELECT count(*) AS builtin, count(*) FILTER (WHERE valid_profile(body)) AS valid FROM profile WHERE builtin;

-- Only registrars write; everybody reads.
CREATE ROLE regress_profile_reader;
SET ROLE regress_profile_reader;
SELECT count(*) > 0 AS reads FROM profile;
SELECT pg_temp.why($$SELECT register_profile('mine', 'X', '{"events": [{"kind": "move"}]}')$$);
SELECT pg_temp.why($$SELECT withdraw_profile('mine', 'X')$$);
SELECT pg_temp.why($$INSERT INTO profile VALUES ('a', 'b', '{}')$$);
RESET ROLE;
DROP ROLE regress_profile_reader;

-- Normal forms, from stored values.
CREATE TEMP TABLE spelling (normaliser text, value text);
INSERT INTO spelling VALUES
	('country', 'United States of America'), ('country', 'Korea'), ('country', 'Hong Kong SAR'),
	('unit', 'lbs'), ('unit', 'tons'), ('number', '1,234.5'), ('number', '1,234'), ('hts', '7208.10.1500'),
	('entry_number', 'SP3-1234567-8'), ('entry_number', 'A123456'), ('scac', 'abcd'), ('unlocode', 'us hou'),
	('us_port', '5301'), ('code', ' po  1 '), ('text', ' a  b '), ('date', '2024-02-30'),
	('date', '2024-03-01T08:00:00+02:00'), ('did', 'did:web:mill.example'), ('did', 'did:web:mill.example#k'),
	('gln', '6291041500213'), ('lei', '5493001KJTIIGC8Y1R12'), ('text', '');
SELECT normaliser, value, normal(normaliser, value) FROM spelling;
SELECT normal('upper', 'x');
SELECT value, instant(normal('date', value)) AT TIME ZONE 'UTC' AS utc
	FROM (VALUES ('2024-03-01T10:00+05:00'), ('2024-03-01T10:00Z'), ('2024-03-01T10:00:30-02:00'), ('2024-03-01 10:00'), ('2024-03-01')) AS d(value);
SELECT entry_number('sp3-1234567-8'), entry_number('A123456'), entry_number(NULL);
SELECT unit, unit_dimension(unit), si_quantity(q, unit), kilograms(q, unit)
	FROM (VALUES (2000, 'lbs'), (1, 'STN'), (42, 'GLL'), (1, 'BLL'), (3, 'dozen'), (1, 'tons'), (NULL, 'kg'))
		AS u(q, unit);
SELECT si_quantity('NaN', 'lb'), si_quantity(1e30, 'mg');

-- As the planner sees it: nothing here may be called before its time.
SELECT proname, provolatile, proparallel FROM pg_proc
	WHERE pronamespace = 'custody'::regnamespace
		AND proname IN ('facts', 'explain_profile', 'profile_for', 'normal', 'valid_profile', 'register_profile')
	ORDER BY 1, 2;
