/*
 * test_did_document.c
 *		DID documents, registered and self-describing.
 */
#include "test.h"

#include "../../src/core/base.h"
#include "../../src/core/did_document.h"

#define DID "did:web:mill.example"
#define ED "\"type\":\"Multikey\",\"controller\":\"" DID "\"," \
	"\"publicKeyMultibase\":\"z6MkwYMhwTvsq376YBAcJHy3vyRWzBgn5vKfVqqDCgm7XVKU\""
#define P256 "\"type\":\"JsonWebKey\",\"controller\":\"" DID "\"," \
	"\"publicKeyJwk\":{\"kty\":\"EC\",\"crv\":\"P-256\"," \
	"\"x\":\"igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns\"," \
	"\"y\":\"efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM\"}"

static cu_status
read_text(cu_ctx *ctx, const char *text, cu_did_document *out)
{
	const cu_json *json;

	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(text), &json));
	return cu_did_document_read(ctx, json, out);
}

TEST(reads_methods_and_relations)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_verification_method *method;
	cu_did_document document;

	REQUIRE_OK(read_text(ctx,
						 "{\"@context\":\"https://www.w3.org/ns/did/v1\","
						 "\"id\":\"" DID "\",\"assertionMethod\":[\"#a\",\""
						 DID "#b\",\"" DID "#elsewhere\",\"did:web:other#k\","
						 "{\"id\":\"#c\"," ED "}],"
						 "\"authentication\":\"#a\",\"verificationMethod\":["
						 "{\"id\":\"#a\"," ED "},{\"id\":\"" DID "#b\"," P256
						 ",\"expires\":\"2026-01-01T00:00:00Z\","
						 "\"revoked\":\"2025-01-01T00:00:00Z\"}],"
						 "\"capabilityInvocation\":[\"#c\"]}", &document));
	CHECK_SLICE(document.id, DID);
	CHECK_EQ_INT(document.count, 3);
	method = cu_did_document_find(&document, CU_LIT(DID "#a"));
	REQUIRE(method != NULL);
	CHECK_SLICE(method->id, DID "#a");
	CHECK_SLICE(method->controller, DID);
	CHECK_SLICE(method->type, "Multikey");
	CHECK_EQ_INT(method->key.type, CU_KEY_ED25519);
	CHECK_EQ_INT(method->purposes, CU_ASSERTION_METHOD | CU_AUTHENTICATION);
	CHECK(method->expires == CU_INSTANT_MAX);
	CHECK(method->revoked == CU_INSTANT_MAX);
	method = cu_did_document_find(&document, CU_LIT(DID "#b"));
	REQUIRE(method != NULL);
	CHECK_EQ_INT(method->key.type, CU_KEY_P256);
	CHECK_EQ_INT(method->purposes, CU_ASSERTION_METHOD);
	CHECK(method->expires - method->revoked == INT64_C(365) * 86400000000);
	method = cu_did_document_find(&document, CU_LIT(DID "#c"));
	REQUIRE(method != NULL);
	CHECK_EQ_INT(method->purposes,
				 CU_ASSERTION_METHOD | CU_CAPABILITY_INVOCATION);
	CHECK(cu_did_document_find(&document, CU_LIT(DID "#elsewhere")) == NULL);
	CHECK(cu_did_document_find(&document, CU_LIT("#a")) == NULL);
}

/* What is listed, and with which key. */
TEST(lists_methods_it_cannot_use)
{
	static const struct
	{
		const char *method;
		cu_key_type type;
	}			rows[] = {
		{"\"type\":\"Multikey\"", CU_KEY_NONE},
		{"\"type\":\"Multikey\",\"publicKeyMultibase\":\"z0\"", CU_KEY_NONE},
		{"\"publicKeyHex\":\"00\"", CU_KEY_NONE},
		{"\"type\":\"JsonWebKey\",\"publicKeyJwk\":{\"kty\":\"OKP\","
			"\"crv\":\"Ed448\",\"x\":\"AA\"}", CU_KEY_NONE},
		{"\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":"
			"\"4zvwRjXUKGfvwnParsHAS3HuSVzV5cA4McphgmoCtajS\"",
			CU_KEY_ED25519}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_did_document document;
		cu_buf		buf;

		test_row(rows[i].method);
		cu_buf_init(&buf, ctx);
		cu_buf_add_cstr(&buf, "{\"id\":\"" DID "\",\"assertionMethod\":{"
						"\"id\":\"#k\",");
		cu_buf_add_cstr(&buf, rows[i].method);
		cu_buf_add_cstr(&buf, "}}");
		REQUIRE(cu_buf_cstr(&buf) != NULL);
		REQUIRE_OK(read_text(ctx, buf.p, &document));
		REQUIRE(document.count == 1);
		CHECK_SLICE(document.methods[0].id, DID "#k");
		CHECK_EQ_INT(document.methods[0].key.type, rows[i].type);
		CHECK_EQ_INT(document.methods[0].purposes, CU_ASSERTION_METHOD);
		CHECK(document.methods[0].controller.p == NULL);
		CHECK_STATUS(ctx->error.status, CU_OK);
	}
}

#define DOC(members) "{\"id\":\"" DID "\"," members "}"
#define VM(members) DOC("\"verificationMethod\":[" members "]")

typedef struct refused
{
	const char *json;
	const char *pointer;
} refused;

static const refused refusals[] = {
	{"[]", ""},
	{"\"" DID "\"", ""},
	{"{}", "/id"},
	{"{\"id\":1}", "/id"},
	{"{\"id\":\"\"}", "/id"},
	{"{\"id\":\"did:web:\"}", "/id"},
	{"{\"id\":\"" DID "#key\"}", "/id"},
	{"{\"id\":\"mill.example\"}", "/id"},
	{"{\"id\":\"https://mill.example/#a\"}", "/id"},
	{VM("\"#a\""), "/verificationMethod/0"},
	{VM("{" ED "}"), "/verificationMethod/0/id"},
	{VM("{\"id\":1," ED "}"), "/verificationMethod/0/id"},
	{VM("{\"id\":\"a\"," ED "}"), "/verificationMethod/0/id"},
	{VM("{\"id\":\"#a b\"," ED "}"), "/verificationMethod/0/id"},
	{VM("{\"id\":\"did:web:#a\"," ED "}"), "/verificationMethod/0/id"},
	/* an id twice, once in its relative form */
	{VM("{\"id\":\"#a\"," ED "},{\"id\":\"" DID "#a\"," P256 "}"),
		"/verificationMethod/1/id"},
	{VM("{\"id\":\"#a\"," ED "},{\"id\":\"#a\"," ED "}"),
		"/verificationMethod/1/id"},
	{DOC("\"verificationMethod\":[{\"id\":\"#a\"," ED "}],"
		 "\"keyAgreement\":[\"#a\",{\"id\":\"#a\"," P256 "}]"),
		"/keyAgreement/1/id"},
	{DOC("\"authentication\":[7]"), "/authentication/0"},
	{DOC("\"authentication\":[null]"), "/authentication/0"},
	{VM("{\"id\":\"#a\"," ED ",\"expires\":\"tomorrow\"}"),
		"/verificationMethod/0/expires"},
	{VM("{\"id\":\"#a\"," ED ",\"revoked\":true}"),
		"/verificationMethod/0/revoked"},
	{VM("{\"id\":\"#a\"," ED ",\"revoked\":\"2025-01-01T00:00:00\"}"),
		"/verificationMethod/0/revoked"},
	/* private keys */
	{VM("{\"id\":\"#a\"," ED ",\"secretKeyMultibase\":\"z\"}"),
		"/verificationMethod/0"},
	{VM("{\"id\":\"#a\"," ED "},{\"id\":\"#b\",\"privateKeyJwk\":{}}"),
		"/verificationMethod/1"},
	{VM("{\"id\":\"#a\",\"publicKeyJwk\":{\"kty\":\"OKP\",\"d\":\"A\"}}"),
		"/verificationMethod/0"},
	{DOC("\"assertionMethod\":[{\"id\":\"#a\",\"x\":{\"d\":1}}]"),
		"/assertionMethod/0"}
};

TEST(refuses_documents)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
	{
		cu_did_document document;

		test_row(refusals[i].json);
		CHECK_STATUS(read_text(ctx, refusals[i].json, &document),
					 CU_BAD_DID_DOCUMENT);
		REQUIRE(ctx->error.pointer != NULL);
		CHECK_SLICES(cu_slice_cstr(ctx->error.pointer),
					 cu_slice_cstr(refusals[i].pointer));
		CHECK(ctx->error.detail != NULL);
	}
}

/* Older documents embed what they have listed already. */
TEST(takes_a_method_repeated_word_for_word)
{
	cu_ctx	   *ctx = test_ctx();
	cu_did_document document;

	REQUIRE_OK(read_text(ctx, DOC("\"verificationMethod\":[{\"id\":\"#a\"," ED
								  "}],\"authentication\":[{\"id\":\"#a\"," ED
								  "}],\"assertionMethod\":[{\"id\":\"#a\"," ED
								  "}]"), &document));
	CHECK_EQ_INT(document.count, 1);
	CHECK_EQ_INT(document.methods[0].purposes,
				 CU_AUTHENTICATION | CU_ASSERTION_METHOD);
}

TEST(takes_controllers_that_are_no_dids)
{
	cu_ctx	   *ctx = test_ctx();
	cu_did_document document;

	REQUIRE_OK(read_text(ctx, "{\"id\":\"https://mill.example/id\","
						 "\"verificationMethod\":{\"id\":\"#a\"," ED "},"
						 "\"assertionMethod\":\"https://mill.example/id#a\"}",
						 &document));
	CHECK_SLICE(document.id, "https://mill.example/id");
	CHECK_EQ_INT(document.count, 1);
	CHECK_SLICE(document.methods[0].id, "https://mill.example/id#a");
	CHECK_EQ_INT(document.methods[0].purposes, CU_ASSERTION_METHOD);
}

TEST(reads_a_document_without_keys)
{
	cu_ctx	   *ctx = test_ctx();
	cu_did_document document;

	REQUIRE_OK(read_text(ctx, "{\"id\":\"" DID "\"}", &document));
	CHECK_EQ_INT(document.count, 0);
}

/* A document with count methods under a member, each of members. */
static const char *
many(cu_ctx *ctx, const char *member, const char *members, unsigned count)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "{\"id\":\"" DID "\",\"");
	cu_buf_add_cstr(&buf, member);
	cu_buf_add_cstr(&buf, "\":[");
	for (unsigned i = 0; i < count; i++)
	{
		cu_buf_add_cstr(&buf, i ? ",{\"id\":\"#" : "{\"id\":\"#");
		cu_buf_add_uint(&buf, i);
		cu_buf_add_cstr(&buf, "\",");
		cu_buf_add_cstr(&buf, members);
		cu_buf_add_char(&buf, '}');
	}
	cu_buf_add_cstr(&buf, "]}");
	return cu_buf_cstr(&buf);
}

TEST(limits_the_number_of_methods)
{
	cu_ctx	   *ctx = test_ctx();
	const char *text = many(ctx, "verificationMethod", ED, CU_METHODS_MAX);
	cu_did_document document;

	REQUIRE(text != NULL);
	REQUIRE_OK(read_text(ctx, text, &document));
	CHECK_EQ_INT(document.count, CU_METHODS_MAX);
	text = many(ctx, "verificationMethod", ED, CU_METHODS_MAX + 1);
	REQUIRE(text != NULL);
	CHECK_STATUS(read_text(ctx, text, &document), CU_LIMIT_SIZE);
	text = many(ctx, "assertionMethod", ED, CU_METHODS_MAX + 1);
	REQUIRE(text != NULL);
	CHECK_STATUS(read_text(ctx, text, &document), CU_LIMIT_SIZE);
}

/* --- did:key -------------------------------------------------------------- */

#define SIGNS (CU_AUTHENTICATION | CU_ASSERTION_METHOD | \
			   CU_CAPABILITY_INVOCATION | CU_CAPABILITY_DELEGATION)

/* The Ed25519 row is published with its X25519 key. */
static const struct
{
	const char *key;
	cu_key_type type;
	unsigned	purposes;
	const char *agreement;		/* of a second method */
}			did_keys[] = {
	{"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", CU_KEY_ED25519,
		SIGNS, "z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW"},
	{"z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F", CU_KEY_X25519,
		CU_KEY_AGREEMENT, NULL},
	{"zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv", CU_KEY_P256,
		SIGNS | CU_KEY_AGREEMENT, NULL},
	{"z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
		CU_KEY_P384, SIGNS | CU_KEY_AGREEMENT, NULL},
	{"z2J9gaYxrKVpdoG9A4gRnmpnRCcxU6agDtFVVBVdn1JedouoZN7SzcyREXXzWgt3gGiwpoHq"
		"7K68X4m32D8HgzG8wv3sY5j7", CU_KEY_P521, SIGNS | CU_KEY_AGREEMENT,
		NULL},
	{"zQ3shjmnWpSDEbYKpaFm4kTs9kXyqG6N2QwCYHNPP4yubqgJS", CU_KEY_SECP256K1,
		SIGNS | CU_KEY_AGREEMENT, NULL}
};

#define DID_KEYS (sizeof(did_keys) / sizeof(did_keys[0]))

/* prefix, key and, when it is there, '#' and fragment; NUL-terminated. */
static cu_slice
join(cu_ctx *ctx, const char *prefix, cu_slice key, const char *fragment)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, prefix);
	cu_buf_add_slice(&buf, key);
	if (fragment)
	{
		cu_buf_add_char(&buf, '#');
		cu_buf_add_cstr(&buf, fragment);
	}
	return cu_buf_cstr(&buf) ? cu_buf_slice(&buf) : cu_slice_make(NULL, 0);
}

TEST(expands_did_keys_without_json)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < DID_KEYS; i++)
	{
		const char *text = did_keys[i].key;
		cu_slice	did = join(ctx, "did:key:", cu_slice_cstr(text), NULL);
		cu_slice	id = join(ctx, "did:key:", cu_slice_cstr(text), text);
		cu_did_document document;
		cu_slice	back;

		test_row(text);
		REQUIRE(did.p != NULL && id.p != NULL);
		REQUIRE_OK(cu_did_expand_document(ctx, did, &document));
		CHECK_SLICES(document.id, did);
		REQUIRE(document.count == 1);
		CHECK_SLICES(document.methods[0].id, id);
		CHECK_SLICES(document.methods[0].controller, did);
		CHECK_SLICE(document.methods[0].type, "Multikey");
		CHECK_EQ_INT(document.methods[0].key.type, did_keys[i].type);
		CHECK_EQ_INT(document.methods[0].purposes, did_keys[i].purposes);
		CHECK(document.methods[0].expires == CU_INSTANT_MAX);
		CHECK(document.methods[0].revoked == CU_INSTANT_MAX);
		back = cu_did_key_write(ctx, &document.methods[0].key);
		REQUIRE(back.p != NULL);
		CHECK_SLICES(back, did);
	}
}

static void
check_same(const cu_verification_method *a, const cu_verification_method *b)
{
	CHECK_SLICES(a->id, b->id);
	CHECK_SLICES(a->controller, b->controller);
	CHECK_SLICES(a->type, b->type);
	CHECK(cu_public_key_equal(&a->key, &b->key));
	CHECK_EQ_INT(a->purposes, b->purposes);
	CHECK(a->expires == b->expires && a->revoked == b->revoked);
}

TEST(both_expansions_agree)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < DID_KEYS; i++)
	{
		const char *text = did_keys[i].key;
		cu_slice	did = join(ctx, "did:key:", cu_slice_cstr(text), NULL);
		const cu_json *json;
		cu_did_document fast;
		cu_did_document read;
		cu_slice	id;

		test_row(text);
		REQUIRE(did.p != NULL);
		REQUIRE_OK(cu_did_expand_document(ctx, did, &fast));
		REQUIRE_OK(cu_did_expand(ctx, did, &json));
		REQUIRE_OK(cu_did_document_read(ctx, json, &read));
		CHECK_SLICES(read.id, did);
		REQUIRE(read.count == (did_keys[i].agreement ? 2 : 1));
		check_same(&read.methods[0], &fast.methods[0]);
		if (did_keys[i].agreement == NULL)
			continue;
		id = join(ctx, did.p, CU_LIT(""), did_keys[i].agreement);
		REQUIRE(id.p != NULL);
		CHECK_SLICES(read.methods[1].id, id);
		CHECK_EQ_INT(read.methods[1].key.type, CU_KEY_X25519);
		CHECK_EQ_INT(read.methods[1].purposes, CU_KEY_AGREEMENT);
	}
}

#define KEY "did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
#define KEY_ID KEY "#zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"

TEST(writes_a_did_key_document)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_buf		buf;

	REQUIRE_OK(cu_did_expand(ctx, CU_LIT(KEY), &json));
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_SLICE(cu_buf_slice(&buf),
				"{\"@context\":[\"https://www.w3.org/ns/did/v1\","
				"\"https://w3id.org/security/multikey/v1\"],"
				"\"id\":\"" KEY "\",\"verificationMethod\":[{"
				"\"id\":\"" KEY_ID "\",\"type\":\"Multikey\","
				"\"controller\":\"" KEY "\",\"publicKeyMultibase\":"
				"\"zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv\"}],"
				"\"authentication\":[\"" KEY_ID "\"],"
				"\"assertionMethod\":[\"" KEY_ID "\"],"
				"\"keyAgreement\":[\"" KEY_ID "\"],"
				"\"capabilityInvocation\":[\"" KEY_ID "\"],"
				"\"capabilityDelegation\":[\"" KEY_ID "\"]}");
}

TEST(refuses_dids_that_hold_no_key)
{
	static const struct
	{
		const char *did;
		cu_status	status;
	}			rows[] = {
		{"did:key:z", CU_BAD_DID},
		/* Ed25519 with 31 octets; P-256 with x over the prime */
		{"did:key:z2DQUyFVAEfvDjYRPtvHSJtztMsCSrYpntBE51RxhhkqQhb", CU_BAD_DID},
		{"did:key:zDnaehfHR8Q5U7ckmLQfuZ3eGEypooJ46zzjRQ1AR9asDvdnv",
			CU_BAD_DID},
		{"did:key:6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
			CU_BAD_DID},
		{"did:key:u7QGdYbGdYbGdYbGdYbGdYbGdYbGdYbGdYbGdYbGdYbGdYQ",
			CU_BAD_DID},
		{"did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW0",
			CU_BAD_DID},
		/* cut short, it is another number with another prefix */
		{"did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW",
			CU_UNSUPPORTED_KEY},
		/* a version before the key would be a second name of it */
		{"did:key:1.1:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
			CU_BAD_DID},
		{"did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp:a",
			CU_BAD_DID},
		{"did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp#a",
			CU_BAD_DID},
		{"did:key:", CU_BAD_DID},
		/* BLS12-381 G2, as published */
		{"did:key:zUC7K4ndUaGZgV7Cp2yJy6JtMoUHY6u7tkcSYUvPrEidqBmLCTLmi6d5WvwnUq"
			"ejscAkERJ3bfjEiSYtdPkRSE8kSa11hFBr4sTgnbZ95SJj19PN2jdvJjyzpSZgxkyyx"
			"NnBNnY", CU_UNSUPPORTED_KEY},
		{"did:web:mill.example", CU_UNSUPPORTED_METHOD},
		{"did:jwk:e30", CU_BAD_DID},
		{"did:jwk:e30=", CU_BAD_DID},
		{"did:jwk:!", CU_BAD_DID},
		{"did:jwk:bm8", CU_BAD_DID},
		/* {"kty":"oct"} */
		{"did:jwk:eyJrdHkiOiJvY3QifQ", CU_UNSUPPORTED_KEY},
		{"no did", CU_BAD_DID}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	did = cu_slice_cstr(rows[i].did);
		cu_did_document document;
		const cu_json *json;

		test_row(rows[i].did);
		CHECK_STATUS(cu_did_expand(ctx, did, &json), rows[i].status);
		CHECK_STATUS(cu_did_expand_document(ctx, did, &document),
					 rows[i].status);
	}
}

/* --- did:jwk -------------------------------------------------------------- */

#define JWK_P256 "\"kty\":\"EC\",\"crv\":\"P-256\"," \
	"\"x\":\"igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns\"," \
	"\"y\":\"efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM\""
#define JWK_ED "\"kty\":\"OKP\",\"crv\":\"Ed25519\"," \
	"\"x\":\"_eT7oDCtAC98L31MMx9J0T-w7HR-zuvsY08f9MvKne8\""
#define JWK_X "\"kty\":\"OKP\",\"crv\":\"X25519\"," \
	"\"x\":\"jRIz3oriXDNZmnb35XQb7K1UIlz3ae1ao1YSqLeBXHs\""

static cu_slice
did_jwk(cu_ctx *ctx, const char *jwk)
{
	cu_slice	text = cu_base64url_encode(ctx, cu_slice_cstr(jwk));

	return text.p ? join(ctx, "did:jwk:", text, NULL) : text;
}

TEST(expands_did_jwks)
{
	static const struct
	{
		const char *jwk;
		cu_key_type type;
		unsigned	purposes;
	}			rows[] = {
		{"{" JWK_P256 "}", CU_KEY_P256, SIGNS | CU_KEY_AGREEMENT},
		{"{" JWK_P256 ",\"use\":\"sig\"}", CU_KEY_P256, SIGNS},
		{"{" JWK_P256 ",\"use\":\"enc\"}", CU_KEY_NONE, CU_KEY_AGREEMENT},
		{"{" JWK_P256 ",\"alg\":\"ES384\"}", CU_KEY_NONE,
			SIGNS | CU_KEY_AGREEMENT},
		{"{" JWK_ED "}", CU_KEY_ED25519, SIGNS},
		{"{" JWK_X "}", CU_KEY_X25519, CU_KEY_AGREEMENT},
		{"{" JWK_X ",\"use\":\"enc\"}", CU_KEY_X25519, CU_KEY_AGREEMENT},
		{" { \"note\" : \"a \\\"quote\\\"\", " JWK_ED "}", CU_KEY_ED25519,
			SIGNS}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_slice	did = did_jwk(ctx, rows[i].jwk);
		cu_did_document fast;
		cu_did_document read;
		const cu_json *json;
		cu_slice	id;

		test_row(rows[i].jwk);
		REQUIRE(did.p != NULL);
		id = join(ctx, did.p, CU_LIT(""), "0");
		REQUIRE(id.p != NULL);
		REQUIRE_OK(cu_did_expand_document(ctx, did, &fast));
		REQUIRE(fast.count == 1);
		CHECK_SLICES(fast.methods[0].id, id);
		CHECK_EQ_INT(fast.methods[0].key.type, rows[i].type);
		CHECK_EQ_INT(fast.methods[0].purposes, rows[i].purposes);
		REQUIRE_OK(cu_did_expand(ctx, did, &json));
		REQUIRE_OK(cu_did_document_read(ctx, json, &read));
		REQUIRE(read.count == 1);
		CHECK_EQ_INT(read.methods[0].key.type, rows[i].type);
		if (rows[i].type != CU_KEY_NONE)
			check_same(&read.methods[0], &fast.methods[0]);
	}
}

TEST(refuses_private_did_jwks)
{
	cu_ctx	   *ctx = test_ctx();
	cu_slice	did = did_jwk(ctx, "{" JWK_ED ",\"d\":\"AA\"}");
	cu_did_document document;
	const cu_json *json;

	REQUIRE(did.p != NULL);
	CHECK_STATUS(cu_did_expand_document(ctx, did, &document), CU_BAD_DID);
	CHECK_STATUS(cu_did_expand(ctx, did, &json), CU_BAD_DID);
}

static bool
stop(void *arg)
{
	(void) arg;
	return true;
}

/* A thousand methods with long ids are compared with each other. */
TEST(stops_on_request)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *json;
	cu_did_document document;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{\"id\":\"did:web:a\","
										 "\"verificationMethod\":[{\"id\":"
										 "\"#k\"}]}"), &json));
	test_host()->poll = stop;
	CHECK_STATUS(cu_did_document_read(ctx, json, &document), CU_CANCELED);
}

const cu_test cu_tests_did_document[] = {
	{"reads_methods_and_relations", reads_methods_and_relations},
	{"lists_methods_it_cannot_use", lists_methods_it_cannot_use},
	{"refuses_documents", refuses_documents},
	{"takes_a_method_repeated_word_for_word",
	takes_a_method_repeated_word_for_word},
	{"takes_controllers_that_are_no_dids", takes_controllers_that_are_no_dids},
	{"reads_a_document_without_keys", reads_a_document_without_keys},
	{"limits_the_number_of_methods", limits_the_number_of_methods},
	{"expands_did_keys_without_json", expands_did_keys_without_json},
	{"both_expansions_agree", both_expansions_agree},
	{"writes_a_did_key_document", writes_a_did_key_document},
	{"refuses_dids_that_hold_no_key", refuses_dids_that_hold_no_key},
	{"expands_did_jwks", expands_did_jwks},
	{"refuses_private_did_jwks", refuses_private_did_jwks},
	{"stops_on_request", stops_on_request},
	{NULL, NULL}
};
