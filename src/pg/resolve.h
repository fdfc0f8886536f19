/*
 * resolve.h
 *		The registry as the core sees it, out of the tables of schema custody.
 *
 * Resolve first, verify after: every look-up runs through SPI, which can throw,
 * so all of them happen before the core starts.  What was read is kept for as
 * long as the active snapshot is the very same, and never past the end of a
 * transaction: writing to a table tells nobody, so only an identical snapshot
 * guarantees identical rows.
 */
#ifndef CU_PG_RESOLVE_H
#define CU_PG_RESOLVE_H

#include "compat.h"

#include "../core/verify.h"

/*
 * Looks up the DIDs and contexts of needs that were not looked up under this
 * snapshot yet, contexts with those that they refer to, and returns the
 * registry for cu_verify.  Valid until the next call or the end of the
 * transaction; what needs does not list counts as not registered.  Reads as the
 * current role, without writing: works in parallel workers, on standbys and in
 * read-only transactions.
 */
extern const cu_registry *cu_registry_load(const cu_needs *needs);

/*
 * The context that a document signed now would be read under, out of a
 * registry for which it was loaded; NULL: there is none.
 */
extern const cu_context_document *
			cu_registry_context_now(const cu_registry *registry, cu_slice iri);

/* The octets of the document registered for did at recorded_at, as text. */
extern text *cu_registry_document(cu_slice did, cu_instant recorded_at);

#endif							/* CU_PG_RESOLVE_H */
