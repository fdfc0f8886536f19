/*
 * test_verify_content.c
 *		What a document says, whatever its octets look like.
 */
#include "linked_world.h"

#include "../../src/core/base.h"

#define HEAT "{\"id\":\"urn:x:1\",\"heat\":\"61316\"}"
#define TRADE_CONTEXT \
	"{\"@context\":{\"heat\":\"https://trade.example/heat\"," \
	"\"buyer\":{\"@id\":\"https://trade.example/buyer\",\"@type\":\"@id\"}}}"

static cu_status
trade_world(world *w)
{
	CU_TRY(linked_world(w));
	return world_context(w, TRADE_IRI, TRADE_CONTEXT, NULL);
}

static cu_status
content_of(world *w, cu_slice octets, cu_credential *c, cu_content *content)
{
	CU_TRY(cu_credential_read(w->ctx, octets, c));
	return cu_verify_content(w->ctx, c, &w->terms, &w->registry, content);
}

static bool
same_digest(const uint8_t *a, const uint8_t *b)
{
	return memcmp(a, b, CU_SHA256_SIZE) == 0;
}

/* Compares the content of two documents, both of which must be known. */
static cu_status
check_same(world *w, cu_slice one, cu_slice other, bool want)
{
	cu_credential c;
	cu_content	a;
	cu_content	b;

	CU_TRY(content_of(w, one, &c, &a));
	CU_TRY(content_of(w, other, &c, &b));
	CHECK(a.known && b.known);
	CHECK_EQ_INT(same_digest(a.digest, b.digest), want);
	return CU_OK;
}

/* A proof over RDF does not tell these apart, so they are one content. */
TEST(other_octets_are_not_other_content)
{
	static const struct
	{
		const char *what;
		const char *with;
	}			rows[] = {
		{"\"heat\":\"61316\"", "\"heat\":[\"61316\"]"},
		{"\"heat\":\"61316\"", "\"heat\":[null,\"61316\",\"61316\"]"},
		{"\"heat\":\"61316\"", "\"heat\":\"61316\",\"buyer\":null"},
		{"\"id\":\"urn:x:1\",\"heat\":\"61316\"",
		"\"heat\":\"61316\",\"@id\":\"urn:x:1\""},
		{HEAT, "[" HEAT "]"},
		{"[\"VerifiableCredential\"]", "\"VerifiableCredential\""},
		{"\"issuer\":\"" MILL_DID "\"",
		"\"issuer\":{\"id\":\"" MILL_DID "\"}"},
	};
	world		w;
	cu_slice	good;
	cu_slice	other;

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT(SIGNED), &good));
	EXPECT(&w, good, CU_TRUE, ok);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_credential c;
		cu_content	content;

		test_row(rows[i].with);
		REQUIRE_OK(replace(w.ctx, good, rows[i].what, rows[i].with, &other));
		EXPECT(&w, other, CU_TRUE, ok);
		REQUIRE_OK(check_same(&w, good, other, true));
		REQUIRE_OK(content_of(&w, other, &c, &content));
		CHECK(!same_digest(content.digest, c.summary.content_digest));
	}
	test_row(NULL);
	/* Nor does another proof, or none that holds, change what is said. */
	REQUIRE_OK(sign_linked(&w, AT("2024-03-02T00:00:00Z"), "", good, &other));
	REQUIRE_OK(check_same(&w, good, other, true));
	REQUIRE_OK(replace(w.ctx, good, "\"proofValue\":\"z", "\"proofValue\":\"",
					   &other));
	EXPECT(&w, other, CU_FALSE, bad_signature);
	REQUIRE_OK(check_same(&w, good, other, true));
	REQUIRE_OK(replace(w.ctx, good, "61316", "61317", &other));
	REQUIRE_OK(check_same(&w, good, other, false));
}

/* What was signed otherwise is what the credential's own digest says. */
TEST(other_forms_keep_their_digest)
{
	world		w;
	cu_slice	claims;
	cu_slice	octets[4];

	REQUIRE_OK(trade_world(&w));
	claims = linked_claims(&w, BOTH, HEAT);
	REQUIRE(claims.p != NULL);
	octets[0] = claims;
	REQUIRE_OK(mill_token(&w, "", &octets[1]));
	REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"), SIGNED,
							 "", claims, &octets[2]));
	/* Co-signed over RDF by somebody else: still the issuer's JCS form. */
	REQUIRE_OK(replace(w.ctx, octets[2], "\"proof\":{", "\"proof\":[{\"type\":"
					   "\"DataIntegrityProof\",\"cryptosuite\":"
					   "\"eddsa-rdfc-2022\",\"verificationMethod\":"
					   "\"did:web:other.example#k1\"},{", &octets[3]));
	octets[3] = join(w.ctx, "", cu_slice_make(octets[3].p, octets[3].n - 1),
					 "]}", CU_LIT(""), "", CU_LIT(""));
	REQUIRE(octets[3].p != NULL);
	for (size_t i = 0; i < 4; i++)
	{
		cu_credential c;
		cu_content	content;

		REQUIRE_OK(content_of(&w, octets[i], &c, &content));
		CHECK(content.known);
		CHECK(same_digest(content.digest, c.summary.content_digest));
		CHECK_EQ_INT(content.caught_count, 0);
	}
}

TEST(content_that_cannot_be_known)
{
	world		w;
	cu_slice	good;
	cu_slice	other;
	cu_credential c;
	cu_content	content;

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT(SIGNED), &good));
	REQUIRE_OK(replace(w.ctx, good, "\"heat\"", "\"weight\"", &other));
	REQUIRE_OK(content_of(&w, other, &c, &content));
	CHECK(!content.known);
	CHECK(same_digest(content.digest, c.summary.content_digest));
	REQUIRE_OK(replace(w.ctx, good, "\"" TRADE_IRI "\"",
					   "{\"heat\":\"https://trade.example/heat\"}", &other));
	REQUIRE_OK(content_of(&w, other, &c, &content));
	CHECK(!content.known);
	w.terms.inline_contexts = true;
	REQUIRE_OK(check_same(&w, good, other, true));
	w.terms.inline_contexts = false;
	w.context_count = 1;
	REQUIRE_OK(content_of(&w, good, &c, &content));
	CHECK(!content.known);
	CHECK(same_digest(content.digest, c.summary.content_digest));
}

/* Another version of a context is taken when the preferred one has no form. */
TEST(content_under_another_version)
{
	world		w;
	cu_slice	document;
	cu_credential c;
	cu_content	before;
	cu_content	after;

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(linked_document(&w, BOTH, HEAT, AT(SIGNED), &document));
	REQUIRE_OK(content_of(&w, document, &c, &before));
	REQUIRE_OK(world_context(&w, TRADE_IRI, ONE_TERM("x", "urn:x:x"), NULL));
	REQUIRE_OK(content_of(&w, document, &c, &after));
	CHECK(after.known);
	CHECK(same_digest(before.digest, after.digest));
	REQUIRE_OK(world_context(&w, TRADE_IRI, ONE_TERM("heat", "urn:x:heat"),
							 NULL));
	REQUIRE_OK(content_of(&w, document, &c, &after));
	CHECK(after.known);
	CHECK(!same_digest(before.digest, after.digest));
}

/* A key that can be read, of a type that verifies nothing here. */
#define BLS_MULTIKEY \
	"z3tE9uN23nvDTT23DrMRYYZkxn5YVM6XyBzZr4Zz" \
	"QynRe838vE4jMPX5oBWKyHEjEbai14"

/*
 * Nobody needs a key to add a proof that is left unjudged.  When the content
 * would follow from it, the document is not good by another proof.
 */
TEST(unjudged_proofs_over_rdf_do_not_vouch)
{
	static const char text[] = "{\"id\":\"" MILL_DID "\",\"assertionMethod\":"
		"[{\"id\":\"#bls\",\"controller\":\"" MILL_DID "\",\"type\":"
		"\"Multikey\",\"publicKeyMultibase\":\"" BLS_MULTIKEY "\"},"
		"{\"id\":\"#k1\",\"controller\":\"" MILL_DID "\",\"type\":"
		"\"Multikey\",\"publicKeyMultibase\":\"";
	static const char added[] = "\"proof\":[{\"type\":\"DataIntegrityProof\","
		"\"cryptosuite\":\"eddsa-rdfc-2022\",\"created\":\""
		"2021-01-01T00:00:00Z\",\"proofPurpose\":\"assertionMethod\","
		"\"proofValue\":\"z1\",\"verificationMethod\":\"" MILL_DID "#bls\"},{";
	world		w;
	cu_did_document did;
	const cu_json *json;
	cu_slice	octets;
	cu_slice	claims;

	REQUIRE_OK(trade_world(&w));
	octets = join(w.ctx, text, w.mill.multikey, "\"}]}", CU_LIT(""), "",
				  CU_LIT(""));
	claims = linked_claims(&w, BOTH, HEAT);
	REQUIRE(octets.p != NULL && claims.p != NULL);
	REQUIRE_OK(cu_json_parse(w.ctx, octets, &json));
	REQUIRE_OK(cu_did_document_read(w.ctx, json, &did));
	w.versions[0][0].document = &did;
	for (int linked = 0; linked < 2; linked++)
	{
		test_row(linked ? "rdfc" : "jcs");
		if (linked)
			REQUIRE_OK(sign_linked(&w, AT(SIGNED), "", claims, &octets));
		else
			REQUIRE_OK(sign_document(w.ctx, &w.mill, CU_LIT(MILL_DID "#k1"),
									 SIGNED, "", claims, &octets));
		EXPECT(&w, octets, CU_TRUE, ok);
		REQUIRE_OK(replace(w.ctx, octets, "\"proof\":{", added, &octets));
		octets = join(w.ctx, "", cu_slice_make(octets.p, octets.n - 1), "]}",
					  CU_LIT(""), "", CU_LIT(""));
		REQUIRE(octets.p != NULL);
		EXPECT(&w, octets, CU_UNKNOWN, unsupported_key);
	}
}

/* --- derived proofs ------------------------------------------------------- */

#define DERIVED_SIGNATURE 64

/*
 * A document of the mill with a proof as derived from a base proof: so many
 * non-mandatory statements before four mandatory ones, in sorted order.
 * Signatures are zeros: content is not verified.
 */
static cu_status
derived_document(world *w, const char *subject, uint8_t shown, cu_slice *out)
{
	static const char zeros[DERIVED_SIGNATURE];
	cu_slice	claims = linked_claims(w, BOTH, subject);
	cu_slice	key;
	cu_slice	value;
	cu_buf		cbor;

	CU_TRY(cu_base58_decode(w->ctx, cu_slice_from(w->p256.multikey, 1), &key));
	cu_buf_init(&cbor, w->ctx);
	/* vc-di-ecdsa 3.5.7: tag 0x5d01, array of five */
	cu_buf_add(&cbor, "\xd9\x5d\x01\x85\x58\x40", 6);
	cu_buf_add(&cbor, zeros, sizeof(zeros));
	cu_buf_add(&cbor, "\x58\x23", 2);
	cu_buf_add_slice(&cbor, key);
	cu_buf_add_char(&cbor, (char) (0x80 + shown));
	for (uint8_t i = 0; i < shown; i++)
	{
		cu_buf_add(&cbor, "\x58\x40", 2);
		cu_buf_add(&cbor, zeros, sizeof(zeros));
	}
	cu_buf_add(&cbor, "\xa0\x84", 2);
	for (uint8_t i = 0; i < 4; i++)
		cu_buf_add_char(&cbor, (char) (shown + i));
	CU_TRY(cu_buf_status(&cbor));
	value = cu_base64url_encode(w->ctx, cu_buf_slice(&cbor));
	if (claims.p == NULL || value.p == NULL)
		return CU_NOMEM(w->ctx);
	*out = join(w->ctx, "{\"id\":\"urn:x:doc\",", cu_slice_make(claims.p + 1,
																claims.n - 2),
				",\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":"
				"\"ecdsa-sd-2023\",\"created\":\"" SIGNED "\","
				"\"proofPurpose\":\"assertionMethod\",\"verificationMethod\":"
				"\"" MILL_DID "#k1\",\"proofValue\":\"u", value, "\"}}",
				CU_LIT(""));
	return out->p ? CU_OK : CU_NOMEM(w->ctx);
}

/* However much of it is shown, what was derived from one base is one content. */
TEST(derived_proofs_of_one_base_are_one_content)
{
	world		w;
	cu_slice	one;
	cu_slice	more;
	cu_slice	other;

	REQUIRE_OK(trade_world(&w));
	REQUIRE_OK(derived_document(&w, HEAT, 0, &one));
	REQUIRE_OK(derived_document(&w, "{\"id\":\"urn:x:1\",\"buyer\":"
								"\"urn:x:b\",\"heat\":\"61316\"}", 1, &more));
	REQUIRE_OK(derived_document(&w, "{\"id\":\"urn:x:1\",\"heat\":\"61317\"}",
								0, &other));
	REQUIRE_OK(check_same(&w, one, more, true));
	REQUIRE_OK(check_same(&w, one, other, false));
}

const cu_test cu_tests_verify_content[] = {
	{"other_octets_are_not_other_content", other_octets_are_not_other_content},
	{"other_forms_keep_their_digest", other_forms_keep_their_digest},
	{"content_that_cannot_be_known", content_that_cannot_be_known},
	{"content_under_another_version", content_under_another_version},
	{"unjudged_proofs_over_rdf_do_not_vouch",
	unjudged_proofs_over_rdf_do_not_vouch},
	{"derived_proofs_of_one_base_are_one_content",
	derived_proofs_of_one_base_are_one_content},
	{NULL, NULL}
};
