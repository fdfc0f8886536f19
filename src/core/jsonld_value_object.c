/*
 * jsonld_value_object.c
 *		Objects with @value (JSON-LD 1.1 API, section 5.1.2, steps 13.4.7 to
 *		13.4.10 and 15).
 */
#include "jsonld_walk.h"

typedef struct value_object
{
	const cu_json *value;
	bool		json;			/* @type is @json */
	cu_slice	datatype;
	cu_slice	language;
	cu_direction direction;
} value_object;

static cu_status
fail(cu_walk *w, const cu_element *e, const char *detail)
{
	return cu_walk_fail(w, e->place, detail);
}

/* Nothing may stand beside @value but what says more about it. */
static cu_status
check_members(cu_walk *w, const cu_element *e)
{
	uint32_t	types = 0;

	for (size_t i = 0; i < e->count; i++)
	{
		const cu_plan *plan = &w->plans[e->first + i];

		switch (plan->keyword)
		{
			case CU_KEYWORD_VALUE:
			case CU_KEYWORD_LANGUAGE:
			case CU_KEYWORD_DIRECTION:
				break;
			case CU_KEYWORD_INDEX:
				if (plan->member->value.type != CU_JSON_STRING)
					return fail(w, e, "invalid @index value: "
								"it is no string");
				break;
			case CU_KEYWORD_TYPE:
				types++;
				break;
			default:
				if (plan->member->value.type != CU_JSON_NULL)
					return fail(w, e, "invalid value object: "
								"a member does not go with @value");
		}
	}
	if (types > 1)
		return fail(w, e, "invalid typed value: it has several types");
	if (types == 1 && (e->keywords[CU_KEYWORD_LANGUAGE] ||
					   e->keywords[CU_KEYWORD_DIRECTION]))
		return fail(w, e, "invalid value object: "
					"@type stands beside @language or @direction");
	return CU_OK;
}

static cu_status
read_type(cu_walk *w, const cu_element *e, value_object *v)
{
	const cu_plan *plan = cu_element_part(w, e, CU_KEYWORD_TYPE);
	const cu_json *type;
	cu_expansion x;

	if (plan == NULL)
		return CU_OK;
	type = cu_json_nth(&plan->member->value, 0);
	for (uint32_t i = 0; i < cu_json_many(&plan->member->value); i++)
	{
		if (cu_json_nth(&plan->member->value, i)->type != CU_JSON_STRING)
			return fail(w, e, "invalid type value: it is no string");
	}
	if (cu_json_many(&plan->member->value) != 1)
		return fail(w, e, "invalid typed value: it has not one type");
	CU_TRY(cu_iri_expand(w->ctx, e->typed, type->v.text,
						 CU_EXPAND_VOCAB | CU_EXPAND_RELATIVE, NULL, &x));
	v->json = x.keyword == CU_KEYWORD_JSON;
	if (v->json)
		return CU_OK;
	if (!x.keyword && x.iri.p && !cu_iri_blank(x.iri) &&
		!cu_iri_absolute(x.iri))
		CU_TRY(cu_walk_lose(w, CU_LOSS_TYPE, e->place, NULL));
	if (x.keyword || x.iri.p == NULL || !cu_iri_well_formed(x.iri))
		return fail(w, e, "invalid typed value: its type is no IRI");
	v->datatype = x.iri;
	return x.caught ? cu_walk_caught(w, type) : CU_OK;
}

static cu_status
read_language(cu_walk *w, const cu_element *e, value_object *v)
{
	const cu_plan *plan = cu_element_part(w, e, CU_KEYWORD_LANGUAGE);

	if (plan)
	{
		if (plan->member->value.type != CU_JSON_STRING)
			return fail(w, e, "invalid language-tagged string: "
						"@language is no string");
		v->language = cu_language_lower(w->ctx, plan->member->value.v.text);
		if (v->language.p == NULL)
			return CU_NOMEM(w->ctx);
	}
	plan = cu_element_part(w, e, CU_KEYWORD_DIRECTION);
	if (plan == NULL)
		return CU_OK;
	v->direction = cu_direction_find(cu_json_string(&plan->member->value));
	if (v->direction == CU_DIRECTION_NOT)
		return fail(w, e, "invalid base direction: "
					"@direction is neither ltr nor rtl");
	return CU_OK;
}

/* The literal; NULL: the value is null, and there is none. */
static cu_status
make_literal(cu_walk *w, const cu_element *e, const value_object *v,
			 const cu_term **out)
{
	*out = NULL;
	if (v->json)
		return cu_value_json(w, v->value, out);
	if (v->value->type == CU_JSON_ARRAY || v->value->type == CU_JSON_OBJECT)
		return fail(w, e, "invalid value object value: "
					"@value is an array or object");
	if (v->value->type == CU_JSON_NULL)
		return cu_walk_lose(w, CU_LOSS_VALUE, e->place, NULL);
	if (v->language.p && v->value->type != CU_JSON_STRING)
		return fail(w, e, "invalid language-tagged value: "
					"what has a language is no string");
	return cu_value_literal(w, v->value, v->datatype, v->language,
							v->direction, e->place, out);
}

cu_status
cu_value_object(cu_walk *w, cu_element *e, cu_sink *sink)
{
	value_object v = {0};
	cu_sink		inner;
	const cu_term *literal;

	v.value = &cu_element_part(w, e, CU_KEYWORD_VALUE)->member->value;
	CU_TRY(check_members(w, e));
	CU_TRY(read_type(w, e, &v));
	CU_TRY(read_language(w, e, &v));
	CU_TRY(make_literal(w, e, &v, &literal));
	w->present = literal != NULL && sink->kind != CU_SINK_TOP;
	if (literal == NULL)
		return CU_OK;
	if (sink->wrap)
	{
		CU_TRY(cu_sink_wrap(w, sink, e->place, &inner));
		sink = &inner;
	}
	return cu_sink_put(w, sink, literal, false, e->place);
}
