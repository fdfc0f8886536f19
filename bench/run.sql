-- Benchmarks of verification and accessors, as ratios inside one server.
-- Run by in-server, in the folder of the generated documents, with variables
-- :module (the yardstick module), :peer (is there one?), :machine and :json
-- (where the figures go).  The last query prints the figures.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT format('ALTER DATABASE %I SET search_path = custody, public', current_database()) \gexec
SET search_path = custody, public;
CREATE SCHEMA bench;
CREATE FUNCTION bench.ed25519(message bytea, signature bytea, key bytea) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 AS :'module', 'yardstick_ed25519';
CREATE FUNCTION bench.es384(digest bytea, signature bytea, key bytea) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 AS :'module', 'yardstick_es384';

-- Milliseconds of one execution.  The answer must be what is expected: a
-- benchmark of a wrong answer is worth nothing.
CREATE FUNCTION bench.ms(query text, expected bigint) RETURNS float8
	LANGUAGE plpgsql AS $$
DECLARE
	start timestamptz := clock_timestamp();
	answer bigint;
BEGIN
	EXECUTE query INTO answer;
	IF answer IS DISTINCT FROM expected THEN
		RAISE EXCEPTION 'wrong answer % instead of %: %', answer, expected, query;
	END IF;
	RETURN extract(epoch FROM clock_timestamp() - start) * 1000;
END $$;

CREATE FUNCTION bench.median(samples float8[]) RETURNS float8 LANGUAGE sql
	RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s) FROM unnest(samples) s);

-- Median over rounds of the time of a over the time of b, per row of each,
-- taken in turns so that a drifting machine drifts for both.
CREATE FUNCTION bench.ratio(a text, rows_a bigint, b text, rows_b bigint, rounds int DEFAULT 9)
	RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	ratios float8[] := '{}';
BEGIN
	PERFORM bench.ms(a, rows_a), bench.ms(b, rows_b);
	FOR i IN 1..rounds LOOP
		ratios := ratios || (bench.ms(a, rows_a) / rows_a) / (bench.ms(b, rows_b) / rows_b);
	END LOOP;
	RETURN bench.median(ratios);
END $$;

CREATE TABLE bench.figure (no serial, name text, value numeric, unit text, comparison text, bar numeric);
CREATE PROCEDURE bench.note(name text, value float8, unit text, comparison text, bar numeric)
	LANGUAGE sql AS $$
	INSERT INTO bench.figure (name, value, unit, comparison, bar)
	VALUES (name, round(value::numeric, 2), unit, comparison, bar)
$$;

-- --- documents --------------------------------------------------------------
CREATE TABLE bench.unit_ed25519 (message bytea, signature bytea, key bytea);
CREATE TABLE bench.unit_es384 (digest bytea, signature bytea, key bytea);
CREATE TABLE bench.jwt_eddsa_1k (doc credential);
CREATE TABLE bench.jwt_eddsa_6k (doc credential);
CREATE TABLE bench.jcs_eddsa_1k (doc credential);
CREATE TABLE bench.jcs_eddsa_6k (doc credential);
CREATE TABLE bench.jwt_es256_1k (doc credential);
CREATE TABLE bench.jwt_es384_1k (doc credential);
CREATE TABLE bench.many (doc credential);
CREATE TABLE bench.many_unit (message bytea, signature bytea, key bytea);
CREATE TABLE bench.accessor (doc credential, octets text);
CREATE TABLE bench.rdfc_full_1k (doc credential, no serial PRIMARY KEY);
CREATE TABLE bench.rdfc_full_4k (doc credential, no serial PRIMARY KEY);
CREATE TABLE bench.rdfc_full_16k (doc credential, no serial PRIMARY KEY);
CREATE TABLE bench.rdfc_small_1k (doc credential, no serial PRIMARY KEY);
\copy bench.unit_ed25519 FROM 'unit-ed25519'
\copy bench.unit_es384 FROM 'unit-es384'
\copy bench.jwt_eddsa_1k FROM 'jwt-eddsa-1k'
\copy bench.jwt_eddsa_6k FROM 'jwt-eddsa-6k'
\copy bench.jcs_eddsa_1k FROM 'jcs-eddsa-1k'
\copy bench.jcs_eddsa_6k FROM 'jcs-eddsa-6k'
\copy bench.jwt_es256_1k FROM 'jwt-es256-1k'
\copy bench.jwt_es384_1k FROM 'jwt-es384-1k'
\copy bench.many FROM 'many'
\copy bench.many_unit FROM 'many-unit'
\copy bench.rdfc_full_1k (doc) FROM 'rdfc-full-1k'
\copy bench.rdfc_full_4k (doc) FROM 'rdfc-full-4k'
\copy bench.rdfc_full_16k (doc) FROM 'rdfc-full-16k'
\copy bench.rdfc_small_1k (doc) FROM 'rdfc-small-1k'
\copy bench.accessor (octets) FROM 'jcs-eddsa-4k'
UPDATE bench.accessor SET doc = octets;
VACUUM ANALYZE;

-- --- verification, in units of one Ed25519 check -----------------------------
SET max_parallel_workers_per_gather = 0;
DO $$
DECLARE
	unit CONSTANT text := 'SELECT count(*) FROM bench.unit_ed25519 WHERE bench.ed25519(message, signature, key)';
	t record;
BEGIN
	FOR t IN SELECT * FROM (VALUES
		('verify_vc_jwt_eddsa_1k', 'jwt_eddsa_1k', 1.5),
		('verify_vc_jwt_eddsa_6k', 'jwt_eddsa_6k', 2.0),
		('verify_eddsa_jcs_1k', 'jcs_eddsa_1k', 1.5),
		('verify_eddsa_jcs_6k', 'jcs_eddsa_6k', 2.0),
		('verify_vc_jwt_es256_1k', 'jwt_es256_1k', 1.8),
		('verify_eddsa_rdfc_1k', 'rdfc_full_1k', 1.7),
		('verify_eddsa_rdfc_4k', 'rdfc_full_4k', 2.5),
		('verify_eddsa_rdfc_16k', 'rdfc_full_16k', 5.0)) v (name, source, bar)
	LOOP
		CALL bench.note(t.name,
			bench.ratio(format($q$SELECT count(*) FROM bench.%I WHERE verify(doc, at => '2026-06-01')$q$, t.source),
						2000, unit, 2000), 'x', '<=', t.bar);
	END LOOP;
	CALL bench.note('verify_vc_jwt_es384_1k',
		bench.ratio($q$SELECT count(*) FROM bench.jwt_es384_1k WHERE verify(doc, at => '2026-06-01')$q$, 1000,
					'SELECT count(*) FROM bench.unit_es384 WHERE bench.es384(digest, signature, key)', 1000, 3),
		'raw_es384', '<=', 1.1);
END $$;

-- --- one row a statement: prepared, over the socket ---------------------------
CREATE TABLE bench.sample (kind text DEFAULT 'new', value float8);
\copy bench.sample (value) FROM PROGRAM './single "SELECT issuer(doc) FROM bench.rdfc_full_1k WHERE no = :id" 10000'
UPDATE bench.sample SET kind = 'single_row_bare_1k' WHERE kind = 'new';
\copy bench.sample (value) FROM PROGRAM './single "SELECT verify(doc, at => date ''2026-06-01'') FROM bench.rdfc_full_1k WHERE no = :id" 10000'
UPDATE bench.sample SET kind = 'single_row_eddsa_rdfc_1k' WHERE kind = 'new';
\copy bench.sample (value) FROM PROGRAM './single "SELECT verify(doc, at => date ''2026-06-01'') FROM bench.rdfc_full_4k WHERE no = :id" 10000'
UPDATE bench.sample SET kind = 'single_row_eddsa_rdfc_4k' WHERE kind = 'new';
DO $$
DECLARE
	units float8[] := '{}';
	s record;
BEGIN
	FOR i IN 1..9 LOOP
		units := units || bench.ms('SELECT count(*) FROM bench.unit_ed25519 WHERE bench.ed25519(message, signature, key)', 2000) / 2000;
	END LOOP;
	FOR s IN SELECT kind, value FROM bench.sample LOOP
		CALL bench.note(s.kind, s.value / bench.median(units), 'x', NULL, NULL);
	END LOOP;
END $$;

-- --- first verification of a backend ------------------------------------------
TRUNCATE bench.sample;
\ir first.sql
\ir first.sql
\ir first.sql
\ir first.sql
\ir first.sql
\ir first.sql
\ir first.sql
SELECT bench.median(array_agg(value)) AS first FROM bench.sample \gset
CALL bench.note('first_verification_4k', :first, 'ms', '<=', 15);

-- --- beside the peer ----------------------------------------------------------
-- How often the time of ours goes into the time of the peer, one document each;
-- ours is taken before and after.
CREATE FUNCTION bench.us(source text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE samples float8[] := '{}';
BEGIN
	FOR i IN 1..5 LOOP
		samples := samples || bench.ms(format($q$SELECT count(*) FROM bench.%I WHERE verify(doc, at => '2026-06-01')$q$, source), 2000) / 2;
	END LOOP;
	RETURN bench.median(samples);
END $$;
SET max_parallel_workers_per_gather = 0;
\if :peer
TRUNCATE bench.sample;
SELECT bench.us('rdfc_small_1k') AS before \gset
\copy bench.sample (value) FROM PROGRAM './peer rdfc-small-1k 500'
SELECT value / ((:before + bench.us('rdfc_small_1k')) / 2) AS times FROM bench.sample \gset
CALL bench.note('node_eddsa_rdfc_1k_small_context', :times, 'times_slower', '>=', 20);
TRUNCATE bench.sample;
SELECT bench.us('rdfc_full_4k') AS before \gset
\copy bench.sample (value) FROM PROGRAM './peer rdfc-full-4k 15'
SELECT value / ((:before + bench.us('rdfc_full_4k')) / 2) AS times FROM bench.sample \gset
CALL bench.note('node_eddsa_rdfc_4k_full_context', :times, 'times_slower', '>=', 100);
\endif

-- --- leader and one worker over 100,000 credentials --------------------------
CREATE FUNCTION bench.planned_workers(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN coalesce((regexp_match(plan::text, '"Workers Planned": ([0-9]+)'))[1]::int, 0);
END $$;
DO $$
DECLARE
	ours CONSTANT text := $q$SELECT count(*) FROM bench.many WHERE verify(doc, at => '2026-06-01')$q$;
	bare CONSTANT text := 'SELECT count(*) FROM bench.many_unit WHERE bench.ed25519(message, signature, key)';
	rounds CONSTANT int := 3;
	gain_ours float8[] := '{}';
	gain_bare float8[] := '{}';
	alone float8;
BEGIN
	SET max_parallel_workers_per_gather = 1;
	CALL bench.note('verify_parallel_workers', bench.planned_workers(ours), 'workers', '>=', 1);
	IF bench.planned_workers(bare) <> 1 THEN
		RAISE EXCEPTION 'the bare check has no parallel plan to compare with';
	END IF;
	FOR i IN 1..rounds LOOP
		SET max_parallel_workers_per_gather = 0;
		alone := bench.ms(ours, 100000);
		SET max_parallel_workers_per_gather = 1;
		gain_ours := gain_ours || alone / bench.ms(ours, 100000);
		SET max_parallel_workers_per_gather = 0;
		alone := bench.ms(bare, 100000);
		SET max_parallel_workers_per_gather = 1;
		gain_bare := gain_bare || alone / bench.ms(bare, 100000);
	END LOOP;
	CALL bench.note('verify_parallel_speedup', bench.median(gain_ours) / bench.median(gain_bare),
		'of_bare', '>=', 0.9);
END $$;

-- --- accessors on stored 4 KB credentials against text::jsonb -----------------
SET max_parallel_workers_per_gather = 0;
DO $$
DECLARE
	t record;
	storage text;
BEGIN
	FOREACH storage IN ARRAY ARRAY['extended', 'external'] LOOP
		EXECUTE format('ALTER TABLE bench.accessor ALTER doc SET STORAGE %s, ALTER octets SET STORAGE %s', storage, storage);
		UPDATE bench.accessor SET doc = (octets || ' ')::credential, octets = octets || ' ';
		FOR t IN SELECT * FROM (VALUES
			('issuer', $q$(octets::jsonb) ->> 'issuer'$q$),
			('id', $q$(octets::jsonb) ->> 'id'$q$),
			('valid_from', $q$((octets::jsonb) ->> 'validFrom')::timestamptz$q$),
			('types', $q$(octets::jsonb) -> 'type'$q$)) v (accessor, plain)
		LOOP
			CALL bench.note(format('accessor_%s_%s', t.accessor, storage),
				bench.ratio(format('SELECT count(%s) FROM bench.accessor', t.plain), 2000,
							format('SELECT count(%I(doc)) FROM bench.accessor', t.accessor), 2000, 5),
				'times_faster', '>=', 10);
		END LOOP;
	END LOOP;
END $$;

\pset format unaligned
\pset tuples_only on
SELECT CASE WHEN bar IS NULL THEN format('%s: %s %s', name, value, unit)
			ELSE format('%s: %s %s (bar %s %s) %s', name, value, unit, comparison, bar,
						CASE WHEN CASE comparison WHEN '<=' THEN value <= bar ELSE value >= bar END THEN 'ok' ELSE 'SHORT' END) END
  FROM bench.figure ORDER BY no;
\o :json
SELECT jsonb_pretty(jsonb_build_object(
	'date', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 'machine', :'machine',
	'server', current_setting('server_version'),
	'figures', (SELECT jsonb_agg(jsonb_build_object('name', name, 'value', value, 'unit', unit,
			'comparison', comparison, 'bar', bar) ORDER BY no) FROM bench.figure)));
