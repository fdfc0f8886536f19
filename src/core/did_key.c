/*
 * did_key.c
 *		did:key (W3C CCG did:key method, v0.9): the DID is a Multikey.
 *
 * An Ed25519 key also stands for the X25519 key of the same secret, for key
 * agreement; the other signature keys agree by themselves.
 */
#include "did_expand.h"

#include "base.h"

#define CONTEXT "https://w3id.org/security/multikey/v1"

#define SIGNS (CU_AUTHENTICATION | CU_ASSERTION_METHOD | \
			   CU_CAPABILITY_INVOCATION | CU_CAPABILITY_DELEGATION)

/* What the first method of a did:key is for; 0: a type that is not offered. */
static unsigned
purposes_of(cu_key_type type)
{
	switch (type)
	{
		case CU_KEY_ED25519:
			return SIGNS;
		case CU_KEY_P256:
		case CU_KEY_P384:
		case CU_KEY_P521:
		case CU_KEY_SECP256K1:
		case CU_KEY_RSA:
			return SIGNS | CU_KEY_AGREEMENT;
		case CU_KEY_X25519:
			return CU_KEY_AGREEMENT;
		case CU_KEY_BLS12381:	/* nothing here can tell a key from noise */
		case CU_KEY_NONE:
			break;
	}
	return 0;
}

/* The key in a did:key. */
static cu_status
read_key(cu_ctx *ctx, const cu_did_url *did, cu_public_key *key)
{
	cu_slice	text = did->method_specific_id;
	cu_slice	octets;

	/* One spelling only: of equal keys, equal DIDs. */
	if (text.p[0] != 'z')
		return cu_fail(ctx, CU_BAD_DID, "A did:key starts with z.");
	CU_TRY(cu_base58_decode(ctx, cu_slice_from(text, 1), &octets));
	CU_TRY(cu_multicodec_key_read(ctx, octets, key));
	if (purposes_of(key->type) == 0)
		return cu_fail(ctx, CU_UNSUPPORTED_KEY, NULL);
	return CU_OK;
}

cu_status
cu_did_key_document(cu_ctx *ctx, const cu_did_url *did, cu_did_document *out)
{
	cu_public_key key;

	CU_TRY(read_key(ctx, did, &key));
	return cu_did_document_single(ctx, did->did, did->method_specific_id,
								  "Multikey", &key, purposes_of(key.type),
								  out);
}

/* Makes the method for the X25519 key of an Ed25519 key. */
static cu_status
agreement_method(cu_ctx *ctx, const cu_public_key *ed25519,
				 cu_written_method *method)
{
	cu_public_key key = {.type = CU_KEY_X25519};

	CU_TRY(cu_ed25519_to_x25519(ctx, ed25519->octets, &key.octets));
	method->fragment = cu_multikey_write(ctx, &key);
	if (method->fragment.p == NULL)
		return CU_NOMEM(ctx);
	method->value = cu_json_new_string(ctx, method->fragment);
	method->purposes = CU_KEY_AGREEMENT;
	return method->value ? CU_OK : CU_NOMEM(ctx);
}

cu_status
cu_did_key_expand(cu_ctx *ctx, const cu_did_url *did, const cu_json **out)
{
	cu_written_method methods[2] = {
		{.type = "Multikey", .member = "publicKeyMultibase"},
		{.type = "Multikey", .member = "publicKeyMultibase"}
	};
	cu_public_key key;
	size_t		count = 1;

	CU_TRY(read_key(ctx, did, &key));
	methods[0].fragment = did->method_specific_id;
	methods[0].value = cu_json_new_string(ctx, did->method_specific_id);
	methods[0].purposes = purposes_of(key.type);
	if (methods[0].value == NULL)
		return CU_NOMEM(ctx);
	if (key.type == CU_KEY_ED25519)
		CU_TRY(agreement_method(ctx, &key, &methods[count++]));
	return cu_did_document_write(ctx, did->did, CONTEXT, methods, count, out);
}

cu_slice
cu_did_key_write(cu_ctx *ctx, const cu_public_key *key)
{
	cu_slice	multikey = cu_multikey_write(ctx, key);
	cu_buf		buf;

	if (multikey.p == NULL)
		return multikey;
	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "did:key:");
	cu_buf_add_slice(&buf, multikey);
	if (cu_buf_status(&buf) != CU_OK)
		return cu_slice_make(NULL, 0);
	return cu_buf_slice(&buf);
}
