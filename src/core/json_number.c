/*
 * json_number.c
 *		Decimal text to double and back.
 *
 * A number is taken apart into its significant digits and the place of its
 * point.  Conversions go through strtod and snprintf, which round exactly;
 * strtod is given digits and an exponent without a point, and of what snprintf
 * writes only the digits are used, so that LC_NUMERIC does not matter.
 */
#include "json_number.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * No double needs more than 767 digits to be told from what lies half way to
 * its neighbour.  Of more digits it matters only whether one is not zero.
 */
#define DIGIT_ROOM 800

/* Places of the point beyond which a number is infinite or zero for sure. */
#define FARTHEST_POINT 400

/* Exponents from here on are not told apart. */
#define ABSURD_EXPONENT INT64_C(1000000000000000)

/* Any decimal of so many digits comes back from a double as it was. */
#define SAFE_DIGITS 15
#define MOST_DIGITS 17

/* (negative ? -1 : 1) * 0.DIGITS * 10^point; no zero at either end. */
typedef struct decimal
{
	bool		negative;
	bool		cut;			/* more digits or exponent than are kept */
	size_t		n;				/* 0: the number is zero */
	int64_t		point;
	char		digits[DIGIT_ROOM];
} decimal;

/* --- text to decimal ------------------------------------------------------ */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
skip_digits(cu_slice text, size_t i)
{
	while (i < text.n && is_digit(text.p[i]))
		i++;
	return i;
}

/*
 * RFC 8259, section 6.  Returns the octets of the number, or where it goes
 * wrong and sets *good to false.  *plain: finite, for there is no exponent and
 * too few digits.
 */
static size_t
scan(cu_slice text, bool *good, bool *plain)
{
	size_t		i = 0;
	size_t		digits;

	*good = false;
	*plain = true;
	if (i < text.n && text.p[i] == '-')
		i++;
	digits = i;
	if (i < text.n && text.p[i] == '0')
		i++;
	else
		i = skip_digits(text, i);
	if (i == digits)
		return i;
	*plain = i - digits <= DBL_MAX_10_EXP;
	if (i < text.n && text.p[i] == '.')
	{
		digits = ++i;
		i = skip_digits(text, i);
		if (i == digits)
			return i;
	}
	if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E'))
	{
		*plain = false;
		i++;
		if (i < text.n && (text.p[i] == '+' || text.p[i] == '-'))
			i++;
		digits = i;
		i = skip_digits(text, i);
		if (i == digits)
			return i;
	}
	*good = true;
	return i;
}

/* The exponent behind 'e', up to the first digit that makes it absurd. */
static int64_t
read_exponent(cu_slice text)
{
	bool		negative = text.n > 0 && text.p[0] == '-';
	int64_t		exponent = 0;

	for (size_t i = 0; i < text.n; i++)
	{
		if (is_digit(text.p[i]) && exponent < ABSURD_EXPONENT)
			exponent = exponent * 10 + (text.p[i] - '0');
	}
	return negative ? -exponent : exponent;
}

/* Takes text apart that scan has found good. */
static void
read_decimal(cu_slice text, decimal *d)
{
	bool		fraction = false;
	size_t		zeros = 0;		/* between the last kept digit and here */

	d->negative = false;
	d->cut = false;
	d->n = 0;
	d->point = 0;
	for (size_t i = 0; i < text.n; i++)
	{
		char		c = text.p[i];

		if (c == '-')
			d->negative = true;
		else if (c == '.')
			fraction = true;
		else if (!is_digit(c))
		{
			int64_t		exponent = read_exponent(cu_slice_from(text, i + 1));

			d->cut = d->cut || exponent >= ABSURD_EXPONENT ||
				exponent <= -ABSURD_EXPONENT;
			d->point += exponent;
			break;
		}
		else if (d->n == 0 && c == '0')
			d->point -= fraction;
		else
		{
			d->point += !fraction;
			if (c == '0')
			{
				zeros++;
				continue;
			}
			for (; zeros > 0 && d->n < DIGIT_ROOM; zeros--)
				d->digits[d->n++] = '0';
			if (d->n < DIGIT_ROOM)
				d->digits[d->n++] = c;
			else
				d->cut = true;
		}
	}
}

/* --- decimal to double ---------------------------------------------------- */

/* False when the number is not finite. */
static bool
decimal_value(const decimal *d, double *value)
{
	char		text[DIGIT_ROOM + 32];
	size_t		n = d->n;
	int			exponent;

	*value = d->negative ? -0.0 : 0.0;
	if (n == 0 || d->point < -FARTHEST_POINT)
		return true;
	if (d->point > FARTHEST_POINT)
		return false;
	memcpy(text, d->digits, n);
	exponent = (int) (d->point - (int64_t) n);
	if (d->cut)
	{
		text[n++] = '1';
		exponent--;
	}
	snprintf(text + n, sizeof(text) - n, "e%d", exponent);
	*value = strtod(text, NULL);
	if (*value > DBL_MAX)
		return false;
	if (d->negative)
		*value = -*value;
	return true;
}

cu_status
cu_number_scan(cu_slice text, size_t *n)
{
	bool		good;
	bool		plain;
	double		value;

	*n = scan(text, &good, &plain);
	if (!good)
		return CU_BAD_JSON;
	if (plain || cu_number_read(cu_slice_make(text.p, *n), &value))
		return CU_OK;
	return CU_BAD_NUMBER;
}

/* Takes text apart; false when it is not a JSON number. */
static bool
parse_decimal(cu_slice text, decimal *d)
{
	bool		good;
	bool		plain;

	if (scan(text, &good, &plain) != text.n || !good)
		return false;
	read_decimal(text, d);
	return true;
}

bool
cu_number_read(cu_slice text, double *value)
{
	decimal		d;

	return parse_decimal(text, &d) && decimal_value(&d, value);
}

bool
cu_number_int64(cu_slice text, int64_t *value)
{
	decimal		d;
	uint64_t	sum = 0;
	uint64_t	limit;

	if (!parse_decimal(text, &d))
		return false;
	if (d.n == 0)
		d.point = 0;			/* whatever its exponent says */
	if (d.point > 19 || d.point < (int64_t) d.n)
		return false;
	for (int64_t i = 0; i < d.point; i++)
	{
		/* Nineteen digits fit. */
		sum = sum * 10 +
			((size_t) i < d.n ? (uint64_t) (d.digits[i] - '0') : 0);
	}
	limit = (uint64_t) INT64_MAX + (d.negative ? 1 : 0);
	if (sum > limit)
		return false;
	*value = !d.negative ? (int64_t) sum :
		sum == limit ? INT64_MIN : -(int64_t) sum;
	return true;
}

/* --- double to decimal ---------------------------------------------------- */

/* The decimal of count digits that is nearest to value (positive, finite). */
static void
nearest_decimal(double value, int count, decimal *d)
{
	char		text[64];
	const char *p = text;

	d->negative = false;
	d->cut = false;
	d->n = 0;
	snprintf(text, sizeof(text), "%.*e", count - 1, value);
	for (; *p != 'e'; p++)
	{
		if (is_digit(*p))
			d->digits[d->n++] = *p;
	}
	p++;
	d->point = 1 + read_exponent(cu_slice_cstr(p));
}

static void
trim_zeros(decimal *d)
{
	while (d->n > 1 && d->digits[d->n - 1] == '0')
		d->n--;
}

/* The next decimal of as many digits. */
static void
increment(decimal *d)
{
	size_t		i = d->n;

	while (i > 0 && d->digits[i - 1] == '9')
		d->digits[--i] = '0';
	if (i > 0)
	{
		d->digits[i - 1]++;
		return;
	}
	d->digits[0] = '1';
	d->point++;
}

static bool
reads_as(const decimal *d, double value)
{
	double		back;

	return decimal_value(d, &back) && back == value;
}

/* Below a power of two the doubles lie twice as close as above it. */
static bool
is_power_of_two(double value)
{
	uint64_t	bits;

	memcpy(&bits, &value, sizeof(bits));
	return (bits & UINT64_C(0xfffffffffffff)) == 0;
}

/*
 * The shortest decimal that reads as value (positive, finite) and, of several,
 * the nearest to it: Number::toString, step 5.
 *
 * With a full mantissa fifteen digits decide: had a shorter decimal the same
 * value, these would be that decimal and zeros.  Subnormal numbers have fewer
 * bits, so there every length is tried.  At a power of two the nearest decimal
 * may lie on the narrow side, outside what reads as value, while the next one
 * above, though farther, lies inside.
 */
static void
shortest_decimal(double value, decimal *d)
{
	int			count = value < DBL_MIN ? 1 : SAFE_DIGITS;

	for (; count < MOST_DIGITS; count++)
	{
		nearest_decimal(value, count, d);
		if (reads_as(d, value))
			break;
		if (is_power_of_two(value))
		{
			increment(d);
			if (reads_as(d, value))
				break;
		}
	}
	if (count == MOST_DIGITS)
		nearest_decimal(value, count, d);
	trim_zeros(d);
}

/* --- decimal to text ------------------------------------------------------ */

static void
add_zeros(cu_buf *buf, int64_t count)
{
	for (int64_t i = 0; i < count; i++)
		cu_buf_add_char(buf, '0');
}

/* Number::toString, steps 6 to 10; n and k are named as there. */
static void
write_decimal(cu_buf *buf, const decimal *d)
{
	int64_t		n = d->point;
	int64_t		k = (int64_t) d->n;
	uint64_t	exponent;

	if (d->negative)
		cu_buf_add_char(buf, '-');
	if (k <= n && n <= 21)
	{
		cu_buf_add(buf, d->digits, d->n);
		add_zeros(buf, n - k);
	}
	else if (0 < n && n <= 21)
	{
		cu_buf_add(buf, d->digits, (size_t) n);
		cu_buf_add_char(buf, '.');
		cu_buf_add(buf, d->digits + n, (size_t) (k - n));
	}
	else if (-6 < n && n <= 0)
	{
		cu_buf_add_cstr(buf, "0.");
		add_zeros(buf, -n);
		cu_buf_add(buf, d->digits, d->n);
	}
	else
	{
		cu_buf_add_char(buf, d->digits[0]);
		if (k > 1)
		{
			cu_buf_add_char(buf, '.');
			cu_buf_add(buf, d->digits + 1, d->n - 1);
		}
		exponent = n > 0 ? (uint64_t) (n - 1) : (uint64_t) (1 - n);
		cu_buf_add_cstr(buf, n > 0 ? "e+" : "e-");
		cu_buf_add_uint(buf, exponent);
	}
}

void
cu_number_write(cu_buf *buf, double value)
{
	decimal		d;

	if (value == 0)				/* -0 is written 0 */
	{
		cu_buf_add_char(buf, '0');
		return;
	}
	shortest_decimal(value < 0 ? -value : value, &d);
	d.negative = value < 0;
	write_decimal(buf, &d);
}

/* The decimal is already the shortest that reads as its double. */
static bool
is_shortest(const decimal *d)
{
	static const char past_exact[] = "9007199254740992";	/* 2^53 */

	/* Well inside the range in which a double has its full mantissa. */
	if (d->n <= SAFE_DIGITS)
		return d->point > -300 && d->point < 300;
	/* A whole number below 2^53 shares its double with no other. */
	return d->n == sizeof(past_exact) - 1 && d->point == (int64_t) d->n &&
		memcmp(d->digits, past_exact, d->n) < 0;
}

void
cu_number_canonical(cu_buf *buf, cu_slice text)
{
	decimal		d;
	double		value;

	if (!parse_decimal(text, &d))
		buf->status = cu_fail(buf->ctx, CU_BAD_NUMBER, NULL);
	else if (d.n == 0)
		cu_buf_add_char(buf, '0');
	else if (is_shortest(&d))
		write_decimal(buf, &d);
	else if (decimal_value(&d, &value))
		cu_number_write(buf, value);
	else
		buf->status = cu_fail(buf->ctx, CU_BAD_NUMBER, NULL);
}

/* True when the decimal is the one that is written for its double. */
static bool
survives(const decimal *d)
{
	decimal		written;
	double		value;

	if (d->n == 0 || is_shortest(d))
		return true;
	if (d->cut || !decimal_value(d, &value) || value == 0)
		return false;
	shortest_decimal(value < 0 ? -value : value, &written);
	return d->n == written.n && d->point == written.point &&
		memcmp(d->digits, written.digits, d->n) == 0;
}

bool
cu_number_survives(cu_slice text)
{
	decimal		d;

	/* Nearly all numbers are short, and have no exponent. */
	if (text.n <= SAFE_DIGITS && memchr(text.p, 'e', text.n) == NULL &&
		memchr(text.p, 'E', text.n) == NULL)
		return true;
	return parse_decimal(text, &d) && survives(&d);
}

void
cu_number_exact(cu_buf *buf, cu_slice text)
{
	decimal		d;

	if (cu_number_survives(text))
		cu_number_canonical(buf, text);
	else if (parse_decimal(text, &d) && !d.cut)
		write_decimal(buf, &d);
	else
		cu_buf_add_slice(buf, text);
}
