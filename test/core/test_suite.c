/*
 * test_suite.c
 *		Cryptosuites: what is signed, and whether a proof holds.
 *
 * The hashes were computed with Python's json and hashlib.
 */
#include "signing.h"

#include "../../src/core/base.h"

#define DOCUMENT \
	"{ \"b\": 2.50, \"a\": \"\\u00e9\", \"@context\": [" \
	"\"https://www.w3.org/ns/credentials/v2\", \"https://example.org/x\"] }"
#define OPTIONS_OPEN \
	"{\"proofPurpose\":\"assertionMethod\",\"type\":\"DataIntegrityProof\"," \
	"\"verificationMethod\":\"did:example:a#k\"," \
	"\"created\":\"2024-01-01T00:00:00Z\",\"cryptosuite\":\"eddsa-jcs-2022\""
#define V2 "\"https://www.w3.org/ns/credentials/v2\""

static const cu_suite *
find(const char *cryptosuite)
{
	return cu_suite_find(CU_LIT("DataIntegrityProof"),
						 cu_slice_cstr(cryptosuite));
}

TEST(hashes_configuration_then_document)
{
	static const struct
	{
		const char *proof;
		cu_hash		hash;
		const char *want;
	}			rows[] = {
		{OPTIONS_OPEN "}", CU_SHA256,
			"bc4a16dd841837401cb18dc819bb0a3d586e6b41aba98ab9189aa100235060bf"
			"2e893ab80f80e35a9577e45a102549823ddd123b11d37715796b18176cf6b071"},
		/* A proofValue is not part of the configuration. */
		{OPTIONS_OPEN ",\"proofValue\":\"z1\"}", CU_SHA256,
			"bc4a16dd841837401cb18dc819bb0a3d586e6b41aba98ab9189aa100235060bf"
			"2e893ab80f80e35a9577e45a102549823ddd123b11d37715796b18176cf6b071"},
		{OPTIONS_OPEN "}", CU_SHA384,
			"f96111af184805d23081b9b50f9cca9d08568dd3660f1dcb708d78bc96261080"
			"2f12c40082d98b0749c0e34e814e78d3"
			"77b075d9de201f2ed23f8cbbbdcd5dc7cd840f7f9915eddf977d6314f392b01c"
			"5c15a9d26b5064b1559ac0cc34685d0d"},
		/* The document's context is replaced by a shorter one, ... */
		{OPTIONS_OPEN ",\"@context\":[" V2 "]}", CU_SHA256,
			"b75e01c541c80c131d33331df30ad1f18997e2b444714607d7a6729030107f4c"
			"d7a5bced95790e6ca001e77e90ce24e8b2ca7630ca13ed6e8dc15ff8a90386b4"},
		/* ... in the form in which the proof has it. */
		{OPTIONS_OPEN ",\"@context\":" V2 "}", CU_SHA256,
			"c04050845979c69dbf758664890d2606f0da2045e97f09e419dd703bf5b40885"
			"6298d517ffe7427c7b66f8055a9fe4a1dacdf4990d190f087ec03ea23b91002d"},
		{OPTIONS_OPEN ",\"@context\":[" V2 ",\"https://example.org/x\"]}",
			CU_SHA256,
			"3c036dae215910c0f46857804b57763215733f0e4382f22c3acd88bd1b56dc84"
			"2e893ab80f80e35a9577e45a102549823ddd123b11d37715796b18176cf6b071"},
	};
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_suite_document document;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	REQUIRE_OK(cu_suite_document_init(ctx, json, NULL, &document));
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
		REQUIRE_OK(find("eddsa-jcs-2022")->signed_octets(ctx, &document, proof,
														 rows[k].hash,
														 &octets));
		hex = cu_base16_encode(ctx, cu_buf_slice(&octets));
		REQUIRE(hex.p != NULL);
		CHECK(cu_slice_is(hex, rows[k].want));
	}
}

TEST(refuses_a_context_the_document_does_not_start_with)
{
	static const char *const rows[] = {
		OPTIONS_OPEN ",\"@context\":\"https://example.org/x\"}",
		OPTIONS_OPEN ",\"@context\":[\"https://example.org/x\"," V2 "]}",
		OPTIONS_OPEN ",\"@context\":[" V2 ",\"https://example.org/x\",1]}",
		OPTIONS_OPEN ",\"@context\":[]}",
		OPTIONS_OPEN ",\"@context\":null}",
	};
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_suite_document document;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	REQUIRE_OK(cu_suite_document_init(ctx, json, NULL, &document));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *proof;
		cu_buf		octets;
		cu_status	status;

		test_row(rows[i]);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i]), &proof));
		cu_buf_init(&octets, ctx);
		status = find("eddsa-jcs-2022")->signed_octets(ctx, &document, proof,
													   CU_SHA256, &octets);
		if (status == CU_OUT_OF_MEMORY)
			return;
		CHECK_STATUS(status, CU_BAD_CREDENTIAL);
	}
}

/* The proof of a signed document, and the document without it. */
static cu_status
take_apart(cu_ctx *ctx, cu_slice text, cu_suite_document *document,
		   const cu_json **proof)
{
	const cu_json *json;

	CU_TRY(cu_json_parse(ctx, text, &json));
	*proof = cu_json_get(json, "proof");
	return cu_suite_document_init(ctx, json, NULL, document);
}

TEST(verifies_what_it_signs)
{
	static const char *const jwks[] = {MILL_JWK, P256_JWK, P384_JWK};

	for (size_t i = 0; i < sizeof(jwks) / sizeof(jwks[0]); i++)
	{
		cu_ctx	   *ctx = test_ctx();
		signer		by;
		cu_slice	text;
		cu_suite_document document;
		const cu_json *proof;
		const cu_suite *suite;
		cu_suite_result result;

		test_row(jwks[i]);
		REQUIRE_OK(make_signer(ctx, jwks[i], &by));
		REQUIRE_OK(sign_document(ctx, &by, by.method, "2024-01-01T00:00:00Z",
								 "", CU_LIT(DOCUMENT), &text));
		REQUIRE_OK(take_apart(ctx, text, &document, &proof));
		/* vc-di-eddsa 3.3.1: the proof got the document's contexts. */
		CHECK(test_json_equal(cu_json_get(proof, "@context"),
							cu_json_get(document.json, "@context")));
		suite = find(i == 0 ? "eddsa-jcs-2022" : "ecdsa-jcs-2019");
		REQUIRE_OK(cu_suite_verify(ctx, suite, &document, proof,
								   &by.public_key, &result));
		CHECK_EQ_INT(result.valid, CU_TRUE);
		CHECK(result.why == NULL);
	}
}

TEST(tells_why_a_proof_fails)
{
	static const struct
	{
		const char *member;		/* replaced by value, a JSON text */
		const char *value;
		const char *why;
	}			rows[] = {
		{"created", "\"2024-01-02T00:00:00Z\"", "signature does not verify"},
		{"extra", "1", "signature does not verify"},
		{"proofValue", "1", "base58btc"},
		{"proofValue", "\"\"", "base58btc"},
		{"proofValue", "\"z\"", "base58btc"},
		{"proofValue", "\"z1\"", "base58btc"},
		{"proofValue", "\"u0000\"", "base58btc"},
		{"proofValue", "\"z0OIl\"", "base58btc"},
		{"@context", "\"https://example.org/x\"", "does not start with"},
	};
	cu_ctx	   *ctx = test_ctx();
	signer		by;
	cu_slice	text;
	cu_suite_document document;
	const cu_json *proof;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &by));
	REQUIRE_OK(sign_document(ctx, &by, by.method, "2024-01-01T00:00:00Z", "",
							 CU_LIT(DOCUMENT), &text));
	REQUIRE_OK(take_apart(ctx, text, &document, &proof));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *value;
		const cu_json *changed;
		cu_suite_result result;

		test_row(rows[i].value);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i].value), &value));
		changed = cu_json_with(ctx, proof, rows[i].member, value);
		REQUIRE(changed != NULL);
		REQUIRE_OK(cu_suite_verify(ctx, find("eddsa-jcs-2022"), &document,
								   changed, &by.public_key, &result));
		CHECK_EQ_INT(result.valid, CU_FALSE);
		CHECK(result.why != NULL && strstr(result.why, rows[i].why) != NULL);
	}
}

TEST(pins_keys_to_suites)
{
	cu_ctx	   *ctx = test_ctx();
	signer		ed;
	signer		p256;
	cu_slice	text;
	cu_suite_document document;
	const cu_json *proof;
	cu_public_key foreign = {.type = CU_KEY_NONE};
	cu_suite_result result;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &ed));
	REQUIRE_OK(make_signer(ctx, P256_JWK, &p256));
	REQUIRE_OK(sign_document(ctx, &ed, ed.method, "2024-01-01T00:00:00Z", "",
							 CU_LIT(DOCUMENT), &text));
	REQUIRE_OK(take_apart(ctx, text, &document, &proof));
	REQUIRE_OK(cu_suite_verify(ctx, find("eddsa-jcs-2022"), &document, proof,
							   &p256.public_key, &result));
	CHECK_EQ_INT(result.valid, CU_FALSE);
	REQUIRE_OK(cu_suite_verify(ctx, find("ecdsa-jcs-2019"), &document, proof,
							   &ed.public_key, &result));
	CHECK_EQ_INT(result.valid, CU_FALSE);
	REQUIRE_OK(cu_suite_verify(ctx, find("eddsa-rdfc-2022"), &document, proof,
							   &ed.public_key, &result));
	CHECK_EQ_INT(result.valid, CU_UNKNOWN);
	REQUIRE_OK(cu_suite_verify(ctx, find("eddsa-jcs-2022"), &document, proof,
							   &foreign, &result));
	CHECK_EQ_INT(result.valid, CU_UNKNOWN);
}

TEST(makes_proof_sets)
{
	cu_ctx	   *ctx = test_ctx();
	signer		first;
	signer		second;
	cu_slice	text;
	cu_suite_document document;
	const cu_json *proofs;
	cu_suite_result result;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &first));
	REQUIRE_OK(make_signer(ctx, P384_JWK, &second));
	REQUIRE_OK(sign_document(ctx, &first, first.method, "2024-01-01T00:00:00Z",
							 "", CU_LIT(DOCUMENT), &text));
	REQUIRE_OK(sign_document(ctx, &second, second.method,
							 "2024-01-02T00:00:00Z", "", text, &text));
	REQUIRE_OK(sign_document(ctx, &first, first.method, "2024-01-03T00:00:00Z",
							 "", text, &text));
	REQUIRE_OK(take_apart(ctx, text, &document, &proofs));
	REQUIRE(cu_json_many(proofs) == 3 && proofs->type == CU_JSON_ARRAY);
	for (uint32_t i = 0; i < 3; i++)
	{
		REQUIRE_OK(cu_suite_verify(ctx, find(i == 1 ? "ecdsa-jcs-2019" :
											 "eddsa-jcs-2022"), &document,
								   cu_json_nth(proofs, i),
								   i == 1 ? &second.public_key :
								   &first.public_key, &result));
		CHECK_EQ_INT(result.valid, CU_TRUE);
	}
}

TEST(will_not_sign_what_it_cannot)
{
	cu_ctx	   *ctx = test_ctx();
	signer		ed;
	const cu_json *json;
	const cu_json *options;
	const cu_json *out;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &ed));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(OPTIONS_OPEN "}"), &options));
	CHECK_STATUS(cu_suite_sign(ctx, find("ecdsa-jcs-2019"), json, options,
							   NULL, &ed.key, &out), CU_BAD_ARGUMENT);
	CHECK_STATUS(cu_suite_sign(ctx, find("bbs-2023"), json, options, NULL, &ed.key,
							   &out), CU_BAD_ARGUMENT);
}

TEST(knows_suites_by_name)
{
	static const struct
	{
		const char *type;
		const char *cryptosuite;
		const char *name;		/* NULL: never heard of */
		bool		supported;
	}			rows[] = {
		{"DataIntegrityProof", "eddsa-jcs-2022", "eddsa-jcs-2022", true},
		{"DataIntegrityProof", "ecdsa-jcs-2019", "ecdsa-jcs-2019", true},
		{"DataIntegrityProof", "eddsa-rdfc-2022", "eddsa-rdfc-2022", true},
		{"DataIntegrityProof", "ecdsa-rdfc-2019", "ecdsa-rdfc-2019", true},
		{"DataIntegrityProof", "ecdsa-sd-2023", "ecdsa-sd-2023", true},
		{"DataIntegrityProof", "eddsa-2022", "eddsa-2022", true},
		{"DataIntegrityProof", "ecdsa-2019", "ecdsa-2019", false},
		{"DataIntegrityProof", "bbs-2023", "bbs-2023", false},
		{"Ed25519Signature2018", "", "Ed25519Signature2018", true},
		{"Ed25519Signature2020", "eddsa-jcs-2022", "Ed25519Signature2020",
		true},
		{"JsonWebSignature2020", "", "JsonWebSignature2020", true},
		{"BbsBlsSignature2020", "", "BbsBlsSignature2020", false},
		{"DataIntegrityProof", "eddsa-jcs-2023", NULL, false},
		{"DataIntegrityProof", "", NULL, false},
		{"dataintegrityproof", "eddsa-jcs-2022", NULL, false},
		{"", "eddsa-jcs-2022", NULL, false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_suite *suite = cu_suite_find(cu_slice_cstr(rows[i].type),
											  cu_slice_cstr(rows[i].cryptosuite));

		test_row(rows[i].name);
		CHECK_EQ_INT(suite != NULL, rows[i].name != NULL);
		if (suite == NULL || rows[i].name == NULL)
			continue;
		CHECK(strcmp(cu_suite_name(suite), rows[i].name) == 0);
		CHECK_EQ_INT(suite->supported, rows[i].supported);
	}
}

const cu_test cu_tests_suite[] = {
	{"hashes_configuration_then_document", hashes_configuration_then_document},
	{"refuses_a_context_the_document_does_not_start_with",
	refuses_a_context_the_document_does_not_start_with},
	{"verifies_what_it_signs", verifies_what_it_signs},
	{"tells_why_a_proof_fails", tells_why_a_proof_fails},
	{"pins_keys_to_suites", pins_keys_to_suites},
	{"makes_proof_sets", makes_proof_sets},
	{"will_not_sign_what_it_cannot", will_not_sign_what_it_cannot},
	{"knows_suites_by_name", knows_suites_by_name},
	{NULL, NULL}
};
