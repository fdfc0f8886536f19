/*
 * profile_caught.c
 *		Leaving out of a document what its issuer gave no agreed meaning to.
 *
 * A name that only a default vocabulary defines is signed, but anybody's
 * spelling of it is as good as another: a fact read from there would be a
 * guess.  Values are taken out before any path is followed, so that neither
 * rows nor filters of a profile see them.
 */
#include "profile_run.h"

#include "code.h"

/* Values that start in a part of the document: caught[0 .. count). */
typedef struct part
{
	const size_t *caught;
	size_t		count;
} part;

/* Takes those that start before end off the front of rest. */
static part
part_before(part *rest, size_t end)
{
	part		front = {rest->caught, 0};

	while (front.count < rest->count && front.caught[front.count] < end)
		front.count++;
	rest->caught += front.count;
	rest->count -= front.count;
	return front;
}

static cu_status
report(cu_run *run, const cu_trail *trail)
{
	cu_fact    *fact;

	if (!run->explain)
		return CU_OK;
	CU_TRY(cu_run_fact(run, CU_FACT_LEFT_OUT, &fact));
	fact->kind = cu_slice_cstr(cu_code_word(CU_CODE_vocabulary_only));
	return cu_run_point(run, fact, trail);
}

static cu_status prune(cu_run *run, cu_json *value, part caught,
					   const cu_trail *trail);

/*
 * Prunes one child of a container; the caught values that are in it are taken
 * off rest.  *out: it was caught itself.
 */
static cu_status
prune_child(cu_run *run, cu_json *child, size_t end, part *rest,
			const cu_trail *parent, cu_slice name, uint32_t index, bool *out)
{
	part		inside = part_before(rest, end);
	cu_trail   *trail;

	*out = false;
	if (inside.count == 0)
		return CU_OK;
	trail = cu_alloc(run->ctx, sizeof(*trail));
	if (trail == NULL)
		return CU_NOMEM(run->ctx);
	trail->parent = parent;
	trail->name = name;
	trail->index = index;
	if (inside.caught[0] > child->offset)
		return prune(run, child, inside, trail);
	*out = true;
	return report(run, trail);
}

static cu_status
prune_object(cu_run *run, cu_json *object, part caught, const cu_trail *trail)
{
	const cu_member *from = object->v.members;
	cu_member  *members = cu_alloc_array(run->ctx, object->count,
										 sizeof(*members));
	uint32_t	n = 0;

	if (members == NULL)
		return CU_NOMEM(run->ctx);
	for (uint32_t i = 0; i < object->count; i++)
	{
		size_t		end = i + 1 < object->count ?
			from[i + 1].value.offset : SIZE_MAX;
		bool		out;

		members[n] = from[i];
		CU_TRY(prune_child(run, &members[n].value, end, &caught, trail,
						   from[i].name, 0, &out));
		if (!out)
			n++;
	}
	object->v.members = members;
	object->count = n;
	return CU_OK;
}

/* Elements become null, which no path finds a value in: the others keep their
 * places. */
static cu_status
prune_array(cu_run *run, cu_json *array, part caught, const cu_trail *trail)
{
	const cu_json *from = array->v.items;
	cu_json    *items = cu_alloc_array(run->ctx, array->count,
									   sizeof(*items));

	if (items == NULL)
		return CU_NOMEM(run->ctx);
	for (uint32_t i = 0; i < array->count; i++)
	{
		size_t		end = i + 1 < array->count ? from[i + 1].offset : SIZE_MAX;
		bool		out;

		items[i] = from[i];
		CU_TRY(prune_child(run, &items[i], end, &caught, trail,
						   cu_slice_make(NULL, 0), i, &out));
		if (out)
			items[i].type = CU_JSON_NULL;
	}
	array->v.items = items;
	return CU_OK;
}

static cu_status
prune(cu_run *run, cu_json *value, part caught, const cu_trail *trail)
{
	if (value->count == 0)
		return CU_OK;
	switch (value->type)
	{
		case CU_JSON_OBJECT:
			return prune_object(run, value, caught, trail);
		case CU_JSON_ARRAY:
			return prune_array(run, value, caught, trail);
		case CU_JSON_NULL:
		case CU_JSON_FALSE:
		case CU_JSON_TRUE:
		case CU_JSON_NUMBER:
		case CU_JSON_STRING:
			break;
	}
	return CU_OK;
}

cu_status
cu_run_leave_out(cu_run *run, const size_t *caught, size_t count)
{
	const part	all = {caught, count};
	cu_json    *pruned;

	if (count == 0)
		return CU_OK;
	pruned = cu_alloc(run->ctx, sizeof(*pruned));
	if (pruned == NULL)
		return CU_NOMEM(run->ctx);
	*pruned = *run->document.value;
	run->document.value = pruned;
	if (caught[0] > pruned->offset)
		return prune(run, pruned, all, NULL);
	pruned->type = CU_JSON_NULL;
	return report(run, NULL);
}
