/*
 * verify_signature.c
 *		Cryptography alone: no registry, no time, no data model.
 */
#include "verify_work.h"

/* Under a key of a type we cannot use, a foreign algorithm stays open. */
static cu_truth
verify_token(const cu_jws *jws, const cu_public_key *key)
{
	if (!cu_key_verifies(key->type) && !cu_jws_alg_known(jws->alg) &&
		!cu_slice_is(jws->alg, "none"))
		return CU_UNKNOWN;
	return cu_jws_verify(jws, key);
}

static cu_status
verify_proofs(cu_ctx *ctx, const cu_credential *c, const cu_public_key *key,
			  const cu_linked_data *linked, cu_truth *valid)
{
	uint32_t	count = cu_json_many(c->proof);
	cu_suite_document document;

	*valid = CU_UNKNOWN;
	if (count > CU_PROOFS_MAX)
		count = CU_PROOFS_MAX;
	CU_TRY(cu_suite_document_init(ctx, c->claims, linked, &document));
	for (uint32_t i = 0; i < count && *valid != CU_TRUE; i++)
	{
		const cu_json *proof = cu_json_nth(c->proof, i);
		cu_slice	type = cu_json_get_string(proof, "type");
		cu_slice	name = cu_json_get_string(proof, "cryptosuite");
		const cu_suite *suite = cu_suite_find(type, name);
		cu_suite_result result;

		/* A chained proof signs more than the document. */
		if (suite == NULL || cu_json_get(proof, "previousProof") != NULL)
			continue;
		CU_TRY(cu_suite_verify(ctx, suite, &document, proof, key, &result));
		if (result.valid > *valid)
			*valid = result.valid;
		if (cu_canceled(ctx))
			return CU_CANCELED;
	}
	return CU_OK;
}

cu_status
cu_verify_signature(cu_ctx *ctx, const cu_credential *c,
					const cu_public_key *key,
					const cu_linked_data *linked, cu_truth *valid)
{
	switch (c->secured)
	{
		case CU_FORM_UNSECURED:
			*valid = CU_FALSE;
			return CU_OK;
		case CU_FORM_EMBEDDED:
			return verify_proofs(ctx, c, key, linked, valid);
		case CU_FORM_VC_JWT:
		case CU_FORM_VC_JWT_11:
			*valid = verify_token(&c->jws, key);
			return CU_OK;
		case CU_FORM_SD_JWT:
		case CU_FORM_ENVELOPED:
			break;
	}
	*valid = CU_UNKNOWN;
	return CU_OK;
}
