/*
 * test_credential.c
 *		Credentials of every form: what is read, digested and stored.
 */
#include "signing.h"

#include "../../src/core/base.h"
#include "../../src/core/credential.h"

#define V2 "\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]"
#define V1 "\"@context\":[\"https://www.w3.org/2018/credentials/v1\"]"
#define HEAT "\"credentialSubject\":{\"id\":\"did:web:mill.example\"," \
	"\"heat\":\"61316\",\"tons\":1.50}"
#define CERTIFICATE \
	"{" V2 ",\"id\":\"urn:uuid:1\",\"type\":[\"VerifiableCredential\"," \
	"\"MillTestReport\"],\"issuer\":{\"id\":\"did:web:mill.example\"," \
	"\"name\":\"Mill\"},\"validFrom\":\"2024-01-01T00:00:00Z\"," \
	"\"validUntil\":\"2025-01-01T00:00:00Z\"," HEAT "}"

/* The token of payload by the mill; its signature is not looked at here. */
static cu_status
token_of(cu_ctx *ctx, const char *payload, cu_slice *token)
{
	signer		mill;

	CU_TRY(make_signer(ctx, MILL_JWK, &mill));
	return sign_token(ctx, &mill, CU_LIT("#k"), ",\"typ\":\"vc+jwt\"",
					  cu_slice_cstr(payload), token);
}

static cu_slice
envelope_of(cu_ctx *ctx, const char *prefix, cu_slice token)
{
	return join(ctx, "{" V2 ",\"type\":\"EnvelopedVerifiableCredential\","
				"\"id\":\"", cu_slice_cstr(prefix), "", token, "\"}",
				CU_LIT(""));
}

TEST(reads_json)
{
	cu_ctx	   *ctx = test_ctx();
	cu_credential c;
	uint8_t		digest[CU_SHA256_SIZE];
	cu_instant	instant;

	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(" \n" CERTIFICATE "\n"), &c));
	CHECK_EQ_INT(c.summary.form, CU_FORM_UNSECURED);
	CHECK_EQ_INT(c.summary.model, 2);
	CHECK_SLICE(c.octets, " \n" CERTIFICATE "\n");
	CHECK(cu_digest(CU_SHA256, c.octets, digest));
	CHECK(memcmp(digest, c.summary.digest, sizeof(digest)) == 0);
	CHECK_SLICE(c.summary.id, "urn:uuid:1");
	CHECK_SLICE(c.summary.issuer, "did:web:mill.example");
	CHECK_EQ_INT(c.summary.type_count, 2);
	CHECK_SLICE(c.summary.types[1], "MillTestReport");
	CHECK(cu_datetime_read(CU_LIT("2024-01-01T00:00:00Z"), &instant));
	CHECK_EQ_INT(c.summary.valid_from, instant);
	CHECK(cu_datetime_read(CU_LIT("2025-01-01T00:00:00Z"), &instant));
	CHECK_EQ_INT(c.summary.valid_until, instant);
	CHECK(c.digested && c.proof == NULL && c.payload == NULL);
}

TEST(reads_sparse_and_odd_summaries)
{
	static const char text[] =
		"{\"type\":\"VerifiableCredential\",\"issuer\":\"x\",\"id\":7,"
		"\"validFrom\":\"yesterday\",\"proof\":null,"
		"\"credentialSubject\":null,\"@context\":null}";
	cu_ctx	   *ctx = test_ctx();
	cu_credential c;

	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(text), &c));
	CHECK_EQ_INT(c.summary.form, CU_FORM_EMBEDDED);
	CHECK(c.summary.id.p == NULL);
	CHECK_SLICE(c.summary.issuer, "x");
	CHECK_EQ_INT(c.summary.valid_from, CU_INSTANT_MIN);
	CHECK_EQ_INT(c.summary.valid_until, CU_INSTANT_MAX);
}

TEST(reads_a_token)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	token;
	cu_slice	padded;
	cu_credential c;

	REQUIRE_OK(token_of(ctx, CERTIFICATE, &token));
	padded = join(ctx, "\r\n \t", token, " \n", CU_LIT(""), "", CU_LIT(""));
	REQUIRE(padded.p != NULL);
	REQUIRE_OK(cu_credential_read(ctx, padded, &c));
	CHECK_EQ_INT(c.summary.form, CU_FORM_VC_JWT);
	CHECK_SLICES(c.octets, token);
	CHECK_SLICE(c.summary.issuer, "did:web:mill.example");
	CHECK(c.claims == c.payload);
	CHECK_SLICE(c.jws.kid, "#k");
}

TEST(reads_a_vc_jwt_of_1_1)
{
	static const char payload[] =
		"{\"iss\":\"did:web:mill.example\",\"sub\":\"did:web:buyer.example\","
		"\"jti\":\"urn:uuid:9\",\"nbf\":1704067200,\"exp\":1735689600,"
		"\"vc\":{" V1 ",\"type\":[\"VerifiableCredential\"],"
		"\"credentialSubject\":{\"heat\":\"61316\"}}}";
	cu_ctx	   *ctx = test_ctx();
	cu_slice	token;
	cu_credential c;
	const cu_json *subject;

	REQUIRE_OK(token_of(ctx, payload, &token));
	REQUIRE_OK(cu_credential_read(ctx, token, &c));
	CHECK_EQ_INT(c.summary.form, CU_FORM_VC_JWT_11);
	CHECK_EQ_INT(c.summary.model, 1);
	CHECK_SLICE(c.summary.issuer, "did:web:mill.example");
	CHECK_SLICE(c.summary.id, "urn:uuid:9");
	CHECK_SLICE(cu_json_get_string(c.claims, "issuanceDate"),
				"2024-01-01T00:00:00Z");
	CHECK_SLICE(cu_json_get_string(c.claims, "expirationDate"),
				"2025-01-01T00:00:00Z");
	subject = cu_json_get(c.claims, "credentialSubject");
	CHECK_SLICE(cu_json_get_string(subject, "id"), "did:web:buyer.example");
	CHECK_SLICE(cu_json_get_string(subject, "heat"), "61316");
	CHECK(cu_json_get(c.claims, "vc") == NULL);
	CHECK(cu_json_get(c.payload, "vc") != NULL);
}

/* What the vc claim says itself stays; an issuer object gets its id. */
TEST(keeps_what_a_vc_claim_says)
{
	static const char payload[] =
		"{\"iss\":\"did:web:mill.example\",\"sub\":\"did:web:buyer.example\","
		"\"jti\":\"urn:uuid:9\",\"nbf\":1704067200,\"exp\":1735689600,"
		"\"vc\":{" V1 ",\"type\":[\"VerifiableCredential\"],"
		"\"id\":\"urn:uuid:8\",\"issuer\":{\"name\":\"Mill\"},"
		"\"issuanceDate\":\"2023-01-01T00:00:00Z\","
		"\"credentialSubject\":{\"id\":\"did:web:third.example\"}}}";
	cu_ctx	   *ctx = test_ctx();
	cu_slice	token;
	cu_credential c;

	REQUIRE_OK(token_of(ctx, payload, &token));
	REQUIRE_OK(cu_credential_read(ctx, token, &c));
	CHECK_SLICE(c.summary.id, "urn:uuid:8");
	CHECK_SLICE(c.summary.issuer, "did:web:mill.example");
	CHECK_SLICE(cu_json_get_string(cu_json_get(c.claims, "issuer"), "name"),
				"Mill");
	CHECK_SLICE(cu_json_get_string(c.claims, "issuanceDate"),
				"2023-01-01T00:00:00Z");
	CHECK_SLICE(cu_json_get_string(cu_json_get(c.claims, "credentialSubject"),
								   "id"), "did:web:third.example");
}

TEST(reads_envelopes_as_they_occur)
{
	static const char *const prefixes[] = {
		"data:application/vc+jwt,", "data:application/vc+jwt;",
		"data:application/vc-ld+jwt;", "data:application/vc-ld+jwt,"
	};
	cu_ctx	   *ctx = test_ctx();
	cu_slice	token;

	REQUIRE_OK(token_of(ctx, CERTIFICATE, &token));
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
	{
		cu_slice	envelope = envelope_of(ctx, prefixes[i], token);
		cu_credential c;

		test_row(prefixes[i]);
		REQUIRE(envelope.p != NULL);
		REQUIRE_OK(cu_credential_read(ctx, envelope, &c));
		CHECK_EQ_INT(c.summary.form, CU_FORM_ENVELOPED);
		CHECK_EQ_INT(c.secured, CU_FORM_VC_JWT);
		CHECK_SLICES(c.octets, envelope);
		CHECK_SLICE(c.summary.id, "urn:uuid:1");
	}
}

TEST(reads_an_sd_jwt_undisclosed)
{
	static const char payload[] =
		"{" V2 ",\"type\":[\"VerifiableCredential\"],"
		"\"iss\":\"did:web:mill.example\",\"_sd\":[\"abc\"]}";
	cu_ctx	   *ctx = test_ctx();
	cu_slice	token;
	cu_slice	text;
	cu_credential c;

	REQUIRE_OK(token_of(ctx, payload, &token));
	text = join(ctx, "", token, "~WyJhIl0~", CU_LIT(""), "", CU_LIT(""));
	REQUIRE(text.p != NULL);
	REQUIRE_OK(cu_credential_read(ctx, text, &c));
	CHECK_EQ_INT(c.summary.form, CU_FORM_SD_JWT);
	CHECK_SLICE(c.summary.issuer, "did:web:mill.example");
	text = join(ctx, "", token, "~Wy\nJhIl0~", CU_LIT(""), "", CU_LIT(""));
	REQUIRE(text.p != NULL);
	CHECK_STATUS(cu_credential_read(ctx, text, &c), CU_BAD_JWS);
	CHECK_EQ_INT(ctx->error.offset, token.n + 3);
}

/* A failing row: what is read, the status, and where. */
typedef struct refusal
{
	const char *text;
	cu_status	status;
	const char *pointer;		/* NULL: an offset is given, or nothing */
} refusal;

static void
check_refusals(const refusal *rows, size_t count)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < count; i++)
	{
		cu_credential c;
		cu_status	status = cu_credential_read(ctx,
												cu_slice_cstr(rows[i].text),
												&c);

		test_row(rows[i].text);
		if (status == CU_OUT_OF_MEMORY)
			return;
		CHECK_STATUS(status, rows[i].status);
		if (rows[i].pointer)
			CHECK(ctx->error.pointer != NULL &&
				  strcmp(ctx->error.pointer, rows[i].pointer) == 0);
		else
			CHECK(ctx->error.pointer == NULL);
		cu_ctx_reset(ctx);
	}
}

TEST(refuses_what_is_no_credential)
{
	static const refusal rows[] = {
		{"", CU_BAD_CREDENTIAL, NULL},
		{"  \n", CU_BAD_CREDENTIAL, NULL},
		{"hello", CU_BAD_CREDENTIAL, NULL},
		{"[]", CU_BAD_CREDENTIAL, NULL},
		{"\xef\xbb\xbf{}", CU_BAD_CREDENTIAL, NULL},
		{"a.b.c", CU_BAD_JWS, NULL},
		{"{}", CU_BAD_CREDENTIAL, "/@context"},
		{"{" V2 "}", CU_BAD_CREDENTIAL, "/type"},
		{"{" V2 ",\"type\":[\"Other\",1,null]}", CU_BAD_CREDENTIAL, "/type"},
		{"{" V2 ",\"type\":[[\"VerifiableCredential\"]]}", CU_BAD_CREDENTIAL,
		"/type"},
		{"{" V2 ",\"type\":\"VerifiablePresentation\"}", CU_BAD_CREDENTIAL,
		"/type"},
		{"{" V2 ",\"type\":\"VerifiableCredential\"}", CU_BAD_CREDENTIAL,
		"/issuer"},
		{"{" V2 ",\"type\":\"VerifiableCredential\",\"issuer\":[\"a\"]}",
		CU_BAD_CREDENTIAL, "/issuer"},
		{"{" V2 ",\"type\":\"VerifiableCredential\",\"issuer\":{\"id\":1}}",
		CU_BAD_CREDENTIAL, "/issuer/id"},
		{"{" V2 ",\"type\":\"VerifiableCredential\",\"issuer\":\"a\"}",
		CU_BAD_CREDENTIAL, "/credentialSubject"},
		{"{" V2 ",\"type\":\"EnvelopedVerifiableCredential\"}",
		CU_BAD_CREDENTIAL, "/id"},
		{"{\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"bad\"}",
		CU_BAD_CREDENTIAL, "/id"},
		{"{\"type\":\"EnvelopedVerifiableCredential\","
		"\"id\":\"data:application/vc+jwtx,a.b.c\"}", CU_BAD_CREDENTIAL, "/id"},
		{"{\"type\":\"EnvelopedVerifiableCredential\","
		"\"id\":\"data:application/vc+jwt,\"}", CU_BAD_JWS, "/id"},
		{"{\"type\":\"EnvelopedVerifiableCredential\","
		"\"id\":\"data:application/vc+jwt,e30.bm8.\"}", CU_BAD_JSON, "/id"},
		/* Tokens: payloads [] and {} */
		{"e30.W10.", CU_BAD_CREDENTIAL, ""},
		{"e30.e30.", CU_BAD_CREDENTIAL, "/@context"},
		{"e30.bm8.", CU_BAD_JSON, NULL},
	};

	check_refusals(rows, sizeof(rows) / sizeof(rows[0]));
}

/* Bombs and ambiguities end at the border. */
TEST(refuses_hostile_json)
{
	static const refusal rows[] = {
		{"{\"type\":\"VerifiableCredential\",\"type\":\"x\"}",
		CU_DUPLICATE_KEY, NULL},
		{"{\"a\":{\"b\":1,\"\\u0062\":2}}", CU_DUPLICATE_KEY, NULL},
		{"{\"a\":1e400}", CU_BAD_NUMBER, NULL},
		{"{\"a\":\"\\u0000\"}", CU_BAD_JSON, NULL},
		{"{\"a\":\"\\ud800\"}", CU_BAD_JSON, NULL},
		{"{\"a\":\"\xff\"}", CU_BAD_UTF8, NULL},
		{"{\"a\":NaN}", CU_BAD_JSON, NULL},
		{"{\"a\":1}{}", CU_BAD_JSON, NULL},
		/* The same inside a token: {"a":1,"a":2} and {"a":1e400} */
		{"e30.eyJhIjoxLCJhIjoyfQ.", CU_DUPLICATE_KEY, NULL},
		{"e30.eyJhIjoxZTQwMH0.", CU_BAD_NUMBER, NULL},
	};

	check_refusals(rows, sizeof(rows) / sizeof(rows[0]));
}

TEST(refuses_deep_nesting)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;
	cu_credential c;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "{\"a\":");
	for (int i = 0; i < 100000; i++)
		cu_buf_add_char(&buf, '[');
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_STATUS(cu_credential_read(ctx, cu_buf_slice(&buf), &c),
				 CU_LIMIT_DEPTH);
}

TEST(refuses_documents_over_the_limit)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	token;
	cu_credential c;

	REQUIRE_OK(token_of(ctx, CERTIFICATE, &token));
	test_host()->limits.max_document = token.n;
	REQUIRE_OK(cu_credential_read(ctx, token, &c));
	test_host()->limits.max_document = token.n - 1;
	CHECK_STATUS(cu_credential_read(ctx, token, &c), CU_LIMIT_SIZE);
}

TEST(gives_offsets_in_what_was_handed_in)
{
	cu_ctx	   *ctx = test_ctx();
	cu_credential c;

	CHECK_STATUS(cu_credential_read(ctx, CU_LIT("  e30.e3+."), &c),
				 CU_BAD_JWS);
	CHECK(ctx->error.has_offset);
	CHECK_EQ_INT(ctx->error.offset, 8);
	CHECK_STATUS(cu_credential_read(ctx, CU_LIT("  {\"a\" 1}"), &c),
				 CU_BAD_JSON);
	CHECK_EQ_INT(ctx->error.offset, 7);
}

/* --- content: the same claims must not be counted twice ----------------- */

/* Reads octets and compares content and octets' digest with those of base. */
static cu_status
compare(cu_ctx *ctx, const cu_credential *base, cu_slice octets,
		bool same_content)
{
	cu_credential c;

	CU_TRY(cu_credential_read(ctx, octets, &c));
	CHECK_EQ_INT(memcmp(c.summary.content_digest, base->summary.content_digest,
						CU_SHA256_SIZE) == 0, same_content);
	CHECK(memcmp(c.summary.digest, base->summary.digest,
				 CU_SHA256_SIZE) != 0);
	return CU_OK;
}

TEST(same_claims_are_the_same_content)
{
	static const char spaced[] =
		"{ \"validUntil\": \"2025-01-01T00:00:00Z\", \"issuer\" :\n{\"name\":"
		"\"\\u004dill\",\"id\":\"did:web:mill.example\"},\"validFrom\":"
		"\"2024-01-01T00:00:00Z\"," V2 ",\"type\":[\"VerifiableCredential\","
		"\"MillTestReport\"],\"id\":\"urn:uuid:1\",\"credentialSubject\":"
		"{\"tons\":15e-1,\"heat\":\"61316\",\"id\":\"did:web:mill.example\"}}";
	static const char registered[] =
		"{\"iss\":\"did:web:mill.example\",\"iat\":1,\"jti\":\"urn:uuid:1\","
		"\"nbf\":2,\"exp\":3,\"sub\":\"did:web:mill.example\",\"aud\":\"us\","
		"\"cnf\":{}," V2 ",\"id\":\"urn:uuid:1\",\"type\":"
		"[\"VerifiableCredential\",\"MillTestReport\"],\"issuer\":{\"id\":"
		"\"did:web:mill.example\",\"name\":\"Mill\"},\"validFrom\":"
		"\"2024-01-01T00:00:00Z\",\"validUntil\":\"2025-01-01T00:00:00Z\","
		HEAT "}";
	cu_ctx	   *ctx = test_ctx();
	cu_credential base;
	signer		p256;
	cu_slice	text;

	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(CERTIFICATE), &base));
	/* Other white space, order, escapes and number spelling */
	REQUIRE_OK(compare(ctx, &base, CU_LIT(spaced), true));
	/* A proof inside, by whomever and whenever */
	REQUIRE_OK(make_signer(ctx, P256_JWK, &p256));
	REQUIRE_OK(sign_document(ctx, &p256, p256.method, "2024-01-01T00:00:00Z",
							 "", CU_LIT(CERTIFICATE), &text));
	REQUIRE_OK(compare(ctx, &base, text, true));
	REQUIRE_OK(sign_document(ctx, &p256, p256.method, "2024-01-02T00:00:00Z",
							 "", text, &text));
	REQUIRE_OK(compare(ctx, &base, text, true));
	/* A token, with registered claims, and in an envelope */
	REQUIRE_OK(token_of(ctx, CERTIFICATE, &text));
	REQUIRE_OK(compare(ctx, &base, text, true));
	REQUIRE_OK(token_of(ctx, registered, &text));
	REQUIRE_OK(compare(ctx, &base, text, true));
	text = envelope_of(ctx, "data:application/vc+jwt,", text);
	REQUIRE(text.p != NULL);
	REQUIRE_OK(compare(ctx, &base, text, true));
}

/* p - s for the signature's second half: the other valid ECDSA signature. */
static void
negate_s(uint8_t *signature)
{
	static const uint8_t order[32] = {
		0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84,
		0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51
	};
	int			borrow = 0;

	for (int i = 31; i >= 0; i--)
	{
		int			digit = order[i] - signature[32 + i] - borrow;

		borrow = digit < 0;
		signature[32 + i] = (uint8_t) (digit + 256 * borrow);
	}
}

TEST(another_signature_of_the_same_key_is_the_same_content)
{
	cu_ctx	   *ctx = test_ctx();
	signer		p256;
	cu_slice	token;
	cu_slice	twin;
	cu_slice	encoded;
	cu_credential base;
	cu_jws		jws;

	REQUIRE_OK(make_signer(ctx, P256_JWK, &p256));
	REQUIRE_OK(sign_token(ctx, &p256, p256.method, "", CU_LIT(CERTIFICATE),
						  &token));
	REQUIRE_OK(cu_credential_read(ctx, token, &base));
	REQUIRE_OK(cu_jws_parse(ctx, token, &jws));
	negate_s((uint8_t *) jws.signature.p);
	encoded = cu_base64url_encode(ctx, jws.signature);
	REQUIRE(encoded.p != NULL);
	twin = join(ctx, "", jws.signing_input, ".", encoded, "", CU_LIT(""));
	REQUIRE(twin.p != NULL);
	/* Were it not valid, this test would show nothing. */
	CHECK_EQ_INT(cu_jws_verify(&jws, &p256.public_key), CU_TRUE);
	REQUIRE_OK(compare(ctx, &base, twin, true));
}

TEST(other_claims_are_other_content)
{
	cu_ctx	   *ctx = test_ctx();
	cu_credential base;

	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(CERTIFICATE), &base));
	REQUIRE_OK(compare(ctx, &base, CU_LIT(
		"{" V2 ",\"id\":\"urn:uuid:1\",\"type\":[\"VerifiableCredential\","
		"\"MillTestReport\"],\"issuer\":{\"id\":\"did:web:mill.example\","
		"\"name\":\"Mill\"},\"validFrom\":\"2024-01-01T00:00:00Z\","
		"\"validUntil\":\"2025-01-01T00:00:00Z\",\"credentialSubject\":"
		"{\"id\":\"did:web:mill.example\",\"heat\":\"61317\",\"tons\":1.50}}"),
					   false));
	/* Outside a token the registered names are claims like others. */
	REQUIRE_OK(compare(ctx, &base, CU_LIT(
		"{\"exp\":1," V2 ",\"id\":\"urn:uuid:1\",\"type\":"
		"[\"VerifiableCredential\",\"MillTestReport\"],\"issuer\":{\"id\":"
		"\"did:web:mill.example\",\"name\":\"Mill\"},\"validFrom\":"
		"\"2024-01-01T00:00:00Z\",\"validUntil\":\"2025-01-01T00:00:00Z\","
		HEAT "}"), false));
}

/* What is signed in canonical form are doubles, whatever digits stand there. */
TEST(digits_that_are_not_signed_are_no_claims)
{
#define NUMBERED(number, more) "{" V2 ",\"type\":\"VerifiableCredential\"," \
	"\"issuer\":\"did:web:a\",\"credentialSubject\":{\"sscc\":[" number "]}" \
	more "}"
#define PROOF ",\"proof\":{\"type\":\"DataIntegrityProof\"}"
	static const char one[] = NUMBERED("376101234567890127", PROOF);
	static const char other[] = NUMBERED("376101234567890128.0", PROOF);
	static const char bare[] = NUMBERED("376101234567890127", "");
	static const char rounded[] = NUMBERED("376101234567890112", "");
	cu_ctx	   *ctx = test_ctx();
	cu_credential a;
	cu_credential b;
	cu_slice	token;
	const cu_json *number;

	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(one), &a));
	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(other), &b));
	CHECK(memcmp(a.summary.content_digest, b.summary.content_digest,
				 CU_SHA256_SIZE) == 0);
	CHECK(test_json_equal(a.claims, b.claims));
	number = cu_json_nth(cu_json_get(cu_json_get(a.claims,
												 "credentialSubject"),
									 "sscc"), 0);
	CHECK_SLICE(number->v.text, "376101234567890100");
	number = cu_json_nth(cu_json_get(cu_json_get(b.claims,
												 "credentialSubject"),
									 "sscc"), 0);
	CHECK_SLICE(number->v.text, "376101234567890100");
	CHECK_SLICE(a.octets, NUMBERED("376101234567890127", PROOF));
	/* A token signs its octets; what nothing signs is not taken for either. */
	REQUIRE_OK(token_of(ctx, bare, &token));
	REQUIRE_OK(cu_credential_read(ctx, token, &b));
	CHECK(memcmp(a.summary.content_digest, b.summary.content_digest,
				 CU_SHA256_SIZE) != 0);
	number = cu_json_nth(cu_json_get(cu_json_get(b.claims,
												 "credentialSubject"),
									 "sscc"), 0);
	CHECK_SLICE(number->v.text, "376101234567890127");
	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(bare), &a));
	CHECK(memcmp(a.summary.content_digest, b.summary.content_digest,
				 CU_SHA256_SIZE) == 0);
	REQUIRE_OK(cu_credential_read(ctx, CU_LIT(rounded), &b));
	CHECK(memcmp(a.summary.content_digest, b.summary.content_digest,
				 CU_SHA256_SIZE) != 0);
#undef NUMBERED
#undef PROOF
}

const cu_test cu_tests_credential[] = {
	{"reads_json", reads_json},
	{"reads_sparse_and_odd_summaries", reads_sparse_and_odd_summaries},
	{"reads_a_token", reads_a_token},
	{"reads_a_vc_jwt_of_1_1", reads_a_vc_jwt_of_1_1},
	{"keeps_what_a_vc_claim_says", keeps_what_a_vc_claim_says},
	{"reads_envelopes_as_they_occur", reads_envelopes_as_they_occur},
	{"reads_an_sd_jwt_undisclosed", reads_an_sd_jwt_undisclosed},
	{"refuses_what_is_no_credential", refuses_what_is_no_credential},
	{"refuses_hostile_json", refuses_hostile_json},
	{"refuses_deep_nesting", refuses_deep_nesting},
	{"refuses_documents_over_the_limit", refuses_documents_over_the_limit},
	{"gives_offsets_in_what_was_handed_in",
	gives_offsets_in_what_was_handed_in},
	{"same_claims_are_the_same_content", same_claims_are_the_same_content},
	{"another_signature_of_the_same_key_is_the_same_content",
	another_signature_of_the_same_key_is_the_same_content},
	{"other_claims_are_other_content", other_claims_are_other_content},
	{"digits_that_are_not_signed_are_no_claims",
	digits_that_are_not_signed_are_no_claims},
	{NULL, NULL}
};
