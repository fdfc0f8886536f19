/*
 * iri.c
 *		Reading is by part: each has a set of octets it may hold.
 */
#include "iri.h"

#include "utf8.h"

/* Who may stand in a part besides unreserved characters and '%'. */
#define SUB_DELIMS "!$&'()*+,;="
#define USERINFO SUB_DELIMS ":"
#define PATH SUB_DELIMS ":@/"
#define QUERY SUB_DELIMS ":@/?"

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, or -1. */
static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static char
to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

bool
cu_iri_is_unreserved(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' ||
		c == '~';
}

/* The octet that "%XX" at offset i of s stands for, or -1. */
static int
escaped_octet(cu_slice s, size_t i)
{
	int			high,
				low;

	if (s.n - i < 3 || s.p[i] != '%')
		return -1;
	high = hex_value(s.p[i + 1]);
	low = hex_value(s.p[i + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* RFC 3987, section 2.2: ucschar, and iprivate where private is allowed. */
static bool
is_iri_char(uint32_t cp, bool private)
{
	if (cp >= 0x10000)
	{
		if ((cp & 0xffff) >= 0xfffe)
			return false;
		return cp < 0xe0000 || (cp >= 0xe1000 && cp < 0xf0000) ||
			(private && cp >= 0xf0000);
	}
	return (cp >= 0xa0 && cp <= 0xd7ff) ||
		(cp >= 0xf900 && cp <= 0xfdcf) ||
		(cp >= 0xfdf0 && cp <= 0xffef) ||
		(private && cp >= 0xe000 && cp <= 0xf8ff);
}

/*
 * Checks text[from, to) against one set of octets.  beyond: characters outside
 * ASCII are allowed; private: those for private use too.
 */
static cu_status
check_part(cu_ctx *ctx, cu_slice text, size_t from, size_t to,
		   const char *allowed, bool beyond, bool private)
{
	cu_slice	head = cu_slice_make(text.p, to);
	size_t		i = from;

	while (i < to)
	{
		char		c = text.p[i];
		uint32_t	cp;
		size_t		n = 1;

		if (c == '%')
		{
			if (escaped_octet(head, i) < 0)
				return cu_fail_at(ctx, CU_BAD_IRI, i,
								  "Two hexadecimal digits must follow \"%\".");
			n = 3;
		}
		else if ((unsigned char) c >= 0x80)
		{
			n = cu_utf8_decode(text.p + i, to - i, &cp);
			if (n == 0)
				return cu_fail_at(ctx, CU_BAD_UTF8, i, NULL);
			if (!beyond || !is_iri_char(cp, private))
				return cu_fail_at(ctx, CU_BAD_IRI, i,
								  "This character is not allowed here.");
		}
		else if (c == '\0' ||
				 (!cu_iri_is_unreserved(c) && strchr(allowed, c) == NULL))
			return cu_fail_at(ctx, CU_BAD_IRI, i,
							  "This character is not allowed here.");
		i += n;
	}
	return CU_OK;
}

static cu_slice
part(cu_slice text, size_t from, size_t to)
{
	return cu_slice_make(text.p + from, to - from);
}

/* The first offset in [from, to) of one of the octets in stop, or to. */
static size_t
find_any(cu_slice text, size_t from, size_t to, const char *stop)
{
	while (from < to &&
		   (text.p[from] == '\0' || strchr(stop, text.p[from]) == NULL))
		from++;
	return from;
}

static cu_status
read_scheme(cu_ctx *ctx, cu_slice text, cu_iri *out)
{
	size_t		i = 0;

	while (i < text.n && (is_alpha(text.p[i]) ||
						  (i > 0 && (is_digit(text.p[i]) || text.p[i] == '+' ||
									 text.p[i] == '-' || text.p[i] == '.'))))
		i++;
	if (i == 0 || i == text.n || text.p[i] != ':')
		return cu_fail_at(ctx, CU_BAD_IRI, i,
						  "It must start with a scheme and a colon.");
	out->scheme = part(text, 0, i);
	return CU_OK;
}

/* "[" IPv6 or later "]": the octets are checked, the numbers are not. */
static cu_status
read_ip_literal(cu_ctx *ctx, cu_slice text, size_t from, size_t to, size_t *end)
{
	size_t		close = find_any(text, from, to, "]");

	if (close == to || close == from + 1)
		return cu_fail_at(ctx, CU_BAD_IRI, from,
						  "The IP address has no end or is empty.");
	for (size_t i = from + 1; i < close; i++)
	{
		if (!cu_iri_is_unreserved(text.p[i]) && text.p[i] != ':')
			return cu_fail_at(ctx, CU_BAD_IRI, i,
							  "This character is not allowed here.");
	}
	*end = close + 1;
	return CU_OK;
}

/* Decimal digits without leading zeros. */
static cu_slice
port_number(cu_slice port)
{
	while (port.n > 0 && port.p[0] == '0')
		port = cu_slice_from(port, 1);
	return port;
}

static cu_status
read_port(cu_ctx *ctx, cu_slice text, size_t from, size_t to, cu_iri *out)
{
	unsigned	number = 0;

	for (size_t i = from; i < to; i++)
	{
		if (!is_digit(text.p[i]))
			return cu_fail_at(ctx, CU_BAD_IRI, i,
							  "A port consists of digits.");
		number = number * 10 + (unsigned) (text.p[i] - '0');
		if (number > 65535)
			return cu_fail_at(ctx, CU_BAD_IRI, from,
							  "A port is at most 65535.");
	}
	out->port = part(text, from, to);
	return CU_OK;
}

static cu_status
read_host(cu_ctx *ctx, cu_slice text, size_t from, size_t to, size_t *end)
{
	if (from < to && text.p[from] == '[')
		return read_ip_literal(ctx, text, from, to, end);
	*end = find_any(text, from, to, ":");
	CU_TRY(check_part(ctx, text, from, *end, SUB_DELIMS, false, false));
	for (size_t i = from; i < *end; i++)
	{
		if (escaped_octet(text, i) >= 0x80)
			return cu_fail_at(ctx, CU_BAD_IRI, i,
							  "A host is written in its ASCII form.");
	}
	return CU_OK;
}

static cu_status
read_authority(cu_ctx *ctx, cu_slice text, size_t from, size_t to, cu_iri *out)
{
	size_t		at = find_any(text, from, to, "@");
	size_t		end = to;

	if (at < to)
	{
		CU_TRY(check_part(ctx, text, from, at, USERINFO, true, false));
		out->userinfo = part(text, from, at);
		from = at + 1;
	}
	CU_TRY(read_host(ctx, text, from, to, &end));
	out->host = part(text, from, end);
	if (end < to && text.p[end] != ':')
		return cu_fail_at(ctx, CU_BAD_IRI, end,
						  "This character is not allowed here.");
	return end < to ? read_port(ctx, text, end + 1, to, out) : CU_OK;
}

static bool
is_scheme(const cu_iri *iri, const char *scheme)
{
	size_t		n = strlen(scheme);

	if (iri->scheme.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
	{
		if (to_lower(iri->scheme.p[i]) != scheme[i])
			return false;
	}
	return true;
}

static bool
is_http(const cu_iri *iri)
{
	return is_scheme(iri, "http") || is_scheme(iri, "https");
}

cu_status
cu_iri_parse(cu_ctx *ctx, cu_slice text, cu_iri *out)
{
	size_t		i,
				end;

	memset(out, 0, sizeof(*out));
	CU_TRY(read_scheme(ctx, text, out));
	i = out->scheme.n + 1;
	if (text.n - i >= 2 && text.p[i] == '/' && text.p[i + 1] == '/')
	{
		end = find_any(text, i + 2, text.n, "/?#");
		CU_TRY(read_authority(ctx, text, i + 2, end, out));
		i = end;
	}
	/* RFC 9110, section 4.2: an empty host is no http IRI. */
	if (is_http(out) && out->host.n == 0)
		return cu_fail_at(ctx, CU_BAD_IRI, out->scheme.n + 1,
						  "A host is missing.");
	end = find_any(text, i, text.n, "?#");
	CU_TRY(check_part(ctx, text, i, end, PATH, true, false));
	out->path = part(text, i, end);
	if (end < text.n && text.p[end] == '?')
	{
		i = end + 1;
		end = find_any(text, i, text.n, "#");
		CU_TRY(check_part(ctx, text, i, end, QUERY, true, true));
		out->query = part(text, i, end);
	}
	if (end < text.n)
	{
		CU_TRY(check_part(ctx, text, end + 1, text.n, QUERY, true, false));
		out->fragment = part(text, end + 1, text.n);
	}
	return CU_OK;
}

static void
add_escaped(cu_buf *buf, unsigned char octet)
{
	static const char digits[] = "0123456789ABCDEF";

	cu_buf_add_char(buf, '%');
	cu_buf_add_char(buf, digits[octet >> 4]);
	cu_buf_add_char(buf, digits[octet & 15]);
}

void
cu_iri_add_part(cu_buf *buf, cu_slice s, bool lower)
{
	for (size_t i = 0; i < s.n; i++)
	{
		char		c = s.p[i];
		int			octet = escaped_octet(s, i);

		if (octet >= 0)
		{
			i += 2;
			if (!cu_iri_is_unreserved((char) octet))
			{
				add_escaped(buf, (unsigned char) octet);
				continue;
			}
			c = (char) octet;
		}
		if ((unsigned char) c >= 0x80)
			add_escaped(buf, (unsigned char) c);
		else
			cu_buf_add_char(buf, lower ? to_lower(c) : c);
	}
}

/*
 * RFC 3986, section 5.2.4, a segment at a time: each is kept with the slash
 * before it, so that ".." takes back what follows the last slash, and it.
 */
static void
add_without_dots(cu_buf *buf, cu_slice path)
{
	size_t		start = buf->n;
	size_t		i = 0;

	while (i < path.n)
	{
		size_t		end = find_any(path, i + 1, path.n, "/");
		cu_slice	segment = part(path, i + 1, end);
		bool		dots = cu_slice_is(segment, "..");

		if (dots)
		{
			while (buf->n > start && buf->p[--buf->n] != '/')
				;
		}
		if (!dots && !cu_slice_is(segment, "."))
			cu_buf_add_slice(buf, part(path, i, end));
		else if (end == path.n)
			cu_buf_add_char(buf, '/');
		i = end;
	}
}

void
cu_iri_add_path(cu_buf *buf, cu_slice path)
{
	cu_buf		normal;

	/* First the percent-encoding: it may hide a dot. */
	cu_buf_init(&normal, buf->ctx);
	cu_iri_add_part(&normal, path, false);
	if (cu_buf_status(&normal) != CU_OK)
		buf->status = cu_buf_status(&normal);
	else
		add_without_dots(buf, cu_buf_slice(&normal));
}

/* RFC 3986, section 3.3: what a segment may hold unencoded. */
static void
add_pchar(cu_buf *buf, char c)
{
	if (cu_iri_is_unreserved(c) ||
		(c != '\0' && strchr(SUB_DELIMS ":@", c) != NULL))
		cu_buf_add_char(buf, c);
	else
		add_escaped(buf, (unsigned char) c);
}

void
cu_iri_add_segments(cu_buf *buf, cu_slice path)
{
	for (size_t i = 0; i < path.n; i++)
	{
		int			octet = escaped_octet(path, i);

		if (octet >= 0)
		{
			add_pchar(buf, (char) octet);
			i += 2;
		}
		else if (path.p[i] == '/')
			cu_buf_add_char(buf, '/');
		else
			add_pchar(buf, path.p[i]);
	}
}

void
cu_iri_add_segment(cu_buf *buf, cu_slice text)
{
	for (size_t i = 0; i < text.n; i++)
		add_pchar(buf, text.p[i]);
}

void
cu_iri_add_data(cu_buf *buf, cu_slice text)
{
	for (size_t i = 0; i < text.n; i++)
	{
		if (cu_iri_is_unreserved(text.p[i]))
			cu_buf_add_char(buf, text.p[i]);
		else
			add_escaped(buf, (unsigned char) text.p[i]);
	}
}

cu_slice
cu_iri_decode(cu_ctx *ctx, cu_slice s)
{
	cu_slice	copy = cu_copy(ctx, s);
	char	   *out = (char *) copy.p;
	size_t		n = 0;

	if (out == NULL)
		return copy;
	for (size_t i = 0; i < s.n; i++)
	{
		int			octet = escaped_octet(s, i);

		out[n++] = octet < 0 ? s.p[i] : (char) octet;
		if (octet >= 0)
			i += 2;
	}
	return cu_slice_make(out, n);
}

bool
cu_iri_default_port(const cu_iri *iri)
{
	cu_slice	port = port_number(iri->port);

	return iri->port.n == 0 ||
		(is_scheme(iri, "http") && cu_slice_is(port, "80")) ||
		(is_scheme(iri, "https") && cu_slice_is(port, "443"));
}

static void
add_authority(cu_buf *buf, const cu_iri *iri)
{
	cu_slice	port = port_number(iri->port);

	cu_buf_add_cstr(buf, "//");
	if (iri->userinfo.p)
	{
		cu_iri_add_part(buf, iri->userinfo, false);
		cu_buf_add_char(buf, '@');
	}
	cu_iri_add_part(buf, iri->host, true);
	if (cu_iri_default_port(iri))
		return;
	cu_buf_add_char(buf, ':');
	/* Port 0 is a number like any other. */
	cu_buf_add_slice(buf, port.n > 0 ? port : CU_LIT("0"));
}

/*
 * Without a host, "a:/.//b" must keep its dot: b would become a host.
 */
static void
add_hostless_path(cu_buf *buf, cu_slice path)
{
	cu_buf		resolved;

	cu_buf_init(&resolved, buf->ctx);
	cu_iri_add_path(&resolved, path);
	if (cu_buf_status(&resolved) != CU_OK)
	{
		buf->status = cu_buf_status(&resolved);
		return;
	}
	if (cu_slice_starts(cu_buf_slice(&resolved), "//"))
		cu_buf_add_cstr(buf, "/.");
	cu_buf_add_slice(buf, cu_buf_slice(&resolved));
}

static void
add_path_of(cu_buf *buf, const cu_iri *iri)
{
	if (iri->path.n == 0 && is_http(iri))
		cu_buf_add_char(buf, '/');
	else if (iri->path.n == 0 || iri->path.p[0] != '/')
		cu_iri_add_part(buf, iri->path, false);
	else if (iri->host.p)
		cu_iri_add_path(buf, iri->path);
	else
		add_hostless_path(buf, iri->path);
}

cu_status
cu_iri_normalize(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	cu_iri		iri;
	cu_buf		buf;

	CU_TRY(cu_iri_parse(ctx, text, &iri));
	cu_buf_init(&buf, ctx);
	cu_iri_add_part(&buf, iri.scheme, true);
	cu_buf_add_char(&buf, ':');
	if (iri.host.p)
		add_authority(&buf, &iri);
	add_path_of(&buf, &iri);
	if (iri.query.p)
	{
		cu_buf_add_char(&buf, '?');
		cu_iri_add_part(&buf, iri.query, false);
	}
	if (iri.fragment.p)
	{
		cu_buf_add_char(&buf, '#');
		cu_iri_add_part(&buf, iri.fragment, false);
	}
	CU_TRY(cu_buf_status(&buf));
	*out = cu_buf_slice(&buf);
	return CU_OK;
}
