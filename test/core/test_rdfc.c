/*
 * test_rdfc.c
 *		RDFC-1.0: one canonical form for a graph, whoever names its blank nodes,
 *		and an end for graphs that are made to cost.
 */
#include "test.h"

#include "../../src/core/rdfc.h"

/* Graphs: which blank nodes (letters) stand in which triples or quads. */
static const struct
{
	const char *label;
	const char *triples;		/* "ab" a -> b, "abg" in graph g, '!': a value */
	size_t		lines;
}			graphs[] = {
	{"none", "", 0},
	{"one", "a!", 1},
	{"itself", "aa", 1},
	{"two by value", "a! ab", 2},
	{"two alike", "ac bc", 2},
	{"two that mention each other", "ab ba", 2},
	{"chain", "ab bc cd de", 4},
	{"ring", "ab bc cd de ea", 5},
	{"two rings", "ab bc ca de ef fd", 6},
	{"two rings, one marked", "ab bc ca de ef fd d!", 7},
	{"star", "ab ac ad ae b!", 5},
	{"two hubs", "ab ac de df", 4},
	{"clique", "ab ac ad ba bc bd ca cb cd da db dc", 12},
	{"bipartite", "ad ae af bd be bf cd ce cf", 9},
	{"graph", "abg bag", 2},
	{"node as graph", "aba bab", 2},
	{"triples that repeat", "ab ba ab ba", 2}
};

#define GRAPHS (sizeof(graphs) / sizeof(graphs[0]))
#define LETTERS 7

static const cu_rdfc_limits plenty = {100000, 10000000};

/* The letter's blank node; orders: which of a letter's names is used. */
static const cu_term *
blank_of(cu_dataset *dataset, char letter, unsigned order)
{
	/* 1, 3 and 5 have no factor in common with 7 letters. */
	unsigned	moved = ((unsigned) (letter - 'a') * (1 + 2 * (order % 3)) +
						 order) % LETTERS;
	char		name = (char) ('p' + moved);

	return cu_dataset_blank(dataset, cu_slice_make(&name, 1));
}

/* One group of letters as a quad. */
static cu_status
add_letters(cu_dataset *dataset, cu_slice letters, unsigned order)
{
	const cu_term *object;
	const cu_term *graph = NULL;

	if (letters.p[1] == '!')
		object = cu_dataset_literal(dataset, CU_LIT("x"),
									cu_slice_make(NULL, 0),
									cu_slice_make(NULL, 0));
	else
		object = blank_of(dataset, letters.p[1], order);
	if (letters.n == 3)
	{
		graph = blank_of(dataset, letters.p[2], order);
		if (graph == NULL)
			return CU_NOMEM(dataset->ctx);
	}
	return cu_dataset_add(dataset, blank_of(dataset, letters.p[0], order),
						  cu_dataset_iri(dataset, CU_LIT("urn:p")), object,
						  graph);
}

/*
 * A graph with its quads in one of several orders and its blank nodes under
 * other names.
 */
static cu_status
build(cu_dataset *dataset, const char *triples, unsigned order)
{
	cu_slice	groups[16];
	cu_slice	rest = cu_slice_cstr(triples);
	size_t		count = 0;

	while (rest.n > 0)
	{
		const char *space = memchr(rest.p, ' ', rest.n);
		size_t		n = space ? (size_t) (space - rest.p) : rest.n;

		groups[count++] = cu_slice_make(rest.p, n);
		rest = cu_slice_from(rest, n + 1);
	}
	for (size_t i = 0; i < count; i++)
	{
		size_t		at = (i + order) % count;

		CU_TRY(add_letters(dataset, groups[order % 2 ? count - 1 - at : at],
						   order));
	}
	return CU_OK;
}

static cu_status
canonize(cu_ctx *ctx, const char *triples, unsigned order, cu_hash hash,
		 const cu_rdfc_limits *limits, cu_canonical *out)
{
	cu_dataset	dataset;

	cu_dataset_init(&dataset, ctx);
	CU_TRY(build(&dataset, triples, order));
	return cu_rdfc_canonize(ctx, &dataset, hash, limits, out);
}

static void
check_sorted(const cu_canonical *canonical)
{
	for (size_t i = 1; i < canonical->count; i++)
		CHECK(cu_slice_cmp(canonical->lines[i - 1], canonical->lines[i]) < 0);
}

/* Names of blank nodes and order of quads change nothing. */
TEST(is_one_form)
{
	static const cu_hash hashes[] = {CU_SHA256, CU_SHA384};
	cu_ctx	   *ctx = test_ctx();
	cu_ctx	   *other = test_ctx();

	for (size_t i = 0; i < 2 * GRAPHS; i++)
	{
		cu_hash		hash = hashes[i % 2];
		const char *triples = graphs[i / 2].triples;
		cu_canonical first;

		cu_ctx_reset(ctx);
		test_row(graphs[i / 2].label);
		REQUIRE_OK(canonize(ctx, triples, 0, hash, &plenty, &first));
		CHECK_EQ_INT(first.count, graphs[i / 2].lines);
		check_sorted(&first);
		for (unsigned order = 1; order < 12; order++)
		{
			cu_canonical again;

			cu_ctx_reset(other);
			REQUIRE_OK(canonize(other, triples, order, hash, &plenty,
								&again));
			CHECK_SLICES(cu_canonical_text(&again),
						 cu_canonical_text(&first));
		}
	}
}

/* Graphs that are not the same have different forms. */
TEST(tells_graphs_apart)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	texts[GRAPHS];

	for (size_t i = 0; i < GRAPHS; i++)
	{
		cu_canonical canonical;

		REQUIRE_OK(canonize(ctx, graphs[i].triples, 0, CU_SHA256, &plenty,
							&canonical));
		texts[i] = cu_canonical_text(&canonical);
		for (size_t j = 0; j < i; j++)
		{
			bool		same = cu_slice_eq(texts[i], texts[j]);
			/* The one with the triples twice is the one with them once. */
			bool		want = j == 5 && i == GRAPHS - 1;

			test_row(graphs[i].label);
			CHECK(same == want);
		}
	}
}

TEST(canonizes_itself)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < GRAPHS; i++)
	{
		cu_canonical canonical;
		cu_dataset	dataset;
		cu_slice	text;

		test_row(graphs[i].label);
		REQUIRE_OK(canonize(ctx, graphs[i].triples, 3, CU_SHA256, &plenty,
							&canonical));
		text = cu_canonical_text(&canonical);
		cu_dataset_init(&dataset, ctx);
		REQUIRE_OK(cu_nquads_read(ctx, text, &dataset));
		REQUIRE_OK(cu_rdfc_canonize(ctx, &dataset, CU_SHA256, &plenty,
									&canonical));
		CHECK_SLICES(cu_canonical_text(&canonical), text);
	}
}

/* What comes out, letter by letter, and how the labels are told. */
TEST(labels)
{
	cu_ctx	   *ctx = test_ctx();
	cu_dataset	dataset;
	cu_canonical canonical;
	uint8_t		digest[CU_SHA256_SIZE];
	uint8_t		want[CU_SHA256_SIZE];
	const cu_term *seller;

	cu_dataset_init(&dataset, ctx);
	REQUIRE_OK(cu_nquads_read(ctx, CU_LIT(
		"_:seller <urn:name> \"Mill\" .\n"
		"<urn:sale> <urn:by> _:seller .\n"
		"<urn:sale> <urn:\357\277\275> \"\\u00e9\" .\n"
		"<urn:sale> <urn:\360\237\230\200> \"\" .\n"
		"<urn:sale> <urn:by> _:seller .\n"), &dataset));
	REQUIRE_OK(cu_rdfc_canonize(ctx, &dataset, CU_SHA256, &plenty,
								&canonical));
	CHECK_EQ_INT(canonical.count, 4);
	CHECK_SLICE(cu_canonical_text(&canonical),
				"<urn:sale> <urn:by> _:c14n0 .\n"
				"<urn:sale> <urn:\357\277\275> \"\303\251\" .\n"
				"<urn:sale> <urn:\360\237\230\200> \"\" .\n"
				"_:c14n0 <urn:name> \"Mill\" .\n");
	seller = cu_dataset_blank(&dataset, CU_LIT("seller"));
	REQUIRE(seller != NULL);
	CHECK_EQ_INT(canonical.labels[seller->number], 0);
	REQUIRE(cu_canonical_digest(&canonical, CU_SHA256, digest));
	REQUIRE(cu_digest(CU_SHA256, cu_canonical_text(&canonical), want));
	CHECK(memcmp(digest, want, sizeof(want)) == 0);
}

/* Nodes told apart by a value, and pairs of nodes that look alike. */
static cu_status
build_many(cu_dataset *dataset)
{
	cu_buf		buf;

	cu_buf_init(&buf, dataset->ctx);
	for (unsigned i = 0; i < 20; i++)
	{
		cu_buf_add_cstr(&buf, "_:v");
		cu_buf_add_uint(&buf, i);
		cu_buf_add_cstr(&buf, " <urn:p> \"");
		cu_buf_add_uint(&buf, i);
		cu_buf_add_cstr(&buf, "\" .\n");
		for (unsigned back = 0; back < 2; back++)
		{
			cu_buf_add_cstr(&buf, back ? "_:b" : "_:a");
			cu_buf_add_uint(&buf, i);
			cu_buf_add_cstr(&buf, " <urn:p");
			cu_buf_add_uint(&buf, i);
			cu_buf_add_cstr(&buf, back ? "> _:a" : "> _:b");
			cu_buf_add_uint(&buf, i);
			cu_buf_add_cstr(&buf, " .\n");
		}
	}
	CU_TRY(cu_buf_status(&buf));
	return cu_nquads_read(dataset->ctx, cu_buf_slice(&buf), dataset);
}

/* A blank node that is in no quad takes no label from those that are. */
TEST(leaves_out_unmentioned)
{
	cu_slice	want = {NULL, 0};

	for (unsigned more = 0; more < 4; more++)
	{
		cu_ctx	   *ctx = test_ctx();
		cu_dataset	dataset;
		cu_canonical canonical;

		cu_dataset_init(&dataset, ctx);
		REQUIRE_OK(build_many(&dataset));
		for (unsigned i = 0; i < more; i++)
			REQUIRE(cu_dataset_fresh_blank(&dataset) != NULL);
		REQUIRE_OK(cu_rdfc_canonize(ctx, &dataset, CU_SHA256, &plenty,
									&canonical));
		CHECK_EQ_INT(canonical.count, 60);
		if (more == 0)
			want = cu_canonical_text(&canonical);
		else
			CHECK_SLICES(cu_canonical_text(&canonical), want);
	}
}

/* n blank nodes, each related to each. */
static cu_status
build_clique(cu_dataset *dataset, unsigned n)
{
	const cu_term *nodes[16];
	const cu_term *p = cu_dataset_iri(dataset, CU_LIT("urn:p"));

	for (unsigned i = 0; i < n; i++)
		nodes[i] = cu_dataset_fresh_blank(dataset);
	for (unsigned i = 0; i < n * n; i++)
	{
		if (i / n != i % n)
			CU_TRY(cu_dataset_add(dataset, nodes[i / n], p, nodes[i % n],
								  NULL));
	}
	return CU_OK;
}

static size_t polls;

static bool
count_polls(void *arg)
{
	(void) arg;
	polls++;
	return false;
}

static bool
stop_late(void *arg)
{
	(void) arg;
	return ++polls > 1000;
}

TEST(keeps_to_limits)
{
	static const struct
	{
		cu_rdfc_limits limits;
		size_t		polls;
	}			rows[] = {
		/* Each node is polled for, then each order. */
		{{2000, UINT64_MAX}, 12 + 2000},
		{{UINT64_MAX, 200000}, 200000},
		{{0, 1000000}, 12},
		{{1000, 0}, 12}
	};
	cu_dataset	dataset;
	cu_canonical canonical;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_ctx	   *ctx = test_ctx();
		cu_status	status;

		cu_dataset_init(&dataset, ctx);
		REQUIRE_OK(build_clique(&dataset, 12));
		polls = 0;
		test_host()->poll = count_polls;
		status = cu_rdfc_canonize(ctx, &dataset, CU_SHA256, &rows[i].limits,
								  &canonical);
		if (status == CU_OUT_OF_MEMORY)
			REQUIRE_OK(status);
		CHECK_STATUS(status, CU_LIMIT_WORK);
		CHECK(polls <= rows[i].polls);
		/* However long it goes on, memory is given back. */
		CHECK(ctx->arena.taken < 512 * 1024);
	}
}

/* The orders that are tried are counted, and none where none is needed. */
TEST(takes_two_hashes)
{
	cu_ctx	   *ctx = test_ctx();
	cu_dataset	dataset;
	cu_canonical canonical;

	cu_dataset_init(&dataset, ctx);
	CHECK_STATUS(cu_rdfc_canonize(ctx, &dataset, CU_SHA512,
								  &cu_default_rdfc_limits, &canonical),
				 CU_BAD_ARGUMENT);
}

TEST(counts_orders)
{
	cu_rdfc_limits limits = {0, 1000000};
	cu_ctx	   *ctx = test_ctx();
	cu_canonical canonical;

	CHECK_STATUS(canonize(ctx, "a! b!", 0, CU_SHA256, &limits, &canonical),
				 CU_OK);
	limits.steps = 7;
	CHECK_STATUS(canonize(ctx, "ab ba", 0, CU_SHA256, &limits, &canonical),
				 CU_LIMIT_WORK);
	limits.steps = 8;
	REQUIRE_OK(canonize(ctx, "ab ba", 0, CU_SHA256, &limits, &canonical));
}

TEST(stops)
{
	cu_ctx	   *ctx = test_ctx();
	cu_dataset	dataset;
	cu_canonical canonical;
	cu_status	status;

	cu_dataset_init(&dataset, ctx);
	REQUIRE_OK(build_clique(&dataset, 12));
	polls = 0;
	test_host()->poll = stop_late;
	status = cu_rdfc_canonize(ctx, &dataset, CU_SHA256,
							  &cu_default_rdfc_limits, &canonical);
	if (status == CU_OUT_OF_MEMORY)
		REQUIRE_OK(status);
	CHECK_STATUS(status, CU_CANCELED);
	CHECK_EQ_INT(polls, 1001);
}

/* A ring so long that following it would take the C stack. */
TEST(bounds_depth)
{
	cu_ctx	   *ctx = test_ctx();
	cu_dataset	dataset;
	cu_canonical canonical;
	const cu_term *first;
	const cu_term *from;
	const cu_term *p;
	cu_status	status;

	cu_dataset_init(&dataset, ctx);
	p = cu_dataset_iri(&dataset, CU_LIT("urn:p"));
	first = cu_dataset_fresh_blank(&dataset);
	from = first;
	for (unsigned i = 0; i < 3000; i++)
	{
		const cu_term *to = cu_dataset_fresh_blank(&dataset);

		REQUIRE_OK(cu_dataset_add(&dataset, from, p, to, NULL));
		from = to;
	}
	REQUIRE_OK(cu_dataset_add(&dataset, from, p, first, NULL));
	status = cu_rdfc_canonize(ctx, &dataset, CU_SHA256,
							  &cu_default_rdfc_limits, &canonical);
	if (status == CU_OUT_OF_MEMORY)
		REQUIRE_OK(status);
	CHECK_STATUS(status, CU_LIMIT_WORK);
}

const cu_test cu_tests_rdfc[] = {
	{"is_one_form", is_one_form},
	{"tells_graphs_apart", tells_graphs_apart},
	{"canonizes_itself", canonizes_itself},
	{"labels", labels},
	{"leaves_out_unmentioned", leaves_out_unmentioned},
	{"keeps_to_limits", keeps_to_limits},
	{"takes_two_hashes", takes_two_hashes},
	{"counts_orders", counts_orders},
	{"stops", stops},
	{"bounds_depth", bounds_depth},
	{NULL, NULL}
};
