-- Writing to the registry, for roles that grant_role made a registrar.

CREATE FUNCTION check_did_document(did text, document text) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'did_document_check';
COMMENT ON FUNCTION check_did_document(text, text) IS
	'SHA-256 of a DID document that could be registered for did; otherwise an error with the JSON pointer of what is wrong';

CREATE FUNCTION lists_key(document text, method text) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'did_document_lists_key';
COMMENT ON FUNCTION lists_key(text, text) IS
	'true when a DID document has this verification method (a DID URL), for whatever purpose';

CREATE FUNCTION method_did(method text) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'method_did';
COMMENT ON FUNCTION method_did(text) IS
	'the DID of a verification method; an error when method is no DID URL with a fragment, or not the key of its did:key or did:jwk';

CREATE FUNCTION self_describing(did text) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_self_describing';
COMMENT ON FUNCTION self_describing(text) IS
	'true for did:key and did:jwk, whose documents follow from the DID and are never registered';

CREATE FUNCTION registered_digest(did text, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL)
	RETURNS bytea
	LANGUAGE C STABLE PARALLEL SAFE COST 1000
	AS 'MODULE_PATHNAME', 'did_registered_digest';
COMMENT ON FUNCTION registered_digest(text, timestamptz, timestamptz) IS
	'SHA-256 of the DID document registered for a time; NULL when there is none or it was withdrawn, and, other than with resolve, before the first registered version';

-- The role that a person or a service acts in: what SET ROLE chose, else the
-- one that logged in.  In a SECURITY DEFINER function current_user is neither.
CREATE FUNCTION outer_role() RETURNS name
	LANGUAGE sql STABLE PARALLEL RESTRICTED
	BEGIN ATOMIC
		SELECT CASE current_setting('role')
			WHEN 'none' THEN SESSION_USER
			ELSE current_setting('role')::name END;
	END;
COMMENT ON FUNCTION outer_role() IS
	'the role the session acts in, seen from inside functions that run as their owner';

CREATE FUNCTION register_did_document(did text, document text,
		since timestamptz DEFAULT NULL, source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	new_digest bytea;
	new_since timestamptz;
BEGIN
	IF register_did_document.did IS NULL OR register_did_document.document IS NULL THEN
		RAISE EXCEPTION 'arguments "did" and "document" must not be null' USING ERRCODE = '22004';
	END IF;
	IF register_did_document.since = 'infinity' THEN
		RAISE EXCEPTION 'argument "since" must not be infinity' USING ERRCODE = '22023';
	END IF;
	new_digest := custody.check_did_document(register_did_document.did,
											 register_did_document.document);

	-- Held to the end of the transaction, so that recorded_at is in the order
	-- in which others come to see the rows, and nobody registers twice.
	LOCK TABLE custody.did_document IN SHARE ROW EXCLUSIVE MODE;
	new_since := coalesce(register_did_document.since, clock_timestamp());

	IF custody.registered_digest(register_did_document.did, new_since) = new_digest THEN
		RETURN false;
	END IF;

	INSERT INTO custody.did_document
			(did, valid_during, document, digest, recorded_at, recorded_by, source)
		VALUES (register_did_document.did,
				tstzrange(nullif(new_since, '-infinity'), NULL),
				register_did_document.document::json, new_digest,
				clock_timestamp(), custody.outer_role(), register_did_document.source);
	RETURN true;
END
$$;
COMMENT ON FUNCTION register_did_document(text, text, timestamptz, text) IS
	'Records the DID document of did, valid since a time (default: now). True when it is new; false, and nothing recorded, when that document already applies then. For registrars';
REVOKE ALL ON FUNCTION register_did_document(text, text, timestamptz, text) FROM PUBLIC;

-- For callers whose driver sends json; the octets are those of the json value.
CREATE FUNCTION register_did_document(did text, document json,
		since timestamptz DEFAULT NULL, source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE sql VOLATILE PARALLEL UNSAFE
	BEGIN ATOMIC
		SELECT custody.register_did_document(did, document::text, since, source);
	END;
COMMENT ON FUNCTION register_did_document(text, json, timestamptz, text) IS
	'Records the DID document of did, valid since a time (default: now). True when it is new; false, and nothing recorded, when that document already applies then. For registrars';
REVOKE ALL ON FUNCTION register_did_document(text, json, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION withdraw_did_document(did text,
		since timestamptz DEFAULT NULL, source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	new_since timestamptz;
	newest custody.did_document;
BEGIN
	IF withdraw_did_document.did IS NULL THEN
		RAISE EXCEPTION 'argument "did" must not be null' USING ERRCODE = '22004';
	END IF;
	IF NOT isfinite(withdraw_did_document.since) THEN
		RAISE EXCEPTION 'argument "since" must be finite' USING ERRCODE = '22023';
	END IF;
	LOCK TABLE custody.did_document IN SHARE ROW EXCLUSIVE MODE;
	new_since := coalesce(withdraw_did_document.since, clock_timestamp());

	SELECT d.* INTO newest
		FROM custody.did_document d
		WHERE d.did = withdraw_did_document.did
		ORDER BY d.recorded_at DESC
		LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'no document of this DID is registered' USING ERRCODE = '22023';
	END IF;
	IF newest.document IS NULL AND lower(newest.valid_during) <= new_since THEN
		RETURN false;
	END IF;

	INSERT INTO custody.did_document
			(did, valid_during, recorded_at, recorded_by, source)
		VALUES (withdraw_did_document.did, tstzrange(new_since, NULL),
				clock_timestamp(), custody.outer_role(), withdraw_did_document.source);
	RETURN true;
END
$$;
COMMENT ON FUNCTION withdraw_did_document(text, timestamptz, text) IS
	'Records that a DID has no document since a time (default: now), whatever was registered before: it was deactivated, or taken over by somebody else. A document registered later holds again. False when that is already the last word. For registrars';
REVOKE ALL ON FUNCTION withdraw_did_document(text, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION withdraw_key(method text, reason text,
		since timestamptz DEFAULT now(), source text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	key_did text := custody.method_did(withdraw_key.method);
BEGIN
	IF withdraw_key.method IS NULL OR withdraw_key.since IS NULL
		OR withdraw_key.reason IS NULL THEN
		RAISE EXCEPTION 'arguments "method", "reason" and "since" must not be null' USING ERRCODE = '22004';
	END IF;
	IF withdraw_key.reason NOT IN ('retired', 'compromised') THEN
		RAISE EXCEPTION 'unknown reason "%"', withdraw_key.reason
			USING ERRCODE = '22023', HINT = 'Reasons are: retired, compromised.';
	END IF;
	IF withdraw_key.since = 'infinity' THEN
		RAISE EXCEPTION 'argument "since" must not be infinity' USING ERRCODE = '22023';
	END IF;

	LOCK TABLE custody.key_withdrawal IN SHARE ROW EXCLUSIVE MODE;
	IF EXISTS (SELECT FROM custody.key_withdrawal k
			   WHERE k.method = withdraw_key.method
				   AND k.since <= withdraw_key.since
				   AND k.reason IN (withdraw_key.reason, 'compromised')) THEN
		RETURN false;
	END IF;
	IF NOT custody.self_describing(key_did)
		AND NOT EXISTS (SELECT FROM custody.did_document d
						WHERE d.did = key_did AND d.document IS NOT NULL
							AND custody.lists_key(d.document::text, withdraw_key.method)) THEN
		RAISE WARNING 'no registered DID document lists this key'
			USING HINT = 'The report is recorded and will count should one do so. Is the key spelt as in the DID document?';
	END IF;

	INSERT INTO custody.key_withdrawal
			(method, did, reason, since, recorded_at, recorded_by, source)
		VALUES (withdraw_key.method, key_did, withdraw_key.reason, withdraw_key.since,
				clock_timestamp(), custody.outer_role(), withdraw_key.source);
	RETURN true;
END
$$;
COMMENT ON FUNCTION withdraw_key(text, text, timestamptz, text) IS
	'Records that a key is retired or compromised since a time (default: now): signatures made or first seen after it no longer count. False when such a report is already there. For registrars';
REVOKE ALL ON FUNCTION withdraw_key(text, text, timestamptz, text) FROM PUBLIC;
