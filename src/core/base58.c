/*
 * base58.c
 *		Base58 with the Bitcoin alphabet (draft-msporny-base58-03).
 *
 * The text is one big number, so both ways are long arithmetic.  It is done in
 * limbs of five digits (58^5 < 2^30) against words of 32 bits: a product and
 * its carry fit 64 bits, which every machine has, and the work is 20 times
 * less than digit by octet.
 */
#include "base.h"

#define LIMB_DIGITS 5
#define LIMB UINT32_C(656356768)	/* 58^5 */
/* One more than a text of CU_BASE58_MAX digits fills: then it is too long. */
#define MAX_LIMBS (CU_BASE58_MAX / LIMB_DIGITS + 2)

/* A digit carries log2(58) < 5.858 bits; 5.858 / 32 < 0.1831. */
#define MAX_WORDS (CU_BASE58_MAX * 1831 / 10000 + 2)

static const char alphabet[] =
"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* Value of a character plus one; 0 for what is no digit. */
static const uint8_t digit_values[128] = {
	['1'] = 1, ['2'] = 2, ['3'] = 3, ['4'] = 4, ['5'] = 5, ['6'] = 6,
	['7'] = 7, ['8'] = 8, ['9'] = 9, ['A'] = 10, ['B'] = 11, ['C'] = 12,
	['D'] = 13, ['E'] = 14, ['F'] = 15, ['G'] = 16, ['H'] = 17, ['J'] = 18,
	['K'] = 19, ['L'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
	['R'] = 25, ['S'] = 26, ['T'] = 27, ['U'] = 28, ['V'] = 29, ['W'] = 30,
	['X'] = 31, ['Y'] = 32, ['Z'] = 33, ['a'] = 34, ['b'] = 35, ['c'] = 36,
	['d'] = 37, ['e'] = 38, ['f'] = 39, ['g'] = 40, ['h'] = 41, ['i'] = 42,
	['j'] = 43, ['k'] = 44, ['m'] = 45, ['n'] = 46, ['o'] = 47, ['p'] = 48,
	['q'] = 49, ['r'] = 50, ['s'] = 51, ['t'] = 52, ['u'] = 53, ['v'] = 54,
	['w'] = 55, ['x'] = 56, ['y'] = 57, ['z'] = 58
};

/* The number of leading octets of s that equal zero. */
static size_t
leading(cu_slice s, char zero)
{
	size_t		n = 0;

	while (n < s.n && s.p[n] == zero)
		n++;
	return n;
}

/*
 * Number = number * factor + add, over count words, lowest first; returns the
 * new count.  The caller has room for one more word.
 */
static size_t
multiply_add(uint32_t *words, size_t count, uint64_t factor, uint32_t add)
{
	uint64_t	carry = add;

	for (size_t i = 0; i < count; i++)
	{
		carry += words[i] * factor;
		words[i] = (uint32_t) carry;
		carry >>= 32;
	}
	if (carry > 0)
		words[count++] = (uint32_t) carry;
	return count;
}

/* As multiply_add in limbs of base 58^5: number = number << shift | add. */
static size_t
shift_add(uint32_t *limbs, size_t count, unsigned shift, uint32_t add)
{
	uint64_t	carry = add;

	for (size_t i = 0; i < count; i++)
	{
		carry += (uint64_t) limbs[i] << shift;
		limbs[i] = (uint32_t) (carry % LIMB);
		carry /= LIMB;
	}
	while (carry > 0 && count < MAX_LIMBS)
	{
		limbs[count++] = (uint32_t) (carry % LIMB);
		carry /= LIMB;
	}
	return count;
}

/* Octets (no leading zeros) into limbs; returns their count. */
static size_t
octets_to_limbs(cu_slice octets, uint32_t *limbs)
{
	size_t		count = 0;
	size_t		i = 0;

	while (i < octets.n && count < MAX_LIMBS)
	{
		uint32_t	word = 0;
		unsigned	shift = 0;

		for (; i < octets.n && shift < 32; i++, shift += 8)
			word = word << 8 | (unsigned char) octets.p[i];
		count = shift_add(limbs, count, shift, word);
	}
	return count;
}

cu_slice
cu_base58_encode(cu_ctx *ctx, cu_slice octets)
{
	uint32_t	limbs[MAX_LIMBS];
	char		digits[MAX_LIMBS * LIMB_DIGITS];
	size_t		zeros = leading(octets, 0);
	size_t		count;
	size_t		n = 0;
	char	   *out;

	/* A digit holds less than an octet: this much cannot fit. */
	count = octets.n <= CU_BASE58_MAX ?
		octets_to_limbs(cu_slice_from(octets, zeros), limbs) : MAX_LIMBS;
	if (count == MAX_LIMBS)
	{
		cu_fail(ctx, CU_LIMIT_SIZE, "Base58 text would be too long.");
		return cu_slice_make(NULL, 0);
	}
	for (size_t i = 0; i < count; i++)
	{
		for (unsigned d = 0; d < LIMB_DIGITS; d++)
		{
			digits[n++] = alphabet[limbs[i] % 58];
			limbs[i] /= 58;
		}
	}
	while (n > 0 && digits[n - 1] == alphabet[0])
		n--;
	if (zeros + n > CU_BASE58_MAX)
	{
		cu_fail(ctx, CU_LIMIT_SIZE, "Base58 text would be too long.");
		return cu_slice_make(NULL, 0);
	}
	out = cu_alloc(ctx, zeros + n);
	if (out == NULL)
		return cu_slice_make(NULL, 0);
	memset(out, alphabet[0], zeros);
	for (size_t i = 0; i < n; i++)
		out[zeros + i] = digits[n - 1 - i];
	return cu_slice_make(out, zeros + n);
}

/* Digits into words, lowest first. */
static cu_status
digits_to_words(cu_ctx *ctx, cu_slice text, uint32_t *words, size_t *count)
{
	size_t		i = 0;

	*count = 0;
	while (i < text.n)
	{
		uint32_t	limb = 0;
		uint32_t	factor = 1;

		for (unsigned d = 0; d < LIMB_DIGITS && i < text.n; d++, i++)
		{
			unsigned char c = (unsigned char) text.p[i];
			unsigned	value = c < 128 ? digit_values[c] : 0;

			if (value == 0)
				return cu_fail_at(ctx, CU_BAD_BASE, i,
								  "This is not a base58 character.");
			limb = limb * 58 + (value - 1);
			factor *= 58;
		}
		*count = multiply_add(words, *count, factor, limb);
	}
	return CU_OK;
}

cu_status
cu_base58_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	uint32_t	words[MAX_WORDS];
	size_t		zeros = leading(text, alphabet[0]);
	size_t		count;
	char	   *out;
	size_t		n;

	if (text.n > CU_BASE58_MAX)
		return cu_fail_at(ctx, CU_LIMIT_SIZE, CU_BASE58_MAX,
						  "Base58 text is too long.");
	CU_TRY(digits_to_words(ctx, text, words, &count));
	out = cu_alloc(ctx, zeros + count * 4);
	if (out == NULL)
		return CU_NOMEM(ctx);
	n = zeros;
	for (size_t i = count * 4; i > 0; i--)
	{
		uint32_t	octet = words[(i - 1) / 4] >> (i - 1) % 4 * 8 & 0xff;

		/* Leading zeros come from '1' characters alone. */
		if (octet != 0 || n > zeros)
			out[n++] = (char) octet;
	}
	*octets = cu_slice_make(out, n);
	return CU_OK;
}
