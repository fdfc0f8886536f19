/*
 * multikey.c
 *		Multikey: a multicodec prefix before the octets of a key.
 *
 * CID 1.0, section 2.2.2; the secret form is that of its secretKeyMultibase.
 * Points of curves are compressed there and uncompressed in cu_public_key.
 */
#include "key.h"

#include "crypto_backend.h"
#include "multibase.h"
#include "rsa_key.h"

typedef struct codec_row
{
	uint64_t	code;
	cu_key_type type;
	size_t		size;			/* octets after the prefix; 0: not fixed */
} codec_row;

static const codec_row codecs[] = {
	{CU_CODEC_ED25519_PUB, CU_KEY_ED25519, 32},
	{CU_CODEC_P256_PUB, CU_KEY_P256, 33},
	{CU_CODEC_P384_PUB, CU_KEY_P384, 49},
	{CU_CODEC_P521_PUB, CU_KEY_P521, 67},
	{CU_CODEC_SECP256K1_PUB, CU_KEY_SECP256K1, 33},
	{CU_CODEC_X25519_PUB, CU_KEY_X25519, 32},
	{CU_CODEC_RSA_PUB, CU_KEY_RSA, 0},
	{CU_CODEC_BLS12381_G1_PUB, CU_KEY_BLS12381, 48},
	{CU_CODEC_BLS12381_G2_PUB, CU_KEY_BLS12381, 96},
	{CU_CODEC_BLS12381_G1G2_PUB, CU_KEY_BLS12381, 144},
	{CU_CODEC_ED25519_PRIV, CU_KEY_ED25519, 32},
	{CU_CODEC_P256_PRIV, CU_KEY_P256, 32},
	{CU_CODEC_P384_PRIV, CU_KEY_P384, 48}
};

#define CODEC_COUNT (sizeof(codecs) / sizeof(codecs[0]))

static bool
is_private(uint64_t code)
{
	return code == CU_CODEC_ED25519_PRIV || code == CU_CODEC_P256_PRIV ||
		code == CU_CODEC_P384_PRIV;
}

static const codec_row *
find_codec(uint64_t code)
{
	for (size_t i = 0; i < CODEC_COUNT; i++)
	{
		if (codecs[i].code == code)
			return &codecs[i];
	}
	return NULL;
}

/* Splits octets into the row of their prefix and what follows it. */
static cu_status
read_prefix(cu_ctx *ctx, cu_slice octets, const codec_row **row,
			cu_slice *body)
{
	uint64_t	code;
	size_t		n = cu_varint_read(octets, &code);

	if (n == 0)
		return cu_fail(ctx, CU_BAD_MULTICODEC, NULL);
	*row = find_codec(code);
	if (*row == NULL)
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	*body = cu_slice_from(octets, n);
	return CU_OK;
}

/* jwk_jcs-pub: the octets are a JWK in canonical form. */
static cu_status
read_jwk_octets(cu_ctx *ctx, cu_slice octets, cu_public_key *key)
{
	const cu_json *jwk;
	bool		private_present;
	cu_status	status = cu_json_parse(ctx, octets, &jwk);

	if (cu_status_class(status) == CU_CLASS_INPUT)
		return cu_fail(ctx, CU_BAD_KEY, "The key holds no JWK.");
	CU_TRY(status);
	CU_TRY(cu_jwk_read(ctx, jwk, key, &private_present));
	if (private_present)
		return cu_fail(ctx, CU_BAD_KEY, "This is a private key.");
	return CU_OK;
}

cu_status
cu_multicodec_key_read(cu_ctx *ctx, cu_slice octets, cu_public_key *key)
{
	const codec_row *row;
	cu_slice	body;
	cu_slice	modulus;
	cu_slice	exponent;
	uint64_t	code;
	size_t		n = cu_varint_read(octets, &code);

	memset(key, 0, sizeof(*key));
	if (n > 0 && code == CU_CODEC_JWK_JCS_PUB)
		return read_jwk_octets(ctx, cu_slice_from(octets, n), key);
	CU_TRY(read_prefix(ctx, octets, &row, &body));
	if (is_private(row->code))
		return cu_fail(ctx, CU_BAD_KEY, "This is a private key.");
	if (row->size > 0 && body.n != row->size)
		return cu_fail(ctx, CU_BAD_KEY, "The key has a wrong length.");
	if (row->type == CU_KEY_RSA && !cu_rsa_key_read(body, &modulus, &exponent))
		return cu_fail(ctx, CU_BAD_KEY, "The RSA key is not strict DER.");
	if (cu_ec_field_size(row->type) > 0)
		CU_TRY(cu_point_decode(ctx, row->type, body, &body));
	key->type = row->type;
	key->octets = body;
	return CU_OK;
}

/* Takes the multibase layer off: base58btc or base64url (CID 1.0, 2.4). */
static cu_status
decode_text(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	if (text.n == 0 || (text.p[0] != 'z' && text.p[0] != 'u'))
		return cu_fail_at(ctx, CU_BAD_MULTIBASE, 0,
						  "A Multikey starts with z or u.");
	return cu_multibase_decode(ctx, text, octets);
}

cu_status
cu_multikey_read(cu_ctx *ctx, cu_slice text, cu_public_key *key)
{
	cu_slice	octets;

	CU_TRY(decode_text(ctx, text, &octets));
	return cu_multicodec_key_read(ctx, octets, key);
}

/* The row to write a public key with. */
static const codec_row *
row_for(cu_key_type type, size_t size)
{
	for (size_t i = 0; i < CODEC_COUNT; i++)
	{
		if (codecs[i].type == type && !is_private(codecs[i].code) &&
			(codecs[i].size == 0 || codecs[i].size == size))
			return &codecs[i];
	}
	return NULL;
}

cu_slice
cu_multikey_write(cu_ctx *ctx, const cu_public_key *key)
{
	cu_slice	body = key->octets;
	const codec_row *row;
	char	   *octets;
	char		prefix[10];
	size_t		n;

	if (cu_ec_field_size(key->type) > 0)
	{
		body = cu_point_compress(ctx, body);
		if (body.p == NULL)
			return body;
	}
	row = row_for(key->type, body.n);
	if (row == NULL)
	{
		cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
		return cu_slice_make(NULL, 0);
	}
	n = cu_varint_write(row->code, prefix);
	octets = cu_alloc_array(ctx, n + body.n, 1);
	if (octets == NULL)
		return cu_slice_make(NULL, 0);
	memcpy(octets, prefix, n);
	memcpy(octets + n, body.p, body.n);
	return cu_multibase_encode(ctx, 'z', cu_slice_make(octets, n + body.n));
}

/*
 * Older Ed25519 secrets are seed and public key in a row; the public key must
 * then be that of the seed.
 */
static cu_status
check_long_form(cu_ctx *ctx, cu_slice body, const cu_private_key *key)
{
	cu_public_key public_key;

	CU_TRY(cu_private_key_public(ctx, key, &public_key));
	if (!cu_slice_eq(cu_slice_from(body, key->n), public_key.octets))
		return cu_fail(ctx, CU_BAD_KEY,
					   "The secret key does not belong to its public key.");
	return CU_OK;
}

static cu_status
read_private(cu_ctx *ctx, cu_slice octets, cu_private_key *key)
{
	const codec_row *row;
	cu_slice	body;
	bool		is_long;

	CU_TRY(read_prefix(ctx, octets, &row, &body));
	if (!is_private(row->code))
		return cu_fail(ctx, CU_BAD_KEY, "This is not a private key.");
	is_long = row->code == CU_CODEC_ED25519_PRIV && body.n == 64;
	if (body.n != row->size && !is_long)
		return cu_fail(ctx, CU_BAD_KEY, "The key has a wrong length.");
	key->type = row->type;
	key->n = row->size;
	memcpy(key->secret, body.p, key->n);
	return is_long ? check_long_form(ctx, body, key) : CU_OK;
}

cu_status
cu_multikey_read_private(cu_ctx *ctx, cu_slice text, cu_private_key *key)
{
	cu_slice	octets;
	cu_status	status;

	memset(key, 0, sizeof(*key));
	CU_TRY(decode_text(ctx, text, &octets));
	status = read_private(ctx, octets, key);
	/* The arena is given back without being wiped. */
	cu_wipe((char *) octets.p, octets.n);
	if (status != CU_OK)
		cu_private_key_wipe(key);
	return status;
}
