/*
 * fuzz_credential.c
 *		Credentials read, stored, opened: all must say the same.
 */
#include "fuzz.h"

#include "../../src/core/json_number.h"
#include "../../src/core/proof.h"
#include "../../src/core/verify.h"

static void
prepare(void)
{
	FUZZ_CHECK(cu_crypto_init());
}

void		(*const fuzz_prepare) (void) = prepare;

#define BODY "\"@context\":\"https://www.w3.org/ns/credentials/v2\"," \
	"\"type\":\"VerifiableCredential\",\"issuer\":{\"id\":\"did:web:a\"}," \
	"\"credentialSubject\":{\"id\":\"urn:x:1\",\"n\":1.0}"

const char *const fuzz_seeds[] = {
	"{" BODY "}",
	"{" BODY ",\"id\":\"urn:x:2\",\"validFrom\":\"2024-01-01T00:00:00Z\","
	"\"validUntil\":\"2025-01-01T00:00:00.5+01:00\",\"proof\":[{\"type\":"
	"\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\","
	"\"verificationMethod\":\"did:web:a#k\",\"@context\":"
	"[\"https://www.w3.org/ns/credentials/v2\"]},{}]}",
	"{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"],\"type\":"
	"[\"VerifiableCredential\",\"X\"],\"issuer\":\"did:web:a\","
	"\"issuanceDate\":\"2024-01-01T00:00:00Z\",\"expirationDate\":"
	"\"2024-01-01T24:00:00Z\",\"credentialSubject\":[{},{}]}",
	"{\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/"
	"vc+jwt,e30.e30.\",\"@context\":\"https://www.w3.org/ns/credentials/v2\"}",
	/* {"alg":"EdDSA"}, and a payload with a vc claim */
	"eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6d2ViOmEiLCJuYmYiOjE3MDAwMDAwMDAsIn"
	"ZjIjp7IkBjb250ZXh0IjoiaHR0cHM6Ly93d3cudzMub3JnLzIwMTgvY3JlZGVudGlhbHMvdj"
	"EiLCJ0eXBlIjoiVmVyaWZpYWJsZUNyZWRlbnRpYWwiLCJjcmVkZW50aWFsU3ViamVjdCI6e3"
	"19fQ.AAAA",
	NULL
};

static void
check_summaries(const cu_summary *a, const cu_summary *b)
{
	FUZZ_CHECK(a->form == b->form && a->model == b->model);
	FUZZ_CHECK(memcmp(a->digest, b->digest, CU_SHA256_SIZE) == 0);
	FUZZ_CHECK(memcmp(a->content_digest, b->content_digest,
					  CU_SHA256_SIZE) == 0);
	FUZZ_CHECK((a->id.p == NULL) == (b->id.p == NULL));
	FUZZ_CHECK(cu_slice_eq(a->id, b->id));
	FUZZ_CHECK(cu_slice_eq(a->issuer, b->issuer));
	FUZZ_CHECK(a->type_count == b->type_count);
	for (uint32_t i = 0; i < a->type_count; i++)
		FUZZ_CHECK(cu_slice_eq(a->types[i], b->types[i]));
	FUZZ_CHECK(a->valid_from == b->valid_from);
	FUZZ_CHECK(a->valid_until == b->valid_until);
}

/* Numbers beside a proof are those that it covers. */
static void
check_numbers(const cu_json *value)
{
	if (value->type == CU_JSON_NUMBER)
		FUZZ_CHECK(cu_number_survives(value->v.text));
	else if (value->type == CU_JSON_ARRAY)
		for (uint32_t i = 0; i < value->count; i++)
			check_numbers(&value->v.items[i]);
	else if (value->type == CU_JSON_OBJECT)
		for (uint32_t i = 0; i < value->count; i++)
			check_numbers(&value->v.members[i].value);
}

static cu_status
check_stored(cu_ctx *ctx, const cu_credential *c)
{
	cu_buf		stored;
	cu_slice	octets;
	cu_slice	digest;
	cu_summary	summary;
	cu_credential opened;

	cu_buf_init(&stored, ctx);
	FUZZ_OK(cu_credential_store(&stored, c));
	FUZZ_OK(cu_stored_octets(ctx, cu_buf_slice(&stored), &octets));
	FUZZ_CHECK(cu_slice_eq(octets, c->octets));
	FUZZ_OK(cu_stored_summary(ctx, cu_buf_slice(&stored), &summary));
	check_summaries(&c->summary, &summary);
	FUZZ_CHECK(cu_stored_digest(cu_buf_slice(&stored), &digest));
	FUZZ_CHECK(memcmp(digest.p, c->summary.digest, CU_SHA256_SIZE) == 0);
	FUZZ_OK(cu_credential_open(ctx, cu_buf_slice(&stored), &opened));
	check_summaries(&c->summary, &opened.summary);
	FUZZ_CHECK(opened.secured == c->secured);
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_credential c;
	cu_needs	needs;
	cu_status	status = cu_credential_read(ctx, input, &c);

	if (status != CU_OK)
	{
		FUZZ_CHECK(!ctx->error.has_offset || ctx->error.offset <= input.n);
		return status;
	}
	FUZZ_CHECK(c.claims->type == CU_JSON_OBJECT);
	FUZZ_CHECK(c.octets.p >= input.p && c.octets.n <= input.n);
	FUZZ_CHECK(c.summary.issuer.p != NULL);
	if (c.secured == CU_FORM_EMBEDDED)
		check_numbers(c.claims);
	FUZZ_OK(check_stored(ctx, &c));
	FUZZ_OK(cu_verify_needs(ctx, &c, &needs));
	FUZZ_CHECK(needs.did_count <= CU_PROOFS_MAX + 1);
	return CU_OK;
}
