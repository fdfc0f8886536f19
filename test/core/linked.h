/*
 * linked.h
 *		For tests of JSON-LD: contexts out of a table, datasets side by side.
 */
#ifndef CU_TEST_LINKED_H
#define CU_TEST_LINKED_H

#include "test.h"

#include "../../src/core/jsonld.h"
#include "../../src/core/rdfc.h"

#define LINKED_MOST 8

typedef struct linked_text
{
	const char *iri;			/* NULL ends a table */
	const char *json;
} linked_text;

/* A source of contexts, for the life of a test. */
typedef struct linked_source
{
	cu_context_source source;
	cu_context_document documents[LINKED_MOST];
	size_t		count;
} linked_source;

static inline const cu_context_document *
linked_find(void *arg, cu_slice iri)
{
	linked_source *s = arg;

	for (size_t i = 0; i < s->count; i++)
	{
		if (cu_slice_eq(s->documents[i].iri, iri))
			return &s->documents[i];
	}
	return NULL;
}

/* Fills s with a table; with a cache, the documents lie there. */
static inline cu_status
linked_open(cu_ctx *ctx, linked_source *s, const linked_text *texts,
			cu_context_cache *cache)
{
	memset(s, 0, sizeof(*s));
	s->source.find = linked_find;
	s->source.arg = s;
	for (; texts->iri && s->count < LINKED_MOST; texts++)
	{
		cu_context_document *d = &s->documents[s->count];
		const cu_context_document *kept;
		cu_slice	octets = cu_slice_cstr(texts->json);

		d->iri = cu_slice_cstr(texts->iri);
		CU_TRY(cu_json_parse(ctx, octets, &d->json));
		CU_TRY(cu_context_digest(ctx, d->json, d->digest));
		if (cache)
		{
			CU_TRY(cu_context_cache_add(ctx, cache, d->iri, octets, d->digest,
										&kept));
			*d = *kept;
		}
		s->count++;
	}
	return CU_OK;
}

/* Whether a dataset is the one that N-Quads describe, but for labels. */
static inline cu_status
linked_same(cu_ctx *ctx, const cu_dataset *dataset, const char *nquads,
			bool *same)
{
	cu_dataset	want;
	cu_canonical a;
	cu_canonical b;

	*same = false;
	cu_dataset_init(&want, ctx);
	CU_TRY(cu_nquads_read(ctx, cu_slice_cstr(nquads), &want));
	CU_TRY(cu_rdfc_canonize(ctx, dataset, CU_SHA256, &cu_default_rdfc_limits,
							&a));
	CU_TRY(cu_rdfc_canonize(ctx, &want, CU_SHA256, &cu_default_rdfc_limits,
							&b));
	if (a.count != b.count)
		return CU_OK;
	for (size_t i = 0; i < a.count; i++)
	{
		if (!cu_slice_eq(a.lines[i], b.lines[i]))
			return CU_OK;
	}
	*same = true;
	return CU_OK;
}

#endif							/* CU_TEST_LINKED_H */
