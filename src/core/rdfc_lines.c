/*
 * rdfc_lines.c
 *		Quads as canonical N-Quads, in the order of their text.
 *
 * RDFC-1.0, sections 4.4.3 (steps 6 and 7) and 4.6.  Lines are sorted before
 * they are written: IRIs are ranked by their text once, and from then on
 * numbers are compared.  That gives the order of the lines, because a term is
 * followed by a space, which comes before whatever a longer term goes on with.
 * Literals seldom stand beside each other, so their texts are compared then.
 */
#include "rdfc_work.h"

#include "sort.h"

/* Up to so many quads insertion is the faster sort. */
#define FEW_QUADS 24

/* '"' comes before '<', and "_:" after both. */
#define LITERAL_KEY UINT64_C(1)
#define FIRST_RANK 2
#define BLANK_KEY (UINT64_C(1) << 48)

/* A quad and numbers that are ordered as its line is. */
typedef struct ordered
{
	uint64_t	keys[4];
	const cu_quad *quad;
} ordered;

/* A blank node as its lines have it. */
typedef struct label
{
	uint64_t	key;			/* in order of the texts */
	uint8_t		n;
	char		text[sizeof("_:c14n4294967295")];
} label;

/* How blank nodes appear: by canonical labels, or seen from one of them. */
typedef struct view
{
	const cu_rdfc *work;
	uint32_t	number;			/* CU_NO_LABEL: by labels */
	const label *labels;		/* by number */
} view;

/* --- ranks ----------------------------------------------------------------- */

static int
compare_terms(const void *a, const void *b)
{
	return cu_slice_cmp(((const cu_term *) a)->text,
						((const cu_term *) b)->text);
}

static void
note_term(const cu_term **terms, uint32_t *ranks, size_t *count,
		  const cu_term *term)
{
	if (term == NULL || term->kind != CU_TERM_IRI ||
		ranks[term->number] != 0)
		return;
	ranks[term->number] = 1;
	terms[(*count)++] = term;
}

cu_status
cu_rdfc_rank(cu_rdfc *work, const cu_dataset *dataset)
{
	size_t		most = dataset->term_count - dataset->blanks + 1;
	const cu_term **terms = cu_alloc_array(work->ctx, most, sizeof(*terms));
	size_t		count = 0;

	work->ranks = cu_alloc_array(work->ctx, most, sizeof(*work->ranks));
	if (terms == NULL || work->ranks == NULL)
		return CU_NOMEM(work->ctx);
	for (size_t i = 0; i < work->quad_count; i++)
	{
		const cu_quad *quad = &work->quads[i];

		note_term(terms, work->ranks, &count, quad->subject);
		note_term(terms, work->ranks, &count, quad->predicate);
		note_term(terms, work->ranks, &count, quad->object);
		note_term(terms, work->ranks, &count, quad->graph);
		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
	}
	CU_TRY(cu_sort(work->ctx, (const void **) terms, count, compare_terms));
	for (size_t i = 0; i < count; i++)
		work->ranks[terms[i]->number] = (uint32_t) i + FIRST_RANK;
	return CU_OK;
}

/* --- order ----------------------------------------------------------------- */

/* The order of decimal numbers as texts: by digits, then the shorter first. */
static uint64_t
label_key(uint32_t label)
{
	uint64_t	key = label;
	unsigned	missing = 0;

	for (uint64_t least = UINT64_C(1000000000);
		 least > 1 && label < least; least /= 10)
		missing++;
	for (unsigned i = 0; i < missing; i++)
		key *= 10;
	return key << 4 | (10 - missing);
}

/* The labels of all blank nodes, or NULL: no memory. */
static const label *
make_labels(const cu_rdfc *work)
{
	label	   *labels = cu_alloc_array(work->ctx, work->blanks,
										sizeof(*labels));

	for (uint32_t i = 0; labels != NULL && i < work->blanks; i++)
	{
		uint32_t	rest = work->canonical[i];
		char		digits[10];
		size_t		n = sizeof(digits);

		do
		{
			digits[--n] = (char) ('0' + rest % 10);
			rest /= 10;
		} while (rest != 0);
		memcpy(labels[i].text, "_:c14n", 6);
		memcpy(labels[i].text + 6, digits + n, sizeof(digits) - n);
		labels[i].n = (uint8_t) (6 + sizeof(digits) - n);
		labels[i].key = BLANK_KEY + label_key(work->canonical[i]);
	}
	return labels;
}

static uint64_t
key_of(const view *v, const cu_term *term)
{
	if (term == NULL)
		return 0;
	if (term->kind == CU_TERM_IRI)
		return v->work->ranks[term->number];
	if (term->kind == CU_TERM_LITERAL)
		return LITERAL_KEY;
	if (v->labels != NULL)
		return v->labels[term->number].key;
	return BLANK_KEY + (term->number == v->number ? 0 : 1);
}

static int
compare_quads(const void *a, const void *b)
{
	const ordered *x = a;
	const ordered *y = b;

	for (int i = 0; i < 4; i++)
	{
		if (x->keys[i] != y->keys[i])
			return x->keys[i] < y->keys[i] ? -1 : 1;
		if (x->keys[i] == LITERAL_KEY && x->quad->object != y->quad->object)
			return compare_terms(x->quad->object, y->quad->object);
	}
	return 0;
}

static cu_status
sort_quads(cu_ctx *ctx, const ordered **sorted, size_t count)
{
	if (count > FEW_QUADS)
		return cu_sort(ctx, (const void **) sorted, count, compare_quads);
	for (size_t i = 1; i < count; i++)
	{
		const ordered *moved = sorted[i];
		size_t		j = i;

		for (; j > 0 && compare_quads(sorted[j - 1], moved) > 0; j--)
			sorted[j] = sorted[j - 1];
		sorted[j] = moved;
	}
	return CU_OK;
}

/* --- text ------------------------------------------------------------------ */

static void
add_term(cu_buf *buf, const view *v, const cu_term *term)
{
	if (term->kind != CU_TERM_BLANK)
		cu_buf_add_slice(buf, term->text);
	else if (v->labels != NULL)
		cu_buf_add(buf, v->labels[term->number].text,
				   v->labels[term->number].n);
	else
		cu_buf_add(buf, term->number == v->number ? "_:a" : "_:z", 3);
}

static void
add_quad(cu_buf *buf, const view *v, const cu_quad *quad)
{
	add_term(buf, v, quad->subject);
	cu_buf_add_char(buf, ' ');
	cu_buf_add_slice(buf, quad->predicate->text);
	cu_buf_add_char(buf, ' ');
	add_term(buf, v, quad->object);
	if (quad->graph != NULL)
	{
		cu_buf_add_char(buf, ' ');
		add_term(buf, v, quad->graph);
	}
	cu_buf_add(buf, " .\n", 3);
}

/* At least the octets of a line, whatever its labels. */
static size_t
line_size(const cu_quad *quad)
{
	const size_t most = sizeof("_:c14n4294967295");
	size_t		size = quad->predicate->text.n + 2 * most + 8;

	if (quad->subject->kind != CU_TERM_BLANK)
		size += quad->subject->text.n;
	if (quad->object->kind != CU_TERM_BLANK)
		size += quad->object->text.n;
	if (quad->graph != NULL)
		size += most + quad->graph->text.n;
	return size;
}

/* Writes the lines of the quads at these places, in order; ends may be NULL. */
static cu_status
write_quads(cu_rdfc *work, const view *v, const uint32_t *places, size_t count, cu_buf *buf,
			size_t *ends)
{
	cu_ctx	   *ctx = work->ctx;
	size_t		octets;
	ordered    *all = NULL;
	const ordered **sorted = cu_alloc_array(ctx, count, sizeof(*sorted));
	size_t		size = 0;

	/* Every member is set below. */
	if (cu_size_mul(count, sizeof(*all), &octets))
		all = cu_alloc_octets(ctx, octets);
	if (all == NULL || sorted == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < count; i++)
	{
		const cu_quad *quad = &work->quads[places ? places[i] : i];

		all[i].keys[0] = key_of(v, quad->subject);
		all[i].keys[1] = key_of(v, quad->predicate);
		all[i].keys[2] = key_of(v, quad->object);
		all[i].keys[3] = key_of(v, quad->graph);
		all[i].quad = quad;
		sorted[i] = &all[i];
		size += line_size(quad);
		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
	}
	CU_TRY(sort_quads(ctx, sorted, count));
	(void) cu_buf_grow(buf, size);
	for (size_t i = 0; i < count; i++)
	{
		add_quad(buf, v, sorted[i]->quad);
		if (ends != NULL)
			ends[i] = buf->n;
		if (cu_rdfc_canceled(work, i))
			return CU_CANCELED;
	}
	return cu_buf_status(buf);
}

cu_status
cu_rdfc_first_degree(cu_rdfc *work, uint32_t number, cu_rdfc_digest *out)
{
	const view	v = {work, number, NULL};
	size_t		from = work->first_mention[number];
	cu_buf		buf;

	cu_buf_init(&buf, work->ctx);
	CU_TRY(write_quads(work, &v, work->mentions + from,
					   work->first_mention[number + 1] - from, &buf,
					   NULL));
	return cu_rdfc_hash(work, cu_buf_slice(&buf), out);
}

cu_status
cu_rdfc_lines(cu_rdfc *work, cu_canonical *out)
{
	const view	v = {work, CU_NO_LABEL, make_labels(work)};
	size_t		count = work->quad_count;
	size_t	   *ends = cu_alloc_array(work->ctx, count, sizeof(*ends));
	cu_slice   *lines = cu_alloc_array(work->ctx, count, sizeof(*lines));
	cu_buf		buf;

	if (v.labels == NULL || ends == NULL || lines == NULL)
		return CU_NOMEM(work->ctx);
	cu_buf_init(&buf, work->ctx);
	CU_TRY(write_quads(work, &v, NULL, count, &buf, ends));
	for (size_t i = 0; i < count; i++)
	{
		size_t		start = i ? ends[i - 1] : 0;

		lines[i] = cu_slice_make(buf.p + start, ends[i] - start);
	}
	out->lines = lines;
	out->count = count;
	return CU_OK;
}
