/*
 * resolve_context.c
 *		JSON-LD contexts out of the registry.
 *
 * A context of the trade vocabulary is some 100 KB of JSON and takes
 * milliseconds to compile, so neither is done twice in a backend: a row of the
 * table is detoasted only when the cache does not hold its digest.
 */
#include "resolve_context.h"

#include "common/hashfn.h"
#include "nodes/pg_list.h"
#include "registry_query.h"
#include "report.h"
#include "utils/memutils.h"

/* The cache gives way to a new one above this. */
#define CACHE_OCTETS	((size_t) 64 * 1024 * 1024)

/* Nor may one document and what is compiled of it take more than this. */
#define CACHE_HARD_LIMIT ((size_t) 256 * 1024 * 1024)

typedef struct context_entry
{
	cu_slice	iri;
	uint32		hash;
	char		status;			/* for simplehash */
	const cu_context_history *history;	/* NULL: nothing is registered */
} context_entry;

#define SH_PREFIX contexts
#define SH_ELEMENT_TYPE context_entry
#define SH_KEY_TYPE cu_slice
#define SH_KEY iri
#define SH_HASH_KEY(table, key) \
	hash_bytes((const unsigned char *) (key).p, (int) (key).n)
#define SH_EQUAL(table, a, b) cu_slice_eq(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(table, entry) (entry)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

struct cu_context_memo
{
	contexts_hash *entries;
	cu_call    *call;			/* its arena holds the histories */
};

/* The one cache; call lends it memory and outlives it. */
static struct
{
	cu_call    *call;
	cu_context_cache *cache;
}			kept;

static cu_query versions_query = {
	"SELECT pg_catalog.lower(signed_during), pg_catalog.upper(signed_during),"
	" recorded_at, normative, digest, document,"
	" (SELECT pg_catalog.min(w.recorded_at) FROM custody.context_withdrawal w"
	" WHERE w.iri OPERATOR(pg_catalog.=) c.iri"
	" AND w.digest OPERATOR(pg_catalog.=) c.digest"
	" AND w.recorded_at OPERATOR(pg_catalog.>=) c.recorded_at)"
	" FROM custody.context c WHERE iri OPERATOR(pg_catalog.=) $1"
	" ORDER BY recorded_at"
};

/* --- the cache ------------------------------------------------------------ */

static cu_context_cache *
cache_for_writing(void)
{
	if (kept.call == NULL)
	{
		kept.call = cu_call_make(TopMemoryContext);
		kept.call->host.limits.max_memory = CACHE_HARD_LIMIT;
	}
	if (kept.cache == NULL)
		kept.cache = cu_context_cache_new(&kept.call->host, CACHE_OCTETS);
	if (kept.cache == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	return kept.cache;
}

cu_context_cache *
cu_context_memo_cache(void)
{
	return kept.cache;
}

bool
cu_context_cache_is_full(void)
{
	return kept.cache &&
		MemoryContextMemAllocated(kept.call->context, false) > CACHE_OCTETS;
}

void
cu_context_cache_renew(void)
{
	cu_context_cache *old = kept.cache;

	kept.cache = NULL;
	if (old)
		cu_context_cache_free(old);
}

/* --- the memo ------------------------------------------------------------- */

cu_context_memo *
cu_context_memo_create(MemoryContext context, cu_call *call)
{
	cu_context_memo *memo = MemoryContextAlloc(context, sizeof(*memo));

	memo->entries = contexts_create(context, 32, NULL);
	memo->call = call;
	return memo;
}

uint32
cu_context_memo_count(const cu_context_memo *memo)
{
	return memo->entries->members;
}

bool
cu_context_memo_has(const cu_context_memo *memo, cu_slice iri)
{
	return contexts_lookup(memo->entries, iri) != NULL;
}

const cu_context_history *
cu_context_memo_find(const cu_context_memo *memo, cu_slice iri)
{
	context_entry *entry = contexts_lookup(memo->entries, iri);

	return entry ? entry->history : NULL;
}

/* --- reading the table ---------------------------------------------------- */

/* The document of a row, from the cache or else from the row. */
static const cu_context_document *
read_document(cu_call *scratch, cu_slice iri, uint64 row)
{
	cu_context_cache *cache = cache_for_writing();
	cu_slice	digest = cu_query_slice(row, 5);
	const cu_context_document *document;

	if (digest.n != CU_SHA256_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("registered context has no digest")));
	document = cu_context_cache_find(cache, iri,
									 (const uint8_t *) digest.p);
	if (document == NULL &&
		cu_context_cache_add(&scratch->ctx, cache, iri,
							 cu_query_slice(row, 6),
							 (const uint8_t *) digest.p, &document) != CU_OK)
		cu_raise(&scratch->ctx, CU_ORIGIN_STORED, "context");
	return document;
}

static const cu_context_history *
read_history(cu_context_memo *memo, cu_call *scratch, cu_slice iri)
{
	cu_context_history *history = cu_keep_array(memo->call, 1,
												sizeof(*history), "context");
	Datum		argument = PointerGetDatum(cu_slice_varlena(iri));
	cu_context_version *versions;

	history->iri = cu_keep_slice(memo->call, iri, "context");
	cu_query_run(&versions_query, 1, &argument);
	history->version_count = SPI_processed;
	versions = cu_keep_array(memo->call, history->version_count,
							 sizeof(*versions), "context");
	for (uint64 i = 0; i < history->version_count; i++)
	{
		cu_context_version *v = &versions[i];
		bool		isnull;

		v->signed_from = cu_query_instant(i, 1, CU_INSTANT_MIN);
		v->signed_until = cu_query_instant(i, 2, CU_INSTANT_MAX);
		v->recorded_at = cu_query_instant(i, 3, CU_INSTANT_MAX);
		v->withdrawn_at = cu_query_instant(i, 7, CU_INSTANT_MAX);
		v->withdrawn = v->withdrawn_at != CU_INSTANT_MAX;
		v->normative = DatumGetBool(cu_query_column(i, 4, &isnull));
		v->document = read_document(scratch, history->iri, i);
	}
	history->versions = versions;
	SPI_freetuptable(SPI_tuptable);
	return history;
}

/* Reads iri, remembers it, and adds what its documents refer to. */
static List *
load_one(cu_context_memo *memo, cu_call *scratch, cu_slice iri, List *pending)
{
	const cu_context_history *history;
	context_entry *entry;
	bool		found;

	cu_ctx_reset(&scratch->ctx);
	history = read_history(memo, scratch, iri);
	entry = contexts_insert(memo->entries, history->iri, &found);
	entry->history = history->version_count > 0 ? history : NULL;
	for (size_t i = 0; i < history->version_count; i++)
	{
		cu_slice   *iris;
		size_t		count;

		if (cu_context_references(&scratch->ctx,
								  history->versions[i].document->json,
								  &iris, &count) != CU_OK)
			cu_raise(&scratch->ctx, CU_ORIGIN_STORED, "context");
		for (size_t j = 0; j < count; j++)
			if (!cu_context_memo_has(memo, iris[j]))
				pending = lappend(pending, cu_slice_varlena(iris[j]));
	}
	return pending;
}

/*
 * An error half way leaves an entry whose references are not loaded; but an
 * error ends a transaction, and with it the memo.
 */
void
cu_context_memo_load(cu_context_memo *memo, cu_slice iri)
{
	cu_call    *scratch = cu_call_make(CurrentMemoryContext);
	List	   *pending = list_make1(cu_slice_varlena(iri));

	while (pending != NIL)
	{
		cu_slice	next = CU_VARLENA_SLICE((struct varlena *) llast(pending));

		pending = list_delete_last(pending);
		if (!cu_context_memo_has(memo, next))
			pending = load_one(memo, scratch, next, pending);
	}
	MemoryContextDelete(scratch->context);
	pfree(scratch);
}
