/*
 * jsonld_sink.c
 *		Terms and quads of a document, and what is lost on the way
 *		(JSON-LD 1.1 API, section 7.1 to 7.3).
 */
#include "jsonld_walk.h"

#include "ascii.h"

const cu_term cu_lost = {.kind = CU_TERM_IRI};

const cu_term *
cu_walk_constant(cu_walk *w, cu_constant which)
{
#define RDF "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	static const cu_slice texts[] = {
		[CU_RDF_TYPE] = {RDF "type>", sizeof(RDF "type>") - 1},
		[CU_RDF_FIRST] = {RDF "first>", sizeof(RDF "first>") - 1},
		[CU_RDF_REST] = {RDF "rest>", sizeof(RDF "rest>") - 1},
		[CU_RDF_NIL] = {RDF "nil>", sizeof(RDF "nil>") - 1}
	};
#undef RDF

	if (w->constants[which] == NULL)
		w->constants[which] = cu_dataset_term(w->dataset, CU_TERM_IRI,
											  texts[which],
											  cu_term_hash(texts[which]));
	return w->constants[which];
}

cu_status
cu_walk_lose(cu_walk *w, cu_status loss, const cu_place *place,
			 const char *detail)
{
	if (!w->options->safe)
		return CU_OK;
	return cu_place_fail(w->ctx, loss, place, detail);
}

cu_status
cu_walk_fail(cu_walk *w, const cu_place *place, const char *detail)
{
	return cu_place_fail(w->ctx, CU_BAD_JSONLD, place, detail);
}

cu_status
cu_walk_emit(cu_walk *w, const cu_term *subject, const cu_term *predicate,
			 const cu_term *object, const cu_term *graph)
{
	if (subject == &cu_lost || predicate == &cu_lost || object == &cu_lost ||
		graph == &cu_lost)
		return CU_OK;
	return cu_dataset_add(w->dataset, subject, predicate, object, graph);
}

cu_status
cu_walk_caught(cu_walk *w, const cu_json *value)
{
	if (w->caught_count == w->caught_room)
	{
		size_t		room = w->caught_room ? w->caught_room * 2 : 16;
		const cu_json **more = cu_alloc_array(w->ctx, room, sizeof(*more));

		if (more == NULL)
			return CU_NOMEM(w->ctx);
		if (w->caught_count > 0)
			memcpy(more, w->caught, w->caught_count * sizeof(*more));
		w->caught = more;
		w->caught_room = room;
	}
	w->caught[w->caught_count++] = value;
	return CU_OK;
}

#define ODD "odd"

/* Letters, digits, hyphens and low lines: a label in N-Quads as it is. */
static bool
is_plain_label(cu_slice label)
{
	for (size_t i = 0; i < label.n; i++)
	{
		char		c = label.p[i];

		if (!cu_is_upper(cu_to_upper(c)) && !cu_is_digit(c) && c != '_' &&
			(c != '-' || i == 0))
			return false;
	}
	return label.n > 0 && !cu_slice_starts(label, ODD);
}

/*
 * A blank node.  JSON-LD lets labels be nearly anything, and their text means
 * nothing: those that N-Quads could not write are written as their octets.
 * But for white space: with that it is no blank node for others either.
 */
static cu_status
blank_term(cu_walk *w, cu_slice label, const cu_place *place,
		   const cu_term **out)
{
	static const char digits[] = "0123456789abcdef";
	cu_buf		odd;

	if (is_plain_label(label))
	{
		*out = cu_dataset_blank(w->dataset, label);
		return *out ? CU_OK : CU_NOMEM(w->ctx);
	}
	cu_buf_init(&odd, w->ctx);
	cu_buf_add_cstr(&odd, ODD);
	for (size_t i = 0; i < label.n; i++)
	{
		unsigned char c = (unsigned char) label.p[i];

		if (c <= ' ')
			return cu_walk_lose(w, CU_LOSS_IRI, place, NULL);
		cu_buf_add_char(&odd, digits[c >> 4]);
		cu_buf_add_char(&odd, digits[c & 15]);
	}
	CU_TRY(cu_buf_status(&odd));
	*out = cu_dataset_blank(w->dataset, cu_buf_slice(&odd));
	return *out ? CU_OK : CU_NOMEM(w->ctx);
}

cu_status
cu_walk_term(cu_walk *w, const cu_expansion *e, cu_status loss,
			 const cu_place *place, const cu_term **out)
{
	*out = &cu_lost;
	if (e->keyword)
		return cu_walk_lose(w, loss, place, NULL);
	if (e->def && e->def->text.p)
		*out = cu_dataset_term(w->dataset, CU_TERM_IRI, e->def->text,
							   e->def->hash);
	else if (e->iri.p == NULL)
		return cu_walk_lose(w, e->def ? loss : CU_LOSS_KEYWORD, place, NULL);
	else if (cu_iri_blank(e->iri))
		return blank_term(w, cu_slice_from(e->iri, 2), place, out);
	else if (cu_iri_well_formed(e->iri))
		*out = cu_dataset_iri(w->dataset, e->iri);
	else
		return cu_walk_lose(w, loss, place, NULL);
	return *out ? CU_OK : CU_NOMEM(w->ctx);
}

static cu_status
put_extra(cu_walk *w, const cu_sink *sink, const cu_term *item, bool node,
		  const cu_place *place)
{
	const cu_extra *extra = sink->extra;

	if (extra->predicate && !node)
		return cu_walk_fail(w, place, "invalid value object: "
							"a value under an index that is a property");
	if (!node)
		return CU_OK;
	if (extra->type)
		CU_TRY(cu_walk_emit(w, item, cu_walk_constant(w, CU_RDF_TYPE),
							extra->type, sink->graph));
	if (extra->predicate)
		CU_TRY(cu_walk_emit(w, item, extra->predicate, extra->object,
							sink->graph));
	return CU_OK;
}

/* Section 7.3: one more node of the list; what is lost leaves it empty. */
static cu_status
append(cu_walk *w, cu_sink *list, const cu_term *item)
{
	const cu_term *cell = cu_dataset_fresh_blank(w->dataset);

	if (cell == NULL)
		return CU_NOMEM(w->ctx);
	if (list->head == NULL)
		list->head = cell;
	else
		CU_TRY(cu_walk_emit(w, list->tail, cu_walk_constant(w, CU_RDF_REST),
							cell, list->graph));
	list->tail = cell;
	return cu_walk_emit(w, cell, cu_walk_constant(w, CU_RDF_FIRST), item,
						list->graph);
}

cu_status
cu_sink_put(cu_walk *w, cu_sink *sink, const cu_term *item, bool node,
			const cu_place *place)
{
	if (sink->extra)
		CU_TRY(put_extra(w, sink, item, node, place));
	switch (sink->kind)
	{
		case CU_SINK_PROPERTY:
			return cu_walk_emit(w, sink->subject, sink->predicate, item,
								sink->graph);
		case CU_SINK_REVERSE:
			if (!node)
				return cu_walk_fail(w, place, "invalid reverse property "
									"value: it is no node");
			return cu_walk_emit(w, item, sink->predicate, sink->subject,
								sink->graph);
		case CU_SINK_LIST:
			return append(w, sink, item);
		case CU_SINK_INCLUDED:
			if (!node)
				return cu_walk_fail(w, place, "invalid @included value: "
									"it is no node");
			return CU_OK;
		case CU_SINK_TOP:
		case CU_SINK_GRAPH:
			break;
	}
	if (node)
		return CU_OK;
	return cu_walk_lose(w, CU_LOSS_VALUE, place, NULL);
}

cu_status
cu_sink_end_list(cu_walk *w, cu_sink *list, const cu_term **out)
{
	const cu_term *nil = cu_walk_constant(w, CU_RDF_NIL);

	if (nil == NULL)
		return CU_NOMEM(w->ctx);
	*out = list->head ? list->head : nil;
	if (list->head == NULL)
		return CU_OK;
	return cu_walk_emit(w, list->tail, cu_walk_constant(w, CU_RDF_REST), nil,
						list->graph);
}

cu_status
cu_sink_wrap(cu_walk *w, cu_sink *sink, const cu_place *place, cu_sink *inner)
{
	const cu_term *graph = sink->extra ? sink->extra->id : NULL;

	if (graph == NULL)
		graph = cu_dataset_fresh_blank(w->dataset);
	if (graph == NULL)
		return CU_NOMEM(w->ctx);
	memset(inner, 0, sizeof(*inner));
	inner->kind = CU_SINK_GRAPH;
	inner->graph = graph;
	return cu_sink_put(w, sink, graph, true, place);
}
