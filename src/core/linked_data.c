/*
 * linked_data.c
 *		JSON-LD to canonical N-Quads: VC Data Integrity 1.0, section 4.3.
 *
 * The base IRI is null: what a relative reference means must not depend on
 * where a document lies.
 */
#include "linked_data.h"

cu_status
cu_linked_data_canonize(cu_ctx *ctx, const cu_json *document,
						const cu_linked_data *linked, cu_hash hash,
						cu_canonical *out, cu_jsonld_report *report)
{
	const cu_jsonld_options options = {
		.contexts = linked->contexts,
		.cache = linked->cache,
		.safe = linked->safe,
		.inline_contexts = linked->inline_contexts
	};
	cu_dataset	dataset;

	cu_dataset_init(&dataset, ctx);
	CU_TRY(cu_jsonld_to_rdf(ctx, document, &options, &dataset, report));
	return cu_rdfc_canonize(ctx, &dataset, hash, linked->limits, out);
}
