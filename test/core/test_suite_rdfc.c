/*
 * test_suite_rdfc.c
 *		Cryptosuites over RDF: what they sign, and whether a proof holds.
 *
 * The hashes are those of N-Quads written by hand.
 */
#include "linking.h"

#include "../../src/core/base.h"

#define DOCUMENT \
	"{\"@context\":\"" TRADE "\",\"id\":\"https://example.org/s/1\"," \
	"\"type\":\"Shipment\",\"name\":\"1,204 kg \\\"hot\\\"\"," \
	"\"buyer\":\"https://example.org/b\"}"
#define WITH_PART \
	"{\"@context\":\"" TRADE "\",\"id\":\"https://example.org/s/1\"," \
	"\"type\":\"Shipment\",\"part\":[{\"name\":\"a\"},{\"name\":\"b\"," \
	"\"part\":{\"name\":\"c\"}}]}"
#define OPTIONS \
	"\"type\":\"DataIntegrityProof\",\"proofPurpose\":\"assertionMethod\"," \
	"\"verificationMethod\":\"did:example:a#k\"," \
	"\"created\":\"2024-01-01T00:00:00Z\",\"cryptosuite\":\"x\""

/* Every suite over RDF that we sign with, under each key. */
static const struct
{
	const char *suite;
	const char *jwk;
}			pairs[] = {
	{"eddsa-rdfc-2022", MILL_JWK},
	{"eddsa-2022", MILL_JWK},
	{"Ed25519Signature2020", MILL_JWK},
	{"Ed25519Signature2018", MILL_JWK},
	{"JsonWebSignature2020", MILL_JWK},
	{"ecdsa-rdfc-2019", P256_JWK},
	{"ecdsa-rdfc-2019", P384_JWK},
	{"JsonWebSignature2020", P256_JWK},
	{"JsonWebSignature2020", P384_JWK},
};

#define PAIR_COUNT (sizeof(pairs) / sizeof(pairs[0]))

TEST(hashes_canonical_quads)
{
	static const struct
	{
		const char *proof;
		cu_hash		hash;
		const char *want;
	}			rows[] = {
		{"{" OPTIONS "}", CU_SHA256,
			"11ffe1f0d870fd894cbc748b45bb02f34f87c1bec5b68f69b13b4a36daca124a"
			"29c3492f32ad11ec1674e2ca99f691d0871601df912b0b937706d90f49cd6ca9"},
		/* The signature is no part of it; the document's own context is. */
		{"{" OPTIONS ",\"proofValue\":\"z1\",\"@context\":\"" TRADE "\"}",
			CU_SHA256,
			"11ffe1f0d870fd894cbc748b45bb02f34f87c1bec5b68f69b13b4a36daca124a"
			"29c3492f32ad11ec1674e2ca99f691d0871601df912b0b937706d90f49cd6ca9"},
		{"{" OPTIONS "}", CU_SHA384,
			"ec41e2d79eaee752abbf7ed1a9b88dfba58fce162d8e475d81e341a59bcf1773"
			"eb128f8cdddfcf64a38d3c4a38c071d8"
			"8ca90567fac86944047e20064a12ce8e0754c4a80cfcbc76f2550708420c5cbd"
			"8bacab89e86ba4ed143f6318fe407da7"},
	};
	cu_ctx	   *ctx = test_ctx();
	linking		known;
	const cu_json *json;
	cu_suite_document document;

	REQUIRE_OK(make_linking(ctx, &known));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	REQUIRE_OK(cu_suite_document_init(ctx, json, &known.linked, &document));
	/* Twice, so that remembered hashes are used as well. */
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++)
	{
		size_t		k = i % (sizeof(rows) / sizeof(rows[0]));
		const cu_json *proof;
		cu_buf		octets;
		cu_slice	hex;

		test_row(rows[k].proof);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[k].proof), &proof));
		cu_buf_init(&octets, ctx);
		REQUIRE_OK(linked_suite("eddsa-rdfc-2022")->signed_octets
				   (ctx, &document, proof, rows[k].hash, &octets));
		hex = cu_base16_encode(ctx, cu_buf_slice(&octets));
		REQUIRE(hex.p != NULL);
		CHECK(cu_slice_is(hex, rows[k].want));
	}
}

/* Verifies the one proof of json. */
static cu_status
judge(cu_ctx *ctx, const char *suite, const linking *known,
	  const cu_json *json, const cu_public_key *key, cu_suite_result *result)
{
	cu_suite_document document;

	CU_TRY(cu_suite_document_init(ctx, json, known ? &known->linked : NULL,
								  &document));
	return cu_suite_verify(ctx, linked_suite(suite), &document,
						   cu_json_get(json, "proof"), key, result);
}

TEST(verifies_what_it_signs)
{
	for (size_t i = 0; i < PAIR_COUNT; i++)
	{
		cu_ctx	   *ctx = test_ctx();
		linking		known;
		signer		by;
		const cu_json *json;
		const cu_json *proof;
		cu_suite_result result;

		test_row(pairs[i].suite);
		REQUIRE_OK(make_linking(ctx, &known));
		REQUIRE_OK(make_signer(ctx, pairs[i].jwk, &by));
		REQUIRE_OK(cu_json_parse(ctx, CU_LIT(WITH_PART), &json));
		REQUIRE_OK(sign_linked(ctx, &by, pairs[i].suite, "", &known, json,
							   &json));
		proof = cu_json_get(json, "proof");
		CHECK(cu_json_get(proof, linked_suite(pairs[i].suite)->jws ? "jws" :
						  "proofValue") != NULL);
		CHECK(cu_json_get(proof, "@context") == NULL);
		REQUIRE_OK(judge(ctx, pairs[i].suite, &known, json, &by.public_key,
						 &result));
		CHECK_EQ_INT(result.valid, CU_TRUE);
		CHECK_EQ_INT(result.code, CU_CODE_ok);
		CHECK(result.why == NULL);
	}
}

/* Replaces a member of the document, or of its proof. */
static cu_status
change(cu_ctx *ctx, const cu_json *json, bool in_proof, const char *name,
	   const char *value, const cu_json **out)
{
	const cu_json *member;
	const cu_json *proof = cu_json_get(json, "proof");

	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(value), &member));
	if (!in_proof)
		*out = cu_json_with(ctx, json, name, member);
	else
	{
		proof = cu_json_with(ctx, proof, name, member);
		*out = proof ? cu_json_with(ctx, json, "proof", proof) : NULL;
	}
	return *out ? CU_OK : CU_NOMEM(ctx);
}

TEST(tells_why_a_proof_fails)
{
	static const struct
	{
		bool		in_proof;
		const char *name;
		const char *value;
		cu_truth	valid;
		cu_code		code;
		const char *pointer;
	}			rows[] = {
		{false, "name", "\"x\"", CU_FALSE, CU_CODE_bad_signature, NULL},
		{false, "name", "[]", CU_FALSE, CU_CODE_bad_signature, NULL},
		{false, "amount", "\"5\"", CU_FALSE, CU_CODE_undefined_term,
		"/amount"},
		{false, "type", "\"Gift\"", CU_FALSE, CU_CODE_undefined_type, NULL},
		{false, "id", "\"s/1\"", CU_FALSE, CU_CODE_relative_iri, NULL},
		{false, "@context", "{}", CU_UNKNOWN, CU_CODE_inline_context, NULL},
		{false, "@context", "\"https://example.org/none\"", CU_UNKNOWN,
		CU_CODE_context_not_registered, NULL},
		{true, "created", "\"2024-01-02T00:00:00Z\"", CU_FALSE,
		CU_CODE_bad_signature, NULL},
		{true, "expires", "\"2024-01-02T00:00:00Z\"", CU_FALSE,
		CU_CODE_bad_signature, NULL},
		{true, "proofPurpose", "\"ex:other\"", CU_FALSE,
		CU_CODE_bad_signature, NULL},
		{true, "colour", "\"red\"", CU_FALSE, CU_CODE_undefined_term, NULL},
		{true, "@context", "\"" TRADE "\"", CU_TRUE, CU_CODE_ok, NULL},
		{true, "@context", "[\"" TRADE "\"]", CU_FALSE, CU_CODE_bad_signature,
		NULL},
		{true, "@context", "[\"" TRADE "\",\"https://example.org/none\"]",
		CU_FALSE, CU_CODE_bad_signature, NULL},
		{true, "@context", "null", CU_FALSE, CU_CODE_bad_signature, NULL},
	};
	cu_ctx	   *ctx = test_ctx();
	linking		known;
	signer		by;
	const cu_json *json;

	REQUIRE_OK(make_linking(ctx, &known));
	for (size_t p = 0; p < PAIR_COUNT; p++)
	{
		REQUIRE_OK(make_signer(ctx, pairs[p].jwk, &by));
		REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
		REQUIRE_OK(sign_linked(ctx, &by, pairs[p].suite, "", &known, json,
							   &json));
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		{
			const cu_json *changed;
			cu_suite_result result;

			test_row(rows[i].value);
			REQUIRE_OK(change(ctx, json, rows[i].in_proof, rows[i].name,
							  rows[i].value, &changed));
			REQUIRE_OK(judge(ctx, pairs[p].suite, &known, changed,
							 &by.public_key, &result));
			CHECK_EQ_INT(result.valid, rows[i].valid);
			CHECK_EQ_INT(result.code, rows[i].code);
			CHECK(rows[i].valid != CU_TRUE || result.why == NULL);
			if (rows[i].pointer != NULL)
				CHECK(result.pointer != NULL &&
					  strcmp(result.pointer, rows[i].pointer) == 0);
			if (rows[i].code == CU_CODE_context_not_registered)
				CHECK_SLICE(result.context, "https://example.org/none");
		}
	}
}

TEST(cannot_tell_without_contexts)
{
	cu_ctx	   *ctx = test_ctx();
	linking		known;
	signer		by;
	const cu_json *json;
	cu_suite_document document;
	cu_suite_result result;

	REQUIRE_OK(make_linking(ctx, &known));
	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	REQUIRE_OK(sign_linked(ctx, &by, "eddsa-rdfc-2022", "", &known, json,
						   &json));
	REQUIRE_OK(judge(ctx, "eddsa-rdfc-2022", NULL, json, &by.public_key,
					 &result));
	CHECK_EQ_INT(result.valid, CU_UNKNOWN);
	CHECK_EQ_INT(result.code, CU_CODE_context_not_registered);
	/* What has failed once is not worked out again, but told again. */
	known.document.iri = CU_LIT("https://example.org/other");
	REQUIRE_OK(cu_suite_document_init(ctx, json, &known.linked, &document));
	for (int i = 0; i < 2; i++)
	{
		REQUIRE_OK(cu_suite_verify(ctx, linked_suite("eddsa-rdfc-2022"),
								   &document, cu_json_get(json, "proof"),
								   &by.public_key, &result));
		CHECK_EQ_INT(result.valid, CU_UNKNOWN);
		CHECK_SLICE(result.context, TRADE);
		known.document.iri = CU_LIT(TRADE);
	}
}

TEST(pins_keys_to_suites)
{
	static const struct
	{
		const char *suite;
		const char *signing;
		const char *verifying;
	}			rows[] = {
		{"eddsa-rdfc-2022", MILL_JWK, P256_JWK},
		{"eddsa-rdfc-2022", MILL_JWK, OTHER_JWK},
		{"ecdsa-rdfc-2019", P256_JWK, MILL_JWK},
		{"ecdsa-rdfc-2019", P256_JWK, P384_JWK},
		{"Ed25519Signature2020", MILL_JWK, P256_JWK},
		{"Ed25519Signature2018", MILL_JWK, P384_JWK},
		{"JsonWebSignature2020", MILL_JWK, P256_JWK},
		{"JsonWebSignature2020", P384_JWK, P256_JWK},
	};
	cu_ctx	   *ctx = test_ctx();
	linking		known;

	REQUIRE_OK(make_linking(ctx, &known));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		signer		by;
		signer		other;
		const cu_json *json;
		cu_suite_result result;

		test_row(rows[i].suite);
		REQUIRE_OK(make_signer(ctx, rows[i].signing, &by));
		REQUIRE_OK(make_signer(ctx, rows[i].verifying, &other));
		REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
		REQUIRE_OK(sign_linked(ctx, &by, rows[i].suite, "", &known, json,
							   &json));
		REQUIRE_OK(judge(ctx, rows[i].suite, &known, json, &other.public_key,
						 &result));
		CHECK_EQ_INT(result.valid, CU_FALSE);
	}
}

TEST(signs_nothing_that_would_be_lost)
{
	static const struct
	{
		const char *suite;
		const char *document;
		const char *more;		/* in the proof */
		cu_status	status;
	}			rows[] = {
		{"eddsa-rdfc-2022", "{\"@context\":\"" TRADE "\",\"colour\":\"red\"}",
		"", CU_LOSS_TERM},
		{"eddsa-rdfc-2022", DOCUMENT, ",\"colour\":\"red\"", CU_LOSS_TERM},
		{"eddsa-rdfc-2022", "{\"@context\":\"https://example.org/none\"}", "",
		CU_MISSING_CONTEXT},
		{"ecdsa-rdfc-2019", DOCUMENT, "", CU_BAD_ARGUMENT},
		{"ecdsa-sd-2023", DOCUMENT, "", CU_BAD_ARGUMENT},
		{"ecdsa-2019", DOCUMENT, "", CU_BAD_ARGUMENT},
		{"eddsa-rdfc-2022", DOCUMENT, ",\"previousProof\":\"urn:a\"",
		CU_BAD_ARGUMENT},
	};
	cu_ctx	   *ctx = test_ctx();
	linking		known;
	signer		by;

	REQUIRE_OK(make_linking(ctx, &known));
	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *json;
		cu_status	status;

		test_row(rows[i].document);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i].document), &json));
		status = sign_linked(ctx, &by, rows[i].suite, rows[i].more, &known,
							 json, &json);
		if (status == CU_OUT_OF_MEMORY)
			return;
		CHECK_STATUS(status, rows[i].status);
	}
}

TEST(maps_faults_to_answers)
{
	static const struct
	{
		cu_status	status;
		cu_truth	valid;
		cu_code		code;
	}			rows[] = {
		{CU_MISSING_CONTEXT, CU_UNKNOWN, CU_CODE_context_not_registered},
		{CU_INLINE_CONTEXT, CU_UNKNOWN, CU_CODE_inline_context},
		{CU_LIMIT_WORK, CU_UNKNOWN, CU_CODE_too_complex},
		{CU_LIMIT_DEPTH, CU_UNKNOWN, CU_CODE_too_complex},
		{CU_BAD_CONTEXT, CU_FALSE, CU_CODE_bad_context},
		{CU_BAD_JSONLD, CU_FALSE, CU_CODE_bad_linked_data},
		{CU_LOSS_TERM, CU_FALSE, CU_CODE_undefined_term},
		{CU_LOSS_IRI, CU_FALSE, CU_CODE_relative_iri},
		{CU_LOSS_TYPE, CU_FALSE, CU_CODE_undefined_type},
		{CU_LOSS_KEYWORD, CU_FALSE, CU_CODE_keyword_form},
		{CU_LOSS_VALUE, CU_FALSE, CU_CODE_free_value},
		{CU_LOSS_LANGUAGE, CU_FALSE, CU_CODE_bad_language},
		{CU_LOSS_PREDICATE, CU_FALSE, CU_CODE_blank_property},
		{CU_LOSS_DIRECTION, CU_FALSE, CU_CODE_lost_direction},
	};
	static const cu_status others[] = {
		CU_OUT_OF_MEMORY, CU_LIMIT_MEMORY, CU_CANCELED, CU_INTERNAL
	};
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_report report = {CU_LIT("urn:c"), NULL, 0};
	cu_suite_result result;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		test_row(cu_status_name(rows[i].status));
		memset(&result, 0, sizeof(result));
		(void) cu_fail_pointer(ctx, rows[i].status, "/a", "Why.");
		CHECK_STATUS(cu_suite_linked_fault(ctx, rows[i].status, &report,
										   &result), CU_OK);
		CHECK_EQ_INT(result.valid, rows[i].valid);
		CHECK_EQ_INT(result.code, rows[i].code);
		CHECK(strcmp(result.why, "Why.") == 0);
		CHECK(strcmp(result.pointer, "/a") == 0);
		CHECK_EQ_INT(result.context.p != NULL,
					 rows[i].status == CU_MISSING_CONTEXT);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		CHECK_STATUS(cu_suite_linked_fault(ctx, others[i], NULL, &result),
					 others[i]);
}

const cu_test cu_tests_suite_rdfc[] = {
	{"hashes_canonical_quads", hashes_canonical_quads},
	{"verifies_what_it_signs", verifies_what_it_signs},
	{"tells_why_a_proof_fails", tells_why_a_proof_fails},
	{"cannot_tell_without_contexts", cannot_tell_without_contexts},
	{"pins_keys_to_suites", pins_keys_to_suites},
	{"signs_nothing_that_would_be_lost", signs_nothing_that_would_be_lost},
	{"maps_faults_to_answers", maps_faults_to_answers},
	{NULL, NULL}
};
