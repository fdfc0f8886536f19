/*
 * walk_stops.c
 *		Where a walk ended, and why: cycles, limits, nothing more.
 */
#include "walk.h"

#include "miscadmin.h"
#include "utils/memutils.h"

void
cu_walk_fan_out(const cu_walk *w, uint32 **first, uint32 **list)
{
	uint32	   *start = MemoryContextAllocHuge(CurrentMemoryContext,
											   sizeof(uint32) *
											   ((Size) w->node_count + 2));
	uint32	   *steps = MemoryContextAllocHuge(CurrentMemoryContext,
											   sizeof(uint32) *
											   ((Size) w->step_count + 1));

	/* Counting sort; start[n + 1] is where the next step of n goes. */
	memset(start, 0, sizeof(uint32) * ((Size) w->node_count + 2));
	for (uint32 i = 0; i < w->step_count; i++)
		start[w->steps[i].via + 2]++;
	for (uint32 n = 2; n < w->node_count + 2; n++)
		start[n] += start[n - 1];
	for (uint32 i = 0; i < w->step_count; i++)
		steps[start[w->steps[i].via + 1]++] = i;
	*first = start;
	*list = steps;
}

/*
 * Depth first over the steps that were crossed: a step to an item that is
 * still open closes a cycle, and every cycle has such a step.
 */
static void
find_cycles(cu_walk *w)
{
	uint32	   *first,
			   *list;
	uint32	   *stack = MemoryContextAllocHuge(CurrentMemoryContext,
											   sizeof(uint32) * w->node_count);
	uint32	   *next;
	char	   *state = MemoryContextAllocHuge(CurrentMemoryContext,
											   w->node_count);
	uint32		depth = 1;

	cu_walk_fan_out(w, &first, &list);
	next = MemoryContextAllocHuge(CurrentMemoryContext,
								  sizeof(uint32) * w->node_count);
	memcpy(next, first, sizeof(uint32) * w->node_count);
	memset(state, 0, w->node_count);
	stack[0] = 0;
	state[0] = 1;				/* 0 not seen, 1 open, 2 done */
	while (depth > 0)
	{
		uint32		n = stack[depth - 1];
		cu_walk_step *step;

		CHECK_FOR_INTERRUPTS();
		if (next[n] == first[n + 1])
		{
			state[n] = 2;
			depth--;
			continue;
		}
		step = &w->steps[list[next[n]++]];
		if (step->stop != CU_WALK_GOES_ON || state[step->node] == 2)
			continue;
		if (state[step->node] == 1)
		{
			step->stop = CU_WALK_CYCLE;
			continue;
		}
		state[step->node] = 1;
		stack[depth++] = step->node;
	}
	pfree(first);
	pfree(list);
	pfree(stack);
	pfree(next);
	pfree(state);
}

/* What is behind the items that were reached: nothing, or it was left out. */
static void
find_ends(cu_walk *w)
{
	for (uint32 i = 0; i < w->step_count; i++)
	{
		const cu_walk_node *node = &w->nodes[w->steps[i].node];

		if (w->steps[i].stop != CU_WALK_GOES_ON)
			continue;
		if (!node->expanded || node->cut)
			w->steps[i].stop = CU_WALK_LIMIT;
		else if (node->edges == 0)
			w->steps[i].stop = CU_WALK_END;
	}
}

void
cu_walk_find_stops(cu_walk *w)
{
	find_cycles(w);
	find_ends(w);
}

const char *
cu_walk_stop_word(const cu_walk *w, cu_walk_stop stop)
{
	switch (stop)
	{
		case CU_WALK_GOES_ON:
			return NULL;
		case CU_WALK_UNVERIFIED:
			return "unverified";
		case CU_WALK_WITHDRAWN:
			return "withdrawn";
		case CU_WALK_CYCLE:
			return "cycle";
		case CU_WALK_LIMIT:
			return "limit";
		case CU_WALK_END:
			return w->terms->upstream ? "no_upstream" : "no_downstream";
	}
	pg_unreachable();
}
