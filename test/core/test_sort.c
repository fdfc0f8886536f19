/*
 * test_sort.c
 *		Sorted, stable, and never quadratic.
 */
#include "test.h"

#include "../../src/core/sort.h"

#define MOST 3000

typedef struct item
{
	uint32_t	key;
	uint32_t	place;			/* before sorting */
} item;

static size_t comparisons;

static int
compare_items(const void *a, const void *b)
{
	uint32_t	x = ((const item *) a)->key;
	uint32_t	y = ((const item *) b)->key;

	comparisons++;
	return x < y ? -1 : x > y;
}

/* Keys by pattern: rising, falling, all the same, few, many. */
static uint32_t
key_of(unsigned pattern, uint32_t i)
{
	switch (pattern)
	{
		case 0:
			return i;
		case 1:
			return MOST - i;
		case 2:
			return 7;
		case 3:
			return i * 2654435761u >> 29;
		default:
			return i * 2654435761u >> 7;
	}
}

static void
sort_and_check(cu_ctx *ctx, unsigned pattern, uint32_t count)
{
	static item items[MOST];
	const void *order[MOST];

	for (uint32_t i = 0; i < count; i++)
	{
		items[i].key = key_of(pattern, i);
		items[i].place = i;
		order[i] = &items[i];
	}
	comparisons = 0;
	REQUIRE_OK(cu_sort(ctx, order, count, compare_items));
	CHECK(comparisons <= (size_t) count * 16);
	for (uint32_t i = 1; i < count; i++)
	{
		const item *a = order[i - 1];
		const item *b = order[i];

		if (!CHECK(a->key < b->key ||
				   (a->key == b->key && a->place < b->place)))
			return;
	}
}

TEST(sorts_stably)
{
	static const uint32_t counts[] = {
		0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 127, 129, 1000, MOST
	};
	cu_ctx	   *ctx = test_ctx();

	for (unsigned pattern = 0; pattern < 5; pattern++)
	{
		for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
			sort_and_check(ctx, pattern, counts[i]);
	}
}

const cu_test cu_tests_sort[] = {
	{"sorts_stably", sorts_stably},
	{NULL, NULL}
};
