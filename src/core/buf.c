/*
 * buf.c
 *		Growth by doubling; the old copy stays in the arena until it is reset.
 */
#include "buf.h"

#define FIRST_ROOM ((size_t) 256)

void
cu_buf_init(cu_buf *buf, cu_ctx *ctx)
{
	memset(buf, 0, sizeof(*buf));
	buf->ctx = ctx;
}

bool
cu_buf_grow(cu_buf *buf, size_t n)
{
	size_t		need;
	size_t		room = buf->room ? buf->room : FIRST_ROOM;
	char	   *p;

	if (buf->status != CU_OK)
		return false;
	if (!cu_size_add(buf->n, n, &need))
	{
		buf->status = cu_fail(buf->ctx, CU_LIMIT_MEMORY, NULL);
		return false;
	}
	if (need <= buf->room)
		return true;
	while (room < need)
	{
		if (!cu_size_mul(room, 2, &room))
			room = need;
	}
	p = cu_alloc_octets(buf->ctx, room);
	if (p == NULL)
	{
		buf->status = CU_NOMEM(buf->ctx);
		return false;
	}
	if (buf->n > 0)
		memcpy(p, buf->p, buf->n);
	buf->p = p;
	buf->room = room;
	return true;
}

void
cu_buf_add_uint(cu_buf *buf, uint64_t value)
{
	char		digits[20];
	size_t		n = sizeof(digits);

	do
	{
		digits[--n] = (char) ('0' + value % 10);
		value /= 10;
	} while (value != 0);
	cu_buf_add(buf, digits + n, sizeof(digits) - n);
}

const char *
cu_buf_cstr(cu_buf *buf)
{
	if (!cu_buf_grow(buf, 1))
		return NULL;
	buf->p[buf->n] = '\0';
	return buf->p;
}
