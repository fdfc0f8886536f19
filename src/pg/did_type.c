/*
 * did_type.c
 *		The SQL type did: input, binary input, and what a DID consists of.
 *
 * DID Core 1.0, section 3.1.  A value is checked when it enters; from then on
 * every did is a DID.  Everything else is text_type.c.
 */
#include "compat.h"

#include "../core/did.h"
#include "call.h"
#include "report.h"
#include "text_type.h"

/* A did from text, or an error of the kind that origin asks for. */
static Datum
did_make(FunctionCallInfo fcinfo, cu_slice text, cu_origin origin)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_did_url	parts;

	if (cu_did_parse(&call->ctx, text, &parts) != CU_OK)
	{
		cu_report(&call->ctx, origin, "did", CU_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	return PointerGetDatum(cu_slice_varlena(text));
}

/* did_in(cstring) → did */
CU_FUNCTION(did_in);
Datum
did_in(PG_FUNCTION_ARGS)
{
	return did_make(fcinfo, cu_slice_cstr(PG_GETARG_CSTRING(0)),
					CU_ORIGIN_TEXT);
}

/* did_recv(internal) → did */
CU_FUNCTION(did_recv);
Datum
did_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);

	return did_make(fcinfo, cu_text_type_recv(message, "did"),
					CU_ORIGIN_BINARY);
}

/* did(text) → did */
CU_FUNCTION(did_from_text);
Datum
did_from_text(PG_FUNCTION_ARGS)
{
	return did_make(fcinfo, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)),
					CU_ORIGIN_TEXT);
}

static void
did_split(FunctionCallInfo fcinfo, cu_did_url *parts)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));

	if (cu_did_parse(&call->ctx, text, parts) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "did");
}

/* method(did) → text: "web" of did:web:… */
CU_FUNCTION(did_method);
Datum
did_method(PG_FUNCTION_ARGS)
{
	cu_did_url	parts;

	did_split(fcinfo, &parts);
	return PointerGetDatum(cu_slice_varlena(parts.method));
}

/* method_specific_id(did) → text: what follows the method */
CU_FUNCTION(did_method_specific_id);
Datum
did_method_specific_id(PG_FUNCTION_ARGS)
{
	cu_did_url	parts;

	did_split(fcinfo, &parts);
	return PointerGetDatum(cu_slice_varlena(parts.method_specific_id));
}
