/*
 * did_url_type.c
 *		The SQL type did_url: a DID with path, query and fragment, any of which
 *		may be absent.
 *
 * DID Core 1.0, section 3.2.  Every did is a did_url; the other way the parts
 * after the DID are cut off.
 */
#include "compat.h"

#include "../core/did.h"
#include "call.h"
#include "report.h"
#include "text_type.h"

/* A did_url from text, or an error of the kind that origin asks for. */
static Datum
did_url_make(FunctionCallInfo fcinfo, cu_slice text, cu_origin origin)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_did_url	parts;

	if (cu_did_url_parse(&call->ctx, text, &parts) != CU_OK)
	{
		cu_report(&call->ctx, origin, "did_url", CU_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	return PointerGetDatum(cu_slice_varlena(text));
}

/* did_url_in(cstring) → did_url */
CU_FUNCTION(did_url_in);
Datum
did_url_in(PG_FUNCTION_ARGS)
{
	return did_url_make(fcinfo, cu_slice_cstr(PG_GETARG_CSTRING(0)),
						CU_ORIGIN_TEXT);
}

/* did_url_recv(internal) → did_url */
CU_FUNCTION(did_url_recv);
Datum
did_url_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);

	return did_url_make(fcinfo, cu_text_type_recv(message, "did_url"),
						CU_ORIGIN_BINARY);
}

/* did_url(text) → did_url */
CU_FUNCTION(did_url_from_text);
Datum
did_url_from_text(PG_FUNCTION_ARGS)
{
	return did_url_make(fcinfo, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)),
						CU_ORIGIN_TEXT);
}

/* did(did_url) → did */
CU_FUNCTION(did_url_did);
Datum
did_url_did(PG_FUNCTION_ARGS)
{
	cu_slice	url = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));

	return PointerGetDatum(cu_slice_varlena(cu_did_of(url)));
}

static void
did_url_split(FunctionCallInfo fcinfo, cu_did_url *parts)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));

	if (cu_did_url_parse(&call->ctx, text, parts) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "did_url");
}

/* One part as text; NULL when the DID URL does not have it. */
static Datum
part_text(FunctionCallInfo fcinfo, cu_slice part)
{
	if (part.p == NULL)
		PG_RETURN_NULL();
	return PointerGetDatum(cu_slice_varlena(part));
}

/* url_path(did_url) → text, with its leading slash */
CU_FUNCTION(did_url_path);
Datum
did_url_path(PG_FUNCTION_ARGS)
{
	cu_did_url	parts;

	did_url_split(fcinfo, &parts);
	return part_text(fcinfo, parts.path);
}

/* url_query(did_url) → text, without the question mark */
CU_FUNCTION(did_url_query);
Datum
did_url_query(PG_FUNCTION_ARGS)
{
	cu_did_url	parts;

	did_url_split(fcinfo, &parts);
	return part_text(fcinfo, parts.query);
}

/* url_fragment(did_url) → text, without the hash sign */
CU_FUNCTION(did_url_fragment);
Datum
did_url_fragment(PG_FUNCTION_ARGS)
{
	cu_did_url	parts;

	did_url_split(fcinfo, &parts);
	return part_text(fcinfo, parts.fragment);
}
