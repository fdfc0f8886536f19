-- JSON-LD contexts: what the terms of linked data mean.
--
-- A context is known by its content.  Under one IRI several were published over
-- time, and a document verifies under the one it was signed with only; so all
-- of them are kept, each with the time in which documents were signed under it.

CREATE TABLE context (
	iri text COLLATE "C" NOT NULL,
	digest bytea NOT NULL,
	document json NOT NULL,
	signed_during tstzrange NOT NULL,
	normative boolean NOT NULL DEFAULT false,
	recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	recorded_by name NOT NULL DEFAULT SESSION_USER,
	source text,
	builtin boolean NOT NULL DEFAULT false,
	PRIMARY KEY (iri, recorded_at),
	CONSTRAINT context_signed_during CHECK (NOT isempty(signed_during)),
	CONSTRAINT context_digest CHECK
		(digest = sha256(convert_to(jcs(document), 'UTF8')))
);
COMMENT ON TABLE context IS
	'JSON-LD contexts, each version as registered. Documents signed within signed_during are read under that version first, and under others that are registered then. Append-only; write with register_context and withdraw_context';
COMMENT ON COLUMN context.iri IS
	'how documents name it';
COMMENT ON COLUMN context.digest IS
	'SHA-256 of the canonical form (RFC 8785) of document: white space and the order of members do not change it';
COMMENT ON COLUMN context.document IS
	'a JSON object with "@context", as registered';
COMMENT ON COLUMN context.signed_during IS
	'when documents were signed under this version, its end not included; unbounded: no matter when';
COMMENT ON COLUMN context.normative IS
	'true when a specification fixes the content for ever: no other is registered or tried';
COMMENT ON COLUMN context.recorded_at IS
	'when this database learned it (clock of the server): what argument known is compared with; -infinity for those that come with the extension';
COMMENT ON COLUMN context.recorded_by IS
	'the role that registered it';
COMMENT ON COLUMN context.source IS
	'where it came from, in the registrar''s words: a URL, a letter';
COMMENT ON COLUMN context.builtin IS
	'true for rows that come with the extension; they are not dumped';

CREATE TABLE context_withdrawal (
	iri text COLLATE "C" NOT NULL,
	digest bytea NOT NULL,
	recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	recorded_by name NOT NULL DEFAULT SESSION_USER,
	source text,
	builtin boolean NOT NULL DEFAULT false,
	PRIMARY KEY (iri, digest, recorded_at)
);
COMMENT ON TABLE context_withdrawal IS
	'contexts that should not have been registered: no document is read under them any more. Append-only; write with withdraw_context';
COMMENT ON COLUMN context_withdrawal.iri IS
	'under which it was registered';
COMMENT ON COLUMN context_withdrawal.digest IS
	'which content; all registrations of it before recorded_at end';
COMMENT ON COLUMN context_withdrawal.recorded_at IS
	'when this database learned it (clock of the server): what argument known is compared with';
COMMENT ON COLUMN context_withdrawal.recorded_by IS
	'the role that withdrew it';
COMMENT ON COLUMN context_withdrawal.source IS
	'why, in the registrar''s words';
COMMENT ON COLUMN context_withdrawal.builtin IS
	'true for rows that come with the extension; they are not dumped';

CREATE TRIGGER append_only
	BEFORE UPDATE OR DELETE OR TRUNCATE ON context
	FOR EACH STATEMENT EXECUTE FUNCTION append_only();
COMMENT ON TRIGGER append_only ON context IS
	'refuses UPDATE, DELETE and TRUNCATE';
ALTER TABLE context ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER append_only
	BEFORE UPDATE OR DELETE OR TRUNCATE ON context_withdrawal
	FOR EACH STATEMENT EXECUTE FUNCTION append_only();
COMMENT ON TRIGGER append_only ON context_withdrawal IS
	'refuses UPDATE, DELETE and TRUNCATE';
ALTER TABLE context_withdrawal ENABLE ALWAYS TRIGGER append_only;

GRANT SELECT ON context, context_withdrawal TO PUBLIC;

SELECT pg_catalog.pg_extension_config_dump('context', 'WHERE NOT builtin');
SELECT pg_catalog.pg_extension_config_dump('context_withdrawal', 'WHERE NOT builtin');
