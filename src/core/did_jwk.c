/*
 * did_jwk.c
 *		did:jwk: the DID is a JWK in base64url, its one method is "#0".
 *
 * The method's specification gives every relationship to the key, keyAgreement
 * only when "use" is "enc", and all but keyAgreement when it is "sig".
 */
#include "did_expand.h"

#include "base.h"

#define CONTEXT "https://w3id.org/security/suites/jws-2020/v1"
#define TYPE "JsonWebKey2020"
#define FRAGMENT CU_LIT("0")

#define SIGNS (CU_AUTHENTICATION | CU_ASSERTION_METHOD | \
			   CU_CAPABILITY_INVOCATION | CU_CAPABILITY_DELEGATION)

/* What the key is for; an X25519 key cannot sign whatever "use" says. */
static unsigned
purposes_of(const cu_json *jwk, cu_key_type type)
{
	cu_slice	use = cu_json_get_string(jwk, "use");

	if (type == CU_KEY_X25519 || cu_slice_is(use, "enc"))
		return CU_KEY_AGREEMENT;
	if (type == CU_KEY_ED25519 || cu_slice_is(use, "sig"))
		return SIGNS;
	return SIGNS | CU_KEY_AGREEMENT;
}

/*
 * The JWK in a did:jwk.  key->type is CU_KEY_NONE when the key is sound but
 * not meant for verifying.
 */
static cu_status
read_jwk(cu_ctx *ctx, const cu_did_url *did, const cu_json **jwk,
		 cu_public_key *key, unsigned *purposes)
{
	cu_slice	octets;
	cu_status	status;
	bool		private_present;

	CU_TRY(cu_base64url_decode(ctx, did->method_specific_id, &octets));
	CU_TRY(cu_json_parse(ctx, octets, jwk));
	CU_TRY(cu_jwk_read_any(ctx, *jwk, key));
	*purposes = purposes_of(*jwk, key->type);
	status = cu_jwk_read(ctx, *jwk, key, &private_present);
	if (private_present)
		return cu_fail(ctx, CU_BAD_DID, "The DID holds a private key.");
	/* CU_OK as a status takes the record of that refusal back. */
	return status == CU_BAD_KEY ? cu_fail(ctx, CU_OK, NULL) : status;
}

cu_status
cu_did_jwk_document(cu_ctx *ctx, const cu_did_url *did, cu_did_document *out)
{
	const cu_json *jwk;
	cu_public_key key;
	unsigned	purposes;

	CU_TRY(read_jwk(ctx, did, &jwk, &key, &purposes));
	return cu_did_document_single(ctx, did->did, FRAGMENT, TYPE, &key,
								  purposes, out);
}

cu_status
cu_did_jwk_expand(cu_ctx *ctx, const cu_did_url *did, const cu_json **out)
{
	cu_written_method method = {
		.fragment = FRAGMENT, .type = TYPE, .member = "publicKeyJwk"
	};
	cu_public_key key;

	CU_TRY(read_jwk(ctx, did, &method.value, &key, &method.purposes));
	return cu_did_document_write(ctx, did->did, CONTEXT, &method, 1, out);
}
