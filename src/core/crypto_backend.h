/*
 * crypto_backend.h
 *		What crypto.c asks of libsodium and of OpenSSL.
 *
 * Only crypto.c calls what takes octets here: it has checked every length.
 * Readers of keys use cu_ec_field_size and cu_wipe.  Sizes are those of
 * crypto.h.
 */
#ifndef CU_CRYPTO_BACKEND_H
#define CU_CRYPTO_BACKEND_H

#include "crypto.h"

/* Octets of a field element of the largest curve, P-521. */
#define CU_FIELD_MAX 66

/* --- crypto_sodium.c ------------------------------------------------------ */

/* public_key 32 octets, signature 64. */
extern bool cu_ed25519_verify(const uint8_t *public_key, cu_slice message,
							  const uint8_t *signature);

/* seed 32 octets, signature 64 out.  CU_OK or CU_INTERNAL. */
extern cu_status cu_ed25519_sign(const uint8_t *seed, cu_slice message,
								 uint8_t *signature);

/* seed 32 octets, public_key 32 out.  CU_OK or CU_INTERNAL. */
extern cu_status cu_ed25519_public(const uint8_t *seed, uint8_t *public_key);

/* Fills out with random octets. */
extern void cu_random(uint8_t *out, size_t n);

/* Overwrites octets in a way that no compiler leaves out. */
extern void cu_wipe(void *octets, size_t n);

/* --- crypto_openssl.c ----------------------------------------------------- */

/* Octets of a field element of the curve, 0 when the type is no curve. */
extern size_t cu_ec_field_size(cu_key_type type);

/*
 * point is uncompressed, signature r||s.  CU_UNKNOWN only when the library
 * ran out of memory.
 */
extern cu_truth cu_ec_verify(cu_key_type type, const uint8_t *point,
							 cu_slice digest, const uint8_t *signature);

/* CU_OK, CU_BAD_KEY, CU_OUT_OF_MEMORY or CU_INTERNAL. */
extern cu_status cu_ec_sign(cu_key_type type, const uint8_t *secret,
							cu_slice digest, uint8_t *signature);
extern cu_status cu_ec_public(cu_key_type type, const uint8_t *secret,
							  uint8_t *point);
extern cu_status cu_ec_generate(cu_key_type type, uint8_t *secret);

/*
 * point is compressed or uncompressed by its length and first octet; 1 + 2 *
 * cu_ec_field_size octets go to uncompressed.
 */
extern cu_status cu_ec_decode(cu_key_type type, cu_slice point,
							  uint8_t *uncompressed);

#endif							/* CU_CRYPTO_BACKEND_H */
