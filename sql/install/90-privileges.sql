-- Who may do what.  Everything here can be read and every check be run by
-- everybody; whatever writes was taken from PUBLIC where it was created, and is
-- granted by kind of role.

GRANT USAGE ON SCHEMA @extschema@ TO PUBLIC;

CREATE FUNCTION grant_role(role name, kind text, ledger text DEFAULT NULL)
	RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF grant_role.role IS NULL OR grant_role.kind IS NULL THEN
		RAISE EXCEPTION 'arguments "role" and "kind" must not be null' USING ERRCODE = '22004';
	END IF;
	-- PUBLIC is no role here, however it is spelt.
	IF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = grant_role.role) THEN
		RAISE EXCEPTION 'role "%" does not exist', grant_role.role
			USING ERRCODE = '42704';
	END IF;

	IF grant_role.kind <> 'registrar' THEN
		PERFORM custody.grant_ledger_role(grant_role.role, grant_role.kind,
										  grant_role.ledger);
		RETURN;
	END IF;
	-- GRANT by somebody who may not would only warn.
	IF NOT pg_has_role((SELECT p.proowner FROM pg_proc p
						WHERE p.oid = 'custody.withdraw_key'::regproc), 'USAGE') THEN
		RAISE EXCEPTION 'permission denied to make a registrar'
			USING ERRCODE = '42501',
				DETAIL = 'Only the owner of the extension may.';
	END IF;
	EXECUTE format('GRANT EXECUTE ON FUNCTION
			custody.register_did_document(text, text, timestamptz, text),
			custody.register_did_document(text, json, timestamptz, text),
			custody.withdraw_did_document(text, timestamptz, text),
			custody.withdraw_key(text, text, timestamptz, text),
			custody.register_context(text, text, tstzrange, text),
			custody.register_context(text, json, tstzrange, text),
			custody.withdraw_context(text, bytea, text),
			custody.register_profile(text, text, jsonb),
			custody.withdraw_profile(text, text)
		TO %I', grant_role.role);
END
$$;
COMMENT ON FUNCTION grant_role(name, text, text) IS
	'Lets a role work. kind registrar: write to the registry, which all ledgers of the database share (ledger plays no part). Other kinds belong to a ledger: see grant_ledger_role';
REVOKE ALL ON FUNCTION grant_role(name, text, text) FROM PUBLIC;
