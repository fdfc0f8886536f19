/*
 * test_unit.c
 *		Units of measure and SI.
 */
#include "test.h"

#include "../../src/core/decimal.h"
#include "../../src/core/unit.h"

TEST(finds_units)
{
	static const struct
	{
		const char *text;
		const char *want;		/* NULL: not known */
	}			rows[] = {
		{"KGM", "KGM"}, {"kgm", "KGM"}, {"KG", "KGM"}, {"kg", "KGM"},
		{" kgs. ", "KGM"}, {"Kilograms", "KGM"}, {"g", "GRM"}, {"GRM", "GRM"},
		{"t", "TNE"}, {"MT", "TNE"}, {"mt", "TNE"}, {"metric tons", "TNE"},
		{"M.T.", NULL}, {"lb", "LBR"}, {"lbs", "LBR"}, {"LBS.", "LBR"},
		{"pounds", "LBR"}, {"short ton", "STN"}, {"Net Tons", "STN"},
		{"STN", "STN"}, {"long  tons", "LTN"}, {"LTN", "LTN"},
		{"m3", "MTQ"}, {"M3", "MTQ"}, {"m\302\263", "MTQ"}, {"CBM", "MTQ"},
		{"Cubic Meters", "MTQ"}, {"MTQ", "MTQ"}, {"bbl", "BLL"},
		{"BLL", "BLL"}, {"L", "LTR"}, {"LTR", "LTR"}, {"dth", "BZ"},
		{"MMBtu", "BZ"}, {"GJ", "GV"}, {"MJ", "3B"}, {"kWh", "KWH"},
		{"m", "MTR"}, {"MM", "MMT"}, {"mm", "MMT"}, {"MTR", "MTR"},
		{"C62", "C62"}, {"EA", "EA"}, {"ea", "EA"}, {"PCS", "H87"},
		{"No.", "C62"}, {"doz.", "DZN"}, {"MIL", "MIL"},

		{"", NULL}, {" ", NULL}, {".", NULL}, {"ton", NULL}, {"tons", NULL},
		{"T", NULL}, {"Mt", NULL}, {"gallon", NULL}, {"gal", NULL},
		{"oz", NULL}, {"therm", NULL}, {"barrel", NULL}, {"M", NULL},
		{"G", NULL}, {"mJ", NULL}, {"mil", NULL}, {"c62", NULL},
		{"IN", NULL}, {"cmb", NULL}, {"hg/ha", NULL}, {"Field Bins", NULL},
		{"Cartons", NULL}, {"Enumeration Value", NULL}, {"UNKNOWN", NULL},
		{"|", NULL}, {"KG|KGS", NULL},
		{"kilograms of very finely ground material", NULL}
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_unit *got = cu_unit_find(cu_slice_cstr(rows[i].text));

		test_row(rows[i].text);
		CHECK((got != NULL) == (rows[i].want != NULL));
		if (got && rows[i].want)
			CHECK_SLICES(cu_slice_cstr(got->code),
						 cu_slice_cstr(rows[i].want));
	}
}

/* Definitions, multiplied out by hand. */
TEST(converts_exactly)
{
	static const struct
	{
		const char *quantity;
		const char *unit;
		const char *want;
		const char *dimension;
	}			rows[] = {
		{"1", "LBR", "0.45359237", "mass"},
		{"2000", "LBR", "907.18474", "mass"},
		{"1", "STN", "907.18474", "mass"},
		{"2240", "LBR", "1016.0469088", "mass"},
		{"1", "LTN", "1016.0469088", "mass"},
		{"16", "ONZ", "0.45359237", "mass"},
		{"12", "APZ", "0.3732417216", "mass"},
		{"289600", "KG", "289600", "mass"},
		{"1.5", "t", "1500", "mass"},
		{"42", "GLL", "0.158987294928", "volume"},
		{"1", "BLL", "0.158987294928", "volume"},
		{"9450", "m3", "9450", "volume"},
		{"1728", "FTQ", "48.931510910976", "volume"},
		{"1000000", "BTU", "1055055852.62", "energy"},
		{"1", "MMBtu", "1055055852.62", "energy"},
		{"1", "kWh", "3600000", "energy"},
		{"12", "INH", "0.3048", "length"},
		{"3", "FOT", "0.9144", "length"},
		{"1", "YRD", "0.9144", "length"},
		{"5", "dozen", "60", "count"},
		{"-3", "EA", "-3", "count"}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_unit *unit = cu_unit_find(cu_slice_cstr(rows[i].unit));
		cu_slice	got;

		test_row(rows[i].unit);
		REQUIRE(unit != NULL);
		CHECK_SLICES(cu_slice_cstr(cu_dimension_name(unit->dimension)),
					 cu_slice_cstr(rows[i].dimension));
		REQUIRE_OK(cu_unit_si(ctx, unit, cu_slice_cstr(rows[i].quantity),
							  &got));
		CHECK_SLICES(got, cu_slice_cstr(rows[i].want));
	}
}

/* Every spelling leads to the unit it stands with: no two units share one. */
TEST(table_is_sound)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < cu_unit_count; i++)
	{
		const cu_unit *unit = &cu_units[i];
		cu_slice	rest = cu_slice_cstr(unit->spellings);
		cu_slice	factor;

		test_row(unit->code);
		CHECK(cu_unit_find(cu_slice_cstr(unit->code)) == unit);
		REQUIRE_OK(cu_decimal_canonical(ctx, cu_slice_cstr(unit->factor),
										&factor));
		CHECK_SLICES(factor, cu_slice_cstr(unit->factor));
		while (rest.n > 0)
		{
			const char *bar = memchr(rest.p, '|', rest.n);
			size_t		n = bar ? (size_t) (bar - rest.p) : rest.n;

			if (n > 0)
				CHECK(cu_unit_find(cu_slice_make(rest.p, n)) == unit);
			rest = cu_slice_from(rest, n + 1);
		}
	}
}

const cu_test cu_tests_unit[] = {
	{"finds_units", finds_units},
	{"converts_exactly", converts_exactly},
	{"table_is_sound", table_is_sound},
	{NULL, NULL}
};
