/*
 * cbor.c
 *		Deterministic CBOR of a small subset (RFC 8949, sections 3 and 4.2.1).
 *
 * An item starts with an octet of major type (3 bits) and additional
 * information (5 bits): below 24 the value itself, 24 to 27 the number of
 * octets that hold it, 31 an indefinite length.
 */
#include "cbor.h"

#include "utf8.h"

/* Major types; 1 (negative), 6 (tag) and 7 (float, simple) are not taken. */
#define MAJOR_UINT		0
#define MAJOR_OCTETS	2
#define MAJOR_TEXT		3
#define MAJOR_ARRAY		4
#define MAJOR_MAP		5

static size_t
octets_left(const cu_cbor *r)
{
	return (size_t) (r->end - r->p);
}

/* Takes a head of any major type; its value must be in the shortest form. */
static bool
take_head(cu_cbor *r, unsigned *major, uint64_t *value)
{
	unsigned	info;
	size_t		size;
	uint64_t	v = 0;

	if (octets_left(r) == 0)
		return false;
	*major = r->p[0] >> 5;
	info = r->p[0] & 0x1f;
	if (info < 24)
	{
		*value = info;
		r->p++;
		return true;
	}
	if (info > 27)
		return false;
	size = (size_t) 1 << (info - 24);
	if (octets_left(r) - 1 < size)
		return false;
	for (size_t i = 1; i <= size; i++)
		v = v << 8 | r->p[i];
	/* Would half the octets have done, or none? */
	if (size == 1 ? v < 24 : v >> (size * 4) == 0)
		return false;
	*value = v;
	r->p += 1 + size;
	return true;
}

/* Takes a head of one major type. */
static bool
take_major(cu_cbor *r, unsigned wanted, uint64_t *value)
{
	cu_cbor		at = *r;
	unsigned	major;

	if (!take_head(&at, &major, value) || major != wanted)
		return false;
	*r = at;
	return true;
}

/* Takes the head of items that stand size to a unit, one octet each or more. */
static bool
take_count(cu_cbor *r, unsigned wanted, size_t size, size_t *count)
{
	cu_cbor		at = *r;
	uint64_t	n;

	if (!take_major(&at, wanted, &n) || n > octets_left(&at) / size)
		return false;
	*count = (size_t) n;
	*r = at;
	return true;
}

static bool
take_string(cu_cbor *r, unsigned wanted, cu_slice *string)
{
	cu_cbor		at = *r;
	size_t		n;

	if (!take_count(&at, wanted, 1, &n))
		return false;
	*string = cu_slice_make(at.p, n);
	at.p += n;
	*r = at;
	return true;
}

bool
cu_cbor_uint(cu_cbor *r, uint64_t *value)
{
	return take_major(r, MAJOR_UINT, value);
}

bool
cu_cbor_octets(cu_cbor *r, cu_slice *octets)
{
	return take_string(r, MAJOR_OCTETS, octets);
}

bool
cu_cbor_text(cu_cbor *r, cu_slice *text)
{
	cu_cbor		at = *r;

	if (!take_string(&at, MAJOR_TEXT, text) || 
		cu_utf8_check(*text) != text->n)
		return false;
	*r = at;
	return true;
}

bool
cu_cbor_array(cu_cbor *r, size_t *count)
{
	return take_count(r, MAJOR_ARRAY, 1, count);
}

bool
cu_cbor_end(const cu_cbor *r)
{
	return r->p == r->end;
}

static bool skip_item(cu_cbor *r, unsigned depth);

/* Takes the pairs of a map, whose keys must ascend. */
static bool
skip_pairs(cu_cbor *r, size_t pairs, unsigned depth)
{
	cu_slice	before = {NULL, 0};

	for (size_t i = 0; i < pairs; i++)
	{
		const uint8_t *start = r->p;
		cu_slice	key;

		if (!skip_item(r, depth))
			return false;
		key = cu_slice_make(start, (size_t) (r->p - start));
		if (cu_slice_cmp(before, key) >= 0)
			return false;
		if (!skip_item(r, depth))
			return false;
		before = key;
	}
	return true;
}

/* Takes a whole item; depth: how many levels more may open. */
static bool
skip_item(cu_cbor *r, unsigned depth)
{
	uint64_t	value;
	cu_slice	string;
	size_t		count;

	if (cu_cbor_uint(r, &value) || cu_cbor_octets(r, &string) ||
		cu_cbor_text(r, &string))
		return true;
	if (depth == 0)
		return false;
	if (take_count(r, MAJOR_MAP, 2, &count))
		return skip_pairs(r, count, depth - 1);
	if (!cu_cbor_array(r, &count))
		return false;
	for (size_t i = 0; i < count; i++)
	{
		if (!skip_item(r, depth - 1))
			return false;
	}
	return true;
}

bool
cu_cbor_map(cu_cbor *r, size_t *pairs)
{
	cu_cbor		at = *r;
	cu_cbor		ahead;

	if (!take_count(&at, MAJOR_MAP, 2, pairs))
		return false;
	ahead = at;
	if (!skip_pairs(&ahead, *pairs, CU_CBOR_DEPTH_MAX))
		return false;
	*r = at;
	return true;
}
