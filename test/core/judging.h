/*
 * judging.h
 *		A registry in memory, and one call that judges a credential three ways.
 */
#ifndef CU_TEST_JUDGING_H
#define CU_TEST_JUDGING_H

#include "signing.h"

#include "../../src/core/verify.h"

#define V2 "\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]"
#define V1 "\"@context\":[\"https://www.w3.org/2018/credentials/v1\"]"
#define MILL_DID "did:web:mill.example"
#define SIGNED "2024-03-01T00:00:00Z"

#define WORLD_DIDS 3
#define WORLD_CONTEXTS 8
#define WORLD_VERSIONS 8

typedef struct world
{
	cu_ctx	   *ctx;
	signer		mill;			/* Ed25519 */
	signer		other;			/* Ed25519 */
	signer		p256;
	cu_did_history histories[WORLD_DIDS];
	cu_did_version versions[WORLD_DIDS][WORLD_VERSIONS];
	cu_key_withdrawal withdrawals[WORLD_DIDS][WORLD_VERSIONS];
	size_t		count;
	cu_context_history contexts[WORLD_CONTEXTS];
	cu_context_version context_versions[WORLD_CONTEXTS][WORLD_VERSIONS];
	size_t		context_count;
	cu_registry registry;
	cu_terms	terms;			/* relied on 2024-06-01, seen then */
} world;

/* An instant written down; a text that is none ends in year 2000. */
static inline cu_instant
on(const char *text)
{
	cu_instant	instant = 0;

	CHECK(cu_datetime_read(cu_slice_cstr(text), &instant));
	return instant;
}

static const cu_did_history *
world_find(void *arg, cu_slice did)
{
	world	   *w = arg;

	for (size_t i = 0; i < w->count; i++)
	{
		if (cu_slice_eq(w->histories[i].did, did))
			return &w->histories[i];
	}
	return NULL;
}

static const cu_context_history *
world_find_context(void *arg, cu_slice iri)
{
	world	   *w = arg;

	for (size_t i = 0; i < w->context_count; i++)
	{
		if (cu_slice_eq(w->contexts[i].iri, iri))
			return &w->contexts[i];
	}
	return NULL;
}

static inline cu_status
world_init(world *w)
{
	memset(w, 0, sizeof(*w));
	w->ctx = test_ctx();
	w->registry.find = world_find;
	w->registry.find_context = world_find_context;
	w->registry.arg = w;
	w->terms.at = on("2024-06-01T00:00:00Z");
	w->terms.seen = w->terms.at;
	w->terms.known = CU_INSTANT_MAX;
	CU_TRY(make_signer(w->ctx, MILL_JWK, &w->mill));
	CU_TRY(make_signer(w->ctx, OTHER_JWK, &w->other));
	return make_signer(w->ctx, P256_JWK, &w->p256);
}

/* The history of did, made when it is not there yet; at most WORLD_DIDS. */
static inline cu_did_history *
world_history(world *w, cu_slice did)
{
	size_t		i = 0;

	while (i < w->count && !cu_slice_eq(w->histories[i].did, did))
		i++;
	if (i == w->count)
	{
		w->histories[w->count++].did = did;
		w->histories[i].versions = w->versions[i];
		w->histories[i].withdrawals = w->withdrawals[i];
	}
	return &w->histories[i];
}

/* Registers a version from then on, recorded then; NULL: none from then on. */
static inline cu_did_version *
world_version(world *w, cu_slice did, cu_instant from,
			  const cu_did_document *document)
{
	cu_did_history *history = world_history(w, did);
	size_t		row = (size_t) (history - w->histories);
	cu_did_version *version = &w->versions[row][history->version_count++];

	version->valid_from = from;
	version->valid_until = CU_INSTANT_MAX;
	version->recorded_at = from;
	version->document = document;
	return version;
}

static inline cu_key_withdrawal *
world_withdraw(world *w, cu_slice did, cu_slice method, cu_instant since)
{
	cu_did_history *history = world_history(w, did);
	size_t		row = (size_t) (history - w->histories);
	cu_key_withdrawal *withdrawal;

	withdrawal = &w->withdrawals[row][history->withdrawal_count++];
	withdrawal->method = method;
	withdrawal->since = since;
	withdrawal->recorded_at = since;
	withdrawal->compromised = true;
	return withdrawal;
}

/*
 * A document with one method, embedded under a relation.  more goes into the
 * method, like ",\"revoked\":\"...\"".
 */
static inline cu_status
document_of(cu_ctx *ctx, const char *id, const char *method,
			const char *controller, const signer *by, const char *relation,
			const char *more, const cu_did_document **out)
{
	cu_did_document *document = cu_alloc(ctx, sizeof(*document));
	const cu_json *json;
	cu_slice	text = join(ctx, "{\"id\":\"", cu_slice_cstr(id), "\",\"",
							cu_slice_cstr(relation), "\":[{\"id\":\"",
							cu_slice_cstr(method));

	if (document == NULL || text.p == NULL)
		return CU_NOMEM(ctx);
	text = join(ctx, "", text, "\",\"controller\":\"",
				cu_slice_cstr(controller), "\",\"type\":\"Multikey\","
				"\"publicKeyMultibase\":\"", by->multikey);
	if (text.p == NULL)
		return CU_NOMEM(ctx);
	text = join(ctx, "", text, "\"", cu_slice_cstr(more), "}]}", CU_LIT(""));
	if (text.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_json_parse(ctx, text, &json));
	CU_TRY(cu_did_document_read(ctx, json, document));
	*out = document;
	return CU_OK;
}

/* A document of the mill with one key as #k1. */
static inline cu_status
mill_document(cu_ctx *ctx, const signer *by, const char *controller,
			  const char *relation, const char *more,
			  const cu_did_document **out)
{
	return document_of(ctx, MILL_DID, MILL_DID "#k1", controller, by,
					   relation, more, out);
}

/* The mill's did:web with its Ed25519 key, registered since 2020. */
static inline cu_status
register_mill(world *w)
{
	const cu_did_document *document;

	CU_TRY(mill_document(w->ctx, &w->mill, MILL_DID, "assertionMethod", "",
						 &document));
	world_version(w, CU_LIT(MILL_DID), on("2020-01-01T00:00:00Z"), document);
	return CU_OK;
}

/*
 * The mill's key #k1 from 2020 on, and from 2024-04-01 on a document that
 * lists another key under the same name.
 */
static inline cu_status
rotate_key(world *w)
{
	const cu_did_document *document;

	CU_TRY(register_mill(w));
	CU_TRY(mill_document(w->ctx, &w->other, MILL_DID, "assertionMethod", "",
						 &document));
	world_version(w, CU_LIT(MILL_DID), on("2024-04-01T00:00:00Z"), document);
	return CU_OK;
}

/* A credential of issuer; more is what follows its subject. */
static inline cu_slice
claims_of(cu_ctx *ctx, cu_slice issuer, const char *more)
{
	return join(ctx, "{" V2 ",\"type\":[\"VerifiableCredential\"],"
				"\"issuer\":\"", issuer, "\",\"credentialSubject\":"
				"{\"heat\":\"61316\"}", cu_slice_cstr(more), "}", CU_LIT(""));
}

/* The mill's token under its did:web key #k1. */
static inline cu_status
mill_token(world *w, const char *more, cu_slice *token)
{
	cu_slice	claims = claims_of(w->ctx, CU_LIT(MILL_DID), more);

	if (claims.p == NULL)
		return CU_NOMEM(w->ctx);
	return sign_token(w->ctx, &w->mill, CU_LIT(MILL_DID "#k1"),
					  ",\"typ\":\"vc+jwt\"", claims, token);
}

/* Registers the mill with count methods #k0, #k1, … as given by a JSON text. */
static inline cu_status
register_methods(world *w, const char *material, int count)
{
	cu_did_document *document = cu_alloc(w->ctx, sizeof(*document));
	const cu_json *json;
	cu_buf		buf;

	cu_buf_init(&buf, w->ctx);
	cu_buf_add_cstr(&buf, "{\"id\":\"" MILL_DID "\",\"assertionMethod\":[");
	for (int i = 0; i < count; i++)
	{
		cu_buf_add_cstr(&buf, i ? ",{\"id\":\"#k" : "{\"id\":\"#k");
		cu_buf_add_uint(&buf, (uint64_t) i);
		cu_buf_add_cstr(&buf, "\",\"type\":\"JsonWebKey\",\"controller\":\""
						MILL_DID "\",");
		cu_buf_add_cstr(&buf, material);
		cu_buf_add_char(&buf, '}');
	}
	cu_buf_add_cstr(&buf, "]}");
	if (document == NULL || cu_buf_status(&buf) != CU_OK)
		return CU_NOMEM(w->ctx);
	CU_TRY(cu_json_parse(w->ctx, cu_buf_slice(&buf), &json));
	CU_TRY(cu_did_document_read(w->ctx, json, document));
	world_version(w, CU_LIT(MILL_DID), on("2020-01-01T00:00:00Z"), document);
	return CU_OK;
}

/* The mill's document with a proof under its did:web key #k1. */
static inline cu_status
mill_signed(world *w, const char *created, const char *more,
			cu_slice *document)
{
	cu_slice	claims = claims_of(w->ctx, CU_LIT(MILL_DID), more);

	if (claims.p == NULL)
		return CU_NOMEM(w->ctx);
	return sign_document(w->ctx, &w->mill, CU_LIT(MILL_DID "#k1"), created, "",
						 claims, document);
}

/* The mill's claims with a "proof" as it stands. */
static inline cu_slice
with_proof(world *w, const char *proof)
{
	return join(w->ctx, "{" V2 ",\"type\":\"VerifiableCredential\",\"issuer\":"
				"\"" MILL_DID "\",\"credentialSubject\":{\"a\":1},\"proof\":",
				cu_slice_cstr(proof), "}", CU_LIT(""), "", CU_LIT(""));
}

/*
 * Judges octets: with explanation, without, and from the stored value; all
 * must agree.  *verdict is the explained one.
 */
static inline cu_status
judge(world *w, cu_slice octets, cu_verdict *verdict)
{
	cu_ctx	   *ctx = w->ctx;
	cu_credential c;
	cu_credential opened;
	cu_verdict	brief;
	cu_buf		stored;

	CU_TRY(cu_credential_read(ctx, octets, &c));
	CU_TRY(cu_verify(ctx, &c, &w->terms, &w->registry, true, verdict));
	CU_TRY(cu_verify(ctx, &c, &w->terms, &w->registry, false, &brief));
	CHECK_EQ_INT(brief.passed, verdict->passed);
	CHECK_EQ_INT(brief.code, verdict->code);
	CHECK(brief.passed == CU_FALSE || brief.warned == verdict->warned);
	CHECK(brief.checks == NULL && brief.count == 0);
	cu_buf_init(&stored, ctx);
	CU_TRY(cu_credential_store(&stored, &c));
	CU_TRY(cu_credential_open(ctx, cu_buf_slice(&stored), &opened));
	CU_TRY(cu_verify(ctx, &opened, &w->terms, &w->registry, false, &brief));
	CHECK_EQ_INT(brief.passed, verdict->passed);
	CHECK_EQ_INT(brief.code, verdict->code);
	return CU_OK;
}

/* Judges octets and compares the verdict. */
static inline cu_status
expect_at(world *w, cu_slice octets, cu_truth passed, cu_code code,
		  const char *file, int line)
{
	cu_verdict	verdict;

	CU_TRY(judge(w, octets, &verdict));
	test_check_int(verdict.passed, passed, file, line, "verdict.passed");
	test_check_slice(cu_slice_cstr(cu_code_word(verdict.code)),
					 cu_slice_cstr(cu_code_word(code)), file, line,
					 "verdict.code");
	return CU_OK;
}

#define EXPECT(w, octets, passed, code) \
	REQUIRE_OK(expect_at((w), (octets), (passed), CU_CODE_##code, \
						 __FILE__, __LINE__))

/* The first row of a part with a code; NULL: none. */
static inline const cu_check *
row_of(const cu_verdict *verdict, const char *part, cu_code code)
{
	for (size_t i = 0; i < verdict->count; i++)
	{
		if (strcmp(verdict->checks[i].part, part) == 0 &&
			verdict->checks[i].code == code)
			return &verdict->checks[i];
	}
	return NULL;
}

#endif							/* CU_TEST_JUDGING_H */
