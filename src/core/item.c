/*
 * item.c
 *		Canonical form by scheme, and the parts of what results.
 */
#include "item.h"

#include "did.h"
#include "iri.h"
#include "item_gs1.h"
#include "utf8.h"

typedef struct word_kind
{
	const char *word;
	cu_item_kind kind;
} word_kind;

/* Schemes of DID paths that do not name single pieces. */
static const word_kind did_schemes[] = {
	{"heat", CU_ITEM_LOT},
	{"lot", CU_ITEM_LOT},
	{"tlc", CU_ITEM_LOT},		/* traceability lot code, 21 CFR 1.1310 */
	{"batch", CU_ITEM_BATCH},
	{"meter", CU_ITEM_FLOW},
	{"flow", CU_ITEM_FLOW},
	{"tank", CU_ITEM_FLOW},
	{"pool", CU_ITEM_FLOW},
	{"class", CU_ITEM_CLASS}
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *
cu_item_kind_name(cu_item_kind kind)
{
	static const char *const names[] = {
		[CU_ITEM_SERIAL] = "serial",
		[CU_ITEM_LOT] = "lot",
		[CU_ITEM_BATCH] = "batch",
		[CU_ITEM_FLOW] = "flow",
		[CU_ITEM_LINE] = "line",
		[CU_ITEM_CLASS] = "class"
	};

	return names[kind];
}

static cu_item_kind
scheme_kind(cu_slice scheme)
{
	for (size_t i = 0; i < COUNT(did_schemes); i++)
	{
		if (cu_slice_is(scheme, did_schemes[i].word))
			return did_schemes[i].kind;
	}
	return CU_ITEM_SERIAL;
}

static bool
is_lower_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool
cu_item_is_scheme(cu_slice word)
{
	if (word.n == 0 || word.n > 32 || word.p[0] < 'a' || word.p[0] > 'z')
		return false;
	for (size_t i = 0; i < word.n; i++)
	{
		if (!is_lower_word(word.p[i]))
			return false;
	}
	return true;
}

static bool
equals_lower(cu_slice s, const char *lower)
{
	size_t		n = strlen(lower);

	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
	{
		char		c = s.p[i];

		if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != lower[i])
			return false;
	}
	return true;
}

/* Query and fragment in normal form. */
static void
add_tail(cu_buf *buf, const cu_iri *iri)
{
	if (iri->query.p)
	{
		cu_buf_add_char(buf, '?');
		cu_iri_add_part(buf, iri->query, false);
	}
	if (iri->fragment.p)
	{
		cu_buf_add_char(buf, '#');
		cu_iri_add_part(buf, iri->fragment, false);
	}
}

/* Percent-encoding in upper case, and nothing else. */
static void
add_upper_escapes(cu_buf *buf, cu_slice s)
{
	for (size_t i = 0; i < s.n; i++)
	{
		char		c = s.p[i];

		if (i > 0 && c >= 'a' && c <= 'f' &&
			(s.p[i - 1] == '%' || (i > 1 && s.p[i - 2] == '%')))
			c = (char) (c - 'a' + 'A');
		cu_buf_add_char(buf, c);
	}
}

/*
 * A DID URL: method and identifier are case-sensitive and stay (DID Core 1.0,
 * section 3.1).  In the path stand business numbers, which software encodes
 * more or less of: "6(13)" and "6%2813%29" are the same number.
 */
static cu_status
canonical_did(cu_ctx *ctx, const cu_iri *iri, cu_slice *out)
{
	cu_buf		buf;
	cu_buf		segments;
	cu_did_url	parts;
	size_t		n = 0;
	cu_slice	path;

	while (n < iri->path.n && iri->path.p[n] != '/')
		n++;
	path = cu_slice_from(iri->path, n);
	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "did:");
	add_upper_escapes(&buf, cu_slice_make(iri->path.p, n));
	CU_TRY(cu_buf_status(&buf));
	CU_TRY(cu_did_parse(ctx, cu_buf_slice(&buf), &parts));
	if (path.n > 0)
	{
		cu_buf_init(&segments, ctx);
		cu_iri_add_segments(&segments, path);
		CU_TRY(cu_buf_status(&segments));
		cu_iri_add_path(&buf, cu_buf_slice(&segments));
	}
	add_tail(&buf, iri);
	CU_TRY(cu_buf_status(&buf));
	*out = cu_buf_slice(&buf);
	return CU_OK;
}

/* RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits. */
static bool
is_uuid(cu_slice s)
{
	if (s.n != 36)
		return false;
	for (size_t i = 0; i < s.n; i++)
	{
		char		c = s.p[i];

		if (i == 8 || i == 13 || i == 18 || i == 23)
		{
			if (c != '-')
				return false;
		}
		else if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
				   (c >= 'A' && c <= 'F')))
			return false;
	}
	return true;
}

/* RFC 8141, section 2: 2 to 32 letters, digits and inner hyphens. */
static bool
is_namespace(cu_slice s)
{
	if (s.n < 2 || s.n > 32 || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
	{
		char		c = s.p[i];

		if (!is_lower_word(c) && !(c >= 'A' && c <= 'Z'))
			return false;
	}
	return true;
}

/* RFC 8141, section 3.1: the namespace is case-insensitive, the rest is not. */
static cu_status
canonical_urn(cu_ctx *ctx, const cu_iri *iri, cu_slice *out)
{
	size_t		start = iri->scheme.n + 1;
	size_t		n = 0;
	cu_slice	space;
	cu_buf		rest;
	cu_buf		buf;
	bool		found = false;

	while (n < iri->path.n && iri->path.p[n] != ':')
		n++;
	space = cu_slice_make(iri->path.p, n);
	if (!is_namespace(space) || iri->path.n <= n + 1)
		return cu_fail_at(ctx, CU_BAD_ITEM, start,
						  "A URN has a namespace and a name.");
	/* Percent-encoding first: it may hide what the next steps look for. */
	cu_buf_init(&rest, ctx);
	cu_iri_add_part(&rest, cu_slice_from(iri->path, n + 1), false);
	CU_TRY(cu_buf_status(&rest));
	if (equals_lower(space, "epc"))
		CU_TRY(cu_gs1_from_epc(ctx, cu_buf_slice(&rest), start + n + 1, out,
							   &found));
	if (found && (iri->query.p || iri->fragment.p))
		return cu_fail_at(ctx, CU_BAD_ITEM, start + iri->path.n,
						  "A GS1 identifier has no query and no fragment.");
	if (found)
		return CU_OK;
	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "urn:");
	cu_iri_add_part(&buf, space, true);
	cu_buf_add_char(&buf, ':');
	cu_iri_add_part(&buf, cu_buf_slice(&rest),
					equals_lower(space, "uuid") &&
					is_uuid(cu_buf_slice(&rest)));
	add_tail(&buf, iri);
	CU_TRY(cu_buf_status(&buf));
	*out = cu_buf_slice(&buf);
	return CU_OK;
}

/* True for http or https on id.gs1.org at the default port. */
static bool
is_gs1_link(const cu_iri *iri)
{
	return (equals_lower(iri->scheme, "https") ||
			equals_lower(iri->scheme, "http")) &&
		iri->userinfo.p == NULL && equals_lower(iri->host, "id.gs1.org") &&
		cu_iri_default_port(iri);
}

/* An IRI in general, which may be a link that is a GS1 identifier. */
static cu_status
canonical_iri(cu_ctx *ctx, cu_slice text, cu_iri *iri, cu_slice *out)
{
	bool		found = false;

	if (is_gs1_link(iri))
	{
		CU_TRY(cu_gs1_from_link(ctx, text, iri, out, &found));
		return found ? CU_OK : cu_iri_normalize(ctx, text, out);
	}
	CU_TRY(cu_iri_normalize(ctx, text, out));
	/* Percent-encoding may have hidden the host. */
	CU_TRY(cu_iri_parse(ctx, *out, iri));
	if (is_gs1_link(iri))
		CU_TRY(cu_gs1_from_link(ctx, *out, iri, out, &found));
	return CU_OK;
}

static cu_status
canonical_by_scheme(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	cu_iri		iri;

	CU_TRY(cu_iri_parse(ctx, text, &iri));
	if (equals_lower(iri.scheme, "did"))
		return canonical_did(ctx, &iri, out);
	if (equals_lower(iri.scheme, "urn"))
		return canonical_urn(ctx, &iri, out);
	return canonical_iri(ctx, text, &iri, out);
}

cu_status
cu_item_canonical(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	cu_status	status;

	if (text.n > CU_ITEM_MAX)
		return cu_fail(ctx, CU_LIMIT_SIZE,
					   "An item identifier has at most 2048 octets.");
	status = canonical_by_scheme(ctx, text, out);
	if (cu_status_class(status) == CU_CLASS_INPUT)
		ctx->error.status = status = CU_BAD_ITEM;
	if (status == CU_OK && out->n > CU_ITEM_MAX)
		return cu_fail(ctx, CU_LIMIT_SIZE,
					   "An item identifier has at most 2048 octets, percent-encoding included.");
	return status;
}

/* Blanks around a number on paper are no part of it. */
static cu_slice
trim(cu_slice s)
{
	while (s.n > 0 && s.p[0] == ' ')
		s = cu_slice_from(s, 1);
	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* A path segment made of data; dots alone would be a step in the path. */
static cu_status
add_segment(cu_ctx *ctx, cu_buf *buf, cu_slice code)
{
	if (code.n == 0 || cu_slice_is(code, ".") || cu_slice_is(code, ".."))
		return cu_fail(ctx, CU_BAD_ITEM, "The code is empty or only dots.");
	cu_buf_add_char(buf, '/');
	cu_iri_add_segment(buf, code);
	return cu_buf_status(buf);
}

/* scope "/" scheme "/" code; of a flow the code is point "/" period. */
static cu_status
make_did_path(cu_ctx *ctx, cu_slice scheme, cu_slice scope, cu_slice code,
			  cu_slice *out)
{
	cu_did_url	parts;
	cu_buf		buf;
	size_t		slash = code.n;

	CU_TRY(cu_did_parse(ctx, scope, &parts));
	cu_buf_init(&buf, ctx);
	cu_buf_add_slice(&buf, scope);
	CU_TRY(add_segment(ctx, &buf, scheme));
	if (scheme_kind(scheme) == CU_ITEM_FLOW)
	{
		while (slash > 0 && code.p[slash - 1] != '/')
			slash--;
		if (slash > 0)
		{
			CU_TRY(add_segment(ctx, &buf, cu_slice_make(code.p, slash - 1)));
			code = cu_slice_from(code, slash);
		}
	}
	CU_TRY(add_segment(ctx, &buf, code));
	return cu_item_canonical(ctx, cu_buf_slice(&buf), out);
}

static bool
is_line_number(cu_slice s)
{
	if (s.n == 0 || s.n > 9 || s.p[0] == '0')
		return false;
	for (size_t i = 0; i < s.n; i++)
	{
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return true;
}

static cu_status
make_line(cu_ctx *ctx, cu_slice scope, cu_slice code, cu_slice *out)
{
	cu_buf		buf;

	if (!is_line_number(code))
		return cu_fail(ctx, CU_BAD_ITEM,
					   "A line is a number from 1 to 999999999.");
	cu_buf_init(&buf, ctx);
	cu_buf_add_slice(&buf, scope);
	cu_buf_add_cstr(&buf, "?line=");
	cu_buf_add_slice(&buf, code);
	CU_TRY(cu_buf_status(&buf));
	return cu_item_canonical(ctx, cu_buf_slice(&buf), out);
}

cu_status
cu_item_make(cu_ctx *ctx, cu_slice scheme, cu_slice scope, cu_slice code,
			 cu_slice *out)
{
	bool		found;

	scope = trim(scope);
	code = trim(code);
	if (!cu_item_is_scheme(scheme))
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "A scheme is a word in lower case.");
	if (code.n == 0)
		return cu_fail(ctx, CU_BAD_ITEM, "The code is empty.");
	if (scope.n > CU_ITEM_MAX || code.n > CU_ITEM_MAX)
		return cu_fail(ctx, CU_LIMIT_SIZE,
					   "An item identifier has at most 2048 octets.");
	if (cu_slice_starts(scope, "did:"))
		return make_did_path(ctx, scheme, scope, code, out);
	if (cu_slice_is(scheme, "line") && cu_slice_starts(scope, "ni:///"))
		return make_line(ctx, scope, code, out);
	if (cu_slice_is(scheme, "iri") && scope.n == 0)
		return cu_item_canonical(ctx, code, out);
	CU_TRY(cu_gs1_make(ctx, scheme, scope, code, out, &found));
	if (!found)
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "The scheme needs a scope: the DID of who gave the number.");
	return CU_OK;
}

/* A canonical item that is scope, scheme and code; the code still encoded. */
typedef struct item_parts
{
	cu_slice	scheme,
				scope,
				code;
	cu_item_kind kind;
} item_parts;

/*
 * "did:…/scheme/code", without query and fragment.  Only what make_did_path
 * makes has parts, which is one segment for a code, or one for a point and one
 * for a period; of a longer path just the kind is known.
 */
static bool
split_did(cu_slice item, item_parts *parts)
{
	cu_slice	rest;
	cu_slice	period;
	const char *slash;
	size_t		n = 0;

	if (!cu_slice_starts(item, "did:") ||
		memchr(item.p, '?', item.n) || memchr(item.p, '#', item.n))
		return false;
	parts->scope = cu_did_of(item);
	rest = cu_slice_from(item, parts->scope.n + 1);
	while (n < rest.n && rest.p[n] != '/')
		n++;
	parts->scheme = cu_slice_make(rest.p, n);
	parts->code = cu_slice_from(rest, n + 1);
	if (parts->code.n == 0 || !cu_item_is_scheme(parts->scheme))
		return false;
	parts->kind = scheme_kind(parts->scheme);
	slash = memchr(parts->code.p, '/', parts->code.n);
	if (slash == NULL)
	{
		/* Without a period it is the point itself: one thing. */
		if (parts->kind == CU_ITEM_FLOW)
			parts->kind = CU_ITEM_SERIAL;
		return true;
	}
	period = cu_slice_from(parts->code, (size_t) (slash - parts->code.p) + 1);
	if (parts->kind != CU_ITEM_FLOW || slash == parts->code.p ||
		period.n == 0 || memchr(period.p, '/', period.n) != NULL)
		parts->scheme = parts->scope = parts->code = cu_slice_make(NULL, 0);
	return true;
}

/* "ni:///…?line=N" (RFC 6920): a line of the document with that digest. */
static bool
split_line(cu_slice item, item_parts *parts)
{
	static const char mark[] = "?line=";
	const char *query;

	if (!cu_slice_starts(item, "ni:///"))
		return false;
	query = memchr(item.p, '?', item.n);
	if (query == NULL)
		return false;
	parts->scheme = CU_LIT("line");
	parts->scope = cu_slice_make(item.p, (size_t) (query - item.p));
	parts->code = cu_slice_from(item, parts->scope.n);
	parts->kind = CU_ITEM_LINE;
	if (!cu_slice_starts(parts->code, mark))
		return false;
	parts->code = cu_slice_from(parts->code, sizeof(mark) - 1);
	return is_line_number(parts->code);
}

/* Parts of an item; those of an IRI without such parts have p NULL. */
static item_parts
split(cu_slice item)
{
	item_parts	parts = {.kind = CU_ITEM_SERIAL};
	item_parts	none = {.kind = CU_ITEM_SERIAL};
	cu_gs1		gs1;

	if (split_did(item, &parts) || split_line(item, &parts))
		return parts;
	if (cu_slice_starts(item, "urn:epc:idpat:"))
		none.kind = CU_ITEM_CLASS;
	if (!cu_gs1_split(item, &gs1))
		return none;
	none.kind = gs1.kind;
	if (gs1.scheme)
	{
		none.scheme = cu_slice_cstr(gs1.scheme);
		none.code = gs1.qualifier.p ? gs1.qualifier : gs1.key;
		if (gs1.qualifier.p)
			none.scope = gs1.key;
	}
	return none;
}

cu_slice
cu_item_scheme(cu_slice item)
{
	return split(item).scheme;
}

cu_slice
cu_item_scope(cu_slice item)
{
	return split(item).scope;
}

cu_status
cu_item_code(cu_ctx *ctx, cu_slice item, cu_slice *out)
{
	cu_slice	code = split(item).code;

	*out = code;
	if (code.p == NULL)
		return CU_OK;
	*out = cu_iri_decode(ctx, code);
	if (out->p == NULL)
		return CU_NOMEM(ctx);
	/* Octets that are no text stay percent-encoded. */
	if (cu_utf8_check(*out) < out->n || memchr(out->p, '\0', out->n))
		*out = code;
	return CU_OK;
}

cu_item_kind
cu_item_kind_of(cu_slice item)
{
	return split(item).kind;
}
