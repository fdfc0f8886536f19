-- What a ledger knows of an entry: its documents, its goods, where they were
-- melted.  Views run with the rights of whoever reads them.

CREATE FUNCTION make_ledger_views(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	same record;
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_views.schema_name), true);

	CREATE VIEW document_now WITH (security_invoker = true) AS
		SELECT d.document_id, d.digest, d.content_digest, d.issuer, d.types,
			   d.id_claimed, d.valid_during, d.signed_at, d.received_at,
			   d.presentation_id, d.profile, d.source, d.witness_of,
			   CASE good(d.document_id) WHEN true THEN 'good' WHEN false THEN 'bad'
					ELSE 'unknown' END AS verdict,
			   withdrawn(d.document_id) AS withdrawn
			FROM document AS d;
	COMMENT ON VIEW document_now IS
		'documents with today''s verdict on each';
	COMMENT ON COLUMN document_now.verdict IS
		'good, bad or unknown: for somebody who relies on this document now (checks says why)';
	COMMENT ON COLUMN document_now.withdrawn IS
		'true when it, or a document with the same content, was withdrawn: not to be used, whatever the verdict';

	CREATE VIEW unprofiled WITH (security_invoker = true) AS
		SELECT d.types, count(*) AS documents, min(d.document_id) AS example,
			   min(d.received_at) AS first_received, max(d.received_at) AS last_received
			FROM document AS d
			WHERE d.profile IS NULL
			GROUP BY d.types;
	COMMENT ON VIEW unprofiled IS
		'kinds of documents that no profile reads';
	COMMENT ON COLUMN unprofiled.types IS
		'types of the credentials';
	COMMENT ON COLUMN unprofiled.documents IS
		'how many there are';
	COMMENT ON COLUMN unprofiled.example IS
		'document_id of one';
	COMMENT ON COLUMN unprofiled.first_received IS
		'when the first came in';
	COMMENT ON COLUMN unprofiled.last_received IS
		'when the last came in';

	-- From number to number, always on from what names the shipment more
	-- closely to what names it less: an order may serve many shipments, so it
	-- must not lead back to bills of lading that are not this entry's.
	CREATE FUNCTION entry_documents(entry_no text, usable_only boolean DEFAULT false)
		RETURNS TABLE (document_id bigint, via text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10 COST 10000
	AS $body$
	#variable_conflict use_column
	DECLARE
		kinds CONSTANT text[] := ARRAY['entry', 'bol', 'invoice', 'po'];
		wanted CONSTANT text := custody.entry_number(entry_documents.entry_no);
		numbers reference[] := ARRAY[ROW(NULL, NULL, 'entry', NULL, wanted, wanted)::reference];
		members bigint[] := '{}';
		found bigint[];
	BEGIN
		FOR level IN 1 .. cardinality(kinds) LOOP
			numbers := numbers || ARRAY(
				SELECT r FROM reference AS r
					WHERE r.document_id = ANY (members) AND r.kind = kinds[level]
						AND level > 1);
			-- A document that names a bill of lading, but none of these, belongs
			-- to another shipment though it shares the order.
			found := ARRAY(
				SELECT DISTINCT r.document_id
					FROM unnest(numbers) AS n
						JOIN reference AS r ON r.normal = n.normal AND r.kind = n.kind
					WHERE n.kind = kinds[level] AND r.document_id <> ALL (members)
						AND coalesce(r.scope = n.scope, true)
						AND NOT EXISTS (SELECT
							FROM reference AS o
								LEFT JOIN unnest(numbers) AS m
									ON m.kind = o.kind AND m.normal = o.normal
										AND coalesce(m.scope = o.scope, true)
							WHERE o.document_id = r.document_id
								AND o.kind = ANY (kinds[:level - 1])
							GROUP BY o.kind
							HAVING count(m.kind) = 0)
					ORDER BY r.document_id);
			IF usable_only THEN
				found := ARRAY(SELECT f.id FROM unnest(found) AS f(id)
							   WHERE usable(f.id) ORDER BY f.id);
			END IF;
			members := members || found;
			RETURN QUERY SELECT f.id, kinds[level] FROM unnest(found) AS f(id);
		END LOOP;
	END
	$body$;
	COMMENT ON FUNCTION entry_documents(text, boolean) IS
		'Documents of an entry, by the kind of number that led to them: entry, bol (bill of lading), invoice, po (order). usable_only: neither use nor show documents that are not good evidence. Takes entry numbers in any spelling';

	CREATE VIEW entry_document WITH (security_invoker = true) AS
		SELECT n.entry_no, x.via, d.document_id, d.issuer, d.types, d.id_claimed,
			   d.valid_during, d.signed_at, d.received_at, d.presentation_id, d.profile,
			   d.source,
			   CASE good(d.document_id) WHEN true THEN 'good' WHEN false THEN 'bad'
					ELSE 'unknown' END AS verdict,
			   withdrawn(d.document_id) AS withdrawn
			FROM (SELECT e.entry_no::custody.entry_number AS entry_no FROM entry AS e
				  UNION
				  SELECT custody.entry_number_or_null(r.normal) FROM reference AS r
					WHERE r.kind = 'entry') AS n,
				entry_documents(n.entry_no) AS x
				JOIN document AS d ON d.document_id = x.document_id;
	COMMENT ON VIEW entry_document IS
		'documents of each entry, found by the numbers they share; entry_no is compared with literals in any spelling, with dashes or without';
	COMMENT ON COLUMN entry_document.entry_no IS
		'the entry';
	COMMENT ON COLUMN entry_document.via IS
		'kind of the number that leads to the document: entry, bol, invoice or po';
	COMMENT ON COLUMN entry_document.verdict IS
		'today''s verdict on the document';
	COMMENT ON COLUMN entry_document.withdrawn IS
		'true when it, or a document with the same content, was withdrawn';

	-- What stands behind a wall, or was reached only through a document that is
	-- no good, is not what the goods were made of.
	CREATE FUNCTION melt_of(item_id bigint, usable_only boolean)
		RETURNS TABLE (country text, document_id bigint)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1 COST 10000
	AS $body$
	#variable_conflict use_column
	BEGIN
		-- First all who say something, then whether they may be believed: the
		-- other way round every such claim of the ledger would be judged.
		RETURN QUERY
			WITH said AS MATERIALIZED (
				SELECT DISTINCT c.normal, c.document_id
					FROM goods AS g,
						custody.upstream(g.item,
							trust => CASE WHEN usable_only THEN 'verified' ELSE 'any' END,
							ledger => (SELECT n.nspname::text
										FROM pg_class AS k
											JOIN pg_namespace AS n ON n.oid = k.relnamespace
										WHERE k.oid = 'goods'::regclass)) AS s
						JOIN goods AS h ON h.item = s.item
						JOIN claim AS c ON c.item_id = h.item_id
					WHERE g.item_id = melt_of.item_id
						AND s.stop IS DISTINCT FROM 'unverified'
						AND s.stop IS DISTINCT FROM 'withdrawn'
						AND c.name = 'melt_pour_country' AND c.normal IS NOT NULL
			)
			SELECT s.normal, s.document_id FROM said AS s
				WHERE NOT usable_only OR usable(s.document_id);
	END
	$body$;
	COMMENT ON FUNCTION melt_of(bigint, boolean) IS
		'where goods, or what they were made of, were melted and poured, and who says so; usable_only: by good evidence alone';

	CREATE FUNCTION melt_summary(item_id bigint, OUT melt text,
			OUT documents bigint[], OUT verdict text)
		LANGUAGE sql STABLE PARALLEL SAFE COST 20000
		BEGIN ATOMIC
			WITH proven AS (
				SELECT m.* FROM melt_of(melt_summary.item_id, true) AS m
			), claimed AS (
				SELECT m.* FROM melt_of(melt_summary.item_id, false) AS m
					WHERE NOT EXISTS (SELECT FROM proven)
			)
			SELECT (SELECT string_agg(DISTINCT p.country, ', ' ORDER BY p.country)
						FROM proven AS p),
				   ARRAY(SELECT DISTINCT d.document_id
							FROM (SELECT * FROM proven UNION ALL SELECT * FROM claimed) AS d
							ORDER BY d.document_id),
				   CASE
					   WHEN EXISTS (SELECT FROM proven) THEN 'good'
					   WHEN (SELECT bool_and(document_verdict(c.document_id,
												reliance_time(c.document_id)) = 'bad')
							 FROM claimed AS c) THEN 'bad'
					   ELSE 'unknown' END;
		END;
	COMMENT ON FUNCTION melt_summary(bigint) IS
		'countries of melt by good evidence, NULL when there is none; documents that say so; verdict on them (bad: somebody says where, but by documents that are no good)';

	CREATE VIEW entry_goods WITH (security_invoker = true) AS
		SELECT i.entry_no, i.line_no, g.item, m.melt, l.claimed_origin AS origin,
			   i.basis || CASE WHEN i.strength = 'strong' THEN ''
							   ELSE ' (' || i.strength || ')' END AS link_basis,
			   i.strength, i.state, i.quantity,
			   ARRAY(SELECT DISTINCT d FROM unnest(i.documents || m.documents) AS d
					 ORDER BY d) AS documents,
			   CASE
				   WHEN m.verdict = 'bad' OR v.worst = 3 THEN 'bad'
				   WHEN m.verdict = 'unknown' OR v.worst = 2 THEN 'unknown'
				   ELSE 'good' END AS verdict
			FROM entry_item AS i
				JOIN goods AS g ON g.item_id = i.item_id
				LEFT JOIN entry_line AS l
					ON l.entry_no::custody.entry_number = i.entry_no
						AND l.line_no = i.line_no,
				melt_summary(i.item_id) AS m,
				LATERAL (SELECT max(CASE document_verdict(d.id, reliance_time(d.id))
										WHEN 'good' THEN 1 + withdrawn(d.id)::integer
										WHEN 'bad' THEN 3 ELSE 2 END) AS worst
							FROM unnest(i.documents) AS d(id)) AS v
			WHERE i.state <> 'rejected'
		UNION ALL
		-- What is not known is a row, too.
		SELECT l.entry_no::custody.entry_number, l.line_no, NULL, NULL,
			   l.claimed_origin, NULL, NULL, NULL, NULL, '{}', 'unknown'
			FROM entry_line AS l
			WHERE NOT EXISTS (SELECT FROM entry_item AS i
							  WHERE i.entry_no = l.entry_no::custody.entry_number
								  AND i.line_no = l.line_no AND i.state <> 'rejected');
	COMMENT ON VIEW entry_goods IS
		'goods behind each entry line, proposed or accepted, and where they were melted and poured; a line without goods is a row without item (link_entry finds them, or says why not)';
	COMMENT ON COLUMN entry_goods.entry_no IS
		'the entry';
	COMMENT ON COLUMN entry_goods.line_no IS
		'its line';
	COMMENT ON COLUMN entry_goods.item IS
		'the goods; NULL: none were found yet';
	COMMENT ON COLUMN entry_goods.melt IS
		'countries where they, or what they were made of, were melted and poured, by verified documents; NULL: not known';
	COMMENT ON COLUMN entry_goods.origin IS
		'country of origin the line claims';
	COMMENT ON COLUMN entry_goods.link_basis IS
		'how the goods were found; in brackets when they may be others';
	COMMENT ON COLUMN entry_goods.strength IS
		'strong, weak or ambiguous';
	COMMENT ON COLUMN entry_goods.state IS
		'proposed or accepted; NULL: no goods';
	COMMENT ON COLUMN entry_goods.quantity IS
		'how much: kilograms for goods that are weighed';
	COMMENT ON COLUMN entry_goods.documents IS
		'documents the link and the melt rest on';
	COMMENT ON COLUMN entry_goods.verdict IS
		'the worst verdict among what this rests on; unknown also when a document was withdrawn, or nobody says where it was melted';

	CREATE VIEW lead_time WITH (security_invoker = true) AS
		SELECT e.entry_no::custody.entry_number AS entry_no, e.arrived_at, f.first_good,
			   e.arrived_at - f.first_good AS lead
			FROM entry AS e
				LEFT JOIN LATERAL (
					SELECT min(d.received_at) AS first_good
						FROM entry_documents(e.entry_no, true) AS x
							JOIN document AS d ON d.document_id = x.document_id) AS f ON true;
	COMMENT ON VIEW lead_time IS
		'how long before arrival the first good document of an entry was here';
	COMMENT ON COLUMN lead_time.entry_no IS
		'the entry';
	COMMENT ON COLUMN lead_time.arrived_at IS
		'when the goods arrived';
	COMMENT ON COLUMN lead_time.first_good IS
		'when its first good document was received';
	COMMENT ON COLUMN lead_time.lead IS
		'the time between; negative when the document came later';

	CREATE FUNCTION goods_by_code(code text)
		RETURNS TABLE (item custody.item, kind text, scheme text, scope text,
					   documents bigint[])
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 5
		BEGIN ATOMIC
			SELECT g.item, g.kind, custody.item_scheme(g.item), custody.item_scope(g.item),
				   ARRAY(SELECT DISTINCT e.document_id
							FROM event_item AS i JOIN event AS e ON e.event_id = i.event_id
							WHERE i.item_id = g.item_id
							ORDER BY e.document_id)
				FROM goods AS g
				WHERE custody.item_code(g.item) = goods_by_code.code
				ORDER BY g.item;
		END;
	COMMENT ON FUNCTION goods_by_code(text) IS
		'goods by the number on the paper: see find_item';

	-- Columns that are those of document say what they say there.  This is the
	-- only query that runs while a ledger is made, and nothing of the ledger's
	-- schema may run with it.
	PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
	FOR same IN
		SELECT v.attrelid::regclass AS view_name, v.attname,
			   col_description(d.attrelid, d.attnum) AS description
			FROM pg_attribute AS v
				JOIN pg_attribute AS d ON d.attname = v.attname
			WHERE d.attrelid = format('%I.document', make_ledger_views.schema_name)::regclass
				AND v.attrelid = ANY (ARRAY[
					format('%I.document_now', make_ledger_views.schema_name)::regclass,
					format('%I.entry_document', make_ledger_views.schema_name)::regclass])
				AND v.attnum > 0
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', same.view_name, same.attname,
					   same.description);
	END LOOP;
END
$$;
COMMENT ON FUNCTION make_ledger_views(name) IS
	'part of create_ledger: views, and the functions behind them';
