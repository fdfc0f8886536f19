/*
 * signature_fns.c
 *		verify_signature: cryptography alone, as an IMMUTABLE function.
 *
 * All it depends on is in its arguments, so the contexts of suites over RDF are
 * handed in, and what a canonical form may cost is fixed.
 */
#include "compat.h"

#include "../core/verify.h"
#include "credential_type.h"
#include "report.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

/* Contexts and what was compiled of them are made anew above this. */
#define CONTEXTS_OCTETS ((size_t) 64 * 1024 * 1024)

/* The key last used at a call site, decoded. */
typedef struct kept_key
{
	cu_public_key key;			/* octets point behind source */
	Size		n;				/* of source */
	char		source[FLEXIBLE_ARRAY_MEMBER];
} kept_key;

/* The contexts last used at a call site; all of it lies in call's memory. */
typedef struct kept_contexts
{
	cu_call    *call;
	Jsonb	   *argument;
	cu_context_cache *cache;
	const cu_context_document **documents;
	uint32_t	count;
	cu_context_source source;
} kept_contexts;

/* What cu_call.extra holds. */
typedef struct kept
{
	kept_key   *key;
	kept_contexts *contexts;
} kept;

static kept *
kept_of(cu_call *call)
{
	if (call->extra == NULL)
		call->extra = MemoryContextAllocZero(GetMemoryChunkContext(call),
											 sizeof(kept));
	return call->extra;
}

/* --- the key -------------------------------------------------------------- */

/* The key written in text, decoded anew only when the text differs. */
static const cu_public_key *
key_of(cu_call *call, cu_slice text)
{
	kept	   *site = kept_of(call);
	kept_key   *old = site->key;
	kept_key   *made;
	cu_public_key key;

	if (old && cu_slice_eq(cu_slice_make(old->source, old->n), text))
		return &old->key;
	site->key = NULL;
	if (old)
		pfree(old);
	if (cu_public_key_read(&call->ctx, text, &key) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "public_key");
	made = MemoryContextAlloc(GetMemoryChunkContext(call),
							  offsetof(kept_key, source) + text.n +
							  key.octets.n);
	made->n = text.n;
	memcpy(made->source, text.p, text.n);
	memcpy(made->source + text.n, key.octets.p, key.octets.n);
	made->key = key;
	made->key.octets.p = made->source + text.n;
	site->key = made;
	return &made->key;
}

/* --- the contexts --------------------------------------------------------- */

static const cu_context_document *
find_context(void *arg, cu_slice iri)
{
	const kept_contexts *contexts = arg;

	for (uint32_t i = 0; i < contexts->count; i++)
		if (cu_slice_eq(contexts->documents[i]->iri, iri))
			return contexts->documents[i];
	return NULL;
}

/* Raises the error of ctx, whose pointer is into the context of iri. */
pg_noreturn static void
raise_context(cu_ctx *ctx, cu_slice iri)
{
	const char *inner = ctx->error.pointer;
	cu_buf		pointer;

	cu_buf_init(&pointer, ctx);
	cu_pointer_add(&pointer, iri);
	if (inner)
		cu_buf_add_cstr(&pointer, inner);
	if (cu_status_class(ctx->error.status) == CU_CLASS_INPUT)
		(void) cu_fail_pointer(ctx, ctx->error.status, cu_buf_cstr(&pointer),
							   ctx->error.detail);
	cu_raise(ctx, CU_ORIGIN_ARGUMENT, "contexts");
}

/* Puts one member of the argument into the cache. */
static const cu_context_document *
add_context(cu_ctx *ctx, kept_contexts *contexts, const cu_member *member)
{
	const cu_context_document *document;
	uint8_t		digest[CU_SHA256_SIZE];
	cu_buf		octets;

	if (cu_json_get(&member->value, "@context") == NULL)
	{
		(void) cu_fail_pointer(ctx, CU_BAD_CONTEXT, "",
							   "It must be an object with @context.");
		raise_context(ctx, member->name);
	}
	cu_buf_init(&octets, ctx);
	cu_json_write(&octets, &member->value);
	if (cu_buf_status(&octets) != CU_OK ||
		cu_context_digest(ctx, &member->value, digest) != CU_OK ||
		cu_context_cache_add(ctx, contexts->cache, member->name,
							 cu_buf_slice(&octets), digest,
							 &document) != CU_OK)
		raise_context(ctx, member->name);
	return document;
}

/*
 * A context that cannot be compiled is a bad argument, and not a document that
 * cannot be verified.  Those that it refers to and that were not handed in
 * matter only when a document needs them.
 */
static void
check_contexts(cu_ctx *ctx, const kept_contexts *contexts)
{
	for (uint32_t i = 0; i < contexts->count; i++)
	{
		const cu_context_document *document = contexts->documents[i];
		cu_status	status = cu_context_check(ctx, document->json,
											  &contexts->source, NULL);

		if (status != CU_OK && status != CU_MISSING_CONTEXT)
			raise_context(ctx, document->iri);
	}
}

static void
fill_contexts(cu_ctx *ctx, kept_contexts *contexts)
{
	const Jsonb *argument = contexts->argument;
	cu_slice	text = cu_slice_cstr(
		JsonbToCString(NULL, (JsonbContainer *) &argument->root,
					   VARSIZE(argument)));
	const cu_json *object;

	if (cu_json_parse(ctx, text, &object) != CU_OK)
		cu_raise(ctx, CU_ORIGIN_ARGUMENT, "contexts");
	contexts->cache = cu_context_cache_new(&contexts->call->host,
										   CONTEXTS_OCTETS);
	if (contexts->cache == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	contexts->documents =
		MemoryContextAllocZero(contexts->call->context,
							   (object->count + 1) * sizeof(void *));
	for (uint32_t i = 0; i < object->count; i++)
	{
		contexts->documents[i] = add_context(ctx, contexts,
											 &object->v.members[i]);
		contexts->count = i + 1;
	}
	check_contexts(ctx, contexts);
}

/* Contexts of the argument, read and compiled anew only when it differs. */
static const kept_contexts *
contexts_of(cu_call *call, Jsonb *argument)
{
	kept	   *site = kept_of(call);
	kept_contexts *old = site->contexts;
	kept_contexts *made;
	cu_call    *memory;

	if (old && VARSIZE(old->argument) == VARSIZE(argument) &&
		memcmp(old->argument, argument, VARSIZE(argument)) == 0 &&
		MemoryContextMemAllocated(old->call->context, false) < CONTEXTS_OCTETS)
		return old;
	site->contexts = NULL;
	if (old)
	{
		memory = old->call;
		MemoryContextDelete(memory->context);
		pfree(memory);
	}
	if (!JB_ROOT_IS_OBJECT(argument))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a JSON object", "contexts"),
				 errdetail("Its members are context documents by IRI.")));
	memory = cu_call_make(GetMemoryChunkContext(call));
	made = MemoryContextAllocZero(memory->context, sizeof(*made));
	made->call = memory;
	made->argument = MemoryContextAlloc(memory->context, VARSIZE(argument));
	memcpy(made->argument, argument, VARSIZE(argument));
	made->source.find = find_context;
	made->source.arg = made;
	fill_contexts(&call->ctx, made);
	cu_ctx_reset(&call->ctx);
	site->contexts = made;
	return made;
}

/* verify_signature(credential, public_key, contexts) → boolean */
CU_FUNCTION(credential_verify_signature);
Datum
credential_verify_signature(PG_FUNCTION_ARGS)
{
	cu_linked_data linked = {.safe = true,.limits = &cu_default_rdfc_limits};
	const cu_public_key *key;
	cu_call    *call;
	cu_credential c;
	cu_truth	valid;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	call = cu_call_begin(fcinfo);
	key = key_of(call, CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1)));
	if (!PG_ARGISNULL(2))
	{
		const kept_contexts *contexts = contexts_of(call,
													PG_GETARG_JSONB_P(2));

		linked.contexts = &contexts->source;
		linked.cache = contexts->cache;
	}
	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_verify_signature(&call->ctx, &c, key,
							linked.contexts ? &linked : NULL, &valid) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	if (valid == CU_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(valid == CU_TRUE);
}
