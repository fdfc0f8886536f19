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

/* Made with OpenSSL over the document and options above. */
#define RSA_JWK \
	"{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" \
	"5BJ7ioyWL5INDSi9QnPkS8drygWdgE63ArFAll_tluuFfKnUJYM3NO1g-eTDIrYZoU0n" \
	"cvvrozwNgLsY7CCNbRlkZ_2KKfCTQIpoDT4rMffLTeg38o-fx8ulHH7cslsWVEf8P6sU" \
	"AT7Audfuo_xcshBr2jVtkUJnQr-4A83QRk2NaiY3KYjapa7o8sC-f-gpmlJVXPjqkpfE" \
	"xnMHMMwYinuBqJ20UkqvEX6J92ZR8ULWbjF1Zw_vDZTP7RTwMJMtiZ1gGahXC7p-ov1i" \
	"xMytpzVScQFJRclay29vt9V6PpXmob5LfPDyz97vGKmce-KQZmh4kQ_GPe2w8lcvTMsR" \
	"PQ" \
	"\"}"
#define RSA_JWS \
	"eyJhbGciOiJQUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..Z-ZSz-nEJY" \
	"ETjnEOIei13Z8PqW76bBkPQ9px4QyJgw8bShQa1RzZ0wvs_axZpUefvpwgQkRtKRVmPy" \
	"NxagorCdyGC7PpWt7xXhqj-dcKUG5sbi4SI4zNFafOjHII6xlc87dUwGwp_SlogNI3a6" \
	"QMdlMCm8IQXDsmjGswRtRqVqoThew4AyK9eng3x9kTO7p1FTxwTUrJRQ7zu7q8tcLBbk" \
	"FB_ywDGypJJmgugoSJyrI9VTDmTUBccamv_J4vOfuF30Alu-d4y4CyIFrBO0k_-XUgpA" \
	"IEgw8qkdUaw-pXH5Mtpd46n-AIogpqM0dSCRR3ikaksRfyTcveac48OUOCNQ"
#define SECP256K1_JWK \
	"{\"kty\":\"EC\",\"crv\":\"secp256k1\"," \
	"\"x\":\"y64kk1coDwYZH2VUHpf9B_4FPQy52fyyqzYl_ls19N4\"," \
	"\"y\":\"aem5PJJXowQviAIX2BSjx-1gy4LPWoBu89rYAcO5bZ4\"}"
#define SECP256K1_JWS \
	"eyJhbGciOiJFUzI1NksiLCJiNjQiOmZhbHNlLCJjcml0IjpbImI2NCJdfQ..QcGg2CAj" \
	"-aECVeARTFvIMeBkjy9YD6mfYJxtJ65MOfbdlk-yqMDyDmbhoSvyF0R8YoS9p6GR3HOl" \
	"-dW4XI3GKQ"

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

TEST(verifies_with_keys_it_does_not_sign_with)
{
	static const struct
	{
		const char *jwk;
		const char *jws;
		cu_code		code;
	}			rows[] = {
		{RSA_JWK, RSA_JWS, CU_CODE_ok},
		{SECP256K1_JWK, SECP256K1_JWS, CU_CODE_ok},
		{RSA_JWK, SECP256K1_JWS, CU_CODE_bad_algorithm},
		{SECP256K1_JWK, RSA_JWS, CU_CODE_bad_algorithm},
	};
	cu_ctx	   *ctx = test_ctx();
	work		w;

	REQUIRE(cu_crypto_init());
	REQUIRE_OK(start(ctx, &w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *json;
		const cu_json *proof;
		const cu_json *created;
		cu_public_key key;
		bool		is_private;
		cu_suite_result result;

		test_row(rows[i].jws);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i].jwk), &json));
		REQUIRE_OK(cu_jwk_read(ctx, json, &key, &is_private));
		json = cu_json_new_string(ctx, cu_slice_cstr(rows[i].jws));
		REQUIRE(json != NULL);
		proof = cu_json_with(ctx, w.options, "jws", json);
		REQUIRE(proof != NULL);
		REQUIRE_OK(cu_suite_verify(ctx, linked_suite("JsonWebSignature2020"),
								   &w.document, proof, &key, &result));
		CHECK_EQ_INT(result.code, rows[i].code);
		CHECK_EQ_INT(result.valid, rows[i].code == CU_CODE_ok ? CU_TRUE :
					 CU_FALSE);
		REQUIRE_OK(cu_json_parse(ctx, CU_LIT("\"2024-01-02T00:00:00Z\""),
								 &created));
		proof = cu_json_with(ctx, proof, "created", created);
		REQUIRE(proof != NULL);
		REQUIRE_OK(cu_suite_verify(ctx, linked_suite("JsonWebSignature2020"),
								   &w.document, proof, &key, &result));
		CHECK_EQ_INT(result.valid, CU_FALSE);
	}
}

const cu_test cu_tests_suite_jws[] = {
	{"takes_no_header_but_the_one", takes_no_header_but_the_one},
	{"takes_no_text_but_a_detached_jws", takes_no_text_but_a_detached_jws},
	{"verifies_with_keys_it_does_not_sign_with",
	verifies_with_keys_it_does_not_sign_with},
	{NULL, NULL}
};
