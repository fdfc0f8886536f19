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
#include "suite_work.h"

#include "jcs.h"

/*
 * Writes the digest of the canonical form of value.  The form itself is given
 * back: 64 proofs of one large document must not need 64 times its size.
 */
static cu_status
hash_jcs(cu_ctx *ctx, const cu_json *value, cu_hash hash, uint8_t *digest)
{
	cu_mark		mark = cu_arena_mark(ctx);
	cu_buf		buf;
	cu_status	status;

	cu_buf_init(&buf, ctx);
	status = cu_jcs_write(&buf, value);
	if (status == CU_OK && !cu_digest(hash, cu_buf_slice(&buf), digest))
		status = cu_fail(ctx, CU_INTERNAL, NULL);
	cu_arena_rewind(ctx, mark);
	return status;
}

cu_status
cu_suite_context_starts(cu_ctx *ctx, const cu_json *whole,
						const cu_json *part, bool *starts)
{
	uint32_t	count = cu_json_many(part);

	*starts = count > 0 && count <= cu_json_many(whole);
	for (uint32_t i = 0; i < count && *starts; i++)
		CU_TRY(cu_json_equal(ctx, cu_json_nth(whole, i), cu_json_nth(part, i),
							 starts));
	return CU_OK;
}

/*
 * The digest of the document with this @context.  It is remembered until
 * another context is asked for: the proofs of a set mostly have one.
 */
static cu_status
hash_document(cu_ctx *ctx, cu_suite_document *document,
			  const cu_json *context, cu_hash hash, const uint8_t **digest)
{
	const cu_json *own = cu_json_get(document->json, "@context");
	const cu_json *json = document->json;
	bool		same = context == document->context;

	if (context != NULL && document->context != NULL)
		CU_TRY(cu_json_equal(ctx, context, document->context, &same));
	if (!same)
	{
		memset(document->jcs, 0, sizeof(document->jcs));
		document->context = context;
	}
	*digest = document->jcs[hash].octets;
	if (document->jcs[hash].known)
		return CU_OK;
	if (context != own)
		json = cu_json_with(ctx, json, "@context", context);
	if (json == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(hash_jcs(ctx, json, hash, document->jcs[hash].octets));
	document->jcs[hash].known = true;
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
	const uint8_t *document_digest;
	bool		starts = true;

	if (config == NULL)
		return CU_NOMEM(ctx);
	if (given != NULL)
		CU_TRY(cu_suite_context_starts(ctx, own, given, &starts));
	if (!starts)
		return cu_fail(ctx, CU_BAD_CREDENTIAL,
					   "The document's @context does not start with that of "
					   "the proof.");
	CU_TRY(hash_jcs(ctx, config, hash, config_digest));
	CU_TRY(hash_document(ctx, document, given ? given : own, hash,
						 &document_digest));
	cu_buf_add(out, config_digest, cu_hash_size(hash));
	cu_buf_add(out, document_digest, cu_hash_size(hash));
	return cu_buf_status(out);
}
