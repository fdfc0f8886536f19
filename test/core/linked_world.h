/*
 * linked_world.h
 *		Contexts in a registry in memory, and documents signed as linked data.
 */
#ifndef CU_TEST_LINKED_WORLD_H
#define CU_TEST_LINKED_WORLD_H

#include "contexts.h"
#include "judging.h"

#define TRADE_IRI "https://trade.example/v1"
#define BASE_TIME "2020-01-01T00:00:00Z"

/* The history of a context, made when it is not there yet. */
static inline cu_context_history *
world_context_history(world *w, const char *iri)
{
	size_t		i = 0;

	while (i < w->context_count &&
		   !cu_slice_is(w->contexts[i].iri, iri))
		i++;
	if (i == w->context_count)
	{
		w->contexts[w->context_count++].iri = cu_slice_cstr(iri);
		w->contexts[i].versions = w->context_versions[i];
	}
	return &w->contexts[i];
}

/* Registers a version, for all signing dates, recorded in 2020. */
static inline cu_status
world_context(world *w, const char *iri, const char *text,
			  cu_context_version **out)
{
	cu_context_history *history = world_context_history(w, iri);
	size_t		row = (size_t) (history - w->contexts);
	cu_context_document *document = cu_alloc(w->ctx, sizeof(*document));
	cu_context_version *version;

	if (document == NULL)
		return CU_NOMEM(w->ctx);
	document->iri = history->iri;
	CU_TRY(cu_json_parse(w->ctx, cu_slice_cstr(text), &document->json));
	CU_TRY(cu_context_digest(w->ctx, document->json, document->digest));
	version = &w->context_versions[row][history->version_count++];
	version->signed_from = CU_INSTANT_MIN;
	version->signed_until = CU_INSTANT_MAX;
	version->recorded_at = on(BASE_TIME);
	version->document = document;
	if (out != NULL)
		*out = version;
	return CU_OK;
}

/* The mill, and the base context. */
static inline cu_status
linked_world(world *w)
{
	CU_TRY(world_init(w));
	CU_TRY(register_mill(w));
	return world_context(w, V2_IRI, V2_CONTEXT, NULL);
}

/* Signers use what was registered last. */
static const cu_context_document *
find_latest(void *arg, cu_slice iri)
{
	const cu_context_history *history = world_find_context(arg, iri);

	return history == NULL || history->version_count == 0 ? NULL :
		history->versions[history->version_count - 1].document;
}

/*
 * Adds a proof of the mill to claims by a suite over RDF, under the contexts
 * that were registered last.  more is what follows proofPurpose in it.
 */
static inline cu_status
sign_linked(world *w, const char *created, const char *more, cu_slice claims,
			cu_slice *out)
{
	const cu_context_source source = {find_latest, w};
	const cu_linked_data linked = {
		.contexts = &source, .limits = &cu_default_rdfc_limits,
		.safe = !w->terms.lossy, .inline_contexts = w->terms.inline_contexts
	};
	const cu_suite *suite = cu_suite_find(CU_LIT("DataIntegrityProof"),
										  CU_LIT("eddsa-rdfc-2022"));
	cu_slice	options = join(w->ctx, "{\"type\":\"DataIntegrityProof\","
							   "\"cryptosuite\":\"eddsa-rdfc-2022\","
							   "\"verificationMethod\":\"" MILL_DID "#k1\","
							   "\"proofPurpose\":\"assertionMethod\"",
							   cu_slice_cstr(created), "",
							   cu_slice_cstr(more), "}", CU_LIT(""));
	const cu_json *json;
	const cu_json *proof;
	cu_buf		buf;

	if (options.p == NULL)
		return CU_NOMEM(w->ctx);
	CU_TRY(cu_json_parse(w->ctx, claims, &json));
	CU_TRY(cu_json_parse(w->ctx, options, &proof));
	CU_TRY(cu_suite_sign(w->ctx, suite, json, proof, &linked, &w->mill.key,
						 &json));
	cu_buf_init(&buf, w->ctx);
	cu_json_write(&buf, json);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

/* A credential of the mill under these contexts, about this subject. */
static inline cu_slice
linked_claims(world *w, const char *contexts, const char *subject)
{
	return join(w->ctx, "{\"@context\":", cu_slice_cstr(contexts),
				",\"type\":[\"VerifiableCredential\"],\"issuer\":\"" MILL_DID
				"\",\"credentialSubject\":", cu_slice_cstr(subject), "}",
				CU_LIT(""));
}

/* The same, signed; created as a member with its comma, or "". */
static inline cu_status
linked_document(world *w, const char *contexts, const char *subject,
				const char *created, cu_slice *out)
{
	cu_slice	claims = linked_claims(w, contexts, subject);

	if (claims.p == NULL)
		return CU_NOMEM(w->ctx);
	return sign_linked(w, created, "", claims, out);
}

/* text with the first what replaced by with; what must be there. */
static inline cu_status
replace(cu_ctx *ctx, cu_slice text, const char *what, const char *with,
		cu_slice *out)
{
	cu_slice	copy = cu_copy(ctx, text);
	const char *at;

	if (copy.p == NULL)
		return CU_NOMEM(ctx);
	at = strstr(copy.p, what);
	CHECK(at != NULL);
	if (at == NULL)
		return CU_BAD_ARGUMENT;
	*out = join(ctx, "", cu_slice_make(copy.p, (size_t) (at - copy.p)), with,
				cu_slice_from(copy, (size_t) (at - copy.p) + strlen(what)), "",
				CU_LIT(""));
	return out->p ? CU_OK : CU_NOMEM(ctx);
}

#define AT(date) ",\"created\":\"" date "\""
#define BOTH "[\"" V2_IRI "\",\"" TRADE_IRI "\"]"

#endif							/* CU_TEST_LINKED_WORLD_H */
