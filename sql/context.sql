-- JSON-LD contexts in the registry.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET timezone = 'UTC';
SET search_path = custody, public;
\set VERBOSITY terse
BEGIN;

-- What comes with the extension: content equal to the official documents, whose
-- digests (SHA-256 of their RFC 8785 form) are these.
CREATE TEMP TABLE official (iri text, digest text, normative boolean);
\copy official FROM stdin
https://w3id.org/security/bbs/v1	ed84cebce2547af7ba50ecfd2373f21593b3afdf4e449de328c6c718fe1e1439	f
https://w3id.org/security/data-integrity/v1	9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f	t
https://w3id.org/security/data-integrity/v2	7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305	t
https://w3id.org/security/jwk/v1	38dd329a9a011facda06afc4ba43a121980eaedbd1f974268026d157926bc086	t
https://w3id.org/security/multikey/v1	be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc	t
https://w3id.org/security/suites/ed25519-2018/v1	b4cb4ede62cd5c1e98b54340bf9d5ae636e6ba6e92b6bffb50be3c12b473a2de	f
https://w3id.org/security/suites/ed25519-2020/v1	2d1dbbda79af01db58142b221b60d808559cfdb19f185ffe1346de9e25e1c90f	f
https://w3id.org/security/suites/jws-2020/v1	eed16334842a5635257913b33acd1aeee29009eb188d855f9a1d0ceee4a8ae4d	f
https://w3id.org/security/suites/x25519-2019/v1	226bc202c5f5fac752716b9ed838875155c22b789aa0259276cfd83d54a40d06	f
https://w3id.org/security/suites/x25519-2020/v1	454c264ab52b3ee90b2c21a996afc4f5f2a02c2e282799b6e92305e1aa536de6	f
https://w3id.org/security/v1	d87de2ce3ce407bcac481f8af31e211e54beb5cbd7dd459826ed0502302ee234	f
https://w3id.org/security/v2	38a9ef19cf3a75bf856202bd1ed4cbd55c985ad4a809eb7f4ef584ba9d51dc90	f
https://w3id.org/vc-revocation-list-2020/v1	375634e782babefd3763cb72b41b70527780b158fcf93855d8f3b56844233341	f
https://w3id.org/vc/status-list/2021/v1	9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6	f
https://www.w3.org/2018/credentials/v1	b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247	t
https://www.w3.org/ns/cid/v1	9fc257da5b37784ca2b07c3ad666f5ff9beea846a360ddd229fd0b44972015c8	t
https://www.w3.org/ns/credentials/status/v1	b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492	f
https://www.w3.org/ns/credentials/undefined-terms/v2	3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f	f
https://www.w3.org/ns/credentials/v2	b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf	t
https://www.w3.org/ns/did/v1	a7e146c40fcec005d3f0f14ae745665f446da58d7914a9d8f733746686fad82b	f
\.
SELECT o.iri, o.normative,
	encode(sha256(convert_to(jcs(c.document), 'UTF8')), 'hex') = o.digest AS equal,
	encode(c.digest, 'hex') = o.digest AS recorded, c.normative = o.normative AS fixed,
	c.recorded_at, c.builtin
	FROM official o LEFT JOIN context c USING (iri)
	ORDER BY o.iri COLLATE "C";
SELECT count(*) AS others FROM context c
	WHERE NOT EXISTS (SELECT FROM official o WHERE o.iri = c.iri);

-- Errors as applications see them.
CREATE FUNCTION pg_temp.try(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE query INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(E'\n  ', SQLSTATE || ' ' || message, nullif(detail, ''), nullif(hint, ''));
END
$$;
CREATE FUNCTION pg_temp.register(iri text, document text, during tstzrange DEFAULT NULL) RETURNS text
	LANGUAGE sql AS $$
	SELECT pg_temp.try(format('SELECT register_context(%L, %L::text, %L::tstzrange, %L)',
		$1, $2, $3, 'a test'))
$$;

SELECT pg_temp.register('https://contexts.example/steel/v1',
	'{"@context": {"heat": "https://vocabulary.example/steel#heat"}}');
-- The same content in other spelling is nothing new, for another time it is.
SELECT pg_temp.register('https://contexts.example/steel/v1',
	'{ "@context" : {"heat":"https://vocabulary.example/steel#heat"} }');
SELECT pg_temp.register('https://contexts.example/steel/v1',
	'{"@context": {"heat": "https://vocabulary.example/steel#heat"}}', '[2024-01-01,2025-01-01)');
-- A period has one spelling.
SELECT pg_temp.register('https://contexts.example/steel/v1',
	'{"@context": {"heat": "https://vocabulary.example/steel#heat"}}', '(2024-01-01,2025-01-01]');
SELECT register_context('https://contexts.example/steel/v1',
	'{"@context": {"heat": "https://vocabulary.example/steel#heatNumber"}}'::json,
	signed_during => '[2025-01-01,)', source => 'the mill');
SELECT iri, signed_during, normative, source, builtin, recorded_by = SESSION_USER AS by_me,
	recorded_at > now() - interval '1 hour' AS recent
	FROM context WHERE iri LIKE 'https://contexts.example/%' ORDER BY recorded_at;

-- One that builds on another, with terms of its own.
SELECT pg_temp.register('https://contexts.example/coil/v1',
	'{"@context": ["https://contexts.example/steel/v1", {"coil": "https://vocabulary.example/steel#coil"}]}');
SELECT canonize('{"@context": "https://contexts.example/coil/v1", "coil": "C1", "heat": "H2"}');

-- A new version that leads back to itself by way of another.
SELECT pg_temp.register('https://contexts.example/steel/v1',
	'{"@context": ["https://contexts.example/coil/v1", {"slab": "https://vocabulary.example/steel#slab"}]}');

-- In the scoped context of a term a context may name itself: no end is needed
-- before a document has one.
SELECT pg_temp.register('https://contexts.example/part/v1',
	'{"@context": {"part": {"@id": "https://vocabulary.example/part", "@context": "https://contexts.example/part/v1"}}}');
SELECT canonize('{"@context": "https://contexts.example/part/v1", "part": {"part": {"part": "P1"}}}');

-- What is refused, and where it is wrong.
SELECT pg_temp.register(NULL, '{"@context": {}}');
SELECT pg_temp.register('urn:example:a', NULL);
SELECT pg_temp.register('steel', '{"@context": {}}');
SELECT pg_temp.register('urn:example:a', '{"@context": {"a": }');
SELECT pg_temp.register('urn:example:a', '{"@context": {"a": "urn:b", "a": "urn:c"}}');
SELECT pg_temp.register('urn:example:a', '{"heat": "urn:b"}');
SELECT pg_temp.register('urn:example:a', '{"@context": {"a": {"@id": "urn:a", "@type": 5}}}');
SELECT pg_temp.register('urn:example:a', '{"@context": {"a": {"@id": "urn:a", "@context": {"b": {"@id": "urn:b", "@container": "@heap"}}}}}');
SELECT pg_temp.register('urn:example:a', '{"@context": ["https://www.w3.org/ns/credentials/v2", {"description": "urn:a"}]}');
SELECT pg_temp.register('urn:example:a', '{"@context": ["urn:example:a", {"b": "urn:b"}]}');
SELECT pg_temp.register('urn:example:a', '{"@context": {"b": {"@id": "urn:b", "@context": "https://contexts.example/none"}}}');
SELECT pg_temp.register('urn:example:a', '{"@context": {}}', 'empty');
SELECT pg_temp.register('urn:example:a', '{"@context": {}}', '[2025-01-01,2025-01-01]');
SELECT pg_temp.register('https://www.w3.org/ns/credentials/v2', '{"@context": {"issuer": "urn:a"}}');
-- The official content may be handed in again, in any spelling.
SELECT pg_temp.register('https://www.w3.org/ns/credentials/v2', jsonb_pretty(document::jsonb))
	FROM context WHERE iri = 'https://www.w3.org/ns/credentials/v2';

-- A context that should not have been registered.
SELECT withdraw_context(iri, digest, 'a typing error') FROM context
	WHERE iri = 'https://contexts.example/steel/v1' AND source = 'the mill';
SELECT withdraw_context(iri, digest, 'a typing error') FROM context
	WHERE iri = 'https://contexts.example/steel/v1' AND source = 'the mill';
SELECT canonize('{"@context": "https://contexts.example/steel/v1", "heat": "H2"}');
SELECT register_context('https://contexts.example/steel/v1',
	'{"@context": {"heat": "https://vocabulary.example/steel#heatNumber"}}'::json,
	signed_during => '[2025-01-01,)', source => 'the mill, again');
SELECT canonize('{"@context": "https://contexts.example/steel/v1", "heat": "H2"}');
-- One that comes with the extension can be withdrawn too, and registered again;
-- but not a normative one.
SELECT withdraw_context(iri, digest, 'not ours') FROM context
	WHERE iri = 'https://www.w3.org/ns/did/v1';
SELECT context_documents('{https://www.w3.org/ns/did/v1}') AS withdrawn;
SELECT register_context(iri, document) FROM context
	WHERE iri = 'https://www.w3.org/ns/did/v1';
SELECT count(*), count(*) FILTER (WHERE builtin) AS builtin,
	context_documents('{https://www.w3.org/ns/did/v1}') ? 'https://www.w3.org/ns/did/v1' AS readable
	FROM context WHERE iri = 'https://www.w3.org/ns/did/v1';
SELECT pg_temp.try(format('SELECT withdraw_context(%L, %L)', iri, digest)) FROM context
	WHERE iri = 'https://www.w3.org/ns/credentials/v2';
SELECT pg_temp.try($$SELECT withdraw_context('urn:example:a', '\x00')$$);
SELECT pg_temp.try($$SELECT withdraw_context('urn:example:a', NULL)$$);

-- Rows stay, whoever asks.
SELECT pg_temp.try('UPDATE context SET source = NULL');
SELECT pg_temp.try('DELETE FROM context_withdrawal');
SELECT pg_temp.try('TRUNCATE context');
-- Content and digest belong together.
SELECT left(pg_temp.try($$INSERT INTO context (iri, digest, document, signed_during)
	VALUES ('urn:example:a', '\x00', '{"@context": {}}', '(,)')$$), 5) AS sqlstate;

-- Everybody reads; registrars write.
CREATE ROLE regress_context_plain;
CREATE ROLE regress_context_registrar;
SELECT grant_role('regress_context_registrar', 'registrar');
SET ROLE regress_context_plain;
SELECT count(*) > 10 AS reads FROM custody.context;
SELECT pg_temp.try($$SELECT custody.register_context('urn:example:b', '{"@context": {}}'::text)$$);
SELECT pg_temp.try($$SELECT custody.register_context('urn:example:b', '{"@context": {}}'::json)$$);
SELECT pg_temp.try($$SELECT custody.withdraw_context('urn:example:b', '\x00')$$);
SELECT pg_temp.try($$INSERT INTO custody.context_withdrawal (iri, digest) VALUES ('urn:example:b', '\x00')$$);
RESET ROLE;
SET ROLE regress_context_registrar;
SELECT custody.register_context('urn:example:b', '{"@context": {"b": "urn:b"}}'::text);
SELECT recorded_by FROM custody.context WHERE iri = 'urn:example:b';
SELECT custody.register_context('urn:example:c', '{"@context": {"c": "urn:c"}}'::json);
SELECT custody.withdraw_context(iri, digest) FROM custody.context WHERE iri = 'urn:example:b';
SELECT pg_temp.try($$INSERT INTO custody.context (iri, digest, document, signed_during)
	VALUES ('urn:example:d', '\x00', '{"@context": {}}', '(,)')$$);
RESET ROLE;
ROLLBACK;
