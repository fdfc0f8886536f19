/*
 * did.c
 *		DID and DID URL syntax.
 *
 *		did          = "did:" method-name ":" method-specific-id
 *		method-name  = 1*( %x61-7A / DIGIT )
 *		method-specific-id = *( *idchar ":" ) 1*idchar
 *		idchar       = ALPHA / DIGIT / "." / "-" / "_" / pct-encoded
 *		did-url      = did path-abempty [ "?" query ] [ "#" fragment ]
 *
 * (DID Core 1.0, sections 3.1 and 3.2; the rest of RFC 3986.)
 */
#include "did.h"

/* What an octet may be part of. */
#define METHOD		1			/* method-name */
#define ID			2			/* idchar, '%' apart, or ':' */
#define PCHAR		4			/* RFC 3986 pchar, '%' apart */
#define HEX			8

#define LETTER		(ID | PCHAR)

static const uint8_t classes[256] = {
	['0'] = METHOD | LETTER | HEX, ['1'] = METHOD | LETTER | HEX,
	['2'] = METHOD | LETTER | HEX, ['3'] = METHOD | LETTER | HEX,
	['4'] = METHOD | LETTER | HEX, ['5'] = METHOD | LETTER | HEX,
	['6'] = METHOD | LETTER | HEX, ['7'] = METHOD | LETTER | HEX,
	['8'] = METHOD | LETTER | HEX, ['9'] = METHOD | LETTER | HEX,
	['a'] = METHOD | LETTER | HEX, ['b'] = METHOD | LETTER | HEX,
	['c'] = METHOD | LETTER | HEX, ['d'] = METHOD | LETTER | HEX,
	['e'] = METHOD | LETTER | HEX, ['f'] = METHOD | LETTER | HEX,
	['g'] = METHOD | LETTER, ['h'] = METHOD | LETTER,
	['i'] = METHOD | LETTER, ['j'] = METHOD | LETTER,
	['k'] = METHOD | LETTER, ['l'] = METHOD | LETTER,
	['m'] = METHOD | LETTER, ['n'] = METHOD | LETTER,
	['o'] = METHOD | LETTER, ['p'] = METHOD | LETTER,
	['q'] = METHOD | LETTER, ['r'] = METHOD | LETTER,
	['s'] = METHOD | LETTER, ['t'] = METHOD | LETTER,
	['u'] = METHOD | LETTER, ['v'] = METHOD | LETTER,
	['w'] = METHOD | LETTER, ['x'] = METHOD | LETTER,
	['y'] = METHOD | LETTER, ['z'] = METHOD | LETTER,
	['A'] = LETTER | HEX, ['B'] = LETTER | HEX, ['C'] = LETTER | HEX,
	['D'] = LETTER | HEX, ['E'] = LETTER | HEX, ['F'] = LETTER | HEX,
	['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER,
	['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER,
	['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
	['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER,
	['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER, ['Z'] = LETTER,
	['.'] = LETTER, ['-'] = LETTER, ['_'] = LETTER, [':'] = LETTER,
	['~'] = PCHAR, ['!'] = PCHAR, ['$'] = PCHAR, ['&'] = PCHAR,
	['\''] = PCHAR, ['('] = PCHAR, [')'] = PCHAR, ['*'] = PCHAR,
	['+'] = PCHAR, [','] = PCHAR, [';'] = PCHAR, ['='] = PCHAR,
	['@'] = PCHAR
};

static bool
is_class(cu_slice text, size_t at, uint8_t class)
{
	return at < text.n && (classes[(uint8_t) text.p[at]] & class) != 0;
}

/*
 * Passes over octets of a class, complete pct-encoded triplets and the two
 * octets in also (which may repeat each other).  Returns where it stopped.
 */
static size_t
skip(cu_slice text, size_t at, uint8_t class, const char *also)
{
	while (at < text.n)
	{
		char		c = text.p[at];

		if (is_class(text, at, class) || c == also[0] || c == also[1])
			at++;
		else if (c == '%' && is_class(text, at + 1, HEX) &&
				 is_class(text, at + 2, HEX))
			at += 3;
		else
			break;
	}
	return at;
}

/*
 * Reads a DID at the start of text and sets *end to the octet behind it.  On
 * failure *end is the first wrong octet (text.n: something is missing).
 */
static bool
read_did(cu_slice text, cu_did_url *out, size_t *end)
{
	static const char scheme[] = "did:";
	size_t		at;
	size_t		colon;

	for (at = 0; at < sizeof(scheme) - 1; at++)
	{
		*end = at;
		if (at >= text.n || text.p[at] != scheme[at])
			return false;
	}
	colon = at;
	while (is_class(text, colon, METHOD))
		colon++;
	*end = colon;
	if (colon == at || colon >= text.n || text.p[colon] != ':')
		return false;
	out->method = cu_slice_make(text.p + at, colon - at);
	*end = skip(text, colon + 1, ID, "::");
	/* The last idchar may be missing: nothing there, or a colon at the end. */
	if (text.p[*end - 1] == ':')
		return false;
	out->method_specific_id = cu_slice_make(text.p + colon + 1,
											*end - colon - 1);
	out->did = cu_slice_make(text.p, *end);
	return true;
}

static cu_status
check_size(cu_ctx *ctx, cu_slice text)
{
	if (text.n > CU_DID_MAX)
		return cu_fail(ctx, CU_LIMIT_SIZE, "A DID is limited to 8192 octets.");
	return CU_OK;
}

cu_status
cu_did_parse(cu_ctx *ctx, cu_slice text, cu_did_url *out)
{
	size_t		end;

	memset(out, 0, sizeof(*out));
	CU_TRY(check_size(ctx, text));
	if (!read_did(text, out, &end) || end < text.n)
		return cu_fail_at(ctx, CU_BAD_DID, end, NULL);
	return CU_OK;
}

cu_status
cu_did_url_parse(cu_ctx *ctx, cu_slice text, cu_did_url *out)
{
	size_t		start;
	size_t		end;

	memset(out, 0, sizeof(*out));
	CU_TRY(check_size(ctx, text));
	if (!read_did(text, out, &end))
		return cu_fail_at(ctx, CU_BAD_DID_URL, end, NULL);
	if (end < text.n && text.p[end] == '/')
	{
		start = end;
		end = skip(text, start, PCHAR, "//");
		out->path = cu_slice_make(text.p + start, end - start);
	}
	if (end < text.n && text.p[end] == '?')
	{
		start = end + 1;
		end = skip(text, start, PCHAR, "/?");
		out->query = cu_slice_make(text.p + start, end - start);
	}
	if (end < text.n && text.p[end] == '#')
	{
		start = end + 1;
		end = skip(text, start, PCHAR, "/?");
		out->fragment = cu_slice_make(text.p + start, end - start);
	}
	if (end < text.n)
		return cu_fail_at(ctx, CU_BAD_DID_URL, end, NULL);
	return CU_OK;
}

cu_slice
cu_did_of(cu_slice url)
{
	size_t		n = 0;

	while (n < url.n && url.p[n] != '/' && url.p[n] != '?' && url.p[n] != '#')
		n++;
	return cu_slice_make(url.p, n);
}
