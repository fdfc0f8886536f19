/*
 * test_json_value.c
 *		Looking into JSON values, changing copies, comparing, writing.
 */
#include "test.h"

#include "../../src/core/json.h"

#define S(literal) {literal, sizeof(literal) - 1}

static cu_slice
written(cu_ctx *ctx, const cu_json *value)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	if (value == NULL)
		return cu_slice_make(NULL, 0);
	cu_json_write(&buf, value);
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

#define CHECK_JSON(value, literal) \
	do { \
		cu_slice	json_text = written(ctx, (value)); \
		REQUIRE(json_text.p != NULL); \
		CHECK_SLICE(json_text, literal); \
	} while (0)

TEST(finds_members)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *v;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"a\":\"x\",\"b\":1,\"ab\":[]}"),
							 &v));
	CHECK_EQ_INT(cu_json_get(v, "b")->type, CU_JSON_NUMBER);
	CHECK_EQ_INT(cu_json_get(v, "ab")->type, CU_JSON_ARRAY);
	CHECK(cu_json_get(v, "c") == NULL);
	CHECK(cu_json_get(v, "") == NULL);
	CHECK(cu_json_get(NULL, "a") == NULL);
	CHECK(cu_json_get(cu_json_get(v, "a"), "a") == NULL);
	CHECK(cu_json_get_slice(v, cu_slice_make("abc", 2)) ==
		  cu_json_get(v, "ab"));
	CHECK_SLICE(cu_json_get_string(v, "a"), "x");
	CHECK(cu_json_get_string(v, "b").p == NULL);
	CHECK(cu_json_get_string(v, "c").p == NULL);
	CHECK(cu_json_string(NULL).p == NULL);
}

TEST(counts_one_or_many)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *v;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("[1,2]"), &v));
	CHECK_EQ_INT(cu_json_many(v), 2);
	CHECK(cu_json_nth(v, 1) == &v->v.items[1]);
	CHECK(cu_json_nth(v, 2) == NULL);
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"a\":1,\"b\":2}"), &v));
	CHECK_EQ_INT(cu_json_many(v), 1);
	CHECK(cu_json_nth(v, 0) == v);
	CHECK(cu_json_nth(v, 1) == NULL);
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("[]"), &v));
	CHECK_EQ_INT(cu_json_many(v), 0);
	CHECK_EQ_INT(cu_json_many(NULL), 0);
	CHECK(cu_json_nth(NULL, 0) == NULL);
}

TEST(takes_members_out)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *v;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"a\":1,\"b\":2,\"c\":3}"), &v));
	CHECK_JSON(cu_json_without(ctx, v, "a"), "{\"b\":2,\"c\":3}");
	CHECK_JSON(cu_json_without(ctx, v, "b"), "{\"a\":1,\"c\":3}");
	CHECK_JSON(cu_json_without(ctx, v, "c"), "{\"a\":1,\"b\":2}");
	CHECK_JSON(cu_json_without(ctx, v, "d"), "{\"a\":1,\"b\":2,\"c\":3}");
	CHECK_JSON(v, "{\"a\":1,\"b\":2,\"c\":3}");
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{}"), &v));
	CHECK_JSON(cu_json_without(ctx, v, "a"), "{}");
}

TEST(puts_members_in)
{
	cu_ctx	   *ctx = test_ctx();
	char		text[] = "text";
	char		name[] = "x";
	const cu_json *s = cu_json_new_string(ctx, cu_slice_make(text, 4));
	const cu_json *v = cu_json_new_object(ctx);
	const cu_json *list;

	REQUIRE(s != NULL && v != NULL);
	v = cu_json_with(ctx, v, name, s);
	REQUIRE(v != NULL);
	/* Nothing of the caller's is held on to. */
	memset(text, '?', 4);
	name[0] = '?';
	CHECK_JSON(v, "{\"x\":\"text\"}");
	list = cu_json_new_array(ctx, v, 1);
	REQUIRE(list != NULL);
	CHECK_JSON(cu_json_with(ctx, v, "y", list),
			   "{\"x\":\"text\",\"y\":[{\"x\":\"text\"}]}");
	CHECK_JSON(cu_json_with(ctx, v, "x", list), "{\"x\":[{\"x\":\"text\"}]}");
	CHECK_JSON(v, "{\"x\":\"text\"}");
	CHECK_JSON(cu_json_new_array(ctx, NULL, 0), "[]");
	CHECK_JSON(cu_json_new_string(ctx, CU_LIT("")), "\"\"");
}

TEST(hands_failure_on)
{
	cu_ctx	   *ctx = test_ctx();

	CHECK(cu_json_new_string(ctx, cu_slice_make(NULL, 0)) == NULL);
}

typedef struct pair
{
	cu_slice	a;
	cu_slice	b;
	bool		equal;
} pair;

static const pair pairs[] = {
	{S("null"), S("null"), true},
	{S("null"), S("false"), false},
	{S("true"), S("true"), true},
	{S("0"), S("-0.0"), true},
	{S("1"), S("1.0e0"), true},
	{S("100"), S("1E2"), true},
	{S("0.1"), S("0.10000000000000001"), true},
	{S("0.1"), S("0.1000000000000001"), false},
	{S("1"), S("\"1\""), false},
	{S("\"a\""), S("\"\\u0061\""), true},
	{S("\"a\""), S("\"A\""), false},
	{S("[]"), S("{}"), false},
	{S("[1,2]"), S("[1,2]"), true},
	{S("[1,2]"), S("[2,1]"), false},
	{S("[1,2]"), S("[1]"), false},
	{S("{\"a\":1,\"b\":2,\"c\":3}"), S("{\"c\":3,\"a\":1,\"b\":2}"), true},
	{S("{\"a\":1,\"b\":2}"), S("{\"b\":1,\"a\":2}"), false},
	{S("{\"a\":1}"), S("{\"b\":1}"), false},
	{S("{\"a\":1}"), S("{\"a\":1,\"b\":1}"), false},
	{S("{\"a\":[{\"b\":1}]}"), S("{\"a\":[{\"b\":1.0}]}"), true},
	{S("{\"a\":[{\"b\":1}]}"), S("{\"a\":[{\"b\":2}]}"), false}
};

TEST(compares)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		const cu_json *a;
		const cu_json *b;
		bool		equal;

		test_row(pairs[i].a.p);
		REQUIRE_OK(cu_json_parse(ctx, pairs[i].a, &a));
		REQUIRE_OK(cu_json_parse(ctx, pairs[i].b, &b));
		REQUIRE_OK(cu_json_equal(ctx, a, b, &equal));
		CHECK_EQ_INT(equal, pairs[i].equal);
		REQUIRE_OK(cu_json_equal(ctx, b, a, &equal));
		CHECK_EQ_INT(equal, pairs[i].equal);
		REQUIRE_OK(cu_json_equal(ctx, a, a, &equal));
		CHECK(equal);
	}
}

/* An object of count members, from the first to the last or back. */
static const cu_json *
counted_object(cu_ctx *ctx, uint32_t count, bool back)
{
	cu_buf		buf;
	const cu_json *value;

	cu_buf_init(&buf, ctx);
	for (uint32_t i = 0; i < count; i++)
	{
		cu_buf_add_cstr(&buf, i ? ",\"" : "{\"");
		cu_buf_add_uint(&buf, back ? count - 1 - i : i);
		cu_buf_add_cstr(&buf, "\":[0]");
	}
	cu_buf_add_char(&buf, '}');
	if (cu_buf_status(&buf) != CU_OK ||
		cu_json_parse(ctx, cu_buf_slice(&buf), &value) != CU_OK)
		return NULL;
	return value;
}

/* Were order a matter of time, this would take minutes. */
TEST(compares_large_objects_in_any_order)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *a = counted_object(ctx, 100000, false);
	const cu_json *b = counted_object(ctx, 100000, true);
	size_t		taken = ctx->arena.taken;
	bool		equal;

	REQUIRE(a != NULL && b != NULL);
	REQUIRE_OK(cu_json_equal(ctx, a, b, &equal));
	CHECK(equal);
	CHECK_EQ_INT(ctx->arena.taken, taken);
}

TEST(writes_strings)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_json_write_string(&buf, CU_LIT("plain and more than eight octets"));
	cu_json_write_string(&buf, CU_LIT("\"\\/\b\f\n\r\t\x01\x1f\x7f\xc3\xa9"));
	cu_json_write_string(&buf, CU_LIT("01234567\x02" "9\n\n"));
	cu_json_write_string(&buf, CU_LIT(""));
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICE(cu_buf_slice(&buf), "\"plain and more than eight octets\""
				"\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xc3\xa9\""
				"\"01234567\\u00029\\n\\n\"\"\"");
}

TEST(writes_pointers)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_pointer_add(&buf, CU_LIT("a/b~c"));
	cu_pointer_add(&buf, CU_LIT(""));
	cu_pointer_add_index(&buf, 0);
	cu_pointer_add_index(&buf, UINT32_MAX);
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICE(cu_buf_slice(&buf), "/a~1b~0c//0/4294967295");
}

const cu_test cu_tests_json_value[] = {
	{"finds_members", finds_members},
	{"counts_one_or_many", counts_one_or_many},
	{"takes_members_out", takes_members_out},
	{"puts_members_in", puts_members_in},
	{"hands_failure_on", hands_failure_on},
	{"compares", compares},
	{"compares_large_objects_in_any_order",
	compares_large_objects_in_any_order},
	{"writes_strings", writes_strings},
	{"writes_pointers", writes_pointers},
	{NULL, NULL}
};
