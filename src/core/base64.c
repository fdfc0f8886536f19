/*
 * base64.c
 *		Base64 and base64url (RFC 4648, sections 4 and 5).
 *
 * Tokens are read through here, so it goes four characters at a time: table
 * entries carry a mark, and one test of four marks finds any bad character.
 */
#include "base64.h"

#include "base.h"

#define LETTERS_AND_DIGITS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const char standard_alphabet[] = LETTERS_AND_DIGITS "+/";
static const char url_alphabet[] = LETTERS_AND_DIGITS "-_";

/* Value of a character with MARK added; 0 for what is not of the alphabet. */
#define MARK 0x40u
#define V(c, value) [c] = MARK + (value)
#define LETTER_AND_DIGIT_VALUES \
	V('A', 0), V('B', 1), V('C', 2), V('D', 3), V('E', 4), V('F', 5), \
	V('G', 6), V('H', 7), V('I', 8), V('J', 9), V('K', 10), V('L', 11), \
	V('M', 12), V('N', 13), V('O', 14), V('P', 15), V('Q', 16), V('R', 17), \
	V('S', 18), V('T', 19), V('U', 20), V('V', 21), V('W', 22), V('X', 23), \
	V('Y', 24), V('Z', 25), V('a', 26), V('b', 27), V('c', 28), V('d', 29), \
	V('e', 30), V('f', 31), V('g', 32), V('h', 33), V('i', 34), V('j', 35), \
	V('k', 36), V('l', 37), V('m', 38), V('n', 39), V('o', 40), V('p', 41), \
	V('q', 42), V('r', 43), V('s', 44), V('t', 45), V('u', 46), V('v', 47), \
	V('w', 48), V('x', 49), V('y', 50), V('z', 51), V('0', 52), V('1', 53), \
	V('2', 54), V('3', 55), V('4', 56), V('5', 57), V('6', 58), V('7', 59), \
	V('8', 60), V('9', 61)

static const uint8_t standard_values[256] = {
	LETTER_AND_DIGIT_VALUES, V('+', 62), V('/', 63)
};

static const uint8_t url_values[256] = {
	LETTER_AND_DIGIT_VALUES, V('-', 62), V('_', 63)
};

/* What the marks of four characters add up to in 24 bits. */
#define MARKS (MARK << 18 | MARK << 12 | MARK << 6 | MARK)

cu_slice
cu_base64_write(cu_ctx *ctx, cu_base64_form form, cu_slice octets)
{
	const char *alphabet = form.url ? url_alphabet : standard_alphabet;
	const unsigned char *in = (const unsigned char *) octets.p;
	size_t		left = octets.n;
	char	   *start = cu_alloc_array(ctx, octets.n / 3 + 1, 4);
	char	   *out = start;

	if (start == NULL)
		return cu_slice_make(NULL, 0);
	for (; left >= 3; left -= 3, in += 3)
	{
		*out++ = alphabet[in[0] >> 2];
		*out++ = alphabet[(in[0] & 3) << 4 | in[1] >> 4];
		*out++ = alphabet[(in[1] & 15) << 2 | in[2] >> 6];
		*out++ = alphabet[in[2] & 63];
	}
	if (left > 0)
	{
		unsigned	second = left == 2 ? in[1] : 0;

		*out++ = alphabet[in[0] >> 2];
		*out++ = alphabet[(in[0] & 3) << 4 | second >> 4];
		if (left == 2)
			*out++ = alphabet[(second & 15) << 2];
		else if (form.padded)
			*out++ = '=';
		if (form.padded)
			*out++ = '=';
	}
	return cu_slice_make(start, (size_t) (out - start));
}

/* Says which character is at fault, once it is known that one is. */
static cu_status
fail_at_character(cu_ctx *ctx, const uint8_t *values, cu_slice text)
{
	size_t		i = 0;

	while (i < text.n && values[(unsigned char) text.p[i]] != 0)
		i++;
	return cu_fail_at(ctx, CU_BAD_BASE, i, values == url_values ?
					  "This is not a base64url character." :
					  "This is not a base64 character.");
}

/* Takes the padding off; false when there is not as much as there must be. */
static bool
strip_padding(cu_slice *text)
{
	if (text->n % 4 != 0)
		return false;
	for (unsigned i = 0; i < 2; i++)
	{
		if (text->n > 0 && text->p[text->n - 1] == '=')
			text->n--;
	}
	return true;
}

/* The two or three characters after the last whole group of four. */
static cu_status
read_rest(cu_ctx *ctx, const uint8_t *values, cu_slice text, size_t at,
		  char *out)
{
	const unsigned char *in = (const unsigned char *) text.p + at;
	unsigned	a = values[in[0]];
	unsigned	b = values[in[1]];
	unsigned	c = text.n - at == 3 ? values[in[2]] : MARK;
	unsigned	bits;

	if ((a & b & c & MARK) == 0)
		return fail_at_character(ctx, values, text);
	bits = (a - MARK) << 12 | (b - MARK) << 6 | (c - MARK);
	if ((bits & (text.n - at == 3 ? 3u : 0x3ffu)) != 0)
		return cu_fail_at(ctx, CU_BAD_BASE, text.n - 1,
						  "The unused bits of the last character are not zero.");
	out[0] = (char) (bits >> 10);
	if (text.n - at == 3)
		out[1] = (char) (bits >> 2);
	return CU_OK;
}

cu_status
cu_base64_read(cu_ctx *ctx, cu_base64_form form, cu_slice text,
			   cu_slice *octets)
{
	const uint8_t *values = form.url ? url_values : standard_values;
	const unsigned char *in = (const unsigned char *) text.p;
	size_t		whole;
	char	   *start;
	char	   *out;

	if (form.padded && !strip_padding(&text))
		return cu_fail_at(ctx, CU_BAD_BASE, text.n,
						  "The padding is not complete.");
	start = out = cu_alloc_array(ctx, text.n / 4 + 1, 3);
	if (out == NULL)
		return CU_NOMEM(ctx);
	whole = text.n / 4 * 4;
	for (size_t i = 0; i < whole; i += 4)
	{
		unsigned	a = values[in[i]];
		unsigned	b = values[in[i + 1]];
		unsigned	c = values[in[i + 2]];
		unsigned	d = values[in[i + 3]];
		unsigned	bits = (a << 18) + (b << 12) + (c << 6) + d - MARKS;

		if ((a & b & c & d & MARK) == 0)
			return fail_at_character(ctx, values, text);
		*out++ = (char) (bits >> 16);
		*out++ = (char) (bits >> 8);
		*out++ = (char) bits;
	}
	if (text.n - whole == 1)
	{
		if (values[in[whole]] == 0)
			return fail_at_character(ctx, values, text);
		return cu_fail_at(ctx, CU_BAD_BASE, text.n,
						  "Base64 text of this length does not exist.");
	}
	if (text.n > whole)
	{
		CU_TRY(read_rest(ctx, values, text, whole, out));
		out += text.n - whole - 1;
	}
	*octets = cu_slice_make(start, (size_t) (out - start));
	return CU_OK;
}

cu_slice
cu_base64url_encode(cu_ctx *ctx, cu_slice octets)
{
	return cu_base64_write(ctx, (cu_base64_form) {.url = true}, octets);
}

cu_status
cu_base64url_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	return cu_base64_read(ctx, (cu_base64_form) {.url = true}, text, octets);
}

cu_slice
cu_base64_encode(cu_ctx *ctx, cu_slice octets)
{
	return cu_base64_write(ctx, (cu_base64_form) {.padded = true}, octets);
}

cu_status
cu_base64_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	return cu_base64_read(ctx, (cu_base64_form) {.padded = true}, text, octets);
}
