/*
 * iri_resolve.c
 *		Relative references (RFC 3986, sections 5.2 and 5.3).
 *
 * Nothing is checked or made normal: what is not touched stays as it was.
 */
#include "jsonld_context.h"

#include "ascii.h"

/* A reference in pieces; a piece that is absent has p NULL. */
typedef struct reference
{
	cu_slice	scheme;
	cu_slice	authority;
	cu_slice	path;
	cu_slice	query;
	cu_slice	fragment;
} reference;

/* The length of a scheme at the start of text, before its colon; or 0. */
static size_t
scheme_length(cu_slice text)
{
	for (size_t i = 0; i < text.n; i++)
	{
		char		c = text.p[i];

		if (c == ':')
			return i;
		if (!cu_is_upper(cu_to_upper(c)) &&
			(i == 0 || (!cu_is_digit(c) && c != '+' && c != '-' && c != '.')))
			return 0;
	}
	return 0;
}

bool
cu_iri_absolute(cu_slice text)
{
	return scheme_length(text) > 0;
}

bool
cu_iri_well_formed(cu_slice text)
{
	/* A bit for each octet below 128 that IRIREF does not allow. */
	static const uint32_t barred[4] = {
		0xffffffff, 1u << ('"' - 32) | 1u << 0 | 1u << ('<' - 32) |
		1u << ('>' - 32), 1u << ('\\' - 64) | 1u << ('^' - 64),
		1u << ('`' - 96) | 1u << ('{' - 96) | 1u << ('|' - 96) |
		1u << ('}' - 96)
	};

	unsigned	marks = 0;

	if (scheme_length(text) == 0)
		return false;
	for (size_t i = 0; i < text.n; i++)
	{
		unsigned char c = (unsigned char) text.p[i];

		if (c < 128 && (barred[c >> 5] >> (c & 31) & 1))
			return false;
		marks += c == '#';
	}
	return marks <= 1;
}

cu_slice
cu_slice_join(cu_ctx *ctx, cu_slice a, cu_slice b)
{
	size_t		n;
	char	   *p;

	if (!cu_size_add(a.n, b.n, &n))
	{
		cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
		return cu_slice_make(NULL, 0);
	}
	p = cu_alloc(ctx, n);
	if (p == NULL)
		return cu_slice_make(NULL, 0);
	if (a.n > 0)
		memcpy(p, a.p, a.n);
	if (b.n > 0)
		memcpy(p + a.n, b.p, b.n);
	return cu_slice_make(p, n);
}

/* Cuts what comes before one of the octets in stop off *rest. */
static cu_slice
cut(cu_slice *rest, const char *stop)
{
	size_t		i = 0;
	cu_slice	head;

	while (i < rest->n &&
		   (rest->p[i] == '\0' || strchr(stop, rest->p[i]) == NULL))
		i++;
	head = cu_slice_make(rest->p, i);
	*rest = cu_slice_from(*rest, i);
	return head;
}

/* RFC 3986, appendix B. */
static reference
split(cu_slice text)
{
	reference	out = {0};
	size_t		scheme = scheme_length(text);

	if (scheme > 0)
	{
		out.scheme = cu_slice_make(text.p, scheme);
		text = cu_slice_from(text, scheme + 1);
	}
	if (cu_slice_starts(text, "//"))
	{
		text = cu_slice_from(text, 2);
		out.authority = cut(&text, "/?#");
	}
	out.path = cut(&text, "?#");
	if (text.n > 0 && text.p[0] == '?')
	{
		text = cu_slice_from(text, 1);
		out.query = cut(&text, "#");
	}
	if (text.n > 0)
		out.fragment = cu_slice_from(text, 1);
	return out;
}

/* Takes the last segment and its slash off what buf holds from start on. */
static void
drop_segment(cu_buf *buf, size_t start)
{
	while (buf->n > start && buf->p[buf->n - 1] != '/')
		buf->n--;
	if (buf->n > start)
		buf->n--;
}

/* RFC 3986, section 5.2.4. */
static void
add_without_dots(cu_buf *buf, cu_slice in)
{
	size_t		start = buf->n;

	while (in.n > 0)
	{
		if (cu_slice_starts(in, "../"))
			in = cu_slice_from(in, 3);
		else if (cu_slice_starts(in, "./"))
			in = cu_slice_from(in, 2);
		else if (cu_slice_starts(in, "/./"))
			in = cu_slice_from(in, 2);
		else if (cu_slice_is(in, "/."))
			in = CU_LIT("/");
		else if (cu_slice_starts(in, "/../") || cu_slice_is(in, "/.."))
		{
			in = in.n == 3 ? CU_LIT("/") : cu_slice_from(in, 3);
			drop_segment(buf, start);
		}
		else if (cu_slice_is(in, ".") || cu_slice_is(in, ".."))
			in.n = 0;
		else
		{
			if (in.p[0] == '/')
			{
				cu_buf_add_char(buf, '/');
				in = cu_slice_from(in, 1);
			}
			cu_buf_add_slice(buf, cut(&in, "/"));
		}
	}
}

/* RFC 3986, section 5.2.3: the path of base but for its last segment. */
static cu_slice
merge_path(cu_ctx *ctx, const reference *base, cu_slice path)
{
	cu_slice	head = base->path;

	if (base->authority.p && head.n == 0)
		head = CU_LIT("/");
	while (head.n > 0 && head.p[head.n - 1] != '/')
		head.n--;
	return cu_slice_join(ctx, head, path);
}

static void
compose(cu_buf *buf, const reference *r, bool dots)
{
	if (r->scheme.p)
	{
		cu_buf_add_slice(buf, r->scheme);
		cu_buf_add_char(buf, ':');
	}
	if (r->authority.p)
	{
		cu_buf_add_cstr(buf, "//");
		cu_buf_add_slice(buf, r->authority);
	}
	if (dots)
		add_without_dots(buf, r->path);
	else
		cu_buf_add_slice(buf, r->path);
	if (r->query.p)
	{
		cu_buf_add_char(buf, '?');
		cu_buf_add_slice(buf, r->query);
	}
	if (r->fragment.p)
	{
		cu_buf_add_char(buf, '#');
		cu_buf_add_slice(buf, r->fragment);
	}
}

cu_status
cu_iri_resolve(cu_ctx *ctx, cu_slice base_text, cu_slice text, cu_slice *out)
{
	reference	base = split(base_text);
	reference	r = split(text);
	bool		dots = true;
	cu_buf		buf;

	if (r.scheme.p)
	{
		*out = text;
		return CU_OK;
	}
	r.scheme = base.scheme;
	if (r.authority.p == NULL)
	{
		r.authority = base.authority;
		if (r.path.n == 0)
		{
			r.path = base.path;
			dots = false;
			if (r.query.p == NULL)
				r.query = base.query;
		}
		else if (r.path.p[0] != '/')
		{
			r.path = merge_path(ctx, &base, r.path);
			if (r.path.p == NULL)
				return CU_NOMEM(ctx);
		}
	}
	cu_buf_init(&buf, ctx);
	compose(&buf, &r, dots);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}
