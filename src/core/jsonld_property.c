/*
 * jsonld_property.c
 *		Properties, and the containers of their values (JSON-LD 1.1 API, section
 *		5.1.2, steps 13.5 to 13.14).
 */
#include "jsonld_walk.h"

static cu_status
predicate_of(cu_walk *w, const cu_plan *plan, const cu_place *place,
			 const cu_term **out)
{
	cu_expansion x = {.iri = plan->iri, .def = plan->def};

	if (plan->iri.p && cu_iri_blank(plan->iri) && !w->options->generalized)
	{
		*out = &cu_lost;
		return cu_walk_lose(w, CU_LOSS_PREDICATE, place, NULL);
	}
	return cu_walk_term(w, &x, CU_LOSS_TERM, place, out);
}

/* One value, or all of an array, as one list. */
static cu_status
add_list(cu_walk *w, const cu_plan *plan, cu_sink *sink, const cu_place *place)
{
	cu_sink		list = {.kind = CU_SINK_LIST, .graph = sink->graph,
		.whole = true};
	const cu_term *term;

	if (plan->def->coercion == CU_COERCE_JSON)
	{
		CU_TRY(cu_value_json(w, &plan->member->value, &term));
		CU_TRY(cu_sink_put(w, &list, term, false, place));
		w->present = true;
	}
	else
		CU_TRY(cu_walk_value(w, plan->active, plan->member->name, plan->def,
							 &plan->member->value, &list, place, false));
	if (!w->present)
		return CU_OK;
	CU_TRY(cu_sink_end_list(w, &list, &term));
	return cu_sink_put(w, sink, term, false, place);
}

static cu_status
add_json(cu_walk *w, const cu_plan *plan, cu_sink *sink, const cu_place *place)
{
	const cu_term *term;
	cu_sink		inner;

	CU_TRY(cu_value_json(w, &plan->member->value, &term));
	w->present = true;
	if (sink->wrap)
	{
		CU_TRY(cu_sink_wrap(w, sink, place, &inner));
		sink = &inner;
	}
	return cu_sink_put(w, sink, term, false, place);
}

static cu_status
add_values(cu_walk *w, const cu_plan *plan, cu_sink *sink,
		   const cu_place *place)
{
	uint8_t		container = plan->def ? plan->def->container : 0;
	const cu_json *value = &plan->member->value;
	bool		json = plan->def && plan->def->coercion == CU_COERCE_JSON;

	if (!json && value->type == CU_JSON_OBJECT)
	{
		if (container & CU_CONTAINER_LANGUAGE)
			return cu_map_language(w, plan, sink, place);
		if (container & (CU_CONTAINER_INDEX | CU_CONTAINER_ID |
						 CU_CONTAINER_TYPE))
			return cu_map_index(w, plan, sink, place);
	}
	if (container & CU_CONTAINER_LIST)
		return add_list(w, plan, sink, place);
	sink->wrap = (container & CU_CONTAINER_GRAPH) &&
		!(container & (CU_CONTAINER_INDEX | CU_CONTAINER_ID));
	if (json)
		return add_json(w, plan, sink, place);
	return cu_walk_value(w, plan->active, plan->member->name, plan->def,
						 value, sink, place, false);
}

cu_status
cu_property_walk(cu_walk *w, size_t i, const cu_term *subject,
				 const cu_term *graph, bool reversed)
{
	/* A copy: the plans move when more are made. */
	const cu_plan plan = w->plans[i];
	cu_place	place = {plan.up, plan.member->name, 0};
	cu_sink		sink = {.kind = CU_SINK_PROPERTY, .subject = subject,
		.graph = graph};

	if (plan.def && plan.def->reverse)
		reversed = !reversed;
	if (reversed)
		sink.kind = CU_SINK_REVERSE;
	CU_TRY(predicate_of(w, &plan, &place, &sink.predicate));
	return add_values(w, &plan, &sink, &place);
}
