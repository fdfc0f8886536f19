-- entry_number: a customs entry number in one spelling.  Text inside.
--
-- Papers write SP3-1234567-8, filings SP312345678; whoever asks should not have
-- to know which.  Of category string and with an implicit cast to text, because
-- the numbers stand in text columns elsewhere: those can be joined, and
-- functions of text applied, without a word.

CREATE TYPE entry_number;
COMMENT ON TYPE entry_number IS
	'customs entry number, compared by octets: filer, number and check digit without dashes and blanks, in upper case; numbers of other shapes as given, in upper case';

CREATE FUNCTION entry_number_in(cstring) RETURNS entry_number
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'entry_number_in';
COMMENT ON FUNCTION entry_number_in(cstring) IS
	'input of type entry_number';

CREATE FUNCTION entry_number_out(entry_number) RETURNS cstring
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_out';
COMMENT ON FUNCTION entry_number_out(entry_number) IS
	'output of type entry_number';

CREATE FUNCTION entry_number_recv(internal) RETURNS entry_number
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'entry_number_recv';
COMMENT ON FUNCTION entry_number_recv(internal) IS
	'binary input of type entry_number: octet 1, then the canonical text';

CREATE FUNCTION entry_number_send(entry_number) RETURNS bytea
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_send';
COMMENT ON FUNCTION entry_number_send(entry_number) IS
	'binary output of type entry_number: octet 1, then the canonical text';

CREATE TYPE entry_number (
	INPUT = entry_number_in,
	OUTPUT = entry_number_out,
	RECEIVE = entry_number_recv,
	SEND = entry_number_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'S',
	COLLATABLE = false
);

CREATE FUNCTION entry_number(text) RETURNS entry_number
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'entry_number_from_text';
COMMENT ON FUNCTION entry_number(text) IS
	'an entry number in any spelling: SP3-1234567-8 is SP312345678; an error when it is empty, has more than 64 characters, or other than printable ASCII';

CREATE FUNCTION entry_number_or_null(value text) RETURNS entry_number
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'entry_number_or_null';
COMMENT ON FUNCTION entry_number_or_null(text) IS
	'the same, but NULL where entry_number raises an error';

CREATE CAST (text AS entry_number) WITH FUNCTION entry_number(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS entry_number) IS
	'canonical spelling of an entry number';

CREATE CAST (varchar AS entry_number) WITH FUNCTION entry_number(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS entry_number) IS
	'canonical spelling of an entry number';

CREATE CAST (entry_number AS text) WITHOUT FUNCTION AS IMPLICIT;
COMMENT ON CAST (entry_number AS text) IS
	'an entry number is its canonical text';

-- --- equality, order, hash -----------------------------------------------------

CREATE FUNCTION entry_number_eq(entry_number, entry_number) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_eq';
COMMENT ON FUNCTION entry_number_eq(entry_number, entry_number) IS
	'implements operator: equal, by octets';

CREATE FUNCTION entry_number_ne(entry_number, entry_number) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ne';
COMMENT ON FUNCTION entry_number_ne(entry_number, entry_number) IS
	'implements operator: not equal, by octets';

CREATE FUNCTION entry_number_lt(entry_number, entry_number) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_lt';
COMMENT ON FUNCTION entry_number_lt(entry_number, entry_number) IS
	'implements operator: less than, by octets';

CREATE FUNCTION entry_number_le(entry_number, entry_number) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_le';
COMMENT ON FUNCTION entry_number_le(entry_number, entry_number) IS
	'implements operator: less than or equal, by octets';

CREATE FUNCTION entry_number_gt(entry_number, entry_number) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_gt';
COMMENT ON FUNCTION entry_number_gt(entry_number, entry_number) IS
	'implements operator: greater than, by octets';

CREATE FUNCTION entry_number_ge(entry_number, entry_number) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_ge';
COMMENT ON FUNCTION entry_number_ge(entry_number, entry_number) IS
	'implements operator: greater than or equal, by octets';

CREATE FUNCTION entry_number_cmp(entry_number, entry_number) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_cmp';
COMMENT ON FUNCTION entry_number_cmp(entry_number, entry_number) IS
	'btree support: order by octets';

CREATE FUNCTION entry_number_sortsupport(internal) RETURNS void
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_sortsupport';
COMMENT ON FUNCTION entry_number_sortsupport(internal) IS
	'btree support: abbreviated keys';

CREATE FUNCTION entry_number_hash(entry_number) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash';
COMMENT ON FUNCTION entry_number_hash(entry_number) IS
	'hash support: 32 bits';

CREATE FUNCTION entry_number_hash_extended(entry_number, bigint) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_hash_extended';
COMMENT ON FUNCTION entry_number_hash_extended(entry_number, bigint) IS
	'hash support: 64 bits with a seed';

CREATE OPERATOR = (
	LEFTARG = entry_number, RIGHTARG = entry_number, FUNCTION = entry_number_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (entry_number, entry_number) IS 'equal, by octets';

CREATE OPERATOR <> (
	LEFTARG = entry_number, RIGHTARG = entry_number, FUNCTION = entry_number_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (entry_number, entry_number) IS 'not equal, by octets';

CREATE OPERATOR < (
	LEFTARG = entry_number, RIGHTARG = entry_number, FUNCTION = entry_number_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (entry_number, entry_number) IS 'less than, by octets';

CREATE OPERATOR <= (
	LEFTARG = entry_number, RIGHTARG = entry_number, FUNCTION = entry_number_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (entry_number, entry_number) IS 'less than or equal, by octets';

CREATE OPERATOR > (
	LEFTARG = entry_number, RIGHTARG = entry_number, FUNCTION = entry_number_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (entry_number, entry_number) IS 'greater than, by octets';

CREATE OPERATOR >= (
	LEFTARG = entry_number, RIGHTARG = entry_number, FUNCTION = entry_number_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (entry_number, entry_number) IS 'greater than or equal, by octets';

CREATE OPERATOR CLASS entry_number_ops DEFAULT FOR TYPE entry_number USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 entry_number_cmp(entry_number, entry_number),
	FUNCTION 2 entry_number_sortsupport(internal),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS entry_number_ops USING btree IS
	'order of entry numbers by octets';
COMMENT ON OPERATOR FAMILY entry_number_ops USING btree IS
	'order of entry numbers by octets';

CREATE OPERATOR CLASS entry_number_ops DEFAULT FOR TYPE entry_number USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 entry_number_hash(entry_number),
	FUNCTION 2 entry_number_hash_extended(entry_number, bigint);
COMMENT ON OPERATOR CLASS entry_number_ops USING hash IS
	'equality of entry numbers by octets';
COMMENT ON OPERATOR FAMILY entry_number_ops USING hash IS
	'equality of entry numbers by octets';

CREATE FUNCTION entry_number_smaller(entry_number, entry_number) RETURNS entry_number
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_smaller';
COMMENT ON FUNCTION entry_number_smaller(entry_number, entry_number) IS
	'the smaller of two, by octets';

CREATE AGGREGATE min(entry_number) (
	SFUNC = entry_number_smaller, STYPE = entry_number, COMBINEFUNC = entry_number_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(entry_number) IS
	'the least of all, by octets';

CREATE FUNCTION entry_number_larger(entry_number, entry_number) RETURNS entry_number
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
	AS 'MODULE_PATHNAME', 'text_type_larger';
COMMENT ON FUNCTION entry_number_larger(entry_number, entry_number) IS
	'the larger of two, by octets';

CREATE AGGREGATE max(entry_number) (
	SFUNC = entry_number_larger, STYPE = entry_number, COMBINEFUNC = entry_number_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(entry_number) IS
	'the greatest of all, by octets';
