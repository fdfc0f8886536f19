/*
 * json_equal.c
 *		Deep equality of JSON values.
 *
 * Two values are equal when their canonical forms are.  Comparing those costs
 * more than walking both at once, but members in another order cannot make it
 * quadratic, and depth costs no stack: both documents may be an attacker's.
 */
#include "jcs.h"

static cu_status
canonical_forms_equal(cu_ctx *ctx, const cu_json *a, const cu_json *b,
					  bool *equal)
{
	cu_buf		x;
	cu_buf		y;

	cu_buf_init(&x, ctx);
	cu_buf_init(&y, ctx);
	CU_TRY(cu_jcs_write(&x, a));
	CU_TRY(cu_jcs_write(&y, b));
	*equal = cu_slice_eq(cu_buf_slice(&x), cu_buf_slice(&y));
	return CU_OK;
}

cu_status
cu_json_equal(cu_ctx *ctx, const cu_json *a, const cu_json *b, bool *equal)
{
	cu_mark		mark = cu_arena_mark(ctx);
	cu_status	status;

	*equal = a == b;
	if (*equal || a->type != b->type)
		return CU_OK;
	switch (a->type)
	{
		case CU_JSON_NULL:
		case CU_JSON_FALSE:
		case CU_JSON_TRUE:
			*equal = true;
			return CU_OK;
		case CU_JSON_STRING:
			*equal = cu_slice_eq(a->v.text, b->v.text);
			return CU_OK;
		case CU_JSON_NUMBER:
			break;
		case CU_JSON_ARRAY:
		case CU_JSON_OBJECT:
			if (a->count != b->count)
				return CU_OK;
			break;
	}
	status = canonical_forms_equal(ctx, a, b, equal);
	cu_arena_rewind(ctx, mark);
	return status;
}
