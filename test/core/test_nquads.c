/*
 * test_nquads.c
 *		N-Quads: what is read, how it is written, and where it is wrong.
 */
#include "test.h"

#include "../../src/core/rdf.h"

/* Reads text and writes it anew. */
static cu_status
rewrite(cu_ctx *ctx, cu_slice text, cu_slice *out)
{
	cu_dataset	dataset;
	cu_buf		buf;

	cu_dataset_init(&dataset, ctx);
	CU_TRY(cu_nquads_read(ctx, text, &dataset));
	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < dataset.count; i++)
		cu_nquad_write(&buf, &dataset.quads[i]);
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

TEST(reads)
{
	static const struct
	{
		const char *text;
		const char *want;
	}			rows[] = {
		{"<urn:a> <urn:b> <urn:c> .\n", "<urn:a> <urn:b> <urn:c> .\n"},
		{"<urn:a><urn:b><urn:c>.", "<urn:a> <urn:b> <urn:c> .\n"},
		{"\t<urn:a>\t<urn:b>  <urn:c> <urn:g>\t.  # why\r\n",
		"<urn:a> <urn:b> <urn:c> <urn:g> .\n"},
		{"# only this\n\n\r\n  \t\n_:a <urn:b> _:c _:d .\n#",
		"_:a <urn:b> _:c _:d .\n"},
		{"<urn:a> <urn:b> \"\" .", "<urn:a> <urn:b> \"\" .\n"},
		{"<urn:a> <urn:b> \"c\"^^<urn:d> <urn:g> .",
		"<urn:a> <urn:b> \"c\"^^<urn:d> <urn:g> .\n"},
		{"<urn:a> <urn:b> \"c\"@en-GB-1996.",
		"<urn:a> <urn:b> \"c\"@en-GB-1996 .\n"},
		{"<urn:a> <urn:b> "
		"\"c\"^^<http://www.w3.org/2001/XMLSchema#string> .",
		"<urn:a> <urn:b> \"c\" .\n"},
		{"<urn:\\u0061\\U000000E9> <urn:b> <urn:c> .",
		"<urn:a\303\251> <urn:b> <urn:c> .\n"},
		{"<urn:a> <urn:b> \"\\t\\b\\n\\r\\f\\\"\\'\\\\\\u00e9\\U0001F600\" .",
		"<urn:a> <urn:b> \"\\t\\b\\n\\r\\f\\\"'\\\\\303\251\360\237\230\200\" "
		".\n"},
		{"<urn:a> <urn:b> \"a\tb\001\" .",
		"<urn:a> <urn:b> \"a\\tb\\u0001\" .\n"},
		{"_:0 <urn:b> _:a.b-c\302\267.", "_:0 <urn:b> _:a.b-c\302\267 .\n"},
		{"_:\303\251 <urn:b> _:_..a.\n_:a <urn:b> <urn:c> .",
		"_:\303\251 <urn:b> _:_..a .\n_:a <urn:b> <urn:c> .\n"},
		{"<a+b-c.1:> <urn:b> <urn:c> .", "<a+b-c.1:> <urn:b> <urn:c> .\n"},
		{"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:c> .\n",
		"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:c> .\n"},
		{"# nothing", ""},
		{"", ""}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	got;

		test_row(rows[i].text);
		REQUIRE_OK(rewrite(ctx, cu_slice_cstr(rows[i].text), &got));
		CHECK(cu_slice_eq(got, cu_slice_cstr(rows[i].want)));
	}
}

TEST(refuses)
{
	static const struct
	{
		const char *text;
		size_t		offset;
	}			rows[] = {
		{"x", 0},
		{"<urn:a> <urn:b> <urn:c>", 23},
		{"<urn:a> <urn:b> <urn:c> <urn:d> <urn:e> .", 32},
		{"<urn:a> <urn:b> <urn:c> . <urn:a> <urn:b> <urn:c> .", 26},
		{"<urn:a> <urn:b> <urn:c> .\n<urn:a> _:b <urn:c> .", 34},
		{"<urn:a> \"b\" <urn:c> .", 8},
		{"\"a\" <urn:b> <urn:c> .", 0},
		{"<urn:a> <urn:b> <urn:c> \"g\" .", 24},
		{"<urn:a>\n<urn:b> <urn:c> .", 7},
		{"<urn:a> <urn:b> .", 16},
		{"<a> <urn:b> <urn:c> .", 0},
		{"<> <urn:b> <urn:c> .", 0},
		{"<//a> <urn:b> <urn:c> .", 0},
		{"<1a:b> <urn:b> <urn:c> .", 0},
		{"<urn:a b> <urn:b> <urn:c> .", 6},
		{"<urn:a\\u0020> <urn:b> <urn:c> .", 6},
		{"<urn:\\u003E\\u0020\\u003Curn:b> <urn:b> <urn:c> .", 5},
		{"<urn:\\u005Cu0041> <urn:b> <urn:c> .", 5},
		{"<urn:\\u0000> <urn:b> <urn:c> .", 5},
		{"<urn:a\\n> <urn:b> <urn:c> .", 7},
		{"<urn:\\u00zz> <urn:b> <urn:c> .", 9},
		{"<urn:a> <urn:b> \"c\"^^<d> .", 21},
		{"<urn:a> <urn:b> \"c\"^<urn:d> .", 20},
		{"<urn:a> <urn:b> \"c\"^^ <urn:d> .", 20},
		{"<urn:a> <urn:b> \"c\"@ .", 20},
		{"<urn:a> <urn:b> \"c\"@1 .", 20},
		{"<urn:a> <urn:b> \"c\"@en- .", 23},
		{"<urn:a> <urn:b> \"c\\x\" .", 19},
		{"<urn:a> <urn:b> \"c\nd\" .", 18},
		{"<urn:a> <urn:b> \"c", 18},
		{"<urn:a> <urn:b> \"c\\", 19},
		{"<urn:a> <urn:b> \"\\uD800\" .", 23},
		{"<urn:a> <urn:b> \"\\U00110000\" .", 27},
		{"<urn:a> <urn:b> 'c' .", 16},
		{"<urn:a> <urn:b> 1 .", 16},
		{"_: <urn:b> <urn:c> .", 0},
		{"_\303\251\303\251 <urn:b> <urn:c> .", 0},
		{"_:\303\251 <urn:b> \303\251 .\nb\302\267 <urn:b> _:c .", 13},
		{"_:a <urn:b> <urn:c> .\nb\302\267 <urn:b> _:c .", 22},
		{"_", 0},
		{"_:-a <urn:b> <urn:c> .", 0},
		{"_:a:b <urn:b> <urn:c> .", 3},
		{"@prefix a: <urn:a> .", 0}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	text = cu_slice_cstr(rows[i].text);
		cu_slice	got;
		cu_status	status;

		cu_ctx_reset(ctx);
		test_row(rows[i].text);
		status = rewrite(ctx, text, &got);
		if (status == CU_OUT_OF_MEMORY)
			REQUIRE_OK(status);
		CHECK_STATUS(status, CU_BAD_NQUADS);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, rows[i].offset);
		CHECK(ctx->error.detail != NULL);
	}
}

TEST(refuses_other_octets)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	got;

	CHECK_STATUS(rewrite(ctx, CU_LIT("<urn:a> <urn:b> \"\377\" ."), &got),
				 CU_BAD_UTF8);
	CHECK_EQ_INT(ctx->error.offset, 17);
	CHECK_STATUS(rewrite(ctx, CU_LIT("<urn:a> <urn:b> \"\355\240\200\" ."),
						 &got), CU_BAD_UTF8);
	CHECK_STATUS(rewrite(ctx, CU_LIT("<urn:a\0b> <urn:b> <urn:c> ."), &got),
				 CU_BAD_NQUADS);
	test_host()->limits.max_document = 10;
	CHECK_STATUS(rewrite(ctx, CU_LIT("<urn:a> <urn:b> <urn:c> ."), &got),
				 CU_LIMIT_SIZE);
}

/* One term, however it is escaped. */
TEST(unifies_escapes)
{
	cu_dataset	dataset;
	cu_ctx	   *ctx = test_ctx();

	cu_dataset_init(&dataset, ctx);
	REQUIRE_OK(cu_nquads_read(ctx,
							  CU_LIT("<urn:a> <urn:b> \"a\\u0009\" .\n"
									 "<urn:\\u0061> <urn:b> \"\\u0061\\t\" ."),
							  &dataset));
	REQUIRE(dataset.count == 2);
	CHECK(dataset.quads[0].subject == dataset.quads[1].subject);
	CHECK(dataset.quads[0].object == dataset.quads[1].object);
	CHECK(dataset.quads[0].graph == NULL);
}

static bool
stop(void *arg)
{
	(void) arg;
	return true;
}

TEST(stops)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	got;

	test_host()->poll = stop;
	CHECK_STATUS(rewrite(ctx, CU_LIT("<urn:a> <urn:b> <urn:c> .\n"), &got),
				 CU_CANCELED);
}

const cu_test cu_tests_nquads[] = {
	{"reads", reads},
	{"refuses", refuses},
	{"refuses_other_octets", refuses_other_octets},
	{"unifies_escapes", unifies_escapes},
	{"stops", stops},
	{NULL, NULL}
};
