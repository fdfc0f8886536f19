-- Ingest, second part: facts of documents become rows.

CREATE FUNCTION party_identity(did text, keys jsonb) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	BEGIN ATOMIC
		SELECT custody.bounded(coalesce(
			party_identity.did,
			(SELECT k.scheme || ':' || k.value
				FROM jsonb_each_text(party_identity.keys) AS k(scheme, value)
				ORDER BY k.scheme = 'name',
					array_position(ARRAY['lei', 'gln', 'duns', 'ior', 'scac', 'mid', 'ffr'],
								   k.scheme),
					k.scheme
				LIMIT 1)));
	END;
COMMENT ON FUNCTION party_identity(text, jsonb) IS
	'the strongest name of a party: its DID, else a business number, else its name. A weaker key never makes two parties one: anybody can write somebody else''s number beside his own DID';

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

	CREATE FUNCTION store_names(documents bigint[], facts custody.fact[]) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	BEGIN
		INSERT INTO goods (item, kind)
			SELECT f.item, coalesce(min(f.kind) FILTER (WHERE f.fact = 'item'),
									custody.item_kind(f.item))
				FROM custody.fact_rows(documents, facts) AS f
				WHERE f.item IS NOT NULL
					AND NOT EXISTS (SELECT FROM goods AS g WHERE g.item = f.item)
				GROUP BY f.item
				ORDER BY f.item
			ON CONFLICT DO NOTHING;

		INSERT INTO party (identity, kind, name)
			SELECT DISTINCT ON (p.identity) p.identity,
				   coalesce(nullif(f.kind, 'organization'), 'organisation'), f.name
				FROM custody.fact_rows(documents, facts) AS f,
					custody.party_identity(f.normal, f.keys) AS p(identity)
				WHERE f.fact = 'party' AND p.identity IS NOT NULL
					AND NOT EXISTS (SELECT FROM party AS q WHERE q.identity = p.identity)
				ORDER BY p.identity, f.name IS NULL, f.no
			ON CONFLICT DO NOTHING;

		INSERT INTO party_key (party_id, scheme, value, document_id)
			SELECT DISTINCT q.party_id, k.scheme, k.value, f.document_id
				FROM custody.fact_rows(documents, facts) AS f
					JOIN party AS q
						ON q.identity = custody.party_identity(f.normal, f.keys),
					LATERAL (SELECT e.* FROM jsonb_each_text(f.keys) AS e
							 UNION ALL SELECT 'did', f.normal) AS k(scheme, value)
				WHERE f.fact = 'party' AND k.value IS NOT NULL;

		INSERT INTO place (identity, country, unlocode, us_port, gln, name, coordinates)
			SELECT DISTINCT ON (p.identity) p.identity, f.keys ->> 'country',
				   f.keys ->> 'unlocode', f.keys ->> 'us_port', f.keys ->> 'gln', f.name,
				   custody.coordinates(f.keys)
				FROM custody.fact_rows(documents, facts) AS f,
					custody.place_identity(f.keys, f.name) AS p(identity)
				WHERE f.fact = 'place' AND p.identity IS NOT NULL
					AND NOT EXISTS (SELECT FROM place AS q WHERE q.identity = p.identity)
				ORDER BY p.identity, f.name IS NULL, f.no
			ON CONFLICT DO NOTHING;
	END
	$body$;
	COMMENT ON FUNCTION store_names(bigint[], custody.fact[]) IS
		'goods, parties and places that facts name, as far as they are not there yet';

	CREATE FUNCTION store_facts(documents bigint[], facts custody.fact[]) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	BEGIN
		IF cardinality(documents) IS NULL THEN
			RETURN;
		END IF;
		PERFORM store_names(documents, facts);

		INSERT INTO event (document_id, seq, kind, step, during, place_id)
			SELECT f.document_id, f.event_seq, f.kind, f.name, f.during, p.place_id
				FROM custody.fact_rows(documents, facts) AS f
					LEFT JOIN (SELECT DISTINCT ON (l.document_id, l.event_seq)
									  l.document_id, l.event_seq, q.place_id
								   FROM custody.fact_rows(documents, facts) AS l
									   JOIN place AS q ON q.identity =
										   custody.place_identity(l.keys, l.name)
								   WHERE l.fact = 'place'
								   ORDER BY l.document_id, l.event_seq, l.no) AS p
						ON p.document_id = f.document_id AND p.event_seq = f.event_seq
				WHERE f.fact = 'event'
				ORDER BY f.document_id, f.event_seq;

		INSERT INTO event_item (event_id, item_id, role)
			SELECT DISTINCT e.event_id, g.item_id, f.role
				FROM custody.fact_rows(documents, facts) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					JOIN goods AS g ON g.item = f.item
				WHERE f.fact = 'item';

		INSERT INTO event_quantity (event_id, item_id, role, basis, quantity, unit,
									si_quantity, dimension)
			SELECT e.event_id, g.item_id, f.role, f.basis, f.quantity, f.unit,
				   f.si_quantity, f.dimension
				FROM custody.fact_rows(documents, facts) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					LEFT JOIN goods AS g ON g.item = f.item
				WHERE f.fact = 'quantity';

		INSERT INTO event_party (event_id, party_id, role, dimension)
			SELECT DISTINCT e.event_id, q.party_id, f.role, coalesce(f.dimension, 'declared')
				FROM custody.fact_rows(documents, facts) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					JOIN party AS q ON q.identity = custody.party_identity(f.normal, f.keys)
				WHERE f.fact = 'party';

		INSERT INTO claim (document_id, event_id, item_id, name, value, normal)
			SELECT f.document_id, e.event_id, g.item_id, f.name, f.value, f.normal
				FROM custody.fact_rows(documents, facts) AS f
					LEFT JOIN event AS e
						ON e.document_id = f.document_id AND e.seq = f.event_seq
					LEFT JOIN goods AS g ON g.item = f.item
				WHERE f.fact = 'claim'
			UNION ALL
			SELECT f.document_id, e.event_id, NULL, 'place_' || f.role,
				   coalesce(f.name, q.identity), q.identity
				FROM custody.fact_rows(documents, facts) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
					JOIN place AS q ON q.identity = custody.place_identity(f.keys, f.name)
				WHERE f.fact = 'place' AND q.place_id <> e.place_id;

		INSERT INTO reference (document_id, event_id, kind, scope, value, normal)
			SELECT DISTINCT f.document_id, e.event_id, f.kind, f.scope, f.value,
				   coalesce(f.normal, f.value)
				FROM custody.fact_rows(documents, facts) AS f
					LEFT JOIN event AS e
						ON e.document_id = f.document_id AND e.seq = f.event_seq
				WHERE f.fact = 'reference'
			UNION ALL
			SELECT f.document_id, e.event_id, 'event', f.scope, f.value, f.value
				FROM custody.fact_rows(documents, facts) AS f
					JOIN event AS e ON e.document_id = f.document_id AND e.seq = f.event_seq
				WHERE f.fact = 'event' AND f.value IS NOT NULL;

		PERFORM store_edges(documents);
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
		WITH part AS MATERIALIZED (
			SELECT e.event_id, e.during, i.item_id, i.role,
				   count(*) FILTER (WHERE i.role = 'in') OVER w AS inputs,
				   count(*) FILTER (WHERE i.role = 'out') OVER w AS outputs,
				   q.quantity, q.unit, q.si_quantity, q.dimension
				FROM event AS e
					JOIN event_item AS i ON i.event_id = e.event_id
					JOIN goods AS g ON g.item_id = i.item_id AND g.kind <> 'class'
					LEFT JOIN LATERAL (
						SELECT s.* FROM event_quantity AS s
							WHERE s.event_id = i.event_id AND s.item_id = i.item_id
								AND s.role = i.role
							ORDER BY array_position(ARRAY['net', 'nsv', 'gsv', 'gross',
														  'energy', 'count'], s.basis),
								s.si_quantity
							LIMIT 1) AS q ON true
				WHERE e.document_id = ANY (documents) AND i.role IN ('in', 'out')
					AND e.kind NOT IN ('transfer', 'transfer_custody', 'transfer_title')
				WINDOW w AS (PARTITION BY e.event_id)
		)
		INSERT INTO edge (src, dst, event_id, at, quantity, unit, si_quantity, dimension)
			SELECT a.item_id, b.item_id, a.event_id, a.during, s.quantity, s.unit,
				   s.si_quantity, s.dimension
				FROM part AS a
					JOIN part AS b ON b.event_id = a.event_id AND b.role = 'out'
						AND b.item_id <> a.item_id,
					LATERAL (SELECT b.quantity, b.unit, b.si_quantity, b.dimension
								WHERE b.outputs > 1 OR a.quantity IS NULL
							 UNION ALL
							 SELECT a.quantity, a.unit, a.si_quantity, a.dimension
								WHERE b.outputs = 1 AND a.quantity IS NOT NULL) AS s
				WHERE a.role = 'in' AND least(a.inputs, a.outputs) = 1
			UNION ALL
			SELECT CASE p.role WHEN 'in' THEN p.item_id ELSE p.event_id END,
				   CASE p.role WHEN 'in' THEN p.event_id ELSE p.item_id END,
				   p.event_id, p.during, p.quantity, p.unit, p.si_quantity, p.dimension
				FROM part AS p
				WHERE least(p.inputs, p.outputs) > 1;

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
REVOKE ALL ON FUNCTION make_ledger_extraction(name) FROM PUBLIC;
