/*
 * test_json.c
 *		The JSON reader: what it takes, what it refuses and where.
 */
#include "test.h"

#include "../../src/core/json.h"
#include "../../src/core/json_names.h"

#define S(literal) {literal, sizeof(literal) - 1}

/* The text read and written again, so that a table can say what came out. */
static cu_slice
rewrite(cu_ctx *ctx, cu_slice text)
{
	const cu_json *value;
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	if (cu_json_parse(ctx, text, &value) != CU_OK)
		return cu_slice_make(NULL, 0);
	cu_json_write(&buf, value);
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

TEST(reads)
{
	static const struct
	{
		cu_slice	text;
		cu_slice	written;
	}			rows[] = {
		{S("null"), S("null")},
		{S(" true "), S("true")},
		{S("\t\r\n false"), S("false")},
		{S("0"), S("0")},
		{S("-0"), S("-0")},
		{S("-12.50e+003"), S("-12.50e+003")},
		{S("1E5"), S("1E5")},
		{S("\"\""), S("\"\"")},
		{S("[]"), S("[]")},
		{S("{}"), S("{}")},
		{S("[ ]"), S("[]")},
		{S("{ }"), S("{}")},
		{S("[1 , [2,[]] ,{}, {\"a\" : [ ]}]"), S("[1,[2,[]],{},{\"a\":[]}]")},
		{S("{\"b\":1,\"a\":{\"b\":2}}"), S("{\"b\":1,\"a\":{\"b\":2}}")},
		{S("{\"\":0}"), S("{\"\":0}")},
		{S("{\n        \"a\"         :        [\n                1\n]}"),
		S("{\"a\":[1]}")},
		{S("\"\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\""),
		S("\"A/\\\"\\\\\\b\\f\\n\\r\\t\"")},
		{S("\"\\u001f\\u007F\""), S("\"\\u001f\x7f\"")},
		{S("\"\\u00e9\\u20AC\\uD83D\\uDE00\""),
		S("\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"")},
		{S("\"\xc3\xa9 and \xf0\x9f\x98\x80, \xef\xbf\xbf\""),
		S("\"\xc3\xa9 and \xf0\x9f\x98\x80, \xef\xbf\xbf\"")},
		{S("\"\\uFEFF\\uFFFE\""), S("\"\xef\xbb\xbf\xef\xbf\xbe\"")},
		{S("\"no mark until behind the first word\\n\""),
		S("\"no mark until behind the first word\\n\"")},
		{S("[1e-400,123456789012345678901234567890]"),
		S("[1e-400,123456789012345678901234567890]")},
		{S("[\"a\",\"a\",{\"a\":1},{\"a\":1}]"),
		S("[\"a\",\"a\",{\"a\":1},{\"a\":1}]")}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	written = rewrite(ctx, rows[i].text);

		test_row(rows[i].text.p);
		REQUIRE(written.p != NULL);
		CHECK_SLICES(written, rows[i].written);
	}
}

typedef struct refusal
{
	cu_slice	text;
	cu_status	status;
	size_t		offset;
} refusal;

static const refusal refusals[] = {
	{S(""), CU_BAD_JSON, 0},
	{S("  "), CU_BAD_JSON, 2},
	{S("nul"), CU_BAD_JSON, 0},
	{S("[nulL]"), CU_BAD_JSON, 1},
	{S("True"), CU_BAD_JSON, 0},
	{S("nullx"), CU_BAD_JSON, 4},
	{S("1 2"), CU_BAD_JSON, 2},
	{S("\xef\xbb\xbf{}"), CU_BAD_JSON, 0},
	{S("{}\0"), CU_BAD_JSON, 2},
	{S("\f1"), CU_BAD_JSON, 0},
	{S("\xc2\xa0" "1"), CU_BAD_JSON, 0},
	{S("// no"), CU_BAD_JSON, 0},
	/* arrays and objects */
	{S("["), CU_BAD_JSON, 1},
	{S("[1"), CU_BAD_JSON, 2},
	{S("[1,"), CU_BAD_JSON, 3},
	{S("[1,]"), CU_BAD_JSON, 3},
	{S("[,1]"), CU_BAD_JSON, 1},
	{S("[1 2]"), CU_BAD_JSON, 3},
	{S("[1}"), CU_BAD_JSON, 2},
	{S("]"), CU_BAD_JSON, 0},
	{S("[1]]"), CU_BAD_JSON, 3},
	{S("{"), CU_BAD_JSON, 1},
	{S("{1:2}"), CU_BAD_JSON, 1},
	{S("{a:2}"), CU_BAD_JSON, 1},
	{S("{\"a\""), CU_BAD_JSON, 4},
	{S("{\"a\" 1}"), CU_BAD_JSON, 5},
	{S("{\"a\":}"), CU_BAD_JSON, 5},
	{S("{\"a\":1"), CU_BAD_JSON, 6},
	{S("{\"a\":1,}"), CU_BAD_JSON, 7},
	{S("{\"a\":1]"), CU_BAD_JSON, 6},
	{S("{\"a\":1 \"b\":2}"), CU_BAD_JSON, 7},
	{S("{'a':1}"), CU_BAD_JSON, 1},
	/* numbers */
	{S("-"), CU_BAD_JSON, 1},
	{S("[-]"), CU_BAD_JSON, 2},
	{S("+1"), CU_BAD_JSON, 0},
	{S("01"), CU_BAD_JSON, 1},
	{S("-01"), CU_BAD_JSON, 2},
	{S(".5"), CU_BAD_JSON, 0},
	{S("1."), CU_BAD_JSON, 2},
	{S("[1.]"), CU_BAD_JSON, 3},
	{S("[1.e5]"), CU_BAD_JSON, 3},
	{S("[1e]"), CU_BAD_JSON, 3},
	{S("[1e+]"), CU_BAD_JSON, 4},
	{S("0x10"), CU_BAD_JSON, 1},
	{S("1_000"), CU_BAD_JSON, 1},
	{S("NaN"), CU_BAD_JSON, 0},
	{S("-Infinity"), CU_BAD_JSON, 1},
	{S("[0, 1e400]"), CU_BAD_NUMBER, 4},
	{S("-1e400"), CU_BAD_NUMBER, 0},
	{S("1.7976931348623159e308"), CU_BAD_NUMBER, 0},
	{S("1e99999999999999999999999"), CU_BAD_NUMBER, 0},
	/* strings */
	{S("\""), CU_BAD_JSON, 1},
	{S("\"abc"), CU_BAD_JSON, 4},
	{S("\"abc\\"), CU_BAD_JSON, 5},
	{S("\"abc\\\""), CU_BAD_JSON, 6},
	{S("\"a\nb\""), CU_BAD_JSON, 2},
	{S("\"a\0b\""), CU_BAD_JSON, 2},
	{S("\"0123456789\x1f\""), CU_BAD_JSON, 11},
	{S("\"a\\x\""), CU_BAD_JSON, 2},
	{S("\"a\\'\""), CU_BAD_JSON, 2},
	{S("\"\\U0041\""), CU_BAD_JSON, 1},
	{S("\"\\u12\""), CU_BAD_JSON, 5},
	{S("\"\\u12g4\""), CU_BAD_JSON, 5},
	{S("\"\\u12"), CU_BAD_JSON, 5},
	{S("\"\\u +12\""), CU_BAD_JSON, 3},
	{S("\"a\\u0000\""), CU_BAD_JSON, 2},
	{S("\"a\\ud800\""), CU_BAD_JSON, 2},
	{S("\"a\\udc00\""), CU_BAD_JSON, 2},
	{S("\"\\ud800\\ud800\""), CU_BAD_JSON, 1},
	{S("\"\\ud800\\n\""), CU_BAD_JSON, 1},
	{S("\"\\ud800\\u12\""), CU_BAD_JSON, 11},
	{S("\"\\udc00\\ud800\""), CU_BAD_JSON, 1},
	{S("\"\\ud800x\""), CU_BAD_JSON, 1},
	{S("{\"\\ud800\":1}"), CU_BAD_JSON, 2},
	{S("\"ok\xff\""), CU_BAD_UTF8, 3},
	{S("\"\xc0\x80\""), CU_BAD_UTF8, 1},
	{S("\"\xed\xa0\x80\""), CU_BAD_UTF8, 1},
	{S("\"\xf4\x90\x80\x80\""), CU_BAD_UTF8, 1},
	{S("\"0123456789\xe2\x82\""), CU_BAD_UTF8, 11},
	{S("\"\xe2\x82"), CU_BAD_UTF8, 1},
	{S("{\"\x80\":1}"), CU_BAD_UTF8, 2},
	/* names */
	{S("{\"a\":1,\"a\":2}"), CU_DUPLICATE_KEY, 7},
	{S("{\"a\":1,\"b\":2 , \"a\"\n: [3]}"), CU_DUPLICATE_KEY, 15},
	{S("{\"a\":1,\"\\u0061\":1}"), CU_DUPLICATE_KEY, 7},
	{S("{\"\":1,\"\":1}"), CU_DUPLICATE_KEY, 6},
	{S("{\"\\\"\":1,\"\\\"\":\"\\\"\"}"), CU_DUPLICATE_KEY, 8},
	{S("{\"\\\\\":1,\"\\\\\":1}"), CU_DUPLICATE_KEY, 8},
	{S("{\"x\\\\\\\"y\":1,\"x\\\\\\\"y\":1}"), CU_DUPLICATE_KEY, 12},
	{S("[{\"o\":{\"p\":0,\"p\":{}}}]"), CU_DUPLICATE_KEY, 13},
	{S("{\"\xc3\xa9\":1,\"\\u00e9\":2}"), CU_DUPLICATE_KEY, 8}
};

TEST(refuses_with_the_offset)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
	{
		const cu_json *value;

		test_row(refusals[i].text.p);
		CHECK_STATUS(cu_json_parse(ctx, refusals[i].text, &value),
					 refusals[i].status);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, refusals[i].offset);
	}
}

/* Every beginning of a document is refused, and at its end at the latest. */
TEST(refuses_every_beginning)
{
	cu_slice	whole = CU_LIT("{\"a\\u00e9\\ud83d\\ude00\":[1.5e-3,true,"
							   "{\"\xf0\x9f\x98\x80\":null}],\"b\":false}");
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;

	for (size_t n = 0; n < whole.n; n++)
	{
		/* A copy of the exact size, so that the sanitizer sees a read beyond. */
		char	   *copy = cu_alloc(ctx, n);

		REQUIRE(copy != NULL);
		memcpy(copy, whole.p, n);
		CHECK(cu_json_parse(ctx, cu_slice_make(copy, n), &value) != CU_OK);
		CHECK(ctx->error.offset <= n);
	}
	REQUIRE_OK(cu_json_parse(ctx, whole, &value));
}

TEST(tells_type_count_and_offset)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *v;
	const cu_json *a;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(" {\"a\": [null, false, true, 1e2],"
										 " \"s\\n\": \"x\" }"), &v));
	CHECK_EQ_INT(v->type, CU_JSON_OBJECT);
	CHECK_EQ_INT(v->count, 2);
	CHECK_EQ_INT(v->offset, 1);
	CHECK_SLICE(v->v.members[1].name, "s\n");
	CHECK_EQ_INT(v->v.members[1].value.type, CU_JSON_STRING);
	CHECK_EQ_INT(v->v.members[1].value.offset, 40);
	a = &v->v.members[0].value;
	CHECK_EQ_INT(a->type, CU_JSON_ARRAY);
	CHECK_EQ_INT(a->count, 4);
	CHECK_EQ_INT(a->offset, 7);
	CHECK_EQ_INT(a->v.items[0].type, CU_JSON_NULL);
	CHECK_EQ_INT(a->v.items[1].type, CU_JSON_FALSE);
	CHECK_EQ_INT(a->v.items[1].offset, 14);
	CHECK_EQ_INT(a->v.items[2].type, CU_JSON_TRUE);
	CHECK_EQ_INT(a->v.items[3].type, CU_JSON_NUMBER);
	CHECK_SLICE(a->v.items[3].v.text, "1e2");
}

/* count times '[' and as many ']' around middle. */
static cu_slice
nest(cu_ctx *ctx, size_t count, cu_slice open, cu_slice close)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < count; i++)
		cu_buf_add_slice(&buf, open);
	cu_buf_add_char(&buf, '0');
	for (size_t i = 0; i < count; i++)
		cu_buf_add_slice(&buf, close);
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

TEST(bounds_depth)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	at_limit = nest(ctx, 128, CU_LIT("["), CU_LIT("]"));
	cu_slice	over = nest(ctx, 129, CU_LIT("["), CU_LIT("]"));
	cu_slice	objects = nest(ctx, 129, CU_LIT("{\"a\":"), CU_LIT("}"));
	const cu_json *value;

	REQUIRE(at_limit.p != NULL && over.p != NULL && objects.p != NULL);
	REQUIRE_OK(cu_json_parse(ctx, at_limit, &value));
	CHECK_STATUS(cu_json_parse(ctx, over, &value), CU_LIMIT_DEPTH);
	CHECK_EQ_INT(ctx->error.offset, 128);
	CHECK_STATUS(cu_json_parse(ctx, objects, &value), CU_LIMIT_DEPTH);
	CHECK_EQ_INT(ctx->error.offset, 128 * 5);
	/* Depth is not the number of containers. */
	test_host()->limits.max_depth = 2;
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("[[],[],{},[]]"), &value));
	CHECK_STATUS(cu_json_parse(ctx, CU_LIT("[[],[[]]]"), &value),
				 CU_LIMIT_DEPTH);
	CHECK_EQ_INT(ctx->error.offset, 5);
}

TEST(reads_and_writes_ten_thousand_levels)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	text = nest(ctx, 5000, CU_LIT("[{\"a\":"), CU_LIT("}]"));
	const cu_json *value;
	cu_buf		buf;

	REQUIRE(text.p != NULL);
	test_host()->limits.max_depth = 10000;
	REQUIRE_OK(cu_json_parse(ctx, text, &value));
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, value);
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICES(cu_buf_slice(&buf), text);
	CHECK(test_json_equal(value, value));
}

TEST(bounds_size)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;

	test_host()->limits.max_document = 6;
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("[1234]"), &value));
	CHECK_STATUS(cu_json_parse(ctx, CU_LIT("[1234] "), &value), CU_LIMIT_SIZE);
	CHECK(ctx->error.has_offset);
	CHECK_EQ_INT(ctx->error.offset, 6);
}

/* [0,0,0,…] with count elements. */
static cu_slice
zeros(cu_ctx *ctx, size_t count)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_char(&buf, '[');
	for (size_t i = 1; i < count; i++)
		cu_buf_add(&buf, "0,", 2);
	cu_buf_add(&buf, "0]", 2);
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

TEST(bounds_memory)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	text = zeros(ctx, 100000);
	const cu_json *value;
	size_t		before = ctx->arena.taken;

	REQUIRE(text.p != NULL);
	test_host()->limits.max_memory = before + 1000000;
	CHECK_STATUS(cu_json_parse(ctx, text, &value), CU_LIMIT_MEMORY);
	/* What waited on the stack is given back. */
	CHECK(ctx->arena.taken <= before + 1000000);
	test_host()->limits.max_memory = before + 20000000;
	REQUIRE_OK(cu_json_parse(ctx, text, &value));
	CHECK_EQ_INT(value->count, 100000);
	CHECK(ctx->arena.taken < before + 100000 * sizeof(cu_json) + 2000000);
}

static bool
stop_at_second(void *arg)
{
	int		   *calls = arg;

	return ++*calls == 2;
}

TEST(stops_when_asked_to)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	text = zeros(ctx, 100000);
	const cu_json *value;
	int			calls = 0;

	REQUIRE(text.p != NULL);
	test_host()->arg = &calls;
	test_host()->poll = stop_at_second;
	CHECK_STATUS(cu_json_parse(ctx, text, &value), CU_CANCELED);
	CHECK_EQ_INT(calls, 2);
	test_host()->arg = NULL;
}

/* An object of count members; the last is named like the first when repeat. */
static cu_slice
many_members(cu_ctx *ctx, unsigned count, bool repeat)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (unsigned i = 0; i < count; i++)
	{
		cu_buf_add_cstr(&buf, i ? ",\"name " : "{\"name ");
		cu_buf_add_uint(&buf, repeat && i == count - 1 ? 0 : i);
		cu_buf_add_cstr(&buf, "\":0");
	}
	cu_buf_add_char(&buf, '}');
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

TEST(finds_repeated_names_in_objects_of_any_size)
{
	static const unsigned counts[] = {2, 15, 16, 17, 18, 128, 129, 100000};
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
	{
		cu_slice	good = many_members(ctx, counts[i], false);
		cu_slice	bad = many_members(ctx, counts[i], true);

		REQUIRE(good.p != NULL && bad.p != NULL);
		REQUIRE_OK(cu_json_parse(ctx, good, &value));
		CHECK_EQ_INT(value->count, counts[i]);
		CHECK_STATUS(cu_json_parse(ctx, bad, &value), CU_DUPLICATE_KEY);
		CHECK_EQ_INT(ctx->error.offset, bad.n - 11);
	}
}

#define CRAFTED 50000

/* Writes eight octets, lowest first. */
static void
put_word(char *p, uint64_t word)
{
	for (unsigned i = 0; i < 8; i++)
		p[i] = (char) (word >> (8 * i));
}

/*
 * Names that all have the same hash, by running it backwards: whatever the
 * first word is, the second puts the state where we want it.  Were the search
 * quadratic, this test would take minutes.
 */
TEST(stays_fast_when_names_collide)
{
	const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	cu_ctx	   *ctx = test_ctx();
	cu_member  *members = cu_alloc_array(ctx, CRAFTED, sizeof(*members));
	char	   *octets = cu_alloc_array(ctx, CRAFTED, 16);
	size_t		taken = ctx->arena.taken;
	uint32_t	repeated = 0;

	REQUIRE(members != NULL && octets != NULL);
	for (uint32_t i = 0; i < CRAFTED; i++)
	{
		char	   *name = octets + (size_t) i * 16;
		uint64_t	state = (16 * factor ^ i) * factor;

		state ^= state >> 32;
		put_word(name, i);
		put_word(name + 8, state ^ 12345);
		members[i].name = cu_slice_make(name, 16);
	}
	REQUIRE_OK(cu_json_names_check(ctx, members, CRAFTED, &repeated));
	members[CRAFTED / 2].name = members[7].name;
	CHECK_STATUS(cu_json_names_check(ctx, members, CRAFTED, &repeated),
				 CU_DUPLICATE_KEY);
	CHECK_EQ_INT(repeated, CRAFTED / 2);
	CHECK_EQ_INT(ctx->arena.taken, taken);
}

const cu_test cu_tests_json[] = {
	{"reads", reads},
	{"refuses_with_the_offset", refuses_with_the_offset},
	{"refuses_every_beginning", refuses_every_beginning},
	{"tells_type_count_and_offset", tells_type_count_and_offset},
	{"bounds_depth", bounds_depth},
	{"reads_and_writes_ten_thousand_levels",
	reads_and_writes_ten_thousand_levels},
	{"bounds_size", bounds_size},
	{"bounds_memory", bounds_memory},
	{"stops_when_asked_to", stops_when_asked_to},
	{"finds_repeated_names_in_objects_of_any_size",
	finds_repeated_names_in_objects_of_any_size},
	{"stays_fast_when_names_collide", stays_fast_when_names_collide},
	{NULL, NULL}
};
