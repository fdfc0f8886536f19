/*
 * test_suite_jws.c
 *		Proofs with a detached JWS: what its header may be.
 */
#include "linking.h"

#include "../../src/core/base.h"

#define DOCUMENT \
	"{\"@context\":\"" TRADE "\",\"id\":\"https://example.org/s/1\"," \
	"\"type\":\"Shipment\",\"name\":\"coil\"}"
#define OPTIONS \
	"{\"type\":\"JsonWebSignature2020\"," \
	"\"proofPurpose\":\"assertionMethod\"," \
	"\"verificationMethod\":\"did:example:a#k\"}"

/* A document, its proof without signature, and the octets they make. */
typedef struct work
{
	linking		known;
	cu_suite_document document;
	const cu_json *options;
	cu_slice	octets;
} work;

static cu_status
start(cu_ctx *ctx, work *w)
{
	const cu_json *json;
	cu_buf		octets;

	CU_TRY(make_linking(ctx, &w->known));
	CU_TRY(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	CU_TRY(cu_json_parse(ctx, CU_LIT(OPTIONS), &w->options));
	CU_TRY(cu_suite_document_init(ctx, json, &w->known.linked, &w->document));
	cu_buf_init(&octets, ctx);
	CU_TRY(linked_suite("JsonWebSignature2020")->signed_octets
		   (ctx, &w->document, w->options, CU_SHA256, &octets));
	w->octets = cu_buf_slice(&octets);
	return CU_OK;
}

/* The proof with a JWS made under a header as it stands. */
static cu_status
prove(cu_ctx *ctx, const work *w, const signer *by, const char *header,
	  const char *middle, const cu_json **proof)
{
	cu_slice	head = cu_base64url_encode(ctx, cu_slice_cstr(header));
	cu_slice	input;
	cu_slice	signature;
	const cu_json *value;
	cu_hash		hash = by->key.type == CU_KEY_P384 ? CU_SHA384 : CU_SHA256;

	if (head.p == NULL)
		return CU_NOMEM(ctx);
	input = join(ctx, "", head, ".", w->octets, "", CU_LIT(""));
	if (input.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_signature_sign(ctx, &by->key, hash, input, &signature));
	signature = cu_base64url_encode(ctx, signature);
	if (signature.p == NULL)
		return CU_NOMEM(ctx);
	value = cu_json_new_string(ctx, join(ctx, "", head, middle, signature, "",
										 CU_LIT("")));
	if (value == NULL)
		return CU_NOMEM(ctx);
	*proof = cu_json_with(ctx, w->options, "jws", value);
	return *proof ? CU_OK : CU_NOMEM(ctx);
}

TEST(takes_no_header_but_the_one)
{
	static const struct
	{
		const char *jwk;
		const char *header;
		cu_code		code;
	}			rows[] = {
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_ok},
		{MILL_JWK, "{\"crit\":[\"b64\"],\"b64\":false,\"alg\":\"EdDSA\"}",
		CU_CODE_ok},
		{MILL_JWK, " { \"b64\" : false, \"alg\" : \"EdDSA\", "
		"\"crit\" : [ \"b64\" ] } ", CU_CODE_ok},
		{P256_JWK, "{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_ok},
		{P384_JWK, "{\"alg\":\"ES384\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_ok},
		/* The algorithm is the key's, and spelt in one way. */
		{MILL_JWK, "{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_bad_algorithm},
		{MILL_JWK, "{\"alg\":\"Ed25519\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_bad_algorithm},
		{MILL_JWK, "{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_bad_algorithm},
		{MILL_JWK, "{\"alg\":\"\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_bad_algorithm},
		{P384_JWK, "{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_bad_algorithm},
		/* Three members, no more and no fewer, each with its value. */
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false}", CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}",
		CU_CODE_bad_proof},
		{MILL_JWK, "{\"b64\":false,\"crit\":[\"b64\"]}", CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\"}", CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"],"
		"\"kid\":\"k\"}", CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":true,\"crit\":[\"b64\"]}",
		CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":0,\"crit\":[\"b64\"]}",
		CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":\"b64\"}",
		CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[]}",
		CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"exp\"]}",
		CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,"
		"\"crit\":[\"b64\",\"exp\"]}", CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":\"EdDSA\",\"b64\":false,\"b64\":false,"
		"\"crit\":[\"b64\"]}", CU_CODE_bad_proof},
		{MILL_JWK, "{\"alg\":1,\"b64\":false,\"crit\":[\"b64\"]}",
		CU_CODE_bad_proof},
		{MILL_JWK, "[\"alg\",\"b64\",\"crit\"]", CU_CODE_bad_proof},
		{MILL_JWK, "", CU_CODE_bad_proof},
		{MILL_JWK, "{", CU_CODE_bad_proof},
		{MILL_JWK, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
			"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
		"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", CU_CODE_bad_proof},
	};
	cu_ctx	   *ctx = test_ctx();
	work		w;

	REQUIRE_OK(start(ctx, &w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		signer		by;
		const cu_json *proof;
		cu_suite_result result;

		test_row(rows[i].header);
		REQUIRE_OK(make_signer(ctx, rows[i].jwk, &by));
		REQUIRE_OK(prove(ctx, &w, &by, rows[i].header, "..", &proof));
		REQUIRE_OK(cu_suite_verify(ctx, linked_suite("JsonWebSignature2020"),
								   &w.document, proof, &by.public_key,
								   &result));
		CHECK_EQ_INT(result.code, rows[i].code);
		CHECK_EQ_INT(result.valid, rows[i].code == CU_CODE_ok ? CU_TRUE :
					 CU_FALSE);
	}
}

TEST(takes_no_text_but_a_detached_jws)
{
	/* Stands for the dots between header and signature. */
	static const char *const middles[] = {
		"", ".", "...", ". .", ".e30.", "..A", ".. "
	};
	/* Stand for the whole. */
	static const char *const values[] = {
		"1", "null", "\"\"", "\".\"", "\"..\"", "\"...\"", "\"e30..\"",
		"\"..e30\"", "\"e30\"", "\"eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQ"
		"iOlsiYjY0Il19..\"", "[]"
	};
	cu_ctx	   *ctx = test_ctx();
	work		w;
	signer		by;
	const cu_json *proof;
	cu_suite_result result;

	REQUIRE_OK(start(ctx, &w));
	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	for (size_t i = 0; i < sizeof(middles) / sizeof(middles[0]); i++)
	{
		test_row(middles[i]);
		REQUIRE_OK(prove(ctx, &w, &by, "{\"alg\":\"EdDSA\",\"b64\":false,"
						 "\"crit\":[\"b64\"]}", middles[i], &proof));
		REQUIRE_OK(cu_suite_verify(ctx, linked_suite("Ed25519Signature2018"),
								   &w.document, proof, &by.public_key,
								   &result));
		CHECK_EQ_INT(result.valid, CU_FALSE);
	}
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
	{
		const cu_json *value;

		test_row(values[i]);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(values[i]), &value));
		proof = cu_json_with(ctx, w.options, "jws", value);
		REQUIRE(proof != NULL);
		REQUIRE_OK(cu_suite_verify(ctx, linked_suite("JsonWebSignature2020"),
								   &w.document, proof, &by.public_key,
								   &result));
		CHECK_EQ_INT(result.valid, CU_FALSE);
	}
}

const cu_test cu_tests_suite_jws[] = {
	{"takes_no_header_but_the_one", takes_no_header_but_the_one},
	{"takes_no_text_but_a_detached_jws", takes_no_text_but_a_detached_jws},
	{NULL, NULL}
};
