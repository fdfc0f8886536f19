/*
 * buf.h
 *		Output that grows in an arena.
 *
 * A failed append is remembered in the buffer, so that a writer may append
 * without looking and ask once at the end (cu_buf_status).
 */
#ifndef CU_BUF_H
#define CU_BUF_H

#include "arena.h"

typedef struct cu_buf
{
	cu_ctx	   *ctx;
	char	   *p;
	size_t		n;				/* octets written */
	size_t		room;			/* octets allocated */
	cu_status	status;			/* first failure, or CU_OK */
} cu_buf;

/* An empty buffer; takes no memory yet. */
extern void cu_buf_init(cu_buf *buf, cu_ctx *ctx);

/* Makes room for n more octets; false, and status set, when there is none. */
extern bool cu_buf_grow(cu_buf *buf, size_t n);

extern void cu_buf_add_uint(cu_buf *buf, uint64_t value);	/* decimal */

static inline void
cu_buf_add_char(cu_buf *buf, char c)
{
	if (buf->n < buf->room || cu_buf_grow(buf, 1))
		buf->p[buf->n++] = c;
}

static inline void
cu_buf_add(cu_buf *buf, const void *p, size_t n)
{
	if (n > 0 && (n <= buf->room - buf->n || cu_buf_grow(buf, n)))
	{
		memcpy(buf->p + buf->n, p, n);
		buf->n += n;
	}
}

static inline void
cu_buf_add_slice(cu_buf *buf, cu_slice s)
{
	cu_buf_add(buf, s.p, s.n);
}

static inline void
cu_buf_add_cstr(cu_buf *buf, const char *s)
{
	cu_buf_add(buf, s, strlen(s));
}

/* What has been written so far. */
static inline cu_slice
cu_buf_slice(const cu_buf *buf)
{
	return cu_slice_make(buf->p, buf->n);
}

/* Adds a NUL that does not count, and returns the text; NULL on failure. */
extern const char *cu_buf_cstr(cu_buf *buf);

static inline cu_status
cu_buf_status(const cu_buf *buf)
{
	return buf->status;
}

#endif							/* CU_BUF_H */
