-- Which goods is an entry line about?
--
-- No shipping document carries the number of a coil or a heat.  The way leads
-- from the entry to its bill of lading, to the invoice, to the order, to the
-- mill certificates for that order, and there the pieces are picked by weight.
-- Where more than one choice of pieces fits, all of them are proposed and
-- marked as ambiguous: a guess would look like knowledge.

CREATE FUNCTION weight_tolerance() RETURNS numeric
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT 0.005;
	END;
COMMENT ON FUNCTION weight_tolerance() IS
	'how far the pieces behind an entry line may weigh more or less than the line declares: half a percent';

CREATE FUNCTION subsets_weighing(weights bigint[], low bigint, high bigint,
		OUT solutions bigint, OUT uses bigint[])
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000
	AS 'MODULE_PATHNAME', 'subsets_weighing';
COMMENT ON FUNCTION subsets_weighing(bigint[], bigint, bigint) IS
	'how many subsets of at most 24 pieces weigh from low to high together, and in how many of them each piece is';

CREATE TYPE link_choice AS (
	item_id bigint,
	line_no integer,
	weight numeric,
	strength text
);
COMMENT ON TYPE link_choice IS
	'a piece that an entry line may be about';
COMMENT ON COLUMN link_choice.item_id IS
	'the piece';
COMMENT ON COLUMN link_choice.line_no IS
	'the line';
COMMENT ON COLUMN link_choice.weight IS
	'its mass in kilograms';
COMMENT ON COLUMN link_choice.strength IS
	'strong, weak or ambiguous';

CREATE TYPE link_proposal AS (
	entry_no entry_number,
	line_no integer,
	item item,
	quantity numeric,
	basis text,
	strength text,
	documents bigint[],
	state text,
	code text,
	note text
);
COMMENT ON TYPE link_proposal IS
	'row of link_entry';
COMMENT ON COLUMN link_proposal.entry_no IS
	'the entry';
COMMENT ON COLUMN link_proposal.line_no IS
	'its line';
COMMENT ON COLUMN link_proposal.item IS
	'goods the line may be about; NULL: none were found';
COMMENT ON COLUMN link_proposal.quantity IS
	'how much: kilograms for goods that are weighed';
COMMENT ON COLUMN link_proposal.basis IS
	'explicit, invoice_line, bol_container, po_hts_weight, workflow or manual';
COMMENT ON COLUMN link_proposal.strength IS
	'strong: the only reading; weak: the only one tried; ambiguous: one of several';
COMMENT ON COLUMN link_proposal.documents IS
	'documents the link rests on';
COMMENT ON COLUMN link_proposal.state IS
	'proposed, accepted or rejected';
COMMENT ON COLUMN link_proposal.code IS
	'ok, link_ambiguous, or why the line has no goods: no_entry_document, no_bill_of_lading (nothing shares the number of it), no_invoice, no_order, no_certificate, no_weight (the line declares no mass), no_weight_match';
COMMENT ON COLUMN link_proposal.note IS
	'documents that belong to the entry but were not used';

-- Groups are certificates when there are too many pieces to try them one by
-- one; else every piece is a group of its own.
CREATE FUNCTION pieces_weighing(items bigint[], weights numeric[],
		certificates bigint[], target numeric)
	RETURNS TABLE (item_id bigint, weight numeric, strength text)
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 10 COST 100000
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	by_piece CONSTANT boolean := cardinality(items) <= 24;
	low CONSTANT numeric := target * (1 - custody.weight_tolerance());
	high CONSTANT numeric := target * (1 + custody.weight_tolerance());
	groups bigint[];
	loads numeric[];
	found record;
BEGIN
	SELECT array_agg(g.id ORDER BY g.id), array_agg(g.load ORDER BY g.id)
		INTO groups, loads
		FROM (SELECT CASE WHEN by_piece THEN p.item_id ELSE p.certificate END AS id,
					 sum(p.weight) AS load
				FROM unnest(items, weights, certificates) AS p(item_id, weight, certificate)
				GROUP BY 1) AS g;
	IF cardinality(groups) <= 24 THEN
		-- In milligrams; what weighs 100,000 tonnes or more is no piece.
		found := custody.subsets_weighing(
			ARRAY(SELECT greatest(1, least(l.load, 1e8) * 1e6)::bigint
					FROM unnest(loads) WITH ORDINALITY AS l(load, no) ORDER BY l.no),
			greatest(1, ceil(least(low, 1e10) * 1e6))::bigint,
			greatest(1, floor(least(high, 1e10) * 1e6))::bigint);
	ELSE
		SELECT (sum(l.load) BETWEEN low AND high)::integer::bigint AS solutions,
			   array_fill((sum(l.load) BETWEEN low AND high)::integer::bigint,
						  ARRAY[count(*)::integer]) AS uses
			INTO found FROM unnest(loads) AS l(load);
	END IF;
	RETURN QUERY
		SELECT p.item_id, p.weight,
			   CASE WHEN found.solutions > 1 THEN 'ambiguous'
					WHEN by_piece THEN 'strong'
					ELSE 'weak' END
			FROM unnest(items, weights, certificates) AS p(item_id, weight, certificate)
			WHERE found.uses[array_position(groups,
					CASE WHEN by_piece THEN p.item_id ELSE p.certificate END)] > 0;
END
$$;
COMMENT ON FUNCTION pieces_weighing(bigint[], numeric[], bigint[], numeric) IS
	'which pieces together weigh target kilograms, within weight_tolerance: strong when only one choice does, ambiguous when several do (all pieces of any of them), weak when there were more than 24 pieces and only whole certificates were tried';

CREATE FUNCTION make_ledger_links(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_links.schema_name), true);

	-- Class and line items are names of documents for what they do not name.
	CREATE FUNCTION link_candidates(documents bigint[])
		RETURNS TABLE (item_id bigint, basis text, weight numeric, document_id bigint)
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 COST 10000
		BEGIN ATOMIC
			WITH named AS (
				SELECT i.item_id, e.document_id,
					   CASE e.kind WHEN 'declare' THEN 'explicit'
								   WHEN 'transfer_title' THEN 'invoice_line'
								   ELSE 'po_hts_weight' END AS basis
					FROM event AS e
						JOIN event_item AS i ON i.event_id = e.event_id
					WHERE e.document_id = ANY (link_candidates.documents)
						AND (e.kind IN ('declare', 'transfer_title') AND i.role = 'object'
							 OR e.kind = 'produce' AND i.role = 'out')
				UNION
				SELECT c.item_id, p.document_id, 'bol_container'
					FROM event AS b
						JOIN event_item AS k ON k.event_id = b.event_id AND k.role = 'parent'
						JOIN event_item AS s ON s.item_id = k.item_id AND s.role = 'parent'
						JOIN event AS p ON p.event_id = s.event_id AND p.kind = 'aggregate'
						JOIN event_item AS c ON c.event_id = p.event_id AND c.role = 'child'
					WHERE b.document_id = ANY (link_candidates.documents)
						AND b.kind = 'transfer_custody'
			), believed AS MATERIALIZED (
				SELECT n.* FROM (SELECT * FROM named OFFSET 0) AS n
					WHERE n.document_id = ANY (link_candidates.documents)
						OR usable(n.document_id)
			)
			SELECT DISTINCT ON (n.item_id, n.basis)
				   n.item_id, n.basis, q.si_quantity, n.document_id
				FROM believed AS n
					JOIN goods AS g ON g.item_id = n.item_id
						AND g.kind NOT IN ('class', 'line')
					LEFT JOIN LATERAL (
						SELECT s.si_quantity
							FROM event_quantity AS s
								JOIN event AS e ON e.event_id = s.event_id
							WHERE s.item_id = n.item_id AND s.dimension = 'mass'
								AND s.si_quantity > 0
								AND (e.document_id = n.document_id OR usable(e.document_id))
							ORDER BY e.document_id <> n.document_id,
								array_position(ARRAY['net', 'gross'], s.basis),
								s.si_quantity
							LIMIT 1) AS q ON true
				ORDER BY n.item_id, n.basis, n.document_id;
		END;
	COMMENT ON FUNCTION link_candidates(bigint[]) IS
		'goods that documents of an entry lead to, how, and their mass in kilograms';

	CREATE FUNCTION may_link(entry_no custody.entry_number, line_no integer, item_id bigint)
		RETURNS boolean
		LANGUAGE sql STABLE PARALLEL SAFE COST 100
		BEGIN ATOMIC
			SELECT NOT EXISTS (SELECT FROM entry_item AS i
							   WHERE i.item_id = may_link.item_id
								   AND (i.state = 'accepted'
										OR i.state = 'rejected'
											AND i.entry_no = may_link.entry_no
											AND i.line_no = may_link.line_no))
				-- The first six digits of a tariff number are the same everywhere.
				AND NOT EXISTS (SELECT FROM entry_line AS l
									JOIN claim AS c ON c.item_id = may_link.item_id
										AND c.name = 'hts' AND length(c.normal) >= 6
								WHERE l.entry_no::custody.entry_number = may_link.entry_no
									AND l.line_no = may_link.line_no
									AND left(l.hts, 6) <> left(c.normal, 6));
		END;
	COMMENT ON FUNCTION may_link(custody.entry_number, integer, bigint) IS
		'false when goods were accepted for a line already, were rejected for this one, or have another tariff number';

	CREATE FUNCTION line_targets(entry_no custody.entry_number)
		RETURNS TABLE (line_no integer, declared numeric, target numeric)
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 5 COST 100
		BEGIN ATOMIC
			SELECT l.line_no, q.kilograms,
				   q.kilograms - coalesce((
						SELECT sum(i.quantity) FROM entry_item AS i
							WHERE i.entry_no = line_targets.entry_no AND i.line_no = l.line_no
								AND i.state = 'accepted'), 0)
				FROM entry_line AS l,
					custody.kilograms(l.quantity, l.unit) AS q(kilograms)
				WHERE l.entry_no::custody.entry_number = line_targets.entry_no;
		END;
	COMMENT ON FUNCTION line_targets(custody.entry_number) IS
		'kilograms each line of an entry declares, and those that no accepted link accounts for; NULL: the line is not declared by mass';

	-- Line by line.  What a line with a single solution takes is not left for
	-- the others, unless two such lines want the same piece.
	CREATE FUNCTION weigh_lines(entry_no custody.entry_number, items bigint[],
			weights numeric[], certificates bigint[])
		RETURNS SETOF custody.link_choice
		LANGUAGE plpgsql STABLE PARALLEL SAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		choices custody.link_choice[];
		settled custody.link_choice[] := '{}';
		settled_now custody.link_choice[];
	BEGIN
		LOOP
			choices := ARRAY(
				SELECT ROW(w.item_id, l.line_no, w.weight, w.strength)::custody.link_choice
					FROM line_targets(weigh_lines.entry_no) AS l,
						LATERAL (
							SELECT array_agg(p.item_id ORDER BY p.item_id) AS items,
								   array_agg(p.weight ORDER BY p.item_id) AS weights,
								   array_agg(p.document_id ORDER BY p.item_id) AS certificates
								FROM unnest(items, weights, certificates)
									AS p(item_id, weight, document_id)
								WHERE NOT EXISTS (SELECT FROM unnest(settled) AS s
												  WHERE s.item_id = p.item_id)
									AND may_link(weigh_lines.entry_no, l.line_no, p.item_id)
						) AS c,
						custody.pieces_weighing(c.items, c.weights, c.certificates,
												l.target) AS w
					WHERE l.target > 0 AND c.items IS NOT NULL
						AND NOT EXISTS (SELECT FROM unnest(settled) AS s
										WHERE s.line_no = l.line_no)
					ORDER BY l.line_no, w.item_id);
			settled_now := ARRAY(
				SELECT c FROM unnest(choices) AS c
					WHERE c.strength <> 'ambiguous'
						AND NOT EXISTS (
							SELECT FROM unnest(choices) AS mine, unnest(choices) AS theirs
								WHERE mine.line_no = c.line_no
									AND theirs.line_no <> c.line_no
									AND theirs.item_id = mine.item_id
									AND theirs.strength <> 'ambiguous'));
			EXIT WHEN cardinality(settled_now) = 0;
			settled := settled || settled_now;
		END LOOP;
		RETURN QUERY
			SELECT s.* FROM unnest(settled) AS s
			UNION ALL
			SELECT c.item_id, c.line_no, c.weight, 'ambiguous' FROM unnest(choices) AS c;
	END
	$body$;
	COMMENT ON FUNCTION weigh_lines(custody.entry_number, bigint[], numeric[], bigint[]) IS
		'which of the pieces each line of an entry may be about, by weight';

	CREATE FUNCTION find_links(entry_no custody.entry_number, documents bigint[])
		RETURNS TABLE (item_id bigint, line_no integer, weight numeric, basis text,
					   strength text, document_id bigint)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20
	AS $body$
	#variable_conflict use_column
	DECLARE
		wanted_basis text;
	BEGIN
		-- Goods that are named come before those that are only ordered.
		FOREACH wanted_basis IN ARRAY
			ARRAY['explicit', 'invoice_line', 'bol_container', 'po_hts_weight'] LOOP
			RETURN QUERY
				WITH pieces AS MATERIALIZED (
					SELECT c.* FROM link_candidates(documents) AS c
						WHERE c.basis = wanted_basis
				)
				SELECT w.item_id, w.line_no, w.weight, wanted_basis, w.strength,
					   p.document_id
					FROM (SELECT array_agg(p.item_id) AS items,
								 array_agg(p.weight) AS weights,
								 array_agg(p.document_id) AS certificates
							FROM pieces AS p WHERE p.weight IS NOT NULL) AS a,
						weigh_lines(find_links.entry_no, a.items, a.weights,
									a.certificates) AS w
						JOIN pieces AS p ON p.item_id = w.item_id
					WHERE a.items IS NOT NULL;
			IF FOUND THEN
				RETURN;
			END IF;
			-- Named goods of an entry with one line are that line's, whatever
			-- their weight.
			RETURN QUERY
				SELECT c.item_id, l.line_no, c.weight, wanted_basis, 'weak',
					   c.document_id
					FROM (SELECT min(t.line_no) AS line_no
							FROM line_targets(find_links.entry_no) AS t
							HAVING count(*) = 1) AS l,
						link_candidates(documents) AS c
					WHERE c.basis = wanted_basis AND wanted_basis <> 'po_hts_weight'
						AND may_link(find_links.entry_no, l.line_no, c.item_id);
			IF FOUND THEN
				RETURN;
			END IF;
		END LOOP;
	END
	$body$;
	COMMENT ON FUNCTION find_links(custody.entry_number, bigint[]) IS
		'goods that lines of an entry may be about, by documents that are good evidence';

	CREATE FUNCTION propose_links(entry_no text) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	AS $body$
	#variable_conflict use_column
	DECLARE
		wanted CONSTANT custody.entry_number := propose_links.entry_no;
		members bigint[];
	BEGIN
		-- Entry documents may have become good since they came in.
		PERFORM fill_entries(ARRAY(SELECT r.document_id FROM reference AS r
								   WHERE r.kind = 'entry' AND r.normal = wanted));
		members := ARRAY(SELECT d.document_id FROM entry_documents(wanted, true) AS d);

		WITH found AS MATERIALIZED (
			-- A link rests on its own certificate, not on those of other pieces.
			SELECT f.line_no, f.item_id, f.weight, f.basis, f.strength,
				   ARRAY(SELECT m.id FROM unnest(members) AS m(id)
							WHERE NOT EXISTS (SELECT FROM event AS e
											  WHERE e.document_id = m.id AND e.kind = 'produce')
						 UNION SELECT f.document_id
						 ORDER BY 1) AS documents
				FROM find_links(wanted, members) AS f
		), gone AS (
			DELETE FROM entry_item AS i
				WHERE i.entry_no = wanted AND i.state = 'proposed'
					AND NOT EXISTS (SELECT FROM found AS f
									WHERE f.line_no = i.line_no AND f.item_id = i.item_id)
		)
		INSERT INTO entry_item AS i (entry_no, line_no, item_id, quantity, basis, strength,
									 documents)
			SELECT wanted, f.line_no, f.item_id, f.weight, f.basis, f.strength, f.documents
				FROM found AS f
			ON CONFLICT (entry_no, line_no, item_id) DO UPDATE
				SET quantity = excluded.quantity, basis = excluded.basis,
					strength = excluded.strength, documents = excluded.documents,
					recorded_at = excluded.recorded_at
				WHERE i.state = 'proposed'
					AND (i.quantity, i.basis, i.strength, i.documents)
						IS DISTINCT FROM (excluded.quantity, excluded.basis,
										  excluded.strength, excluded.documents);
	END
	$body$;
	COMMENT ON FUNCTION propose_links(text) IS
		'writes the proposals of link_entry down anew; what was accepted or rejected stays';

	CREATE FUNCTION link_report(entry_no text)
		RETURNS SETOF custody.link_proposal
		LANGUAGE plpgsql STABLE PARALLEL SAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		wanted CONSTANT custody.entry_number := link_report.entry_no;
		members bigint[];
		ways text[];
		unused bigint[];
		reason text;
		unused_note text;
	BEGIN
		SELECT coalesce(array_agg(d.document_id), '{}'), coalesce(array_agg(d.via), '{}')
			INTO members, ways
			FROM entry_documents(wanted, true) AS d;
		unused := ARRAY(SELECT d.document_id FROM entry_documents(wanted, false) AS d
							WHERE d.document_id <> ALL (members)
							ORDER BY d.document_id);
		unused_note := 'not used, because no good evidence: documents '
			|| nullif(array_to_string(unused, ', '), '');
		reason := CASE
			WHEN 'entry' <> ALL (ways) THEN 'no_entry_document'
			WHEN EXISTS (SELECT FROM link_candidates(members)) THEN 'no_weight_match'
			WHEN 'bol' <> ALL (ways) THEN 'no_bill_of_lading'
			WHEN NOT EXISTS (SELECT FROM reference AS r
							 WHERE r.document_id = ANY (members) AND r.kind = 'invoice')
				THEN 'no_invoice'
			WHEN NOT EXISTS (SELECT FROM reference AS r
							 WHERE r.document_id = ANY (members) AND r.kind = 'po')
				THEN 'no_order'
			ELSE 'no_certificate' END;

		RETURN QUERY
			SELECT i.entry_no, i.line_no, g.item, i.quantity, i.basis, i.strength,
				   i.documents, i.state,
				   CASE WHEN i.strength = 'ambiguous' THEN 'link_ambiguous' ELSE 'ok' END,
				   unused_note
				FROM entry_item AS i JOIN goods AS g ON g.item_id = i.item_id
				WHERE i.entry_no = wanted
			UNION ALL
			SELECT wanted, l.line_no, NULL, NULL, NULL, NULL, NULL, NULL,
				   CASE WHEN l.declared IS NULL AND reason = 'no_weight_match'
						THEN 'no_weight' ELSE reason END,
				   unused_note
				FROM (SELECT t.line_no, t.declared FROM line_targets(wanted) AS t
					  UNION ALL
					  SELECT NULL, NULL
						WHERE NOT EXISTS (SELECT FROM line_targets(wanted))) AS l
				WHERE NOT EXISTS (SELECT FROM entry_item AS i
								  WHERE i.entry_no = wanted AND i.state <> 'rejected'
									  AND i.line_no IS NOT DISTINCT FROM l.line_no)
			ORDER BY 2, 3;
	END
	$body$;
	COMMENT ON FUNCTION link_report(text) IS
		'links of an entry as they stand, and why a line has none';

	CREATE FUNCTION decide_link(entry_no text, line_no integer, item custody.item,
			accepted boolean) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	AS $body$
	#variable_conflict use_column
	DECLARE
		wanted CONSTANT custody.entry_number := decide_link.entry_no;
		wanted_item CONSTANT bigint := (SELECT g.item_id FROM goods AS g
										WHERE g.item = decide_link.item);
	BEGIN
		IF wanted_item IS NULL THEN
			RAISE EXCEPTION 'no document names these goods' USING ERRCODE = '22023';
		END IF;
		IF NOT EXISTS (SELECT FROM entry_line AS l
					   WHERE l.entry_no::custody.entry_number = wanted
						   AND l.line_no = decide_link.line_no) THEN
			RAISE EXCEPTION 'entry "%" has no line %', wanted, decide_link.line_no
				USING ERRCODE = '22023';
		END IF;
		INSERT INTO entry_item AS i (entry_no, line_no, item_id, basis, strength, documents,
									 state, decided_by)
			VALUES (wanted, decide_link.line_no, wanted_item, 'manual', 'strong', '{}',
					CASE WHEN accepted THEN 'accepted' ELSE 'rejected' END,
					custody.outer_role())
			ON CONFLICT (entry_no, line_no, item_id) DO UPDATE
				SET state = excluded.state, decided_by = excluded.decided_by,
					recorded_at = excluded.recorded_at;
	END
	$body$;
	COMMENT ON FUNCTION decide_link(text, integer, custody.item, boolean) IS
		'an officer''s word on a link: see accept_link and reject_link';
END
$$;
COMMENT ON FUNCTION make_ledger_links(name) IS
	'part of create_ledger: functions that link entries and goods';
