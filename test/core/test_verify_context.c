/*
 * test_verify_context.c
 *		Which versions of contexts a proof over RDF is judged under.
 */
#include "linked_world.h"

#define HEAT "{\"id\":\"urn:x:1\",\"heat\":\"61316\"}"
#define VERSION_A ONE_TERM("heat", "https://trade.example/a#heat")
#define VERSION_B ONE_TERM("heat", "https://trade.example/b#heat")

/* A document signed under VERSION_A, which is registered by then. */
static cu_status
signed_under_a(world *w, const char *created, cu_slice *out)
{
	CU_TRY(linked_world(w));
	CU_TRY(world_context(w, TRADE_IRI, VERSION_A, NULL));
	return linked_document(w, BOTH, HEAT, created, out);
}

TEST(good_under_the_only_version)
{
	world		w;
	cu_slice	document;
	cu_verdict	verdict;
	const cu_check *row;
	const cu_json *evidence;
	const cu_json *contexts;
	cu_slice	hex;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &document));
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(!verdict.warned);
	CHECK(!verdict.lenient);
	row = row_of(&verdict, "proof", CU_CODE_ok);
	REQUIRE(row != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, row->evidence, &evidence));
	CHECK_SLICE(cu_json_get_string(evidence, "cryptosuite"),
				"eddsa-rdfc-2022");
	contexts = cu_json_get(evidence, "contexts");
	CHECK_EQ_INT(cu_json_many(contexts), 2);
	CHECK_SLICE(cu_json_get_string(cu_json_nth(contexts, 0), "iri"), V2_IRI);
	CHECK_SLICE(cu_json_get_string(cu_json_nth(contexts, 1), "iri"),
				TRADE_IRI);
	hex = cu_json_get_string(cu_json_nth(contexts, 1), "digest");
	CHECK_EQ_INT(hex.n, 2 * CU_SHA256_SIZE);
	/* A byte of it changed. */
	REQUIRE_OK(replace(w.ctx, document, "61316", "61317", &document));
	EXPECT(&w, document, CU_FALSE, bad_signature);
}

/* The IRI of a row's evidence under "context" must be that of the trade. */
static cu_status
expect_missing(world *w, cu_slice document)
{
	cu_verdict	verdict;
	const cu_check *row;
	const cu_json *evidence;

	CU_TRY(judge(w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_UNKNOWN);
	CHECK_EQ_INT(verdict.code, CU_CODE_context_not_registered);
	row = row_of(&verdict, "proof", CU_CODE_context_not_registered);
	CHECK(row != NULL);
	if (row == NULL)
		return CU_OK;
	CU_TRY(cu_json_parse(w->ctx, row->evidence, &evidence));
	CHECK_SLICE(cu_json_get_string(evidence, "context"), TRADE_IRI);
	return CU_OK;
}

TEST(a_missing_context_is_named)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &document));
	w.terms.known = on("2019-12-31T00:00:00Z");
	w.context_versions[0][0].recorded_at = w.terms.known;
	w.versions[0][0].recorded_at = w.terms.known;
	REQUIRE_OK(expect_missing(&w, document));
	w.terms.known = CU_INSTANT_MAX;
	EXPECT(&w, document, CU_TRUE, ok);
	w.context_count = 1;
	REQUIRE_OK(expect_missing(&w, document));
	/* Registries without contexts know none. */
	w.registry.find_context = NULL;
	EXPECT(&w, document, CU_UNKNOWN, context_not_registered);
}

/* Expects a good document with a warning, and nothing certain when strict. */
static cu_status
expect_assumed(world *w, cu_slice document)
{
	cu_verdict	verdict;
	const cu_check *row;

	CU_TRY(judge(w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.warned);
	row = row_of(&verdict, "proof", CU_CODE_context_version_assumed);
	CHECK(row != NULL && row->level == CU_LEVEL_WARNING &&
		  row->passed == CU_TRUE);
	w->terms.strict = true;
	CU_TRY(expect_at(w, document, CU_UNKNOWN,
					 CU_CODE_context_version_assumed, __FILE__, __LINE__));
	w->terms.strict = false;
	return CU_OK;
}

/* Expects a good document without any remark, strictly judged or not. */
static cu_status
expect_certain(world *w, cu_slice document)
{
	cu_verdict	verdict;

	w->terms.strict = true;
	CU_TRY(judge(w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(!verdict.warned);
	w->terms.strict = false;
	CU_TRY(judge(w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(!verdict.warned);
	return CU_OK;
}

TEST(the_version_of_the_signing_date_comes_first)
{
	world		w;
	cu_slice	early;
	cu_slice	late;
	cu_slice	outdated;
	cu_slice	undated;
	cu_context_version *b;

	REQUIRE_OK(signed_under_a(&w, AT("2024-01-31T23:59:59Z"), &early));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT("2024-02-01T00:00:00Z"),
							   &outdated));
	REQUIRE_OK(world_context(&w, TRADE_IRI, VERSION_B, &b));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT("2024-02-01T00:00:00Z"),
							   &late));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, "", &undated));
	w.context_versions[1][0].signed_until = on("2024-02-01T00:00:00Z");
	b->signed_from = on("2024-02-01T00:00:00Z");
	REQUIRE_OK(expect_certain(&w, early));
	REQUIRE_OK(expect_certain(&w, late));
	REQUIRE_OK(expect_certain(&w, undated));
	REQUIRE_OK(expect_assumed(&w, outdated));
	/* What was recorded later does not count yet. */
	b->recorded_at = on("2024-05-01T00:00:00Z");
	w.terms.known = on("2024-04-30T00:00:00Z");
	REQUIRE_OK(expect_certain(&w, early));
	REQUIRE_OK(expect_assumed(&w, outdated));
	EXPECT(&w, late, CU_FALSE, bad_signature);
}

/* Of several that were current the last recorded one is the right one. */
TEST(of_current_versions_the_last_comes_first)
{
	world		w;
	cu_slice	a;
	cu_slice	b;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &a));
	REQUIRE_OK(world_context(&w, TRADE_IRI, VERSION_B, NULL));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT(SIGNED), &b));
	REQUIRE_OK(expect_certain(&w, b));
	REQUIRE_OK(expect_assumed(&w, a));
	/* The first one once more, in other octets, counts as one with it. */
	REQUIRE_OK(world_context(&w, TRADE_IRI, " " VERSION_A, NULL));
	REQUIRE_OK(expect_certain(&w, a));
	REQUIRE_OK(expect_assumed(&w, b));
}

TEST(a_version_that_was_not_current_is_assumed)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &document));
	w.context_versions[1][0].signed_until = on(SIGNED);
	REQUIRE_OK(expect_assumed(&w, document));
	w.context_versions[1][0].signed_until = on(SIGNED) + 1;
	REQUIRE_OK(expect_certain(&w, document));
	w.context_versions[1][0].signed_from = on(SIGNED) + 1;
	w.context_versions[1][0].signed_until = CU_INSTANT_MAX;
	REQUIRE_OK(expect_assumed(&w, document));
}

TEST(normative_contexts_have_no_other_version)
{
	world		w;
	cu_slice	a;
	cu_slice	b;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &a));
	w.context_versions[1][0].normative = true;
	/* Whatever period was given for it. */
	w.context_versions[1][0].signed_until = on(BASE_TIME);
	REQUIRE_OK(world_context(&w, TRADE_IRI, VERSION_B, NULL));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT(SIGNED), &b));
	REQUIRE_OK(expect_certain(&w, a));
	EXPECT(&w, b, CU_FALSE, bad_signature);
}

/* A withdrawn version counts for nothing, but at an earlier known it does. */
TEST(withdrawn_versions_are_not_read)
{
	world		w;
	cu_slice	a;
	cu_context_version *version = &w.context_versions[1][0];

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &a));
	version->withdrawn = true;
	version->withdrawn_at = on("2024-05-01T00:00:00Z");
	EXPECT(&w, a, CU_UNKNOWN, context_not_registered);
	w.terms.known = on("2024-05-01T00:00:00Z");
	EXPECT(&w, a, CU_UNKNOWN, context_not_registered);
	w.terms.known -= 1;
	REQUIRE_OK(expect_certain(&w, a));
	/* Another version is not the one that was signed. */
	w.terms.known = CU_INSTANT_MAX;
	REQUIRE_OK(world_context(&w, TRADE_IRI, VERSION_B, NULL));
	EXPECT(&w, a, CU_FALSE, bad_signature);
}

#define T1 "https://trade.example/t1"
#define T2 "https://trade.example/t2"
#define T3 "https://trade.example/t3"

static const char *const term_versions[3][3] = {
	{ONE_TERM("a", T1 "#0"), ONE_TERM("a", T1 "#1"), ONE_TERM("a", T1 "#2")},
	{ONE_TERM("b", T2 "#0"), ONE_TERM("b", T2 "#1"), ONE_TERM("b", T2 "#2")},
	{ONE_TERM("c", T3 "#0"), ONE_TERM("c", T3 "#1"), ONE_TERM("c", T3 "#2")}
};

/* Registers version v of each context up to the wanted one, ranked[i]. */
static cu_status
register_ranked(world *w, const unsigned *ranks, bool rest)
{
	static const char *const iris[] = {T1, T2, T3};

	for (size_t i = 0; i < 3; i++)
	{
		/* The last one recorded has rank 0. */
		size_t		count = 3 - ranks[i];
		size_t		from = rest ? count : 0;

		for (size_t v = from; v < (rest ? 3 : count); v++)
			CU_TRY(world_context(w, iris[i], term_versions[i][v], NULL));
	}
	return CU_OK;
}

TEST(few_other_versions_are_tried_first_and_eight_in_all)
{
	static const struct
	{
		const char *label;
		unsigned	ranks[3];
		bool		tried;
	}			rows[] = {
		{"1 0 0", {1, 0, 0}, true},
		{"0 1 0", {0, 1, 0}, true},
		{"0 0 1", {0, 0, 1}, true},
		{"2 0 0", {2, 0, 0}, true},
		{"1 1 0", {1, 1, 0}, true},
		{"1 0 1", {1, 0, 1}, true},
		{"0 2 0", {0, 2, 0}, true},
		{"0 1 1", {0, 1, 1}, false},
		{"0 0 2", {0, 0, 2}, false},
		{"2 2 2", {2, 2, 2}, false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		world		w;
		cu_slice	document;

		test_row(rows[i].label);
		REQUIRE_OK(linked_world(&w));
		REQUIRE_OK(register_ranked(&w, rows[i].ranks, false));
		REQUIRE_OK(linked_document(&w, "[\"" V2_IRI "\",\"" T1 "\",\"" T2
								   "\",\"" T3 "\"]",
								   "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}",
								   AT(SIGNED), &document));
		REQUIRE_OK(register_ranked(&w, rows[i].ranks, true));
		if (rows[i].tried)
			REQUIRE_OK(expect_assumed(&w, document));
		else
			EXPECT(&w, document, CU_FALSE, bad_signature);
	}
}

#define PARENT \
	"{\"@context\":{\"part\":{\"@id\":\"" T1 "#part\",\"@context\":\"" T2 \
	"\"}}}"

/* Contexts that are named only by other contexts have versions too. */
TEST(contexts_of_contexts_have_versions)
{
	static const char contexts[] = "[\"" V2_IRI "\",\"" T1 "\"]";
	static const char subject[] = "{\"part\":{\"b\":\"x\"}}";
	world		w;
	cu_slice	document;
	cu_verdict	verdict;
	const cu_check *row;
	const cu_json *evidence;

	REQUIRE_OK(linked_world(&w));
	REQUIRE_OK(world_context(&w, T1, PARENT, NULL));
	REQUIRE_OK(world_context(&w, T2, term_versions[1][0], NULL));
	REQUIRE_OK(linked_document(&w, contexts, subject, AT(SIGNED), &document));
	REQUIRE_OK(expect_certain(&w, document));
	REQUIRE_OK(world_context(&w, T2, term_versions[1][1], NULL));
	REQUIRE_OK(expect_assumed(&w, document));
	REQUIRE_OK(judge(&w, document, &verdict));
	row = row_of(&verdict, "proof", CU_CODE_context_version_assumed);
	REQUIRE(row != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, row->evidence, &evidence));
	CHECK_EQ_INT(cu_json_many(cu_json_get(evidence, "contexts")), 3);
	w.context_count = 2;
	EXPECT(&w, document, CU_UNKNOWN, context_not_registered);
}

/* The preferred version lacks a term, the one before has it. */
TEST(a_loss_under_one_version_is_none_under_another)
{
	world		w;
	cu_slice	document;
	cu_slice	worse;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &document));
	REQUIRE_OK(world_context(&w, TRADE_IRI, ONE_TERM("x", "urn:x:x"), NULL));
	REQUIRE_OK(expect_assumed(&w, document));
	/* When all fail, the answer is that of the preferred version. */
	REQUIRE_OK(replace(w.ctx, document, "61316", "61317", &worse));
	EXPECT(&w, worse, CU_FALSE, undefined_term);
}

/* Two proofs, made when different versions were current. */
TEST(proofs_of_a_set_have_their_own_dates)
{
	world		w;
	cu_slice	document;
	cu_verdict	verdict;
	cu_context_version *b;

	REQUIRE_OK(signed_under_a(&w, AT("2024-01-01T00:00:00Z"), &document));
	REQUIRE_OK(sign_linked(&w, AT("2024-01-02T00:00:00Z"), "", document,
						   &document));
	REQUIRE_OK(world_context(&w, TRADE_IRI, VERSION_B, &b));
	REQUIRE_OK(sign_linked(&w, AT(SIGNED), "", document, &document));
	w.context_versions[1][0].signed_until = on("2024-02-01T00:00:00Z");
	b->signed_from = on("2024-02-01T00:00:00Z");
	REQUIRE_OK(expect_certain(&w, document));
	/* Without periods the first two hold under the older version only. */
	w.context_versions[1][0].signed_until = CU_INSTANT_MAX;
	b->signed_from = CU_INSTANT_MIN;
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.warned);
}

TEST(needs_name_the_contexts)
{
	world		w;
	cu_slice	document;
	cu_slice	claims;
	cu_credential c;
	cu_needs	needs;

	REQUIRE_OK(signed_under_a(&w, AT(SIGNED), &document));
	REQUIRE_OK(replace(w.ctx, document, "\"" TRADE_IRI "\"", "\"" TRADE_IRI
					   "\",\"local\",{\"x\":\"urn:x\"},\"" TRADE_IRI "\"",
					   &document));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_needs(w.ctx, &c, &needs));
	CHECK_EQ_INT(needs.context_count, 2);
	CHECK_SLICE(needs.contexts[0], V2_IRI);
	CHECK_SLICE(needs.contexts[1], TRADE_IRI);
	/* JCS and tokens need none. */
	claims = linked_claims(&w, BOTH, HEAT);
	REQUIRE(claims.p != NULL);
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"), SIGNED,
							 "", claims, &document));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_needs(w.ctx, &c, &needs));
	CHECK_EQ_INT(needs.context_count, 0);
}

const cu_test cu_tests_verify_context[] = {
	{"good_under_the_only_version", good_under_the_only_version},
	{"a_missing_context_is_named", a_missing_context_is_named},
	{"the_version_of_the_signing_date_comes_first",
	the_version_of_the_signing_date_comes_first},
	{"of_current_versions_the_last_comes_first",
	of_current_versions_the_last_comes_first},
	{"a_version_that_was_not_current_is_assumed",
	a_version_that_was_not_current_is_assumed},
	{"normative_contexts_have_no_other_version",
	normative_contexts_have_no_other_version},
	{"withdrawn_versions_are_not_read", withdrawn_versions_are_not_read},
	{"few_other_versions_are_tried_first_and_eight_in_all",
	few_other_versions_are_tried_first_and_eight_in_all},
	{"contexts_of_contexts_have_versions",
	contexts_of_contexts_have_versions},
	{"a_loss_under_one_version_is_none_under_another",
	a_loss_under_one_version_is_none_under_another},
	{"proofs_of_a_set_have_their_own_dates",
	proofs_of_a_set_have_their_own_dates},
	{"needs_name_the_contexts", needs_name_the_contexts},
	{NULL, NULL}
};
