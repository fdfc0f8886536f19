/*
 * test_rdf.c
 *		Terms are held once, under their canonical text.
 */
#include "test.h"

#include "../../src/core/rdf.h"

#define NONE ((cu_slice) {NULL, 0})

TEST(writes_literals)
{
	static const struct
	{
		const char *value;
		const char *datatype;
		const char *language;
		const char *want;
	}			rows[] = {
		{"steel", NULL, NULL, "\"steel\""},
		{"", NULL, NULL, "\"\""},
		{"steel", "http://www.w3.org/2001/XMLSchema#string", NULL,
		"\"steel\""},
		{"7", "http://www.w3.org/2001/XMLSchema#integer", NULL,
		"\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>"},
		{"Stahl", NULL, "de-AT", "\"Stahl\"@de-AT"},
		{"Stahl", "urn:ignored", "de", "\"Stahl\"@de"},
		{"a\"b\\c'd", NULL, NULL, "\"a\\\"b\\\\c'd\""},
		{"\b\t\n\v\f\r", NULL, NULL, "\"\\b\\t\\n\\u000B\\f\\r\""},
		{"\001\037 \177", NULL, NULL, "\"\\u0001\\u001F \\u007F\""},
		{"\302\200\303\266\360\237\230\200", NULL, NULL,
		"\"\302\200\303\266\360\237\230\200\""}
	};
	cu_dataset	dataset;

	cu_dataset_init(&dataset, test_ctx());
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_term *term = cu_dataset_literal(
			&dataset, cu_slice_cstr(rows[i].value),
			cu_slice_cstr(rows[i].datatype), cu_slice_cstr(rows[i].language));

		test_row(rows[i].want);
		REQUIRE(term != NULL);
		CHECK_SLICES(term->text, cu_slice_cstr(rows[i].want));
		CHECK_EQ_INT(term->kind, CU_TERM_LITERAL);
	}
}

TEST(holds_terms_once)
{
	cu_dataset	dataset;
	const cu_term *iri;
	const cu_term *blank;
	const cu_term *literal;

	cu_dataset_init(&dataset, test_ctx());
	iri = cu_dataset_iri(&dataset, CU_LIT("urn:a"));
	blank = cu_dataset_blank(&dataset, CU_LIT("x"));
	literal = cu_dataset_literal(&dataset, CU_LIT("urn:a"), NONE, NONE);
	REQUIRE(iri != NULL && blank != NULL && literal != NULL);
	CHECK_SLICE(iri->text, "<urn:a>");
	CHECK_EQ_INT(iri->kind, CU_TERM_IRI);
	CHECK_EQ_INT(blank->kind, CU_TERM_BLANK);
	CHECK(iri != literal);
	CHECK(cu_dataset_iri(&dataset, CU_LIT("urn:a")) == iri);
	CHECK(cu_dataset_term(&dataset, CU_TERM_IRI, CU_LIT("<urn:a>"),
						  cu_term_hash(CU_LIT("<urn:a>"))) == iri);
	CHECK(cu_dataset_blank(&dataset, CU_LIT("x")) == blank);
	CHECK(cu_dataset_literal(&dataset, CU_LIT("urn:a"), NONE, NONE) ==
		  literal);
	CHECK_EQ_INT(dataset.term_count, 3);
	CHECK_EQ_INT(dataset.blanks, 1);
}

/* More terms than the first table has room for. */
TEST(grows)
{
	enum
	{
		COUNT = 3000
	};
	static const cu_term *terms[COUNT];
	cu_dataset	dataset;
	char		name[] = "urn:....";

	cu_dataset_init(&dataset, test_ctx());
	for (unsigned round = 0; round < 2; round++)
	{
		for (unsigned i = 0; i < COUNT; i++)
		{
			const cu_term *term;

			for (unsigned j = 0; j < 4; j++)
				name[4 + j] = (char) ('a' + (i >> 3 * j) % 8);
			term = cu_dataset_iri(&dataset, CU_LIT(name));
			REQUIRE(term != NULL);
			if (round == 0)
				terms[i] = term;
			else
				CHECK(term == terms[i]);
		}
	}
	CHECK_EQ_INT(dataset.term_count, COUNT);
}

/* Whatever labels a document has, ours are not among them. */
TEST(keeps_labels_apart)
{
	cu_dataset	dataset;
	const cu_term *fresh[4];
	const cu_term *named[5];

	cu_dataset_init(&dataset, test_ctx());
	for (size_t i = 0; i < 4; i++)
	{
		cu_slice	label;

		fresh[i] = cu_dataset_fresh_blank(&dataset);
		REQUIRE(fresh[i] != NULL);
		CHECK_EQ_INT(fresh[i]->number, 2 * i);
		label = cu_slice_from(fresh[i]->text, 2);
		/* A document that uses this label, and the one it is turned into. */
		named[i] = cu_dataset_blank(&dataset, label);
		REQUIRE(named[i] != NULL);
		CHECK_EQ_INT(named[i]->number, 2 * i + 1);
		CHECK(named[i] != fresh[i]);
		CHECK(cu_dataset_blank(&dataset, label) == named[i]);
	}
	named[4] = cu_dataset_blank(&dataset, cu_slice_from(named[0]->text, 2));
	REQUIRE(named[4] != NULL);
	for (size_t i = 0; i < 4; i++)
		CHECK(named[4] != fresh[i] && named[4] != named[i]);
	CHECK_EQ_INT(dataset.blanks, 9);
}

TEST(adds_quads)
{
	cu_ctx	   *ctx = test_ctx();
	cu_dataset	dataset;
	const cu_term *a;
	const cu_term *b;
	cu_buf		buf;

	cu_dataset_init(&dataset, ctx);
	a = cu_dataset_iri(&dataset, CU_LIT("urn:a"));
	b = cu_dataset_blank(&dataset, CU_LIT("b"));
	REQUIRE(a != NULL && b != NULL);
	for (size_t i = 0; i < 200; i++)
		REQUIRE_OK(cu_dataset_add(&dataset, a, a, b, i % 2 ? NULL : b));
	CHECK_EQ_INT(dataset.count, 200);
	cu_buf_init(&buf, ctx);
	cu_nquad_write(&buf, &dataset.quads[0]);
	cu_nquad_write(&buf, &dataset.quads[199]);
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICE(cu_buf_slice(&buf),
				"<urn:a> <urn:a> _:b _:b .\n<urn:a> <urn:a> _:b .\n");
}

/* A term that could not be made says why when it is added. */
TEST(passes_failure_on)
{
	cu_ctx	   *ctx;
	cu_dataset	dataset;
	const cu_term *term;
	unsigned	made = 0;

	test_host()->limits.max_memory = 64 * 1024;
	ctx = test_ctx();
	cu_dataset_init(&dataset, ctx);
	do
		term = cu_dataset_fresh_blank(&dataset);
	while (term != NULL && ++made < 100000);
	REQUIRE(term == NULL && ctx->error.status == CU_LIMIT_MEMORY);
	CHECK_STATUS(cu_dataset_add(&dataset, term, term, term, NULL),
				 CU_LIMIT_MEMORY);
	CHECK_EQ_INT(dataset.count, 0);
}

const cu_test cu_tests_rdf[] = {
	{"writes_literals", writes_literals},
	{"holds_terms_once", holds_terms_once},
	{"grows", grows},
	{"keeps_labels_apart", keeps_labels_apart},
	{"adds_quads", adds_quads},
	{"passes_failure_on", passes_failure_on},
	{NULL, NULL}
};
