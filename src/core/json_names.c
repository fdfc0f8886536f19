/*
 * json_names.c
 *		Finds a repeated member name.
 *
 * Nearly all objects are small: one pass with a 64-bit mark each.  Larger ones
 * go through a hash set.  The core has no source of randomness, so somebody
 * may craft names that collide; the set counts its probes and, when there are
 * too many, gives up for a sort, which cannot be made slow.
 */
#include "json_names.h"

#include "sort.h"
#include "word.h"

#define SMALL 16				/* most members of the first way */
#define STACK_SLOTS 256

/* Some member before the i-th has its name. */
static bool
named_before(const cu_member *members, uint32_t i)
{
	for (uint32_t j = 0; j < i; j++)
	{
		if (cu_slice_eq(members[j].name, members[i].name))
			return true;
	}
	return false;
}

/*
 * Marks what length, first and last octet say about a name; only names with
 * the same mark can be the same.
 */
static cu_status
check_small(const cu_member *members, uint32_t count, uint32_t *repeated)
{
	uint64_t	seen = 0;

	for (uint32_t i = 0; i < count; i++)
	{
		cu_slice	name = members[i].name;
		unsigned	sum = (unsigned) name.n * 7;
		uint64_t	mark;

		if (name.n > 0)
			sum += (unsigned) (name.p[0] & 0x7f) * 5 +
				(unsigned) (name.p[name.n - 1] & 0x7f) +
				(unsigned) (name.p[name.n / 2] & 0x7f) * 11;
		mark = UINT64_C(1) << (sum & 63);
		if ((seen & mark) != 0 && named_before(members, i))
		{
			*repeated = i;
			return CU_DUPLICATE_KEY;
		}
		seen |= mark;
	}
	return CU_OK;
}

static uint32_t
name_hash(cu_slice name)
{
	const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t	hash = name.n * factor;
	char		tail[8] = {0};
	size_t		i = 0;

	for (; name.n - i >= 8; i += 8)
	{
		hash = (hash ^ cu_word_load(name.p + i)) * factor;
		hash ^= hash >> 32;
	}
	if (i < name.n)
		memcpy(tail, name.p + i, name.n - i);
	hash = (hash ^ cu_word_load(tail)) * factor;
	return (uint32_t) (hash >> 32);
}

/* What the search in the hash set came to. */
typedef enum outcome
{
	ALL_DIFFERENT,
	REPEATED,
	TOO_MANY_PROBES
} outcome;

/*
 * slots are zero, a power of two of them, at least twice the members.  A slot
 * holds the index of a member plus one.
 */
static outcome
search_set(const cu_member *members, uint32_t count, uint32_t *slots,
		   size_t slot_count, uint32_t *repeated)
{
	uint64_t	probes = UINT64_C(8) * count;	/* honest names need one each */

	for (uint32_t i = 0; i < count; i++)
	{
		size_t		at = name_hash(members[i].name) & (slot_count - 1);

		while (slots[at] != 0)
		{
			if (cu_slice_eq(members[slots[at] - 1].name, members[i].name))
			{
				*repeated = i;
				return REPEATED;
			}
			if (probes-- == 0)
				return TOO_MANY_PROBES;
			at = (at + 1) & (slot_count - 1);
		}
		slots[at] = i + 1;
	}
	return ALL_DIFFERENT;
}

/* By length first: any order will do that puts the same names together. */
static int
compare_names(const void *a, const void *b)
{
	cu_slice	x = ((const cu_member *) a)->name;
	cu_slice	y = ((const cu_member *) b)->name;

	if (x.n != y.n)
		return x.n < y.n ? -1 : 1;
	return x.n > 0 ? memcmp(x.p, y.p, x.n) : 0;
}

static cu_status
check_by_sort(cu_ctx *ctx, const cu_member *members, uint32_t count,
			  uint32_t *repeated)
{
	const void **order = cu_alloc_array(ctx, count, sizeof(*order));

	if (order == NULL)
		return CU_NOMEM(ctx);
	for (uint32_t i = 0; i < count; i++)
		order[i] = &members[i];
	CU_TRY(cu_sort(ctx, order, count, compare_names));
	for (uint32_t i = 1; i < count; i++)
	{
		if (compare_names(order[i - 1], order[i]) == 0)
		{
			*repeated = (uint32_t) ((const cu_member *) order[i] - members);
			return CU_DUPLICATE_KEY;
		}
	}
	return CU_OK;
}

static cu_status
check_large(cu_ctx *ctx, const cu_member *members, uint32_t count,
			uint32_t *repeated)
{
	uint32_t	stack_slots[STACK_SLOTS] = {0};
	uint32_t   *slots = stack_slots;
	size_t		slot_count = STACK_SLOTS;

	while (slot_count / 2 < count)
		slot_count *= 2;
	if (slot_count > STACK_SLOTS)
	{
		slots = cu_alloc_array(ctx, slot_count, sizeof(*slots));
		if (slots == NULL)
			return CU_NOMEM(ctx);
	}
	switch (search_set(members, count, slots, slot_count, repeated))
	{
		case ALL_DIFFERENT:
			return CU_OK;
		case REPEATED:
			return CU_DUPLICATE_KEY;
		case TOO_MANY_PROBES:
			break;
	}
	return check_by_sort(ctx, members, count, repeated);
}

cu_status
cu_json_names_check(cu_ctx *ctx, const cu_member *members, uint32_t count,
					uint32_t *repeated)
{
	cu_mark		mark;
	cu_status	status;

	if (count <= SMALL)
		return check_small(members, count, repeated);
	mark = cu_arena_mark(ctx);
	status = check_large(ctx, members, count, repeated);
	cu_arena_rewind(ctx, mark);
	return status;
}
