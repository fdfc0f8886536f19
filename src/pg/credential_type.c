/*
 * credential_type.c
 *		The SQL type credential: input, output, binary form and casts.
 *
 * A credential is evidence: the octets are kept as they came.  They are read
 * strictly once, when they enter by text, bytea, json or the binary protocol;
 * a jsonb has lost them and is no source.
 */
#include "compat.h"

#include "credential_type.h"
#include "jsonb_bridge.h"
#include "libpq/pqformat.h"
#include "report.h"
#include "utils/memutils.h"

/*
 * A slice reaches this far in most credentials; a header that is longer is
 * fetched in a second step.
 */
#define HEADER_GUESS 512

Datum
cu_credential_datum(cu_call *call, const cu_credential *c)
{
	cu_buf		out;

	cu_buf_init(&out, &call->ctx);
	if (cu_credential_store(&out, c) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	return PointerGetDatum(cu_slice_varlena(cu_buf_slice(&out)));
}

void
cu_credential_open_datum(cu_call *call, Datum value, cu_credential *out)
{
	struct varlena *v = PG_DETOAST_DATUM_PACKED(value);

	if (cu_credential_open(&call->ctx, CU_VARLENA_SLICE(v), out) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
}

/* The first octets of a value, without a copy where the value is in line. */
static cu_slice
first_octets(Datum value, size_t n)
{
	struct varlena *v = (struct varlena *) DatumGetPointer(value);

	if (VARATT_IS_COMPRESSED(v) || VARATT_IS_EXTERNAL(v))
		v = PG_DETOAST_DATUM_SLICE(value, 0, (int32) Min(n, MaxAllocSize));
	return CU_VARLENA_SLICE(v);
}

void
cu_credential_summary_datum(cu_call *call, Datum value, cu_summary *out)
{
	cu_slice	header = first_octets(value, HEADER_GUESS);
	size_t		size;

	if (cu_stored_header_size(&call->ctx, header, &size) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	if (size > header.n)
		header = first_octets(value, size);
	if (cu_stored_summary(&call->ctx, header, out) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
}

cu_slice
cu_credential_octets(cu_call *call, struct varlena *value)
{
	cu_slice	octets;

	if (cu_stored_octets(&call->ctx, CU_VARLENA_SLICE(value),
						 &octets) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	return octets;
}

/* A credential from octets, or an error of the kind that origin asks for. */
static Datum
credential_make(FunctionCallInfo fcinfo, cu_slice octets, cu_origin origin)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_credential c;

	if (cu_credential_read(&call->ctx, octets, &c) != CU_OK)
	{
		cu_report(&call->ctx, origin, "credential", CU_ESCONTEXT(fcinfo));
		PG_RETURN_NULL();
	}
	return cu_credential_datum(call, &c);
}

/* credential_in(cstring) → credential */
CU_FUNCTION(credential_in);
Datum
credential_in(PG_FUNCTION_ARGS)
{
	return credential_make(fcinfo, cu_slice_cstr(PG_GETARG_CSTRING(0)),
						   CU_ORIGIN_TEXT);
}

/* The octets of a credential argument, as received. */
static cu_slice
argument_octets(FunctionCallInfo fcinfo)
{
	return cu_credential_octets(cu_call_begin(fcinfo),
								PG_GETARG_VARLENA_PP(0));
}

/* credential_out(credential) → cstring: credentials hold no NUL */
CU_FUNCTION(credential_out);
Datum
credential_out(PG_FUNCTION_ARGS)
{
	cu_slice	octets = argument_octets(fcinfo);

	PG_RETURN_CSTRING(pnstrdup(octets.p, octets.n));
}

/* credential_recv(internal) → credential */
CU_FUNCTION(credential_recv);
Datum
credential_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			format = pq_getmsgbyte(message);
	int			n = message->len - message->cursor;

	if (format != CU_CREDENTIAL_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation for type %s",
						"credential"),
				 errdetail("Format %d is not %d.", format,
						   CU_CREDENTIAL_FORMAT)));
	return credential_make(fcinfo,
						   cu_slice_make(pq_getmsgbytes(message, n),
										 (size_t) n),
						   CU_ORIGIN_BINARY);
}

/* credential_send(credential) → bytea */
CU_FUNCTION(credential_send);
Datum
credential_send(PG_FUNCTION_ARGS)
{
	cu_slice	octets = argument_octets(fcinfo);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint8(&message, CU_CREDENTIAL_FORMAT);
	pq_sendbytes(&message, octets.p, (int) octets.n);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * credential(text), credential(json), credential(bytea) → credential: inside
 * all three are a varlena of octets.
 */
CU_FUNCTION(credential_from_octets);
Datum
credential_from_octets(PG_FUNCTION_ARGS)
{
	return credential_make(fcinfo, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)),
						   CU_ORIGIN_TEXT);
}

/* credential_text(credential) → text, credential_bytea(credential) → bytea */
CU_FUNCTION(credential_to_octets);
Datum
credential_to_octets(PG_FUNCTION_ARGS)
{
	return PointerGetDatum(cu_slice_varlena(argument_octets(fcinfo)));
}

/* credential_jsonb(credential) → jsonb */
CU_FUNCTION(credential_jsonb);
Datum
credential_jsonb(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_credential c;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	return cu_json_jsonb(call, c.claims);
}
