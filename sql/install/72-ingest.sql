-- Ingest: octets in, documents and facts out.
--
-- The functions of a ledger run as its owner: whoever loads hands in octets,
-- and nobody writes a fact.  Documents are taken in many at a time, each table
-- with one statement, in an order that is the same in every session, so that
-- two loads with the same contents do not wait for each other in a circle.

CREATE FUNCTION try_credential(octets bytea, OUT credential credential,
		OUT code text, OUT octet_offset bigint, OUT pointer text, OUT detail text)
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'try_credential';
COMMENT ON FUNCTION try_credential(bytea) IS
	'octets as credential; when they are none, credential is NULL and the rest says why and where';

CREATE FUNCTION document_summary(document credential, OUT issuer text,
		OUT types text[], OUT id_claimed text, OUT valid_during tstzrange,
		OUT signed_at timestamptz)
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	BEGIN ATOMIC
		SELECT custody.issuer(document_summary.document),
			   custody.types(document_summary.document),
			   custody.id(document_summary.document),
			   CASE WHEN v.valid_from > v.valid_until THEN 'empty'
					ELSE tstzrange(v.valid_from, v.valid_until, '[]') END,
			   custody.signed_at(document_summary.document)
			FROM (SELECT custody.valid_from(document_summary.document) AS valid_from,
						 custody.valid_until(document_summary.document) AS valid_until) AS v;
	END;
COMMENT ON FUNCTION document_summary(credential) IS
	'columns of table document that are read off the credential';

CREATE TYPE arrival AS (
	no bigint,
	credential credential,
	digest bytea,
	content_digest bytea,
	content_known boolean,
	code text,
	octet_offset bigint,
	pointer text,
	detail text
);
COMMENT ON TYPE arrival IS
	'a document on its way into a ledger';
COMMENT ON COLUMN arrival.no IS
	'its place among those handed in together';
COMMENT ON COLUMN arrival.credential IS
	'what was read; NULL: nothing could be';
COMMENT ON COLUMN arrival.digest IS
	'SHA-256 of its octets';
COMMENT ON COLUMN arrival.content_digest IS
	'SHA-256 of what was signed; that of its octets when this is not known';
COMMENT ON COLUMN arrival.content_known IS
	'whether it can be told what was signed';
COMMENT ON COLUMN arrival.code IS
	'why it could not be read';
COMMENT ON COLUMN arrival.octet_offset IS
	'where reading failed';
COMMENT ON COLUMN arrival.pointer IS
	'JSON pointer to what is wrong';
COMMENT ON COLUMN arrival.detail IS
	'what is wrong';

CREATE FUNCTION arrivals(octets bytea[]) RETURNS arrival[]
	LANGUAGE sql STABLE PARALLEL SAFE COST 1000
	BEGIN ATOMIC
		SELECT array_agg(ROW(a.no, t.credential, custody.digest(t.credential),
							 CASE WHEN s.is_known THEN s.digest
								  ELSE custody.digest(t.credential) END,
							 s.is_known,
							 CASE WHEN a.octets IS NULL THEN 'no_octets' ELSE t.code END,
							 t.octet_offset, t.pointer, t.detail)::custody.arrival
						 ORDER BY a.no)
			FROM unnest(arrivals.octets) WITH ORDINALITY AS a(octets, no)
				LEFT JOIN LATERAL custody.try_credential(a.octets) AS t ON true
				LEFT JOIN LATERAL custody.signed_content(t.credential) AS s ON true;
	END;
COMMENT ON FUNCTION arrivals(bytea[]) IS
	'reads documents that were handed in together';

CREATE FUNCTION dependencies(document credential, OUT kind text, OUT key text)
	RETURNS SETOF record
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 3
	BEGIN ATOMIC
		SELECT 'key', m.method
			FROM unnest(custody.verification_methods(dependencies.document)) AS m(method)
			WHERE m.method LIKE 'did:%'
		UNION
		SELECT 'did', split_part(m.method, '#', 1)
			FROM unnest(custody.verification_methods(dependencies.document)) AS m(method)
			WHERE m.method LIKE 'did:%'
		UNION
		SELECT 'did', custody.issuer(dependencies.document)
			WHERE custody.issuer(dependencies.document) LIKE 'did:%'
		UNION ALL
		SELECT 'context', n.iri
			FROM unnest(custody.needed_contexts(dependencies.document)) AS n(iri);
	END;
COMMENT ON FUNCTION dependencies(credential) IS
	'what the verdict of a credential rests on: kind did (issuer, and controllers of the keys), key, or context (IRIs under which a proof over linked data is read)';

CREATE FUNCTION fact_rows(documents bigint[], facts fact[], identities text[],
		OUT document_id bigint,
		OUT event_seq integer, OUT fact text, OUT role text, OUT kind text,
		OUT name text, OUT item item, OUT scheme text, OUT scope text,
		OUT value text, OUT normal text, OUT during tstzrange,
		OUT quantity numeric, OUT unit text, OUT si_quantity numeric,
		OUT dimension text, OUT basis text, OUT keys jsonb, OUT pointer text,
		OUT identity text, OUT no bigint)
	RETURNS SETOF record
	LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 100
	BEGIN ATOMIC
		-- A longer identifier fits no index; nobody ever wrote one on paper.
		SELECT f.document_id, f.event_seq, f.fact, f.role, f.kind, f.name,
			   CASE WHEN octet_length(f.item::text) <= 2048 THEN f.item END,
			   f.scheme, f.scope, f.value, f.normal, f.during, f.quantity, f.unit,
			   f.si_quantity, f.dimension, f.basis, f.keys, f.pointer, f.identity,
			   f.no
			FROM unnest(fact_rows.documents, fact_rows.facts, fact_rows.identities)
				WITH ORDINALITY
				AS f(document_id, event_seq, fact, role, kind, name, item, scheme,
					 scope, value, normal, during, quantity, unit, si_quantity,
					 dimension, basis, keys, pointer, identity, no);
	END;
COMMENT ON FUNCTION fact_rows(bigint[], fact[], text[]) IS
	'facts as rows, each beside the document it was read from and the identity of its party or place; no: their order';

CREATE FUNCTION make_ledger_ingest(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_ingest.schema_name), true);

	-- Numbers are drawn in order of arrival, rows inserted in order of key.
	CREATE FUNCTION add_founders(arrivals custody.arrival[], presentations bigint[],
			sources text[]) RETURNS bigint[]
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		added_ids bigint[];
	BEGIN
		WITH fresh AS MATERIALIZED (
			SELECT f.*, nextval('document_seq') AS document_id
				FROM (SELECT * FROM (
						SELECT DISTINCT ON (a.content_digest) a.*
							FROM unnest(arrivals) AS a
							WHERE a.credential IS NOT NULL
								AND NOT EXISTS (SELECT FROM document AS d
												WHERE d.content_digest = a.content_digest)
							ORDER BY a.content_digest, a.no) AS first
						ORDER BY first.no) AS f
		), added AS (
			INSERT INTO document (document_id, digest, content_digest, content_known,
					issuer, types, id_claimed, valid_during, signed_at, presentation_id, profile, source)
				SELECT f.document_id, f.digest, f.content_digest, f.content_known, s.*,
					   presentations[f.no], custody.profile_name(f.credential), sources[f.no]
					FROM fresh AS f, custody.document_summary(f.credential) AS s
					ORDER BY f.content_digest
				ON CONFLICT DO NOTHING
				RETURNING document_id
		)
		SELECT coalesce(array_agg(added.document_id), '{}') INTO added_ids FROM added;
		RETURN added_ids;
	END
	$body$;
	COMMENT ON FUNCTION add_founders(custody.arrival[], bigint[], text[]) IS
		'adds the documents that are the first to bring their content: the facts will be theirs';

	CREATE FUNCTION add_witnesses(arrivals custody.arrival[], presentations bigint[],
			sources text[]) RETURNS bigint[]
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		added_ids bigint[];
	BEGIN
		WITH fresh AS MATERIALIZED (
			SELECT f.*, nextval('document_seq') AS document_id
				FROM (SELECT * FROM (
						SELECT DISTINCT ON (a.digest) a.*
							FROM unnest(arrivals) AS a
							WHERE a.credential IS NOT NULL
								AND NOT EXISTS (SELECT FROM document AS d
												WHERE d.digest = a.digest)
							ORDER BY a.digest, a.no) AS first
						ORDER BY first.no) AS f
		), added AS (
			INSERT INTO document (document_id, digest, content_digest, content_known,
					issuer, types, id_claimed, valid_during, signed_at, presentation_id, profile, source,
					witness_of)
				SELECT f.document_id, f.digest, f.content_digest, f.content_known, s.*,
					   presentations[f.no], w.profile, sources[f.no], w.document_id
					FROM fresh AS f, custody.document_summary(f.credential) AS s,
						document AS w
					WHERE w.content_digest = f.content_digest AND w.witness_of IS NULL
					ORDER BY f.digest
				ON CONFLICT DO NOTHING
				RETURNING document_id
		)
		SELECT coalesce(array_agg(added.document_id), '{}') INTO added_ids FROM added;
		RETURN added_ids;
	END
	$body$;
	COMMENT ON FUNCTION add_witnesses(custody.arrival[], bigint[], text[]) IS
		'adds the documents that bring a known content in new octets';

	CREATE FUNCTION take_in(octets bytea[], presentations bigint[], sources text[])
		RETURNS TABLE (no bigint, document_id bigint, is_new boolean, code text,
					   events bigint)
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
		-- A dozen statements for each document: planning them anew costs more
		-- than any plan could save.
		SET plan_cache_mode = force_generic_plan
	AS $body$
	#variable_conflict use_column
	DECLARE
		arrivals custody.arrival[] := custody.arrivals(octets);
		founders bigint[];
		added bigint[];
		overfull bigint[];
	BEGIN
		INSERT INTO rejected (octets, code, "offset", pointer, detail,
							  presentation_id, source)
			SELECT octets[a.no], a.code, a.octet_offset, a.pointer, a.detail,
				   presentations[a.no], sources[a.no]
				FROM unnest(arrivals) AS a
				WHERE a.credential IS NULL
				ORDER BY a.no;
		founders := add_founders(arrivals, presentations, sources);
		added := founders || add_witnesses(arrivals, presentations, sources);

		INSERT INTO document_body (document_id, credential)
			SELECT DISTINCT ON (d.document_id) d.document_id, a.credential
				FROM unnest(arrivals) AS a JOIN document AS d ON d.digest = a.digest
				WHERE d.document_id = ANY (added)
				ORDER BY d.document_id;
		INSERT INTO dependency (document_id, kind, key)
			SELECT b.document_id, n.kind, n.key
				FROM document_body AS b, custody.dependencies(b.credential) AS n
				WHERE b.document_id = ANY (added);
		overfull := read_documents(founders);
		PERFORM fill_entries(added);

		RETURN QUERY
			SELECT a.no, d.document_id, n.is_new,
				   CASE
					   WHEN d.document_id IS NULL THEN a.code
					   WHEN NOT n.is_new THEN 'duplicate'
					   WHEN d.witness_of IS NOT NULL THEN 'witness'
					   WHEN d.profile IS NULL THEN 'no_profile'
					   WHEN d.document_id = ANY (overfull) THEN 'limit_size'
				   END,
				   (SELECT count(*) FROM event AS e
						WHERE n.is_new AND e.document_id = d.document_id)
				FROM (SELECT u.*, u.no = min(u.no) OVER (PARTITION BY u.digest) AS is_first
						FROM unnest(arrivals) AS u) AS a
					LEFT JOIN document AS d ON d.digest = a.digest,
					LATERAL (SELECT coalesce(d.document_id = ANY (added) AND a.is_first,
											 false)) AS n(is_new);
	END
	$body$;
	COMMENT ON FUNCTION take_in(bytea[], bigint[], text[]) IS
		'takes in documents that are handed in together; code NULL: nothing to say about how they were taken in';

	-- Facts are held in memory until they are stored, and a short document may
	-- yield many, or more than there is room for: so some at a time.
	CREATE FUNCTION read_documents(documents bigint[]) RETURNS bigint[]
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	#variable_conflict use_column
	DECLARE
		part bigint[];
		fact_documents bigint[];
		facts custody.fact[];
		overfull bigint[] := '{}';
	BEGIN
		FOR part IN
			SELECT array_agg(p.document_id ORDER BY p.document_id)
				FROM (SELECT b.document_id,
							 sum(octet_length(b.credential::bytea))
								OVER (ORDER BY b.document_id) / 1048576 AS no
						FROM document_body AS b
						WHERE b.document_id = ANY (documents)) AS p
				GROUP BY p.no
				ORDER BY p.no
		LOOP
			BEGIN
				SELECT array_agg(f.document_id), array_agg(f.fact)
					INTO fact_documents, facts
					FROM document_facts(part) AS f;
				PERFORM store_facts(fact_documents, facts);
			EXCEPTION WHEN program_limit_exceeded THEN
				overfull := overfull || store_one_by_one(part);
			END;
		END LOOP;
		RETURN overfull;
	END
	$body$;
	COMMENT ON FUNCTION read_documents(bigint[]) IS
		'reads documents and writes their facts down; returns those that yield more than a limit allows and so are left without facts';

	CREATE FUNCTION document_facts(documents bigint[])
		RETURNS TABLE (document_id bigint, fact custody.fact)
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
		BEGIN ATOMIC
			SELECT d.document_id, f
				FROM document AS d
					JOIN document_body AS b ON b.document_id = d.document_id
					JOIN custody.profile AS p
						ON p.vocabulary || '/' || p.document_type = d.profile,
					custody.signed_content(b.credential) AS s,
					custody.facts(b.credential, p.body, s.caught, s.digest) AS f
				WHERE d.document_id = ANY (document_facts.documents)
					AND d.content_known AND s.is_known;
		END;
	COMMENT ON FUNCTION document_facts(bigint[]) IS
		'what documents say, read by their profiles';

	CREATE FUNCTION store_one_by_one(documents bigint[]) RETURNS bigint[]
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	AS $body$
	DECLARE
		id bigint;
		found custody.fact[];
		overfull bigint[] := '{}';
	BEGIN
		FOREACH id IN ARRAY documents LOOP
			BEGIN
				SELECT array_agg(f.fact) INTO found FROM document_facts(ARRAY[id]) AS f;
				IF found IS NOT NULL THEN
					PERFORM store_facts(array_fill(id, ARRAY[cardinality(found)]), found);
				END IF;
			EXCEPTION WHEN program_limit_exceeded THEN
				overfull := overfull || id;
			END;
		END LOOP;
		RETURN overfull;
	END
	$body$;
	COMMENT ON FUNCTION store_one_by_one(bigint[]) IS
		'writes facts down document by document; returns those that yield more than a limit allows and so are left without facts';

	-- Ingest waits meanwhile, so that nobody brings the same content beside us.
	CREATE FUNCTION refresh_documents() RETURNS bigint
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	AS $body$
	#variable_conflict use_column
	DECLARE
		waiting record;
		first_witness document;
		founders bigint[] := '{}';
		told bigint[] := '{}';
	BEGIN
		LOCK TABLE document IN SHARE ROW EXCLUSIVE MODE;
		FOR waiting IN
			SELECT d.document_id, s.digest
				FROM document AS d
					JOIN document_body AS b ON b.document_id = d.document_id,
					custody.signed_content(b.credential) AS s
				WHERE NOT d.content_known AND s.is_known
				ORDER BY d.document_id
		LOOP
			SELECT d.* INTO first_witness
				FROM document AS d
				WHERE d.content_digest = waiting.digest AND d.witness_of IS NULL;
			UPDATE document AS d
				SET content_digest = waiting.digest, content_known = true,
					witness_of = first_witness.document_id,
					profile = CASE WHEN first_witness.document_id IS NULL THEN d.profile
								   ELSE first_witness.profile END
				WHERE d.document_id = waiting.document_id;
			told := told || waiting.document_id;
			IF first_witness.document_id IS NULL THEN
				founders := founders || waiting.document_id;
			END IF;
		END LOOP;
		PERFORM read_documents(founders);
		PERFORM fill_entries(told);
		RETURN cardinality(told);
	END
	$body$;
	COMMENT ON FUNCTION refresh_documents() IS
		'reads documents of which it could not be told what they say: see refresh_content';

	CREATE FUNCTION ingest_document(octets bytea, presentation_id bigint, source text)
		RETURNS TABLE (document_id bigint, is_new boolean, verdict text, code text,
					   events integer)
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
		SET plan_cache_mode = force_generic_plan
	AS $body$
	#variable_conflict use_column
	DECLARE
		taken record;
	BEGIN
		SELECT t.* INTO taken
			FROM take_in(ARRAY[octets], ARRAY[presentation_id], ARRAY[source]) AS t;
		RETURN QUERY
			SELECT taken.document_id, taken.is_new, v.verdict,
				   coalesce(taken.code, v.code), taken.events::integer
				FROM (VALUES (clock_timestamp())) AS n(at)
					LEFT JOIN LATERAL document_check(taken.document_id, n.at) AS v ON true;
	END
	$body$;
	COMMENT ON FUNCTION ingest_document(bytea, bigint, text) IS
		'takes in one document: see ingest';

	CREATE FUNCTION intake_arrived() RETURNS trigger
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	AS $body$
	DECLARE
		arrived record;
		octets bytea[] := '{}';
		presentations bigint[] := '{}';
		sources text[] := '{}';
		load bigint := 0;
	BEGIN
		FOR arrived IN SELECT a.* FROM intake_rows AS a LOOP
			octets := octets || arrived.octets;
			presentations := presentations || arrived.presentation_id;
			sources := sources || arrived.source;
			-- Some megabytes at a time, and not too many documents.
			load := load + 32768 + coalesce(octet_length(arrived.octets), 0);
			IF load >= 33554432 THEN
				PERFORM take_in(octets, presentations, sources);
				octets := '{}';
				presentations := '{}';
				sources := '{}';
				load := 0;
			END IF;
		END LOOP;
		IF load > 0 THEN
			PERFORM take_in(octets, presentations, sources);
		END IF;
		-- Rows of other transactions are gone before they can be seen.
		DELETE FROM intake;
		RETURN NULL;
	END
	$body$;
	COMMENT ON FUNCTION intake_arrived() IS
		'takes in what was inserted into intake, and empties it';
	CREATE TRIGGER intake_arrived
		AFTER INSERT ON intake
		REFERENCING NEW TABLE AS intake_rows
		FOR EACH STATEMENT EXECUTE FUNCTION intake_arrived();
	COMMENT ON TRIGGER intake_arrived ON intake IS
		'takes in what was inserted';
END
$$;
COMMENT ON FUNCTION make_ledger_ingest(name) IS
	'part of create_ledger: functions that take documents in';

CREATE FUNCTION ingest(octets bytea, ledger text DEFAULT NULL,
		presentation_id bigint DEFAULT NULL, source text DEFAULT NULL)
	RETURNS TABLE (document_id bigint, is_new boolean, verdict text, code text,
				   events integer)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY EXECUTE
		format('SELECT i.* FROM %I.ingest_document($1, $2, $3) AS i',
			   custody.resolve_ledger(ingest.ledger))
		USING ingest.octets, ingest.presentation_id, ingest.source;
END
$$;
COMMENT ON FUNCTION ingest(bytea, text, bigint, text) IS
	'Takes a document into a ledger. Never raises for what the octets are: document_id is NULL for what is no credential, which is kept in table rejected. verdict: good, bad or unknown, now. code: duplicate (these octets were here), witness (their content was: no event is read again), no_profile, limit_size (it would yield more facts than can be kept; it has none), else the reason of the verdict. For loaders';
