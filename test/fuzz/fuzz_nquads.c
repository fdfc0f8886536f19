/*
 * fuzz_nquads.c
 *		N-Quads read, written, read again: the same terms in the same places.
 */
#include "fuzz.h"

#include "../../src/core/rdf.h"
#include "../../src/core/utf8.h"

void		(*const fuzz_prepare) (void) = NULL;

const char *const fuzz_seeds[] = {
	"<urn:a> <urn:b> <urn:c> <urn:g> .\n_:a <urn:b> _:b _:c .\n",
	"<urn:\\u0061><urn:b>\"\\t\\b\\n\\r\\f\\\"\\'\\\\\\u00e9\\U0001F600\".\r\n",
	"# a\n\n \t<urn:a> <urn:b> \"c\"@en-GB-1996 . # b",
	"<urn:a> <urn:b> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
	"<urn:a> <urn:b> \"1\"^^<http://www.w3.org/2001/XMLSchema#string> .",
	"_:0.a-b\302\267 <urn:b> _:\303\251 .\n_:anon0 <urn:b> _:anonanon0 .",
	NULL
};

static bool
same_term(const cu_term *a, const cu_term *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind)
		return false;
	/* Labels may differ; blank nodes are counted as they come. */
	if (a->kind == CU_TERM_BLANK)
		return a->number == b->number;
	return cu_slice_eq(a->text, b->text);
}

static void
check_same(const cu_dataset *a, const cu_dataset *b)
{
	FUZZ_CHECK(a->count == b->count);
	FUZZ_CHECK(a->blanks == b->blanks);
	FUZZ_CHECK(a->term_count == b->term_count);
	for (size_t i = 0; i < a->count; i++)
	{
		FUZZ_CHECK(same_term(a->quads[i].subject, b->quads[i].subject));
		FUZZ_CHECK(same_term(a->quads[i].predicate, b->quads[i].predicate));
		FUZZ_CHECK(same_term(a->quads[i].object, b->quads[i].object));
		FUZZ_CHECK(same_term(a->quads[i].graph, b->quads[i].graph));
	}
}

/* A line for each quad, and nothing in it that would end one. */
static cu_status
check_lines(cu_ctx *ctx, const cu_dataset *dataset, cu_slice *text)
{
	cu_buf		buf;
	size_t		lines = 0;

	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < dataset->count; i++)
		cu_nquad_write(&buf, &dataset->quads[i]);
	FUZZ_OK(cu_buf_status(&buf));
	*text = cu_buf_slice(&buf);
	for (size_t i = 0; i < text->n; i++)
	{
		FUZZ_CHECK(text->p[i] == '\n' || (unsigned char) text->p[i] >= ' ');
		lines += text->p[i] == '\n';
	}
	FUZZ_CHECK(lines == dataset->count);
	FUZZ_CHECK(cu_utf8_check(*text) == text->n);
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_dataset	dataset;
	cu_dataset	again;
	cu_slice	text;
	cu_status	status;

	cu_dataset_init(&dataset, ctx);
	status = cu_nquads_read(ctx, input, &dataset);
	if (status != CU_OK)
	{
		FUZZ_CHECK(ctx->error.status == status);
		FUZZ_CHECK(!ctx->error.has_offset || ctx->error.offset <= input.n);
		return status;
	}
	FUZZ_TRY(check_lines(ctx, &dataset, &text));
	cu_dataset_init(&again, ctx);
	FUZZ_OK(cu_nquads_read(ctx, text, &again));
	check_same(&dataset, &again);
	return CU_OK;
}
