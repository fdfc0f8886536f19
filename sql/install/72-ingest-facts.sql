-- Ingest, second part: facts of documents become rows.

CREATE FUNCTION party_identity(keys jsonb) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT custody.bounded((
			SELECT k.scheme || ':' || k.value
				FROM jsonb_each_text(party_identity.keys) AS k(scheme, value)
				ORDER BY k.scheme = 'name',
					array_position(ARRAY['lei', 'gln', 'duns', 'ior', 'scac', 'mid', 'ffr'],
								   k.scheme),
					k.scheme
				LIMIT 1));
	END;
COMMENT ON FUNCTION party_identity(jsonb) IS
	'the strongest name of a party without a DID: a business number, else its name';

CREATE FUNCTION place_identity(keys jsonb, name text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT custody.bounded(coalesce(
			'gln:' || (place_identity.keys ->> 'gln'),
			'unlocode:' || (place_identity.keys ->> 'unlocode'),
			'us_port:' || (place_identity.keys ->> 'us_port'),
			'name:' || nullif(concat_ws('|', place_identity.keys ->> 'country',
										place_identity.name,
										place_identity.keys ->> 'latitude',
										place_identity.keys ->> 'longitude'), '')));
	END;
COMMENT ON FUNCTION place_identity(jsonb, text) IS
	'the strongest name of a place: a code, else country, name and coordinates; NULL when nothing is said';

-- A weaker key never makes two parties one: anybody can write the number of
-- somebody else beside his own DID.
CREATE FUNCTION fact_identity(fact fact) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT CASE
			WHEN (fact_identity.fact).fact = 'place'
				THEN custody.place_identity((fact_identity.fact).keys,
											(fact_identity.fact).name)
			WHEN (fact_identity.fact).fact <> 'party' THEN NULL
			WHEN (fact_identity.fact).normal IS NOT NULL
				THEN custody.bounded((fact_identity.fact).normal)
			ELSE custody.party_identity((fact_identity.fact).keys) END;
	END;
COMMENT ON FUNCTION fact_identity(fact) IS
	'the identity of a party (its DID, else a weaker key) or place; NULL for other facts';

CREATE FUNCTION coordinates(keys jsonb) RETURNS numeric[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT CASE WHEN coordinates.keys ->> 'latitude' ~ '^-?\d{1,3}(\.\d{1,20})?$'
						AND coordinates.keys ->> 'longitude' ~ '^-?\d{1,3}(\.\d{1,20})?$'
					THEN ARRAY[(coordinates.keys ->> 'latitude')::numeric,
							   (coordinates.keys ->> 'longitude')::numeric] END;
	END;
COMMENT ON FUNCTION coordinates(jsonb) IS
	'latitude and longitude of a place in degrees; NULL when they are none';

CREATE FUNCTION make_ledger_extraction(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_extraction.schema_name), true);

	CREATE FUNCTION store_names(documents bigint[], facts custody.fact[],
			identities text[]) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	BEGIN
		INSERT INTO goods (item, kind)
			SELECT f.item, coalesce(min(f.kind) FILTER (WHERE f.fact = 'item'),
									custody.item_kind(f.item))
				FROM custody.fact_rows(documents, facts, identities) AS f
				WHERE f.item IS NOT NULL
					AND NOT EXISTS (SELECT FROM goods AS g WHERE g.item = f.item)
				GROUP BY f.item
				ORDER BY f.item
			ON CONFLICT DO NOTHING;

		INSERT INTO party (identity, kind, name)
			SELECT DISTINCT ON (f.identity) f.identity,
				   coalesce(nullif(f.kind, 'organization'), 'organisation'), f.name
				FROM custody.fact_rows(documents, facts, identities) AS f
				WHERE f.fact = 'party' AND f.identity IS NOT NULL
					AND NOT EXISTS (SELECT FROM party AS q WHERE q.identity = f.identity)
				ORDER BY f.identity, f.name IS NULL, f.no
			ON CONFLICT DO NOTHING;

		INSERT INTO party_key (party_id, scheme, value, document_id)
			SELECT DISTINCT q.party_id, k.scheme, k.value, f.document_id
				FROM custody.fact_rows(documents, facts, identities) AS f
					JOIN party AS q ON q.identity = f.identity,
					LATERAL (SELECT e.* FROM jsonb_each_text(f.keys) AS e
							 UNION ALL SELECT 'did', f.normal) AS k(scheme, value)
				WHERE f.fact = 'party' AND k.value IS NOT NULL;

		INSERT INTO place (identity, country, unlocode, us_port, gln, name, coordinates)
			SELECT DISTINCT ON (f.identity) f.identity, f.keys ->> 'country',
				   f.keys ->> 'unlocode', f.keys ->> 'us_port', f.keys ->> 'gln', f.name,
				   custody.coordinates(f.keys)
				FROM custody.fact_rows(documents, facts, identities) AS f
				WHERE f.fact = 'place' AND f.identity IS NOT NULL
					AND NOT EXISTS (SELECT FROM place AS q WHERE q.identity = f.identity)
				ORDER BY f.identity, f.name IS NULL, f.no
			ON CONFLICT DO NOTHING;
	END
	$body$;
	COMMENT ON FUNCTION store_names(bigint[], custody.fact[], text[]) IS
		'goods, parties and places that facts name, as far as they are not there yet';

	CREATE FUNCTION store_facts(documents bigint[], facts custody.fact[]) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		identities text[];
	BEGIN
		IF documents IS NULL THEN
			RETURN;
		END IF;
		identities := ARRAY(SELECT custody.fact_identity(u.one)
								FROM (SELECT unnest(facts) AS one) AS u);
		PERFORM store_names(documents, facts, identities);

		INSERT INTO event (document_id, seq, kind, step, during, place_id)
			SELECT f.document_id, f.event_seq, f.kind, f.name, f.during, p.place_id
				FROM custody.fact_rows(documents, facts, identities) AS f
					LEFT JOIN (SELECT DISTINCT ON (l.document_id, l.event_seq)
									  l.document_id, l.event_seq, q.place_id
								   FROM custody.fact_rows(documents, facts, identities) AS l
									   JOIN place AS q ON q.identity = l.identity
								   WHERE l.fact = 'place'
								   ORDER BY l.document_id, l.event_seq, l.no) AS p
						ON p.document_id = f.document_id AND p.event_seq = f.event_seq
				WHERE f.fact = 'event'
				ORDER BY f.document_id, f.event_seq;

		INSERT INTO event_item (event_id, item_id, role)
			SELECT DISTINCT e.event_id, g.item_id, f.role
				FROM custody.fact_rows(documents, facts, identities) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					JOIN goods AS g ON g.item = f.item
				WHERE f.fact = 'item';

		INSERT INTO event_quantity (event_id, item_id, role, basis, quantity, unit,
									si_quantity, dimension)
			SELECT e.event_id, g.item_id, f.role, f.basis, f.quantity, f.unit,
				   f.si_quantity, f.dimension
				FROM custody.fact_rows(documents, facts, identities) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					LEFT JOIN goods AS g ON g.item = f.item
				WHERE f.fact = 'quantity';

		INSERT INTO event_party (event_id, party_id, role, dimension)
			SELECT DISTINCT e.event_id, q.party_id, f.role, coalesce(f.dimension, 'declared')
				FROM custody.fact_rows(documents, facts, identities) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					JOIN party AS q ON q.identity = f.identity
				WHERE f.fact = 'party';

		INSERT INTO claim (document_id, event_id, item_id, name, value, normal)
			SELECT f.document_id, e.event_id, g.item_id, f.name, f.value, f.normal
				FROM custody.fact_rows(documents, facts, identities) AS f
					LEFT JOIN event AS e
						ON e.document_id = f.document_id AND e.seq = f.event_seq
					LEFT JOIN goods AS g ON g.item = f.item
				WHERE f.fact = 'claim'
			UNION ALL
			SELECT f.document_id, e.event_id, NULL, 'place_' || f.role,
				   coalesce(f.name, q.identity), q.identity
				FROM custody.fact_rows(documents, facts, identities) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					JOIN place AS q ON q.identity = f.identity
				WHERE f.fact = 'place' AND q.place_id <> e.place_id;

		-- Entries are found by their number as its type spells it, whatever
		-- normaliser the profile names.
		INSERT INTO reference (document_id, event_id, kind, scope, value, normal)
			SELECT DISTINCT f.document_id, e.event_id, f.kind, f.scope, f.value,
				   coalesce(CASE f.kind WHEN 'entry'
								THEN custody.entry_number_or_null(coalesce(f.normal, f.value))
								END::text,
							f.normal, f.value)
				FROM custody.fact_rows(documents, facts, identities) AS f
					LEFT JOIN event AS e
						ON e.document_id = f.document_id AND e.seq = f.event_seq
				WHERE f.fact = 'reference'
			UNION ALL
			SELECT f.document_id, e.event_id, 'event', f.scope, f.value, f.value
				FROM custody.fact_rows(documents, facts, identities) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
				WHERE f.fact = 'event' AND f.value IS NOT NULL;

		PERFORM store_edges(ARRAY(SELECT DISTINCT d.id FROM unnest(documents) AS d(id)));
	END
	$body$;
	COMMENT ON FUNCTION store_facts(bigint[], custody.fact[]) IS
		'writes down what documents say; each fact beside the document it was read from';

	CREATE FUNCTION store_edges(documents bigint[]) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	BEGIN
		-- Inputs to outputs.  Where several of both meet, the event stands
		-- between them, or n inputs and m outputs would make n times m edges.
		-- A class of goods is no node.  What stays itself needs no edge.
		WITH shape AS MATERIALIZED (
			SELECT e.event_id, e.during,
				   count(*) FILTER (WHERE i.role = 'in') AS inputs,
				   count(*) FILTER (WHERE i.role = 'out') AS outputs
				FROM event AS e
					JOIN event_item AS i ON i.event_id = e.event_id
					JOIN goods AS g ON g.item_id = i.item_id AND g.kind <> 'class'
				WHERE e.document_id = ANY (documents) AND i.role IN ('in', 'out')
					AND e.kind NOT IN ('transfer', 'transfer_custody', 'transfer_title')
				GROUP BY e.event_id
		)
		INSERT INTO edge (src, dst, event_id, at, quantity, unit, si_quantity, dimension)
			SELECT a.item_id, b.item_id, s.event_id, s.during, q.quantity, q.unit,
				   q.si_quantity, q.dimension
				FROM shape AS s
					JOIN event_item AS a ON a.event_id = s.event_id AND a.role = 'in'
					JOIN goods AS g ON g.item_id = a.item_id AND g.kind <> 'class'
					JOIN event_item AS b ON b.event_id = s.event_id AND b.role = 'out'
						AND b.item_id <> a.item_id
					JOIN goods AS h ON h.item_id = b.item_id AND h.kind <> 'class'
					LEFT JOIN LATERAL (
						SELECT q.* FROM event_quantity AS q
							WHERE q.event_id = s.event_id
								AND (q.item_id = a.item_id AND q.role = 'in' AND s.outputs = 1
									 OR q.item_id = b.item_id AND q.role = 'out'
										AND (s.outputs > 1 OR s.inputs = 1))
							ORDER BY q.role,
								array_position(ARRAY['net', 'nsv', 'gsv', 'gross', 'energy',
													 'count'], q.basis),
								q.si_quantity
							LIMIT 1) AS q ON true
				WHERE least(s.inputs, s.outputs) = 1
			UNION ALL
			SELECT CASE i.role WHEN 'in' THEN i.item_id ELSE s.event_id END,
				   CASE i.role WHEN 'in' THEN s.event_id ELSE i.item_id END,
				   s.event_id, s.during, q.quantity, q.unit, q.si_quantity, q.dimension
				FROM shape AS s
					JOIN event_item AS i ON i.event_id = s.event_id
						AND i.role IN ('in', 'out')
					JOIN goods AS g ON g.item_id = i.item_id AND g.kind <> 'class'
					LEFT JOIN LATERAL (
						SELECT q.* FROM event_quantity AS q
							WHERE q.event_id = s.event_id AND q.item_id = i.item_id
								AND q.role = i.role
							ORDER BY array_position(ARRAY['net', 'nsv', 'gsv', 'gross',
														  'energy', 'count'], q.basis),
								q.si_quantity
							LIMIT 1) AS q ON true
				WHERE least(s.inputs, s.outputs) > 1;

		-- What was packed, into what it was packed in.  When it comes out again
		-- is for the walk to see, in events of kind disaggregate.
		INSERT INTO edge (src, dst, event_id, at)
			SELECT c.item_id, p.item_id, e.event_id, e.during
				FROM event AS e
					JOIN event_item AS c ON c.event_id = e.event_id AND c.role = 'child'
					JOIN event_item AS p ON p.event_id = e.event_id AND p.role = 'parent'
					JOIN goods AS g ON g.item_id = c.item_id AND g.kind <> 'class'
					JOIN goods AS h ON h.item_id = p.item_id AND h.kind <> 'class'
				WHERE e.document_id = ANY (documents) AND e.kind = 'aggregate'
					AND c.item_id <> p.item_id;
	END
	$body$;
	COMMENT ON FUNCTION store_edges(bigint[]) IS
		'edges of the events of documents';
END
$$;
COMMENT ON FUNCTION make_ledger_extraction(name) IS
	'part of create_ledger: functions that turn facts into rows';
