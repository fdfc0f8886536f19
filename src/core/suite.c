/*
 * suite.c
 *		The table of cryptosuites, and the signature of one proof.
 *
 * Suites that are not offered are listed too: what cannot be verified must not
 * look like a forgery.
 */
#include "suite.h"

#include "base.h"
#include "suite_work.h"

#define DATA_INTEGRITY "DataIntegrityProof"

static bool
ed25519_fits(cu_key_type type, cu_hash *hash)
{
	*hash = CU_SHA256;
	return type == CU_KEY_ED25519;
}

static bool
ecdsa_fits(cu_key_type type, cu_hash *hash)
{
	*hash = type == CU_KEY_P384 ? CU_SHA384 : CU_SHA256;
	return type == CU_KEY_P256 || type == CU_KEY_P384;
}

/* ecdsa-sd-2023 knows P-256 alone (vc-di-ecdsa 3.6). */
static bool
p256_fits(cu_key_type type, cu_hash *hash)
{
	*hash = CU_SHA256;
	return type == CU_KEY_P256;
}

/* SHA-256 under every key: what the JWS hashes is another matter. */
static bool
jws_fits(cu_key_type type, cu_hash *hash)
{
	*hash = CU_SHA256;
	return type == CU_KEY_ED25519 || type == CU_KEY_P256 ||
		type == CU_KEY_P384 || type == CU_KEY_RSA ||
		type == CU_KEY_SECP256K1;
}

static cu_status verify_proof_value(cu_ctx *ctx, const cu_suite *suite,
									cu_suite_document *document,
									const cu_json *proof,
									const cu_public_key *key, cu_hash hash,
									cu_suite_result *result);

static const cu_suite suites[] = {
	{.type = DATA_INTEGRITY, .cryptosuite = "eddsa-jcs-2022",
		.supported = true, .proof_context = true, .key_fits = ed25519_fits,
	.verify = verify_proof_value, .signed_octets = cu_suite_jcs_octets},
	{.type = DATA_INTEGRITY, .cryptosuite = "ecdsa-jcs-2019",
		.supported = true, .proof_context = true, .key_fits = ecdsa_fits,
	.verify = verify_proof_value, .signed_octets = cu_suite_jcs_octets},
	{.type = DATA_INTEGRITY, .cryptosuite = "eddsa-rdfc-2022",
		.supported = true, .linked_data = true, .key_fits = ed25519_fits,
	.verify = verify_proof_value, .signed_octets = cu_suite_rdfc_octets},
	{.type = DATA_INTEGRITY, .cryptosuite = "ecdsa-rdfc-2019",
		.supported = true, .linked_data = true, .key_fits = ecdsa_fits,
	.verify = verify_proof_value, .signed_octets = cu_suite_rdfc_octets},
	{.type = DATA_INTEGRITY, .cryptosuite = "ecdsa-sd-2023",
		.supported = true, .linked_data = true, .key_fits = p256_fits,
	.verify = cu_suite_sd_verify},
	{.type = DATA_INTEGRITY, .cryptosuite = "bbs-2023"},
	/* The drafts' name of eddsa-rdfc-2022, with the same rules. */
	{.type = DATA_INTEGRITY, .cryptosuite = "eddsa-2022",
		.supported = true, .linked_data = true, .key_fits = ed25519_fits,
	.verify = verify_proof_value, .signed_octets = cu_suite_rdfc_octets},
	/* Drafts were of two minds about the hash under P-384. */
	{.type = DATA_INTEGRITY, .cryptosuite = "ecdsa-2019"},
	{.type = "Ed25519Signature2018", .supported = true, .linked_data = true,
		.jws = true, .key_fits = ed25519_fits,
	.verify = cu_suite_jws_verify, .signed_octets = cu_suite_jws_octets},
	{.type = "Ed25519Signature2020", .supported = true, .linked_data = true,
		.key_fits = ed25519_fits,
	.verify = verify_proof_value, .signed_octets = cu_suite_rdfc_octets},
	{.type = "JsonWebSignature2020", .supported = true, .linked_data = true,
		.jws = true, .key_fits = jws_fits,
	.verify = cu_suite_jws_verify, .signed_octets = cu_suite_jws_octets},
	{.type = "EcdsaSecp256k1Signature2019"},
	{.type = "EcdsaSecp256k1RecoverySignature2020"},
	{.type = "EcdsaSecp256r1Signature2019"},
	{.type = "RsaSignature2018"},
	{.type = "BbsBlsSignature2020"},
	{.type = "BbsBlsSignatureProof2020"},
	{.type = "JcsEd25519Signature2020"}
};

#define SUITE_COUNT (sizeof(suites) / sizeof(suites[0]))

const cu_suite *
cu_suite_find(cu_slice type, cu_slice cryptosuite)
{
	for (size_t i = 0; i < SUITE_COUNT; i++)
	{
		const cu_suite *suite = &suites[i];

		if (cu_slice_is(type, suite->type) &&
			(suite->cryptosuite == NULL ||
			 cu_slice_is(cryptosuite, suite->cryptosuite)))
			return suite;
	}
	return NULL;
}

const char *
cu_suite_name(const cu_suite *suite)
{
	return suite->cryptosuite ? suite->cryptosuite : suite->type;
}

cu_status
cu_suite_document_init(cu_ctx *ctx, const cu_json *json,
					   const cu_linked_data *linked,
					   cu_suite_document *document)
{
	memset(document, 0, sizeof(*document));
	document->json = json;
	document->linked = linked;
	if (cu_json_get(json, "proof") != NULL)
		document->json = cu_json_without(ctx, json, "proof");
	document->context = cu_json_get(document->json, "@context");
	return document->json ? CU_OK : CU_NOMEM(ctx);
}

/*
 * proofValue in base58btc (vc-di-eddsa 3.3.2, vc-di-ecdsa 3.3.2); p NULL when
 * it is not that or not of the length of a signature.
 */
static cu_status
read_proof_value(cu_ctx *ctx, const cu_json *proof, size_t size,
				 cu_slice *signature)
{
	cu_slice	text = cu_json_get_string(proof, "proofValue");
	cu_status	status;

	*signature = cu_slice_make(NULL, 0);
	/* Base58 takes fewer than 2 characters an octet. */
	if (text.n < 1 || text.n > 2 * size || text.p[0] != 'z')
		return CU_OK;
	status = cu_base58_decode(ctx, cu_slice_from(text, 1), signature);
	if (cu_status_class(status) == CU_CLASS_INPUT || signature->n != size)
		*signature = cu_slice_make(NULL, 0);
	return cu_status_class(status) == CU_CLASS_INPUT ? CU_OK : status;
}

cu_status
cu_suite_settle(cu_ctx *ctx, cu_truth verified, cu_suite_result *result)
{
	if (verified == CU_UNKNOWN)
		return cu_fail(ctx, CU_OUT_OF_MEMORY, NULL);
	if (verified == CU_TRUE)
		return cu_suite_answer(result, CU_TRUE, CU_CODE_ok, NULL);
	return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_signature,
						   "The signature does not verify.");
}

cu_status
cu_suite_octets_fault(cu_ctx *ctx, cu_status status,
					  const cu_suite_document *document,
					  cu_suite_result *result)
{
	if (status == CU_BAD_CREDENTIAL)
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_signature,
							   ctx->error.detail);
	return cu_suite_linked_fault(ctx, status, &document->report, result);
}

/* cu_suite.verify of suites with one signature in proofValue, in base58btc. */
static cu_status
verify_proof_value(cu_ctx *ctx, const cu_suite *suite,
				   cu_suite_document *document, const cu_json *proof,
				   const cu_public_key *key, cu_hash hash,
				   cu_suite_result *result)
{
	cu_slice	signature;
	cu_buf		octets;
	cu_status	status;

	CU_TRY(read_proof_value(ctx, proof, cu_signature_size(key->type),
							&signature));
	if (signature.p == NULL)
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_signature,
							   "The proofValue is not base58btc of a "
							   "signature's length.");
	cu_buf_init(&octets, ctx);
	status = suite->signed_octets(ctx, document, proof, hash, &octets);
	if (status != CU_OK)
		return cu_suite_octets_fault(ctx, status, document, result);
	return cu_suite_settle(ctx, cu_signature_verify(key, hash,
													cu_buf_slice(&octets),
													signature), result);
}

cu_status
cu_suite_verify(cu_ctx *ctx, const cu_suite *suite,
				cu_suite_document *document, const cu_json *proof,
				const cu_public_key *key, cu_suite_result *result)
{
	cu_hash		hash;

	memset(result, 0, sizeof(*result));
	if (!suite->supported)
		return cu_suite_answer(result, CU_UNKNOWN,
							   CU_CODE_unsupported_cryptosuite,
							   "The cryptosuite is not offered here.");
	if (!cu_key_verifies(key->type))
		return cu_suite_answer(result, CU_UNKNOWN, CU_CODE_unsupported_key,
							   "The key's type is not offered here.");
	if (!suite->key_fits(key->type, &hash))
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_signature,
							   "The key's type is not one of the "
							   "cryptosuite.");
	return suite->verify(ctx, suite, document, proof, key, hash, result);
}
