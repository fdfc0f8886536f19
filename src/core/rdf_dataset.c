/*
 * rdf_dataset.c
 *		Terms, each held once, and the quads made of them.
 *
 * RDF 1.1 Concepts, sections 3 and 4.  Terms are found by their canonical text
 * in a hash table with chains; that table grows, so that a large document
 * costs no more per term than a small one.
 */
#include "rdf.h"

#define FIRST_BUCKETS 256
#define FIRST_QUADS 64

/*
 * Labels of ours are this and a number.  A label of a document that starts
 * like that gets it once more in front, so that the two never meet.
 */
#define OURS "anon"

static const char xsd_string[] = "http://www.w3.org/2001/XMLSchema#string";

void
cu_dataset_init(cu_dataset *dataset, cu_ctx *ctx)
{
	memset(dataset, 0, sizeof(*dataset));
	dataset->ctx = ctx;
	cu_buf_init(&dataset->scratch, ctx);
}

/* FNV-1a over words: terms share long prefixes and differ at their ends. */
uint32_t
cu_term_hash(cu_slice text)
{
	uint64_t	h = UINT64_C(0xcbf29ce484222325) ^ text.n;
	size_t		i = 0;
	uint64_t	word;

	for (; i + 8 <= text.n; i += 8)
	{
		memcpy(&word, text.p + i, 8);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	word = 0;
	if (text.n > i)
		memcpy(&word, text.p + i, text.n - i);
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t) (h >> 32);
}

static bool
grow_buckets(cu_dataset *d)
{
	size_t		count = d->bucket_count ? d->bucket_count * 4 : FIRST_BUCKETS;
	cu_term   **buckets = cu_alloc_array(d->ctx, count, sizeof(*buckets));

	if (buckets == NULL)
		return false;
	for (size_t i = 0; i < d->bucket_count; i++)
	{
		cu_term    *term = d->buckets[i];

		while (term != NULL)
		{
			cu_term    *next = term->next;
			cu_term   **at = &buckets[term->hash & (count - 1)];

			term->next = *at;
			*at = term;
			term = next;
		}
	}
	d->buckets = buckets;
	d->bucket_count = count;
	return true;
}

/* The term with this text, or NULL. */
static cu_term *
find(const cu_dataset *d, cu_slice text, uint32_t hash)
{
	cu_term    *term = NULL;

	if (d->bucket_count > 0)
		term = d->buckets[hash & (d->bucket_count - 1)];
	while (term != NULL && !(term->hash == hash &&
							 cu_slice_eq(term->text, text)))
		term = term->next;
	return term;
}

static cu_term *
insert(cu_dataset *d, cu_term_kind kind, cu_slice text, uint32_t hash)
{
	cu_term    *term;
	cu_term   **at;

	if (d->term_count >= d->bucket_count && !grow_buckets(d))
		return NULL;
	term = cu_alloc(d->ctx, sizeof(*term));
	if (term == NULL)
		return NULL;
	term->kind = kind;
	term->text = text;
	term->hash = hash;
	term->number = kind == CU_TERM_BLANK ? d->blanks++ :
		(uint32_t) (d->term_count - d->blanks);
	at = &d->buckets[hash & (d->bucket_count - 1)];
	term->next = *at;
	*at = term;
	d->term_count++;
	return term;
}

const cu_term *
cu_dataset_term(cu_dataset *dataset, cu_term_kind kind, cu_slice text,
				uint32_t hash)
{
	cu_term    *term = find(dataset, text, hash);

	return term ? term : insert(dataset, kind, text, hash);
}

/* An empty buffer for a text that is to be looked up. */
static cu_buf *
start_text(cu_dataset *d)
{
	d->scratch.n = 0;
	return &d->scratch;
}

/*
 * The term whose text is in the scratch buffer.  Most are known already, so
 * the text gets memory of its own only when it is new.
 */
static const cu_term *
take(cu_dataset *d, cu_term_kind kind)
{
	cu_slice	text = cu_buf_slice(&d->scratch);
	uint32_t	hash;
	const cu_term *term;

	if (cu_buf_status(&d->scratch) != CU_OK)
		return NULL;
	hash = cu_term_hash(text);
	term = find(d, text, hash);
	if (term != NULL)
		return term;
	text = cu_copy(d->ctx, text);
	return text.p ? insert(d, kind, text, hash) : NULL;
}

const cu_term *
cu_dataset_iri(cu_dataset *dataset, cu_slice iri)
{
	cu_buf	   *buf = start_text(dataset);

	cu_buf_add_char(buf, '<');
	cu_buf_add_slice(buf, iri);
	cu_buf_add_char(buf, '>');
	return take(dataset, CU_TERM_IRI);
}

const cu_term *
cu_dataset_blank(cu_dataset *dataset, cu_slice label)
{
	cu_buf	   *buf = start_text(dataset);

	cu_buf_add_cstr(buf, cu_slice_starts(label, OURS) ? "_:" OURS : "_:");
	cu_buf_add_slice(buf, label);
	return take(dataset, CU_TERM_BLANK);
}

const cu_term *
cu_dataset_fresh_blank(cu_dataset *dataset)
{
	cu_buf	   *buf = start_text(dataset);

	cu_buf_add_cstr(buf, "_:" OURS);
	cu_buf_add_uint(buf, dataset->fresh++);
	return take(dataset, CU_TERM_BLANK);
}

const cu_term *
cu_dataset_literal(cu_dataset *dataset, cu_slice value, cu_slice datatype,
				   cu_slice language)
{
	cu_buf	   *buf = start_text(dataset);

	cu_buf_add_char(buf, '"');
	cu_nquads_escape(buf, value);
	cu_buf_add_char(buf, '"');
	if (language.p != NULL)
	{
		cu_buf_add_char(buf, '@');
		cu_buf_add_slice(buf, language);
	}
	else if (datatype.p != NULL && !cu_slice_is(datatype, xsd_string))
	{
		cu_buf_add_cstr(buf, "^^<");
		cu_buf_add_slice(buf, datatype);
		cu_buf_add_char(buf, '>');
	}
	return take(dataset, CU_TERM_LITERAL);
}

static bool
grow_quads(cu_dataset *d)
{
	size_t		room = d->room ? d->room * 2 : FIRST_QUADS;
	cu_quad    *quads = cu_alloc_array(d->ctx, room, sizeof(*quads));

	if (quads == NULL)
		return false;
	if (d->count > 0)
		memcpy(quads, d->quads, d->count * sizeof(*quads));
	d->quads = quads;
	d->room = room;
	return true;
}

cu_status
cu_dataset_add(cu_dataset *dataset, const cu_term *subject,
			   const cu_term *predicate, const cu_term *object,
			   const cu_term *graph)
{
	if (subject == NULL || predicate == NULL || object == NULL)
		return CU_NOMEM(dataset->ctx);
	if (dataset->count == dataset->room && !grow_quads(dataset))
		return CU_NOMEM(dataset->ctx);
	dataset->quads[dataset->count++] =
		(cu_quad) {subject, predicate, object, graph};
	return CU_OK;
}
