/*
 * fuzz_stored.c
 *		Stored values that storage has spoilt: read, or found corrupt.
 */
#include "fuzz.h"

#include "../../src/core/credential.h"

#define DOCUMENT \
	"{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":" \
	"[\"VerifiableCredential\",\"X\"],\"issuer\":\"did:web:a\",\"id\":" \
	"\"urn:x:1\",\"validFrom\":\"2024-01-01T00:00:00Z\",\"validUntil\":" \
	"\"2024-02-01T00:00:00Z\",\"credentialSubject\":{\"a\":1}}"

const char *const fuzz_seeds[] = {"", NULL};

static void
prepare(void)
{
	cu_host		host;
	cu_ctx		ctx;
	cu_credential c;
	cu_buf		stored;

	FUZZ_CHECK(cu_crypto_init());
	cu_host_malloc(&host);
	cu_ctx_init(&ctx, &host);
	FUZZ_CHECK(cu_credential_read(&ctx, CU_LIT(DOCUMENT), &c) == CU_OK);
	cu_buf_init(&stored, &ctx);
	FUZZ_CHECK(cu_credential_store(&stored, &c) == CU_OK);
	fuzz_seed("stored", cu_buf_slice(&stored));
	cu_ctx_free(&ctx);
}

void		(*const fuzz_prepare) (void) = prepare;

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_summary	summary;
	cu_credential c;
	cu_slice	octets;
	cu_slice	digest;
	size_t		size = 0;
	bool		digested = cu_stored_digest(input, &digest);
	cu_status	measured = cu_stored_header_size(ctx, input, &size);
	cu_status	summarized = cu_stored_summary(ctx, input, &summary);
	cu_status	opened;

	FUZZ_TRY(summarized);
	FUZZ_CHECK(digested || measured == CU_CORRUPT);
	FUZZ_CHECK(measured == CU_OK || summarized == CU_CORRUPT);
	FUZZ_CHECK(summarized == CU_OK || summarized == CU_CORRUPT);
	if (summarized == CU_OK)
	{
		FUZZ_CHECK(cu_form_name(summary.form) != NULL);
		FUZZ_CHECK(size <= input.n);
	}
	FUZZ_CHECK((cu_stored_octets(ctx, input, &octets) == CU_OK) ==
			   (measured == CU_OK && size <= input.n));
	opened = cu_credential_open(ctx, input, &c);
	FUZZ_TRY(opened);
	FUZZ_CHECK(opened == CU_OK || opened == CU_CORRUPT ||
			   cu_status_class(opened) == CU_CLASS_LIMIT);
	if (opened == CU_OK)
		FUZZ_CHECK(cu_slice_eq(c.octets, octets));
	return opened;
}
