/*
 * base16.c
 *		Hexadecimal text (RFC 4648, section 8).
 */
#include "base.h"

/* Value of a hexadecimal digit, or -1. */
static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

cu_slice
cu_base16_encode(cu_ctx *ctx, cu_slice octets)
{
	static const char digits[] = "0123456789abcdef";
	char	   *out = cu_alloc_array(ctx, octets.n, 2);

	if (out == NULL)
		return cu_slice_make(NULL, 0);
	for (size_t i = 0; i < octets.n; i++)
	{
		unsigned char octet = (unsigned char) octets.p[i];

		out[2 * i] = digits[octet >> 4];
		out[2 * i + 1] = digits[octet & 15];
	}
	return cu_slice_make(out, octets.n * 2);
}

cu_status
cu_base16_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	char	   *out = cu_alloc(ctx, text.n / 2);

	if (out == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < text.n; i++)
	{
		int			value = digit_value(text.p[i]);

		if (value < 0)
			return cu_fail_at(ctx, CU_BAD_BASE, i,
							  "This is not a hexadecimal digit.");
		if (i / 2 < text.n / 2)
			out[i / 2] = (char) (i % 2 == 0 ? value << 4 :
								 (unsigned char) out[i / 2] | value);
	}
	if (text.n % 2 != 0)
		return cu_fail_at(ctx, CU_BAD_BASE, text.n,
						  "The number of hexadecimal digits is odd.");
	*octets = cu_slice_make(out, text.n / 2);
	return CU_OK;
}
