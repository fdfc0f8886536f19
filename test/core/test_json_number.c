/*
 * test_json_number.c
 *		Doubles as ECMAScript writes them, and the way back.
 */
#include "test.h"

#include "../../src/core/json_number.h"

#define S(literal) {literal, sizeof(literal) - 1}

static double
from_bits(uint64_t bits)
{
	double		value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

typedef struct number
{
	uint64_t	bits;
	cu_slice	text;
} number;

/* The values of RFC 8785, appendix B, and the edges around them. */
static const number numbers[] = {
	{0x0000000000000000, S("0")},
	{0x8000000000000000, S("0")},
	{0x0000000000000001, S("5e-324")},
	{0x8000000000000001, S("-5e-324")},
	{0x0000000000000002, S("1e-323")},
	{0x0000000000000003, S("1.5e-323")},
	{0x000fffffffffffff, S("2.225073858507201e-308")},
	{0x0010000000000000, S("2.2250738585072014e-308")},
	{0x0010000000000001, S("2.225073858507202e-308")},
	{0x7fefffffffffffff, S("1.7976931348623157e+308")},
	{0xffefffffffffffff, S("-1.7976931348623157e+308")},
	{0x4340000000000000, S("9007199254740992")},
	{0xc340000000000000, S("-9007199254740992")},
	{0x433fffffffffffff, S("9007199254740991")},
	{0x4430000000000000, S("295147905179352830000")},
	{0x44b52d02c7e14af5, S("9.999999999999997e+22")},
	{0x44b52d02c7e14af6, S("1e+23")},
	{0x44b52d02c7e14af7, S("1.0000000000000001e+23")},
	{0x444b1ae4d6e2ef4e, S("999999999999999700000")},
	{0x444b1ae4d6e2ef4f, S("999999999999999900000")},
	{0x444b1ae4d6e2ef50, S("1e+21")},
	{0x3eb0c6f7a0b5ed8c, S("9.999999999999997e-7")},
	{0x3eb0c6f7a0b5ed8d, S("0.000001")},
	{0x41b3de4355555553, S("333333333.3333332")},
	{0x41b3de4355555554, S("333333333.33333325")},
	{0x41b3de4355555555, S("333333333.3333333")},
	{0x41b3de4355555556, S("333333333.3333334")},
	{0x41b3de4355555557, S("333333333.33333343")},
	{0xbecbf647612f3696, S("-0.0000033333333333333333")},
	{0x43143ff3c1cb0959, S("1424953923781206.2")},
	{0x3ff0000000000000, S("1")},
	{0x3ff8000000000000, S("1.5")},
	{0x3fb999999999999a, S("0.1")},
	{0x3fd3333333333334, S("0.30000000000000004")},
	{0x4059000000000000, S("100")},
	/*
	 * Powers of two whose nearest decimal of 16 digits does not read back,
	 * while the next one does.
	 */
	{0x3d30000000000000, S("5.684341886080802e-14")},
	{0x3e70000000000000, S("5.960464477539063e-8")},
	{0x0060000000000000, S("7.120236347223045e-307")},
	{0x0100000000000000, S("7.291122019556398e-304")},
	{0x4790000000000000, S("5.316911983139664e+36")}
};

TEST(writes_doubles)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
	{
		cu_buf		buf;

		test_row(numbers[i].text.p);
		cu_buf_init(&buf, ctx);
		cu_number_write(&buf, from_bits(numbers[i].bits));
		REQUIRE_OK(cu_buf_status(&buf));
		CHECK_SLICES(cu_buf_slice(&buf), numbers[i].text);
	}
}

/* Powers of ten are written out up to 1e21 and down to 1e-6. */
TEST(switches_to_exponents)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (int e = 19; e <= 23; e++)
	{
		char		text[] = "1e00 ";

		text[2] = (char) ('0' + e / 10);
		text[3] = (char) ('0' + e % 10);
		cu_number_canonical(&buf, cu_slice_make(text, 4));
		cu_buf_add_char(&buf, ' ');
	}
	for (int e = 5; e <= 8; e++)
	{
		char		text[] = "12e-0";

		text[4] = (char) ('0' + e);
		cu_number_canonical(&buf, cu_slice_make(text, 5));
		cu_buf_add_char(&buf, ' ');
	}
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICE(cu_buf_slice(&buf),
				"10000000000000000000 100000000000000000000 1e+21 1e+22 1e+23 "
				"0.00012 0.000012 0.0000012 1.2e-7 ");
}

typedef struct spelling
{
	cu_slice	text;
	cu_slice	canonical;
} spelling;

static const spelling spellings[] = {
	{S("0"), S("0")},
	{S("-0"), S("0")},
	{S("-0.000e-5"), S("0")},
	{S("0e99999999999999999999"), S("0")},
	{S("1e-400"), S("0")},
	{S("-1e-99999999999999999999"), S("0")},
	{S("1.0"), S("1")},
	{S("100"), S("100")},
	{S("-100.00"), S("-100")},
	{S("1E2"), S("100")},
	{S("1e+02"), S("100")},
	{S("0.5e1"), S("5")},
	{S("123.456"), S("123.456")},
	{S("0.00012300"), S("0.000123")},
	{S("1000000000000000000000"), S("1e+21")},
	{S("123456789012345"), S("123456789012345")},
	{S("9007199254740991"), S("9007199254740991")},
	{S("9007199254740992"), S("9007199254740992")},
	{S("9007199254740993"), S("9007199254740992")},
	{S("9007199254740995"), S("9007199254740996")},
	{S("1234567890123456.7"), S("1234567890123456.8")},
	{S("0.30000000000000004"), S("0.30000000000000004")},
	{S("0.1000000000000000055511151231257827021181583404541015625"), S("0.1")},
	{S("333333333.33333329"), S("333333333.3333333")},
	{S("1E30"), S("1e+30")},
	{S("4.50"), S("4.5")},
	{S("2e-3"), S("0.002")},
	{S("0.000000000000000000000000001"), S("1e-27")},
	{S("1e308"), S("1e+308")},
	{S("179769313486231570e291"), S("1.7976931348623157e+308")},
	{S("2.2250738585072011e-308"), S("2.225073858507201e-308")},
	{S("4.9e-324"), S("5e-324")},
	{S("2.4703282292062327e-324"), S("0")},
	{S("2.4703282292062328e-324"), S("5e-324")},
	{S("123456789012345678901234567890"), S("1.2345678901234568e+29")}
};

TEST(makes_spellings_canonical)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
	{
		cu_buf		buf;

		test_row(spellings[i].text.p);
		cu_buf_init(&buf, ctx);
		cu_number_canonical(&buf, spellings[i].text);
		REQUIRE_OK(cu_buf_status(&buf));
		CHECK_SLICES(cu_buf_slice(&buf), spellings[i].canonical);
	}
}

/* A random number from a fixed seed. */
static uint64_t
next_random(uint64_t *state)
{
	*state += UINT64_C(0x9e3779b97f4a7c15);
	*state ^= *state >> 30;
	*state *= UINT64_C(0xbf58476d1ce4e5b9);
	*state ^= *state >> 27;
	return *state;
}

/*
 * The short way of cu_number_canonical agrees with the way through a double,
 * and what is written reads back.
 */
TEST(agrees_with_the_detour)
{
	cu_ctx	   *ctx = test_ctx();
	uint64_t	state = 1;

	for (unsigned i = 0; i < 3000; i++)
	{
		unsigned	digits = 1 + i % 19;
		uint64_t	mantissa = next_random(&state);
		uint64_t	exponent = next_random(&state) % 640;
		cu_buf		text;
		cu_buf		direct;
		cu_buf		detour;
		double		value;
		double		back;

		for (unsigned d = digits; d < 19; d++)
			mantissa /= 10;
		cu_buf_init(&text, ctx);
		cu_buf_init(&direct, ctx);
		cu_buf_init(&detour, ctx);
		cu_buf_add_uint(&text, mantissa);
		cu_buf_add_cstr(&text, exponent % 2 ? "e-" : "e");
		cu_buf_add_uint(&text, i % 3 ? exponent % 24 : exponent / 2);
		if (!cu_number_read(cu_buf_slice(&text), &value))
			continue;
		cu_number_canonical(&direct, cu_buf_slice(&text));
		cu_number_write(&detour, value);
		REQUIRE_OK(cu_buf_status(&direct));
		REQUIRE_OK(cu_buf_status(&detour));
		CHECK_SLICES(cu_buf_slice(&direct), cu_buf_slice(&detour));
		CHECK(cu_number_read(cu_buf_slice(&direct), &back) && back == value);
	}
}

/* Half way between two doubles, a digit very far behind decides. */
TEST(reads_more_digits_than_fit)
{
	static char text[2000];
	double		value;

	memset(text, '0', sizeof(text));
	memcpy(text, "9007199254740993.", 17);
	CHECK(cu_number_read(cu_slice_make(text, sizeof(text)), &value));
	CHECK(value == 9007199254740992.0);
	text[sizeof(text) - 1] = '1';
	CHECK(cu_number_read(cu_slice_make(text, sizeof(text)), &value));
	CHECK(value == 9007199254740994.0);
}

TEST(refuses_what_is_not_finite_or_no_number)
{
	static const cu_slice bad[] = {
		S(""), S("-"), S("1e309"), S("-1e309"), S("1.7976931348623159e308"),
		S("1e99999999999999999999"), S("01"), S("1."), S(".1"), S("+1"),
		S("1e"), S("1e+"), S("0x1"), S("inf"), S("nan"), S("1 "), S(" 1"),
		S("1\0")
	};
	cu_ctx	   *ctx = test_ctx();
	double		value;
	int64_t		integer;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		cu_buf		buf;

		test_row(bad[i].p);
		CHECK(!cu_number_read(bad[i], &value));
		CHECK(!cu_number_int64(bad[i], &integer));
		cu_buf_init(&buf, ctx);
		cu_number_canonical(&buf, bad[i]);
		CHECK_STATUS(cu_buf_status(&buf), CU_BAD_NUMBER);
	}
}

TEST(scans)
{
	size_t		n;

	CHECK_STATUS(cu_number_scan(CU_LIT("-12.5e+3,"), &n), CU_OK);
	CHECK_EQ_INT(n, 8);
	CHECK_STATUS(cu_number_scan(CU_LIT("00"), &n), CU_OK);
	CHECK_EQ_INT(n, 1);
	CHECK_STATUS(cu_number_scan(CU_LIT("12.e3"), &n), CU_BAD_JSON);
	CHECK_EQ_INT(n, 3);
	CHECK_STATUS(cu_number_scan(CU_LIT("-x"), &n), CU_BAD_JSON);
	CHECK_EQ_INT(n, 1);
	CHECK_STATUS(cu_number_scan(CU_LIT("1e400]"), &n), CU_BAD_NUMBER);
	CHECK_EQ_INT(n, 5);
}

/* 309 digits may be too many, 308 never are. */
TEST(scans_long_integers)
{
	static char digits[310];
	size_t		n;

	memset(digits, '9', sizeof(digits));
	CHECK_STATUS(cu_number_scan(cu_slice_make(digits, 308), &n), CU_OK);
	CHECK_STATUS(cu_number_scan(cu_slice_make(digits, 309), &n),
				 CU_BAD_NUMBER);
	digits[0] = '1';
	CHECK_STATUS(cu_number_scan(cu_slice_make(digits, 309), &n),
				 CU_BAD_NUMBER);
	memset(digits + 1, '0', sizeof(digits) - 1);
	CHECK_STATUS(cu_number_scan(cu_slice_make(digits, 309), &n), CU_OK);
	CHECK_STATUS(cu_number_scan(cu_slice_make(digits, 310), &n),
				 CU_BAD_NUMBER);
}

typedef struct integer
{
	cu_slice	text;
	bool		good;
	int64_t		value;
} integer;

static const integer integers[] = {
	{S("0"), true, 0}, {S("-0"), true, 0}, {S("-0.0"), true, 0},
	{S("1"), true, 1}, {S("-1"), true, -1}, {S("1.0"), true, 1},
	{S("1700000000"), true, 1700000000}, {S("1.7e9"), true, 1700000000},
	{S("1700000000.5"), false, 0}, {S("1e-1"), false, 0},
	{S("10e-1"), true, 1}, {S("1e18"), true, INT64_C(1000000000000000000)},
	{S("9007199254740993"), true, INT64_C(9007199254740993)},
	{S("9223372036854775807"), true, INT64_MAX},
	{S("9223372036854775808"), false, 0},
	{S("-9223372036854775808"), true, INT64_MIN},
	{S("-9223372036854775809"), false, 0},
	{S("9999999999999999999"), false, 0},
	{S("10000000000000000000"), false, 0},
	{S("1e19"), false, 0}, {S("1e300"), false, 0},
	{S("1e99999999999999999999"), false, 0},
	{S("0e99999999999999999999"), true, 0}
};

TEST(reads_integers)
{
	for (size_t i = 0; i < sizeof(integers) / sizeof(integers[0]); i++)
	{
		int64_t		value = 0;

		test_row(integers[i].text.p);
		CHECK_EQ_INT(cu_number_int64(integers[i].text, &value),
					 integers[i].good);
		CHECK_EQ_INT(value, integers[i].value);
	}
}

TEST(tells_what_a_double_cannot_hold)
{
	static const struct
	{
		const char *text;
		bool		survives;
		const char *exact;
	}			rows[] = {
		{"1.50", true, "1.5"},
		{"-0", true, "0"},
		{"100000000000000000000", true, "100000000000000000000"},
		{"9007199254740991", true, "9007199254740991"},
		{"9007199254740993", false, "9007199254740993"},
		{"376101234567890127", false, "376101234567890127"},
		{"376101234567890128.00", false, "376101234567890128"},
		{"0.30000000000000004", true, "0.30000000000000004"},
		{"0.1234567890123456789", false, "0.1234567890123456789"},
		{"1234567890123456789e10", false, "1.234567890123456789e+28"},
		{"5e-324", true, "5e-324"},
		{"4.9406564584124654e-324", false, "4.9406564584124654e-324"},
		{"1e-400", false, "1e-400"},
		{"1e5", true, "100000"},
		{"0.1e-999999999999999", false, "1e-1000000000000000"},
		{"0.10E-9999999999999999", false, "0.10E-9999999999999999"},
		{"1e-12345678901234567890", false, "1e-12345678901234567890"},
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	text = cu_slice_cstr(rows[i].text);
		cu_buf		buf;

		test_row(rows[i].text);
		CHECK_EQ_INT(cu_number_survives(text), rows[i].survives);
		cu_buf_init(&buf, ctx);
		cu_number_exact(&buf, text);
		REQUIRE_OK(cu_buf_status(&buf));
		CHECK_SLICES(cu_buf_slice(&buf), cu_slice_cstr(rows[i].exact));
	}
}

const cu_test cu_tests_json_number[] = {
	{"writes_doubles", writes_doubles},
	{"switches_to_exponents", switches_to_exponents},
	{"makes_spellings_canonical", makes_spellings_canonical},
	{"agrees_with_the_detour", agrees_with_the_detour},
	{"reads_more_digits_than_fit", reads_more_digits_than_fit},
	{"refuses_what_is_not_finite_or_no_number",
	refuses_what_is_not_finite_or_no_number},
	{"scans", scans},
	{"scans_long_integers", scans_long_integers},
	{"reads_integers", reads_integers},
	{"tells_what_a_double_cannot_hold", tells_what_a_double_cannot_hold},
	{NULL, NULL}
};
