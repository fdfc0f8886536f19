/*
 * documents.c
 *		Makes signed documents of a given size for the benchmarks.
 *
 *	documents FORM OCTETS COUNT		COUNT credentials, one a line, COPY text
 *	documents eddsa-rdfc OCTETS COUNT CONTEXTS IRI
 *									the same, packing lists under context IRI
 *	documents unit ed25519 COUNT	message, signature, key (bytea), COPY text
 *	documents unit es384 COUNT		digest, signature, key (bytea), COPY text
 *
 * FORM: vc-jwt-eddsa vc-jwt-es256 vc-jwt-es384 eddsa-jcs ecdsa-jcs.  Issuers
 * are eight did:key each.  Sizes are those of what is stored, met within a few
 * octets.  Keys are made anew at each run and thrown away.  CONTEXTS is a file
 * with a JSON object of context documents by IRI.  What the first packing list
 * is like goes to standard error.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../src/core/did_document.h"
#include "../src/core/jws.h"
#include "../src/core/suite.h"
#include "trade.h"

#define KEYS 8
#define CONTEXTS 4

typedef struct form
{
	const char *name;
	cu_key_type type;
	const char *cryptosuite;	/* NULL: a JWT */
} form;

static const form forms[] = {
	{"vc-jwt-eddsa", CU_KEY_ED25519, NULL},
	{"vc-jwt-es256", CU_KEY_P256, NULL},
	{"vc-jwt-es384", CU_KEY_P384, NULL},
	{"eddsa-jcs", CU_KEY_ED25519, "eddsa-jcs-2022"},
	{"ecdsa-jcs", CU_KEY_P256, "ecdsa-jcs-2019"},
	{"eddsa-rdfc", CU_KEY_ED25519, "eddsa-rdfc-2022"}
};

typedef struct issuer
{
	cu_private_key key;
	char		did[256];
	char		method[512];
} issuer;

static cu_host host;

/* Contexts of packing lists; iri NULL: not these, but mill certificates. */
static struct
{
	const char *iri;
	const cu_context_document *documents[CONTEXTS];
	size_t		count;
}			contexts;

static const cu_context_document *
find_context(void *arg, cu_slice iri)
{
	(void) arg;
	for (size_t i = 0; i < contexts.count; i++)
	{
		if (cu_slice_eq(contexts.documents[i]->iri, iri))
			return contexts.documents[i];
	}
	return NULL;
}

static const cu_context_source source = {find_context, NULL};
static cu_linked_data linked = {.contexts = &source, .safe = true};

static void
die(const cu_ctx *ctx, const char *what)
{
	fprintf(stderr, "documents: %s: %s\n", what,
			cu_status_message(ctx->error.status));
	exit(1);
}

static void
make_issuer(cu_ctx *ctx, cu_key_type type, issuer *out)
{
	cu_public_key public;
	cu_slice	did;

	if (cu_private_key_generate(ctx, type, &out->key) != CU_OK ||
		cu_private_key_public(ctx, &out->key, &public) != CU_OK)
		die(ctx, "key");
	did = cu_did_key_write(ctx, &public);
	if (did.p == NULL || did.n >= sizeof(out->did))
		die(ctx, "did:key");
	snprintf(out->did, sizeof(out->did), "%.*s", (int) did.n, did.p);
	snprintf(out->method, sizeof(out->method), "%s#%s", out->did,
			 out->did + strlen("did:key:"));
}

/*
 * A mill certificate of about octets octets, the number-th of its kind; or a
 * packing list, with contexts.
 */
static cu_slice
claims_text(cu_ctx *ctx, const issuer *by, size_t octets, long number)
{
	cu_buf		buf;
	char		line[512];

	cu_buf_init(&buf, ctx);
	if (contexts.iri)
	{
		trade_document(&buf, by->did, contexts.iri, octets, number);
		return cu_buf_slice(&buf);
	}
	snprintf(line, sizeof(line),
			 "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
			 "\"id\":\"urn:uuid:00000000-0000-4000-8000-%012ld\","
			 "\"type\":[\"VerifiableCredential\",\"MillTestReportCredential\"],"
			 "\"issuer\":\"%s\",\"validFrom\":\"2026-01-15T08:00:00Z\","
			 "\"credentialSubject\":{\"certificateNumber\":\"C%ld\","
			 "\"inspections\":[", number, by->did, number);
	cu_buf_add_cstr(&buf, line);
	for (int i = 0; i == 0 || buf.n + 130 < octets; i++)
	{
		snprintf(line, sizeof(line), "%s{\"heatNumber\":\"%05ld\","
				 "\"productIdentifier\":\"C-%ld-%d\",\"c\":0.0%d,"
				 "\"weight\":{\"value\":\"%d\",\"unitCode\":\"KGM\"}}",
				 i ? "," : "", number % 99991, number, i, 1 + i % 89,
				 18000 + i);
		cu_buf_add_cstr(&buf, line);
	}
	cu_buf_add_cstr(&buf, "]},\"name\":\"");
	while (buf.n + 2 < octets)
		cu_buf_add_char(&buf, (char) ('a' + buf.n % 26));
	cu_buf_add_cstr(&buf, "\"}");
	if (cu_buf_status(&buf) != CU_OK)
		die(ctx, "claims");
	return cu_buf_slice(&buf);
}

static cu_slice
sign_jwt(cu_ctx *ctx, const issuer *by, cu_slice claims)
{
	char		text[1024];
	const cu_json *header;
	cu_slice	token;

	snprintf(text, sizeof(text),
			 "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"vc+jwt\"}",
			 cu_jws_alg_for(by->key.type), by->method);
	if (cu_json_parse(ctx, cu_slice_cstr(text), &header) != CU_OK ||
		cu_jws_sign(ctx, header, claims, &by->key, &token) != CU_OK)
		die(ctx, "JWT");
	return token;
}

static cu_slice
sign_proof(cu_ctx *ctx, const issuer *by, const char *cryptosuite,
		   cu_slice claims)
{
	char		text[1024];
	const cu_json *document,
			   *options,
			   *signed_document;
	cu_buf		buf;

	snprintf(text, sizeof(text),
			 "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"%s\","
			 "\"created\":\"2026-01-15T08:00:01Z\",\"verificationMethod\":\"%s\","
			 "\"proofPurpose\":\"assertionMethod\"}", cryptosuite, by->method);
	cu_buf_init(&buf, ctx);
	if (cu_json_parse(ctx, claims, &document) != CU_OK ||
		cu_json_parse(ctx, cu_slice_cstr(text), &options) != CU_OK ||
		cu_suite_sign(ctx, cu_suite_find(CU_LIT("DataIntegrityProof"),
										 cu_slice_cstr(cryptosuite)),
					  document, options, contexts.iri ? &linked : NULL,
					  &by->key,
					  &signed_document) != CU_OK)
		die(ctx, "proof");
	cu_json_write(&buf, signed_document);
	if (cu_buf_status(&buf) != CU_OK)
		die(ctx, "proof");
	return cu_buf_slice(&buf);
}

/*
 * Claims of the size that makes the secured document as large as asked: the
 * cost of securing is measured on a first try.
 */
static cu_slice
document(cu_ctx *ctx, const form *f, const issuer *by, size_t octets,
		 long number)
{
	size_t		claims = octets;
	cu_slice	result = {NULL, 0};

	for (int try = 0; try < 4; try++)
	{
		cu_slice	text = claims_text(ctx, by, claims, number);

		result = f->cryptosuite ? sign_proof(ctx, by, f->cryptosuite, text) :
			sign_jwt(ctx, by, text);
		if (result.n <= octets + 2 && result.n + 2 >= octets)
			break;
		/* A token is four characters for three octets. */
		if (f->cryptosuite)
			claims = claims + octets - result.n;
		else
			claims = claims - (result.n - octets) * 3 / 4 *
				(result.n >= octets) + (octets - result.n) * 3 / 4 *
				(result.n < octets);
	}
	return result;
}

/* Reads the file of contexts; they stay until the end. */
static void
read_contexts(const char *path, const char *iri)
{
	static cu_ctx ctx;
	static char text[1 << 20];
	FILE	   *file = fopen(path, "rb");
	size_t		n = file ? fread(text, 1, sizeof(text), file) : 0;
	const cu_json *all;

	cu_ctx_init(&ctx, &host);
	linked.limits = &cu_default_rdfc_limits;
	linked.cache = cu_context_cache_new(&host, (size_t) 64 << 20);
	if (linked.cache == NULL ||
		cu_json_parse(&ctx, cu_slice_make(text, n), &all) != CU_OK)
		die(&ctx, path);
	for (uint32_t i = 0; i < all->count && i < CONTEXTS; i++)
	{
		const cu_member *m = &all->v.members[i];
		uint8_t		digest[CU_SHA256_SIZE];
		cu_buf		buf;

		cu_buf_init(&buf, &ctx);
		cu_json_write(&buf, &m->value);
		if (cu_buf_status(&buf) != CU_OK ||
			cu_context_digest(&ctx, &m->value, digest) != CU_OK ||
			cu_context_cache_add(&ctx, linked.cache, m->name,
								 cu_buf_slice(&buf), digest,
								 &contexts.documents[i]) != CU_OK)
			die(&ctx, "context");
		contexts.count++;
	}
	contexts.iri = iri;
	fclose(file);
}

/* Says how many quads and blank nodes a packing list has. */
static void
describe(cu_ctx *ctx, cu_slice text)
{
	const cu_jsonld_options options = {.contexts = &source,
		.cache = linked.cache, .safe = true};
	const cu_json *json;
	cu_suite_document bare;
	cu_dataset	dataset;

	cu_dataset_init(&dataset, ctx);
	if (cu_json_parse(ctx, text, &json) != CU_OK ||
		cu_suite_document_init(ctx, json, &linked, &bare) != CU_OK ||
		cu_jsonld_to_rdf(ctx, bare.json, &options, &dataset, NULL) != CU_OK)
		die(ctx, "packing list");
	fprintf(stderr, "packing list of %zu octets: %zu quads, %u blank nodes\n",
			text.n, dataset.count, (unsigned) dataset.blanks);
}

static void
print_documents(const form *f, size_t octets, long count)
{
	static issuer issuers[KEYS];
	cu_ctx		ctx;

	cu_ctx_init(&ctx, &host);
	for (int i = 0; i < KEYS; i++)
		make_issuer(&ctx, f->type, &issuers[i]);
	for (long n = 0; n < count; n++)
	{
		cu_slice	d = document(&ctx, f, &issuers[n % KEYS], octets, n);

		/* No octet of these documents needs escaping in COPY text. */
		fwrite(d.p, 1, d.n, stdout);
		putchar('\n');
		if (n == 0 && contexts.iri)
			describe(&ctx, d);
		cu_ctx_reset(&ctx);
	}
	cu_ctx_free(&ctx);
}

static void
print_hex(cu_slice s)
{
	fputs("\\\\x", stdout);
	for (size_t i = 0; i < s.n; i++)
		printf("%02x", (unsigned char) s.p[i]);
}

static void
print_units(cu_key_type type, long count)
{
	static issuer by;
	cu_ctx		ctx;

	cu_ctx_init(&ctx, &host);
	make_issuer(&ctx, type, &by);
	for (long n = 0; n < count; n++)
	{
		char		message[64] = {0};
		uint8_t		digest[CU_SHA384_SIZE];
		cu_slice	what = {message, sizeof(message)};
		cu_slice	signature;
		cu_public_key public;

		memcpy(message, &n, sizeof(n));
		if (cu_signature_sign(&ctx, &by.key, CU_SHA384, what,
							  &signature) != CU_OK ||
			cu_private_key_public(&ctx, &by.key, &public) != CU_OK ||
			!cu_digest(CU_SHA384, what, digest))
			die(&ctx, "unit");
		if (type == CU_KEY_P384)
			what = cu_slice_make(digest, sizeof(digest));
		print_hex(what);
		putchar('\t');
		print_hex(signature);
		putchar('\t');
		print_hex(public.octets);
		putchar('\n');
		cu_ctx_reset(&ctx);
	}
	cu_ctx_free(&ctx);
}

int
main(int argc, char **argv)
{
	bool		packing;

	cu_host_malloc(&host);
	packing = argc == 6 && strcmp(argv[1], "eddsa-rdfc") == 0;
	if ((argc != 4 && !packing) || !cu_crypto_init())
	{
		fputs("usage: documents FORM OCTETS COUNT\n"
			  "       documents eddsa-rdfc OCTETS COUNT CONTEXTS IRI\n"
			  "       documents unit ed25519|es384 COUNT\n", stderr);
		return 2;
	}
	if (strcmp(argv[1], "unit") == 0)
	{
		print_units(strcmp(argv[2], "es384") == 0 ? CU_KEY_P384 :
					CU_KEY_ED25519, atol(argv[3]));
		return 0;
	}
	if (packing)
		read_contexts(argv[4], argv[5]);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
	{
		if (strcmp(argv[1], forms[i].name) == 0)
		{
			print_documents(&forms[i], (size_t) atol(argv[2]), atol(argv[3]));
			return 0;
		}
	}
	fprintf(stderr, "documents: no form %s\n", argv[1]);
	return 2;
}
