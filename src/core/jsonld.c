/*
 * jsonld.c
 *		Values of a document, whatever they are, and the document itself
 *		(JSON-LD 1.1 API, sections 5.1.2 and 8.1).
 */
#include "jsonld_walk.h"

#include "sort.h"

static cu_status
walk_scalar(cu_walk *w, const cu_active *active, cu_slice property,
			const cu_term_def *def, const cu_json *value, cu_sink *sink,
			const cu_place *place)
{
	const cu_term *term;
	cu_sink		inner;
	bool		node;

	w->present = false;
	if (sink->kind == CU_SINK_TOP)
		return cu_walk_lose(w, CU_LOSS_VALUE, place, NULL);
	if (def && def->context)
	{
		CU_TRY(cu_context_scope(&w->env, active, def, place,
								CU_PROCESS_OVERRIDE, &active));
		def = cu_active_find(active, property);
	}
	if (sink->wrap)
	{
		CU_TRY(cu_sink_wrap(w, sink, place, &inner));
		sink = &inner;
	}
	CU_TRY(cu_value_expand(w, active, def, value, place, &term, &node));
	w->present = true;
	return cu_sink_put(w, sink, term, node, place);
}

/* An array inside of a list is a list of its own. */
static cu_status
walk_inner_list(cu_walk *w, const cu_active *active, cu_slice property,
				const cu_term_def *def, const cu_json *value, cu_sink *sink,
				const cu_place *place, bool from_map)
{
	cu_sink		list = {.kind = CU_SINK_LIST, .graph = sink->graph};
	const cu_term *term;

	CU_TRY(cu_walk_value(w, active, property, def, value, &list, place,
						 from_map));
	CU_TRY(cu_sink_end_list(w, &list, &term));
	w->present = true;
	return cu_sink_put(w, sink, term, false, place);
}

static cu_status
walk_array(cu_walk *w, const cu_active *active, cu_slice property,
		   const cu_term_def *def, const cu_json *value, cu_sink *sink,
		   const cu_place *place, bool from_map)
{
	sink->whole = false;
	for (uint32_t i = 0; i < value->count; i++)
	{
		const cu_json *item = &value->v.items[i];
		cu_place	at = {place, cu_slice_make(NULL, 0), i};

		if (item->type == CU_JSON_ARRAY && sink->kind == CU_SINK_LIST)
			CU_TRY(walk_inner_list(w, active, property, def, item, sink, &at,
								   from_map));
		else
			CU_TRY(cu_walk_value(w, active, property, def, item, sink, &at,
								 from_map));
	}
	w->present = true;
	return CU_OK;
}

/* Objects with @list or @set (steps 13.4.11, 13.4.12 and 17). */
static cu_status
walk_container(cu_walk *w, cu_element *e, cu_sink *sink, cu_keyword keyword)
{
	const cu_plan plan = *cu_element_part(w, e, keyword);
	cu_place	place = {plan.up, plan.member->name, 0};
	const cu_json *value = &plan.member->value;
	const cu_term_def *def = e->property.p ?
		cu_active_find(e->active, e->property) : NULL;
	const cu_plan *index = cu_element_part(w, e, CU_KEYWORD_INDEX);

	if (e->count > (index ? 2u : 1u))
		return cu_walk_fail(w, e->place, "invalid set or list object: "
							"a member does not go with it");
	if (index && index->member->value.type != CU_JSON_STRING)
		return cu_walk_fail(w, e->place,
							"invalid @index value: it is no string");
	if (keyword == CU_KEYWORD_SET)
	{
		if (sink->kind == CU_SINK_LIST && !sink->whole &&
			value->type == CU_JSON_ARRAY)
			return walk_inner_list(w, e->active, e->property, def, value,
								   sink, &place, false);
		return cu_walk_value(w, e->active, e->property, def, value, sink,
							 &place, false);
	}
	if (sink->whole)
	{
		sink->whole = false;
		CU_TRY(cu_walk_value(w, e->active, e->property, def, value, sink,
							 &place, false));
		w->present = true;
		return CU_OK;
	}
	if (sink->kind == CU_SINK_TOP || sink->wrap)
	{
		w->present = false;
		return cu_walk_lose(w, CU_LOSS_VALUE, e->place, NULL);
	}
	return walk_inner_list(w, e->active, e->property, def, value, sink,
						   &place, false);
}

static cu_status
walk_object(cu_walk *w, const cu_active *active, cu_slice property,
			const cu_term_def *def, const cu_json *value, cu_sink *sink,
			const cu_place *place, bool from_map)
{
	cu_element	e = {.json = value, .place = place, .property = property};
	cu_status	status;

	CU_TRY(cu_element_enter(w, active, def, from_map, &e));
	CU_TRY(cu_element_plan(w, &e));
	if (e.keywords[CU_KEYWORD_VALUE])
		status = cu_value_object(w, &e, sink);
	else if (e.keywords[CU_KEYWORD_SET])
		status = walk_container(w, &e, sink, CU_KEYWORD_SET);
	else if (e.keywords[CU_KEYWORD_LIST])
		status = walk_container(w, &e, sink, CU_KEYWORD_LIST);
	else
		status = cu_node_walk(w, &e, sink);
	cu_element_leave(w, &e);
	return status;
}

cu_status
cu_walk_value(cu_walk *w, const cu_active *active, cu_slice property,
			  const cu_term_def *def, const cu_json *value, cu_sink *sink,
			  const cu_place *place, bool from_map)
{
	cu_status	status;

	if (value->type == CU_JSON_NULL)
	{
		w->present = false;
		return CU_OK;
	}
	if (value->type != CU_JSON_ARRAY && value->type != CU_JSON_OBJECT)
		return walk_scalar(w, active, property, def, value, sink, place);
	if (cu_canceled(w->ctx))
		return CU_CANCELED;
	if (w->depth >= cu_jsonld_depth(w->ctx))
		return cu_fail(w->ctx, CU_LIMIT_DEPTH, NULL);
	w->depth++;
	if (value->type == CU_JSON_ARRAY)
		status = walk_array(w, active, property, def, value, sink, place,
							from_map);
	else
		status = walk_object(w, active, property, def, value, sink, place,
							 from_map);
	w->depth--;
	return status;
}

/* expandContext: as if it stood before the document's own (9.1, step 6). */
static cu_status
outer_context(cu_walk *w, const cu_active **active)
{
	const cu_json *outer = w->options->expand_context;
	cu_site		site = {.base = w->options->base};

	*active = w->env.root;
	if (outer == NULL)
		return CU_OK;
	if (cu_json_get(outer, "@context"))
		outer = cu_json_get(outer, "@context");
	return cu_context_process(&w->env, *active, outer, &site, 0, active);
}

static int
compare_offsets(const void *a, const void *b)
{
	size_t		x = ((const cu_json *) a)->offset;
	size_t		y = ((const cu_json *) b)->offset;

	return x < y ? -1 : x > y;
}

static cu_status
walk_document(cu_walk *w, const cu_json *document)
{
	const cu_active *active;
	cu_sink		sink = {.kind = CU_SINK_TOP,
		.document = document->type == CU_JSON_OBJECT};

	CU_TRY(cu_context_env_init(&w->env, w->ctx, w->options->contexts,
							   w->options->cache, w->options->base));
	CU_TRY(outer_context(w, &active));
	CU_TRY(cu_walk_value(w, active, cu_slice_make(NULL, 0), NULL, document,
						 &sink, NULL, false));
	return cu_sort(w->ctx, (const void **) w->caught, w->caught_count,
				   compare_offsets);
}

cu_status
cu_jsonld_to_rdf(cu_ctx *ctx, const cu_json *document,
				 const cu_jsonld_options *options, cu_dataset *dataset,
				 cu_jsonld_report *report)
{
	cu_walk		w = {.ctx = ctx, .options = options, .dataset = dataset};
	cu_status	status;

	if (report)
		memset(report, 0, sizeof(*report));
	status = walk_document(&w, document);
	if (report && status == CU_MISSING_CONTEXT)
		report->missing = w.env.missing;
	if (report && status == CU_OK)
	{
		report->caught = w.caught;
		report->caught_count = w.caught_count;
	}
	return status;
}
