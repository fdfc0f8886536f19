/*
 * test_verify.c
 *		Verdicts over all forms; sets of proofs; what needs no key.
 */
#include "judging.h"

TEST(good_tokens)
{
	static const char *const jwks[] = {MILL_JWK, P256_JWK, P384_JWK};
	world		w;

	REQUIRE_OK(world_init(&w));
	for (size_t i = 0; i < sizeof(jwks) / sizeof(jwks[0]); i++)
	{
		signer		by;
		cu_slice	claims;
		cu_slice	token;

		test_row(jwks[i]);
		REQUIRE_OK(make_signer(w.ctx, jwks[i], &by));
		claims = claims_of(w.ctx, by.did, ",\"iat\":1709251200");
		REQUIRE(claims.p != NULL);
		REQUIRE_OK(sign_token(w.ctx, &by, by.method, ",\"cty\":\"vc\"",
							  claims, &token));
		EXPECT(&w, token, CU_TRUE, ok);
	}
}

TEST(good_documents)
{
	static const char *const jwks[] = {MILL_JWK, P256_JWK, P384_JWK};
	world		w;

	REQUIRE_OK(world_init(&w));
	for (size_t i = 0; i < sizeof(jwks) / sizeof(jwks[0]); i++)
	{
		signer		by;
		cu_slice	claims;
		cu_slice	document;

		test_row(jwks[i]);
		REQUIRE_OK(make_signer(w.ctx, jwks[i], &by));
		claims = claims_of(w.ctx, by.did, "");
		REQUIRE(claims.p != NULL);
		REQUIRE_OK(sign_document(w.ctx, &by, by.method, SIGNED, "", claims,
								 &document));
		EXPECT(&w, document, CU_TRUE, ok);
	}
}

TEST(good_by_registry)
{
	world		w;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_token(&w, ",\"iat\":1709251200", &octets));
	EXPECT(&w, octets, CU_TRUE, ok);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_TRUE, ok);
}

TEST(good_vc_jwt_of_1_1)
{
	static const char vc[] =
		"\",\"nbf\":1704067200,\"vc\":{" V1 ",\"type\":"
		"[\"VerifiableCredential\"],\"credentialSubject\":{\"a\":1}}}";
	world		w;
	cu_slice	claims;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	claims = join(w.ctx, "{\"iss\":\"", w.mill.did, vc, CU_LIT(""), "",
				  CU_LIT(""));
	REQUIRE(claims.p != NULL);
	REQUIRE_OK(sign_token(w.ctx, &w.mill, w.mill.method, ",\"typ\":\"JWT\"",
						  claims, &token));
	EXPECT(&w, token, CU_TRUE, ok);
}

TEST(good_envelope)
{
	world		w;
	cu_slice	token;
	cu_slice	envelope;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_token(&w, "", &token));
	envelope = join(w.ctx, "{" V2 ",\"type\":\"EnvelopedVerifiableCredential\""
					",\"id\":\"data:application/vc+jwt,", token, "\"}",
					CU_LIT(""), "", CU_LIT(""));
	REQUIRE(envelope.p != NULL);
	EXPECT(&w, envelope, CU_TRUE, ok);
}

TEST(unsecured_is_bad)
{
	world		w;
	cu_slice	claims;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	claims = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(claims.p != NULL);
	EXPECT(&w, claims, CU_FALSE, unsecured);
}

TEST(sd_jwt_is_open)
{
	world		w;
	cu_slice	token;
	cu_slice	text;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_token(&w, "", &token));
	text = join(w.ctx, "", token, "~", CU_LIT(""), "", CU_LIT(""));
	REQUIRE(text.p != NULL);
	EXPECT(&w, text, CU_UNKNOWN, unsupported_form);
	text = join(w.ctx, "{" V2 ",\"type\":\"EnvelopedVerifiableCredential\""
				",\"id\":\"data:application/vc+sd-jwt,", text, "\"}",
				CU_LIT(""), "", CU_LIT(""));
	REQUIRE(text.p != NULL);
	EXPECT(&w, text, CU_UNKNOWN, unsupported_form);
}

/* Each bit of a signed document that carries meaning. */
TEST(altered_claims_are_bad)
{
	world		w;
	cu_slice	document;
	char	   *heat;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	document = cu_copy(w.ctx, document);
	REQUIRE(document.p != NULL);
	heat = strstr(document.p, "61316");
	REQUIRE(heat != NULL);
	heat[4] = '7';
	EXPECT(&w, document, CU_FALSE, bad_signature);
	heat[4] = '6';
	EXPECT(&w, document, CU_TRUE, ok);
}

/* A header that says other digests does not make an altered document good. */
TEST(altered_storage_is_bad)
{
	world		w;
	cu_slice	document;
	cu_credential c;
	cu_buf		stored;
	char	   *heat;
	cu_verdict	verdict;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	cu_buf_init(&stored, w.ctx);
	REQUIRE_OK(cu_credential_store(&stored, &c));
	REQUIRE(cu_buf_cstr(&stored) != NULL);
	heat = memchr(stored.p + 88, '{', stored.n - 88);
	REQUIRE(heat != NULL && (heat = strstr(heat, "61316")) != NULL);
	heat[0] = '7';
	REQUIRE_OK(cu_credential_open(w.ctx, cu_buf_slice(&stored), &c));
	REQUIRE_OK(cu_verify(w.ctx, &c, &w.terms, &w.registry, false, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_FALSE);
	CHECK_EQ_INT(verdict.code, CU_CODE_bad_signature);
}

TEST(unregistered_did_is_open)
{
	world		w;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_token(&w, "", &token));
	EXPECT(&w, token, CU_UNKNOWN, did_not_registered);
	/* Yet what is bad anyhow is bad: it had expired. */
	REQUIRE_OK(mill_token(&w, ",\"exp\":1700000000", &token));
	EXPECT(&w, token, CU_FALSE, expired);
}

TEST(odd_issuers)
{
	static const struct
	{
		const char *issuer;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{"https://mill.example/", CU_UNKNOWN, CU_CODE_unsupported_issuer},
		{"did:web:", CU_FALSE, CU_CODE_bad_did},
		{"did:key:z0", CU_FALSE, CU_CODE_bad_did},
		{"did:key:zNotAKey", CU_UNKNOWN, CU_CODE_unsupported_key},
		{"did:example:nobody", CU_UNKNOWN, CU_CODE_did_not_registered},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	claims = claims_of(w.ctx, cu_slice_cstr(rows[i].issuer), "");
		cu_slice	token;

		test_row(rows[i].issuer);
		REQUIRE(claims.p != NULL);
		REQUIRE_OK(sign_token(w.ctx, &w.mill, CU_LIT("#k1"), "", claims,
							  &token));
		REQUIRE_OK(expect_at(&w, token, rows[i].passed, rows[i].code, __FILE__,
							 __LINE__));
	}
}

/* A text of start and then count times filler; p NULL: no memory. */
static cu_slice
long_text(cu_ctx *ctx, const char *start, char filler, size_t count)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, start);
	for (size_t i = 0; i < count; i++)
		cu_buf_add_char(&buf, filler);
	return cu_buf_slice(&buf);
}

/*
 * Whatever somebody puts where a DID belongs, the question is answered: one
 * such document must not fail a query over all of them.
 */
TEST(oversized_issuers_are_bad)
{
	world		w;
	cu_slice	issuers[4];

	REQUIRE_OK(world_init(&w));
	issuers[0] = long_text(w.ctx, "did:web:a", 'a', CU_DID_MAX);
	issuers[1] = long_text(w.ctx, "did:key:z6", 'M', CU_DID_MAX);
	issuers[2] = long_text(w.ctx, "did:jwk:e", 'y', CU_DID_MAX);
	/* "[[[" in base64url, over and over: a JWK that is nested too deeply. */
	issuers[3] = long_text(w.ctx, "did:jwk:W1tb", 'W', 0);
	for (int i = 0; i < 60 && issuers[3].p; i++)
		issuers[3] = join(w.ctx, "", issuers[3], "W1tb", CU_LIT(""), "",
						  CU_LIT(""));
	for (size_t i = 0; i < sizeof(issuers) / sizeof(issuers[0]); i++)
	{
		cu_slice	claims;
		cu_slice	octets;

		REQUIRE(issuers[i].p != NULL);
		claims = claims_of(w.ctx, issuers[i], "");
		REQUIRE(claims.p != NULL);
		REQUIRE_OK(sign_token(w.ctx, &w.mill, CU_LIT("#k1"), "", claims,
							  &octets));
		EXPECT(&w, octets, CU_FALSE, bad_did);
		octets = join(w.ctx, "", issuers[i], "#k1", CU_LIT(""), "",
					  CU_LIT(""));
		REQUIRE(octets.p != NULL);
		REQUIRE_OK(sign_document(w.ctx, &w.mill, octets, SIGNED, "", claims,
								 &octets));
		EXPECT(&w, octets, CU_FALSE, bad_did);
	}
}

/* A controller that is no DID counts when its document is registered. */
TEST(a_registered_url_is_an_issuer)
{
	static const char text[] =
		"{\"id\":\"https://mill.example/keys\",\"assertionMethod\":[{\"id\":"
		"\"https://mill.example/keys#k1\",\"type\":\"Multikey\",\"controller\":"
		"\"https://mill.example/keys\",\"publicKeyMultibase\":\"";
	world		w;
	cu_did_document document;
	const cu_json *json;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	octets = join(w.ctx, text, w.mill.multikey, "\"}]}", CU_LIT(""), "",
				  CU_LIT(""));
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, octets, &json));
	REQUIRE_OK(cu_did_document_read(w.ctx, json, &document));
	world_version(&w, CU_LIT("https://mill.example/keys"),
				  on("2020-01-01T00:00:00Z"), &document);
	octets = claims_of(w.ctx, CU_LIT("https://mill.example/keys"), "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill,
							 CU_LIT("https://mill.example/keys#k1"), SIGNED,
							 "", octets, &octets));
	EXPECT(&w, octets, CU_TRUE, ok);
}

/* --- needs, signature, rows ----------------------------------------------- */

TEST(names_the_dids_it_needs)
{
	world		w;
	cu_slice	octets;
	cu_credential c;
	cu_needs	needs;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_token(&w, "", &octets));
	REQUIRE_OK(cu_credential_read(w.ctx, octets, &c));
	REQUIRE_OK(cu_verify_needs(w.ctx, &c, &needs));
	REQUIRE(needs.did_count == 1);
	CHECK_SLICE(needs.dids[0], MILL_DID);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "", octets,
							 &octets));
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "", octets,
							 &octets));
	REQUIRE_OK(cu_credential_read(w.ctx, octets, &c));
	REQUIRE_OK(cu_verify_needs(w.ctx, &c, &needs));
	REQUIRE(needs.did_count == 2);
	CHECK_SLICE(needs.dids[0], MILL_DID);
	CHECK_SLICES(needs.dids[1], w.p256.did);
	octets = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(cu_credential_read(w.ctx, octets, &c));
	REQUIRE_OK(cu_verify_needs(w.ctx, &c, &needs));
	CHECK_EQ_INT(needs.did_count, 0);
}

/* The truth of the signature alone under a key. */
static cu_status
check_key(cu_ctx *ctx, cu_slice octets, const cu_public_key *key,
		  cu_truth want)
{
	cu_credential c;
	cu_truth	valid;

	CU_TRY(cu_credential_read(ctx, octets, &c));
	CU_TRY(cu_verify_signature(ctx, &c, key, NULL, &valid));
	CHECK_EQ_INT(valid, want);
	return CU_OK;
}

TEST(verifies_signatures_alone)
{
	const cu_public_key foreign = {.type = CU_KEY_X25519};
	world		w;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	/* Neither time nor issuer matters. */
	REQUIRE_OK(mill_token(&w, ",\"exp\":1", &octets));
	REQUIRE_OK(check_key(w.ctx, octets, &w.mill.public_key, CU_TRUE));
	REQUIRE_OK(check_key(w.ctx, octets, &w.other.public_key, CU_FALSE));
	REQUIRE_OK(check_key(w.ctx, octets, &w.p256.public_key, CU_FALSE));
	REQUIRE_OK(check_key(w.ctx, octets, &foreign, CU_FALSE));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	REQUIRE_OK(check_key(w.ctx, octets, &w.mill.public_key, CU_TRUE));
	REQUIRE_OK(check_key(w.ctx, octets, &w.p256.public_key, CU_FALSE));
	/* Any proof of a set will do. */
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "", octets,
							 &octets));
	REQUIRE_OK(check_key(w.ctx, octets, &w.p256.public_key, CU_TRUE));
	octets = with_proof(&w, "{\"type\":\"BbsBlsSignature2020\"}");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(check_key(w.ctx, octets, &w.mill.public_key, CU_UNKNOWN));
	octets = with_proof(&w, "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
						"\"eddsa-jcs-2022\",\"previousProof\":\"urn:x:1\"}");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(check_key(w.ctx, octets, &w.mill.public_key, CU_FALSE));
	octets = with_proof(&w, "{\"type\":\"Homemade\"}");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(check_key(w.ctx, octets, &w.mill.public_key, CU_UNKNOWN));
	octets = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(check_key(w.ctx, octets, &w.mill.public_key, CU_FALSE));
}

TEST(explains_in_rows)
{
	world		w;
	cu_slice	document;
	cu_verdict	verdict;
	const cu_check *row;
	const cu_json *evidence;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, ",\"validFrom\":\"2024-01-01T00:00:00Z\""
						   ",\"credentialStatus\":{\"type\":\"x\"}"
						   ",\"credentialSchema\":{\"id\":\"urn:x:1\","
						   "\"type\":\"JsonSchema\"}", &document));
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_UNKNOWN);
	CHECK_EQ_INT(verdict.code, CU_CODE_status_unchecked);
	CHECK(verdict.warned);
	CHECK_EQ_INT(verdict.count, 6);
	CHECK(row_of(&verdict, "structure", CU_CODE_ok) != NULL);
	row = row_of(&verdict, "validity", CU_CODE_ok);
	REQUIRE(row != NULL);
	CHECK(strcmp(row->pointer, "/validFrom") == 0);
	row = row_of(&verdict, "status", CU_CODE_status_unchecked);
	REQUIRE(row != NULL);
	CHECK_EQ_INT(row->passed, CU_UNKNOWN);
	CHECK_EQ_INT(row->level, CU_LEVEL_ERROR);
	row = row_of(&verdict, "schema", CU_CODE_schema_unchecked);
	REQUIRE(row != NULL);
	CHECK_EQ_INT(row->level, CU_LEVEL_WARNING);
	row = row_of(&verdict, "key", CU_CODE_ok);
	REQUIRE(row != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, row->evidence, &evidence));
	CHECK_SLICE(cu_json_get_string(evidence, "verification_method"),
				MILL_DID "#k1");
	CHECK_SLICE(cu_json_get_string(evidence, "signed"), SIGNED);
	CHECK_SLICE(cu_json_get_string(evidence, "version_from"),
				"2020-01-01T00:00:00Z");
	CHECK_EQ_INT(cu_json_get_string(evidence, "did_document").n, 64);
	row = row_of(&verdict, "proof", CU_CODE_ok);
	REQUIRE(row != NULL);
	CHECK(strcmp(row->pointer, "/proof") == 0);
	REQUIRE_OK(cu_json_parse(w.ctx, row->evidence, &evidence));
	CHECK_SLICE(cu_json_get_string(evidence, "cryptosuite"),
				"eddsa-jcs-2022");
}

TEST(every_code_has_words)
{
	for (int i = 0; i < CU_CODE_COUNT; i++)
	{
		cu_code		code = (cu_code) i;
		const char *meaning = cu_code_meaning(code);

		test_row(cu_code_word(code));
		CHECK(meaning[strlen(meaning) - 1] == '.');
		CHECK((cu_code_remedy(code)[0] == '\0') == (code == CU_CODE_ok));
	}
	CHECK(strcmp(cu_code_word(CU_CODE_key_not_listed), "key_not_listed") == 0);
}

const cu_test cu_tests_verify[] = {
	{"good_tokens", good_tokens},
	{"good_documents", good_documents},
	{"good_by_registry", good_by_registry},
	{"good_vc_jwt_of_1_1", good_vc_jwt_of_1_1},
	{"good_envelope", good_envelope},
	{"unsecured_is_bad", unsecured_is_bad},
	{"sd_jwt_is_open", sd_jwt_is_open},
	{"altered_claims_are_bad", altered_claims_are_bad},
	{"altered_storage_is_bad", altered_storage_is_bad},
	{"unregistered_did_is_open", unregistered_did_is_open},
	{"odd_issuers", odd_issuers},
	{"oversized_issuers_are_bad", oversized_issuers_are_bad},
	{"a_registered_url_is_an_issuer", a_registered_url_is_an_issuer},
	{"names_the_dids_it_needs", names_the_dids_it_needs},
	{"verifies_signatures_alone", verifies_signatures_alone},
	{"explains_in_rows", explains_in_rows},
	{"every_code_has_words", every_code_has_words},
	{NULL, NULL}
};
