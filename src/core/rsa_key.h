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

#endif							/* CU_RSA_KEY_H */
