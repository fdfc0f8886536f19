/*
 * fuzz_iri.c
 *		IRIs taken apart, and their normal form, which is that of itself.
 */
#include "fuzz.h"

#include "../../src/core/iri.h"

void		(*const fuzz_prepare) (void) = NULL;

const char *const fuzz_seeds[] = {
	"HTTP://User@EXAMPLE.com:080/a/./b/../c%7e%2f?x=%41#y%zz",
	"http://[2001:db8::1]:443/", "urn:a:b", "a:/.//b", "a:b/../c",
	"https://a.example/\xc3\xa9?\xee\x80\x80#\xe2\x82\xac", "a://b:/", "a:",
	"mailto:a@b.example", "https://a%2Eb/%2e%2e/x", NULL
};

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_iri		iri;
	cu_slice	normal;
	cu_slice	again;
	cu_slice	decoded = cu_iri_decode(ctx, input);
	cu_status	status;

	FUZZ_MADE(ctx, decoded);
	FUZZ_CHECK(decoded.n <= input.n);
	status = cu_iri_parse(ctx, input, &iri);
	if (status != CU_OK)
	{
		FUZZ_CHECK(!ctx->error.has_offset || ctx->error.offset <= input.n);
		return status;
	}
	FUZZ_OK(cu_iri_normalize(ctx, input, &normal));
	FUZZ_OK(cu_iri_normalize(ctx, normal, &again));
	FUZZ_CHECK(cu_slice_eq(normal, again));
	for (size_t i = 0; i < normal.n; i++)
		FUZZ_CHECK(normal.p[i] > ' ' && normal.p[i] < 0x7f);
	return CU_OK;
}
