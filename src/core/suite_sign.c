/*
 * suite_sign.c
 *		Adding a Data Integrity proof to a document.
 *
 * VC Data Integrity 1.0, sections 4.2 and 4.3: proofs of a set are
 * independent, each signs the document without any of them; a chained proof
 * signs those it names as well.
 */
#include "suite_work.h"

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

/* What the proof signs: the document alone, or with previous proofs. */
static cu_status
start_document(cu_ctx *ctx, const cu_json *document, const cu_json *config,
			   const cu_linked_data *linked, cu_suite_document *out)
{
	cu_suite_result result;

	if (cu_json_get(config, "previousProof") == NULL)
		return cu_suite_document_init(ctx, document, linked, out);
	CU_TRY(cu_suite_chain(ctx, document, linked, config, out, &result));
	if (result.valid != CU_TRUE)
		return cu_fail(ctx, CU_BAD_ARGUMENT, result.why);
	return CU_OK;
}

/* The text of the signature of octets, as the suite wants it. */
static cu_status
sign_octets(cu_ctx *ctx, const cu_suite *suite, cu_slice octets,
			const cu_private_key *key, cu_hash hash, cu_slice *text)
{
	cu_slice	signature;

	if (suite->jws)
		return cu_suite_jws_sign(ctx, octets, key, text);
	CU_TRY(cu_signature_sign(ctx, key, hash, octets, &signature));
	*text = cu_multibase_encode(ctx, 'z', signature);
	return text->p ? CU_OK : CU_NOMEM(ctx);
}

/* The proof of document under key: config with its signature. */
static cu_status
make_proof(cu_ctx *ctx, const cu_suite *suite, const cu_json *document,
		   const cu_json *config, const cu_linked_data *linked,
		   const cu_private_key *key, cu_hash hash, const cu_json **out)
{
	cu_suite_document body;
	cu_buf		octets;
	cu_slice	text;
	const cu_json *value;

	CU_TRY(start_document(ctx, document, config, linked, &body));
	cu_buf_init(&octets, ctx);
	CU_TRY(suite->signed_octets(ctx, &body, config, hash, &octets));
	CU_TRY(sign_octets(ctx, suite, cu_buf_slice(&octets), key, hash, &text));
	value = cu_json_new_string(ctx, text);
	if (value == NULL)
		return CU_NOMEM(ctx);
	*out = cu_json_with(ctx, config, suite->jws ? "jws" : "proofValue",
						value);
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
