/*
 * test_verify_key.c
 *		Whose key was it, and when: listing, controllers, rotation, theft,
 *		and what was known at which time.
 */
#include "judging.h"

#define MILL CU_LIT(MILL_DID)
#define K1 CU_LIT(MILL_DID "#k1")

/* --- authorisation -------------------------------------------------------- */

TEST(a_key_must_be_listed)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	/* #k1 is the other key: the mill's own is not in the document. */
	REQUIRE_OK(mill_document(w.ctx, &w.other, MILL_DID, "assertionMethod", "",
							 &document));
	world_version(&w, MILL, on("2020-01-01T00:00:00Z"), document);
	REQUIRE_OK(mill_token(&w, "", &octets));
	EXPECT(&w, octets, CU_FALSE, bad_signature);
	octets = claims_of(w.ctx, MILL, "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k2"), SIGNED,
							 "", octets, &octets));
	EXPECT(&w, octets, CU_FALSE, key_not_listed);
}

TEST(a_key_must_be_listed_for_assertions)
{
	static const char *const relations[] = {
		"authentication", "keyAgreement", "capabilityDelegation",
		"capabilityInvocation"
	};
	world		w;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_token(&w, "", &octets));
	for (size_t i = 0; i < sizeof(relations) / sizeof(relations[0]); i++)
	{
		const cu_did_document *document;

		test_row(relations[i]);
		REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, relations[i], "",
								 &document));
		w.count = 0;
		memset(w.histories, 0, sizeof(w.histories));
		world_version(&w, MILL, on("2020-01-01T00:00:00Z"), document);
		EXPECT(&w, octets, CU_FALSE, key_not_authorized);
	}
}

TEST(a_key_must_be_controlled_by_the_issuer)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, "did:web:thief.example",
							 "assertionMethod", "", &document));
	world_version(&w, MILL, on("2020-01-01T00:00:00Z"), document);
	REQUIRE_OK(mill_token(&w, "", &octets));
	EXPECT(&w, octets, CU_FALSE, key_controller_mismatch);
}

/* A document registered under a name that is not its own. */
TEST(a_document_must_be_the_issuers)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod", "",
							 &document));
	world_version(&w, CU_LIT("did:web:victim.example"),
				  on("2020-01-01T00:00:00Z"), document);
	octets = claims_of(w.ctx, CU_LIT("did:web:victim.example"), "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill,
							 CU_LIT("did:web:victim.example#k1"), SIGNED, "",
							 octets, &octets));
	EXPECT(&w, octets, CU_FALSE, key_not_listed);
}

/* The thief's document says that a key is the victim's. */
TEST(a_document_speaks_for_itself_only)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(document_of(w.ctx, "did:web:thief.example", MILL_DID "#k1",
						   MILL_DID, &w.mill, "assertionMethod", "",
						   &document));
	world_version(&w, MILL, on("2020-01-01T00:00:00Z"), document);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_FALSE, key_controller_mismatch);
}

TEST(a_did_key_fragment_must_be_its_key)
{
	world		w;
	cu_slice	claims;
	cu_slice	method;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	claims = claims_of(w.ctx, w.mill.did, "");
	method = join(w.ctx, "", w.mill.did, "#", w.other.multikey, "",
				  CU_LIT(""));
	REQUIRE(claims.p != NULL && method.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill, method, SIGNED, "", claims,
							 &octets));
	EXPECT(&w, octets, CU_FALSE, key_not_listed);
	REQUIRE_OK(sign_token(w.ctx, &w.mill, method, "", claims, &octets));
	EXPECT(&w, octets, CU_FALSE, key_not_listed);
}

/* Key material in the proof is the presenter's word. */
TEST(a_key_inside_the_proof_is_not_used)
{
	static const char proof[] =
		",\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
		"\"eddsa-jcs-2022\",\"proofPurpose\":\"assertionMethod\","
		"\"verificationMethod\":{\"id\":\"" MILL_DID "#k9\",\"controller\":\""
		MILL_DID "\",\"type\":\"Multikey\",\"publicKeyMultibase\":"
		"\"z6Mkk4nPZuk56MMBNPEKrYztPz4vTqjVcQYGgJv8CppEoPig\"}}";
	world		w;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	octets = claims_of(w.ctx, MILL, proof);
	REQUIRE(octets.p != NULL);
	EXPECT(&w, octets, CU_FALSE, key_not_listed);
}

/* --- back-dating ---------------------------------------------------------- */

/* A row: when the signer says it signed, when it was seen, and the verdict. */
typedef struct occasion
{
	const char *created;
	const char *seen;
	cu_truth	passed;
	cu_code		code;
} occasion;

static cu_status
check_occasions(world *w, const occasion *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		cu_slice	document;

		test_row(rows[i].created);
		CU_TRY(mill_signed(w, rows[i].created, "", &document));
		w->terms.seen = on(rows[i].seen);
		CU_TRY(expect_at(w, document, rows[i].passed, rows[i].code, __FILE__,
						 __LINE__));
	}
	return CU_OK;
}

TEST(a_rotated_key_needs_evidence_of_receipt)
{
	static const occasion rows[] = {
		/* Signed and seen before the rotation: good for ever. */
		{"2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", CU_TRUE, CU_CODE_ok},
		{"2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z", CU_TRUE, CU_CODE_ok},
		/* The same date, but nobody saw it before the key had ended. */
		{"2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z", CU_UNKNOWN,
		CU_CODE_key_ended_before_receipt},
		{"2024-03-01T00:00:00Z", "2024-06-01T00:00:00Z", CU_UNKNOWN,
		CU_CODE_key_ended_before_receipt},
		/* Signed after: the key under that name is another one by then. */
		{"2024-04-01T00:00:00Z", "2024-06-01T00:00:00Z", CU_FALSE,
		CU_CODE_bad_signature},
		/* It was seen before its date: then that date is not believed. */
		{"2024-05-01T00:00:00Z", "2024-03-02T00:00:00Z", CU_TRUE, CU_CODE_ok},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(rotate_key(&w));
	REQUIRE_OK(check_occasions(&w, rows, sizeof(rows) / sizeof(rows[0])));
}

TEST(a_stolen_key_cannot_sign_with_an_old_date)
{
	static const occasion rows[] = {
		{"2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", CU_TRUE, CU_CODE_ok},
		{"2024-03-01T00:00:00Z", "2024-06-01T00:00:00Z", CU_UNKNOWN,
		CU_CODE_key_ended_before_receipt},
		{"2024-04-15T00:00:00Z", "2024-06-01T00:00:00Z", CU_FALSE,
		CU_CODE_key_revoked},
		{"2024-04-14T23:59:59Z", "2024-04-15T00:00:00Z", CU_UNKNOWN,
		CU_CODE_key_ended_before_receipt},
	};
	world		w;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	world_withdraw(&w, MILL, K1, on("2024-04-15T00:00:00Z"));
	REQUIRE_OK(check_occasions(&w, rows, sizeof(rows) / sizeof(rows[0])));
}

/* No date at all: then it was signed when it was seen. */
TEST(without_a_date_receipt_is_the_date)
{
	world		w;
	cu_slice	token;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	world_withdraw(&w, MILL, K1, on("2024-04-15T00:00:00Z"));
	REQUIRE_OK(mill_token(&w, "", &token));
	EXPECT(&w, token, CU_FALSE, key_revoked);
	w.terms.seen = on("2024-04-14T00:00:00Z");
	EXPECT(&w, token, CU_TRUE, ok);
	/* A date that is no number says nothing either. */
	REQUIRE_OK(mill_token(&w, ",\"iat\":\"2020-01-01T00:00:00Z\"", &token));
	EXPECT(&w, token, CU_TRUE, ok);
	w.terms.seen = on("2024-04-16T00:00:00Z");
	EXPECT(&w, token, CU_FALSE, key_revoked);
}

TEST(a_withdrawal_of_another_key_changes_nothing)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	world_withdraw(&w, MILL, CU_LIT(MILL_DID "#k2"),
				   on("2020-01-01T00:00:00Z"));
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	EXPECT(&w, document, CU_TRUE, ok);
}

/* Whoever has a key has it under all its names; who retires one means it. */
TEST(a_compromised_key_is_so_under_every_name)
{
	static const char text[] = "{\"id\":\"" MILL_DID "\",\"assertionMethod\":"
		"[\"#k2\"],\"verificationMethod\":[{\"id\":\"#k1\",\"controller\":\""
		MILL_DID "\",\"type\":\"Multikey\",\"publicKeyMultibase\":\"";
	world		w;
	cu_did_document both;
	cu_did_document later;
	const cu_json *json;
	cu_slice	octets;
	cu_key_withdrawal *withdrawal;

	REQUIRE_OK(world_init(&w));
	octets = join(w.ctx, text, w.mill.multikey, "\"},{\"id\":\"#k2\","
				  "\"controller\":\"" MILL_DID "\",\"type\":\"Multikey\","
				  "\"publicKeyMultibase\":\"", w.mill.multikey, "\"}]}",
				  CU_LIT(""));
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, octets, &json));
	REQUIRE_OK(cu_did_document_read(w.ctx, json, &both));
	/* The later version knows the key by its second name only. */
	later = both;
	later.methods = &both.methods[1];
	later.count = 1;
	world_version(&w, MILL, on("2020-01-01T00:00:00Z"), &both);
	world_version(&w, MILL, on("2021-01-01T00:00:00Z"), &later);
	withdrawal = world_withdraw(&w, MILL, K1, on("2024-02-01T00:00:00Z"));
	octets = claims_of(w.ctx, MILL, "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k2"), SIGNED,
							 "", octets, &octets));
	EXPECT(&w, octets, CU_FALSE, key_revoked);
	withdrawal->compromised = false;
	EXPECT(&w, octets, CU_TRUE, ok);
	/* Nor does it say anything of another key under that name. */
	withdrawal->compromised = true;
	both.methods[0].key = w.other.public_key;
	EXPECT(&w, octets, CU_TRUE, ok);
}

/* What was recorded later was not known before. */
TEST(knowledge_has_its_time)
{
	world		w;
	cu_slice	document;
	cu_key_withdrawal *withdrawal;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	withdrawal = world_withdraw(&w, MILL, K1, on("2024-02-01T00:00:00Z"));
	withdrawal->recorded_at = on("2024-05-01T00:00:00Z");
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &document));
	EXPECT(&w, document, CU_FALSE, key_revoked);
	w.terms.known = on("2024-05-01T00:00:00Z");
	EXPECT(&w, document, CU_FALSE, key_revoked);
	w.terms.known = on("2024-04-30T00:00:00Z");
	EXPECT(&w, document, CU_TRUE, ok);
	/* Before the document itself was recorded nothing was known. */
	w.terms.known = on("2019-12-31T00:00:00Z");
	EXPECT(&w, document, CU_UNKNOWN, did_not_registered);
}

TEST(revoked_and_expires_end_a_key)
{
	static const struct
	{
		const char *more;
		cu_truth	passed;
		cu_code		code;
	}			rows[] = {
		{",\"expires\":\"2024-06-01T00:00:01Z\"", CU_TRUE, CU_CODE_ok},
		{",\"expires\":\"2024-06-01T00:00:00Z\"", CU_UNKNOWN,
		CU_CODE_key_ended_before_receipt},
		{",\"expires\":\"" SIGNED "\"", CU_FALSE, CU_CODE_key_revoked},
		{",\"revoked\":\"2024-04-01T00:00:00Z\"", CU_UNKNOWN,
		CU_CODE_key_ended_before_receipt},
		{",\"revoked\":\"2024-02-01T00:00:00Z\"", CU_FALSE,
		CU_CODE_key_revoked},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		world		w;
		const cu_did_document *document;
		cu_slice	octets;

		test_row(rows[i].more);
		REQUIRE_OK(world_init(&w));
		REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod",
								 rows[i].more, &document));
		world_version(&w, MILL, on("2020-01-01T00:00:00Z"), document);
		REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
		REQUIRE_OK(expect_at(&w, octets, rows[i].passed, rows[i].code,
							 __FILE__, __LINE__));
	}
}

/* A later document may say that the key had been revoked long before it. */
TEST(a_later_document_revokes_backwards)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod",
							 ",\"revoked\":\"2024-02-01T00:00:00Z\"",
							 &document));
	world_version(&w, MILL, on("2024-07-01T00:00:00Z"), document);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_FALSE, key_revoked);
	w.terms.known = on("2024-06-30T00:00:00Z");
	EXPECT(&w, octets, CU_TRUE, ok);
}

/* Another key under the name of ours was revoked: that is not ours. */
TEST(a_later_document_revokes_its_own_key_only)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.other, MILL_DID, "assertionMethod",
							 ",\"revoked\":\"2024-02-01T00:00:00Z\"",
							 &document));
	world_version(&w, MILL, on("2024-07-01T00:00:00Z"), document);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_TRUE, ok);
}

/* Listed still, but no longer for assertions */
TEST(a_key_ends_when_its_purpose_does)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "authentication", "",
							 &document));
	world_version(&w, MILL, on("2024-04-01T00:00:00Z"), document);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_UNKNOWN, key_ended_before_receipt);
}

/* A did:key says itself what it lists, whatever is registered for it. */
TEST(a_did_key_needs_no_document)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	/* Slices in the arena end with NUL only when copied. */
	w.mill.did = cu_copy(w.ctx, w.mill.did);
	w.mill.method = cu_copy(w.ctx, w.mill.method);
	REQUIRE(w.mill.did.p != NULL && w.mill.method.p != NULL);
	REQUIRE_OK(document_of(w.ctx, w.mill.did.p, w.mill.method.p,
						   w.mill.did.p, &w.mill, "assertionMethod",
						   ",\"revoked\":\"2024-02-01T00:00:00Z\"",
						   &document));
	world_version(&w, w.mill.did, on("2024-05-01T00:00:00Z"), document);
	octets = claims_of(w.ctx, w.mill.did, "");
	REQUIRE(octets.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill, w.mill.method, SIGNED, "", octets,
							 &octets));
	w.terms.strict = true;
	EXPECT(&w, octets, CU_TRUE, ok);
}

TEST(a_did_key_can_be_withdrawn)
{
	world		w;
	cu_slice	claims;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	claims = claims_of(w.ctx, w.mill.did, "");
	REQUIRE(claims.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill, w.mill.method, SIGNED, "", claims,
							 &octets));
	world_withdraw(&w, w.mill.did, w.mill.method, on("2024-04-15T00:00:00Z"));
	EXPECT(&w, octets, CU_UNKNOWN, key_ended_before_receipt);
	w.terms.seen = on("2024-04-01T00:00:00Z");
	EXPECT(&w, octets, CU_TRUE, ok);
	/* The DID itself withdrawn */
	world_version(&w, w.mill.did, on("2024-03-15T00:00:00Z"), NULL);
	EXPECT(&w, octets, CU_UNKNOWN, key_ended_before_receipt);
	w.terms.seen = on("2024-03-14T00:00:00Z");
	EXPECT(&w, octets, CU_TRUE, ok);
}

const cu_test cu_tests_verify_key[] = {
	{"a_key_must_be_listed", a_key_must_be_listed},
	{"a_key_must_be_listed_for_assertions",
	a_key_must_be_listed_for_assertions},
	{"a_key_must_be_controlled_by_the_issuer",
	a_key_must_be_controlled_by_the_issuer},
	{"a_document_must_be_the_issuers", a_document_must_be_the_issuers},
	{"a_document_speaks_for_itself_only", a_document_speaks_for_itself_only},
	{"a_did_key_fragment_must_be_its_key", a_did_key_fragment_must_be_its_key},
	{"a_key_inside_the_proof_is_not_used", a_key_inside_the_proof_is_not_used},
	{"a_rotated_key_needs_evidence_of_receipt",
	a_rotated_key_needs_evidence_of_receipt},
	{"a_stolen_key_cannot_sign_with_an_old_date",
	a_stolen_key_cannot_sign_with_an_old_date},
	{"without_a_date_receipt_is_the_date", without_a_date_receipt_is_the_date},
	{"a_compromised_key_is_so_under_every_name",
	a_compromised_key_is_so_under_every_name},
	{"a_withdrawal_of_another_key_changes_nothing",
	a_withdrawal_of_another_key_changes_nothing},
	{"knowledge_has_its_time", knowledge_has_its_time},
	{"revoked_and_expires_end_a_key", revoked_and_expires_end_a_key},
	{"a_later_document_revokes_backwards", a_later_document_revokes_backwards},
	{"a_later_document_revokes_its_own_key_only",
	a_later_document_revokes_its_own_key_only},
	{"a_key_ends_when_its_purpose_does", a_key_ends_when_its_purpose_does},
	{"a_did_key_needs_no_document", a_did_key_needs_no_document},
	{"a_did_key_can_be_withdrawn", a_did_key_can_be_withdrawn},
	{NULL, NULL}
};
