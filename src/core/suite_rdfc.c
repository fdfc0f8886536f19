/*
 * suite_rdfc.c
 *		What suites over RDF sign.
 *
 * hash(RDFC(proof configuration)) followed by hash(RDFC(document without
 * proof)): vc-di-eddsa 3.2.3 to 3.2.5, vc-di-ecdsa 3.2.3 to 3.2.5, and before
 * them Linked Data Signatures.  The proof configuration is read under the
 * document's @context.  A proof with another @context is refused: the
 * specification overwrites it and popular libraries prefer it, so what it says
 * would depend on who reads it.
 */
#include "suite_work.h"

cu_status
cu_suite_canonical(cu_ctx *ctx, cu_suite_document *document, cu_hash hash,
				   cu_canonical *out)
{
	cu_error   *fault = &document->rdf_fault[hash];
	cu_status	status;

	if (document->linked == NULL)
		return cu_fail(ctx, CU_MISSING_CONTEXT,
					   "No JSON-LD contexts are at hand.");
	if (fault->status != CU_OK)
	{
		ctx->error = *fault;
		return fault->status;
	}
	status = cu_linked_data_canonize(ctx, document->json, document->linked,
									 hash, out, &document->report);
	if (cu_suite_is_fault(status))
		*fault = ctx->error;
	return status;
}

cu_status
cu_suite_rdf_digest(cu_ctx *ctx, cu_suite_document *document, cu_hash hash,
					const uint8_t **digest)
{
	cu_suite_digest *known = &document->rdf[hash];
	cu_canonical canonical;

	*digest = known->octets;
	if (known->known)
		return CU_OK;
	CU_TRY(cu_suite_canonical(ctx, document, hash, &canonical));
	if (!cu_canonical_digest(&canonical, hash, known->octets))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	known->known = true;
	return CU_OK;
}

/* The proof without its signature, under the document's contexts. */
static cu_status
make_config(cu_ctx *ctx, const cu_suite_document *document,
			const cu_json *proof, const char *signature_name,
			const cu_json **config)
{
	const cu_json *own = cu_json_get(document->json, "@context");
	const cu_json *given = cu_json_get(proof, "@context");
	bool		same = given == NULL || given == own;

	if (given != NULL && own != NULL)
		CU_TRY(cu_json_equal(ctx, own, given, &same));
	if (!same)
		return cu_fail(ctx, CU_BAD_CREDENTIAL,
					   "The proof has an @context that is not the "
					   "document's.");
	*config = cu_json_without(ctx, proof, signature_name);
	if (*config != NULL && own != NULL && given == NULL)
		*config = cu_json_with(ctx, *config, "@context", own);
	return *config ? CU_OK : CU_NOMEM(ctx);
}

cu_status
cu_suite_config_digest(cu_ctx *ctx, cu_suite_document *document,
					   const cu_json *proof, const char *signature_name,
					   cu_hash hash, uint8_t *digest)
{
	cu_mark		mark = cu_arena_mark(ctx);
	cu_jsonld_report report = {{NULL, 0}, NULL, 0};
	const cu_json *config;
	cu_canonical canonical;
	cu_status	status;

	CU_TRY(make_config(ctx, document, proof, signature_name, &config));
	if (document->linked == NULL)
		return cu_fail(ctx, CU_MISSING_CONTEXT,
					   "No JSON-LD contexts are at hand.");
	status = cu_linked_data_canonize(ctx, config, document->linked, hash,
									 &canonical, &report);
	if (status == CU_MISSING_CONTEXT)
		document->report.missing = report.missing;
	/* A pointer into the configuration is none into the document. */
	if (cu_suite_is_fault(status))
		return cu_fail(ctx, status,
					   "The proof itself is no linked data that its own "
					   "signature covers.");
	CU_TRY(status);
	if (!cu_canonical_digest(&canonical, hash, digest))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	cu_arena_rewind(ctx, mark);
	return CU_OK;
}

/*
 * The document comes first although its digest goes last: what is wrong with
 * the contexts is then told of the document, with its pointer.
 */
static cu_status
linked_octets(cu_ctx *ctx, cu_suite_document *document, const cu_json *proof,
			  const char *signature_name, cu_hash hash, cu_buf *out)
{
	uint8_t		config_digest[CU_SHA512_SIZE];
	const uint8_t *document_digest;

	CU_TRY(cu_suite_rdf_digest(ctx, document, hash, &document_digest));
	CU_TRY(cu_suite_config_digest(ctx, document, proof, signature_name, hash,
								  config_digest));
	cu_buf_add(out, config_digest, cu_hash_size(hash));
	cu_buf_add(out, document_digest, cu_hash_size(hash));
	return cu_buf_status(out);
}

cu_status
cu_suite_rdfc_octets(cu_ctx *ctx, cu_suite_document *document,
					 const cu_json *proof, cu_hash hash, cu_buf *out)
{
	return linked_octets(ctx, document, proof, "proofValue", hash, out);
}

cu_status
cu_suite_jws_octets(cu_ctx *ctx, cu_suite_document *document,
					const cu_json *proof, cu_hash hash, cu_buf *out)
{
	return linked_octets(ctx, document, proof, "jws", hash, out);
}
