/*
 * profile.c
 *		From the JSON of a profile to specifications.
 *
 * One reader for all objects, led by the tables of profile_schema.c.
 */
#include "profile_schema.h"

#include "ascii.h"

typedef struct compiler
{
	cu_ctx	   *ctx;
	const cu_json *shapes;		/* NULL: there are none */
	const cu_trail *shapes_trail;
} compiler;

/* --- failing -------------------------------------------------------------- */

static cu_status
fail_at(compiler *c, cu_status status, const cu_trail *where,
		const char *detail)
{
	cu_buf		pointer;

	cu_buf_init(&pointer, c->ctx);
	cu_trail_write(&pointer, where);
	if (cu_buf_cstr(&pointer) == NULL)
		return cu_buf_status(&pointer);
	return cu_fail_pointer(c->ctx, status, pointer.p, detail);
}

static cu_status
bad_profile(compiler *c, const cu_trail *where, const char *detail)
{
	return fail_at(c, CU_BAD_PROFILE, where, detail);
}

/* A place one step further in, in the arena; NULL: no memory. */
static const cu_trail *
step_to(compiler *c, const cu_trail *where, cu_slice name, uint32_t index)
{
	cu_trail   *here = cu_alloc(c->ctx, sizeof(cu_trail));

	if (here)
	{
		here->parent = where;
		here->name = name;
		here->index = index;
	}
	return here;
}

/* --- members -------------------------------------------------------------- */

static cu_status
read_source(compiler *c, const cu_json *value, const cu_trail *where,
			const char *scopes, const char *detail, cu_source *out)
{
	cu_slice	text = cu_json_string(value);
	cu_status	status;

	if (text.p == NULL || text.n < 2 || text.p[1] != ':' ||
		memchr(scopes, text.p[0], strlen(scopes)) == NULL)
		return bad_profile(c, where, detail);
	out->text = text;
	if (text.p[0] == 'l')
	{
		out->scope = CU_SCOPE_LITERAL;
		out->text = cu_slice_from(text, 2);
		out->literal = cu_json_new_string(c->ctx, out->text);
		return out->literal ? CU_OK : CU_NOMEM(c->ctx);
	}
	out->scope = text.p[0] == 'd' ? CU_SCOPE_DOCUMENT :
		text.p[0] == 'e' ? CU_SCOPE_EVENT : CU_SCOPE_ROW;
	status = cu_path_parse(c->ctx, cu_slice_from(text, 2), &out->path);
	if (status == CU_BAD_PATH || status == CU_LIMIT_SIZE)
		return fail_at(c, CU_BAD_PATH, where, c->ctx->error.detail);
	return status;
}

static cu_status
read_sources(compiler *c, const cu_json *value, const cu_trail *where,
			 const char *scopes, const char *detail, cu_sources *out)
{
	uint32_t	count = cu_json_many(value);
	cu_source  *v;

	if (count == 0)
		return bad_profile(c, where, "The list of paths is empty.");
	v = cu_alloc_array(c->ctx, count, sizeof(cu_source));
	if (v == NULL)
		return CU_NOMEM(c->ctx);
	for (uint32_t i = 0; i < count; i++)
	{
		const cu_trail *here = where;

		if (value->type == CU_JSON_ARRAY)
		{
			here = step_to(c, where, cu_slice_make(NULL, 0), i);
			if (here == NULL)
				return CU_NOMEM(c->ctx);
		}
		CU_TRY(read_source(c, cu_json_nth(value, i), here, scopes, detail,
						   &v[i]));
	}
	out->v = v;
	out->count = count;
	out->where = where;
	return CU_OK;
}


static cu_status
read_word(compiler *c, const cu_json *value, const cu_trail *where,
		  const char *const *words, cu_slice *out)
{
	cu_slice	s = cu_json_string(value);

	if (words)
	{
		while (*words && !cu_slice_is(s, *words))
			words++;
		if (*words == NULL)
			return bad_profile(c, where, "This word is not one of those that "
							   "have a meaning here.");
	}
	for (size_t i = 0; i < s.n; i++)
		if (!cu_is_upper(cu_to_upper(s.p[i])) && s.p[i] != '_' &&
			(i == 0 || !cu_is_digit(s.p[i])))
			s.n = 0;
	if (s.n == 0)
		return bad_profile(c, where, "This is a word of letters, digits and "
						   "underscores.");
	*out = s;
	return CU_OK;
}

static cu_status
read_normal(compiler *c, const cu_json *value, const cu_trail *where,
			cu_normal *out)
{
	*out = cu_normal_find(cu_json_string(value));
	return *out == CU_NORMAL_NONE ?
		bad_profile(c, where, "There is no such normaliser.") : CU_OK;
}

/* Keys are normalised by the normaliser of their name; others are codes. */
static cu_normal
key_normal(cu_slice name)
{
	cu_normal	normal = cu_normal_find(name);

	if (cu_slice_is(name, "latitude") || cu_slice_is(name, "longitude"))
		return CU_NORMAL_number;
	return normal == CU_NORMAL_NONE ? CU_NORMAL_code : normal;
}

static cu_status
read_keys(compiler *c, const cu_json *value, const cu_trail *where,
		  cu_spec *out)
{
	cu_key_spec *keys;

	if (value->type != CU_JSON_OBJECT || value->count == 0)
		return bad_profile(c, where, "Keys are an object with paths.");
	keys = cu_alloc_array(c->ctx, value->count, sizeof(cu_key_spec));
	if (keys == NULL)
		return CU_NOMEM(c->ctx);
	for (uint32_t i = 0; i < value->count; i++)
	{
		const cu_member *m = &value->v.members[i];
		const cu_trail *here = step_to(c, where, m->name, 0);

		if (here == NULL)
			return CU_NOMEM(c->ctx);
		if (cu_slice_is(m->name, "name") || cu_slice_is(m->name, "country"))
			return bad_profile(c, here, "This has a member of its own.");
		keys[i].name = m->name;
		keys[i].normal = key_normal(m->name);
		CU_TRY(read_sources(c, &m->value, here, "deil",
							"A path starts with d:, e: or i:, a literal "
							"text with l:.", &keys[i].value));
	}
	out->keys = keys;
	out->key_count = value->count;
	return CU_OK;
}

static cu_status
read_texts(compiler *c, const cu_json *value, const cu_trail *where)
{
	if (value->type != CU_JSON_ARRAY)
		return bad_profile(c, where, "This is a list of texts.");
	for (uint32_t i = 0; i < value->count; i++)
		if (value->v.items[i].type != CU_JSON_STRING)
			return bad_profile(c, where, "This is a list of texts.");
	return CU_OK;
}

static cu_status
read_shapes(compiler *c, const cu_json *value, const cu_trail *where)
{
	if (value->type != CU_JSON_OBJECT)
		return bad_profile(c, where, "Shapes are an object of objects.");
	for (uint32_t i = 0; i < value->count; i++)
		if (value->v.members[i].value.type != CU_JSON_OBJECT)
			return bad_profile(c, where, "Shapes are an object of objects.");
	return CU_OK;
}

/* --- objects -------------------------------------------------------------- */

static cu_status read_list(compiler *c, const cu_json *value,
						   const cu_object_type *type, const cu_trail *where,
						   cu_list *out);

static cu_status
read_member(compiler *c, const cu_json *value, const cu_member_type *m,
			const cu_trail *where, void *object)
{
	void	   *field = (char *) object + m->offset;

	switch (m->kind)
	{
		case CU_MEMBER_SOURCES:
			return read_sources(c, value, where, "deil",
								"A path starts with d:, e: or i:, a literal "
								"text with l:.", field);
		case CU_MEMBER_EVENT_SOURCES:
			return read_sources(c, value, where, "del",
								"Here a path starts with d: or e:, a literal "
								"text with l:.", field);
		case CU_MEMBER_ROWS:
			return read_sources(c, value, where, "dei",
								"A path to rows starts with d:, e: or i:.",
								field);
		case CU_MEMBER_EVENT_ROWS:
			return read_sources(c, value, where, "d",
								"A path to the rows of events starts with d:.",
								field);
		case CU_MEMBER_WORD:
			return read_word(c, value, where, m->words, field);
		case CU_MEMBER_SCHEME:
			*(cu_slice *) field = cu_json_string(value);
			return cu_item_is_scheme(*(cu_slice *) field) ? CU_OK :
				bad_profile(c, where, "A scheme is a word in lower case.");
		case CU_MEMBER_NORMAL:
			return read_normal(c, value, where, field);
		case CU_MEMBER_TRUE:
			*(bool *) field = value->type == CU_JSON_TRUE;
			return value->type == CU_JSON_TRUE ? CU_OK :
				bad_profile(c, where, "This can only be true, or absent.");
		case CU_MEMBER_KEYS:
			return read_keys(c, value, where, object);
		case CU_MEMBER_LIST:
			return read_list(c, value, m->of, where, field);
		case CU_MEMBER_TEXTS:
			return read_texts(c, value, where);
		case CU_MEMBER_SHAPES:
			return read_shapes(c, value, where);
		case CU_MEMBER_COMMENT:
			return value->type == CU_JSON_STRING ? CU_OK :
				bad_profile(c, where, "A comment is a text.");
		case CU_MEMBER_LIKE:
			return CU_OK;		/* read before the others */
	}
	return CU_OK;
}

/* Members of a shape (which may not be like another), or of any object. */
static cu_status
read_members(compiler *c, const cu_json *object, const cu_object_type *type,
			 const cu_trail *where, bool in_shape, void *out)
{
	for (uint32_t i = 0; i < object->count; i++)
	{
		const cu_member *member = &object->v.members[i];
		const cu_member_type *m = type->members;
		const cu_trail *here = step_to(c, where, member->name, 0);

		if (here == NULL)
			return CU_NOMEM(c->ctx);
		while (m->name && !cu_slice_is(member->name, m->name))
			m++;
		if (m->name == NULL || (in_shape && m->kind == CU_MEMBER_LIKE))
			return bad_profile(c, here, "There is no such member here.");
		CU_TRY(read_member(c, &member->value, m, here, out));
	}
	return CU_OK;
}

/* Puts the members of the named shape where object does not say otherwise. */
static cu_status
read_like(compiler *c, const cu_json *name, const cu_object_type *type,
		  const cu_trail *where, void *out)
{
	cu_slice	shape = cu_json_string(name);
	const cu_json *object = cu_json_get_slice(c->shapes, shape);
	const cu_trail *there;

	if (object == NULL)
		return bad_profile(c, where, "There is no such shape.");
	there = step_to(c, c->shapes_trail, shape, 0);
	if (there == NULL)
		return CU_NOMEM(c->ctx);
	return read_members(c, object, type, there, true, out);
}

static cu_status
read_object(compiler *c, const cu_json *object, const cu_object_type *type,
			const cu_trail *where, void *out)
{
	const cu_json *like = cu_json_get(object, "like");
	const char *lacks;

	if (object->type != CU_JSON_OBJECT)
		return bad_profile(c, where, "This is an object.");
	if (like)
	{
		const cu_trail *here = step_to(c, where, CU_LIT("like"), 0);

		if (here == NULL)
			return CU_NOMEM(c->ctx);
		CU_TRY(read_like(c, like, type, here, out));
	}
	CU_TRY(read_members(c, object, type, where, false, out));
	lacks = type->lacks(out);
	return lacks ? bad_profile(c, where, lacks) : CU_OK;
}

static cu_status
read_list(compiler *c, const cu_json *value, const cu_object_type *type,
		  const cu_trail *where, cu_list *out)
{
	char	   *v;

	if (value->type != CU_JSON_ARRAY)
		return bad_profile(c, where, "This is a list of objects.");
	v = cu_alloc_array(c->ctx, (size_t) value->count + 1, type->size);
	if (v == NULL)
		return CU_NOMEM(c->ctx);
	for (uint32_t i = 0; i < value->count; i++)
	{
		const cu_trail *here = step_to(c, where, cu_slice_make(NULL, 0), i);

		if (here == NULL)
			return CU_NOMEM(c->ctx);
		CU_TRY(read_object(c, &value->v.items[i], type, here,
						   v + i * type->size));
	}
	out->v = v;
	out->count = value->count;
	return CU_OK;
}

/* --- the whole ------------------------------------------------------------ */

/* An event that says nothing else is told by the subject as a whole. */
static cu_status
default_rows(compiler *c, cu_profile *profile)
{
	cu_event_spec *events = (cu_event_spec *) profile->events.v;
	const cu_json *path = cu_json_new_string(c->ctx,
											 CU_LIT("d:$.credentialSubject"));

	if (path == NULL)
		return CU_NOMEM(c->ctx);
	for (uint32_t i = 0; i < profile->events.count; i++)
		if (events[i].rows.count == 0)
			CU_TRY(read_sources(c, path, NULL, "d", NULL, &events[i].rows));
	return CU_OK;
}

static bool
same_sources(const cu_sources *a, const cu_sources *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (!cu_slice_eq(a->v[i].text, b->v[i].text))
			return false;
	return true;
}

static cu_status
bad_line(compiler *c, uint32_t event, uint32_t item)
{
	cu_trail	events = {NULL, CU_LIT("events"), 0};
	cu_trail	nth_event = {&events, {NULL, 0}, event};
	cu_trail	items = {&nth_event, CU_LIT("items"), 0};
	cu_trail	nth_item = {&items, {NULL, 0}, item};

	return bad_profile(c, &nth_item,
					   "Lines of one profile stand in the same rows.");
}

/*
 * A line is known by its number, so all lines of a document must be counted
 * in the same way: through the same rows.
 */
static cu_status
check_lines(compiler *c, const cu_profile *profile)
{
	const cu_event_spec *events = profile->events.v;
	const cu_event_spec *event = NULL;
	const cu_spec *line = NULL;

	for (uint32_t i = 0; i < profile->events.count; i++)
	{
		const cu_spec *items = events[i].items.v;

		for (uint32_t j = 0; j < events[i].items.count; j++)
		{
			if (!items[j].line)
				continue;
			if (line && !(same_sources(&event->rows, &events[i].rows) &&
						  same_sources(&line->rows, &items[j].rows)))
				return bad_line(c, i, j);
			event = &events[i];
			line = &items[j];
		}
	}
	return CU_OK;
}

cu_status
cu_profile_parse(cu_ctx *ctx, const cu_json *body, const cu_profile **out)
{
	compiler	c = {ctx, cu_json_get(body, "shapes"), NULL};
	cu_profile *profile = cu_alloc(ctx, sizeof(cu_profile));

	c.shapes_trail = step_to(&c, NULL, CU_LIT("shapes"), 0);
	if (profile == NULL || c.shapes_trail == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(read_object(&c, body, &cu_profile_type, NULL, profile));
	CU_TRY(default_rows(&c, profile));
	CU_TRY(check_lines(&c, profile));
	*out = profile;
	return CU_OK;
}
