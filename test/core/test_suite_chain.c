/*
 * test_suite_chain.c
 *		Proof chains: which proofs a proof signs, and which chains are none.
 */
#include "linking.h"

#define CLAIMS "\"@context\":\"" TRADE "\",\"name\":\"coil\""

/* The proof of json that has this index. */
static const cu_json *
proof_at(const cu_json *json, uint32_t i)
{
	return cu_json_nth(cu_json_get(json, "proof"), i);
}

TEST(finds_what_a_proof_signs)
{
	static const struct
	{
		const char *proofs;
		uint32_t	index;
		cu_code		code;
		const char *signed_proofs;	/* with code ok */
	}			rows[] = {
		{"[{\"id\":\"a\"},{\"previousProof\":\"a\"}]", 1, CU_CODE_ok,
		"[{\"id\":\"a\"}]"},
		{"[{\"id\":\"a\"},{\"previousProof\":[\"a\"]}]", 1, CU_CODE_ok,
		"[{\"id\":\"a\"}]"},
		/* In the order of the document, whatever the list's. */
		{"[{\"id\":\"a\"},{\"id\":\"b\"},{\"x\":1},"
			"{\"previousProof\":[\"b\",\"a\"]}]", 3, CU_CODE_ok,
		"[{\"id\":\"a\"},{\"id\":\"b\"}]"},
		{"[{\"id\":\"a\"},{\"previousProof\":[\"a\",\"a\"]}]", 1, CU_CODE_ok,
		"[{\"id\":\"a\"}]"},
		/* Only what it names directly; their values included. */
		{"[{\"previousProof\":\"b\"},{\"id\":\"a\"},"
			"{\"id\":\"b\",\"previousProof\":\"a\",\"proofValue\":\"z\"}]", 0,
			CU_CODE_ok,
		"[{\"id\":\"b\",\"previousProof\":\"a\",\"proofValue\":\"z\"}]"},
		/* A circle elsewhere is none of its business. */
		{"[{\"id\":\"a\"},{\"previousProof\":\"a\"},"
			"{\"id\":\"c\",\"previousProof\":\"c\"}]", 1, CU_CODE_ok,
		"[{\"id\":\"a\"}]"},
		{"[{\"id\":\"a\"},{\"previousProof\":\"b\"}]", 1,
		CU_CODE_previous_proof_missing, NULL},
		{"[{\"id\":\"a\"},{\"previousProof\":[\"a\",\"b\"]}]", 1,
		CU_CODE_previous_proof_missing, NULL},
		{"[{\"id\":\"a\"},{\"previousProof\":[\"a\",\"a\",\"a\"]}]", 1,
		CU_CODE_previous_proof_missing, NULL},
		{"[{\"id\":1},{\"previousProof\":\"1\"}]", 1,
		CU_CODE_previous_proof_missing, NULL},
		{"{\"previousProof\":\"a\"}", 0, CU_CODE_previous_proof_missing, NULL},
		{"[{\"id\":\"a\"},{\"previousProof\":[]}]", 1, CU_CODE_bad_proof,
		NULL},
		{"[{\"id\":\"a\"},{\"previousProof\":[\"a\",1]}]", 1,
		CU_CODE_bad_proof, NULL},
		{"[{\"id\":\"a\"},{\"previousProof\":{\"id\":\"a\"}}]", 1,
		CU_CODE_bad_proof, NULL},
		{"[{\"id\":\"a\"},{\"previousProof\":null}]", 1, CU_CODE_bad_proof,
		NULL},
		{"[{\"id\":\"a\"},{\"id\":\"a\"},{\"previousProof\":\"a\"}]", 2,
		CU_CODE_bad_proof, NULL},
		{"[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"b\"},"
		"{\"previousProof\":\"a\"}]", 3, CU_CODE_bad_proof, NULL},
		{"{\"id\":\"a\",\"previousProof\":\"a\"}", 0, CU_CODE_bad_proof,
		NULL},
		{"[{\"id\":\"a\",\"previousProof\":\"b\"},"
			"{\"id\":\"b\",\"previousProof\":\"a\"}]", 0, CU_CODE_bad_proof,
		NULL},
		{"[{\"id\":\"a\",\"previousProof\":\"c\"},"
			"{\"id\":\"b\",\"previousProof\":\"a\"},"
			"{\"id\":\"c\",\"previousProof\":[\"b\"]},"
			"{\"previousProof\":[\"c\"]}]", 3, CU_CODE_bad_proof, NULL},
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *json;
		const cu_json *want;
		cu_slice	text;
		cu_suite_document document;
		cu_suite_result result;

		test_row(rows[i].proofs);
		text = join(ctx, "{" CLAIMS ",\"proof\":",
					cu_slice_cstr(rows[i].proofs), "}", CU_LIT(""), "",
					CU_LIT(""));
		REQUIRE(text.p != NULL);
		REQUIRE_OK(cu_json_parse(ctx, text, &json));
		REQUIRE_OK(cu_suite_chain(ctx, json, NULL,
								  proof_at(json, rows[i].index), &document,
								  &result));
		CHECK_EQ_INT(result.code, rows[i].code);
		CHECK_EQ_INT(result.valid, rows[i].code == CU_CODE_ok ? CU_TRUE :
					 CU_FALSE);
		if (rows[i].signed_proofs == NULL || result.valid != CU_TRUE)
			continue;
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i].signed_proofs),
								 &want));
		CHECK(test_json_equal(cu_json_get(document.json, "proof"), want));
	}
}

TEST(refuses_more_proofs_than_are_looked_at)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;

	for (int count = 64; count <= 65; count++)
	{
		const cu_json *json;
		cu_suite_document document;
		cu_suite_result result;

		cu_buf_init(&buf, ctx);
		cu_buf_add_cstr(&buf, "{\"proof\":[{\"id\":\"a\"}");
		for (int i = 2; i < count; i++)
			cu_buf_add_cstr(&buf, ",{}");
		cu_buf_add_cstr(&buf, ",{\"previousProof\":\"a\"}]}");
		REQUIRE_OK(cu_buf_status(&buf));
		REQUIRE_OK(cu_json_parse(ctx, cu_buf_slice(&buf), &json));
		REQUIRE_OK(cu_suite_chain(ctx, json, NULL,
								  proof_at(json, (uint32_t) count - 1),
								  &document, &result));
		CHECK_EQ_INT(result.valid, count == 64 ? CU_TRUE : CU_FALSE);
	}
}

/* Judges the i-th proof of json, chained or not. */
static cu_status
judge(cu_ctx *ctx, const char *suite, const linking *known,
	  const cu_json *json, uint32_t i, const signer *by,
	  cu_suite_result *result)
{
	const cu_json *proof = proof_at(json, i);
	cu_suite_document document;

	if (cu_json_get(proof, "previousProof") == NULL)
		CU_TRY(cu_suite_document_init(ctx, json, &known->linked, &document));
	else
	{
		CU_TRY(cu_suite_chain(ctx, json, &known->linked, proof, &document,
							  result));
		if (result->valid != CU_TRUE)
			return CU_OK;
	}
	return cu_suite_verify(ctx, linked_suite(suite), &document, proof,
						   &by->public_key, result);
}

TEST(verifies_what_it_chains)
{
	static const char *const suites[] = {"eddsa-rdfc-2022", "eddsa-jcs-2022"};
	cu_ctx	   *ctx = test_ctx();
	linking		known;
	signer		first;
	signer		second;

	REQUIRE_OK(make_linking(ctx, &known));
	REQUIRE_OK(make_signer(ctx, MILL_JWK, &first));
	REQUIRE_OK(make_signer(ctx, OTHER_JWK, &second));
	for (size_t s = 0; s < 2; s++)
	{
		const cu_json *json;
		const cu_json *proofs;
		const cu_json *other;
		cu_json		changed[3];
		cu_suite_result result;

		test_row(suites[s]);
		REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{" CLAIMS "}"), &json));
		REQUIRE_OK(sign_linked(ctx, &first, suites[s], ",\"id\":\"urn:x:a\"",
							   &known, json, &json));
		REQUIRE_OK(sign_linked(ctx, &second, suites[s],
							   ",\"id\":\"urn:x:b\"", &known, json, &json));
		REQUIRE_OK(sign_linked(ctx, &second, suites[s],
							   ",\"previousProof\":\"urn:x:a\"", &known, json,
							   &json));
		for (uint32_t i = 0; i < 3; i++)
		{
			REQUIRE_OK(judge(ctx, suites[s], &known, json, i,
							 i == 0 ? &first : &second, &result));
			CHECK_EQ_INT(result.valid, CU_TRUE);
		}
		/* The proof it names counts to the letter, the other does not. */
		for (uint32_t i = 0; i < 2; i++)
		{
			proofs = cu_json_get(json, "proof");
			for (uint32_t k = 0; k < 3; k++)
				changed[k] = *cu_json_nth(proofs, k);
			REQUIRE_OK(cu_json_parse(ctx, CU_LIT("\"zother\""), &other));
			other = cu_json_with(ctx, &changed[i], "proofValue", other);
			REQUIRE(other != NULL);
			changed[i] = *other;
			proofs = cu_json_new_array(ctx, changed, 3);
			REQUIRE(proofs != NULL);
			other = cu_json_with(ctx, json, "proof", proofs);
			REQUIRE(other != NULL);
			REQUIRE_OK(judge(ctx, suites[s], &known, other, 2, &second,
							 &result));
			CHECK_EQ_INT(result.valid, i == 1 ? CU_TRUE : CU_FALSE);
		}
	}
}

TEST(chains_to_nothing_that_is_not_there)
{
	cu_ctx	   *ctx = test_ctx();
	linking		known;
	signer		by;
	const cu_json *json;
	cu_status	status;

	REQUIRE_OK(make_linking(ctx, &known));
	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{" CLAIMS "}"), &json));
	status = sign_linked(ctx, &by, "eddsa-jcs-2022",
						 ",\"previousProof\":\"urn:x:a\"", &known, json,
						 &json);
	if (status == CU_OUT_OF_MEMORY)
		return;
	CHECK_STATUS(status, CU_BAD_ARGUMENT);
}

const cu_test cu_tests_suite_chain[] = {
	{"finds_what_a_proof_signs", finds_what_a_proof_signs},
	{"refuses_more_proofs_than_are_looked_at",
	refuses_more_proofs_than_are_looked_at},
	{"verifies_what_it_chains", verifies_what_it_chains},
	{"chains_to_nothing_that_is_not_there",
	chains_to_nothing_that_is_not_there},
	{NULL, NULL}
};
