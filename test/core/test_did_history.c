/*
 * test_did_history.c
 *		Which registered version applied: by time, by knowledge, by withdrawal.
 */
#include "test.h"

#include "../../src/core/verify.h"

/* Only the addresses matter. */
static const cu_did_document one,
			two,
			three;

#define EVER	CU_INSTANT_MIN
#define NO_END	CU_INSTANT_MAX

typedef struct row
{
	const char *label;
	cu_instant	at,
				known;
	int			version;		/* expected index, -1: none */
	bool		assumed;
} row;

static void
check(const cu_did_version *versions, size_t count, const row *rows,
	  size_t row_count)
{
	cu_did_history history = {.did = CU_LIT("did:web:a.example"),
		.versions = versions,.version_count = count};

	for (size_t i = 0; i < row_count; i++)
	{
		const row  *r = &rows[i];
		const cu_did_version *v;
		bool		assumed;

		test_row(r->label);
		v = cu_did_history_at(&history, r->at, r->known, &assumed);
		CHECK_EQ_INT(v ? v - versions : -1, r->version);
		CHECK_EQ_INT(assumed, r->assumed);
	}
}

#define CHECK_ROWS(versions, rows) \
	check(versions, sizeof(versions) / sizeof((versions)[0]), \
		  rows, sizeof(rows) / sizeof((rows)[0]))

TEST(nothing_is_registered)
{
	static const row rows[] = {{"any time", 5, NO_END, -1, false}};

	check(NULL, 0, rows, 1);
}

TEST(the_last_to_begin_applies)
{
	/* The third was recorded last and is the oldest document. */
	static const cu_did_version versions[] = {
		{.valid_from = 100,.valid_until = NO_END,.recorded_at = 100,.document = &one},
		{.valid_from = 200,.valid_until = NO_END,.recorded_at = 200,.document = &two},
		{.valid_from = 50,.valid_until = NO_END,.recorded_at = 300,.document = &three},
	};
	static const row rows[] = {
		{"long before", 0, NO_END, 2, true},
		{"just before the first", 49, NO_END, 2, true},
		{"the first begins", 50, NO_END, 2, false},
		{"just before the second", 99, NO_END, 2, false},
		{"the second begins", 100, NO_END, 0, false},
		{"the third begins", 200, NO_END, 1, false},
		{"end of time", NO_END, NO_END, 1, false},
		{"not yet known", 99, 299, 0, true},
		{"just known", 99, 300, 2, false},
		{"only one known", 250, 199, 0, false},
		{"nothing known", 250, 99, -1, false},
	};

	CHECK_ROWS(versions, rows);
}

TEST(a_correction_replaces_its_twin)
{
	static const cu_did_version versions[] = {
		{.valid_from = EVER,.valid_until = NO_END,.recorded_at = 1,.document = &one},
		{.valid_from = EVER,.valid_until = NO_END,.recorded_at = 2,.document = &two},
	};
	static const row rows[] = {
		{"before", 0, 1, 0, false},
		{"after", 0, 2, 1, false},
		{"start of time", EVER, 2, 1, false},
	};

	CHECK_ROWS(versions, rows);
}

TEST(a_stated_end_counts)
{
	static const cu_did_version versions[] = {
		{.valid_from = 10,.valid_until = 20,.recorded_at = 1,.document = &one},
		{.valid_from = 30,.valid_until = NO_END,.recorded_at = 2,.document = &two},
	};
	static const row rows[] = {
		{"last instant", 19, NO_END, 0, false},
		{"end", 20, NO_END, -1, false},
		{"gap", 29, NO_END, -1, false},
		{"next", 30, NO_END, 1, false},
	};

	CHECK_ROWS(versions, rows);
}

TEST(a_withdrawal_ends_what_was_recorded_before_it)
{
	static const cu_did_version versions[] = {
		{.valid_from = 100,.valid_until = NO_END,.recorded_at = 1,.document = &one},
		{.valid_from = 50,.valid_until = NO_END,.recorded_at = 2,.document = NULL},
		{.valid_from = 200,.valid_until = NO_END,.recorded_at = 3,.document = &two},
	};
	static const row rows[] = {
		{"before it the first is assumed", 49, 2, 0, true},
		{"it begins", 50, 2, 1, false},
		{"a version that began later", 150, 2, 1, false},
		{"not known yet", 150, 1, 0, false},
		{"registered anew, before", 199, 3, 1, false},
		{"registered anew", 200, 3, 2, false},
	};

	CHECK_ROWS(versions, rows);
}

const cu_test cu_tests_did_history[] = {
	{"nothing_is_registered", nothing_is_registered},
	{"the_last_to_begin_applies", the_last_to_begin_applies},
	{"a_correction_replaces_its_twin", a_correction_replaces_its_twin},
	{"a_stated_end_counts", a_stated_end_counts},
	{"a_withdrawal_ends_what_was_recorded_before_it",
	a_withdrawal_ends_what_was_recorded_before_it},
	{NULL, NULL}
};
