/*
 * jsonpath.c
 *		Compiling and following paths.
 *
 * The search goes depth first and keeps the way it came on the stack: only the
 * trails of values that are found are copied to the arena.  SQL/JSON's lax
 * rules are those of PostgreSQL: a step unwraps an array once, not the arrays
 * in it.
 */
#include "jsonpath.h"

#include "ascii.h"

/* How much work is done between two looks at whether it is still wanted. */
#define POLL_SHIFT 16

/* Octets of text that are read in the time of one other step. */
#define OCTETS_AT_A_TIME 16

typedef enum step_kind
{
	STEP_MEMBER,
	STEP_ELEMENTS,
	STEP_ELEMENT,
	STEP_FILTER
} step_kind;

typedef struct step
{
	step_kind	kind;
	cu_slice	name;			/* member */
	uint32_t	index;			/* element */
	const cu_path *path;		/* filter: from the value to the compared one */
	const cu_json *literal;		/* filter: what it must equal */
} step;

struct cu_path
{
	step	   *steps;
	size_t		n;
};

/* --- compiling ------------------------------------------------------------ */

typedef struct parser
{
	cu_ctx	   *ctx;
	cu_slice	text;
	size_t		at;
	size_t		steps;			/* so far, in filters too */
} parser;

static cu_status
bad_path(parser *p, const char *detail)
{
	return cu_fail_at(p->ctx, CU_BAD_PATH, p->at, detail);
}

static bool
peek(parser *p, char c)
{
	while (p->at < p->text.n && cu_is_space(p->text.p[p->at]))
		p->at++;
	return p->at < p->text.n && p->text.p[p->at] == c;
}

static bool
take(parser *p, char c)
{
	if (!peek(p, c))
		return false;
	p->at++;
	return true;
}

/* A value as JSON writes it, of n octets from where we stand. */
static cu_status
take_json(parser *p, size_t n, const cu_json **out)
{
	cu_slice	text = cu_slice_make(p->text.p + p->at, n);
	cu_status	status = cu_json_parse(p->ctx, text, out);

	if (cu_status_class(status) == CU_CLASS_INPUT)
		return bad_path(p, "This is not a value that JSON can write.");
	p->at += n;
	return status;
}

/* A quoted string; we stand on its first quote. */
static cu_status
take_string(parser *p, const cu_json **out)
{
	size_t		end = p->at + 1;

	while (end < p->text.n && p->text.p[end] != '"')
		end += p->text.p[end] == '\\' ? 2 : 1;
	if (end >= p->text.n)
		return bad_path(p, "The quoted text has no end.");
	return take_json(p, end + 1 - p->at, out);
}

static bool
is_name_char(char c)
{
	return cu_is_upper(cu_to_upper(c)) || cu_is_digit(c) || c == '_' ||
		(unsigned char) c >= 0x80;
}

static cu_status
take_member(parser *p, step *s)
{
	size_t		end;

	s->kind = STEP_MEMBER;
	if (peek(p, '"'))
	{
		const cu_json *name;

		CU_TRY(take_string(p, &name));
		s->name = cu_json_string(name);
		return CU_OK;
	}
	end = p->at;
	while (end < p->text.n && is_name_char(p->text.p[end]))
		end++;
	if (end == p->at || cu_is_digit(p->text.p[p->at]))
		return bad_path(p, "After a full stop comes a name, quoted if need be.");
	s->name = cu_slice_make(p->text.p + p->at, end - p->at);
	p->at = end;
	if (peek(p, '('))
		return bad_path(p, "Methods are not offered.");
	return CU_OK;
}

static cu_status
take_element(parser *p, step *s)
{
	size_t		digits = 0;

	s->kind = STEP_ELEMENTS;
	if (!take(p, '*'))
	{
		s->kind = STEP_ELEMENT;
		for (; p->at < p->text.n && cu_is_digit(p->text.p[p->at]); p->at++)
		{
			if (++digits > 9)
				return bad_path(p, "No array has so many elements.");
			s->index = s->index * 10 + (uint32_t) (p->text.p[p->at] - '0');
		}
		if (digits == 0)
			return bad_path(p, "In brackets stands * or a number.");
	}
	if (!take(p, ']'))
		return bad_path(p, "Here a closing bracket is missing.");
	return CU_OK;
}

static cu_status
take_literal(parser *p, const cu_json **out)
{
	size_t		end;

	if (peek(p, '"'))
		return take_string(p, out);
	end = p->at;
	while (end < p->text.n &&
		   (is_name_char(p->text.p[end]) ||
			memchr("+-.", p->text.p[end], 3) != NULL))
		end++;
	return take_json(p, end - p->at, out);
}

/* A filter has one path and one comparison, so this goes one level deep. */
static cu_status take_steps(parser *p, bool in_filter, cu_path *path);

static cu_status
take_filter(parser *p, step *s)
{
	cu_path    *path = cu_alloc(p->ctx, sizeof(cu_path));

	if (path == NULL)
		return CU_NOMEM(p->ctx);
	s->kind = STEP_FILTER;
	s->path = path;
	if (!take(p, '('))
		return bad_path(p, "Here an opening parenthesis is missing.");
	if (!take(p, '@'))
		return bad_path(p, "A filter starts with @.");
	CU_TRY(take_steps(p, true, path));
	if (!take(p, '=') || !take(p, '='))
		return bad_path(p, "A filter compares with == and nothing else.");
	CU_TRY(take_literal(p, &s->literal));
	if (!take(p, ')'))
		return bad_path(p, "Here a closing parenthesis is missing.");
	return CU_OK;
}

static cu_status
take_steps(parser *p, bool in_filter, cu_path *path)
{
	step		steps[CU_PATH_STEPS + 1];
	size_t		n = 0;

	for (;;)
	{
		step	   *s = &steps[n];

		memset(s, 0, sizeof(*s));
		if (take(p, '.'))
			CU_TRY(take_member(p, s));
		else if (take(p, '['))
			CU_TRY(take_element(p, s));
		else if (!in_filter && take(p, '?'))
			CU_TRY(take_filter(p, s));
		else
			break;
		n++;
		if (++p->steps > CU_PATH_STEPS)
			return cu_fail_at(p->ctx, CU_LIMIT_SIZE, p->at,
							  "The path has too many steps.");
	}
	path->n = n;
	path->steps = cu_alloc_array(p->ctx, n + 1, sizeof(step));
	if (path->steps == NULL)
		return CU_NOMEM(p->ctx);
	memcpy(path->steps, steps, n * sizeof(step));
	return CU_OK;
}

cu_status
cu_path_parse(cu_ctx *ctx, cu_slice text, const cu_path **out)
{
	parser		p = {.ctx = ctx,.text = text};
	cu_path    *path;

	if (text.n > CU_PATH_MAX)
		return cu_fail_at(ctx, CU_LIMIT_SIZE, CU_PATH_MAX,
						  "The path is too long.");
	path = cu_alloc(ctx, sizeof(cu_path));
	if (path == NULL)
		return CU_NOMEM(ctx);
	if (!take(&p, '$'))
		return bad_path(&p, "A path starts with $.");
	CU_TRY(take_steps(&p, false, path));
	if (peek(&p, '\0') || p.at < text.n)
		return bad_path(&p, "What stands here is not offered in a path.");
	*out = path;
	return CU_OK;
}

/* --- following ------------------------------------------------------------ */

typedef struct finder
{
	cu_ctx	   *ctx;
	const cu_path *path;
	size_t	   *work;
	const cu_trail *base;		/* in the arena already */
	cu_matches *found;			/* NULL: only see whether there is wanted */
	const cu_json *wanted;
	bool		hit;
} finder;

cu_status
cu_path_charge(cu_ctx *ctx, size_t *work, size_t cost)
{
	if (cost > *work)
		return cu_fail(ctx, CU_LIMIT_SIZE,
					   "Its paths lead to too many values.");
	if (*work >> POLL_SHIFT != (*work - cost) >> POLL_SHIFT &&
		cu_canceled(ctx))
		return CU_CANCELED;
	*work -= cost;
	return CU_OK;
}

size_t
cu_path_cost(const cu_json *value)
{
	switch (value->type)
	{
		case CU_JSON_NUMBER:
		case CU_JSON_STRING:
			return value->v.text.n / OCTETS_AT_A_TIME + 1;
		case CU_JSON_ARRAY:
		case CU_JSON_OBJECT:
			return (size_t) value->count + 1;
		case CU_JSON_NULL:
		case CU_JSON_FALSE:
		case CU_JSON_TRUE:
			break;
	}
	return 1;
}

/* Copies a trail off the stack, down to where the search began. */
static const cu_trail *
keep_trail(finder *f, const cu_trail *trail)
{
	cu_trail   *copy;

	if (trail == f->base)
		return trail;
	copy = cu_alloc(f->ctx, sizeof(cu_trail));
	if (copy == NULL)
		return NULL;
	*copy = *trail;
	if (trail->parent != f->base)
	{
		copy->parent = keep_trail(f, trail->parent);
		if (copy->parent == NULL)
			return NULL;
	}
	return copy;
}

static cu_status
arrive(finder *f, const cu_json *value, const cu_trail *trail)
{
	const cu_trail *kept;

	if (f->found == NULL)
	{
		CU_TRY(cu_path_charge(f->ctx, f->work, cu_path_cost(value)));
		CU_TRY(cu_json_equal(f->ctx, value, f->wanted, &f->hit));
		if (value->type == CU_JSON_ARRAY)
			for (uint32_t i = 0; i < value->count && !f->hit; i++)
				CU_TRY(cu_json_equal(f->ctx, &value->v.items[i], f->wanted,
									 &f->hit));
		return CU_OK;
	}
	kept = keep_trail(f, trail);
	if (kept == NULL && trail != NULL)
		return CU_NOMEM(f->ctx);
	return cu_matches_add(f->ctx, f->found, value, kept);
}

static cu_status
filter_holds(finder *f, const step *s, const cu_json *value, bool *holds);

static cu_status
follow(finder *f, size_t at, const cu_json *value, const cu_trail *trail,
	   bool unwrap)
{
	const step *s = &f->path->steps[at];
	bool		holds;

	if (f->hit)
		return CU_OK;
	if (at == f->path->n)
		return arrive(f, value, trail);
	/* Elements of an array are counted one by one. */
	CU_TRY(cu_path_charge(f->ctx, f->work, value->type == CU_JSON_ARRAY ? 1 :
						  cu_path_cost(value)));
	if (value->type == CU_JSON_ARRAY && s->kind != STEP_ELEMENT &&
		(s->kind == STEP_ELEMENTS || unwrap))
	{
		/* [*] goes on from every element, other steps are tried on each. */
		bool		elements = s->kind == STEP_ELEMENTS;

		for (uint32_t i = 0; i < value->count; i++)
		{
			cu_trail	here = {trail, {NULL, 0}, i};

			CU_TRY(follow(f, elements ? at + 1 : at, &value->v.items[i],
						  &here, elements));
		}
		return CU_OK;
	}
	switch (s->kind)
	{
		case STEP_MEMBER:
			{
				cu_trail	here = {trail, s->name, 0};
				const cu_json *member = cu_json_get_slice(value, s->name);

				return member ? follow(f, at + 1, member, &here, true) : CU_OK;
			}
		case STEP_ELEMENT:
			if (value->type == CU_JSON_ARRAY)
			{
				cu_trail	here = {trail, {NULL, 0}, s->index};

				return s->index >= value->count ? CU_OK :
					follow(f, at + 1, &value->v.items[s->index], &here, true);
			}
			return s->index > 0 ? CU_OK :
				follow(f, at + 1, value, trail, true);
		case STEP_ELEMENTS:
			return follow(f, at + 1, value, trail, true);
		case STEP_FILTER:
			CU_TRY(filter_holds(f, s, value, &holds));
			return holds ? follow(f, at + 1, value, trail, true) : CU_OK;
	}
	return CU_OK;
}

static cu_status
filter_holds(finder *f, const step *s, const cu_json *value, bool *holds)
{
	finder		inner = {.ctx = f->ctx,.path = s->path,.work = f->work,
	.wanted = s->literal};
	cu_status	status = follow(&inner, 0, value, NULL, true);

	*holds = inner.hit;
	return status;
}

cu_status
cu_path_find(cu_ctx *ctx, const cu_path *path, cu_match from, size_t *work,
			 cu_matches *found)
{
	finder		f = {.ctx = ctx,.path = path,.work = work,
	.base = from.trail,.found = found};

	return follow(&f, 0, from.value, from.trail, true);
}

cu_status
cu_matches_add(cu_ctx *ctx, cu_matches *found, const cu_json *value,
			   const cu_trail *trail)
{
	if (found->n == found->room)
	{
		size_t		room = found->room ? found->room * 2 : 8;
		cu_match   *v = cu_alloc_array(ctx, room, sizeof(cu_match));

		if (v == NULL)
			return CU_NOMEM(ctx);
		if (found->n > 0)
			memcpy(v, found->v, found->n * sizeof(cu_match));
		found->v = v;
		found->room = room;
	}
	found->v[found->n].value = value;
	found->v[found->n].trail = trail;
	found->n++;
	return CU_OK;
}

void
cu_trail_write(cu_buf *buf, const cu_trail *trail)
{
	if (trail == NULL)
		return;
	cu_trail_write(buf, trail->parent);
	if (trail->name.p)
		cu_pointer_add(buf, trail->name);
	else
		cu_pointer_add_index(buf, trail->index);
}
