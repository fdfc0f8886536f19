/*
 * signing.h
 *		Test keys, and documents signed with them.
 */
#ifndef CU_TEST_SIGNING_H
#define CU_TEST_SIGNING_H

#include "test.h"

#include "../../src/core/did_document.h"
#include "../../src/core/jws.h"
#include "../../src/core/suite.h"

/* Made for these tests and of no use elsewhere. */
#define MILL_JWK \
	"{\"kty\":\"OKP\",\"crv\":\"Ed25519\"," \
	"\"x\":\"U2QS0UzMd3GUicYJ5uqSrrGMXol_Z3zKf8Dm8g7mTik\"," \
	"\"d\":\"kxl2I9wXf4x8UQCCbMdt7_N0RuaqCyeYmUlLCJQGPFA\"}"
#define OTHER_JWK \
	"{\"kty\":\"OKP\",\"crv\":\"Ed25519\"," \
	"\"x\":\"q2oG8oE66qv9iu9qBUDsd7V3mxfvXHz1__gbptjC0mk\"," \
	"\"d\":\"SdeMNXp7WrMaq1tTloJJS_ZkIPHvNK8kKFf5KtrkBhk\"}"
#define P256_JWK \
	"{\"kty\":\"EC\",\"crv\":\"P-256\"," \
	"\"x\":\"fNEMeQx10hidQeXSDVg97qkp61xDY-__DGcmyqv7tbc\"," \
	"\"y\":\"8iuHIjMYhzdwF1gEaix3Pc6exdIVXxtfF7cxMEVz6cw\"," \
	"\"d\":\"0s_WqLwVyRoY9k9xt-5OGTHygRubul-JhsQmwQHJAwE\"}"
#define P384_JWK \
	"{\"kty\":\"EC\",\"crv\":\"P-384\"," \
	"\"x\":\"sGrqzZ1ZW2_hrbR58AgPHnUK4VPfbsJejVeajmVuppq-" \
	"Qj60Gqgp-ypiXf_cC7dm\"," \
	"\"y\":\"0ydZ0L57qrf0semNr_PQicyfArN5BylI-Vb9X5KSw42F8uuKU6hTlUn7A7el" \
	"Qrvb\"," \
	"\"d\":\"NDErQ4sR3o5CapC-G0I4-Dgyiwlhip_OtYbGpBMC6lttaUFbMsFN-0RNly4g" \
	"L5Hc\"}"

/* A key with its names. */
typedef struct signer
{
	cu_private_key key;
	cu_public_key public_key;
	cu_slice	multikey;
	cu_slice	did;			/* its did:key */
	cu_slice	method;			/* the did:key's method */
} signer;

/* A text of up to six parts, for building JSON; p NULL: no memory. */
static inline cu_slice
join(cu_ctx *ctx, const char *a, cu_slice b, const char *c, cu_slice d,
	 const char *e, cu_slice f)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, a);
	cu_buf_add_slice(&buf, b);
	cu_buf_add_cstr(&buf, c);
	cu_buf_add_slice(&buf, d);
	cu_buf_add_cstr(&buf, e);
	cu_buf_add_slice(&buf, f);
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

static inline cu_status
make_signer(cu_ctx *ctx, const char *jwk, signer *out)
{
	const cu_json *json;

	if (!cu_crypto_init())
		return CU_INTERNAL;
	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(jwk), &json));
	CU_TRY(cu_jwk_read_private(ctx, json, &out->key));
	CU_TRY(cu_private_key_public(ctx, &out->key, &out->public_key));
	out->multikey = cu_multikey_write(ctx, &out->public_key);
	out->did = cu_did_key_write(ctx, &out->public_key);
	if (out->multikey.p == NULL || out->did.p == NULL)
		return CU_NOMEM(ctx);
	out->method = join(ctx, "", out->did, "#", out->multikey, "",
					   CU_LIT(""));
	return out->method.p ? CU_OK : CU_NOMEM(ctx);
}

/* Signs payload under a header as it stands, "alg" included. */
static inline cu_status
sign_with_header(cu_ctx *ctx, const signer *by, cu_slice header,
				 cu_slice payload, cu_slice *token)
{
	const cu_json *json;

	CU_TRY(cu_json_parse(ctx, header, &json));
	return cu_jws_sign(ctx, json, payload, &by->key, token);
}

/* A vc+jwt; more is what follows kid in the header, like ",\"cty\":\"vc\"". */
static inline cu_status
sign_token(cu_ctx *ctx, const signer *by, cu_slice kid, const char *more,
		   cu_slice payload, cu_slice *token)
{
	const char *alg = cu_jws_alg_for(by->key.type);
	cu_slice	header;

	header = join(ctx, "{\"alg\":\"", cu_slice_cstr(alg), "\",\"kid\":\"",
				  kid, "\"", cu_slice_cstr(more));
	if (header.p == NULL)
		return CU_NOMEM(ctx);
	header = join(ctx, "", header, "}", CU_LIT(""), "", CU_LIT(""));
	if (header.p == NULL)
		return CU_NOMEM(ctx);
	return sign_with_header(ctx, by, header, payload, token);
}

/* Adds a proof to claims; more is what follows proofPurpose in it. */
static inline cu_status
sign_document(cu_ctx *ctx, const signer *by, cu_slice method,
			  const char *created, const char *more, cu_slice claims,
			  cu_slice *document)
{
	const char *name = by->key.type == CU_KEY_ED25519 ? "eddsa-jcs-2022" :
		"ecdsa-jcs-2019";
	const cu_suite *suite = cu_suite_find(CU_LIT("DataIntegrityProof"),
										  cu_slice_cstr(name));
	const cu_json *json;
	const cu_json *proof;
	cu_slice	options;
	cu_buf		buf;

	CU_TRY(cu_json_parse(ctx, claims, &json));
	options = join(ctx, "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"",
				   cu_slice_cstr(name), "\",\"created\":\"",
				   cu_slice_cstr(created), "\",\"verificationMethod\":\"",
				   method);
	if (options.p == NULL)
		return CU_NOMEM(ctx);
	/* A purpose in more replaces the usual one. */
	options = join(ctx, "", options, strstr(more, "proofPurpose") ? "\"" :
				   "\",\"proofPurpose\":\"assertionMethod\"",
				   cu_slice_cstr(more), "}", CU_LIT(""));
	if (options.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_json_parse(ctx, options, &proof));
	CU_TRY(cu_suite_sign(ctx, suite, json, proof, NULL, &by->key, &json));
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	*document = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

#endif							/* CU_TEST_SIGNING_H */
