/*
 * test_did.c
 *		DID and DID URL syntax: what is taken, what is not, and where.
 */
#include "test.h"

#include "../../src/core/did.h"
#include "../../src/core/did_document.h"

typedef struct did_row
{
	const char *text;
	long		offset;			/* of the first wrong octet; -1: valid */
} did_row;

static const did_row dids[] = {
	{"did:example:123", -1},
	{"did:a:b", -1},
	{"did:0:1", -1},
	{"did:example:A.b-c_d", -1},
	{"did:example:%20", -1},
	{"did:example:a%aFb", -1},
	{"did:example:a:b", -1},
	{"did:example:::a", -1},
	{"did:example:a::b:::c", -1},
	{"did:web:mill.example%3A8443:issuers:1", -1},
	{"", 0},
	{"d", 1},
	{"did", 3},
	{"DID:example:1", 0},
	{"did:", 4},
	{"did::1", 4},
	{"did:example", 11},
	{"did:example:", 12},
	{"did:example::", 13},
	{"did:example:a:", 14},
	{"did:example:a:::", 16},
	{"did:Example:1", 4},
	{"did:ex-ample:1", 6},
	{"did:ex%61mple:1", 6},
	{"did:example:%", 12},
	{"did:example:%4", 12},
	{"did:example:%4g", 12},
	{"did:example:%zz", 12},
	{"did:example:a b", 13},
	{" did:example:1", 0},
	{"did:example:1 ", 13},
	{"did:example:1\n", 13},
	{"did:example:1/", 13},
	{"did:example:1/path", 13},
	{"did:example:1?q", 13},
	{"did:example:1#f", 13},
	{"did:example:1;a=b", 13},
	{"did:example:a+b", 13},
	{"did:example:a~b", 13},
	{"did:example:\xc3\xa9", 12},
	{"did:example:\x7f", 12},
	{"did:example:a@b", 13},
	{"https://mill.example", 0}
};

TEST(judges_dids)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(dids) / sizeof(dids[0]); i++)
	{
		cu_did_url	parts;
		cu_slice	text = cu_slice_cstr(dids[i].text);

		test_row(dids[i].text);
		if (dids[i].offset < 0)
		{
			REQUIRE_OK(cu_did_parse(ctx, text, &parts));
			CHECK_SLICES(parts.did, text);
			CHECK(parts.path.p == NULL && parts.query.p == NULL &&
				  parts.fragment.p == NULL);
			continue;
		}
		CHECK_STATUS(cu_did_parse(ctx, text, &parts), CU_BAD_DID);
		CHECK(ctx->error.has_offset);
		CHECK_EQ_INT(ctx->error.offset, dids[i].offset);
	}
}

TEST(refuses_nul_octets)
{
	cu_ctx	   *ctx = test_ctx();
	cu_did_url	parts;

	CHECK_STATUS(cu_did_parse(ctx, CU_LIT("did:example:1\0"), &parts),
				 CU_BAD_DID);
	CHECK_EQ_INT(ctx->error.offset, 13);
	CHECK_STATUS(cu_did_url_parse(ctx, CU_LIT("did:example:1#\0"), &parts),
				 CU_BAD_DID_URL);
	CHECK_EQ_INT(ctx->error.offset, 14);
}

TEST(splits_dids)
{
	cu_ctx	   *ctx = test_ctx();
	cu_did_url	parts;

	REQUIRE_OK(cu_did_parse(ctx, CU_LIT("did:web:mill.example:a:b"), &parts));
	CHECK_SLICE(parts.method, "web");
	CHECK_SLICE(parts.method_specific_id, "mill.example:a:b");
}

/* Absent parts are written "-". */
typedef struct url_row
{
	const char *text;
	const char *did;
	const char *path;
	const char *query;
	const char *fragment;
} url_row;

static const url_row urls[] = {
	{"did:example:123", "did:example:123", "-", "-", "-"},
	{"did:example:123/", "did:example:123", "/", "-", "-"},
	{"did:example:123/a//b", "did:example:123", "/a//b", "-", "-"},
	{"did:example:123/a;b=c,(d)*+!$&'@:~%41", "did:example:123",
		"/a;b=c,(d)*+!$&'@:~%41", "-", "-"},
	{"did:example:123?", "did:example:123", "-", "", "-"},
	{"did:example:123#", "did:example:123", "-", "-", ""},
	{"did:example:123?#", "did:example:123", "-", "", ""},
	{"did:example:123?a=b/c?d#e/f?g", "did:example:123", "-", "a=b/c?d",
		"e/f?g"},
	{"did:example:a:b#k-1", "did:example:a:b", "-", "-", "k-1"},
	{"did:example:123/p?q#f", "did:example:123", "/p", "q", "f"}
};

static void
check_part(cu_slice part, const char *want)
{
	if (strcmp(want, "-") == 0)
		CHECK(part.p == NULL);
	else
		CHECK_SLICES(part, cu_slice_cstr(want));
}

TEST(splits_did_urls)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
	{
		cu_did_url	parts;
		cu_slice	text = cu_slice_cstr(urls[i].text);

		test_row(urls[i].text);
		REQUIRE_OK(cu_did_url_parse(ctx, text, &parts));
		check_part(parts.did, urls[i].did);
		check_part(parts.path, urls[i].path);
		check_part(parts.query, urls[i].query);
		check_part(parts.fragment, urls[i].fragment);
		CHECK_SLICES(cu_did_of(text), cu_slice_cstr(urls[i].did));
	}
}

TEST(refuses_did_urls)
{
	static const did_row rows[] = {
		{"", 0},
		{"did:example", 11},
		{"did:example:a:/p", 14},
		{"did:example:a:#f", 14},
		{"did:example:a/b c", 15},
		{"did:example:a/[", 14},
		{"did:example:a/%4", 14},
		{"did:example:a?b#c#d", 17},
		{"did:example:a#b^", 15},
		{"did:example:a#\xc3\xa9", 14},
		{"did:example:a\"", 13},
		{"#key-1", 0}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_did_url	parts;

		test_row(rows[i].text);
		CHECK_STATUS(cu_did_url_parse(ctx, cu_slice_cstr(rows[i].text),
									  &parts), CU_BAD_DID_URL);
		CHECK_EQ_INT(ctx->error.offset, rows[i].offset);
	}
}

TEST(limits_the_size)
{
	cu_ctx	   *ctx = test_ctx();
	char	   *text = cu_alloc(ctx, CU_DID_MAX + 1);
	cu_did_url	parts;

	REQUIRE(text != NULL);
	memset(text, 'a', CU_DID_MAX + 1);
	memcpy(text, "did:a:", 6);
	CHECK_STATUS(cu_did_parse(ctx, cu_slice_make(text, CU_DID_MAX), &parts),
				 CU_OK);
	CHECK_STATUS(cu_did_parse(ctx, cu_slice_make(text, CU_DID_MAX + 1),
							  &parts), CU_LIMIT_SIZE);
	CHECK_STATUS(cu_did_url_parse(ctx, cu_slice_make(text, CU_DID_MAX + 1),
								  &parts), CU_LIMIT_SIZE);
}

TEST(takes_the_did_of_anything)
{
	CHECK_SLICE(cu_did_of(CU_LIT("did:a:b#c?d")), "did:a:b");
	CHECK_SLICE(cu_did_of(CU_LIT("no did")), "no did");
	CHECK_SLICE(cu_did_of(CU_LIT("#x")), "");
}

TEST(knows_self_describing_methods)
{
	CHECK(cu_did_is_self_describing(CU_LIT("did:key:z6Mk")));
	CHECK(cu_did_is_self_describing(CU_LIT("did:jwk:e30")));
	CHECK(!cu_did_is_self_describing(CU_LIT("did:keys:z6Mk")));
	CHECK(!cu_did_is_self_describing(CU_LIT("did:key")));
	CHECK(!cu_did_is_self_describing(CU_LIT("did:web:mill.example")));
	CHECK(!cu_did_is_self_describing(CU_LIT("")));
}

const cu_test cu_tests_did[] = {
	{"judges_dids", judges_dids},
	{"refuses_nul_octets", refuses_nul_octets},
	{"splits_dids", splits_dids},
	{"splits_did_urls", splits_did_urls},
	{"refuses_did_urls", refuses_did_urls},
	{"limits_the_size", limits_the_size},
	{"takes_the_did_of_anything", takes_the_did_of_anything},
	{"knows_self_describing_methods", knows_self_describing_methods},
	{NULL, NULL}
};
