/*
 * ledger_fns.c
 *		What the ledger's SQL needs and SQL cannot do: read a document without
 *		raising, take the signing time off it, and find pieces by their weight.
 */
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "credential_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "report.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* A status as a word: CU_BAD_JSON is bad_json. */
static text *
status_word(cu_status status)
{
	const char *name = cu_status_name(status) + strlen("CU_");
	text	   *word = cstring_to_text(name);

	for (char *p = VARDATA(word); p < (char *) word + VARSIZE(word); p++)
		*p = pg_tolower((unsigned char) *p);
	return word;
}

/* What the core said about octets it could not read; memory etc. is raised. */
static void
refusal(const cu_ctx *ctx, Datum *values, bool *nulls)
{
	const cu_error *error = &ctx->error;
	cu_class	class = cu_status_class(error->status);
	const char *detail = error->detail;

	if (class != CU_CLASS_INPUT && class != CU_CLASS_LIMIT &&
		class != CU_CLASS_UNSUPPORTED)
		cu_raise(ctx, CU_ORIGIN_TEXT, "credential");

	if (detail == NULL)
		detail = cu_status_message(error->status);
	values[1] = PointerGetDatum(status_word(error->status));
	values[2] = Int64GetDatum((int64) error->offset);
	values[4] = CStringGetTextDatum(detail);
	nulls[0] = true;
	nulls[2] = !error->has_offset;
	nulls[3] = error->pointer == NULL;
	if (error->pointer)
		values[3] = CStringGetTextDatum(error->pointer);
}

/*
 * try_credential(bytea) → credential, or why the octets are none: code,
 * octet_offset, pointer, detail.  Never raises for what the octets are.
 */
CU_FUNCTION(try_credential);
Datum
try_credential(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	bytea	   *octets = PG_GETARG_BYTEA_PP(0);
	cu_credential c;
	TupleDesc	desc;
	Datum		values[5] = {0};
	bool		nulls[5] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");

	if (cu_credential_read(&call->ctx, CU_VARLENA_SLICE(octets), &c) == CU_OK)
	{
		values[0] = cu_credential_datum(call, &c);
		nulls[1] = nulls[2] = nulls[3] = nulls[4] = true;
	}
	else
		refusal(&call->ctx, values, nulls);

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}

/* The time a JWT says it was issued at. */
static bool
token_signed_at(const cu_credential *c, cu_instant *at)
{
	const cu_json *iat = cu_json_get(c->payload, "iat");

	return iat && iat->type == CU_JSON_NUMBER &&
		cu_numeric_date_read(iat->v.text, at);
}

/* The earliest time a proof says it was created at. */
static bool
proof_signed_at(const cu_credential *c, cu_instant *at)
{
	bool		found = false;

	for (uint32_t i = 0; i < cu_json_many(c->proof); i++)
	{
		cu_slice	created = cu_json_get_string(cu_json_nth(c->proof, i),
												 "created");
		cu_instant	instant;

		if (created.p && cu_datetime_read(created, &instant) &&
			(!found || instant < *at))
		{
			*at = instant;
			found = true;
		}
	}
	return found;
}

/*
 * signed_at(credential) → timestamptz: the signer's word; NULL when there is
 * none.  Of several proofs the earliest counts.
 */
CU_FUNCTION(credential_signed_at);
Datum
credential_signed_at(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_credential c;
	cu_instant	at;
	bool		found;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	found = c.payload ? token_signed_at(&c, &at) : proof_signed_at(&c, &at);
	if (!found || !IS_VALID_TIMESTAMP(at))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(at);
}

/* --- pieces by weight ------------------------------------------------------ */

/* Subsets of this many pieces are tried one by one: 16 million. */
#define MAX_PIECES 24

typedef struct weighing
{
	int			n;
	int64		weight[MAX_PIECES]; /* heaviest first */
	int			place[MAX_PIECES];	/* where the weight stood in the argument */
	int64		rest[MAX_PIECES + 1];	/* sum of weight[i..] */
	int64		low,
				high;
	int64		solutions;
	int64		uses[MAX_PIECES];	/* by place: solutions it is part of */
	uint32		taken;			/* bits: pieces of the subset at hand */
	uint32		steps;
} weighing;

static void
count_solution(weighing *w)
{
	w->solutions++;
	for (int i = 0; i < w->n; i++)
		if (w->taken & (UINT32_C(1) << i))
			w->uses[w->place[i]]++;
}

/* Decides about piece i and the lighter ones; sum is what was taken so far. */
static void
weigh(weighing *w, int i, int64 sum)
{
	if ((++w->steps & 0xffff) == 0)
		CHECK_FOR_INTERRUPTS();
	if (sum > w->high || sum + w->rest[i] < w->low)
		return;
	if (i == w->n)
	{
		count_solution(w);
		return;
	}
	w->taken |= UINT32_C(1) << i;
	weigh(w, i + 1, sum + w->weight[i]);
	w->taken &= ~(UINT32_C(1) << i);
	weigh(w, i + 1, sum);
}

/* Reads the weights, heaviest first, and sums them up. */
static void
load_weights(weighing *w, ArrayType *array)
{
	Datum	   *elements;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &elements, &nulls, &n);
	if (n > MAX_PIECES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many pieces"),
				 errdetail("At most %d can be tried in every combination.",
						   MAX_PIECES)));
	for (int i = 0; i < n; i++)
	{
		int64		weight = nulls[i] ? 0 : DatumGetInt64(elements[i]);
		int			j = i;

		if (weight <= 0 || weight > PG_INT64_MAX / MAX_PIECES)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("weights must be positive and not null")));
		for (; j > 0 && w->weight[j - 1] < weight; j--)
		{
			w->weight[j] = w->weight[j - 1];
			w->place[j] = w->place[j - 1];
		}
		w->weight[j] = weight;
		w->place[j] = i;
	}
	w->n = n;
	for (int i = n; i > 0; i--)
		w->rest[i - 1] = w->rest[i] + w->weight[i - 1];
}

/*
 * subsets_weighing(weights bigint[], low bigint, high bigint): how many
 * subsets of the pieces weigh between low and high, and in how many of them
 * each piece is.
 */
CU_FUNCTION(subsets_weighing);
Datum
subsets_weighing(PG_FUNCTION_ARGS)
{
	weighing   *w = palloc0(sizeof(weighing));
	TupleDesc	desc;
	Datum		uses[MAX_PIECES];
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	load_weights(w, PG_GETARG_ARRAYTYPE_P(0));
	w->low = PG_GETARG_INT64(1);
	w->high = PG_GETARG_INT64(2);
	if (w->low <= 0 || w->high < w->low)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("low must be positive and not above high")));
	weigh(w, 0, 0);

	for (int i = 0; i < w->n; i++)
		uses[i] = Int64GetDatum(w->uses[i]);
	values[0] = Int64GetDatum(w->solutions);
	values[1] = PointerGetDatum(construct_array(uses, w->n, INT8OID,
												sizeof(int64), FLOAT8PASSBYVAL,
												TYPALIGN_DOUBLE));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}
