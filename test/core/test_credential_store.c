/*
 * test_credential_store.c
 *		The stored value of a credential: its octets, and what is refused.
 */
#include "signing.h"

#include "../../src/core/base.h"
#include "../../src/core/credential.h"

#define V2 "\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]"
#define CERTIFICATE \
	"{" V2 ",\"id\":\"urn:uuid:1\",\"type\":[\"VerifiableCredential\"," \
	"\"MillTestReport\"],\"issuer\":\"did:web:mill.example\"," \
	"\"validFrom\":\"2024-01-01T00:00:00Z\"," \
	"\"validUntil\":\"2025-01-01T00:00:00Z\"," \
	"\"credentialSubject\":{\"heat\":\"61316\"}}"

static cu_status
store(cu_ctx *ctx, cu_slice octets, cu_slice *stored)
{
	cu_credential c;
	cu_buf		buf;

	CU_TRY(cu_credential_read(ctx, octets, &c));
	cu_buf_init(&buf, ctx);
	CU_TRY(cu_credential_store(&buf, &c));
	*stored = cu_buf_slice(&buf);
	return CU_OK;
}

TEST(pins_the_stored_format)
{
	static const char text[] =
		"{\"type\":\"VerifiableCredential\",\"issuer\":\"i:x\","
		"\"@context\":\"https://www.w3.org/2018/credentials/v1\","
		"\"issuanceDate\":\"2000-01-01T00:00:00.000258Z\","
		"\"credentialSubject\":{}}";
	cu_ctx	   *ctx = test_ctx();
	cu_slice	stored;
	cu_slice	hex;

	REQUIRE_OK(store(ctx, CU_LIT(text), &stored));
	REQUIRE(stored.n > 100);
	hex = cu_base16_encode(ctx, cu_slice_make(stored.p, 4));
	REQUIRE(hex.p != NULL);
	CHECK_SLICE(hex, "01010a00");
	hex = cu_base16_encode(ctx, cu_slice_make(stored.p + 4, 64));
	REQUIRE(hex.p != NULL);
	/* Both computed with Python's hashlib. */
	CHECK_SLICE(hex,
				"1a56343653b8c6bb1b78f31925ede12d88bf2c22558507e5800495d971c16f9e"
				"c7f8afce23242da52dea21082fd4f49c2e408b5c25808a1be5f279fa1a2cffa5");
	hex = cu_base16_encode(ctx, cu_slice_make(stored.p + 68, 51));
	REQUIRE(hex.p != NULL);
	CHECK_SLICE(hex, "0000000000000102" "0000000000000000" "00000077"
				"0003" "693a78" "0000" "0001" "0014"
				"56657269666961626c6543726564656e7469616c");
	CHECK_SLICES(cu_slice_from(stored, 0x77), CU_LIT(text));
}

TEST(reads_back_what_it_stored)
{
	cu_ctx	   *ctx = test_ctx();
	signer		mill;
	cu_slice	token;
	cu_slice	stored;
	cu_slice	octets;
	cu_summary	s;
	cu_credential c;
	cu_credential opened;
	size_t		size;

	REQUIRE_OK(make_signer(ctx, MILL_JWK, &mill));
	REQUIRE_OK(sign_token(ctx, &mill, mill.method, "", CU_LIT(CERTIFICATE),
						  &token));
	REQUIRE_OK(cu_credential_read(ctx, token, &c));
	REQUIRE_OK(store(ctx, token, &stored));
	REQUIRE_OK(cu_stored_header_size(ctx, stored, &size));
	REQUIRE_OK(cu_stored_octets(ctx, stored, &octets));
	CHECK_SLICES(octets, token);
	REQUIRE_OK(cu_stored_summary(ctx, cu_slice_make(stored.p, size), &s));
	CHECK_EQ_INT(s.form, c.summary.form);
	CHECK_EQ_INT(s.model, 2);
	CHECK(memcmp(s.digest, c.summary.digest, CU_SHA256_SIZE) == 0);
	CHECK(memcmp(s.content_digest, c.summary.content_digest,
				 CU_SHA256_SIZE) == 0);
	CHECK_SLICES(s.id, c.summary.id);
	CHECK_SLICES(s.issuer, c.summary.issuer);
	CHECK_EQ_INT(s.type_count, 2);
	CHECK_SLICE(s.types[0], "VerifiableCredential");
	CHECK_SLICE(s.types[1], "MillTestReport");
	CHECK_EQ_INT(s.valid_from, c.summary.valid_from);
	CHECK_EQ_INT(s.valid_until, c.summary.valid_until);
	REQUIRE_OK(cu_credential_open(ctx, stored, &opened));
	CHECK(!opened.digested);
	CHECK(memcmp(opened.summary.digest, c.summary.digest,
				 CU_SHA256_SIZE) == 0);
	CHECK(test_json_equal(opened.claims, c.claims));
}

/* Every octet of the header that is changed to what cannot be is noticed. */
TEST(tells_corruption)
{
	static const struct
	{
		size_t		at;
		uint8_t		value;
	}			rows[] = {
		{0, 0}, {0, 2}, {1, 0}, {1, 7}, {2, 0x17}, {2, 0x87}, {2, 3}, {2, 5},
		{2, 6}, {3, 1}, {84, 1}, {87, 0}, {87, 93}, {87, 161}, {87, 163}, {88, 1},
		{89, 255}
	};
	cu_ctx	   *ctx = test_ctx();
	cu_slice	stored;

	REQUIRE_OK(store(ctx, CU_LIT(CERTIFICATE), &stored));
	CHECK_EQ_INT(stored.p[2], 7);
	CHECK_EQ_INT((uint8_t) stored.p[87], 162);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		uint8_t    *octet = (uint8_t *) stored.p + rows[i].at;
		uint8_t		old = *octet;
		cu_summary	s;

		*octet = rows[i].value;
		CHECK_STATUS(cu_stored_summary(ctx, stored, &s), CU_CORRUPT);
		*octet = old;
	}
	for (size_t n = 0; n < stored.n; n++)
	{
		cu_slice	cut = cu_slice_make(stored.p, n);
		cu_credential c;
		cu_status	status = cu_credential_open(ctx, cut, &c);

		if (status == CU_OUT_OF_MEMORY)
			return;
		if (!CHECK_STATUS(status, CU_CORRUPT))
			return;
	}
}

TEST(refuses_to_store_what_does_not_fit)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		text;
	cu_slice	stored;
	cu_credential c;

	cu_buf_init(&text, ctx);
	cu_buf_add_cstr(&text, "{" V2 ",\"type\":\"VerifiableCredential\","
					"\"credentialSubject\":{},\"issuer\":\"");
	for (int i = 0; i < 65535; i++)
		cu_buf_add_char(&text, 'x');
	cu_buf_add_cstr(&text, "\"}");
	REQUIRE_OK(cu_buf_status(&text));
	REQUIRE_OK(store(ctx, cu_buf_slice(&text), &stored));
	text.n -= 2;
	cu_buf_add_cstr(&text, "x\"}");
	/* Refused when it is read: then its octets are kept as they are. */
	CHECK_STATUS(cu_credential_read(ctx, cu_buf_slice(&text), &c),
				 CU_LIMIT_SIZE);
}

const cu_test cu_tests_credential_store[] = {
	{"pins_the_stored_format", pins_the_stored_format},
	{"reads_back_what_it_stored", reads_back_what_it_stored},
	{"tells_corruption", tells_corruption},
	{"refuses_to_store_what_does_not_fit",
	refuses_to_store_what_does_not_fit},
	{NULL, NULL}
};
