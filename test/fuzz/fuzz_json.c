/*
 * fuzz_json.c
 *		JSON read, written, read again; the canonical form of itself.
 */
#include "fuzz.h"

#include "../../src/core/jcs.h"
#include "../../src/core/json_number.h"

void		(*const fuzz_prepare) (void) = NULL;

const char *const fuzz_seeds[] = {
	"{\"a\":[1,-0,1.50,1e21,-1E-7,5e-324,1.7976931348623157e308],\"b\":{}}",
	"{\"\\u20ac\":\"\\ud83d\\ude00\\n\\\"\\\\\\/\\u0001\",\"\\r\":null}",
	" [ true , false, null, \"\", [[[[]]]] ] ",
	"[0.1e-9999999999999999,0.01E-999999999999999,1e-12345678901234567890]",
	"[333333333.33333329,9007199254740993,0.000001,1e-7,123e-2]",
	"{\"aa\":1,\"a\":2,\"\":3,\"\xc3\xb6\":4,\"\xf0\x9f\x98\x80\":5,"
	"\"\xef\xac\xb3\":6}",
	"{\"a\":1,\"\\u0061\":2}",
	NULL
};

static cu_status
canonical(cu_ctx *ctx, const cu_json *value, cu_slice *out)
{
	cu_buf		buf;
	cu_status	status;

	cu_buf_init(&buf, ctx);
	status = cu_jcs_write(&buf, value);
	*out = cu_buf_slice(&buf);
	return status;
}

/* A number as it is written is the double that its canonical form is. */
static cu_status
check_number(cu_ctx *ctx, cu_slice text)
{
	cu_buf		buf;
	cu_buf		exact;
	double		value;
	double		again;
	int64_t		whole;

	FUZZ_CHECK(cu_number_read(text, &value));
	cu_buf_init(&buf, ctx);
	cu_number_canonical(&buf, text);
	FUZZ_OK(cu_buf_status(&buf));
	FUZZ_CHECK(cu_number_read(cu_buf_slice(&buf), &again));
	FUZZ_CHECK(value == again);
	if (cu_number_int64(text, &whole))
		FUZZ_CHECK((double) whole == value);
	/* Only what does not survive has another exact form, that of itself. */
	cu_buf_init(&exact, ctx);
	cu_number_exact(&exact, text);
	FUZZ_OK(cu_buf_status(&exact));
	FUZZ_CHECK(cu_number_survives(cu_buf_slice(&buf)));
	FUZZ_CHECK(cu_slice_eq(cu_buf_slice(&exact), cu_buf_slice(&buf)) ==
			   cu_number_survives(text));
	cu_buf_init(&buf, ctx);
	cu_number_exact(&buf, cu_buf_slice(&exact));
	FUZZ_OK(cu_buf_status(&buf));
	FUZZ_CHECK(cu_slice_eq(cu_buf_slice(&exact), cu_buf_slice(&buf)));
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	const cu_json *value;
	const cu_json *again;
	cu_slice	first;
	cu_slice	second;
	cu_buf		buf;
	bool		equal;
	cu_status	status = cu_json_parse(ctx, input, &value);

	if (status != CU_OK)
	{
		FUZZ_CHECK(ctx->error.status == status);
		FUZZ_CHECK(!ctx->error.has_offset || ctx->error.offset <= input.n);
		return status;
	}
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, value);
	FUZZ_OK(cu_buf_status(&buf));
	FUZZ_OK(cu_json_parse(ctx, cu_buf_slice(&buf), &again));
	FUZZ_OK(cu_json_equal(ctx, value, again, &equal));
	FUZZ_CHECK(equal);
	FUZZ_OK(canonical(ctx, value, &first));
	FUZZ_OK(cu_json_parse(ctx, first, &again));
	FUZZ_OK(canonical(ctx, again, &second));
	FUZZ_CHECK(cu_slice_eq(first, second));
	for (uint32_t i = 0; i < cu_json_many(value); i++)
	{
		const cu_json *one = cu_json_nth(value, i);

		if (one->type == CU_JSON_NUMBER)
			FUZZ_OK(check_number(ctx, one->v.text));
	}
	return CU_OK;
}
