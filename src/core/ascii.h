/*
 * ascii.h
 *		Characters of ASCII, whatever the locale.
 */
#ifndef CU_ASCII_H
#define CU_ASCII_H

#include "slice.h"

static inline bool
cu_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
cu_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
cu_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline char
cu_to_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

/* s without white space at either end. */
static inline cu_slice
cu_trim(cu_slice s)
{
	while (s.n > 0 && cu_is_space(s.p[0]))
		s = cu_slice_from(s, 1);
	while (s.n > 0 && cu_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

#endif							/* CU_ASCII_H */
