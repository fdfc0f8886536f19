/*
 * crypto_rsa.c
 *		RSA signatures (RFC 8017): RSASSA-PKCS1-v1_5 and RSASSA-PSS.
 *
 * OpenSSL raises the signature to the exponent; what comes out is judged by
 * its padding.  PKCS#1 v1.5 is judged as section 8.2.2 says, by making the one
 * encoding that is right and comparing: nothing is ever parsed, so that there
 * is no room for a forger in it.  An encoding without NULL in the algorithm's
 * parameters, which some verifiers let pass, is not that one.
 *
 * The RSA type is deprecated in OpenSSL 3, see crypto_openssl.c.  The numbers
 * are checked before, so that the library can fail for lack of memory only.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto.h"

#include "rsa_key.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#define MODULUS_MAX	(CU_RSA_BITS_MAX / 8)

/* DER of DigestInfo as far as the digest (RFC 8017, section 9.2, note 1). */
#define PREFIX_SIZE	19

static const uint8_t prefixes[][PREFIX_SIZE] = {
	[CU_SHA256] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
		0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20},
	[CU_SHA384] = {0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
		0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30},
	[CU_SHA512] = {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
		0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40}
};

/* The key as OpenSSL wants it; NULL for lack of memory. */
static RSA *
make_key(cu_slice modulus, cu_slice exponent)
{
	RSA		   *rsa = RSA_new();
	BIGNUM	   *n = BN_bin2bn((const unsigned char *) modulus.p,
							  (int) modulus.n, NULL);
	BIGNUM	   *e = BN_bin2bn((const unsigned char *) exponent.p,
							  (int) exponent.n, NULL);

	if (rsa && n && e && RSA_set0_key(rsa, n, e, NULL) == 1)
		return rsa;
	BN_free(n);
	BN_free(e);
	RSA_free(rsa);
	return NULL;
}

/* EMSA-PKCS1-v1_5 (RFC 8017, section 9.2): is em the encoding of digest? */
static bool
is_pkcs1(cu_hash hash, const uint8_t *digest, const uint8_t *em, size_t size)
{
	uint8_t		good[MODULUS_MAX];
	size_t		n = cu_hash_size(hash);
	uint8_t    *info = good + size - n - PREFIX_SIZE;

	memset(good, 0xff, size);
	good[0] = 0x00;
	good[1] = 0x01;
	info[-1] = 0x00;
	memcpy(info, prefixes[hash], PREFIX_SIZE);
	memcpy(info + PREFIX_SIZE, digest, n);
	return memcmp(em, good, size) == 0;
}

static const EVP_MD *
library_hash(cu_hash hash)
{
	switch (hash)
	{
		case CU_SHA256:
			return EVP_sha256();
		case CU_SHA384:
			return EVP_sha384();
		case CU_SHA512:
			return EVP_sha512();
	}
	return NULL;
}

/* EMSA-PSS (RFC 8017, section 9.1.2), the salt as long as the digest. */
static cu_truth
check_pss(RSA *rsa, cu_hash hash, const uint8_t *digest, const uint8_t *em)
{
	const EVP_MD *md = library_hash(hash);
	bool		refused = false;
	unsigned long code;

	if (RSA_verify_PKCS1_PSS_mgf1(rsa, digest, md, md, em,
								  (int) cu_hash_size(hash)) == 1)
		return CU_TRUE;
	/* A bad encoding has a reason of the RSA code's own; no memory has none. */
	while ((code = ERR_get_error()) != 0)
	{
		if (ERR_GET_LIB(code) == ERR_LIB_RSA &&
			(ERR_GET_REASON(code) & ERR_RFLAG_COMMON) == 0)
			refused = true;
	}
	return refused ? CU_FALSE : CU_UNKNOWN;
}

cu_truth
cu_rsa_verify(const cu_public_key *key, cu_rsa_padding padding, cu_hash hash,
			  cu_slice message, cu_slice signature)
{
	uint8_t		digest[CU_SHA512_SIZE];
	uint8_t		em[MODULUS_MAX];
	cu_slice	modulus;
	cu_slice	exponent;
	RSA		   *rsa;
	cu_truth	answer = CU_UNKNOWN;

	if (key->type != CU_KEY_RSA)
		return CU_UNKNOWN;
	if (!cu_rsa_key_read(key->octets, &modulus, &exponent) ||
		!cu_rsa_key_is_sound(modulus, exponent) ||
		signature.n != modulus.n ||
		memcmp(signature.p, modulus.p, modulus.n) >= 0)
		return CU_FALSE;
	if (!cu_digest(hash, message, digest))
		return CU_UNKNOWN;
	ERR_clear_error();
	rsa = make_key(modulus, exponent);
	if (rsa && RSA_public_decrypt((int) signature.n,
								  (const unsigned char *) signature.p, em, rsa,
								  RSA_NO_PADDING) == (int) modulus.n)
	{
		if (padding == CU_RSA_PSS)
			answer = check_pss(rsa, hash, digest, em);
		else
			answer = is_pkcs1(hash, digest, em, modulus.n) ?
				CU_TRUE : CU_FALSE;
	}
	RSA_free(rsa);
	ERR_clear_error();
	return answer;
}
