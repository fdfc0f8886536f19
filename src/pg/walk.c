/*
 * walk.c
 *		upstream, downstream and tree as SQL functions.
 */
#include "walk.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#define STEP_COLUMNS 15

/* verified or any, from argument trust or setting pg_custody.trust. */
static bool
trusts_any(FunctionCallInfo fcinfo)
{
	const char *trust = PG_ARGISNULL(3) ?
		GetConfigOption("pg_custody.trust", false, false) :
		text_to_cstring(PG_GETARG_TEXT_PP(3));

	if (strcmp(trust, "any") == 0)
		return true;
	if (*trust == '\0' || strcmp(trust, "verified") == 0)
		return false;
	if (strcmp(trust, "trusted") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trust \"trusted\" is not offered by this version"),
				 errhint("Use verified or any.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for argument \"trust\""),
			 errhint("Use verified or any.")));
}

/* The arguments that all three functions share. */
static void
read_terms(FunctionCallInfo fcinfo, bool upstream, cu_walk_terms *terms)
{
	memset(terms, 0, sizeof(*terms));
	terms->upstream = upstream;
	terms->any = trusts_any(fcinfo);
	terms->at = PG_GETARG_TIMESTAMPTZ(1);
	terms->known_given = !PG_ARGISNULL(2);
	terms->known = terms->known_given ? PG_GETARG_TIMESTAMPTZ(2) : 0;
	terms->max_depth = PG_ARGISNULL(4) ? INT_MAX : PG_GETARG_INT32(4);
	if (terms->max_depth < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid value for argument \"max_depth\""),
				 errdetail("It must not be negative.")));
	cu_walk_resolve(PG_ARGISNULL(5) ? NULL :
					text_to_cstring(PG_GETARG_TEXT_PP(5)), &terms->ledger);
}

static void
set(Datum *values, bool *nulls, int column, struct varlena *value)
{
	values[column] = PointerGetDatum(value);
	nulls[column] = value == NULL;
}

static void
set_word(Datum *values, bool *nulls, int column, const char *word)
{
	set(values, nulls, column, word ? cstring_to_text(word) : NULL);
}

/* The step of depth 0: the item itself. */
static void
put_start(const cu_walk *w, ReturnSetInfo *result)
{
	const cu_walk_node *node = &w->nodes[0];
	Datum		values[STEP_COLUMNS] = {0};
	bool		nulls[STEP_COLUMNS];
	cu_walk_stop stop = CU_WALK_GOES_ON;

	if (node->cut)
		stop = CU_WALK_LIMIT;
	else if (node->edges == 0)
		stop = CU_WALK_END;
	memset(nulls, true, sizeof(nulls));
	values[0] = Int32GetDatum(0);
	nulls[0] = false;
	set(values, nulls, 1, node->item);
	set_word(values, nulls, 14, cu_walk_stop_word(w, stop));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static void
put_step(const cu_walk *w, const cu_walk_step *step, ReturnSetInfo *result)
{
	const cu_walk_event *event = &w->events[step->event];
	const cu_walk_document *document = &w->documents[event->document];
	Datum		values[STEP_COLUMNS] = {0};
	bool		nulls[STEP_COLUMNS] = {false};

	values[0] = Int32GetDatum(step->depth);
	set(values, nulls, 1, w->nodes[step->node].item);
	set(values, nulls, 2, w->nodes[step->via].item);
	values[3] = Int64GetDatum(event->id);
	set(values, nulls, 4, event->kind);
	set(values, nulls, 5, event->during);
	set(values, nulls, 6, event->place);
	set(values, nulls, 7, event->actor);
	set(values, nulls, 8, step->quantity);
	set(values, nulls, 9, step->unit);
	set(values, nulls, 10, step->si_quantity);
	set(values, nulls, 11, document->witnesses);
	set(values, nulls, 12, document->verdict);
	set(values, nulls, 13, document->code);
	if (document->withdrawn)
		set_word(values, nulls, 13, "withdrawn");
	set_word(values, nulls, 14, cu_walk_stop_word(w, step->stop));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* An item that no ledger row names, or nothing to ask for: no steps. */
static Datum
steps(FunctionCallInfo fcinfo, bool upstream)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext context;
	MemoryContext old;
	cu_walk_terms terms;
	cu_walk    *w;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	context = AllocSetContextCreate(CurrentMemoryContext, "pg_custody walk",
									ALLOCSET_DEFAULT_SIZES);
	SPI_connect();
	read_terms(fcinfo, upstream, &terms);
	w = cu_walk_run(&terms, PG_GETARG_DATUM(0), context);
	old = MemoryContextSwitchTo(context);
	if (w)
	{
		put_start(w, result);
		for (uint32 i = 0; i < w->step_count; i++)
		{
			CHECK_FOR_INTERRUPTS();
			put_step(w, &w->steps[i], result);
		}
	}
	MemoryContextSwitchTo(old);
	SPI_finish();
	MemoryContextDelete(context);
	PG_RETURN_NULL();
}

/* upstream(item, at, known, trust, max_depth, ledger) → SETOF step */
CU_FUNCTION(walk_upstream);
Datum
walk_upstream(PG_FUNCTION_ARGS)
{
	return steps(fcinfo, true);
}

/* downstream(item, at, known, trust, max_depth, ledger) → SETOF step */
CU_FUNCTION(walk_downstream);
Datum
walk_downstream(PG_FUNCTION_ARGS)
{
	return steps(fcinfo, false);
}

/* tree(item, at, known, trust, max_depth, ledger) → text */
CU_FUNCTION(walk_tree);
Datum
walk_tree(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	MemoryContext old;
	cu_walk_terms terms;
	cu_walk    *w;
	text	   *tree = NULL;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	context = AllocSetContextCreate(CurrentMemoryContext, "pg_custody walk",
									ALLOCSET_DEFAULT_SIZES);
	SPI_connect();
	read_terms(fcinfo, true, &terms);
	w = cu_walk_run(&terms, PG_GETARG_DATUM(0), context);
	if (w)
	{
		old = MemoryContextSwitchTo(context);
		tree = cu_walk_draw(w);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	/* SPI_finish has brought back the caller's memory. */
	if (tree)
		tree = (text *) PG_DETOAST_DATUM_COPY(PointerGetDatum(tree));
	MemoryContextDelete(context);
	if (tree == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(tree);
}
