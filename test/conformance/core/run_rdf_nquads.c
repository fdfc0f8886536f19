/*
 * run_rdf_nquads.c
 *		The N-Quads syntax tests of the W3C.
 *
 * They only say what is N-Quads and what is not.  What is must also survive
 * being written: read again, it is the same graph.
 */
#include "runner.h"

#include "../../../src/core/rdfc.h"

extern void run_rdf_nquads(cu_runner *r);

#define POSITIVE " a rdft:TestNQuadsPositiveSyntax"
#define NEGATIVE " a rdft:TestNQuadsNegativeSyntax"
#define ACTION "mf:action"

/* Reads text; *out is its canonical form, and *written the quads as read. */
static cu_status
canonize(cu_ctx *ctx, cu_slice text, cu_slice *out, cu_slice *written)
{
	cu_dataset	dataset;
	cu_canonical canonical;
	cu_buf		buf;

	cu_dataset_init(&dataset, ctx);
	CU_TRY(cu_nquads_read(ctx, text, &dataset));
	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < dataset.count; i++)
		cu_nquad_write(&buf, &dataset.quads[i]);
	CU_TRY(cu_buf_status(&buf));
	*written = cu_buf_slice(&buf);
	CU_TRY(cu_rdfc_canonize(ctx, &dataset, CU_SHA256, &cu_default_rdfc_limits,
							&canonical));
	*out = cu_canonical_text(&canonical);
	return CU_OK;
}

static bool
passes(cu_runner *r, cu_slice name, bool positive)
{
	cu_ctx	   *ctx = runner_case_ctx(r);
	cu_slice	file = cu_copy(runner_ctx(r), name);
	cu_slice	text;
	cu_slice	once;
	cu_slice	twice;
	cu_slice	written;
	cu_status	status;

	if (file.p == NULL ||
		!runner_read(r, runner_join(r, "rdf-nquads", file.p), &text))
		return false;
	status = canonize(ctx, text, &once, &written);
	if (!positive)
		return status == CU_BAD_NQUADS && ctx->error.has_offset &&
			ctx->error.offset <= text.n;
	return status == CU_OK &&
		canonize(ctx, written, &twice, &written) == CU_OK &&
		cu_slice_eq(once, twice);
}

/* Where sign stands in line; line.n when it does not. */
static size_t
find(cu_slice line, const char *sign)
{
	size_t		n = strlen(sign);

	for (size_t i = 0; i + n <= line.n; i++)
	{
		if (memcmp(line.p + i, sign, n) == 0)
			return i;
	}
	return line.n;
}

/* What stands between the first angle brackets of a line. */
static cu_slice
bracketed(cu_slice line)
{
	size_t		from = find(line, "<");
	cu_slice	rest = cu_slice_from(line, from < line.n ? from + 1 : from);

	return cu_slice_make(rest.p, find(rest, ">"));
}

/*
 * The manifest is Turtle in a regular layout: "<#name> a rdft:TYPE" on a line
 * and "mf:action <file>" on a later one.
 */
void
run_rdf_nquads(cu_runner *r)
{
	cu_slice	manifest;
	cu_slice	line;
	cu_slice	name = {"", 0};
	bool		positive = false;

	runner_suite(r, "rdf-nquads");
	if (!runner_read(r, "rdf-nquads/manifest.ttl", &manifest))
		return;
	while (runner_line(&manifest, &line))
	{
		bool		good = find(line, POSITIVE) < line.n;

		if (good || find(line, NEGATIVE) < line.n)
		{
			name = cu_slice_from(bracketed(line), 1);
			positive = good;
		}
		else if (name.n > 0 && find(line, ACTION) < line.n)
		{
			runner_case(r, passes(r, bracketed(line), positive), "%.*s",
						RUNNER_TEXT(name));
			name.n = 0;
		}
	}
	if (name.n > 0)
		runner_case(r, false, "%.*s", RUNNER_TEXT(name));
}
