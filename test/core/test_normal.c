/*
 * test_normal.c
 *		Normal forms of values.
 */
#include "test.h"

#include "../../src/core/normal.h"

typedef struct value
{
	const char *normaliser;
	const char *text;
	const char *want;			/* NULL: cannot be normalised */
} value;

static void
check_values(const value *rows, size_t n)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < n; i++)
	{
		cu_normal	normal = cu_normal_find(
										cu_slice_cstr(rows[i].normaliser));
		cu_slice	got;

		test_row(rows[i].text);
		REQUIRE(normal != CU_NORMAL_NONE);
		REQUIRE_OK(cu_normal_apply(ctx, normal, cu_slice_cstr(rows[i].text),
								   &got));
		if (rows[i].want)
			CHECK_SLICES(got, cu_slice_cstr(rows[i].want));
		else
			CHECK(got.p == NULL);
	}
	test_row(NULL);
}

#define CHECK_VALUES(rows) \
	check_values((rows), sizeof(rows) / sizeof((rows)[0]))

TEST(texts_and_codes)
{
	static const value rows[] = {
		{"text", "  Steel \t\n sheet ", "Steel sheet"},
		{"text", "", NULL}, {"text", " \t", NULL},
		{"code", " po-99276  5413 ", "PO-99276 5413"},
		{"code", "INV-1000288", "INV-1000288"}, {"code", "0012", "0012"},
		{"code", "stra\303\237e", "STRA\303\237E"}
	};

	CHECK_VALUES(rows);
}

TEST(numbers)
{
	static const value rows[] = {
		{"number", "289600", "289600"}, {"number", " 7.50 ", "7.5"},
		{"number", "+3", "3"}, {"number", "-0.5", "-0.5"},
		{"number", "1e3", "1000"}, {"number", "1.234", "1.234"},
		{"number", "1,234.5", "1234.5"}, {"number", "1,234,567", "1234567"},
		{"number", "-1,234,567.25", "-1234567.25"},
		{"number", "1.234,5", "1234.5"}, {"number", "1.234.567", "1234567"},
		{"number", "1.234.567,8", "1234567.8"}, {"number", "1 234", "1234"},
		{"number", "1 234 567.8", "1234567.8"},
		{"number", "1 234,5", "1234.5"}, {"number", "12,5", "12.5"},
		{"number", "0,125", "0.125"}, {"number", "1234,567", "1234.567"},

		{"number", "1,234", NULL}, {"number", "12,345", NULL},
		{"number", "-123,456", NULL}, {"number", "1,2345.6", NULL},
		{"number", "1,23,456", NULL}, {"number", "12,34,567.8", NULL},
		{"number", "1.23.456", NULL}, {"number", ",5", NULL},
		{"number", "1,", NULL}, {"number", "1.2.", NULL},
		{"number", "1,234 567", NULL}, {"number", "1,234.567.8", NULL},
		{"number", "1.234,567,8", NULL}, {"number", "1,234.5.6", NULL},
		{"number", "ten", NULL}, {"number", "5 kg", NULL},
		{"number", "1-2", NULL}, {"number", "-", NULL}, {"number", ".", NULL},
		{"number", "1e400", NULL}, {"number", "Infinity", NULL},
		{"number", "--1,234.5", NULL}, {"number", "1 23", NULL},
		{"number", " ", NULL}
	};

	CHECK_VALUES(rows);
}

TEST(customs_codes)
{
	static const value rows[] = {
		{"hts", "7208.10.1500", "7208101500"},
		{"hts", "2204.21.60 00", "2204216000"}, {"hts", "7208", "7208"},
		{"hts", "9403 7000 00", "9403700000"}, {"hts", "851671", "851671"},
		{"hts", "720", NULL}, {"hts", "72081015001", NULL},
		{"hts", "7208.1O", NULL}, {"hts", "...", NULL},

		{"entry_number", "SP3-1234567-8", "SP312345678"},
		{"entry_number", "sp3 1234567 8", "SP312345678"},
		{"entry_number", "12345123456", "12345123456"},
		{"entry_number", "34001239", NULL}, {"entry_number", "A123456", NULL},
		{"entry_number", "SP3-123456A-8", NULL},
		{"entry_number", "S_3-1234567-8", NULL},

		{"scac", "mcli", "MCLI"}, {"scac", " NISC ", "NISC"},
		{"scac", "MCL", NULL}, {"scac", "MC1I", NULL}, {"scac", "M CLI", NULL},
		{"scac", "Maersk", NULL},

		{"us_port", "2709", "2709"}, {"us_port", "0901", "0901"},
		{"us_port", "901", NULL}, {"us_port", "27O9", NULL}
	};

	CHECK_VALUES(rows);
}

TEST(places_and_parties)
{
	static const value rows[] = {
		{"country", "U.S.", "US"}, {"country", "Atlantis", NULL},
		{"unlocode", "USLGB", "USLGB"}, {"unlocode", "us lgb", "USLGB"},
		{"unlocode", "CNN23", "CNN23"}, {"unlocode", "USLG", NULL},
		{"unlocode", "XXLGB", NULL}, {"unlocode", "USLG1", NULL},
		{"unlocode", "USLG_", NULL}, {"unlocode", "usLGBX", NULL},
		{"did", "did:web:mill.example", "did:web:mill.example"},
		{"did", "did:web:mill.example/heat/1", NULL},
		{"did", "did:web:mill.example#k1", NULL},
		{"did", "https://mill.example", NULL}, {"did", "did:", NULL},
		/* The right check digits, and some that are off by one. */
		{"gln", "6291041500213", "6291041500213"},
		{"gln", "6291041500214", NULL}, {"gln", "SC720-0000001", NULL},
		{"gln", "629104150021", NULL},
		{"lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"},
		{"lei", "5493 001k jtii gc8y 1r12", "5493001KJTIIGC8Y1R12"},
		{"lei", "5493001KJTIIGC8Y1R13", NULL},
		{"lei", "5493001KJTIIGC8Y1R1", NULL},
		{"lei", "5493001KJTIIGC8Y1R1-", NULL},
		{"unit", "lbs", "LBR"}, {"unit", "stone throw", NULL}
	};

	CHECK_VALUES(rows);
}

TEST(dates)
{
	static const value rows[] = {
		{"date", "2022-06-06T08:10:00+00:00", "2022-06-06T08:10:00Z"},
		{"date", "2022-11-01T10:58:45-04:00", "2022-11-01T14:58:45Z"},
		{"date", " 2021-02-21 ", "2021-02-21"},
		{"date", "2022-02-02T09:30:00", "2022-02-02T09:30:00"},
		{"date", "2021-02-30", NULL}, {"date", "02/21/2021", NULL},
		{"date", "yesterday", NULL}
	};

	CHECK_VALUES(rows);
}

TEST(entry_number_check_digit)
{
	static const struct
	{
		const char *text;
		bool		want;
	}			rows[] = {
		/* 1 2 3 1 2 3 4 5 6 7, every other doubled: 34, so 6. */
		{"ABC12345676", true}, {"ABC12345675", false},
		{"99999999990", true}, {"99999999991", false},
		/* S counts 2, P 7: 2 5 3 2 2 6 4 1 6 5 make 36, so 4. */
		{"SP312345674", true}, {"SP312345678", false},
		{"JKZ00000006", true}, {"00000000000", true},
		{"", false}, {"ABC1234567", false}
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		test_row(rows[i].text);
		CHECK_EQ_INT(cu_entry_number_checks(cu_slice_cstr(rows[i].text)),
					 rows[i].want);
	}
}

TEST(entry_numbers_as_read)
{
	static const struct
	{
		const char *text;
		const char *want;		/* NULL: refused */
		int			offset;
	}			rows[] = {
		{"SP3-1234567-8", "SP312345678", 0},
		{"\tsp3 1234567 8\n", "SP312345678", 0},
		{"12345123456", "12345123456", 0}, {"SP3-34563756", "SP334563756", 0},
		{"A123456", "A123456", 0}, {" a-123 456 ", "A-123 456", 0},
		{"34001239", "34001239", 0}, {"-", "-", 0},
		{"SP3-123456A-8", "SP3-123456A-8", 0},
		{"1234567890123456789012345678901234567890123456789012345678901234 ",
			"1234567890123456789012345678901234567890123456789012345678901234",
		0},
		{" 12345678901234567890123456789012345678901234567890123456789012345",
		NULL, 65},
		{"", NULL, 0}, {" \n", NULL, 2}, {" 1\t2", NULL, 2},
		{"N\302\260 1", NULL, 1}, {"1\177", NULL, 1}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	got;

		test_row(rows[i].text);
		if (rows[i].want == NULL)
		{
			CHECK_STATUS(cu_entry_number_read(ctx, cu_slice_cstr(rows[i].text),
											  &got), CU_BAD_ENTRY_NUMBER);
			CHECK_EQ_INT(ctx->error.offset, rows[i].offset);
			continue;
		}
		REQUIRE_OK(cu_entry_number_read(ctx, cu_slice_cstr(rows[i].text),
										&got));
		CHECK(cu_slice_is(got, rows[i].want));
		REQUIRE_OK(cu_entry_number_read(ctx, got, &got));
		CHECK(cu_slice_is(got, rows[i].want));
	}
}

TEST(names)
{
	CHECK(cu_normal_find(CU_LIT("country")) == CU_NORMAL_country);
	CHECK(cu_normal_find(CU_LIT("us_port")) == CU_NORMAL_us_port);
	CHECK(cu_normal_find(CU_LIT("Country")) == CU_NORMAL_NONE);
	CHECK(cu_normal_find(CU_LIT("")) == CU_NORMAL_NONE);
	CHECK(cu_is_blank(CU_LIT("")));
	CHECK(cu_is_blank(CU_LIT(" \r\n")));
	CHECK(!cu_is_blank(CU_LIT(" x")));
}

const cu_test cu_tests_normal[] = {
	{"texts_and_codes", texts_and_codes},
	{"numbers", numbers},
	{"customs_codes", customs_codes},
	{"places_and_parties", places_and_parties},
	{"dates", dates},
	{"entry_number_check_digit", entry_number_check_digit},
	{"entry_numbers_as_read", entry_numbers_as_read},
	{"names", names},
	{NULL, NULL}
};
