/*
 * normal.c
 *		One small function per kind of value.
 *
 * Numbers that documents share (orders, invoices, bills) are only folded to
 * upper case and single spaces: a dash or a leading zero may be part of them.
 */
#include "normal.h"

#include "ascii.h"
#include "country.h"
#include "datetime.h"
#include "decimal.h"
#include "did.h"
#include "unit.h"

static bool
all_digits(cu_slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!cu_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* Runs of white space become one space; upper case on request. */
static cu_status
fold(cu_ctx *ctx, cu_slice value, bool upper, cu_slice *out)
{
	cu_slice	s = cu_trim(value);
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < s.n; i++)
	{
		if (cu_is_space(s.p[i]))
		{
			if (!cu_is_space(s.p[i - 1]))
				cu_buf_add_char(&buf, ' ');
		}
		else
			cu_buf_add_char(&buf, upper ? cu_to_upper(s.p[i]) : s.p[i]);
	}
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

/* Upper case without any of the separators; p NULL when nothing is left. */
static cu_status
strip(cu_ctx *ctx, cu_slice value, const char *separators, cu_slice *out)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < value.n; i++)
	{
		char		c = value.p[i];

		if (c == '\0' || strchr(separators, c) == NULL)
			cu_buf_add_char(&buf, cu_to_upper(c));
	}
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

static const cu_slice none = {NULL, 0};

static cu_status
normal_code(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	return fold(ctx, value, true, out);
}

static cu_status
normal_text(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	return fold(ctx, value, false, out);
}

static cu_status
normal_country(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	(void) ctx;
	*out = cu_slice_cstr(cu_country_find(value));
	return CU_OK;
}

static cu_status
normal_date(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_instant	from;
	cu_instant	to;
	cu_buf		buf;

	*out = none;
	value = cu_trim(value);
	if (!cu_datetime_read_range(value, &from, &to))
		return CU_OK;
	if (to - from != 1)
	{
		*out = value;
		return CU_OK;
	}
	cu_buf_init(&buf, ctx);
	cu_datetime_write(&buf, from);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

static cu_status
normal_did(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_did_url	url;
	cu_status	status = cu_did_parse(ctx, value, &url);

	*out = status == CU_OK ? value : none;
	return status == CU_LIMIT_SIZE ||
		cu_status_class(status) == CU_CLASS_INPUT ? CU_OK : status;
}

static cu_status
normal_entry_number(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s;

	*out = none;
	CU_TRY(strip(ctx, value, " -", &s));
	if (s.n != 11 || !all_digits(cu_slice_from(s, 3)))
		return CU_OK;
	for (size_t i = 0; i < 3; i++)
		if (!cu_is_digit(s.p[i]) && !cu_is_upper(s.p[i]))
			return CU_OK;
	*out = s;
	return CU_OK;
}

static cu_status
normal_gln(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	unsigned	sum = 0;
	cu_slice	s = cu_trim(value);

	(void) ctx;
	*out = none;
	if (s.n != 13 || !all_digits(s))
		return CU_OK;
	/* GS1 General Specifications 7.9: weights 1 and 3 in turn. */
	for (size_t i = 0; i < 13; i++)
		sum += (unsigned) (s.p[i] - '0') * (i % 2 ? 3 : 1);
	if (sum % 10 == 0)
		*out = s;
	return CU_OK;
}

static cu_status
normal_hts(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s;

	*out = none;
	CU_TRY(strip(ctx, value, ". -", &s));
	if (s.n >= 4 && s.n <= 10 && all_digits(s))
		*out = s;
	return CU_OK;
}

static cu_status
normal_lei(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s;
	unsigned	rest = 0;

	*out = none;
	CU_TRY(strip(ctx, value, " ", &s));
	if (s.n != 20)
		return CU_OK;
	/* ISO 7064 MOD 97-10: letters count as 10 to 35. */
	for (size_t i = 0; i < s.n; i++)
	{
		if (cu_is_digit(s.p[i]))
			rest = (rest * 10 + (unsigned) (s.p[i] - '0')) % 97;
		else if (cu_is_upper(s.p[i]))
			rest = (rest * 100 + (unsigned) (s.p[i] - 'A') + 10) % 97;
		else
			return CU_OK;
	}
	if (rest == 1)
		*out = s;
	return CU_OK;
}

static cu_status
normal_scac(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s;

	*out = none;
	CU_TRY(strip(ctx, cu_trim(value), "", &s));
	if (s.n != 4)
		return CU_OK;
	for (size_t i = 0; i < s.n; i++)
		if (!cu_is_upper(s.p[i]))
			return CU_OK;
	*out = s;
	return CU_OK;
}

static cu_status
normal_unit(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	const cu_unit *unit = cu_unit_find(value);

	(void) ctx;
	*out = cu_slice_cstr(unit ? unit->code : NULL);
	return CU_OK;
}

static cu_status
normal_unlocode(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s;

	*out = none;
	CU_TRY(strip(ctx, cu_trim(value), " ", &s));
	if (s.n != 5 || !cu_country_is_prefix(s))
		return CU_OK;
	/* UN/ECE Recommendation 16: letters, or digits 2 to 9. */
	for (size_t i = 2; i < s.n; i++)
		if (!cu_is_upper(s.p[i]) && !(s.p[i] >= '2' && s.p[i] <= '9'))
			return CU_OK;
	*out = s;
	return CU_OK;
}

static cu_status
normal_us_port(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s = cu_trim(value);

	(void) ctx;
	*out = s.n == 4 && all_digits(s) ? s : none;
	return CU_OK;
}

/* --- numbers -------------------------------------------------------------- */

/*
 * What is certain about the separators of a number.  The last of '.' and ','
 * is the decimal point, when the other one, if there, groups digits in threes
 * before it.  A lone comma that could do either ("1,234") leaves the number
 * unread; a lone full stop is a decimal point, as in JSON.
 */
static bool
groups_well(cu_slice whole, char separator)
{
	size_t		run = 0;
	bool		grouped = false;

	for (size_t i = 0; i < whole.n; i++)
	{
		if (whole.p[i] == separator)
		{
			if (run == 0 || run > 3 || (grouped && run != 3))
				return false;
			grouped = true;
			run = 0;
		}
		else if (cu_is_digit(whole.p[i]))
			run++;
		else
			return false;
	}
	return grouped ? run == 3 : run > 0;
}

static size_t
count_of(cu_slice s, char c)
{
	size_t		n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

/* Position of the decimal point, s.n when there is none. */
static size_t
find_point(cu_slice s, char *separator)
{
	size_t		stops = count_of(s, '.');
	size_t		commas = count_of(s, ',');
	char		point = '.';

	*separator = count_of(s, ' ') > 0 ? ' ' : ',';
	if (commas == 0 && stops > 1)
	{
		*separator = '.';
		return s.n;
	}
	if (commas > 1 && stops == 0)
		return s.n;
	if (commas > 0)
	{
		const char *comma = memchr(s.p, ',', s.n);
		const char *stop = memchr(s.p, '.', s.n);

		if (stop == NULL || comma > stop)
		{
			point = ',';
			if (*separator == ',')
				*separator = '.';
		}
	}
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == point)
			return i;
	return s.n;
}

/* A lone comma before three digits may be either separator. */
static bool
is_ambiguous(cu_slice s, size_t point)
{
	return point < s.n && s.p[point] == ',' && count_of(s, '.') == 0 &&
		count_of(s, ' ') == 0 && s.n - point == 4 && point <= 3 &&
		s.p[0] != '0';
}

static cu_status
normal_number(cu_ctx *ctx, cu_slice value, cu_slice *out)
{
	cu_slice	s = cu_trim(value);
	cu_slice	digits;
	char		separator;
	size_t		point;
	cu_buf		buf;

	if (s.n > 0 && s.p[0] == '+')
		s = cu_slice_from(s, 1);
	CU_TRY(cu_decimal_canonical(ctx, s, out));
	if (out->p != NULL)
		return CU_OK;
	digits = s.n > 0 && s.p[0] == '-' ? cu_slice_from(s, 1) : s;
	if (digits.n > CU_DECIMAL_DIGITS * 2)
		return CU_OK;
	point = find_point(digits, &separator);
	if (is_ambiguous(digits, point) ||
		!groups_well(cu_slice_make(digits.p, point), separator) ||
		(point < digits.n && !all_digits(cu_slice_from(digits, point + 1))))
		return CU_OK;
	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < s.n; i++)
	{
		if (cu_is_digit(s.p[i]) || s.p[i] == '-')
			cu_buf_add_char(&buf, s.p[i]);
		else if (s.p + i == digits.p + point)
			cu_buf_add_char(&buf, '.');
	}
	CU_TRY(cu_buf_status(&buf));
	return cu_decimal_canonical(ctx, cu_buf_slice(&buf), out);
}

/* --- the table ------------------------------------------------------------ */

typedef struct normaliser
{
	const char *name;
	cu_status	(*apply) (cu_ctx *ctx, cu_slice value, cu_slice *out);
} normaliser;

static const normaliser normalisers[CU_NORMAL_COUNT] = {
	{NULL, NULL},
#define CU_NORMAL_ROW(name) {#name, normal_##name},
	CU_NORMAL_LIST(CU_NORMAL_ROW)
#undef CU_NORMAL_ROW
};

cu_normal
cu_normal_find(cu_slice name)
{
	for (unsigned i = CU_NORMAL_NONE + 1; i < CU_NORMAL_COUNT; i++)
		if (cu_slice_is(name, normalisers[i].name))
			return (cu_normal) i;
	return CU_NORMAL_NONE;
}

cu_status
cu_normal_apply(cu_ctx *ctx, cu_normal normal, cu_slice value, cu_slice *out)
{
	*out = none;
	if (normal == CU_NORMAL_NONE || cu_is_blank(value))
		return CU_OK;
	return normalisers[normal].apply(ctx, value, out);
}

bool
cu_entry_number_checks(cu_slice number)
{
	unsigned	sum = 0;

	if (number.n != 11)
		return false;
	for (size_t i = 0; i < 10; i++)
	{
		char		c = number.p[i];
		unsigned	digit;

		/* Letters count as in the zones of a punched card: A J 1, B K S 2. */
		if (cu_is_digit(c))
			digit = (unsigned) (c - '0');
		else if (c <= 'I')
			digit = (unsigned) (c - 'A') + 1;
		else if (c <= 'R')
			digit = (unsigned) (c - 'J') + 1;
		else
			digit = (unsigned) (c - 'S') + 2;
		if (i % 2)
			digit = digit < 5 ? digit * 2 : digit * 2 - 9;
		sum += digit;
	}
	return (10 - sum % 10) % 10 == (unsigned) (number.p[10] - '0');
}

cu_status
cu_entry_number_read(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	cu_slice	s = cu_trim(text);
	size_t		start = (size_t) (s.p - text.p);

	*out = none;
	if (s.n == 0)
		return cu_fail_at(ctx, CU_BAD_ENTRY_NUMBER, start, "It is empty.");
	if (s.n > CU_ENTRY_NUMBER_MAX)
		return cu_fail_at(ctx, CU_BAD_ENTRY_NUMBER,
						  start + CU_ENTRY_NUMBER_MAX,
						  "An entry number has at most 64 characters.");
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~')
			return cu_fail_at(ctx, CU_BAD_ENTRY_NUMBER, start + i,
							  "This character is not allowed here.");
	CU_TRY(normal_entry_number(ctx, s, out));
	return out->p ? CU_OK : strip(ctx, s, "", out);
}

bool
cu_is_blank(cu_slice text)
{
	return cu_trim(text).n == 0;
}
