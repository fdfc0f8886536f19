/*
 * walk.h
 *		Where goods came from, and where they went, over a ledger's edges.
 *
 * A walk goes level by level, one query for all items of a level.  It holds
 * everything it found until it is done, because a cycle shows only then.
 */
#ifndef CU_PG_WALK_H
#define CU_PG_WALK_H

#include "compat.h"

#include "datatype/timestamp.h"
#include "executor/spi.h"

/* What is asked. */
typedef struct cu_walk_terms
{
	bool		upstream;		/* false: downstream */
	bool		any;			/* cross what is not verified too */
	TimestampTz at;				/* no event that began later */
	bool		known_given;
	TimestampTz known;			/* nothing recorded later */
	int			max_depth;
	NameData	ledger;			/* schema of the ledger */
} cu_walk_terms;

/* Why the walk does not go on behind an item; what SQL shows as stop. */
typedef enum cu_walk_stop
{
	CU_WALK_GOES_ON,			/* NULL */
	CU_WALK_UNVERIFIED,
	CU_WALK_WITHDRAWN,
	CU_WALK_CYCLE,
	CU_WALK_LIMIT,
	CU_WALK_END					/* no_upstream, no_downstream */
} cu_walk_stop;

typedef struct cu_walk_node
{
	int64		id;				/* goods.item_id */
	struct varlena *item;
	int			depth;			/* at which it was first reached */
	TimestampTz bound;			/* upstream: what feeds it must start before;
								 * downstream: what it feeds must end after */
	TimestampTz done;			/* the bound it was last expanded with */
	uint32		edges;			/* steps found behind it */
	uint32		oldest,			/* first and last of them, from 1; 0: none */
				newest;
	bool		reached;		/* some way crosses to it */
	bool		queued;			/* to be expanded with the next level */
	bool		expanded;
	bool		cut;			/* steps behind it were left out */
} cu_walk_node;

/* The document an event rests on, and all others with the same content. */
typedef struct cu_walk_document
{
	int64		id;
	struct varlena *verdict;	/* text */
	struct varlena *code;		/* text, or NULL */
	struct varlena *witnesses;	/* bigint[] */
	bool		good;
	bool		withdrawn;
} cu_walk_document;

typedef struct cu_walk_event
{
	int64		id;
	uint32		document;
	struct varlena *kind;		/* text */
	struct varlena *during;		/* tstzrange, or NULL */
	TimestampTz from,
				until;			/* its bounds, infinite when it has none */
	struct varlena *place;		/* text, or NULL */
	struct varlena *actor;		/* text, or NULL */
} cu_walk_event;

/* One edge that was found: from the item via to the item node. */
typedef struct cu_walk_step
{
	uint32		via,
				node,
				event;
	int			depth;
	uint32		newer;			/* the next behind the same via, from 1 */
	cu_walk_stop stop;
	TimestampTz from,
				until;			/* when it happened: [from, until) */
	struct varlena *quantity;	/* numeric, or NULL */
	struct varlena *unit;		/* text, or NULL */
	struct varlena *si_quantity;	/* numeric, or NULL */
} cu_walk_step;

typedef struct cu_walk
{
	const cu_walk_terms *terms;
	MemoryContext context;		/* all of it lives here */
	struct cu_walk_ids *node_ids;
	struct cu_walk_ids *event_ids;
	struct cu_walk_ids *document_ids;
	cu_walk_node *nodes;		/* the first is where the walk started */
	cu_walk_event *events;
	cu_walk_document *documents;
	cu_walk_step *steps;		/* by depth, then in order of discovery */
	uint32	   *queue;			/* nodes to be expanded with the next level */
	uint32		node_count,
				event_count,
				document_count,
				step_count,
				queue_count;
	uint32		node_room,
				event_room,
				document_room,
				step_room,
				queue_room;
} cu_walk;

/* Queries of one ledger, prepared once per session. */
typedef struct cu_walk_plans
{
	NameData	ledger;
	SPIPlanPtr	find;			/* item → item_id */
	SPIPlanPtr	upstream;		/* one level */
	SPIPlanPtr	downstream;
	SPIPlanPtr	judge;			/* documents → verdicts */
	SPIPlanPtr	describe;		/* events → kind, time, place, actor */
} cu_walk_plans;

/* walk_queries.c; all of it within SPI_connect */

/* The schema of the ledger that wanted (or NULL: the settings) means. */
extern void cu_walk_resolve(const char *wanted, NameData *ledger);

extern const cu_walk_plans *cu_walk_prepare(const NameData *ledger);

/* walk_graph.c */

/*
 * Walks from item (of type custody.item) under terms, within SPI_connect.
 * NULL when the ledger does not know the item.  Everything returned lies in
 * context.
 */
extern cu_walk *cu_walk_run(const cu_walk_terms *terms, Datum item,
							MemoryContext context);

/* walk_stops.c */

/* Fills in stop of the steps that were crossed, when the walk is done. */
extern void cu_walk_find_stops(cu_walk *walk);

/*
 * Steps by the item they start at: those of node n are
 * list[first[n]] … list[first[n + 1] - 1], in order.
 */
extern void cu_walk_fan_out(const cu_walk *walk, uint32 **first,
							uint32 **list);

/* How the walk of step ends, as SQL shows it; NULL when it goes on. */
extern const char *cu_walk_stop_word(const cu_walk *walk, cu_walk_stop stop);

/* walk_tree.c */

/* The walk as an indented tree, at most 80 characters wide. */
extern text *cu_walk_draw(const cu_walk *walk);

#endif							/* CU_PG_WALK_H */
