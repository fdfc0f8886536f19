/*
 * run_jsonld.c
 *		JSON-LD 1.1: the toRdf and the expand tests of the W3C.
 *
 * There is no expansion here, only what becomes of it as RDF.  So the expand
 * tests are judged through that: input and expected output must give the same
 * dataset.  What an expected output says that RDF cannot hold is not seen; how
 * many cases have nothing to compare at all is told on standard error.
 */
#include "runner.h"

#include "../../../src/core/jsonld.h"
#include "../../../src/core/rdfc.h"

#include <stdio.h>

extern void run_jsonld(cu_runner *r);

#define BASE "https://w3c.github.io/json-ld-api/tests/"
#define MAX_CONTEXTS 64

/* The files that stand for documents under BASE; each is read once. */
typedef struct library
{
	cu_runner  *r;
	cu_context_document documents[MAX_CONTEXTS];
	size_t		count;
} library;

typedef struct test
{
	const char *name;			/* without '#' */
	const cu_json *json;
	const cu_json *option;
	cu_slice	input;			/* its path */
	cu_slice	expect;			/* the path of what is expected, or p NULL */
} test;

/* A path in the manifest as one from the folder of the suites. */
static const char *
in_folder(cu_runner *r, cu_slice path)
{
	char	   *name = cu_alloc(runner_ctx(r), path.n + 1);

	memcpy(name, path.p, path.n);
	return runner_join(r, "json-ld", name);
}

static const cu_json *
read_json(cu_runner *r, cu_slice path)
{
	cu_slice	octets;
	const cu_json *value;

	if (!runner_read(r, in_folder(r, path), &octets) ||
		cu_json_parse(runner_ctx(r), octets, &value) != CU_OK)
		return NULL;
	return value;
}

static const cu_context_document *
find_document(void *arg, cu_slice iri)
{
	library    *l = arg;
	cu_context_document *document = &l->documents[l->count];

	for (size_t i = 0; i < l->count; i++)
	{
		if (cu_slice_eq(l->documents[i].iri, iri))
			return &l->documents[i];
	}
	if (!cu_slice_starts(iri, BASE) || l->count == MAX_CONTEXTS)
		return NULL;
	document->json = read_json(l->r, cu_slice_from(iri, strlen(BASE)));
	if (document->json == NULL ||
		cu_context_digest(runner_ctx(l->r), document->json,
						  document->digest) != CU_OK)
		return NULL;
	document->iri = cu_copy(runner_ctx(l->r), iri);
	l->count++;
	return document;
}

/* The options of a test; base: of the input. */
static bool
read_options(cu_runner *r, const test *t, const cu_context_source *source,
			 cu_jsonld_options *options)
{
	cu_slice	base = cu_json_get_string(t->option, "base");
	cu_slice	outer = cu_json_get_string(t->option, "expandContext");
	cu_slice	direction = cu_json_get_string(t->option, "rdfDirection");
	cu_buf		buf;

	memset(options, 0, sizeof(*options));
	options->contexts = source;
	options->inline_contexts = true;
	options->i18n_direction = cu_slice_is(direction, "i18n-datatype");
	cu_buf_init(&buf, runner_ctx(r));
	cu_buf_add_cstr(&buf, BASE);
	cu_buf_add_slice(&buf, t->input);
	options->base = base.p ? base : cu_buf_slice(&buf);
	if (outer.p)
		options->expand_context = read_json(r, outer);
	return cu_buf_status(&buf) == CU_OK &&
		(outer.p == NULL || options->expand_context != NULL);
}

static const cu_json *name_nothing(cu_ctx *ctx, const cu_json *value);

/* A copy of count values, each as name_nothing has it. */
static const cu_json *
name_nothing_in_array(cu_ctx *ctx, const cu_json *value)
{
	cu_json    *items = cu_alloc_array(ctx, value->count, sizeof(*items));

	for (uint32_t i = 0; i < value->count; i++)
		items[i] = *name_nothing(ctx, &value->v.items[i]);
	return cu_json_new_array(ctx, items, value->count);
}

/*
 * A copy of what is expected of an expansion in which null, the identifier of
 * what has none, is text: of null no document may make an identifier.
 */
static const cu_json *
name_nothing(cu_ctx *ctx, const cu_json *value)
{
	const cu_json *copy = value;

	if (value->type == CU_JSON_ARRAY)
		return name_nothing_in_array(ctx, value);
	if (value->type != CU_JSON_OBJECT || cu_json_get(value, "@value"))
		return value;
	for (uint32_t i = 0; i < value->count; i++)
	{
		const cu_member *m = &value->v.members[i];
		cu_slice	name = cu_copy(ctx, m->name);

		copy = cu_json_with(ctx, copy, name.p,
							cu_slice_is(name, "@id") &&
							m->value.type == CU_JSON_NULL ?
							cu_json_new_string(ctx, CU_LIT("")) :
							name_nothing(ctx, &m->value));
	}
	return copy;
}

/* Adds the RDF of a file. */
static cu_status
convert(cu_runner *r, cu_ctx *ctx, cu_slice path,
		const cu_jsonld_options *options, cu_dataset *dataset)
{
	const cu_json *document = read_json(r, path);
	cu_jsonld_report report;

	if (document == NULL)
		return CU_BAD_JSON;
	if (options->base.p == NULL)
		document = name_nothing(ctx, document);
	return cu_jsonld_to_rdf(ctx, document, options, dataset, &report);
}

static bool
same_dataset(cu_ctx *ctx, const cu_dataset *a, const cu_dataset *b)
{
	cu_canonical ca;
	cu_canonical cb;

	if (cu_rdfc_canonize(ctx, a, CU_SHA256, &cu_default_rdfc_limits,
						 &ca) != CU_OK ||
		cu_rdfc_canonize(ctx, b, CU_SHA256, &cu_default_rdfc_limits,
						 &cb) != CU_OK || ca.count != cb.count)
		return false;
	for (size_t i = 0; i < ca.count; i++)
	{
		if (!cu_slice_eq(ca.lines[i], cb.lines[i]))
			return false;
	}
	return true;
}

/* Refused, and for the reason that the manifest names. */
static bool
refused_well(cu_ctx *ctx, cu_status status, cu_slice code)
{
	cu_slice	detail = cu_slice_cstr(ctx->error.detail);

	if (status != CU_BAD_CONTEXT && status != CU_BAD_JSONLD &&
		status != CU_MISSING_CONTEXT)
		return false;
	return detail.n > code.n && memcmp(detail.p, code.p, code.n) == 0 &&
		detail.p[code.n] == ':';
}

/* The RDF of the input, told apart by what is expected. */
static bool
run_to_rdf(cu_runner *r, const test *t, const cu_jsonld_options *options)
{
	cu_ctx	   *ctx = runner_case_ctx(r);
	cu_slice	code = cu_json_get_string(t->json, "expectErrorCode");
	cu_slice	nquads;
	cu_dataset	got;
	cu_dataset	want;
	cu_status	status;

	cu_dataset_init(&got, ctx);
	cu_dataset_init(&want, ctx);
	status = convert(r, ctx, t->input, options, &got);
	if (code.p)
		return refused_well(ctx, status, code);
	if (status != CU_OK)
		return false;
	if (t->expect.p == NULL)
		return true;			/* a syntax test */
	if (!runner_read(r, in_folder(r, t->expect), &nquads))
		return false;
	return cu_nquads_read(ctx, nquads, &want) == CU_OK &&
		same_dataset(ctx, &got, &want);
}

static bool
run_expand(cu_runner *r, const test *t, const cu_jsonld_options *options,
		   size_t *empty)
{
	cu_ctx	   *ctx = runner_case_ctx(r);
	cu_slice	code = cu_json_get_string(t->json, "expectErrorCode");
	cu_jsonld_options bare = *options;
	cu_dataset	got;
	cu_dataset	want;
	cu_status	status;

	/* What is expanded needs no context, and what is relative stays so. */
	bare.expand_context = NULL;
	bare.base = cu_slice_make(NULL, 0);
	cu_dataset_init(&got, ctx);
	cu_dataset_init(&want, ctx);
	status = convert(r, ctx, t->input, options, &got);
	if (code.p)
		return refused_well(ctx, status, code);
	if (status != CU_OK ||
		convert(r, ctx, t->expect, &bare, &want) != CU_OK)
		return false;
	*empty += want.count == 0;
	return same_dataset(ctx, &got, &want);
}

/* Whether a test is for JSON-LD 1.1. */
static bool
applies(const test *t)
{
	return !cu_slice_is(cu_json_get_string(t->option, "specVersion"),
						"json-ld-1.0") &&
		!cu_slice_is(cu_json_get_string(t->option, "processingMode"),
					 "json-ld-1.0");
}

static void
run_manifest(cu_runner *r, const char *name, bool expand)
{
	library		l = {.r = r};
	cu_context_source source = {find_document, &l};
	const cu_json *manifest;
	const cu_json *sequence;
	size_t		empty = 0;

	manifest = read_json(r, cu_slice_cstr(name));
	sequence = cu_json_get(manifest, "sequence");
	if (cu_json_many(sequence) == 0)
		runner_case(r, false, "manifest");
	for (uint32_t i = 0; i < cu_json_many(sequence); i++)
	{
		const cu_json *json = cu_json_nth(sequence, i);
		cu_slice	id = cu_slice_from(cu_json_get_string(json, "@id"), 1);
		test		t = {.json = json, .option = cu_json_get(json, "option"),
			.input = cu_json_get_string(json, "input"),
			.expect = cu_json_get_string(json, "expect")};
		cu_jsonld_options options;
		bool		good;

		if (!applies(&t))
			continue;
		good = read_options(r, &t, &source, &options);
		if (good && expand)
			good = run_expand(r, &t, &options, &empty);
		else if (good)
			good = run_to_rdf(r, &t, &options);
		runner_case(r, good, "%.*s", RUNNER_TEXT(id));
	}
	if (expand)
		fprintf(stderr, "json-ld-expand: %zu cases expect nothing that RDF "
				"can hold\n", empty);
}

void
run_jsonld(cu_runner *r)
{
	runner_take_nul(r, true);
	runner_suite(r, "json-ld-toRdf");
	run_manifest(r, "toRdf-manifest.jsonld", false);
	runner_suite(r, "json-ld-expand");
	run_manifest(r, "expand-manifest.jsonld", true);
	runner_take_nul(r, false);
}
