/*
 * resolve_context.h
 *		JSON-LD contexts out of the registry.
 *
 * Which versions an IRI has is remembered with the rest of the registry, under
 * one snapshot (resolve.h).  The documents themselves are known by their
 * digests and are never out of date, so they stay in one cache per backend.
 */
#ifndef CU_PG_RESOLVE_CONTEXT_H
#define CU_PG_RESOLVE_CONTEXT_H

#include "call.h"

#include "../core/verify.h"

typedef struct cu_context_memo cu_context_memo;

/*
 * Remembers nothing yet.  What is loaded is kept in the memory of call, and
 * points into the cache.
 */
extern cu_context_memo *cu_context_memo_create(MemoryContext context,
											   cu_call *call);

/* How many IRIs are remembered. */
extern uint32 cu_context_memo_count(const cu_context_memo *memo);

/* True when the memo can answer for iri as it is. */
extern bool cu_context_memo_has(const cu_context_memo *memo, cu_slice iri);

/*
 * Reads all there is about iri and about what its documents refer to; within
 * SPI_connect.  Raises XX001 when a registered document is not what
 * register_context takes.
 */
extern void cu_context_memo_load(cu_context_memo *memo, cu_slice iri);

/* What is registered, or NULL. */
extern const cu_context_history *
			cu_context_memo_find(const cu_context_memo *memo, cu_slice iri);

/* The cache of this backend; NULL as long as it holds nothing. */
extern cu_context_cache *cu_context_memo_cache(void);

/* True when the cache has grown over its limit. */
extern bool cu_context_cache_is_full(void);

/* Begins a new cache: no memo may be left that points into the old one. */
extern void cu_context_cache_renew(void);

#endif							/* CU_PG_RESOLVE_CONTEXT_H */
