/*
 * jsonld_keyword.c
 *		Keywords, directions and language tags (JSON-LD 1.1, sections 1.7
 *		and 4.2.4).
 */
#include "jsonld_context.h"

#include "ascii.h"

static const cu_slice names[CU_KEYWORD_COUNT] = {
#define NAME(literal) {literal, sizeof(literal) - 1}
	[CU_KEYWORD_BASE] = NAME("@base"),
	[CU_KEYWORD_CONTAINER] = NAME("@container"),
	[CU_KEYWORD_CONTEXT] = NAME("@context"),
	[CU_KEYWORD_DIRECTION] = NAME("@direction"),
	[CU_KEYWORD_GRAPH] = NAME("@graph"),
	[CU_KEYWORD_ID] = NAME("@id"),
	[CU_KEYWORD_IMPORT] = NAME("@import"),
	[CU_KEYWORD_INCLUDED] = NAME("@included"),
	[CU_KEYWORD_INDEX] = NAME("@index"),
	[CU_KEYWORD_JSON] = NAME("@json"),
	[CU_KEYWORD_LANGUAGE] = NAME("@language"),
	[CU_KEYWORD_LIST] = NAME("@list"),
	[CU_KEYWORD_NEST] = NAME("@nest"),
	[CU_KEYWORD_NONE] = NAME("@none"),
	[CU_KEYWORD_PREFIX] = NAME("@prefix"),
	[CU_KEYWORD_PROPAGATE] = NAME("@propagate"),
	[CU_KEYWORD_PROTECTED] = NAME("@protected"),
	[CU_KEYWORD_REVERSE] = NAME("@reverse"),
	[CU_KEYWORD_SET] = NAME("@set"),
	[CU_KEYWORD_TYPE] = NAME("@type"),
	[CU_KEYWORD_VALUE] = NAME("@value"),
	[CU_KEYWORD_VERSION] = NAME("@version"),
	[CU_KEYWORD_VOCAB] = NAME("@vocab")
#undef NAME
};

cu_keyword
cu_keyword_find(cu_slice name)
{
	if (name.n < 3 || name.p[0] != '@')
		return CU_KEYWORD_NOT;
	for (int i = CU_KEYWORD_NOT + 1; i < CU_KEYWORD_COUNT; i++)
	{
		if (cu_slice_eq(names[i], name))
			return (cu_keyword) i;
	}
	return CU_KEYWORD_NOT;
}

bool
cu_keyword_form(cu_slice name)
{
	if (name.n < 2 || name.p[0] != '@')
		return false;
	for (size_t i = 1; i < name.n; i++)
	{
		if (!cu_is_upper(cu_to_upper(name.p[i])))
			return false;
	}
	return true;
}

cu_direction
cu_direction_find(cu_slice text)
{
	if (cu_slice_eq(text, CU_LIT("ltr")))
		return CU_DIRECTION_LTR;
	return cu_slice_eq(text, CU_LIT("rtl")) ? CU_DIRECTION_RTL :
		CU_DIRECTION_NOT;
}

/* Subtags of 1 to 8 letters or digits, the first of letters only. */
bool
cu_language_well_formed(cu_slice tag)
{
	bool		first = true;
	size_t		run = 0;

	for (size_t i = 0; i < tag.n; i++)
	{
		char		c = tag.p[i];

		if (c == '-')
		{
			if (run == 0)
				return false;
			first = false;
			run = 0;
			continue;
		}
		if (!cu_is_upper(cu_to_upper(c)) && (first || !cu_is_digit(c)))
			return false;
		if (++run > 8)
			return false;
	}
	return run > 0;
}

cu_slice
cu_language_lower(cu_ctx *ctx, cu_slice tag)
{
	char	   *lower;
	bool		upper = false;

	for (size_t i = 0; i < tag.n; i++)
		upper |= cu_is_upper(tag.p[i]);
	if (!upper)
		return tag;
	lower = cu_alloc(ctx, tag.n);
	if (lower == NULL)
		return cu_slice_make(NULL, 0);
	for (size_t i = 0; i < tag.n; i++)
		lower[i] = cu_is_upper(tag.p[i]) ? (char) (tag.p[i] - 'A' + 'a') :
			tag.p[i];
	return cu_slice_make(lower, tag.n);
}
