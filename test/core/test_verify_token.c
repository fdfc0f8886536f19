/*
 * test_verify_token.c
 *		Tokens: headers that lie, keys that are not the issuer's, claims that
 *		contradict.
 */
#include "judging.h"

#include "../../src/core/base.h"

/* A token of the mill: header members after alg, and payload members more. */
static cu_status
token_with(world *w, const char *header, const char *more, cu_slice *token)
{
	cu_slice	claims = claims_of(w->ctx, CU_LIT(MILL_DID), more);
	cu_slice	text = join(w->ctx, "{\"alg\":\"EdDSA\"",
							cu_slice_cstr(header), "}", CU_LIT(""), "",
							CU_LIT(""));

	if (claims.p == NULL || text.p == NULL)
		return CU_NOMEM(w->ctx);
	return sign_with_header(w->ctx, &w->mill, text, claims, token);
}

/* A row: a header and a payload, and the verdict. */
typedef struct token_row
{
	const char *header;
	const char *more;
	cu_truth	passed;
	cu_code		code;
} token_row;

static cu_status
check_rows(world *w, const token_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		cu_slice	token;

		test_row(rows[i].header[0] ? rows[i].header : rows[i].more);
		CU_TRY(token_with(w, rows[i].header, rows[i].more, &token));
		CU_TRY(expect_at(w, token, rows[i].passed, rows[i].code, __FILE__,
						 __LINE__));
	}
	return CU_OK;
}

#define CHECK_ROWS(w, rows) \
	REQUIRE_OK(check_rows((w), (rows), sizeof(rows) / sizeof((rows)[0])))

TEST(kid_picks_a_key_of_the_issuer)
{
	static const token_row rows[] = {
		{",\"kid\":\"" MILL_DID "#k1\"", "", CU_TRUE, CU_CODE_ok},
		{",\"kid\":\"#k1\"", "", CU_TRUE, CU_CODE_ok},
		{",\"kid\":\"k1\"", "", CU_TRUE, CU_CODE_ok},
		{",\"kid\":\"" MILL_DID "\"", "", CU_TRUE, CU_CODE_ok},
		{"", "", CU_TRUE, CU_CODE_ok},
		/* The thumbprint of the mill's key */
		{",\"kid\":\"BSDDpUW_fxlTGKXIkLpE-tzVMgMqvoMZ_aXW3_yRAIU\"", "", CU_TRUE,
		CU_CODE_ok},
		{",\"kid\":\"ASDDpUW_fxlTGKXIkLpE-tzVMgMqvoMZ_aXW3_yRAIU\"", "", CU_FALSE,
		CU_CODE_key_not_listed},
		{",\"kid\":\"" MILL_DID "#k2\"", "", CU_FALSE, CU_CODE_key_not_listed},
		{",\"kid\":\"#k2\"", "", CU_FALSE, CU_CODE_key_not_listed},
		{",\"kid\":\"k2\"", "", CU_FALSE, CU_CODE_key_not_listed},
		{",\"kid\":\"\"", "", CU_FALSE, CU_CODE_key_not_listed},
		/* A key of somebody else, listed or not, is not the issuer's. */
		{",\"kid\":\"did:web:other.example#k1\"", "", CU_FALSE,
		CU_CODE_issuer_mismatch},
		{",\"kid\":\"did:web:mill.example.evil#k1\"", "", CU_FALSE,
		CU_CODE_issuer_mismatch},
		{",\"kid\":\"https://mill.example/#k1\"", "", CU_FALSE,
		CU_CODE_issuer_mismatch},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	CHECK_ROWS(&w, rows);
}

/* RFC 8725 3.10: whatever key the header brings, it is not looked at. */
TEST(keys_in_the_header_are_ignored)
{
	static const token_row rows[] = {
		{",\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
			"\"x\":\"U2QS0UzMd3GUicYJ5uqSrrGMXol_Z3zKf8Dm8g7mTik\"}", "",
		CU_FALSE, CU_CODE_bad_signature},
		{",\"jku\":\"https://evil.example/keys\"", "", CU_FALSE,
		CU_CODE_bad_signature},
		{",\"x5u\":\"https://evil.example/cert\",\"x5c\":[\"AA\"]", "",
		CU_FALSE, CU_CODE_bad_signature},
	};
	world		w;
	const cu_did_document *document;

	REQUIRE_OK(world_init(&w));
	/* The mill's document lists the other key: ours signs in its name. */
	REQUIRE_OK(mill_document(w.ctx, &w.other, MILL_DID, "assertionMethod", "",
							 &document));
	world_version(&w, CU_LIT(MILL_DID), on("2020-01-01T00:00:00Z"), document);
	CHECK_ROWS(&w, rows);
}

TEST(other_kinds_of_tokens_are_refused)
{
	static const token_row rows[] = {
		{",\"typ\":\"vc+jwt\",\"cty\":\"vc\"", "", CU_TRUE, CU_CODE_ok},
		{",\"typ\":\"application/vc+jwt\",\"cty\":\"application/vc\"", "",
		CU_TRUE, CU_CODE_ok},
		{",\"typ\":\"Application/VC+JWT\"", "", CU_TRUE, CU_CODE_ok},
		{",\"typ\":\"JWT\"", "", CU_TRUE, CU_CODE_ok},
		{",\"typ\":\"vc-ld+jwt\"", "", CU_TRUE, CU_CODE_ok},
		{",\"typ\":\"vp+jwt\"", "", CU_FALSE, CU_CODE_bad_type_header},
		{",\"typ\":\"at+jwt\"", "", CU_FALSE, CU_CODE_bad_type_header},
		{",\"typ\":\"secevent+jwt\"", "", CU_FALSE, CU_CODE_bad_type_header},
		{",\"typ\":\"\"", "", CU_FALSE, CU_CODE_bad_type_header},
		{",\"typ\":\"application/application/vc+jwt\"", "", CU_FALSE,
		CU_CODE_bad_type_header},
		{",\"typ\":\"text/vc+jwt\"", "", CU_FALSE, CU_CODE_bad_type_header},
		{",\"cty\":\"vp\"", "", CU_FALSE, CU_CODE_bad_type_header},
		{",\"typ\":\"0123456789012345678901234567890123456789012345\"", "",
		CU_FALSE, CU_CODE_bad_type_header},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	CHECK_ROWS(&w, rows);
}

TEST(critical_headers_are_refused)
{
	static const token_row rows[] = {
		{",\"crit\":[\"x\"],\"x\":1", "", CU_FALSE, CU_CODE_critical_header},
		{",\"crit\":[\"b64\"],\"b64\":false", "", CU_FALSE,
		CU_CODE_critical_header},
		{",\"x\":1", "", CU_TRUE, CU_CODE_ok},
	};
	world		w;
	cu_slice	token;
	cu_verdict	verdict;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	CHECK_ROWS(&w, rows);
	REQUIRE_OK(token_with(&w, ",\"crit\":[\"x\"]", "", &token));
	REQUIRE_OK(judge(&w, token, &verdict));
	CHECK(row_of(&verdict, "structure", CU_CODE_critical_header) != NULL);
	CHECK(row_of(&verdict, "proof", CU_CODE_critical_header) != NULL);
}

/* exp and validUntil, nbf and validFrom: both must hold. */
TEST(both_periods_must_hold)
{
	static const token_row rows[] = {
		{"", ",\"exp\":1717200001", CU_TRUE, CU_CODE_ok},
		{"", ",\"exp\":1717200000", CU_FALSE, CU_CODE_expired},
		{"", ",\"nbf\":1717200000", CU_TRUE, CU_CODE_ok},
		{"", ",\"nbf\":1717200000.5", CU_FALSE, CU_CODE_not_yet_valid},
		{"", ",\"validUntil\":\"2024-06-01T00:00:00.000001Z\"", CU_TRUE,
		CU_CODE_ok},
		{"", ",\"validUntil\":\"2024-06-01T00:00:00Z\"", CU_FALSE,
		CU_CODE_expired},
		{"", ",\"validFrom\":\"2024-06-01T00:00:00Z\"", CU_TRUE, CU_CODE_ok},
		{"", ",\"validFrom\":\"2024-06-01T00:00:01Z\"", CU_FALSE,
		CU_CODE_not_yet_valid},
		{"", ",\"exp\":1717200000,\"validUntil\":\"2025-01-01T00:00:00Z\"",
		CU_FALSE, CU_CODE_expired},
		{"", ",\"exp\":1800000000,\"validUntil\":\"2024-01-01T00:00:00Z\"",
		CU_FALSE, CU_CODE_expired},
		{"", ",\"exp\":\"1800000000\"", CU_FALSE, CU_CODE_bad_structure},
		{"", ",\"nbf\":null", CU_FALSE, CU_CODE_bad_structure},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	CHECK_ROWS(&w, rows);
}

TEST(dates_of_signing_are_judged)
{
	static const token_row rows[] = {
		{"", ",\"iat\":1717200300", CU_TRUE, CU_CODE_ok},
		{"", ",\"iat\":1717200301", CU_FALSE, CU_CODE_signed_in_future},
		{"", ",\"iat\":\"2099-01-01T00:00:00Z\"", CU_TRUE, CU_CODE_ok},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	CHECK_ROWS(&w, rows);
}

TEST(claims_must_not_contradict)
{
	static const token_row rows[] = {
		{"", ",\"iss\":\"" MILL_DID "\"", CU_TRUE, CU_CODE_ok},
		{"", ",\"iss\":\"did:web:other.example\"", CU_FALSE,
		CU_CODE_issuer_mismatch},
		{"", ",\"iss\":1", CU_FALSE, CU_CODE_issuer_mismatch},
		{"", ",\"id\":\"urn:x:1\",\"jti\":\"urn:x:1\"", CU_TRUE, CU_CODE_ok},
		{"", ",\"id\":\"urn:x:1\",\"jti\":\"urn:x:2\"", CU_FALSE,
		CU_CODE_bad_structure},
		{"", ",\"jti\":\"urn:x:2\"", CU_TRUE, CU_CODE_ok},
		{"", ",\"sub\":\"urn:x:3\"", CU_TRUE, CU_CODE_ok},
		{"", ",\"vc\":{}", CU_FALSE, CU_CODE_forbidden_claim},
		{"", ",\"vc\":\"oops\"", CU_FALSE, CU_CODE_forbidden_claim},
		{"", ",\"vp\":{}", CU_FALSE, CU_CODE_forbidden_claim},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	CHECK_ROWS(&w, rows);
}

/* In VC-JWT 1.1 the token repeats the credential, to the second. */
TEST(a_1_1_token_repeats_its_credential)
{
	static const struct
	{
		const char *registered;
		const char *vc;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{"\"nbf\":1704067200", "", CU_TRUE, CU_CODE_ok},
		{"\"nbf\":1704067200",
			",\"issuanceDate\":\"2024-01-01T00:00:00.999Z\"", CU_TRUE,
		CU_CODE_ok},
		{"\"nbf\":1704067200", ",\"issuanceDate\":\"2024-01-01T00:00:01Z\"",
		CU_FALSE, CU_CODE_bad_structure},
		{"\"nbf\":1704067200,\"exp\":1735689600",
			",\"expirationDate\":\"2025-01-02T00:00:00Z\"", CU_FALSE,
		CU_CODE_bad_structure},
		{"\"nbf\":1704067200,\"exp\":1714521600", "", CU_FALSE,
		CU_CODE_expired},
		{"\"nbf\":1704067200", ",\"issuer\":\"did:web:other.example\"",
		CU_FALSE, CU_CODE_issuer_mismatch},
		{"\"nbf\":1704067200,\"sub\":\"urn:x:1\"",
			",\"credentialSubject\":{\"id\":\"urn:x:2\"}", CU_FALSE,
		CU_CODE_bad_structure},
		{"\"iat\":1704067200", "", CU_FALSE, CU_CODE_bad_structure},
		{"\"nbf\":1704067200,\"vp\":{}", "", CU_FALSE,
		CU_CODE_forbidden_claim},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		bool		subject = strstr(rows[i].vc, "credentialSubject") != NULL;
		cu_slice	text;

		test_row(rows[i].registered);
		text = join(w.ctx, "{\"iss\":\"" MILL_DID "\",",
					cu_slice_cstr(rows[i].registered),
					",\"vc\":{" V1 ",\"type\":[\"VerifiableCredential\"]",
					subject ? CU_LIT("") :
					CU_LIT(",\"credentialSubject\":{\"a\":1}"), "",
					cu_slice_cstr(rows[i].vc));
		REQUIRE(text.p != NULL);
		text = join(w.ctx, "", text, "}}", CU_LIT(""), "", CU_LIT(""));
		REQUIRE(text.p != NULL);
		REQUIRE_OK(sign_token(w.ctx, &w.mill, CU_LIT("#k1"), "", text, &text));
		REQUIRE_OK(expect_at(&w, text, rows[i].passed, rows[i].code, __FILE__,
							 __LINE__));
	}
}

/* A credential of 2.0 has no business inside a vc claim. */
TEST(a_vc_claim_of_2_0_is_forbidden)
{
	world		w;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(sign_token(w.ctx, &w.mill, CU_LIT("#k1"), "",
						  CU_LIT("{\"iss\":\"" MILL_DID "\",\"vc\":{" V2
								 ",\"type\":\"VerifiableCredential\","
								 "\"credentialSubject\":{\"a\":1}}}"),
						  &token));
	EXPECT(&w, token, CU_FALSE, forbidden_claim);
}

/* A good proof inside does not secure a token that somebody else signed. */
TEST(an_inner_proof_secures_nothing)
{
	world		w;
	cu_slice	document;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	EXPECT(&w, document, CU_TRUE, ok);
	REQUIRE_OK(sign_token(w.ctx, &w.other, CU_LIT(MILL_DID "#k1"), "",
						  document, &token));
	EXPECT(&w, token, CU_FALSE, bad_signature);
	/* Nor does a broken one spoil a token that is good. */
	document = claims_of(w.ctx, CU_LIT(MILL_DID), ",\"proof\":{\"a\":1}");
	REQUIRE(document.p != NULL);
	REQUIRE_OK(sign_token(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"), "",
						  document, &token));
	EXPECT(&w, token, CU_TRUE, ok);
}

/* --- algorithms ----------------------------------------------------------- */

/* A token under any header, with a signature of nothing in particular. */
static cu_status
forged(world *w, const char *header, cu_slice *token)
{
	cu_slice	claims = claims_of(w->ctx, CU_LIT(MILL_DID), "");
	cu_slice	good;
	cu_slice	head;
	size_t		dot = 0;

	if (claims.p == NULL)
		return CU_NOMEM(w->ctx);
	CU_TRY(sign_with_header(w->ctx, &w->mill, CU_LIT("{\"alg\":\"EdDSA\"}"),
							claims, &good));
	while (good.p[dot] != '.')
		dot++;
	head = cu_base64url_encode(w->ctx, cu_slice_cstr(header));
	if (head.p == NULL)
		return CU_NOMEM(w->ctx);
	*token = join(w->ctx, "", head, "", cu_slice_from(good, dot), "",
				  CU_LIT(""));
	return token->p ? CU_OK : CU_NOMEM(w->ctx);
}

TEST(algorithms_follow_the_key)
{
	static const struct
	{
		const char *header;
		cu_code		code;
	}			rows[] = {
		{"{\"alg\":\"none\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"none\",\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"None\",\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"HS256\",\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"ES256\",\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"ES512\",\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"ES512\"}", CU_CODE_key_not_listed},
		{"{\"alg\":\"ML-DSA-44\",\"kid\":\"#k1\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"ML-DSA-44\"}", CU_CODE_bad_algorithm},
		{"{\"alg\":\"ES256\"}", CU_CODE_key_not_listed},
		/* The right algorithm, but the header is not what was signed. */
		{"{\"alg\":\"Ed25519\",\"kid\":\"#k1\"}", CU_CODE_bad_signature},
		{"{\"alg\":\"EdDSA\" }", CU_CODE_bad_signature},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	token;

		test_row(rows[i].header);
		REQUIRE_OK(forged(&w, rows[i].header, &token));
		REQUIRE_OK(expect_at(&w, token, CU_FALSE, rows[i].code, __FILE__,
							 __LINE__));
	}
}

/* A BLS12-381 key: read, but nothing is verified with it. */
#define BLS_MATERIAL \
	"\"publicKeyMultibase\":\"z3tE9uN23nvDTT23DrMRYYZkxn5YVM6XyBzZr4Zz" \
	"QynRe838vE4jMPX5oBWKyHEjEbai14\""

TEST(foreign_keys_leave_it_open)
{
	static const struct
	{
		const char *material;
		const char *header;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{BLS_MATERIAL, "{\"alg\":\"BBS\",\"kid\":\"#k0\"}", CU_UNKNOWN,
		CU_CODE_unsupported_algorithm},
		{BLS_MATERIAL, "{\"alg\":\"BBS\"}", CU_UNKNOWN,
		CU_CODE_unsupported_algorithm},
		{BLS_MATERIAL, "{\"alg\":\"EdDSA\",\"kid\":\"#k0\"}", CU_FALSE,
		CU_CODE_bad_algorithm},
		{BLS_MATERIAL, "{\"alg\":\"EdDSA\"}", CU_FALSE,
		CU_CODE_key_not_listed},
		{BLS_MATERIAL, "{\"alg\":\"none\",\"kid\":\"#k0\"}", CU_FALSE,
		CU_CODE_bad_algorithm},
		{"\"publicKeyPem\":\"x\"", "{\"alg\":\"EdDSA\",\"kid\":\"#k0\"}",
		CU_UNKNOWN, CU_CODE_unsupported_key},
		{"\"publicKeyPem\":\"x\"", "{\"alg\":\"EdDSA\"}", CU_UNKNOWN,
		CU_CODE_unsupported_key},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		world		w;
		cu_slice	token;

		test_row(rows[i].header);
		REQUIRE_OK(world_init(&w));
		REQUIRE_OK(register_methods(&w, rows[i].material, 1));
		REQUIRE_OK(forged(&w, rows[i].header, &token));
		REQUIRE_OK(expect_at(&w, token, rows[i].passed, rows[i].code,
							 __FILE__, __LINE__));
	}
}

/* Only keys listed for assertions are tried. */
TEST(other_keys_are_not_tried)
{
	world		w;
	const cu_did_document *document;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "authentication", "",
							 &document));
	world_version(&w, CU_LIT(MILL_DID), on("2020-01-01T00:00:00Z"), document);
	REQUIRE_OK(token_with(&w, "", "", &token));
	EXPECT(&w, token, CU_FALSE, key_not_listed);
}

/* More keys than are tried for a token that names none. */
TEST(keys_are_tried_within_bounds)
{
	static const char other[] =
		"\"publicKeyJwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
		"\"x\":\"q2oG8oE66qv9iu9qBUDsd7V3mxfvXHz1__gbptjC0mk\"}";
	world		w;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(token_with(&w, "", "", &token));
	REQUIRE_OK(register_methods(&w, other, 8));
	EXPECT(&w, token, CU_FALSE, bad_signature);
	w.histories[0].version_count = 0;
	REQUIRE_OK(register_methods(&w, other, 9));
	EXPECT(&w, token, CU_UNKNOWN, key_not_named);
}

const cu_test cu_tests_verify_token[] = {
	{"kid_picks_a_key_of_the_issuer", kid_picks_a_key_of_the_issuer},
	{"keys_in_the_header_are_ignored", keys_in_the_header_are_ignored},
	{"other_kinds_of_tokens_are_refused", other_kinds_of_tokens_are_refused},
	{"critical_headers_are_refused", critical_headers_are_refused},
	{"both_periods_must_hold", both_periods_must_hold},
	{"dates_of_signing_are_judged", dates_of_signing_are_judged},
	{"claims_must_not_contradict", claims_must_not_contradict},
	{"a_1_1_token_repeats_its_credential", a_1_1_token_repeats_its_credential},
	{"a_vc_claim_of_2_0_is_forbidden", a_vc_claim_of_2_0_is_forbidden},
	{"an_inner_proof_secures_nothing", an_inner_proof_secures_nothing},
	{"algorithms_follow_the_key", algorithms_follow_the_key},
	{"foreign_keys_leave_it_open", foreign_keys_leave_it_open},
	{"other_keys_are_not_tried", other_keys_are_not_tried},
	{"keys_are_tried_within_bounds", keys_are_tried_within_bounds},
	{NULL, NULL}
};
