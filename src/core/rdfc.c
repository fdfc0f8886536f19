/*
 * rdfc.c
 *		The canonical form of a dataset.
 *
 * RDFC-1.0, sections 4.4 to 4.6.  Blank nodes that their own quads tell apart
 * get their labels by that; only for the others is more work done
 * (rdfc_degree.c).
 */
#include "rdfc_work.h"

#include "base.h"
#include "sort.h"

/* Room beside a predicate in what is hashed of a related blank node. */
#define SCRATCH_ROOM 256

/*
 * Of 272 examples of trade documents the dearest takes 62 orders and 28 kB.
 * These limits leave room for some thousand times that, and still end graphs
 * of some kilobytes that are made to cost within a fraction of a second.
 */
const cu_rdfc_limits cu_default_rdfc_limits = {250000, 256 * 1024 * 1024};

cu_status
cu_rdfc_charge(cu_rdfc *work, size_t octets)
{
	if (octets > work->octets)
		return cu_fail(work->ctx, CU_LIMIT_WORK, NULL);
	work->octets -= octets;
	return CU_OK;
}

cu_status
cu_rdfc_hash(cu_rdfc *work, cu_slice octets, cu_rdfc_digest *out)
{
	CU_TRY(cu_rdfc_charge(work, octets.n));
	if (!cu_digest(work->hash, octets, out->octets))
		return cu_fail(work->ctx, CU_INTERNAL, NULL);
	return CU_OK;
}

void
cu_rdfc_add_hex(cu_buf *buf, const cu_rdfc *work,
				const cu_rdfc_digest *digest)
{
	static const char digits[] = "0123456789abcdef";
	char		text[2 * CU_SHA384_SIZE];
	size_t		n = cu_hash_size(work->hash);

	for (size_t i = 0; i < n; i++)
	{
		text[2 * i] = digits[digest->octets[i] >> 4];
		text[2 * i + 1] = digits[digest->octets[i] & 15];
	}
	cu_buf_add(buf, text, 2 * n);
}

/* --- quads, each once ------------------------------------------------------ */

static size_t
quad_hash(const cu_quad *q)
{
	uint64_t	h = q->subject->hash;

	h = h * UINT64_C(0x9e3779b97f4a7c15) + q->predicate->hash;
	h = h * UINT64_C(0x9e3779b97f4a7c15) + q->object->hash;
	h = h * UINT64_C(0x9e3779b97f4a7c15) + (q->graph ? q->graph->hash : 1);
	return (size_t) (h ^ h >> 32);
}

static bool
quad_equal(const cu_quad *a, const cu_quad *b)
{
	return a->subject == b->subject && a->predicate == b->predicate &&
		a->object == b->object && a->graph == b->graph;
}

static cu_status
copy_quads(cu_rdfc *work, const cu_dataset *dataset)
{
	size_t		slots = 64;
	uint32_t   *table;
	cu_quad    *quads;
	size_t		count = 0;

	if (dataset->count >= UINT32_MAX / 4)
		return cu_fail(work->ctx, CU_LIMIT_SIZE, NULL);
	while (slots < dataset->count * 2)
		slots *= 2;
	table = cu_alloc_array(work->ctx, slots, sizeof(*table));
	quads = cu_alloc_array(work->ctx, dataset->count + 1, sizeof(*quads));
	if (table == NULL || quads == NULL)
		return CU_NOMEM(work->ctx);
	for (size_t i = 0; i < dataset->count; i++)
	{
		const cu_quad *quad = &dataset->quads[i];
		size_t		at = quad_hash(quad) & (slots - 1);

		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
		while (table[at] != 0 && !quad_equal(&quads[table[at] - 1], quad))
			at = (at + 1) & (slots - 1);
		if (table[at] != 0)
			continue;
		quads[count++] = *quad;
		table[at] = (uint32_t) count;
	}
	work->quads = quads;
	work->quad_count = count;
	return CU_OK;
}

/* --- who is mentioned where ------------------------------------------------ */

/* The different blank nodes of a quad; their number. */
static unsigned
blanks_of(const cu_quad *quad, uint32_t *numbers)
{
	const cu_term *terms[] = {quad->subject, quad->object, quad->graph};
	unsigned	count = 0;

	for (size_t i = 0; i < 3; i++)
	{
		bool		known = terms[i] == NULL || terms[i]->kind != CU_TERM_BLANK;

		for (unsigned j = 0; j < count && !known; j++)
			known = numbers[j] == terms[i]->number;
		if (!known)
			numbers[count++] = terms[i]->number;
	}
	return count;
}

static cu_status
list_mentions(cu_rdfc *work)
{
	size_t	   *first = cu_alloc_array(work->ctx, (size_t) work->blanks + 2,
									   sizeof(*first));
	uint32_t   *mentions;
	uint32_t	numbers[3];

	if (first == NULL)
		return CU_NOMEM(work->ctx);
	/* Counted two places on, so that filling in moves them to their own. */
	for (size_t i = 0; i < work->quad_count; i++)
	{
		unsigned	count = blanks_of(&work->quads[i], numbers);

		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
		while (count > 0)
			first[numbers[--count] + 2]++;
	}
	for (size_t i = 2; i < (size_t) work->blanks + 2; i++)
		first[i] += first[i - 1];
	mentions = cu_alloc_array(work->ctx, first[work->blanks + 1] + 1,
							  sizeof(*mentions));
	if (mentions == NULL)
		return CU_NOMEM(work->ctx);
	for (size_t i = 0; i < work->quad_count; i++)
	{
		unsigned	count = blanks_of(&work->quads[i], numbers);

		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
		while (count > 0)
			mentions[first[numbers[--count] + 1]++] = (uint32_t) i;
	}
	work->mentions = mentions;
	work->first_mention = first;
	return CU_OK;
}

/* --- labels ---------------------------------------------------------------- */

static void
issue(cu_rdfc *work, uint32_t number)
{
	if (work->canonical[number] == CU_NO_LABEL)
		work->canonical[number] = work->issued++;
}

/* A blank node and a hash that decides its turn. */
typedef struct turn
{
	cu_rdfc_digest hash;
	uint32_t	number;
	uint32_t   *issued;			/* by its temporary issuer */
	uint32_t	count;
} turn;

static int
compare_turns(const void *a, const void *b)
{
	return memcmp(&((const turn *) a)->hash, &((const turn *) b)->hash,
				  sizeof(cu_rdfc_digest));
}

/* Step 5.2 of section 4.4.3 for one blank node of a group. */
static cu_status
take_turn(cu_rdfc *work, turn *t)
{
	cu_rdfc_push(work, t->number);
	CU_TRY(cu_rdfc_degree(work, t->number, 0, &t->hash));
	t->count = work->stacked;
	t->issued = cu_alloc_array(work->ctx, t->count, sizeof(*t->issued));
	if (t->issued == NULL)
		return CU_NOMEM(work->ctx);
	memcpy(t->issued, work->stack, t->count * sizeof(*t->issued));
	cu_rdfc_pop(work, 0);
	return CU_OK;
}

/* First-degree hashes as text: they are asked for again and again. */
static cu_status
write_hex(cu_rdfc *work)
{
	cu_buf		buf;
	size_t		size;

	work->hex_size = 2 * cu_hash_size(work->hash);
	cu_buf_init(&buf, work->ctx);
	if (!cu_size_mul(work->blanks, work->hex_size, &size))
		return cu_fail(work->ctx, CU_LIMIT_MEMORY, NULL);
	(void) cu_buf_grow(&buf, size);
	for (uint32_t i = 0; i < work->blanks; i++)
		cu_rdfc_add_hex(&buf, work, &work->first_degree[i]);
	work->first_hex = buf.p;
	return cu_buf_status(&buf);
}

/* Step 5: labels for blank nodes that have one first-degree hash. */
static cu_status
label_group(cu_rdfc *work, const turn *const *group, size_t count)
{
	turn	   *turns = cu_alloc_array(work->ctx, count, sizeof(*turns));
	const turn **sorted = cu_alloc_array(work->ctx, count, sizeof(*sorted));
	size_t		n = 0;

	if (turns == NULL || sorted == NULL)
		return CU_NOMEM(work->ctx);
	if (work->first_hex == NULL)
		CU_TRY(write_hex(work));
	for (size_t i = 0; i < count; i++)
	{
		if (work->canonical[group[i]->number] != CU_NO_LABEL)
			continue;
		turns[n].number = group[i]->number;
		CU_TRY(take_turn(work, &turns[n]));
		sorted[n] = &turns[n];
		n++;
	}
	CU_TRY(cu_sort(work->ctx, (const void **) sorted, n, compare_turns));
	for (size_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < sorted[i]->count; j++)
			issue(work, sorted[i]->issued[j]);
	return CU_OK;
}

/* Steps 3 to 5: first those that one hash tells apart, then the others. */
static cu_status
label_all(cu_rdfc *work)
{
	turn	   *turns = cu_alloc_array(work->ctx, work->blanks,
									   sizeof(*turns));
	const turn **sorted = cu_alloc_array(work->ctx, work->blanks,
										 sizeof(*sorted));
	size_t		count = 0;

	if (turns == NULL || sorted == NULL)
		return CU_NOMEM(work->ctx);
	for (uint32_t i = 0; i < work->blanks; i++)
	{
		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
		/* One that no quad mentions is none of the dataset's. */
		if (work->first_mention[i] == work->first_mention[i + 1])
			continue;
		turns[i].number = i;
		turns[i].hash = work->first_degree[i];
		sorted[count++] = &turns[i];
	}
	CU_TRY(cu_sort(work->ctx, (const void **) sorted, count, compare_turns));
	for (int together = 0; together < 2; together++)
		for (size_t from = 0, to; from < count; from = to)
		{
			to = from + 1;
			while (to < count &&
				   compare_turns(sorted[from], sorted[to]) == 0)
				to++;
			if (to - from == 1 && !together)
				issue(work, sorted[from]->number);
			else if (to - from > 1 && together)
				CU_TRY(label_group(work, sorted + from, to - from));
		}
	return CU_OK;
}

static cu_status
label_blanks(cu_rdfc *work)
{
	size_t		n = work->blanks;
	size_t		longest = 0;

	work->canonical = cu_alloc_array(work->ctx, n + 1, sizeof(uint32_t));
	work->stack = cu_alloc_array(work->ctx, n + 1, sizeof(uint32_t));
	work->place = cu_alloc_array(work->ctx, n + 1, sizeof(uint32_t));
	work->first_degree = cu_alloc_array(work->ctx, n + 1,
										sizeof(*work->first_degree));
	if (work->canonical == NULL || work->stack == NULL ||
		work->place == NULL || work->first_degree == NULL)
		return CU_NOMEM(work->ctx);
	memset(work->canonical, 0xff, (n + 1) * sizeof(uint32_t));
	memset(work->place, 0xff, (n + 1) * sizeof(uint32_t));
	if (n == 0)
		return CU_OK;
	if (n == 1)
	{
		issue(work, 0);
		return CU_OK;
	}
	for (size_t i = 0; i < work->quad_count; i++)
		if (work->quads[i].predicate->text.n > longest)
			longest = work->quads[i].predicate->text.n;
	/* Now, so that it never grows in memory that is given back. */
	cu_buf_init(&work->scratch, work->ctx);
	if (!cu_buf_grow(&work->scratch, longest + SCRATCH_ROOM))
		return CU_NOMEM(work->ctx);
	CU_TRY(list_mentions(work));
	for (uint32_t i = 0; i < work->blanks; i++)
	{
		cu_mark		mark = cu_arena_mark(work->ctx);
		cu_status	status = cu_rdfc_first_degree(work, i,
												   &work->first_degree[i]);

		cu_arena_rewind(work->ctx, mark);
		CU_TRY(status);
		if (cu_canceled(work->ctx))
			return CU_CANCELED;
	}
	return label_all(work);
}

/* --- the result ------------------------------------------------------------ */

cu_status
cu_rdfc_canonize(cu_ctx *ctx, const cu_dataset *dataset, cu_hash hash,
				 const cu_rdfc_limits *limits, cu_canonical *out)
{
	cu_rdfc		work = {
		.ctx = ctx,
		.hash = hash,
		.steps = limits->steps,
		.octets = limits->octets,
		.blanks = dataset->blanks
	};

	if (hash != CU_SHA256 && hash != CU_SHA384)
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "Canonical forms are made with SHA-256 or SHA-384.");
	CU_TRY(copy_quads(&work, dataset));
	CU_TRY(cu_rdfc_rank(&work, dataset));
	CU_TRY(label_blanks(&work));
	CU_TRY(cu_rdfc_lines(&work, out));
	out->labels = work.canonical;
	return CU_OK;
}

cu_slice
cu_canonical_text(const cu_canonical *canonical)
{
	const cu_slice *lines = canonical->lines;
	const cu_slice *last = lines + canonical->count - 1;

	if (canonical->count == 0)
		return cu_slice_make("", 0);
	return cu_slice_make(lines->p, (size_t) (last->p + last->n - lines->p));
}

bool
cu_canonical_digest(const cu_canonical *canonical, cu_hash hash, uint8_t *out)
{
	return cu_digest(hash, cu_canonical_text(canonical), out);
}
