/*
 * verify_needs.c
 *		Which DIDs' histories a verdict depends on.
 */
#include "verify_work.h"

/* Adds did to a list with room, once. */
static void
add_once(cu_slice *dids, size_t *count, cu_slice did)
{
	for (size_t i = 0; i < *count; i++)
	{
		if (cu_slice_eq(dids[i], did))
			return;
	}
	dids[(*count)++] = did;
}

cu_status
cu_verify_needs(cu_ctx *ctx, const cu_credential *c, cu_needs *needs)
{
	uint32_t	proofs = cu_json_many(c->proof);

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
		cu_slice	id = cu_proof_method(cu_json_nth(c->proof, i));

		if (id.n > 0)
			add_once(needs->dids, &needs->did_count,
					 cu_proof_controller(id));
	}
	return CU_OK;
}
