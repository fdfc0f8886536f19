/*
 * content_fns.c
 *		What a credential says as far as its proof covers it, and the contexts
 *		that say how to read it.
 */
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "credential_type.h"
#include "funcapi.h"
#include "jsonb_bridge.h"
#include "report.h"
#include "resolve.h"
#include "resolve_context.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

/* --- the content ---------------------------------------------------------- */

/*
 * A document made to cost more memory than a call may have is one of which
 * nobody can tell what it says, and no error: ingest must be able to keep it.
 */
static void
judge_content(FunctionCallInfo fcinfo, cu_call *call, cu_content *content)
{
	cu_terms	terms = {0};
	cu_credential c;
	cu_needs	needs;
	cu_status	status;

	terms.at = terms.seen = PG_GETARG_TIMESTAMPTZ(1);
	terms.known = PG_ARGISNULL(2) ? CU_INSTANT_MAX : PG_GETARG_TIMESTAMPTZ(2);
	if (TIMESTAMP_NOT_FINITE(terms.at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be finite", "at")));
	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_verify_needs(&call->ctx, &c, &needs) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	status = cu_verify_content(&call->ctx, &c, &terms,
							   cu_registry_load(&needs), content);
	if (cu_status_class(status) == CU_CLASS_LIMIT)
	{
		memset(content, 0, sizeof(*content));
		memcpy(content->digest, c.summary.content_digest, CU_SHA256_SIZE);
	}
	else if (status != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
}

static Datum
offsets_datum(const size_t *offsets, size_t count)
{
	Datum	   *values = palloc((count + 1) * sizeof(Datum));

	for (size_t i = 0; i < count; i++)
		values[i] = Int64GetDatum((int64) offsets[i]);
	return PointerGetDatum(construct_array(values, (int) count, INT8OID,
										   sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}

/* signed_content(credential, at, known) → is_known, digest, caught */
CU_FUNCTION(credential_signed_content);
Datum
credential_signed_content(PG_FUNCTION_ARGS)
{
	TupleDesc	desc;
	cu_content	content;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	judge_content(fcinfo, cu_call_begin(fcinfo), &content);
	values[0] = BoolGetDatum(content.known);
	values[1] = PointerGetDatum(
		cu_slice_varlena(cu_slice_make(content.digest, CU_SHA256_SIZE)));
	values[2] = offsets_datum(content.caught, content.caught_count);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}

/* --- contexts ------------------------------------------------------------- */

static Datum
texts_datum(const cu_slice *texts, size_t count)
{
	Datum	   *values = palloc((count + 1) * sizeof(Datum));

	for (size_t i = 0; i < count; i++)
		values[i] = PointerGetDatum(cu_slice_varlena(texts[i]));
	return PointerGetDatum(construct_array(values, (int) count, TEXTOID, -1,
										   false, TYPALIGN_INT));
}

/* needed_contexts(credential) → text[] */
CU_FUNCTION(credential_needed_contexts);
Datum
credential_needed_contexts(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_credential c;
	cu_needs	needs;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_verify_needs(&call->ctx, &c, &needs) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	return texts_datum(needs.contexts, needs.context_count);
}

/* IRIs that are still to be looked at, each once. */
typedef struct worklist
{
	cu_slice   *iris;
	size_t		count;
	size_t		room;
} worklist;

static void
add_iri(worklist *list, cu_slice iri)
{
	for (size_t i = 0; i < list->count; i++)
		if (cu_slice_eq(list->iris[i], iri))
			return;
	if (list->count == list->room)
	{
		list->room = list->room * 2 + 16;
		list->iris = list->iris ?
			repalloc(list->iris, list->room * sizeof(cu_slice)) :
			palloc(list->room * sizeof(cu_slice));
	}
	list->iris[list->count++] = iri;
}

static void
read_iris(worklist *list, ArrayType *array)
{
	Datum	   *values;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &values,
					  &nulls, &n);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			add_iri(list, CU_VARLENA_SLICE(DatumGetTextPP(values[i])));
}

/*
 * The documents of the IRIs in list and of all that they refer to, as members
 * of an object.
 */
static const cu_json *
collect(cu_ctx *ctx, const cu_registry *registry, worklist *list,
		cu_instant signed_at, cu_instant known)
{
	cu_member  *members = NULL;
	cu_json    *object = cu_alloc(ctx, sizeof(*object));
	size_t		room = 0;
	uint32_t	n = 0;

	for (size_t i = 0; object && i < list->count; i++)
	{
		const cu_context_version *version = cu_context_history_at(
			registry->find_context(registry->arg, list->iris[i]),
			signed_at, known);
		cu_slice   *references;
		size_t		count;

		if (version == NULL)
			continue;
		if (n == room)
		{
			room = room * 2 + 16;
			members = members ? repalloc(members, room * sizeof(cu_member)) :
				palloc(room * sizeof(cu_member));
		}
		members[n].name = list->iris[i];
		members[n++].value = *version->document->json;
		if (cu_context_references(ctx, version->document->json, &references,
								  &count) != CU_OK)
			return NULL;
		for (size_t j = 0; j < count; j++)
			add_iri(list, references[j]);
	}
	if (object)
	{
		object->type = CU_JSON_OBJECT;
		object->count = n;
		object->v.members = members;
	}
	return object;
}

/* context_documents(text[], signed_at, known) → jsonb */
CU_FUNCTION(context_documents);
Datum
context_documents(PG_FUNCTION_ARGS)
{
	worklist	list = {NULL, 0, 0};
	cu_needs	needs = {0};
	const cu_json *object;
	cu_call    *call;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	call = cu_call_begin(fcinfo);
	read_iris(&list, PG_GETARG_ARRAYTYPE_P(0));
	needs.contexts = list.iris;
	needs.context_count = list.count;
	object = collect(&call->ctx, cu_registry_load(&needs), &list,
					 PG_GETARG_TIMESTAMPTZ(1),
					 PG_ARGISNULL(2) ? CU_INSTANT_MAX :
					 PG_GETARG_TIMESTAMPTZ(2));
	if (object == NULL)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "context");
	return cu_json_jsonb(call, object);
}
