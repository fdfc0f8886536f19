/*
 * fact_fns.c
 *		Profiles and normalisers as SQL functions.
 *
 * A set of documents is read by a few profiles, so compiled forms are kept for
 * as long as the function expression lives.
 */
#include "compat.h"

#include "../core/normal.h"
#include "../core/profile.h"
#include "../core/unit.h"
#include "catalog/pg_type.h"
#include "credential_type.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "report.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

#define FACT_COLUMNS 18

/* --- the profile ---------------------------------------------------------- */

/* Profiles that are kept compiled; documents of more types are rare. */
#define KEPT_PROFILES 16

typedef struct compiled
{
	cu_call    *call;			/* owns what profile points into */
	Jsonb	   *body;			/* what it was compiled from */
	const cu_profile *profile;	/* NULL: nothing yet */
} compiled;

/* What cu_call.extra holds. */
typedef struct profile_cache
{
	compiled	kept[KEPT_PROFILES];
	int			next;			/* the one to give way */
} profile_cache;

static const cu_profile *
compile(cu_call *call, Jsonb *body, const char *argument)
{
	cu_ctx	   *ctx = &call->ctx;
	const cu_json *json;
	const cu_profile *profile;
	cu_slice	text = cu_slice_cstr(JsonbToCString(NULL, &body->root,
													VARSIZE(body)));

	text = cu_copy(ctx, text);
	if (text.p == NULL || cu_json_parse(ctx, text, &json) != CU_OK ||
		cu_profile_parse(ctx, json, &profile) != CU_OK)
		cu_raise(ctx, CU_ORIGIN_ARGUMENT, argument);
	return profile;
}

static const cu_profile *
compiled_profile(cu_call *call, Jsonb *body)
{
	MemoryContext context = GetMemoryChunkContext(call);
	profile_cache *cache = call->extra;
	compiled   *c;

	if (cache == NULL)
		cache = call->extra = MemoryContextAllocZero(context,
													 sizeof(profile_cache));
	for (int i = 0; i < KEPT_PROFILES; i++)
	{
		c = &cache->kept[i];
		if (c->profile && VARSIZE(c->body) == VARSIZE(body) &&
			memcmp(c->body, body, VARSIZE(body)) == 0)
			return c->profile;
	}

	c = &cache->kept[cache->next];
	cache->next = (cache->next + 1) % KEPT_PROFILES;
	c->profile = NULL;
	if (c->call == NULL)
		c->call = cu_call_make(context);
	cu_ctx_reset(&c->call->ctx);
	if (c->body)
		pfree(c->body);
	c->body = NULL;				/* the next line may throw */
	c->body = MemoryContextAlloc(context, VARSIZE(body));
	memcpy(c->body, body, VARSIZE(body));
	c->profile = compile(c->call, body, "profile");
	return c->profile;
}

/* valid_profile(jsonb) → true, or the reason why not as an error */
CU_FUNCTION(profile_valid);
Datum
profile_valid(PG_FUNCTION_ARGS)
{
	compile(cu_call_begin(fcinfo), PG_GETARG_JSONB_P(0), "body");
	PG_RETURN_BOOL(true);
}

/* --- facts ---------------------------------------------------------------- */

static Datum
numeric_datum(cu_slice s)
{
	return DirectFunctionCall3(numeric_in,
							   CStringGetDatum(pnstrdup(s.p, s.n)),
							   ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}

static Datum
jsonb_datum(cu_slice s)
{
	return DirectFunctionCall1(jsonb_in,
							   CStringGetDatum(pnstrdup(s.p, s.n)));
}

/* [from, to) as tstzrange */
static Datum
range_datum(TypeCacheEntry *type, const cu_fact *fact)
{
	RangeBound	lower = {
		.val = TimestampTzGetDatum(fact->from),
		.infinite = false,.inclusive = true,.lower = true
	};
	RangeBound	upper = {
		.val = TimestampTzGetDatum(fact->to),
		.infinite = false,.inclusive = false,.lower = false
	};

	return RangeTypePGetDatum(CU_MAKE_RANGE(type, &lower, &upper));
}

/* One row of type custody.fact; its columns in order. */
static void
fill_row(const cu_fact *fact, TypeCacheEntry *range_type, Datum *values,
		 bool *nulls)
{
	/* Columns that are text (or item, which is text inside). */
	const struct
	{
		int			column;
		cu_slice	text;
	}			texts[] = {
		{2, fact->role}, {3, fact->kind}, {4, fact->name}, {5, fact->item},
		{6, fact->scheme}, {7, fact->scope}, {8, fact->value},
		{9, fact->normal}, {12, fact->unit}, {14, fact->dimension},
		{15, fact->basis}, {17, fact->pointer}
	};

	memset(nulls, true, FACT_COLUMNS * sizeof(bool));
	values[0] = Int32GetDatum((int32) fact->event_seq);
	nulls[0] = fact->event_seq == 0;
	values[1] = CStringGetTextDatum(cu_fact_type_name(fact->type));
	nulls[1] = false;
	for (size_t i = 0; i < lengthof(texts); i++)
		if (texts[i].text.p)
		{
			values[texts[i].column] =
				PointerGetDatum(cu_slice_varlena(texts[i].text));
			nulls[texts[i].column] = false;
		}
	nulls[10] = !fact->timed;
	if (fact->timed)
		values[10] = range_datum(range_type, fact);
	nulls[11] = fact->quantity.p == NULL;
	if (fact->quantity.p)
		values[11] = numeric_datum(fact->quantity);
	nulls[13] = fact->si_quantity.p == NULL;
	if (fact->si_quantity.p)
		values[13] = numeric_datum(fact->si_quantity);
	nulls[16] = fact->keys.p == NULL;
	if (fact->keys.p)
		values[16] = jsonb_datum(fact->keys);
}

static void
put_rows(ReturnSetInfo *result, const cu_fact *facts, size_t count)
{
	TypeCacheEntry *range_type = lookup_type_cache(TSTZRANGEOID,
												   TYPECACHE_RANGE_INFO);
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext,
											  "pg_custody fact",
											  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(row);

	if (result->setDesc->natts != FACT_COLUMNS)
		elog(ERROR, "type fact has %d columns", result->setDesc->natts);
	for (size_t i = 0; i < count; i++)
	{
		Datum		values[FACT_COLUMNS];
		bool		nulls[FACT_COLUMNS];

		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(row);
		fill_row(&facts[i], range_type, values, nulls);
		tuplestore_putvalues(result->setResult, result->setDesc, values,
							 nulls);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
}

/* The offsets in argument 2: signed_content made them, so they ascend. */
static size_t *
read_caught(FunctionCallInfo fcinfo, size_t *count)
{
	Datum	   *values;
	bool	   *nulls;
	size_t	   *caught;
	int			n;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), INT8OID, sizeof(int64),
					  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &values, &nulls, &n);
	caught = palloc((n + 1) * sizeof(size_t));
	for (int i = 0; i < n; i++)
	{
		if (nulls[i] || DatumGetInt64(values[i]) < 0 ||
			(i > 0 && (size_t) DatumGetInt64(values[i]) <= caught[i - 1]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("invalid value for argument \"%s\"", "caught"),
					 errdetail("It must be what signed_content returns.")));
		caught[i] = (size_t) DatumGetInt64(values[i]);
	}
	*count = (size_t) n;
	return caught;
}

/* The digest in argument 3, which names lines; empty: the document's own. */
static const uint8_t *
read_digest(FunctionCallInfo fcinfo, const cu_credential *document)
{
	struct varlena *digest = PG_GETARG_VARLENA_PP(3);

	if (VARSIZE_ANY_EXHDR(digest) == 0)
		return document->summary.content_digest;
	if (VARSIZE_ANY_EXHDR(digest) != CU_SHA256_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid value for argument \"%s\"", "digest"),
				 errdetail("It must have %d octets.", CU_SHA256_SIZE)));
	return (const uint8_t *) VARDATA_ANY(digest);
}

static Datum
extract(FunctionCallInfo fcinfo, bool explain)
{
	cu_call    *call = cu_call_begin(fcinfo);
	const cu_profile *profile = compiled_profile(call, PG_GETARG_JSONB_P(1));
	cu_credential document;
	const size_t *caught;
	const cu_fact *facts;
	size_t		caught_count;
	size_t		count;

	InitMaterializedSRF(fcinfo, 0);
	caught = read_caught(fcinfo, &caught_count);
	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &document);
	if (cu_profile_extract(&call->ctx, profile, document.claims,
						   read_digest(fcinfo, &document), caught,
						   caught_count, explain, &facts, &count) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	put_rows((ReturnSetInfo *) fcinfo->resultinfo, facts, count);
	return (Datum) 0;
}

/* facts(credential, jsonb, bigint[], bytea) → setof fact */
CU_FUNCTION(profile_facts);
Datum
profile_facts(PG_FUNCTION_ARGS)
{
	return extract(fcinfo, false);
}

/* explain_profile(credential, jsonb, bigint[], bytea) → setof fact */
CU_FUNCTION(profile_explain);
Datum
profile_explain(PG_FUNCTION_ARGS)
{
	return extract(fcinfo, true);
}

/* --- normalisers ---------------------------------------------------------- */

/* normal(text, text) → text */
CU_FUNCTION(normal_value);
Datum
normal_value(PG_FUNCTION_ARGS)
{
	cu_slice	name = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_slice	value = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1));
	cu_call    *call = cu_call_begin(fcinfo);
	cu_normal	normal = cu_normal_find(name);
	cu_slice	result;

	if (normal == CU_NORMAL_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown normaliser \"%.*s\"",
						pg_mbcliplen(name.p, (int) name.n, NAMEDATALEN - 1),
						name.p)));
	if (cu_normal_apply(&call->ctx, normal, value, &result) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "value");
	if (result.p == NULL)
		PG_RETURN_NULL();
	return PointerGetDatum(cu_slice_varlena(result));
}

/* unit_dimension(text) → text */
CU_FUNCTION(unit_dimension);
Datum
unit_dimension(PG_FUNCTION_ARGS)
{
	const cu_unit *unit =
		cu_unit_find(CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0)));

	if (unit == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(cu_dimension_name(unit->dimension)));
}

/* si_quantity(numeric, text) → numeric */
CU_FUNCTION(unit_si_quantity);
Datum
unit_si_quantity(PG_FUNCTION_ARGS)
{
	const cu_unit *unit =
		cu_unit_find(CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1)));

	if (unit == NULL)
		PG_RETURN_NULL();
	return DirectFunctionCall2(numeric_mul, PG_GETARG_DATUM(0),
							   numeric_datum(cu_slice_cstr(unit->factor)));
}
