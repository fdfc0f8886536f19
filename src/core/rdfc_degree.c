/*
 * rdfc_degree.c
 *		Hash N-Degree Quads: telling apart blank nodes that look alike.
 *
 * RDFC-1.0, sections 4.7 and 4.8.  All ways to order the related blank nodes
 * are tried, and the path that sorts first is taken; the cost is therefore
 * factorial in graphs made for it, which the budget of steps ends.
 */
#include "rdfc_work.h"

#include "sort.h"

/* Deeper recursion than any real document needs: it takes the C stack. */
#define DEPTH_MAX 1000

/* A blank node that is mentioned beside another. */
typedef struct related
{
	cu_rdfc_digest hash;
	uint32_t	number;
} related;

/* The best path so far, and what its issuer issued beyond the common stack. */
typedef struct choice
{
	cu_buf		path;
	uint32_t   *issued;
	uint32_t	count;
	uint32_t	room;
} choice;

/* Related blank nodes of one hash, and what to do with each order of them. */
typedef struct group
{
	uint32_t   *members;
	size_t		count;
	uint32_t   *recursion;		/* room for count */
	cu_buf		path;
	choice		best;
	unsigned	depth;
} group;

/* --- related blank nodes --------------------------------------------------- */

static void
add_label(cu_buf *buf, const char *prefix, uint32_t label)
{
	cu_buf_add_cstr(buf, prefix);
	cu_buf_add_uint(buf, label);
}

/* Hash Related Blank Node, section 4.7.3. */
static cu_status
hash_related(cu_rdfc *work, uint32_t number, const cu_quad *quad,
			 char position, cu_rdfc_digest *out)
{
	cu_buf	   *buf = &work->scratch;

	buf->n = 0;
	cu_buf_add_char(buf, position);
	if (position != 'g')
		cu_buf_add_slice(buf, quad->predicate->text);
	if (work->canonical[number] != CU_NO_LABEL)
		add_label(buf, "_:c14n", work->canonical[number]);
	else if (work->place[number] != CU_NO_LABEL)
		add_label(buf, "_:b", work->place[number]);
	else
		cu_buf_add(buf, work->first_hex + number * work->hex_size,
				   work->hex_size);
	CU_TRY(cu_buf_status(buf));
	return cu_rdfc_hash(work, cu_buf_slice(buf), out);
}

/* Adds what one component of a quad relates number to. */
static cu_status
relate(cu_rdfc *work, uint32_t number, const cu_quad *quad,
	   const cu_term *term, char position, related *all, size_t *count)
{
	if (term == NULL || term->kind != CU_TERM_BLANK || term->number == number)
		return CU_OK;
	CU_TRY(hash_related(work, term->number, quad, position,
						&all[*count].hash));
	all[(*count)++].number = term->number;
	return CU_OK;
}

/* By hash, and those of one hash as the first of their orders has them. */
static int
compare_related(const void *a, const void *b)
{
	const related *x = a;
	const related *y = b;
	int			c = memcmp(&x->hash, &y->hash, sizeof(x->hash));

	if (c != 0)
		return c;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* All that number is mentioned beside, sorted by hash. */
static cu_status
find_related(cu_rdfc *work, uint32_t number, const related ***out,
			 size_t *count)
{
	size_t		from = work->first_mention[number];
	size_t		to = work->first_mention[number + 1];
	size_t		most = 3 * (to - from) + 1;
	related    *all = cu_alloc_array(work->ctx, most, sizeof(*all));
	const related **sorted = cu_alloc_array(work->ctx, most, sizeof(*sorted));

	*count = 0;
	*out = sorted;
	if (all == NULL || sorted == NULL)
		return CU_NOMEM(work->ctx);
	for (size_t i = from; i < to; i++)
	{
		const cu_quad *quad = &work->quads[work->mentions[i]];

		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
		CU_TRY(relate(work, number, quad, quad->subject, 's', all, count));
		CU_TRY(relate(work, number, quad, quad->object, 'o', all, count));
		CU_TRY(relate(work, number, quad, quad->graph, 'g', all, count));
	}
	for (size_t i = 0; i < *count; i++)
		sorted[i] = &all[i];
	return cu_sort(work->ctx, (const void **) sorted, *count,
				   compare_related);
}

/* --- one order ------------------------------------------------------------- */

/* True when path can no longer become better than the best one. */
static bool
is_worse(const group *g)
{
	const cu_buf *path = &g->path;
	const cu_buf *best = &g->best.path;

	return best->n > 0 && path->n >= best->n &&
		cu_slice_cmp(cu_buf_slice(path), cu_buf_slice(best)) > 0;
}

/*
 * Steps 5.4.4: labels of the members in their order; those that were not
 * issued before are to be looked into.
 */
static bool
add_members(cu_rdfc *work, group *g, size_t *recursions)
{
	*recursions = 0;
	for (size_t i = 0; i < g->count; i++)
	{
		uint32_t	number = g->members[i];

		if (work->canonical[number] != CU_NO_LABEL)
			add_label(&g->path, "_:c14n", work->canonical[number]);
		else
		{
			if (work->place[number] == CU_NO_LABEL)
				g->recursion[(*recursions)++] = number;
			cu_rdfc_push(work, number);
			add_label(&g->path, "_:b", work->place[number]);
		}
		if (is_worse(g))
			return false;
	}
	return true;
}

/* Step 5.4.5: looks into them; *better is false when the path got worse. */
static cu_status
add_recursions(cu_rdfc *work, group *g, size_t count, bool *better)
{
	for (size_t i = 0; i < count && *better; i++)
	{
		uint32_t	number = g->recursion[i];
		cu_rdfc_digest hash;

		CU_TRY(cu_rdfc_degree(work, number, g->depth + 1, &hash));
		add_label(&g->path, "_:b", work->place[number]);
		cu_buf_add_char(&g->path, '<');
		cu_rdfc_add_hex(&g->path, work, &hash);
		cu_buf_add_char(&g->path, '>');
		CU_TRY(cu_buf_status(&g->path));
		*better = !is_worse(g);
	}
	return CU_OK;
}

/* Keeps path, and what was issued since the stack was so high. */
static cu_status
choose(cu_rdfc *work, group *g, uint32_t height)
{
	choice	   *best = &g->best;

	best->count = work->stacked - height;
	if (best->count > best->room)
	{
		best->room = 2 * best->count;
		best->issued = cu_alloc_array(work->ctx, best->room,
									  sizeof(*best->issued));
		if (best->issued == NULL)
			return CU_NOMEM(work->ctx);
	}
	if (best->count > 0)
		memcpy(best->issued, work->stack + height,
			   best->count * sizeof(*best->issued));
	best->path.n = 0;
	cu_buf_add_slice(&best->path, cu_buf_slice(&g->path));
	return cu_buf_status(&best->path);
}

/* Tries the members in the order in which they are now. */
static cu_status
try_order(cu_rdfc *work, group *g)
{
	uint32_t	height = work->stacked;
	size_t		recursions;
	bool		better;

	if (work->steps == 0)
		return cu_fail(work->ctx, CU_LIMIT_WORK, NULL);
	work->steps--;
	if (cu_canceled(work->ctx))
		return CU_CANCELED;
	g->path.n = 0;
	better = add_members(work, g, &recursions);
	CU_TRY(cu_buf_status(&g->path));
	CU_TRY(add_recursions(work, g, recursions, &better));
	/* Long paths are work too, hashed or not. */
	CU_TRY(cu_rdfc_charge(work, g->path.n));
	if (better && (g->best.path.n == 0 ||
				   cu_slice_cmp(cu_buf_slice(&g->path),
								cu_buf_slice(&g->best.path)) < 0))
		CU_TRY(choose(work, g, height));
	cu_rdfc_pop(work, height);
	return CU_OK;
}

/* --- all orders ------------------------------------------------------------ */

/* The next permutation in lexicographic order; false after the last. */
static bool
next_order(uint32_t *members, size_t count)
{
	size_t		i = count;
	size_t		j = count;
	uint32_t	swap;

	while (i > 1 && members[i - 2] >= members[i - 1])
		i--;
	if (i <= 1)
		return false;
	while (members[j - 1] <= members[i - 2])
		j--;
	swap = members[i - 2];
	members[i - 2] = members[j - 1];
	members[j - 1] = swap;
	for (j = count; i < j; i++, j--)
	{
		swap = members[i - 1];
		members[i - 1] = members[j - 1];
		members[j - 1] = swap;
	}
	return true;
}

/* Steps 5.1 to 5.6 for related blank nodes of one hash. */
static cu_status
add_group(cu_rdfc *work, const related **all, size_t count, unsigned depth,
		  cu_buf *data)
{
	group		g = {.count = count, .depth = depth};

	g.members = cu_alloc_array(work->ctx, count, sizeof(*g.members));
	g.recursion = cu_alloc_array(work->ctx, count, sizeof(*g.recursion));
	if (g.members == NULL || g.recursion == NULL)
		return CU_NOMEM(work->ctx);
	for (size_t i = 0; i < count; i++)
		g.members[i] = all[i]->number;
	cu_buf_init(&g.path, work->ctx);
	cu_buf_init(&g.best.path, work->ctx);
	do
		CU_TRY(try_order(work, &g));
	while (next_order(g.members, count));
	cu_rdfc_add_hex(data, work, &all[0]->hash);
	cu_buf_add_slice(data, cu_buf_slice(&g.best.path));
	for (uint32_t i = 0; i < g.best.count; i++)
		cu_rdfc_push(work, g.best.issued[i]);
	return cu_buf_status(data);
}

static cu_status
degree(cu_rdfc *work, uint32_t number, unsigned depth, cu_rdfc_digest *out)
{
	const related **all;
	size_t		count;
	cu_buf		data;

	CU_TRY(find_related(work, number, &all, &count));
	cu_buf_init(&data, work->ctx);
	for (size_t from = 0, to; from < count; from = to)
	{
		to = from + 1;
		while (to < count && memcmp(&all[from]->hash, &all[to]->hash,
									sizeof(cu_rdfc_digest)) == 0)
			to++;
		CU_TRY(add_group(work, all + from, to - from, depth, &data));
	}
	return cu_rdfc_hash(work, cu_buf_slice(&data), out);
}

cu_status
cu_rdfc_degree(cu_rdfc *work, uint32_t number, unsigned depth,
			   cu_rdfc_digest *out)
{
	cu_mark		mark = cu_arena_mark(work->ctx);
	cu_status	status;

	if (depth >= DEPTH_MAX)
		return cu_fail(work->ctx, CU_LIMIT_WORK, NULL);
	status = degree(work, number, depth, out);
	cu_arena_rewind(work->ctx, mark);
	return status;
}
