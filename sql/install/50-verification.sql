-- Verification against the registry.
--
-- None of these is STRICT: known and options have defaults that may be NULL.
-- The cost is that of a signature check, so that a large table gets a parallel
-- plan by itself.

CREATE FUNCTION code_list(OUT code text, OUT meaning text, OUT remedy text)
	RETURNS SETOF record
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 64
	AS 'MODULE_PATHNAME', 'code_list';
COMMENT ON FUNCTION code_list() IS
	'rows of view codes';

CREATE VIEW codes AS
	SELECT code, meaning, remedy FROM code_list();
COMMENT ON VIEW codes IS
	'the words in which checks answers: what each means, and who can do what about it';
COMMENT ON COLUMN codes.code IS
	'a stable word: never changes its meaning';
COMMENT ON COLUMN codes.meaning IS
	'what the check found';
COMMENT ON COLUMN codes.remedy IS
	'what can be done about it; NULL: nothing needs to be';
GRANT SELECT ON codes TO PUBLIC;

CREATE FUNCTION resolve(did text, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL)
	RETURNS jsonb
	LANGUAGE C STABLE PARALLEL SAFE COST 1000
	AS 'MODULE_PATHNAME', 'did_resolve';
COMMENT ON FUNCTION resolve(text, timestamptz, timestamptz) IS
	'The DID document that applied at a time, by what was registered by known (NULL: all). did:key and did:jwk are expanded; NULL when no document is registered or it was withdrawn';

CREATE FUNCTION resolve(did did, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL)
	RETURNS jsonb
	LANGUAGE C STABLE PARALLEL SAFE COST 1000
	AS 'MODULE_PATHNAME', 'did_resolve';
COMMENT ON FUNCTION resolve(did, timestamptz, timestamptz) IS
	'The DID document that applied at a time, by what was registered by known (NULL: all). did:key and did:jwk are expanded; NULL when no document is registered or it was withdrawn';

CREATE FUNCTION verify(c credential, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL, options jsonb DEFAULT '{}')
	RETURNS boolean
	LANGUAGE C STABLE PARALLEL SAFE COST 2000
	AS 'MODULE_PATHNAME', 'credential_verify';
COMMENT ON FUNCTION verify(credential, timestamptz, timestamptz, jsonb) IS
	'Was the credential good for somebody who relied on it at a time? True, false, or NULL: cannot tell. known: judge by what was registered by then (NULL: all). Options: seen, a timestamp, first evidence that the credential existed (default: at); strict, true: assume nothing about keys and contexts before their first registered version; safe, false: accept data that a proof over linked data does not cover; inline_contexts, true: accept contexts that the document brings itself. True says neither that the issuer is entitled nor that the claims are true';

CREATE FUNCTION verdict(c credential, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL, options jsonb DEFAULT '{}')
	RETURNS text
	LANGUAGE C STABLE PARALLEL SAFE COST 2000
	AS 'MODULE_PATHNAME', 'credential_verdict';
COMMENT ON FUNCTION verdict(credential, timestamptz, timestamptz, jsonb) IS
	'verify in words: good, bad or unknown; NULL only when there is no credential';

CREATE FUNCTION checks(c credential, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL, options jsonb DEFAULT '{}',
		OUT no integer, OUT part text, OUT name text, OUT passed boolean,
		OUT level text, OUT code text, OUT pointer text, OUT detail text,
		OUT remedy text, OUT evidence jsonb)
	RETURNS SETOF record
	LANGUAGE C STABLE PARALLEL SAFE COST 2500 ROWS 8
	AS 'MODULE_PATHNAME', 'credential_checks';
COMMENT ON FUNCTION checks(credential, timestamptz, timestamptz, jsonb) IS
	'verify explained: one row per check. passed NULL: cannot tell; level error decides, level warning does not; code: see view codes; pointer: where in the claims (RFC 6901)';

CREATE FUNCTION verify_signature(c credential, public_key text,
		contexts jsonb DEFAULT NULL)
	RETURNS boolean
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000
	AS 'MODULE_PATHNAME', 'credential_verify_signature';
COMMENT ON FUNCTION verify_signature(credential, text, jsonb) IS
	'Cryptography alone: was the credential signed with this key (Multikey, did:key, or JSON of a JWK or verification method)? Says nothing about whose key it is, nor about time. NULL when the cryptosuite is not offered or a context is missing. contexts: the documents by IRI under which linked data is read, and nothing else is (registered_contexts hands in what is registered); JCS and JWS have no use for it';
