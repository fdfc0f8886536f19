/*
 * encoding_fns.c
 *		Canonical JSON and multibase as SQL functions.
 *
 * Sources: RFC 8785; W3C Controlled Identifiers 1.0, section 2.4.
 */
#include "compat.h"

#include "../core/jcs.h"
#include "../core/multibase.h"
#include "call.h"
#include "report.h"

/* Names as in multibase.csv, for those prefixes that can be written. */
static const struct
{
	const char *name;
	char		prefix;
}			bases[] = {
	{"base16", 'f'},
	{"base32", 'b'},
	{"base58btc", 'z'},
	{"base64", 'm'},
	{"base64url", 'u'}
};

/* jcs(json) → text */
CU_FUNCTION(jcs_json);
Datum
jcs_json(PG_FUNCTION_ARGS)
{
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_call    *call = cu_call_begin(fcinfo);
	const cu_json *value;
	cu_buf		out;

	cu_buf_init(&out, &call->ctx);
	if (cu_json_parse(&call->ctx, text, &value) != CU_OK ||
		cu_jcs_write(&out, value) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	return PointerGetDatum(cu_slice_varlena(cu_buf_slice(&out)));
}

/* multibase_encode(bytea, text) → text */
CU_FUNCTION(multibase_encode);
Datum
multibase_encode(PG_FUNCTION_ARGS)
{
	cu_slice	octets = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_slice	base = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1));
	cu_call    *call = cu_call_begin(fcinfo);

	for (size_t i = 0; i < lengthof(bases); i++)
		if (cu_slice_is(base, bases[i].name))
		{
			cu_slice	text = cu_multibase_encode(&call->ctx,
												   bases[i].prefix, octets);

			if (text.p == NULL)
				cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "octets");
			return PointerGetDatum(cu_slice_varlena(text));
		}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for argument \"%s\": unknown base", "base"),
			 errhint("Bases are base16, base32, base58btc, base64 and base64url.")));
}

/* multibase_decode(text) → bytea */
CU_FUNCTION(multibase_decode);
Datum
multibase_decode(PG_FUNCTION_ARGS)
{
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	octets;

	if (cu_multibase_decode(&call->ctx, text, &octets) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "encoded");
	return PointerGetDatum(cu_slice_varlena(octets));
}
