/*
 * fuzz_rdfc.c
 *		Canonical forms: one for a graph, however its blank nodes are named and
 *		its quads are ordered, and that of itself.
 *
 * Two ways to write graphs: an input that begins with "=" is N-Quads; any
 * other is a quad for every two octets, of few terms, so that blank
 * nodes that look alike are common.
 */
#include "fuzz.h"

#include "../../src/core/rdfc.h"

void		(*const fuzz_prepare) (void) = NULL;

/* Small, so that every run is short. */
static const cu_rdfc_limits limits = {3000, 1000000};

const char *const fuzz_seeds[] = {
	"=_:a <urn:p> _:b .\n_:b <urn:p> _:a .\n_:c <urn:p> \"x\" _:a .\n",
	"=_:a <urn:p> _:b .\n_:a <urn:p> _:c .\n_:d <urn:p> _:e .\n"
	"_:d <urn:p> _:f .\n_:b <urn:q> \"\\u0001\"@en .\n",
	"\1\2\2\3\3\1", "\1\2\2\1\3\4\4\3\1\3", "\1\2\3\2\1\3\101\102\103",
	"\1\2\1\3\1\4\2\1\2\3\2\4\3\1\3\2\3\4\4\1\4\2\4\3", "\1\70\2\71\1\2",
	NULL
};

/* A quad of two octets: low bits a node, high bits what else is in it. */
static cu_status
add_pair(cu_dataset *dataset, unsigned char a, unsigned char b)
{
	static const char *const predicates[] = {"urn:p", "urn:q"};
	static const cu_slice none = {NULL, 0};
	char		name = (char) ('A' + a % 32);
	char		other = (char) ('A' + b % 32);
	const cu_term *object;
	const cu_term *graph = NULL;

	if (b & 0x20)
		object = cu_dataset_literal(dataset, cu_slice_make(&other, 1), none,
									none);
	else
		object = cu_dataset_blank(dataset, cu_slice_make(&other, 1));
	if (a & 0x40)
	{
		graph = cu_dataset_blank(dataset,
								 cu_slice_make(a % 2 ? &name : &other, 1));
		if (graph == NULL)
			return CU_NOMEM(dataset->ctx);
	}
	return cu_dataset_add(dataset,
						  cu_dataset_blank(dataset, cu_slice_make(&name, 1)),
						  cu_dataset_iri(dataset, cu_slice_cstr(
											 predicates[a >> 7])),
						  object, graph);
}

static cu_status
read_graph(cu_ctx *ctx, cu_slice input, cu_dataset *dataset)
{
	if (input.n > 0 && input.p[0] == '=')
		return cu_nquads_read(ctx, cu_slice_from(input, 1), dataset);
	for (size_t i = 0; i + 1 < input.n; i += 2)
		CU_TRY(add_pair(dataset, (unsigned char) input.p[i],
						(unsigned char) input.p[i + 1]));
	return CU_OK;
}

/* The same term in another dataset, blank nodes under other names. */
static const cu_term *
rename_term(cu_dataset *to, const cu_term *term)
{
	cu_buf		buf;

	if (term->kind != CU_TERM_BLANK)
		return cu_dataset_term(to, term->kind, term->text, term->hash);
	cu_buf_init(&buf, to->ctx);
	cu_buf_add_char(&buf, (char) ('a' + term->number * 7 % 26));
	cu_buf_add_uint(&buf, term->number);
	if (cu_buf_status(&buf) != CU_OK)
		return NULL;
	return cu_dataset_blank(to, cu_buf_slice(&buf));
}

/* The quads from the last to the first, the last one twice. */
static cu_status
turn_round(const cu_dataset *from, cu_dataset *to)
{
	for (size_t i = from->count; i-- > 0;)
	{
		const cu_quad *quad = &from->quads[i];
		const cu_term *graph = NULL;

		if (quad->graph)
		{
			graph = rename_term(to, quad->graph);
			if (graph == NULL)
				return CU_NOMEM(to->ctx);
		}
		for (size_t twice = 0; twice < (i == 0 ? 2 : 1); twice++)
			CU_TRY(cu_dataset_add(to, rename_term(to, quad->subject),
								  rename_term(to, quad->predicate),
								  rename_term(to, quad->object), graph));
	}
	return CU_OK;
}

static void
check_lines(const cu_canonical *canonical)
{
	size_t		n = 0;

	for (size_t i = 0; i < canonical->count; i++)
	{
		cu_slice	line = canonical->lines[i];

		FUZZ_CHECK(line.n > 0 && line.p[line.n - 1] == '\n');
		FUZZ_CHECK(i == 0 || cu_slice_cmp(canonical->lines[i - 1], line) < 0);
		n += line.n;
	}
	FUZZ_CHECK(cu_canonical_text(canonical).n == n);
}

/*
 * What is canonized is known to have the canonical form want; another order
 * may cost more than the limits, though.
 */
static cu_status
check_form(cu_ctx *ctx, const cu_dataset *dataset, cu_hash hash,
		   cu_slice want)
{
	cu_canonical canonical;
	cu_status	status = cu_rdfc_canonize(ctx, dataset, hash, &limits,
										  &canonical);

	if (status == CU_LIMIT_WORK)
		return CU_OK;
	FUZZ_OK(status);
	FUZZ_CHECK(cu_slice_eq(cu_canonical_text(&canonical), want));
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_hash		hash = input.n % 8 == 7 ? CU_SHA384 : CU_SHA256;
	cu_dataset	dataset;
	cu_dataset	other;
	cu_canonical canonical;
	cu_slice	text;
	cu_status	status;

	cu_dataset_init(&dataset, ctx);
	CU_TRY(read_graph(ctx, input, &dataset));
	status = cu_rdfc_canonize(ctx, &dataset, hash, &limits, &canonical);
	if (status == CU_LIMIT_WORK)
		return status;
	FUZZ_OK(status);
	check_lines(&canonical);
	text = cu_canonical_text(&canonical);
	cu_dataset_init(&other, ctx);
	FUZZ_OK(turn_round(&dataset, &other));
	FUZZ_TRY(check_form(ctx, &other, hash, text));
	cu_dataset_init(&other, ctx);
	FUZZ_OK(cu_nquads_read(ctx, text, &other));
	FUZZ_TRY(check_form(ctx, &other, hash, text));
	return CU_OK;
}
