/*
 * context_check.c
 *		Contexts that no document has used yet (JSON-LD 1.1 API, section 4.2.2,
 *		step 21): they must not turn out to be wrong later.
 *
 * Scoped contexts are compiled when all terms beside them are known, as they
 * will be when they are used.
 */
#include "jsonld_context.h"

/* The same failure, said to lie in a scoped context. */
static cu_status
in_scoped_context(cu_ctx *ctx)
{
	const cu_error error = ctx->error;
	cu_buf		text;

	cu_buf_init(&text, ctx);
	cu_buf_add_cstr(&text, "invalid scoped context: ");
	if (error.detail)
		cu_buf_add_cstr(&text, error.detail);
	if (cu_buf_cstr(&text) == NULL)
		return cu_buf_status(&text);
	return cu_fail_pointer(ctx, error.status, error.pointer, text.p);
}

static cu_status
check_one(cu_compiler *cp, cu_slice term, const cu_json *context)
{
	cu_context_env *env = cp->env;
	const cu_site *site = cp->site;
	cu_place	at_term = {site->place, term, 0};
	cu_place	at_context = {&at_term, CU_LIT("@context"), 0};
	cu_site		scoped = *site;
	bool		checking = env->checking;
	const cu_document_chain *checked = env->checked;
	cu_mark		mark = cu_arena_mark(env->ctx);
	const cu_active *ignored;
	cu_status	status;

	scoped.remote = false;
	if (site->own)
		scoped.place = &at_context;
	env->checking = true;
	status = cu_context_process(env, cp->active, context, &scoped,
								CU_PROCESS_OVERRIDE, &ignored);
	env->checking = checking;
	if (status == CU_BAD_CONTEXT)
		return in_scoped_context(env->ctx);
	/* What was noted down as checked must stay. */
	if (status == CU_OK && env->checked == checked)
		cu_arena_rewind(env->ctx, mark);
	return status;
}

cu_status
cu_compiler_check_scoped(cu_compiler *cp)
{
	for (uint32_t i = 0; i < cp->count; i++)
	{
		const cu_member *m = &cp->members[i];
		const cu_json *context = cu_json_get(&m->value, "@context");

		if (context)
			CU_TRY(check_one(cp, m->name, context));
	}
	return CU_OK;
}

cu_status
cu_context_check(cu_ctx *ctx, const cu_json *document,
				 const cu_context_source *contexts, cu_jsonld_report *report)
{
	const cu_json *context = cu_json_get(document, "@context");
	cu_place	place = {NULL, CU_LIT("@context"), 0};
	cu_site		site = {.place = &place, .own = true, .registered = true,
		.remote = true};
	cu_context_env env;
	const cu_active *ignored;
	cu_status	status;

	if (report)
		memset(report, 0, sizeof(*report));
	if (context == NULL)
		return cu_fail_pointer(ctx, CU_BAD_CONTEXT, "",
							   "invalid remote context: "
							   "it is no object with @context");
	CU_TRY(cu_context_env_init(&env, ctx, contexts, NULL,
							   cu_slice_make(NULL, 0)));
	env.check_all = true;
	status = cu_context_process(&env, env.root, context, &site, 0, &ignored);
	if (status == CU_MISSING_CONTEXT && report)
		report->missing = env.missing;
	return status;
}
