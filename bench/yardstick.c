/*
 * yardstick.c
 *		The bare signature checks that the benchmarks divide by.
 *
 * A module of its own, never installed with the extension: it calls libsodium
 * and OpenSSL directly, so that nothing of ours is in the unit.
 */
#include "postgres.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/core_names.h>
#include <sodium.h>

#include "fmgr.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

PG_MODULE_MAGIC;

/* yardstick_ed25519(message, signature, key): one libsodium verify. */
PG_FUNCTION_INFO_V1(yardstick_ed25519);
Datum
yardstick_ed25519(PG_FUNCTION_ARGS)
{
	bytea	   *message = PG_GETARG_BYTEA_PP(0);
	bytea	   *signature = PG_GETARG_BYTEA_PP(1);
	bytea	   *key = PG_GETARG_BYTEA_PP(2);

	if (VARSIZE_ANY_EXHDR(signature) != crypto_sign_BYTES ||
		VARSIZE_ANY_EXHDR(key) != crypto_sign_PUBLICKEYBYTES)
		elog(ERROR, "wrong length");
	PG_RETURN_BOOL(crypto_sign_verify_detached(
						(unsigned char *) VARDATA_ANY(signature),
						(unsigned char *) VARDATA_ANY(message),
						VARSIZE_ANY_EXHDR(message),
						(unsigned char *) VARDATA_ANY(key)) == 0);
}

static EVP_PKEY *
p384_key(bytea *point)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	OSSL_PARAM *params;
	EVP_PKEY   *key = NULL;

	OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME,
									"P-384", 0);
	OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY,
									 VARDATA_ANY(point),
									 VARSIZE_ANY_EXHDR(point));
	params = OSSL_PARAM_BLD_to_param(build);
	if (EVP_PKEY_fromdata_init(ctx) <= 0 ||
		EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) <= 0)
		elog(ERROR, "no key");
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

/*
 * yardstick_es384(digest, signature r||s, key): one OpenSSL verify with a key
 * that was decoded at the first row (all rows have the same).
 */
PG_FUNCTION_INFO_V1(yardstick_es384);
Datum
yardstick_es384(PG_FUNCTION_ARGS)
{
	bytea	   *digest = PG_GETARG_BYTEA_PP(0);
	bytea	   *raw = PG_GETARG_BYTEA_PP(1);
	EVP_PKEY_CTX *ctx = fcinfo->flinfo->fn_extra;
	const unsigned char *rs = (unsigned char *) VARDATA_ANY(raw);
	ECDSA_SIG  *signature = ECDSA_SIG_new();
	unsigned char *der = NULL;
	int			n;
	bool		good;

	if (VARSIZE_ANY_EXHDR(raw) != 96 || VARSIZE_ANY_EXHDR(digest) != 48)
		elog(ERROR, "wrong length");
	if (ctx == NULL)
	{
		/* Lives until the backend ends: a benchmark may leak one key. */
		ctx = EVP_PKEY_CTX_new(p384_key(PG_GETARG_BYTEA_PP(2)), NULL);
		EVP_PKEY_verify_init(ctx);
		fcinfo->flinfo->fn_extra = ctx;
	}
	ECDSA_SIG_set0(signature, BN_bin2bn(rs, 48, NULL),
				   BN_bin2bn(rs + 48, 48, NULL));
	n = i2d_ECDSA_SIG(signature, &der);
	good = EVP_PKEY_verify(ctx, der, n, (unsigned char *) VARDATA_ANY(digest),
						   48) == 1;
	OPENSSL_free(der);
	ECDSA_SIG_free(signature);
	PG_RETURN_BOOL(good);
}
