/*
 * linked_data_fns.c
 *		JSON-LD to RDF under the registered contexts, as SQL functions.
 */
#include "compat.h"

#include "call.h"
#include "guc.h"
#include "mb/pg_wchar.h"
#include "options.h"
#include "report.h"
#include "resolve.h"
#include "utils/builtins.h"

#include "../core/linked_data.h"

/* Octets of an IRI that an error shows. */
#define SHOWN_IRI		200

/* cu_context_source.find: what a document signed now would be read under. */
static const cu_context_document *
find_now(void *arg, cu_slice iri)
{
	return cu_registry_context_now(arg, iri);
}

pg_noreturn static void
raise_missing(cu_slice iri)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("context \"%.*s\" is not registered",
					pg_mbcliplen(iri.p, (int) Min(iri.n, SHOWN_IRI),
								 SHOWN_IRI), iri.p),
			 errhint("Register it with register_context.")));
}

static void
read_options(Jsonb *source, cu_jsonld_options *options)
{
	char	   *base = NULL;
	const cu_option table[] = {
		{.name = "base",.text = &base},
		{.name = "inline_contexts",.flag = &options->inline_contexts},
		{.name = "safe",.flag = &options->safe}
	};

	cu_options_read(source, table, lengthof(table));
	if (base)
		options->base = cu_slice_cstr(base);
}

/* The RDF of argument 0 under the options of the argument of that number. */
static const cu_rdfc_limits *
read_dataset(FunctionCallInfo fcinfo, cu_call *call, int options_argument,
			 cu_dataset *dataset)
{
	struct varlena *text = PG_GETARG_VARLENA_PP(0);
	cu_jsonld_options options = {.safe = true};
	cu_jsonld_report report = {{NULL, 0}, NULL, 0};
	cu_context_source source = {.find = find_now};
	cu_needs	needs = {0};
	const cu_registry *registry;
	const cu_json *document;
	cu_status	status;

	read_options(PG_GETARG_JSONB_P(options_argument), &options);
	if (cu_json_parse(&call->ctx, CU_VARLENA_SLICE(text), &document) != CU_OK ||
		cu_context_references(&call->ctx, document, &needs.contexts,
							  &needs.context_count) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	registry = cu_registry_load(&needs);
	source.arg = (void *) registry;
	options.contexts = &source;
	options.cache = registry->cache;
	cu_dataset_init(dataset, &call->ctx);
	status = cu_jsonld_to_rdf(&call->ctx, document, &options, dataset,
							  &report);
	if (status == CU_MISSING_CONTEXT)
		raise_missing(report.missing);
	if (status != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	return registry->rdfc_limits;
}

/* to_rdf(json, jsonb) → text */
CU_FUNCTION(json_to_rdf);
Datum
json_to_rdf(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_dataset	dataset;
	cu_buf		out;

	read_dataset(fcinfo, call, 1, &dataset);
	cu_buf_init(&out, &call->ctx);
	for (size_t i = 0; i < dataset.count; i++)
		cu_nquad_write(&out, &dataset.quads[i]);
	if (cu_buf_status(&out) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	return PointerGetDatum(cu_slice_varlena(cu_buf_slice(&out)));
}

static cu_hash
hash_argument(cu_slice name)
{
	if (cu_slice_is(name, "sha256") || cu_slice_is(name, "SHA-256"))
		return CU_SHA256;
	if (cu_slice_is(name, "sha384") || cu_slice_is(name, "SHA-384"))
		return CU_SHA384;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for argument \"%s\": unknown hash", "hash"),
			 errhint("Hashes are sha256 and sha384.")));
}

/* canonize(json, text, jsonb) → text */
CU_FUNCTION(json_canonize);
Datum
json_canonize(PG_FUNCTION_ARGS)
{
	cu_hash		hash = hash_argument(
		CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1)));
	cu_call    *call = cu_call_begin(fcinfo);
	const cu_rdfc_limits *limits;
	cu_dataset	dataset;
	cu_canonical canonical;

	limits = read_dataset(fcinfo, call, 2, &dataset);
	if (cu_rdfc_canonize(&call->ctx, &dataset, hash, limits,
						 &canonical) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	return PointerGetDatum(cu_slice_varlena(cu_canonical_text(&canonical)));
}

/* canonize_nquads(text, text) → text; limits may end it, never change it */
CU_FUNCTION(nquads_canonize);
Datum
nquads_canonize(PG_FUNCTION_ARGS)
{
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_hash		hash = hash_argument(
		CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1)));
	cu_call    *call = cu_call_begin(fcinfo);
	cu_rdfc_limits limits = cu_guc_rdfc_limits();
	cu_dataset	dataset;
	cu_canonical canonical;

	cu_dataset_init(&dataset, &call->ctx);
	if (cu_nquads_read(&call->ctx, text, &dataset) != CU_OK ||
		cu_rdfc_canonize(&call->ctx, &dataset, hash, &limits,
						 &canonical) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "quads");
	return PointerGetDatum(cu_slice_varlena(cu_canonical_text(&canonical)));
}
