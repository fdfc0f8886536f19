-- Limits: superusers set them, and each is an error of its own class.
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
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''));
END
$$;

-- a credential of a size and depth
CREATE FUNCTION pg_temp.document(size int, depth int) RETURNS text
LANGUAGE sql AS $$
	SELECT '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{"deep":'
		|| repeat('[', depth - 2) || repeat(']', depth - 2)
		|| ',"filler":"' || repeat('x', size) || '"}}'
$$;

SELECT pg_temp.why($$SELECT pg_temp.document(0, 128)::credential$$);
SELECT pg_temp.why($$SELECT pg_temp.document(0, 129)::credential$$);
SELECT pg_temp.why($$SELECT jcs((repeat('[', 128) || repeat(']', 128))::json)$$);
SELECT pg_temp.why($$SELECT jcs((repeat('[', 129) || repeat(']', 129))::json)$$);
SET pg_custody.max_depth = 3;
SELECT pg_temp.why($$SELECT pg_temp.document(0, 3)::credential$$);
SELECT pg_temp.why($$SELECT pg_temp.document(0, 4)::credential$$);
RESET pg_custody.max_depth;

-- what does not fit the header of a stored value
CREATE FUNCTION pg_temp.named(size int) RETURNS text
LANGUAGE sql AS $$
	SELECT '{"@context":"https://www.w3.org/ns/credentials/v2","type":"VerifiableCredential","issuer":"did:web:mill.example","credentialSubject":{"a":1},"id":"urn:'
		|| repeat('x', size - 4) || '"}'
$$;
SELECT pg_temp.why($$SELECT pg_temp.named(65535)::credential$$);
SELECT pg_temp.why($$SELECT pg_temp.named(65536)::credential$$);
SELECT credential IS NULL AS refused, code, detail FROM try_credential(convert_to(pg_temp.named(65536), 'UTF8'));

SET pg_custody.max_document_size = '4kB';
SELECT pg_temp.why($$SELECT pg_temp.document(3000, 3)::credential$$);
SELECT pg_temp.why($$SELECT pg_temp.document(4096, 3)::credential$$);
SELECT pg_temp.why($$SELECT jcs(to_json(repeat('x', 4094)))$$);
SELECT pg_temp.why($$SELECT jcs(to_json(repeat('x', 4095)))$$);
RESET pg_custody.max_document_size;

SET pg_custody.max_memory = '1MB';
SELECT pg_temp.why($$SELECT replace(pg_temp.document(0, 3), '[]', '[' || repeat('1,', 500000) || '1]')::credential$$);
SELECT pg_temp.why($$SELECT jcs(('[' || repeat('1,', 500000) || '1]')::json)$$);
RESET pg_custody.max_memory;

-- a value that was stored under a wider limit: the header is read, and what
-- needs the document says why it cannot have it
CREATE TEMP TABLE stored (c credential);
INSERT INTO stored SELECT pg_temp.document(5000, 20);
SET pg_custody.max_document_size = '4kB';
SELECT issuer(c), form(c) FROM stored;
SELECT pg_temp.why('SELECT subject(c) FROM stored');
RESET pg_custody.max_document_size;

-- nobody else sets them
CREATE ROLE custody_test_limits;
SET ROLE custody_test_limits;
SELECT pg_temp.why('SET pg_custody.max_depth = 1000');
SELECT pg_temp.why('SET pg_custody.max_document_size = 1024');
SELECT pg_temp.why('SET pg_custody.max_memory = 2048');
RESET ROLE;
DROP ROLE custody_test_limits;

-- identifiers
SELECT pg_temp.why($$SELECT ('did:x:' || repeat('y', 8186))::did$$);
SELECT pg_temp.why($$SELECT ('did:x:' || repeat('y', 8187))::did$$);
SELECT pg_temp.why($$SELECT ('did:x:y#' || repeat('z', 8185))::did_url$$);
SELECT pg_temp.why($$SELECT multibase_decode('z' || repeat('2', 8193))$$);
SELECT pg_temp.why($$SELECT multibase_encode(decode(repeat('ff', 6000), 'hex'))$$);

-- what a message shows of a long argument ends with a whole character
SELECT convert_from(convert_to(pg_temp.why(format('SELECT verify(%L, options => %L)', pg_temp.named(9),
	jsonb_build_object(repeat('é', 40), 1))), 'UTF8'), 'UTF8');
SELECT convert_from(convert_to(pg_temp.why(format('SELECT normal(%L, %L)', 'x' || repeat('é', 40), 'x')), 'UTF8'), 'UTF8');
