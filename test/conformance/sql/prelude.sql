-- Helpers of run.pl's cases; all in pg_temp.
SET client_min_messages = warning;
SET search_path = custody, public;
CREATE TABLE pg_temp.conformance (no int, ok boolean, note text);

CREATE FUNCTION pg_temp.reads(type_name text, input text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT %L::custody.%I', input, type_name);
	RETURN true;
EXCEPTION WHEN invalid_text_representation THEN RETURN false;
END $$;

-- --- DID documents -----------------------------------------------------------
CREATE FUNCTION pg_temp.method_has(document jsonb, id text, key_hex text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT EXISTS (SELECT FROM jsonb_array_elements(document -> 'verificationMethod') m
	                   WHERE m ->> 'id' = id AND m ->> 'controller' = document ->> 'id'
	                     AND strpos(encode(custody.multibase_decode(m ->> 'publicKeyMultibase'), 'hex'), key_hex) > 0) $$;
CREATE FUNCTION pg_temp.relation(document jsonb, name text) RETURNS text[] LANGUAGE sql AS
	$$ SELECT coalesce(array_agg(v ORDER BY v COLLATE "C"), '{}') FROM jsonb_array_elements_text(document -> name) v $$;

-- --- credentials -------------------------------------------------------------
-- NULL when it is none: a document that is refused is not a good one either.
CREATE FUNCTION pg_temp.credential(input text) RETURNS custody.credential LANGUAGE plpgsql AS $$
BEGIN
	RETURN input::custody.credential;
EXCEPTION WHEN invalid_text_representation OR feature_not_supported THEN RETURN NULL;
END $$;
CREATE FUNCTION pg_temp.signature(input text, key text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT verify_signature(pg_temp.credential(input), key) $$;
CREATE FUNCTION pg_temp.structure(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_and(passed) FROM checks(pg_temp.credential(input)) WHERE part = 'structure' $$;
CREATE FUNCTION pg_temp.verifies(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT coalesce(verify(pg_temp.credential(input), at => '2026-06-01'), false)
	     FROM (SELECT 1) one WHERE pg_temp.credential(input) IS NOT NULL
	   UNION ALL SELECT false WHERE pg_temp.credential(input) IS NULL $$;
CREATE FUNCTION pg_temp.proven(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_and(passed) FROM checks(pg_temp.credential(input)) WHERE part IN ('structure', 'proof', 'key', 'validity') $$;
-- Whether all proofs hold, whosoever they are.
CREATE FUNCTION pg_temp.proofs(input text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_and(passed) FROM checks(pg_temp.credential(input), at => '2026-06-01')
	    WHERE name = 'the proof holds' $$;
-- Whether checks answers "cannot tell" somewhere, with this code.
CREATE FUNCTION pg_temp.unknown(input text, wanted text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_or(code = wanted AND passed IS NULL) FROM checks(pg_temp.credential(input), at => '2026-06-01') $$;

-- --- contexts ----------------------------------------------------------------
-- One bundle for each folder of contexts.
CREATE TABLE pg_temp.context (no serial, bundle text, iri text, document text, PRIMARY KEY (bundle, iri));

-- Those of a bundle that the document names, as verify_signature takes them.
CREATE FUNCTION pg_temp.contexts_of(input text, source text) RETURNS jsonb LANGUAGE sql AS
	$$ SELECT coalesce(jsonb_object_agg(iri, document::jsonb), '{}') FROM pg_temp.context
	    WHERE bundle = source AND (input::jsonb -> '@context') ? iri $$;
CREATE FUNCTION pg_temp.signature_under(input text, key text, source text) RETURNS boolean LANGUAGE sql AS
	$$ SELECT verify_signature(pg_temp.credential(input), key, pg_temp.contexts_of(input, source)) $$;

-- Registers one context, or a whole bundle.  What is refused is said and left
-- out; the cases that need it then fail.
CREATE PROCEDURE pg_temp.register(source text, wanted text, iri text DEFAULT NULL,
		signed_during tstzrange DEFAULT NULL) LANGUAGE plpgsql AS $$
DECLARE c record;
BEGIN
	FOR c IN SELECT * FROM pg_temp.context t WHERE t.bundle = source AND t.iri = coalesce(wanted, t.iri)
		 ORDER BY no LOOP
		BEGIN
			PERFORM custody.register_context(coalesce(register.iri, c.iri), c.document,
				signed_during => register.signed_during);
		EXCEPTION WHEN OTHERS THEN
			RAISE WARNING 'context % of %: % %', c.iri, source, SQLSTATE, SQLERRM;
		END;
	END LOOP;
END $$;

-- --- signed documents whose claims are changed -------------------------------
-- When somebody could first rely on it: a day after it was signed and issued.
CREATE FUNCTION pg_temp.reliance(document jsonb) RETURNS timestamptz LANGUAGE sql AS
	$$ SELECT greatest((document ->> 'issuanceDate')::timestamptz,
	                   (document #>> '{proof,created}')::timestamptz) + interval '1 day' $$;
CREATE FUNCTION pg_temp.good(document jsonb, options jsonb DEFAULT '{}') RETURNS boolean LANGUAGE sql AS
	$$ SELECT verify(document::text::credential, at => pg_temp.reliance(document), options => good.options) $$;
CREATE FUNCTION pg_temp.assumed_version(document jsonb) RETURNS boolean LANGUAGE sql AS
	$$ SELECT bool_or(code = 'context_version_assumed')
	     FROM checks(document::text::credential, at => pg_temp.reliance(document)) $$;

-- False, or refused on input; and false for the proof's own sake, so that an
-- ended validity or the like does not stand in for the signature.
CREATE FUNCTION pg_temp.forged(document jsonb, at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE c custody.credential := pg_temp.credential(document::text);
BEGIN
	RETURN c IS NULL OR (custody.verify(c, at => forged.at) IS FALSE
		AND EXISTS (SELECT FROM custody.checks(c, at => forged.at) WHERE part = 'proof' AND passed IS FALSE));
END $$;

-- Paths of all values in the document that are neither array nor object; the
-- proof and the contexts left out.
CREATE FUNCTION pg_temp.leaves(document jsonb) RETURNS TABLE (path text[], value jsonb) LANGUAGE sql AS $$
	WITH RECURSIVE walk (path, value) AS (
		SELECT '{}'::text[], document - 'proof' - '@context'
		UNION ALL
		SELECT w.path || c.name, c.value
		  FROM walk w CROSS JOIN LATERAL (
			SELECT * FROM jsonb_each(CASE jsonb_typeof(w.value) WHEN 'object' THEN w.value ELSE '{}' END)
			UNION ALL
			SELECT (a.n - 1)::text, a.value
			  FROM jsonb_array_elements(CASE jsonb_typeof(w.value) WHEN 'array' THEN w.value ELSE '[]' END)
			       WITH ORDINALITY a (value, n)) c (name, value))
	SELECT path, value FROM walk WHERE jsonb_typeof(value) NOT IN ('object', 'array') $$;

-- Another value of the same type; a date stays one.
CREATE FUNCTION pg_temp.other(value jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT CASE jsonb_typeof(value)
		WHEN 'number' THEN to_jsonb(value::numeric + 1)
		WHEN 'boolean' THEN to_jsonb(NOT value::boolean)
		WHEN 'null' THEN '"x"'
		ELSE to_jsonb(CASE WHEN value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T'
			THEN overlay(value #>> '{}' PLACING ((substr(value #>> '{}', 4, 1)::int + 9) % 10)::text FROM 4 FOR 1)
			ELSE (value #>> '{}') || 'x' END) END $$;

-- --- canonical forms ---------------------------------------------------------
-- What the error says when a document is refused, else NULL.
CREATE FUNCTION pg_temp.refusal(document text, options jsonb DEFAULT '{}') RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text; detail text;
BEGIN
	PERFORM custody.canonize(document::json, options => refusal.options);
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN message || ' ' || detail;
END $$;
