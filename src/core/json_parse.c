/*
 * json_parse.c
 *		Strict JSON reader (RFC 8259, RFC 7493).
 *
 * It keeps its own stack instead of recursing, so that depth costs no C stack:
 * values wait on it until their container ends and are then copied, in one
 * piece and of the exact size, into the arena.  A container that is still open
 * stands on the stack below its values; until it ends, its count holds the
 * place of the container around it.
 */
#include "json.h"

#include "json_names.h"
#include "json_number.h"
#include "utf8.h"
#include "word.h"

#define FIRST_ROOM 64
#define NOWHERE UINT32_MAX
#define POLL_MASK 0xfffu		/* poll every 4096 values */

typedef struct parser
{
	cu_ctx	   *ctx;
	const char *start;
	const char *p;				/* what has not been read yet */
	const char *end;
	cu_slice	name;			/* of the next value, in an object */
	cu_member  *stack;			/* in an array names mean nothing */
	uint32_t	used;
	uint32_t	room;
	uint32_t	open;			/* the innermost open container, or NOWHERE */
	uint32_t	depth;
	uint32_t	values;			/* read so far, for polling */
	cu_member	first[FIRST_ROOM];	/* the stack, until it must grow */
} parser;

static cu_status
fail_at(const parser *r, const char *at, cu_status status, const char *detail)
{
	return cu_fail_at(r->ctx, status, (size_t) (at - r->start), detail);
}

static cu_status
fail_here(const parser *r, const char *detail)
{
	return fail_at(r, r->p, CU_BAD_JSON, r->p < r->end ? detail :
				   "The document ends too early.");
}

/* --- the stack ------------------------------------------------------------ */

/* Gives back what the stack took; it counts as the arena's meanwhile. */
static void
release_stack(parser *r)
{
	cu_arena   *arena = &r->ctx->arena;

	if (r->stack == r->first)
		return;
	arena->taken -= r->room * sizeof(cu_member);
	arena->host->release(arena->host->arg, r->stack);
}

static cu_status
grow_stack(parser *r)
{
	cu_arena   *arena = &r->ctx->arena;
	size_t		size;
	cu_member  *stack;

	if (r->room > UINT32_MAX / 4 ||
		!cu_size_mul(r->room * 2, sizeof(cu_member), &size) ||
		size > arena->host->limits.max_memory - arena->taken)
		return cu_fail(r->ctx, CU_LIMIT_MEMORY, NULL);
	stack = arena->host->alloc(arena->host->arg, size);
	if (stack == NULL)
		return cu_fail(r->ctx, CU_OUT_OF_MEMORY, NULL);
	memcpy(stack, r->stack, r->used * sizeof(cu_member));
	release_stack(r);
	arena->taken += size;
	r->stack = stack;
	r->room *= 2;
	return CU_OK;
}

/* Puts a value that starts at the given place on the stack. */
static inline cu_status
push(parser *r, cu_json_type type, const char *at, cu_slice text)
{
	cu_member  *m;

	if (r->used == r->room)
		CU_TRY(grow_stack(r));
	if ((++r->values & POLL_MASK) == 0 && cu_canceled(r->ctx))
		return CU_CANCELED;
	m = &r->stack[r->used++];
	m->name = r->name;
	m->value.type = type;
	m->value.count = 0;
	m->value.offset = (size_t) (at - r->start);
	m->value.v.text = text;
	return CU_OK;
}

/* --- strings -------------------------------------------------------------- */

/* Four hexadecimal digits at p into *unit. */
static cu_status
read_unit(const parser *r, const char *p, uint32_t *unit)
{
	*unit = 0;
	for (unsigned i = 0; i < 4; i++, p++)
	{
		char		c = p < r->end ? *p : 0;

		if (c >= '0' && c <= '9')
			*unit = *unit << 4 | (uint32_t) (c - '0');
		else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
			*unit = *unit << 4 | (uint32_t) ((c | 0x20) - 'a' + 10);
		else
			return fail_at(r, p, CU_BAD_JSON,
						   "Four hexadecimal digits must follow \\u.");
	}
	return CU_OK;
}

/* \uXXXX or a pair of them at *p, which moves behind it. */
static cu_status
read_unicode_escape(const parser *r, const char **p, uint32_t *cp)
{
	const char *at = *p;
	uint32_t	low;

	CU_TRY(read_unit(r, at + 2, cp));
	*p = at + 6;
	if (*cp == 0 && !r->ctx->host->limits.take_nul)
		return fail_at(r, at, CU_BAD_JSON,
					   "The character U+0000 is not taken.");
	if (*cp < 0xd800 || *cp > 0xdfff)
		return CU_OK;
	if (*cp < 0xdc00 && r->end - *p >= 2 && (*p)[0] == '\\' && (*p)[1] == 'u')
	{
		CU_TRY(read_unit(r, *p + 2, &low));
		*p += 6;
		if (low >= 0xdc00 && low <= 0xdfff)
		{
			*cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
			return CU_OK;
		}
	}
	return fail_at(r, at, CU_BAD_JSON, "This is half of a surrogate pair.");
}

/* The escape at *p, which moves behind it. */
static cu_status
read_escape(const parser *r, const char **p, uint32_t *cp)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter;

	if (r->end - *p < 2)
		return fail_at(r, r->end, CU_BAD_JSON, "The document ends too early.");
	if ((*p)[1] == 'u')
		return read_unicode_escape(r, p, cp);
	letter = memchr(letters, (*p)[1], sizeof(letters) - 1);
	if (letter == NULL)
		return fail_at(r, *p, CU_BAD_JSON, "JSON does not have this escape.");
	*cp = (unsigned char) meanings[letter - letters];
	*p += 2;
	return CU_OK;
}

/* Behind the octets at p that stand for themselves and are ASCII. */
static inline const char *
skip_plain(const char *p, const char *end)
{
	for (; end - p >= 8; p += 8)
	{
		uint64_t	word = cu_word_load(p);
		uint64_t	marks = (word & CU_WORD_HIGH) | cu_word_below(word, 0x20) |
			cu_word_equal(word, '"') | cu_word_equal(word, '\\');

		if (marks != 0)
			return p + cu_word_first(marks);
	}
	while (p < end && (unsigned char) *p >= 0x20 &&
		   (unsigned char) *p < 0x80 && *p != '"' && *p != '\\')
		p++;
	return p;
}

/* raw is the inside of a string, known to be good. */
static cu_status
unescape(const parser *r, cu_slice raw, cu_slice *out)
{
	const char *p = raw.p;
	const char *end = raw.p + raw.n;
	char	   *text = cu_alloc(r->ctx, raw.n); /* an escape only shrinks */
	size_t		n = 0;

	if (text == NULL)
		return CU_NOMEM(r->ctx);
	while (p < end)
	{
		const char *escape = memchr(p, '\\', (size_t) (end - p));
		size_t		plain = (size_t) ((escape ? escape : end) - p);
		uint32_t	cp;

		memcpy(text + n, p, plain);
		n += plain;
		p += plain;
		if (escape)
		{
			CU_TRY(read_escape(r, &p, &cp));
			n += cu_utf8_encode(cp, text + n);
		}
	}
	*out = cu_slice_make(text, n);
	return CU_OK;
}

/* The rest, from p on, of a string that has more in it than plain ASCII. */
static cu_status
read_string_rest(parser *r, const char *from, const char *p, cu_slice *out)
{
	bool		escaped = false;

	for (;; p = skip_plain(p, r->end))
	{
		uint32_t	cp;
		size_t		n;

		if (p == r->end)
			return fail_at(r, p, CU_BAD_JSON, "The document ends too early.");
		if (*p == '"')
			break;
		if (*p == '\\')
		{
			escaped = true;
			CU_TRY(read_escape(r, &p, &cp));
			continue;
		}
		n = cu_utf8_decode(p, (size_t) (r->end - p), &cp);
		if (n == 0)
			return fail_at(r, p, CU_BAD_UTF8, NULL);
		if (n == 1)
			return fail_at(r, p, CU_BAD_JSON,
						   "A control character must be escaped.");
		p += n;
	}
	*out = cu_slice_make(from, (size_t) (p - from));
	r->p = p + 1;
	return escaped ? unescape(r, *out, out) : CU_OK;
}

/* The string whose opening quote is at r->p. */
static inline cu_status
read_string(parser *r, cu_slice *out)
{
	const char *from = r->p + 1;
	const char *p = skip_plain(from, r->end);

	if (p == r->end || *p != '"')
		return read_string_rest(r, from, p, out);
	*out = cu_slice_make(from, (size_t) (p - from));
	r->p = p + 1;
	return CU_OK;
}

/* --- everything else ------------------------------------------------------ */

static inline void
skip_space(parser *r)
{
	const char *p = r->p;

	while (p < r->end && (unsigned char) *p <= ' ')
	{
		if (*p != ' ' && *p != '\n' && *p != '\r' && *p != '\t')
			break;
		p++;
		/* Indentation comes in rows. */
		while (r->end - p >= 8 && cu_word_load(p) == CU_WORD_EACH(' '))
			p += 8;
	}
	r->p = p;
}

static cu_status
read_number(parser *r)
{
	const char *at = r->p;
	size_t		n;
	cu_status	status;

	status = cu_number_scan(cu_slice_make(at, (size_t) (r->end - at)), &n);
	if (status == CU_BAD_NUMBER)
		return fail_at(r, at, status, NULL);
	r->p = at + n;
	if (status != CU_OK)
		return fail_here(r, "A digit is expected.");
	return push(r, CU_JSON_NUMBER, at, cu_slice_make(at, n));
}

static cu_status
read_word(parser *r, const char *word, size_t n, cu_json_type type)
{
	const char *at = r->p;

	if ((size_t) (r->end - at) < n || memcmp(at, word, n) != 0)
		return fail_here(r, "This is no JSON value.");
	r->p += n;
	return push(r, type, at, cu_slice_make(NULL, 0));
}

/* The name of a member and the colon behind it. */
static cu_status
read_name(parser *r)
{
	skip_space(r);
	if (r->p == r->end || *r->p != '"')
		return fail_here(r, "A member name is expected.");
	CU_TRY(read_string(r, &r->name));
	skip_space(r);
	if (r->p == r->end || *r->p != ':')
		return fail_here(r, "A colon is expected.");
	r->p++;
	return CU_OK;
}

/*
 * Says where the name of a member stands.  Only its value's place is kept, so
 * go back from there: behind the opening quote of a name, every quote has an
 * odd number of backslashes before it.
 */
static cu_status
fail_duplicate(const parser *r, const cu_member *m)
{
	const char *p = r->start + m->value.offset;
	size_t		backslashes;

	while (*--p != '"')
		;
	do
	{
		while (*--p != '"')
			;
		backslashes = 0;
		while (p[-1 - (ptrdiff_t) backslashes] == '\\')
			backslashes++;
	} while (backslashes % 2 != 0);
	return fail_at(r, p, CU_DUPLICATE_KEY, NULL);
}

/* The values of an object that ends, into the arena. */
static cu_status
keep_members(parser *r, cu_json *object, const cu_member *members,
			 uint32_t count)
{
	cu_member  *copy;
	uint32_t	repeated = 0;
	cu_status	status = cu_json_names_check(r->ctx, members, count, &repeated);

	if (status == CU_DUPLICATE_KEY)
		return fail_duplicate(r, &members[repeated]);
	if (status != CU_OK)
		return status;
	copy = cu_alloc_array(r->ctx, count, sizeof(*copy));
	if (copy == NULL)
		return CU_NOMEM(r->ctx);
	memcpy(copy, members, count * sizeof(*copy));
	object->v.members = copy;
	return CU_OK;
}

static cu_status
keep_items(parser *r, cu_json *array, const cu_member *values, uint32_t count)
{
	cu_json    *copy = cu_alloc_array(r->ctx, count, sizeof(*copy));

	if (copy == NULL)
		return CU_NOMEM(r->ctx);
	for (uint32_t i = 0; i < count; i++)
		copy[i] = values[i].value;
	array->v.items = copy;
	return CU_OK;
}

/* The innermost container ends at r->p. */
static cu_status
close_container(parser *r)
{
	cu_member  *self = &r->stack[r->open];
	uint32_t	count = r->used - r->open - 1;
	uint32_t	parent = self->value.count;

	if (self->value.type == CU_JSON_OBJECT)
		CU_TRY(keep_members(r, &self->value, self + 1, count));
	else
		CU_TRY(keep_items(r, &self->value, self + 1, count));
	self->value.count = count;
	r->used = r->open + 1;
	r->open = parent;
	r->depth--;
	r->p++;
	return CU_OK;
}

/* Opens a container and reads to its first value, if it has one. */
static cu_status
open_container(parser *r, cu_json_type type, bool *opened)
{
	char		close = type == CU_JSON_OBJECT ? '}' : ']';

	if (r->depth == r->ctx->host->limits.max_depth)
		return fail_at(r, r->p, CU_LIMIT_DEPTH, NULL);
	CU_TRY(push(r, type, r->p, cu_slice_make(NULL, 0)));
	r->stack[r->used - 1].value.count = r->open;
	r->open = r->used - 1;
	r->depth++;
	r->p++;
	skip_space(r);
	if (r->p < r->end && *r->p == close)
		return close_container(r);
	*opened = true;
	return type == CU_JSON_OBJECT ? read_name(r) : CU_OK;
}

/* Reads a value, or opens a container whose first value then comes next. */
static cu_status
read_value(parser *r, bool *opened)
{
	const char *at;
	cu_slice	text;

	*opened = false;
	skip_space(r);
	at = r->p;
	if (at == r->end)
		return fail_here(r, NULL);
	switch (*at)
	{
		case '"':
			CU_TRY(read_string(r, &text));
			return push(r, CU_JSON_STRING, at, text);
		case '{':
			return open_container(r, CU_JSON_OBJECT, opened);
		case '[':
			return open_container(r, CU_JSON_ARRAY, opened);
		case 't':
			return read_word(r, "true", 4, CU_JSON_TRUE);
		case 'f':
			return read_word(r, "false", 5, CU_JSON_FALSE);
		case 'n':
			return read_word(r, "null", 4, CU_JSON_NULL);
		default:
			if (*at != '-' && (*at < '0' || *at > '9'))
				return fail_here(r, "This is no JSON value.");
			return read_number(r);
	}
}

/* Closes what ends behind a value; *more: another value comes. */
static cu_status
end_value(parser *r, bool *more)
{
	*more = false;
	while (r->open != NOWHERE)
	{
		bool		object = r->stack[r->open].value.type == CU_JSON_OBJECT;

		skip_space(r);
		if (r->p < r->end && *r->p == ',')
		{
			r->p++;
			*more = true;
			return object ? read_name(r) : CU_OK;
		}
		if (r->p == r->end || *r->p != (object ? '}' : ']'))
			return fail_here(r, object ?
							 "A comma or a closing brace is expected." :
							 "A comma or a closing bracket is expected.");
		CU_TRY(close_container(r));
	}
	return CU_OK;
}

static cu_status
read_document(parser *r)
{
	bool		more = true;

	if (r->end - r->p >= 3 && memcmp(r->p, "\xef\xbb\xbf", 3) == 0)
		return fail_here(r, "A byte order mark is not taken.");
	while (more)
	{
		CU_TRY(read_value(r, &more));
		if (!more)
			CU_TRY(end_value(r, &more));
	}
	skip_space(r);
	if (r->p < r->end)
		return fail_here(r, "The document goes on behind its end.");
	return CU_OK;
}

cu_status
cu_json_parse(cu_ctx *ctx, cu_slice text, const cu_json **out)
{
	parser		r;
	cu_status	status;
	cu_json    *root;
	size_t		limit = ctx->host->limits.max_document;

	/* Counts and places on the stack are 32 bits. */
	if (limit > UINT32_MAX)
		limit = UINT32_MAX;
	if (text.n > limit)
		return cu_fail_at(ctx, CU_LIMIT_SIZE, limit, NULL);
	r.ctx = ctx;
	r.start = r.p = text.p;
	r.end = text.p + text.n;
	r.name = cu_slice_make(NULL, 0);
	r.stack = r.first;
	r.used = 0;
	r.room = FIRST_ROOM;
	r.open = NOWHERE;
	r.depth = 0;
	r.values = 0;
	status = read_document(&r);
	if (status == CU_OK)
	{
		root = cu_alloc(ctx, sizeof(*root));
		if (root)
		{
			*root = r.stack[0].value;
			*out = root;
		}
		else
			status = CU_NOMEM(ctx);
	}
	release_stack(&r);
	return status;
}
