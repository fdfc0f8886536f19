-- did: equality, order, hash.  All by octets, whatever the collation.

CREATE FUNCTION did_eq(did, did) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_eq';
COMMENT ON FUNCTION did_eq(did, did) IS
	'implements operator: equal, by octets';

CREATE FUNCTION did_ne(did, did) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ne';
COMMENT ON FUNCTION did_ne(did, did) IS
	'implements operator: not equal, by octets';

CREATE FUNCTION did_lt(did, did) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_lt';
COMMENT ON FUNCTION did_lt(did, did) IS
	'implements operator: less than, by octets';

CREATE FUNCTION did_le(did, did) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_le';
COMMENT ON FUNCTION did_le(did, did) IS
	'implements operator: less than or equal, by octets';

CREATE FUNCTION did_gt(did, did) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_gt';
COMMENT ON FUNCTION did_gt(did, did) IS
	'implements operator: greater than, by octets';

CREATE FUNCTION did_ge(did, did) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ge';
COMMENT ON FUNCTION did_ge(did, did) IS
	'implements operator: greater than or equal, by octets';

CREATE FUNCTION did_cmp(did, did) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_cmp';
COMMENT ON FUNCTION did_cmp(did, did) IS
	'btree support: order by octets';

CREATE FUNCTION did_sortsupport(internal) RETURNS void
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_sortsupport';
COMMENT ON FUNCTION did_sortsupport(internal) IS
	'btree support: abbreviated keys';

CREATE FUNCTION did_hash(did) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash';
COMMENT ON FUNCTION did_hash(did) IS
	'hash support: 32 bits';

CREATE FUNCTION did_hash_extended(did, bigint) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash_extended';
COMMENT ON FUNCTION did_hash_extended(did, bigint) IS
	'hash support: 64 bits with a seed';

CREATE OPERATOR = (
	LEFTARG = did, RIGHTARG = did, FUNCTION = did_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (did, did) IS 'equal, by octets';

CREATE OPERATOR <> (
	LEFTARG = did, RIGHTARG = did, FUNCTION = did_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (did, did) IS 'not equal, by octets';

CREATE OPERATOR < (
	LEFTARG = did, RIGHTARG = did, FUNCTION = did_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (did, did) IS 'less than, by octets';

CREATE OPERATOR <= (
	LEFTARG = did, RIGHTARG = did, FUNCTION = did_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (did, did) IS 'less than or equal, by octets';

CREATE OPERATOR > (
	LEFTARG = did, RIGHTARG = did, FUNCTION = did_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (did, did) IS 'greater than, by octets';

CREATE OPERATOR >= (
	LEFTARG = did, RIGHTARG = did, FUNCTION = did_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (did, did) IS 'greater than or equal, by octets';

CREATE OPERATOR CLASS did_ops DEFAULT FOR TYPE did USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 did_cmp(did, did),
	FUNCTION 2 did_sortsupport(internal),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS did_ops USING btree IS
	'order of DIDs by octets';
COMMENT ON OPERATOR FAMILY did_ops USING btree IS
	'order of DIDs by octets';

CREATE OPERATOR CLASS did_ops DEFAULT FOR TYPE did USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 did_hash(did),
	FUNCTION 2 did_hash_extended(did, bigint);
COMMENT ON OPERATOR CLASS did_ops USING hash IS
	'equality of DIDs by octets';
COMMENT ON OPERATOR FAMILY did_ops USING hash IS
	'equality of DIDs by octets';

CREATE FUNCTION did_smaller(did, did) RETURNS did
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_smaller';
COMMENT ON FUNCTION did_smaller(did, did) IS
	'the smaller of two, by octets';

CREATE AGGREGATE min(did) (
	SFUNC = did_smaller, STYPE = did, COMBINEFUNC = did_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(did) IS
	'the least of all, by octets';

CREATE FUNCTION did_larger(did, did) RETURNS did
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_larger';
COMMENT ON FUNCTION did_larger(did, did) IS
	'the larger of two, by octets';

CREATE AGGREGATE max(did) (
	SFUNC = did_larger, STYPE = did, COMBINEFUNC = did_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(did) IS
	'the greatest of all, by octets';
