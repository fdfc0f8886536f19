/*
 * test_utf8.c
 *		UTF-8: what is text, what is not, and the order of UTF-16.
 */
#include "test.h"

#include "../../src/core/utf8.h"

typedef struct row
{
	const char *label;
	cu_slice	text;
	size_t		good;			/* octets before the first bad one */
} row;

#define ROW(label, text, good) {label, {text, sizeof(text) - 1}, good}

static const row rows[] = {
	ROW("empty", "", 0),
	ROW("ascii", "plain", 5),
	ROW("long ascii", "0123456789abcdef0123456789", 26),
	ROW("first of two", "\xc2\x80", 2),
	ROW("last of two", "\xdf\xbf", 2),
	ROW("first of three", "\xe0\xa0\x80", 3),
	ROW("before surrogates", "\xed\x9f\xbf", 3),
	ROW("after surrogates", "\xee\x80\x80", 3),
	ROW("last of three", "\xef\xbf\xbf", 3),
	ROW("first of four", "\xf0\x90\x80\x80", 4),
	ROW("last of all", "\xf4\x8f\xbf\xbf", 4),
	ROW("nul", "a\0b", 3),
	ROW("lone continuation", "a\x80", 1),
	ROW("overlong nul", "\xc0\x80", 0),
	ROW("overlong slash", "12\xc1\xaf", 2),
	ROW("overlong of three", "\xe0\x9f\xbf", 0),
	ROW("overlong of four", "\xf0\x8f\xbf\xbf", 0),
	ROW("first surrogate", "\xed\xa0\x80", 0),
	ROW("last surrogate", "\xed\xbf\xbf", 0),
	ROW("over the last", "\xf4\x90\x80\x80", 0),
	ROW("lead f5", "\xf5\x80\x80\x80", 0),
	ROW("five octets", "\xf8\x88\x80\x80\x80", 0),
	ROW("ff", "\xff", 0),
	ROW("cut after one", "\xe2", 0),
	ROW("cut after two", "\xe2\x82", 0),
	ROW("cut after three", "ok\xf0\x9f\x98", 2),
	ROW("third is no continuation", "\xe2\x82z", 0),
	ROW("bad after a whole word", "01234567\xc2\xa9" "01234567\xff", 18)
};

TEST(checks)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		test_row(rows[i].label);
		CHECK_EQ_INT(cu_utf8_check(rows[i].text), rows[i].good);
	}
}

/* Every scalar value there and back; everything else has no way there. */
TEST(round_trips_every_code_point)
{
	for (uint32_t cp = 0; cp < 0x110000; cp++)
	{
		char		text[4];
		uint32_t	back = 0;
		size_t		n = cu_utf8_encode(cp, text);
		bool		surrogate = cp >= 0xd800 && cp < 0xe000;

		if (!CHECK_EQ_INT(cu_utf8_decode(text, n, &back), surrogate ? 0 : n))
			return;
		if (!surrogate && !CHECK_EQ_INT(back, cp))
			return;
		/* Never beyond the end. */
		if (!CHECK_EQ_INT(cu_utf8_decode(text, n - 1, &back), 0))
			return;
	}
}

/* Each text sorts before the next in UTF-16 code units. */
TEST(orders_as_utf16)
{
	static const cu_slice sorted[] = {
		{"", 0}, {"\0", 1}, {"0", 1}, {"1", 1}, {"a", 1}, {"aa", 2},
		{"abcdefgh", 8}, {"abcdefgh1", 9}, {"abcdefgi", 8},
		{"b", 1}, {"\xc2\x80", 2}, {"\xc3\xb6", 2}, {"\xe2\x82\xac", 3},
		{"\xed\x9f\xbf", 3},	/* U+D7FF */
		{"\xf0\x90\x80\x80", 4},	/* U+10000 = D800 DC00 */
		{"\xf0\x9f\x98\x80", 4},	/* U+1F600 = D83D DE00 */
		{"\xf4\x8f\xbf\xbf", 4},	/* U+10FFFF = DBFF DFFF */
		{"\xee\x80\x80", 3},	/* U+E000 */
		{"\xef\xac\xb3", 3},	/* U+FB33 */
		{"\xef\xbf\xbf", 3}		/* U+FFFF */
	};
	size_t		count = sizeof(sorted) / sizeof(sorted[0]);

	for (size_t i = 0; i < count; i++)
	{
		for (size_t j = 0; j < count; j++)
		{
			int			order = cu_utf8_cmp_utf16(sorted[i], sorted[j]);

			CHECK_EQ_INT((order > 0) - (order < 0), (i > j) - (i < j));
		}
	}
}

const cu_test cu_tests_utf8[] = {
	{"checks", checks},
	{"round_trips_every_code_point", round_trips_every_code_point},
	{"orders_as_utf16", orders_as_utf16},
	{NULL, NULL}
};
