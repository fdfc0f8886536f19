\echo Use "CREATE EXTENSION pg_custody" to load this file. \quit

-- The octets of documents are UTF-8, and so is everything derived from them.
DO $$
BEGIN
	IF pg_catalog.getdatabaseencoding() <> 'UTF8' THEN
		RAISE EXCEPTION 'pg_custody needs a database with encoding UTF8'
			USING ERRCODE = '0A000',
				DETAIL = pg_catalog.format('This database has encoding %s.',
										   pg_catalog.getdatabaseencoding()),
				HINT = 'Create the database with ENCODING ''UTF8'' TEMPLATE template0.';
	END IF;
END
$$;

COMMENT ON SCHEMA @extschema@ IS
	'credentials, DIDs and chains of custody (extension pg_custody)';
