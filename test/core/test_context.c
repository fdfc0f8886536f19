/*
 * test_context.c
 *		Contexts: kept, compiled, compiled again only when something differs.
 */
#include "test.h"

#include "linked.h"

#define X "http://x.example/"

#define EXPECT_STATUS(expr, want) \
	do { \
		cu_status	status_ = (expr); \
		if (status_ == CU_OUT_OF_MEMORY) \
			REQUIRE_OK(status_); \
		CHECK_STATUS(status_, (want)); \
	} while (0)

static const linked_text first[] = {
	{X "main", "{\"@context\": {\"@version\": 1.1, \"@import\": \"" X "terms\","
		"\"T\": {\"@id\": \"x:T\", \"@context\": {\"q\": \"x:q\"}}}}"},
	{X "terms", "{\"@context\": {\"p\": \"x:p\"}}"},
	{NULL, NULL}
};

/* The same IRIs, but what is imported says something else. */
static const linked_text second[] = {
	{X "main", "{\"@context\": {\"@version\": 1.1, \"@import\": \"" X "terms\","
		"\"T\": {\"@id\": \"x:T\", \"@context\": {\"q\": \"x:q\"}}}}"},
	{X "terms", "{\"@context\": {\"p\": \"x:other\"}}"},
	{NULL, NULL}
};

static const char document[] =
	"{\"@context\": \"" X "main\", \"@type\": \"T\", \"p\": \"a\", \"q\": \"b\"}";

#define RDF_TYPE "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

static cu_status
convert(cu_ctx *ctx, const linked_text *texts, cu_context_cache *cache,
		cu_dataset *dataset)
{
	linked_source s;
	cu_jsonld_options options = {.safe = true, .cache = cache};
	const cu_json *json;

	CU_TRY(linked_open(ctx, &s, texts, cache));
	options.contexts = &s.source;
	cu_dataset_init(dataset, ctx);
	CU_TRY(cu_json_parse(ctx, CU_LIT(document), &json));
	return cu_jsonld_to_rdf(ctx, json, &options, dataset, NULL);
}

/* Whether the document says what it says under either table. */
static cu_status
says(cu_context_cache *cache, const linked_text *texts, bool *right)
{
	cu_ctx		ctx;
	cu_dataset	dataset;
	cu_status	status;

	*right = false;
	cu_ctx_init(&ctx, test_host());
	status = convert(&ctx, texts, cache, &dataset);
	if (status == CU_OK)
		status = linked_same(&ctx, &dataset, texts == first ?
							 "_:a " RDF_TYPE " <x:T> .\n"
							 "_:a <x:p> \"a\" .\n_:a <x:q> \"b\" .\n" :
							 "_:a " RDF_TYPE " <x:T> .\n"
							 "_:a <x:other> \"a\" .\n_:a <x:q> \"b\" .\n",
							 right);
	cu_ctx_free(&ctx);
	return status;
}

/* What was compiled under one source does not count under another. */
TEST(caches_by_digest)
{
	cu_context_cache *cache = cu_context_cache_new(test_host(), 1 << 20);
	const linked_text *const turns[] = {first, first, second, first, second};
	cu_status	status = CU_OK;

	REQUIRE(cache != NULL);
	for (size_t i = 0; status == CU_OK && i < 5; i++)
	{
		bool		right;

		status = says(cache, turns[i], &right);
		CHECK(right);
	}
	cu_context_cache_free(cache);
	REQUIRE_OK(status);
}

/* A failure leaves the cache fit for use. */
TEST(survives_failures)
{
	static const linked_text wrong[] = {
		{X "main", "{\"@context\": {\"p\": \"x:p\", \"T\": 1}}"},
		{NULL, NULL}
	};
	cu_context_cache *cache = cu_context_cache_new(test_host(), 1 << 20);
	cu_ctx		ctx;
	cu_dataset	dataset;
	cu_status	bad;
	cu_status	status;
	bool		right;

	REQUIRE(cache != NULL);
	cu_ctx_init(&ctx, test_host());
	bad = convert(&ctx, wrong, cache, &dataset);
	cu_ctx_free(&ctx);
	status = says(cache, first, &right);
	if (bad != CU_OUT_OF_MEMORY && status == CU_OK)
	{
		CHECK_STATUS(bad, CU_BAD_CONTEXT);
		CHECK(right);
	}
	/* What failed for want of memory may succeed now. */
	if (status == CU_OUT_OF_MEMORY)
		(void) says(cache, first, &right);
	cu_context_cache_free(cache);
}

TEST(works_when_full)
{
	cu_context_cache *cache = cu_context_cache_new(test_host(), 0);
	cu_status	status = CU_OK;
	bool		right;

	REQUIRE(cache != NULL);
	for (int i = 0; status == CU_OK && i < 2; i++)
	{
		status = says(cache, first, &right);
		CHECK(right);
		cu_context_cache_trim(cache);
	}
	cu_context_cache_free(cache);
	REQUIRE_OK(status);
}

TEST(keeps_documents)
{
	cu_ctx	   *ctx = test_ctx();
	cu_context_cache *cache = cu_context_cache_new(test_host(), 1 << 20);
	const cu_context_document *kept = NULL;
	const cu_context_document *again = NULL;
	uint8_t		digest[CU_SHA256_SIZE] = {1};
	uint8_t		other[CU_SHA256_SIZE] = {2};
	cu_status	good;
	cu_status	bad;

	REQUIRE(cache != NULL);
	good = cu_context_cache_add(ctx, cache, CU_LIT(X "a"),
								CU_LIT("{\"@context\": {}}"), digest, &kept);
	if (good == CU_OK)
	{
		CHECK(cu_context_cache_find(cache, CU_LIT(X "a"), digest) == kept);
		CHECK(cu_context_cache_find(cache, CU_LIT(X "a"), other) == NULL);
		CHECK(cu_context_cache_find(cache, CU_LIT(X "b"), digest) == NULL);
		CHECK_STATUS(cu_context_cache_add(ctx, cache, CU_LIT(X "a"),
										  CU_LIT("ignored"), digest, &again),
					 CU_OK);
		CHECK(again == kept);
	}
	bad = cu_context_cache_add(ctx, cache, CU_LIT(X "c"), CU_LIT("{} x"),
							   other, &again);
	if (bad != CU_OUT_OF_MEMORY)
	{
		CHECK_STATUS(bad, CU_BAD_JSON);
		CHECK(ctx->error.has_offset && ctx->error.offset == 3);
	}
	bad = cu_context_cache_add(ctx, cache, CU_LIT(X "c"), CU_LIT("[]"), other,
							   &again);
	if (bad != CU_OUT_OF_MEMORY)
		CHECK_STATUS(bad, CU_BAD_CONTEXT);
	CHECK(cu_context_cache_find(cache, CU_LIT(X "c"), other) == NULL);
	cu_context_cache_free(cache);
	REQUIRE_OK(good);
}

/* Spelling does not count, content does. */
TEST(digests_content)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *a;
	const cu_json *b;
	const cu_json *c;
	uint8_t		da[CU_SHA256_SIZE];
	uint8_t		db[CU_SHA256_SIZE];
	uint8_t		dc[CU_SHA256_SIZE];

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"b\":1,\"a\":2}"), &a));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{ \"a\": 2.0, \"b\": 1 }"), &b));
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"b\":1,\"a\":3}"), &c));
	REQUIRE_OK(cu_context_digest(ctx, a, da));
	REQUIRE_OK(cu_context_digest(ctx, b, db));
	REQUIRE_OK(cu_context_digest(ctx, c, dc));
	CHECK(memcmp(da, db, sizeof(da)) == 0);
	CHECK(memcmp(da, dc, sizeof(da)) != 0);
}

TEST(finds_references)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_slice   *iris;
	size_t		count;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT(
		"{\"@context\": [\"" X "1\", {\"@import\": \"" X "2\", \"T\":"
		"{\"@context\": [\"" X "3\", \"" X "1\", \"relative\", null]}}],"
		"\"a\": [{\"@context\": \"" X "4\"}], \"b\": \"" X "5\"}"), &json));
	REQUIRE_OK(cu_context_references(ctx, json, &iris, &count));
	REQUIRE(count == 4);
	CHECK_SLICE(iris[0], X "1");
	CHECK_SLICE(iris[1], X "2");
	CHECK_SLICE(iris[2], X "3");
	CHECK_SLICE(iris[3], X "4");
}

/* More references than the first table has room for; each is found once. */
TEST(finds_many_references)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_slice   *iris;
	size_t		count;
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "{\"@context\": [");
	for (unsigned i = 0; i < 200; i++)
	{
		cu_buf_add_cstr(&buf, i ? ",\"x:" : "\"x:");
		cu_buf_add_uint(&buf, i % 100);
		cu_buf_add_char(&buf, '"');
	}
	cu_buf_add_cstr(&buf, "]}");
	REQUIRE_OK(cu_buf_status(&buf));
	REQUIRE_OK(cu_json_parse(ctx, cu_buf_slice(&buf), &json));
	REQUIRE_OK(cu_context_references(ctx, json, &iris, &count));
	REQUIRE(count == 100);
	CHECK_SLICE(iris[99], "x:99");
}

typedef struct check_row
{
	const char *context;
	cu_status	status;
	const char *pointer;
	const char *detail;			/* what it begins with, or NULL */
} check_row;

static const linked_text library[] = {
	{X "good", "{\"@context\": {\"a\": \"x:a\"}}"},
	{X "wrong", "{\"@context\": {\"a\": {\"@id\": \"x:a\", \"@type\": \"no\"}}}"},
	{X "loop", "{\"@context\": \"" X "loop\"}"},
	{X "self", "{\"@context\": {\"a\": {\"@id\": \"x:a\", \"@context\": \""
		X "self\"}}}"},
	{X "list", "{\"@context\": []}"},
	{NULL, NULL}
};

static const check_row checks[] = {
	{"{\"@context\": {\"a\": \"x:a\"}}", CU_OK, NULL, NULL},
	/* a scoped context may use what is defined later */
	{"{\"@context\": {\"A\": {\"@id\": \"x:A\", \"@context\": {\"b\":"
		"{\"@id\": \"x:b\", \"@type\": \"C\"}}}, \"C\": \"x:C\"}}", CU_OK, NULL,
	NULL},
	{"{\"@context\": [\"" X "good\", {\"b\": \"x:b\"}]}", CU_OK, NULL, NULL},
	{"{\"@context\": \"" X "self\"}", CU_OK, NULL, NULL},
	{"{\"a\": 1}", CU_BAD_CONTEXT, "", "invalid remote context:"},
	{"{\"@context\": [{}, {\"T\": {\"@id\": \"x:T\", \"@context\": ["
		"{\"b~\": 1}]}}]}", CU_BAD_CONTEXT, "/@context/1/T/@context/0/b~0",
	"invalid scoped context: invalid term definition:"},
	{"{\"@context\": \"" X "wrong\"}", CU_BAD_CONTEXT, "/@context",
	"invalid type mapping: @type does not stand for an IRI (term \"a\")"},
	{"{\"@context\": {\"T\": {\"@id\": \"x:T\", \"@context\": \"" X "none\"}}}",
	CU_MISSING_CONTEXT, "/@context/T/@context",
	"loading remote context failed:"},
	{"{\"@context\": {\"@import\": \"" X "none\"}}", CU_MISSING_CONTEXT,
	"/@context", "loading remote context failed:"},
	{"{\"@context\": {\"@import\": \"" X "list\"}}", CU_BAD_CONTEXT,
	"/@context/@import", "invalid remote context:"},
	{"{\"@context\": \"" X "loop\"}", CU_BAD_CONTEXT, "/@context",
	"recursive context inclusion:"},
	{"{\"@context\": \"relative\"}", CU_BAD_CONTEXT, "/@context",
	"loading remote context failed:"},
	{"{\"@context\": {\"a\": {\"@id\": \"x:a\", \"@container\": [\"@list\","
		"\"@set\"]}}}", CU_BAD_CONTEXT, "/@context/a",
	"invalid container mapping:"},
	{"{\"@context\": {\"a\": {\"@id\": \"x:a\", \"meaningless\": 1}}}",
	CU_BAD_CONTEXT, "/@context/a", "invalid term definition:"}
};

TEST(checks_contexts)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
	{
		const check_row *row = &checks[i];
		linked_source s;
		cu_ctx		ctx;
		const cu_json *json;
		cu_jsonld_report report;
		cu_status	status;

		test_row(row->context);
		cu_ctx_init(&ctx, test_host());
		status = linked_open(&ctx, &s, library, NULL);
		if (status == CU_OK)
			status = cu_json_parse(&ctx, cu_slice_cstr(row->context), &json);
		if (status == CU_OK)
			status = cu_context_check(&ctx, json, &s.source, &report);
		if (status != CU_OUT_OF_MEMORY)
		{
			CHECK_STATUS(status, row->status);
			CHECK(row->pointer == NULL ||
				  (ctx.error.pointer &&
				   strcmp(ctx.error.pointer, row->pointer) == 0));
			CHECK(row->detail == NULL ||
				  (ctx.error.detail && strncmp(ctx.error.detail, row->detail,
											   strlen(row->detail)) == 0));
			if (status == CU_MISSING_CONTEXT)
				CHECK_SLICE(report.missing, X "none");
		}
		cu_ctx_free(&ctx);
	}
}

const cu_test cu_tests_context[] = {
	{"caches_by_digest", caches_by_digest},
	{"survives_failures", survives_failures},
	{"works_when_full", works_when_full},
	{"keeps_documents", keeps_documents},
	{"digests_content", digests_content},
	{"finds_references", finds_references},
	{"finds_many_references", finds_many_references},
	{"checks_contexts", checks_contexts},
	{NULL, NULL}
};
