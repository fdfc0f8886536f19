/*
 * text_type.c
 *		Order, hash and wire format of the types with a checked text inside.
 *
 * The server compares, sorts (with abbreviated keys) and hashes bytea exactly
 * as these types want it: by octets, whatever the collation.  A few lines of C
 * rather than LANGUAGE internal, because the server finds a built-in function
 * by name with a linear search each time an expression is set up.
 */
#include "text_type.h"

#include "call.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

/* A SQL function under our name that does what a built-in one does. */
#define SAME_AS(name, builtin) \
	CU_FUNCTION(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return builtin(fcinfo); \
	}

SAME_AS(text_type_out, textout)
SAME_AS(text_type_eq, byteaeq)
SAME_AS(text_type_ne, byteane)
SAME_AS(text_type_lt, bytealt)
SAME_AS(text_type_le, byteale)
SAME_AS(text_type_gt, byteagt)
SAME_AS(text_type_ge, byteage)
SAME_AS(text_type_cmp, byteacmp)
SAME_AS(text_type_sortsupport, bytea_sortsupport)
SAME_AS(text_type_hash, hashvarlena)
SAME_AS(text_type_hash_extended, hashvarlenaextended)

static int
compare(FunctionCallInfo fcinfo)
{
	return cu_slice_cmp(CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)),
						CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1)));
}

CU_FUNCTION(text_type_smaller);
Datum
text_type_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare(fcinfo) <= 0 ? PG_GETARG_DATUM(0) :
					PG_GETARG_DATUM(1));
}

CU_FUNCTION(text_type_larger);
Datum
text_type_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare(fcinfo) >= 0 ? PG_GETARG_DATUM(0) :
					PG_GETARG_DATUM(1));
}

CU_FUNCTION(text_type_send);
Datum
text_type_send(PG_FUNCTION_ARGS)
{
	cu_slice	s = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint8(&message, CU_TEXT_TYPE_FORMAT);
	pq_sendbytes(&message, s.p, (int) s.n);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

cu_slice
cu_text_type_recv(StringInfo message, const char *type)
{
	int			format = pq_getmsgbyte(message);
	int			n = message->len - message->cursor;

	if (format != CU_TEXT_TYPE_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation for type %s", type),
				 errdetail("Format %d is not %d.", format,
						   CU_TEXT_TYPE_FORMAT)));
	return cu_slice_make(pq_getmsgbytes(message, n), (size_t) n);
}
