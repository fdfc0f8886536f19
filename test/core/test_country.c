/*
 * test_country.c
 *		Country names and codes to ISO 3166-1 alpha-2.
 */
#include "test.h"

#include "../../src/core/ascii.h"
#include "../../src/core/country.h"

typedef struct spelling
{
	const char *text;
	const char *want;			/* NULL: not understood */
} spelling;

static void
check_spellings(const spelling *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
	{
		const char *got = cu_country_find(cu_slice_cstr(rows[i].text));

		test_row(rows[i].text);
		if (rows[i].want == NULL)
			CHECK(got == NULL);
		else
			CHECK_SLICES(cu_slice_cstr(got), cu_slice_cstr(rows[i].want));
	}
	test_row(NULL);
}

TEST(finds_spellings)
{
	static const spelling rows[] = {
		{"US", "US"}, {"us", "US"}, {"USA", "US"}, {"U.S.", "US"},
		{"U.S.A.", "US"}, {"U. S. A.", "US"}, {"United States", "US"},
		{"the United States of America", "US"}, {" UNITED  STATES ", "US"},
		{"CANADA", "CA"}, {"CAN", "CA"}, {"Mexico", "MX"},
		{"M\303\251xico", "MX"}, {"Estados Unidos Mexicanos", "MX"},
		{"Hong Kong", "HK"}, {"Hong Kong SAR", "HK"},
		{"Hong Kong, China", "HK"}, {"HongKong", "HK"}, {"UK", "GB"},
		{"U.K.", "GB"}, {"England", "GB"}, {"Korea, Republic of", "KR"},
		{"South Korea", "KR"}, {"Korea, South", "KR"},
		{"C\303\264te d'Ivoire", "CI"}, {"C\303\264te d\342\200\231Ivoire", "CI"},
		{"Ivory Coast", "CI"}, {"Bosnia & Herzegovina", "BA"},
		{"T\303\274rkiye", "TR"}, {"Turkey", "TR"},
		{"Cura\303\247ao", "CW"}, {"Russian Federation", "RU"},
		{"Viet Nam", "VN"}, {"Gambia, The", "GM"}, {"The Bahamas", "BS"},
		{"St. Lucia", "LC"}, {"Czech Republic", "CZ"}, {"Burma", "MM"},
		{"NA", "NA"}, {"Guinea-Bissau", "GW"}, {"Serbia", "RS"},
		{"P.R. China", "CN"}, {"China (Mainland)", "CN"}
	};

	check_spellings(rows, sizeof(rows) / sizeof(rows[0]));
}

TEST(leaves_the_rest)
{
	static const spelling rows[] = {
		{"", NULL}, {"  ", NULL}, {"...", NULL}, {"X", NULL}, {"ZZ", NULL},
		{"XXX", NULL}, {"N.A.", NULL}, {"N/A", NULL}, {"MULTI", NULL},
		{"Various", NULL}, {"Korea", NULL}, {"Congo", NULL},
		{"Virgin Islands", NULL}, {"Republic of China", NULL},
		{"EU", NULL}, {"European Union", NULL}, {"USSR", NULL},
		{"America", NULL}, {"\303\274", NULL}, {"The", NULL},
		{"Democratic and Popular and Federal and Socialist Republic of "
		"Somewhere", NULL}
	};

	check_spellings(rows, sizeof(rows) / sizeof(rows[0]));
}

/* What fold() in country.c would leave as it is. */
static bool
is_folded(const char *name)
{
	size_t		n = strlen(name);

	for (size_t i = 0; i < n; i++)
	{
		bool		space = name[i] == ' ';

		if (space ? i == 0 || i + 1 == n || name[i - 1] == ' ' :
			!cu_is_upper(name[i]))
			return false;
	}
	return n > 0 && strncmp(name, "THE ", 4) != 0 &&
		(n < 4 || strcmp(name + n - 4, " THE") != 0);
}

TEST(table_is_sound)
{
	CHECK_EQ_INT(cu_country_count, 249);
	for (size_t i = 0; i < cu_country_count; i++)
	{
		const cu_country *c = &cu_countries[i];

		test_row(c->alpha2);
		CHECK(i == 0 || strcmp(cu_countries[i - 1].alpha2, c->alpha2) < 0);
		CHECK(is_folded(c->name));
		CHECK(cu_country_find(cu_slice_cstr(c->alpha2)) == c->alpha2);
		CHECK(cu_country_find(cu_slice_cstr(c->alpha3)) == c->alpha2);
		CHECK(cu_country_find(cu_slice_cstr(c->name)) == c->alpha2);
		CHECK(cu_country_is_prefix(cu_slice_cstr(c->alpha2)));
	}
	for (size_t i = 0; i < cu_country_alias_count; i++)
	{
		const cu_country_alias *a = &cu_country_aliases[i];

		test_row(a->name);
		CHECK(is_folded(a->name));
		CHECK(cu_country_is_prefix(cu_slice_make(a->alpha2, 2)));
		/* Codes are looked up first, so an alias must not be shadowed. */
		CHECK_SLICES(cu_slice_cstr(cu_country_find(cu_slice_cstr(a->name))),
					 cu_slice_cstr(a->alpha2));
	}
	test_row(NULL);
	CHECK(!cu_country_is_prefix(CU_LIT("X")));
	CHECK(!cu_country_is_prefix(CU_LIT("XZ")));
}

const cu_test cu_tests_country[] = {
	{"finds_spellings", finds_spellings},
	{"leaves_the_rest", leaves_the_rest},
	{"table_is_sound", table_is_sound},
	{NULL, NULL}
};
