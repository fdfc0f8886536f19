-- What users call: functions that find the ledger and do their work there.
--
-- They run as whoever calls them.  What he may do is decided by the rights he
-- has in the ledger's schema.

CREATE FUNCTION link_entry(entry_no text, ledger text DEFAULT NULL)
	RETURNS SETOF link_proposal
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	schema_name CONSTANT name := custody.resolve_ledger(link_entry.ledger);
BEGIN
	EXECUTE format('SELECT %I.propose_links($1)', schema_name) USING link_entry.entry_no;
	RETURN QUERY EXECUTE format('SELECT r.* FROM %I.link_report($1) AS r', schema_name)
		USING link_entry.entry_no;
END
$$;
COMMENT ON FUNCTION link_entry(text, text) IS
	'Finds the goods behind the lines of an entry, by the documents of the entry that are good evidence, and proposes them: with basis, strength and documents. Links that were accepted or rejected stay. A line without a link is a row that says why in code. For officers, who accept or reject';

CREATE FUNCTION accept_link(entry_no text, line_no integer, item item,
		ledger text DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	EXECUTE format('SELECT %I.decide_link($1, $2, $3, true)',
				   custody.resolve_ledger(accept_link.ledger))
		USING accept_link.entry_no, accept_link.line_no, accept_link.item;
END
$$;
COMMENT ON FUNCTION accept_link(text, integer, item, text) IS
	'An entry line is about these goods: accepts a proposal, or makes the link (basis manual). For officers';

CREATE FUNCTION reject_link(entry_no text, line_no integer, item item,
		ledger text DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	EXECUTE format('SELECT %I.decide_link($1, $2, $3, false)',
				   custody.resolve_ledger(reject_link.ledger))
		USING reject_link.entry_no, reject_link.line_no, reject_link.item;
END
$$;
COMMENT ON FUNCTION reject_link(text, integer, item, text) IS
	'An entry line is not about these goods: they will not be proposed for it again. For officers';

CREATE FUNCTION withdraw(document_id bigint, reason text,
		superseded_by bigint DEFAULT NULL, ledger text DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	EXECUTE format('SELECT %I.withdraw_document($1, $2, $3)',
				   custody.resolve_ledger(withdraw.ledger))
		USING withdraw.document_id, withdraw.reason, withdraw.superseded_by;
END
$$;
COMMENT ON FUNCTION withdraw(bigint, text, bigint, text) IS
	'From now on a document is not to be used, nor any with the same content; its verdict and its facts stay. For officers';

CREATE FUNCTION refresh_content(ledger text DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	told bigint;
BEGIN
	EXECUTE format('SELECT %I.refresh_documents()',
				   custody.resolve_ledger(refresh_content.ledger)) INTO told;
	RETURN told;
END
$$;
COMMENT ON FUNCTION refresh_content(text) IS
	'Reads the documents of a ledger that came in before the contexts they are signed under were registered: their facts are written down, once for each content. Returns how many could be read now; ingest waits meanwhile. For loaders and officers, after register_context';

CREATE FUNCTION find_item(code text, ledger text DEFAULT NULL)
	RETURNS TABLE (item item, kind text, scheme text, scope text, documents bigint[])
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY EXECUTE
		format('SELECT f.* FROM %I.goods_by_code($1) AS f',
			   custody.resolve_ledger(find_item.ledger))
		USING find_item.code;
END
$$;
COMMENT ON FUNCTION find_item(text, text) IS
	'goods by the number on the paper, whosever number it is, with the documents that name them';

CREATE FUNCTION grant_ledger_role(role name, kind text, ledger text DEFAULT NULL)
	RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	schema_name CONSTANT name := custody.resolve_ledger(grant_ledger_role.ledger);
	rights text[];
	grant_right text;
	reads CONSTANT text[] := ARRAY[
		'USAGE ON SCHEMA %1$I',
		'SELECT ON ALL TABLES IN SCHEMA %1$I',
		'EXECUTE ON FUNCTION %1$I.good, %1$I.document_verdict, %1$I.document_check,
			%1$I.withdrawn, %1$I.statement_time, %1$I.reliance_time, %1$I.usable, %1$I.entry_documents,
			%1$I.melt_of, %1$I.melt_summary, %1$I.goods_by_code, %1$I.declared_lines,
			%1$I.link_candidates, %1$I.line_targets, %1$I.link_report'];
BEGIN
	rights := CASE grant_ledger_role.kind
		WHEN 'reader' THEN reads
		WHEN 'loader' THEN ARRAY[
			'USAGE ON SCHEMA %1$I',
			'INSERT ON %1$I.intake',
			'EXECUTE ON FUNCTION %1$I.ingest_document, %1$I.refresh_documents']
		WHEN 'officer' THEN reads || ARRAY[
			'EXECUTE ON FUNCTION %1$I.propose_links, %1$I.decide_link,
				%1$I.withdraw_document, %1$I.refresh_documents']
	END;
	IF rights IS NULL THEN
		RAISE EXCEPTION 'unknown kind of role "%"', grant_ledger_role.kind
			USING ERRCODE = '22023',
				HINT = 'Kinds are: reader, loader, officer, registrar.';
	END IF;
	-- GRANT by somebody who may not would only warn.
	IF NOT pg_has_role((SELECT n.nspowner FROM pg_namespace n
						WHERE n.nspname = schema_name), 'USAGE') THEN
		RAISE EXCEPTION 'must be owner of ledger "%"', schema_name
			USING ERRCODE = '42501';
	END IF;
	FOREACH grant_right IN ARRAY rights LOOP
		EXECUTE format('GRANT ' || grant_right || ' TO %2$I', schema_name,
					   grant_ledger_role.role);
	END LOOP;
END
$$;
COMMENT ON FUNCTION grant_ledger_role(name, text, text) IS
	'Lets a role work in a ledger. reader: sees everything. loader: hands in octets and can do nothing else. officer: reader who proposes and decides links and withdraws documents. For the ledger''s owner';
REVOKE ALL ON FUNCTION grant_ledger_role(name, text, text) FROM PUBLIC;
