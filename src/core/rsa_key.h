/*
 * rsa_key.h
 *		RSA public keys as DER: RSAPublicKey of RFC 8017, appendix A.1.1.
 *
 * That is what multicodec rsa-pub holds, and the raw form in crypto.h.
 */
#ifndef CU_RSA_KEY_H
#define CU_RSA_KEY_H

#include "arena.h"

/*
 * Writes modulus and exponent, big-endian without leading zeros, as DER; p is
 * NULL on failure.
 */
extern cu_slice cu_rsa_key_write(cu_ctx *ctx, cu_slice modulus,
								 cu_slice exponent);

/*
 * Reads strict DER; slices point into der and have no leading zeros.  False
 * when it is anything but two positive numbers in a sequence.
 */
extern bool cu_rsa_key_read(cu_slice der, cu_slice *modulus,
							cu_slice *exponent);

/* Sizes of a modulus: RFC 7518, section 3.3, and what can be paid for. */
#define CU_RSA_BITS_MIN 2048
#define CU_RSA_BITS_MAX 8192

/*
 * True when signatures under a key may be believed: a modulus of
 * CU_RSA_BITS_MIN to CU_RSA_BITS_MAX bits, odd, and not of the kind whose
 * factors can be found (CVE-2017-15361, "ROCA"); an exponent that is odd, 3 or
 * more, and not over 64 bits.  Neither may have leading zeros.
 */
extern bool cu_rsa_key_is_sound(cu_slice modulus, cu_slice exponent);

#endif							/* CU_RSA_KEY_H */
