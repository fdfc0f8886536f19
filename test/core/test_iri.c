/*
 * test_iri.c
 *		IRIs: normal forms, places of errors, encoding of data.
 */
#include "test.h"

#include "../../src/core/iri.h"

typedef struct pair
{
	const char *in;
	const char *out;
} pair;

static const pair normal_forms[] = {
	/* RFC 3986, 6.2.2: case, percent-encoding, dot segments */
	{"example://a/b/c/%7Bfoo%7D", "example://a/b/c/%7Bfoo%7D"},
	{"eXAMPLE://a/./b/../b/%63/%7bfoo%7d", "example://a/b/c/%7Bfoo%7D"},
	{"HTTP://www.EXAMPLE.com/", "http://www.example.com/"},
	{"http://h/%41%2d%2E%5f%7e%2f", "http://h/A-._~%2F"},
	{"http://%45x.org/", "http://ex.org/"},
	/* RFC 3986, 5.2.4 */
	{"http://h/a/b/c/./../../g", "http://h/a/g"},
	{"http://h/mid/content=5/../6", "http://h/mid/6"},
	{"http://h/../a", "http://h/a"},
	{"http://h/a/..", "http://h/"},
	{"http://h/a/.", "http://h/a/"},
	{"http://h/a//../b", "http://h/a/b"},
	{"http://h/a/%2e%2E/b", "http://h/b"},
	{"http://h/a/...", "http://h/a/..."},
	{"a:/x/../b", "a:/b"},
	{"a:/x/..//b", "a:/.//b"},
	{"a:/.//b", "a:/.//b"},
	{"a:b/../c", "a:b/../c"},
	/* RFC 3986, 6.2.3 */
	{"http://example.com", "http://example.com/"},
	{"http://example.com:", "http://example.com/"},
	{"http://example.com:80/", "http://example.com/"},
	{"http://example.com:0080?x", "http://example.com/?x"},
	{"https://example.com:443", "https://example.com/"},
	{"https://example.com:80", "https://example.com:80/"},
	{"ftp://example.com:80", "ftp://example.com:80"},
	{"http://example.com:08080", "http://example.com:8080/"},
	{"http://example.com:000/", "http://example.com:0/"},
	{"http://example.com/?", "http://example.com/?"},
	{"http://example.com/#", "http://example.com/#"},
	{"http://User@Example.com/", "http://User@example.com/"},
	{"http://[2001:DB8::A]:80/", "http://[2001:db8::a]/"},
	/* RFC 3987, 3.1 */
	{"http://h/Gr\xc3\xb6\xc3\x9f" "e", "http://h/Gr%C3%B6%C3%9Fe"},
	{"http://h/%c3%b6?\xe2\x82\xac#\xf0\x90\x80\x80",
	"http://h/%C3%B6?%E2%82%AC#%F0%90%80%80"},
	{"http://h/?\xee\x80\x80", "http://h/?%EE%80%80"},
	/* not hierarchical */
	{"mailto:A@Example.com", "mailto:A@Example.com"},
	{"urn:a:b%3ac?x/y", "urn:a:b%3Ac?x/y"},
	{"ni:///sha-256;UyaQV", "ni:///sha-256;UyaQV"}
};

TEST(normalizes)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(normal_forms) / sizeof(pair); i++)
	{
		const pair *p = &normal_forms[i];
		cu_slice	out;
		cu_slice	again;

		test_row(p->in);
		REQUIRE_OK(cu_iri_normalize(ctx, cu_slice_cstr(p->in), &out));
		CHECK_SLICES(out, cu_slice_cstr(p->out));
		REQUIRE_OK(cu_iri_normalize(ctx, out, &again));
		CHECK_SLICES(again, out);
	}
	test_row(NULL);
}

typedef struct bad_iri
{
	const char *in;
	cu_status	status;
	size_t		offset;
} bad_iri;

static const bad_iri bad_iris[] = {
	{"", CU_BAD_IRI, 0},
	{"a", CU_BAD_IRI, 1},
	{":a", CU_BAD_IRI, 0},
	{"1a:b", CU_BAD_IRI, 0},
	{"a_b:c", CU_BAD_IRI, 1},
	{"/a/b", CU_BAD_IRI, 0},
	{"http:", CU_BAD_IRI, 5},
	{"http:a", CU_BAD_IRI, 5},
	{"http:///a", CU_BAD_IRI, 5},
	{"http://h/a b", CU_BAD_IRI, 10},
	{"http://h/a\tb", CU_BAD_IRI, 10},
	{"http://h/\"", CU_BAD_IRI, 9},
	{"http://h/%", CU_BAD_IRI, 9},
	{"http://h/%4", CU_BAD_IRI, 9},
	{"http://h/%4g", CU_BAD_IRI, 9},
	{"http://h%4/a", CU_BAD_IRI, 8},
	{"http://h/[", CU_BAD_IRI, 9},
	{"http://h/?{", CU_BAD_IRI, 10},
	{"http://h/#a#b", CU_BAD_IRI, 11},
	{"http://h:x/", CU_BAD_IRI, 9},
	{"http://h:65536/", CU_BAD_IRI, 9},
	{"http://h:99999999999999999999/", CU_BAD_IRI, 9},
	{"http://a@b@c/", CU_BAD_IRI, 10},
	{"http://[::1/", CU_BAD_IRI, 7},
	{"http://[]/", CU_BAD_IRI, 7},
	{"http://[::1]x/", CU_BAD_IRI, 12},
	{"http://[::/1]/", CU_BAD_IRI, 7},
	{"http://[:\xc3\xb6]/", CU_BAD_IRI, 9},
	{"http://m\xc3\xbcnchen.example/", CU_BAD_IRI, 8},
	{"http://m%C3%BCnchen.example/", CU_BAD_IRI, 8},
	{"http://h/\xff", CU_BAD_UTF8, 9},
	{"http://h/\xed\xa0\x80", CU_BAD_UTF8, 9},
	{"http://h/\xc2\x85", CU_BAD_IRI, 9},
	{"http://h/\xee\x80\x80", CU_BAD_IRI, 9},
	{"http://h/\xef\xbf\xbf", CU_BAD_IRI, 9},
	{"http://h/\xf0\x9f\xbf\xbe", CU_BAD_IRI, 9},
	{"http://h/\xf3\xa0\x80\x81", CU_BAD_IRI, 9}
};

TEST(refuses)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(bad_iris) / sizeof(bad_iri); i++)
	{
		const bad_iri *b = &bad_iris[i];
		cu_slice	out;

		test_row(b->in);
		CHECK_STATUS(cu_iri_normalize(ctx, cu_slice_cstr(b->in), &out),
					 b->status);
		CHECK_EQ_INT(ctx->error.offset, b->offset);
	}
	test_row("NUL");
	CHECK_STATUS(cu_iri_normalize(ctx, CU_LIT("a:\0b"), &(cu_slice) {NULL, 0}),
				 CU_BAD_IRI);
	CHECK_EQ_INT(ctx->error.offset, 2);
	test_row(NULL);
}

TEST(splits)
{
	cu_ctx	   *ctx = test_ctx();
	cu_iri		iri;

	REQUIRE_OK(cu_iri_parse(ctx, CU_LIT("ftp://u:p@h:21/a/b?q/?#f/?"), &iri));
	CHECK_SLICE(iri.scheme, "ftp");
	CHECK_SLICE(iri.userinfo, "u:p");
	CHECK_SLICE(iri.host, "h");
	CHECK_SLICE(iri.port, "21");
	CHECK_SLICE(iri.path, "/a/b");
	CHECK_SLICE(iri.query, "q/?");
	CHECK_SLICE(iri.fragment, "f/?");
	REQUIRE_OK(cu_iri_parse(ctx, CU_LIT("urn:a:b"), &iri));
	CHECK(iri.host.p == NULL && iri.query.p == NULL && iri.fragment.p == NULL);
	CHECK_SLICE(iri.path, "a:b");
	REQUIRE_OK(cu_iri_parse(ctx, CU_LIT("ni:///x"), &iri));
	CHECK(iri.host.p != NULL && iri.host.n == 0);
}

TEST(encodes_data)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;
	cu_slice	back;

	cu_buf_init(&buf, ctx);
	cu_iri_add_data(&buf, CU_LIT("a/b%2F \xc3\xb6~\0."));
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICE(cu_buf_slice(&buf), "a%2Fb%252F%20%C3%B6~%00.");
	back = cu_iri_decode(ctx, cu_buf_slice(&buf));
	REQUIRE(back.p != NULL);
	CHECK_SLICE(back, "a/b%2F \xc3\xb6~\0.");
	back = cu_iri_decode(ctx, CU_LIT("%4%zz%"));
	REQUIRE(back.p != NULL);
	CHECK_SLICE(back, "%4%zz%");
}

const cu_test cu_tests_iri[] = {
	{"normalizes", normalizes},
	{"refuses", refuses},
	{"splits", splits},
	{"encodes_data", encodes_data},
	{NULL, NULL}
};
