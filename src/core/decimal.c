/*
 * decimal.c
 *		A row of digits and the place of the point.
 *
 * Numbers of trade are short, so multiplication is done as at school.  What
 * does not fit into CU_DECIMAL_DIGITS is no quantity of goods.
 */
#include "decimal.h"

#include "ascii.h"
#include "buf.h"

/* Room for a product of two numbers. */
#define ROOM ((size_t) 2 * CU_DECIMAL_DIGITS)

typedef struct decimal
{
	bool		negative;
	uint8_t		digits[ROOM];	/* 0 to 9, the most significant first */
	size_t		n;
	long		scale;			/* the value is digits / 10 ^ scale */
} decimal;

/* Takes digits off the front of s; zeros before the first other digit count
 * for nothing.  False when there are too many, or none. */
static bool
take_digits(cu_slice *s, decimal *d, bool fraction)
{
	size_t		i = 0;

	for (; i < s->n && cu_is_digit(s->p[i]); i++)
	{
		if (fraction)
			d->scale++;
		if (d->n == 0 && s->p[i] == '0')
			continue;
		if (d->n == CU_DECIMAL_DIGITS)
			return false;
		d->digits[d->n++] = (uint8_t) (s->p[i] - '0');
	}
	*s = cu_slice_from(*s, i);
	return i > 0;
}

/* The exponent after 'e'; false when it is none or beyond all measure. */
static bool
take_exponent(cu_slice *s, decimal *d)
{
	bool		negative = false;
	long		value = 0;
	size_t		i = 0;

	if (s->n > 0 && (s->p[0] == '-' || s->p[0] == '+'))
	{
		negative = s->p[0] == '-';
		*s = cu_slice_from(*s, 1);
	}
	for (; i < s->n && cu_is_digit(s->p[i]); i++)
	{
		value = value * 10 + (s->p[i] - '0');
		if (value > 2 * CU_DECIMAL_DIGITS)
			return false;
	}
	*s = cu_slice_from(*s, i);
	d->scale += negative ? value : -value;
	return i > 0;
}

static bool
decimal_read(cu_slice s, decimal *d)
{
	memset(d, 0, sizeof(*d));
	/* Fractions of a thousand zeros would make the scale meaningless. */
	if (s.n > 4 * CU_DECIMAL_DIGITS)
		return false;
	if (s.n > 0 && s.p[0] == '-')
	{
		d->negative = true;
		s = cu_slice_from(s, 1);
	}
	if (!take_digits(&s, d, false))
		return false;
	if (s.n > 0 && s.p[0] == '.')
	{
		s = cu_slice_from(s, 1);
		if (!take_digits(&s, d, true))
			return false;
	}
	if (s.n > 0 && (s.p[0] == 'e' || s.p[0] == 'E'))
	{
		s = cu_slice_from(s, 1);
		if (!take_exponent(&s, d))
			return false;
	}
	return s.n == 0;
}

static void
add_digits(cu_buf *buf, const uint8_t *digits, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cu_buf_add_char(buf, (char) ('0' + digits[i]));
}

static void
add_zeros(cu_buf *buf, size_t n)
{
	while (n-- > 0)
		cu_buf_add_char(buf, '0');
}

/* Writes the canonical form; nothing when it has too many digits. */
static cu_status
decimal_write(cu_ctx *ctx, decimal *d, cu_slice *out)
{
	cu_buf		buf;
	const uint8_t *digits = d->digits;

	*out = cu_slice_make(NULL, 0);
	while (d->n > 0 && digits[0] == 0)
	{
		digits++;
		d->n--;
	}
	while (d->n > 0 && d->scale > 0 && digits[d->n - 1] == 0)
	{
		d->n--;
		d->scale--;
	}
	if (d->n == 0)
	{
		*out = CU_LIT("0");
		return CU_OK;
	}
	if (d->n > CU_DECIMAL_DIGITS || d->scale > CU_DECIMAL_DIGITS ||
		(d->scale < 0 && d->n + (size_t) -d->scale > CU_DECIMAL_DIGITS))
		return CU_OK;
	cu_buf_init(&buf, ctx);
	if (d->negative)
		cu_buf_add_char(&buf, '-');
	if (d->scale <= 0)
	{
		add_digits(&buf, digits, d->n);
		add_zeros(&buf, (size_t) -d->scale);
	}
	else if (d->n > (size_t) d->scale)
	{
		add_digits(&buf, digits, d->n - (size_t) d->scale);
		cu_buf_add_char(&buf, '.');
		add_digits(&buf, digits + d->n - d->scale, (size_t) d->scale);
	}
	else
	{
		cu_buf_add_cstr(&buf, "0.");
		add_zeros(&buf, (size_t) d->scale - d->n);
		add_digits(&buf, digits, d->n);
	}
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

cu_status
cu_decimal_canonical(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	decimal		d;

	*out = cu_slice_make(NULL, 0);
	if (!decimal_read(text, &d))
		return CU_OK;
	return decimal_write(ctx, &d, out);
}

cu_status
cu_decimal_multiply(cu_ctx *ctx, cu_slice a, cu_slice b, cu_slice *out)
{
	decimal		x;
	decimal		y;
	decimal		product;

	*out = cu_slice_make(NULL, 0);
	if (!decimal_read(a, &x) || !decimal_read(b, &y))
		return CU_OK;
	memset(&product, 0, sizeof(product));
	product.negative = x.negative != y.negative;
	product.scale = x.scale + y.scale;
	product.n = x.n + y.n;
	for (size_t i = x.n; i-- > 0;)
	{
		unsigned	carry = 0;

		for (size_t j = y.n; j-- > 0;)
		{
			unsigned	sum = product.digits[i + j + 1] + carry +
				(unsigned) x.digits[i] * y.digits[j];

			product.digits[i + j + 1] = (uint8_t) (sum % 10);
			carry = sum / 10;
		}
		product.digits[i] = (uint8_t) carry;
	}
	return decimal_write(ctx, &product, out);
}
