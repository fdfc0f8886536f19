/*
 * digest.h
 *		SHA-2 (FIPS 180-4), from OpenSSL.
 */
#ifndef CU_DIGEST_H
#define CU_DIGEST_H

#include "arena.h"

#define CU_SHA256_SIZE 32
#define CU_SHA384_SIZE 48
#define CU_SHA512_SIZE 64

typedef enum cu_hash
{
	CU_SHA256,
	CU_SHA384,
	CU_SHA512
} cu_hash;

/* Octets of a digest. */
extern size_t cu_hash_size(cu_hash hash);

/*
 * Writes the digest of octets to out (cu_hash_size octets of room).  False
 * only when the library fails.
 */
extern bool cu_digest(cu_hash hash, cu_slice octets, uint8_t *out);

#endif							/* CU_DIGEST_H */
