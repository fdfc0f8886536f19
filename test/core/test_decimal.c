/*
 * test_decimal.c
 *		Exact decimal numbers.
 */
#include "test.h"

#include "../../src/core/decimal.h"

#define FIFTY "12345678901234567890123456789012345678901234567890"

TEST(canonical_form)
{
	static const struct
	{
		const char *text;
		const char *want;		/* NULL: no number */
	}			rows[] = {
		{"0", "0"}, {"-0", "0"}, {"0.000", "0"}, {"7", "7"}, {"007", "7"},
		{"-7.50", "-7.5"}, {"100", "100"}, {"1e2", "100"}, {"1E+2", "100"},
		{"1.5e-3", "0.0015"}, {"0.00012", "0.00012"}, {"12.0", "12"},
		{"123.456e1", "1234.56"}, {"1e99", "1" "0000000000" "0000000000"
			"0000000000" "0000000000" "0000000000" "0000000000" "0000000000"
			"0000000000" "0000000000" "000000000"},
		{FIFTY FIFTY, FIFTY FIFTY}, {"0e999", NULL},
		{FIFTY FIFTY "1", NULL}, {"1e100", NULL}, {"1e-101", NULL},
		{"1e201", NULL}, {"1e99999999999999999999", NULL},
		{"", NULL}, {"-", NULL}, {"+1", NULL}, {".5", NULL}, {"5.", NULL},
		{"1e", NULL}, {"1e+", NULL}, {"1,5", NULL}, {"1 ", NULL},
		{"0x1", NULL}, {"NaN", NULL}, {"--1", NULL}, {"1.2.3", NULL}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	got;

		test_row(rows[i].text);
		REQUIRE_OK(cu_decimal_canonical(ctx, cu_slice_cstr(rows[i].text),
										&got));
		if (rows[i].want)
			CHECK_SLICES(got, cu_slice_cstr(rows[i].want));
		else
			CHECK(got.p == NULL);
	}
}

TEST(multiplies)
{
	static const struct
	{
		const char *a;
		const char *b;
		const char *want;		/* NULL: too many digits */
	}			rows[] = {
		{"0", "5", "0"}, {"1", "1", "1"}, {"-2", "3", "-6"},
		{"-2", "-3", "6"}, {"82500", "0.45359237", "37421.370525"},
		{"9.9", "9.9", "98.01"}, {"0.5", "2", "1"}, {"0.01", "0.01", "0.0001"},
		{"99999999999999999999", "99999999999999999999",
		"9999999999999999999800000000000000000001"},
		{FIFTY, "1", FIFTY}, {FIFTY FIFTY, "10", NULL},
		{FIFTY FIFTY, FIFTY FIFTY, NULL}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	a = cu_slice_cstr(rows[i].a);
		cu_slice	b = cu_slice_cstr(rows[i].b);
		cu_slice	got;

		test_row(rows[i].a);
		REQUIRE_OK(cu_decimal_multiply(ctx, a, b, &got));
		if (rows[i].want)
			CHECK_SLICES(got, cu_slice_cstr(rows[i].want));
		else
			CHECK(got.p == NULL);
		REQUIRE_OK(cu_decimal_multiply(ctx, b, a, &got));
		if (rows[i].want)
			CHECK_SLICES(got, cu_slice_cstr(rows[i].want));
	}
}

const cu_test cu_tests_decimal[] = {
	{"canonical_form", canonical_form},
	{"multiplies", multiplies},
	{NULL, NULL}
};
