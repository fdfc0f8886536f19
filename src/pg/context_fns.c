/*
 * context_fns.c
 *		A JSON-LD context, before it is registered.
 */
#include "compat.h"

#include "../core/iri.h"
#include "../core/jsonld.h"
#include "call.h"
#include "mb/pg_wchar.h"
#include "report.h"
#include "resolve.h"

/* The registry as it will be with the new context in it. */
typedef struct candidate
{
	cu_context_document document;
	const cu_registry *registry;
} candidate;

/*
 * cu_context_source.find: what a document signed now would be read under.  The
 * new context counts already, so that one that leads back to itself shows.
 */
static const cu_context_document *
find_registered(void *arg, cu_slice iri)
{
	const candidate *new = arg;

	if (cu_slice_eq(iri, new->document.iri))
		return &new->document;
	return cu_registry_context_now(new->registry, iri);
}

/* Raises for a context that refers to one that is not registered. */
pg_noreturn static void
raise_missing(cu_slice iri)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for argument \"%s\": it refers to a context that is not registered",
					"document"),
			 errhint("Register \"%.*s\" first.",
					 pg_mbcliplen(iri.p, (int) iri.n, 200), iri.p)));
}

/* check_context(iri text, document text) → bytea */
CU_FUNCTION(context_check);
Datum
context_check(PG_FUNCTION_ARGS)
{
	cu_slice	iri = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(0));
	cu_slice	text = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1));
	cu_call    *call = cu_call_begin(fcinfo);
	cu_jsonld_report report = {{NULL, 0}, NULL, 0};
	candidate	new = {.document.iri = iri};
	cu_context_source source = {find_registered, &new};
	cu_needs	needs = {0};
	cu_iri		parts;
	cu_status	status;

	if (cu_iri_parse(&call->ctx, iri, &parts) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "iri");
	if (cu_json_parse(&call->ctx, text, &new.document.json) != CU_OK ||
		cu_context_digest(&call->ctx, new.document.json,
						  new.document.digest) != CU_OK ||
		cu_context_references(&call->ctx, new.document.json, &needs.contexts,
							  &needs.context_count) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	new.registry = cu_registry_load(&needs);
	status = cu_context_check(&call->ctx, new.document.json, &source, &report);
	if (status == CU_MISSING_CONTEXT)
		raise_missing(report.missing);
	if (status != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	return PointerGetDatum(
		cu_slice_varlena(cu_slice_make(new.document.digest,
									   sizeof(new.document.digest))));
}
