/*
 * jsonld_place.c
 *		JSON pointers out of the frames of those who walk a document.
 *
 * A pointer is made only when something is wrong, so a step costs nothing.
 */
#include "jsonld_context.h"

/* The steps from the top are those of the list from its end. */
const char *
cu_place_pointer(cu_ctx *ctx, const cu_place *place)
{
	const cu_place **steps;
	size_t		count = 0;
	cu_buf		buf;

	for (const cu_place *p = place; p; p = p->up)
		count++;
	if (count == 0)
		return "";
	steps = cu_alloc_array(ctx, count, sizeof(*steps));
	if (steps == NULL)
		return NULL;
	for (size_t i = count; i > 0; i--, place = place->up)
		steps[i - 1] = place;
	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < count; i++)
	{
		if (steps[i]->name.p)
			cu_pointer_add(&buf, steps[i]->name);
		else
			cu_pointer_add_index(&buf, steps[i]->index);
	}
	return cu_buf_cstr(&buf);
}

cu_status
cu_place_fail(cu_ctx *ctx, cu_status status, const cu_place *place,
			  const char *detail)
{
	const char *pointer = cu_place_pointer(ctx, place);

	if (pointer == NULL)
		return CU_NOMEM(ctx);
	return cu_fail_pointer(ctx, status, pointer, detail);
}
