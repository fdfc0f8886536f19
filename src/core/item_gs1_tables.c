/*
 * item_gs1_tables.c
 *		The tables, and what follows from them alone.
 */
#include "item_gs1_tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const cu_gs1_field fields[] = {
	{"00", "sscc", 18, 18, 0, 0, CU_GS1_DIGITS},
	{"01", "gtin", 14, 14, 0, 0, CU_GS1_DIGITS},
	{"10", "lot", 0, 0, 1, 20, CU_GS1_SET_82},
	{"21", "ser", 0, 0, 1, 20, CU_GS1_SET_82},
	{"22", "cpv", 0, 0, 1, 20, CU_GS1_SET_82},
	{"235", NULL, 0, 0, 1, 28, CU_GS1_SET_82},
	{"253", "gdti", 13, 13, 0, 17, CU_GS1_SET_82},
	{"254", "glnx", 0, 0, 1, 20, CU_GS1_SET_82},
	{"255", "gcn", 13, 13, 0, 12, CU_GS1_DIGITS},
	{"401", "ginc", 0, 0, 1, 30, CU_GS1_SET_82},
	{"402", "gsin", 17, 17, 0, 0, CU_GS1_DIGITS},
	{"414", "gln", 13, 13, 0, 0, CU_GS1_DIGITS},
	{"415", "payTo", 13, 13, 0, 0, CU_GS1_DIGITS},
	{"417", "party", 13, 13, 0, 0, CU_GS1_DIGITS},
	{"7040", NULL, 1, 0, 3, 3, CU_GS1_SET_82},
	{"8003", "grai", 14, 14, 0, 16, CU_GS1_SET_82},
	{"8004", "giai", 0, 0, 1, 30, CU_GS1_SET_82},
	{"8006", "itip", 18, 14, 0, 0, CU_GS1_DIGITS},
	{"8010", "cpid", 0, 0, 1, 30, CU_GS1_SET_39},
	{"8011", "cpsn", 0, 0, 1, 12, CU_GS1_DIGITS},
	{"8013", "gmn", 0, 0, 1, 25, CU_GS1_SET_82},
	{"8017", "gsrnp", 18, 18, 0, 0, CU_GS1_DIGITS},
	{"8018", "gsrn", 18, 18, 0, 0, CU_GS1_DIGITS},
	{"8019", "srin", 0, 0, 1, 10, CU_GS1_DIGITS},
	{"8020", "refNo", 0, 0, 1, 25, CU_GS1_SET_82}
};

/* Forms of one key stand together, the more specific later. */
static const cu_gs1_form forms[] = {
	{"sscc", "00", NULL, CU_ITEM_SERIAL, false},
	{"gtin", "01", NULL, CU_ITEM_CLASS, false},
	{"cpv", "01", "22", CU_ITEM_CLASS, false},
	{"lgtin", "01", "10", CU_ITEM_LOT, false},
	{"sgtin", "01", "21", CU_ITEM_SERIAL, false},
	{"upui", "01", "235", CU_ITEM_SERIAL, true},
	{"gdti", "253", NULL, CU_ITEM_SERIAL, false},
	{"gcn", "255", NULL, CU_ITEM_SERIAL, false},
	{"ginc", "401", NULL, CU_ITEM_SERIAL, false},
	{"gsin", "402", NULL, CU_ITEM_SERIAL, false},
	{"gln", "414", NULL, CU_ITEM_SERIAL, false},
	{"sgln", "414", "254", CU_ITEM_SERIAL, true},
	{NULL, "414", "7040", CU_ITEM_SERIAL, true},
	{NULL, "415", NULL, CU_ITEM_SERIAL, false},
	{NULL, "415", "8020", CU_ITEM_SERIAL, false},
	{"pgln", "417", NULL, CU_ITEM_SERIAL, false},
	{NULL, "417", "7040", CU_ITEM_SERIAL, false},
	{"grai", "8003", NULL, CU_ITEM_SERIAL, false},
	{"giai", "8004", NULL, CU_ITEM_SERIAL, false},
	{NULL, "8004", "7040", CU_ITEM_SERIAL, false},
	{NULL, "8006", NULL, CU_ITEM_CLASS, false},
	{NULL, "8006", "22", CU_ITEM_CLASS, false},
	{NULL, "8006", "10", CU_ITEM_LOT, false},
	{"itip", "8006", "21", CU_ITEM_SERIAL, false},
	{"cpid", "8010", NULL, CU_ITEM_CLASS, false},
	{"cpi", "8010", "8011", CU_ITEM_SERIAL, false},
	{"gmn", "8013", NULL, CU_ITEM_CLASS, false},
	{"gsrnp", "8017", NULL, CU_ITEM_SERIAL, false},
	{NULL, "8017", "8019", CU_ITEM_SERIAL, false},
	{"gsrn", "8018", NULL, CU_ITEM_SERIAL, false},
	{NULL, "8018", "8019", CU_ITEM_SERIAL, false}
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
in_charset(char c, cu_gs1_charset set)
{
	if (is_digit(c))
		return true;
	if (set == CU_GS1_DIGITS || c == '\0')
		return false;
	if ((c >= 'A' && c <= 'Z') || c == '-' || c == '/')
		return true;
	if (set == CU_GS1_SET_39)
		return c == '#';
	return (c >= 'a' && c <= 'z') || strchr("!\"%&'()*+,.:;<=>?_", c) != NULL;
}

const cu_gs1_field *
cu_gs1_field_of(const char *ai)
{
	for (size_t i = 0; i < COUNT(fields); i++)
	{
		if (strcmp(fields[i].ai, ai) == 0)
			return &fields[i];
	}
	return NULL;
}

const cu_gs1_field *
cu_gs1_named_field(cu_slice name)
{
	for (size_t i = 0; i < COUNT(fields); i++)
	{
		if (cu_slice_is(name, fields[i].ai) ||
			(fields[i].word && cu_slice_is(name, fields[i].word)))
			return &fields[i];
	}
	return NULL;
}

const cu_gs1_form *
cu_gs1_form_of(const char *key, const char *qualifier)
{
	for (size_t i = 0; i < COUNT(forms); i++)
	{
		const cu_gs1_form *f = &forms[i];

		if (strcmp(f->key, key) == 0 &&
			(f->qualifier && qualifier ? strcmp(f->qualifier, qualifier) == 0 :
			 f->qualifier == qualifier))
			return f;
	}
	return NULL;
}

const cu_gs1_form *
cu_gs1_scheme_form(cu_slice scheme)
{
	for (size_t i = 0; i < COUNT(forms); i++)
	{
		if (forms[i].scheme && cu_slice_is(scheme, forms[i].scheme))
			return &forms[i];
	}
	return NULL;
}

/* Weights 3, 1, 3 … from the right. */
char
cu_gs1_check_digit(const char *digits, size_t n)
{
	unsigned	sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (unsigned) (digits[n - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
	return (char) ('0' + (10 - sum % 10) % 10);
}

/* A GTIN of 8, 12 or 13 digits with zeros before it; others as they are. */
static cu_slice
pad_gtin(cu_ctx *ctx, const cu_gs1_field *f, cu_slice value)
{
	char	   *padded;

	if (strcmp(f->ai, "01") != 0 ||
		(value.n != 8 && value.n != 12 && value.n != 13))
		return value;
	padded = cu_alloc(ctx, f->digits);
	if (padded == NULL)
		return cu_slice_make(NULL, 0);
	memset(padded, '0', f->digits);
	memcpy(padded + f->digits - value.n, value.p, value.n);
	return cu_slice_make(padded, f->digits);
}

cu_status
cu_gs1_check(cu_ctx *ctx, const cu_gs1_field *f, cu_slice *value, size_t offset)
{
	cu_slice	v = pad_gtin(ctx, f, *value);

	if (v.p == NULL)
		return CU_NOMEM(ctx);
	if (v.n < f->digits + f->tail_min || v.n > f->digits + f->tail_max)
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "The GS1 value has a wrong length.");
	for (size_t i = 0; i < v.n; i++)
	{
		if (!in_charset(v.p[i], i < f->digits ? CU_GS1_DIGITS : f->tail))
			return cu_fail_at(ctx, CU_BAD_ITEM, offset,
							  "The GS1 value has a character that does not belong to it.");
	}
	if (f->checked > 0 &&
		v.p[f->checked - 1] != cu_gs1_check_digit(v.p, f->checked - 1))
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "The GS1 check digit is wrong.");
	if ((strcmp(f->ai, "8003") == 0 && v.p[0] != '0') ||
		(strcmp(f->ai, "8011") == 0 && v.p[0] == '0' && v.n > 1))
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "The GS1 value has a wrong first digit.");
	/* A resolver of links would take these for steps in the path. */
	if (cu_slice_is(v, ".") || cu_slice_is(v, ".."))
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "A GS1 value of dots cannot be written as a link.");
	*value = v;
	return CU_OK;
}

cu_slice
cu_gs1_next(cu_slice *rest, const char *separators)
{
	cu_slice	s = *rest;
	size_t		n = 0;

	while (n < s.n && memchr(separators, s.p[n], strlen(separators)) == NULL)
		n++;
	*rest = n < s.n ? cu_slice_from(s, n + 1) : cu_slice_make(NULL, 0);
	return cu_slice_make(s.p, n);
}

cu_status
cu_gs1_write(cu_ctx *ctx, const cu_gs1_form *f, cu_slice key,
			 cu_slice qualifier, cu_slice *out)
{
	cu_buf		buf;

	/* TDS 1.13, section 6.3.3: GLN extension 0 says that there is none. */
	if (f->qualifier && strcmp(f->qualifier, "254") == 0 &&
		cu_slice_is(qualifier, "0"))
		f = cu_gs1_form_of(f->key, NULL);
	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, CU_GS1_STEM);
	cu_buf_add_cstr(&buf, f->key);
	cu_buf_add_char(&buf, '/');
	cu_iri_add_data(&buf, key);
	if (f->qualifier)
	{
		cu_buf_add_char(&buf, '/');
		cu_buf_add_cstr(&buf, f->qualifier);
		cu_buf_add_char(&buf, '/');
		cu_iri_add_data(&buf, qualifier);
	}
	CU_TRY(cu_buf_status(&buf));
	*out = cu_buf_slice(&buf);
	return CU_OK;
}

