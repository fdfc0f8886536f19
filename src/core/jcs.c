/*
 * jcs.c
 *		RFC 8785: members in the order of UTF-16, numbers as ECMAScript.
 *
 * Strings need nothing of their own here: the reader has made sure that they
 * are Unicode, and the plain writer escapes them as section 3.2.2.2 says.
 */
#include "jcs.h"

#include "json_emit.h"
#include "json_number.h"
#include "sort.h"
#include "utf8.h"

static int
compare_members(const void *a, const void *b)
{
	return cu_utf8_cmp_utf16(((const cu_member *) a)->name,
							 ((const cu_member *) b)->name);
}

static cu_status
order_members(cu_ctx *ctx, const cu_json *object, const cu_member ***order)
{
	const cu_member **members = cu_alloc_array(ctx, object->count,
											   sizeof(*members));

	if (members == NULL)
		return CU_NOMEM(ctx);
	for (uint32_t i = 0; i < object->count; i++)
		members[i] = &object->v.members[i];
	*order = members;
	return cu_sort(ctx, (const void **) members, object->count,
				   compare_members);
}

cu_status
cu_jcs_write(cu_buf *buf, const cu_json *value)
{
	static const cu_json_style canonical = {
		.order = order_members,
		.number = cu_number_canonical
	};

	return cu_json_emit(buf, value, &canonical);
}

cu_status
cu_jcs_write_exact(cu_buf *buf, const cu_json *value)
{
	static const cu_json_style exact = {
		.order = order_members,
		.number = cu_number_exact
	};

	return cu_json_emit(buf, value, &exact);
}
