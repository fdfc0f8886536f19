-- Linked data: JSON-LD read under the contexts of the registry.

CREATE FUNCTION to_rdf(document json, options jsonb DEFAULT '{}') RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000
	AS 'MODULE_PATHNAME', 'json_to_rdf';
COMMENT ON FUNCTION to_rdf(json, jsonb) IS
	'RDF of a JSON-LD document as N-Quads, in the order of the document, under the contexts registered for today. An error with the JSON pointer when data would be lost; 55000 when a context is not registered. Options: base, an IRI; inline_contexts, true: take contexts inside the document; safe, false: leave out what the contexts do not define';

CREATE FUNCTION canonize(document json, hash text DEFAULT 'sha256',
		options jsonb DEFAULT '{}') RETURNS text
	LANGUAGE C STABLE STRICT PARALLEL SAFE COST 2000
	AS 'MODULE_PATHNAME', 'json_canonize';
COMMENT ON FUNCTION canonize(json, text, jsonb) IS
	'canonical N-Quads (RDFC-1.0) of a JSON-LD document under the contexts registered for today; hash: sha256, or sha384 as P-384 signatures use it. Options and errors: those of to_rdf; 54000 for a graph made to cost more than pg_custody.max_rdf_steps or max_rdf_hash';

CREATE FUNCTION needed_contexts(c credential) RETURNS text[]
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_needed_contexts';
COMMENT ON FUNCTION needed_contexts(credential) IS
	'IRIs of the contexts without which nobody can tell what the proofs of a credential cover; none for JCS and JWS';

CREATE FUNCTION context_documents(iris text[], signed_at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL)
	RETURNS jsonb
	LANGUAGE C STABLE PARALLEL SAFE COST 5000
	AS 'MODULE_PATHNAME', 'context_documents';
COMMENT ON FUNCTION context_documents(text[], timestamptz, timestamptz) IS
	'registered contexts and all that they refer to, as one object of documents by IRI: of each the version for documents signed at a time, by what was registered by known (NULL: all); those that are not registered are not in it';

CREATE FUNCTION registered_contexts(c credential) RETURNS jsonb
	LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 5000
	BEGIN ATOMIC
		SELECT custody.context_documents(custody.needed_contexts(c),
										 coalesce(custody.signed_at(c), now()));
	END;
COMMENT ON FUNCTION registered_contexts(credential) IS
	'the contexts that verify_signature needs for a credential, as registered for its signing date';

CREATE FUNCTION signed_content(c credential, at timestamptz DEFAULT now(),
		known timestamptz DEFAULT NULL,
		OUT is_known boolean, OUT digest bytea, OUT caught bigint[])
	LANGUAGE C STABLE PARALLEL SAFE COST 500
	AS 'MODULE_PATHNAME', 'credential_signed_content';
COMMENT ON FUNCTION signed_content(credential, timestamptz, timestamptz) IS
	'What a credential says as far as its issuer''s proof covers it, without verifying. digest: equal when the same is said, however it is spelt (for suites over RDF that of the canonical N-Quads, else content_digest). caught: octets at which values begin that have a meaning only by a default vocabulary; no fact is taken from them. is_known false: a context is not registered, or the document is no good linked data';

CREATE FUNCTION canonize_nquads(quads text, hash text DEFAULT 'sha256')
	RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
	AS 'MODULE_PATHNAME', 'nquads_canonize';
COMMENT ON FUNCTION canonize_nquads(text, text) IS
	'canonical form (RDFC-1.0) of an RDF graph given as N-Quads; hash: sha256 or sha384. A syntax error is an error with its offset; 54000 for a graph made to cost more than pg_custody.max_rdf_steps or max_rdf_hash';
