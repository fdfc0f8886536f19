/*
 * fuzz_jsonld.c
 *		JSON-LD documents under contexts, some of them hostile.
 *
 * An input is an octet of options, a context (registered as urn:c) up to a NUL
 * octet, and the document.  Whatever the cache holds must not change the
 * answer, and what is made in safe mode is good N-Quads.
 */
#include "fuzz.h"

#include "../../src/core/linked_data.h"

const char *const fuzz_seeds[] = {NULL};

/* Inputs to begin with. */
static const struct
{
	const char *name;
	const char *options;
	const char *context;
	const char *document;
}			seeds[] = {
	{"term", "1",
		"{\"@context\":{\"a\":\"urn:x:a\"}}",
		"{\"@context\":\"urn:c\",\"@id\":\"urn:x:1\",\"a\":\"b\"}"},
	{"vocabulary", "1",
		"{\"@context\":{\"@vocab\":\"urn:x:\"}}",
		"{\"@context\":[\"urn:c\",\"urn:v\"],\"id\":\"urn:x:1\",\"b\":[1,2.5,true]}"},
	{"list", "0",
		"{\"@context\":{\"l\":{\"@id\":\"urn:x:l\",\"@container\":\"@list\"}}}",
		"{\"@context\":\"urn:c\",\"l\":[\"a\",{\"@value\":\"b\",\"@language\":"
		"\"en\"}]}"},
	{"scoped", "3",
		"{\"@context\":{\"s\":{\"@id\":\"urn:x:s\",\"@context\":\"urn:r\"}}}",
		"{\"@context\":[\"urn:c\",{\"t\":\"urn:x:t\"}],\"s\":{\"t\":\"x\"}}"},
	{"import", "1",
		"{\"@context\":{\"@import\":\"urn:v\",\"@propagate\":false}}",
		"{\"@context\":\"urn:i\",\"@graph\":[{\"id\":\"urn:x:g\",\"type\":\"T\"}]}"},
	{"graph", "1",
		"{\"@context\":{\"@version\":1.1,\"g\":{\"@id\":\"urn:x:g\","
		"\"@container\":[\"@graph\",\"@id\"]},\"i\":{\"@id\":\"urn:x:i\","
		"\"@container\":\"@index\",\"@index\":\"urn:x:k\"}}}",
		"{\"@context\":\"urn:c\",\"g\":{\"urn:x:2\":{\"@type\":\"urn:x:T\"}},"
		"\"i\":{\"a\":{\"@id\":\"urn:x:3\"}}}"},
	{"reverse", "1",
		"{\"@context\":{\"r\":{\"@reverse\":\"urn:x:r\"},\"n\":\"@nest\"}}",
		"{\"@context\":[\"urn:p\",\"urn:c\"],\"r\":{\"@id\":\"urn:x:4\"},"
		"\"n\":{\"name\":\"x\"}}"},
	{"json", "1",
		"{\"@context\":{\"j\":{\"@id\":\"urn:x:j\",\"@type\":\"@json\"}}}",
		"{\"@context\":\"urn:c\",\"j\":{\"a\":[1e21,null]}}"},
};

/* Registered besides urn:c. */
static const struct
{
	const char *iri;
	const char *text;
}			texts[] = {
	{"urn:v", "{\"@context\":{\"@version\":1.1,\"id\":\"@id\",\"type\":"
		"\"@type\",\"T\":{\"@id\":\"urn:x:T\",\"@context\":{\"b\":"
		"{\"@id\":\"urn:x:b\",\"@type\":\"@id\"}}},\"b\":\"urn:x:b\"}}"},
	{"urn:p", "{\"@context\":{\"@version\":1.1,\"@protected\":true,"
		"\"name\":\"urn:x:name\",\"part\":{\"@id\":\"urn:x:part\","
		"\"@context\":[null,\"urn:p\"]}}}"},
	/* Names itself, and another that names it back. */
	{"urn:r", "{\"@context\":[\"urn:r\",{\"t\":\"urn:x:t\"}]}"},
	{"urn:s", "{\"@context\":{\"t\":{\"@id\":\"urn:x:t\",\"@context\":"
		"[\"urn:s\",\"urn:c\"]}}}"},
	{"urn:i", "{\"@context\":{\"@import\":\"urn:c\",\"t\":\"urn:x:i\"}}"},
	/* Many contexts out of few. */
	{"urn:m", "{\"@context\":[\"urn:n\",\"urn:n\",\"urn:n\",\"urn:n\"]}"},
	{"urn:n", "{\"@context\":[\"urn:v\",\"urn:v\",\"urn:p\",\"urn:s\"]}"},
	{"urn:bad", "{\"@context\":{\"t\":{\"@id\":\"urn:x:t\",\"@container\":"
		"\"@nothing\"}}}"},
};

#define TEXT_COUNT (sizeof(texts) / sizeof(texts[0]))

static struct
{
	cu_host		host;
	cu_ctx		ctx;
	cu_context_document documents[TEXT_COUNT];
	cu_context_cache *cache;
} fixed;

/* The contexts of one input. */
typedef struct contexts
{
	cu_context_document own;
} contexts;

static const cu_context_document *
find(void *arg, cu_slice iri)
{
	contexts   *all = arg;

	if (all->own.json != NULL && cu_slice_eq(iri, all->own.iri))
		return &all->own;
	for (size_t i = 0; i < TEXT_COUNT; i++)
	{
		if (cu_slice_eq(iri, fixed.documents[i].iri))
			return &fixed.documents[i];
	}
	return NULL;
}

static void
prepare(void)
{
	cu_host_malloc(&fixed.host);
	cu_ctx_init(&fixed.ctx, &fixed.host);
	for (size_t i = 0; i < TEXT_COUNT; i++)
	{
		cu_context_document *document = &fixed.documents[i];

		document->iri = cu_slice_cstr(texts[i].iri);
		FUZZ_CHECK(cu_json_parse(&fixed.ctx, cu_slice_cstr(texts[i].text),
								 &document->json) == CU_OK);
		FUZZ_CHECK(cu_context_digest(&fixed.ctx, document->json,
									 document->digest) == CU_OK);
	}
	fixed.cache = cu_context_cache_new(&fixed.host, 1 << 20);
	FUZZ_CHECK(fixed.cache != NULL);
	for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++)
	{
		cu_buf		buf;

		cu_buf_init(&buf, &fixed.ctx);
		cu_buf_add_cstr(&buf, seeds[i].options);
		cu_buf_add_cstr(&buf, seeds[i].context);
		cu_buf_add_char(&buf, '\0');
		cu_buf_add_cstr(&buf, seeds[i].document);
		FUZZ_CHECK(cu_buf_status(&buf) == CU_OK);
		fuzz_seed(seeds[i].name, cu_buf_slice(&buf));
	}
}

void		(*const fuzz_prepare) (void) = prepare;

/* What was written must be read as the same number of statements. */
static cu_status
check_readable(cu_ctx *ctx, const cu_dataset *dataset)
{
	cu_dataset	again;
	cu_buf		text;

	cu_buf_init(&text, ctx);
	for (size_t i = 0; i < dataset->count; i++)
		cu_nquad_write(&text, &dataset->quads[i]);
	FUZZ_OK(cu_buf_status(&text));
	cu_dataset_init(&again, ctx);
	FUZZ_OK(cu_nquads_read(ctx, cu_buf_slice(&text), &again));
	FUZZ_CHECK(again.count == dataset->count);
	return CU_OK;
}

/* The canonical form, within limits; *made says whether there is one. */
static cu_status
canonical_digest(cu_ctx *ctx, const cu_dataset *dataset, uint8_t *digest,
				 bool *made)
{
	const cu_rdfc_limits limits = {2000, 1 << 20};
	cu_canonical canonical;
	cu_status	status = cu_rdfc_canonize(ctx, dataset, CU_SHA256, &limits,
										  &canonical);

	*made = status == CU_OK;
	if (status == CU_LIMIT_WORK)
		return CU_OK;
	FUZZ_OK(status);
	FUZZ_CHECK(cu_canonical_digest(&canonical, CU_SHA256, digest));
	return CU_OK;
}

/* With and without the cache: the same status, the same statements. */
static cu_status
compare_cached(cu_ctx *ctx, const cu_json *document,
			   const cu_jsonld_options *options, cu_status want,
			   const cu_dataset *dataset)
{
	cu_jsonld_options cached = *options;
	cu_jsonld_report report;
	cu_dataset	other;
	uint8_t		a[CU_SHA256_SIZE];
	uint8_t		b[CU_SHA256_SIZE];
	bool		made;
	bool		made_too;

	cached.cache = fixed.cache;
	for (int i = 0; i < 2; i++)
	{
		cu_status	status;

		cu_dataset_init(&other, ctx);
		status = cu_jsonld_to_rdf(ctx, document, &cached, &other, &report);
		FUZZ_TRY(status);
		FUZZ_CHECK(status == want);
	}
	if (want != CU_OK)
		return CU_OK;
	FUZZ_CHECK(other.count == dataset->count);
	FUZZ_TRY(canonical_digest(ctx, dataset, a, &made));
	FUZZ_TRY(canonical_digest(ctx, &other, b, &made_too));
	FUZZ_CHECK(made == made_too);
	FUZZ_CHECK(!made || memcmp(a, b, sizeof(a)) == 0);
	return CU_OK;
}

static cu_status
read_context(cu_ctx *ctx, cu_slice text, contexts *all)
{
	cu_context_source source = {find, all};
	cu_jsonld_report report;
	const cu_json *json;
	cu_status	status = cu_json_parse(ctx, text, &json);

	FUZZ_TRY(status);
	if (status != CU_OK)
		return CU_OK;
	FUZZ_OK(cu_context_digest(ctx, json, all->own.digest));
	all->own.iri = CU_LIT("urn:c");
	all->own.json = json;
	FUZZ_TRY(cu_context_check(ctx, json, &source, &report));
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	unsigned	bits = input.n ? (unsigned char) input.p[0] : 0;
	contexts	all = {0};
	cu_context_source source = {find, &all};
	const cu_jsonld_options options = {
		.contexts = &source, .safe = bits & 1, .inline_contexts = bits & 2
	};
	cu_slice	rest = cu_slice_from(input, 1);
	cu_jsonld_report report;
	cu_dataset	dataset;
	const cu_json *document;
	cu_slice   *iris;
	size_t		count;
	cu_status	status;

	cu_context_cache_trim(fixed.cache);
	FUZZ_TRY(read_context(ctx, fuzz_take(&rest), &all));
	status = cu_json_parse(ctx, rest, &document);
	if (status != CU_OK)
		return status;
	FUZZ_OK(cu_context_references(ctx, document, &iris, &count));
	cu_dataset_init(&dataset, ctx);
	status = cu_jsonld_to_rdf(ctx, document, &options, &dataset, &report);
	FUZZ_TRY(status);
	if (status == CU_MISSING_CONTEXT)
		FUZZ_CHECK(report.missing.p != NULL && find(&all, report.missing) ==
				   NULL);
	FUZZ_TRY(compare_cached(ctx, document, &options, status, &dataset));
	if (status == CU_OK && options.safe)
		FUZZ_TRY(check_readable(ctx, &dataset));
	return status;
}
