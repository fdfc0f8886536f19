-- item: equality, order, hash.  All by octets, whatever the collation.

CREATE FUNCTION item_eq(item, item) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_eq';
COMMENT ON FUNCTION item_eq(item, item) IS
	'implements operator: equal, by octets';

CREATE FUNCTION item_ne(item, item) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ne';
COMMENT ON FUNCTION item_ne(item, item) IS
	'implements operator: not equal, by octets';

CREATE FUNCTION item_lt(item, item) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_lt';
COMMENT ON FUNCTION item_lt(item, item) IS
	'implements operator: less than, by octets';

CREATE FUNCTION item_le(item, item) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_le';
COMMENT ON FUNCTION item_le(item, item) IS
	'implements operator: less than or equal, by octets';

CREATE FUNCTION item_gt(item, item) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_gt';
COMMENT ON FUNCTION item_gt(item, item) IS
	'implements operator: greater than, by octets';

CREATE FUNCTION item_ge(item, item) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ge';
COMMENT ON FUNCTION item_ge(item, item) IS
	'implements operator: greater than or equal, by octets';

CREATE FUNCTION item_cmp(item, item) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_cmp';
COMMENT ON FUNCTION item_cmp(item, item) IS
	'btree support: order by octets';

CREATE FUNCTION item_sortsupport(internal) RETURNS void
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_sortsupport';
COMMENT ON FUNCTION item_sortsupport(internal) IS
	'btree support: abbreviated keys';

CREATE FUNCTION item_hash(item) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash';
COMMENT ON FUNCTION item_hash(item) IS
	'hash support: 32 bits';

CREATE FUNCTION item_hash_extended(item, bigint) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash_extended';
COMMENT ON FUNCTION item_hash_extended(item, bigint) IS
	'hash support: 64 bits with a seed';

CREATE OPERATOR = (
	LEFTARG = item, RIGHTARG = item, FUNCTION = item_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (item, item) IS 'equal, by octets';

CREATE OPERATOR <> (
	LEFTARG = item, RIGHTARG = item, FUNCTION = item_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (item, item) IS 'not equal, by octets';

CREATE OPERATOR < (
	LEFTARG = item, RIGHTARG = item, FUNCTION = item_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (item, item) IS 'less than, by octets';

CREATE OPERATOR <= (
	LEFTARG = item, RIGHTARG = item, FUNCTION = item_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (item, item) IS 'less than or equal, by octets';

CREATE OPERATOR > (
	LEFTARG = item, RIGHTARG = item, FUNCTION = item_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (item, item) IS 'greater than, by octets';

CREATE OPERATOR >= (
	LEFTARG = item, RIGHTARG = item, FUNCTION = item_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (item, item) IS 'greater than or equal, by octets';

CREATE OPERATOR CLASS item_ops DEFAULT FOR TYPE item USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 item_cmp(item, item),
	FUNCTION 2 item_sortsupport(internal),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS item_ops USING btree IS
	'order of items by octets';
COMMENT ON OPERATOR FAMILY item_ops USING btree IS
	'order of items by octets';

CREATE OPERATOR CLASS item_ops DEFAULT FOR TYPE item USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 item_hash(item),
	FUNCTION 2 item_hash_extended(item, bigint);
COMMENT ON OPERATOR CLASS item_ops USING hash IS
	'equality of items by octets';
COMMENT ON OPERATOR FAMILY item_ops USING hash IS
	'equality of items by octets';

CREATE FUNCTION item_smaller(item, item) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_smaller';
COMMENT ON FUNCTION item_smaller(item, item) IS
	'the smaller of two, by octets';

CREATE AGGREGATE min(item) (
	SFUNC = item_smaller, STYPE = item, COMBINEFUNC = item_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(item) IS
	'the least of all, by octets';

CREATE FUNCTION item_larger(item, item) RETURNS item
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_larger';
COMMENT ON FUNCTION item_larger(item, item) IS
	'the larger of two, by octets';

CREATE AGGREGATE max(item) (
	SFUNC = item_larger, STYPE = item, COMBINEFUNC = item_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(item) IS
	'the greatest of all, by octets';
