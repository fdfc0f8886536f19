/*
 * item_type.c
 *		The SQL type item: input, binary input, casts, and items from paper.
 *
 * Text input makes the canonical form; binary input takes nothing else, since
 * only we wrote it.  Everything after that is text_type.c.
 */
#include "compat.h"

#include "../core/item.h"
#include "call.h"
#include "report.h"
#include "text_type.h"

/* The canonical item of text, or a (soft) error. */
static Datum
item_of(FunctionCallInfo fcinfo, cu_slice text)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	item;

	if (cu_item_canonical(&call->ctx, text, &item) != CU_OK)
	{
		cu_report(&call->ctx, CU_ORIGIN_TEXT, "item", CU_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	return PointerGetDatum(cu_slice_varlena(item));
}

/* item_in(cstring) → item */
CU_FUNCTION(item_in);
Datum
item_in(PG_FUNCTION_ARGS)
{
	return item_of(fcinfo, cu_slice_cstr(PG_GETARG_CSTRING(0)));
}

/* item_recv(internal) → item */
CU_FUNCTION(item_recv);
Datum
item_recv(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	text = cu_text_type_recv((StringInfo) PG_GETARG_POINTER(0),
										 "item");
	cu_slice	item;
	cu_status	status = cu_item_canonical(&call->ctx, text, &item);

	if (status == CU_OK && !cu_slice_eq(item, text))
		status = cu_fail(&call->ctx, CU_BAD_ITEM,
						 "It is not in canonical form.");
	if (status != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_BINARY, "item");
	return PointerGetDatum(cu_slice_varlena(item));
}

/* item(text) → item, item(did) → item */
CU_FUNCTION(item_from_text);
Datum
item_from_text(PG_FUNCTION_ARGS)
{
	return item_of(fcinfo, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)));
}

/* item(scheme text, scope text, code text) → item */
CU_FUNCTION(item_make);
Datum
item_make(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_ctx	   *ctx = &call->ctx;
	cu_slice	scheme = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_slice	scope = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1));
	cu_slice	code = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(2));
	cu_slice	item;
	cu_status	status = cu_item_make(ctx, scheme, scope, code, &item);

	if (status == CU_OK)
		return PointerGetDatum(cu_slice_varlena(item));
	if (!cu_item_is_scheme(scheme))
		cu_raise(ctx, CU_ORIGIN_ARGUMENT, "scheme");
	if (status == CU_BAD_ARGUMENT || status == CU_BAD_DID)
		cu_raise(ctx, CU_ORIGIN_ARGUMENT, "scope");
	cu_raise(ctx, CU_ORIGIN_ARGUMENT, "code");
}

static cu_slice
item_argument(FunctionCallInfo fcinfo)
{
	return CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
}

static Datum
text_or_null(FunctionCallInfo fcinfo, cu_slice s)
{
	if (s.p == NULL)
		PG_RETURN_NULL();
	return PointerGetDatum(cu_slice_varlena(s));
}

/* item_scheme(item) → text */
CU_FUNCTION(item_scheme);
Datum
item_scheme(PG_FUNCTION_ARGS)
{
	return text_or_null(fcinfo, cu_item_scheme(item_argument(fcinfo)));
}

/* item_scope(item) → text */
CU_FUNCTION(item_scope);
Datum
item_scope(PG_FUNCTION_ARGS)
{
	return text_or_null(fcinfo, cu_item_scope(item_argument(fcinfo)));
}

/* item_code(item) → text */
CU_FUNCTION(item_code);
Datum
item_code(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	code;

	if (cu_item_code(&call->ctx, item_argument(fcinfo), &code) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "item");
	return text_or_null(fcinfo, code);
}

/* item_kind(item) → text */
CU_FUNCTION(item_kind);
Datum
item_kind(PG_FUNCTION_ARGS)
{
	cu_item_kind kind = cu_item_kind_of(item_argument(fcinfo));

	return text_or_null(fcinfo, cu_slice_cstr(cu_item_kind_name(kind)));
}
