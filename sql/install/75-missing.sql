-- What the registry lacks, as far as the documents at hand tell.

CREATE FUNCTION missing_keys(OUT kind text, OUT key text,
		OUT documents_waiting bigint)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	dependency regclass;
BEGIN
	-- Reading must run no function that the owner of a ledger planted: not a
	-- view, no row security, no type of his.  He could act as whoever asks.
	FOR dependency IN
		SELECT c.oid
			FROM custody.ledger l
			JOIN pg_namespace n ON n.nspname = l.schema_name
			JOIN pg_class c ON c.relnamespace = n.oid
			WHERE c.relname = 'dependency' AND c.relkind IN ('r', 'p')
				AND has_schema_privilege(n.oid, 'USAGE')
				AND has_table_privilege(c.oid, 'SELECT')
				AND NOT row_security_active(c.oid)
				AND NOT EXISTS (SELECT FROM pg_attribute a
								WHERE a.attrelid = c.oid AND a.attnum > 0
									AND NOT a.attisdropped
									AND a.atttypid NOT IN ('bigint'::regtype,
														   'text'::regtype))
	LOOP
		RETURN QUERY EXECUTE format($query$
			SELECT d.kind::text, d.key::text, count(DISTINCT d.document_id)
				FROM %s d
				WHERE d.kind = 'did' AND NOT custody.self_describing(d.key::text)
						AND NOT EXISTS (SELECT FROM custody.did_document r
										WHERE r.did = d.key::text)
					OR d.kind = 'context'
						AND NOT EXISTS (SELECT FROM custody.context r
										WHERE r.iri = d.key::text
											AND NOT EXISTS (SELECT FROM custody.context_withdrawal w
												WHERE w.iri = r.iri AND w.digest = r.digest
													AND w.recorded_at >= r.recorded_at))
				GROUP BY 1, 2 $query$, dependency);
	END LOOP;
END
$$;
COMMENT ON FUNCTION missing_keys() IS
	'rows of view missing, once per ledger';

CREATE VIEW missing AS
	SELECT m.kind, m.key, sum(m.documents_waiting)::bigint AS documents_waiting
		FROM missing_keys() m
		GROUP BY m.kind, m.key;
COMMENT ON VIEW missing IS
	'what a fetcher should bring: DIDs and contexts that documents of the registered ledgers depend on and that have no document in the registry';
COMMENT ON COLUMN missing.kind IS
	'did: register its document with register_did_document; context: register it with register_context, then refresh_content';
COMMENT ON COLUMN missing.key IS
	'the DID, or the IRI of the context';
COMMENT ON COLUMN missing.documents_waiting IS
	'how many documents depend on it, over all ledgers the caller may read';
GRANT SELECT ON missing TO PUBLIC;
