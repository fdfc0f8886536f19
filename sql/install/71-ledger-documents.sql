-- Tables of a ledger, first part: documents, and who and what is in them.
--
-- Three habits, here and in the next parts.  What a document says is never
-- refused by a constraint: ingest does not raise for content.  What comes from
-- documents without a bound on its length gets a hash index, or is shortened by
-- bounded(), because a btree refuses long values.  Fact tables are written by
-- ingest alone, so references within them carry no foreign keys: they would
-- cost a look-up per row, and stand in the way of partitions.

CREATE FUNCTION bounded(value text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	BEGIN ATOMIC
		SELECT CASE
			WHEN octet_length(bounded.value) <= 1000 THEN bounded.value
			ELSE left(bounded.value, 200) || ' sha256:'
				|| encode(sha256(convert_to(bounded.value, 'UTF8')), 'hex') END;
	END;
COMMENT ON FUNCTION bounded(text) IS
	'the value itself, or its beginning and its digest when it is longer than 1000 octets: fit for a unique index';

CREATE FUNCTION make_ledger_documents(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path',
		format('%I, pg_catalog, custody, pg_temp', make_ledger_documents.schema_name), true);

	CREATE SEQUENCE document_seq;
	COMMENT ON SEQUENCE document_seq IS
		'numbers of documents';

	CREATE TABLE document (
		document_id bigint PRIMARY KEY DEFAULT nextval('document_seq'),
		digest bytea NOT NULL UNIQUE,
		content_digest bytea NOT NULL,
		content_known boolean NOT NULL DEFAULT true,
		issuer text COLLATE "C",
		types text[] NOT NULL,
		id_claimed text COLLATE "C",
		valid_during tstzrange NOT NULL,
		signed_at timestamptz,
		received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		presentation_id bigint,
		profile text,
		source text,
		witness_of bigint
	);
	ALTER SEQUENCE document_seq OWNED BY document.document_id;
	CREATE UNIQUE INDEX document_first_witness ON document (content_digest)
		WHERE witness_of IS NULL;
	CREATE INDEX document_content ON document (content_digest);
	CREATE INDEX document_waiting ON document (document_id) WHERE NOT content_known;
	CREATE INDEX document_issuer ON document USING hash (issuer);
	CREATE INDEX document_id_claimed ON document USING hash (id_claimed);
	CREATE INDEX document_received ON document (received_at);
	COMMENT ON TABLE document IS
		'one row per document that could be read, by its octets; the octets are in document_body';
	COMMENT ON COLUMN document.document_id IS
		'number of the document in this ledger, in order of arrival';
	COMMENT ON COLUMN document.digest IS
		'SHA-256 of the octets as received';
	COMMENT ON COLUMN document.content_digest IS
		'SHA-256 of what the issuer signed in canonical form (digest of signed_content): documents that share it say the same';
	COMMENT ON COLUMN document.content_known IS
		'false: when it was last read, it could not be told what its proof covers (a context was not registered, or it is no good linked data). content_digest is then digest, and no facts were read: see refresh_content';
	COMMENT ON COLUMN document.issuer IS
		'who claims to have issued it; only a good verdict makes that true';
	COMMENT ON COLUMN document.types IS
		'types of the credential';
	COMMENT ON COLUMN document.id_claimed IS
		'the id the document gives itself: not unique, and often the issuer''s DID';
	COMMENT ON COLUMN document.valid_during IS
		'validity the document states; empty when its end lies before its start';
	COMMENT ON COLUMN document.signed_at IS
		'signing time by the signer''s word';
	COMMENT ON COLUMN document.received_at IS
		'when these octets first came in, by the clock of the server';
	COMMENT ON COLUMN document.presentation_id IS
		'the presentation that brought it, as the loader said';
	COMMENT ON COLUMN document.profile IS
		'the profile its facts were read with; NULL: none applied (see unprofiled)';
	COMMENT ON COLUMN document.source IS
		'where it came from, in the loader''s words';
	COMMENT ON COLUMN document.witness_of IS
		'the document that first brought the same content and holds its facts; NULL: this one does';

	CREATE TABLE document_body (
		document_id bigint PRIMARY KEY REFERENCES document,
		credential custody.credential NOT NULL
	) WITH (
		-- Large documents lie out of line, so the number of pages says little
		-- about the work of checking them: do not let it decide for one process.
		parallel_workers = 8
	);
	COMMENT ON TABLE document_body IS
		'the documents themselves, octets as received';
	COMMENT ON COLUMN document_body.document_id IS
		'the document';
	COMMENT ON COLUMN document_body.credential IS
		'its octets';

	CREATE TABLE withdrawal (
		document_id bigint NOT NULL REFERENCES document,
		reason text NOT NULL,
		effective timestamptz NOT NULL,
		superseded_by bigint REFERENCES document,
		recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		recorded_by name NOT NULL DEFAULT custody.outer_role(),
		PRIMARY KEY (document_id, recorded_at)
	);
	COMMENT ON TABLE withdrawal IS
		'documents that are no longer to be used, with all that say the same; append-only, written by withdraw';
	COMMENT ON COLUMN withdrawal.document_id IS
		'the document';
	COMMENT ON COLUMN withdrawal.reason IS
		'why, in words';
	COMMENT ON COLUMN withdrawal.effective IS
		'from when on it is not to be used';
	COMMENT ON COLUMN withdrawal.superseded_by IS
		'the document that takes its place';
	COMMENT ON COLUMN withdrawal.recorded_at IS
		'when the ledger learned it';
	COMMENT ON COLUMN withdrawal.recorded_by IS
		'the role that recorded it';
	CREATE TRIGGER append_only
		BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawal
		FOR EACH STATEMENT EXECUTE FUNCTION custody.append_only();
	COMMENT ON TRIGGER append_only ON withdrawal IS
		'refuses UPDATE, DELETE and TRUNCATE';

	CREATE TABLE verdict (
		document_id bigint NOT NULL REFERENCES document,
		recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		good tstzmultirange NOT NULL,
		bad tstzmultirange NOT NULL,
		code text NOT NULL,
		warnings text[] NOT NULL DEFAULT '{}',
		verifier_version text NOT NULL,
		PRIMARY KEY (document_id, recorded_at)
	);
	COMMENT ON TABLE verdict IS
		'stored verdicts; append-only. In neither multirange: cannot tell';
	COMMENT ON COLUMN verdict.document_id IS
		'the document';
	COMMENT ON COLUMN verdict.recorded_at IS
		'when it was judged';
	COMMENT ON COLUMN verdict.good IS
		'times at which it verifies';
	COMMENT ON COLUMN verdict.bad IS
		'times at which it does not';
	COMMENT ON COLUMN verdict.code IS
		'the reason that decided, a word of doc/codes.md';
	COMMENT ON COLUMN verdict.warnings IS
		'codes of warnings';
	COMMENT ON COLUMN verdict.verifier_version IS
		'version of the extension that judged';
	CREATE TRIGGER append_only
		BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict
		FOR EACH STATEMENT EXECUTE FUNCTION custody.append_only();
	COMMENT ON TRIGGER append_only ON verdict IS
		'refuses UPDATE, DELETE and TRUNCATE';

	CREATE TABLE dependency (
		document_id bigint NOT NULL,
		kind text NOT NULL,
		key text COLLATE "C" NOT NULL
	);
	CREATE INDEX dependency_document ON dependency (document_id);
	CREATE INDEX dependency_key ON dependency USING hash (key);
	COMMENT ON TABLE dependency IS
		'what the verdict of a document rests on';
	COMMENT ON COLUMN dependency.document_id IS
		'the document';
	COMMENT ON COLUMN dependency.kind IS
		'did (a DID document), key (a verification method), context, list, schema or policy';
	COMMENT ON COLUMN dependency.key IS
		'its name in the registry';

	CREATE TABLE presentation (
		presentation_id bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
		holder text COLLATE "C",
		workflow_instances text[] NOT NULL DEFAULT '{}',
		workflow_definitions text[] NOT NULL DEFAULT '{}',
		received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		octets bytea
	);
	COMMENT ON TABLE presentation IS
		'presentations: who handed in which documents, in which workflow';
	COMMENT ON COLUMN presentation.presentation_id IS
		'number of the presentation in this ledger';
	COMMENT ON COLUMN presentation.holder IS
		'who presented';
	COMMENT ON COLUMN presentation.workflow_instances IS
		'workflow instances it belongs to';
	COMMENT ON COLUMN presentation.workflow_definitions IS
		'definitions of these workflows';
	COMMENT ON COLUMN presentation.received_at IS
		'when it came in, by the clock of the server';
	COMMENT ON COLUMN presentation.octets IS
		'the presentation as received';

	-- Unlogged: rows are gone before the statement that brought them ends.
	CREATE UNLOGGED TABLE intake (
		octets bytea,
		presentation_id bigint,
		source text
	);
	COMMENT ON TABLE intake IS
		'door for bulk loads: INSERT or COPY documents here; they are ingested at the end of the statement and the table is empty again';
	COMMENT ON COLUMN intake.octets IS
		'a document';
	COMMENT ON COLUMN intake.presentation_id IS
		'the presentation that brought it, if any';
	COMMENT ON COLUMN intake.source IS
		'where it came from, in the loader''s words';

	CREATE TABLE rejected (
		rejected_id bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
		octets bytea,
		code text NOT NULL,
		"offset" bigint,
		pointer text,
		detail text,
		received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		presentation_id bigint,
		source text
	);
	COMMENT ON TABLE rejected IS
		'octets that were handed in and are no credential';
	COMMENT ON COLUMN rejected.rejected_id IS
		'number of the row';
	COMMENT ON COLUMN rejected.octets IS
		'what was handed in';
	COMMENT ON COLUMN rejected.code IS
		'why it could not be read, a word: bad_json, bad_credential, no_octets …';
	COMMENT ON COLUMN rejected."offset" IS
		'octet at which reading failed, where that can be said';
	COMMENT ON COLUMN rejected.pointer IS
		'JSON pointer to what is wrong, where that can be said';
	COMMENT ON COLUMN rejected.detail IS
		'what is wrong, a sentence';
	COMMENT ON COLUMN rejected.received_at IS
		'when it came in, by the clock of the server';
	COMMENT ON COLUMN rejected.presentation_id IS
		'the presentation that brought it, as the loader said';
	COMMENT ON COLUMN rejected.source IS
		'where it came from, in the loader''s words';
END
$$;
COMMENT ON FUNCTION make_ledger_documents(name) IS
	'part of create_ledger: tables of documents';
