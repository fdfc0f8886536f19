/*
 * utf8.h
 *		UTF-8 as RFC 3629 defines it: no surrogates, no overlong forms.
 */
#ifndef CU_UTF8_H
#define CU_UTF8_H

#include "slice.h"

/*
 * Decodes one code point at p, of at most n octets.  Returns the octets read
 * and sets *cp, or 0 when what stands there is not UTF-8 (or n is 0).
 */
extern size_t cu_utf8_decode(const char *p, size_t n, uint32_t *cp);

/* Writes cp (a scalar value) to out, 4 octets of room; returns octets. */
extern size_t cu_utf8_encode(uint32_t cp, char *out);

/* The offset of the first octet that is not UTF-8, or s.n when all is. */
extern size_t cu_utf8_check(cu_slice s);

/*
 * Order of two UTF-8 texts by their UTF-16 code units (RFC 8785, section
 * 3.2.3): differs from byte order above U+FFFF only.
 */
extern int	cu_utf8_cmp_utf16(cu_slice a, cu_slice b);

#endif							/* CU_UTF8_H */
