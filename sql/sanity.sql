-- Rules that every object of the extension keeps.  Each query lists what breaks
-- one: zero rows is the only good answer.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_custody;
RESET client_min_messages;
SET search_path = custody, public;

CREATE TEMP VIEW member AS
	SELECT classid, objid FROM pg_depend
	WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
		AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'pg_custody');
CREATE TEMP VIEW fn AS
	SELECT p.*, p.oid::regprocedure AS signature, l.lanname
	FROM pg_proc AS p JOIN pg_language AS l ON l.oid = prolang
		JOIN member ON classid = 'pg_proc'::regclass AND objid = p.oid;
-- if these were empty, everything below would be too
SELECT count(*) > 100 AS functions, count(*) FILTER (WHERE lanname = 'c') > 50 AS in_c FROM fn;
SELECT count(*) > 150 AS members FROM member;

-- comments: members, and the columns of tables and views
SELECT pg_describe_object(classid, objid, 0) AS without_comment
FROM member
WHERE classid NOT IN ('pg_extension'::regclass)
	AND NOT EXISTS (SELECT FROM pg_description AS d
		WHERE d.classoid = classid AND d.objoid = objid AND d.objsubid = 0 AND d.description <> '')
	AND NOT (classid = 'pg_type'::regclass
		AND EXISTS (SELECT FROM pg_type WHERE oid = objid AND (typelem <> 0 AND typcategory = 'A' OR typrelid <> 0)))
	AND NOT (classid = 'pg_class'::regclass
		AND EXISTS (SELECT FROM pg_class WHERE oid = objid AND relkind IN ('i', 'S')))
ORDER BY 1;
SELECT attrelid::regclass AS relation, attname AS column_without_comment
FROM pg_attribute JOIN member ON classid = 'pg_class'::regclass AND objid = attrelid
	JOIN pg_class AS c ON c.oid = attrelid
WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'c')
	AND col_description(attrelid, attnum) IS NULL
ORDER BY 1, 2;
SELECT pg_describe_object('pg_trigger'::regclass, t.oid, 0) AS without_comment
FROM pg_trigger AS t JOIN member ON classid = 'pg_class'::regclass AND objid = tgrelid
WHERE NOT tgisinternal AND obj_description(t.oid, 'pg_trigger') IS NULL ORDER BY 1;
-- operator families that came with their class
SELECT f.opfname, a.amname
FROM pg_opclass AS k JOIN member ON classid = 'pg_opclass'::regclass AND objid = k.oid
	JOIN pg_opfamily AS f ON f.oid = opcfamily JOIN pg_am AS a ON a.oid = opfmethod
WHERE obj_description(f.oid, 'pg_opfamily') IS NULL ORDER BY 1, 2;

-- everything lives in the schema of the extension
SELECT signature FROM fn WHERE pronamespace <> 'custody'::regnamespace;
SELECT oid::regclass FROM pg_class JOIN member ON classid = 'pg_class'::regclass AND objid = oid
WHERE relnamespace <> 'custody'::regnamespace;
SELECT oid::regtype FROM pg_type JOIN member ON classid = 'pg_type'::regclass AND objid = oid
WHERE typnamespace <> 'custody'::regnamespace;

-- types: every input, output, receive and send is there, strict, immutable
SELECT t.typname, signature
FROM pg_type AS t JOIN member ON classid = 'pg_type'::regclass AND objid = t.oid
	JOIN fn ON fn.oid IN (typinput, typoutput, typreceive, typsend)
WHERE typtype = 'b' AND typelem = 0
	AND (NOT proisstrict OR provolatile <> 'i' OR proparallel <> 's');
SELECT t.typname
FROM pg_type AS t JOIN member ON classid = 'pg_type'::regclass AND objid = t.oid
WHERE typtype = 'b' AND typelem = 0
	AND (typreceive = 0 OR typsend = 0 OR typcollation <> 0 OR typalign <> 'i' OR typstorage <> 'x');

-- casts are assignment or explicit; but an entry number is a text to whoever has
-- it in text
SELECT castsource::regtype, casttarget::regtype
FROM pg_cast JOIN member ON classid = 'pg_cast'::regclass AND objid = pg_cast.oid
WHERE castcontext = 'i' AND (castsource, casttarget) <> ('entry_number'::regtype, 'text'::regtype);

-- parallel: whatever is not safe writes; outer_role looks at the session
SELECT signature, proparallel FROM fn
WHERE proparallel <> 's' AND provolatile <> 'v' AND proname <> 'outer_role' ORDER BY 1;
SELECT signature FROM fn
WHERE proparallel = 's' AND provolatile = 'v' ORDER BY 1;
-- PL/pgSQL with an exception block starts a subtransaction: never parallel safe
SELECT signature FROM fn
WHERE lanname = 'plpgsql' AND prosrc ~* '\mexception\M\s+when' AND proparallel = 's';

-- volatility: nothing that knows the clock, the registry or chance is immutable
SELECT signature FROM fn
WHERE provolatile = 'i'
	AND (proname ~ '^(verify|verdict|checks|resolve|trusted|good|ingest|upstream|downstream|tree|link_entry|find_item)$'
		OR proname ~ '^(register|withdraw)_'
		OR lanname IN ('sql', 'plpgsql') AND prosrc || coalesce(pg_get_function_sqlbody(oid), '')
			~* '\m(now|clock_timestamp|current_setting|random|gen_random_uuid|current_user)\M')
ORDER BY 1;
SELECT signature AS immutable_reads_a_table FROM fn
WHERE provolatile = 'i' AND lanname IN ('sql', 'plpgsql')
	AND prosrc || coalesce(pg_get_function_sqlbody(oid), '') ~* '\mfrom\M\s+\(?custody\.'
ORDER BY 1;

-- search_path: nothing is left to the caller's
SELECT signature FROM fn
WHERE lanname = 'sql' AND prosqlbody IS NULL
	AND NOT coalesce(proconfig, '{}') @> ARRAY['search_path=pg_catalog, pg_temp'] ORDER BY 1;
SELECT signature FROM fn
WHERE (lanname NOT IN ('c', 'internal', 'sql') OR prosecdef)
	AND NOT coalesce(proconfig, '{}') @> ARRAY['search_path=pg_catalog, pg_temp'] ORDER BY 1;

-- privileges: PUBLIC reads, and runs what does not write
SELECT signature AS writer_for_everybody FROM fn
WHERE (prosecdef AND provolatile = 'v' OR proname ~ '^(register|withdraw)_')
	AND has_function_privilege('public', oid, 'execute') AND prorettype <> 'trigger'::regtype
ORDER BY 1;
SELECT oid::regclass, p AS writable_by_everybody
FROM pg_class JOIN member ON classid = 'pg_class'::regclass AND objid = oid,
	unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p
WHERE relkind IN ('r', 'p', 'v') AND has_table_privilege('public', oid, p) ORDER BY 1, 2;
SELECT 'custody' AS writable_by_everybody WHERE has_schema_privilege('public', 'custody', 'create');

-- names: no reserved words, no two functions an untyped literal cannot tell apart
SELECT signature, name
FROM fn, LATERAL unnest(proname::text || coalesce(proargnames, '{}')) AS name
	JOIN pg_get_keywords() AS k ON word = name
WHERE catcode = 'R' ORDER BY 1, 2;
SELECT attrelid::regclass, attname
FROM pg_attribute JOIN member ON classid = 'pg_class'::regclass AND objid = attrelid
	JOIN pg_get_keywords() ON word = attname
WHERE attnum > 0 AND catcode = 'R' ORDER BY 1, 2;
CREATE FUNCTION pg_temp.parse(name text, arguments int) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('PREPARE untyped AS SELECT %I(%s)', name,
		array_to_string(array_fill('NULL'::text, ARRAY[arguments]), ', '));
	DEALLOCATE untyped;
	RETURN 'understood';
EXCEPTION WHEN ambiguous_function THEN
	RETURN 'ambiguous';
END
$$;
SELECT DISTINCT proname, n AS arguments
FROM fn, generate_series(greatest(pronargs - pronargdefaults, 1), pronargs) AS n
WHERE prokind IN ('f', 'a') AND prorettype <> 'trigger'::regtype
	AND NOT proargtypes::oid[] @> ARRAY['internal'::regtype::oid]
	AND pg_temp.parse(proname, n) <> 'understood'
ORDER BY 1, 2;

-- operators: partners that name each other, with the types the other way round
SELECT o.oid::regoperator
FROM pg_operator AS o JOIN member ON classid = 'pg_operator'::regclass AND objid = o.oid
	JOIN pg_operator AS c ON c.oid = o.oprcom
WHERE c.oprcom <> o.oid OR c.oprleft <> o.oprright OR c.oprright <> o.oprleft OR c.oprresult <> o.oprresult;
SELECT o.oid::regoperator
FROM pg_operator AS o JOIN member ON classid = 'pg_operator'::regclass AND objid = o.oid
	JOIN pg_operator AS n ON n.oid = o.oprnegate
WHERE n.oprnegate <> o.oid OR n.oprleft <> o.oprleft OR n.oprright <> o.oprright OR n.oid = o.oid;
SELECT o.oid::regoperator
FROM pg_operator AS o JOIN member ON classid = 'pg_operator'::regclass AND objid = o.oid
WHERE oprcode = 0
	OR oprname IN ('=', '<>', '<', '<=', '>', '>=') AND oprleft = oprright
		AND 0 IN (oprcom, oprnegate, oprrest::int, oprjoin::int)
	OR oprname = '=' AND NOT (oprcanhash AND oprcanmerge)
	OR oprname IN ('@>', '@?', '@@') AND 0 IN (oprrest::int, oprjoin::int);
-- an operator is what its function says it is
SELECT o.oid::regoperator, signature
FROM pg_operator AS o JOIN member ON classid = 'pg_operator'::regclass AND objid = o.oid
	JOIN fn ON fn.oid = o.oprcode
WHERE proargtypes[0] <> oprleft OR proargtypes[1] <> oprright OR pronargs <> 2
	OR prorettype <> oprresult OR NOT proisstrict;

-- operator classes: btree with order, sort support; hash with both hashes
CREATE TEMP VIEW class AS
	SELECT k.oid, opcintype::regtype AS type, amname, opcfamily
	FROM pg_opclass AS k JOIN member ON classid = 'pg_opclass'::regclass AND objid = k.oid
		JOIN pg_am AS a ON a.oid = opcmethod;
SELECT type, amname, want AS without_support
FROM class, unnest(CASE amname WHEN 'btree' THEN ARRAY[1, 2] ELSE ARRAY[1, 2] END) AS want
WHERE NOT EXISTS (SELECT FROM pg_amproc WHERE amprocfamily = opcfamily AND amprocnum = want);
SELECT t.typname
FROM pg_type AS t JOIN member ON classid = 'pg_type'::regclass AND objid = t.oid
WHERE typtype = 'b' AND typelem = 0
	AND (SELECT count(*) FROM class WHERE type = t.oid) <> 2;
SELECT type FROM class WHERE NOT amvalidate(oid);

-- comparisons over a hostile corpus, stored: total, antisymmetric, transitive,
-- one with the hash
CREATE TEMP TABLE corpus_did (v did);
INSERT INTO corpus_did
	SELECT DISTINCT t::did FROM (
		SELECT format('did:%s:%s%s', m, i, s) AS t
		FROM unnest(ARRAY['a', 'aa', 'a1', 'b']) AS m,
			unnest(ARRAY['a', 'A', 'a-', 'a.', 'a_', 'a:a', 'a%20', 'a%2F', '1', '10', '2', repeat('a', 7), repeat('a', 8), repeat('a', 300)]) AS i,
			unnest(ARRAY['', '0', 'z']) AS s) AS c;
CREATE TEMP TABLE corpus_did_url (v did_url);
INSERT INTO corpus_did_url
	SELECT DISTINCT t::did_url FROM (
		SELECT v::text || s AS t FROM (SELECT v FROM corpus_did ORDER BY v LIMIT 40) AS d,
			unnest(ARRAY['', '/', '/a', '?', '?a', '#', '#a', '/a?a#a']) AS s) AS c;
CREATE TEMP TABLE corpus_credential (v credential);
INSERT INTO corpus_credential
	SELECT t::credential FROM (
		SELECT format('%s{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:mill.example","credentialSubject":{"n":%s}}', repeat(' ', s), n) AS t
		FROM generate_series(0, 9) AS s, generate_series(1, 15) AS n) AS c;
CREATE TEMP TABLE corpus_item (v item);
INSERT INTO corpus_item
	SELECT DISTINCT (v::text || s)::item FROM (SELECT v FROM corpus_did ORDER BY v LIMIT 40) AS d,
		unnest(ARRAY['', '/heat/1', '/heat/10', '/heat/2', '/heat/%C3%A9', '/coil/1']) AS s;
CREATE TEMP TABLE corpus_entry_number (v entry_number);
INSERT INTO corpus_entry_number
	SELECT DISTINCT (f || n || c)::entry_number FROM unnest(ARRAY['SP3', 'sp3-', 'SP', '', ' A']) AS f,
		unnest(ARRAY['1234567', '1 234567-', '0000000', '123456', repeat('7', 55), '~']) AS n, generate_series(0, 9) AS c;
CREATE FUNCTION pg_temp.disorder(type text, relation text) RETURNS TABLE (rule text, wrong bigint)
LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format($q$
		WITH p AS MATERIALIZED (SELECT a.v AS a, b.v AS b FROM %2$s AS a, %2$s AS b),
			s AS MATERIALIZED (SELECT v, row_number() OVER (ORDER BY v) AS r FROM %2$s)
		SELECT 'exactly one of < = >', count(*) FROM p WHERE (a < b)::int + (a = b)::int + (a > b)::int <> 1
		UNION ALL SELECT 'antisymmetric', count(*) FROM p WHERE sign(%1$s_cmp(a, b)) <> -sign(%1$s_cmp(b, a))
		UNION ALL SELECT 'operators agree', count(*) FROM p
			WHERE (a <= b) <> (NOT b < a) OR (a >= b) <> (NOT a < b) OR (a <> b) = (a = b)
				OR (a < b) <> (%1$s_cmp(a, b) < 0) OR (a = b) <> (%1$s_cmp(a, b) = 0)
		UNION ALL SELECT 'transitive', count(*) FROM s AS x JOIN s AS y ON x.r < y.r WHERE x.v > y.v
		UNION ALL SELECT 'equal is the same text', count(*) FROM p WHERE (a = b) <> (a::text = b::text)
		UNION ALL SELECT 'equal hash alike', count(*) FROM p WHERE a = b
			AND (%1$s_hash(a) <> %1$s_hash(b) OR %1$s_hash_extended(a, 42) <> %1$s_hash_extended(b, 42))
		UNION ALL SELECT 'seed 0 is the short hash', count(*) FROM %2$s
			WHERE (%1$s_hash(v)::bigint & 4294967295) <> (%1$s_hash_extended(v, 0) & 4294967295)
		UNION ALL SELECT 'hash spreads', 1 WHERE (SELECT count(DISTINCT %1$s_hash(v)) * 10 < count(DISTINCT v::text) * 9 FROM %2$s)
		$q$, type, relation);
END
$$;
SELECT type, d.* FROM unnest(ARRAY['did', 'did_url', 'item', 'entry_number', 'credential']) AS type,
	pg_temp.disorder(type, 'corpus_' || type) AS d
WHERE wrong <> 0;
SELECT count(*) > 100 AS enough FROM corpus_did;
SELECT count(*) > 100 AS enough FROM corpus_did_url;
SELECT count(*) > 100 AS enough FROM corpus_item;
SELECT count(*) > 100 AS enough FROM corpus_entry_number;
SELECT count(*) > 100 AS enough FROM corpus_credential;

-- an index finds what a scan of the table finds
CREATE FUNCTION pg_temp.lost(relation text, method text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	lost bigint;
BEGIN
	EXECUTE format('CREATE INDEX lost_index ON %I USING %I (v)', relation, method);
	SET LOCAL enable_seqscan = off;
	EXECUTE format('SELECT count(*) FROM (SELECT v FROM %1$I OFFSET 0) AS s
		WHERE NOT EXISTS (SELECT FROM %1$I AS i WHERE i.v = s.v)', relation) INTO lost;
	RESET enable_seqscan;
	EXECUTE 'DROP INDEX lost_index';
	RETURN lost;
END
$$;
SELECT type, method, lost
FROM unnest(ARRAY['did', 'did_url', 'item', 'entry_number', 'credential']) AS type, unnest(ARRAY['btree', 'hash']) AS method,
	pg_temp.lost('corpus_' || type, method) AS lost
WHERE lost <> 0;
