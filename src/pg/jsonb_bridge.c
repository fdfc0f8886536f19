/*
 * jsonb_bridge.c
 *		Through text, because that is the one way into jsonb that does not
 *		change between server versions.
 */
#include "jsonb_bridge.h"

#include "../core/json_emit.h"
#include "../core/json_number.h"
#include "report.h"
#include "utils/fmgrprotos.h"

/*
 * Characters of a number, and its exponent.  No double needs as much, numeric
 * (16,383 digits after the point) takes more, and what nine characters can
 * swell to when jsonb is printed stays small.
 */
#define NUMBER_MAX 1000

/* Members stay in their order: jsonb has one of its own. */
static cu_status
keep_order(cu_ctx *ctx, const cu_json *object, const cu_member ***order)
{
	(void) ctx;
	(void) object;
	*order = NULL;
	return CU_OK;
}

/* True when numeric takes a number as it is written. */
static bool
is_moderate(cu_slice text)
{
	int			exponent = 0;
	size_t		i = 0;

	if (text.n > NUMBER_MAX)
		return false;
	while (i < text.n && text.p[i] != 'e' && text.p[i] != 'E')
		i++;
	for (; i < text.n; i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
		{
			exponent = exponent * 10 + (text.p[i] - '0');
			if (exponent > NUMBER_MAX)
				return false;
		}
	return true;
}

static void
add_number(cu_buf *buf, cu_slice text)
{
	if (is_moderate(text))
		cu_buf_add_slice(buf, text);
	else
		cu_number_canonical(buf, text);
}

Datum
cu_json_jsonb(cu_call *call, const cu_json *value)
{
	static const cu_json_style style = {keep_order, add_number};
	const char *text;
	cu_buf		buf;

	cu_buf_init(&buf, &call->ctx);
	(void) cu_json_emit(&buf, value, &style);
	text = cu_buf_cstr(&buf);
	if (text == NULL)
		cu_raise(&call->ctx, CU_ORIGIN_ARGUMENT, "document");
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text));
}
