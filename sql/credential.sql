-- Type credential: forms it takes, what it refuses, casts, accessors.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;
SET timezone = 'UTC';

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

-- A compact token; the signature is no signature, which input does not judge.
CREATE FUNCTION pg_temp.token(header text, payload text) RETURNS text
LANGUAGE sql AS $$
	SELECT substr(multibase_encode(convert_to(header, 'UTF8'), 'base64url'), 2)
		|| '.' || substr(multibase_encode(convert_to(payload, 'UTF8'), 'base64url'), 2)
		|| '.' || substr(multibase_encode(decode(repeat('5a', 64), 'hex'), 'base64url'), 2)
$$;

CREATE TEMP TABLE source (name text PRIMARY KEY, octets text);
INSERT INTO source VALUES
('plain', '{"@context": ["https://www.w3.org/ns/credentials/v2"],
  "id": "urn:uuid:0d2f3a41-1b6e-4a53-9b0f-6a4f0c6f8e01",
  "type": ["VerifiableCredential", "MillTestReport"],
  "issuer": "did:web:mill.example",
  "validFrom": "2026-01-02T03:04:05Z",
  "validUntil": "2027-01-02T03:04:05.5+02:00",
  "credentialSubject": {"id": "did:web:mill.example/heat/61316",
    "carbon": 0.210, "note": "Gr\u00fc\u00dfe, 100 \u20ac"}}'),
('embedded', '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential","issuer":{"id":"did:web:mill.example","name":"Mill"},"credentialSubject":[{"id":"did:web:a.example"},{"name":"nobody"},{"id":"did:web:b.example"}],"proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","created":"2026-01-02T03:04:05Z","verificationMethod":"did:web:mill.example#key-1","proofPurpose":"assertionMethod","proofValue":"z5a"}}'),
('set', '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"https://mill.example/issuer","credentialSubject":{"a":1},"proof":[{"type":"Ed25519Signature2018","verificationMethod":{"id":"did:web:mill.example#key-0"},"proofPurpose":"assertionMethod","jws":"a..b"},{"type":"DataIntegrityProof","cryptosuite":"ecdsa-jcs-2019","verificationMethod":"did:web:mill.example#key-2","proofPurpose":"assertionMethod","proofValue":"z5a"}]}'),
('model 1.1', '{"@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","issuanceDate":"2021-05-06T07:08:09Z","expirationDate":"2022-05-06T07:08:09Z","credentialSubject":{}}'),
('no dates that can be read', '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","validFrom":"yesterday","validUntil":17,"credentialSubject":{}}'),
('many types', '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"'
	|| (SELECT string_agg(format(',"Type%s%s"', i, repeat('x', 40)), '' ORDER BY i) FROM generate_series(1, 40) AS i)
	|| '],"issuer":"did:web:mill.example","credentialSubject":{}}'),
('vc+jwt', pg_temp.token('{"alg":"ES256","typ":"vc+jwt","kid":"did:web:mill.example#key-3"}',
	'{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:0d2f3a41-1b6e-4a53-9b0f-6a4f0c6f8e01","type":["VerifiableCredential","MillTestReport"],"issuer":"did:web:mill.example","validFrom":"2026-01-02T03:04:05Z","credentialSubject":{"id":"did:web:mill.example/heat/61316"}}')),
('relative kid', pg_temp.token('{"alg":"EdDSA","typ":"vc+jwt","kid":"#key-4"}',
	'{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{}}')),
('bare kid', pg_temp.token('{"alg":"ES256","typ":"vc+jwt","kid":"key-5"}',
	'{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{}}')),
('no kid', pg_temp.token('{"alg":"EdDSA","typ":"vc+jwt"}',
	'{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{}}')),
('vc-jwt', pg_temp.token('{"alg":"ES384","typ":"JWT","kid":"did:web:mill.example#key-5"}',
	'{"iss":"did:web:mill.example","sub":"did:web:buyer.example","jti":"urn:uuid:0d2f3a41-1b6e-4a53-9b0f-6a4f0c6f8e02","nbf":1767322800,"exp":1798858800,"vc":{"@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential"],"credentialSubject":{"grade":"A36"}}}'));
INSERT INTO source
	SELECT 'enveloped', '{"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,' || octets || '"}'
	FROM source WHERE name = 'vc+jwt';
INSERT INTO source
	SELECT 'vc+sd-jwt', octets || '~WyJzYWx0IiwibmFtZSIsInZhbHVlIl0~' FROM source WHERE name = 'bare kid';

-- stored, then asked: the octets stay as they were
CREATE TEMP TABLE stored (name text PRIMARY KEY, c credential);
INSERT INTO stored SELECT name, octets FROM source;
SELECT name, form(c), id(c), issuer(c), cardinality(types(c)) AS types
FROM stored ORDER BY name COLLATE "C";
SELECT name, valid_from(c), valid_until(c) FROM stored ORDER BY name COLLATE "C";
SELECT name, cryptosuites(c), verification_methods(c), subject_ids(c), contexts(c)
FROM stored ORDER BY name COLLATE "C";
SELECT types(c), subject(c) FROM stored WHERE name = 'plain';
SELECT subject(c) FROM stored WHERE name IN ('embedded', 'vc-jwt') ORDER BY name;
SELECT types(c) = (SELECT array_agg(t) FROM jsonb_array_elements_text(c::jsonb -> 'type') AS t) AS same
FROM stored WHERE name = 'many types';
SELECT count(*) AS differing FROM stored JOIN source USING (name)
WHERE c::text IS DISTINCT FROM octets
	OR c::bytea IS DISTINCT FROM convert_to(octets, 'UTF8')
	OR digest(c) IS DISTINCT FROM sha256(convert_to(octets, 'UTF8'))
	OR length(content_digest(c)) IS DISTINCT FROM 32
	OR credential_send(c) IS DISTINCT FROM '\x01' || convert_to(octets, 'UTF8');

-- claims
SELECT name FROM stored JOIN source USING (name)
WHERE form(c) IN ('unsecured', 'embedded')
	AND c::jsonb <> octets::jsonb;
SELECT e.c::jsonb = t.c::jsonb AS same, content_digest(e.c) = content_digest(t.c) AS same_content, e.c = t.c AS equal
FROM stored AS e, stored AS t WHERE e.name = 'enveloped' AND t.name = 'vc+jwt';
SELECT c::jsonb FROM stored WHERE name = 'vc+jwt';
SELECT c::jsonb FROM stored WHERE name = 'vc-jwt';

-- numbers keep their digits; numeric would refuse the last ones, which are the
-- double they stand for
CREATE TEMP TABLE number (n text, c credential);
INSERT INTO number SELECT n, format('{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{"n":%s}}', n)
	FROM unnest(ARRAY['0.10', '-0', '12345678901234567890.123456789', '1e2', '1e-400', '1e-20000', '-0e999999999999', '0.5e-99999']) AS n;
SELECT n, left(subject(c) ->> 'n', 40) AS claim, subject(c) = c -> 'credentialSubject' AS same FROM number;

-- every way in is the same way
SELECT count(*) AS differing FROM source
WHERE digest(octets::varchar::credential) <> sha256(convert_to(octets, 'UTF8'))
	OR digest(convert_to(octets, 'UTF8')::credential) <> sha256(convert_to(octets, 'UTF8'))
	OR digest(credential(octets)) <> sha256(convert_to(octets, 'UTF8'));
SELECT name FROM source
WHERE left(octets, 1) = '{' AND digest(octets::json::credential) <> sha256(convert_to(octets, 'UTF8'));
SELECT pg_temp.why('SELECT octets::jsonb::credential FROM source');
CREATE TEMP TABLE casts (c credential, t text, b bytea, j jsonb);
INSERT INTO casts (c) SELECT octets FROM source WHERE name = 'plain';
INSERT INTO casts (c) SELECT octets::json FROM source WHERE name = 'plain';
INSERT INTO casts (c) SELECT convert_to(octets, 'UTF8') FROM source WHERE name = 'vc+jwt';
INSERT INTO casts (t, b, j) SELECT c, c, c FROM casts;
SELECT count(c), count(DISTINCT c), count(t), count(b), count(j) FROM casts;

-- white space around a token is not part of it; around JSON it is evidence
SELECT c::text = octets AS same, digest((E' \n' || octets || E'\r\n')::credential) = digest(c) AS stripped
FROM stored JOIN source USING (name) WHERE name = 'vc+jwt';
SELECT digest((' ' || octets)::credential) <> digest(c) AS kept,
	content_digest((' ' || octets)::credential) = content_digest(c) AS same_content
FROM stored JOIN source USING (name) WHERE name = 'plain';

-- the same content: spelling, proof and envelope do not matter, claims do
SELECT content_digest(c) = content_digest((c::jsonb - 'proof')::text::credential) AS without_proof,
	content_digest(c) = content_digest((c::jsonb || '{"credentialSubject": {"id": "did:web:c.example"}}')::text::credential) AS other_claims
FROM stored WHERE name = 'embedded';
SELECT content_digest(c) = content_digest(c::jsonb::text::credential) AS without_envelope
FROM stored WHERE name = 'vc+jwt';

-- what is no credential: SQLSTATE, place, and never the document itself
CREATE TEMP TABLE bad (no int, t text);
INSERT INTO bad VALUES
	(1, ''),
	(2, 'secret'),
	(3, '{"secret":1'),
	(4, '{"secret":1,"secret":2}'),
	(5, '{"secret":"\ud800"}'),
	(6, '{"secret":"\u0000"}'),
	(7, '{"secret":1e999}'),
	(8, '[]'),
	(9, '"secret"'),
	(10, '{}'),
	(11, '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example"}'),
	(12, '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"credentialSubject":{}}'),
	(13, '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["Secret"],"issuer":"did:web:mill.example","credentialSubject":{}}'),
	(14, '{"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{}}'),
	(15, '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":{"name":"secret"},"credentialSubject":{}}'),
	(16, '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":"secret"}'),
	(17, 'a.b.c'),
	(18, 'a.b'),
	(19, 'eyJhbGciOiJFUzI1NiJ9.c2VjcmV0.AAAA'),
	(20, 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA'),
	(21, 'eyJhbGciOiJFUzI1NiJ9.e30=.AAAA'),
	(22, pg_temp.token('{"alg":"ES256"}', '{"vc":{}}')),
	(23, chr(65279) || '{}');
SELECT no, replace(left(t, 30), chr(65279), 'BOM') AS text,
	pg_temp.why(format('SELECT %L::credential', t)) AS literal
FROM bad ORDER BY no;
SELECT count(*) AS echoing FROM bad
WHERE pg_temp.why(format('SELECT %L::credential', t)) ~* 'secret[^:]';
SELECT no, pg_temp.why(format('SELECT %L::bytea::credential', t)) AS from_bytea
FROM (VALUES
	(1, '\x7b22ff223a317d'::bytea),
	(2, '\x7b22eda080223a317d'),
	(3, '\xff')) AS v (no, t) ORDER BY no;

-- binary form: octet 1, then the octets; read back as COPY BINARY reads it
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	result text;
	file bytea = '\x5047434f50590aff0d0a00'::bytea || int4send(0) || int4send(0)
		|| int2send(1::int2) || int4send(length(wire)) || wire
		|| int2send((-1)::int2);
BEGIN
	EXECUTE 'CREATE TEMP TABLE received (value credential)';
	EXECUTE format('COPY pg_temp.received FROM PROGRAM %L (FORMAT binary)',
		'base64 -d <<END' || chr(10) || encode(file, 'base64') || chr(10) || 'END');
	EXECUTE 'SELECT value::text FROM pg_temp.received' INTO result;
	DROP TABLE pg_temp.received;
	RETURN result;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''));
END
$$;
SELECT count(*) AS differing FROM stored WHERE pg_temp.receive(credential_send(c)) <> c::text;
SELECT no, pg_temp.receive(wire)
FROM (VALUES
	(1, ''::bytea),
	(2, '\x00' || '{}'::bytea),
	(3, '\x01'),
	(4, '\x01' || '{}'::bytea),
	(5, '\x01' || '{"a":"'::bytea || '\xff' || '"}'::bytea)) AS v (no, wire)
ORDER BY no;

-- every way a value can lie in a table: in line, compressed, outside, both
CREATE TEMP TABLE shape (storage text, name text, c credential);
ALTER TABLE shape ALTER c SET STORAGE plain;
INSERT INTO shape SELECT 'plain', name, octets FROM source;
ALTER TABLE shape ALTER c SET STORAGE main;
INSERT INTO shape SELECT 'main', name, octets FROM source;
CREATE TEMP TABLE grown AS
	SELECT name, (octets::jsonb || jsonb_build_object('filler',
		(SELECT string_agg(md5(i::text), '') FROM generate_series(1, n) AS i)))::text AS octets
	FROM source, unnest(ARRAY[30, 100, 1000]) AS n
	WHERE left(octets, 1) = '{';
ALTER TABLE shape ALTER c SET STORAGE external;
INSERT INTO shape SELECT 'external', name, octets FROM grown;
ALTER TABLE shape ALTER c SET STORAGE extended;
INSERT INTO shape SELECT 'extended', name, octets FROM grown;
INSERT INTO shape SELECT 'compressed', name, (octets::jsonb || jsonb_build_object('filler', repeat('x', 3000)))::text
	FROM source WHERE left(octets, 1) = '{';
SELECT storage, count(*), bool_or(pg_column_size(c) < octet_length(c::text)) AS some_compressed
FROM shape GROUP BY storage ORDER BY storage;
SELECT count(*) AS differing
FROM shape JOIN stored AS s USING (name)
WHERE (id(shape.c), issuer(shape.c), types(shape.c), valid_from(shape.c), valid_until(shape.c), form(shape.c))
	IS DISTINCT FROM (id(s.c), issuer(s.c), types(s.c), valid_from(s.c), valid_until(s.c), form(s.c))
	OR digest(shape.c) <> sha256(shape.c::bytea)
	OR cryptosuites(shape.c) <> cryptosuites(s.c)
	OR verification_methods(shape.c) <> verification_methods(s.c)
	OR subject(shape.c) <> subject(s.c)
	OR shape.c <> shape.c::text::credential;
