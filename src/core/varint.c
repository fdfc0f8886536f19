/*
 * varint.c
 *		Unsigned varints (the multiformats unsigned-varint specification).
 *
 * Seven bits an octet, lowest first, bit 7 set on all but the last.
 */
#include "multibase.h"

#define MAX_OCTETS 9			/* what the specification lets a reader take */

size_t
cu_varint_read(cu_slice octets, uint64_t *value)
{
	uint64_t	sum = 0;

	for (size_t i = 0; i < octets.n && i < MAX_OCTETS; i++)
	{
		unsigned char octet = (unsigned char) octets.p[i];

		sum |= (uint64_t) (octet & 0x7f) << (7 * i);
		if (octet < 0x80)
		{
			/* A last octet of zero adds nothing: not the shortest form. */
			if (octet == 0 && i > 0)
				return 0;
			*value = sum;
			return i + 1;
		}
	}
	return 0;
}

size_t
cu_varint_write(uint64_t value, char *out)
{
	size_t		n = 0;

	while (value >= 0x80)
	{
		out[n++] = (char) (value | 0x80);
		value >>= 7;
	}
	out[n++] = (char) value;
	return n;
}
