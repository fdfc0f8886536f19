/*
 * verify_needs.c
 *		Which DIDs' histories and which contexts a verdict depends on.
 */
#include "verify_work.h"

/* Adds text to a list with room, once. */
static void
add_once(cu_slice *texts, size_t *count, cu_slice text)
{
	for (size_t i = 0; i < *count; i++)
	{
		if (cu_slice_eq(texts[i], text))
			return;
	}
	texts[(*count)++] = text;
}

/* Does a proof of a suite over RDF sign the document? */
static bool
is_linked_data(const cu_json *proof)
{
	const cu_suite *suite = cu_suite_find(cu_json_get_string(proof, "type"),
										  cu_json_get_string(proof,
															 "cryptosuite"));

	return suite != NULL && suite->linked_data;
}

/* The IRIs in the @context of the document; a relative one has no colon. */
static cu_status
add_contexts(cu_ctx *ctx, const cu_json *context, cu_needs *needs)
{
	uint32_t	count = cu_json_many(context);

	if (count > CU_CONTEXTS_MAX)
		count = CU_CONTEXTS_MAX;
	needs->contexts = cu_alloc_array(ctx, count, sizeof(cu_slice));
	if (needs->contexts == NULL)
		return CU_NOMEM(ctx);
	for (uint32_t i = 0; i < count; i++)
	{
		cu_slice	iri = cu_json_string(cu_json_nth(context, i));

		if (iri.n > 0 && memchr(iri.p, ':', iri.n) != NULL)
			add_once(needs->contexts, &needs->context_count, iri);
	}
	return CU_OK;
}

cu_status
cu_verify_needs(cu_ctx *ctx, const cu_credential *c, cu_needs *needs)
{
	uint32_t	proofs = cu_json_many(c->proof);
	bool		linked_data = false;

	memset(needs, 0, sizeof(*needs));
	/* As many as cu_verify judges; the bound keeps the list short. */
	if (proofs > CU_PROOFS_MAX)
		proofs = CU_PROOFS_MAX;
	needs->dids = cu_alloc_array(ctx, (size_t) proofs + 1, sizeof(cu_slice));
	if (needs->dids == NULL)
		return CU_NOMEM(ctx);
	/* No registry changes the verdict on these. */
	if (c->secured == CU_FORM_UNSECURED || c->secured == CU_FORM_SD_JWT)
		return CU_OK;
	add_once(needs->dids, &needs->did_count, c->summary.issuer);
	for (uint32_t i = 0; i < proofs; i++)
	{
		const cu_json *proof = cu_json_nth(c->proof, i);
		cu_slice	id = cu_proof_method(proof);

		linked_data |= is_linked_data(proof);
		if (id.n > 0)
			add_once(needs->dids, &needs->did_count,
					 cu_proof_controller(id));
	}
	return linked_data ?
		add_contexts(ctx, cu_json_get(c->claims, "@context"), needs) : CU_OK;
}
