/*
 * context_iri.c
 *		IRI expansion (JSON-LD 1.1 API, section 5.2.2).
 */
#include "jsonld_context.h"

/* A prefix and what follows the first colon behind the first character. */
static bool
split_compact(cu_slice value, cu_slice *prefix, cu_slice *suffix)
{
	const char *colon = value.n < 2 ? NULL :
		memchr(value.p + 1, ':', value.n - 1);

	if (colon == NULL)
		return false;
	*prefix = cu_slice_make(value.p, (size_t) (colon - value.p));
	*suffix = cu_slice_from(value, prefix->n + 1);
	return true;
}

static cu_status
joined(cu_ctx *mem, cu_slice a, cu_slice b, cu_expansion *out)
{
	out->iri = cu_slice_join(mem, a, b);
	return out->iri.p ? CU_OK : CU_NOMEM(mem);
}

/* Steps 7 to 9: no term, no compact IRI. */
static cu_status
expand_rest(cu_ctx *mem, const cu_active *active, cu_slice value, unsigned how,
			cu_expansion *out)
{
	if ((how & CU_EXPAND_VOCAB) && active->vocab.p)
	{
		out->caught = true;
		return joined(mem, active->vocab, value, out);
	}
	out->iri = value;
	if ((how & CU_EXPAND_RELATIVE) && active->base.p)
		return cu_iri_resolve(mem, active->base, value, &out->iri);
	return CU_OK;
}

cu_status
cu_iri_expand(cu_ctx *mem, const cu_active *active, cu_slice value,
			  unsigned how, cu_compiler *compiler, cu_expansion *out)
{
	const cu_term_def *def = NULL;
	cu_slice	prefix;
	cu_slice	suffix;

	memset(out, 0, sizeof(*out));
	out->keyword = cu_keyword_find(value);
	if (out->keyword)
		out->iri = value;
	if (out->keyword || cu_keyword_form(value))
		return CU_OK;
	if (!(how & CU_EXPAND_ANEW))
	{
		if (compiler)
			CU_TRY(cu_term_require(compiler, value));
		def = cu_active_find(active, value);
	}
	if (def && (def->keyword || (how & CU_EXPAND_VOCAB)))
	{
		out->def = def;
		out->iri = def->iri;
		out->keyword = def->keyword;
		return CU_OK;
	}
	if (split_compact(value, &prefix, &suffix))
	{
		out->iri = value;
		if (cu_slice_is(prefix, "_") || cu_slice_starts(suffix, "//"))
			return CU_OK;
		if (compiler)
			CU_TRY(cu_term_require(compiler, prefix));
		def = cu_active_find(active, prefix);
		if (def && def->iri.p && def->prefix)
			return joined(mem, def->iri, suffix, out);
		if (cu_iri_absolute(value))
			return CU_OK;
	}
	return expand_rest(mem, active, value, how, out);
}
