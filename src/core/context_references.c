/*
 * context_references.c
 *		Which contexts does a document need?
 */
#include "jsonld_context.h"

typedef struct collector
{
	cu_ctx	   *ctx;
	cu_slice   *iris;
	size_t		count;
	size_t		room;
	size_t	   *slots;			/* indexes by name, + 1; 0: free */
	size_t		slot_count;		/* a power of two */
	uint32_t	depth;
} collector;

/* Room for one more IRI, with twice as many slots. */
static cu_status
make_room(collector *c)
{
	size_t		room = c->room ? c->room * 2 : 16;
	cu_slice   *iris;

	if (c->count < c->room)
		return CU_OK;
	iris = cu_alloc_array(c->ctx, room, sizeof(*iris));
	c->slots = cu_alloc_array(c->ctx, room * 2, sizeof(*c->slots));
	if (iris == NULL || c->slots == NULL)
		return CU_NOMEM(c->ctx);
	if (c->count > 0)
		memcpy(iris, c->iris, c->count * sizeof(*iris));
	c->iris = iris;
	c->room = room;
	c->slot_count = room * 2;
	for (size_t i = 0; i < c->count; i++)
	{
		size_t		slot = cu_name_hash(iris[i]) & (c->slot_count - 1);

		while (c->slots[slot])
			slot = (slot + 1) & (c->slot_count - 1);
		c->slots[slot] = i + 1;
	}
	return CU_OK;
}

static cu_status
collect(collector *c, const cu_json *value)
{
	cu_slice	iri = cu_json_string(value);
	size_t		slot;

	if (iri.p == NULL || !cu_iri_absolute(iri))
		return CU_OK;
	CU_TRY(make_room(c));
	slot = cu_name_hash(iri) & (c->slot_count - 1);
	for (; c->slots[slot]; slot = (slot + 1) & (c->slot_count - 1))
	{
		if (cu_slice_eq(c->iris[c->slots[slot] - 1], iri))
			return CU_OK;
	}
	c->iris[c->count++] = iri;
	c->slots[slot] = c->count;
	return CU_OK;
}

static cu_status search(collector *c, const cu_json *value);

static cu_status
search_object(collector *c, const cu_json *object)
{
	for (uint32_t i = 0; i < object->count; i++)
	{
		const cu_member *m = &object->v.members[i];

		if (cu_slice_is(m->name, "@context"))
		{
			for (uint32_t k = 0; k < cu_json_many(&m->value); k++)
				CU_TRY(collect(c, cu_json_nth(&m->value, k)));
		}
		else if (cu_slice_is(m->name, "@import"))
			CU_TRY(collect(c, &m->value));
		CU_TRY(search(c, &m->value));
	}
	return CU_OK;
}

static cu_status
search(collector *c, const cu_json *value)
{
	if (value->type != CU_JSON_ARRAY && value->type != CU_JSON_OBJECT)
		return CU_OK;
	if (cu_canceled(c->ctx))
		return CU_CANCELED;
	if (c->depth >= cu_jsonld_depth(c->ctx))
		return cu_fail_at(c->ctx, CU_LIMIT_DEPTH, value->offset, NULL);
	c->depth++;
	if (value->type == CU_JSON_OBJECT)
		CU_TRY(search_object(c, value));
	else
	{
		for (uint32_t i = 0; i < value->count; i++)
			CU_TRY(search(c, &value->v.items[i]));
	}
	c->depth--;
	return CU_OK;
}

cu_status
cu_context_references(cu_ctx *ctx, const cu_json *document, cu_slice **iris,
					  size_t *count)
{
	collector	c = {.ctx = ctx};

	CU_TRY(search(&c, document));
	*iris = c.iris;
	*count = c.count;
	return CU_OK;
}
