-- Ingest, third part: entry documents fill entry and entry_line.
--
-- Only good evidence does, and only where nothing stands yet: whatever the
-- application wrote, or an earlier good document, stays.

CREATE FUNCTION instant(normal text) RETURNS timestamptz
	LANGUAGE sql STABLE STRICT PARALLEL SAFE
	BEGIN ATOMIC
		SELECT CASE WHEN instant.normal ~ '(Z|[+-]\d\d:\d\d)$'
					THEN instant.normal::timestamptz
					ELSE instant.normal::timestamp AT TIME ZONE 'UTC' END;
	END;
COMMENT ON FUNCTION instant(text) IS
	'the time of a date in normal form; without a zone it is taken for UTC';

CREATE FUNCTION make_ledger_entry_filling(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_entry_filling.schema_name), true);

	-- Lines are goods of kind line: their code is the number of the line.
	CREATE FUNCTION declared_lines(documents bigint[])
		RETURNS TABLE (document_id bigint, event_id bigint,
					   entry_no custody.entry_number, line_no integer, item_id bigint)
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 5
		BEGIN ATOMIC
			SELECT e.document_id, e.event_id, r.entry_no, g.line_no, g.item_id
				FROM event AS e
					JOIN LATERAL (SELECT DISTINCT custody.entry_number_or_null(r.normal) AS entry_no
									FROM reference AS r
									WHERE r.event_id = e.event_id AND r.kind = 'entry')
						AS r ON r.entry_no IS NOT NULL
					LEFT JOIN LATERAL (
						SELECT custody.item_code(g.item)::integer AS line_no, g.item_id
							FROM event_item AS i JOIN goods AS g ON g.item_id = i.item_id
							WHERE i.event_id = e.event_id AND i.role = 'object'
								AND g.kind = 'line'
								AND custody.item_code(g.item) ~ '^\d{1,6}$') AS g ON true
				WHERE e.document_id = ANY (declared_lines.documents) AND e.kind = 'declare';
		END;
	COMMENT ON FUNCTION declared_lines(bigint[]) IS
		'what entry documents declare, line by line; line_no NULL: the document names an entry, but no line of it';

	CREATE FUNCTION declared_value(event_id bigint, item_id bigint, name text)
		RETURNS text
		LANGUAGE sql STABLE PARALLEL SAFE COST 50
		BEGIN ATOMIC
			SELECT min(c.normal)
				FROM claim AS c
				WHERE c.event_id = declared_value.event_id
					AND c.name = declared_value.name
					AND c.item_id IS NOT DISTINCT FROM declared_value.item_id;
		END;
	COMMENT ON FUNCTION declared_value(bigint, bigint, text) IS
		'what an event claims of goods (NULL: of itself) under a name, in comparable form';

	CREATE FUNCTION declared_party(event_id bigint, role text, schemes text[])
		RETURNS text
		LANGUAGE sql STABLE PARALLEL SAFE COST 50
		BEGIN ATOMIC
			SELECT k.value
				FROM event_party AS p
					JOIN event AS e ON e.event_id = p.event_id
					JOIN party_key AS k ON k.party_id = p.party_id
						AND k.document_id = e.document_id
				WHERE p.event_id = declared_party.event_id
					AND p.role = declared_party.role
					AND k.scheme = ANY (declared_party.schemes)
				ORDER BY array_position(declared_party.schemes, k.scheme), k.value
				LIMIT 1;
		END;
	COMMENT ON FUNCTION declared_party(bigint, text, text[]) IS
		'the first of these keys that an event''s document gives a party in a role';

	CREATE FUNCTION fill_entries(documents bigint[]) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		declaring bigint[];
	BEGIN
		-- A witness may make what another document said good.
		declaring := ARRAY(
			SELECT DISTINCT l.document_id
				FROM declared_lines(ARRAY(
					SELECT coalesce(d.witness_of, d.document_id) FROM document AS d
						WHERE d.document_id = ANY (documents))) AS l
				ORDER BY l.document_id);
		declaring := ARRAY(SELECT d.id FROM unnest(declaring) AS d(id)
						   WHERE usable(d.id) ORDER BY d.id);
		IF declaring = '{}' THEN
			RETURN;
		END IF;

		IF is_own_table('entry') THEN
			INSERT INTO entry AS e (entry_no, type, importer, filer, port, filed_at,
									arrived_at)
				SELECT DISTINCT ON (l.entry_no) l.entry_no,
					   declared_value(l.event_id, NULL, 'entry_type'),
					   declared_party(l.event_id, 'importer', ARRAY['ior', 'name']),
					   left(l.entry_no, 3), p.us_port,
					   custody.instant(declared_value(l.event_id, NULL, 'entry_date')),
					   custody.instant(declared_value(l.event_id, NULL, 'import_date'))
					FROM declared_lines(declaring) AS l
						JOIN event AS v ON v.event_id = l.event_id
						LEFT JOIN place AS p ON p.place_id = v.place_id
					ORDER BY l.entry_no, l.line_no IS NULL, l.document_id, l.event_id
				ON CONFLICT (entry_no) DO UPDATE
					SET type = coalesce(e.type, excluded.type),
						importer = coalesce(e.importer, excluded.importer),
						filer = coalesce(e.filer, excluded.filer),
						port = coalesce(e.port, excluded.port),
						filed_at = coalesce(e.filed_at, excluded.filed_at),
						arrived_at = coalesce(e.arrived_at, excluded.arrived_at);
		END IF;

		IF is_own_table('entry_line') THEN
			INSERT INTO entry_line (entry_no, line_no, hts, claimed_origin, quantity, unit,
									value, mid)
				SELECT DISTINCT ON (l.entry_no, l.line_no) l.entry_no, l.line_no,
					   declared_value(l.event_id, l.item_id, 'hts'),
					   declared_value(l.event_id, l.item_id, 'country_of_origin'),
					   q.quantity, q.unit,
					   declared_value(l.event_id, l.item_id, 'entered_value')::numeric,
					   declared_party(l.event_id, 'manufacturer', ARRAY['mid'])
					FROM declared_lines(declaring) AS l
						LEFT JOIN LATERAL (
							SELECT q.quantity, q.unit FROM event_quantity AS q
								WHERE q.event_id = l.event_id AND q.item_id = l.item_id
									AND q.role = 'object'
								ORDER BY array_position(ARRAY['net', 'gross', 'count'], q.basis),
									q.si_quantity
								LIMIT 1) AS q ON true
					WHERE l.line_no IS NOT NULL
						AND NOT EXISTS (SELECT FROM entry_line AS f
										WHERE f.entry_no = l.entry_no)
						-- All lines of an entry come from one document.
						AND l.document_id = (SELECT min(m.document_id)
											 FROM declared_lines(declaring) AS m
											 WHERE m.entry_no = l.entry_no
												 AND m.line_no IS NOT NULL)
					ORDER BY l.entry_no, l.line_no, l.event_id
				ON CONFLICT DO NOTHING;
		END IF;
	END
	$body$;
	COMMENT ON FUNCTION fill_entries(bigint[]) IS
		'fills entry and entry_line from those documents that are good evidence, where nothing stands yet';

	CREATE FUNCTION is_own_table(name text) RETURNS boolean
		LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10
	AS $body$
	BEGIN
		RETURN EXISTS (SELECT FROM pg_class AS c
						WHERE c.oid = to_regclass(is_own_table.name)
							AND c.relkind IN ('r', 'p'));
	END
	$body$;
	COMMENT ON FUNCTION is_own_table(text) IS
		'false when something else, a view perhaps, was put in the place of a table of the ledger';
END
$$;
COMMENT ON FUNCTION make_ledger_entry_filling(name) IS
	'part of create_ledger: functions that fill entries from documents';
