/*
 * verify_fns.c
 *		verify, verdict, checks and verify_signature as SQL functions.
 *
 * Each opens the credential, asks the core whose histories decide, loads them
 * (resolve.h), and lets the core judge.  Nothing is looked up while it does.
 */
#include "compat.h"

#include "credential_type.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "report.h"
#include "resolve.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* --- options -------------------------------------------------------------- */

/* What a call site keeps: the options are nearly always the same jsonb. */
typedef struct verify_options
{
	bool		strict;
	bool		has_seen;
	cu_instant	seen;
	Size		n;				/* of source */
	char		source[FLEXIBLE_ARRAY_MEMBER];
} verify_options;

static void
bad_option(const char *name, const char *expected)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for option \"%s\"", name),
			 errdetail("It must be %s.", expected)));
}

static void
read_option(verify_options *options, const JsonbValue *key,
			const JsonbValue *value)
{
	cu_slice	name = cu_slice_make(key->val.string.val,
									 (size_t) key->val.string.len);

	if (cu_slice_is(name, "strict"))
	{
		if (value->type != jbvBool)
			bad_option("strict", "true or false");
		options->strict = value->val.boolean;
	}
	else if (cu_slice_is(name, "seen"))
	{
		if (value->type == jbvNull)
			return;
		if (value->type != jbvString)
			bad_option("seen", "a text with date, time and zone");
		options->seen = DatumGetTimestampTz(
			DirectFunctionCall3(timestamptz_in,
								CStringGetDatum(pnstrdup(value->val.string.val,
														 value->val.string.len)),
								ObjectIdGetDatum(InvalidOid),
								Int32GetDatum(-1)));
		if (TIMESTAMP_NOT_FINITE(options->seen))
			bad_option("seen", "finite");
		options->has_seen = true;
	}
	else
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown option \"%.*s\"",
						pg_mbcliplen(name.p, (int) name.n, NAMEDATALEN - 1),
						name.p),
				 errhint("Options are seen and strict.")));
}

static void
read_options(verify_options *options, Jsonb *source)
{
	JsonbIterator *it;
	JsonbValue	key;
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(source))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a JSON object", "options")));
	it = JsonbIteratorInit(&source->root);
	(void) JsonbIteratorNext(&it, &key, true);	/* the brace */
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		(void) JsonbIteratorNext(&it, &value, true);
		read_option(options, &key, &value);
	}
}

/* The options of this call, read anew only when they differ from the last. */
static const verify_options *
options_of(FunctionCallInfo fcinfo, cu_call *call, int argument)
{
	verify_options *options = call->extra;
	Jsonb	   *source = PG_GETARG_JSONB_P(argument);
	Size		n = VARSIZE(source);

	if (options && options->n == n && memcmp(options->source, source, n) == 0)
		return options;
	call->extra = NULL;
	if (options)
		pfree(options);
	options = MemoryContextAllocZero(GetMemoryChunkContext(call),
									 offsetof(verify_options, source) + n);
	read_options(options, source);
	options->n = n;
	memcpy(options->source, source, n);
	call->extra = options;
	return options;
}

/* --- judging -------------------------------------------------------------- */

/*
 * Judges argument 0 at argument 1, by what was known at argument 2, under the
 * options of argument 3.
 */
static void
judge(FunctionCallInfo fcinfo, cu_call *call, bool explain,
	  cu_verdict *verdict)
{
	static const verify_options no_options;
	const verify_options *options = PG_ARGISNULL(3) ? &no_options :
		options_of(fcinfo, call, 3);
	cu_terms	terms = {0};
	cu_credential c;
	cu_needs	needs;

	terms.at = PG_GETARG_TIMESTAMPTZ(1);
	if (TIMESTAMP_NOT_FINITE(terms.at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be finite", "at")));
	terms.seen = options->has_seen ? options->seen : terms.at;
	terms.known = PG_ARGISNULL(2) ? CU_INSTANT_MAX : PG_GETARG_TIMESTAMPTZ(2);
	terms.strict = options->strict;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_verify_needs(&call->ctx, &c, &needs) != CU_OK ||
		cu_verify(&call->ctx, &c, &terms,
				  cu_registry_load(needs.dids, needs.did_count), explain,
				  verdict) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
}

/* verify(credential, at, known, options) → boolean */
CU_FUNCTION(credential_verify);
Datum
credential_verify(PG_FUNCTION_ARGS)
{
	cu_verdict	verdict;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	judge(fcinfo, cu_call_begin(fcinfo), false, &verdict);
	if (verdict.passed == CU_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(verdict.passed == CU_TRUE);
}

/* verdict(credential, at, known, options) → text; NULL only for no credential */
CU_FUNCTION(credential_verdict);
Datum
credential_verdict(PG_FUNCTION_ARGS)
{
	cu_verdict	verdict = {.passed = CU_UNKNOWN};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(1))
		judge(fcinfo, cu_call_begin(fcinfo), false, &verdict);
	switch (verdict.passed)
	{
		case CU_TRUE:
			PG_RETURN_TEXT_P(cstring_to_text("good"));
		case CU_FALSE:
			PG_RETURN_TEXT_P(cstring_to_text("bad"));
		case CU_UNKNOWN:
			PG_RETURN_TEXT_P(cstring_to_text("unknown"));
	}
	pg_unreachable();
}

/* --- checks --------------------------------------------------------------- */

enum
{
	CHECKS_NO,
	CHECKS_PART,
	CHECKS_NAME,
	CHECKS_PASSED,
	CHECKS_LEVEL,
	CHECKS_CODE,
	CHECKS_POINTER,
	CHECKS_DETAIL,
	CHECKS_REMEDY,
	CHECKS_EVIDENCE,
	CHECKS_COLUMNS
};

static const char *
level_word(cu_level level)
{
	switch (level)
	{
		case CU_LEVEL_INFO:
			return "ok";
		case CU_LEVEL_WARNING:
			return "warning";
		case CU_LEVEL_ERROR:
			return "error";
	}
	pg_unreachable();
}

/* Sets a column to a text, or to NULL for NULL and the empty text. */
static void
set_text(Datum *values, bool *nulls, int column, const char *s)
{
	nulls[column] = s == NULL || *s == '\0';
	if (!nulls[column])
		values[column] = CStringGetTextDatum(s);
}

static void
put_check(ReturnSetInfo *result, int no, const cu_check *check)
{
	Datum		values[CHECKS_COLUMNS] = {0};
	bool		nulls[CHECKS_COLUMNS] = {false};

	values[CHECKS_NO] = Int32GetDatum(no);
	set_text(values, nulls, CHECKS_PART, check->part);
	set_text(values, nulls, CHECKS_NAME, check->name);
	nulls[CHECKS_PASSED] = check->passed == CU_UNKNOWN;
	values[CHECKS_PASSED] = BoolGetDatum(check->passed == CU_TRUE);
	set_text(values, nulls, CHECKS_LEVEL, level_word(check->level));
	set_text(values, nulls, CHECKS_CODE, cu_code_word(check->code));
	/* The whole document is the empty pointer, which is not NULL. */
	nulls[CHECKS_POINTER] = check->pointer == NULL;
	if (check->pointer)
		values[CHECKS_POINTER] = CStringGetTextDatum(check->pointer);
	set_text(values, nulls, CHECKS_DETAIL, check->detail);
	set_text(values, nulls, CHECKS_REMEDY, cu_code_remedy(check->code));
	nulls[CHECKS_EVIDENCE] = check->evidence.p == NULL;
	if (check->evidence.p)
		values[CHECKS_EVIDENCE] =
			DirectFunctionCall1(jsonb_in,
								CStringGetDatum(pnstrdup(check->evidence.p,
														 check->evidence.n)));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* checks(credential, at, known, options) → one row per check */
CU_FUNCTION(credential_checks);
Datum
credential_checks(PG_FUNCTION_ARGS)
{
	cu_verdict	verdict = {.passed = CU_UNKNOWN};

	/* To work the row type out anew would cost memory until the query ends. */
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	/* No rows would read like no objections. */
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be null", "at")));
	judge(fcinfo, cu_call_begin(fcinfo), true, &verdict);
	for (size_t i = 0; i < verdict.count; i++)
		put_check((ReturnSetInfo *) fcinfo->resultinfo, (int) i + 1,
				  &verdict.checks[i]);
	return (Datum) 0;
}

/* --- cryptography alone --------------------------------------------------- */

/* The key last used at a call site, decoded. */
typedef struct kept_key
{
	cu_public_key key;			/* octets point behind source */
	Size		n;				/* of source */
	char		source[FLEXIBLE_ARRAY_MEMBER];
} kept_key;

/* The key written in text, decoded anew only when the text differs. */
static const cu_public_key *
key_of(cu_call *call, cu_slice text)
{
	kept_key   *kept = call->extra;
	cu_public_key key;

	if (kept && cu_slice_eq(cu_slice_make(kept->source, kept->n), text))
		return &kept->key;
	call->extra = NULL;
	if (kept)
		pfree(kept);
	if (cu_public_key_read(&call->ctx, text, &key) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "public_key");
	kept = MemoryContextAlloc(GetMemoryChunkContext(call),
							  offsetof(kept_key, source) + text.n +
							  key.octets.n);
	kept->n = text.n;
	memcpy(kept->source, text.p, text.n);
	memcpy(kept->source + text.n, key.octets.p, key.octets.n);
	kept->key = key;
	kept->key.octets.p = kept->source + text.n;
	call->extra = kept;
	return &kept->key;
}

/* verify_signature(credential, public_key, contexts) → boolean */
CU_FUNCTION(credential_verify_signature);
Datum
credential_verify_signature(PG_FUNCTION_ARGS)
{
	cu_call    *call;
	const cu_public_key *key;
	cu_credential c;
	cu_truth	valid;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	call = cu_call_begin(fcinfo);
	key = key_of(call, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1)));
	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_verify_signature(&call->ctx, &c, key, NULL, &valid) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	if (valid == CU_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(valid == CU_TRUE);
}
