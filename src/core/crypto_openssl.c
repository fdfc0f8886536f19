/*
 * crypto_openssl.c
 *		ECDSA (FIPS 186-5) over the NIST curves and secp256k1, by OpenSSL.
 *
 * EC_KEY is deprecated in OpenSSL 3 and used all the same: turning 65 octets
 * into an EVP_PKEY costs 13 us, a third of a signature check, into an EC_KEY
 * 2 us.  With it no decoded key need be kept.  The library itself checks that
 * 1 <= r, s < n and that a point is on its curve; tests hold it to that.
 *
 * Two things do outlive a call.  Neither can be seen in a result:
 * - the curves, one EC_GROUP each, made when first needed and kept as long as
 *   the process lives (making one costs 8 us);
 * - per thread, the last points decompressed (PLACES of them, 14 KB, never
 *   freed): a square root costs 14 us on P-256 and 30 us on P-384, and the
 *   same few issuers sign most documents.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto_backend.h"

#include <stdatomic.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>

#define POINT_MAX	(1 + 2 * CU_FIELD_MAX)
#define PLACES		64

typedef struct curve
{
	cu_key_type type;
	int			nid;
	int			field;			/* octets of a field element */
} curve;

static const curve curves[] = {
	{CU_KEY_P256, NID_X9_62_prime256v1, 32},
	{CU_KEY_P384, NID_secp384r1, 48},
	{CU_KEY_P521, NID_secp521r1, 66},
	{CU_KEY_SECP256K1, NID_secp256k1, 32}
};

#define CURVES (sizeof(curves) / sizeof(curves[0]))

static _Atomic(EC_GROUP *) groups[CURVES];

typedef struct place
{
	cu_key_type type;			/* CU_KEY_NONE: empty */
	uint8_t		compressed[1 + CU_FIELD_MAX];
	uint8_t		uncompressed[POINT_MAX];
} place;

static _Thread_local place places[PLACES];

static const curve *
find_curve(cu_key_type type)
{
	for (size_t i = 0; i < CURVES; i++)
	{
		if (curves[i].type == type)
			return &curves[i];
	}
	return NULL;
}

size_t
cu_ec_field_size(cu_key_type type)
{
	const curve *c = find_curve(type);

	return c ? (size_t) c->field : 0;
}

/* The group of a curve, or NULL for lack of memory. */
static const EC_GROUP *
curve_group(const curve *c)
{
	_Atomic(EC_GROUP *) *kept = &groups[c - curves];
	EC_GROUP   *group = atomic_load_explicit(kept, memory_order_acquire);
	EC_GROUP   *none = NULL;

	if (group)
		return group;
	group = EC_GROUP_new_by_curve_name(c->nid);
	if (group == NULL)
		return NULL;
	if (atomic_compare_exchange_strong(kept, &none, group))
		return group;
	EC_GROUP_free(group);		/* another thread was first */
	return none;
}

/*
 * Whether the library failed because of what it was given, and not for lack of
 * memory, which says nothing about the input.  Its queue then holds a reason
 * of the EC code's own (common ones only say which code failed below), and none
 * of those that memory leaves.  Empties the queue.
 */
static bool
refused_input(void)
{
	bool		refused = false;
	bool		memory = false;
	unsigned long code;

	while ((code = ERR_get_error()) != 0)
	{
		int			reason = ERR_GET_REASON(code);

		if (reason == ERR_R_MALLOC_FAILURE ||
			(ERR_GET_LIB(code) == ERR_LIB_BN &&
			 reason == BN_R_TOO_MANY_TEMPORARY_VARIABLES))
			memory = true;
		else if (ERR_GET_LIB(code) == ERR_LIB_EC &&
				 (reason & ERR_RFLAG_COMMON) == 0)
			refused = true;
	}
	return refused && !memory;
}

/* A key from an uncompressed point; NULL: see refused_input. */
static EC_KEY *
public_key(const curve *c, const uint8_t *octets)
{
	const EC_GROUP *group = curve_group(c);
	EC_KEY	   *key = group ? EC_KEY_new() : NULL;
	EC_POINT   *point = key ? EC_POINT_new(group) : NULL;
	bool		good;

	good = point != NULL &&
		EC_KEY_set_group(key, group) == 1 &&
		EC_POINT_oct2point(group, point, octets, 1 + 2 * (size_t) c->field,
						   NULL) == 1 &&
		EC_KEY_set_public_key(key, point) == 1;
	EC_POINT_free(point);
	if (good)
		return key;
	EC_KEY_free(key);
	return NULL;
}

/* r||s as OpenSSL wants it; NULL for lack of memory. */
static ECDSA_SIG *
read_signature(const curve *c, const uint8_t *octets)
{
	ECDSA_SIG  *signature = ECDSA_SIG_new();
	BIGNUM	   *r = BN_bin2bn(octets, c->field, NULL);
	BIGNUM	   *s = BN_bin2bn(octets + c->field, c->field, NULL);

	if (signature && r && s && ECDSA_SIG_set0(signature, r, s) == 1)
		return signature;
	BN_free(r);
	BN_free(s);
	ECDSA_SIG_free(signature);
	return NULL;
}

cu_truth
cu_ec_verify(cu_key_type type, const uint8_t *point, cu_slice digest,
			 const uint8_t *signature)
{
	const curve *c = find_curve(type);
	EC_KEY	   *key;
	ECDSA_SIG  *sig = NULL;
	int			answer = -1;

	ERR_clear_error();
	key = public_key(c, point);
	if (key)
		sig = read_signature(c, signature);
	if (sig)
		answer = ECDSA_do_verify((const unsigned char *) digest.p,
								 (int) digest.n, sig, key);
	ECDSA_SIG_free(sig);
	EC_KEY_free(key);
	if (answer == 1)
		return CU_TRUE;
	/* -1 is also the answer to a sum of points that is infinity. */
	if (answer < 0 && !refused_input())
		return CU_UNKNOWN;
	ERR_clear_error();
	return CU_FALSE;
}

/*
 * The scalar of a private key if it is one, 1 <= d < n; NULL and *status
 * otherwise.
 */
static BIGNUM *
read_scalar(const curve *c, const EC_GROUP *group, const uint8_t *secret,
			cu_status *status)
{
	BIGNUM	   *d = BN_bin2bn(secret, c->field, NULL);

	*status = d ? CU_OK : CU_OUT_OF_MEMORY;
	if (d == NULL)
		return NULL;
	BN_set_flags(d, BN_FLG_CONSTTIME);
	if (!BN_is_zero(d) && BN_cmp(d, EC_GROUP_get0_order(group)) < 0)
		return d;
	BN_clear_free(d);
	*status = CU_BAD_KEY;
	return NULL;
}

cu_status
cu_ec_sign(cu_key_type type, const uint8_t *secret, cu_slice digest,
		   uint8_t *signature)
{
	const curve *c = find_curve(type);
	const EC_GROUP *group = curve_group(c);
	EC_KEY	   *key = group ? EC_KEY_new() : NULL;
	BIGNUM	   *d = NULL;
	ECDSA_SIG  *sig = NULL;
	cu_status	status = CU_OUT_OF_MEMORY;

	ERR_clear_error();
	if (key && EC_KEY_set_group(key, group) == 1)
		d = read_scalar(c, group, secret, &status);
	if (d)
	{
		status = CU_INTERNAL;	/* no memory, or no randomness */
		if (EC_KEY_set_private_key(key, d) == 1)
			sig = ECDSA_do_sign((const unsigned char *) digest.p,
								(int) digest.n, key);
		if (sig &&
			BN_bn2binpad(ECDSA_SIG_get0_r(sig), signature, c->field) > 0 &&
			BN_bn2binpad(ECDSA_SIG_get0_s(sig), signature + c->field,
						 c->field) > 0)
			status = CU_OK;
	}
	ECDSA_SIG_free(sig);
	BN_clear_free(d);
	EC_KEY_free(key);			/* wipes its copy of d */
	ERR_clear_error();
	return status;
}

cu_status
cu_ec_public(cu_key_type type, const uint8_t *secret, uint8_t *point)
{
	const curve *c = find_curve(type);
	const EC_GROUP *group = curve_group(c);
	EC_POINT   *p = group ? EC_POINT_new(group) : NULL;
	BIGNUM	   *d = NULL;
	cu_status	status = CU_OUT_OF_MEMORY;
	size_t		size = 1 + 2 * (size_t) c->field;

	ERR_clear_error();
	if (p)
		d = read_scalar(c, group, secret, &status);
	if (d &&
		(EC_POINT_mul(group, p, d, NULL, NULL, NULL) != 1 ||
		 EC_POINT_point2oct(group, p, POINT_CONVERSION_UNCOMPRESSED, point,
							size, NULL) != size))
		status = CU_INTERNAL;
	BN_clear_free(d);
	EC_POINT_free(p);
	ERR_clear_error();
	return status;
}

cu_status
cu_ec_generate(cu_key_type type, uint8_t *secret)
{
	const curve *c = find_curve(type);
	const EC_GROUP *group = curve_group(c);
	EC_KEY	   *key = group ? EC_KEY_new() : NULL;
	bool		good;

	ERR_clear_error();
	good = key != NULL &&
		EC_KEY_set_group(key, group) == 1 &&
		EC_KEY_generate_key(key) == 1 &&
		BN_bn2binpad(EC_KEY_get0_private_key(key), secret, c->field) > 0;
	EC_KEY_free(key);
	ERR_clear_error();
	return good ? CU_OK : CU_INTERNAL;
}

/* Checks that point is on the curve and writes its uncompressed form. */
static cu_status
decode(const curve *c, cu_slice point, uint8_t *uncompressed)
{
	const EC_GROUP *group = curve_group(c);
	EC_POINT   *p = group ? EC_POINT_new(group) : NULL;
	size_t		size = 1 + 2 * (size_t) c->field;
	bool		good;

	good = p != NULL &&
		EC_POINT_oct2point(group, p, (const unsigned char *) point.p, point.n,
						   NULL) == 1;
	/* To write the point costs as much as to check it: copy what is given. */
	if (good && point.n == size)
		memcpy(uncompressed, point.p, size);
	else if (good)
		good = EC_POINT_point2oct(group, p, POINT_CONVERSION_UNCOMPRESSED,
								  uncompressed, size, NULL) == size;
	EC_POINT_free(p);
	if (good)
		return CU_OK;
	return refused_input() ? CU_BAD_KEY : CU_OUT_OF_MEMORY;
}

cu_status
cu_ec_decode(cu_key_type type, cu_slice point, uint8_t *uncompressed)
{
	const curve *c = find_curve(type);
	size_t		size = 1 + 2 * (size_t) c->field;
	place	   *kept;

	ERR_clear_error();
	if (point.n == size)
		return decode(c, point, uncompressed);
	/* x is as good as random, so any octet of it spreads the points. */
	kept = &places[(uint8_t) point.p[point.n - 1] % PLACES];
	if (kept->type != type || memcmp(kept->compressed, point.p, point.n) != 0)
	{
		kept->type = CU_KEY_NONE;
		CU_TRY(decode(c, point, kept->uncompressed));
		memcpy(kept->compressed, point.p, point.n);
		kept->type = type;
	}
	memcpy(uncompressed, kept->uncompressed, size);
	return CU_OK;
}
