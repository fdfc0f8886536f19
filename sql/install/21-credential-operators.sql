-- credential: equality, order and hash by the digest of the octets, and jsonb's
-- operators on the claims.

CREATE FUNCTION credential_eq(credential, credential) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_eq';
COMMENT ON FUNCTION credential_eq(credential, credential) IS
	'implements operator: equal, by digest of the octets';

CREATE FUNCTION credential_ne(credential, credential) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_ne';
COMMENT ON FUNCTION credential_ne(credential, credential) IS
	'implements operator: not equal, by digest of the octets';

CREATE FUNCTION credential_lt(credential, credential) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_lt';
COMMENT ON FUNCTION credential_lt(credential, credential) IS
	'implements operator: less than, by digest of the octets';

CREATE FUNCTION credential_le(credential, credential) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_le';
COMMENT ON FUNCTION credential_le(credential, credential) IS
	'implements operator: less than or equal, by digest of the octets';

CREATE FUNCTION credential_gt(credential, credential) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_gt';
COMMENT ON FUNCTION credential_gt(credential, credential) IS
	'implements operator: greater than, by digest of the octets';

CREATE FUNCTION credential_ge(credential, credential) RETURNS boolean
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_ge';
COMMENT ON FUNCTION credential_ge(credential, credential) IS
	'implements operator: greater than or equal, by digest of the octets';

CREATE FUNCTION credential_cmp(credential, credential) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_cmp';
COMMENT ON FUNCTION credential_cmp(credential, credential) IS
	'btree support: order by digest of the octets';

CREATE FUNCTION credential_sortsupport(internal) RETURNS void
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_sortsupport';
COMMENT ON FUNCTION credential_sortsupport(internal) IS
	'btree support: abbreviated keys';

CREATE FUNCTION credential_hash(credential) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_hash';
COMMENT ON FUNCTION credential_hash(credential) IS
	'hash support: 32 bits';

CREATE FUNCTION credential_hash_extended(credential, bigint) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'MODULE_PATHNAME', 'credential_hash_extended';
COMMENT ON FUNCTION credential_hash_extended(credential, bigint) IS
	'hash support: 64 bits with a seed';

CREATE OPERATOR = (
	LEFTARG = credential, RIGHTARG = credential, FUNCTION = credential_eq,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (credential, credential) IS 'equal, by digest of the octets';

CREATE OPERATOR <> (
	LEFTARG = credential, RIGHTARG = credential, FUNCTION = credential_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (credential, credential) IS 'not equal, by digest of the octets';

CREATE OPERATOR < (
	LEFTARG = credential, RIGHTARG = credential, FUNCTION = credential_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (credential, credential) IS 'less than, by digest of the octets';

CREATE OPERATOR <= (
	LEFTARG = credential, RIGHTARG = credential, FUNCTION = credential_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (credential, credential) IS 'less than or equal, by digest of the octets';

CREATE OPERATOR > (
	LEFTARG = credential, RIGHTARG = credential, FUNCTION = credential_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (credential, credential) IS 'greater than, by digest of the octets';

CREATE OPERATOR >= (
	LEFTARG = credential, RIGHTARG = credential, FUNCTION = credential_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (credential, credential) IS 'greater than or equal, by digest of the octets';

CREATE OPERATOR CLASS credential_ops DEFAULT FOR TYPE credential USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 credential_cmp(credential, credential),
	FUNCTION 2 credential_sortsupport(internal);
COMMENT ON OPERATOR CLASS credential_ops USING btree IS
	'order of credentials by digest of the octets';
COMMENT ON OPERATOR FAMILY credential_ops USING btree IS
	'order of credentials by digest of the octets';

CREATE OPERATOR CLASS credential_ops DEFAULT FOR TYPE credential USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 credential_hash(credential),
	FUNCTION 2 credential_hash_extended(credential, bigint);
COMMENT ON OPERATOR CLASS credential_ops USING hash IS
	'equality of credentials by digest of the octets';
COMMENT ON OPERATOR FAMILY credential_ops USING hash IS
	'equality of credentials by digest of the octets';
-- Members of the claims.

CREATE FUNCTION credential_get(credential, text) RETURNS jsonb
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_get';
COMMENT ON FUNCTION credential_get(credential, text) IS
	'implements operator: a member of the claims';

CREATE FUNCTION credential_get_text(credential, text) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 25
	AS 'MODULE_PATHNAME', 'credential_get_text';
COMMENT ON FUNCTION credential_get_text(credential, text) IS
	'implements operator: a member of the claims as text';

CREATE OPERATOR -> (
	LEFTARG = credential, RIGHTARG = text, FUNCTION = credential_get
);
COMMENT ON OPERATOR -> (credential, text) IS
	'a member of the claims';

CREATE OPERATOR ->> (
	LEFTARG = credential, RIGHTARG = text, FUNCTION = credential_get_text
);
COMMENT ON OPERATOR ->> (credential, text) IS
	'a member of the claims as text';

-- Containment and paths.  Plain SQL over (document::jsonb), which the planner
-- inlines: a GIN index on ((document::jsonb)) serves them.

CREATE FUNCTION credential_contains(document credential, claims jsonb)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100
	RETURN document::jsonb @> claims;
COMMENT ON FUNCTION credential_contains(credential, jsonb) IS
	'implements operator: the claims contain';

CREATE FUNCTION credential_path_exists(document credential, path jsonpath)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100
	RETURN document::jsonb @? path;
COMMENT ON FUNCTION credential_path_exists(credential, jsonpath) IS
	'implements operator: the path yields something in the claims';

CREATE FUNCTION credential_path_match(document credential, path jsonpath)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100
	RETURN document::jsonb @@ path;
COMMENT ON FUNCTION credential_path_match(credential, jsonpath) IS
	'implements operator: the path predicate holds for the claims';

CREATE OPERATOR @> (
	LEFTARG = credential, RIGHTARG = jsonb, FUNCTION = credential_contains,
	RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @> (credential, jsonb) IS
	'the claims contain';

CREATE OPERATOR @? (
	LEFTARG = credential, RIGHTARG = jsonpath,
	FUNCTION = credential_path_exists,
	RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @? (credential, jsonpath) IS
	'the path yields something in the claims';

CREATE OPERATOR @@ (
	LEFTARG = credential, RIGHTARG = jsonpath,
	FUNCTION = credential_path_match,
	RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @@ (credential, jsonpath) IS
	'the path predicate holds for the claims';
