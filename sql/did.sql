-- Types did and did_url: what they take and refuse, casts, parts, binary form.
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

-- DIDs, stored
CREATE TEMP TABLE good (no int, d did);
INSERT INTO good VALUES
	(1, 'did:web:mill.example'),
	(2, 'did:web:mill.example%3A8443:plants:gary'),
	(3, 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'),
	(4, 'did:a1:x'),
	(5, 'did:x:a:b:c'),
	(6, 'did:x::y'),
	(7, 'did:x:a.b-c_d%20%C3%A9'),
	(8, ('did:x:' || repeat('y', 8000))::did);
SELECT no, left(d::text, 50) AS did, method(d), left(method_specific_id(d), 40) AS id
FROM good ORDER BY no;
SELECT method('did:web:mill.example'), method_specific_id('did:web:mill.example');

-- what is no DID
CREATE TEMP TABLE bad (no int, t text);
INSERT INTO bad VALUES
	(1, ''),
	(2, 'did'),
	(3, 'did:'),
	(4, 'did:web'),
	(5, 'did:web:'),
	(6, 'did::x'),
	(7, 'DID:web:mill.example'),
	(8, 'did:Web:mill.example'),
	(9, 'did:we-b:mill.example'),
	(10, ' did:web:mill.example'),
	(11, 'did:web:mill.example '),
	(12, 'did:web:mill.example/path'),
	(13, 'did:web:mill.example?query'),
	(14, 'did:web:mill.example#key-1'),
	(15, 'did:web:mill.example:'),
	(16, 'did:web:mill.example%'),
	(17, 'did:web:mill.example%2'),
	(18, 'did:web:mill.example%zz'),
	(19, 'did:web:m' || chr(252) || 'hle.example'),
	(20, 'did:web:mill.example' || chr(10)),
	(21, 'https://mill.example/'),
	(22, 'did:x:' || repeat('y', 8187));
SELECT no, left(t, 30) AS text, pg_temp.why(format('SELECT %L::did', t)) AS literal
FROM bad ORDER BY no;
-- the same, through the cast from text and from varchar
SELECT count(*) FROM bad
WHERE pg_temp.why(format('SELECT t::did FROM bad WHERE no = %s', no)) !~ '^(22P02|54000)'
	OR pg_temp.why(format('SELECT t::varchar::did FROM bad WHERE no = %s', no)) !~ '^(22P02|54000)';

-- casts: assignment only
CREATE TEMP TABLE casts (d did, u did_url, t text, v varchar);
INSERT INTO casts (d) SELECT 'did:web:mill.example'::text;
INSERT INTO casts (d) SELECT 'did:web:mill.example'::varchar;
INSERT INTO casts (u) SELECT 'did:web:mill.example/heat/61316'::text;
INSERT INTO casts (u) SELECT 'did:web:mill.example/heat/61316'::varchar;
INSERT INTO casts (t, v) SELECT d, d FROM good WHERE no = 1;
INSERT INTO casts (t, v, d) SELECT u, u, u FROM casts WHERE u IS NOT NULL;
INSERT INTO casts (u) SELECT d FROM good WHERE no = 1;
SELECT * FROM casts;
-- without the detail, which is the server's and new in 19
SELECT split_part(pg_temp.why($$SELECT length(d) FROM good$$), ' | ', 2) AS why;
SELECT split_part(pg_temp.why($$SELECT 1 FROM good WHERE d = 'did:web:mill.example'::text$$), ' | ', 2) AS why;

-- DID URLs
CREATE TEMP TABLE url (no int, u did_url);
INSERT INTO url VALUES
	(1, 'did:web:mill.example'),
	(2, 'did:web:mill.example#key-1'),
	(3, 'did:web:mill.example/heat/61316'),
	(4, 'did:web:mill.example/heat/61316?version=2&x=/?'),
	(5, 'did:web:mill.example?service=files&relativeRef=%2Fa'),
	(6, 'did:web:mill.example/?#'),
	(7, 'did:web:mill.example//a/./b@:!$&''()*+,;=#/?'),
	(8, 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK');
SELECT no, u::did AS did, url_path(u), url_query(u), url_fragment(u) FROM url ORDER BY no;
SELECT method(u::did) FROM url WHERE no = 8;
SELECT url_fragment('did:web:mill.example#key-1');
CREATE TEMP TABLE bad_url (no int, t text);
INSERT INTO bad_url VALUES
	(1, ''),
	(2, 'did:web:'),
	(3, '#key-1'),
	(4, 'did:web:mill.example#key 1'),
	(5, 'did:web:mill.example#a#b'),
	(6, 'did:web:mill.example/a%2'),
	(7, 'did:web:mill.example?a[1]'),
	(8, 'did:web:mill.example/' || chr(233)),
	(9, 'https://mill.example/#key-1'),
	(10, 'did:web:mill.example/' || repeat('x', 8172));
SELECT no, left(t, 40) AS text, pg_temp.why(format('SELECT %L::did_url', t)) AS literal
FROM bad_url ORDER BY no;

-- binary form: octet 1, then the text; read back as COPY BINARY reads it
SELECT did_send(d), did_url_send(d::did_url) FROM good WHERE no = 4;
CREATE FUNCTION pg_temp.receive(wire bytea, kind regtype) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	result text;
	file bytea = '\x5047434f50590aff0d0a00'::bytea || int4send(0) || int4send(0)
		|| int2send(1::int2) || int4send(length(wire)) || wire
		|| int2send((-1)::int2);
BEGIN
	EXECUTE format('CREATE TEMP TABLE received (value %s)', kind);
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
SELECT count(*) AS differing FROM good
WHERE pg_temp.receive(did_send(d), 'did') <> d::text;
SELECT count(*) AS differing FROM url
WHERE pg_temp.receive(did_url_send(u), 'did_url') <> u::text;
SELECT pg_temp.receive(wire, 'did') AS as_did,
	pg_temp.receive(wire, 'did_url') AS as_did_url
FROM (VALUES
	(1, ''::bytea),
	(2, '\x00' || 'did:a:b'::bytea),
	(3, '\x02' || 'did:a:b'::bytea),
	(4, '\x01'),
	(5, '\x01' || 'did:a:'::bytea),
	(6, '\x01' || 'did:a:b'::bytea || '\x00'),
	(7, '\x01' || 'did:a:b#c#'::bytea),
	(8, '\x01' || 'did:a:'::bytea || '\xff')) AS w (no, wire)
ORDER BY no;
