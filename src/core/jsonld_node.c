/*
 * jsonld_node.c
 *		Node objects: their subject, types, graph and properties (JSON-LD 1.1
 *		API, section 5.1.2, steps 13.4 and 16 to 19).
 */
#include "jsonld_walk.h"

typedef struct node
{
	const cu_term *subject;		/* NULL: not needed so far */
	const cu_term *graph;
	uint32_t	entries;		/* that expansion would have kept */
} node;

static cu_status
need_subject(cu_walk *w, node *n)
{
	if (n->subject == NULL)
		n->subject = cu_dataset_fresh_blank(w->dataset);
	return n->subject ? CU_OK : CU_NOMEM(w->ctx);
}

static cu_status
read_id(cu_walk *w, const cu_element *e, const cu_term **out)
{
	const cu_plan *plan = cu_element_part(w, e, CU_KEYWORD_ID);
	cu_place	place;
	cu_expansion x;

	if (plan == NULL)
		return CU_OK;
	place = (cu_place) {plan->up, plan->member->name, 0};
	if (plan->member->value.type != CU_JSON_STRING)
		return cu_walk_fail(w, &place, "invalid @id value: it is no string");
	CU_TRY(cu_iri_expand(w->ctx, plan->active, plan->member->value.v.text,
						 CU_EXPAND_RELATIVE, NULL, &x));
	return cu_walk_term(w, &x, CU_LOSS_IRI, &place, out);
}

static cu_status
add_types(cu_walk *w, const cu_element *e, node *n, const cu_plan *plan)
{
	const cu_json *types = &plan->member->value;
	cu_place	place = {plan->up, plan->member->name, 0};

	n->entries++;
	if (types->type != CU_JSON_STRING && types->type != CU_JSON_ARRAY)
		return cu_walk_fail(w, &place, "invalid type value: "
							"it is neither text nor an array of texts");
	CU_TRY(need_subject(w, n));
	for (uint32_t i = 0; i < cu_json_many(types); i++)
	{
		const cu_json *type = cu_json_nth(types, i);
		cu_place	at = {&place, cu_slice_make(NULL, 0), i};
		const cu_place *where = types->type == CU_JSON_ARRAY ? &at : &place;
		const cu_term *term;
		cu_expansion x;

		if (type->type != CU_JSON_STRING)
			return cu_walk_fail(w, where, "invalid type value: "
								"it is neither text nor an array of texts");
		CU_TRY(cu_iri_expand(w->ctx, e->typed, type->v.text,
							 CU_EXPAND_VOCAB | CU_EXPAND_RELATIVE, NULL, &x));
		if (x.caught)
			CU_TRY(cu_walk_caught(w, type));
		CU_TRY(cu_walk_term(w, &x, CU_LOSS_TYPE, where, &term));
		CU_TRY(cu_walk_emit(w, n->subject, cu_walk_constant(w, CU_RDF_TYPE),
							term, n->graph));
	}
	return CU_OK;
}

/* Step 13.4.13: members are properties of which the node is the object. */
static cu_status
add_reverse(cu_walk *w, node *n, const cu_plan *plan)
{
	cu_place	place = {plan->up, plan->member->name, 0};
	cu_element	e = {.json = &plan->member->value, .place = &place};
	cu_status	status = CU_OK;

	n->entries++;
	if (e.json->type != CU_JSON_OBJECT)
		return cu_walk_fail(w, &place, "invalid @reverse value: "
							"it is no object");
	CU_TRY(need_subject(w, n));
	CU_TRY(cu_element_enter(w, plan->active, NULL, false, &e));
	CU_TRY(cu_element_plan(w, &e));
	for (size_t i = e.first; status == CU_OK && i < e.first + e.count; i++)
	{
		if (w->plans[i].keyword)
			return cu_walk_fail(w, &place, "invalid reverse property map: "
								"a keyword stands in it");
		status = cu_property_walk(w, i, n->subject, n->graph, true);
	}
	cu_element_leave(w, &e);
	return status;
}

/* The definition of the element's own property in the context it now has. */
static const cu_term_def *
own_def(const cu_element *e, const cu_active *active)
{
	return e->property.p ? cu_active_find(active, e->property) : NULL;
}

static cu_status
add_included(cu_walk *w, const cu_element *e, node *n, const cu_plan *plan)
{
	cu_place	place = {plan->up, plan->member->name, 0};
	cu_sink		sink = {.kind = CU_SINK_INCLUDED, .graph = n->graph};

	n->entries++;
	CU_TRY(cu_walk_value(w, plan->active, e->property,
						 own_def(e, plan->active), &plan->member->value,
						 &sink, &place, false));
	if (!w->present)
		return cu_walk_fail(w, &place, "invalid @included value: "
							"it is no node");
	return CU_OK;
}

/* @language, @direction and @index say nothing of a node, but must be good. */
static cu_status
check_text(cu_walk *w, node *n, const cu_plan *plan)
{
	cu_place	place = {plan->up, plan->member->name, 0};
	cu_slice	text = cu_json_string(&plan->member->value);

	n->entries++;
	if (plan->keyword == CU_KEYWORD_INDEX && text.p == NULL)
		return cu_walk_fail(w, &place,
							"invalid @index value: it is no string");
	if (plan->keyword == CU_KEYWORD_LANGUAGE && text.p == NULL)
		return cu_walk_fail(w, &place, "invalid language-tagged string: "
							"@language is no string");
	if (plan->keyword == CU_KEYWORD_DIRECTION &&
		cu_direction_find(text) == CU_DIRECTION_NOT)
		return cu_walk_fail(w, &place, "invalid base direction: "
							"@direction is neither ltr nor rtl");
	return CU_OK;
}

static cu_status
add_member(cu_walk *w, cu_element *e, node *n, size_t i)
{
	const cu_plan plan = w->plans[i];

	switch (plan.keyword)
	{
		case CU_KEYWORD_NOT:
			w->present = false;
			if (plan.member->value.type == CU_JSON_NULL &&
				!(plan.def && plan.def->coercion == CU_COERCE_JSON))
				return CU_OK;
			CU_TRY(need_subject(w, n));
			CU_TRY(cu_property_walk(w, i, n->subject, n->graph, false));
			n->entries += w->present;
			return CU_OK;
		case CU_KEYWORD_ID:
			n->entries++;
			return CU_OK;
		case CU_KEYWORD_TYPE:
			return add_types(w, e, n, &plan);
		case CU_KEYWORD_REVERSE:
			return add_reverse(w, n, &plan);
		case CU_KEYWORD_INCLUDED:
			return add_included(w, e, n, &plan);
		case CU_KEYWORD_INDEX:
		case CU_KEYWORD_LANGUAGE:
		case CU_KEYWORD_DIRECTION:
			return check_text(w, n, &plan);
		default:
			return CU_OK;
	}
}

/* Last of all, for only then is it known whether the graph has a name. */
static cu_status
add_graph(cu_walk *w, const cu_element *e, node *n, const cu_sink *sink)
{
	const cu_plan *part = cu_element_part(w, e, CU_KEYWORD_GRAPH);
	cu_plan		plan;
	cu_place	place;
	cu_sink		inner = {.kind = CU_SINK_TOP, .graph = n->graph};

	if (part == NULL)
		return CU_OK;
	plan = *part;
	place = (cu_place) {plan.up, plan.member->name, 0};
	if (!sink->document || n->entries > 0)
	{
		CU_TRY(need_subject(w, n));
		inner.graph = n->subject;
	}
	n->entries++;
	return cu_walk_value(w, plan.active, cu_slice_make(NULL, 0), NULL,
						 &plan.member->value, &inner, &place, false);
}

/* Nothing but @graph, and what may stand beside it in a graph object. */
static bool
is_graph_object(const cu_walk *w, const cu_element *e)
{
	if (!e->keywords[CU_KEYWORD_GRAPH])
		return false;
	for (size_t i = 0; i < e->count; i++)
	{
		const cu_plan *plan = &w->plans[e->first + i];

		if (plan->keyword != CU_KEYWORD_GRAPH &&
			plan->keyword != CU_KEYWORD_ID &&
			plan->keyword != CU_KEYWORD_INDEX &&
			plan->member->value.type != CU_JSON_NULL)
			return false;
	}
	return true;
}

/* Tells the sink of the node before the node tells of itself. */
static cu_status
link_node(cu_walk *w, const cu_element *e, node *n, cu_sink *sink)
{
	if (n->subject == NULL && sink->extra)
		n->subject = sink->extra->id;
	if (sink->kind == CU_SINK_TOP)
		return CU_OK;
	if (sink->kind != CU_SINK_GRAPH && sink->kind != CU_SINK_INCLUDED)
		CU_TRY(need_subject(w, n));
	return cu_sink_put(w, sink, n->subject, true, e->place);
}

/* Steps 18 and 19: nothing of it says anything. */
static cu_status
drop(cu_walk *w, const cu_element *e)
{
	w->present = false;
	return cu_walk_lose(w, CU_LOSS_VALUE, e->place, NULL);
}

cu_status
cu_node_walk(cu_walk *w, cu_element *e, cu_sink *sink)
{
	node		n = {NULL, sink->graph, 0};
	cu_sink		inner;
	bool		only_id;

	if (e->count == 1 && e->keywords[CU_KEYWORD_LANGUAGE])
	{
		CU_TRY(check_text(w, &n, &w->plans[e->first]));
		return drop(w, e);
	}
	CU_TRY(read_id(w, e, &n.subject));
	if (sink->wrap && !(sink->keep && is_graph_object(w, e)))
	{
		CU_TRY(cu_sink_wrap(w, sink, e->place, &inner));
		sink = &inner;
		n.graph = inner.graph;
	}
	CU_TRY(link_node(w, e, &n, sink));
	for (size_t i = e->first; i < e->first + e->count; i++)
		CU_TRY(add_member(w, e, &n, i));
	CU_TRY(add_graph(w, e, &n, sink));
	only_id = n.entries == 1 && e->keywords[CU_KEYWORD_ID];
	if ((n.entries == 0 || only_id) && sink->kind == CU_SINK_TOP)
		return drop(w, e);
	w->present = true;
	return CU_OK;
}
