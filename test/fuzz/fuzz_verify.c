/*
 * fuzz_verify.c
 *		Signed credentials, altered: none may be good unless it says what one
 *		that was signed says.
 *
 * The registry is fixed: two DIDs that are registered, one of them with a key
 * that was rotated, those that describe themselves, and contexts, one of them
 * in two versions.  The first octet of an input chooses when the credential was
 * seen, what was known and how strictly to judge.
 */
#include "../core/contexts.h"
#include "../core/signing.h"
#include "fuzz.h"

#include "../../src/core/verify.h"

#define MILL "did:web:mill.example"
#define YARD "did:web:yard.example"
#define SIGNED "2024-03-01T00:00:00Z"
#define V2 "\"https://www.w3.org/ns/credentials/v2\""
#define TRADE "https://trade.example/v1"
#define MAX_SIGNED 32

#define METHOD(id, controller, key) \
	"{\"id\":\"" id "\",\"type\":\"Multikey\",\"controller\":\"" controller \
	"\",\"publicKeyMultibase\":\"" key "\"}"

/* A key that can be read, and one of a type that nothing verifies with. */
#define SPARE_KEY "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
#define UNUSED_KEY "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"

const char *const fuzz_seeds[] = {NULL};

/* What everything here rests on; lives as long as the program. */
static struct
{
	cu_host		host;
	cu_ctx		ctx;
	signer		mill;
	signer		other;
	signer		p256;
	signer		p384;
	cu_did_document documents[3];
	cu_did_version versions[3];
	cu_key_withdrawal withdrawal;
	cu_did_history histories[2];
	cu_context_document contexts[3];
	cu_context_version context_versions[3];
	cu_context_history context_histories[2];
	uint8_t		digests[MAX_SIGNED][CU_SHA256_SIZE];
	size_t		digest_count;
} fixed;

static const cu_did_history *
find(void *arg, cu_slice did)
{
	(void) arg;
	for (size_t i = 0; i < 2; i++)
	{
		if (cu_slice_eq(fixed.histories[i].did, did))
			return &fixed.histories[i];
	}
	return NULL;
}

static const cu_context_history *
find_context(void *arg, cu_slice iri)
{
	(void) arg;
	for (size_t i = 0; i < 2; i++)
	{
		if (cu_slice_eq(fixed.context_histories[i].iri, iri))
			return &fixed.context_histories[i];
	}
	return NULL;
}

/* For signing: the first version of each. */
static const cu_context_document *
find_first(void *arg, cu_slice iri)
{
	const cu_context_history *history = find_context(arg, iri);

	return history ? history->versions[0].document : NULL;
}

static const cu_registry registry = {
	.find = find, .find_context = find_context
};
static const cu_context_source first_versions = {.find = find_first};
static const cu_linked_data linked = {
	.contexts = &first_versions, .limits = &cu_default_rdfc_limits,
	.safe = true
};

static cu_instant
on(const char *text)
{
	cu_instant	instant = 0;

	FUZZ_CHECK(cu_datetime_read(cu_slice_cstr(text), &instant));
	return instant;
}

/* --- the registry --------------------------------------------------------- */

/* Registers a document of did with by's key as #k1. */
static void
add_version(size_t row, const char *did, const char *from, const signer *by)
{
	cu_slice	text = join(&fixed.ctx, "{\"id\":\"", cu_slice_cstr(did),
							"\",\"assertionMethod\":[\"#k1\",\"#k2\",\"#k3\"],"
							"\"verificationMethod\":["
							METHOD("#k2", MILL, SPARE_KEY) ","
							METHOD("#k3", MILL, UNUSED_KEY)
							",{\"id\":\"#k1\",\"type\":\"Multikey\","
							"\"controller\":\"", cu_slice_cstr(did),
							"\",\"publicKeyMultibase\":\"", by->multikey);
	const cu_json *json;

	text = join(&fixed.ctx, "", text, "\"}]}", CU_LIT(""), "", CU_LIT(""));
	FUZZ_CHECK(cu_json_parse(&fixed.ctx, text, &json) == CU_OK);
	FUZZ_CHECK(cu_did_document_read(&fixed.ctx, json,
									&fixed.documents[row]) == CU_OK);
	fixed.versions[row].valid_from = on(from);
	fixed.versions[row].recorded_at = on(from);
	fixed.versions[row].valid_until = CU_INSTANT_MAX;
	fixed.versions[row].document = &fixed.documents[row];
}

static void
register_all(void)
{
	add_version(0, MILL, "2020-01-01T00:00:00Z", &fixed.mill);
	add_version(1, YARD, "2020-01-01T00:00:00Z", &fixed.p384);
	/* From April on another key has the name. */
	add_version(2, YARD, "2024-04-01T00:00:00Z", &fixed.other);
	fixed.histories[0].did = CU_LIT(MILL);
	fixed.histories[0].versions = &fixed.versions[0];
	fixed.histories[0].version_count = 1;
	fixed.histories[0].withdrawals = &fixed.withdrawal;
	fixed.histories[0].withdrawal_count = 1;
	fixed.histories[1].did = CU_LIT(YARD);
	fixed.histories[1].versions = &fixed.versions[1];
	fixed.histories[1].version_count = 2;
	fixed.withdrawal.method = CU_LIT(MILL "#k2");
	fixed.withdrawal.since = on(SIGNED);
	fixed.withdrawal.recorded_at = on(SIGNED);
	fixed.withdrawal.compromised = true;
}

/* Registers a version of a context for documents signed from then on. */
static void
add_context(size_t row, cu_context_history *history, const char *iri,
			const char *from, const char *text)
{
	cu_context_document *document = &fixed.contexts[row];

	FUZZ_CHECK(cu_json_parse(&fixed.ctx, cu_slice_cstr(text),
							 &document->json) == CU_OK);
	FUZZ_CHECK(cu_context_digest(&fixed.ctx, document->json,
								 document->digest) == CU_OK);
	document->iri = cu_slice_cstr(iri);
	fixed.context_versions[row].signed_from = on(from);
	fixed.context_versions[row].signed_until = CU_INSTANT_MAX;
	fixed.context_versions[row].recorded_at = on(from);
	fixed.context_versions[row].document = document;
	history->iri = document->iri;
	if (history->versions == NULL)
		history->versions = &fixed.context_versions[row];
	history->version_count++;
}

static void
register_contexts(void)
{
	static const char later[] = "2024-04-01T00:00:00Z";

	add_context(0, &fixed.context_histories[0], V2_IRI,
				"2020-01-01T00:00:00Z", V2_CONTEXT);
	add_context(1, &fixed.context_histories[1], TRADE, "2020-01-01T00:00:00Z",
				"{\"@context\":{\"heat\":\"urn:x:heat\",\"n\":\"urn:x:n\","
				"\"@vocab\":\"urn:x:other#\"}}");
	fixed.context_versions[1].signed_until = on(later);
	add_context(2, &fixed.context_histories[1], TRADE, later,
				"{\"@context\":{\"heat\":\"urn:x:charge\",\"n\":"
				"\"urn:x:number\"}}");
}

/* --- what was signed ------------------------------------------------------ */

/* As of when what is signed here is read; see terms_of. */
static const cu_terms keeping = {.known = CU_INSTANT_MAX};

/* A seed, and its content as one that may be good. */
static void
keep(const char *name, cu_slice octets)
{
	cu_slice	seed = join(&fixed.ctx, "0", octets, "", CU_LIT(""), "",
							CU_LIT(""));
	cu_credential c;
	cu_content	content;

	FUZZ_CHECK(fixed.digest_count < MAX_SIGNED);
	FUZZ_CHECK(cu_credential_read(&fixed.ctx, octets, &c) == CU_OK);
	FUZZ_CHECK(cu_verify_content(&fixed.ctx, &c, &keeping, &registry,
								 &content) == CU_OK);
	FUZZ_CHECK(content.known);
	memcpy(fixed.digests[fixed.digest_count++], content.digest,
		   CU_SHA256_SIZE);
	fuzz_seed(name, seed);
}

static cu_slice
claims(const char *issuer, const char *more)
{
	return join(&fixed.ctx, "{\"@context\":[" V2 ",\"urn:x:1\"],\"type\":"
				"[\"VerifiableCredential\"],\"issuer\":\"",
				cu_slice_cstr(issuer), "\",\"credentialSubject\":"
				"{\"heat\":\"61316\",\"n\":1.50}", cu_slice_cstr(more), "}",
				CU_LIT(""));
}

static cu_slice
keep_document(const char *name, const signer *by, const char *method,
			  const char *more, cu_slice document)
{
	cu_slice	out;

	FUZZ_CHECK(sign_document(&fixed.ctx, by, cu_slice_cstr(method), SIGNED,
							 more, document, &out) == CU_OK);
	keep(name, out);
	return out;
}

static cu_slice
keep_token(const char *name, const signer *by, const char *kid,
		   cu_slice payload)
{
	cu_slice	out;

	FUZZ_CHECK(sign_token(&fixed.ctx, by, cu_slice_cstr(kid),
						  ",\"typ\":\"vc+jwt\"", payload, &out) == CU_OK);
	keep(name, out);
	return out;
}

static void
sign_documents(void)
{
	cu_slice	plain = claims(MILL, "");
	cu_slice	dated = claims(MILL, ",\"id\":\"urn:x:2\",\"validFrom\":"
							   "\"2024-01-01T00:00:00Z\",\"validUntil\":"
							   "\"2025-01-01T00:00:00Z\"");
	cu_slice	one = keep_document("document", &fixed.mill, MILL "#k1", "",
									plain);

	keep_document("dated", &fixed.mill, MILL "#k1", ",\"expires\":"
				  "\"2024-12-01T00:00:00Z\"", dated);
	keep_document("context", &fixed.mill, MILL "#k1", ",\"@context\":" V2,
				  plain);
	keep_document("co-signed", &fixed.p384, YARD "#k1", "", one);
	keep_document("yard", &fixed.p384, YARD "#k1", "", claims(YARD, ""));
	keep_document("status", &fixed.mill, MILL "#k1", "",
				  claims(MILL, ",\"credentialStatus\":{\"type\":\"X\"}"));
	/* The key of a did:key, in text with a NUL that join has no use for. */
	keep_document("did-key", &fixed.p256,
				  cu_copy(&fixed.ctx, fixed.p256.method).p, "",
				  claims(cu_copy(&fixed.ctx, fixed.p256.did).p, ""));
}

/* Adds a proof of the mill over RDF; more is what follows proofPurpose. */
static cu_slice
keep_linked(const char *name, const char *more, cu_slice document)
{
	const cu_suite *suite = cu_suite_find(CU_LIT("DataIntegrityProof"),
										  CU_LIT("eddsa-rdfc-2022"));
	cu_slice	options = join(&fixed.ctx, "{\"type\":\"DataIntegrityProof\","
							   "\"cryptosuite\":\"eddsa-rdfc-2022\","
							   "\"created\":\"" SIGNED "\","
							   "\"verificationMethod\":\"" MILL "#k1\","
							   "\"proofPurpose\":\"assertionMethod\"",
							   cu_slice_cstr(more), "}", CU_LIT(""), "",
							   CU_LIT(""));
	const cu_json *json;
	const cu_json *proof;
	cu_buf		buf;

	FUZZ_CHECK(cu_json_parse(&fixed.ctx, document, &json) == CU_OK);
	FUZZ_CHECK(cu_json_parse(&fixed.ctx, options, &proof) == CU_OK);
	FUZZ_CHECK(cu_suite_sign(&fixed.ctx, suite, json, proof, &linked,
							 &fixed.mill.key, &json) == CU_OK);
	cu_buf_init(&buf, &fixed.ctx);
	cu_json_write(&buf, json);
	FUZZ_CHECK(cu_buf_status(&buf) == CU_OK);
	keep(name, cu_buf_slice(&buf));
	return cu_buf_slice(&buf);
}

static void
sign_linked_data(void)
{
	static const char text[] = "{\"@context\":[" V2 ",\"" TRADE "\"],"
		"\"type\":[\"VerifiableCredential\"],\"issuer\":\"" MILL "\","
		"\"credentialSubject\":{\"id\":\"urn:x:1\",\"heat\":\"61316\","
		"\"n\":[1.50,{\"@value\":\"x\"}],\"other\":true}}";
	cu_slice	first = keep_linked("linked", ",\"id\":\"urn:x:p\"",
									CU_LIT(text));

	keep_linked("chain", ",\"previousProof\":\"urn:x:p\"", first);
	keep_linked("twice", "", first);
}

static void
sign_tokens(void)
{
	static const char v1[] = "{\"iss\":\"" MILL "\",\"nbf\":1704067200,\"vc\":"
		"{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"],\"type\":"
		"[\"VerifiableCredential\"],\"credentialSubject\":{\"a\":1}}}";
	cu_slice	token = keep_token("token", &fixed.mill, MILL "#k1",
								   claims(MILL, ""));
	cu_slice	envelope = join(&fixed.ctx, "{\"@context\":" V2 ",\"type\":"
								"\"EnvelopedVerifiableCredential\",\"id\":"
								"\"data:application/vc+jwt,", token, "\"}",
								CU_LIT(""), "", CU_LIT(""));

	keep("envelope", envelope);
	keep_token("fragment", &fixed.mill, "#k1",
			   claims(MILL, ",\"iat\":1709251200,\"exp\":1735689600"));
	keep_token("did", &fixed.p384, YARD,
			   claims(YARD, ",\"iss\":\"" YARD "\",\"iat\":1709251200"));
	keep_token("model-1", &fixed.mill, MILL "#k1", CU_LIT(v1));
}

static void
prepare(void)
{
	cu_host_malloc(&fixed.host);
	cu_ctx_init(&fixed.ctx, &fixed.host);
	FUZZ_CHECK(make_signer(&fixed.ctx, MILL_JWK, &fixed.mill) == CU_OK);
	FUZZ_CHECK(make_signer(&fixed.ctx, OTHER_JWK, &fixed.other) == CU_OK);
	FUZZ_CHECK(make_signer(&fixed.ctx, P256_JWK, &fixed.p256) == CU_OK);
	FUZZ_CHECK(make_signer(&fixed.ctx, P384_JWK, &fixed.p384) == CU_OK);
	register_all();
	register_contexts();
	sign_documents();
	sign_linked_data();
	sign_tokens();
}

void		(*const fuzz_prepare) (void) = prepare;

/* --- judging -------------------------------------------------------------- */

static bool
was_signed(const uint8_t *digest)
{
	for (size_t i = 0; i < fixed.digest_count; i++)
	{
		if (memcmp(fixed.digests[i], digest, CU_SHA256_SIZE) == 0)
			return true;
	}
	return false;
}

static cu_terms
terms_of(unsigned octet)
{
	cu_terms	terms = {
		.at = on("2024-06-01T00:00:00Z"), .known = CU_INSTANT_MAX,
		.strict = octet & 1, .lossy = octet & 64,
		.inline_contexts = octet & 128
	};

	terms.seen = octet & 2 ? on("2024-03-02T00:00:00Z") : terms.at;
	if (octet & 4)
		terms.known = on("2024-03-15T00:00:00Z");
	if (octet & 8)
		terms.at = on("2024-03-01T00:02:00Z");
	return terms;
}

/* The rows must lead to the verdict that was given without them. */
static void
check_rows(const cu_verdict *brief, const cu_verdict *full)
{
	bool		bad = false;

	FUZZ_CHECK(brief->passed == full->passed && brief->code == full->code);
	FUZZ_CHECK(full->passed == CU_FALSE || brief->warned == full->warned);
	FUZZ_CHECK(full->count > 0);
	for (size_t i = 0; i < full->count; i++)
	{
		const cu_check *row = &full->checks[i];

		FUZZ_CHECK(row->part != NULL && row->name != NULL);
		FUZZ_CHECK(full->passed != CU_TRUE || row->passed == CU_TRUE ||
				   row->level == CU_LEVEL_WARNING);
		bad |= row->passed == CU_FALSE && row->level == CU_LEVEL_ERROR;
	}
	FUZZ_CHECK(bad == (full->passed == CU_FALSE));
}

/* Do proofs over RDF and others stand side by side? */
static bool
is_mixed(const cu_credential *c)
{
	bool		seen[2] = {false, false};

	for (uint32_t i = 0; i < cu_json_many(c->proof); i++)
	{
		const cu_json *proof = cu_json_nth(c->proof, i);
		const cu_suite *suite;

		suite = cu_suite_find(cu_json_get_string(proof, "type"),
							  cu_json_get_string(proof, "cryptosuite"));
		seen[suite != NULL && suite->linked_data] = true;
	}
	return seen[0] && seen[1];
}

static cu_status
judge(cu_ctx *ctx, const cu_credential *c, const cu_terms *terms,
	  cu_verdict *brief)
{
	cu_verdict	full;
	const cu_json *evidence;

	FUZZ_OK(cu_verify(ctx, c, terms, &registry, false, brief));
	FUZZ_OK(cu_verify(ctx, c, terms, &registry, true, &full));
	check_rows(brief, &full);
	for (size_t i = 0; i < full.count; i++)
	{
		if (full.checks[i].evidence.p)
			FUZZ_OK(cu_json_parse(ctx, full.checks[i].evidence, &evidence));
	}
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_terms	terms = terms_of(input.n ? (unsigned char) input.p[0] : 0);
	cu_credential c;
	cu_credential opened;
	cu_verdict	verdict;
	cu_verdict	again;
	cu_content	content;
	cu_truth	alone;
	cu_buf		stored;
	cu_status	status = cu_credential_read(ctx, cu_slice_from(input, 1), &c);

	if (status != CU_OK)
		return status;
	FUZZ_OK(judge(ctx, &c, &terms, &verdict));
	FUZZ_OK(cu_verify_content(ctx, &c, &terms, &registry, &content));
	if (verdict.passed == CU_TRUE)
		FUZZ_CHECK(content.known && was_signed(content.digest));
	FUZZ_OK(cu_verify_signature(ctx, &c, &fixed.mill.public_key, &linked,
								&alone));
	/* Of two kinds of proofs one decides what is content. */
	if (alone == CU_TRUE && !is_mixed(&c))
		FUZZ_CHECK(was_signed(content.digest));
	cu_buf_init(&stored, ctx);
	status = cu_credential_store(&stored, &c);
	if (status != CU_OK)
		return status;
	FUZZ_OK(cu_credential_open(ctx, cu_buf_slice(&stored), &opened));
	FUZZ_OK(judge(ctx, &opened, &terms, &again));
	FUZZ_CHECK(again.passed == verdict.passed && again.code == verdict.code);
	return CU_OK;
}
