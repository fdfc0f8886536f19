/*
 * jsonld_element.c
 *		An object of a document: which contexts it is read in, and what the
 *		names of its members then mean (JSON-LD 1.1 API, section 5.1.2, steps 7
 *		to 13.4).
 */
#include "jsonld_walk.h"

#include "sort.h"

static bool
may_be_keyword(cu_slice name)
{
	return name.n > 0 && name.p[0] == '@';
}

/* What name stands for as a keyword, if it does. */
static cu_keyword
keyword_of(const cu_active *active, cu_slice name)
{
	const cu_term_def *def;

	if (may_be_keyword(name))
		return cu_keyword_find(name);
	def = cu_active_find(active, name);
	return def ? def->keyword : CU_KEYWORD_NOT;
}

/* Step 7: values and mere references stay in the context of a type. */
static bool
keeps_context(const cu_active *active, const cu_json *object)
{
	const cu_member *members = object->v.members;

	for (uint32_t i = 0; i < object->count; i++)
	{
		if ((active->has_values || may_be_keyword(members[i].name)) &&
			keyword_of(active, members[i].name) == CU_KEYWORD_VALUE)
			return true;
	}
	return object->count == 1 &&
		keyword_of(active, members[0].name) == CU_KEYWORD_ID;
}

/* In safe mode, a context that leaves something out is a loss. */
static cu_status
check_context(cu_walk *w, const cu_active *active, const cu_place *place)
{
	if (active->loss == CU_OK)
		return CU_OK;
	return cu_walk_lose(w, active->loss, place, active->loss_detail);
}

/* Contexts of the document: by IRI, and at its top only. */
static cu_status
check_inline(cu_walk *w, const cu_element *e, const cu_json *context,
			 const cu_place *place)
{
	bool		good = e->place == NULL;

	for (uint32_t i = 0; good && i < cu_json_many(context); i++)
	{
		cu_slice	iri = cu_json_string(cu_json_nth(context, i));

		good = iri.p && cu_iri_absolute(iri);
	}
	if (good)
		return CU_OK;
	return cu_place_fail(w->ctx, CU_INLINE_CONTEXT, place, NULL);
}

static cu_status
local_context(cu_walk *w, const cu_element *e, const cu_active **active)
{
	const cu_json *context = cu_json_get_slice(e->json, CU_LIT("@context"));
	cu_place	place = {e->place, CU_LIT("@context"), 0};
	cu_site		site = {.place = &place, .own = true,
		.base = w->options->base};

	if (context == NULL)
		return CU_OK;
	if (!w->options->inline_contexts)
		CU_TRY(check_inline(w, e, context, &place));
	CU_TRY(cu_context_process(&w->env, *active, context, &site, 0, active));
	return check_context(w, *active, &place);
}

static bool
is_type(const cu_active *active, cu_slice name)
{
	if (cu_slice_eq(name, CU_LIT("@type")))
		return true;
	for (uint32_t i = 0; i < active->type_count; i++)
	{
		if (cu_slice_eq(name, active->types[i]))
			return true;
	}
	return false;
}

static int
compare_defs(const void *a, const void *b)
{
	return cu_slice_cmp(((const cu_term_def *) a)->name,
						((const cu_term_def *) b)->name);
}

/* The contexts of the types in one member, in the order of their names. */
static cu_status
scope_types(cu_walk *w, cu_element *e, const cu_json *types)
{
	const cu_term_def *few[8];
	const cu_term_def **defs = few;
	uint32_t	many = cu_json_many(types);
	size_t		count = 0;

	if (many > sizeof(few) / sizeof(few[0]))
		defs = cu_alloc_array(w->ctx, many, sizeof(*defs));
	if (defs == NULL)
		return CU_NOMEM(w->ctx);
	for (uint32_t i = 0; i < many; i++)
	{
		const cu_json *type = cu_json_nth(types, i);
		const cu_term_def *def = type->type != CU_JSON_STRING ? NULL :
			cu_active_find(e->typed, type->v.text);

		if (def && def->context)
			defs[count++] = def;
	}
	if (count > 1)
		CU_TRY(cu_sort(w->ctx, (const void **) defs, count, compare_defs));
	for (size_t i = 0; i < count; i++)
	{
		/* A type that is given twice adds nothing the second time. */
		if (i > 0 && defs[i] == defs[i - 1])
			continue;
		CU_TRY(cu_context_scope(&w->env, e->active, defs[i], e->place,
								CU_PROCESS_STAY, &e->active));
		CU_TRY(check_context(w, e->active, e->place));
	}
	return CU_OK;
}

/* Steps 10 and 11; members that stand for @type in the order of names. */
static cu_status
type_contexts(cu_walk *w, cu_element *e)
{
	const cu_member *last = NULL;

	for (;;)
	{
		const cu_member *next = NULL;

		for (uint32_t i = 0; i < e->json->count; i++)
		{
			const cu_member *m = &e->json->v.members[i];

			if (is_type(e->typed, m->name) &&
				(!last || cu_slice_cmp(m->name, last->name) > 0) &&
				(!next || cu_slice_cmp(m->name, next->name) < 0))
				next = m;
		}
		if (next == NULL)
			return CU_OK;
		CU_TRY(scope_types(w, e, &next->value));
		if (e->typed->type_count <= 1 && next->name.p[0] != '@')
			return CU_OK;
		last = next;
	}
}

cu_status
cu_element_enter(cu_walk *w, const cu_active *active, const cu_term_def *def,
				 bool from_map, cu_element *e)
{
	if (active->previous && !from_map && !keeps_context(active, e->json))
		active = active->previous;
	if (def && def->context)
	{
		CU_TRY(cu_context_scope(&w->env, active, def, e->place,
								CU_PROCESS_OVERRIDE, &active));
		CU_TRY(check_context(w, active, e->place));
	}
	CU_TRY(local_context(w, e, &active));
	e->typed = active;
	e->active = active;
	return type_contexts(w, e);
}

/* --- members -------------------------------------------------------------- */

static cu_status
push_plan(cu_walk *w, cu_element *e, const cu_plan *plan)
{
	if (w->plan_count == w->plan_room)
	{
		size_t		room = w->plan_room ? w->plan_room * 2 : 64;
		cu_plan    *more = cu_alloc_array(w->ctx, room, sizeof(*more));

		if (more == NULL)
			return CU_NOMEM(w->ctx);
		if (w->plan_count > 0)
			memcpy(more, w->plans, w->plan_count * sizeof(*more));
		w->plans = more;
		w->plan_room = room;
	}
	w->plans[w->plan_count++] = *plan;
	e->count++;
	return CU_OK;
}

static cu_status plan_members(cu_walk *w, cu_element *e,
							  const cu_active *active, const cu_json *object,
							  const cu_place *up);

/* Frames that outlive their caller: members of @nest are read later. */
static const cu_place *
lasting_place(cu_ctx *ctx, const cu_place *up, cu_slice name, uint32_t index)
{
	cu_place   *place = cu_alloc(ctx, sizeof(*place));

	if (place)
	{
		place->up = up;
		place->name = name;
		place->index = index;
	}
	return place;
}

/* Step 14: members of nested objects count as if they were not nested. */
static cu_status
plan_nest(cu_walk *w, cu_element *e, const cu_plan *plan)
{
	const cu_json *value = &plan->member->value;
	const cu_active *active = plan->active;
	const cu_place *place = lasting_place(w->ctx, plan->up,
										  plan->member->name, 0);

	if (place == NULL)
		return CU_NOMEM(w->ctx);
	if (plan->def && plan->def->context)
		CU_TRY(cu_context_scope(&w->env, active, plan->def, place,
								CU_PROCESS_OVERRIDE, &active));
	for (uint32_t i = 0; i < cu_json_many(value); i++)
	{
		const cu_json *nested = cu_json_nth(value, i);
		const cu_place *up = place;

		if (value->type == CU_JSON_ARRAY)
			up = lasting_place(w->ctx, place, cu_slice_make(NULL, 0), i);
		if (up == NULL)
			return CU_NOMEM(w->ctx);
		if (nested->type != CU_JSON_OBJECT)
			return cu_walk_fail(w, up, "invalid @nest value: "
								"it is no object");
		for (uint32_t k = 0; k < nested->count; k++)
		{
			if (keyword_of(active, nested->v.members[k].name) ==
				CU_KEYWORD_VALUE)
				return cu_walk_fail(w, up, "invalid @nest value: "
									"it holds @value");
		}
		CU_TRY(plan_members(w, e, active, nested, up));
	}
	return CU_OK;
}

static cu_status
plan_keyword(cu_walk *w, cu_element *e, cu_plan *plan)
{
	cu_place	place = {plan->up, plan->member->name, 0};

	switch (plan->keyword)
	{
		case CU_KEYWORD_NEST:
			return plan_nest(w, e, plan);
		case CU_KEYWORD_GRAPH:
		case CU_KEYWORD_ID:
		case CU_KEYWORD_INDEX:
		case CU_KEYWORD_LANGUAGE:
		case CU_KEYWORD_DIRECTION:
		case CU_KEYWORD_LIST:
		case CU_KEYWORD_REVERSE:
		case CU_KEYWORD_SET:
		case CU_KEYWORD_VALUE:
			if (e->keywords[plan->keyword])
				return cu_walk_fail(w, &place, "colliding keywords: "
									"two members stand for one keyword");
			break;
		case CU_KEYWORD_INCLUDED:
		case CU_KEYWORD_TYPE:
			break;
		default:
			return cu_walk_lose(w, CU_LOSS_KEYWORD, &place, NULL);
	}
	CU_TRY(push_plan(w, e, plan));
	e->keywords[plan->keyword] = (uint32_t) w->plan_count;
	return CU_OK;
}

/* Steps 13.2 and 13.3. */
static cu_status
plan_member(cu_walk *w, cu_element *e, cu_plan *plan)
{
	cu_slice	name = plan->member->name;
	cu_place	place = {plan->up, name, 0};
	cu_expansion x = {.iri = {NULL, 0}};

	plan->def = cu_active_find(plan->active, name);
	if (plan->def)
	{
		x.iri = plan->def->iri;
		x.keyword = plan->def->keyword;
	}
	else
		CU_TRY(cu_iri_expand(w->ctx, plan->active, name, CU_EXPAND_VOCAB,
							 NULL, &x));
	plan->keyword = x.keyword;
	plan->iri = x.iri;
	if (x.keyword)
		return plan_keyword(w, e, plan);
	if (x.iri.p == NULL && plan->def == NULL)
		return cu_walk_lose(w, CU_LOSS_KEYWORD, &place, NULL);
	if (x.iri.p == NULL || (!plan->def && !memchr(x.iri.p, ':', x.iri.n)))
		return cu_walk_lose(w, CU_LOSS_TERM, &place, NULL);
	if (x.caught && plan->member->value.type != CU_JSON_NULL)
		CU_TRY(cu_walk_caught(w, &plan->member->value));
	return push_plan(w, e, plan);
}

static cu_status
plan_members(cu_walk *w, cu_element *e, const cu_active *active,
			 const cu_json *object, const cu_place *up)
{
	if (w->depth >= cu_jsonld_depth(w->ctx))
		return cu_fail(w->ctx, CU_LIMIT_DEPTH, NULL);
	w->depth++;
	for (uint32_t i = 0; i < object->count; i++)
	{
		cu_plan		plan = {.member = &object->v.members[i],
			.active = active, .up = up};

		if (!cu_slice_eq(plan.member->name, CU_LIT("@context")))
			CU_TRY(plan_member(w, e, &plan));
	}
	w->depth--;
	return CU_OK;
}

cu_status
cu_element_plan(cu_walk *w, cu_element *e)
{
	e->first = w->plan_count;
	return plan_members(w, e, e->active, e->json, e->place);
}
