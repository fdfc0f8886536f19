/*
 * entry_number_type.c
 *		The SQL type entry_number: input, binary input, cast from text.
 *
 * Text input makes the canonical spelling; binary input takes nothing else,
 * since only we wrote it.  Everything after that is text_type.c.
 */
#include "compat.h"

#include "../core/normal.h"
#include "call.h"
#include "report.h"
#include "text_type.h"

/* The canonical spelling of text, or a (soft) error. */
static Datum
entry_number_of(FunctionCallInfo fcinfo, cu_slice text)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	number;

	if (cu_entry_number_read(&call->ctx, text, &number) != CU_OK)
	{
		cu_report(&call->ctx, CU_ORIGIN_TEXT, "entry_number",
				  CU_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	return PointerGetDatum(cu_slice_varlena(number));
}

/* entry_number_in(cstring) → entry_number */
CU_FUNCTION(entry_number_in);
Datum
entry_number_in(PG_FUNCTION_ARGS)
{
	return entry_number_of(fcinfo, cu_slice_cstr(PG_GETARG_CSTRING(0)));
}

/* entry_number_recv(internal) → entry_number */
CU_FUNCTION(entry_number_recv);
Datum
entry_number_recv(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	text = cu_text_type_recv((StringInfo) PG_GETARG_POINTER(0),
										 "entry_number");
	cu_slice	number;
	cu_status	status = cu_entry_number_read(&call->ctx, text, &number);

	if (status == CU_OK && !cu_slice_eq(number, text))
		status = cu_fail(&call->ctx, CU_BAD_ENTRY_NUMBER,
						 "It is not in canonical form.");
	if (status != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_BINARY, "entry_number");
	return PointerGetDatum(cu_slice_varlena(number));
}

/* entry_number(text) → entry_number */
CU_FUNCTION(entry_number_from_text);
Datum
entry_number_from_text(PG_FUNCTION_ARGS)
{
	return entry_number_of(fcinfo, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)));
}

/* entry_number_or_null(value text) → entry_number */
CU_FUNCTION(entry_number_or_null);
Datum
entry_number_or_null(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_slice	number;
	cu_status	status = cu_entry_number_read(&call->ctx, text, &number);

	if (cu_status_class(status) == CU_CLASS_INPUT)
		PG_RETURN_NULL();
	if (status != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "value");
	return PointerGetDatum(cu_slice_varlena(number));
}
