/*
 * test_verify_algorithms.c
 *		Tokens by keys that are verified with and not signed with.
 */
#include "judging.h"
#include "other_keys.h"

/* Tokens of the mill under kid #k0, by keys that are not signed with. */
static const char es512_token[] =
	"eyJhbGciOiJFUzUxMiIsImtpZCI6IiNrMCIsInR5cCI6InZjK2p3dCJ9.eyJAY29udGV4d"
	"CI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJ"
	"WZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2ViOm1pbGwuZXhhbXBsZ"
	"SIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.Adv-_XEE6-KR0RSE"
	"XuFCYEe7rD24CLqeJov1AlZt4pbAR8_KMDerPHSPQLPCj9AYX0VOTK3JLJeuSJEbSY0uOf"
	"3qADkSc3mpCvZj16oYGtSLbhtQO7gtsOsa7JWGZKz5FGGiGqsqJurCw_DATH9l9JBjfA9C"
	"ZxBpy72HJrpTikFdWsDY";
static const char es256k_token[] =
	"eyJhbGciOiJFUzI1NksiLCJraWQiOiIjazAiLCJ0eXAiOiJ2Yytqd3QifQ.eyJAY29udGV"
	"4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6W"
	"yJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2ViOm1pbGwuZXhhbXB"
	"sZSIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.5BsZhnzaUEwaP1"
	"GMwuYSgXbtbaZtxoA_121BrFz7ZdyjoWFsGlTDTurLTy443Sl90erIUcLLErHDpP6K91y0"
	"Ow";
static const char rs256_token[] =
	"eyJhbGciOiJSUzI1NiIsImtpZCI6IiNrMCIsInR5cCI6InZjK2p3dCJ9.eyJAY29udGV4d"
	"CI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJ"
	"WZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2ViOm1pbGwuZXhhbXBsZ"
	"SIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.IfG3T6zJBJ_GFcfL"
	"qYATwBe39ULusW0qt4Cnj9NpI0aExcSgM1UbWGE6kGIwYy8YdT6hplBqcNrCIPtLd1l2EX"
	"Po6g2xgALwOO3FKqp8fRywDTJ3g2xRVf-VlAs4BtHcAmSSk0lZ0puNp4aJGgyzlfze5yyw"
	"SpjpUcW8-_w53ahdWbv8Njk_HQFSZSZhq9fvjL2ndgtmQeiLW_Qr-aHhy-imwX8eQX-G_D"
	"lPc0WcVGjzRnBcWzWQAGs3vE4QvJtvh5U2ea4FuK3k06-hxICSySR9yB6ncqLY7SA4VbXt"
	"NL6E9MKPCwe0eqXc3bRLSFAySMmiw6L_lWy1x57NnCbkIw";
static const char ps256_token[] =
	"eyJhbGciOiJQUzI1NiIsImtpZCI6IiNrMCIsInR5cCI6InZjK2p3dCJ9.eyJAY29udGV4d"
	"CI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZGVudGlhbHMvdjIiXSwidHlwZSI6WyJ"
	"WZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJpc3N1ZXIiOiJkaWQ6d2ViOm1pbGwuZXhhbXBsZ"
	"SIsImNyZWRlbnRpYWxTdWJqZWN0Ijp7ImlkIjoidXJuOng6cyJ9fQ.AcGVnG0_PTVEhA7w"
	"yHZZ5P6wojecX-PeeZbh7aU0ZOt7HuArIsvaBL6jLCehPUtW2HAMVnfGP4xy4Mk5ZHTZLo"
	"i_URrXVPSSc4_ZAxW9g5ZyCojuC-VlbmzLxQGdBtSnrvWL8PiAKETQzyY9ElbFg5KlcnJ4"
	"zowj5bzEDp-RLHpepIXRm7nOWkCFJZXfW1XW3VUs2JGmswrQfPBgj0seOZo_oBhLzVWiBX"
	"LNRGxvhAoy-wC8PCK52RmnbdxkqhwV8QaFnnJ-xv8WwtEKUJ0yrqJzkvoYBv1isYOiGXKL"
	"jnph9cRxJ-cTLAOKzSar---RoMBEL8gMdn4Ayv5kWm3ZZA";

TEST(other_algorithms_are_verified)
{
	static const struct
	{
		const char *jwk;
		const char *token;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{P521_PUBLIC, es512_token, CU_TRUE, CU_CODE_ok},
		{SECP256K1_PUBLIC, es256k_token, CU_TRUE, CU_CODE_ok},
		{RSA_PUBLIC, rs256_token, CU_TRUE, CU_CODE_ok},
		{RSA_PUBLIC, ps256_token, CU_TRUE, CU_CODE_ok},
		{RSA_PUBLIC ",\"alg\":\"PS256\"", ps256_token, CU_TRUE, CU_CODE_ok},
		{RSA_PUBLIC ",\"alg\":\"RS256\"", ps256_token, CU_FALSE,
		CU_CODE_bad_algorithm},
		{RSA_PUBLIC ",\"alg\":\"RS384\"", rs256_token, CU_FALSE,
		CU_CODE_bad_algorithm},
		{RSA_PUBLIC, es512_token, CU_FALSE, CU_CODE_bad_algorithm},
		{P521_PUBLIC, es256k_token, CU_FALSE, CU_CODE_bad_algorithm},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		world		w;
		cu_slice	material;

		test_row(rows[i].jwk);
		REQUIRE_OK(world_init(&w));
		material = join(w.ctx, "\"publicKeyJwk\":{", cu_slice_cstr(rows[i].jwk),
						"}", cu_slice_make("", 1), "", CU_LIT(""));
		REQUIRE(material.p != NULL);
		REQUIRE_OK(register_methods(&w, material.p, 1));
		REQUIRE_OK(expect_at(&w, cu_slice_cstr(rows[i].token), rows[i].passed,
							 rows[i].code, __FILE__, __LINE__));
	}
}

/* Not enough memory for an answer is an error, not the answer false. */
TEST(lack_of_memory_is_no_answer)
{
	world		w;
	cu_credential c;
	cu_public_key key;
	cu_verdict	verdict;
	bool		reached = true;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_methods(&w, "\"publicKeyJwk\":{" RSA_PUBLIC "}", 1));
	for (size_t n = 1; reached; n++)
	{
		cu_status	status;

		test_library_fail(n);
		status = judge(&w, cu_slice_cstr(rs256_token), &verdict);
		reached = test_library_calls() >= n;
		test_library_fail(0);
		CHECK(status == CU_OK ? verdict.passed == CU_TRUE :
			  reached && status == CU_OUT_OF_MEMORY);
	}
	/* Nor where the signature alone is asked for. */
	REQUIRE_OK(cu_public_key_read(w.ctx, CU_LIT("{" RSA_PUBLIC "}"), &key));
	REQUIRE_OK(cu_credential_read(w.ctx, cu_slice_cstr(rs256_token), &c));
	reached = true;
	for (size_t n = 1; reached; n++)
	{
		cu_truth	valid;
		cu_status	status;

		test_library_fail(n);
		status = cu_verify_signature(w.ctx, &c, &key, NULL, &valid);
		reached = test_library_calls() >= n;
		test_library_fail(0);
		CHECK(status == CU_OK ? valid == CU_TRUE :
			  reached && status == CU_OUT_OF_MEMORY);
	}
}

const cu_test cu_tests_verify_algorithms[] = {
	{"other_algorithms_are_verified", other_algorithms_are_verified},
	{"lack_of_memory_is_no_answer", lack_of_memory_is_no_answer},
	{NULL, NULL}
};
