-- item: an identifier of goods in canonical form.  Text inside.

CREATE TYPE item;
COMMENT ON TYPE item IS
	'identifier of goods in one canonical form (IRI, DID URL, GS1), compared by octets';

CREATE FUNCTION item_in(cstring) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'item_in';
COMMENT ON FUNCTION item_in(cstring) IS
	'input of type item';

CREATE FUNCTION item_out(item) RETURNS cstring
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_out';
COMMENT ON FUNCTION item_out(item) IS
	'output of type item';

CREATE FUNCTION item_recv(internal) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'item_recv';
COMMENT ON FUNCTION item_recv(internal) IS
	'binary input of type item: octet 1, then the canonical text';

CREATE FUNCTION item_send(item) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_send';
COMMENT ON FUNCTION item_send(item) IS
	'binary output of type item: octet 1, then the canonical text';

CREATE TYPE item (
	INPUT = item_in,
	OUTPUT = item_out,
	RECEIVE = item_recv,
	SEND = item_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	COLLATABLE = false
);

CREATE FUNCTION item(text) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'item_from_text';
COMMENT ON FUNCTION item(text) IS
	'the item that an IRI, a DID URL or a GS1 identifier names; an error when the text is none';

CREATE FUNCTION item(did) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'item_from_text';
COMMENT ON FUNCTION item(did) IS
	'the goods that a DID names';

CREATE CAST (text AS item) WITH FUNCTION item(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS item) IS
	'canonical form of an identifier';

CREATE CAST (varchar AS item) WITH FUNCTION item(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS item) IS
	'canonical form of an identifier';

CREATE CAST (did AS item) WITH FUNCTION item(did) AS ASSIGNMENT;
COMMENT ON CAST (did AS item) IS
	'the goods that a DID names';

CREATE CAST (item AS text) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (item AS text) IS
	'an item is its canonical text';

CREATE FUNCTION item(scheme text, scope text, code text) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'item_make';
COMMENT ON FUNCTION item(text, text, text) IS
	'item from what stands on paper: item(''heat'', ''did:web:mill.example'', ''61316''); GS1 keys have an empty scope: item(''gtin'', '''', …)';

CREATE FUNCTION item_scheme(item item) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'item_scheme';
COMMENT ON FUNCTION item_scheme(item) IS
	'scheme of an item: heat, coil, sgtin, line, …; NULL for an IRI without parts';

CREATE FUNCTION item_scope(item item) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'item_scope';
COMMENT ON FUNCTION item_scope(item) IS
	'within what the code is unique: the DID of who gave it, the GTIN of a serial number; NULL when the code stands alone';

CREATE FUNCTION item_code(item item) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'item_code';
COMMENT ON FUNCTION item_code(item) IS
	'the code as it stands on paper; NULL for an IRI without parts';

CREATE FUNCTION item_kind(item item) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'item_kind';
COMMENT ON FUNCTION item_kind(item) IS
	'what an item is by its form: serial, lot, batch, flow, line, or class, which is no thing but a kind of things';
