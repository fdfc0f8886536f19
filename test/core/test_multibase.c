/*
 * test_multibase.c
 *		Multibase prefixes, varints, and the codes of keys.
 */
#include "test.h"

#include "../../src/core/base.h"
#include "../../src/core/multibase.h"

#define S(literal) {literal, sizeof(literal) - 1}

/* One text in every base. */
static const cu_slice texts[] = {
	S("f796573206d616e692021"), S("F796573206D616E692021"),
	S("bpfsxgidnmfxgsibb"), S("z7paNL19xttacUY"), S("ueWVzIG1hbmkgIQ"),
	S("meWVzIG1hbmkgIQ"), S("MeWVzIG1hbmkgIQ=="), S("UeWVzIG1hbmkgIQ==")
};

TEST(reads_every_prefix)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		cu_slice	octets;

		test_row(texts[i].p);
		REQUIRE_OK(cu_multibase_decode(ctx, texts[i], &octets));
		CHECK_SLICE(octets, "yes mani !");
	}
}

TEST(writes_five_prefixes)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		char		prefix = texts[i].p[0];
		cu_slice	text;

		test_row(texts[i].p);
		text = cu_multibase_encode(ctx, prefix, CU_LIT("yes mani !"));
		if (strchr("FMU", prefix))
		{
			CHECK(text.p == NULL);
			CHECK_STATUS(ctx->error.status, CU_BAD_ARGUMENT);
			continue;
		}
		REQUIRE(text.p != NULL);
		CHECK_SLICES(text, texts[i]);
	}
	CHECK(cu_multibase_encode(ctx, 'x', CU_LIT("")).p == NULL);
}

TEST(refuses_with_the_offset_in_the_whole_text)
{
	static const struct
	{
		cu_slice	text;
		size_t		offset;
	}			bad[] = {
		{S(""), 0}, {S("x00"), 0}, {S("\xf0\x9f\x9a\x80"), 0}, {S("k2lcpzo"), 0},
		{S("z7paNL19xttac0Y"), 13}, {S("uZh"), 2}, {S("uZg=="), 3},
		{S("mZg=="), 3}, {S("MZg"), 3}, {S("U_-=="), 2}, {S("f6"), 2},
		{S("bm"), 2}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		cu_slice	octets;

		test_row(bad[i].text.p);
		CHECK_STATUS(cu_multibase_decode(ctx, bad[i].text, &octets),
					 CU_BAD_MULTIBASE);
		CHECK_EQ_INT(ctx->error.offset, bad[i].offset);
	}
}

TEST(base58_limit_stays_a_limit)
{
	static char text[CU_BASE58_MAX + 2];
	cu_slice	octets;

	memset(text, 'z', sizeof(text));
	CHECK_STATUS(cu_multibase_decode(test_ctx(),
									 cu_slice_make(text, sizeof(text)),
									 &octets), CU_LIMIT_SIZE);
}

TEST(varints)
{
	static const struct
	{
		cu_slice	octets;
		uint64_t	value;
	}			good[] = {
		{S("\x00"), 0}, {S("\x01"), 1}, {S("\x7f"), 127},
		{S("\x80\x01"), 128}, {S("\xff\x01"), 255}, {S("\xac\x02"), 300},
		{S("\x80\x80\x01"), 16384}, {S("\xed\x01"), CU_CODEC_ED25519_PUB},
		{S("\x80\x24"), CU_CODEC_P256_PUB}, {S("\x81\x24"), CU_CODEC_P384_PUB},
		{S("\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), UINT64_MAX >> 1}
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
	{
		char		out[10];
		uint64_t	value = 0;

		CHECK_EQ_INT(cu_varint_read(good[i].octets, &value), good[i].octets.n);
		CHECK_EQ_INT(value, good[i].value);
		CHECK_SLICES(cu_slice_make(out, cu_varint_write(value, out)),
					 good[i].octets);
		/* Cut short, it is none. */
		CHECK_EQ_INT(cu_varint_read(cu_slice_make(good[i].octets.p,
												  good[i].octets.n - 1),
									&value), 0);
	}
}

TEST(varint_stops_at_its_end)
{
	uint64_t	value = 0;

	CHECK_EQ_INT(cu_varint_read(CU_LIT("\xed\x01\xff\xff"), &value), 2);
	CHECK_EQ_INT(value, 0xed);
}

TEST(refuses_bad_varints)
{
	static const cu_slice bad[] = {
		S(""), S("\x80"), S("\x80\x00"), S("\x81\x00"), S("\xff\x80\x00"),
		S("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
		S("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	};
	uint64_t	value;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_EQ_INT(cu_varint_read(bad[i], &value), 0);
}

TEST(writes_the_largest_varint)
{
	char		out[10];

	CHECK_SLICE(cu_slice_make(out, cu_varint_write(UINT64_MAX, out)),
				"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(names_codes)
{
	CHECK_SLICE(cu_slice_cstr(cu_multicodec_name(0xed)), "ed25519-pub");
	CHECK_SLICE(cu_slice_cstr(cu_multicodec_name(0x1201)), "p384-pub");
	CHECK(cu_multicodec_name(0) == NULL);
	CHECK(cu_multicodec_name(UINT64_MAX) == NULL);
}

const cu_test cu_tests_multibase[] = {
	{"reads_every_prefix", reads_every_prefix},
	{"writes_five_prefixes", writes_five_prefixes},
	{"refuses_with_the_offset_in_the_whole_text",
	refuses_with_the_offset_in_the_whole_text},
	{"base58_limit_stays_a_limit", base58_limit_stays_a_limit},
	{"varints", varints},
	{"varint_stops_at_its_end", varint_stops_at_its_end},
	{"refuses_bad_varints", refuses_bad_varints},
	{"writes_the_largest_varint", writes_the_largest_varint},
	{"names_codes", names_codes},
	{NULL, NULL}
};
