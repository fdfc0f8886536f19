/*
 * proof.c
 *		Members of a Data Integrity proof that matter beyond its signature.
 *
 * VC Data Integrity 1.0, section 2.1; vc-di-eddsa and vc-di-ecdsa, 3.3.2.
 */
#include "proof.h"

#include "did.h"
#include "suite.h"

cu_slice
cu_proof_method(const cu_json *proof)
{
	const cu_json *method = cu_json_get(proof, "verificationMethod");
	cu_slice	id = cu_json_string(method);

	return id.p ? id : cu_json_get_string(method, "id");
}

cu_slice
cu_proof_controller(cu_slice method)
{
	const char *hash;

	if (cu_slice_starts(method, "did:"))
		return cu_did_of(method);
	hash = method.n ? memchr(method.p, '#', method.n) : NULL;
	if (hash)
		method.n = (size_t) (hash - method.p);
	return method;
}

/* The @context of a proof that signs it and is by a key of issuer, or NULL. */
static const cu_json *
context_of(const cu_json *proof, cu_slice issuer)
{
	const cu_suite *suite = cu_suite_find(cu_json_get_string(proof, "type"),
										  cu_json_get_string(proof,
															 "cryptosuite"));

	/* A chained proof signs more than the document, and is not judged. */
	if (suite == NULL || !suite->proof_context ||
		cu_json_get(proof, "previousProof") != NULL ||
		!cu_slice_eq(cu_proof_controller(cu_proof_method(proof)), issuer))
		return NULL;
	return cu_json_get(proof, "@context");
}

cu_status
cu_proof_signed_context(cu_ctx *ctx, const cu_json *own,
						const cu_json *proofs, cu_slice issuer,
						const cu_json **context)
{
	uint32_t	count = cu_json_many(proofs);

	*context = own;
	if (count > CU_PROOFS_MAX)
		count = CU_PROOFS_MAX;
	for (uint32_t i = 0; i < count; i++)
	{
		const cu_json *given = context_of(cu_json_nth(proofs, i), issuer);
		bool		starts;

		if (given == NULL || (*context != own && cu_json_many(given) >=
							  cu_json_many(*context)))
			continue;
		CU_TRY(cu_suite_context_starts(ctx, own, given, &starts));
		if (starts)
			*context = given;
	}
	return CU_OK;
}
