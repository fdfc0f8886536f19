/*
 * test_datetime.c
 *		Dates and times to instants and back.
 */
#include "test.h"

#include "../../src/core/datetime.h"

/* Instants in these tables are microseconds since 2000, counted by hand. */
#define SECOND INT64_C(1000000)
#define HOUR (3600 * SECOND)
#define DAY (24 * HOUR)

TEST(reads_date_times)
{
	static const struct
	{
		const char *text;
		cu_instant	want;
	}			rows[] = {
		{"2000-01-01T00:00:00Z", 0},
		{"1970-01-01T00:00:00Z", CU_UNIX_EPOCH},
		{"2000-01-01T00:00:01.5Z", SECOND * 3 / 2},
		{"2000-01-01T00:00:00.000001Z", 1},
		{"2000-01-01T00:00:00.0000019999Z", 1},
		{"2000-01-01T02:30:00+02:30", 0},
		{"1999-12-31T12:00:00-12:00", 0},
		{"2000-01-01T14:00:00+14:00", 0},
		{"2000-01-01T00:00:00-00:00", 0},
		{"1999-12-31T24:00:00Z", 0},
		{"1999-12-31T24:00:00.000Z", 0},
		{"1999-12-31T23:59:60Z", 0},
		{"2000-02-29T00:00:00Z", 59 * DAY},
		{"2000-03-01T00:00:00Z", 60 * DAY},
		{"2001-01-01T00:00:00Z", 366 * DAY},
		{"2100-03-01T00:00:00Z", (36525 + 59) * DAY},
		{"1900-03-01T00:00:00Z", (59 - 36524) * DAY},
		{"0001-01-01T00:00:00Z", -730119 * DAY},
		{"9999-12-31T23:59:59Z", INT64_C(2921940) * DAY - SECOND},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_instant	got;

		test_row(rows[i].text);
		CHECK(cu_datetime_read(cu_slice_cstr(rows[i].text), &got));
		CHECK_EQ_INT(got, rows[i].want);
	}
}

TEST(refuses_other_texts)
{
	static const char *const rows[] = {
		"", "2000", "2000-01-01", "2000-01-01T00:00:00", "2000-01-01T00:00Z",
		"2000-01-01 00:00:00Z", "2000-01-01t00:00:00Z", "2000-01-01T00:00:00z",
		"0000-01-01T00:00:00Z", "2000-00-01T00:00:00Z", "2000-13-01T00:00:00Z",
		"2000-01-00T00:00:00Z", "2000-01-32T00:00:00Z", "2000-04-31T00:00:00Z",
		"1900-02-29T00:00:00Z", "2001-02-29T00:00:00Z", "2000-01-01T25:00:00Z",
		"2000-01-01T24:00:01Z", "2000-01-01T24:00:00.1Z",
		"2000-01-01T00:60:00Z", "2000-01-01T00:00:61Z", "2000-01-01T00:00:00.Z",
		"2000-01-01T00:00:00,5Z", "2000-01-01T00:00:00+0100",
		"2000-01-01T00:00:00+01", "2000-01-01T00:00:00+14:01",
		"2000-01-01T00:00:00+01:60", "2000-01-01T00:00:00Zx",
		" 2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z ",
		"+2000-01-01T00:00:00Z", "20000-01-01T00:00:00Z",
		"2000-1-01T00:00:00Z", "2000-01-01T0:00:00Z", "-001-01-01T00:00:00Z",
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_instant	got;

		test_row(rows[i]);
		CHECK(!cu_datetime_read(cu_slice_cstr(rows[i]), &got));
	}
}

/* A block of just the octets, so that the sanitizer sees one too many. */
TEST(does_not_read_past_the_end)
{
	static const char text[] = "2000-01-01T00:00:00.5+01:00";
	cu_host    *host = test_host();

	for (size_t n = 0; n < sizeof(text) - 1; n++)
	{
		cu_instant	got;
		char	   *copy = host->alloc(host->arg, n);

		REQUIRE(copy != NULL);
		memcpy(copy, text, n);
		CHECK(!cu_datetime_read(cu_slice_make(copy, n), &got));
		host->release(host->arg, copy);
	}
}

TEST(reads_ranges)
{
	static const struct
	{
		const char *text;
		cu_instant	from;
		cu_instant	to;
	}			rows[] = {
		{"2000-01-01T00:00:00Z", 0, 1},
		{"2000-01-01T01:00:00.25+01:00", SECOND / 4, SECOND / 4 + 1},
		{"2000-01-01 00:00:00Z", 0, 1},
		{"2000-01-01T00:00:00", -14 * HOUR, 12 * HOUR + 1},
		{"2000-01-01 00:00:00", -14 * HOUR, 12 * HOUR + 1},
		{"2000-01-01T00:00Z", 0, 60 * SECOND},
		{"2000-01-01T00:00", -14 * HOUR, 12 * HOUR + 60 * SECOND},
		{"2000-01-01", -14 * HOUR, DAY + 12 * HOUR},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_instant	from;
		cu_instant	to;

		test_row(rows[i].text);
		CHECK(cu_datetime_read_range(cu_slice_cstr(rows[i].text), &from, &to));
		CHECK_EQ_INT(from, rows[i].from);
		CHECK_EQ_INT(to, rows[i].to);
	}
}

TEST(refuses_what_has_no_range)
{
	static const char *const rows[] = {
		"", "2000-01", "2000-01-01T", "2000-01-01 ", "2000-01-01T10",
		"2000-01-01Z", "2000-01-01  03:48:00 PM", "2000-01-01T10:00 Z",
		"2000-01-01T010:00Z", "01/02/2000", "tomorrow"
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_instant	from;
		cu_instant	to;

		test_row(rows[i]);
		CHECK(!cu_datetime_read_range(cu_slice_cstr(rows[i]), &from, &to));
	}
}

TEST(reads_numeric_dates)
{
	static const struct
	{
		const char *text;
		cu_instant	want;
	}			rows[] = {
		{"0", CU_UNIX_EPOCH},
		{"946684800", 0},
		{"946684800.5", SECOND / 2},
		{"9.466848e8", 0},
		{"-62135596800", -730119 * DAY},
		{"253402300799", INT64_C(2921940) * DAY - SECOND},
	};
	static const char *const bad[] = {
		"-62135596801", "253402300800", "1e300", "-1e300",
		"99999999999999999999"
	};
	cu_instant	got;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		test_row(rows[i].text);
		CHECK(cu_numeric_date_read(cu_slice_cstr(rows[i].text), &got));
		CHECK_EQ_INT(got, rows[i].want);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		test_row(bad[i]);
		CHECK(!cu_numeric_date_read(cu_slice_cstr(bad[i]), &got));
	}
}

TEST(writes_utc)
{
	static const struct
	{
		cu_instant	instant;
		const char *want;
	}			rows[] = {
		{0, "2000-01-01T00:00:00Z"},
		{-1, "1999-12-31T23:59:59.999999Z"},
		{SECOND / 2, "2000-01-01T00:00:00.5Z"},
		{10, "2000-01-01T00:00:00.00001Z"},
		{59 * DAY, "2000-02-29T00:00:00Z"},
		{60 * DAY - 1, "2000-02-29T23:59:59.999999Z"},
		{366 * DAY - SECOND, "2000-12-31T23:59:59Z"},
		{CU_UNIX_EPOCH, "1970-01-01T00:00:00Z"},
		{-730119 * DAY, "0001-01-01T00:00:00Z"},
		{-730120 * DAY, "0000-12-31T00:00:00Z"},
		{-730120 * DAY - 366 * DAY, "-0001-12-31T00:00:00Z"},
		{INT64_C(2921940) * DAY, "10000-01-01T00:00:00Z"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_ctx	   *ctx = test_ctx();
		cu_buf		buf;

		test_row(rows[i].want);
		cu_buf_init(&buf, ctx);
		cu_datetime_write(&buf, rows[i].instant);
		REQUIRE_OK(cu_buf_status(&buf));
		CHECK(cu_slice_is(cu_buf_slice(&buf), rows[i].want));
	}
}

/* Every day of 800 years, so that every rule of the calendar is met. */
TEST(writes_what_it_reads)
{
	cu_ctx	   *ctx = test_ctx();

	for (int64_t day = -146097; day <= 146097; day++)
	{
		cu_instant	instant = day * DAY + (day & 0xffff) * SECOND;
		cu_instant	back;
		cu_buf		buf;

		cu_buf_init(&buf, ctx);
		cu_datetime_write(&buf, instant);
		REQUIRE_OK(cu_buf_status(&buf));
		REQUIRE(cu_datetime_read(cu_buf_slice(&buf), &back));
		if (!CHECK_EQ_INT(back, instant))
			return;
		cu_ctx_reset(ctx);
	}
}

const cu_test cu_tests_datetime[] = {
	{"reads_date_times", reads_date_times},
	{"refuses_other_texts", refuses_other_texts},
	{"does_not_read_past_the_end", does_not_read_past_the_end},
	{"reads_ranges", reads_ranges},
	{"refuses_what_has_no_range", refuses_what_has_no_range},
	{"reads_numeric_dates", reads_numeric_dates},
	{"writes_utc", writes_utc},
	{"writes_what_it_reads", writes_what_it_reads},
	{NULL, NULL}
};
