-- Soft errors, which the server has since version 16; the alternative expected
-- file is for 15.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;

SELECT current_setting('server_version_num')::int >= 160000 AS has_soft_errors \gset
\if :has_soft_errors
CREATE TEMP TABLE value (no int, kind text, t text);
INSERT INTO value VALUES
	(1, 'did', 'did:web:mill.example'),
	(2, 'did', 'did:web:'),
	(3, 'did', 'did:x:' || repeat('y', 8187)),
	(4, 'did_url', 'did:web:mill.example#key-1'),
	(5, 'did_url', 'did:web:mill.example#a#b'),
	(6, 'credential', '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{}}'),
	(7, 'credential', '{"a":1,"a":2}'),
	(8, 'credential', '{}'),
	(9, 'credential', 'a.b.c'),
	(10, 'credential', repeat('{"a":', 200));
SELECT no, kind, pg_input_is_valid(t, 'custody.' || kind) FROM value ORDER BY no;
SELECT no, i.* FROM value, pg_input_error_info(t, 'custody.' || kind) AS i
WHERE i.message IS NOT NULL ORDER BY no;
\else
\echo the server has no soft errors
\endif
