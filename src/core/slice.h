/*
 * slice.h
 *		A length and a pointer: how octets travel through the core.
 *
 * A slice does not own what it points to and is not NUL-terminated.  Text and
 * binary use the same type; what a slice holds is said where it is declared.
 */
#ifndef CU_SLICE_H
#define CU_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct cu_slice
{
	const char *p;
	size_t		n;
} cu_slice;

/* A slice over a string literal (or another array whose last byte is NUL). */
#define CU_LIT(s) ((cu_slice) {(s), sizeof(s) - 1})

static inline cu_slice
cu_slice_make(const void *p, size_t n)
{
	cu_slice	s = {(const char *) p, n};

	return s;
}

static inline cu_slice
cu_slice_cstr(const char *s)
{
	return cu_slice_make(s, s ? strlen(s) : 0);
}

static inline bool
cu_slice_eq(cu_slice a, cu_slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
cu_slice_is(cu_slice a, const char *literal)
{
	return cu_slice_eq(a, cu_slice_cstr(literal));
}

static inline bool
cu_slice_starts(cu_slice a, const char *literal)
{
	size_t		n = strlen(literal);

	return a.n >= n && memcmp(a.p, literal, n) == 0;
}

/* The part of s from offset on; empty when offset is past the end. */
static inline cu_slice
cu_slice_from(cu_slice s, size_t offset)
{
	if (offset > s.n)
		offset = s.n;
	return cu_slice_make(s.p + offset, s.n - offset);
}

/* Byte order: memcmp, then the shorter first. */
static inline int
cu_slice_cmp(cu_slice a, cu_slice b)
{
	size_t		n = a.n < b.n ? a.n : b.n;
	int			c = n ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

#endif							/* CU_SLICE_H */
