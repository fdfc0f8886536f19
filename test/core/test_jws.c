/*
 * test_jws.c
 *		Compact JWS: shape, header, algorithm and signature.
 */
#include "signing.h"

#include "../../src/core/base.h"

#define PAYLOAD CU_LIT("{\"a\":1}")

static const char *const jwks[] = {MILL_JWK, P256_JWK, P384_JWK};
static const char *const algs[] = {"EdDSA", "ES256", "ES384"};

#define KEYS 3

/* The example of RFC 8037, appendix A.4: a signature by somebody else. */
TEST(verifies_rfc_8037)
{
	static const char token[] =
		"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
		"hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsP"
		"t9g7sVvpAr_MuM0KAg";
	static const char jwk[] =
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
		"\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_public_key key;
	bool		private_present;
	cu_jws		jws;

	REQUIRE(cu_crypto_init());
	REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(jwk), &json));
	REQUIRE_OK(cu_jwk_read(ctx, json, &key, &private_present));
	REQUIRE_OK(cu_jws_parse(ctx, CU_LIT(token), &jws));
	CHECK_SLICE(jws.payload, "Example of Ed25519 signing");
	CHECK_SLICE(jws.alg, "EdDSA");
	CHECK_EQ_INT(cu_jws_verify(&jws, &key), CU_TRUE);
}

TEST(verifies_what_it_signs)
{
	for (int i = 0; i < KEYS; i++)
	{
		cu_ctx	   *ctx = test_ctx();
		signer		by;
		cu_slice	token;
		cu_jws		jws;
		char	   *octets;

		test_row(algs[i]);
		REQUIRE_OK(make_signer(ctx, jwks[i], &by));
		REQUIRE_OK(sign_token(ctx, &by, CU_LIT("#k"), "", PAYLOAD, &token));
		CHECK(cu_jws_looks_like(token));
		REQUIRE_OK(cu_jws_parse(ctx, token, &jws));
		CHECK_SLICES(jws.payload, PAYLOAD);
		CHECK_SLICE(jws.kid, "#k");
		CHECK(cu_slice_is(jws.alg, algs[i]));
		CHECK(jws.typ.p == NULL && jws.cty.p == NULL && !jws.crit);
		CHECK_EQ_INT(cu_jws_verify(&jws, &by.public_key), CU_TRUE);
		/* One bit of the signature, and its length, matter. */
		octets = (char *) jws.signature.p;
		octets[jws.signature.n / 2] ^= 1;
		CHECK_EQ_INT(cu_jws_verify(&jws, &by.public_key), CU_FALSE);
		octets[jws.signature.n / 2] ^= 1;
		jws.signature.n--;
		CHECK_EQ_INT(cu_jws_verify(&jws, &by.public_key), CU_FALSE);
		jws.signature.n = 0;
		CHECK_EQ_INT(cu_jws_verify(&jws, &by.public_key), CU_FALSE);
	}
}

/* The algorithm follows from the key: no other alg, no other key. */
TEST(pins_algorithm_to_key)
{
	static const char *const others[] = {
		"none", "None", "HS256", "RS256", "PS256", "ES512", "ES256K", "",
		"eddsa", "ES256 ", "Ed448"
	};
	cu_ctx	   *ctx = test_ctx();
	cu_hash		hash;

	for (int i = 0; i < KEYS; i++)
	{
		signer		by;

		REQUIRE_OK(make_signer(ctx, jwks[i], &by));
		CHECK(cu_slice_is(cu_slice_cstr(cu_jws_alg_for(by.key.type)),
						  algs[i]));
		CHECK(cu_jws_alg_known(cu_slice_cstr(algs[i])));
		for (int k = 0; k < KEYS; k++)
			CHECK_EQ_INT(cu_jws_alg_fits(cu_slice_cstr(algs[k]), by.key.type,
										 &hash), i == k);
		for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++)
		{
			test_row(others[k]);
			CHECK(!cu_jws_alg_fits(cu_slice_cstr(others[k]), by.key.type,
								   &hash));
			CHECK(!cu_jws_alg_known(cu_slice_cstr(others[k])));
		}
		test_row(NULL);
	}
	CHECK(cu_jws_alg_fits(CU_LIT("Ed25519"), CU_KEY_ED25519, &hash));
	CHECK(cu_jws_alg_fits(CU_LIT("ES384"), CU_KEY_P384, &hash));
	CHECK_EQ_INT(hash, CU_SHA384);
	CHECK(!cu_jws_alg_fits(CU_LIT("ES512"), CU_KEY_P521, &hash));
	CHECK(cu_jws_alg_for(CU_KEY_P521) == NULL);
	CHECK(cu_jws_alg_for(CU_KEY_NONE) == NULL);
}

TEST(will_not_sign_under_another_algorithm)
{
	cu_ctx	   *ctx = test_ctx();
	signer		by;
	cu_slice	token;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	CHECK_STATUS(sign_with_header(ctx, &by, CU_LIT("{\"alg\":\"ES256\"}"),
								  PAYLOAD, &token), CU_BAD_ARGUMENT);
	CHECK_STATUS(sign_with_header(ctx, &by, CU_LIT("{}"), PAYLOAD, &token),
				 CU_BAD_ARGUMENT);
}

TEST(refuses_critical_extensions)
{
	static const char *const headers[] = {
		"{\"alg\":\"EdDSA\",\"crit\":[\"exp\"],\"exp\":1}",
		"{\"alg\":\"EdDSA\",\"crit\":[\"b64\"],\"b64\":false}",
		"{\"alg\":\"EdDSA\",\"crit\":[]}",
		"{\"alg\":\"EdDSA\",\"crit\":null}"
	};
	cu_ctx	   *ctx = test_ctx();
	signer		by;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
	{
		cu_slice	token;
		cu_jws		jws;

		test_row(headers[i]);
		REQUIRE_OK(sign_with_header(ctx, &by, cu_slice_cstr(headers[i]),
									PAYLOAD, &token));
		REQUIRE_OK(cu_jws_parse(ctx, token, &jws));
		CHECK(jws.crit);
		CHECK_EQ_INT(cu_jws_verify(&jws, &by.public_key), CU_FALSE);
	}
}

TEST(refuses_what_is_no_jws)
{
	static const struct
	{
		const char *text;
		size_t		offset;
	}			rows[] = {
		{"", 0},
		{"e30", 3},
		{"e30.e30", 7},
		{".e30.", 5},
		{"e30.e30.AA.AA", 10},
		{"e30.e30.A=", 9},
		{"e30.e3+.", 6},
		{"e30.e30.AB", 9},		/* the last bits are not zero */
		{"e31.e30.", 2},		/* neither here */
		{"W10.e30.", 0},		/* header [] */
		{"eyI.e30.", 0},		/* not JSON */
		{"eyJhbGciOjF9.e30.", 0},	/* alg is 1 */
		{"eyJraWQiOltdfQ.e30.", 0}, /* kid is [] */
		{"eyJ0eXAiOnt9fQ.e30.", 0}, /* typ is {} */
		{"eyJjdHkiOnRydWV9.e30.", 0},	/* cty is true */
		{"eyJhIjoxLCJhIjoxfQ.e30.", 0}, /* a member twice */
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_jws		jws;
		cu_status	status = cu_jws_parse(ctx, cu_slice_cstr(rows[i].text),
										  &jws);

		test_row(rows[i].text);
		if (status == CU_OUT_OF_MEMORY)
			return;
		CHECK_STATUS(status, CU_BAD_JWS);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, rows[i].offset);
	}
}

TEST(tells_the_outer_shape)
{
	CHECK(cu_jws_looks_like(CU_LIT("a.b.c")));
	CHECK(cu_jws_looks_like(CU_LIT("a..")));
	CHECK(cu_jws_looks_like(CU_LIT("A-_9.0.")));
	CHECK(!cu_jws_looks_like(CU_LIT("")));
	CHECK(!cu_jws_looks_like(CU_LIT(".b.c")));
	CHECK(!cu_jws_looks_like(CU_LIT("a.b")));
	CHECK(!cu_jws_looks_like(CU_LIT("a.b.c.d")));
	CHECK(!cu_jws_looks_like(CU_LIT("a.b.c=")));
	CHECK(!cu_jws_looks_like(CU_LIT("a.b.c~")));
	CHECK(!cu_jws_looks_like(CU_LIT(" a.b.c")));
}

const cu_test cu_tests_jws[] = {
	{"verifies_rfc_8037", verifies_rfc_8037},
	{"verifies_what_it_signs", verifies_what_it_signs},
	{"pins_algorithm_to_key", pins_algorithm_to_key},
	{"will_not_sign_under_another_algorithm",
	will_not_sign_under_another_algorithm},
	{"refuses_critical_extensions", refuses_critical_extensions},
	{"refuses_what_is_no_jws", refuses_what_is_no_jws},
	{"tells_the_outer_shape", tells_the_outer_shape},
	{NULL, NULL}
};
