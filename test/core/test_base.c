/*
 * test_base.c
 *		Base encodings: vectors of RFC 4648 and draft-msporny-base58, and what
 *		strict decoders refuse.
 */
#include "test.h"

#include "../../src/core/base.h"

typedef cu_slice (*encoder) (cu_ctx *ctx, cu_slice octets);
typedef cu_status (*decoder) (cu_ctx *ctx, cu_slice text, cu_slice *octets);

typedef struct base
{
	const char *name;
	encoder		encode;
	decoder		decode;
} base;

static const base base16 = {"base16", cu_base16_encode, cu_base16_decode};
static const base base32 = {"base32", cu_base32_encode, cu_base32_decode};
static const base base58 = {"base58", cu_base58_encode, cu_base58_decode};
static const base base64 = {"base64", cu_base64_encode, cu_base64_decode};
static const base base64url = {
	"base64url", cu_base64url_encode, cu_base64url_decode
};

typedef struct vector
{
	const base *base;
	cu_slice	octets;
	cu_slice	text;
} vector;

#define S(literal) {literal, sizeof(literal) - 1}

static const vector vectors[] = {
	{&base16, S(""), S("")},
	{&base16, S("f"), S("66")},
	{&base16, S("foobar"), S("666f6f626172")},
	{&base16, S("\x00\x7f\x80\xff"), S("007f80ff")},
	{&base32, S(""), S("")},
	{&base32, S("f"), S("my")},
	{&base32, S("fo"), S("mzxq")},
	{&base32, S("foo"), S("mzxw6")},
	{&base32, S("foob"), S("mzxw6yq")},
	{&base32, S("fooba"), S("mzxw6ytb")},
	{&base32, S("foobar"), S("mzxw6ytboi")},
	{&base32, S("\xff\xff\xff\xff\xff\xff"), S("7777777774")},
	{&base58, S(""), S("")},
	{&base58, S("\x00"), S("1")},
	{&base58, S("\x00\x00\x00"), S("111")},
	{&base58, S("Hello World!"), S("2NEpo7TZRRrLZSi2U")},
	{&base58, S("The quick brown fox jumps over the lazy dog."),
	S("USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")},
	{&base58, S("\x00\x00\x28\x7f\xb4\xcd"), S("11233QC4")},
	{&base58, S("\xff\xff\xff\xff"), S("7YXq9G")},
	{&base58, S("\x01\x00\x00\x00\x00\x00\x00\x00\x00"), S("jpXCZedGfVR")},
	{&base64, S(""), S("")},
	{&base64, S("f"), S("Zg==")},
	{&base64, S("fo"), S("Zm8=")},
	{&base64, S("foo"), S("Zm9v")},
	{&base64, S("foob"), S("Zm9vYg==")},
	{&base64, S("fooba"), S("Zm9vYmE=")},
	{&base64, S("foobar"), S("Zm9vYmFy")},
	{&base64, S("\xfb\xff\xbf"), S("+/+/")},
	{&base64url, S(""), S("")},
	{&base64url, S("f"), S("Zg")},
	{&base64url, S("fo"), S("Zm8")},
	{&base64url, S("foo"), S("Zm9v")},
	{&base64url, S("foob"), S("Zm9vYg")},
	{&base64url, S("fooba"), S("Zm9vYmE")},
	{&base64url, S("foobar"), S("Zm9vYmFy")},
	{&base64url, S("\xfb\xff\xbf"), S("-_-_")}
};

TEST(vectors_both_ways)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
	{
		const vector *v = &vectors[i];
		cu_slice	octets;
		cu_slice	text;

		test_row(v->base->name);
		text = v->base->encode(ctx, v->octets);
		REQUIRE(text.p != NULL);
		CHECK_SLICES(text, v->text);
		REQUIRE_OK(v->base->decode(ctx, v->text, &octets));
		CHECK_SLICES(octets, v->octets);
	}
}

typedef struct refusal
{
	const base *base;
	cu_slice	text;
	size_t		offset;
} refusal;

static const refusal refusals[] = {
	{&base16, S("6"), 1},
	{&base16, S("6g"), 1},
	{&base16, S("66 6f"), 2},
	{&base16, S("666"), 3},
	{&base16, S("\xc3\xa9"), 0},
	{&base32, S("m"), 1},		/* 1, 3 and 6 characters over */
	{&base32, S("mzx"), 3},
	{&base32, S("mzxw6y"), 6},
	{&base32, S("mz"), 1},		/* bits left over */
	{&base32, S("mzxr"), 3},
	{&base32, S("mzxw7"), 4},
	{&base32, S("mzxw6yr"), 6},
	{&base32, S("my======"), 2},
	{&base32, S("m1"), 1},
	{&base32, S("m8"), 1},
	{&base58, S("0"), 0},
	{&base58, S("2NEpo7TZRRrLZSi2UO"), 17},
	{&base58, S("1I"), 1},
	{&base58, S("zl"), 1},
	{&base58, S("111 "), 3},
	{&base58, S("z\x80"), 1},
	{&base58, S("z\0"), 1},
	{&base64, S("Zg"), 2},		/* padding is not complete */
	{&base64, S("Zg="), 3},
	{&base64, S("Zm9"), 3},
	{&base64, S("Zh=="), 1},	/* bits left over */
	{&base64, S("Zm9="), 2},
	{&base64, S("===="), 0},
	{&base64, S("Z==="), 1},
	{&base64, S("Zg==Zg=="), 2},
	{&base64, S("Zm9v\nZm9"), 4},
	{&base64, S("-_-_"), 0},
	{&base64url, S("Z"), 1},
	{&base64url, S("Zm9vY"), 5},
	{&base64url, S("Zm9v*"), 4},
	{&base64url, S("Zg=="), 2},
	{&base64url, S("Zh"), 1},
	{&base64url, S("Zm9"), 2},
	{&base64url, S("Zm9v*m"), 4},
	{&base64url, S("Zm9vZ*"), 5},
	{&base64url, S("Zm9vZm*"), 6},
	{&base64url, S("+/+/"), 0},
	{&base64url, S("Zm9v Zm9v"), 4},
	{&base64url, S("Zm\0v"), 2},
	{&base64url, S("Zm\xffv"), 2}
};

TEST(refuses_with_the_offset)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
	{
		const refusal *r = &refusals[i];
		cu_slice	octets;

		test_row(r->text.p);
		CHECK_STATUS(r->base->decode(ctx, r->text, &octets), CU_BAD_BASE);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, r->offset);
	}
}

TEST(takes_both_cases_of_hexadecimal_and_base32)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	octets;

	REQUIRE_OK(cu_base16_decode(ctx, CU_LIT("aBCdEF"), &octets));
	CHECK_SLICE(octets, "\xab\xcd\xef");
	REQUIRE_OK(cu_base32_decode(ctx, CU_LIT("MZxw6YTB"), &octets));
	CHECK_SLICE(octets, "fooba");
}

/* Octets of every length to 200, of several kinds, there and back. */
static void
round_trip(cu_ctx *ctx, const base *b, unsigned kind)
{
	char		octets[200];
	uint32_t	state = 12345 + kind;

	for (size_t n = 0; n <= sizeof(octets); n++)
	{
		cu_slice	in = cu_slice_make(octets, n);
		cu_slice	text;
		cu_slice	back;

		for (size_t i = 0; i < n; i++)
		{
			state = state * 1103515245 + 12345;
			octets[i] = kind == 0 ? 0 : kind == 1 ? (char) 0xff :
				(char) (state >> 16);
		}
		text = b->encode(ctx, in);
		REQUIRE(text.p != NULL);
		REQUIRE_OK(b->decode(ctx, text, &back));
		if (!CHECK_SLICES(back, in))
			return;
	}
}

TEST(round_trips)
{
	static const base *const all[] = {
		&base16, &base32, &base58, &base64, &base64url
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
	{
		test_row(all[i]->name);
		for (unsigned kind = 0; kind < 3; kind++)
			round_trip(ctx, all[i], kind);
	}
}

/*
 * Strict: of all short texts, those that are read are those that are written,
 * so no octets have two texts.
 */
TEST(reads_only_what_it_writes)
{
	static const base *const all[] = {&base58, &base64, &base64url};
	static const char characters[] = "AQgwxyz12048-_+/=.";
	cu_ctx	   *ctx = test_ctx();
	unsigned	read = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
	{
		uint32_t	state = 99;

		test_row(all[i]->name);
		for (unsigned k = 0; k < 5000; k++)
		{
			char		text[8];
			size_t		n = k % 6;
			cu_slice	octets;
			cu_slice	again;
			cu_mark		mark = cu_arena_mark(ctx);

			for (size_t c = 0; c < n; c++)
			{
				state = state * 1103515245 + 12345;
				text[c] = characters[(state >> 16) % (sizeof(characters) - 1)];
			}
			if (all[i]->decode(ctx, cu_slice_make(text, n), &octets) == CU_OK)
			{
				read++;
				again = all[i]->encode(ctx, octets);
				REQUIRE(again.p != NULL);
				if (!CHECK_SLICES(again, cu_slice_make(text, n)))
					return;
			}
			cu_arena_rewind(ctx, mark);
		}
	}
	CHECK(read > 1000);
}

/* The limit is on the text, exactly. */
TEST(bounds_base58)
{
	static char big[CU_BASE58_MAX + 1];
	cu_ctx	   *ctx = test_ctx();
	cu_slice	octets;
	cu_slice	text;

	memset(big, 'z', sizeof(big));
	REQUIRE_OK(cu_base58_decode(ctx, cu_slice_make(big, CU_BASE58_MAX),
								&octets));
	text = cu_base58_encode(ctx, octets);
	REQUIRE(text.p != NULL);
	CHECK_SLICES(text, cu_slice_make(big, CU_BASE58_MAX));
	CHECK_STATUS(cu_base58_decode(ctx, cu_slice_make(big, sizeof(big)),
								  &octets), CU_LIMIT_SIZE);
	CHECK_EQ_INT(ctx->error.offset, CU_BASE58_MAX);

	memset(big, 0xff, sizeof(big));
	CHECK(cu_base58_encode(ctx, cu_slice_make(big, 5999)).p == NULL);
	CHECK_STATUS(ctx->error.status, CU_LIMIT_SIZE);
	CHECK(cu_base58_encode(ctx, cu_slice_make(big, sizeof(big))).p == NULL);
	CHECK_STATUS(ctx->error.status, CU_LIMIT_SIZE);

	memset(big, 0, sizeof(big));
	text = cu_base58_encode(ctx, cu_slice_make(big, CU_BASE58_MAX));
	REQUIRE(text.p != NULL);
	CHECK_EQ_INT(text.n, CU_BASE58_MAX);
	CHECK(cu_base58_encode(ctx, cu_slice_make(big, sizeof(big))).p == NULL);
	CHECK_STATUS(ctx->error.status, CU_LIMIT_SIZE);
}

const cu_test cu_tests_base[] = {
	{"vectors_both_ways", vectors_both_ways},
	{"refuses_with_the_offset", refuses_with_the_offset},
	{"takes_both_cases_of_hexadecimal_and_base32",
	takes_both_cases_of_hexadecimal_and_base32},
	{"round_trips", round_trips},
	{"reads_only_what_it_writes", reads_only_what_it_writes},
	{"bounds_base58", bounds_base58},
	{NULL, NULL}
};
