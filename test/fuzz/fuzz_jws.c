/*
 * fuzz_jws.c
 *		Compact JWS taken apart.
 *
 * The input is a token, or three parts with NUL octets between them, which are
 * encoded first: headers and payloads then change octet by octet.
 */
#include "fuzz.h"

#include "../../src/core/base.h"
#include "../../src/core/jws.h"
#include "../core/other_keys.h"

/* Keys whose tokens are no seeds. */
static const char *const jwks[] = {
	"{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
	"\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
	"{" P521_PUBLIC "}", "{" SECP256K1_PUBLIC "}", "{" RSA_PUBLIC "}",
	"{" RSA_PUBLIC ",\"alg\":\"PS384\"}"
};

#define KEYS (sizeof(jwks) / sizeof(jwks[0]))

static void
prepare(void)
{
	FUZZ_CHECK(cu_crypto_init());
}

void		(*const fuzz_prepare) (void) = prepare;

const char *const fuzz_seeds[] = {
	"eyJhbGciOiJFZERTQSJ9.e30.AAAA", "eyJhbGciOiJub25lIn0.e30.", "a.b.c",
	"..", "e30.e30.e30", "eyJhbGciOiJFUzI1NksifQ.e30.AAAA",
	"eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "eyJhbGciOiJQUzM4NCJ9.e30.AAAA", NULL
};

static cu_status
encode_parts(cu_ctx *ctx, cu_slice input, cu_slice *token)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (int i = 0; i < 3; i++)
	{
		cu_slice	part = cu_base64url_encode(ctx, fuzz_take(&input));

		FUZZ_MADE(ctx, part);
		if (i > 0)
			cu_buf_add_char(&buf, '.');
		cu_buf_add_slice(&buf, part);
	}
	*token = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_jws		jws;
	cu_hash		hash;
	cu_status	status;

	if (input.n > 0 && memchr(input.p, '\0', input.n))
		FUZZ_OK(encode_parts(ctx, input, &input));
	status = cu_jws_parse(ctx, input, &jws);
	if (status != CU_OK)
		return status;
	FUZZ_CHECK(cu_jws_looks_like(input));
	FUZZ_CHECK(jws.header->type == CU_JSON_OBJECT);
	FUZZ_CHECK(jws.signing_input.p == input.p &&
			   input.p[jws.signing_input.n] == '.');
	FUZZ_CHECK(!cu_jws_alg_fits(jws.alg, CU_KEY_NONE, &hash));
	FUZZ_CHECK(!cu_slice_is(jws.alg, "none") || !cu_jws_alg_known(jws.alg));
	for (size_t i = 0; i < KEYS; i++)
	{
		const cu_json *jwk;
		cu_public_key key;
		bool		is_private;

		FUZZ_OK(cu_json_parse(ctx, cu_slice_cstr(jwks[i]), &jwk));
		FUZZ_OK(cu_jwk_read(ctx, jwk, &key, &is_private));
		FUZZ_CHECK(cu_jws_verify(&jws, &key) != CU_TRUE);
	}
	return CU_OK;
}
