/*
 * jsonld_value.c
 *		Values: literals, and texts that stand for nodes (JSON-LD 1.1 API,
 *		sections 5.3 and 7.2).
 */
#include "jsonld_walk.h"

#include "ascii.h"
#include "jcs.h"
#include "json_number.h"

#include <stdio.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

/* Section 7.2, step 10: i18n-datatype. */
static cu_status
directed_datatype(cu_walk *w, cu_slice language, cu_direction direction,
				  cu_slice *datatype)
{
	cu_buf		buf;

	cu_buf_init(&buf, w->ctx);
	cu_buf_add_cstr(&buf, "https://www.w3.org/ns/i18n#");
	cu_buf_add_slice(&buf, language);
	cu_buf_add_char(&buf, '_');
	cu_buf_add_cstr(&buf, direction == CU_DIRECTION_LTR ? "ltr" : "rtl");
	*datatype = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

static cu_status
text_literal(cu_walk *w, cu_slice text, cu_slice datatype, cu_slice language,
			 cu_direction direction, const cu_place *place,
			 const cu_term **out)
{
	*out = &cu_lost;
	if (language.p && !cu_language_well_formed(language))
		return cu_walk_lose(w, CU_LOSS_LANGUAGE, place, NULL);
	if (direction != CU_DIRECTION_NOT)
	{
		if (w->options->i18n_direction)
		{
			CU_TRY(directed_datatype(w, language, direction, &datatype));
			language = cu_slice_make(NULL, 0);
		}
		else
			CU_TRY(cu_walk_lose(w, CU_LOSS_DIRECTION, place, NULL));
	}
	*out = cu_dataset_literal(w->dataset, text, datatype, language);
	return *out ? CU_OK : CU_NOMEM(w->ctx);
}

/* Section 7.2: digits as XML Schema's canonical double, "5.3E0". */
static cu_slice
double_text(cu_ctx *ctx, double value)
{
	char		raw[40];
	char		text[40];
	size_t		n = 0;
	size_t		digits = 0;
	int			length;
	const char *p = raw;

	length = snprintf(raw, sizeof(raw), "%.15e", value == 0 ? 0.0 : value);
	if (length < 0 || (size_t) length >= sizeof(raw))
		return cu_slice_make(NULL, 0);
	if (*p == '-')
		text[n++] = *p++;
	/* The mark between digits may be that of another locale. */
	for (; *p != 'e' && *p != '\0'; p++)
	{
		if (!cu_is_digit(*p))
			continue;
		text[n++] = *p;
		if (digits++ == 0)
			text[n++] = '.';
	}
	while (text[n - 1] == '0' && text[n - 2] != '.')
		n--;
	text[n++] = 'E';
	p += *p == 'e';
	if (*p == '-')
		text[n++] = '-';
	while (*p == '-' || *p == '+' || (*p == '0' && p[1] != '\0'))
		p++;
	while (*p != '\0')
		text[n++] = *p++;
	return cu_copy(ctx, cu_slice_make(text, n));
}

/* Digits that are an integer's canonical form as they stand. */
static bool
is_plain_integer(cu_slice text)
{
	size_t		i = text.n > 0 && text.p[0] == '-';

	if (text.n > 15 || (i == 1 && text.n == 2 && text.p[1] == '0'))
		return false;
	for (; i < text.n; i++)
	{
		if (!cu_is_digit(text.p[i]))
			return false;
	}
	return true;
}

/* Numbers are doubles, as for all who sign JSON-LD: some digits may go. */
static cu_status
number_literal(cu_walk *w, cu_slice text, cu_slice datatype,
			   const cu_term **out)
{
	bool		as_double = cu_slice_is(datatype, XSD "double");
	bool		whole;
	double		value;
	char		digits[40];
	int			n;

	if (as_double || !is_plain_integer(text))
	{
		if (!cu_number_read(text, &value))
			return cu_fail(w->ctx, CU_BAD_NUMBER, NULL);
		whole = value >= 9007199254740992.0 || value <= -9007199254740992.0 ||
			value == (double) (int64_t) value;
		if (as_double || !whole || value >= 1e21 || value <= -1e21)
		{
			as_double = true;
			text = double_text(w->ctx, value);
		}
		else
		{
			n = snprintf(digits, sizeof(digits), "%.0f",
						 value == 0 ? 0.0 : value);
			text = cu_copy(w->ctx, cu_slice_make(digits, n < 0 ? 0 :
												 (size_t) n));
		}
		if (text.p == NULL)
			return CU_NOMEM(w->ctx);
	}
	if (datatype.p == NULL)
		datatype = as_double ? CU_LIT(XSD "double") : CU_LIT(XSD "integer");
	*out = cu_dataset_literal(w->dataset, text, datatype,
							  cu_slice_make(NULL, 0));
	return *out ? CU_OK : CU_NOMEM(w->ctx);
}

cu_status
cu_value_literal(cu_walk *w, const cu_json *value, cu_slice datatype,
				 cu_slice language, cu_direction direction,
				 const cu_place *place, const cu_term **out)
{
	switch (value->type)
	{
		case CU_JSON_STRING:
			return text_literal(w, value->v.text, datatype, language,
								direction, place, out);
		case CU_JSON_NUMBER:
			return number_literal(w, value->v.text, datatype, out);
		default:
			if (datatype.p == NULL)
				datatype = CU_LIT(XSD "boolean");
			*out = cu_dataset_literal(w->dataset,
									  value->type == CU_JSON_TRUE ?
									  CU_LIT("true") : CU_LIT("false"),
									  datatype, cu_slice_make(NULL, 0));
			return *out ? CU_OK : CU_NOMEM(w->ctx);
	}
}

cu_status
cu_value_json(cu_walk *w, const cu_json *value, const cu_term **out)
{
	cu_buf		buf;

	cu_buf_init(&buf, w->ctx);
	CU_TRY(cu_jcs_write(&buf, value));
	*out = cu_dataset_literal(w->dataset, cu_buf_slice(&buf),
							  CU_LIT("http://www.w3.org/1999/02/"
									 "22-rdf-syntax-ns#JSON"),
							  cu_slice_make(NULL, 0));
	return *out ? CU_OK : CU_NOMEM(w->ctx);
}

cu_status
cu_value_expand(cu_walk *w, const cu_active *active, const cu_term_def *def,
				const cu_json *value, const cu_place *place,
				const cu_term **out, bool *node)
{
	cu_coercion coercion = def ? def->coercion : CU_COERCE_NOT;
	cu_slice	none = {NULL, 0};
	cu_expansion e;

	*node = value->type == CU_JSON_STRING &&
		(coercion == CU_COERCE_ID || coercion == CU_COERCE_VOCAB);
	if (*node)
	{
		CU_TRY(cu_iri_expand(w->ctx, active, value->v.text,
							 coercion == CU_COERCE_VOCAB ?
							 CU_EXPAND_VOCAB | CU_EXPAND_RELATIVE :
							 CU_EXPAND_RELATIVE, NULL, &e));
		return cu_walk_term(w, &e, CU_LOSS_IRI, place, out);
	}
	if (coercion == CU_COERCE_IRI)
		return cu_value_literal(w, value, def->type, none, CU_DIRECTION_NOT,
								place, out);
	return cu_value_literal(w, value, none,
							def && def->has_language ? def->language :
							active->language,
							def && def->has_direction ? def->direction :
							active->direction, place, out);
}
