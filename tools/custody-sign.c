/*
 * custody-sign.c
 *		Makes keys and signs credentials, for tests and demonstrations.
 *
 *	custody-sign keygen ed25519|p256|p384           a private key as JWK
 *	custody-sign public KEY.jwk                     its public JWK
 *	custody-sign did-key KEY.jwk                    its did:key
 *	custody-sign jwt --key KEY.jwk [--kid URL] [--typ TYP] [--iat SECONDS]
 *	custody-sign proof --key KEY.jwk --suite SUITE --method URL --created TIME
 *		[--id IRI] [--previous IRI] [--context IRI=FILE]...
 *
 * The last two read claims from standard input and write a compact JWS, or the
 * claims with a proof: SUITE is a cryptosuite or, for the older ones, a proof
 * type.  Suites over RDF need a file for every JSON-LD context that the claims
 * name.  The keys are test keys: they lie in files in the clear.
 */
#include "../src/core/base.h"
#include "../src/core/did_document.h"
#include "../src/core/jws.h"
#include "../src/core/suite.h"

#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t) 16 * 1024 * 1024)
#define CONTEXTS_MAX 32

/* Options of the signing commands; NULL when not given. */
typedef struct options
{
	const char *key;
	const char *kid;
	const char *typ;
	const char *iat;
	const char *suite;
	const char *method;
	const char *created;
	const char *id;
	const char *previous;
	const char *contexts[CONTEXTS_MAX]; /* IRI=FILE */
	size_t		context_count;
} options;

/* The contexts of --context, read. */
typedef struct contexts
{
	cu_context_document documents[CONTEXTS_MAX];
	size_t		count;
} contexts;

static _Noreturn void
fail(const char *message, const char *detail)
{
	fprintf(stderr, "custody-sign: %s%s%s\n", message, detail ? ": " : "",
			detail ? detail : "");
	exit(1);
}

static _Noreturn void
usage(void)
{
	fail("usage", "custody-sign keygen|public|did-key|jwt|proof ...");
}

/* Ends the program when the core failed. */
static void
must(cu_ctx *ctx, cu_status status)
{
	if (status != CU_OK)
		fail(cu_status_message(status), ctx->error.detail);
}

static const void *
must_have(cu_ctx *ctx, const void *result)
{
	if (result == NULL)
		must(ctx, CU_NOMEM(ctx));
	return result;
}

static cu_slice
read_all(cu_ctx *ctx, FILE *file)
{
	static char octets[INPUT_MAX];
	size_t		n = fread(octets, 1, INPUT_MAX, file);
	cu_slice	text;

	if (ferror(file) || n == INPUT_MAX)
		fail("cannot read input, or it is too large", NULL);
	text = cu_copy(ctx, cu_slice_make(octets, n));
	must_have(ctx, text.p);
	return text;
}

static void
print(cu_slice text)
{
	if (fwrite(text.p, 1, text.n, stdout) != text.n || putchar('\n') == EOF)
		fail("cannot write", NULL);
}

static void
print_json(cu_ctx *ctx, const cu_json *json)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	must(ctx, cu_buf_status(&buf));
	print(cu_buf_slice(&buf));
}

static const cu_json *
with_text(cu_ctx *ctx, const cu_json *object, const char *name, cu_slice text)
{
	const cu_json *value = must_have(ctx, cu_json_new_string(ctx, text));

	return must_have(ctx, cu_json_with(ctx, object, name, value));
}

static cu_private_key
read_key(cu_ctx *ctx, const char *path)
{
	cu_private_key key;
	const cu_json *jwk;
	FILE	   *file = path ? fopen(path, "rb") : NULL;

	if (file == NULL)
		fail("cannot open the key file", path);
	must(ctx, cu_json_parse(ctx, read_all(ctx, file), &jwk));
	fclose(file);
	must(ctx, cu_jwk_read_private(ctx, jwk, &key));
	return key;
}

static cu_public_key
public_of(cu_ctx *ctx, const cu_private_key *key)
{
	cu_public_key public_key;

	must(ctx, cu_private_key_public(ctx, key, &public_key));
	return public_key;
}

static void
keygen(cu_ctx *ctx, const char *type)
{
	cu_private_key key;
	cu_public_key public_key;
	const cu_json *jwk;
	cu_slice	secret;

	if (strcmp(type, "ed25519") == 0)
		must(ctx, cu_private_key_generate(ctx, CU_KEY_ED25519, &key));
	else if (strcmp(type, "p256") == 0)
		must(ctx, cu_private_key_generate(ctx, CU_KEY_P256, &key));
	else if (strcmp(type, "p384") == 0)
		must(ctx, cu_private_key_generate(ctx, CU_KEY_P384, &key));
	else
		fail("key types are ed25519, p256 and p384", NULL);
	public_key = public_of(ctx, &key);
	jwk = must_have(ctx, cu_jwk_write(ctx, &public_key));
	secret = cu_base64url_encode(ctx, cu_slice_make(key.secret, key.n));
	must_have(ctx, secret.p);
	print_json(ctx, with_text(ctx, jwk, "d", secret));
}

static void
show_public(cu_ctx *ctx, const char *path)
{
	cu_private_key key = read_key(ctx, path);
	cu_public_key public_key = public_of(ctx, &key);

	print_json(ctx, must_have(ctx, cu_jwk_write(ctx, &public_key)));
}

static void
show_did_key(cu_ctx *ctx, const char *path)
{
	cu_private_key key = read_key(ctx, path);
	cu_public_key public_key = public_of(ctx, &key);
	cu_slice	did = cu_did_key_write(ctx, &public_key);

	must_have(ctx, did.p);
	print(did);
}

/* The claims on standard input. */
static const cu_json *
read_claims(cu_ctx *ctx)
{
	const cu_json *claims;

	must(ctx, cu_json_parse(ctx, read_all(ctx, stdin), &claims));
	if (claims->type != CU_JSON_OBJECT)
		fail("claims must be a JSON object", NULL);
	return claims;
}

static void
sign_jwt(cu_ctx *ctx, const options *o)
{
	cu_private_key key = read_key(ctx, o->key);
	const cu_json *claims = read_claims(ctx);
	const cu_json *header = must_have(ctx, cu_json_new_object(ctx));
	const cu_json *iat;
	cu_buf		payload;
	cu_slice	token;

	header = with_text(ctx, header, "alg",
					   cu_slice_cstr(cu_jws_alg_for(key.type)));
	header = with_text(ctx, header, "typ",
					   cu_slice_cstr(o->typ ? o->typ : "vc+jwt"));
	if (o->kid)
		header = with_text(ctx, header, "kid", cu_slice_cstr(o->kid));
	if (o->iat)
	{
		must(ctx, cu_json_parse(ctx, cu_slice_cstr(o->iat), &iat));
		claims = must_have(ctx, cu_json_with(ctx, claims, "iat", iat));
	}
	cu_buf_init(&payload, ctx);
	cu_json_write(&payload, claims);
	must(ctx, cu_buf_status(&payload));
	must(ctx, cu_jws_sign(ctx, header, cu_buf_slice(&payload), &key, &token));
	print(token);
}

/* cu_context_source.find over contexts. */
static const cu_context_document *
find_context(void *arg, cu_slice iri)
{
	const contexts *known = arg;

	for (size_t i = 0; i < known->count; i++)
	{
		if (cu_slice_eq(known->documents[i].iri, iri))
			return &known->documents[i];
	}
	return NULL;
}

static void
read_contexts(cu_ctx *ctx, const options *o, contexts *out)
{
	out->count = o->context_count;
	for (size_t i = 0; i < o->context_count; i++)
	{
		cu_context_document *document = &out->documents[i];
		const char *equals = strchr(o->contexts[i], '=');
		FILE	   *file = equals ? fopen(equals + 1, "rb") : NULL;

		if (file == NULL)
			fail("no IRI=FILE, or cannot open the file", o->contexts[i]);
		document->iri = cu_slice_make(o->contexts[i],
									  (size_t) (equals - o->contexts[i]));
		must(ctx, cu_json_parse(ctx, read_all(ctx, file), &document->json));
		fclose(file);
		must(ctx, cu_context_digest(ctx, document->json, document->digest));
	}
}

/* A cryptosuite, or a proof type of its own. */
static const cu_suite *
find_suite(const char *name)
{
	const cu_suite *suite = cu_suite_find(CU_LIT("DataIntegrityProof"),
										  cu_slice_cstr(name));

	if (suite == NULL)
		suite = cu_suite_find(cu_slice_cstr(name), CU_LIT(""));
	if (suite == NULL)
		fail("no such cryptosuite", name);
	return suite;
}

static const cu_json *
make_options(cu_ctx *ctx, const cu_suite *suite, const options *o)
{
	const cu_json *proof = must_have(ctx, cu_json_new_object(ctx));

	if (o->id)
		proof = with_text(ctx, proof, "id", cu_slice_cstr(o->id));
	proof = with_text(ctx, proof, "type", cu_slice_cstr(suite->type));
	if (suite->cryptosuite)
		proof = with_text(ctx, proof, "cryptosuite",
						  cu_slice_cstr(suite->cryptosuite));
	proof = with_text(ctx, proof, "created", cu_slice_cstr(o->created));
	proof = with_text(ctx, proof, "verificationMethod",
					  cu_slice_cstr(o->method));
	proof = with_text(ctx, proof, "proofPurpose", CU_LIT("assertionMethod"));
	if (o->previous)
		proof = with_text(ctx, proof, "previousProof",
						  cu_slice_cstr(o->previous));
	return proof;
}

static void
sign_proof(cu_ctx *ctx, const options *o)
{
	cu_private_key key = read_key(ctx, o->key);
	const cu_json *claims = read_claims(ctx);
	const cu_json *signed_claims;
	const cu_suite *suite;
	contexts	known;
	cu_context_source source = {find_context, &known};
	cu_linked_data linked = {
		.contexts = &source,
		.limits = &cu_default_rdfc_limits,
		.safe = true
	};

	if (o->suite == NULL || o->method == NULL || o->created == NULL)
		usage();
	suite = find_suite(o->suite);
	read_contexts(ctx, o, &known);
	must(ctx, cu_suite_sign(ctx, suite, claims, make_options(ctx, suite, o),
							&linked, &key, &signed_claims));
	print_json(ctx, signed_claims);
}

/* Options come in pairs from argv[2] on. */
static options
read_options(int argc, char **argv)
{
	options		o = {0};
	const struct
	{
		const char *name;
		const char **value;
	}			known[] = {
		{"--key", &o.key}, {"--kid", &o.kid}, {"--typ", &o.typ},
		{"--iat", &o.iat}, {"--suite", &o.suite}, {"--method", &o.method},
		{"--created", &o.created}, {"--id", &o.id},
		{"--previous", &o.previous}
	};
	const size_t count = sizeof(known) / sizeof(known[0]);

	for (int i = 2; i < argc; i += 2)
	{
		size_t		k = 0;

		if (strcmp(argv[i], "--context") == 0 && i + 1 < argc &&
			o.context_count < CONTEXTS_MAX)
		{
			o.contexts[o.context_count++] = argv[i + 1];
			continue;
		}
		while (k < count && strcmp(argv[i], known[k].name) != 0)
			k++;
		if (k == count || i + 1 == argc)
			usage();
		*known[k].value = argv[i + 1];
	}
	return o;
}

int
main(int argc, char **argv)
{
	cu_host		host;
	cu_ctx		ctx;
	options		o;

	cu_host_malloc(&host);
	cu_ctx_init(&ctx, &host);
	if (!cu_crypto_init())
		fail("libsodium does not start", NULL);
	if (argc < 3)
		usage();
	if (strcmp(argv[1], "keygen") == 0 && argc == 3)
		keygen(&ctx, argv[2]);
	else if (strcmp(argv[1], "public") == 0 && argc == 3)
		show_public(&ctx, argv[2]);
	else if (strcmp(argv[1], "did-key") == 0 && argc == 3)
		show_did_key(&ctx, argv[2]);
	else if (strcmp(argv[1], "jwt") == 0)
	{
		o = read_options(argc, argv);
		sign_jwt(&ctx, &o);
	}
	else if (strcmp(argv[1], "proof") == 0)
	{
		o = read_options(argc, argv);
		sign_proof(&ctx, &o);
	}
	else
		usage();
	cu_ctx_free(&ctx);
	return 0;
}
