/*
 * cbor.h
 *		A reader for the little CBOR (RFC 8949) that proof values hold.
 *
 * Unsigned integers, octets, text, arrays and maps of definite length; no
 * tags, negative or floating-point numbers, true, false, null.  Only the core
 * deterministic encoding (section 4.2.1) is taken: every length and number in
 * its shortest form, the keys of a map ascending and thus different.  What was
 * signed once can so not be dressed up as something else.
 *
 * A reader is a cursor; it allocates nothing.  Each function takes one item,
 * or the head of one, off the front and returns true; or it returns false for
 * anything else and leaves the cursor where it is.  The items of an array, and
 * key and value of each pair of a map, follow their head and are taken by the
 * same functions.  Read to the last item and ask cu_cbor_end: octets after it
 * are an error.
 */
#ifndef CU_CBOR_H
#define CU_CBOR_H

#include "slice.h"

/* How deep arrays and maps may stand in one another within a map. */
#define CU_CBOR_DEPTH_MAX 8

typedef struct cu_cbor
{
	const uint8_t *p;			/* the next octet */
	const uint8_t *end;
} cu_cbor;

/* A reader over octets, which must outlive it and what it returns. */
static inline cu_cbor
cu_cbor_open(cu_slice octets)
{
	const uint8_t *p = (const uint8_t *) octets.p;
	cu_cbor		r = {p, octets.n ? p + octets.n : p};

	return r;
}

/* The head of an array; *count is never larger than the octets left. */
extern bool cu_cbor_array(cu_cbor *r, size_t *count);

/*
 * The head of a map of *pairs keys and values, never more than half the octets
 * left.  Everything in the map has then been looked at: it is of the subset,
 * complete, not nested too deeply, and its keys ascend (octet by octet, as
 * encoded).
 */
extern bool cu_cbor_map(cu_cbor *r, size_t *pairs);

/* An unsigned integer. */
extern bool cu_cbor_uint(cu_cbor *r, uint64_t *value);

/* A string of octets; *octets points into what is read. */
extern bool cu_cbor_octets(cu_cbor *r, cu_slice *octets);

/* A string of text, well-formed UTF-8. */
extern bool cu_cbor_text(cu_cbor *r, cu_slice *text);

/* True when nothing is left. */
extern bool cu_cbor_end(const cu_cbor *r);

#endif							/* CU_CBOR_H */
