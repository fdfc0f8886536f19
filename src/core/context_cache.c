/*
 * context_cache.c
 *		Parsed documents and compiled contexts, from call to call.
 *
 * Everything lies in one arena.  What fails is taken back to where it began, so
 * that nothing half made is ever found.
 */
#include "jsonld_context.h"

#include "jcs.h"

typedef struct kept_document
{
	struct kept_document *next;
	cu_context_document document;
} kept_document;

#define DOCUMENT_BUCKETS 256

struct cu_context_cache
{
	cu_ctx		ctx;
	size_t		limit;
	cu_active	root;
	cu_active_entry free_entry;
	cu_layer_table layers;
	kept_document *documents[DOCUMENT_BUCKETS];
};

/* --- layers --------------------------------------------------------------- */

static size_t
layer_hash(const cu_active *parent, const cu_json *local, unsigned flags)
{
	uint64_t	h = (uint64_t) (uintptr_t) parent;

	h *= UINT64_C(0x9e3779b97f4a7c15);
	h = (h ^ (uint64_t) (uintptr_t) local) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ h >> 32 ^ flags) * UINT64_C(0xc4ceb9fe1a85ec53);
	return (size_t) (h ^ h >> 29);
}

const cu_layer *
cu_layer_find(const cu_layer_table *table, const cu_active *parent,
			 const cu_json *local, unsigned flags,
			 const cu_context_source *source)
{
	const cu_layer *layer;

	if (table->size == 0)
		return NULL;
	layer = table->buckets[layer_hash(parent, local, flags) & (table->size - 1)];
	for (; layer; layer = layer->next)
	{
		const cu_context_document *now;

		if (layer->parent != parent || layer->local != local ||
			layer->flags != flags)
			continue;
		if (layer->import == NULL)
			return layer;
		now = source ? source->find(source->arg, layer->import->iri) : NULL;
		if (now && memcmp(now->digest, layer->import->digest,
						  sizeof(now->digest)) == 0)
			return layer;
	}
	return NULL;
}

/* Doubles the table; false when there is no memory. */
static bool
grow_layers(cu_ctx *mem, cu_layer_table *table)
{
	size_t		size = table->size ? table->size * 2 : 64;
	cu_layer   **buckets = cu_alloc_array(mem, size, sizeof(*buckets));

	if (buckets == NULL)
		return false;
	for (size_t i = 0; i < table->size; i++)
	{
		cu_layer    *layer = table->buckets[i];

		while (layer)
		{
			cu_layer    *next = layer->next;
			size_t		to = layer_hash(layer->parent, layer->local,
									   layer->flags) & (size - 1);

			layer->next = buckets[to];
			buckets[to] = layer;
			layer = next;
		}
	}
	table->buckets = buckets;
	table->size = size;
	return true;
}

bool
cu_layer_add(cu_ctx *mem, cu_layer_table *table, const cu_layer *layer)
{
	cu_layer    *copy = cu_alloc(mem, sizeof(*copy));
	size_t		to;

	/* The table grows last: nothing may fail behind it. */
	if (copy == NULL ||
		(table->count >= table->size && !grow_layers(mem, table)))
		return false;
	*copy = *layer;
	to = layer_hash(copy->parent, copy->local, copy->flags) & (table->size - 1);
	copy->next = table->buckets[to];
	table->buckets[to] = copy;
	table->count++;
	return true;
}

/* --- the cache ------------------------------------------------------------ */

cu_context_cache *
cu_context_cache_new(const cu_host *host, size_t limit)
{
	cu_context_cache *cache = host->alloc(host->arg, sizeof(*cache));

	if (cache == NULL)
		return NULL;
	memset(cache, 0, sizeof(*cache));
	cu_ctx_init(&cache->ctx, host);
	cache->limit = limit;
	cache->root.pinned = true;
	cache->root.entries = &cache->free_entry;
	return cache;
}

void
cu_context_cache_free(cu_context_cache *cache)
{
	const cu_host *host;

	if (cache == NULL)
		return;
	host = cache->ctx.host;
	cu_ctx_free(&cache->ctx);
	host->release(host->arg, cache);
}

void
cu_context_cache_trim(cu_context_cache *cache)
{
	if (!cu_cache_full(cache))
		return;
	cu_ctx_reset(&cache->ctx);
	memset(&cache->layers, 0, sizeof(cache->layers));
	memset(cache->documents, 0, sizeof(cache->documents));
}

cu_ctx *
cu_cache_memory(cu_context_cache *cache)
{
	return &cache->ctx;
}

cu_layer_table *
cu_cache_layers(cu_context_cache *cache)
{
	return &cache->layers;
}

const cu_active *
cu_cache_root(const cu_context_cache *cache)
{
	return &cache->root;
}

bool
cu_cache_full(const cu_context_cache *cache)
{
	return cache->ctx.arena.taken > cache->limit;
}

/* --- documents ------------------------------------------------------------ */

const cu_context_document *
cu_context_cache_find(const cu_context_cache *cache, cu_slice iri,
					  const uint8_t *digest)
{
	const kept_document *kept;

	kept = cache->documents[cu_name_hash(iri) % DOCUMENT_BUCKETS];
	for (; kept; kept = kept->next)
	{
		if (memcmp(kept->document.digest, digest, CU_SHA256_SIZE) == 0 &&
			cu_slice_eq(kept->document.iri, iri))
			return &kept->document;
	}
	return NULL;
}

static cu_status
keep_document(cu_ctx *mem, cu_slice iri, cu_slice octets,
			  const uint8_t *digest, kept_document **out)
{
	kept_document *kept = cu_alloc(mem, sizeof(*kept));

	if (kept == NULL)
		return CU_NOMEM(mem);
	kept->document.iri = cu_copy(mem, iri);
	octets = cu_copy(mem, octets);
	if (kept->document.iri.p == NULL || octets.p == NULL)
		return CU_NOMEM(mem);
	CU_TRY(cu_json_parse(mem, octets, &kept->document.json));
	if (cu_json_get(kept->document.json, "@context") == NULL)
		return cu_fail(mem, CU_BAD_CONTEXT, "invalid remote context: "
					   "it is no object with @context");
	memcpy(kept->document.digest, digest, CU_SHA256_SIZE);
	*out = kept;
	return CU_OK;
}

/* Tells ctx what has gone wrong in memory that is about to be given back. */
static cu_status
pass_error(cu_ctx *ctx, const cu_error *error)
{
	cu_slice	detail = cu_copy(ctx, cu_slice_cstr(error->detail));
	cu_slice	pointer = cu_copy(ctx, cu_slice_cstr(error->pointer));

	if (detail.p == NULL || pointer.p == NULL)
		return CU_NOMEM(ctx);
	ctx->error = *error;
	if (error->detail)
		ctx->error.detail = detail.p;
	if (error->pointer)
		ctx->error.pointer = pointer.p;
	return error->status;
}

cu_status
cu_context_cache_add(cu_ctx *ctx, cu_context_cache *cache, cu_slice iri,
					 cu_slice octets, const uint8_t *digest,
					 const cu_context_document **out)
{
	cu_ctx	   *mem = &cache->ctx;
	cu_mark		mark = cu_arena_mark(mem);
	kept_document **bucket;
	kept_document *kept = NULL;
	cu_status	status;

	*out = cu_context_cache_find(cache, iri, digest);
	if (*out)
		return CU_OK;
	status = keep_document(mem, iri, octets, digest, &kept);
	if (status != CU_OK)
	{
		status = pass_error(ctx, &mem->error);
		cu_arena_rewind(mem, mark);
		return status;
	}
	bucket = &cache->documents[cu_name_hash(iri) % DOCUMENT_BUCKETS];
	kept->next = *bucket;
	*bucket = kept;
	*out = &kept->document;
	return CU_OK;
}

cu_status
cu_context_digest(cu_ctx *ctx, const cu_json *document, uint8_t *digest)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	CU_TRY(cu_jcs_write(&buf, document));
	if (!cu_digest(CU_SHA256, cu_buf_slice(&buf), digest))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	return CU_OK;
}
