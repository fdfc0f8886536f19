/*
 * test_digest.c
 *		SHA-2 against the examples of FIPS 180-4.
 */
#include "test.h"

#include "../../src/core/base.h"
#include "../../src/core/digest.h"

typedef struct digest_row
{
	const char *label;
	cu_hash		hash;
	cu_slice	input;
	const char *digest;
} digest_row;

static const digest_row rows[] = {
	{"SHA-256 of nothing", CU_SHA256, {NULL, 0},
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"SHA-256 of abc", CU_SHA256, {"abc", 3},
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"SHA-256 of two blocks", CU_SHA256,
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56},
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"SHA-384 of abc", CU_SHA384, {"abc", 3},
		"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
		"8086072ba1e7cc2358baeca134c825a7"},
	{"SHA-512 of abc", CU_SHA512, {"abc", 3},
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"}
};

TEST(matches_published_digests)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		uint8_t		out[CU_SHA512_SIZE];
		cu_slice	hex;

		test_row(rows[i].label);
		CHECK(cu_digest(rows[i].hash, rows[i].input, out));
		hex = cu_base16_encode(ctx, cu_slice_make(out,
												  cu_hash_size(rows[i].hash)));
		REQUIRE(hex.p != NULL);
		CHECK_SLICES(hex, cu_slice_cstr(rows[i].digest));
	}
}

TEST(reads_long_input)
{
	cu_ctx	   *ctx = test_ctx();
	char	   *a = cu_alloc(ctx, 1000000);
	uint8_t		out[CU_SHA256_SIZE];
	cu_slice	hex;

	REQUIRE(a != NULL);
	memset(a, 'a', 1000000);
	CHECK(cu_digest(CU_SHA256, cu_slice_make(a, 1000000), out));
	hex = cu_base16_encode(ctx, cu_slice_make(out, sizeof(out)));
	REQUIRE(hex.p != NULL);
	CHECK_SLICE(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
				"f1809a48a497200e046d39ccc7112cd0");
}

const cu_test cu_tests_digest[] = {
	{"matches_published_digests", matches_published_digests},
	{"reads_long_input", reads_long_input},
	{NULL, NULL}
};
