/*
 * linked_data.h
 *		How a document is turned into the octets that RDF suites hash.
 */
#ifndef CU_LINKED_DATA_H
#define CU_LINKED_DATA_H

#include "jsonld.h"
#include "rdfc.h"

/* Under which contexts and limits linked data is read. */
typedef struct cu_linked_data
{
	const cu_context_source *contexts;
	cu_context_cache *cache;
	const cu_rdfc_limits *limits;
	bool		safe;
	bool		inline_contexts;
} cu_linked_data;

/*
 * JSON-LD to canonical N-Quads with this hash inside.  Errors: those of
 * cu_jsonld_to_rdf and cu_rdfc_canonize.  report may be NULL.
 */
extern cu_status cu_linked_data_canonize(cu_ctx *ctx, const cu_json *document,
										 const cu_linked_data *linked,
										 cu_hash hash, cu_canonical *out,
										 cu_jsonld_report *report);

#endif							/* CU_LINKED_DATA_H */
