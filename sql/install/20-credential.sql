-- credential: one verifiable credential in any securing form.  The octets as
-- received, behind a header with what is asked all the time.

CREATE TYPE credential;

CREATE FUNCTION credential_in(cstring) RETURNS credential
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_in';
COMMENT ON FUNCTION credential_in(cstring) IS
	'input of type credential';

CREATE FUNCTION credential_out(credential) RETURNS cstring
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_out';
COMMENT ON FUNCTION credential_out(credential) IS
	'output of type credential: the octets as received';

CREATE FUNCTION credential_recv(internal) RETURNS credential
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_recv';
COMMENT ON FUNCTION credential_recv(internal) IS
	'binary input of type credential: octet 1, then the octets of the document';

CREATE FUNCTION credential_send(credential) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_send';
COMMENT ON FUNCTION credential_send(credential) IS
	'binary output of type credential: octet 1, then the octets as received';

CREATE TYPE credential (
	INPUT = credential_in,
	OUTPUT = credential_out,
	RECEIVE = credential_recv,
	SEND = credential_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	COLLATABLE = false
);
COMMENT ON TYPE credential IS
	'verifiable credential: JSON with or without proof, or a JWT; the octets are kept as received';

-- In.  There is no cast from jsonb: it has lost the octets that were signed.

CREATE FUNCTION credential(text) RETURNS credential
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_from_octets';
COMMENT ON FUNCTION credential(text) IS
	'text as credential; an error when it is none';

CREATE FUNCTION credential(json) RETURNS credential
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_from_octets';
COMMENT ON FUNCTION credential(json) IS
	'JSON as credential, spelled as it is; an error when it is none';

CREATE FUNCTION credential(bytea) RETURNS credential
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_from_octets';
COMMENT ON FUNCTION credential(bytea) IS
	'octets as credential; an error when they are none';

CREATE CAST (text AS credential)
	WITH FUNCTION credential(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS credential) IS
	'checks that the text is a credential';

CREATE CAST (varchar AS credential)
	WITH FUNCTION credential(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS credential) IS
	'checks that the text is a credential';

CREATE CAST (json AS credential)
	WITH FUNCTION credential(json) AS ASSIGNMENT;
COMMENT ON CAST (json AS credential) IS
	'checks that the document is a credential';

CREATE CAST (bytea AS credential)
	WITH FUNCTION credential(bytea) AS ASSIGNMENT;
COMMENT ON CAST (bytea AS credential) IS
	'checks that the octets are a credential';

-- Out.

CREATE FUNCTION credential_text(credential) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_to_octets';
COMMENT ON FUNCTION credential_text(credential) IS
	'the octets of a credential as received, as text';

CREATE FUNCTION credential_bytea(credential) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_to_octets';
COMMENT ON FUNCTION credential_bytea(credential) IS
	'the octets of a credential as received';

CREATE FUNCTION credential_jsonb(credential) RETURNS jsonb
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_jsonb';
COMMENT ON FUNCTION credential_jsonb(credential) IS
	'the claims of a credential: the document, or what a token carries';

CREATE CAST (credential AS text)
	WITH FUNCTION credential_text(credential) AS ASSIGNMENT;
COMMENT ON CAST (credential AS text) IS
	'the octets as received';

CREATE CAST (credential AS bytea)
	WITH FUNCTION credential_bytea(credential) AS ASSIGNMENT;
COMMENT ON CAST (credential AS bytea) IS
	'the octets as received';

CREATE CAST (credential AS jsonb)
	WITH FUNCTION credential_jsonb(credential) AS ASSIGNMENT;
COMMENT ON CAST (credential AS jsonb) IS
	'the claims: the document, or what a token carries';

-- Accessors that read the header only: no parsing, no whole detoasting.

CREATE FUNCTION id(document credential) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_id';
COMMENT ON FUNCTION id(credential) IS
	'the id a credential gives itself; NULL when it has none';

CREATE FUNCTION issuer(document credential) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_issuer';
COMMENT ON FUNCTION issuer(credential) IS
	'the id of the issuer: a DID or another URL';

CREATE FUNCTION types(document credential) RETURNS text[]
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_types';
COMMENT ON FUNCTION types(credential) IS
	'the types of a credential in their order';

CREATE FUNCTION valid_from(document credential) RETURNS timestamptz
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_valid_from';
COMMENT ON FUNCTION valid_from(credential) IS
	'validFrom or issuanceDate; NULL when there is none that can be read';

CREATE FUNCTION valid_until(document credential) RETURNS timestamptz
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_valid_until';
COMMENT ON FUNCTION valid_until(credential) IS
	'validUntil or expirationDate; NULL when there is none that can be read';

CREATE FUNCTION form(document credential) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_form';
COMMENT ON FUNCTION form(credential) IS
	'how a credential is secured: unsecured, embedded, vc+jwt, vc-jwt, vc+sd-jwt or enveloped';

CREATE FUNCTION digest(document credential) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_digest';
COMMENT ON FUNCTION digest(credential) IS
	'SHA-256 of the octets of a credential';

CREATE FUNCTION content_digest(document credential) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'credential_content_digest';
COMMENT ON FUNCTION content_digest(credential) IS
	'SHA-256 of the claims in canonical form, signatures left out: the same for other octets that say the same';

-- Accessors that read the document.

CREATE FUNCTION subject(document credential) RETURNS jsonb
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
	AS 'MODULE_PATHNAME', 'credential_subject';
COMMENT ON FUNCTION subject(credential) IS
	'the credentialSubject of a credential, as it stands: an object or an array of them';

CREATE FUNCTION subject_ids(document credential) RETURNS text[]
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_subject_ids';
COMMENT ON FUNCTION subject_ids(credential) IS
	'the ids of the subjects that have one, in their order';

CREATE FUNCTION contexts(document credential) RETURNS text[]
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_contexts';
COMMENT ON FUNCTION contexts(credential) IS
	'the contexts of a credential that are URLs, without those that may have been added behind what its proof covers';

CREATE FUNCTION cryptosuites(document credential) RETURNS text[]
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_cryptosuites';
COMMENT ON FUNCTION cryptosuites(credential) IS
	'what the proofs of a credential are made with: cryptosuite or proof type, for a token its alg; empty when it has no proof';

CREATE FUNCTION verification_methods(document credential) RETURNS text[]
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_verification_methods';
COMMENT ON FUNCTION verification_methods(credential) IS
	'the keys the proofs of a credential name, as absolute URLs; for a token its kid';

CREATE FUNCTION signed_at(document credential) RETURNS timestamptz
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_signed_at';
COMMENT ON FUNCTION signed_at(credential) IS
	'when the signer says it was signed: iat of a token, created of a proof (the earliest); NULL when nothing is said';
