/*
 * run_rdf_canon.c
 *		RDFC-1.0: canonical forms, issued identifiers and a poison graph of the
 *		W3C, with SHA-256 and SHA-384.
 */
#include "runner.h"

#include "../../../src/core/json.h"
#include "../../../src/core/rdfc.h"

extern void run_rdf_canon(cu_runner *r);

/* A file that the manifest names. */
static bool
read_named(cu_runner *r, const cu_json *test, const char *member,
		   cu_slice *octets)
{
	cu_slice	name = cu_copy(runner_ctx(r),
							   cu_json_get_string(test, member));

	return name.p != NULL &&
		runner_read(r, runner_join(r, "rdf-canon", name.p), octets);
}

static bool
same_text(const cu_canonical *canonical, cu_slice want)
{
	return cu_slice_eq(cu_canonical_text(canonical), want);
}

/* Whether the blank nodes have just the labels that a JSON object gives. */
static bool
same_labels(cu_ctx *ctx, cu_dataset *dataset, const cu_canonical *canonical,
			cu_slice text)
{
	uint32_t	blanks = dataset->blanks;
	const cu_json *want;

	if (cu_json_parse(ctx, text, &want) != CU_OK ||
		want->type != CU_JSON_OBJECT || want->count != blanks)
		return false;
	for (uint32_t i = 0; i < want->count; i++)
	{
		const cu_member *m = &want->v.members[i];
		const cu_term *term = cu_dataset_blank(dataset, m->name);
		cu_buf		label;

		/* A label that the graph does not have makes a new blank node. */
		if (term == NULL || term->number >= blanks)
			return false;
		cu_buf_init(&label, ctx);
		cu_buf_add_cstr(&label, "c14n");
		cu_buf_add_uint(&label, canonical->labels[term->number]);
		if (m->value.type != CU_JSON_STRING ||
			!cu_slice_eq(cu_buf_slice(&label), m->value.v.text))
			return false;
	}
	return true;
}

static bool
passes(cu_runner *r, const cu_json *test)
{
	cu_ctx	   *ctx = runner_case_ctx(r);
	cu_slice	type = cu_json_get_string(test, "type");
	cu_slice	algorithm = cu_json_get_string(test, "hashAlgorithm");
	cu_hash		hash = cu_slice_is(algorithm, "SHA384") ? CU_SHA384 :
		CU_SHA256;
	cu_dataset	dataset;
	cu_canonical canonical;
	cu_slice	action;
	cu_slice	result;
	cu_status	status;

	if (!read_named(r, test, "action", &action))
		return false;
	cu_dataset_init(&dataset, ctx);
	if (cu_nquads_read(ctx, action, &dataset) != CU_OK)
		return false;
	status = cu_rdfc_canonize(ctx, &dataset, hash, &cu_default_rdfc_limits,
							  &canonical);
	if (cu_slice_is(type, "rdfc:RDFC10NegativeEvalTest"))
		return status == CU_LIMIT_WORK;
	if (status != CU_OK || !read_named(r, test, "result", &result))
		return false;
	if (cu_slice_is(type, "rdfc:RDFC10EvalTest"))
		return same_text(&canonical, result);
	return cu_slice_is(type, "rdfc:RDFC10MapTest") &&
		same_labels(ctx, &dataset, &canonical, result);
}

void
run_rdf_canon(cu_runner *r)
{
	const cu_json *manifest = NULL;
	const cu_json *entries;
	cu_slice	text;

	runner_suite(r, "rdf-canon");
	if (!runner_read(r, "rdf-canon/manifest.jsonld", &text))
		return;
	if (cu_json_parse(runner_ctx(r), text, &manifest) != CU_OK)
		manifest = NULL;
	entries = manifest ? cu_json_get(manifest, "entries") : NULL;
	if (entries == NULL || cu_json_many(entries) == 0)
		runner_case(r, false, "manifest");
	else
		for (uint32_t i = 0; i < cu_json_many(entries); i++)
		{
			const cu_json *test = cu_json_nth(entries, i);
			cu_slice	id = cu_slice_from(cu_json_get_string(test, "id"), 1);

			runner_case(r, passes(r, test), "%.*s", RUNNER_TEXT(id));
		}
}
