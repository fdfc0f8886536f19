/*
 * walk_queries.c
 *		What a walk asks of a ledger's tables.
 *
 * Arrays in, rows out: one round trip per level, through whatever the tables
 * are (partitions, views, foreign tables) and with the caller's rights and row
 * security.  Plans are generic: a custom plan would cost more to make than the
 * query to run, and the planner knows nothing of the arrays anyway.
 */
#include "walk.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* The instant at which a range begins, and the one before which it ended. */
#define BEGINS "coalesce(lower(e.at), '-infinity')"
#define ENDED \
	"coalesce(upper(e.at) + CASE WHEN upper_inc(e.at)" \
	" THEN interval '1 microsecond' ELSE interval '0' END, 'infinity')"

#define LEVEL_COLUMNS \
	"SELECT f.no, g.item_id, g.item, e.event_id, d.document_id, " \
	BEGINS ", " ENDED "," \
	" CASE WHEN h.event_id IS NULL THEN e.quantity ELSE h.quantity END," \
	" CASE WHEN h.event_id IS NULL THEN e.unit ELSE h.unit END," \
	" CASE WHEN h.event_id IS NULL THEN e.si_quantity ELSE h.si_quantity END" \
	" FROM unnest($1, $2, $3) WITH ORDINALITY AS f(node, bound, done, no)"

#define LEVEL_JOINS \
	" JOIN %1$s.event v ON v.event_id = e.event_id" \
	" JOIN %1$s.document d ON d.document_id = v.document_id" \
	" WHERE g.item_id <> f.node" \
	" AND ($4 IS NULL OR d.received_at <= $4)"

#define LEVEL_ORDER " ORDER BY f.no, e.event_id, g.item_id"

/*
 * %1$s is the ledger.  Where an event stands between its inputs and outputs
 * (walks see one step there), h is the other half of the way; the CASE keeps
 * the index from being asked where there is none.
 */
static const char *const upstream_query =
	LEVEL_COLUMNS
	" JOIN %1$s.edge e ON e.dst = f.node"
	" LEFT JOIN %1$s.edge h ON h.event_id = e.event_id"
	" AND h.dst = CASE WHEN e.src = e.event_id THEN e.src END"
	" JOIN %1$s.goods g ON g.item_id = coalesce(h.src, e.src)"
	LEVEL_JOINS
	" AND " BEGINS " < f.bound AND " BEGINS " >= f.done"
	" AND " BEGINS " <= $5"
	LEVEL_ORDER;

static const char *const downstream_query =
	LEVEL_COLUMNS
	" JOIN %1$s.edge e ON e.src = f.node"
	" LEFT JOIN %1$s.edge h ON h.event_id = e.event_id"
	" AND h.src = CASE WHEN e.dst = e.event_id THEN e.dst END"
	" JOIN %1$s.goods g ON g.item_id = coalesce(h.dst, e.dst)"
	LEVEL_JOINS
	" AND " ENDED " > f.bound AND " ENDED " <= f.done"
	" AND " BEGINS " <= $5"
	LEVEL_ORDER;

static const char *const find_query =
	"SELECT g.item_id, g.item FROM %1$s.goods g"
	" WHERE g.item OPERATOR(custody.=) $1::custody.item";

/*
 * A document is judged for the time it is evidence of.  Its code is that of a
 * witness that got the same verdict.  OFFSET 0: each verdict once.
 */
static const char *const judge_query =
	"SELECT d.document_id, v.verdict, v.withdrawn, v.witnesses,"
	" CASE WHEN v.verdict = 'good' THEN 'ok' ELSE (SELECT c.code"
	" FROM %1$s.document w"
	" JOIN %1$s.document_body b ON b.document_id = w.document_id,"
	" LATERAL (SELECT pg_catalog.jsonb_build_object('seen', w.received_at)"
	" AS options OFFSET 0) o,"
	" LATERAL custody.checks(b.credential, v.reliance, $3, o.options) c"
	" WHERE w.document_id = ANY (v.witnesses) AND c.level = 'error'"
	" AND c.passed IS NOT TRUE AND v.verdict ="
	" custody.verdict(b.credential, v.reliance, $3, o.options)"
	" ORDER BY c.passed, w.document_id, c.no LIMIT 1) END"
	" FROM unnest($1) u(id) JOIN %1$s.document d ON d.document_id = u.id,"
	" LATERAL (SELECT r.reliance,"
	" %1$s.document_verdict(u.id, r.reliance, $3) AS verdict,"
	" %1$s.withdrawn(u.id, $2, $3) AS withdrawn,"
	" ARRAY(SELECT w.document_id FROM %1$s.document w"
	" WHERE w.content_digest = d.content_digest"
	" AND ($3 IS NULL OR w.received_at <= $3)"
	" ORDER BY w.document_id) AS witnesses"
	" FROM (SELECT %1$s.reliance_time(u.id) AS reliance OFFSET 0) r"
	" OFFSET 0) v";

static const char *const describe_query =
	"SELECT e.event_id, e.kind, e.during, coalesce(lower(e.during), '-infinity'),"
	" coalesce(upper(e.during), 'infinity'),"
	" nullif(concat_ws(', ', coalesce(p.name, p.unlocode, p.us_port, p.gln),"
	" p.country), ''),"
	" (SELECT string_agg(DISTINCT coalesce(q.name, q.identity), ', ')"
	" FROM %1$s.event_party a JOIN %1$s.party q ON q.party_id = a.party_id"
	" WHERE a.event_id = e.event_id AND a.dimension = 'actor')"
	" FROM unnest($1) u(id) JOIN %1$s.event e ON e.event_id = u.id"
	" LEFT JOIN %1$s.place p ON p.place_id = e.place_id";

/* Ledgers whose plans are kept; a session seldom walks more. */
#define KEPT 8

static cu_walk_plans kept[KEPT];
static int	kept_next;

static SPIPlanPtr
prepare(const char *query, int nargs, Oid *types)
{
	SPIPlanPtr	plan = SPI_prepare_cursor(query, nargs, types,
										  CURSOR_OPT_GENERIC_PLAN);

	if (plan == NULL)
		elog(ERROR, "could not prepare a query of the walk: %s",
			 SPI_result_code_string(SPI_result));
	return plan;
}

static SPIPlanPtr
prepare_for(const char *schema, const char *query, int nargs, Oid *types)
{
	char	   *text = psprintf(query, schema);
	SPIPlanPtr	plan = prepare(text, nargs, types);

	pfree(text);
	return plan;
}

/* Keeps plans in slot, once none of them can fail any more. */
static void
keep(cu_walk_plans *slot, const cu_walk_plans *plans)
{
	SPIPlanPtr	old[] = {
		slot->find, slot->upstream, slot->downstream, slot->judge,
		slot->describe
	};
	SPIPlanPtr	new[] = {
		plans->find, plans->upstream, plans->downstream, plans->judge,
		plans->describe
	};

	memset(slot, 0, sizeof(*slot));
	for (size_t i = 0; i < lengthof(old); i++)
	{
		if (old[i])
			SPI_freeplan(old[i]);
		SPI_keepplan(new[i]);
	}
	*slot = *plans;
}

const cu_walk_plans *
cu_walk_prepare(const NameData *ledger)
{
	Oid			find_types[] = {TEXTOID};
	Oid			level_types[] = {
		INT8ARRAYOID, TIMESTAMPTZARRAYOID, TIMESTAMPTZARRAYOID,
		TIMESTAMPTZOID, TIMESTAMPTZOID
	};
	Oid			judge_types[] = {INT8ARRAYOID, TIMESTAMPTZOID, TIMESTAMPTZOID};
	Oid			describe_types[] = {INT8ARRAYOID};
	const char *schema = quote_identifier(NameStr(*ledger));
	cu_walk_plans plans;
	cu_walk_plans *slot;

	for (int i = 0; i < KEPT; i++)
	{
		if (strcmp(NameStr(kept[i].ledger), NameStr(*ledger)) == 0)
			return &kept[i];
	}
	plans.ledger = *ledger;
	plans.find = prepare_for(schema, find_query, lengthof(find_types),
							 find_types);
	plans.upstream = prepare_for(schema, upstream_query,
								 lengthof(level_types), level_types);
	plans.downstream = prepare_for(schema, downstream_query,
								   lengthof(level_types), level_types);
	plans.judge = prepare_for(schema, judge_query, lengthof(judge_types),
							  judge_types);
	plans.describe = prepare_for(schema, describe_query,
								 lengthof(describe_types), describe_types);
	slot = &kept[kept_next];
	kept_next = (kept_next + 1) % KEPT;
	keep(slot, &plans);
	return slot;
}

void
cu_walk_resolve(const char *wanted, NameData *ledger)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTOID};
	Datum		values[] = {wanted ? CStringGetTextDatum(wanted) : (Datum) 0};
	char		nulls[] = {wanted ? ' ' : 'n', '\0'};
	bool		isnull;

	if (plan == NULL)
	{
		SPIPlanPtr	made = prepare("SELECT custody.resolve_ledger($1)",
								   lengthof(types), types);

		SPI_keepplan(made);
		plan = made;
	}
	if (SPI_execute_plan(plan, values, nulls, true, 1) != SPI_OK_SELECT ||
		SPI_processed != 1)
		elog(ERROR, "could not resolve the ledger");
	namestrcpy(ledger,
			   NameStr(*DatumGetName(SPI_getbinval(SPI_tuptable->vals[0],
												   SPI_tuptable->tupdesc,
												   1, &isnull))));
	SPI_freetuptable(SPI_tuptable);
}
