/*
 * test_jws.c
 *		Compact JWS: shape, header, algorithm and signature.
 */
#include "other_keys.h"
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

/* Algorithms that are verified and not signed, over {"a":1}. */
static const struct
{
	const char *alg;
	const char *jwk;			/* members */
	const char *token;
}			others[] = {
	{"ES512", P521_PUBLIC,
		"eyJhbGciOiJFUzUxMiJ9.eyJhIjoxfQ.AKNPB0vTkmfWlOGssCRudgIi-eZbz39-5LfF"
		"IzzbfcGLP-WP1xzgZnjE9GkUu4lybsoxQDQQWxC8_MUKQN-JsZuAADiCQZ-fNutCrLys"
		"spg70D3u_37BbhFCkCqLZiAUESBqNtPnYrtOJGnriWQtP_5NHamhT0batfKR7X4U4ZA-"
		"cdKj"},
	{"ES256K", SECP256K1_PUBLIC,
		"eyJhbGciOiJFUzI1NksifQ.eyJhIjoxfQ.EzUC8ZhKSNYnVupc1zhvxO1XVK23fN6iET"
		"YoziJd7Npy6sLI6l0bO4KfyrT8jm-xP-Q-IiNlPBaJvHT-BTOLKg"},
	{"RS256", RSA_PUBLIC,
		"eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.fWNIACQ0qGxVehUBiY-OPOAaTLXUE3wv1a4d"
		"xjc3G7ER1EcZoDcjlEFimEt9ef8wKaN6DjtgPWtk9_MX6t4Blv2B1lesCgyQ0lW3dnx1"
		"9p6UCMdTLCAGtvZUJZrNuUHqFGMuec68HuxbgNzvBwGlCeFcsekYLERI1AP8P_s3xjii"
		"AENUgDU3l6RE9M95SLzw907Qsny4a6GcJ8kVq2WBzLIQb-VNiV1UWCrQ1fThJiezkoiA"
		"bsWN-Acx4Ht3NVhsfACIvKfj7v7xqFcYYN3oCEJyi0pvq4ydHmRwWDido-jOWuZ1uEmh"
		"XjuzDlgcv4x5Z3epRqW-ZR89T8nCxO9-Fg"},
	{"RS384", RSA_PUBLIC,
		"eyJhbGciOiJSUzM4NCJ9.eyJhIjoxfQ.ZKOPf2lb7xtN8UECtW6bmFN4T_64JtK05Ayv"
		"O-Fb-9fvbcOVdhNF_7rpecplkQVy7elIW2mM4C4NMkIXxNKUlVOcgQZwH4ha50HUZddd"
		"Kh7wHhl_R8OrOxew4TbA5PJQQqgbeiRs2qJcgnAeY20-8VUH0ZdhwB-iEGDpdF1nsZlu"
		"jSKBpeWooTurud2PtZY-VPeB687zGw_eeQgIRzyUyn8TZ_aNWev4bXmVMDi9lWlOa44H"
		"GZYgaDMzf_Oc6O2bYB2wMfPE5H2Cx75aq2vgsC5NWCRpT5sZC60OFe--TLfe63VqZblC"
		"1FtrzdlnnX4h--1lyvQhyx-wWJ2AeUtFbw"},
	{"RS512", RSA_PUBLIC,
		"eyJhbGciOiJSUzUxMiJ9.eyJhIjoxfQ.Jyjk7QA18q0WjqzXPdFcuaVCt1WGgTMt-nBb"
		"vyfV2GqDrNZ4f3MEx_MjFTf-FhXwUEBKZQHJQvXIpE_7FKIDewvBAK1heRDysvXLS_2q"
		"vuAYk1j9ZxwLW2r9ZQrBbacawyg-1GmfVuEU1pA1r75DSTL4GawgvhHTFgswTRzmppbu"
		"LFsXXUXTSZDcqcwj3T0iWhGJjMC1t3--lDDIsa-1KhqA0etrx_AXYcZKFqvkGw990Ym5"
		"qbpHaLfxACMQnV6UZY-_-1dNEWrB0XF-gx4F0W4bD0S_7iee3RIS5ewGvRTnPGSJCzuh"
		"LpwSFwvDk3nYdfCdXfO_cewPw2npsKculg"},
	{"PS256", RSA_PUBLIC,
		"eyJhbGciOiJQUzI1NiJ9.eyJhIjoxfQ.NgprToRMwjJwhODWSy7JDLqtIzrNrrbXOLKC"
		"sl68Zkj1clJtOYXwkQoPGWD3uNRlNVFeUQrrF5EZI5Z99kuA5m2n4cnwctnjCtEfr_LT"
		"6bMrVcnQT-mrX3aHcVNvvT2HGR6I_5lbziNwjlnSlrLY15rTRfnIJWWsy4Tb1AYzyGEV"
		"8WwhPPHSJtfVtWDuKNFysWfvF_kDp2sX2kTwX5vXi-sD-vpcMuZwg4tes-FpYFV5O_N8"
		"ifxyIQLONUaij_InvaP5U3f7r3pe5-A9hhkVsjo5a7XfrsVy3kGWsW8gYnGzaXwQYDN-"
		"ZrpeEVYOEptPXX82e9x4jE8-8DApRH9JCg"},
	{"PS384", RSA_PUBLIC,
		"eyJhbGciOiJQUzM4NCJ9.eyJhIjoxfQ.jLLNjUHeEbhhiI_LL9fgp09PJGqCP2FTG6N8"
		"jp8EnOzX4RBq9Hc0W3J1vI9DYSvVz4klEdk3jWUIfArh3cGvk9HMJEXynsDJBSKF7KuY"
		"-I-LtvLT9Ign576xvmVNj6lwW90r3vwOvgy8koPwVqEOWa7gLGUuPK7_PKTmSiPRF-T-"
		"romnOP0ocs8u0401zZWVhk5yA80ErafHOTfElTXwFOmIt-40Agd5JZbarqCBEyibU_fo"
		"DetCURkY7oktjpRaEuEgi048Fe6pAdiVgT14Bqm51FtG4V67rDcyOqUDiHssFpa7Ffq2"
		"aWq-MbyfKayaWCuUbR3dLD04chbF4bVVMw"},
	{"PS512", RSA_PUBLIC,
		"eyJhbGciOiJQUzUxMiJ9.eyJhIjoxfQ.G-ouJ4Z-gKulyGnmFmgz_B4DQDQSl7owIDM2"
		"u9437rftV9njnkgKepGu6gijsVa6_IcPvwP3XTro2LgoAlS-sOqR7I_n2hyBRibe6Nw0"
		"_a0bzj8W8gVV9zJAmkiQZGkWrVHE63ryUEmgKSwaO4e119GVG2QQokCH-hl91OjlcBAf"
		"J4eAcEsK77c6JNO--hVZGCHoz0yhxj6GEmolLLtypbwca-3L9ZWQMRXIqqVK2rpzr-Ms"
		"RbpfXqV58uf28VtuWZTv8Rb4u7AP-BQqolHbpyd8wl4c7XmgAGhurHlQ9l9ErKs0lxdX"
		"7-H_W5Om5a8DHbvjayBiqoMKqbwjK3LG6Q"}
};

#define OTHERS (sizeof(others) / sizeof(others[0]))

/* Reads the key of a row, declared for alg unless that is NULL. */
static cu_status
read_other(cu_ctx *ctx, size_t i, const char *alg, cu_public_key *key)
{
	const cu_json *json;
	bool		private_present;
	cu_slice	text = join(ctx, "{", cu_slice_cstr(others[i].jwk),
							alg ? ",\"alg\":\"" : "",
							cu_slice_cstr(alg ? alg : ""), alg ? "\"" : "",
							CU_LIT("}"));

	if (text.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_json_parse(ctx, text, &json));
	return cu_jwk_read(ctx, json, key, &private_present);
}

TEST(verifies_other_algorithms)
{
	for (size_t i = 0; i < OTHERS; i++)
	{
		cu_ctx	   *ctx = test_ctx();
		cu_public_key key;
		cu_jws		jws;
		char	   *octets;

		test_row(others[i].alg);
		REQUIRE_OK(cu_jws_parse(ctx, cu_slice_cstr(others[i].token), &jws));
		CHECK(cu_slice_is(jws.alg, others[i].alg));
		CHECK(cu_jws_alg_known(jws.alg));
		for (size_t k = 0; k < OTHERS; k++)
		{
			bool		same = strcmp(others[k].jwk, others[i].jwk) == 0;

			REQUIRE_OK(read_other(ctx, k, NULL, &key));
			CHECK_EQ_INT(cu_jws_verify(&jws, &key), same);
			CHECK_EQ_INT(cu_jws_alg_allowed(jws.alg, &key), same);
			CHECK(cu_jws_alg_for(key.type) == NULL);
		}
		REQUIRE_OK(read_other(ctx, i, NULL, &key));
		octets = (char *) jws.signature.p;
		octets[jws.signature.n / 2] ^= 1;
		CHECK_EQ_INT(cu_jws_verify(&jws, &key), CU_FALSE);
		octets[jws.signature.n / 2] ^= 1;
		jws.signature.n--;
		CHECK_EQ_INT(cu_jws_verify(&jws, &key), CU_FALSE);
	}
}

/* A key declared for one algorithm verifies by no other. */
TEST(declared_keys_take_one_algorithm)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < OTHERS; i++)
	{
		cu_jws		jws;

		test_row(others[i].alg);
		REQUIRE_OK(cu_jws_parse(ctx, cu_slice_cstr(others[i].token), &jws));
		for (size_t k = 0; k < OTHERS; k++)
		{
			cu_public_key key;
			cu_public_key plain;

			if (strcmp(others[k].jwk, others[i].jwk) != 0)
				continue;
			REQUIRE_OK(read_other(ctx, k, others[k].alg, &key));
			CHECK_EQ_INT(cu_jws_verify(&jws, &key), i == k);
			CHECK_EQ_INT(cu_jws_alg_allowed(jws.alg, &key), i == k);
			REQUIRE_OK(read_other(ctx, k, NULL, &plain));
			CHECK(cu_public_key_equal(&key, &plain));
		}
	}
}

/* No answer is not the answer false. */
TEST(never_says_false_for_lack_of_memory)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < OTHERS; i++)
	{
		bool		reached = true;
		cu_public_key key;
		cu_jws		jws;

		test_row(others[i].alg);
		REQUIRE_OK(cu_jws_parse(ctx, cu_slice_cstr(others[i].token), &jws));
		REQUIRE_OK(read_other(ctx, i, NULL, &key));
		for (size_t n = 1; reached; n++)
		{
			cu_truth	answer;

			test_library_fail(n);
			answer = cu_jws_verify(&jws, &key);
			reached = test_library_calls() >= n;
			test_library_fail(0);
			CHECK(answer == CU_TRUE || (reached && answer == CU_UNKNOWN));
		}
	}
}

/* The algorithm follows from the key: no other alg, no other key. */
TEST(pins_algorithm_to_key)
{
	static const char *const foreign[] = {
		"none", "None", "HS256", "RS1", "RS-256", "ES521", "ES256k", "",
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
		for (size_t k = 0; k < sizeof(foreign) / sizeof(foreign[0]); k++)
		{
			test_row(foreign[k]);
			CHECK(!cu_jws_alg_fits(cu_slice_cstr(foreign[k]), by.key.type,
								   &hash));
			CHECK(!cu_jws_alg_known(cu_slice_cstr(foreign[k])));
		}
		test_row(NULL);
	}
	CHECK(cu_jws_alg_fits(CU_LIT("Ed25519"), CU_KEY_ED25519, &hash));
	CHECK(cu_jws_alg_fits(CU_LIT("ES384"), CU_KEY_P384, &hash));
	CHECK_EQ_INT(hash, CU_SHA384);
	CHECK(cu_jws_alg_fits(CU_LIT("ES512"), CU_KEY_P521, &hash));
	CHECK_EQ_INT(hash, CU_SHA512);
	CHECK(cu_jws_alg_fits(CU_LIT("ES256K"), CU_KEY_SECP256K1, &hash));
	CHECK_EQ_INT(hash, CU_SHA256);
	CHECK(!cu_jws_alg_fits(CU_LIT("ES256K"), CU_KEY_P256, &hash));
	CHECK(!cu_jws_alg_fits(CU_LIT("ES256"), CU_KEY_SECP256K1, &hash));
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
	{"verifies_other_algorithms", verifies_other_algorithms},
	{"declared_keys_take_one_algorithm", declared_keys_take_one_algorithm},
	{"never_says_false_for_lack_of_memory",
	never_says_false_for_lack_of_memory},
	{"pins_algorithm_to_key", pins_algorithm_to_key},
	{"will_not_sign_under_another_algorithm",
	will_not_sign_under_another_algorithm},
	{"refuses_critical_extensions", refuses_critical_extensions},
	{"refuses_what_is_no_jws", refuses_what_is_no_jws},
	{"tells_the_outer_shape", tells_the_outer_shape},
	{NULL, NULL}
};
