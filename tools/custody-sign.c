/*
 * custody-sign.c
 *		Makes keys and signs credentials, for tests and demonstrations.
 *
 *	custody-sign keygen ed25519|p256|p384           a private key as JWK
 *	custody-sign public KEY.jwk                     its public JWK
 *	custody-sign did-key KEY.jwk                    its did:key
 *	custody-sign jwt --key KEY.jwk [--kid URL] [--typ TYP] [--iat SECONDS]
 *	custody-sign proof --key KEY.jwk --suite SUITE --method URL --created TIME
 *
 * The last two read claims from standard input and write a compact JWS, or the
 * claims with a Data Integrity proof.  The keys are test keys: they lie in
 * files in the clear.
 */
#include "../src/core/base.h"
#include "../src/core/did_document.h"
#include "../src/core/jws.h"
#include "../src/core/suite.h"

#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t) 16 * 1024 * 1024)

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
} options;

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
	char	   *octets = cu_alloc(ctx, INPUT_MAX);
	size_t		n;

	must_have(ctx, octets);
	n = fread(octets, 1, INPUT_MAX, file);
	if (ferror(file) || n == INPUT_MAX)
		fail("cannot read input, or it is too large", NULL);
	return cu_slice_make(octets, n);
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

static void
sign_proof(cu_ctx *ctx, const options *o)
{
	cu_private_key key = read_key(ctx, o->key);
	const cu_json *claims = read_claims(ctx);
	const cu_json *proof = must_have(ctx, cu_json_new_object(ctx));
	const cu_json *signed_claims;
	const cu_suite *suite;

	if (o->suite == NULL || o->method == NULL || o->created == NULL)
		usage();
	suite = cu_suite_find(CU_LIT("DataIntegrityProof"),
						  cu_slice_cstr(o->suite));
	if (suite == NULL)
		fail("no such cryptosuite", o->suite);
	proof = with_text(ctx, proof, "type", cu_slice_cstr(suite->type));
	proof = with_text(ctx, proof, "cryptosuite", cu_slice_cstr(o->suite));
	proof = with_text(ctx, proof, "created", cu_slice_cstr(o->created));
	proof = with_text(ctx, proof, "verificationMethod",
					  cu_slice_cstr(o->method));
	proof = with_text(ctx, proof, "proofPurpose", CU_LIT("assertionMethod"));
	must(ctx, cu_suite_sign(ctx, suite, claims, proof, NULL, &key,
						&signed_claims));
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
		{"--created", &o.created}
	};
	const size_t count = sizeof(known) / sizeof(known[0]);

	for (int i = 2; i < argc; i += 2)
	{
		size_t		k = 0;

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
