/*
 * rsa_key.c
 *		RSA public keys: the little DER they need (ITU-T X.690), and weak ones.
 */
#include "rsa_key.h"

#include "buf.h"

#define TAG_INTEGER		0x02
#define TAG_SEQUENCE	0x30

/* Two length octets are enough for any modulus; longer ones are refused. */
#define LENGTH_MAX		0xffff

static void
add_head(cu_buf *buf, char tag, size_t n)
{
	cu_buf_add_char(buf, tag);
	if (n >= 0x100)
	{
		cu_buf_add_char(buf, (char) 0x82);
		cu_buf_add_char(buf, (char) (n >> 8));
	}
	else if (n >= 0x80)
		cu_buf_add_char(buf, (char) 0x81);
	cu_buf_add_char(buf, (char) (n & 0xff));
}

/* A number whose top bit is set needs a zero octet to stay positive. */
static void
add_integer(cu_buf *buf, cu_slice magnitude)
{
	bool		pad = ((unsigned char) magnitude.p[0] & 0x80) != 0;

	add_head(buf, TAG_INTEGER, magnitude.n + pad);
	if (pad)
		cu_buf_add_char(buf, 0);
	cu_buf_add_slice(buf, magnitude);
}

static bool
is_magnitude(cu_slice s)
{
	/* 16: the heads and zeros around two numbers. */
	return s.n > 0 && s.n < LENGTH_MAX / 2 - 16 && s.p[0] != 0;
}

cu_slice
cu_rsa_key_write(cu_ctx *ctx, cu_slice modulus, cu_slice exponent)
{
	cu_buf		body;
	cu_buf		der;

	if (!is_magnitude(modulus) || !is_magnitude(exponent))
	{
		cu_fail(ctx, CU_BAD_KEY, "RSA numbers have no leading zeros.");
		return cu_slice_make(NULL, 0);
	}
	cu_buf_init(&body, ctx);
	cu_buf_init(&der, ctx);
	add_integer(&body, modulus);
	add_integer(&body, exponent);
	if (cu_buf_status(&body) != CU_OK)
		return cu_slice_make(NULL, 0);
	add_head(&der, TAG_SEQUENCE, body.n);
	cu_buf_add_slice(&der, cu_buf_slice(&body));
	if (cu_buf_status(&der) != CU_OK)
		return cu_slice_make(NULL, 0);
	return cu_buf_slice(&der);
}

/* Takes one value off the front of *rest. */
static bool
take(cu_slice *rest, unsigned char tag, cu_slice *body)
{
	const unsigned char *p = (const unsigned char *) rest->p;
	size_t		head = 2;
	size_t		n;

	if (rest->n < 2 || p[0] != tag)
		return false;
	n = p[1];
	if (n == 0x81 && rest->n >= 3 && p[2] >= 0x80)
	{
		n = p[2];
		head = 3;
	}
	else if (n == 0x82 && rest->n >= 4 && p[2] != 0)
	{
		n = (size_t) p[2] << 8 | p[3];
		head = 4;
	}
	else if (n >= 0x80)
		return false;
	if (rest->n - head < n)
		return false;
	*body = cu_slice_make(rest->p + head, n);
	*rest = cu_slice_from(*rest, head + n);
	return true;
}

/* As take, for a positive number in its shortest form. */
static bool
take_integer(cu_slice *rest, cu_slice *magnitude)
{
	const unsigned char *p;

	if (!take(rest, TAG_INTEGER, magnitude) || magnitude->n == 0)
		return false;
	p = (const unsigned char *) magnitude->p;
	if (p[0] != 0)
		return p[0] < 0x80;
	*magnitude = cu_slice_from(*magnitude, 1);
	return magnitude->n > 0 && p[1] >= 0x80;
}

bool
cu_rsa_key_read(cu_slice der, cu_slice *modulus, cu_slice *exponent)
{
	cu_slice	body;

	return take(&der, TAG_SEQUENCE, &body) && der.n == 0 &&
		take_integer(&body, modulus) && take_integer(&body, exponent) &&
		body.n == 0;
}

/* --- soundness ------------------------------------------------------------ */

/*
 * Primes modulo which the powers of 65537 are not all numbers, those with the
 * fewest first.
 */
static const uint8_t roca_primes[] = {
	97, 37, 79, 11, 61, 73, 127, 151, 13, 17, 19, 53, 71, 103, 107, 109, 157
};

/* True when number is congruent to a power of 65537 modulo p. */
static bool
is_power(cu_slice number, unsigned p)
{
	unsigned	rest = 0;
	unsigned	power = 1;

	for (size_t i = 0; i < number.n; i++)
		rest = (rest << 8 | (uint8_t) number.p[i]) % p;
	do
	{
		if (power == rest)
			return true;
		power = power * (65537 % p) % p;
	} while (power != 1);
	return false;
}

/*
 * One vendor's chips made primes that are powers of 65537 modulo many small
 * primes, and so are the products ("The Return of Coppersmith's Attack", 2017).
 * Of other keys one in 240 million looks like that; most are seen to be no
 * power by the first prime.
 */
static bool
is_roca(cu_slice modulus)
{
	for (size_t i = 0; i < sizeof(roca_primes); i++)
	{
		if (!is_power(modulus, roca_primes[i]))
			return false;
	}
	return true;
}

static bool
is_odd(cu_slice number)
{
	return (number.p[number.n - 1] & 1) != 0;
}

bool
cu_rsa_key_is_sound(cu_slice modulus, cu_slice exponent)
{
	/* The smallest size is a whole number of octets. */
	if (modulus.n < CU_RSA_BITS_MIN / 8 || modulus.n > CU_RSA_BITS_MAX / 8 ||
		(modulus.n == CU_RSA_BITS_MIN / 8 &&
		 ((uint8_t) modulus.p[0] & 0x80) == 0))
		return false;
	if (exponent.n == 0 || exponent.n > 8 || !is_odd(exponent) ||
		(exponent.n == 1 && exponent.p[0] == 1))
		return false;
	return is_odd(modulus) && !is_roca(modulus);
}
