-- How good the documents of a ledger are.
--
-- Two questions are kept apart.  good and document_now ask of one document, by
-- its own octets.  document_verdict asks of what it says: everybody who brought
-- the same content is a witness, and one good witness is enough, so that a copy
-- with a spoilt signature that comes first does not shadow the good one.

CREATE FUNCTION make_ledger_judgement(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_judgement.schema_name), true);

	CREATE FUNCTION good(document_id bigint, at timestamptz DEFAULT now(),
			known timestamptz DEFAULT NULL) RETURNS boolean
		LANGUAGE sql STABLE PARALLEL SAFE COST 2500
		BEGIN ATOMIC
			SELECT custody.verify(b.credential, good.at, good.known,
								  jsonb_build_object('seen', d.received_at))
				FROM document AS d JOIN document_body AS b ON b.document_id = d.document_id
				WHERE d.document_id = good.document_id AND good.at IS NOT NULL
					AND d.received_at <= coalesce(good.known, 'infinity');
		END;
	COMMENT ON FUNCTION good(bigint, timestamptz, timestamptz) IS
		'Was this document good for somebody who relied on it at a time, by what was known at another? verify, with its receipt as first evidence; NULL also when it had not come in by known, or at is NULL';

	CREATE FUNCTION document_verdict(document_id bigint, at timestamptz DEFAULT now(),
			known timestamptz DEFAULT NULL) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE COST 3000
	AS $body$
	DECLARE
		witness bigint;
		answer boolean;
		best text;
	BEGIN
		-- The first good witness ends it: of a document that is handed in a
		-- thousand times over not every copy is checked with every question.
		FOR witness IN
			SELECT w.document_id
				FROM document AS d
					JOIN document AS w ON w.content_digest = d.content_digest
				WHERE d.document_id = document_verdict.document_id
					AND (w.received_at <= coalesce(document_verdict.known, 'infinity')
						 OR w.document_id = d.document_id)
				ORDER BY w.document_id
		LOOP
			answer := good(witness, document_verdict.at, document_verdict.known);
			IF answer THEN
				RETURN 'good';
			END IF;
			best := CASE WHEN answer IS NULL OR best = 'unknown' THEN 'unknown'
						 ELSE 'bad' END;
		END LOOP;
		RETURN best;
	END
	$body$;
	COMMENT ON FUNCTION document_verdict(bigint, timestamptz, timestamptz) IS
		'How good is what this document says? good, unknown or bad: the best verdict among all documents with the same content';

	CREATE FUNCTION document_check(document_id bigint, at timestamptz,
			OUT verdict text, OUT code text)
		LANGUAGE sql STABLE PARALLEL SAFE COST 3000
		BEGIN ATOMIC
			SELECT v.verdict,
				   CASE WHEN v.verdict <> 'good' THEN
						(SELECT c.code
							FROM custody.checks(b.credential, document_check.at, NULL,
									jsonb_build_object('seen', d.received_at)) AS c
							WHERE c.passed IS NOT TRUE AND c.level = 'error'
							ORDER BY c.passed, c.no
							LIMIT 1)
						ELSE 'ok' END
				FROM document AS d
					JOIN document_body AS b ON b.document_id = d.document_id,
					custody.verdict(b.credential, document_check.at, NULL,
						jsonb_build_object('seen', d.received_at)) AS v(verdict)
				WHERE d.document_id = document_check.document_id;
		END;
	COMMENT ON FUNCTION document_check(bigint, timestamptz) IS
		'verdict of one document, and the code that decided it';

	CREATE FUNCTION withdrawn(document_id bigint, at timestamptz DEFAULT now(),
			known timestamptz DEFAULT NULL) RETURNS boolean
		LANGUAGE sql STABLE PARALLEL SAFE COST 50
		BEGIN ATOMIC
			SELECT EXISTS (SELECT
				FROM document AS d
					JOIN document AS w ON w.content_digest = d.content_digest
					JOIN withdrawal AS x ON x.document_id = w.document_id
				WHERE d.document_id = withdrawn.document_id
					AND x.effective <= withdrawn.at
					AND x.recorded_at <= coalesce(withdrawn.known, 'infinity'));
		END;
	COMMENT ON FUNCTION withdrawn(bigint, timestamptz, timestamptz) IS
		'Was what this document says withdrawn at a time, by what was known at another? A withdrawal holds for all documents with the same content';

	-- A paper is signed after what it tells of, and may be outdated long before
	-- somebody asks: neither the time of the event alone nor today is fair.
	CREATE FUNCTION statement_time(document_id bigint) RETURNS timestamptz
		LANGUAGE sql STABLE PARALLEL SAFE COST 50
		BEGIN ATOMIC
			SELECT least(now(), greatest(
					max(CASE WHEN isfinite(upper(e.during)) THEN upper(e.during) END),
					d.signed_at, lower(d.valid_during)))
				FROM document AS d
					LEFT JOIN event AS e
						ON e.document_id = coalesce(d.witness_of, d.document_id)
				WHERE d.document_id = statement_time.document_id
				GROUP BY d.document_id;
		END;
	COMMENT ON FUNCTION statement_time(bigint) IS
		'the time for which this document alone is judged when it is evidence of its events: their end, but not before it was signed and valid, and not in the future';

	-- Every witness signed at a time of his own.  One that is good for his time
	-- is asked for; the others cannot move it.
	CREATE FUNCTION reliance_time(document_id bigint, known timestamptz DEFAULT NULL)
		RETURNS timestamptz
		LANGUAGE sql STABLE PARALLEL SAFE COST 100
		BEGIN ATOMIC
			SELECT coalesce((
					SELECT statement_time(w.document_id)
						FROM (SELECT x.document_id
								FROM document AS d
									JOIN document AS x ON x.content_digest = d.content_digest
								WHERE d.document_id = reliance_time.document_id
									AND EXISTS (SELECT FROM document AS o
												WHERE o.content_digest = d.content_digest
													AND o.document_id <> d.document_id)
								ORDER BY x.document_id
								OFFSET 0) AS w
						WHERE good(w.document_id, statement_time(w.document_id),
								   reliance_time.known)
						LIMIT 1),
					statement_time(reliance_time.document_id));
		END;
	COMMENT ON FUNCTION reliance_time(bigint, timestamptz) IS
		'the time for which what a document says is judged when it is evidence of its events: the statement_time of a good witness, else its own';

	CREATE FUNCTION usable(document_id bigint) RETURNS boolean
		LANGUAGE sql STABLE PARALLEL SAFE COST 3000
		BEGIN ATOMIC
			SELECT NOT withdrawn(usable.document_id)
				AND document_verdict(usable.document_id,
									 reliance_time(usable.document_id)) = 'good';
		END;
	COMMENT ON FUNCTION usable(bigint) IS
		'true when what the document says is good evidence of its events and was not withdrawn';

	CREATE FUNCTION withdraw_document(document_id bigint, reason text,
			superseded_by bigint) RETURNS void
		LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	AS $body$
	DECLARE
		absent bigint;
	BEGIN
		IF withdraw_document.document_id IS NULL OR withdraw_document.reason IS NULL THEN
			RAISE EXCEPTION 'document_id and reason must not be null'
				USING ERRCODE = '22004';
		END IF;
		SELECT n.id INTO absent
			FROM (VALUES (withdraw_document.document_id),
						 (withdraw_document.superseded_by)) AS n(id)
			WHERE n.id IS NOT NULL
				AND NOT EXISTS (SELECT FROM document AS d WHERE d.document_id = n.id)
			LIMIT 1;
		IF FOUND THEN
			RAISE EXCEPTION 'there is no document %', absent USING ERRCODE = '22023';
		END IF;
		IF withdraw_document.superseded_by = withdraw_document.document_id THEN
			RAISE EXCEPTION 'a document cannot supersede itself' USING ERRCODE = '22023';
		END IF;
		INSERT INTO withdrawal (document_id, reason, effective, superseded_by)
			VALUES (withdraw_document.document_id, withdraw_document.reason, now(),
					withdraw_document.superseded_by);
	END
	$body$;
	COMMENT ON FUNCTION withdraw_document(bigint, text, bigint) IS
		'withdraws a document: see withdraw';
END
$$;
COMMENT ON FUNCTION make_ledger_judgement(name) IS
	'part of create_ledger: functions that say how good documents are';
