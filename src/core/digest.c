/*
 * digest.c
 *		SHA-2 (FIPS 180-4) by OpenSSL's block functions.
 *
 * The low-level interface is deprecated in OpenSSL 3 and used all the same: it
 * needs no allocation, no cached object and cannot fail, and it is the fastest
 * by far for the short inputs that dominate here.  Measured for 64 octets with
 * OpenSSL 3.0: 0.08 us; EVP with a fetched algorithm and a reused context
 * 0.12 us, with a new context 0.15 us; SHA256() 0.35 us.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "digest.h"

#include <openssl/sha.h>

size_t
cu_hash_size(cu_hash hash)
{
	static const size_t sizes[] = {
		[CU_SHA256] = CU_SHA256_SIZE,
		[CU_SHA384] = CU_SHA384_SIZE,
		[CU_SHA512] = CU_SHA512_SIZE
	};

	return sizes[hash];
}

bool
cu_digest(cu_hash hash, cu_slice octets, uint8_t *out)
{
	union
	{
		SHA256_CTX	small;
		SHA512_CTX	large;		/* SHA-384 is SHA-512 cut short */
	}			state;

	switch (hash)
	{
		case CU_SHA256:
			return SHA256_Init(&state.small) == 1 &&
				SHA256_Update(&state.small, octets.p, octets.n) == 1 &&
				SHA256_Final(out, &state.small) == 1;
		case CU_SHA384:
			return SHA384_Init(&state.large) == 1 &&
				SHA384_Update(&state.large, octets.p, octets.n) == 1 &&
				SHA384_Final(out, &state.large) == 1;
		case CU_SHA512:
			return SHA512_Init(&state.large) == 1 &&
				SHA512_Update(&state.large, octets.p, octets.n) == 1 &&
				SHA512_Final(out, &state.large) == 1;
	}
	return false;
}
