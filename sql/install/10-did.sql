-- did: a decentralized identifier.  Text inside, checked once at the border.

CREATE TYPE did;

CREATE FUNCTION did_in(cstring) RETURNS did
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'did_in';
COMMENT ON FUNCTION did_in(cstring) IS
	'input of type did';

CREATE FUNCTION did_out(did) RETURNS cstring
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_out';
COMMENT ON FUNCTION did_out(did) IS
	'output of type did';

CREATE FUNCTION did_recv(internal) RETURNS did
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'did_recv';
COMMENT ON FUNCTION did_recv(internal) IS
	'binary input of type did: octet 1, then the text';

CREATE FUNCTION did_send(did) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_send';
COMMENT ON FUNCTION did_send(did) IS
	'binary output of type did: octet 1, then the text';

CREATE TYPE did (
	INPUT = did_in,
	OUTPUT = did_out,
	RECEIVE = did_recv,
	SEND = did_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	COLLATABLE = false
);
COMMENT ON TYPE did IS
	'decentralized identifier (DID Core 1.0, section 3.1), compared by octets';

CREATE FUNCTION did(text) RETURNS did
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'did_from_text';
COMMENT ON FUNCTION did(text) IS
	'text as DID; an error when it is none';

CREATE CAST (text AS did) WITH FUNCTION did(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS did) IS
	'checks that the text is a DID';

CREATE CAST (varchar AS did) WITH FUNCTION did(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS did) IS
	'checks that the text is a DID';

CREATE CAST (did AS text) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (did AS text) IS
	'a DID is its text';

CREATE FUNCTION method(did did) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_method';
COMMENT ON FUNCTION method(did) IS
	'the method of a DID: web for did:web:mill.example';

CREATE FUNCTION method_specific_id(did did) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_method_specific_id';
COMMENT ON FUNCTION method_specific_id(did) IS
	'what follows the method of a DID: mill.example for did:web:mill.example';
