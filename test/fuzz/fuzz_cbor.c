/*
 * fuzz_cbor.c
 *		CBOR, read and written again: there is one encoding of anything.
 */
#include "fuzz.h"

#include "../../src/core/cbor.h"

void		(*const fuzz_prepare) (void) = NULL;

const char *const fuzz_seeds[] = {
	"\x17", "\x18\x18", "\x19\x01\x01", "\x43" "abc", "\x63\xe2\x82\xac",
	"\x85\x41\x01\x41\x02\x82\x41\x03\x41\x04\xa2\x01\x41\x05\x18\x18\x41\x06"
	"\x83\x01\x17\x18\x18",
	"\xa2\x01\x81\x81\x02\x02\xa1\x60\x40", "\xd9\x5d\x01\x80", "\x9f\x01\xff",
	NULL
};

#define DEPTH 20

/* The shortest head of a value. */
static void
add_head(cu_buf *buf, unsigned major, uint64_t value)
{
	unsigned	info = 27;
	size_t		size = 8;

	if (value < 24)
	{
		info = (unsigned) value;
		size = 0;
	}
	else if (value <= 0xff)
	{
		info = 24;
		size = 1;
	}
	else if (value <= 0xffff)
	{
		info = 25;
		size = 2;
	}
	else if (value <= 0xffffffff)
	{
		info = 26;
		size = 4;
	}
	cu_buf_add_char(buf, (char) (major << 5 | info));
	while (size-- > 0)
		cu_buf_add_char(buf, (char) (value >> (8 * size)));
}

/* Takes an item and writes it; items of a map must then all be good. */
static bool
copy_item(cu_cbor *r, cu_buf *buf, int depth, bool in_map)
{
	uint64_t	value;
	cu_slice	s;
	size_t		count;
	bool		is_map;

	if (cu_cbor_uint(r, &value))
	{
		add_head(buf, 0, value);
		return true;
	}
	if (cu_cbor_octets(r, &s))
	{
		add_head(buf, 2, s.n);
		cu_buf_add_slice(buf, s);
		return true;
	}
	if (cu_cbor_text(r, &s))
	{
		add_head(buf, 3, s.n);
		cu_buf_add_slice(buf, s);
		return true;
	}
	is_map = cu_cbor_map(r, &count);
	if (!is_map && !cu_cbor_array(r, &count))
	{
		FUZZ_CHECK(!in_map);
		return false;
	}
	FUZZ_CHECK(count <= (size_t) (r->end - r->p) / (is_map ? 2 : 1));
	add_head(buf, is_map ? 5 : 4, count);
	/* Within a map the reader has bounded the depth. */
	if (!in_map && depth == DEPTH)
		return false;
	for (size_t i = 0; i < (is_map ? 2 * count : count); i++)
	{
		if (!copy_item(r, buf, depth + 1, in_map || is_map))
			return false;
	}
	return true;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_cbor		r = cu_cbor_open(input);
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	if (!copy_item(&r, &buf, 0, false))
		return CU_BAD_CREDENTIAL;
	FUZZ_TRY(cu_buf_status(&buf));
	FUZZ_CHECK(buf.n == input.n - (size_t) (r.end - r.p));
	FUZZ_CHECK(memcmp(cu_buf_slice(&buf).p, input.p, buf.n) == 0);
	return cu_cbor_end(&r) ? CU_OK : CU_BAD_CREDENTIAL;
}
