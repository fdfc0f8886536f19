/*
 * test_verify_linked.c
 *		Proofs over RDF: what they do not cover, where verifiers go wrong, chains
 *		of proofs, and the content of documents.
 */
#include "linked_world.h"

#include "../../src/core/base.h"

#define HEAT "{\"id\":\"urn:x:1\",\"heat\":\"61316\"}"
#define TRADE_CONTEXT \
	"{\"@context\":{\"heat\":\"https://trade.example/heat\"," \
	"\"buyer\":{\"@id\":\"https://trade.example/buyer\",\"@type\":\"@id\"}," \
	"\"seller\":{\"@id\":\"https://trade.example/seller\"," \
	"\"@type\":\"@id\"}}}"

static cu_status
trade_world(world *w)
{
	CU_TRY(linked_world(w));
	return world_context(w, TRADE_IRI, TRADE_CONTEXT, NULL);
}

/* The pointer of the first proof row with this code must be the one given. */
static cu_status
expect_place(world *w, cu_slice document, cu_code code, const char *pointer)
{
	cu_verdict	verdict;
	const cu_check *row;

	CU_TRY(judge(w, document, &verdict));
	row = row_of(&verdict, "proof", code);
	CHECK(row != NULL && row->pointer != NULL);
	if (row != NULL && row->pointer != NULL)
		CHECK_SLICES(cu_slice_cstr(row->pointer), cu_slice_cstr(pointer));
	return CU_OK;
}

/* --- what verifiers get wrong --------------------------------------------- */

/*
 * Contexts inside a document can exchange two terms together with the members:
 * one signature, the opposite reading.
 */
TEST(exchanged_aliases_are_not_read)
{
#define ALIASES(buyer, seller) \
	"[\"" V2_IRI "\",{\"buyer\":{\"@id\":\"https://trade.example/" buyer \
	"\",\"@type\":\"@id\"},\"seller\":{\"@id\":\"https://trade.example/" \
	seller "\",\"@type\":\"@id\"}}]"
	world		w;
	cu_slice	good;
	cu_slice	swapped;
	cu_slice	claims;
	cu_verdict	verdict;

	REQUIRE_OK(trade_world(&w));
	w.terms.inline_contexts = true;
	REQUIRE_OK(linked_document(&w, ALIASES("buyer", "seller"),
							   "{\"id\":\"urn:x:1\",\"buyer\":\"urn:x:b\","
							   "\"seller\":\"urn:x:s\"}", AT(SIGNED), &good));
	claims = CU_LIT("{\"id\":\"urn:x:1\",\"buyer\":\"urn:x:b\","
					"\"seller\":\"urn:x:s\"}");
	REQUIRE_OK(replace(w.ctx, good, claims.p, "{\"id\":\"urn:x:1\",\"buyer\":"
					   "\"urn:x:s\",\"seller\":\"urn:x:b\"}", &swapped));
	REQUIRE_OK(replace(w.ctx, swapped, "example/buyer", "example/0",
					   &swapped));
	REQUIRE_OK(replace(w.ctx, swapped, "example/seller", "example/buyer",
					   &swapped));
	REQUIRE_OK(replace(w.ctx, swapped, "example/0", "example/seller",
					   &swapped));
	/* Whoever allows such contexts gets what he asked for, and is told. */
	REQUIRE_OK(judge(&w, swapped, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.lenient);
	w.terms.inline_contexts = false;
	REQUIRE_OK(judge(&w, swapped, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_UNKNOWN);
	CHECK_EQ_INT(verdict.code, CU_CODE_inline_context);
	CHECK(!verdict.lenient);
	EXPECT(&w, good, CU_UNKNOWN, inline_context);
#undef ALIASES
}

/* Under registered contexts the exchange of members breaks the signature. */
TEST(exchanged_members_break_the_signature)
{
	world		w;
	cu_slice	document;

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(linked_document(&w, BOTH, "{\"buyer\":\"urn:x:b\",\"seller\":"
							   "\"urn:x:s\"}", AT(SIGNED), &document));
	EXPECT(&w, document, CU_TRUE, ok);
	REQUIRE_OK(replace(w.ctx, document, "\"buyer\"", "\"0\"", &document));
	REQUIRE_OK(replace(w.ctx, document, "\"seller\"", "\"buyer\"", &document));
	REQUIRE_OK(replace(w.ctx, document, "\"0\"", "\"seller\"", &document));
	EXPECT(&w, document, CU_FALSE, bad_signature);
}

/* What the contexts do not define is not signed, and anybody can add it. */
TEST(dropped_members_are_refused)
{
	world		w;
	cu_slice	document;
	cu_verdict	verdict;

	REQUIRE_OK(linked_world(&w));
	REQUIRE_OK(linked_document(&w, "[\"" V2_IRI "\"]", "{\"id\":\"urn:x:1\"}",
							   AT(SIGNED), &document));
	EXPECT(&w, document, CU_TRUE, ok);
	REQUIRE_OK(replace(w.ctx, document, "\"urn:x:1\"",
					   "\"urn:x:1\",\"amount\":\"5\"", &document));
	EXPECT(&w, document, CU_FALSE, undefined_term);
	REQUIRE_OK(expect_place(&w, document, CU_CODE_undefined_term,
							"/credentialSubject/amount"));
	w.terms.lossy = true;
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.lenient);
}

/* A proof's own @context must not decide what the proof means. */
TEST(a_context_of_the_proof_must_be_the_documents)
{
	static const struct
	{
		const char *context;
		cu_truth	passed;
	}			rows[] = {
		{BOTH, CU_TRUE},
		{"[\"" V2_IRI "\"]", CU_FALSE},
		{"\"" V2_IRI "\"", CU_FALSE},
		{"[\"" V2_IRI "\",\"" TRADE_IRI "\",\"" TRADE_IRI "\"]", CU_FALSE},
		{"[\"" V2_IRI "\",{\"created\":\"urn:x:c\"}]", CU_FALSE},
		{"null", CU_FALSE},
	};
	world		w;
	cu_slice	good;

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT(SIGNED), &good));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	document;
		cu_slice	member = join(w.ctx, "\"proof\":{\"@context\":",
								  cu_slice_cstr(rows[i].context), ",",
								  CU_LIT(""), "", CU_LIT("\0"));

		test_row(rows[i].context);
		REQUIRE(member.p != NULL);
		REQUIRE_OK(replace(w.ctx, good, "\"proof\":{", member.p, &document));
		REQUIRE_OK(expect_at(&w, document, rows[i].passed, rows[i].passed ==
							 CU_TRUE ? CU_CODE_ok : CU_CODE_bad_signature,
							 __FILE__, __LINE__));
	}
}

/* A detached JWS under this header, over the document as it is to be signed. */
static cu_status
sign_detached(world *w, const char *header, cu_slice *out)
{
	static const char options[] = "{\"type\":\"Ed25519Signature2018\","
		"\"created\":\"" SIGNED "\",\"proofPurpose\":\"assertionMethod\","
		"\"verificationMethod\":\"" MILL_DID "#k1\"}";
	const cu_context_source source = {find_latest, w};
	const cu_linked_data linked = {
		.contexts = &source, .limits = &cu_default_rdfc_limits, .safe = true
	};
	const cu_suite *suite = cu_suite_find(CU_LIT("Ed25519Signature2018"),
										  CU_LIT(""));
	cu_slice	claims = linked_claims(w, BOTH, HEAT);
	cu_slice	encoded = cu_base64url_encode(w->ctx, cu_slice_cstr(header));
	cu_slice	signature;
	cu_suite_document document;
	const cu_json *json;
	const cu_json *proof;
	cu_buf		octets;
	cu_buf		input;

	if (claims.p == NULL || encoded.p == NULL)
		return CU_NOMEM(w->ctx);
	CU_TRY(cu_json_parse(w->ctx, claims, &json));
	CU_TRY(cu_json_parse(w->ctx, CU_LIT(options), &proof));
	CU_TRY(cu_suite_document_init(w->ctx, json, &linked, &document));
	cu_buf_init(&octets, w->ctx);
	CU_TRY(suite->signed_octets(w->ctx, &document, proof, CU_SHA256, &octets));
	cu_buf_init(&input, w->ctx);
	cu_buf_add_slice(&input, encoded);
	cu_buf_add_char(&input, '.');
	cu_buf_add_slice(&input, cu_buf_slice(&octets));
	CU_TRY(cu_buf_status(&input));
	CU_TRY(cu_signature_sign(w->ctx, &w->mill.key, CU_SHA256,
							 cu_buf_slice(&input), &signature));
	signature = cu_base64url_encode(w->ctx, signature);
	if (signature.p == NULL)
		return CU_NOMEM(w->ctx);
	signature = join(w->ctx, "\"jws\":\"", encoded, "..", signature, "\"}}",
					 CU_LIT(""));
	claims = join(w->ctx, "", cu_slice_make(claims.p, claims.n - 1),
				  ",\"proof\":", cu_slice_make(options, sizeof(options) - 2),
				  ",", signature);
	*out = claims;
	return signature.p && claims.p ? CU_OK : CU_NOMEM(w->ctx);
}

/* A header is checked however many members it has. */
TEST(every_header_of_a_detached_jws_is_checked)
{
	static const struct
	{
		const char *header;
		bool		good;
	}			rows[] = {
		{"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}", true},
		{"{\"crit\":[\"b64\"],\"b64\":false,\"alg\":\"EdDSA\"}", true},
		{"{\"alg\":\"EdDSA\",\"b64\":true,\"crit\":[\"b64\"]}", false},
		{"{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"]}", false},
		{"{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}", false},
		{"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"exp\"]}", false},
		{"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[]}", false},
		{"{\"alg\":\"EdDSA\",\"b64\":false,\"kid\":\"1\"}", false},
		{"{\"alg\":\"EdDSA\",\"b64\":false}", false},
		{"{\"alg\":\"EdDSA\"}", false},
		{"{\"alg\":\"EdDSA\",\"b64\":true,\"crit\":[\"b64\"],\"kid\":\"1\"}",
		false},
		{"{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"],\"kid\":\"1\"}",
		false},
	};
	world		w;

	REQUIRE_OK(trade_world(&w));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	document;
		cu_verdict	verdict;

		test_row(rows[i].header);
		REQUIRE_OK(sign_detached(&w, rows[i].header, &document));
		REQUIRE_OK(judge(&w, document, &verdict));
		CHECK_EQ_INT(verdict.passed, rows[i].good ? CU_TRUE : CU_FALSE);
	}
}

/* --- terms by a vocabulary alone ------------------------------------------ */

#define VOCABULARY \
	"{\"@context\":{\"heat\":\"https://trade.example/heat\"," \
	"\"@vocab\":\"https://trade.example/other#\"}}"

TEST(members_caught_by_a_vocabulary_are_named)
{
	static const char subject[] = "{\"id\":\"urn:x:1\",\"heat\":\"1\","
		"\"weight\":{\"unit\":\"kg\"},\"colour\":[\"red\"]}";
	world		w;
	cu_slice	document;
	cu_credential c;
	cu_content	content;
	cu_verdict	verdict;
	const cu_json *member;

	REQUIRE_OK(linked_world(&w));
	REQUIRE_OK(world_context(&w, TRADE_IRI, VOCABULARY, NULL));
	REQUIRE_OK(linked_document(&w, BOTH, subject, AT(SIGNED), &document));
	REQUIRE_OK(sign_linked(&w, AT(SIGNED), "", document, &document));
	REQUIRE_OK(judge(&w, document, &verdict));
	CHECK_EQ_INT(verdict.passed, CU_TRUE);
	CHECK(verdict.warned);
	/* Once, however many proofs there are. */
	CHECK_EQ_INT(verdict.count, 7);
	REQUIRE_OK(expect_place(&w, document, CU_CODE_vocabulary_only,
							"/credentialSubject/weight"));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_content(w.ctx, &c, &w.terms, &w.registry, &content));
	CHECK(content.known);
	REQUIRE(content.caught_count >= 2);
	member = cu_json_get(c.claims, "credentialSubject");
	CHECK_EQ_INT(content.caught[0], cu_json_get(member, "weight")->offset);
	for (size_t i = 1; i < content.caught_count; i++)
		CHECK(content.caught[i - 1] < content.caught[i]);
	CHECK_EQ_INT(content.caught[content.caught_count - 1],
				 cu_json_get(member, "colour")->offset);
}

/* --- chains --------------------------------------------------------------- */

/* The document with the members of its second proof alone. */
static cu_status
without_first(cu_ctx *ctx, cu_slice document, cu_slice *out)
{
	const cu_json *json;
	cu_buf		buf;

	CU_TRY(cu_json_parse(ctx, document, &json));
	json = cu_json_with(ctx, json, "proof",
						cu_json_nth(cu_json_get(json, "proof"), 1));
	if (json == NULL)
		return CU_NOMEM(ctx);
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

/* Signs claims twice, the second time over the first proof as well. */
static cu_status
make_chain(world *w, bool linked, const char *previous, cu_slice *out)
{
	static const char id[] = ",\"id\":\"urn:x:first\"";
	cu_slice	claims = linked_claims(w, BOTH, HEAT);
	cu_slice	method = CU_LIT(MILL_DID "#k1");

	if (claims.p == NULL)
		return CU_NOMEM(w->ctx);
	if (linked)
	{
		CU_TRY(sign_linked(w, AT(SIGNED), id, claims, out));
		return sign_linked(w, AT(SIGNED), previous, *out, out);
	}
	CU_TRY(sign_document(w->ctx, &w->mill, method, SIGNED, id, claims, out));
	return sign_document(w->ctx, &w->mill, method, SIGNED, previous, *out,
						 out);
}

TEST(a_chained_proof_signs_the_one_before)
{
	static const char *const previous[] = {
		",\"previousProof\":\"urn:x:first\"",
		",\"previousProof\":[\"urn:x:first\"]"
	};

	for (int i = 0; i < 4; i++)
	{
		world		w;
		cu_slice	document;
		cu_slice	other;

		test_row(previous[i % 2]);
		REQUIRE_OK(trade_world(&w));
		REQUIRE_OK(make_chain(&w, i >= 2, previous[i % 2], &document));
		EXPECT(&w, document, CU_TRUE, ok);
		REQUIRE_OK(without_first(w.ctx, document, &other));
		EXPECT(&w, other, CU_FALSE, previous_proof_missing);
		REQUIRE_OK(replace(w.ctx, document, "urn:x:first", "urn:x:other",
						   &other));
		EXPECT(&w, other, CU_FALSE, bad_signature);
		REQUIRE_OK(replace(w.ctx, document, "\"heat\":\"6", "\"heat\":\"7",
						   &other));
		EXPECT(&w, other, CU_FALSE, bad_signature);
	}
}

/* A chained proof of the issuer is the issuer's word as any other. */
TEST(a_chained_proof_proves)
{
	world		w;
	cu_slice	document;
	cu_slice	claims;
	cu_credential c;
	cu_truth	valid;

	REQUIRE_OK(trade_world(&w));
	claims = linked_claims(&w, BOTH, HEAT);
	REQUIRE(claims.p != NULL);
	/* First an inspector, whose proof the mill confirms. */
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED,
							 ",\"id\":\"urn:x:first\"", claims, &document));
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"), SIGNED,
							 ",\"previousProof\":\"urn:x:first\"", document,
							 &document));
	EXPECT(&w, document, CU_TRUE, ok);
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.mill.public_key, NULL,
								   &valid));
	CHECK_EQ_INT(valid, CU_TRUE);
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.other.public_key, NULL,
								   &valid));
	CHECK_EQ_INT(valid, CU_FALSE);
}

/* --- cryptography alone --------------------------------------------------- */

TEST(a_signature_alone_needs_contexts)
{
	world		w;
	cu_slice	document;
	cu_credential c;
	cu_truth	valid;
	const cu_context_source source = {find_latest, &w};
	const cu_linked_data linked = {
		.contexts = &source, .limits = &cu_default_rdfc_limits, .safe = true
	};

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(make_chain(&w, true, ",\"previousProof\":\"urn:x:first\"",
						  &document));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.mill.public_key, &linked,
								   &valid));
	CHECK_EQ_INT(valid, CU_TRUE);
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.other.public_key, &linked,
								   &valid));
	CHECK_EQ_INT(valid, CU_FALSE);
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.mill.public_key, NULL,
								   &valid));
	CHECK_EQ_INT(valid, CU_UNKNOWN);
	w.context_count = 1;
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.mill.public_key, &linked,
								   &valid));
	CHECK_EQ_INT(valid, CU_UNKNOWN);
	/* What another proof says does not settle it. */
	REQUIRE_OK(sign_document(w.ctx, &w.p256, w.p256.method, SIGNED, "",
							 document, &document));
	REQUIRE_OK(cu_credential_read(w.ctx, document, &c));
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.mill.public_key, &linked,
								   &valid));
	CHECK_EQ_INT(valid, CU_UNKNOWN);
	REQUIRE_OK(cu_verify_signature(w.ctx, &c, &w.p256.public_key, &linked,
								   &valid));
	CHECK_EQ_INT(valid, CU_TRUE);
}

const cu_test cu_tests_verify_linked[] = {
	{"exchanged_aliases_are_not_read", exchanged_aliases_are_not_read},
	{"exchanged_members_break_the_signature",
	exchanged_members_break_the_signature},
	{"dropped_members_are_refused", dropped_members_are_refused},
	{"a_context_of_the_proof_must_be_the_documents",
	a_context_of_the_proof_must_be_the_documents},
	{"every_header_of_a_detached_jws_is_checked",
	every_header_of_a_detached_jws_is_checked},
	{"members_caught_by_a_vocabulary_are_named",
	members_caught_by_a_vocabulary_are_named},
	{"a_chained_proof_signs_the_one_before",
	a_chained_proof_signs_the_one_before},
	{"a_chained_proof_proves", a_chained_proof_proves},
	{"a_signature_alone_needs_contexts", a_signature_alone_needs_contexts},
	{NULL, NULL}
};
