/*
 * nquads_read.c
 *		N-Quads to a dataset.
 *
 * RDF 1.1 N-Quads, sections 2 and 4.  Escapes are undone and written anew, so
 * that one term always has one text.
 */
#include "rdf.h"

#include "utf8.h"

typedef struct reader
{
	cu_ctx	   *ctx;
	cu_slice	text;
	size_t		at;
	cu_dataset *dataset;
	cu_buf		value;			/* of a literal, escapes undone */
	cu_buf		iri;			/* likewise */
} reader;

static cu_status
fault(reader *r, const char *detail)
{
	return cu_fail_at(r->ctx, CU_BAD_NQUADS, r->at, detail);
}

/* The octet at hand, or -1 at the end. */
static int
peek(const reader *r)
{
	return r->at < r->text.n ? (unsigned char) r->text.p[r->at] : -1;
}

static bool
is_letter(int c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static bool
is_blank_space(int c)
{
	return c == ' ' || c == '\t';
}

static void
skip_space(reader *r)
{
	while (is_blank_space(peek(r)))
		r->at++;
}

/* A hexadecimal digit's value, or -1. */
static int
hex_value(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* UCHAR: the digits behind \u or \U, at which the reader stands. */
static cu_status
read_uchar(reader *r, cu_buf *out, int digits)
{
	uint32_t	cp = 0;
	char		octets[4];

	for (int i = 0; i < digits; i++)
	{
		int			value = hex_value(peek(r));

		if (value < 0)
			return fault(r, "\\u takes 4 hexadecimal digits, \\U takes 8.");
		cp = cp << 4 | (uint32_t) value;
		r->at++;
	}
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return fault(r, "An escape names no character.");
	cu_buf_add(out, octets, cu_utf8_encode(cp, octets));
	return CU_OK;
}

/* What stands behind a backslash; chars: ECHAR is allowed too. */
static cu_status
read_escape(reader *r, cu_buf *out, bool chars)
{
	static const char names[] = "tbnrf\"'\\";
	static const char values[] = "\t\b\n\r\f\"'\\";
	int			c = peek(r);
	const char *found = c > 0 && chars ? memchr(names, c, 8) : NULL;

	r->at++;
	if (c == 'u')
		return read_uchar(r, out, 4);
	if (c == 'U')
		return read_uchar(r, out, 8);
	if (found == NULL)
	{
		r->at--;
		return fault(r, "There is no such escape.");
	}
	cu_buf_add_char(out, values[found - names]);
	return CU_OK;
}

/* Characters that an IRIREF cannot hold as themselves. */
static bool
ends_iri(int c)
{
	return c <= ' ' || c == '<' || c == '"' || c == '{' || c == '}' ||
		c == '|' || c == '^' || c == '`';
}

/* RFC 3986, section 3.1: what makes an IRI absolute. */
static bool
has_scheme(cu_slice iri)
{
	size_t		i = 0;

	while (i < iri.n && (is_letter(iri.p[i]) || (i > 0 &&
												 (is_digit(iri.p[i]) ||
												  iri.p[i] == '+' ||
												  iri.p[i] == '-' ||
												  iri.p[i] == '.'))))
		i++;
	return i > 0 && i < iri.n && iri.p[i] == ':';
}

/*
 * An escape in an IRI.  It cannot stand for what an IRI cannot hold: written
 * anew that would be another IRI, or several terms.
 */
static cu_status
read_iri_escape(reader *r)
{
	size_t		start = r->at++;
	size_t		before = r->iri.n;
	int			c = 'a';

	CU_TRY(read_escape(r, &r->iri, false));
	if (r->iri.n == before + 1)
		c = (unsigned char) r->iri.p[before];
	if (!ends_iri(c) && c != '>' && c != '\\')
		return CU_OK;
	r->at = start;
	return fault(r, "An escape in an IRI stands for a character that no IRI "
				 "holds.");
}

/* An IRIREF with its brackets; the IRI is then in r->iri. */
static cu_status
read_iri(reader *r)
{
	size_t		start = r->at++;

	r->iri.n = 0;
	while (peek(r) != '>')
	{
		int			c = peek(r);

		if (c == '\\')
		{
			CU_TRY(read_iri_escape(r));
			continue;
		}
		if (ends_iri(c))
			return fault(r, "An IRI ends with \">\" and holds no such "
						 "character.");
		cu_buf_add_char(&r->iri, (char) c);
		r->at++;
	}
	r->at++;
	CU_TRY(cu_buf_status(&r->iri));
	if (has_scheme(cu_buf_slice(&r->iri)))
		return CU_OK;
	r->at = start;
	return fault(r, "An IRI in N-Quads is absolute.");
}

static cu_status
read_iri_term(reader *r, const cu_term **out)
{
	CU_TRY(read_iri(r));
	*out = cu_dataset_iri(r->dataset, cu_buf_slice(&r->iri));
	return *out ? CU_OK : CU_NOMEM(r->ctx);
}

/* PN_CHARS_U; the colon that N-Quads had in it was an error. */
static bool
starts_label(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
		(c >= 0xc0 && c <= 0x2ff && c != 0xd7 && c != 0xf7) ||
		(c >= 0x370 && c <= 0x1fff && c != 0x37e) || c == 0x200c ||
		c == 0x200d || (c >= 0x2070 && c <= 0x218f) ||
		(c >= 0x2c00 && c <= 0x2fef) || (c >= 0x3001 && c <= 0xd7ff) ||
		(c >= 0xf900 && c <= 0xfdcf) || (c >= 0xfdf0 && c <= 0xfffd) ||
		(c >= 0x10000 && c <= 0xeffff);
}

static bool
continues_label(uint32_t c)
{
	return starts_label(c) || (c >= '0' && c <= '9') || c == '-' ||
		c == 0xb7 || (c >= 0x300 && c <= 0x36f) || c == 0x203f || c == 0x2040;
}

/* BLANK_NODE_LABEL: dots only inside. */
static cu_status
read_blank(reader *r, const cu_term **out)
{
	size_t		start = r->at + 2;
	size_t		end = start;
	size_t		at = start;

	/* First, because what follows takes text to go on at a whole character. */
	if (!cu_slice_starts(cu_slice_from(r->text, r->at), "_:"))
		return fault(r, "A blank node is \"_:\" and a label.");
	while (at < r->text.n)
	{
		uint32_t	cp;
		size_t		n = cu_utf8_decode(r->text.p + at, r->text.n - at, &cp);
		bool		first = at == start;

		if (!(first ? starts_label(cp) || (cp <= '9' && is_digit((int) cp)) :
			  continues_label(cp) || cp == '.'))
			break;
		at += n;
		if (cp != '.')
			end = at;
	}
	if (end == start)
		return fault(r, "A blank node is \"_:\" and a label.");
	r->at = end;
	*out = cu_dataset_blank(r->dataset,
							cu_slice_make(r->text.p + start, end - start));
	return *out ? CU_OK : CU_NOMEM(r->ctx);
}

/* LANGTAG without '@': letters, then "-" and letters or digits. */
static cu_status
read_language(reader *r, cu_slice *out)
{
	size_t		start = r->at;
	size_t		part = 0;
	bool		first = true;

	for (;; r->at++)
	{
		int			c = peek(r);

		if (c == '-' && part > 0)
		{
			part = 0;
			first = false;
		}
		else if (is_letter(c) || (!first && is_digit(c)))
			part++;
		else
			break;
	}
	*out = cu_slice_make(r->text.p + start, r->at - start);
	if (part == 0)
		return fault(r, "A language tag has letters between hyphens.");
	return CU_OK;
}

static cu_status
read_literal(reader *r, const cu_term **out)
{
	cu_slice	datatype = {NULL, 0};
	cu_slice	language = {NULL, 0};

	r->at++;
	r->value.n = 0;
	while (peek(r) != '"')
	{
		int			c = peek(r);

		if (c == -1 || c == '\n' || c == '\r')
			return fault(r, "A literal ends with a quotation mark on its line.");
		r->at++;
		if (c == '\\')
			CU_TRY(read_escape(r, &r->value, true));
		else
			cu_buf_add_char(&r->value, (char) c);
	}
	r->at++;
	CU_TRY(cu_buf_status(&r->value));
	if (peek(r) == '@')
	{
		r->at++;
		CU_TRY(read_language(r, &language));
	}
	else if (peek(r) == '^')
	{
		r->at++;
		if (peek(r) != '^' || r->at + 1 >= r->text.n ||
			r->text.p[r->at + 1] != '<')
			return fault(r, "A datatype is \"^^\" and an IRI.");
		r->at++;
		CU_TRY(read_iri(r));
		datatype = cu_buf_slice(&r->iri);
	}
	*out = cu_dataset_literal(r->dataset, cu_buf_slice(&r->value), datatype,
							  language);
	return *out ? CU_OK : CU_NOMEM(r->ctx);
}

/* A subject, object or graph. */
static cu_status
read_node(reader *r, const cu_term **out)
{
	if (peek(r) == '<')
		return read_iri_term(r, out);
	return read_blank(r, out);
}

static cu_status
read_quad(reader *r)
{
	const cu_term *subject;
	const cu_term *predicate;
	const cu_term *object;
	const cu_term *graph = NULL;

	CU_TRY(read_node(r, &subject));
	skip_space(r);
	if (peek(r) != '<')
		return fault(r, "A predicate is an IRI.");
	CU_TRY(read_iri_term(r, &predicate));
	skip_space(r);
	if (peek(r) == '"')
		CU_TRY(read_literal(r, &object));
	else
		CU_TRY(read_node(r, &object));
	skip_space(r);
	if (peek(r) != '.')
		CU_TRY(read_node(r, &graph));
	skip_space(r);
	if (peek(r) != '.')
		return fault(r, "A statement ends with a dot.");
	r->at++;
	return cu_dataset_add(r->dataset, subject, predicate, object, graph);
}

cu_status
cu_nquads_read(cu_ctx *ctx, cu_slice text, cu_dataset *dataset)
{
	reader		r = {.ctx = ctx, .text = text, .dataset = dataset};
	size_t		bad = cu_utf8_check(text);

	if (text.n > ctx->host->limits.max_document)
		return cu_fail(ctx, CU_LIMIT_SIZE, NULL);
	if (bad < text.n)
		return cu_fail_at(ctx, CU_BAD_UTF8, bad, NULL);
	cu_buf_init(&r.value, ctx);
	cu_buf_init(&r.iri, ctx);
	while (r.at < text.n)
	{
		skip_space(&r);
		if (peek(&r) != '\n' && peek(&r) != '\r' && peek(&r) != '#' &&
			peek(&r) != -1)
		{
			CU_TRY(read_quad(&r));
			skip_space(&r);
		}
		if (peek(&r) == '#')
			while (peek(&r) != -1 && peek(&r) != '\n' && peek(&r) != '\r')
				r.at++;
		if (peek(&r) != -1 && peek(&r) != '\n' && peek(&r) != '\r')
			return fault(&r, "There is one statement on a line.");
		while (peek(&r) == '\n' || peek(&r) == '\r')
			r.at++;
		if (cu_canceled(ctx))
			return CU_CANCELED;
	}
	return CU_OK;
}
