/*
 * walk_graph.c
 *		Breadth first, within bounds of time.
 *
 * A walk is a chain of events that can have followed one another.  Going
 * upstream, an item carries the instant before which what feeds it must have
 * begun: the least end among the events on the way.  An item reached again by
 * a way with a later bound is expanded again: the ledger is asked for the edges
 * in between only, so every edge is found once, and what was found before
 * passes the new bound on.  Going round a cycle ends, because bounds never grow
 * along a way.  Downstream is the mirror image.
 */
#include "walk.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "guc.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/datum.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

typedef struct id_entry
{
	int64		id;
	uint32		index;
	char		status;
} id_entry;

static inline uint32
hash_id(int64 id)
{
	return hash_combine(murmurhash32((uint32) id),
						murmurhash32((uint32) ((uint64) id >> 32)));
}

#define SH_PREFIX ids
#define SH_ELEMENT_TYPE id_entry
#define SH_KEY_TYPE int64
#define SH_KEY id
#define SH_HASH_KEY(tb, key) hash_id(key)
#define SH_EQUAL(tb, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* walk.h knows the tables only by this name. */
struct cu_walk_ids
{
	ids_hash   *hash;
};

/* Room for one more element of an array that doubles. */
static void *
grown(const cu_walk *w, void *array, uint32 count, uint32 *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room ? *room * 2 : 64;
	if (array == NULL)
		return MemoryContextAllocHuge(w->context, *room * size);
	return repalloc_huge(array, *room * size);
}

/* The index of id, or a new one (count), which the caller then fills. */
static uint32
index_of(struct cu_walk_ids *table, int64 id, uint32 count, bool *found)
{
	id_entry   *entry = ids_insert(table->hash, id, found);

	if (!*found)
		entry->index = count;
	return entry->index;
}

static struct cu_walk_ids *
ids_make(MemoryContext context)
{
	struct cu_walk_ids *table = MemoryContextAlloc(context, sizeof(*table));

	table->hash = ids_create(context, 64, NULL);
	return table;
}

/* A copy of column number of a row in the walk's memory; NULL for null. */
static struct varlena *
column_copy(const cu_walk *w, HeapTuple row, TupleDesc desc, int number)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, number, &isnull);
	MemoryContext old;

	if (isnull)
		return NULL;
	old = MemoryContextSwitchTo(w->context);
	value = PointerGetDatum(PG_DETOAST_DATUM_COPY(value));
	MemoryContextSwitchTo(old);
	return (struct varlena *) DatumGetPointer(value);
}

static int64
column_int64(HeapTuple row, TupleDesc desc, int number)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, number, &isnull);

	return isnull ? 0 : DatumGetInt64(value);
}

static uint32
node_of(cu_walk *w, int64 id, HeapTuple row, TupleDesc desc, int item_column)
{
	bool		found;
	uint32		index = index_of(w->node_ids, id, w->node_count, &found);
	cu_walk_node *node;

	if (found)
		return index;
	w->nodes = grown(w, w->nodes, w->node_count, &w->node_room,
					 sizeof(cu_walk_node));
	node = &w->nodes[w->node_count++];
	memset(node, 0, sizeof(*node));
	node->id = id;
	node->item = column_copy(w, row, desc, item_column);
	node->bound = node->done = w->terms->upstream ? DT_NOBEGIN : DT_NOEND;
	return index;
}

static uint32
document_of(cu_walk *w, int64 id)
{
	bool		found;
	uint32		index = index_of(w->document_ids, id, w->document_count,
								 &found);

	if (found)
		return index;
	w->documents = grown(w, w->documents, w->document_count,
						 &w->document_room, sizeof(cu_walk_document));
	memset(&w->documents[w->document_count], 0, sizeof(cu_walk_document));
	w->documents[w->document_count++].id = id;
	return index;
}

static uint32
event_of(cu_walk *w, int64 id, int64 document_id)
{
	bool		found;
	uint32		index = index_of(w->event_ids, id, w->event_count, &found);

	if (found)
		return index;
	w->events = grown(w, w->events, w->event_count, &w->event_room,
					  sizeof(cu_walk_event));
	memset(&w->events[w->event_count], 0, sizeof(cu_walk_event));
	w->events[w->event_count].document = document_of(w, document_id);
	w->events[w->event_count++].id = id;
	return index;
}

static void
execute(SPIPlanPtr plan, Datum *values, const char *nulls, long limit)
{
	int			result = SPI_execute_plan(plan, values, nulls, true, limit);

	if (result != SPI_OK_SELECT)
		elog(ERROR, "a query of the walk failed: %s",
			 SPI_result_code_string(result));
}

static Datum
int64_array(Datum *values, uint32 count)
{
	return PointerGetDatum(construct_array(values, (int) count, INT8OID,
										   sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}

static Datum
time_array(Datum *values, uint32 count)
{
	return PointerGetDatum(construct_array(values, (int) count, TIMESTAMPTZOID,
										   sizeof(TimestampTz),
										   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* Puts step number (from 1) behind its via, after those already there. */
static void
hang_behind(cu_walk *w, uint32 number)
{
	cu_walk_node *via = &w->nodes[w->steps[number - 1].via];

	if (via->newest > 0)
		w->steps[via->newest - 1].newer = number;
	else
		via->oldest = number;
	via->newest = number;
	via->edges++;
}

/* The steps of one level out of the result of its query. */
static void
read_level(cu_walk *w, const uint32 *frontier, int depth)
{
	SPITupleTable *table = SPI_tuptable;
	TupleDesc	desc = table->tupdesc;

	for (uint64 i = 0; i < table->numvals; i++)
	{
		HeapTuple	row = table->vals[i];
		cu_walk_step *step;

		CHECK_FOR_INTERRUPTS();
		w->steps = grown(w, w->steps, w->step_count, &w->step_room,
						 sizeof(cu_walk_step));
		step = &w->steps[w->step_count++];
		memset(step, 0, sizeof(*step));
		step->via = frontier[column_int64(row, desc, 1) - 1];
		step->node = node_of(w, column_int64(row, desc, 2), row, desc, 3);
		step->event = event_of(w, column_int64(row, desc, 4),
							   column_int64(row, desc, 5));
		step->depth = depth;
		step->from = column_int64(row, desc, 6);
		step->until = column_int64(row, desc, 7);
		step->quantity = column_copy(w, row, desc, 8);
		step->unit = column_copy(w, row, desc, 9);
		step->si_quantity = column_copy(w, row, desc, 10);
		hang_behind(w, w->step_count);
	}
}

/* Judges the documents that came up since first. */
static void
judge(cu_walk *w, const cu_walk_plans *plans, uint32 first)
{
	uint32		count = w->document_count - first;
	Datum	   *ids;
	Datum		values[3];
	char		nulls[] = {' ', ' ', w->terms->known_given ? ' ' : 'n', '\0'};

	if (count == 0)
		return;
	ids = palloc(sizeof(Datum) * count);
	for (uint32 i = 0; i < count; i++)
		ids[i] = Int64GetDatum(w->documents[first + i].id);
	values[0] = int64_array(ids, count);
	values[1] = TimestampTzGetDatum(w->terms->at);
	values[2] = TimestampTzGetDatum(w->terms->known);
	execute(plans->judge, values, nulls, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		cu_walk_document *d = &w->documents[document_of(w,
														column_int64(row, desc, 1))];
		bool		isnull;

		d->verdict = column_copy(w, row, desc, 2);
		d->good = d->verdict && VARSIZE_ANY_EXHDR(d->verdict) == 4 &&
			memcmp(VARDATA_ANY(d->verdict), "good", 4) == 0;
		d->withdrawn = DatumGetBool(SPI_getbinval(row, desc, 3, &isnull));
		d->witnesses = column_copy(w, row, desc, 4);
		d->code = column_copy(w, row, desc, 5);
	}
	SPI_freetuptable(SPI_tuptable);
}

/* A way crosses to the node of step: what it may still be expanded with. */
static void
reach(cu_walk *w, const cu_walk_step *step)
{
	cu_walk_node *node = &w->nodes[step->node];
	TimestampTz via = w->nodes[step->via].done;
	TimestampTz bound = w->terms->upstream ? Min(via, step->until) :
		Max(via, step->from);

	if (!node->reached)
		node->depth = step->depth;
	node->reached = true;
	if (w->terms->upstream ? bound <= node->bound : bound >= node->bound)
		return;
	node->bound = bound;
	if (node->queued)
		return;
	node->queued = true;
	w->queue = grown(w, w->queue, w->queue_count, &w->queue_room,
					 sizeof(uint32));
	w->queue[w->queue_count++] = step->node;
}

/* What crosses from node, found now or before, gets its bound. */
static void
pass_on(cu_walk *w, uint32 node)
{
	uint32		next = w->nodes[node].oldest;

	while (next > 0)
	{
		const cu_walk_step *step = &w->steps[next - 1];

		if (step->stop == CU_WALK_GOES_ON)
			reach(w, step);
		next = step->newer;
	}
}

/* Runs the query of one level, for at most room steps. */
static void
query_level(cu_walk *w, const cu_walk_plans *plans, const uint32 *frontier,
			uint32 count, long room)
{
	const cu_walk_terms *t = w->terms;
	Datum	   *column = palloc(sizeof(Datum) * count);
	Datum		values[5];
	char		nulls[] = {' ', ' ', ' ', t->known_given ? ' ' : 'n', ' ', '\0'};

	for (uint32 i = 0; i < count; i++)
		column[i] = Int64GetDatum(w->nodes[frontier[i]].id);
	values[0] = int64_array(column, count);
	for (uint32 i = 0; i < count; i++)
		column[i] = TimestampTzGetDatum(w->nodes[frontier[i]].bound);
	values[1] = time_array(column, count);
	for (uint32 i = 0; i < count; i++)
		column[i] = TimestampTzGetDatum(w->nodes[frontier[i]].done);
	values[2] = time_array(column, count);
	values[3] = TimestampTzGetDatum(t->known);
	values[4] = TimestampTzGetDatum(t->at);
	execute(t->upstream ? plans->upstream : plans->downstream, values, nulls,
			room);
}

/*
 * The items of a frontier are expanded now.  When there was room for no more
 * steps, some of the last ones may be missing: steps come in the order of the
 * frontier.
 */
static void
close_frontier(cu_walk *w, const uint32 *frontier, uint32 count, bool full)
{
	for (uint32 i = count; i-- > 0;)
	{
		cu_walk_node *node = &w->nodes[frontier[i]];

		node->done = node->bound;
		node->expanded = true;
		node->cut = node->cut || full;
		if (full && w->steps[w->step_count - 1].via == frontier[i])
			full = false;
	}
}

/* One level: all steps from the items of the frontier. */
static void
expand(cu_walk *w, const cu_walk_plans *plans, const uint32 *frontier,
	   uint32 count, int depth)
{
	uint32		first_step = w->step_count;
	uint32		first_document = w->document_count;
	long		room = cu_max_walk_nodes - (long) w->step_count;

	query_level(w, plans, frontier, count, room);
	read_level(w, frontier, depth);
	SPI_freetuptable(SPI_tuptable);
	close_frontier(w, frontier, count,
				   (long) (w->step_count - first_step) == room);
	judge(w, plans, first_document);
	for (uint32 i = first_step; i < w->step_count; i++)
	{
		cu_walk_step *step = &w->steps[i];
		const cu_walk_document *d =
			&w->documents[w->events[step->event].document];

		if (!w->terms->any && d->withdrawn)
			step->stop = CU_WALK_WITHDRAWN;
		else if (!w->terms->any && !d->good)
			step->stop = CU_WALK_UNVERIFIED;
	}
	for (uint32 i = 0; i < count; i++)
		pass_on(w, frontier[i]);
}

/* The items to be expanded next, taken off the queue. */
static uint32 *
next_frontier(cu_walk *w, MemoryContext context, uint32 *count)
{
	uint32	   *frontier = MemoryContextAllocHuge(context, sizeof(uint32) *
												  Max(w->queue_count, 1));

	for (uint32 i = 0; i < w->queue_count; i++)
	{
		frontier[i] = w->queue[i];
		w->nodes[frontier[i]].queued = false;
	}
	*count = w->queue_count;
	w->queue_count = 0;
	return frontier;
}

static void
walk_levels(cu_walk *w, const cu_walk_plans *plans)
{
	uint32	   *frontier = palloc(sizeof(uint32));
	uint32		count = 1;
	MemoryContext level = AllocSetContextCreate(CurrentMemoryContext,
												"pg_custody walk level",
												ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(level);
	int			deepest = Min(w->terms->max_depth, cu_max_walk_depth);

	frontier[0] = 0;
	for (int depth = 1; count > 0; depth++)
	{
		CHECK_FOR_INTERRUPTS();
		if (depth > deepest || w->step_count >= (uint32) cu_max_walk_nodes)
		{
			for (uint32 i = 0; i < count; i++)
				w->nodes[frontier[i]].cut = true;
			break;
		}
		expand(w, plans, frontier, count, depth);
		pfree(frontier);
		frontier = next_frontier(w, old, &count);
		MemoryContextReset(level);
	}
	MemoryContextSwitchTo(old);
	pfree(frontier);
	MemoryContextDelete(level);
}

static void
describe(cu_walk *w, const cu_walk_plans *plans)
{
	Datum	   *event_ids;
	Datum		value;

	if (w->event_count == 0)
		return;
	event_ids = MemoryContextAllocHuge(CurrentMemoryContext,
									   sizeof(Datum) * w->event_count);
	for (uint32 i = 0; i < w->event_count; i++)
		event_ids[i] = Int64GetDatum(w->events[i].id);
	value = int64_array(event_ids, w->event_count);
	execute(plans->describe, &value, NULL, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		cu_walk_event *e = &w->events[event_of(w, column_int64(row, desc, 1),
											   0)];

		e->kind = column_copy(w, row, desc, 2);
		e->during = column_copy(w, row, desc, 3);
		e->from = column_int64(row, desc, 4);
		e->until = column_int64(row, desc, 5);
		e->place = column_copy(w, row, desc, 6);
		e->actor = column_copy(w, row, desc, 7);
	}
	SPI_freetuptable(SPI_tuptable);
	pfree(event_ids);
}

/* Puts the item that the walk starts from in place; false: not known. */
static bool
start_at(cu_walk *w, const cu_walk_plans *plans, Datum item)
{
	HeapTuple	row;
	TimestampTz at = w->terms->at;

	execute(plans->find, &item, NULL, 1);
	if (SPI_processed == 0)
		return false;
	row = SPI_tuptable->vals[0];
	node_of(w, column_int64(row, SPI_tuptable->tupdesc, 1), row,
			SPI_tuptable->tupdesc, 2);
	SPI_freetuptable(SPI_tuptable);
	/* What begins at the very instant asked for still counts. */
	w->nodes[0].bound = !w->terms->upstream ? DT_NOBEGIN :
		TIMESTAMP_NOT_FINITE(at) ? at : at + 1;
	w->nodes[0].reached = true;
	return true;
}

cu_walk *
cu_walk_run(const cu_walk_terms *terms, Datum item, MemoryContext context)
{
	const cu_walk_plans *plans = cu_walk_prepare(&terms->ledger);
	cu_walk    *w = MemoryContextAllocZero(context, sizeof(cu_walk));

	w->terms = terms;
	w->context = context;
	w->node_ids = ids_make(context);
	w->event_ids = ids_make(context);
	w->document_ids = ids_make(context);
	if (!start_at(w, plans, item))
		return NULL;
	walk_levels(w, plans);
	cu_walk_find_stops(w);
	describe(w, plans);
	return w;
}
