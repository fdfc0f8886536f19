/*
 * jwk.c
 *		JSON Web Keys: RFC 7517, RFC 7518 section 6, RFC 8037, RFC 8812.
 *
 * "alg", "use" and "key_ops" are promises of the key's owner (RFC 7517,
 * sections 4.2 to 4.4): a key that was not made for signatures verifies none.
 */
#include "key.h"

#include "base.h"
#include "crypto_backend.h"
#include "rsa_key.h"

typedef struct crv_row
{
	const char *kty;
	const char *crv;
	cu_key_type type;
	size_t		size;			/* octets of x, of y, and of d */
} crv_row;

static const crv_row crvs[] = {
	{"OKP", "Ed25519", CU_KEY_ED25519, 32},
	{"OKP", "X25519", CU_KEY_X25519, 32},
	{"EC", "P-256", CU_KEY_P256, 32},
	{"EC", "P-384", CU_KEY_P384, 48},
	{"EC", "P-521", CU_KEY_P521, 66},
	{"EC", "secp256k1", CU_KEY_SECP256K1, 32}
};

#define CRV_COUNT (sizeof(crvs) / sizeof(crvs[0]))

/* The signature algorithms of each type of key. */
static const struct
{
	cu_key_type type;
	const char *alg;
}			algs[] = {
	{CU_KEY_ED25519, "EdDSA"}, {CU_KEY_ED25519, "Ed25519"},
	{CU_KEY_P256, "ES256"}, {CU_KEY_P384, "ES384"}, {CU_KEY_P521, "ES512"},
	{CU_KEY_SECP256K1, "ES256K"},
	{CU_KEY_RSA, "RS256"}, {CU_KEY_RSA, "RS384"}, {CU_KEY_RSA, "RS512"},
	{CU_KEY_RSA, "PS256"}, {CU_KEY_RSA, "PS384"}, {CU_KEY_RSA, "PS512"}
};

#define ALG_COUNT (sizeof(algs) / sizeof(algs[0]))

/* Members that hold secrets (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
static const char *const private_members[] = {
	"d", "p", "q", "dp", "dq", "qi", "oth", "k"
};

bool
cu_jwk_is_private(const cu_json *jwk)
{
	for (size_t i = 0;
		 i < sizeof(private_members) / sizeof(private_members[0]); i++)
	{
		if (cu_json_get(jwk, private_members[i]))
			return true;
	}
	return false;
}

static const crv_row *
find_crv(const cu_json *jwk)
{
	cu_slice	kty = cu_json_get_string(jwk, "kty");
	cu_slice	crv = cu_json_get_string(jwk, "crv");

	for (size_t i = 0; i < CRV_COUNT; i++)
	{
		if (cu_slice_is(kty, crvs[i].kty) && cu_slice_is(crv, crvs[i].crv))
			return &crvs[i];
	}
	return NULL;
}

/* Decodes a member that must be base64url text. */
static cu_status
decode_member(cu_ctx *ctx, const cu_json *jwk, const char *name,
			  cu_slice *octets)
{
	cu_slice	text = cu_json_get_string(jwk, name);
	cu_status	status;

	if (text.p == NULL)
		return cu_fail(ctx, CU_BAD_KEY, "The JWK lacks a member of its type.");
	status = cu_base64url_decode(ctx, text, octets);
	if (cu_status_class(status) == CU_CLASS_INPUT)
		return cu_fail(ctx, CU_BAD_KEY,
					   "A member of the JWK is not base64url.");
	return status;
}

/* As decode_member, for a number of a fixed size. */
static cu_status
decode_sized(cu_ctx *ctx, const cu_json *jwk, const char *name, size_t size,
			 cu_slice *octets)
{
	CU_TRY(decode_member(ctx, jwk, name, octets));
	if (octets->n != size)
		return cu_fail(ctx, CU_BAD_KEY,
					   "A coordinate of the JWK has a wrong length.");
	return CU_OK;
}

static cu_status
read_ec(cu_ctx *ctx, const cu_json *jwk, const crv_row *row,
		cu_public_key *key)
{
	char		point[1 + 2 * CU_FIELD_MAX] = {0x04};
	cu_slice	x;
	cu_slice	y;

	CU_TRY(decode_sized(ctx, jwk, "x", row->size, &x));
	CU_TRY(decode_sized(ctx, jwk, "y", row->size, &y));
	memcpy(point + 1, x.p, x.n);
	memcpy(point + 1 + x.n, y.p, y.n);
	CU_TRY(cu_point_decode(ctx, row->type,
						   cu_slice_make(point, 1 + x.n + y.n),
						   &key->octets));
	key->type = row->type;
	return CU_OK;
}

static cu_status
read_rsa(cu_ctx *ctx, const cu_json *jwk, cu_public_key *key)
{
	cu_slice	modulus;
	cu_slice	exponent;

	CU_TRY(decode_member(ctx, jwk, "n", &modulus));
	CU_TRY(decode_member(ctx, jwk, "e", &exponent));
	key->octets = cu_rsa_key_write(ctx, modulus, exponent);
	if (key->octets.p == NULL)
		return CU_NOMEM(ctx);
	key->type = CU_KEY_RSA;
	return CU_OK;
}

cu_status
cu_jwk_read_any(cu_ctx *ctx, const cu_json *jwk, cu_public_key *key)
{
	const crv_row *row;
	cu_slice	kty = cu_json_get_string(jwk, "kty");

	memset(key, 0, sizeof(*key));
	if (kty.p == NULL)
		return cu_fail(ctx, CU_BAD_KEY, "A JWK is an object with a kty.");
	if (cu_slice_is(kty, "RSA"))
		return read_rsa(ctx, jwk, key);
	row = find_crv(jwk);
	if (row == NULL)
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	if (row->kty[0] == 'E')
		return read_ec(ctx, jwk, row, key);
	CU_TRY(decode_sized(ctx, jwk, "x", row->size, &key->octets));
	key->type = row->type;
	return CU_OK;
}

/* alg as a constant, if it is one for keys of this type; NULL otherwise. */
static const char *
find_alg(cu_slice alg, cu_key_type type)
{
	for (size_t i = 0; i < ALG_COUNT; i++)
	{
		if (algs[i].type == type && cu_slice_is(alg, algs[i].alg))
			return algs[i].alg;
	}
	return NULL;
}

/* True when key_ops, if there, is an array that names op. */
static bool
ops_allow(const cu_json *ops, const char *op)
{
	if (ops == NULL)
		return true;
	if (ops->type != CU_JSON_ARRAY)
		return false;
	for (uint32_t i = 0; i < ops->count; i++)
	{
		if (cu_slice_is(cu_json_string(&ops->v.items[i]), op))
			return true;
	}
	return false;
}

/* True when nothing the JWK says of itself forbids op, "verify" or "sign". */
static bool
is_meant_for(const cu_json *jwk, cu_key_type type, const char *op)
{
	const cu_json *alg = cu_json_get(jwk, "alg");
	const cu_json *use = cu_json_get(jwk, "use");

	/* Nothing is ever verified with it, so what it is for is of no interest. */
	if (type == CU_KEY_X25519)
		return true;
	return (alg == NULL || find_alg(cu_json_string(alg), type) != NULL) &&
		(use == NULL || cu_slice_is(cu_json_string(use), "sig")) &&
		ops_allow(cu_json_get(jwk, "key_ops"), op);
}

cu_status
cu_jwk_read(cu_ctx *ctx, const cu_json *jwk, cu_public_key *key,
			bool *private_present)
{
	*private_present = cu_jwk_is_private(jwk);
	CU_TRY(cu_jwk_read_any(ctx, jwk, key));
	if (is_meant_for(jwk, key->type, "verify"))
	{
		/* One key must not serve two paddings (RFC 8725, section 3.1). */
		if (key->type == CU_KEY_RSA)
			key->alg = find_alg(cu_json_get_string(jwk, "alg"), CU_KEY_RSA);
		return CU_OK;
	}
	key->type = CU_KEY_NONE;
	return cu_fail(ctx, CU_BAD_KEY,
				   "The JWK's alg, use or key_ops does not let it verify.");
}

/* --- writing -------------------------------------------------------------- */

typedef struct member_list
{
	cu_ctx	   *ctx;
	cu_member  *members;
	uint32_t	count;
	bool		failed;
} member_list;

static void
add_text(member_list *list, const char *name, cu_slice text)
{
	cu_member  *member = &list->members[list->count++];

	member->name = cu_slice_cstr(name);
	member->value.type = CU_JSON_STRING;
	member->value.v.text = text;
}

static void
add_octets(member_list *list, const char *name, cu_slice octets)
{
	cu_slice	text = cu_base64url_encode(list->ctx, octets);

	list->failed = list->failed || text.p == NULL;
	add_text(list, name, text);
}

/* Members in JCS order; false with the error recorded. */
static bool
add_members(member_list *list, const cu_public_key *key)
{
	const crv_row *row = NULL;
	cu_slice	x = key->octets;
	cu_slice	n;
	cu_slice	e;

	if (key->type == CU_KEY_RSA && cu_rsa_key_read(key->octets, &n, &e))
	{
		add_octets(list, "e", e);
		add_text(list, "kty", CU_LIT("RSA"));
		add_octets(list, "n", n);
		return !list->failed;
	}
	for (size_t i = 0; i < CRV_COUNT; i++)
	{
		if (crvs[i].type == key->type)
			row = &crvs[i];
	}
	if (row == NULL)
	{
		cu_fail(list->ctx, CU_UNSUPPORTED_KEY, NULL);
		return false;
	}
	add_text(list, "crv", cu_slice_cstr(row->crv));
	add_text(list, "kty", cu_slice_cstr(row->kty));
	if (cu_ec_field_size(key->type) > 0)
		x = cu_slice_make(x.p + 1, row->size);
	add_octets(list, "x", x);
	if (cu_ec_field_size(key->type) > 0)
		add_octets(list, "y", cu_slice_from(key->octets, 1 + row->size));
	return !list->failed;
}

const cu_json *
cu_jwk_write(cu_ctx *ctx, const cu_public_key *key)
{
	member_list list = {ctx, cu_alloc_array(ctx, 4, sizeof(cu_member)), 0,
		false};
	cu_json    *jwk = cu_alloc(ctx, sizeof(*jwk));

	if (list.members == NULL || jwk == NULL || !add_members(&list, key))
		return NULL;
	jwk->type = CU_JSON_OBJECT;
	jwk->count = list.count;
	jwk->v.members = list.members;
	return jwk;
}

cu_slice
cu_jwk_thumbprint(cu_ctx *ctx, const cu_public_key *key)
{
	const cu_json *jwk = cu_jwk_write(ctx, key);
	uint8_t		digest[CU_SHA256_SIZE];
	cu_buf		buf;

	if (jwk == NULL)
		return cu_slice_make(NULL, 0);
	/* The members written are just those that RFC 7638 demands. */
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, jwk);
	if (cu_buf_status(&buf) != CU_OK)
		return cu_slice_make(NULL, 0);
	if (!cu_digest(CU_SHA256, cu_buf_slice(&buf), digest))
	{
		cu_fail(ctx, CU_INTERNAL, NULL);
		return cu_slice_make(NULL, 0);
	}
	return cu_base64url_encode(ctx, cu_slice_make(digest, sizeof(digest)));
}

/* --- private keys --------------------------------------------------------- */

static cu_status
read_private(cu_ctx *ctx, const cu_json *jwk, const cu_public_key *stated,
			 cu_private_key *key)
{
	const crv_row *row = find_crv(jwk);
	cu_public_key derived;
	cu_slice	d;
	cu_status	status;

	if (row == NULL || row->size > sizeof(key->secret))
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	CU_TRY(decode_member(ctx, jwk, "d", &d));
	status = d.n == row->size ? CU_OK :
		cu_fail(ctx, CU_BAD_KEY, "The JWK's d has a wrong length.");
	if (status == CU_OK)
	{
		key->type = row->type;
		key->n = d.n;
		memcpy(key->secret, d.p, d.n);
	}
	/* The arena is given back without being wiped. */
	cu_wipe((char *) d.p, d.n);
	CU_TRY(status);
	CU_TRY(cu_private_key_public(ctx, key, &derived));
	if (!cu_public_key_equal(stated, &derived))
		return cu_fail(ctx, CU_BAD_KEY,
					   "The JWK's d does not belong to its public key.");
	return CU_OK;
}

cu_status
cu_jwk_read_private(cu_ctx *ctx, const cu_json *jwk, cu_private_key *key)
{
	cu_public_key stated;
	cu_status	status;

	memset(key, 0, sizeof(*key));
	CU_TRY(cu_jwk_read_any(ctx, jwk, &stated));
	if (!is_meant_for(jwk, stated.type, "sign"))
		return cu_fail(ctx, CU_BAD_KEY,
					   "The JWK's alg, use or key_ops does not let it sign.");
	status = read_private(ctx, jwk, &stated, key);
	if (status != CU_OK)
		cu_private_key_wipe(key);
	return status;
}
