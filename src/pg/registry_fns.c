/*
 * registry_fns.c
 *		What the registry's SQL functions need of the core, and resolve.
 */
#include "compat.h"

#include "../core/code.h"
#include "call.h"
#include "funcapi.h"
#include "report.h"
#include "resolve.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

static cu_slice
text_argument(FunctionCallInfo fcinfo, int i)
{
	return CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(i));
}

/* --- before something is written ------------------------------------------ */

/*
 * A DID, or the https URL that identifies a controller (CID 1.0, section 2.1).
 * Raises 22023 otherwise.
 */
static void
check_controller(cu_call *call, cu_slice did)
{
	cu_did_url	parts;

	if (cu_slice_starts(did, "https://") && did.n <= CU_DID_MAX &&
		did.n > strlen("https://") && memchr(did.p, '#', did.n) == NULL)
		return;
	if (cu_did_parse(&call->ctx, did, &parts) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "did");
}

/* check_did_document(did text, document text) → bytea */
CU_FUNCTION(did_document_check);
Datum
did_document_check(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	did = text_argument(fcinfo, 0);
	cu_slice	octets = text_argument(fcinfo, 1);
	uint8_t		digest[CU_SHA256_SIZE];
	cu_did_document document;
	const cu_json *json;

	check_controller(call, did);
	if (cu_did_is_self_describing(did))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid value for argument \"%s\": a DID of this method is its own document",
						"did"),
				 errhint("did:key and did:jwk need no registration.")));
	if (cu_json_parse(&call->ctx, octets, &json) != CU_OK ||
		cu_did_document_read(&call->ctx, json, &document) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	if (!cu_slice_eq(document.id, did))
	{
		cu_fail_pointer(&call->ctx, CU_BAD_DID_DOCUMENT, "/id",
						"The id is not the DID it is registered for.");
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	}
	if (!cu_digest(CU_SHA256, octets, digest))
	{
		cu_fail(&call->ctx, CU_INTERNAL, NULL);
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	}
	return PointerGetDatum(cu_slice_varlena(cu_slice_make(digest,
														  sizeof(digest))));
}

/* lists_key(document text, method text) → boolean */
CU_FUNCTION(did_document_lists_key);
Datum
did_document_lists_key(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_did_document document;
	const cu_json *json;

	if (cu_json_parse(&call->ctx, text_argument(fcinfo, 0), &json) != CU_OK ||
		cu_did_document_read(&call->ctx, json, &document) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	PG_RETURN_BOOL(cu_did_document_find(&document,
										text_argument(fcinfo, 1)) != NULL);
}

static void
refuse_method(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for argument \"%s\": not a verification method",
					"method"),
			 errdetail_internal("%s", detail)));
}

/* method_did(method text) → text */
CU_FUNCTION(method_did);
Datum
method_did(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_slice	method = text_argument(fcinfo, 0);
	const char *hash = method.n ? memchr(method.p, '#', method.n) : NULL;
	cu_slice	did;
	cu_did_url	parts;
	cu_did_document document;

	if (hash == NULL || hash + 1 == method.p + method.n)
		refuse_method("It must be a DID URL with a fragment.");
	did = cu_slice_make(method.p, (size_t) (hash - method.p));
	if (cu_slice_starts(method, "did:"))
	{
		if (cu_did_url_parse(&call->ctx, method, &parts) != CU_OK)
			cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "method");
		did = parts.did;
	}
	else
		check_controller(call, did);
	if (cu_did_is_self_describing(did))
	{
		if (cu_did_expand_document(&call->ctx, did, &document) != CU_OK)
			cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "method");
		if (cu_did_document_find(&document, method) == NULL)
			refuse_method("The DID has no such key.");
	}
	return PointerGetDatum(cu_slice_varlena(did));
}

/* self_describing(did text) → boolean */
CU_FUNCTION(did_self_describing);
Datum
did_self_describing(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(cu_did_is_self_describing(text_argument(fcinfo, 0)));
}

/* --- what was registered -------------------------------------------------- */

/*
 * The version that applied to argument 0 at argument 1 by argument 2; NULL when
 * there is none, or none any more.
 */
static const cu_did_version *
version_of(FunctionCallInfo fcinfo, cu_slice did, bool *assumed)
{
	const cu_needs needs = {.dids = &did, .did_count = 1};
	const cu_registry *registry = cu_registry_load(&needs);
	const cu_did_history *history = registry->find(registry->arg, did);
	cu_instant	known = PG_ARGISNULL(2) ? CU_INSTANT_MAX :
		PG_GETARG_TIMESTAMPTZ(2);
	const cu_did_version *version;

	if (history == NULL)
		return NULL;
	version = cu_did_history_at(history, PG_GETARG_TIMESTAMPTZ(1), known,
								assumed);
	return version && version->document ? version : NULL;
}

static Datum
jsonb_of(const char *json)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
}

/* The document that a did:key or did:jwk stands for. */
static Datum
expanded(FunctionCallInfo fcinfo, cu_slice did)
{
	cu_call    *call = cu_call_begin(fcinfo);
	const cu_json *document;
	cu_buf		out;
	const char *text;

	cu_buf_init(&out, &call->ctx);
	if (cu_did_expand(&call->ctx, did, &document) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "did");
	cu_json_write(&out, document);
	text = cu_buf_cstr(&out);
	if (text == NULL)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "did");
	return jsonb_of(text);
}

/* resolve(did text, at, known) → jsonb */
CU_FUNCTION(did_resolve);
Datum
did_resolve(PG_FUNCTION_ARGS)
{
	const cu_did_version *version;
	cu_slice	did;
	bool		assumed;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	did = text_argument(fcinfo, 0);
	check_controller(cu_call_begin(fcinfo), did);
	if (cu_did_is_self_describing(did))
		return expanded(fcinfo, did);
	version = version_of(fcinfo, did, &assumed);
	if (version == NULL)
		PG_RETURN_NULL();
	return jsonb_of(text_to_cstring(cu_registry_document(did,
														 version->recorded_at)));
}

/* registered_digest(did text, at, known) → bytea */
CU_FUNCTION(did_registered_digest);
Datum
did_registered_digest(PG_FUNCTION_ARGS)
{
	const cu_did_version *version;
	bool		assumed;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	version = version_of(fcinfo, text_argument(fcinfo, 0), &assumed);
	if (version == NULL || assumed)
		PG_RETURN_NULL();
	return PointerGetDatum(cu_slice_varlena(cu_slice_make(version->digest,
														  CU_SHA256_SIZE)));
}

/* --- the vocabulary ------------------------------------------------------- */

/* code_list() → one row per code */
CU_FUNCTION(code_list);
Datum
code_list(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (cu_code code = 0; code < CU_CODE_COUNT; code++)
	{
		const char *remedy = cu_code_remedy(code);
		Datum		values[3];
		bool		nulls[3] = {false, false, *remedy == '\0'};

		values[0] = CStringGetTextDatum(cu_code_word(code));
		values[1] = CStringGetTextDatum(cu_code_meaning(code));
		values[2] = CStringGetTextDatum(remedy);
		tuplestore_putvalues(result->setResult, result->setDesc, values,
							 nulls);
	}
	return (Datum) 0;
}
