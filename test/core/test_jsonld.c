/*
 * test_jsonld.c
 *		JSON-LD documents to RDF: what is said, what would be lost.
 */
#include "test.h"

#include "linked.h"

#define X "http://x.example/"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define I18N "https://www.w3.org/ns/i18n#"

/* Terms as a trade document might use them. */
static const linked_text contexts[] = {
	{X "trade", "{\"@context\": {\"@version\": 1.1, \"@protected\": true,"
		"\"id\": \"@id\", \"type\": \"@type\","
		"\"x\": \"" X "\", \"name\": \"x:name\","
		"\"mass\": {\"@id\": \"x:mass\", \"@type\": \"" XSD "decimal\"},"
		"\"seller\": {\"@id\": \"x:seller\", \"@type\": \"@id\"},"
		"\"unit\": {\"@id\": \"x:unit\", \"@type\": \"@vocab\"},"
		"\"kg\": \"x:kg\", \"note\": {\"@id\": \"x:note\","
		"\"@language\": \"en\"},"
		"\"Coil\": {\"@id\": \"x:Coil\", \"@context\": {"
		"\"heat\": \"x:heat\", \"maker\": {\"@id\": \"x:maker\","
		"\"@context\": {\"plant\": \"x:plant\"}}}}}}"},
	{X "vocab", "{\"@context\": {\"@vocab\": \"" X "v/\"}}"},
	{X "reserved", "{\"@context\": {\"later\": \"@later\"}}"},
	{NULL, NULL}
};

static cu_status
convert(cu_ctx *ctx, const char *text, cu_jsonld_options options,
		cu_dataset *dataset, cu_jsonld_report *report)
{
	linked_source s;
	const cu_json *document;

	CU_TRY(linked_open(ctx, &s, contexts, NULL));
	options.contexts = &s.source;
	cu_dataset_init(dataset, ctx);
	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(text), &document));
	return cu_jsonld_to_rdf(ctx, document, &options, dataset, report);
}

/* Leaves the test unless the status is this one, or memory is short. */
#define EXPECT_STATUS(expr, want) \
	do { \
		cu_status	status_ = (expr); \
		if (status_ == CU_OUT_OF_MEMORY) \
			REQUIRE_OK(status_); \
		CHECK_STATUS(status_, (want)); \
	} while (0)

typedef struct row
{
	const char *label;
	const char *document;
	const char *nquads;
} row;

static const row rows[] = {
	{"terms",
		"{\"@context\": \"" X "trade\", \"id\": \"" X "1\", \"type\": \"Coil\","
		"\"name\": \"a \\\"coil\\\"\", \"mass\": \"12.5\","
		"\"seller\": \"did:example:1\", \"unit\": \"kg\", \"note\": \"n\","
		"\"heat\": \"H7\"}",
		"<" X "1> <" RDF "type> <" X "Coil> .\n"
		"<" X "1> <" X "name> \"a \\\"coil\\\"\" .\n"
		"<" X "1> <" X "mass> \"12.5\"^^<" XSD "decimal> .\n"
		"<" X "1> <" X "seller> <did:example:1> .\n"
		"<" X "1> <" X "unit> <" X "kg> .\n"
		"<" X "1> <" X "note> \"n\"@en .\n"
	"<" X "1> <" X "heat> \"H7\" .\n"},
	{"scoped contexts: of a type for the node alone, of a property further",
		"{\"@context\": \"" X "trade\", \"type\": \"Coil\", \"maker\":"
		"{\"plant\": \"P\", \"heat\": null}, \"seller\": {\"name\": \"S\"}}",
		"_:a <" RDF "type> <" X "Coil> .\n"
		"_:a <" X "maker> _:b .\n"
		"_:b <" X "plant> \"P\" .\n"
		"_:a <" X "seller> _:c .\n"
	"_:c <" X "name> \"S\" .\n"},
	{"numbers",
		"{\"@context\": {\"p\": \"x:p\", \"d\": {\"@id\": \"x:d\","
		"\"@type\": \"" XSD "double\"}},"
		"\"p\": [0, -0, -7, 1.0, 5.30, 1e21, 123456789012345678, 0.1e-6,"
		"true, false], \"d\": [1, -0]}",
		"_:a <x:p> \"0\"^^<" XSD "integer> .\n"
		"_:a <x:p> \"-7\"^^<" XSD "integer> .\n"
		"_:a <x:p> \"1\"^^<" XSD "integer> .\n"
		"_:a <x:p> \"5.3E0\"^^<" XSD "double> .\n"
		"_:a <x:p> \"1.0E21\"^^<" XSD "double> .\n"
		"_:a <x:p> \"123456789012345680\"^^<" XSD "integer> .\n"
		"_:a <x:p> \"1.0E-7\"^^<" XSD "double> .\n"
		"_:a <x:p> \"true\"^^<" XSD "boolean> .\n"
		"_:a <x:p> \"false\"^^<" XSD "boolean> .\n"
		"_:a <x:d> \"1.0E0\"^^<" XSD "double> .\n"
	"_:a <x:d> \"0.0E0\"^^<" XSD "double> .\n"},
	{"lists, of lists, empty ones, and sets",
		"{\"@context\": {\"l\": {\"@id\": \"x:l\", \"@container\": \"@list\"},"
		"\"p\": \"x:p\"}, \"l\": [\"a\", [\"b\"]], \"p\": [{\"@list\": []},"
		"{\"@set\": [\"c\", null, {\"@list\": \"d\"}]}]}",
		"_:a <x:l> _:1 .\n"
		"_:1 <" RDF "first> \"a\" .\n_:1 <" RDF "rest> _:2 .\n"
		"_:2 <" RDF "first> _:3 .\n_:2 <" RDF "rest> <" RDF "nil> .\n"
		"_:3 <" RDF "first> \"b\" .\n_:3 <" RDF "rest> <" RDF "nil> .\n"
		"_:a <x:p> <" RDF "nil> .\n_:a <x:p> \"c\" .\n_:a <x:p> _:4 .\n"
	"_:4 <" RDF "first> \"d\" .\n_:4 <" RDF "rest> <" RDF "nil> .\n"},
	{"JSON as it is",
		"{\"@context\": {\"j\": {\"@id\": \"x:j\", \"@type\": \"@json\"}},"
		"\"@id\": \"x:1\", \"j\": {\"b\": [1.0, null], \"@context\": 3}}",
		"<x:1> <x:j> \"{\\\"@context\\\":3,\\\"b\\\":[1,null]}\"^^<"
	RDF "JSON> .\n"},
	{"containers by language, index, identifier, type",
		"{\"@context\": {\"@vocab\": \"x:\","
		"\"lang\": {\"@container\": \"@language\"},"
		"\"idx\": {\"@container\": \"@index\", \"@index\": \"role\"},"
		"\"ids\": {\"@container\": \"@id\"},"
		"\"ts\": {\"@container\": \"@type\"}},"
		"\"lang\": {\"EN\": \"a\", \"@none\": [\"b\", null]},"
		"\"idx\": {\"r\": {\"p\": 1}},"
		"\"ids\": {\"x:i\": {\"p\": 2}}, \"ts\": {\"T\": \"x:t\"}}",
		"_:a <x:lang> \"a\"@en .\n_:a <x:lang> \"b\" .\n"
		"_:a <x:idx> _:b .\n_:b <x:role> \"r\" .\n"
		"_:b <x:p> \"1\"^^<" XSD "integer> .\n"
		"_:a <x:ids> <x:i> .\n<x:i> <x:p> \"2\"^^<" XSD "integer> .\n"
	"_:a <x:ts> <x:t> .\n<x:t> <" RDF "type> <x:T> .\n"},
	{"a graph that has a name, and one made by a container",
		"{\"@context\": {\"g\": {\"@id\": \"x:g\", \"@container\": \"@graph\"}},"
		"\"@id\": \"x:1\", \"g\": {\"@id\": \"x:2\", \"x:p\": \"a\"},"
		"\"@graph\": [{\"@id\": \"x:3\", \"x:p\": \"b\"}]}",
		"<x:1> <x:g> _:g .\n<x:2> <x:p> \"a\" _:g .\n"
	"<x:3> <x:p> \"b\" <x:1> .\n"},
	{"a graph that is the whole document has no name",
		"{\"@graph\": [{\"@id\": \"x:3\", \"x:p\": \"b\"}], \"x:n\": null}",
	"<x:3> <x:p> \"b\" .\n"},
	{"reverse properties, nesting, included nodes",
		"{\"@context\": {\"@vocab\": \"x:\", \"in\": {\"@reverse\": \"out\"},"
		"\"more\": \"@nest\"}, \"@id\": \"x:1\", \"in\": {\"@id\": \"x:2\"},"
		"\"@reverse\": {\"p\": {\"@id\": \"x:3\"}, \"in\": {\"@id\": \"x:4\"}},"
		"\"more\": {\"q\": \"n\"},"
		"\"@included\": {\"@id\": \"x:5\", \"q\": \"i\"}}",
		"<x:2> <x:out> <x:1> .\n<x:3> <x:p> <x:1> .\n<x:1> <x:out> <x:4> .\n"
	"<x:1> <x:q> \"n\" .\n<x:5> <x:q> \"i\" .\n"},
	{"labels of blank nodes",
		"{\"@id\": \"_:z\", \"x:p\": {\"@id\": \"_:z\"}}",
	"_:z <x:p> _:z .\n"},
	{"labels that N-Quads could not write, and those that ours look like",
		"{\"@id\": \"_:a:b\", \"x:p\": [{\"@id\": \"_:a:b\"}, {\"@id\":"
		"\"_:odd613a62\"}, {\"@id\": \"_:\"}]}",
	"_:1 <x:p> _:1 .\n_:1 <x:p> _:2 .\n_:1 <x:p> _:3 .\n"},
	{"relative to the base", "{\"@id\": \"../c?q\", \"x:p\": {\"@id\": \"\"}}",
	"<http://base.example/c?q> <x:p> <http://base.example/a/b> .\n"}
};

TEST(converts)
{
	cu_jsonld_options options = {.inline_contexts = true,
		.base = CU_LIT("http://base.example/a/b")};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_ctx	   *ctx = test_ctx();
		cu_dataset	dataset;
		bool		same;

		test_row(rows[i].label);
		REQUIRE(ctx != NULL);
		REQUIRE_OK(convert(ctx, rows[i].document, options, &dataset, NULL));
		REQUIRE_OK(linked_same(ctx, &dataset, rows[i].nquads, &same));
		CHECK(same);
	}
}

TEST(writes_directions)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.inline_contexts = true,
		.i18n_direction = true, .safe = true};
	cu_dataset	dataset;
	bool		same;

	REQUIRE_OK(convert(ctx, "{\"@context\": {\"@direction\": \"rtl\","
					   "\"p\": \"x:p\"}, \"@id\": \"x:1\", \"p\": [\"a\","
					   "{\"@value\": \"b\", \"@language\": \"AR\","
					   "\"@direction\": \"ltr\"}]}", options, &dataset, NULL));
	REQUIRE_OK(linked_same(ctx, &dataset,
						   "<x:1> <x:p> \"a\"^^<" I18N "_rtl> .\n"
						   "<x:1> <x:p> \"b\"^^<" I18N "ar_ltr> .\n", &same));
	CHECK(same);
}

TEST(keeps_blank_predicates_on_request)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.generalized = true, .safe = true};
	cu_dataset	dataset;

	REQUIRE_OK(convert(ctx, "{\"_:p\": \"a\"}", options, &dataset, NULL));
	REQUIRE(dataset.count == 1);
	CHECK_EQ_INT(dataset.quads[0].predicate->kind, CU_TERM_BLANK);
}

/* The outer context comes first, and is the caller's own: it may be inline. */
TEST(takes_an_outer_context)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.safe = true};
	cu_dataset	dataset;
	bool		same;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"@context\": {\"p\": \"x:p\"}}"),
							 &options.expand_context));
	REQUIRE_OK(convert(ctx, "{\"@id\": \"x:1\", \"p\": \"a\"}", options,
					   &dataset, NULL));
	REQUIRE_OK(linked_same(ctx, &dataset, "<x:1> <x:p> \"a\" .\n", &same));
	CHECK(same);
}

typedef struct fault
{
	const char *document;
	cu_status	status;
	const char *pointer;
	const char *code;			/* with which the detail begins, or NULL */
} fault;

static const fault losses[] = {
	{"{\"a/~\": 1, \"x:p\": 1}", CU_LOSS_TERM, "/a~1~0", NULL},
	{"{\"@context\": {\"p\": null}, \"p\": 1}", CU_LOSS_TERM, "/p", NULL},
	{"{\"x:a b\": 1}", CU_LOSS_TERM, "/x:a b", NULL},
	{"{\"x:p\": [{\"@id\": \"rel\"}]}", CU_LOSS_IRI, "/x:p/0/@id", NULL},
	{"{\"@id\": \"\", \"x:p\": 1}", CU_LOSS_IRI, "/@id", NULL},
	{"{\"@id\": \"_:a b\", \"x:p\": 1}", CU_LOSS_IRI, "/@id", NULL},
	{"{\"@id\": \"rel\", \"@graph\": [{\"x:p\": 1}]}", CU_LOSS_IRI, "/@id",
	NULL},
	{"{\"@context\": {\"p\": {\"@id\": \"x:p\", \"@type\": \"@id\"}},"
	"\"p\": [\"x:1\", \"rel\"]}", CU_LOSS_IRI, "/p/1", NULL},
	{"{\"@context\": {\"p\": {\"@id\": \"x:p\", \"@type\": \"@vocab\"}},"
	"\"p\": \"rel\"}", CU_LOSS_IRI, "/p", NULL},
	{"{\"@context\": {\"@vocab\": \"rel/\"}, \"@id\": \"x:1\", \"x:p\": 1}",
	CU_LOSS_IRI, "/@context", NULL},
	{"{\"@type\": [\"x:T\", \"T\"]}", CU_LOSS_TYPE, "/@type/1", NULL},
	{"{\"x:p\": {\"@value\": \"1\", \"@type\": \"T\"}}", CU_LOSS_TYPE, "/x:p",
	NULL},
	{"{\"@later\": 1, \"x:p\": 1}", CU_LOSS_KEYWORD, "/@later", NULL},
	{"{\"@id\": \"@later\", \"x:p\": 1}", CU_LOSS_KEYWORD, "/@id", NULL},
	{"{\"@context\": \"" X "reserved\", \"x:p\": 1}", CU_LOSS_KEYWORD,
	"/@context", NULL},
	{"{}", CU_LOSS_VALUE, "", NULL},
	{"{\"@id\": \"x:1\"}", CU_LOSS_VALUE, "", NULL},
	{"{\"@id\": \"x:1\", \"x:p\": null}", CU_LOSS_VALUE, "", NULL},
	{"[\"a\"]", CU_LOSS_VALUE, "/0", NULL},
	{"{\"@value\": \"a\"}", CU_LOSS_VALUE, "", NULL},
	{"{\"@list\": [{\"x:p\": 1}]}", CU_LOSS_VALUE, "", NULL},
	{"{\"@graph\": [{\"@id\": \"x:1\"}]}", CU_LOSS_VALUE, "/@graph/0", NULL},
	{"{\"x:p\": {\"@value\": null}}", CU_LOSS_VALUE, "/x:p", NULL},
	{"{\"x:p\": {\"@language\": \"en\"}}", CU_LOSS_VALUE, "/x:p", NULL},
	{"{\"x:p\": {\"@value\": \"a\", \"@language\": \"e n\"}}",
	CU_LOSS_LANGUAGE, "/x:p", NULL},
	{"{\"@context\": {\"p\": {\"@id\": \"x:p\", \"@container\":"
	"\"@language\"}}, \"p\": {\"not_good\": \"a\"}}", CU_LOSS_LANGUAGE,
	"/p/not_good", NULL},
	{"{\"_:p\": 1}", CU_LOSS_PREDICATE, "/_:p", NULL},
	{"{\"x:p\": {\"@value\": \"a\", \"@direction\": \"rtl\"}}",
	CU_LOSS_DIRECTION, "/x:p", NULL}
};

static bool
at_pointer(const cu_ctx *ctx, const char *pointer)
{
	return ctx->error.pointer && strcmp(ctx->error.pointer, pointer) == 0;
}

/* In safe mode each is refused, and told where; without it, none is. */
TEST(refuses_losses)
{
	cu_jsonld_options options = {.inline_contexts = true};

	for (size_t i = 0; i < sizeof(losses) / sizeof(losses[0]); i++)
	{
		cu_host    *host = test_host();
		cu_ctx		ctx;
		cu_dataset	dataset;
		cu_status	safe;
		bool		there;
		cu_status	loose;

		test_row(losses[i].document);
		cu_ctx_init(&ctx, host);
		options.safe = true;
		safe = convert(&ctx, losses[i].document, options, &dataset, NULL);
		there = at_pointer(&ctx, losses[i].pointer);
		cu_ctx_reset(&ctx);
		options.safe = false;
		loose = convert(&ctx, losses[i].document, options, &dataset, NULL);
		cu_ctx_free(&ctx);
		if (safe == CU_OUT_OF_MEMORY || loose == CU_OUT_OF_MEMORY)
			return;
		CHECK_STATUS(safe, losses[i].status);
		CHECK(there);
		/* A type that is no IRI makes no literal, in any mode. */
		CHECK_STATUS(loose, strstr(losses[i].document, "\"@value\": \"1\"") ?
					 CU_BAD_JSONLD : CU_OK);
	}
}

/* Nothing is said, but nothing is lost either. */
TEST(takes_what_says_nothing)
{
	static const char *const documents[] = {
		"null", "[]", "{\"@id\": \"x:1\", \"x:p\": []}", "{\"@type\": []}",
		"{\"@id\": \"x:1\", \"x:p\": [null, {\"@set\": []}]}",
		"{\"@graph\": []}", NULL
	};
	cu_jsonld_options options = {.safe = true};

	for (size_t i = 0; documents[i]; i++)
	{
		cu_ctx	   *ctx = test_ctx();
		cu_dataset	dataset;

		test_row(documents[i]);
		REQUIRE_OK(convert(ctx, documents[i], options, &dataset, NULL));
		CHECK_EQ_INT(dataset.count, 0);
	}
}

static const fault inlines[] = {
	{"{\"@context\": {}, \"x:p\": 1}", CU_INLINE_CONTEXT, "/@context", NULL},
	{"{\"@context\": null, \"x:p\": 1}", CU_INLINE_CONTEXT, "/@context", NULL},
	{"{\"@context\": \"rel\", \"x:p\": 1}", CU_INLINE_CONTEXT, "/@context",
	NULL},
	{"{\"@context\": [\"" X "trade\", {}], \"x:p\": 1}", CU_INLINE_CONTEXT,
	"/@context", NULL},
	{"{\"@context\": \"" X "trade\", \"seller\": {\"@context\": \"" X "vocab\","
	"\"x:p\": 1}}", CU_INLINE_CONTEXT, "/seller/@context", NULL},
	{"[{\"@context\": \"" X "trade\", \"name\": \"a\"}]", CU_INLINE_CONTEXT,
	"/0/@context", NULL},
	{"{\"@context\": [\"" X "trade\", \"" X "vocab\"], \"name\": \"a\"}",
	CU_OK, NULL, NULL}
};

static const fault errors[] = {
	{"{\"@context\": {\"a\": {\"@id\": \"b:c\"}, \"b\": \"a:b\"}}",
	CU_BAD_CONTEXT, "/@context/a", "cyclic IRI mapping:"},
	{"{\"@context\": [{\"a\": {\"@id\": \"x:a\", \"@protected\": true}},"
		"{\"a\": \"x:b\"}]}", CU_BAD_CONTEXT, "/@context/1/a",
	"protected term redefinition:"},
	{"{\"@context\": [{\"a\": {\"@id\": \"x:a\", \"@protected\": true}},"
	"null]}", CU_BAD_CONTEXT, "/@context/1", "invalid context nullification:"},
	{"{\"@context\": {\"a\": {\"@id\": \"x:a\", \"@context\": {\"b\": 1}}}}",
		CU_BAD_CONTEXT, "/@context/a/@context/b",
	"invalid scoped context: invalid term definition:"},
	{"{\"@context\": 1}", CU_BAD_CONTEXT, "/@context",
	"invalid local context:"},
	{"{\"@context\": {\"a\": \"rel\"}}", CU_BAD_CONTEXT, "/@context/a",
	"invalid IRI mapping:"},
	{"{\"@context\": {\"@id\": \"x:a\"}}", CU_BAD_CONTEXT, "/@context/@id",
	"keyword redefinition:"},
	{"{\"@context\": [\"" X "trade\", {\"name\": \"x:other\"}]}",
	CU_BAD_CONTEXT, "/@context/1/name", "protected term redefinition:"},
	{"{\"@id\": 1}", CU_BAD_JSONLD, "/@id", "invalid @id value:"},
	{"{\"x:p\": [{\"@type\": [1]}]}", CU_BAD_JSONLD, "/x:p/0/@type/0",
	"invalid type value:"},
	{"{\"@context\": \"" X "trade\", \"id\": \"x:1\", \"@id\": \"x:1\"}",
	CU_BAD_JSONLD, "/@id", "colliding keywords:"},
	{"{\"x:p\": {\"@value\": \"a\", \"x:q\": 1}}", CU_BAD_JSONLD, "/x:p",
	"invalid value object:"},
	{"{\"x:p\": {\"@list\": [], \"x:q\": 1}}", CU_BAD_JSONLD, "/x:p",
	"invalid set or list object:"},
	{"{\"@reverse\": {\"x:p\": \"a\"}}", CU_BAD_JSONLD, "/@reverse/x:p",
	"invalid reverse property value:"},
	{"{\"@context\": \"" X "none\", \"x:p\": 1}", CU_MISSING_CONTEXT,
	"/@context", "loading remote context failed:"}
};

static void
check_faults(const fault *faults, size_t count, cu_jsonld_options options)
{
	for (size_t i = 0; i < count; i++)
	{
		cu_ctx		ctx;
		cu_dataset	dataset;
		cu_status	status;

		test_row(faults[i].document);
		cu_ctx_init(&ctx, test_host());
		status = convert(&ctx, faults[i].document, options, &dataset, NULL);
		if (status != CU_OUT_OF_MEMORY)
		{
			const char *detail = ctx.error.detail;
			const char *code = faults[i].code;

			CHECK_STATUS(status, faults[i].status);
			CHECK(status == CU_OK || at_pointer(&ctx, faults[i].pointer));
			CHECK(code == NULL ||
				  (detail && strncmp(detail, code, strlen(code)) == 0));
		}
		cu_ctx_free(&ctx);
	}
}

TEST(refuses_inline_contexts)
{
	cu_jsonld_options options = {.safe = true};

	check_faults(inlines, sizeof(inlines) / sizeof(inlines[0]), options);
}

TEST(tells_what_is_wrong)
{
	cu_jsonld_options options = {.inline_contexts = true};

	check_faults(errors, sizeof(errors) / sizeof(errors[0]), options);
}

TEST(names_missing_contexts)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.safe = true};
	cu_dataset	dataset;
	cu_jsonld_report report;

	EXPECT_STATUS(convert(ctx, "{\"@context\": [\"" X "trade\", \"" X "no\"],"
						  "\"name\": \"a\"}", options, &dataset, &report),
				  CU_MISSING_CONTEXT);
	CHECK_SLICE(report.missing, X "no");
}

/* Names and types that only @vocab catches, in the order of the document. */
TEST(reports_what_vocab_caught)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.safe = true};
	cu_dataset	dataset;
	cu_jsonld_report report;

	REQUIRE_OK(convert(ctx, "{\"@context\": [\"" X "trade\", \"" X "vocab\"],"
					   "\"first\": \"1\", \"name\": \"n\","
					   "\"seller\": {\"id\": \"x:1\", \"second\": \"2\"},"
					   "\"nothing\": null, \"x:p\": \"p\","
					   "\"type\": [\"Coil\", \"third\"]}", options, &dataset,
					   &report));
	REQUIRE(report.caught_count == 3);
	CHECK_SLICE(cu_json_string(report.caught[0]), "1");
	CHECK_SLICE(cu_json_string(report.caught[1]), "2");
	CHECK_SLICE(cu_json_string(report.caught[2]), "third");
}

TEST(stops_at_the_depth)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.inline_contexts = true};
	cu_dataset	dataset;
	static const char chain[] = "{\"@context\": {\"a\": \"b:a\", \"b\": \"c:b\","
		"\"c\": \"d:c\", \"d\": \"e:d\", \"e\": \"f:e\", \"f\": \"g:f\","
		"\"g\": \"h:g\", \"h\": \"i:h\"}, \"x:p\": 1}";

	REQUIRE_OK(convert(ctx, chain, options, &dataset, NULL));
	test_host()->limits.max_depth = 8;
	EXPECT_STATUS(convert(ctx, chain, options, &dataset, NULL),
				  CU_LIMIT_DEPTH);
}

static bool
always(void *arg)
{
	(void) arg;
	return true;
}

TEST(can_be_canceled)
{
	cu_ctx	   *ctx = test_ctx();
	cu_jsonld_options options = {.inline_contexts = true};
	cu_dataset	dataset;
	const cu_json *document;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"x:p\": 1}"), &document));
	cu_dataset_init(&dataset, ctx);
	test_host()->poll = always;
	EXPECT_STATUS(cu_jsonld_to_rdf(ctx, document, &options, &dataset, NULL),
				  CU_CANCELED);
}

const cu_test cu_tests_jsonld[] = {
	{"converts", converts},
	{"writes_directions", writes_directions},
	{"keeps_blank_predicates_on_request", keeps_blank_predicates_on_request},
	{"takes_an_outer_context", takes_an_outer_context},
	{"refuses_losses", refuses_losses},
	{"takes_what_says_nothing", takes_what_says_nothing},
	{"refuses_inline_contexts", refuses_inline_contexts},
	{"tells_what_is_wrong", tells_what_is_wrong},
	{"names_missing_contexts", names_missing_contexts},
	{"reports_what_vocab_caught", reports_what_vocab_caught},
	{"stops_at_the_depth", stops_at_the_depth},
	{"can_be_canceled", can_be_canceled},
	{NULL, NULL}
};
