/*
 * verify_fns.c
 *		verify, verdict and checks as SQL functions.
 *
 * Each opens the credential, asks the core which rows of the registry decide,
 * loads them (resolve.h), and lets the core judge.  Nothing is looked up while
 * it does.
 */
#include "compat.h"

#include "credential_type.h"
#include "funcapi.h"
#include "options.h"
#include "report.h"
#include "resolve.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* --- options -------------------------------------------------------------- */

typedef struct verify_options
{
	bool		strict;
	bool		safe;
	bool		inline_contexts;
	cu_instant	seen;			/* CU_INSTANT_MAX: not given */
} verify_options;

static const verify_options default_options = {
	.safe = true,
	.seen = CU_INSTANT_MAX
};

/* What a call site keeps: the options are nearly always the same jsonb. */
typedef struct kept_options
{
	verify_options options;
	Size		n;				/* of source */
	char		source[FLEXIBLE_ARRAY_MEMBER];
} kept_options;

static void
read_options(verify_options *options, Jsonb *source)
{
	const cu_option table[] = {
		{.name = "inline_contexts",.flag = &options->inline_contexts},
		{.name = "safe",.flag = &options->safe},
		{.name = "seen",.instant = &options->seen},
		{.name = "strict",.flag = &options->strict}
	};

	*options = default_options;
	cu_options_read(source, table, lengthof(table));
}

/* The options of this call, read anew only when they differ from the last. */
static const verify_options *
options_of(FunctionCallInfo fcinfo, cu_call *call, int argument)
{
	kept_options *kept = call->extra;
	Jsonb	   *source = PG_GETARG_JSONB_P(argument);
	Size		n = VARSIZE(source);

	if (kept && kept->n == n && memcmp(kept->source, source, n) == 0)
		return &kept->options;
	call->extra = NULL;
	if (kept)
		pfree(kept);
	kept = MemoryContextAlloc(GetMemoryChunkContext(call),
							  offsetof(kept_options, source) + n);
	read_options(&kept->options, source);
	kept->n = n;
	memcpy(kept->source, source, n);
	call->extra = kept;
	return &kept->options;
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
	const verify_options *options = PG_ARGISNULL(3) ? &default_options :
		options_of(fcinfo, call, 3);
	cu_terms	terms = {0};
	cu_credential c;
	cu_needs	needs;

	terms.at = PG_GETARG_TIMESTAMPTZ(1);
	if (TIMESTAMP_NOT_FINITE(terms.at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be finite", "at")));
	terms.seen = options->seen != CU_INSTANT_MAX ? options->seen : terms.at;
	terms.known = PG_ARGISNULL(2) ? CU_INSTANT_MAX : PG_GETARG_TIMESTAMPTZ(2);
	terms.strict = options->strict;
	terms.lossy = !options->safe;
	terms.inline_contexts = options->inline_contexts;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_verify_needs(&call->ctx, &c, &needs) != CU_OK ||
		cu_verify(&call->ctx, &c, &terms, cu_registry_load(&needs), explain,
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
