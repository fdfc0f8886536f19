-- What lies on disk never changes (doc/on-disk-format.md), and a value that is
-- not ours is an error and nothing worse.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;
BEGIN;

-- a look behind the varlena header, which no user of the types has
CREATE CAST (credential AS did) WITHOUT FUNCTION;
CREATE CAST (did_url AS bytea) WITHOUT FUNCTION;
CREATE CAST (did AS bytea) WITHOUT FUNCTION;
CREATE CAST (bytea AS did) WITHOUT FUNCTION;
CREATE CAST (did AS credential) WITHOUT FUNCTION;

CREATE TEMP TABLE pinned (d did, u did_url, c credential);
INSERT INTO pinned VALUES ('did:web:mill.example', 'did:web:mill.example/heat/61316#a',
	'{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:x:1","type":["VerifiableCredential","MillTestReport"],"issuer":"did:web:mill.example","validFrom":"2026-01-02T03:04:05Z","validUntil":"2027-01-02T03:04:05Z","credentialSubject":{}}');
SELECT pg_column_size(d) AS size, d::bytea FROM pinned;
SELECT pg_column_size(u) AS size, u::bytea FROM pinned;
CREATE TEMP TABLE raw AS SELECT c::did::bytea AS b FROM pinned;
SELECT pg_column_size(c) AS size, length(b) FROM pinned, raw;
SELECT i * 32 AS "offset", substr(b, 1 + i * 32, 32) AS octets
FROM raw, generate_series(0, (length(b) - 1) / 32) AS i ORDER BY i;

-- damage: every octet changed, every length cut off
CREATE FUNCTION pg_temp.use(b bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	x credential = b::did::credential;
BEGIN
	PERFORM id(x), issuer(x), types(x), valid_from(x), valid_until(x), form(x),
		digest(x), content_digest(x), x = x, credential_hash(x);
	PERFORM x::text, x::bytea, credential_send(x);
	PERFORM x::jsonb, subject(x), subject_ids(x), cryptosuites(x),
		verification_methods(x);
	RETURN 'read';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT pg_temp.use(b) FROM raw;
CREATE FUNCTION pg_temp.issuer_of(c credential) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN issuer(c);
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
CREATE TEMP TABLE long AS
	SELECT replace(c::text, '{}', '{"filler":"' || repeat('x', 10000) || '"}')::credential::did::bytea AS b FROM pinned;
CREATE TEMP TABLE damage (what text, result text);
INSERT INTO damage
	SELECT 'changed', pg_temp.use(set_byte(b, i, get_byte(b, i) # mask))
	FROM raw, generate_series(0, length(b) - 1) AS i, unnest(ARRAY[1, 128, 255]) AS mask;
INSERT INTO damage
	SELECT 'cut', pg_temp.use(substr(b, 1, n)) FROM raw, generate_series(0, length(b) - 1) AS n;
SELECT what, result, count(*) FROM damage
WHERE result NOT IN ('read', 'XX001') GROUP BY 1, 2;
SELECT result, count(*) FROM damage WHERE what = 'cut' GROUP BY 1;
-- a version of the format that is not ours is named as damage
SELECT pg_temp.use(set_byte(b, 0, get_byte(b, 0) + 1)) FROM raw;
-- the same where the value is fetched in parts
CREATE TEMP TABLE toasted (name text, c credential);
INSERT INTO toasted
	SELECT 'whole', b::did::credential FROM long
	UNION ALL SELECT 'version', set_byte(b, 0, 2)::did::credential FROM long
	UNION ALL SELECT 'header size', set_byte(b, 84, 255)::did::credential FROM long
	UNION ALL SELECT 'header size', set_byte(b, 85, 1)::did::credential FROM long
	UNION ALL SELECT 'header size', set_byte(b, 87, 255)::did::credential FROM long
	UNION ALL SELECT 'types', set_byte(b, 119, 1)::did::credential FROM long;
SELECT name, pg_temp.use(c::did::bytea) AS all_functions, pg_temp.issuer_of(c) AS issuer FROM toasted;
-- octets of another type
SELECT pg_temp.use('did:web:mill.example');
ROLLBACK;
