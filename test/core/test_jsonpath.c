/*
 * test_jsonpath.c
 *		Paths into JSON.
 */
#include "test.h"

#include "../../src/core/jsonpath.h"

static const char document[] =
"{\"a\": {\"b\": [1, {\"c\": 2}, [{\"c\": 3}]], \"e\": []},"
" \"x\": [{\"k\": \"one\", \"v\": 1}, {\"k\": \"two\", \"v\": 2},"
"          {\"k\": [\"two\", \"three\"], \"v\": 3}, {\"v\": 4}, 5],"
" \"n\": [null, true, 1.0, \"1\"], \"a name\": {\"/~\\\"\": \"odd\"},"
" \"type\": \"T\", \"\\u00e9\": 9}";

/* Values found, as JSON with their pointers, one a line; or "none". */
static cu_status
find(cu_ctx *ctx, const cu_json *value, const char *text, cu_buf *out)
{
	const cu_path *path;
	cu_matches	found = {NULL, 0, 0};
	cu_match	root = {value, NULL};
	size_t		work = 10000;

	cu_buf_init(out, ctx);
	CU_TRY(cu_path_parse(ctx, cu_slice_cstr(text), &path));
	CU_TRY(cu_path_find(ctx, path, root, &work, &found));
	for (size_t i = 0; i < found.n; i++)
	{
		if (i > 0)
			cu_buf_add_char(out, '\n');
		cu_trail_write(out, found.v[i].trail);
		cu_buf_add_char(out, ' ');
		cu_json_write(out, found.v[i].value);
	}
	if (found.n == 0)
		cu_buf_add_cstr(out, "none");
	return cu_buf_status(out);
}

TEST(finds)
{
	static const struct
	{
		const char *path;
		const char *want;
	}			rows[] = {
		{"$.type", "/type \"T\""},
		{" $ . \"type\" ", "/type \"T\""},
		{"$.\"\\u0074ype\"", "/type \"T\""},
		{"$.\"a name\".\"/~\\\"\"", "/a name/~1~0\" \"odd\""},
		{"$.\303\251", "/\303\251 9"},
		{"$.nothing", "none"}, {"$.type.x", "none"}, {"$.type[1]", "none"},
		{"$.type[0]", "/type \"T\""}, {"$.type[*]", "/type \"T\""},
		{"$.a.b[0]", "/a/b/0 1"}, {"$.a.b[3]", "none"},
		{"$.a.b[*]", "/a/b/0 1\n/a/b/1 {\"c\":2}\n/a/b/2 [{\"c\":3}]"},
		/* A member unwraps one level, [*] then one more. */
		{"$.a.b.c", "/a/b/1/c 2"},
		{"$.a.b[*].c", "/a/b/1/c 2\n/a/b/2/0/c 3"},
		{"$.a.b[*][*]", "/a/b/0 1\n/a/b/1 {\"c\":2}\n/a/b/2/0 {\"c\":3}"},
		{"$.a.e", "/a/e []"}, {"$.a.e[*]", "none"}, {"$.a.e.c", "none"},
		{"$.x.v", "/x/0/v 1\n/x/1/v 2\n/x/2/v 3\n/x/3/v 4"},
		{"$.x ? (@.k == \"two\").v", "/x/1/v 2\n/x/2/v 3"},
		{"$.x[*]?(@.k==\"one\").v", "/x/0/v 1"},
		{"$.x ? (@.v == 4.0)", "/x/3 {\"v\":4}"},
		{"$.x ? (@ == 5)", "/x/4 5"},
		{"$.x ? (@.v == 1) ? (@.k == \"one\").k", "/x/0/k \"one\""},
		{"$.x ? (@.k[1] == \"three\").v", "/x/2/v 3"},
		{"$.n ? (@ == null)", "/n/0 null"},
		{"$.n ? (@ == true)", "/n/1 true"}, {"$.n ? (@ == 1)", "/n/2 1.0"},
		{"$.n ? (@ == \"1\")", "/n/3 \"1\""}, {"$.n ? (@ == false)", "none"},
		{"$.x[9].v", "none"}
	};
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;

	REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(document), &value));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_buf		out;

		test_row(rows[i].path);
		REQUIRE_OK(find(ctx, value, rows[i].path, &out));
		CHECK_SLICES(cu_buf_slice(&out), cu_slice_cstr(rows[i].want));
	}
}

TEST(starts_anywhere)
{
	cu_ctx	   *ctx = test_ctx();
	cu_trail	items = {NULL, CU_LIT("items"), 0};
	cu_trail	second = {&items, {NULL, 0}, 1};
	const cu_json *value;
	const cu_path *path;
	cu_matches	found = {NULL, 0, 0};
	cu_match	from;
	size_t		work = 100;
	cu_buf		out;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"w\": {\"v\": 7}}"), &value));
	REQUIRE_OK(cu_path_parse(ctx, CU_LIT("$.w.v"), &path));
	from.value = value;
	from.trail = &second;
	REQUIRE_OK(cu_path_find(ctx, path, from, &work, &found));
	REQUIRE(found.n == 1);
	cu_buf_init(&out, ctx);
	cu_trail_write(&out, found.v[0].trail);
	REQUIRE_OK(cu_buf_status(&out));
	CHECK_SLICE(cu_buf_slice(&out), "/items/1/w/v");

	REQUIRE_OK(cu_path_parse(ctx, CU_LIT("$"), &path));
	REQUIRE_OK(cu_path_find(ctx, path, from, &work, &found));
	REQUIRE(found.n == 2);
	CHECK(found.v[1].value == value);
	CHECK(found.v[1].trail == &second);
}

TEST(refuses_other_paths)
{
	static const struct
	{
		const char *path;
		size_t		offset;
	}			rows[] = {
		{"", 0}, {"a", 0}, {"@.a", 0}, {"strict $.a", 0}, {"$$", 1},
		{"$.", 2}, {"$.1a", 2}, {"$.a-b", 3}, {"$..a", 2}, {"$.*", 2},
		{"$.\"a", 2}, {"$.\"\\x\"", 2}, {"$.\"\\", 2}, {"$[", 2}, {"$[]", 2},
		{"$[a]", 2}, {"$[-1]", 2}, {"$[1", 3}, {"$[1,2]", 3},
		{"$[1 to 2]", 4}, {"$[last]", 2}, {"$[12345678901]", 11},
		{"$.a.size()", 8}, {"$.a ?", 5}, {"$.a ? @", 6}, {"$.a ? ($.b)", 7},
		{"$.a ? (@.b)", 10}, {"$.a ? (@.b = 1)", 13},
		{"$.a ? (@.b > 1)", 11}, {"$.a ? (@.b == )", 14},
		{"$.a ? (@.b == x)", 14}, {"$.a ? (@.b == \"x)", 14},
		{"$.a ? (@.b == 1", 15}, {"$.a ? (@.b == 1 && @.c == 2)", 16},
		{"$.a ? (@ ? (@.c == 1))", 9}, {"$.a b", 4}, {"$.a == 1", 4},
		{"lax $.a", 0}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_path *path;

		test_row(rows[i].path);
		CHECK_STATUS(cu_path_parse(ctx, cu_slice_cstr(rows[i].path), &path),
					 CU_BAD_PATH);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, rows[i].offset);
		CHECK(ctx->error.detail != NULL);
	}
}

TEST(keeps_within_limits)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		text;
	const cu_path *path;

	cu_buf_init(&text, ctx);
	cu_buf_add_char(&text, '$');
	for (int i = 0; i < CU_PATH_STEPS; i++)
		cu_buf_add_cstr(&text, ".a");
	REQUIRE_OK(cu_buf_status(&text));
	REQUIRE_OK(cu_path_parse(ctx, cu_buf_slice(&text), &path));
	cu_buf_add_cstr(&text, ".a");
	REQUIRE_OK(cu_buf_status(&text));
	CHECK_STATUS(cu_path_parse(ctx, cu_buf_slice(&text), &path),
				 CU_LIMIT_SIZE);
	for (int i = 0; i < CU_PATH_MAX; i++)
		cu_buf_add_char(&text, ' ');
	REQUIRE_OK(cu_buf_status(&text));
	CHECK_STATUS(cu_path_parse(ctx, cu_buf_slice(&text), &path),
				 CU_LIMIT_SIZE);
}

static bool
stop(void *arg)
{
	(void) arg;
	return true;
}

TEST(counts_its_work)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;
	const cu_path *path;
	cu_matches	found = {NULL, 0, 0};
	cu_match	root = {NULL, NULL};
	size_t		work = 6;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("[1, 2, 3, 4, 5, 6, 7]"), &value));
	root.value = value;
	REQUIRE_OK(cu_path_parse(ctx, CU_LIT("$[*][*]"), &path));
	CHECK_STATUS(cu_path_find(ctx, path, root, &work, &found), CU_LIMIT_SIZE);
	CHECK(ctx->error.detail != NULL);

	/* The host is asked when the count passes a multiple of 65536. */
	test_host()->poll = stop;
	work = 65536;
	CHECK_STATUS(cu_path_find(ctx, path, root, &work, &found), CU_CANCELED);
}

/* What a filter compares is work too. */
TEST(counts_what_filters_compare)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *value;
	const cu_path *path;
	cu_matches	found = {NULL, 0, 0};
	cu_match	root = {NULL, NULL};
	size_t		work = 11;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"a\": [1, 2, 3, 4, 5, 6, 7]}"),
							 &value));
	root.value = value;
	REQUIRE_OK(cu_path_parse(ctx, CU_LIT("$ ? (@.a == 8)"), &path));
	CHECK_STATUS(cu_path_find(ctx, path, root, &work, &found), CU_LIMIT_SIZE);
	work = 12;
	REQUIRE_OK(cu_path_find(ctx, path, root, &work, &found));
	CHECK_EQ_INT(work, 0);
}

const cu_test cu_tests_jsonpath[] = {
	{"finds", finds},
	{"starts_anywhere", starts_anywhere},
	{"refuses_other_paths", refuses_other_paths},
	{"keeps_within_limits", keeps_within_limits},
	{"counts_its_work", counts_its_work},
	{"counts_what_filters_compare", counts_what_filters_compare},
	{NULL, NULL}
};
