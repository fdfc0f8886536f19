/*
 * fuzz_item.c
 *		Items: canonical forms of themselves, and parts that make them again.
 *
 * One text, or with NUL octets scheme, scope and code.
 */
#include "fuzz.h"

#include "../../src/core/item.h"
#include "../../src/core/utf8.h"

const char *const fuzz_seeds[] = {
	"did:web:mill.example/heat/61316", "did:web:a%3a1/coil/6(13)%2F7?q#f",
	"https://id.gs1.org/01/09506000134352/21/a%2Fb", "urn:epc:id:sgtin:"
	"9506000.013435.1%2F2", "https://ID.gs1.org:443/gtin/9506000134352/ser/1",
	"https://id.gs1.org/01/09506000134352?21=1&10=2",
	"urn:epc:class:lgtin:4054739.099914.x", "urn:epc:id:sscc:952012.2123456789",
	"urn:epc:idpat:sgtin:0614141.812345.*", "urn:epc:id:itip:"
	"4054739.099914.01.02.1", "urn:epc:id:grai:0614141.12345.400",
	"urn:UUID:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "URN:Example:a%41b",
	"ni:///sha-256;AA?line=3", "HTTP://a.EXAMPLE:080/a/../b/./c?x#y",
	"a:/.//b", "http://%69d.gs1.org/01/09506000134352", "tag:a,2024:x", NULL
};

static void
prepare(void)
{
	static const char make[] = "heat\0did:web:mill.example\0" "6/13%";
	static const char flow[] = "meter\0did:web:pipe.example\0M-1/2024-03";
	static const char line[] = "line\0ni:///sha-256;AA\0" "12";
	static const char gtin[] = "sgtin\0" "09506000134352\0a b";
	static const char sscc[] = "sscc\0\0" "195201221234567890";

	fuzz_seed("make", cu_slice_make(make, sizeof(make) - 1));
	fuzz_seed("flow", cu_slice_make(flow, sizeof(flow) - 1));
	fuzz_seed("line", cu_slice_make(line, sizeof(line) - 1));
	fuzz_seed("gtin", cu_slice_make(gtin, sizeof(gtin) - 1));
	fuzz_seed("sscc", cu_slice_make(sscc, sizeof(sscc) - 1));
}

void		(*const fuzz_prepare) (void) = prepare;

static cu_status
check_item(cu_ctx *ctx, cu_slice item)
{
	cu_slice	again;
	cu_slice	code;

	FUZZ_CHECK(item.n > 0 && item.n <= CU_ITEM_MAX);
	for (size_t i = 0; i < item.n; i++)
		FUZZ_CHECK(item.p[i] > ' ' && item.p[i] < 0x7f);
	FUZZ_OK(cu_item_canonical(ctx, item, &again));
	FUZZ_CHECK(cu_slice_eq(item, again));
	FUZZ_OK(cu_item_code(ctx, item, &code));
	FUZZ_CHECK(cu_item_kind_name(cu_item_kind_of(item)) != NULL);
	FUZZ_CHECK(code.p == NULL || cu_item_scheme(item).p != NULL);
	return CU_OK;
}

/* What its parts make of an item that cu_item_make has made. */
static cu_status
check_parts(cu_ctx *ctx, cu_slice item)
{
	cu_slice	scheme = cu_item_scheme(item);
	cu_slice	code;
	cu_slice	again;

	FUZZ_OK(cu_item_code(ctx, item, &code));
	if (scheme.p == NULL || code.p == NULL)
		return CU_OK;
	FUZZ_OK(cu_item_make(ctx, scheme, cu_item_scope(item), code, &again));
	FUZZ_CHECK(cu_slice_eq(item, again));
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_slice	item;
	cu_slice	scheme;
	cu_slice	scope;
	cu_status	status;

	if (input.n == 0 || memchr(input.p, '\0', input.n) == NULL)
	{
		status = cu_item_canonical(ctx, input, &item);
		return status == CU_OK ? check_item(ctx, item) : status;
	}
	scheme = fuzz_take(&input);
	scope = fuzz_take(&input);
	status = cu_item_make(ctx, scheme, scope, input, &item);
	if (status != CU_OK)
		return status;
	FUZZ_OK(check_item(ctx, item));
	/* A code that is no text comes out as it stands in the item. */
	if (cu_utf8_check(input) < input.n || memchr(input.p, '\0', input.n))
		return CU_OK;
	return check_parts(ctx, item);
}
