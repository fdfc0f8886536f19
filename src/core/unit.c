/*
 * unit.c
 *		The table of units, and the search.
 *
 * Factors are the definitions: the pound and the yard of 1959, the US gallon
 * of 231 cubic inches, the barrel of 42 of them, the British thermal unit of
 * the International Table.  A dekatherm is a million Btu, as pipelines
 * in North America bill it; "therm" alone has two definitions and is not
 * listed.  Standard and actual volumes are told apart by the basis of a
 * quantity, not here.
 */
#include "unit.h"

#include "ascii.h"
#include "decimal.h"

/* The longest spelling of the table has 19 characters. */
#define SPELLING_MAX 32

const cu_unit cu_units[] = {
	{"KGM", CU_DIMENSION_MASS, "1",
	"KG|KGS|KILO|KILOS|KILOGRAM|KILOGRAMS|KILOGRAMME|KILOGRAMMES"},
	{"GRM", CU_DIMENSION_MASS, "0.001", "GRAM|GRAMS|GRAMME|GRAMMES||g"},
	{"MGM", CU_DIMENSION_MASS, "0.000001", "MILLIGRAM|MILLIGRAMS||mg"},
	{"DTN", CU_DIMENSION_MASS, "100", "QUINTAL|QUINTALS"},
	{"TNE", CU_DIMENSION_MASS, "1000",
		"TONNE|TONNES|METRIC TON|METRIC TONS|METRIC TONNE|METRIC TONNES"
	"||t|MT|mt"},
	{"KTN", CU_DIMENSION_MASS, "1000000", "KILOTONNE|KILOTONNES||kt"},
	{"LBR", CU_DIMENSION_MASS, "0.45359237", "LB|LBS|POUND|POUNDS"},
	{"ONZ", CU_DIMENSION_MASS, "0.028349523125", "AVOIRDUPOIS OUNCE"},
	{"APZ", CU_DIMENSION_MASS, "0.0311034768",
	"TROY OUNCE|TROY OUNCES|TROY OZ|OZT"},
	{"CWA", CU_DIMENSION_MASS, "45.359237", ""},
	{"CWI", CU_DIMENSION_MASS, "50.80234544", ""},
	{"STN", CU_DIMENSION_MASS, "907.18474",
	"SHORT TON|SHORT TONS|NET TON|NET TONS|US TON|US TONS"},
	{"LTN", CU_DIMENSION_MASS, "1016.0469088",
	"LONG TON|LONG TONS|GROSS TON|GROSS TONS"},

	{"MTQ", CU_DIMENSION_VOLUME, "1",
		"M3|M\302\263|CBM|CU M|CUBIC METER|CUBIC METERS|CUBIC METRE|"
	"CUBIC METRES"},
	{"LTR", CU_DIMENSION_VOLUME, "0.001",
	"LITER|LITERS|LITRE|LITRES||l|L"},
	{"MLT", CU_DIMENSION_VOLUME, "0.000001",
	"MILLILITER|MILLILITERS|MILLILITRE|MILLILITRES||ml|mL"},
	{"HLT", CU_DIMENSION_VOLUME, "0.1",
	"HECTOLITER|HECTOLITERS|HECTOLITRE|HECTOLITRES||hl|hL"},
	{"CMQ", CU_DIMENSION_VOLUME, "0.000001", "CM3|CM\302\263"},
	{"DMQ", CU_DIMENSION_VOLUME, "0.001", "DM3|DM\302\263"},
	{"FTQ", CU_DIMENSION_VOLUME, "0.028316846592",
	"FT3|FT\302\263|CU FT|CFT|CUBIC FOOT|CUBIC FEET"},
	{"GLL", CU_DIMENSION_VOLUME, "0.003785411784",
	"US GAL|US GALLON|US GALLONS"},
	{"GLI", CU_DIMENSION_VOLUME, "0.00454609",
	"IMPERIAL GALLON|IMPERIAL GALLONS"},
	{"BLL", CU_DIMENSION_VOLUME, "0.158987294928", "BBL|BBLS"},

	{"JOU", CU_DIMENSION_ENERGY, "1", "JOULE|JOULES||J"},
	{"KJO", CU_DIMENSION_ENERGY, "1000", "KILOJOULE|KILOJOULES||kJ"},
	{"3B", CU_DIMENSION_ENERGY, "1000000", "MEGAJOULE|MEGAJOULES||MJ"},
	{"GV", CU_DIMENSION_ENERGY, "1000000000", "GJ|GIGAJOULE|GIGAJOULES"},
	{"D30", CU_DIMENSION_ENERGY, "1000000000000",
	"TJ|TERAJOULE|TERAJOULES"},
	{"KWH", CU_DIMENSION_ENERGY, "3600000",
	"KILOWATT HOUR|KILOWATT HOURS"},
	{"MWH", CU_DIMENSION_ENERGY, "3600000000",
	"MEGAWATT HOUR|MEGAWATT HOURS"},
	{"BTU", CU_DIMENSION_ENERGY, "1055.05585262", "BTUS"},
	{"BZ", CU_DIMENSION_ENERGY, "1055055852.62",
	"MMBTU|MMBTUS|DTH|DEKATHERM|DEKATHERMS|DECATHERM|DECATHERMS"},

	{"MTR", CU_DIMENSION_LENGTH, "1", "METER|METERS|METRE|METRES||m"},
	{"CMT", CU_DIMENSION_LENGTH, "0.01",
	"CM|CENTIMETER|CENTIMETERS|CENTIMETRE|CENTIMETRES"},
	{"MMT", CU_DIMENSION_LENGTH, "0.001",
	"MM|MILLIMETER|MILLIMETERS|MILLIMETRE|MILLIMETRES"},
	{"KMT", CU_DIMENSION_LENGTH, "1000",
	"KM|KILOMETER|KILOMETERS|KILOMETRE|KILOMETRES"},
	{"INH", CU_DIMENSION_LENGTH, "0.0254", "INCH|INCHES||in"},
	{"FOT", CU_DIMENSION_LENGTH, "0.3048", "FT|FOOT|FEET"},
	{"YRD", CU_DIMENSION_LENGTH, "0.9144", "YD|YDS|YARD|YARDS"},

	{"C62", CU_DIMENSION_COUNT, "1", "ONE|UNIT|UNITS|NO|NOS|NUMBER"},
	{"EA", CU_DIMENSION_COUNT, "1", "EA|EACH"},
	{"H87", CU_DIMENSION_COUNT, "1", "PC|PCS|PCE|PIECE|PIECES"},
	{"DZN", CU_DIMENSION_COUNT, "12", "DZ|DOZ|DOZEN|DOZENS"},
	{"GRO", CU_DIMENSION_COUNT, "144", ""},
	{"CEN", CU_DIMENSION_COUNT, "100", "HUNDRED"},
	{"MIL", CU_DIMENSION_COUNT, "1000", "THOUSAND"}
};

const size_t cu_unit_count = sizeof(cu_units) / sizeof(cu_units[0]);

const char *
cu_dimension_name(cu_dimension dimension)
{
	static const char *const names[] = {
		[CU_DIMENSION_MASS] = "mass",
		[CU_DIMENSION_VOLUME] = "volume",
		[CU_DIMENSION_ENERGY] = "energy",
		[CU_DIMENSION_LENGTH] = "length",
		[CU_DIMENSION_COUNT] = "count"
	};

	return names[dimension];
}

/* Upper case, no full stops, single spaces; empty when it is too long. */
static cu_slice
fold(char *room, cu_slice text)
{
	size_t		n = 0;

	for (size_t i = 0; i < text.n; i++)
	{
		char		c = text.p[i];

		if (c == '.' || (cu_is_space(c) && n > 0 && room[n - 1] == ' '))
			continue;
		if (n == SPELLING_MAX)
			return cu_slice_make(room, 0);
		room[n++] = cu_is_space(c) ? ' ' : cu_to_upper(c);
	}
	return cu_slice_make(room, n);
}

/* Does a list of spellings have this one? */
static bool
spelled(const char *spellings, cu_slice exact, cu_slice folded)
{
	cu_slice	rest = cu_slice_cstr(spellings);
	cu_slice	wanted = folded;

	while (rest.n > 0)
	{
		const char *bar = memchr(rest.p, '|', rest.n);
		size_t		n = bar ? (size_t) (bar - rest.p) : rest.n;

		if (n == 0)
			wanted = exact;
		else if (cu_slice_eq(wanted, cu_slice_make(rest.p, n)))
			return true;
		rest = cu_slice_from(rest, n + 1);
	}
	return false;
}

const cu_unit *
cu_unit_find(cu_slice text)
{
	char		room[SPELLING_MAX];
	cu_slice	exact = cu_trim(text);
	cu_slice	folded;

	if (exact.n == 0 || exact.n > SPELLING_MAX)
		return NULL;
	folded = fold(room, exact);
	for (size_t i = 0; i < cu_unit_count; i++)
	{
		const cu_unit *unit = &cu_units[i];

		/* "mil" may be a thousandth of an inch: codes of counts are exact. */
		if (cu_slice_is(unit->dimension == CU_DIMENSION_COUNT ? exact : folded,
						unit->code) ||
			spelled(unit->spellings, exact, folded))
			return unit;
	}
	return NULL;
}

cu_status
cu_unit_si(cu_ctx *ctx, const cu_unit *unit, cu_slice quantity, cu_slice *out)
{
	return cu_decimal_multiply(ctx, quantity, cu_slice_cstr(unit->factor),
							   out);
}
