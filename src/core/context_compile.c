/*
 * context_compile.c
 *		One context object on top of one active context (JSON-LD 1.1 API,
 *		section 4.1.2, steps 5.5 to 5.14).
 */
#include "jsonld_context.h"

#include "json_number.h"

cu_status
cu_compiler_fail(cu_compiler *cp, cu_slice term, const char *detail)
{
	return cu_site_fail(cp->env, cp->site, CU_BAD_CONTEXT, term, detail);
}

/* Members that are about the context itself. */
static bool
is_setting(cu_keyword keyword)
{
	switch (keyword)
	{
		case CU_KEYWORD_BASE:
		case CU_KEYWORD_DIRECTION:
		case CU_KEYWORD_IMPORT:
		case CU_KEYWORD_LANGUAGE:
		case CU_KEYWORD_PROPAGATE:
		case CU_KEYWORD_PROTECTED:
		case CU_KEYWORD_VERSION:
		case CU_KEYWORD_VOCAB:
			return true;
		default:
			return false;
	}
}

/* The members of a context, over those that it imports. */
static cu_status
gather_members(cu_compiler *cp, const cu_json *local, const cu_json *import)
{
	cu_member  *members;
	uint32_t	n = local->count;

	cp->members = local->v.members;
	cp->count = local->count;
	if (import == NULL)
		return CU_OK;
	members = cu_alloc_array(cp->mem, (size_t) local->count + import->count,
							 sizeof(*members));
	if (members == NULL)
		return CU_NOMEM(cp->mem);
	if (n > 0)
		memcpy(members, local->v.members, n * sizeof(*members));
	for (uint32_t i = 0; i < import->count; i++)
	{
		if (!cu_json_get_slice(local, import->v.members[i].name))
			members[n++] = import->v.members[i];
	}
	cp->members = members;
	cp->count = n;
	return CU_OK;
}

/* Makes members findable by name; in memory of the call: used up here. */
static cu_status
index_members(cu_compiler *cp)
{
	uint32_t	size = 8;

	while (size < (uint64_t) cp->count * 2 && size < UINT32_MAX / 4)
		size *= 2;
	cp->index_mask = size - 1;
	cp->index = cu_alloc_array(cp->env->ctx, size, sizeof(*cp->index));
	cp->states = cu_alloc_array(cp->env->ctx, cp->count, 1);
	if (cp->index == NULL || cp->states == NULL)
		return CU_NOMEM(cp->env->ctx);
	for (uint32_t i = 0; i < cp->count; i++)
	{
		cu_keyword	keyword = cu_keyword_find(cp->members[i].name);
		uint32_t	slot = cu_name_hash(cp->members[i].name) & cp->index_mask;

		if (is_setting(keyword))
		{
			cp->parts[keyword] = &cp->members[i].value;
			cp->states[i] = CU_TERM_DONE;
		}
		while (cp->index[slot])
			slot = (slot + 1) & cp->index_mask;
		cp->index[slot] = i + 1;
	}
	return CU_OK;
}

static cu_status
set_version(cu_compiler *cp)
{
	const cu_json *version = cp->parts[CU_KEYWORD_VERSION];
	double		number;

	if (version && (version->type != CU_JSON_NUMBER ||
					!cu_number_read(version->v.text, &number) ||
					number != 1.1))
		return cu_compiler_fail(cp, CU_LIT("@version"),
								"invalid @version value: it is not 1.1");
	return CU_OK;
}

/* *value: the boolean of a setting; as it was when there is none. */
static cu_status
set_boolean(cu_compiler *cp, cu_keyword keyword, cu_slice name,
			const char *detail, bool *value)
{
	const cu_json *part = cp->parts[keyword];

	if (part == NULL)
		return CU_OK;
	if (part->type != CU_JSON_TRUE && part->type != CU_JSON_FALSE)
		return cu_compiler_fail(cp, name, detail);
	*value = part->type == CU_JSON_TRUE;
	return CU_OK;
}

static cu_status
set_base(cu_compiler *cp)
{
	const cu_json *base = cp->parts[CU_KEYWORD_BASE];

	if (base == NULL || (cp->flags & CU_PROCESS_REMOTE))
		return CU_OK;
	if (base->type == CU_JSON_NULL)
	{
		cp->active->base = cu_slice_make(NULL, 0);
		return CU_OK;
	}
	if (base->type == CU_JSON_STRING && cu_iri_absolute(base->v.text))
	{
		cp->active->base = base->v.text;
		return CU_OK;
	}
	if (base->type != CU_JSON_STRING || cp->active->base.p == NULL)
		return cu_compiler_fail(cp, CU_LIT("@base"), "invalid base IRI: "
								"@base is neither null nor a usable IRI");
	return cu_iri_resolve(cp->mem, cp->active->base, base->v.text,
						  &cp->active->base);
}

static cu_status
set_vocab(cu_compiler *cp)
{
	const cu_json *vocab = cp->parts[CU_KEYWORD_VOCAB];
	cu_expansion e;

	if (vocab == NULL)
		return CU_OK;
	if (vocab->type == CU_JSON_NULL)
	{
		cp->active->vocab = cu_slice_make(NULL, 0);
		return CU_OK;
	}
	if (vocab->type != CU_JSON_STRING)
		return cu_compiler_fail(cp, CU_LIT("@vocab"), "invalid vocab "
								"mapping: @vocab is neither text nor null");
	CU_TRY(cu_iri_expand(cp->mem, cp->active, vocab->v.text,
						 CU_EXPAND_VOCAB | CU_EXPAND_RELATIVE, NULL, &e));
	if (e.keyword || (e.iri.p == NULL && vocab->v.text.n > 0))
		return cu_compiler_fail(cp, CU_LIT("@vocab"), "invalid vocab "
								"mapping: @vocab does not stand for an IRI");
	cp->active->vocab = e.iri.n ? e.iri : CU_LIT("");
	if (!cu_iri_absolute(e.iri) && !cu_iri_blank(e.iri))
	{
		cp->active->loss = CU_LOSS_IRI;
		cp->active->loss_detail = "@vocab of a context is relative.";
	}
	return CU_OK;
}

static cu_status
set_language(cu_compiler *cp)
{
	const cu_json *language = cp->parts[CU_KEYWORD_LANGUAGE];
	const cu_json *direction = cp->parts[CU_KEYWORD_DIRECTION];

	if (language && language->type == CU_JSON_NULL)
		cp->active->language = cu_slice_make(NULL, 0);
	else if (language && language->type == CU_JSON_STRING)
	{
		cp->active->language = cu_language_lower(cp->mem, language->v.text);
		if (cp->active->language.p == NULL)
			return CU_NOMEM(cp->mem);
	}
	else if (language)
		return cu_compiler_fail(cp, CU_LIT("@language"), "invalid default "
								"language: @language is neither text nor "
								"null");
	if (direction == NULL)
		return CU_OK;
	cp->active->direction = cu_direction_find(cu_json_string(direction));
	if (direction->type != CU_JSON_NULL &&
		cp->active->direction == CU_DIRECTION_NOT)
		return cu_compiler_fail(cp, CU_LIT("@direction"), "invalid base "
								"direction: @direction is none of ltr, rtl, "
								"null");
	return CU_OK;
}

static cu_status
apply_settings(cu_compiler *cp, const cu_active *parent)
{
	bool		propagate = !(cp->flags & CU_PROCESS_STAY);

	CU_TRY(set_boolean(cp, CU_KEYWORD_PROPAGATE, CU_LIT("@propagate"),
					   "invalid @propagate value: it is no boolean",
					   &propagate));
	CU_TRY(set_boolean(cp, CU_KEYWORD_PROTECTED, CU_LIT("@protected"),
					   "invalid @protected value: it is no boolean",
					   &cp->protected));
	if (!propagate && cp->active->previous == NULL)
		cp->active->previous = parent;
	CU_TRY(set_version(cp));
	CU_TRY(set_base(cp));
	CU_TRY(set_vocab(cp));
	return set_language(cp);
}

/* A null context that does not propagate: nothing, on top of what was. */
static cu_status
compile_null(cu_context_env *env, cu_ctx *mem, cu_layer *layer, bool pinned)
{
	cu_active  *active = cu_active_copy(mem, env->root, 0);

	if (active == NULL)
		return CU_NOMEM(mem);
	active->pinned = pinned;
	active->previous = layer->parent;
	layer->result = active;
	return CU_OK;
}

cu_status
cu_context_compile(cu_context_env *env, const cu_site *site, cu_ctx *mem,
				   cu_layer *layer)
{
	cu_compiler cp = {.env = env, .mem = mem, .site = site,
		.flags = layer->flags};
	bool		pinned = mem != env->ctx;

	if (layer->local->type == CU_JSON_NULL)
		return compile_null(env, mem, layer, pinned);
	CU_TRY(gather_members(&cp, layer->local, layer->import ?
						  cu_json_get(layer->import->json, "@context") :
						  NULL));
	CU_TRY(index_members(&cp));
	cp.active = cu_active_copy(mem, layer->parent, cp.count);
	if (cp.active == NULL)
		return CU_NOMEM(mem);
	cp.active->pinned = pinned;
	CU_TRY(apply_settings(&cp, layer->parent));
	for (uint32_t i = 0; i < cp.count; i++)
		CU_TRY(cu_term_create(&cp, i));
	if (!cu_active_note_keywords(mem, cp.active))
		return CU_NOMEM(mem);
	if (!site->registered || env->check_all)
		CU_TRY(cu_compiler_check_scoped(&cp));
	layer->result = cp.active;
	return CU_OK;
}
