/*
 * test_verify_proof.c
 *		Embedded proofs: their options, sets of them, and co-signers.
 */
#include "judging.h"

/* Signs a document of the mill with a proof that has these members more. */
static cu_status
signed_with(world *w, const char *more, const char *created, cu_slice *out)
{
	cu_slice	claims = claims_of(w->ctx, CU_LIT(MILL_DID), "");

	if (claims.p == NULL)
		return CU_NOMEM(w->ctx);
	return sign_document(w->ctx, &w->mill, CU_LIT(MILL_DID "#k1"), created,
						 more, claims, out);
}

TEST(proof_options_are_judged)
{
	static const struct
	{
		const char *more;
		const char *created;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{",\"expires\":\"2024-06-01T00:00:01Z\"", SIGNED, CU_TRUE, CU_CODE_ok},
		{",\"expires\":\"2024-06-01T00:00:00Z\"", SIGNED, CU_FALSE,
		CU_CODE_proof_expired},
		{",\"expires\":\"soon\"", SIGNED, CU_FALSE, CU_CODE_bad_proof},
		{",\"expires\":1", SIGNED, CU_FALSE, CU_CODE_bad_proof},
		{",\"proofPurpose\":\"authentication\"", SIGNED, CU_FALSE,
		CU_CODE_wrong_purpose},
		{",\"proofPurpose\":[\"assertionMethod\"]", SIGNED, CU_FALSE,
		CU_CODE_bad_proof},
		{"", "2024-06-01", CU_FALSE, CU_CODE_bad_proof},
		{"", "2024-06-01T00:05:00Z", CU_TRUE, CU_CODE_ok},
		{"", "2024-06-01T00:05:01Z", CU_FALSE, CU_CODE_signed_in_future},
		{",\"domain\":\"us\",\"nonce\":\"1\"", SIGNED, CU_TRUE, CU_CODE_ok},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	document;

		test_row(rows[i].more);
		REQUIRE_OK(signed_with(&w, rows[i].more, rows[i].created, &document));
		REQUIRE_OK(expect_at(&w, document, rows[i].passed, rows[i].code,
							 __FILE__, __LINE__));
	}
}

#define CHAINED \
	"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\"," \
	"\"proofPurpose\":\"assertionMethod\",\"verificationMethod\":" \
	"\"" MILL_DID "#k1\",\"previousProof\":"

TEST(malformed_and_foreign_proofs)
{
	static const struct
	{
		const char *proof;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{"[]", CU_FALSE, CU_CODE_bad_structure},
		{"null", CU_FALSE, CU_CODE_bad_structure},
		{"\"z\"", CU_FALSE, CU_CODE_bad_structure},
		{"{}", CU_FALSE, CU_CODE_bad_proof},
		{"{\"type\":\"DataIntegrityProof\"}", CU_FALSE, CU_CODE_bad_proof},
		{"{\"type\":\"Homemade\"}", CU_UNKNOWN,
		CU_CODE_unsupported_cryptosuite},
		{"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"x-2099\"}",
		CU_UNKNOWN, CU_CODE_unsupported_cryptosuite},
		{"{\"type\":\"BbsBlsSignature2020\",\"proofPurpose\":"
			"\"assertionMethod\"}", CU_UNKNOWN,
		CU_CODE_unsupported_cryptosuite},
		/* A key of somebody else: then the mill has not signed at all. */
		{"{\"type\":\"BbsBlsSignature2020\",\"proofPurpose\":"
			"\"assertionMethod\",\"verificationMethod\":"
			"\"did:web:other.example#k1\"}", CU_FALSE,
		CU_CODE_issuer_mismatch},
		{"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"bbs-2023\","
			"\"proofPurpose\":\"assertionMethod\",\"verificationMethod\":"
			"\"" MILL_DID "#k1\"}", CU_UNKNOWN,
		CU_CODE_unsupported_cryptosuite},
		{"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
			"\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\"}",
		CU_FALSE, CU_CODE_bad_proof},
		{"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
			"\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\","
			"\"verificationMethod\":\"#k1\"}", CU_FALSE, CU_CODE_bad_proof},
		{"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
			"\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\","
			"\"verificationMethod\":\"" MILL_DID "\"}", CU_FALSE,
		CU_CODE_bad_proof},
		{"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
			"\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\","
			"\"verificationMethod\":\"" MILL_DID "#k1\"}", CU_FALSE,
		CU_CODE_bad_signature},
		{CHAINED "\"urn:x:1\"}", CU_FALSE, CU_CODE_previous_proof_missing},
		{CHAINED "[]}", CU_FALSE, CU_CODE_bad_proof},
		{CHAINED "1}", CU_FALSE, CU_CODE_bad_proof},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	document = with_proof(&w, rows[i].proof);

		test_row(rows[i].proof);
		REQUIRE(document.p != NULL);
		REQUIRE_OK(expect_at(&w, document, rows[i].passed, rows[i].code,
							 __FILE__, __LINE__));
	}
}

/* The document with one proof more, which is written as it stands. */
static cu_status
add_proof(cu_ctx *ctx, cu_slice document, const char *proof, cu_slice *out)
{
	const cu_json *json;
	const cu_json *added;
	cu_json		items[2];
	cu_buf		buf;

	CU_TRY(cu_json_parse(ctx, document, &json));
	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(proof), &added));
	items[0] = *cu_json_get(json, "proof");
	items[1] = *added;
	added = cu_json_new_array(ctx, items, 2);
	if (added == NULL || (json = cu_json_with(ctx, json, "proof", added)) == NULL)
		return CU_NOMEM(ctx);
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

TEST(an_unsupported_proof_beside_a_good_one_warns)
{
	world		w;
	cu_slice	document;
	cu_verdict	verdict;
	const cu_check *row;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	REQUIRE_OK(add_proof(w.ctx, document, "{\"type\":\"Homemade\"}",
						 &document));
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.warned);
	row = row_of(&verdict, "proof", CU_CODE_unsupported_cryptosuite);
	REQUIRE(row != NULL);
	CHECK_EQ_INT(row->passed, CU_UNKNOWN);
	CHECK_EQ_INT(row->level, CU_LEVEL_WARNING);
	CHECK(strcmp(row->pointer, "/proof/1") == 0);
}

TEST(a_broken_proof_beside_a_good_one_blocks)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	REQUIRE_OK(add_proof(w.ctx, document, "{}", &document));
	EXPECT(&w, document, CU_FALSE, bad_proof);
}

TEST(co_signers_count_for_themselves)
{
	world		w;
	cu_slice	both;
	cu_slice	alone;
	cu_slice	claims;
	char	   *copy;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	claims = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(claims.p != NULL);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &both));
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "", both,
							 &both));
	EXPECT(&w, both, CU_TRUE, ok);
	/* Alone it does not make the claims the mill's. */
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "", claims,
							 &alone));
	EXPECT(&w, alone, CU_FALSE, issuer_mismatch);
	/* Broken it blocks: somebody has altered what it signed. */
	both = cu_copy(w.ctx, both);
	REQUIRE(both.p != NULL);
	copy = strstr(both.p, "ecdsa-jcs-2019");
	REQUIRE(copy != NULL && (copy = strstr(copy, SIGNED)) != NULL);
	copy[3] = '3';
	EXPECT(&w, both, CU_FALSE, bad_signature);
}

/* What a co-signer proves is not what the issuer said. */
TEST(a_good_co_signer_does_not_stand_in_for_the_issuer)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	document = with_proof(&w, "{\"type\":\"BbsBlsSignature2020\","
						  "\"proofPurpose\":\"assertionMethod\","
						  "\"verificationMethod\":\"" MILL_DID "#k1\"}");
	REQUIRE(document.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "",
							 document, &document));
	EXPECT(&w, document, CU_UNKNOWN, unsupported_cryptosuite);
}

/* The document with its @context replaced by a JSON text. */
static cu_status
with_context(cu_ctx *ctx, cu_slice document, const char *context,
			 cu_slice *out)
{
	const cu_json *json;
	const cu_json *value;
	cu_buf		buf;

	CU_TRY(cu_json_parse(ctx, document, &json));
	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(context), &value));
	json = cu_json_with(ctx, json, "@context", value);
	if (json == NULL)
		return CU_NOMEM(ctx);
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

/* Is the content of two documents the same? */
static cu_status
check_content(cu_ctx *ctx, cu_slice one, cu_slice other, bool want)
{
	cu_credential a;
	cu_credential b;

	CU_TRY(cu_credential_read(ctx, one, &a));
	CU_TRY(cu_credential_read(ctx, other, &b));
	CHECK_EQ_INT(memcmp(a.summary.content_digest, b.summary.content_digest,
						CU_SHA256_SIZE) == 0, want);
	return CU_OK;
}

#define V2_URL "https://www.w3.org/ns/credentials/v2"

/* A key that can be read, of a type that verifies nothing here. */
#define BLS_MULTIKEY \
	"z3tE9uN23nvDTT23DrMRYYZkxn5YVM6XyBzZr4Zz" \
	"QynRe838vE4jMPX5oBWKyHEjEbai14"

/*
 * A JCS proof still holds when a context is added after those it covers.  That
 * must not make a second good document of the same claims.
 */
TEST(added_contexts_are_not_other_content)
{
	world		w;
	cu_slice	good;
	cu_slice	more;
	cu_slice	text;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &good));
	REQUIRE_OK(with_context(w.ctx, good, "[\"" V2_URL "\",\"urn:x:1\"]",
							&more));
	EXPECT(&w, more, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, more, true));
	REQUIRE_OK(with_context(w.ctx, good, "\"" V2_URL "\"", &text));
	EXPECT(&w, text, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, text, true));
	/* Proofs of others, or that nobody can verify, do not vouch for more. */
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "", more,
							 &text));
	EXPECT(&w, text, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, text, true));
	REQUIRE_OK(add_proof(w.ctx, more, "{\"type\":\"Homemade\",\"@context\":"
						 "\"" V2_URL "\",\"verificationMethod\":\"" MILL_DID
						 "#k1\"}", &text));
	EXPECT(&w, text, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, text, true));
	/* What the mill signs with it is another matter. */
	text = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(text.p != NULL);
	REQUIRE_OK(with_context(w.ctx, text, "[\"" V2_URL "\",\"urn:x:1\"]",
							&text));
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"), SIGNED,
							 "", text, &text));
	EXPECT(&w, text, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, text, false));
}

/*
 * Nobody needs a key to add a proof that is left unjudged.  It must not make
 * other content of the claims: what was withdrawn would be good once more.
 */
TEST(unjudged_proofs_are_not_other_content)
{
#define ADDED "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":" \
	"\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\",\"@context\":" \
	"\"" V2_URL "\",\"proofValue\":\"z1\",\"verificationMethod\":"
	static const struct
	{
		const char *proof;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		/* A chain that hangs on nothing is no good, ... */
		{ADDED "\"" MILL_DID "#k1\",\"previousProof\":\"urn:x:1\"}",
		CU_FALSE, CU_CODE_previous_proof_missing},
		/* ... nor is one that nobody can tell to be broken. */
		{ADDED "\"" MILL_DID "#bls\"}", CU_UNKNOWN,
		CU_CODE_unsupported_key},
	};
#undef ADDED
	static const char text[] = "{\"id\":\"" MILL_DID "\",\"assertionMethod\":"
		"[{\"id\":\"#bls\",\"controller\":\"" MILL_DID "\",\"type\":"
		"\"Multikey\",\"publicKeyMultibase\":\"" BLS_MULTIKEY "\"},"
		"{\"id\":\"#k1\",\"controller\":\"" MILL_DID "\",\"type\":"
		"\"Multikey\",\"publicKeyMultibase\":\"";
	world		w;
	cu_did_document document;
	const cu_json *json;
	cu_slice	octets;
	cu_slice	good;

	REQUIRE_OK(world_init(&w));
	octets = join(w.ctx, text, w.mill.multikey, "\"}]}", CU_LIT(""), "",
				  CU_LIT(""));
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, octets, &json));
	REQUIRE_OK(cu_did_document_read(w.ctx, json, &document));
	world_version(&w, CU_LIT(MILL_DID), on("2020-01-01T00:00:00Z"), &document);
	octets = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(with_context(w.ctx, octets, "[\"" V2_URL "\",\"urn:x:1\"]",
							&octets));
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"), SIGNED,
							 "", octets, &good));
	EXPECT(&w, good, CU_TRUE, ok);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		test_row(rows[i].proof);
		REQUIRE_OK(add_proof(w.ctx, good, rows[i].proof, &octets));
		REQUIRE_OK(expect_at(&w, octets, rows[i].passed, rows[i].code,
							 __FILE__, __LINE__));
	}
}

/* A document of the mill with a proof over a context of its own as well. */
static cu_status
signed_over(world *w, const char *context, cu_slice document, cu_slice *out)
{
	return sign_document(w->ctx, &w->mill, CU_LIT(MILL_DID "#k1"), SIGNED,
						 context, document, out);
}

/* Contexts behind those that the issuer signed count for nothing, and show. */
TEST(appended_contexts_are_told)
{
	world		w;
	cu_slice	document;
	cu_verdict	verdict;
	const cu_check *row;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	REQUIRE_OK(signed_over(&w, "", document, &document));
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK(!verdict.warned);
	REQUIRE_OK(with_context(w.ctx, document, "[\"" V2_URL "\",\"urn:x:1\"]",
							&document));
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.warned);
	row = row_of(&verdict, "proof", CU_CODE_contexts_appended);
	REQUIRE(row != NULL);
	CHECK_EQ_INT(row->level, CU_LEVEL_WARNING);
	CHECK(strcmp(row->pointer, "/@context") == 0);
	/* Once: the structure, validity, and two rows for each proof. */
	CHECK_EQ_INT(verdict.count, 7);
}

/*
 * Two proofs of the issuer, over one context and over two: the content is the
 * one that both cover, in whatever order they stand.
 */
TEST(proofs_over_different_contexts)
{
	static const char first[] = ",\"@context\":[\"" V2_URL "\"]";
	static const char text[] = ",\"@context\":\"" V2_URL "\"";
	world		w;
	cu_slice	good;
	cu_slice	more;
	cu_slice	one;
	cu_slice	other;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &good));
	more = claims_of(w.ctx, CU_LIT(MILL_DID), "");
	REQUIRE(more.p != NULL);
	REQUIRE_OK(with_context(w.ctx, more, "[\"" V2_URL "\",\"urn:x:1\"]",
							&more));
	REQUIRE_OK(signed_over(&w, "", more, &one));
	REQUIRE_OK(signed_over(&w, first, one, &one));
	REQUIRE_OK(signed_over(&w, first, more, &other));
	REQUIRE_OK(signed_over(&w, ",\"@context\":[\"" V2_URL "\",\"urn:x:1\"]",
						   other, &other));
	EXPECT(&w, one, CU_TRUE, ok);
	EXPECT(&w, other, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, one, true));
	REQUIRE_OK(check_content(w.ctx, good, other, true));
	/* The longer one alone says what the issuer signed under both contexts. */
	REQUIRE_OK(signed_over(&w, "", more, &other));
	EXPECT(&w, other, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, good, other, false));
	/* One context as text and as a list: the list, whichever comes first. */
	REQUIRE_OK(signed_over(&w, first, more, &one));
	REQUIRE_OK(signed_over(&w, text, one, &one));
	REQUIRE_OK(signed_over(&w, text, more, &other));
	REQUIRE_OK(signed_over(&w, first, other, &other));
	EXPECT(&w, one, CU_TRUE, ok);
	EXPECT(&w, other, CU_TRUE, ok);
	REQUIRE_OK(check_content(w.ctx, one, other, true));
}

/* A co-signer nobody knows leaves the verdict open. */
TEST(an_unknown_co_signer_is_open)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	REQUIRE_OK(sign_document(w.ctx, &w.p256,
							 CU_LIT("did:web:inspector.example#k1"), SIGNED,
							 "", document, &document));
	EXPECT(&w, document, CU_UNKNOWN, did_not_registered);
}

TEST(too_many_proofs_are_refused)
{
	world		w;
	cu_buf		buf;
	cu_slice	document;
	cu_credential c;
	cu_needs	needs;

	REQUIRE_OK(world_init(&w));
	cu_buf_init(&buf, w.ctx);
	cu_buf_add_char(&buf, '[');
	for (int i = 0; i < 65; i++)
		cu_buf_add_cstr(&buf, i ? ",{\"type\":\"Homemade\"}" :
						"{\"type\":\"Homemade\"}");
	cu_buf_add_char(&buf, ']');
	REQUIRE(cu_buf_cstr(&buf) != NULL);
	document = with_proof(&w, buf.p);
	REQUIRE(document.p != NULL);
	EXPECT(&w, document, CU_FALSE, bad_structure);
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_needs(w.ctx, &c, &needs));
	CHECK_EQ_INT(needs.did_count, 1);
}

static bool
always(void *arg)
{
	(void) arg;
	return true;
}

TEST(stops_on_request)
{
	world		w;
	cu_slice	document;
	cu_credential c;
	cu_verdict	verdict;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	test_host()->poll = always;
	CHECK_STATUS(cu_verify(w.ctx, &c, &w.terms, &w.registry, true, &verdict),
				 CU_CANCELED);
}

const cu_test cu_tests_verify_proof[] = {
	{"proof_options_are_judged", proof_options_are_judged},
	{"malformed_and_foreign_proofs", malformed_and_foreign_proofs},
	{"an_unsupported_proof_beside_a_good_one_warns",
	an_unsupported_proof_beside_a_good_one_warns},
	{"a_broken_proof_beside_a_good_one_blocks",
	a_broken_proof_beside_a_good_one_blocks},
	{"co_signers_count_for_themselves", co_signers_count_for_themselves},
	{"a_good_co_signer_does_not_stand_in_for_the_issuer",
	a_good_co_signer_does_not_stand_in_for_the_issuer},
	{"added_contexts_are_not_other_content",
	added_contexts_are_not_other_content},
	{"unjudged_proofs_are_not_other_content",
	unjudged_proofs_are_not_other_content},
	{"appended_contexts_are_told", appended_contexts_are_told},
	{"proofs_over_different_contexts", proofs_over_different_contexts},
	{"an_unknown_co_signer_is_open", an_unknown_co_signer_is_open},
	{"too_many_proofs_are_refused", too_many_proofs_are_refused},
	{"stops_on_request", stops_on_request},
	{NULL, NULL}
};
