-- Soft errors of types item and entry_number, which the server has since version
-- 16; the alternative expected file is for 15.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;

SELECT current_setting('server_version_num')::int >= 160000 AS has_soft_errors \gset
\if :has_soft_errors
CREATE TEMP TABLE given (no int, t text);
INSERT INTO given VALUES
	(1, 'did:web:mill.example/heat/61316'),
	(2, 'urn:epc:id:sgtin:0614141.107346.2018'),
	(3, 'https://id.gs1.org/01/10614141073465'),
	(4, '61316'),
	(5, 'a:' || repeat('b', 2047));
SELECT no, i.message, i.sql_error_code
FROM given, pg_input_error_info(t, 'custody.item') AS i ORDER BY no;
SELECT pg_input_is_valid('SP3-1234567-8', 'custody.entry_number') AS good, pg_input_is_valid(' ', 'custody.entry_number') AS bad;
\else
\echo the server has no soft errors
\endif
