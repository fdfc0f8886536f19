/*
 * jsonld_map.c
 *		Values under languages, indexes, identifiers and types (JSON-LD 1.1 API,
 *		section 5.1.2, steps 13.7 and 13.8).
 */
#include "jsonld_walk.h"

static cu_status
is_none(cu_walk *w, const cu_active *active, cu_slice key, bool *none)
{
	cu_expansion x;

	CU_TRY(cu_iri_expand(w->ctx, active, key, CU_EXPAND_VOCAB, NULL, &x));
	*none = x.keyword == CU_KEYWORD_NONE;
	return CU_OK;
}

static cu_status
add_language(cu_walk *w, const cu_plan *plan, const cu_member *m,
			 cu_sink *sink, const cu_place *place)
{
	cu_place	at_key = {place, m->name, 0};
	cu_direction direction = plan->def->has_direction ?
		plan->def->direction : plan->active->direction;
	cu_slice	language = {NULL, 0};
	bool		none;

	CU_TRY(is_none(w, plan->active, m->name, &none));
	if (!none)
	{
		language = cu_language_lower(w->ctx, m->name);
		if (language.p == NULL)
			return CU_NOMEM(w->ctx);
	}
	for (uint32_t i = 0; i < cu_json_many(&m->value); i++)
	{
		const cu_json *item = cu_json_nth(&m->value, i);
		cu_place	at = {&at_key, cu_slice_make(NULL, 0), i};
		const cu_place *where = m->value.type == CU_JSON_ARRAY ? &at : &at_key;
		const cu_term *term;

		if (item->type == CU_JSON_NULL)
			continue;
		if (item->type != CU_JSON_STRING)
			return cu_walk_fail(w, where, "invalid language map value: "
								"it is no string");
		CU_TRY(cu_value_literal(w, item, cu_slice_make(NULL, 0), language,
								direction, where, &term));
		CU_TRY(cu_sink_put(w, sink, term, false, where));
	}
	return CU_OK;
}

cu_status
cu_map_language(cu_walk *w, const cu_plan *plan, cu_sink *sink,
				const cu_place *place)
{
	const cu_json *map = &plan->member->value;

	for (uint32_t i = 0; i < map->count; i++)
		CU_TRY(add_language(w, plan, &map->v.members[i], sink, place));
	w->present = true;
	return CU_OK;
}

/* An index that is itself a property of the items (step 13.8.3.7.2). */
static cu_status
index_property(cu_walk *w, const cu_plan *plan, const cu_member *m,
			   const cu_place *place, cu_extra *extra)
{
	const cu_term_def *def = cu_active_find(plan->active, plan->def->index);
	const cu_json key = {.type = CU_JSON_STRING, .v.text = m->name};
	cu_expansion x;
	bool		node;

	CU_TRY(cu_iri_expand(w->ctx, plan->active, plan->def->index,
						 CU_EXPAND_VOCAB, NULL, &x));
	CU_TRY(cu_walk_term(w, &x, CU_LOSS_TERM, place, &extra->predicate));
	return cu_value_expand(w, plan->active, def, &key, place, &extra->object,
						   &node);
}

/* What the key of one member of a map says of the items under it. */
static cu_status
read_key(cu_walk *w, const cu_plan *plan, const cu_member *m,
		 const cu_place *place, cu_extra *extra)
{
	uint8_t		container = plan->def->container;
	bool		by_id = container & CU_CONTAINER_ID;
	cu_expansion x;
	bool		none;

	CU_TRY(is_none(w, plan->active, m->name, &none));
	if (none)
		return CU_OK;
	if (container & CU_CONTAINER_INDEX)
	{
		if (plan->def->index.p && !cu_slice_is(plan->def->index, "@index"))
			return index_property(w, plan, m, place, extra);
		return CU_OK;
	}
	CU_TRY(cu_iri_expand(w->ctx, plan->active, m->name, by_id ?
						 CU_EXPAND_RELATIVE :
						 CU_EXPAND_VOCAB | CU_EXPAND_RELATIVE, NULL, &x));
	if (x.caught)
		CU_TRY(cu_walk_caught(w, &m->value));
	return by_id ? cu_walk_term(w, &x, CU_LOSS_IRI, place, &extra->id) :
		cu_walk_term(w, &x, CU_LOSS_TYPE, place, &extra->type);
}

static cu_status
add_index(cu_walk *w, const cu_plan *plan, const cu_member *m, cu_sink *sink,
		  const cu_place *place)
{
	const cu_active *active = plan->active;
	uint8_t		container = plan->def->container;
	cu_place	at_key = {place, m->name, 0};
	cu_extra	extra = {0};
	const cu_term_def *type;

	CU_TRY(read_key(w, plan, m, &at_key, &extra));
	if ((container & (CU_CONTAINER_ID | CU_CONTAINER_TYPE)) &&
		active->previous)
		active = active->previous;
	type = container & CU_CONTAINER_TYPE ? cu_active_find(active, m->name) :
		NULL;
	if (type && type->context)
		CU_TRY(cu_context_scope(&w->env, active, type, &at_key,
								CU_PROCESS_STAY, &active));
	sink->wrap = container & CU_CONTAINER_GRAPH;
	sink->keep = true;
	sink->extra = &extra;
	CU_TRY(cu_walk_value(w, active, plan->member->name,
						 cu_active_find(active, plan->member->name),
						 &m->value, sink, &at_key, true));
	sink->extra = NULL;
	return CU_OK;
}

cu_status
cu_map_index(cu_walk *w, const cu_plan *plan, cu_sink *sink,
			 const cu_place *place)
{
	const cu_json *map = &plan->member->value;

	for (uint32_t i = 0; i < map->count; i++)
		CU_TRY(add_index(w, plan, &map->v.members[i], sink, place));
	w->present = true;
	return CU_OK;
}
