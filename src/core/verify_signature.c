/*
 * verify_signature.c
 *		Cryptography alone: no registry, no time, no data model.
 */
#include "verify_work.h"

/* Under a key of a type we cannot use, a foreign algorithm stays open. */
static cu_status
verify_token(cu_ctx *ctx, const cu_jws *jws, const cu_public_key *key,
			 cu_truth *valid)
{
	*valid = CU_UNKNOWN;
	if (!cu_key_verifies(key->type) && !cu_jws_alg_known(jws->alg) &&
		!cu_slice_is(jws->alg, "none"))
		return CU_OK;
	*valid = cu_jws_verify(jws, key);
	return *valid == CU_UNKNOWN ? cu_fail(ctx, CU_OUT_OF_MEMORY, NULL) : CU_OK;
}

/* One proof, whether it signs the document alone or other proofs too. */
static cu_status
verify_proof(cu_ctx *ctx, const cu_credential *c, cu_suite_document *document,
			 const cu_json *proof, const cu_public_key *key,
			 cu_suite_result *result)
{
	const cu_suite *suite = cu_suite_find(cu_json_get_string(proof, "type"),
										  cu_json_get_string(proof,
															 "cryptosuite"));
	cu_suite_document chained;

	*result = (cu_suite_result) {
		.valid = CU_UNKNOWN, .code = CU_CODE_unsupported_cryptosuite
	};
	if (suite == NULL)
		return CU_OK;
	if (cu_json_get(proof, "previousProof") != NULL)
	{
		CU_TRY(cu_suite_chain(ctx, c->claims, document->linked, proof,
							  &chained, result));
		if (result->valid != CU_TRUE)
			return CU_OK;
		document = &chained;
	}
	return cu_suite_verify(ctx, suite, document, proof, key, result);
}

/* Could it be told with what is missing here, contexts or time? */
static bool
is_open(const cu_suite_result *result)
{
	return result->valid == CU_UNKNOWN &&
		result->code != CU_CODE_unsupported_cryptosuite &&
		result->code != CU_CODE_unsupported_key;
}

static cu_status
verify_proofs(cu_ctx *ctx, const cu_credential *c, const cu_public_key *key,
			  const cu_linked_data *linked, cu_truth *valid)
{
	uint32_t	count = cu_json_many(c->proof);
	cu_suite_document document;
	bool		open = false;

	*valid = CU_UNKNOWN;
	if (count > CU_PROOFS_MAX)
		count = CU_PROOFS_MAX;
	CU_TRY(cu_suite_document_init(ctx, c->claims, linked, &document));
	for (uint32_t i = 0; i < count && *valid != CU_TRUE; i++)
	{
		cu_suite_result result;

		CU_TRY(verify_proof(ctx, c, &document, cu_json_nth(c->proof, i), key,
							&result));
		open |= is_open(&result);
		if (result.valid > *valid)
			*valid = result.valid;
		if (cu_canceled(ctx))
			return CU_CANCELED;
	}
	if (open && *valid == CU_FALSE)
		*valid = CU_UNKNOWN;
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
			return verify_token(ctx, &c->jws, key, valid);
		case CU_FORM_SD_JWT:
		case CU_FORM_ENVELOPED:
			break;
	}
	*valid = CU_UNKNOWN;
	return CU_OK;
}
