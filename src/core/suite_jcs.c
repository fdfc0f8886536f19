/*
 * suite_jcs.c
 *		What eddsa-jcs-2022 and ecdsa-jcs-2019 sign.
 *
 * hash(JCS(proof without proofValue)) followed by hash(JCS(document without
 * proof)): vc-di-eddsa 3.3.2 to 3.3.5, vc-di-ecdsa 3.3.2 to 3.3.5.  When the
 * proof carries @context, the document's must start with it and is replaced by
 * it, so that contexts added by those who pass the document on do not break the
 * signature.
 */
#include "suite_jcs.h"

#include "jcs.h"

/* Writes the digest of the canonical form of value. */
static cu_status
hash_jcs(cu_ctx *ctx, const cu_json *value, cu_hash hash, uint8_t *digest)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	CU_TRY(cu_jcs_write(&buf, value));
	if (!cu_digest(hash, cu_buf_slice(&buf), digest))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	return CU_OK;
}

/* Whether whole begins with all values of part, of which there is one. */
static cu_status
starts_with(cu_ctx *ctx, const cu_json *whole, const cu_json *part,
			bool *answer)
{
	uint32_t	count = cu_json_many(part);

	*answer = count > 0 && count <= cu_json_many(whole);
	for (uint32_t i = 0; i < count && *answer; i++)
		CU_TRY(cu_json_equal(ctx, cu_json_nth(whole, i), cu_json_nth(part, i),
							 answer));
	return CU_OK;
}

/* The digest of the document as it is, computed once. */
static cu_status
hash_document(cu_ctx *ctx, cu_suite_document *document, cu_hash hash,
			  const uint8_t **digest)
{
	if (!document->jcs[hash].known)
	{
		CU_TRY(hash_jcs(ctx, document->json, hash,
						document->jcs[hash].octets));
		document->jcs[hash].known = true;
	}
	*digest = document->jcs[hash].octets;
	return CU_OK;
}

cu_status
cu_suite_jcs_octets(cu_ctx *ctx, cu_suite_document *document,
					const cu_json *proof, cu_hash hash, cu_buf *out)
{
	const cu_json *config = cu_json_without(ctx, proof, "proofValue");
	const cu_json *own = cu_json_get(document->json, "@context");
	const cu_json *given = cu_json_get(proof, "@context");
	uint8_t		config_digest[CU_SHA512_SIZE];
	uint8_t		replaced_digest[CU_SHA512_SIZE];
	const uint8_t *document_digest = replaced_digest;
	bool		starts = true;
	bool		same = true;

	if (config == NULL)
		return CU_NOMEM(ctx);
	if (given != NULL)
		CU_TRY(starts_with(ctx, own, given, &starts));
	if (!starts)
		return cu_fail(ctx, CU_BAD_CREDENTIAL,
					   "The document's @context does not start with that of "
					   "the proof.");
	CU_TRY(hash_jcs(ctx, config, hash, config_digest));
	if (given != NULL)
		CU_TRY(cu_json_equal(ctx, own, given, &same));
	if (same)
		CU_TRY(hash_document(ctx, document, hash, &document_digest));
	else
	{
		const cu_json *replaced = cu_json_with(ctx, document->json, "@context",
											   given);

		if (replaced == NULL)
			return CU_NOMEM(ctx);
		CU_TRY(hash_jcs(ctx, replaced, hash, replaced_digest));
	}
	cu_buf_add(out, config_digest, cu_hash_size(hash));
	cu_buf_add(out, document_digest, cu_hash_size(hash));
	return cu_buf_status(out);
}
