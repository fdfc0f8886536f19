-- Benchmarks of verification and accessors, as ratios inside one server.
-- Run by ci/bench with variables :data (folder of generated documents) and
-- :module (the yardstick module).  The last query prints the figures.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
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
\cd :data
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
		('verify_vc_jwt_es256_1k', 'jwt_es256_1k', 1.8)) v (name, source, bar)
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
SELECT format('%s: %s %s (bar %s %s) %s', name, value, unit, comparison, bar,
			  CASE WHEN CASE comparison WHEN '<=' THEN value <= bar ELSE value >= bar END THEN 'ok' ELSE 'SHORT' END)
  FROM bench.figure ORDER BY no;
\o :json
SELECT jsonb_pretty(jsonb_build_object(
	'date', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 'machine', :'machine',
	'server', current_setting('server_version'),
	'figures', (SELECT jsonb_agg(jsonb_build_object('name', name, 'value', value, 'unit', unit,
			'comparison', comparison, 'bar', bar) ORDER BY no) FROM bench.figure)));
