-- Registering contexts, for roles that grant_role made a registrar.

CREATE FUNCTION check_context(iri text, document text) RETURNS bytea
	LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10000
	AS 'MODULE_PATHNAME', 'context_check';
COMMENT ON FUNCTION check_context(text, text) IS
	'digest of a JSON-LD context that could be registered under iri; otherwise an error that names the term that is wrong, or the context it refers to that is not registered';

CREATE FUNCTION register_context(iri text, document text,
		signed_during tstzrange DEFAULT NULL, source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	new_digest bytea;
	new_during tstzrange := coalesce(register_context.signed_during, '(,)');
	fixed bytea;
BEGIN
	IF register_context.iri IS NULL OR register_context.document IS NULL THEN
		RAISE EXCEPTION 'arguments "iri" and "document" must not be null' USING ERRCODE = '22004';
	END IF;
	IF isempty(new_during) OR lower(new_during) = upper(new_during) THEN
		RAISE EXCEPTION 'argument "signed_during" must not be empty' USING ERRCODE = '22023';
	END IF;
	-- One spelling for a period: its begin belongs to it, its end does not.
	new_during := tstzrange(lower(new_during), upper(new_during));

	-- Held to the end of the transaction, so that recorded_at is in the order
	-- in which others come to see the rows, and nobody registers twice.
	LOCK TABLE custody.context, custody.context_withdrawal IN SHARE ROW EXCLUSIVE MODE;
	new_digest := custody.check_context(register_context.iri, register_context.document);

	SELECT c.digest INTO fixed
		FROM custody.context c
		WHERE c.iri = register_context.iri AND c.normative;
	IF fixed = new_digest THEN
		RETURN false;
	ELSIF fixed IS NOT NULL THEN
		RAISE EXCEPTION 'the content of this context is fixed by its specification, and this is another'
			USING ERRCODE = '22023',
				DETAIL = format('Its digest must be %s.', encode(fixed, 'hex'));
	END IF;
	IF EXISTS (SELECT FROM custody.context c
			   WHERE c.iri = register_context.iri AND c.digest = new_digest
				   AND c.signed_during = new_during
				   AND NOT EXISTS (SELECT FROM custody.context_withdrawal w
								   WHERE w.iri = c.iri AND w.digest = c.digest
									   AND w.recorded_at >= c.recorded_at)) THEN
		RETURN false;
	END IF;

	INSERT INTO custody.context
			(iri, digest, document, signed_during, recorded_at, recorded_by, source)
		VALUES (register_context.iri, new_digest, register_context.document::json,
				new_during, clock_timestamp(), custody.outer_role(),
				register_context.source);
	RETURN true;
END
$$;
COMMENT ON FUNCTION register_context(text, text, tstzrange, text) IS
	'Records a JSON-LD context under an IRI; signed_during: when documents were signed under this version, the end not included (default: no matter when). True when it is new; false, and nothing recorded, when it is already there for that time. An error when it does not compile, names contexts that are not registered, or a specification fixes another content. For registrars';
REVOKE ALL ON FUNCTION register_context(text, text, tstzrange, text) FROM PUBLIC;

-- For callers whose driver sends json; the octets are those of the json value.
CREATE FUNCTION register_context(iri text, document json,
		signed_during tstzrange DEFAULT NULL, source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE sql VOLATILE PARALLEL UNSAFE
	BEGIN ATOMIC
		SELECT custody.register_context(iri, document::text, signed_during, source);
	END;
COMMENT ON FUNCTION register_context(text, json, tstzrange, text) IS
	'Records a JSON-LD context under an IRI; signed_during: when documents were signed under this version, the end not included (default: no matter when). True when it is new; false, and nothing recorded, when it is already there for that time. An error when it does not compile, names contexts that are not registered, or a specification fixes another content. For registrars';
REVOKE ALL ON FUNCTION register_context(text, json, tstzrange, text) FROM PUBLIC;

CREATE FUNCTION withdraw_context(iri text, digest bytea,
		source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	newest custody.context;
BEGIN
	IF withdraw_context.iri IS NULL OR withdraw_context.digest IS NULL THEN
		RAISE EXCEPTION 'arguments "iri" and "digest" must not be null' USING ERRCODE = '22004';
	END IF;
	LOCK TABLE custody.context, custody.context_withdrawal IN SHARE ROW EXCLUSIVE MODE;

	SELECT c.* INTO newest
		FROM custody.context c
		WHERE c.iri = withdraw_context.iri AND c.digest = withdraw_context.digest
		ORDER BY c.recorded_at DESC
		LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'no context of this digest is registered under this IRI' USING ERRCODE = '22023';
	END IF;
	IF newest.normative THEN
		RAISE EXCEPTION 'the content of this context is fixed by its specification' USING ERRCODE = '22023';
	END IF;
	IF EXISTS (SELECT FROM custody.context_withdrawal w
			   WHERE w.iri = newest.iri AND w.digest = newest.digest
				   AND w.recorded_at >= newest.recorded_at) THEN
		RETURN false;
	END IF;
	INSERT INTO custody.context_withdrawal (iri, digest, recorded_at, recorded_by, source)
		VALUES (newest.iri, newest.digest, clock_timestamp(), custody.outer_role(),
				withdraw_context.source);
	RETURN true;
END
$$;
COMMENT ON FUNCTION withdraw_context(text, bytea, text) IS
	'Records that a context should not have been registered: from now on no document is read under it; known before now, it counts as it did. Registered again, it holds again. False when that is already the last word. For registrars';
REVOKE ALL ON FUNCTION withdraw_context(text, bytea, text) FROM PUBLIC;
