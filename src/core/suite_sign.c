/*
 * suite_sign.c
 *		Adding a Data Integrity proof to a document.
 *
 * VC Data Integrity 1.0, sections 4.2 and 4.3: proofs of a set are
 * independent, each signs the document without any of them.
 */
#include "suite.h"

#include "multibase.h"

/* "proof" with one more: alone, or at the end of an array. */
static const cu_json *
append_proof(cu_ctx *ctx, const cu_json *old, const cu_json *proof)
{
	uint32_t	count = cu_json_many(old);
	cu_json    *items;

	if (count == 0)
		return proof;
	items = cu_alloc_array(ctx, (size_t) count + 1, sizeof(cu_json));
	if (items == NULL)
		return NULL;
	for (uint32_t i = 0; i < count; i++)
		items[i] = *cu_json_nth(old, i);
	items[count] = *proof;
	return cu_json_new_array(ctx, items, count + 1);
}

/* The proof's configuration: options, with @context if the suite wants it. */
static const cu_json *
complete_options(cu_ctx *ctx, const cu_suite *suite, const cu_json *document,
				 const cu_json *options)
{
	const cu_json *context = cu_json_get(document, "@context");

	if (!suite->proof_context || context == NULL ||
		cu_json_get(options, "@context") != NULL)
		return options;
	return cu_json_with(ctx, options, "@context", context);
}

/* The proof of document under key: config with proofValue. */
static cu_status
make_proof(cu_ctx *ctx, const cu_suite *suite, const cu_json *document,
		   const cu_json *config, const cu_linked_data *linked,
		   const cu_private_key *key, cu_hash hash, const cu_json **out)
{
	cu_suite_document body;
	cu_buf		octets;
	cu_slice	signature;
	cu_slice	text;
	const cu_json *value;

	CU_TRY(cu_suite_document_init(ctx, document, linked, &body));
	cu_buf_init(&octets, ctx);
	CU_TRY(suite->signed_octets(ctx, &body, config, hash, &octets));
	CU_TRY(cu_signature_sign(ctx, key, hash, cu_buf_slice(&octets),
							 &signature));
	text = cu_multibase_encode(ctx, 'z', signature);
	if (text.p == NULL)
		return CU_NOMEM(ctx);
	value = cu_json_new_string(ctx, text);
	if (value == NULL)
		return CU_NOMEM(ctx);
	*out = cu_json_with(ctx, config, "proofValue", value);
	return *out ? CU_OK : CU_NOMEM(ctx);
}

cu_status
cu_suite_sign(cu_ctx *ctx, const cu_suite *suite, const cu_json *document,
			  const cu_json *options, const cu_linked_data *linked,
			  const cu_private_key *key, const cu_json **out)
{
	const cu_json *config;
	const cu_json *proof;
	const cu_json *body;
	cu_hash		hash;

	if (!suite->supported || suite->signed_octets == NULL)
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "The cryptosuite is not offered here.");
	if (!suite->key_fits(key->type, &hash))
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "The key's type is not one of the cryptosuite.");
	config = complete_options(ctx, suite, document, options);
	if (config == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(make_proof(ctx, suite, document, config, linked, key, hash,
					  &proof));
	proof = append_proof(ctx, cu_json_get(document, "proof"), proof);
	if (proof == NULL)
		return CU_NOMEM(ctx);
	/* Taken out and put back, so that it comes last. */
	body = cu_json_without(ctx, document, "proof");
	if (body == NULL)
		return CU_NOMEM(ctx);
	*out = cu_json_with(ctx, body, "proof", proof);
	return *out ? CU_OK : CU_NOMEM(ctx);
}
