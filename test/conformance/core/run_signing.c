/*
 * run_signing.c
 *		The signed documents of vc-di-eddsa, signed once more.
 *
 * Ed25519 makes one signature of one message, so what the core signs must be
 * the published document, proof for proof.
 */
#include "runner.h"

#include "../../../src/core/suite.h"

#define CONTEXTS "../contexts"
#define FOLDER "vc-di-eddsa"

extern void run_signing(cu_runner *r);

/* Contexts, as map.json in their folder lists them. */
typedef struct library
{
	cu_runner  *r;
	cu_ctx	   *ctx;
	const cu_json *map;
	cu_context_document *documents; /* one a member of map; json NULL: unread */
} library;

/* cu_context_source.find: reads what is asked for. */
static const cu_context_document *
find(void *arg, cu_slice iri)
{
	library    *lib = arg;

	for (uint32_t i = 0; i < lib->map->count; i++)
	{
		const cu_member *member = &lib->map->v.members[i];
		cu_context_document *document = &lib->documents[i];
		cu_slice	file = cu_json_get_string(&member->value, "file");
		cu_slice	text;

		if (!cu_slice_eq(member->name, iri) || file.p == NULL)
			continue;
		if (document->json != NULL)
			return document;
		document->iri = member->name;
		file = cu_copy(lib->ctx, file);
		if (file.p == NULL ||
			!runner_read(lib->r, runner_join(lib->r, CONTEXTS, file.p),
						 &text) ||
			cu_json_parse(lib->ctx, text, &document->json) != CU_OK ||
			cu_context_digest(lib->ctx, document->json,
							  document->digest) != CU_OK)
			return NULL;
		return document;
	}
	return NULL;
}

/* The private key whose public one the method names, among all in keys. */
static bool
find_key(cu_ctx *ctx, const cu_json *keys, cu_slice method,
		 cu_private_key *key)
{
	for (uint32_t i = 0; i < cu_json_many(keys); i++)
	{
		const cu_json *pair = cu_json_nth(keys, i);
		cu_slice	name = cu_json_get_string(pair, "publicKeyMultibase");
		cu_slice	secret = cu_json_get_string(pair, "privateKeyMultibase");

		if (method.n > name.n && name.n > 0 &&
			memcmp(method.p + method.n - name.n, name.p, name.n) == 0)
			return cu_multikey_read_private(ctx, secret, key) == CU_OK;
	}
	return false;
}

/* Adds one proof of the published document to json. */
static bool
sign_again(cu_ctx *ctx, const cu_json *proof, const cu_json *keys,
		   const cu_linked_data *linked, const cu_json **json)
{
	const cu_suite *suite;
	const cu_json *options = cu_json_without(ctx, proof, "proofValue");
	cu_private_key key;

	suite = cu_suite_find(cu_json_get_string(proof, "type"),
						  cu_json_get_string(proof, "cryptosuite"));
	return suite != NULL && options != NULL &&
		find_key(ctx, keys, cu_json_get_string(proof, "verificationMethod"),
				 &key) &&
		cu_suite_sign(ctx, suite, *json, options, linked, &key,
					  json) == CU_OK;
}

static bool
reproduces(cu_ctx *ctx, cu_slice published, const cu_json *keys,
		   const cu_linked_data *linked)
{
	const cu_json *want;
	const cu_json *json;
	const cu_json *proofs;
	cu_buf		made;
	cu_buf		given;

	if (cu_json_parse(ctx, published, &want) != CU_OK)
		return false;
	proofs = cu_json_get(want, "proof");
	json = cu_json_without(ctx, want, "proof");
	for (uint32_t i = 0; i < cu_json_many(proofs); i++)
	{
		if (json == NULL ||
			!sign_again(ctx, cu_json_nth(proofs, i), keys, linked, &json))
			return false;
	}
	cu_buf_init(&made, ctx);
	cu_buf_init(&given, ctx);
	cu_json_write(&made, json);
	cu_json_write(&given, want);
	return cu_buf_status(&made) == CU_OK && cu_buf_status(&given) == CU_OK &&
		cu_slice_eq(cu_buf_slice(&made), cu_buf_slice(&given));
}

/* All pairs of the two key files, as one array. */
static const cu_json *
read_keys(cu_runner *r)
{
	cu_ctx	   *ctx = runner_ctx(r);
	cu_slice	text;
	const cu_json *one;
	const cu_json *more;
	cu_json    *items;

	if (!runner_read(r, FOLDER "/keyPair.json", &text) ||
		cu_json_parse(ctx, text, &one) != CU_OK ||
		!runner_read(r, FOLDER "/proof-set-chain/multiKeyPairs.json", &text) ||
		cu_json_parse(ctx, text, &more) != CU_OK)
		return NULL;
	items = cu_alloc_array(ctx, (size_t) more->count + 1, sizeof(*items));
	if (items == NULL)
		return NULL;
	items[0] = *one;
	for (uint32_t i = 0; i < more->count; i++)
		items[i + 1] = more->v.members[i].value;
	return cu_json_new_array(ctx, items, more->count + 1);
}

static bool
open_library(cu_runner *r, library *lib)
{
	cu_slice	text;

	lib->r = r;
	lib->ctx = runner_ctx(r);
	if (!runner_read(r, CONTEXTS "/map.json", &text) ||
		cu_json_parse(lib->ctx, text, &lib->map) != CU_OK)
		return false;
	lib->documents = cu_alloc_array(lib->ctx, lib->map->count,
									sizeof(*lib->documents));
	return lib->documents != NULL;
}

void
run_signing(cu_runner *r)
{
	static const char *const files[] = {
		"Ed25519Signature2020/signedEdSig.json",
		"eddsa-jcs-2022/signedJCS.json",
		"eddsa-rdfc-2022/signedDataInt.json",
		"eddsa-rdfc-2022/employ/signedDataInt.json",
		"proof-set-chain/signedProofSet1.json",
		"proof-set-chain/signedProofSet2.json",
		"proof-set-chain/signedProofChain1.json",
		"proof-set-chain/signedProofChain2.json"
	};
	library		lib;
	cu_context_source source = {find, &lib};
	cu_linked_data linked = {
		.contexts = &source,
		.limits = &cu_default_rdfc_limits,
		.safe = true
	};
	const cu_json *keys;

	runner_suite(r, "vc-di-eddsa-signing");
	keys = read_keys(r);
	if (keys == NULL || !open_library(r, &lib) || !cu_crypto_init())
	{
		runner_case(r, false, "keys and contexts");
		return;
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
	{
		cu_slice	text;

		if (runner_read(r, runner_join(r, FOLDER, files[i]), &text))
			runner_case(r, reproduces(runner_case_ctx(r), text, keys, &linked),
						"%s", files[i]);
	}
}
