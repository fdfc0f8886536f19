/*
 * context_process.c
 *		Context processing (JSON-LD 1.1 API, section 4.1).
 *
 * A local context is taken apart into layers: one object on top of one active
 * context.  A layer that was made before is not made again.  It is known by the
 * addresses of what it was made of, which in memory of the cache stand for
 * their content; documents are looked up by IRI anew each time.
 */
#include "jsonld_context.h"

cu_status
cu_site_fail(cu_context_env *env, const cu_site *site, cu_status status,
			 cu_slice term, const char *detail)
{
	cu_place	step = {site->place, term, 0};
	cu_buf		text;

	if (term.p && site->registered && !site->own)
	{
		cu_buf_init(&text, env->ctx);
		cu_buf_add_cstr(&text, detail);
		cu_buf_add_cstr(&text, " (term ");
		cu_json_write_string(&text, term);
		cu_buf_add_char(&text, ')');
		detail = cu_buf_cstr(&text);
		if (detail == NULL)
			return cu_buf_status(&text);
	}
	return cu_place_fail(env->ctx, status,
						 term.p && site->own ? &step : site->place, detail);
}

cu_status
cu_context_locate(cu_context_env *env, cu_slice reference, const cu_site *site,
				  cu_slice *iri)
{
	*iri = reference;
	if (cu_iri_absolute(reference))
		return CU_OK;
	if (site->base.p == NULL)
		return cu_site_fail(env, site, CU_BAD_CONTEXT, cu_slice_make(NULL, 0),
							"loading remote context failed: the IRI of a "
							"context is relative to nothing");
	return cu_iri_resolve(env->ctx, site->base, reference, iri);
}

cu_status
cu_context_load(cu_context_env *env, cu_slice iri, const cu_site *site,
				const cu_context_document **out, bool *pinned)
{
	const cu_context_document *document = NULL;
	const cu_context_document *kept = NULL;

	if (env->source)
		document = env->source->find(env->source->arg, iri);
	if (document == NULL)
	{
		env->missing = iri;
		return cu_site_fail(env, site, CU_MISSING_CONTEXT,
							cu_slice_make(NULL, 0),
							"loading remote context failed: "
							"it is not registered");
	}
	if (env->cache)
		kept = cu_context_cache_find(env->cache, document->iri,
									 document->digest);
	*pinned = kept != NULL;
	*out = kept ? kept : document;
	return CU_OK;
}

/* The document that "@import" of a context object names, if it does. */
static cu_status
load_import(cu_context_env *env, const cu_json *local, const cu_site *site,
			cu_layer *layer, bool *pinned)
{
	const cu_json *import = cu_json_get(local, "@import");
	const cu_json *context;
	cu_slice	iri;

	*pinned = true;
	if (import == NULL)
		return CU_OK;
	if (import->type != CU_JSON_STRING)
		return cu_site_fail(env, site, CU_BAD_CONTEXT, CU_LIT("@import"),
							"invalid @import value: it is no string");
	CU_TRY(cu_context_locate(env, import->v.text, site, &iri));
	CU_TRY(cu_context_load(env, iri, site, &layer->import, pinned));
	context = cu_json_get(layer->import->json, "@context");
	if (context == NULL || context->type != CU_JSON_OBJECT)
		return cu_site_fail(env, site, CU_BAD_CONTEXT, CU_LIT("@import"),
							"invalid remote context: "
							"what is imported is not one object");
	if (cu_json_get(context, "@import"))
		return cu_site_fail(env, site, CU_BAD_CONTEXT, CU_LIT("@import"),
							"invalid context entry: "
							"what is imported imports itself");
	return CU_OK;
}

/* Makes a layer, and keeps it. */
static cu_status
make_layer(cu_context_env *env, const cu_site *site, bool shared,
		   cu_layer *layer)
{
	cu_ctx	   *mem = env->ctx;
	cu_layer_table *table = &env->layers;
	cu_mark		mark;
	bool		pinned;
	cu_status	status;

	CU_TRY(load_import(env, layer->local, site, layer, &pinned));
	if (shared && pinned && !cu_cache_full(env->cache))
	{
		mem = cu_cache_memory(env->cache);
		table = cu_cache_layers(env->cache);
		memset(&mem->error, 0, sizeof(mem->error));
	}
	mark = cu_arena_mark(mem);
	status = cu_context_compile(env, site, mem, layer);
	/* What was made to look at only is given back soon: see check_scoped. */
	if (status == CU_OK && !env->checking && !cu_layer_add(mem, table, layer))
		status = CU_NOMEM(mem);
	if (status == CU_OK || mem == env->ctx)
		return status;
	cu_arena_rewind(mem, mark);
	return mem->error.status == CU_OK ? status :
		cu_fail(env->ctx, mem->error.status, NULL);
}

static cu_status
process_layer(cu_context_env *env, const cu_active *active,
			 const cu_json *local, const cu_site *site, unsigned flags,
			 const cu_active **out)
{
	bool		shared = env->cache && active->pinned && site->pinned;
	const cu_layer *found = NULL;
	cu_layer		layer = {.parent = active, .local = local, .flags = flags};

	if (site->remote)
		layer.flags |= CU_PROCESS_REMOTE;
	if (shared)
		found = cu_layer_find(cu_cache_layers(env->cache), active, local,
							 layer.flags, env->source);
	if (found == NULL)
		found = cu_layer_find(&env->layers, active, local, layer.flags,
							 env->source);
	if (found == NULL)
	{
		CU_TRY(make_layer(env, site, shared, &layer));
		found = &layer;
	}
	*out = found->result;
	return CU_OK;
}

static bool
in_chain(const cu_document_chain *chain, const cu_context_document *document)
{
	for (; chain; chain = chain->up)
	{
		if (chain->document == document)
			return true;
	}
	return false;
}

/* Step 5.2: a context named by IRI. */
static cu_status
process_iri(cu_context_env *env, const cu_active *active, cu_slice reference,
			const cu_site *site, unsigned flags, const cu_active **out)
{
	cu_document_chain link = {site->chain, NULL};
	cu_document_chain *seen;
	cu_site		inner = {.place = site->place, .registered = true,
		.remote = true, .chain = &link};
	const cu_json *context;
	cu_slice	iri;

	CU_TRY(cu_context_locate(env, reference, site, &iri));
	CU_TRY(cu_context_load(env, iri, site, &link.document, &inner.pinned));
	if (env->checking)
	{
		*out = active;
		if (in_chain(site->chain, link.document) ||
			in_chain(env->checked, link.document))
			return CU_OK;
		seen = cu_alloc(env->ctx, sizeof(*seen));
		if (seen == NULL)
			return CU_NOMEM(env->ctx);
		seen->up = env->checked;
		seen->document = link.document;
		env->checked = seen;
	}
	else if (in_chain(site->chain, link.document))
		return cu_site_fail(env, site, CU_BAD_CONTEXT, cu_slice_make(NULL, 0),
							"recursive context inclusion: "
							"a context refers to itself");
	context = cu_json_get(link.document->json, "@context");
	if (context == NULL)
		return cu_site_fail(env, site, CU_BAD_CONTEXT, cu_slice_make(NULL, 0),
							"invalid remote context: "
							"it is no object with @context");
	inner.base = iri;
	return cu_context_process(env, active, context, &inner, flags, out);
}

static cu_status
process_one(cu_context_env *env, const cu_active *active, const cu_json *local,
			const cu_site *site, unsigned flags, const cu_active **out)
{
	switch (local->type)
	{
		case CU_JSON_STRING:
			return process_iri(env, active, local->v.text, site, flags, out);
		case CU_JSON_OBJECT:
			return process_layer(env, active, local, site, flags, out);
		case CU_JSON_NULL:
			if (!(flags & CU_PROCESS_OVERRIDE) &&
				cu_active_has_protected(active))
				return cu_site_fail(env, site, CU_BAD_CONTEXT,
									cu_slice_make(NULL, 0),
									"invalid context nullification: "
									"a term is protected");
			if (flags & CU_PROCESS_STAY)
				return process_layer(env, active, local, site, flags, out);
			*out = env->root;
			return CU_OK;
		default:
			return cu_site_fail(env, site, CU_BAD_CONTEXT,
								cu_slice_make(NULL, 0),
								"invalid local context: it is neither text "
								"nor an object nor null");
	}
}

static cu_status
process_all(cu_context_env *env, const cu_active *active, const cu_json *local,
			const cu_site *site, unsigned flags, const cu_active **out)
{
	*out = active;
	for (uint32_t i = 0; i < local->count; i++)
	{
		cu_place	step = {site->place, cu_slice_make(NULL, 0), i};
		cu_site		item = *site;

		if (site->own)
			item.place = &step;
		CU_TRY(process_one(env, *out, &local->v.items[i], &item, flags, out));
	}
	return CU_OK;
}

cu_status
cu_context_process(cu_context_env *env, const cu_active *active,
				   const cu_json *local, const cu_site *site, unsigned flags,
				   const cu_active **out)
{
	cu_status	status;

	if (cu_canceled(env->ctx))
		return CU_CANCELED;
	if (env->depth >= cu_jsonld_depth(env->ctx))
		return cu_fail(env->ctx, CU_LIMIT_DEPTH, NULL);
	env->depth++;
	if (local->type == CU_JSON_ARRAY)
		status = process_all(env, active, local, site, flags, out);
	else
		status = process_one(env, active, local, site, flags, out);
	env->depth--;
	return status;
}

cu_status
cu_context_scope(cu_context_env *env, const cu_active *active,
				 const cu_term_def *def, const cu_place *place,
				 unsigned flags, const cu_active **out)
{
	cu_site		site = {.place = place, .registered = def->registered,
		.pinned = def->pinned, .base = def->base};

	return cu_context_process(env, active, def->context, &site, flags, out);
}

cu_status
cu_context_env_init(cu_context_env *env, cu_ctx *ctx,
					const cu_context_source *source, cu_context_cache *cache,
					cu_slice base)
{
	memset(env, 0, sizeof(*env));
	env->ctx = ctx;
	env->source = source;
	env->cache = cache;
	if (cache && base.p == NULL)
		env->root = cu_cache_root(cache);
	else
		env->root = cu_active_new(ctx, base);
	return env->root ? CU_OK : CU_NOMEM(ctx);
}
