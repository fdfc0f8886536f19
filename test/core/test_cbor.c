/*
 * test_cbor.c
 *		CBOR in its one deterministic form, and nothing else.
 */
#include "test.h"

#include "../../src/core/base.h"
#include "../../src/core/buf.h"
#include "../../src/core/cbor.h"

/* Opens a reader over octets given in hexadecimal. */
static cu_status
open_hex(cu_ctx *ctx, const char *hex, cu_cbor *r)
{
	cu_slice	octets;

	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(hex), &octets));
	*r = cu_cbor_open(octets);
	return CU_OK;
}

/* How many of the functions take what r begins with; none moves r itself. */
static int
takers(const cu_cbor *r)
{
	cu_cbor		at[5] = {*r, *r, *r, *r, *r};
	uint64_t	value;
	size_t		count;
	cu_slice	s;
	bool		took[5];
	int			sum = 0;

	took[0] = cu_cbor_uint(&at[0], &value);
	took[1] = cu_cbor_octets(&at[1], &s);
	took[2] = cu_cbor_text(&at[2], &s);
	took[3] = cu_cbor_array(&at[3], &count);
	took[4] = cu_cbor_map(&at[4], &count);
	for (int i = 0; i < 5; i++)
	{
		CHECK(took[i] ? at[i].p > r->p : at[i].p == r->p);
		CHECK(at[i].end == r->end);
		sum += took[i];
	}
	return sum;
}

TEST(reads_numbers)
{
	static const struct
	{
		const char *hex;
		uint64_t	value;
	}			rows[] = {
		{"00", 0}, {"17", 23}, {"1818", 24}, {"18ff", 255},
		{"190100", 256}, {"19ffff", 65535}, {"1a00010000", 65536},
		{"1affffffff", 0xffffffff}, {"1b0000000100000000", 0x100000000},
		{"1bffffffffffffffff", UINT64_MAX}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_cbor		r;
		uint64_t	value = 1;

		test_row(rows[i].hex);
		REQUIRE_OK(open_hex(ctx, rows[i].hex, &r));
		CHECK_EQ_INT(takers(&r), 1);
		CHECK(cu_cbor_uint(&r, &value));
		CHECK(value == rows[i].value);
		CHECK(cu_cbor_end(&r));
		CHECK_EQ_INT(takers(&r), 0);
	}
}

TEST(reads_strings)
{
	cu_ctx	   *ctx = test_ctx();
	cu_cbor		r;
	cu_slice	s;

	REQUIRE_OK(open_hex(ctx, "40430001ff6063e282ac", &r));
	CHECK(cu_cbor_octets(&r, &s) && s.n == 0);
	CHECK(cu_cbor_octets(&r, &s));
	CHECK_SLICE(s, "\0\1\xff");
	CHECK_EQ_INT(takers(&r), 1);
	CHECK(cu_cbor_text(&r, &s) && s.n == 0);
	CHECK(cu_cbor_text(&r, &s));
	CHECK_SLICE(s, "\xe2\x82\xac");
	CHECK(cu_cbor_end(&r));
}

TEST(reads_a_string_of_any_size)
{
	static const struct
	{
		const char *head;
		size_t		size;
	}			rows[] = {
		{"57", 23}, {"5818", 24}, {"58ff", 255}, {"590100", 256},
		{"59ffff", 65535}, {"5a00010000", 65536}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	head;
		cu_slice	s;
		cu_cbor		r;
		char	   *octets;
		size_t		n;

		test_row(rows[i].head);
		REQUIRE_OK(cu_base16_decode(ctx, cu_slice_cstr(rows[i].head), &head));
		n = head.n + rows[i].size;
		octets = cu_alloc(ctx, n);
		REQUIRE(octets != NULL);
		memset(octets, 'x', n);
		memcpy(octets, head.p, head.n);
		r = cu_cbor_open(cu_slice_make(octets, n));
		CHECK(cu_cbor_octets(&r, &s) && cu_cbor_end(&r));
		CHECK_EQ_INT(s.n, rows[i].size);
		CHECK(s.p == octets + head.n);
		r = cu_cbor_open(cu_slice_make(octets, n - 1));
		CHECK_EQ_INT(takers(&r), 0);
	}
}

/* Octets, an array of them, a map to them, an array of numbers. */
TEST(reads_items_in_turn)
{
	cu_ctx	   *ctx = test_ctx();
	cu_cbor		r;
	cu_slice	s;
	size_t		count;
	uint64_t	n;

	REQUIRE_OK(open_hex(ctx, "8441018241034104a2004105181841068300171818",
						&r));
	CHECK(cu_cbor_array(&r, &count));
	CHECK_EQ_INT(count, 4);
	CHECK(cu_cbor_octets(&r, &s));
	CHECK_SLICE(s, "\1");
	CHECK(cu_cbor_array(&r, &count));
	CHECK_EQ_INT(count, 2);
	CHECK(cu_cbor_octets(&r, &s) && cu_cbor_octets(&r, &s));
	CHECK_SLICE(s, "\4");
	CHECK(cu_cbor_map(&r, &count));
	CHECK_EQ_INT(count, 2);
	CHECK(cu_cbor_uint(&r, &n) && n == 0 && cu_cbor_octets(&r, &s));
	CHECK(cu_cbor_uint(&r, &n) && n == 24 && cu_cbor_octets(&r, &s));
	CHECK_SLICE(s, "\6");
	CHECK(cu_cbor_array(&r, &count));
	CHECK_EQ_INT(count, 3);
	CHECK(cu_cbor_uint(&r, &n) && n == 0);
	CHECK(cu_cbor_uint(&r, &n) && n == 23);
	CHECK(!cu_cbor_end(&r));
	CHECK(cu_cbor_uint(&r, &n) && n == 24);
	CHECK(cu_cbor_end(&r));
}

TEST(refuses_everything_else)
{
	static const char *const rows[] = {
		"",						/* nothing */
		"1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff",
		"580161", "5817", "780161", "980100", "b8010000",	/* not shortest */
		"18", "1901", "1a010203", "1b01020304050607",	/* cut short */
		"41", "42ff", "61", "5818", "7818",
		"1c", "1d", "1e", "1f", "5c", "7d", "9e",	/* reserved */
		"5f4101ff", "7f6161ff", "9f00ff", "bf0000ff",	/* indefinite */
		"20", "3863",			/* negative */
		"c11a514b67b0", "d95d0080", "d818",	/* tags */
		"f4", "f5", "f6", "f7", "e0", "f820",	/* true, null and the like */
		"f93c00", "fa47c35000", "fb3ff199999999999a", "ff",
		"61ff", "62c080", "63eda080", "61e2",	/* no UTF-8 */
		"81", "8200", "9affffffff00", "9bffffffffffffffff00",	/* counts */
		"a1", "a100", "a2000001", "baffffffff0000", "bb80000000000000000000",
		"5bffffffffffffffff00", "7bffffffffffffffff00"
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_cbor		r;

		test_row(rows[i]);
		REQUIRE_OK(open_hex(ctx, rows[i], &r));
		CHECK_EQ_INT(takers(&r), 0);
		CHECK(cu_cbor_end(&r) == (rows[i][0] == '\0'));
	}
}

TEST(looks_into_maps)
{
	static const struct
	{
		const char *hex;
		bool		good;
	}			rows[] = {
		{"a0", true},
		{"a200000100", true},
		{"a2170018ff00", true},
		{"a218ff0019010000", true},
		{"a3000040006000", true},	/* by the octets of the key as encoded */
		{"a3600040000000", false},
		{"a201000000", false},
		{"a200000001", false},	/* twice the same */
		{"a18100820102", true},
		{"a100a10000", true},
		{"a100a200000000", false},
		{"a10081a200000000", false},
		{"a100f6", false},		/* not of the subset */
		{"a1f600", false},
		{"a1001800", false},
		{"a10081", false},		/* cut short */
		{"a1008100", true},
		{"a100818100", true}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_cbor		r;
		size_t		pairs;

		test_row(rows[i].hex);
		REQUIRE_OK(open_hex(ctx, rows[i].hex, &r));
		CHECK(cu_cbor_map(&r, &pairs) == rows[i].good);
	}
}

TEST(bounds_the_depth_of_maps)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t depth = 0; depth < 2 * CU_CBOR_DEPTH_MAX; depth++)
	{
		cu_buf		buf;
		cu_cbor		r;
		size_t		pairs;

		cu_buf_init(&buf, ctx);
		cu_buf_add_slice(&buf, CU_LIT("\xa1\x00"));
		for (size_t i = 0; i < depth; i++)
			cu_buf_add_char(&buf, (char) 0x81);
		cu_buf_add_char(&buf, 0);
		REQUIRE_OK(cu_buf_status(&buf));
		r = cu_cbor_open(cu_buf_slice(&buf));
		CHECK(cu_cbor_map(&r, &pairs) == (depth <= CU_CBOR_DEPTH_MAX));
	}
}

const cu_test cu_tests_cbor[] = {
	{"reads_numbers", reads_numbers},
	{"reads_strings", reads_strings},
	{"reads_a_string_of_any_size", reads_a_string_of_any_size},
	{"reads_items_in_turn", reads_items_in_turn},
	{"refuses_everything_else", refuses_everything_else},
	{"looks_into_maps", looks_into_maps},
	{"bounds_the_depth_of_maps", bounds_the_depth_of_maps},
	{NULL, NULL}
};
