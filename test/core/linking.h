/*
 * linking.h
 *		A JSON-LD context for tests, and documents under it.
 */
#ifndef CU_TEST_LINKING_H
#define CU_TEST_LINKING_H

#include "signing.h"

#define TRADE "https://example.org/trade/v1"

#define TRADE_CONTEXT \
	"{\"@context\":{\"@version\":1.1,\"id\":\"@id\",\"type\":\"@type\"," \
	"\"ex\":\"https://example.org/terms#\"," \
	"\"sec\":\"https://w3id.org/security#\"," \
	"\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"," \
	"\"Shipment\":\"ex:Shipment\",\"name\":\"ex:name\"," \
	"\"buyer\":{\"@id\":\"ex:buyer\",\"@type\":\"@id\"}," \
	"\"part\":\"ex:part\"," \
	"\"DataIntegrityProof\":\"sec:DataIntegrityProof\"," \
	"\"Ed25519Signature2018\":\"sec:Ed25519Signature2018\"," \
	"\"Ed25519Signature2020\":\"sec:Ed25519Signature2020\"," \
	"\"JsonWebSignature2020\":\"sec:JsonWebSignature2020\"," \
	"\"cryptosuite\":\"sec:cryptosuite\"," \
	"\"created\":{\"@id\":\"http://purl.org/dc/terms/created\"," \
	"\"@type\":\"xsd:dateTime\"}," \
	"\"expires\":{\"@id\":\"sec:expiration\",\"@type\":\"xsd:dateTime\"}," \
	"\"proof\":{\"@id\":\"sec:proof\",\"@type\":\"@id\"," \
	"\"@container\":\"@graph\"}," \
	"\"proofPurpose\":{\"@id\":\"sec:proofPurpose\",\"@type\":\"@vocab\"}," \
	"\"assertionMethod\":\"sec:assertionMethod\"," \
	"\"verificationMethod\":{\"@id\":\"sec:verificationMethod\"," \
	"\"@type\":\"@id\"}," \
	"\"previousProof\":{\"@id\":\"sec:previousProof\",\"@type\":\"@id\"}," \
	"\"proofValue\":\"sec:proofValue\",\"jws\":\"sec:jws\"}}"

/* Where the test's contexts come from; no cache. */
typedef struct linking
{
	cu_context_document document;
	cu_context_source source;
	cu_linked_data linked;
} linking;

static inline const cu_context_document *
find_trade(void *arg, cu_slice iri)
{
	const linking *known = arg;

	return cu_slice_eq(iri, known->document.iri) ? &known->document : NULL;
}

static inline cu_status
make_linking(cu_ctx *ctx, linking *out)
{
	memset(out, 0, sizeof(*out));
	out->document.iri = CU_LIT(TRADE);
	CU_TRY(cu_json_parse(ctx, CU_LIT(TRADE_CONTEXT), &out->document.json));
	CU_TRY(cu_context_digest(ctx, out->document.json, out->document.digest));
	out->source.find = find_trade;
	out->source.arg = out;
	out->linked.contexts = &out->source;
	out->linked.limits = &cu_default_rdfc_limits;
	out->linked.safe = true;
	return CU_OK;
}

/* A cryptosuite, or a proof type of its own. */
static inline const cu_suite *
linked_suite(const char *name)
{
	const cu_suite *suite = cu_suite_find(CU_LIT("DataIntegrityProof"),
										  cu_slice_cstr(name));

	return suite ? suite : cu_suite_find(cu_slice_cstr(name), CU_LIT(""));
}

/*
 * Adds a proof by a suite to json; more follows proofPurpose in it, like
 * ",\"id\":\"urn:a\"".
 */
static inline cu_status
sign_linked(cu_ctx *ctx, const signer *by, const char *name, const char *more,
			const linking *known, const cu_json *json, const cu_json **out)
{
	const cu_suite *suite = linked_suite(name);
	const cu_json *options;
	cu_slice	text;

	text = join(ctx, "{\"type\":\"", cu_slice_cstr(suite->type),
				suite->cryptosuite ? "\",\"cryptosuite\":\"" : "",
				cu_slice_cstr(suite->cryptosuite), "", CU_LIT(""));
	if (text.p == NULL)
		return CU_NOMEM(ctx);
	text = join(ctx, "", text, "\",\"created\":\"2024-01-01T00:00:00Z\","
				"\"verificationMethod\":\"", by->method,
				"\",\"proofPurpose\":\"assertionMethod\"",
				cu_slice_cstr(more));
	if (text.p == NULL)
		return CU_NOMEM(ctx);
	text = join(ctx, "", text, "}", CU_LIT(""), "", CU_LIT(""));
	if (text.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_json_parse(ctx, text, &options));
	return cu_suite_sign(ctx, suite, json, options, &known->linked, &by->key,
						 out);
}

#endif							/* CU_TEST_LINKING_H */
