/*
 * crypto_sodium.c
 *		Ed25519 (RFC 8032), X25519 keys and randomness by libsodium.
 *
 * libsodium refuses what RFC 8032 allows a verifier to refuse and a careful
 * one must: S not below the group order, R and public keys of small order,
 * and keys that are not canonical.  Nothing is checked twice here.
 */
#include "crypto_backend.h"

#include <sodium.h>

bool
cu_crypto_init(void)
{
	return sodium_init() >= 0;
}

bool
cu_ed25519_verify(const uint8_t *public_key, cu_slice message,
				  const uint8_t *signature)
{
	return crypto_sign_verify_detached(signature,
									   (const unsigned char *) message.p,
									   message.n, public_key) == 0;
}

cu_status
cu_ed25519_sign(const uint8_t *seed, cu_slice message, uint8_t *signature)
{
	uint8_t		public_key[crypto_sign_PUBLICKEYBYTES];
	uint8_t		secret_key[crypto_sign_SECRETKEYBYTES];
	bool		good;

	good = crypto_sign_seed_keypair(public_key, secret_key, seed) == 0 &&
		crypto_sign_detached(signature, NULL,
							 (const unsigned char *) message.p, message.n,
							 secret_key) == 0;
	sodium_memzero(secret_key, sizeof(secret_key));
	return good ? CU_OK : CU_INTERNAL;
}

cu_status
cu_ed25519_public(const uint8_t *seed, uint8_t *public_key)
{
	uint8_t		secret_key[crypto_sign_SECRETKEYBYTES];
	bool		good;

	good = crypto_sign_seed_keypair(public_key, secret_key, seed) == 0;
	sodium_memzero(secret_key, sizeof(secret_key));
	return good ? CU_OK : CU_INTERNAL;
}

void
cu_random(uint8_t *out, size_t n)
{
	randombytes_buf(out, n);
}

void
cu_wipe(void *octets, size_t n)
{
	sodium_memzero(octets, n);
}

cu_status
cu_ed25519_to_x25519(cu_ctx *ctx, cu_slice ed25519, cu_slice *x25519)
{
	uint8_t	   *out;

	if (ed25519.n != crypto_sign_PUBLICKEYBYTES)
		return cu_fail(ctx, CU_BAD_KEY, "An Ed25519 key has 32 octets.");
	out = cu_alloc(ctx, crypto_scalarmult_curve25519_BYTES);
	if (out == NULL)
		return CU_NOMEM(ctx);
	if (crypto_sign_ed25519_pk_to_curve25519(out,
											 (const unsigned char *) ed25519.p)
		!= 0)
		return cu_fail(ctx, CU_BAD_KEY,
					   "The Ed25519 key is no point of the prime-order group.");
	*x25519 = cu_slice_make(out, crypto_scalarmult_curve25519_BYTES);
	return CU_OK;
}
