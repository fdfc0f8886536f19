-- Ledgers: schemas of ordinary tables that hold documents and their facts.
--
-- A ledger belongs to whoever created it, tables, functions and all.  The
-- extension only remembers which schemas are ledgers, so that a schema that
-- looks like one is never taken for one.  Everything of a ledger that works on
-- its tables lies in its schema (71 to 74), runs with a pinned search_path and
-- needs no name of the schema in its text.

CREATE TABLE ledger (
	schema_name name PRIMARY KEY,
	version integer NOT NULL,
	created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	owner name NOT NULL
);
COMMENT ON TABLE ledger IS
	'schemas that are ledgers; written by create_ledger, upgrade_ledger and drop_ledger';
COMMENT ON COLUMN ledger.schema_name IS
	'the schema';
COMMENT ON COLUMN ledger.version IS
	'version of its tables and functions: see upgrade_ledger';
COMMENT ON COLUMN ledger.created_at IS
	'when it became a ledger';
COMMENT ON COLUMN ledger.owner IS
	'the role that owned the schema then; when the schema has another owner now, it is not used';

GRANT SELECT ON ledger TO PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('ledger', '');

CREATE FUNCTION ledger_version() RETURNS integer
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT 1;
	END;
COMMENT ON FUNCTION ledger_version() IS
	'the version of ledgers that this version of the extension makes and works with';

CREATE FUNCTION resolve_ledger(ledger text DEFAULT NULL) RETURNS name
	LANGUAGE plpgsql STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wanted text := coalesce(nullif(resolve_ledger.ledger, ''),
							nullif(current_setting('pg_custody.ledger', true), ''));
	found custody.ledger;
	schema_owner name;
BEGIN
	IF wanted IS NULL THEN
		IF (SELECT count(*) FROM custody.ledger) > 1 THEN
			RAISE EXCEPTION 'there are several ledgers and none is named'
				USING ERRCODE = '22023',
					HINT = 'Pass argument ledger, or SET pg_custody.ledger.';
		END IF;
		SELECT l.* INTO found FROM custody.ledger l;
		IF found.schema_name IS NULL THEN
			RAISE EXCEPTION 'there is no ledger'
				USING ERRCODE = '55000', HINT = 'Create one: create_ledger.';
		END IF;
	ELSE
		SELECT l.* INTO found FROM custody.ledger l WHERE l.schema_name::text = wanted;
		IF found.schema_name IS NULL THEN
			RAISE EXCEPTION 'there is no ledger "%"', wanted USING ERRCODE = '3F000';
		END IF;
	END IF;

	-- Functions of the schema will be called: those of a schema that was
	-- dropped and made anew by somebody else must not be.
	SELECT pg_get_userbyid(n.nspowner) INTO schema_owner
		FROM pg_namespace n WHERE n.nspname = found.schema_name;
	IF schema_owner IS NULL THEN
		RAISE EXCEPTION 'the schema of ledger "%" is gone', found.schema_name
			USING ERRCODE = '3F000', HINT = 'Forget the ledger: drop_ledger.';
	ELSIF schema_owner <> found.owner THEN
		RAISE EXCEPTION 'the schema of ledger "%" has changed hands', found.schema_name
			USING ERRCODE = '55000',
				HINT = 'The new owner confirms it as a ledger with upgrade_ledger.';
	END IF;
	RETURN found.schema_name;
END
$$;
COMMENT ON FUNCTION resolve_ledger(text) IS
	'schema of the ledger to use: the one named, else that of setting pg_custody.ledger, else the only one';

-- Runs as the extension's owner, because nobody may write to table ledger.
-- The caller must have the rights of the schema's owner.
CREATE FUNCTION register_ledger(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	schema_owner oid;
BEGIN
	SELECT n.nspowner INTO schema_owner
		FROM pg_namespace n WHERE n.nspname = register_ledger.schema_name;
	IF schema_owner IS NULL THEN
		RAISE EXCEPTION 'schema "%" does not exist', register_ledger.schema_name
			USING ERRCODE = '3F000';
	ELSIF NOT pg_has_role(custody.outer_role(), schema_owner, 'USAGE') THEN
		RAISE EXCEPTION 'must be owner of schema "%"', register_ledger.schema_name
			USING ERRCODE = '42501';
	END IF;
	INSERT INTO custody.ledger (schema_name, version, owner)
		VALUES (register_ledger.schema_name, custody.ledger_version(),
				pg_get_userbyid(schema_owner))
		ON CONFLICT ON CONSTRAINT ledger_pkey DO UPDATE
			SET version = excluded.version, owner = excluded.owner;
END
$$;
COMMENT ON FUNCTION register_ledger(name) IS
	'part of create_ledger and upgrade_ledger: writes the schema down as a ledger';
REVOKE ALL ON FUNCTION register_ledger(name) FROM PUBLIC;

CREATE FUNCTION drop_ledger(ledger text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	schema_owner oid;
BEGIN
	SELECT n.nspowner INTO schema_owner
		FROM custody.ledger l LEFT JOIN pg_namespace n ON n.nspname = l.schema_name
		WHERE l.schema_name::text = drop_ledger.ledger;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no ledger "%"', drop_ledger.ledger
			USING ERRCODE = '3F000';
	ELSIF schema_owner IS NOT NULL
		AND NOT pg_has_role(custody.outer_role(), schema_owner, 'USAGE') THEN
		RAISE EXCEPTION 'must be owner of schema "%"', drop_ledger.ledger
			USING ERRCODE = '42501';
	END IF;
	DELETE FROM custody.ledger l WHERE l.schema_name::text = drop_ledger.ledger;
END
$$;
COMMENT ON FUNCTION drop_ledger(text) IS
	'forgets that a schema is a ledger; the schema and all that is in it stay, and are for its owner to drop';
REVOKE ALL ON FUNCTION drop_ledger(text) FROM PUBLIC;

-- Functions of a ledger find its tables through this path, whoever calls.
CREATE FUNCTION pin_ledger_functions(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	fn regprocedure;
BEGIN
	FOR fn IN
		SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
			WHERE n.nspname = pin_ledger_functions.schema_name
	LOOP
		-- Bodies that were bound when they were made need no path, and can be
		-- inlined only without one.
		IF (SELECT p.prosqlbody IS NULL FROM pg_proc p WHERE p.oid = fn) THEN
			EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, custody, pg_temp',
						   fn, pin_ledger_functions.schema_name);
		END IF;
		EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', fn);
	END LOOP;
END
$$;
COMMENT ON FUNCTION pin_ledger_functions(name) IS
	'part of create_ledger: gives all functions of the schema a fixed search_path, and takes them from PUBLIC';

CREATE FUNCTION create_ledger(schema_name text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wanted name := create_ledger.schema_name;
	schema_oid oid;
	schema_owner oid;
BEGIN
	IF create_ledger.schema_name IS NULL OR create_ledger.schema_name = '' THEN
		RAISE EXCEPTION 'schema_name must not be empty' USING ERRCODE = '22023';
	ELSIF wanted::text <> create_ledger.schema_name THEN
		RAISE EXCEPTION 'schema_name is too long' USING ERRCODE = '42622';
	END IF;
	IF EXISTS (SELECT FROM custody.ledger l WHERE l.schema_name = wanted) THEN
		RAISE EXCEPTION 'ledger "%" already exists', wanted
			USING ERRCODE = '42P06',
				HINT = 'To bring it up to date: upgrade_ledger.  If its schema is gone: drop_ledger.';
	END IF;

	SELECT n.oid, n.nspowner INTO schema_oid, schema_owner
		FROM pg_namespace n WHERE n.nspname = wanted;
	IF schema_oid IS NULL THEN
		EXECUTE format('CREATE SCHEMA %I', wanted);
		EXECUTE format('COMMENT ON SCHEMA %I IS %L', wanted,
					   'ledger of trade documents (create_ledger of extension pg_custody)');
	ELSIF pg_get_userbyid(schema_owner) <> current_user THEN
		RAISE EXCEPTION 'must be owner of schema "%"', wanted USING ERRCODE = '42501';
	ELSIF EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = schema_oid)
		OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = schema_oid)
		OR EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = schema_oid)
		OR EXISTS (SELECT FROM pg_operator o WHERE o.oprnamespace = schema_oid) THEN
		RAISE EXCEPTION 'schema "%" is not empty', wanted
			USING ERRCODE = '55006',
				HINT = 'A ledger has a schema of its own.';
	END IF;

	PERFORM custody.make_ledger_documents(wanted);
	PERFORM custody.make_ledger_facts(wanted);
	PERFORM custody.make_ledger_entries(wanted);
	PERFORM custody.make_ledger_code(wanted);
	PERFORM custody.register_ledger(wanted);
END
$$;
COMMENT ON FUNCTION create_ledger(text) IS
	'makes a ledger: a schema (new, or empty and the caller''s) with tables, views and functions owned by the caller';
REVOKE ALL ON FUNCTION create_ledger(text) FROM PUBLIC;

CREATE FUNCTION make_ledger_code(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM custody.make_ledger_judgement(make_ledger_code.schema_name);
	PERFORM custody.make_ledger_entry_filling(make_ledger_code.schema_name);
	PERFORM custody.make_ledger_extraction(make_ledger_code.schema_name);
	PERFORM custody.make_ledger_ingest(make_ledger_code.schema_name);
	PERFORM custody.make_ledger_views(make_ledger_code.schema_name);
	PERFORM custody.make_ledger_links(make_ledger_code.schema_name);
	PERFORM custody.pin_ledger_functions(make_ledger_code.schema_name);
END
$$;
COMMENT ON FUNCTION make_ledger_code(name) IS
	'part of create_ledger and upgrade_ledger: functions and views';

-- A ledger has its schema to itself, so its functions are all that are there.
CREATE FUNCTION drop_ledger_code(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	drops text[];
	command text;
BEGIN
	drops := ARRAY[
		(SELECT 'DROP VIEW ' || string_agg(c.oid::regclass::text, ', ')
			FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = drop_ledger_code.schema_name AND c.relkind = 'v'
				AND c.relname = ANY (custody.ledger_views())),
		format('DROP TRIGGER intake_arrived ON %I.intake', drop_ledger_code.schema_name),
		(SELECT 'DROP FUNCTION ' || string_agg(p.oid::regprocedure::text, ', ')
			FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
			WHERE n.nspname = drop_ledger_code.schema_name)];
	FOREACH command IN ARRAY drops LOOP
		IF command IS NOT NULL THEN
			EXECUTE command;
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION drop_ledger_code(name) IS
	'part of upgrade_ledger: drops functions and views of a ledger';

CREATE FUNCTION ledger_grants(schema_name name) RETURNS text[]
	LANGUAGE sql STABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT ARRAY(
			SELECT format('GRANT %s ON %s %s TO %s%s', a.privilege_type, o.kind, o.name,
						  CASE a.grantee WHEN 0 THEN 'PUBLIC'
										 ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
						  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
				FROM (SELECT 'TABLE', c.oid::regclass::text, c.relacl, c.relowner
						FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
						WHERE n.nspname = ledger_grants.schema_name AND c.relkind = 'v'
					  UNION ALL
					  SELECT 'FUNCTION', p.oid::regprocedure::text, p.proacl, p.proowner
						FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
						WHERE n.nspname = ledger_grants.schema_name)
						AS o(kind, name, acl, owner),
					aclexplode(o.acl) AS a
				WHERE a.grantee <> o.owner);
	END;
COMMENT ON FUNCTION ledger_grants(name) IS
	'commands that grant again what is granted on functions and views of a schema';

CREATE FUNCTION upgrade_ledger(ledger text DEFAULT NULL) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	wanted name;
	found custody.ledger;
	missing text;
	grants text[];
	command text;
BEGIN
	-- Not resolve_ledger alone: a ledger whose schema changed hands is brought
	-- back here, by name.
	wanted := coalesce(nullif(upgrade_ledger.ledger, ''), custody.resolve_ledger()::text);
	SELECT l.* INTO found FROM custody.ledger l WHERE l.schema_name = wanted;
	IF found.schema_name IS NULL THEN
		RAISE EXCEPTION 'there is no ledger "%"', wanted USING ERRCODE = '3F000';
	ELSIF found.version > custody.ledger_version() THEN
		RAISE EXCEPTION 'ledger "%" has version %, newer than this extension makes',
			wanted, found.version USING ERRCODE = '55000';
	END IF;
	SELECT string_agg(t.name, ', ' ORDER BY t.name) INTO missing
		FROM unnest(custody.ledger_tables()) AS t(name)
		WHERE to_regclass(format('%I.%I', wanted, t.name)) IS NULL;
	IF missing IS NOT NULL THEN
		RAISE EXCEPTION 'ledger "%" is incomplete', wanted
			USING ERRCODE = '55000', DETAIL = format('Missing: %s.', missing);
	END IF;
	-- The functions will belong to whoever calls, and some run as their owner:
	-- a superuser's would run what the ledger's owner put behind them.
	IF (SELECT pg_get_userbyid(n.nspowner) <> current_user
			FROM pg_namespace n WHERE n.nspname = wanted) THEN
		RAISE EXCEPTION 'must be owner of schema "%"', wanted
			USING ERRCODE = '42501',
				HINT = 'Its owner upgrades a ledger himself: SET ROLE.';
	END IF;

	PERFORM custody.register_ledger(wanted);
	grants := custody.ledger_grants(wanted);
	PERFORM custody.drop_ledger_code(wanted);
	PERFORM custody.make_ledger_code(wanted);
	FOREACH command IN ARRAY grants LOOP
		EXECUTE command;
	END LOOP;
	RETURN custody.ledger_version();
END
$$;
COMMENT ON FUNCTION upgrade_ledger(text) IS
	'Brings a ledger to the version of the extension and returns it. Its functions and views are made anew, with the rights granted on them: also after tables entry and entry_line were replaced by views. For its owner';
REVOKE ALL ON FUNCTION upgrade_ledger(text) FROM PUBLIC;

CREATE FUNCTION ledger_tables() RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT ARRAY[
			'document', 'document_body', 'withdrawal', 'verdict', 'dependency',
			'presentation', 'party', 'party_key', 'place', 'goods', 'goods_alias',
			'event', 'event_item', 'event_quantity', 'edge', 'event_party', 'claim',
			'reference', 'entry', 'entry_line', 'entry_item', 'finding', 'intake',
			'rejected'];
	END;
COMMENT ON FUNCTION ledger_tables() IS
	'the tables every ledger has; entry and entry_line may be views';

CREATE FUNCTION ledger_views() RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT ARRAY['document_now', 'entry_document', 'entry_goods', 'unprofiled',
					 'lead_time'];
	END;
COMMENT ON FUNCTION ledger_views() IS
	'the views every ledger has';
