/*
 * test_jcs.c
 *		Canonical JSON (RFC 8785).
 */
#include "test.h"

#include "../../src/core/jcs.h"

#define S(literal) {literal, sizeof(literal) - 1}

static cu_status
canonicalize(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	const cu_json *value;
	cu_buf		buf;

	CU_TRY(cu_json_parse(ctx, text, &value));
	cu_buf_init(&buf, ctx);
	CU_TRY(cu_jcs_write(&buf, value));
	*out = cu_buf_slice(&buf);
	return CU_OK;
}

typedef struct row
{
	cu_slice	text;
	cu_slice	canonical;
} row;

static const row rows[] = {
	{S(" null "), S("null")},
	{S("[ true , false , null ]"), S("[true,false,null]")},
	{S("{}"), S("{}")},
	{S("[3, 1, 2]"), S("[3,1,2]")},
	{S("[10.50, 1e3, -0, 1E-7, 333333333.33333329]"),
	S("[10.5,1000,0,1e-7,333333333.3333333]")},
	{S("{\"b\": 1, \"a\": {\"z\": [], \"y\": {}}, \"\": 0}"),
	S("{\"\":0,\"a\":{\"y\":{},\"z\":[]},\"b\":1}")},
	{S("{\"a\":1, \"A\":2, \"aa\":3, \"1\":4, \"10\":5, \"9\":6}"),
	S("{\"1\":4,\"10\":5,\"9\":6,\"A\":2,\"a\":1,\"aa\":3}")},
	/* by UTF-16 units: U+1F600 (D83D DE00) comes before U+FB33 */
	{S("{\"\\uFB33\":1,\"\\u20ac\":2,\"\\r\":3,\"1\":4,\"\\uD83D\\uDE00\":5,"
	   "\"\\u0080\":6,\"\\u00f6\":7}"),
	S("{\"\\r\":3,\"1\":4,\"\xc2\x80\":6,\"\xc3\xb6\":7,\"\xe2\x82\xac\":2,"
	  "\"\xf0\x9f\x98\x80\":5,\"\xef\xac\xb3\":1}")},
	/* what must be escaped, and nothing else */
	{S("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""),
	S("\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")},
	/* text is not normalised */
	{S("[\"A\\u030a\",\"\\u00c5\"]"), S("[\"A\xcc\x8a\",\"\xc3\x85\"]")}
};

TEST(canonicalizes)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	once;
		cu_slice	twice;

		test_row(rows[i].text.p);
		REQUIRE_OK(canonicalize(ctx, rows[i].text, &once));
		CHECK_SLICES(once, rows[i].canonical);
		REQUIRE_OK(canonicalize(ctx, once, &twice));
		CHECK_SLICES(twice, once);
	}
}

/* "k000000" … in the order given by a step through all of them. */
static cu_slice
shuffled_object(cu_ctx *ctx, uint32_t count, uint32_t step)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	k = (uint32_t) ((uint64_t) i * step % count);
		char		name[] = "k000000";

		for (size_t d = 6; d > 0; d--, k /= 10)
			name[d] = (char) ('0' + k % 10);
		cu_buf_add_cstr(&buf, i ? ",\"" : "{\"");
		cu_buf_add_cstr(&buf, name);
		cu_buf_add_cstr(&buf, "\":0");
	}
	cu_buf_add_char(&buf, '}');
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

TEST(orders_objects_of_any_size)
{
	static const uint32_t counts[] = {1, 7, 8, 9, 16, 17, 100, 100000};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
	{
		cu_slice	sorted = shuffled_object(ctx, counts[i], 1);
		cu_slice	shuffled = shuffled_object(ctx, counts[i], 7919);
		cu_slice	out;

		REQUIRE(sorted.p != NULL && shuffled.p != NULL);
		REQUIRE_OK(canonicalize(ctx, shuffled, &out));
		CHECK(cu_slice_eq(out, sorted));
	}
}

TEST(canonicalizes_deep_values)
{
	static char text[20000];
	cu_ctx	   *ctx = test_ctx();
	cu_slice	out;

	memset(text, '[', 10000);
	memset(text + 10000, ']', 10000);
	test_host()->limits.max_depth = 10000;
	REQUIRE_OK(canonicalize(ctx, cu_slice_make(text, sizeof(text)), &out));
	CHECK_SLICES(out, cu_slice_make(text, sizeof(text)));
}

static bool
stop(void *arg)
{
	(void) arg;
	return true;
}

TEST(stops_when_asked_to)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	text = shuffled_object(ctx, 10000, 7919);
	const cu_json *value;
	cu_buf		buf;

	REQUIRE(text.p != NULL);
	REQUIRE_OK(cu_json_parse(ctx, text, &value));
	test_host()->poll = stop;
	cu_buf_init(&buf, ctx);
	CHECK_STATUS(cu_jcs_write(&buf, value), CU_CANCELED);
	CHECK_STATUS(cu_buf_status(&buf), CU_CANCELED);
}

TEST(keeps_an_earlier_failure_of_the_buffer)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;
	cu_buf		buf;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("[1]"), &value));
	cu_buf_init(&buf, ctx);
	CHECK(!cu_buf_grow(&buf, SIZE_MAX));
	CHECK_STATUS(cu_jcs_write(&buf, value), CU_LIMIT_MEMORY);
	CHECK_EQ_INT(buf.n, 0);
}

const cu_test cu_tests_jcs[] = {
	{"canonicalizes", canonicalizes},
	{"orders_objects_of_any_size", orders_objects_of_any_size},
	{"canonicalizes_deep_values", canonicalizes_deep_values},
	{"stops_when_asked_to", stops_when_asked_to},
	{"keeps_an_earlier_failure_of_the_buffer",
	keeps_an_earlier_failure_of_the_buffer},
	{NULL, NULL}
};
