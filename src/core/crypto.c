/*
 * crypto.c
 *		Lengths and types of keys and signatures; which library does what.
 *
 * Everything that can be wrong with the size of an argument is answered here,
 * so that no library ever reads past the end of one.
 */
#include "crypto_backend.h"

typedef struct key_row
{
	size_t		public_size;	/* raw form; 0: not fixed */
	size_t		signature_size; /* raw form; 0: not fixed, or never verified */
	size_t		secret_size;	/* 0: not signed with */
} key_row;

static const key_row rows[] = {
	[CU_KEY_NONE] = {0, 0, 0},
	[CU_KEY_ED25519] = {32, 64, 32},
	[CU_KEY_P256] = {65, 64, 32},
	[CU_KEY_P384] = {97, 96, 48},
	[CU_KEY_P521] = {133, 132, 0},
	[CU_KEY_SECP256K1] = {65, 64, 0},
	[CU_KEY_RSA] = {0, 0, 0},
	[CU_KEY_X25519] = {32, 0, 0},
	[CU_KEY_BLS12381] = {0, 0, 0}
};

bool
cu_key_verifies(cu_key_type type)
{
	return rows[type].signature_size > 0 || type == CU_KEY_RSA;
}

size_t
cu_signature_size(cu_key_type type)
{
	return rows[type].signature_size;
}

cu_truth
cu_signature_verify(const cu_public_key *key, cu_hash hash, cu_slice message,
					cu_slice signature)
{
	const key_row *row = &rows[key->type];
	uint8_t		digest[CU_SHA512_SIZE];

	if (row->signature_size == 0)
		return CU_UNKNOWN;
	if (key->octets.n != row->public_size ||
		signature.n != row->signature_size)
		return CU_FALSE;
	if (key->type == CU_KEY_ED25519)
		return cu_ed25519_verify((const uint8_t *) key->octets.p, message,
								 (const uint8_t *) signature.p)
			? CU_TRUE : CU_FALSE;
	if (!cu_digest(hash, message, digest))
		return CU_UNKNOWN;
	return cu_ecdsa_verify_digest(key,
								  cu_slice_make(digest, cu_hash_size(hash)),
								  signature);
}

/* True for the lengths a cu_hash can have. */
static bool
is_digest_size(size_t n)
{
	return n == CU_SHA256_SIZE || n == CU_SHA384_SIZE || n == CU_SHA512_SIZE;
}

cu_truth
cu_ecdsa_verify_digest(const cu_public_key *key, cu_slice digest,
					   cu_slice signature)
{
	const key_row *row = &rows[key->type];

	if (cu_ec_field_size(key->type) == 0)
		return CU_UNKNOWN;
	if (key->octets.n != row->public_size || key->octets.p[0] != 0x04 ||
		signature.n != row->signature_size || !is_digest_size(digest.n))
		return CU_FALSE;
	return cu_ec_verify(key->type, (const uint8_t *) key->octets.p, digest,
						(const uint8_t *) signature.p);
}

/* CU_OK when key is of a type that signs and as long as it must be. */
static cu_status
check_private(cu_ctx *ctx, const cu_private_key *key)
{
	size_t		size = rows[key->type].secret_size;

	if (size == 0)
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	if (key->n != size)
		return cu_fail(ctx, CU_BAD_KEY, "The private key has a wrong length.");
	return CU_OK;
}

/* Records a failure of a library, if it is one. */
static cu_status
backend_status(cu_ctx *ctx, cu_status status)
{
	if (status == CU_OK)
		return CU_OK;
	return cu_fail(ctx, status,
				   status == CU_BAD_KEY
				   ? "The private key is not a scalar of the curve." : NULL);
}

cu_status
cu_signature_sign(cu_ctx *ctx, const cu_private_key *key, cu_hash hash,
				  cu_slice message, cu_slice *signature)
{
	uint8_t		digest[CU_SHA512_SIZE];
	uint8_t    *out;
	cu_status	status;

	CU_TRY(check_private(ctx, key));
	out = cu_alloc(ctx, rows[key->type].signature_size);
	if (out == NULL)
		return CU_NOMEM(ctx);
	if (key->type == CU_KEY_ED25519)
		status = cu_ed25519_sign(key->secret, message, out);
	else if (!cu_digest(hash, message, digest))
		status = CU_INTERNAL;
	else
		status = cu_ec_sign(key->type, key->secret,
							cu_slice_make(digest, cu_hash_size(hash)), out);
	*signature = cu_slice_make(out, rows[key->type].signature_size);
	return backend_status(ctx, status);
}

cu_status
cu_private_key_public(cu_ctx *ctx, const cu_private_key *key,
					  cu_public_key *out)
{
	uint8_t    *octets;
	cu_status	status;

	CU_TRY(check_private(ctx, key));
	octets = cu_alloc(ctx, rows[key->type].public_size);
	if (octets == NULL)
		return CU_NOMEM(ctx);
	if (key->type == CU_KEY_ED25519)
		status = cu_ed25519_public(key->secret, octets);
	else
		status = cu_ec_public(key->type, key->secret, octets);
	out->type = key->type;
	out->octets = cu_slice_make(octets, rows[key->type].public_size);
	out->alg = NULL;
	return backend_status(ctx, status);
}

cu_status
cu_private_key_generate(cu_ctx *ctx, cu_key_type type, cu_private_key *out)
{
	memset(out, 0, sizeof(*out));
	if (rows[type].secret_size == 0)
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	out->type = type;
	out->n = rows[type].secret_size;
	if (type != CU_KEY_ED25519)
		return backend_status(ctx, cu_ec_generate(type, out->secret));
	cu_random(out->secret, out->n);
	return CU_OK;
}

void
cu_private_key_wipe(cu_private_key *key)
{
	cu_wipe(key, sizeof(*key));
}

cu_status
cu_point_decode(cu_ctx *ctx, cu_key_type type, cu_slice point,
				cu_slice *uncompressed)
{
	size_t		field = cu_ec_field_size(type);
	uint8_t    *out;
	bool		compressed;
	bool		full;
	cu_status	status;

	if (field == 0)
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	compressed = point.n == 1 + field &&
		(point.p[0] == 0x02 || point.p[0] == 0x03);
	full = point.n == 1 + 2 * field && point.p[0] == 0x04;
	if (!compressed && !full)
		return cu_fail(ctx, CU_BAD_KEY,
					   "The key is not an encoded point of its curve.");
	out = cu_alloc(ctx, 1 + 2 * field);
	if (out == NULL)
		return CU_NOMEM(ctx);
	status = cu_ec_decode(type, point, out);
	if (status != CU_OK)
		return cu_fail(ctx, status,
					   status == CU_BAD_KEY
					   ? "The key is not a point of its curve." : NULL);
	*uncompressed = cu_slice_make(out, 1 + 2 * field);
	return CU_OK;
}

cu_slice
cu_point_compress(cu_ctx *ctx, cu_slice uncompressed)
{
	size_t		field = uncompressed.n / 2;
	char	   *out;

	if (uncompressed.n < 3 || uncompressed.n % 2 == 0)
	{
		cu_fail(ctx, CU_BAD_KEY, "The key is not an uncompressed point.");
		return cu_slice_make(NULL, 0);
	}
	out = cu_alloc(ctx, 1 + field);
	if (out == NULL)
		return cu_slice_make(NULL, 0);
	/* The parity of y, the last octet, tells the two points with this x. */
	out[0] = (uncompressed.p[uncompressed.n - 1] & 1) ? 0x03 : 0x02;
	memcpy(out + 1, uncompressed.p + 1, field);
	return cu_slice_make(out, 1 + field);
}
