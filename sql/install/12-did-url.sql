-- did_url: a DID with path, query and fragment, each of which may be absent.

CREATE TYPE did_url;

CREATE FUNCTION did_url_in(cstring) RETURNS did_url
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'did_url_in';
COMMENT ON FUNCTION did_url_in(cstring) IS
	'input of type did_url';

CREATE FUNCTION did_url_out(did_url) RETURNS cstring
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_out';
COMMENT ON FUNCTION did_url_out(did_url) IS
	'output of type did_url';

CREATE FUNCTION did_url_recv(internal) RETURNS did_url
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'did_url_recv';
COMMENT ON FUNCTION did_url_recv(internal) IS
	'binary input of type did_url: octet 1, then the text';

CREATE FUNCTION did_url_send(did_url) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_send';
COMMENT ON FUNCTION did_url_send(did_url) IS
	'binary output of type did_url: octet 1, then the text';

CREATE TYPE did_url (
	INPUT = did_url_in,
	OUTPUT = did_url_out,
	RECEIVE = did_url_recv,
	SEND = did_url_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	COLLATABLE = false
);
COMMENT ON TYPE did_url IS
	'DID URL (DID Core 1.0, section 3.2), compared by octets';

CREATE FUNCTION did_url(text) RETURNS did_url
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'did_url_from_text';
COMMENT ON FUNCTION did_url(text) IS
	'text as DID URL; an error when it is none';

CREATE FUNCTION did(did_url) RETURNS did
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_url_did';
COMMENT ON FUNCTION did(did_url) IS
	'the DID of a DID URL: path, query and fragment are cut off';

CREATE CAST (text AS did_url) WITH FUNCTION did_url(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS did_url) IS
	'checks that the text is a DID URL';

CREATE CAST (varchar AS did_url) WITH FUNCTION did_url(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS did_url) IS
	'checks that the text is a DID URL';

CREATE CAST (did_url AS text) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (did_url AS text) IS
	'a DID URL is its text';

CREATE CAST (did_url AS did) WITH FUNCTION did(did_url) AS ASSIGNMENT;
COMMENT ON CAST (did_url AS did) IS
	'cuts off path, query and fragment';

CREATE CAST (did AS did_url) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (did AS did_url) IS
	'every DID is a DID URL';

CREATE FUNCTION url_path(url did_url) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_url_path';
COMMENT ON FUNCTION url_path(did_url) IS
	'the path of a DID URL with its leading slash; NULL when there is none';

CREATE FUNCTION url_query(url did_url) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_url_query';
COMMENT ON FUNCTION url_query(did_url) IS
	'the query of a DID URL without its question mark; NULL when there is none';

CREATE FUNCTION url_fragment(url did_url) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'did_url_fragment';
COMMENT ON FUNCTION url_fragment(did_url) IS
	'the fragment of a DID URL without its hash sign; NULL when there is none';

-- Equality, order, hash: by octets, as for did.

CREATE FUNCTION did_url_eq(did_url, did_url) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_eq';
COMMENT ON FUNCTION did_url_eq(did_url, did_url) IS
	'implements operator: equal, by octets';

CREATE FUNCTION did_url_ne(did_url, did_url) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ne';
COMMENT ON FUNCTION did_url_ne(did_url, did_url) IS
	'implements operator: not equal, by octets';

CREATE FUNCTION did_url_lt(did_url, did_url) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_lt';
COMMENT ON FUNCTION did_url_lt(did_url, did_url) IS
	'implements operator: less than, by octets';

CREATE FUNCTION did_url_le(did_url, did_url) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_le';
COMMENT ON FUNCTION did_url_le(did_url, did_url) IS
	'implements operator: less than or equal, by octets';

CREATE FUNCTION did_url_gt(did_url, did_url) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_gt';
COMMENT ON FUNCTION did_url_gt(did_url, did_url) IS
	'implements operator: greater than, by octets';

CREATE FUNCTION did_url_ge(did_url, did_url) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ge';
COMMENT ON FUNCTION did_url_ge(did_url, did_url) IS
	'implements operator: greater than or equal, by octets';

CREATE FUNCTION did_url_cmp(did_url, did_url) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_cmp';
COMMENT ON FUNCTION did_url_cmp(did_url, did_url) IS
	'btree support: order by octets';

CREATE FUNCTION did_url_sortsupport(internal) RETURNS void
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_sortsupport';
COMMENT ON FUNCTION did_url_sortsupport(internal) IS
	'btree support: abbreviated keys';

CREATE FUNCTION did_url_hash(did_url) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash';
COMMENT ON FUNCTION did_url_hash(did_url) IS
	'hash support: 32 bits';

CREATE FUNCTION did_url_hash_extended(did_url, bigint) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash_extended';
COMMENT ON FUNCTION did_url_hash_extended(did_url, bigint) IS
	'hash support: 64 bits with a seed';

CREATE OPERATOR = (
	LEFTARG = did_url, RIGHTARG = did_url, FUNCTION = did_url_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (did_url, did_url) IS 'equal, by octets';

CREATE OPERATOR <> (
	LEFTARG = did_url, RIGHTARG = did_url, FUNCTION = did_url_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (did_url, did_url) IS 'not equal, by octets';

CREATE OPERATOR < (
	LEFTARG = did_url, RIGHTARG = did_url, FUNCTION = did_url_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (did_url, did_url) IS 'less than, by octets';

CREATE OPERATOR <= (
	LEFTARG = did_url, RIGHTARG = did_url, FUNCTION = did_url_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (did_url, did_url) IS 'less than or equal, by octets';

CREATE OPERATOR > (
	LEFTARG = did_url, RIGHTARG = did_url, FUNCTION = did_url_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (did_url, did_url) IS 'greater than, by octets';

CREATE OPERATOR >= (
	LEFTARG = did_url, RIGHTARG = did_url, FUNCTION = did_url_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (did_url, did_url) IS 'greater than or equal, by octets';

CREATE OPERATOR CLASS did_url_ops DEFAULT FOR TYPE did_url USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 did_url_cmp(did_url, did_url),
	FUNCTION 2 did_url_sortsupport(internal),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS did_url_ops USING btree IS
	'order of DID URLs by octets';
COMMENT ON OPERATOR FAMILY did_url_ops USING btree IS
	'order of DID URLs by octets';

CREATE OPERATOR CLASS did_url_ops DEFAULT FOR TYPE did_url USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 did_url_hash(did_url),
	FUNCTION 2 did_url_hash_extended(did_url, bigint);
COMMENT ON OPERATOR CLASS did_url_ops USING hash IS
	'equality of DID URLs by octets';
COMMENT ON OPERATOR FAMILY did_url_ops USING hash IS
	'equality of DID URLs by octets';

CREATE FUNCTION did_url_smaller(did_url, did_url) RETURNS did_url
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_smaller';
COMMENT ON FUNCTION did_url_smaller(did_url, did_url) IS
	'the smaller of two, by octets';

CREATE AGGREGATE min(did_url) (
	SFUNC = did_url_smaller, STYPE = did_url, COMBINEFUNC = did_url_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(did_url) IS
	'the least of all, by octets';

CREATE FUNCTION did_url_larger(did_url, did_url) RETURNS did_url
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_larger';
COMMENT ON FUNCTION did_url_larger(did_url, did_url) IS
	'the larger of two, by octets';

CREATE AGGREGATE max(did_url) (
	SFUNC = did_url_larger, STYPE = did_url, COMBINEFUNC = did_url_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(did_url) IS
	'the greatest of all, by octets';
