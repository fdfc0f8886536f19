-- jcs, multibase_encode, multibase_decode.
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

-- RFC 8785: order by UTF-16 code units, numbers as ECMAScript writes them
CREATE TEMP TABLE document (no int, j json);
INSERT INTO document VALUES
	(1, '{"b": 1, "a": [ 2, {"d": null, "c": true} ]}'),
	(2, '[0, -0, 1e0, 1.0, 10e-1, 0.1, 1e21, 1e20, 123456789012345678901, 1e-7, 0.000001, 5e-324, 1.7976931348623157e308]'),
	(3, '"\u20ac$\u000f\u000aA''\u0042\u0022\u005c\\\"\/"'),
	(4, '{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7}'),
	(5, '{}'),
	(6, ' [ ] '),
	(7, 'null'),
	(8, json_build_object('long', repeat('x', 10000)));
SELECT no, left(jcs(j), 120) AS jcs FROM document ORDER BY no;
SELECT length(jcs(j)) FROM document WHERE no = 8;
SELECT jcs('{"literal": 1.50}');
SELECT count(*) AS unstable FROM document WHERE jcs(jcs(j)::json) <> jcs(j);

CREATE TEMP TABLE bad (no int, j json);
INSERT INTO bad VALUES
	(1, '{"a": 1, "a": 2}'),
	(2, '{"a": 1, "\u0061": 2}'),
	(3, '"\ud83d"'),
	(4, '"\ude00\ud83d"'),
	(5, '"a\u0000b"'),
	(6, '[1e400]'),
	(7, '[-1e309]');
SELECT no, pg_temp.why(format('SELECT jcs(j) FROM bad WHERE no = %s', no)) FROM bad ORDER BY no;

-- multibase
CREATE TEMP TABLE octets (b bytea);
INSERT INTO octets VALUES (''), ('\x00'), ('\x0000ff'), ('hello world'), (decode(repeat('5a', 100), 'hex'));
SELECT base, multibase_encode(b, base) FROM octets,
	unnest(ARRAY['base16', 'base32', 'base58btc', 'base64', 'base64url']) AS base
WHERE length(b) < 20 ORDER BY length(b), base;
SELECT count(*) AS differing FROM octets,
	unnest(ARRAY['base16', 'base32', 'base58btc', 'base64', 'base64url']) AS base
WHERE multibase_decode(multibase_encode(b, base)) <> b;
SELECT multibase_encode('hello world') = multibase_encode('hello world', 'base58btc') AS same;
SELECT multibase_decode(t) FROM (VALUES (1, 'f68656c6c6f'), (2, 'F68656C6C6F'), (3, 'zCn8eVZg'),
	(4, 'uaGVsbG8'), (5, 'maGVsbG8'), (6, 'MaGVsbG8='), (7, 'UaGVsbG8=')) AS v (no, t) ORDER BY no;
SELECT t, pg_temp.why(format('SELECT multibase_decode(%L)', t))
FROM (VALUES (1, ''), (2, 'q'), (3, 'f6'), (4, 'f6g'), (5, 'z0'), (6, 'uaGVsbG8='), (7, 'uaGVsbG9'),
	(8, 'MaGVsbG8'), (9, 'hello')) AS v (no, t) ORDER BY no;
SELECT pg_temp.why($$SELECT multibase_encode('x', 'base99')$$);
SELECT pg_temp.why($$SELECT multibase_encode('x', '')$$);
