/*
 * fuzz_key.c
 *		Public keys in any form, written in every other form and read again.
 */
#include "fuzz.h"

#include "../../src/core/did_document.h"
#include "../../src/core/key.h"
#include "../core/other_keys.h"

static void
prepare(void)
{
	FUZZ_CHECK(cu_crypto_init());
}

void		(*const fuzz_prepare) (void) = prepare;

const char *const fuzz_seeds[] = {
	"z6Mkk4nPZuk56MMBNPEKrYztPz4vTqjVcQYGgJv8CppEoPig",
	"did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv",
	"{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
	"\"x\":\"U2QS0UzMd3GUicYJ5uqSrrGMXol_Z3zKf8Dm8g7mTik\"}",
	"{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\","
	"\"key_ops\":[\"verify\"],"
	"\"x\":\"fNEMeQx10hidQeXSDVg97qkp61xDY-__DGcmyqv7tbc\","
	"\"y\":\"8iuHIjMYhzdwF1gEaix3Pc6exdIVXxtfF7cxMEVz6cw\"}",
	"{\"kty\":\"EC\",\"crv\":\"P-384\","
	"\"x\":\"sGrqzZ1ZW2_hrbR58AgPHnUK4VPfbsJejVeajmVuppq-"
	"Qj60Gqgp-ypiXf_cC7dm\","
	"\"y\":\"0ydZ0L57qrf0semNr_PQicyfArN5BylI-Vb9X5KSw42F8uuKU6hTlUn7A7el"
	"Qrvb\"}",
	"{\"kty\":\"RSA\",\"n\":\"wFsBBw\",\"e\":\"AQAB\"}",
	"{" RSA_PUBLIC "}", "{" RSA_PUBLIC ",\"alg\":\"PS256\"}",
	"{" P521_PUBLIC "}", "{" SECP256K1_PUBLIC ",\"alg\":\"ES256K\"}",
	"{\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":"
	"\"6bAA4nVYrWDd7vU8hqxTgn9ME3CGQK1k1SBsqPTFRJ3c\"}",
	"{\"type\":\"Multikey\",\"publicKeyMultibase\":"
	"\"zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv\"}",
	"u7QFTZBLRTMx3cZSJxgnm6pKusYxeiX9nfMp_wObyDuZOKQ", " z6LS \n", NULL
};

static cu_status
check_multikey(cu_ctx *ctx, const cu_public_key *key)
{
	cu_slice	text = cu_multikey_write(ctx, key);
	cu_public_key again;

	FUZZ_MADE(ctx, text);
	FUZZ_OK(cu_multikey_read(ctx, text, &again));
	FUZZ_CHECK(cu_public_key_equal(key, &again));
	text = cu_did_key_write(ctx, key);
	FUZZ_MADE(ctx, text);
	/* Keys of which nothing can be checked are no did:key here. */
	if (key->type == CU_KEY_BLS12381)
		return CU_OK;
	FUZZ_OK(cu_public_key_read(ctx, text, &again));
	FUZZ_CHECK(cu_public_key_equal(key, &again));
	return CU_OK;
}

static cu_status
check_jwk(cu_ctx *ctx, const cu_public_key *key)
{
	const cu_json *jwk = cu_jwk_write(ctx, key);
	cu_public_key again;
	cu_slice	thumbprint;
	bool		is_private;

	if (jwk == NULL)
	{
		FUZZ_TRY(ctx->error.status);
		FUZZ_CHECK(key->type == CU_KEY_BLS12381);
		return CU_OK;
	}
	FUZZ_OK(cu_jwk_read(ctx, jwk, &again, &is_private));
	FUZZ_CHECK(cu_public_key_equal(key, &again) && !is_private);
	thumbprint = cu_jwk_thumbprint(ctx, key);
	FUZZ_MADE(ctx, thumbprint);
	FUZZ_CHECK(thumbprint.n == 43);
	return CU_OK;
}

/* No RSA key may verify a signature that nobody has made. */
static void
check_rsa(const cu_public_key *key, cu_slice input)
{
	static const char zeros[1100];
	size_t		n = input.n < sizeof(zeros) ? input.n : sizeof(zeros);

	for (cu_hash hash = CU_SHA256; hash <= CU_SHA512; hash++)
	{
		for (cu_rsa_padding p = CU_RSA_PKCS1; p <= CU_RSA_PSS; p++)
		{
			FUZZ_CHECK(cu_rsa_verify(key, p, hash, input, input) != CU_TRUE);
			FUZZ_CHECK(cu_rsa_verify(key, p, hash, input,
									 cu_slice_make(zeros, n)) != CU_TRUE);
			/* The usual size. */
			FUZZ_CHECK(cu_rsa_verify(key, p, hash, input,
									 cu_slice_make(zeros, 256)) != CU_TRUE);
		}
	}
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	static const char octets[144];
	cu_public_key key;
	cu_status	status = cu_public_key_read(ctx, input, &key);
	size_t		size;

	if (status != CU_OK)
		return status;
	FUZZ_CHECK(key.type != CU_KEY_NONE);
	FUZZ_OK(check_multikey(ctx, &key));
	FUZZ_OK(check_jwk(ctx, &key));
	/* No key may make the libraries fall over, whatever it is. */
	if (key.type == CU_KEY_RSA)
		check_rsa(&key, input);
	size = cu_signature_size(key.type);
	FUZZ_CHECK(cu_signature_verify(&key, CU_SHA256, input,
								   cu_slice_make(octets, size)) != CU_TRUE);
	FUZZ_CHECK(cu_signature_verify(&key, CU_SHA384, input,
								   cu_slice_make(input.p, input.n < 144 ?
												 input.n : 144)) != CU_TRUE);
	return CU_OK;
}
