/*
 * sort.c
 *		Merge sort from the bottom up, over short runs sorted by insertion.
 */
#include "sort.h"

#define RUN ((size_t) 8)
#define POLL_EVERY ((size_t) 16384)	/* items merged between two polls */

static void
insertion_sort(const void **items, size_t count, cu_compare compare)
{
	for (size_t i = 1; i < count; i++)
	{
		const void *item = items[i];
		size_t		j = i;

		for (; j > 0 && compare(items[j - 1], item) > 0; j--)
			items[j] = items[j - 1];
		items[j] = item;
	}
}

/* Merges from[0, middle) and from[middle, end), each in order, into to. */
static void
merge(const void **from, size_t middle, size_t end, const void **to,
	  cu_compare compare)
{
	size_t		left = 0;
	size_t		right = middle;

	/* Much of what is sorted is in order already. */
	if (middle == end || compare(from[middle - 1], from[middle]) <= 0)
	{
		memcpy(to, from, end * sizeof(*to));
		return;
	}
	for (size_t i = 0; i < end; i++)
	{
		if (right == end ||
			(left < middle && compare(from[left], from[right]) <= 0))
			to[i] = from[left++];
		else
			to[i] = from[right++];
	}
}

/* One pass: runs of width become runs of twice the width. */
static cu_status
merge_runs(cu_ctx *ctx, const void **from, size_t count, size_t width,
		   const void **to, cu_compare compare)
{
	size_t		since_poll = 0;

	for (size_t i = 0; i < count; i += 2 * width)
	{
		size_t		left = count - i;
		size_t		middle = left < width ? left : width;
		size_t		end = left - middle < width ? left : 2 * width;

		merge(from + i, middle, end, to + i, compare);
		since_poll += end;
		if (since_poll >= POLL_EVERY)
		{
			since_poll = 0;
			if (cu_canceled(ctx))
				return CU_CANCELED;
		}
	}
	return CU_OK;
}

cu_status
cu_sort(cu_ctx *ctx, const void **items, size_t count, cu_compare compare)
{
	const void **from = items;
	const void **to;

	for (size_t i = 0; i < count; i += RUN)
		insertion_sort(items + i, count - i < RUN ? count - i : RUN, compare);
	if (count <= RUN)
		return CU_OK;
	to = cu_alloc_array(ctx, count, sizeof(*to));
	if (to == NULL)
		return CU_NOMEM(ctx);
	for (size_t width = RUN; width < count; width *= 2)
	{
		const void **swap = from;

		CU_TRY(merge_runs(ctx, from, count, width, to, compare));
		from = to;
		to = swap;
	}
	if (from != items)
		memcpy(items, from, count * sizeof(*items));
	return CU_OK;
}
