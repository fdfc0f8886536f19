/*
 * jsonld.h
 *		JSON-LD 1.1 to RDF, in one pass, under contexts that were handed in.
 *
 * JSON-LD 1.1 Processing Algorithms and API: sections 5.1 (context
 * processing), 5.2 (create term definition, IRI expansion), 6.1 (expansion), 8.1
 * and 8.2 (to RDF).  Nothing is ever fetched.  A context that changes is
 * another context: it is known by its digest.
 */
#ifndef CU_JSONLD_H
#define CU_JSONLD_H

#include "digest.h"
#include "json.h"
#include "rdf.h"

/* --- contexts ------------------------------------------------------------- */

/* A context document: a JSON object with "@context". */
typedef struct cu_context_document
{
	cu_slice	iri;			/* under which it is registered */
	const cu_json *json;
	uint8_t		digest[CU_SHA256_SIZE]; /* SHA-256 of its JCS form */
} cu_context_document;

/*
 * Where contexts come from.  find must not fail and must not touch the core;
 * NULL: there is none under this IRI.
 */
typedef struct cu_context_source
{
	const cu_context_document *(*find) (void *arg, cu_slice iri);
	void	   *arg;
} cu_context_source;

/*
 * Parsed and compiled contexts, kept from call to call in memory of their own.
 * All is known by digests, so nothing in it is ever out of date.  What was
 * compiled counts under another source only when that one has the same
 * documents for every IRI it refers to.
 */
typedef struct cu_context_cache cu_context_cache;

/*
 * A cache with memory from host, which must outlive it; NULL: no memory.
 * limit: octets above which cu_context_cache_trim empties it.
 */
extern cu_context_cache *cu_context_cache_new(const cu_host *host,
											  size_t limit);
extern void cu_context_cache_free(cu_context_cache *cache);

/*
 * Empties the cache when it is over its limit.  All documents and all that
 * points to them is gone then: only between calls.
 */
extern void cu_context_cache_trim(cu_context_cache *cache);

/* The document of this IRI and digest, or NULL when it is not in the cache. */
extern const cu_context_document *
			cu_context_cache_find(const cu_context_cache *cache,
								  cu_slice iri, const uint8_t *digest);

/*
 * Parses octets and keeps them.  digest is that of cu_context_digest.  The
 * error of a failure is recorded in ctx; the cache stays as it was.
 */
extern cu_status cu_context_cache_add(cu_ctx *ctx, cu_context_cache *cache,
									  cu_slice iri, cu_slice octets,
									  const uint8_t *digest,
									  const cu_context_document **out);

/* SHA-256 of the JCS form of a context document. */
extern cu_status cu_context_digest(cu_ctx *ctx, const cu_json *document,
								   uint8_t *digest);

/*
 * The IRIs of all contexts that document (a context document, or any JSON
 * value) refers to, each once, in order: text values of "@context" and
 * "@import" at any depth.  Relative ones are left out.
 */
extern cu_status cu_context_references(cu_ctx *ctx, const cu_json *document,
									   cu_slice **iris, size_t *count);

/* --- documents ------------------------------------------------------------ */

typedef struct cu_jsonld_options
{
	const cu_context_source *contexts;
	cu_context_cache *cache;	/* NULL: compile anew, in the call's memory */
	cu_slice	base;			/* base IRI; p NULL: none, as for signatures */
	/*
	 * Data that would silently be left out of the RDF is an error, one
	 * CU_LOSS_... per kind, with the JSON pointer of what would be lost.
	 */
	bool		safe;
	/* Contexts inside the document other than by IRI; else CU_INLINE_CONTEXT. */
	bool		inline_contexts;
	/* For the specification's tests; zero for signatures. */
	bool		generalized;	/* produceGeneralizedRdf */
	bool		i18n_direction; /* rdfDirection i18n-datatype */
	const cu_json *expand_context;	/* expandContext, or NULL */
} cu_jsonld_options;

typedef struct cu_jsonld_report
{
	cu_slice	missing;		/* with CU_MISSING_CONTEXT: its IRI */
	/*
	 * Values of members whose name or type was found by nothing better than
	 * @vocab: signed, but with no agreed meaning.  In order of the document.
	 */
	const cu_json **caught;
	size_t		caught_count;
} cu_jsonld_report;

/*
 * Adds the RDF of a JSON-LD document to dataset.  report may be NULL.  Errors,
 * with a JSON pointer into the document (or, when the fault lies in a
 * registered context, with the term that is wrong in the detail):
 * CU_BAD_CONTEXT and CU_BAD_JSONLD, whose detail begins with the error code of
 * the specification ("protected term redefinition: ..."), CU_MISSING_CONTEXT,
 * CU_INLINE_CONTEXT, CU_LOSS_...; CU_LIMIT_DEPTH, CU_CANCELED, memory.
 */
extern cu_status cu_jsonld_to_rdf(cu_ctx *ctx, const cu_json *document,
								  const cu_jsonld_options *options,
								  cu_dataset *dataset,
								  cu_jsonld_report *report);

/*
 * Compiles a context document with all its scoped contexts.  CU_BAD_CONTEXT
 * with the JSON pointer of the term that is wrong; CU_MISSING_CONTEXT.
 */
extern cu_status cu_context_check(cu_ctx *ctx, const cu_json *document,
								  const cu_context_source *contexts,
								  cu_jsonld_report *report);

#endif							/* CU_JSONLD_H */
