/*
 * test_verify_history.c
 *		Which document applied when something was signed, and what followed.
 */
#include "judging.h"

#define MILL CU_LIT(MILL_DID)
#define K1 CU_LIT(MILL_DID "#k1")

TEST(the_first_document_counts_backwards)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;
	cu_verdict	verdict;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod", "",
							 &document));
	world_version(&w, MILL, on("2024-05-01T00:00:00Z"), document);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	REQUIRE_OK(judge(&w, octets, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.warned);
	CHECK(row_of(&verdict, "key", CU_CODE_key_history_assumed) != NULL);
	w.terms.strict = true;
	EXPECT(&w, octets, CU_UNKNOWN, key_history_assumed);
	/* Without assumption strictness changes nothing. */
	REQUIRE_OK(mill_signed(&w, "2024-05-01T00:00:00Z", "", &octets));
	REQUIRE_OK(judge(&w, octets, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(!verdict.warned);
}

TEST(strictness_leaves_absence_open)
{
	world		w;
	const cu_did_document *document;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "authentication", "",
							 &document));
	world_version(&w, MILL, on("2024-05-01T00:00:00Z"), document);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_FALSE, key_not_authorized);
	w.terms.strict = true;
	EXPECT(&w, octets, CU_UNKNOWN, key_history_assumed);
	/* A withdrawal is certain whatever the history. */
	world_withdraw(&w, MILL, K1, on("2024-01-01T00:00:00Z"));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod", "",
							 &document));
	w.versions[0][0].document = document;
	EXPECT(&w, octets, CU_FALSE, key_revoked);
}

TEST(a_withdrawn_did_had_no_document)
{
	world		w;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	world_version(&w, MILL, on("2024-02-01T00:00:00Z"), NULL);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_FALSE, did_withdrawn);
	REQUIRE_OK(mill_signed(&w, "2024-01-01T00:00:00Z", "", &octets));
	EXPECT(&w, octets, CU_UNKNOWN, key_ended_before_receipt);
	w.terms.seen = on("2024-01-15T00:00:00Z");
	EXPECT(&w, octets, CU_TRUE, ok);
}

/* A version that states its end, and nothing after it. */
TEST(a_gap_in_the_history_is_open)
{
	world		w;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(register_mill(&w));
	w.versions[0][0].valid_until = on("2024-02-01T00:00:00Z");
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_UNKNOWN, did_not_registered);
	REQUIRE_OK(mill_signed(&w, "2024-01-01T00:00:00Z", "", &octets));
	EXPECT(&w, octets, CU_UNKNOWN, key_ended_before_receipt);
}

/* A correction recorded later replaces a version that begins with it. */
TEST(a_correction_replaces_what_it_corrects)
{
	world		w;
	const cu_did_document *wrong;
	cu_slice	octets;
	cu_did_version *version;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod",
							 ",\"revoked\":\"2021-01-01T00:00:00Z\"", &wrong));
	world_version(&w, MILL, on("2020-01-01T00:00:00Z"), wrong);
	REQUIRE_OK(register_mill(&w));
	version = &w.versions[0][1];
	version->recorded_at = on("2024-05-01T00:00:00Z");
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_TRUE, ok);
	w.terms.known = on("2024-04-01T00:00:00Z");
	EXPECT(&w, octets, CU_FALSE, key_revoked);
}

/* Rotation back and forth: the end is the first time it was not listed. */
TEST(a_key_that_comes_back_had_ended)
{
	world		w;
	const cu_did_document *again;
	cu_slice	octets;

	REQUIRE_OK(world_init(&w));
	REQUIRE_OK(rotate_key(&w));
	REQUIRE_OK(mill_document(w.ctx, &w.mill, MILL_DID, "assertionMethod", "",
							 &again));
	world_version(&w, MILL, on("2024-05-01T00:00:00Z"), again);
	REQUIRE_OK(mill_signed(&w, SIGNED, "", &octets));
	EXPECT(&w, octets, CU_UNKNOWN, key_ended_before_receipt);
	REQUIRE_OK(mill_signed(&w, "2024-05-02T00:00:00Z", "", &octets));
	EXPECT(&w, octets, CU_TRUE, ok);
}

const cu_test cu_tests_verify_history[] = {
	{"the_first_document_counts_backwards",
	the_first_document_counts_backwards},
	{"strictness_leaves_absence_open", strictness_leaves_absence_open},
	{"a_withdrawn_did_had_no_document", a_withdrawn_did_had_no_document},
	{"a_gap_in_the_history_is_open", a_gap_in_the_history_is_open},
	{"a_correction_replaces_what_it_corrects",
	a_correction_replaces_what_it_corrects},
	{"a_key_that_comes_back_had_ended", a_key_that_comes_back_had_ended},
	{NULL, NULL}
};
