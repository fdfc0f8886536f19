/*
 * fuzz_did_document.c
 *		DID documents, and which version of a history applies.
 */
#include "fuzz.h"

#include "../../src/core/verify.h"

static void
prepare(void)
{
	FUZZ_CHECK(cu_crypto_init());
}

void		(*const fuzz_prepare) (void) = prepare;

#define KEY "\"publicKeyMultibase\":" \
	"\"z6Mkk4nPZuk56MMBNPEKrYztPz4vTqjVcQYGgJv8CppEoPig\""

const char *const fuzz_seeds[] = {
	"{\"id\":\"did:web:a\",\"verificationMethod\":[{\"id\":\"#k\",\"type\":"
	"\"Multikey\",\"controller\":\"did:web:a\"," KEY "}],\"assertionMethod\":"
	"[\"#k\",\"did:web:b#k\"],\"authentication\":\"did:web:a#k\"}",
	"{\"id\":\"did:web:a\",\"assertionMethod\":[{\"id\":\"did:web:a#k\","
	"\"controller\":\"did:web:a\",\"expires\":\"2024-01-01T00:00:00Z\","
	"\"revoked\":\"2024-01-01T00:00:00Z\"," KEY "}],\"keyAgreement\":"
	"[{\"id\":\"did:web:a#k\",\"controller\":\"did:web:a\",\"expires\":"
	"\"2024-01-01T00:00:00Z\",\"revoked\":\"2024-01-01T00:00:00Z\"," KEY
	"}]}",
	"{\"id\":\"https://a.example/x\",\"verificationMethod\":[{\"id\":\"?q#k\","
	"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{\"kty\":\"OKP\",\"crv\":"
	"\"Ed25519\",\"x\":\"U2QS0UzMd3GUicYJ5uqSrrGMXol_Z3zKf8Dm8g7mTik\"}},"
	"{\"id\":\"/p#k\",\"type\":\"Ed25519VerificationKey2018\","
	"\"publicKeyBase58\":\"6bAA4nVYrWDd7vU8hqxTgn9ME3CGQK1k1SBsqPTFRJ3c\"}]}",
	NULL
};

static void
check_document(const cu_did_document *document)
{
	FUZZ_CHECK(document->count <= 2 * CU_METHODS_MAX);
	for (size_t i = 0; i < document->count; i++)
	{
		const cu_verification_method *method = &document->methods[i];

		/* Ids are unique, or the first would hide the others. */
		FUZZ_CHECK(cu_did_document_find(document, method->id) == method);
		FUZZ_CHECK(method->key.type == CU_KEY_NONE || method->key.octets.p);
	}
}

/* Two versions at times that the octets of the input give. */
static void
check_history(const cu_did_document *document, cu_slice input)
{
	cu_did_version versions[3] = {{0}};
	cu_did_history history = {.versions = versions, .version_count = 3};
	cu_instant	at = input.n % 8;

	for (size_t i = 0; i < 3; i++)
	{
		unsigned	octet = input.n > i ? (unsigned char) input.p[i] : 0;

		versions[i].valid_from = octet % 8;
		versions[i].valid_until = octet & 8 ? (octet >> 4) % 8 :
			CU_INSTANT_MAX;
		versions[i].recorded_at = (cu_instant) i;
		versions[i].document = octet & 128 ? document : NULL;
	}
	for (cu_instant known = 0; known < 4; known++)
	{
		bool		assumed;
		const cu_did_version *found = cu_did_history_at(&history, at, known,
														&assumed);

		FUZZ_CHECK(!assumed || found != NULL);
		if (found == NULL)
			continue;
		FUZZ_CHECK(found->recorded_at <= known);
		FUZZ_CHECK(assumed == (found->valid_from > at));
		FUZZ_CHECK(assumed || found->document == NULL ||
				   at < found->valid_until);
	}
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	const cu_json *json;
	cu_did_document document;
	cu_status	status = cu_json_parse(ctx, input, &json);

	if (status == CU_OK)
		status = cu_did_document_read(ctx, json, &document);
	if (status != CU_OK)
		return status;
	check_document(&document);
	check_history(&document, input);
	return CU_OK;
}
