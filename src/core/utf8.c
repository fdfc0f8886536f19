/*
 * utf8.c
 *		UTF-8 by the table of well-formed octet sequences (Unicode, table 3-7).
 */
#include "utf8.h"

#include "word.h"

/*
 * Only the second octet is ever narrower than 80..BF: after E0 and F0 to keep
 * overlong forms out, after ED surrogates, after F4 what lies above U+10FFFF.
 */
static bool
second_octet_is_good(unsigned char lead, unsigned char second)
{
	switch (lead)
	{
		case 0xe0:
			return second >= 0xa0 && second <= 0xbf;
		case 0xed:
			return second >= 0x80 && second <= 0x9f;
		case 0xf0:
			return second >= 0x90 && second <= 0xbf;
		case 0xf4:
			return second >= 0x80 && second <= 0x8f;
		default:
			return second >= 0x80 && second <= 0xbf;
	}
}

size_t
cu_utf8_decode(const char *p, size_t n, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *) p;
	size_t		length;

	if (n == 0)
		return 0;
	if (s[0] < 0x80)
	{
		*cp = s[0];
		return 1;
	}
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (n < length || !second_octet_is_good(s[0], s[1]))
		return 0;
	*cp = s[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++)
	{
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3fu);
	}
	return length;
}

size_t
cu_utf8_encode(uint32_t cp, char *out)
{
	if (cp < 0x80)
	{
		out[0] = (char) cp;
		return 1;
	}
	if (cp < 0x800)
	{
		out[0] = (char) (0xc0 | cp >> 6);
		out[1] = (char) (0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000)
	{
		out[0] = (char) (0xe0 | cp >> 12);
		out[1] = (char) (0x80 | (cp >> 6 & 0x3f));
		out[2] = (char) (0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char) (0xf0 | cp >> 18);
	out[1] = (char) (0x80 | (cp >> 12 & 0x3f));
	out[2] = (char) (0x80 | (cp >> 6 & 0x3f));
	out[3] = (char) (0x80 | (cp & 0x3f));
	return 4;
}

size_t
cu_utf8_check(cu_slice s)
{
	size_t		i = 0;

	while (i < s.n)
	{
		uint32_t	cp;
		size_t		length;

		while (s.n - i >= 8 &&
			   (cu_word_load(s.p + i) & CU_WORD_HIGH) == 0)
			i += 8;
		if (i == s.n)
			break;
		length = cu_utf8_decode(s.p + i, s.n - i, &cp);
		if (length == 0)
			return i;
		i += length;
	}
	return s.n;
}

/*
 * The place of an octet in the order of UTF-16 units.  In UTF-16 what needs a
 * surrogate pair (lead octets F0 to F4) sorts before U+E000..U+FFFF (lead
 * octets EE and EF); everything else keeps the order of its octets.
 * Continuation octets lie below all of these.
 */
static int
utf16_rank(unsigned char octet)
{
	if (octet >= 0xf0)
		return octet - 2;
	if (octet >= 0xee)
		return octet + 5;
	return octet;
}

int
cu_utf8_cmp_utf16(cu_slice a, cu_slice b)
{
	size_t		n = a.n < b.n ? a.n : b.n;
	size_t		i = 0;

	while (n - i >= 8 && memcmp(a.p + i, b.p + i, 8) == 0)
		i += 8;
	for (; i < n; i++)
	{
		if (a.p[i] != b.p[i])
			return utf16_rank((unsigned char) a.p[i]) -
				utf16_rank((unsigned char) b.p[i]);
	}
	return a.n < b.n ? -1 : a.n > b.n;
}
