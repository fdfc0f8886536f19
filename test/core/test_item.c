/*
 * test_item.c
 *		Items: one canonical form for each spelling, kinds, parts.
 */
#include "test.h"

#include "../../src/core/item.h"

typedef struct spelling
{
	const char *in;
	const char *out;
	cu_item_kind kind;
} spelling;

#define EGG "https://id.gs1.org/01/10614141073464"

static const spelling spellings[] = {
	/* DIDs and DID URLs */
	{"did:web:mill.example", "did:web:mill.example", CU_ITEM_SERIAL},
	{"did:web:mill.example/heat/61316", "did:web:mill.example/heat/61316",
	CU_ITEM_LOT},
	{"DID:web:mill.example/heat/6%31316", "did:web:mill.example/heat/61316",
	CU_ITEM_LOT},
	{"did:web:Mill.Example%3a8443/coil/./x/../C%2f1",
	"did:web:Mill.Example%3A8443/coil/C%2F1", CU_ITEM_SERIAL},
	{"did:ex:%41", "did:ex:%41", CU_ITEM_SERIAL},
	{"did:web:a.b/coil/Gr\xc3\xb6\xc3\x9f" "e?q#f",
	"did:web:a.b/coil/Gr%C3%B6%C3%9Fe?q#f", CU_ITEM_SERIAL},
	{"did:web:a.b/coil/6%2813%29%3a%40%2B%25%3f", "did:web:a.b/coil/6(13):@+%25%3F",
	CU_ITEM_SERIAL},
	{"did:web:a.b/coil/6(13):@+%25%3F", "did:web:a.b/coil/6(13):@+%25%3F",
	CU_ITEM_SERIAL},
	{"did:web:a.b/coil/x/%2e%2E/6", "did:web:a.b/coil/6", CU_ITEM_SERIAL},
	{"did:web:a.b/batch/7", "did:web:a.b/batch/7", CU_ITEM_BATCH},
	{"did:web:a.b/lot/7", "did:web:a.b/lot/7", CU_ITEM_LOT},
	{"did:web:a.b/tlc/7", "did:web:a.b/tlc/7", CU_ITEM_LOT},
	{"did:web:a.b/class/7", "did:web:a.b/class/7", CU_ITEM_CLASS},
	{"did:web:a.b/meter/P/2024-01", "did:web:a.b/meter/P/2024-01",
	CU_ITEM_FLOW},
	{"did:web:a.b/flow/P/2024-01", "did:web:a.b/flow/P/2024-01", CU_ITEM_FLOW},
	{"did:web:a.b/meter/P", "did:web:a.b/meter/P", CU_ITEM_SERIAL},
	{"did:web:a.b/Heat/7", "did:web:a.b/Heat/7", CU_ITEM_SERIAL},
	{"did:web:a.b/heat", "did:web:a.b/heat", CU_ITEM_SERIAL},
	/* IRIs and URNs */
	{"HTTPS://Shop.example:443", "https://shop.example/", CU_ITEM_SERIAL},
	{"URN:ISBN:0-ab%3a", "urn:isbn:0-ab%3A", CU_ITEM_SERIAL},
	{"urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
		"urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
	CU_ITEM_SERIAL},
	{"urn:uuid:%46%381D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
		"urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
	CU_ITEM_SERIAL},
	{"urn:uuid:F81D4FAE", "urn:uuid:F81D4FAE", CU_ITEM_SERIAL},
	{"ni:///sha-256;UyaQV-Ev4rdLoHyJJWCi11OHfrYv9E1aGQAlMO2X_-Q?line=2",
		"ni:///sha-256;UyaQV-Ev4rdLoHyJJWCi11OHfrYv9E1aGQAlMO2X_-Q?line=2",
	CU_ITEM_LINE},
	{"ni:///sha-256;UyaQV?line=0", "ni:///sha-256;UyaQV?line=0",
	CU_ITEM_SERIAL},
	/* EPC URNs: GS1 EPC Tag Data Standard, section 6.3 */
	{"urn:epc:id:sgtin:0614141.107346.2018", EGG "/21/2018", CU_ITEM_SERIAL},
	{"URN:EPC:id:sgtin:061414.1107346.2018", EGG "/21/2018", CU_ITEM_SERIAL},
	{"urn:epc:id:sgtin:0614141.107346.a%2Fb.c%25", EGG "/21/a%2Fb.c%25",
	CU_ITEM_SERIAL},
	{"urn:epc:%69d:sg%74in:%30614141.107346.2018", EGG "/21/2018",
	CU_ITEM_SERIAL},
	{"https://id%2Egs1.org/01/10614141073464/21/2018", EGG "/21/2018",
	CU_ITEM_SERIAL},
	{"urn:epc:idpat:sgtin:0614141.107346.*", EGG, CU_ITEM_CLASS},
	{"urn:epc:class:lgtin:0614141.107346.L1", EGG "/10/L1", CU_ITEM_LOT},
	{"urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB",
		"https://id.gs1.org/01/01234567894560/235/51qIgY%29%3C%26Jp3%2Aj7%27SDB",
	CU_ITEM_SERIAL},
	{"urn:epc:id:itip:4012345.012345.01.02.987",
	"https://id.gs1.org/8006/040123451234560102/21/987", CU_ITEM_SERIAL},
	{"urn:epc:idpat:itip:4012345.012345.01.02.*",
	"https://id.gs1.org/8006/040123451234560102", CU_ITEM_CLASS},
	{"urn:epc:id:sscc:0614141.1234567890",
	"https://id.gs1.org/00/106141412345678908", CU_ITEM_SERIAL},
	{"urn:epc:id:sgln:0614141.07346.1234",
	"https://id.gs1.org/414/0614141073467/254/1234", CU_ITEM_SERIAL},
	{"urn:epc:id:sgln:0614141.07346.0", "https://id.gs1.org/414/0614141073467",
	CU_ITEM_SERIAL},
	{"urn:epc:id:sgln:012345678901..0",
	"https://id.gs1.org/414/0123456789012", CU_ITEM_SERIAL},
	{"urn:epc:id:pgln:0614141.00777", "https://id.gs1.org/417/0614141007776",
	CU_ITEM_SERIAL},
	{"urn:epc:id:grai:4012345.55555.987",
	"https://id.gs1.org/8003/04012345555554987", CU_ITEM_SERIAL},
	{"urn:epc:idpat:grai:4012345.55555.*",
	"https://id.gs1.org/8003/04012345555554", CU_ITEM_CLASS},
	{"urn:epc:id:giai:4000001.1.1%2F1",
	"https://id.gs1.org/8004/40000011.1%2F1", CU_ITEM_SERIAL},
	{"urn:epc:id:gdti:0614141.00001.1618034",
	"https://id.gs1.org/253/06141410000121618034", CU_ITEM_SERIAL},
	{"urn:epc:id:gsrn:0614141.1234567890",
	"https://id.gs1.org/8018/061414112345678902", CU_ITEM_SERIAL},
	{"urn:epc:id:gsrnp:0614141.1234567890",
	"https://id.gs1.org/8017/061414112345678902", CU_ITEM_SERIAL},
	{"urn:epc:id:sgcn:4012345.67890.04711",
	"https://id.gs1.org/255/401234567890104711", CU_ITEM_SERIAL},
	{"urn:epc:id:ginc:0614141.xyz47%2F11",
	"https://id.gs1.org/401/0614141xyz47%2F11", CU_ITEM_SERIAL},
	{"urn:epc:id:gsin:0614141.123456789",
	"https://id.gs1.org/402/06141411234567890", CU_ITEM_SERIAL},
	{"urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345",
	"https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345", CU_ITEM_SERIAL},
	{"urn:epc:idpat:cpi:0614141.5PQ7%2FZ43.*",
	"https://id.gs1.org/8010/06141415PQ7%2FZ43", CU_ITEM_CLASS},
	/* EPC URNs that no key stands for */
	{"urn:EPC:id:bic:YMLU3380910", "urn:epc:id:bic:YMLU3380910",
	CU_ITEM_SERIAL},
	{"urn:epc:idpat:sgtin:0614141.*.*", "urn:epc:idpat:sgtin:0614141.*.*",
	CU_ITEM_CLASS},
	{"urn:epc:idpat:sgln:0614141.07346.*",
	"urn:epc:idpat:sgln:0614141.07346.*", CU_ITEM_CLASS},
	{"urn:epc:tag:sgtin-96:3.0614141.107346.2018",
	"urn:epc:tag:sgtin-96:3.0614141.107346.2018", CU_ITEM_SERIAL},
	/* Digital Links */
	{EGG "/21/2018", EGG "/21/2018", CU_ITEM_SERIAL},
	{"HTTP://ID.GS1.ORG:80/01/10614141073464/21/%32018", EGG "/21/2018",
	CU_ITEM_SERIAL},
	{"https://id.gs1.org/gtin/10614141073464/ser/2018?17=261231&linkType=all",
	EGG "/21/2018", CU_ITEM_SERIAL},
	{"https://id.gs1.org:0443/01/10614141073464/21/2018", EGG "/21/2018",
	CU_ITEM_SERIAL},
	{EGG "?21=2018&3103=000195", EGG "/21/2018", CU_ITEM_SERIAL},
	{EGG "?x;ser=2018;y", EGG "/21/2018", CU_ITEM_SERIAL},
	{EGG "/22/V/10/L1/21/2018", EGG "/21/2018", CU_ITEM_SERIAL},
	{EGG "/21/2018/10/L1/22/V", EGG "/21/2018", CU_ITEM_SERIAL},
	{EGG "/22/V/10/L1", EGG "/10/L1", CU_ITEM_LOT},
	{EGG "/22/V", EGG "/22/V", CU_ITEM_CLASS},
	{EGG "/21/a(b)%2f*", EGG "/21/a%28b%29%2F%2A", CU_ITEM_SERIAL},
	{EGG "?", EGG, CU_ITEM_CLASS},
	{"https://id.gs1.org/01/9520123456788",
	"https://id.gs1.org/01/09520123456788", CU_ITEM_CLASS},
	{"https://id.gs1.org/01/614141073467",
	"https://id.gs1.org/01/00614141073467", CU_ITEM_CLASS},
	{"https://id.gs1.org/01/95050003",
	"https://id.gs1.org/01/00000095050003", CU_ITEM_CLASS},
	{"https://id.gs1.org/414/0614141073467/254/0",
	"https://id.gs1.org/414/0614141073467", CU_ITEM_SERIAL},
	{"https://id.gs1.org/253/0614141000012",
	"https://id.gs1.org/253/0614141000012", CU_ITEM_CLASS},
	{"https://id.gs1.org/8006/040123451234560102/10/L",
	"https://id.gs1.org/8006/040123451234560102/10/L", CU_ITEM_LOT},
	{"https://id.gs1.org/8018/061414112345678902/8019/12",
		"https://id.gs1.org/8018/061414112345678902/8019/12",
	CU_ITEM_SERIAL},
	/* links that are no GS1 identifiers */
	{"https://id.gs1.org/vc/license/gs1_prefix/754",
	"https://id.gs1.org/vc/license/gs1_prefix/754", CU_ITEM_SERIAL},
	{"https://id.gs1.org:8443/01/1", "https://id.gs1.org:8443/01/1",
	CU_ITEM_SERIAL},
	{"https://id.gs1.org", "https://id.gs1.org/", CU_ITEM_SERIAL},
	{"https://dl.example/01/10614141073464/21/2018?17=1",
		"https://dl.example/01/10614141073464/21/2018?17=1",
	CU_ITEM_SERIAL}
};

TEST(one_form_for_each_spelling)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(spellings) / sizeof(spelling); i++)
	{
		const spelling *s = &spellings[i];
		cu_slice	out;
		cu_slice	again;

		test_row(s->in);
		REQUIRE_OK(cu_item_canonical(ctx, cu_slice_cstr(s->in), &out));
		CHECK_SLICES(out, cu_slice_cstr(s->out));
		CHECK_EQ_INT(cu_item_kind_of(out), s->kind);
		REQUIRE_OK(cu_item_canonical(ctx, out, &again));
		CHECK_SLICES(again, out);
	}
	test_row(NULL);
}

/* Whatever can be taken apart can be put together again. */
TEST(parts_make_the_item)
{
	cu_ctx	   *ctx = test_ctx();
	int			made = 0;

	for (size_t i = 0; i < sizeof(spellings) / sizeof(spelling); i++)
	{
		cu_slice	item = cu_slice_cstr(spellings[i].out);
		cu_slice	code;
		cu_slice	out;

		test_row(spellings[i].out);
		REQUIRE_OK(cu_item_code(ctx, item, &code));
		CHECK((code.p == NULL) == (cu_item_scheme(item).p == NULL));
		if (code.p == NULL)
			continue;
		REQUIRE_OK(cu_item_make(ctx, cu_item_scheme(item),
								cu_item_scope(item), code, &out));
		CHECK_SLICES(out, item);
		made++;
	}
	test_row(NULL);
	CHECK(made > 40);
}

typedef struct bad_item
{
	const char *in;
	size_t		offset;
} bad_item;

static const bad_item bad_items[] = {
	{"", 0},
	{"61316", 0},
	{"did:web:", 8},
	{"did:Web:x", 4},
	{"did:web:a(b)/x", 9},
	{"did:web:a/x y", 11},
	{"did:web:m\xc3\xbc/x", 9},
	{"urn:x", 4},
	{"urn::x", 4},
	{"urn:%2e:x", 4},
	{"urn:a-:x", 4},
	{"urn:x:", 4},
	{"https://example.com/a b", 21},
	{"urn:epc:id:sgtin:06141.1107346.2018", 17},
	{"urn:epc:id:sgtin:0614141.10734.2018", 17},
	{"urn:epc:id:sgtin:0614141.107346", 17},
	{"urn:epc:id:sgtin:0614141.107346.", 17},
	{"urn:epc:id:sgtin:0614141.10734x.1", 17},
	{"urn:epc:id:sgtin:0614141.107346.123456789012345678901", 17},
	{"urn:epc:id:sgtin:0614141.107346.a%7Eb", 17},
	{"urn:epc:id:sgtin:0614141.107346..", 17},
	{"urn:epc:id:sgtin:0614141.107346.1#x", 33},
	{"urn:epc:id:sgtin:0614141.107346.1?x", 33},
	{"urn:epc:id:sscc:0614141.1234567890.1", 16},
	{"urn:epc:id:grai:4012345.55555.", 16},
	{"urn:epc:id:grai:4012345.55555", 16},
	{"urn:epc:id:itip:4012345.012345.1.02.987", 16},
	{"urn:epc:id:cpi:0614141.5pq.1", 15},
	{"urn:epc:id:cpi:0614141.5PQ.01", 15},
	{"https://id.gs1.org/01/10614141073465", 22},
	{"https://id.gs1.org/01/1061414107346", 22},
	{"https://id.gs1.org/01/1061414107346x", 22},
	{"https://id.gs1.org/01/", 22},
	{"https://id.gs1.org/01", 18},
	{EGG "/21", 37},
	{EGG "/21/", 40},
	{EGG "/21/%00", 40},
	{EGG "/99/1", 37},
	{EGG "/254/1", 37},
	{EGG "/21/1/", 42},
	{EGG "/21/1/21/2", 45},
	{EGG "/21/1/10/2/10/3", 50},
	{EGG "/21/1?21=1", 45},
	{EGG "/235/1/21/2", 46},
	{EGG "/21/1#f", 41},
	{EGG "/21/..", 40},
	{"https://id.gs1.org/x/../01/10614141073464", 21},
	{"https://id.gs1.org/8003/14012345555551", 24}
};

TEST(refuses_with_offset)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(bad_items) / sizeof(bad_item); i++)
	{
		cu_slice	out;

		test_row(bad_items[i].in);
		CHECK_STATUS(cu_item_canonical(ctx, cu_slice_cstr(bad_items[i].in),
									   &out), CU_BAD_ITEM);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, bad_items[i].offset);
	}
	test_row(NULL);
}

TEST(limits_the_size)
{
	cu_ctx	   *ctx = test_ctx();
	char		text[CU_ITEM_MAX + 1];
	cu_slice	out;

	memset(text, 'a', sizeof(text));
	text[1] = ':';
	REQUIRE_OK(cu_item_canonical(ctx, cu_slice_make(text, CU_ITEM_MAX), &out));
	CHECK_EQ_INT(out.n, CU_ITEM_MAX);
	CHECK_STATUS(cu_item_canonical(ctx, cu_slice_make(text, CU_ITEM_MAX + 1),
								   &out), CU_LIMIT_SIZE);
	/* Within the limit as given, over it when percent-encoded. */
	memcpy(text + 2, "\xc3\xb6", 2);
	CHECK_STATUS(cu_item_canonical(ctx, cu_slice_make(text, CU_ITEM_MAX),
								   &out), CU_LIMIT_SIZE);
	memset(text, ' ', sizeof(text));
	text[0] = 'x';
	text[CU_ITEM_MAX] = 'x';
	CHECK_STATUS(cu_item_make(ctx, CU_LIT("heat"), CU_LIT("did:web:a.b"),
							  cu_slice_make(text, sizeof(text)), &out),
				 CU_LIMIT_SIZE);
}

typedef struct paper
{
	const char *scheme,
			   *scope,
			   *code;
	cu_status	status;
	const char *out;
} paper;

static const paper papers[] = {
	{"heat", "did:web:mill.example", "61316", CU_OK,
	"did:web:mill.example/heat/61316"},
	{"heat", " did:web:mill.example ", "  61316 ", CU_OK,
	"did:web:mill.example/heat/61316"},
	{"coil", "did:web:m%3a1", "C 4711/2 \xc3\xb6 (A)", CU_OK,
	"did:web:m%3A1/coil/C%204711%2F2%20%C3%B6%20(A)"},
	{"meter", "did:web:p.example", "P 1/2024-01", CU_OK,
	"did:web:p.example/meter/P%201/2024-01"},
	{"meter", "did:web:p.example", "P1", CU_OK, "did:web:p.example/meter/P1"},
	{"sgtin", "did:web:p.example", "1", CU_OK, "did:web:p.example/sgtin/1"},
	{"line", "ni:///sha-256;UyaQV", "12", CU_OK,
	"ni:///sha-256;UyaQV?line=12"},
	{"iri", "", "HTTP://Example.com", CU_OK, "http://example.com/"},
	{"gtin", "", "614141073467", CU_OK, "https://id.gs1.org/01/00614141073467"},
	{"sgtin", "614141073467", "a/1", CU_OK,
	"https://id.gs1.org/01/00614141073467/21/a%2F1"},
	{"sgtin", "", "0614141.107346.2018", CU_OK, EGG "/21/2018"},
	{"lgtin", "", "0614141.107346.L1", CU_OK, EGG "/10/L1"},
	{"sscc", "", "106141412345678908", CU_OK,
	"https://id.gs1.org/00/106141412345678908"},
	{"sgln", "0614141073467", "0", CU_OK,
	"https://id.gs1.org/414/0614141073467"},
	{"cpi", "06141415PQ7%2FZ43", "12345", CU_OK,
	"https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345"},

	{"", "did:web:a.b", "1", CU_BAD_ARGUMENT, NULL},
	{"Heat", "did:web:a.b", "1", CU_BAD_ARGUMENT, NULL},
	{"a/b", "did:web:a.b", "1", CU_BAD_ARGUMENT, NULL},
	{"heat", "", "1", CU_BAD_ARGUMENT, NULL},
	{"heat", "https://mill.example", "1", CU_BAD_ARGUMENT, NULL},
	{"heat", "did:web:a.b/x", "1", CU_BAD_DID, NULL},
	{"gtin", "614141073467", "1", CU_BAD_ARGUMENT, NULL},
	{"sgtin", "614141073468", "1", CU_BAD_ARGUMENT, NULL},
	{"cpv", "", "1", CU_BAD_ARGUMENT, NULL},
	{"heat", "did:web:a.b", "", CU_BAD_ITEM, NULL},
	{"heat", "did:web:a.b", "  ", CU_BAD_ITEM, NULL},
	{"heat", "did:web:a.b", "..", CU_BAD_ITEM, NULL},
	{"meter", "did:web:a.b", "/2024", CU_BAD_ITEM, NULL},
	{"meter", "did:web:a.b", "P/", CU_BAD_ITEM, NULL},
	{"line", "ni:///sha-256;UyaQV", "02", CU_BAD_ITEM, NULL},
	{"line", "ni:///sha-256;UyaQV", "1234567890", CU_BAD_ITEM, NULL},
	{"gtin", "", "614141073468", CU_BAD_ITEM, NULL},
	{"sgtin", "614141073467", "..", CU_BAD_ITEM, NULL},
	{"sgtin", "", "0614141.107346", CU_BAD_ITEM, NULL},
	{"iri", "", "61316", CU_BAD_ITEM, NULL}
};

TEST(makes_items_from_paper)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(papers) / sizeof(paper); i++)
	{
		const paper *p = &papers[i];
		cu_slice	out;
		cu_status	status;

		test_row(p->code);
		status = cu_item_make(ctx, cu_slice_cstr(p->scheme),
							  cu_slice_cstr(p->scope), cu_slice_cstr(p->code),
							  &out);
		if (p->status != CU_OK)
		{
			CHECK_STATUS(status, p->status);
			continue;
		}
		REQUIRE_OK(status);
		CHECK_SLICES(out, cu_slice_cstr(p->out));
	}
	test_row(NULL);
}

TEST(tells_parts)
{
	static const struct
	{
		const char *item;
		cu_item_kind kind;
	}			longer[] = {
		{"did:web:a.b/coil/1/2", CU_ITEM_SERIAL},
		{"did:web:a.b/heat/1/2", CU_ITEM_LOT},
		{"did:web:a.b/class/1/", CU_ITEM_CLASS},
		{"did:web:a.b/meter/1/2/3", CU_ITEM_FLOW},
		{"did:web:a.b/meter/1/", CU_ITEM_FLOW},
		{"did:web:a.b/meter//1", CU_ITEM_FLOW}
	};
	cu_ctx	   *ctx = test_ctx();
	cu_slice	item = CU_LIT("did:web:a.b/coil/C%201%2F2");
	cu_slice	code;

	CHECK_SLICE(cu_item_scheme(item), "coil");
	CHECK_SLICE(cu_item_scope(item), "did:web:a.b");
	REQUIRE_OK(cu_item_code(ctx, item, &code));
	CHECK_SLICE(code, "C 1/2");
	/* What is no text stays encoded. */
	REQUIRE_OK(cu_item_code(ctx, CU_LIT("did:web:a.b/coil/%FF"), &code));
	CHECK_SLICE(code, "%FF");
	REQUIRE_OK(cu_item_code(ctx, CU_LIT("did:web:a.b/coil/%00"), &code));
	CHECK_SLICE(code, "%00");
	REQUIRE_OK(cu_item_code(ctx, CU_LIT("https://shop.example/"), &code));
	CHECK(code.p == NULL);
	/* The item of code "1/2" has one segment, "1%2F2": this is another one. */
	for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++)
	{
		item = cu_slice_cstr(longer[i].item);
		test_row(longer[i].item);
		REQUIRE_OK(cu_item_code(ctx, item, &code));
		CHECK(code.p == NULL && cu_item_scheme(item).p == NULL &&
			  cu_item_scope(item).p == NULL);
		CHECK_EQ_INT(cu_item_kind_of(item), longer[i].kind);
	}
	test_row(NULL);
	for (int kind = CU_ITEM_SERIAL; kind <= CU_ITEM_CLASS; kind++)
		CHECK(cu_item_kind_name((cu_item_kind) kind) != NULL);
	CHECK(strcmp(cu_item_kind_name(CU_ITEM_LINE), "line") == 0);
}

const cu_test cu_tests_item[] = {
	{"one_form_for_each_spelling", one_form_for_each_spelling},
	{"parts_make_the_item", parts_make_the_item},
	{"refuses_with_offset", refuses_with_offset},
	{"limits_the_size", limits_the_size},
	{"makes_items_from_paper", makes_items_from_paper},
	{"tells_parts", tells_parts},
	{NULL, NULL}
};
