/*
 * base32.c
 *		Base32 without padding (RFC 4648, section 6).
 */
#include "base.h"

/* Value of a base32 character, or -1. */
static int
character_value(char c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= '2' && c <= '7')
		return c - '2' + 26;
	return -1;
}

cu_slice
cu_base32_encode(cu_ctx *ctx, cu_slice octets)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	size_t		room;
	char	   *out;
	size_t		n = 0;
	uint32_t	bits = 0;		/* the lowest count bits wait to be written */
	unsigned	count = 0;

	if (!cu_size_mul(octets.n, 8, &room) || !cu_size_add(room, 4, &room))
	{
		cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
		return cu_slice_make(NULL, 0);
	}
	out = cu_alloc(ctx, room / 5);
	if (out == NULL)
		return cu_slice_make(NULL, 0);
	for (size_t i = 0; i < octets.n; i++)
	{
		bits = bits << 8 | (unsigned char) octets.p[i];
		for (count += 8; count >= 5; count -= 5)
			out[n++] = alphabet[bits >> (count - 5) & 31];
	}
	if (count > 0)
		out[n++] = alphabet[bits << (5 - count) & 31];
	return cu_slice_make(out, n);
}

cu_status
cu_base32_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	char	   *out = cu_alloc(ctx, text.n - text.n / 8 * 3);
	size_t		n = 0;
	uint32_t	bits = 0;
	unsigned	count = 0;

	if (out == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < text.n; i++)
	{
		int			value = character_value(text.p[i]);

		if (value < 0)
			return cu_fail_at(ctx, CU_BAD_BASE, i,
							  "This is not a base32 character.");
		bits = bits << 5 | (uint32_t) value;
		count += 5;
		if (count >= 8)
		{
			count -= 8;
			out[n++] = (char) (bits >> count & 0xff);
		}
	}
	/* 1, 3 or 6 characters over leave bits of a whole character unused. */
	if (count >= 5)
		return cu_fail_at(ctx, CU_BAD_BASE, text.n,
						  "Base32 text of this length does not exist.");
	if ((bits & ((1u << count) - 1)) != 0)
		return cu_fail_at(ctx, CU_BAD_BASE, text.n - 1,
						  "The unused bits of the last character are not zero.");
	*octets = cu_slice_make(out, n);
	return CU_OK;
}
