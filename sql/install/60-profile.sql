-- Profiles: what kinds of documents say, as data, and the facts they yield.
-- doc/profiles.md describes the format.

CREATE TYPE fact AS (
	event_seq integer,
	fact text,
	role text,
	kind text,
	name text,
	item item,
	scheme text,
	scope text,
	value text,
	normal text,
	during tstzrange,
	quantity numeric,
	unit text,
	si_quantity numeric,
	dimension text,
	basis text,
	keys jsonb,
	pointer text
);
COMMENT ON TYPE fact IS
	'one thing a document says, in comparable form; what could not be made comparable keeps its spelling in value and has no normal';
COMMENT ON COLUMN fact.event_seq IS
	'number of the event within the document, from 1';
COMMENT ON COLUMN fact.fact IS
	'event, item, quantity, party, place, claim or reference; of explain_profile also missed and left_out';
COMMENT ON COLUMN fact.role IS
	'of items, and of what is said about them: in, out, object, parent, child, associated; of parties and places: a word of the profile';
COMMENT ON COLUMN fact.kind IS
	'event: produce, transform, transfer_title …; item: serial, lot, batch, flow, line, class; party: organization, person, facility; reference: po, invoice, bol, entry …';
COMMENT ON COLUMN fact.name IS
	'event: the step; claim: its name; otherwise a name for people to read';
COMMENT ON COLUMN fact.item IS
	'the item, or the item that a quantity or claim is about; NULL when what identifies it is not understood';
COMMENT ON COLUMN fact.scheme IS
	'item: scheme of its identifier';
COMMENT ON COLUMN fact.scope IS
	'item and reference: who gave the number';
COMMENT ON COLUMN fact.value IS
	'as given: identifier, claim, number, country of a place, DID of a party';
COMMENT ON COLUMN fact.normal IS
	'value in normal form; quantity: the code of its unit; NULL: not understood';
COMMENT ON COLUMN fact.during IS
	'event: all instants it may have happened at';
COMMENT ON COLUMN fact.quantity IS
	'quantity: its number';
COMMENT ON COLUMN fact.unit IS
	'quantity: its unit as given';
COMMENT ON COLUMN fact.si_quantity IS
	'quantity in kilograms, cubic metres, joules, metres or pieces';
COMMENT ON COLUMN fact.dimension IS
	'quantity: mass, volume, energy, length or count; party: custody, title, actor or declared';
COMMENT ON COLUMN fact.basis IS
	'quantity: gross, net, gsv, nsv, energy or count';
COMMENT ON COLUMN fact.keys IS
	'party and place: identifiers by scheme; event: time and until as given; reference to an entry: {"check_digit": "wrong"} when it is';
COMMENT ON COLUMN fact.pointer IS
	'JSON pointer into the claims of the credential; of explain_profile, fact missed: the path that led to nothing';

CREATE FUNCTION valid_profile(body jsonb) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250
	AS 'MODULE_PATHNAME', 'profile_valid';
COMMENT ON FUNCTION valid_profile(jsonb) IS
	'true for a profile that can be used; otherwise an error with the JSON pointer of what is wrong';

CREATE FUNCTION facts(document credential, profile jsonb,
		caught bigint[] DEFAULT '{}', digest bytea DEFAULT '')
	RETURNS SETOF fact
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250 ROWS 30
	AS 'MODULE_PATHNAME', 'profile_facts';
COMMENT ON FUNCTION facts(credential, jsonb, bigint[], bytea) IS
	'what a document says, read by a profile; caught: values that are left out with all that is in them; digest: names its lines (both from signed_content; without a digest, content_digest does)';

CREATE FUNCTION explain_profile(document credential, profile jsonb,
		caught bigint[] DEFAULT '{}', digest bytea DEFAULT '')
	RETURNS SETOF fact
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250 ROWS 50
	AS 'MODULE_PATHNAME', 'profile_explain';
COMMENT ON FUNCTION explain_profile(credential, jsonb, bigint[], bytea) IS
	'what a document says, read by a profile, which paths led to nothing (fact missed: value is the place in the profile, pointer the path), and what was left out (fact left_out: kind is the code that says why, pointer the place in the claims)';

CREATE TABLE profile (
	vocabulary text COLLATE "C" NOT NULL,
	document_type text COLLATE "C" NOT NULL,
	body jsonb NOT NULL,
	builtin boolean NOT NULL DEFAULT false,
	recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	recorded_by name NOT NULL DEFAULT SESSION_USER,
	PRIMARY KEY (vocabulary, document_type),
	CONSTRAINT profile_body CHECK (valid_profile(body))
);
COMMENT ON TABLE profile IS
	'how documents are read, by vocabulary and type; write with register_profile and withdraw_profile';
COMMENT ON COLUMN profile.vocabulary IS
	'a short name of the vocabulary: tv1, untp06 …';
COMMENT ON COLUMN profile.document_type IS
	'type of the credential, or of the subject of an EventCredential';
COMMENT ON COLUMN profile.body IS
	'the profile (doc/profiles.md)';
COMMENT ON COLUMN profile.builtin IS
	'true for rows that come with the extension; they are not dumped';
COMMENT ON COLUMN profile.recorded_at IS
	'when it was last registered';
COMMENT ON COLUMN profile.recorded_by IS
	'the role that registered it';

CREATE INDEX profile_document_type_idx ON profile (document_type);

GRANT SELECT ON profile TO PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('profile', 'WHERE NOT builtin');

-- --- choosing ------------------------------------------------------------------

-- In PL/pgSQL, so that a session plans the search once and not with every
-- statement that takes in a document.
CREATE FUNCTION find_profile(document credential, OUT vocabulary text,
		OUT document_type text, OUT body jsonb)
	RETURNS record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 1000
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	types text[] := custody.types(document);
BEGIN
	-- Of several types the last is the most particular.
	IF 'EventCredential' = ANY (types) THEN
		types := types || ARRAY(
			SELECT t.type #>> '{}'
				FROM jsonb_path_query(document::jsonb,
									  '$.credentialSubject.type[*]') AS t(type));
	END IF;
	SELECT p.vocabulary, p.document_type, p.body
		INTO vocabulary, document_type, body
		FROM custody.profile AS p
		WHERE p.document_type = ANY (types)
			AND (NOT p.body ? 'contexts'
				 -- Not what others have added to the contexts that were signed.
				 OR p.body -> 'contexts' ?| custody.contexts(document))
		ORDER BY array_position(types, p.document_type::text) DESC,
			p.body ? 'contexts' DESC, p.builtin, p.vocabulary
		LIMIT 1;
END
$$;
COMMENT ON FUNCTION find_profile(credential) IS
	'the profile a document is read by: that of its subject''s type for an EventCredential, else of the last of its types that has one; one for certain contexts before one for all, one of our own before a builtin one';

CREATE FUNCTION profile_for(document credential) RETURNS jsonb
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 1000
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN (SELECT f.body FROM custody.find_profile(document) AS f);
END
$$;
COMMENT ON FUNCTION profile_for(credential) IS
	'the profile a document is read by (see find_profile); NULL: none';

CREATE FUNCTION profile_name(document credential) RETURNS text
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 1000
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN (SELECT f.vocabulary || '/' || f.document_type
			FROM custody.find_profile(document) AS f);
END
$$;
COMMENT ON FUNCTION profile_name(credential) IS
	'vocabulary and type of the profile a document is read by, as in tv1/MillTestReportCredential; NULL: none';

-- Not STRICT, or the server would not inline it, and the profile would be
-- compiled anew for every document.
CREATE FUNCTION facts(document credential) RETURNS SETOF fact
	LANGUAGE sql STABLE PARALLEL SAFE COST 1750 ROWS 30
	BEGIN ATOMIC
		SELECT f.*
			FROM custody.signed_content(document) AS s,
				custody.facts(document, custody.profile_for(document), s.caught,
							  s.digest) AS f
			WHERE s.is_known;
	END;
COMMENT ON FUNCTION facts(credential) IS
	'what a document says as far as its issuer signed it, read by the profile for it; nothing when there is none, or when it cannot be told what was signed';

CREATE FUNCTION explain_profile(document credential) RETURNS SETOF fact
	LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1750 ROWS 50
	BEGIN ATOMIC
		SELECT f.*
			FROM custody.signed_content(document) AS s,
				custody.explain_profile(document, custody.profile_for(document), s.caught,
							  s.digest) AS f
			WHERE s.is_known
		UNION ALL
		SELECT m.*
			FROM jsonb_populate_record(NULL::custody.fact, jsonb_build_object(
					'fact', 'missed', 'kind', 'profile',
					'value', array_to_string(custody.types(document), ' '))) AS m
			WHERE custody.profile_name(document) IS NULL
		UNION ALL
		SELECT m.*
			FROM custody.signed_content(document) AS s,
				jsonb_populate_record(NULL::custody.fact, jsonb_build_object(
					'fact', 'missed', 'kind', 'content',
					'value', array_to_string(custody.needed_contexts(document), ' '))) AS m
			WHERE NOT s.is_known;
	END;
COMMENT ON FUNCTION explain_profile(credential) IS
	'what is read from a document, which paths of its profile led to nothing (fact missed: value is the place in the profile, pointer the path), and what was left out (fact left_out: kind is the code that says why, pointer the place in the claims); without a profile one row of kind profile with its types; when it cannot be told what was signed one row of kind content with the contexts that matter (checks says why)';

-- --- registering ---------------------------------------------------------------

CREATE FUNCTION register_profile(vocabulary text, document_type text, body jsonb)
	RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	IF register_profile.vocabulary IS NULL OR register_profile.document_type IS NULL
		OR register_profile.body IS NULL THEN
		RAISE EXCEPTION 'arguments "vocabulary", "document_type" and "body" must not be null'
			USING ERRCODE = '22004';
	END IF;
	IF register_profile.vocabulary = '' OR register_profile.document_type = '' THEN
		RAISE EXCEPTION 'arguments "vocabulary" and "document_type" must not be empty'
			USING ERRCODE = '22023';
	END IF;
	-- vocabulary/type is the name of a profile, and must be that of one only.
	IF strpos(register_profile.vocabulary, '/') > 0 THEN
		RAISE EXCEPTION 'argument "vocabulary" must not contain a slash'
			USING ERRCODE = '22023';
	END IF;
	PERFORM custody.valid_profile(register_profile.body);
	INSERT INTO custody.profile AS p (vocabulary, document_type, body, recorded_by)
		VALUES (register_profile.vocabulary, register_profile.document_type,
				register_profile.body, custody.outer_role())
		ON CONFLICT (vocabulary, document_type) DO UPDATE
			SET body = excluded.body, recorded_at = clock_timestamp(),
				recorded_by = excluded.recorded_by
			WHERE NOT p.builtin;
	-- A builtin row that was changed could not be restored from a dump.
	IF NOT FOUND THEN
		RAISE EXCEPTION 'profile "%/%" comes with the extension',
				register_profile.vocabulary, register_profile.document_type
			USING ERRCODE = '22023',
				HINT = 'Register it under a vocabulary of your own: it then goes first.';
	END IF;
END
$$;
COMMENT ON FUNCTION register_profile(text, text, jsonb) IS
	'Records how documents of a type are read, in place of an earlier profile for the same vocabulary and type. Documents that are in a ledger are not read again. For registrars';
REVOKE ALL ON FUNCTION register_profile(text, text, jsonb) FROM PUBLIC;

CREATE FUNCTION withdraw_profile(vocabulary text, document_type text) RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SECURITY DEFINER
	SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	DELETE FROM custody.profile AS p
		WHERE p.vocabulary = withdraw_profile.vocabulary
			AND p.document_type = withdraw_profile.document_type
			AND NOT p.builtin;
	RETURN FOUND;
END
$$;
COMMENT ON FUNCTION withdraw_profile(text, text) IS
	'Removes a profile that was registered; false when there is none such. For registrars';
REVOKE ALL ON FUNCTION withdraw_profile(text, text) FROM PUBLIC;

-- --- normalisers ---------------------------------------------------------------

CREATE FUNCTION normal(normaliser text, value text) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'normal_value';
COMMENT ON FUNCTION normal(text, text) IS
	'a value in normal form, NULL when it cannot be understood with certainty; normaliser: code, country, date, did, entry_number, gln, hts, lei, number, scac, text, unit, unlocode or us_port';

CREATE FUNCTION unit_dimension(unit text) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'unit_dimension';
COMMENT ON FUNCTION unit_dimension(text) IS
	'what a unit measures: mass, volume, energy, length or count; NULL when it is not known';

CREATE FUNCTION si_quantity(quantity numeric, unit text) RETURNS numeric
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'unit_si_quantity';
COMMENT ON FUNCTION si_quantity(numeric, text) IS
	'a quantity in kilograms, cubic metres, joules, metres or pieces, exactly; NULL when the unit is not known';

CREATE FUNCTION kilograms(quantity numeric, unit text) RETURNS numeric
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 50
	BEGIN ATOMIC
		SELECT CASE WHEN custody.unit_dimension(unit) = 'mass'
					THEN custody.si_quantity(quantity, unit) END;
	END;
COMMENT ON FUNCTION kilograms(numeric, text) IS
	'a mass in kilograms, exactly; NULL when the unit is none of mass, or not known';
