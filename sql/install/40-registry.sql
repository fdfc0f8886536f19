-- The registry: what this database knows of the outside world, and since when.
--
-- Rows are only ever added.  Whoever judges "by what was known then" must find
-- what was known then, so an error is corrected by a further row.  Everyone
-- reads everything, without row security: hiding the newest row from somebody
-- would turn his false into true.  Nobody is granted INSERT; rows come in
-- through the functions of 41-registry-write.sql.

CREATE FUNCTION append_only() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION 'table "%" is append-only', TG_TABLE_NAME
		USING ERRCODE = '55000',
			DETAIL = format('%s would destroy what was known at an earlier time.', TG_OP),
			HINT = 'Record a correction as a further row.';
END
$$;
COMMENT ON FUNCTION append_only() IS
	'trigger that refuses every statement it is put on: for tables that keep history';

CREATE TABLE did_document (
	did text COLLATE "C" NOT NULL,
	valid_during tstzrange NOT NULL,
	document json,
	digest bytea,
	recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	recorded_by name NOT NULL DEFAULT SESSION_USER,
	source text,
	builtin boolean NOT NULL DEFAULT false,
	PRIMARY KEY (did, recorded_at),
	CONSTRAINT did_document_valid_during CHECK (NOT isempty(valid_during)),
	CONSTRAINT did_document_digest CHECK
		(digest IS NOT DISTINCT FROM sha256(convert_to(document::text, 'UTF8')))
);
COMMENT ON TABLE did_document IS
	'DID documents, each version as registered. Of those begun by a time the one that began last applies, and of two that began together the one recorded last; a withdrawal ends all that was recorded before it. Append-only; write with register_did_document and withdraw_did_document';
COMMENT ON COLUMN did_document.did IS
	'the DID (or https URL of a controller) whose document this is';
COMMENT ON COLUMN did_document.valid_during IS
	'from when on this version holds; the first version also counts backwards, with warning key_history_assumed';
COMMENT ON COLUMN did_document.document IS
	'the octets as registered; NULL: the DID has no document from lower(valid_during) on';
COMMENT ON COLUMN did_document.digest IS
	'SHA-256 of the octets of document';
COMMENT ON COLUMN did_document.recorded_at IS
	'when this database learned it (clock of the server): what argument known is compared with';
COMMENT ON COLUMN did_document.recorded_by IS
	'the role that registered it';
COMMENT ON COLUMN did_document.source IS
	'where it came from, in the registrar''s words: a URL, a letter';
COMMENT ON COLUMN did_document.builtin IS
	'true for rows that come with the extension; they are not dumped';

CREATE TABLE key_withdrawal (
	method text COLLATE "C" NOT NULL,
	did text COLLATE "C" NOT NULL,
	reason text NOT NULL,
	since timestamptz NOT NULL,
	recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	recorded_by name NOT NULL DEFAULT SESSION_USER,
	source text,
	builtin boolean NOT NULL DEFAULT false,
	PRIMARY KEY (method, recorded_at),
	CONSTRAINT key_withdrawal_reason CHECK (reason IN ('retired', 'compromised')),
	CONSTRAINT key_withdrawal_did CHECK (starts_with(method, did))
);
COMMENT ON TABLE key_withdrawal IS
	'reports that a key has ended, beside what DID documents say. Append-only; write with withdraw_key';
COMMENT ON COLUMN key_withdrawal.method IS
	'the verification method: a DID URL with a fragment';
COMMENT ON COLUMN key_withdrawal.did IS
	'the DID that method begins with';
COMMENT ON COLUMN key_withdrawal.reason IS
	'retired (no longer used) or compromised (somebody else may have it)';
COMMENT ON COLUMN key_withdrawal.since IS
	'from when on the key is not to be trusted';
COMMENT ON COLUMN key_withdrawal.recorded_at IS
	'when this database learned it (clock of the server): what argument known is compared with';
COMMENT ON COLUMN key_withdrawal.recorded_by IS
	'the role that reported it';
COMMENT ON COLUMN key_withdrawal.source IS
	'who says so, in the registrar''s words';
COMMENT ON COLUMN key_withdrawal.builtin IS
	'true for rows that come with the extension; they are not dumped';

CREATE INDEX key_withdrawal_did_idx ON key_withdrawal (did, recorded_at);

-- ALWAYS: session_replication_role must not be a way round.
CREATE TRIGGER append_only
	BEFORE UPDATE OR DELETE OR TRUNCATE ON did_document
	FOR EACH STATEMENT EXECUTE FUNCTION append_only();
COMMENT ON TRIGGER append_only ON did_document IS
	'refuses UPDATE, DELETE and TRUNCATE';
ALTER TABLE did_document ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER append_only
	BEFORE UPDATE OR DELETE OR TRUNCATE ON key_withdrawal
	FOR EACH STATEMENT EXECUTE FUNCTION append_only();
COMMENT ON TRIGGER append_only ON key_withdrawal IS
	'refuses UPDATE, DELETE and TRUNCATE';
ALTER TABLE key_withdrawal ENABLE ALWAYS TRIGGER append_only;

GRANT SELECT ON did_document, key_withdrawal TO PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('did_document', 'WHERE NOT builtin');
SELECT pg_catalog.pg_extension_config_dump('key_withdrawal', 'WHERE NOT builtin');
