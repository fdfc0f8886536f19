-- Canonical JSON and multibase.

CREATE FUNCTION jcs(document json) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250
	AS 'MODULE_PATHNAME', 'jcs_json';
COMMENT ON FUNCTION jcs(json) IS
	'canonical text of a JSON document (RFC 8785); duplicate names, lone surrogates, U+0000 and numbers that are not finite doubles are errors';

CREATE FUNCTION multibase_encode(octets bytea, base text DEFAULT 'base58btc')
	RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'multibase_encode';
COMMENT ON FUNCTION multibase_encode(bytea, text) IS
	'octets as multibase text; bases base16, base32, base58btc, base64, base64url';

CREATE FUNCTION multibase_decode(encoded text) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'multibase_decode';
COMMENT ON FUNCTION multibase_decode(text) IS
	'octets of a multibase text, whose first character names the base';
