/*
 * context_parts.c
 *		What a term definition says besides its IRI: containers, languages, ...
 *		(JSON-LD 1.1 API, section 4.2, steps 13.4 and 19 to 25).
 */
#include "jsonld_context.h"

typedef const cu_json *const *parts_of;

static uint8_t
container_bit(cu_slice name)
{
	switch (cu_keyword_find(name))
	{
		case CU_KEYWORD_LIST:
			return CU_CONTAINER_LIST;
		case CU_KEYWORD_SET:
			return CU_CONTAINER_SET;
		case CU_KEYWORD_LANGUAGE:
			return CU_CONTAINER_LANGUAGE;
		case CU_KEYWORD_INDEX:
			return CU_CONTAINER_INDEX;
		case CU_KEYWORD_ID:
			return CU_CONTAINER_ID;
		case CU_KEYWORD_TYPE:
			return CU_CONTAINER_TYPE;
		case CU_KEYWORD_GRAPH:
			return CU_CONTAINER_GRAPH;
		default:
			return 0;
	}
}

/* Whether containers go together; one of them always does. */
static bool
containers_agree(uint8_t bits)
{
	uint8_t		rest = bits & (uint8_t) ~CU_CONTAINER_SET;

	if ((rest & (rest - 1)) == 0)
		return !(bits & CU_CONTAINER_LIST) || bits == CU_CONTAINER_LIST;
	return rest == (CU_CONTAINER_GRAPH | CU_CONTAINER_ID) ||
		rest == (CU_CONTAINER_GRAPH | CU_CONTAINER_INDEX);
}

static cu_status
define_container(cu_compiler *cp, cu_term_def *def, const cu_json *value)
{
	uint32_t	count = cu_json_many(value);

	if (def->reverse && value->type == CU_JSON_NULL)
		return CU_OK;
	for (uint32_t i = 0; i < count; i++)
	{
		cu_slice	name = cu_json_string(cu_json_nth(value, i));
		uint8_t		bit = container_bit(name);

		if (bit == 0)
			return cu_compiler_fail(cp, def->name, def->reverse ?
									"invalid reverse property: "
									"its container is none of those it may "
									"have" :
									"invalid container mapping: "
									"there is no such container");
		def->container |= bit;
	}
	if (def->reverse &&
		(def->container & ~(CU_CONTAINER_SET | CU_CONTAINER_INDEX)))
		return cu_compiler_fail(cp, def->name, "invalid reverse property: "
								"its container is none of those it may have");
	if (count == 0 || !containers_agree(def->container))
		return cu_compiler_fail(cp, def->name, "invalid container mapping: "
								"containers do not go together");
	if (def->container & CU_CONTAINER_TYPE)
	{
		if (def->coercion == CU_COERCE_NOT)
			def->coercion = CU_COERCE_ID;
		if (def->coercion != CU_COERCE_ID && def->coercion != CU_COERCE_VOCAB)
			return cu_compiler_fail(cp, def->name, "invalid type mapping: "
									"it does not go with a container by "
									"type");
	}
	return CU_OK;
}

static cu_status
define_index(cu_compiler *cp, cu_term_def *def, const cu_json *value)
{
	cu_expansion e;

	if (!(def->container & CU_CONTAINER_INDEX) ||
		value->type != CU_JSON_STRING)
		return cu_compiler_fail(cp, def->name, "invalid term definition: "
								"@index needs a container by index and text");
	CU_TRY(cu_iri_expand(cp->mem, cp->active, value->v.text, CU_EXPAND_VOCAB,
						 cp, &e));
	if (e.keyword || e.iri.p == NULL || !cu_iri_absolute(e.iri))
		return cu_compiler_fail(cp, def->name, "invalid term definition: "
								"@index does not stand for an IRI");
	def->index = value->v.text;
	return CU_OK;
}

static cu_status
define_language(cu_compiler *cp, cu_term_def *def, const cu_json *value)
{
	if (value->type != CU_JSON_STRING && value->type != CU_JSON_NULL)
		return cu_compiler_fail(cp, def->name, "invalid language mapping: "
								"@language is neither text nor null");
	def->has_language = true;
	if (value->type == CU_JSON_NULL)
		return CU_OK;
	def->language = cu_language_lower(cp->mem, value->v.text);
	return def->language.p ? CU_OK : CU_NOMEM(cp->mem);
}

static cu_status
define_direction(cu_compiler *cp, cu_term_def *def, const cu_json *value)
{
	def->has_direction = true;
	def->direction = cu_direction_find(cu_json_string(value));
	if (value->type != CU_JSON_NULL && def->direction == CU_DIRECTION_NOT)
		return cu_compiler_fail(cp, def->name, "invalid base direction: "
								"@direction is none of ltr, rtl, null");
	return CU_OK;
}

static cu_status
define_nest(cu_compiler *cp, cu_term_def *def, const cu_json *value)
{
	cu_keyword	keyword;

	if (value->type != CU_JSON_STRING)
		return cu_compiler_fail(cp, def->name,
								"invalid @nest value: @nest is no string");
	keyword = cu_keyword_find(value->v.text);
	if (keyword && keyword != CU_KEYWORD_NEST)
		return cu_compiler_fail(cp, def->name,
								"invalid @nest value: @nest is a keyword");
	def->nest = value->v.text;
	return CU_OK;
}

static cu_status
define_prefix(cu_compiler *cp, cu_term_def *def, const cu_json *value)
{
	if (memchr(def->name.p, ':', def->name.n) ||
		memchr(def->name.p, '/', def->name.n))
		return cu_compiler_fail(cp, def->name, "invalid term definition: "
								"a prefix holds neither colon nor slash");
	if (value->type != CU_JSON_TRUE && value->type != CU_JSON_FALSE)
		return cu_compiler_fail(cp, def->name,
								"invalid @prefix value: it is no boolean");
	def->prefix = value->type == CU_JSON_TRUE;
	if (def->prefix && def->keyword)
		return cu_compiler_fail(cp, def->name, "invalid term definition: "
								"a keyword cannot be a prefix");
	return CU_OK;
}

cu_status
cu_term_parts(cu_compiler *cp, cu_term_def *def, parts_of parts)
{
	if (parts[CU_KEYWORD_CONTAINER])
		CU_TRY(define_container(cp, def, parts[CU_KEYWORD_CONTAINER]));
	if (parts[CU_KEYWORD_INDEX])
		CU_TRY(define_index(cp, def, parts[CU_KEYWORD_INDEX]));
	if (parts[CU_KEYWORD_CONTEXT])
	{
		def->context = parts[CU_KEYWORD_CONTEXT];
		def->base = cp->site->base;
		def->registered = cp->site->registered;
		def->pinned = cp->active->pinned;
	}
	if (parts[CU_KEYWORD_LANGUAGE] && !parts[CU_KEYWORD_TYPE])
		CU_TRY(define_language(cp, def, parts[CU_KEYWORD_LANGUAGE]));
	if (parts[CU_KEYWORD_DIRECTION] && !parts[CU_KEYWORD_TYPE])
		CU_TRY(define_direction(cp, def, parts[CU_KEYWORD_DIRECTION]));
	if (parts[CU_KEYWORD_NEST])
		CU_TRY(define_nest(cp, def, parts[CU_KEYWORD_NEST]));
	if (parts[CU_KEYWORD_PREFIX])
		CU_TRY(define_prefix(cp, def, parts[CU_KEYWORD_PREFIX]));
	return CU_OK;
}
