/*
 * key.c
 *		Public keys out of verification methods and out of people's hands.
 *
 * Sources: CID 1.0 section 2.2; the legacy types are those of the security
 * vocabulary (publicKeyBase58 holds the bare key, without a codec prefix).
 */
#include "key.h"

#include "base.h"
#include "crypto_backend.h"
#include "did_document.h"

typedef struct method_row
{
	const char *type;
	cu_key_type key;
} method_row;

/* Method types that say which key they are for. */
static const method_row methods[] = {
	{"Ed25519VerificationKey2018", CU_KEY_ED25519},
	{"Ed25519VerificationKey2020", CU_KEY_ED25519},
	{"EcdsaSecp256r1VerificationKey2019", CU_KEY_P256},
	{"P256Key2021", CU_KEY_P256},
	{"P384Key2021", CU_KEY_P384},
	{"P521Key2021", CU_KEY_P521},
	{"EcdsaSecp256k1VerificationKey2019", CU_KEY_SECP256K1},
	{"RsaVerificationKey2018", CU_KEY_RSA},
	{"X25519KeyAgreementKey2019", CU_KEY_X25519},
	{"X25519KeyAgreementKey2020", CU_KEY_X25519},
	{"Bls12381G1Key2020", CU_KEY_BLS12381},
	{"Bls12381G2Key2020", CU_KEY_BLS12381}
};

/* The type of key a method is for; CU_KEY_NONE when its type does not say. */
static cu_key_type
method_key_type(const cu_json *method)
{
	cu_slice	type = cu_json_get_string(method, "type");

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
	{
		if (cu_slice_is(type, methods[i].type))
			return methods[i].key;
	}
	return CU_KEY_NONE;
}

/* publicKeyBase58: the bare octets of a key whose type is known already. */
static cu_status
read_base58(cu_ctx *ctx, cu_slice text, cu_key_type type, cu_public_key *key)
{
	cu_slice	octets;
	cu_status	status = cu_base58_decode(ctx, text, &octets);
	bool		fits;

	if (cu_status_class(status) == CU_CLASS_INPUT)
		return cu_fail(ctx, CU_BAD_KEY, "The key is not base58 text.");
	CU_TRY(status);
	if (cu_ec_field_size(type) > 0)
		CU_TRY(cu_point_decode(ctx, type, octets, &octets));
	else
	{
		fits = (type == CU_KEY_ED25519 || type == CU_KEY_X25519) ?
			octets.n == 32 :
			type == CU_KEY_BLS12381 && (octets.n == 48 || octets.n == 96);
		if (!fits)
			return cu_fail(ctx, CU_BAD_KEY,
						   "The key does not fit the type of its method.");
	}
	key->type = type;
	key->octets = octets;
	return CU_OK;
}

cu_status
cu_method_key_read(cu_ctx *ctx, const cu_json *method, cu_public_key *key)
{
	cu_key_type type = method_key_type(method);
	const cu_json *multibase = cu_json_get(method, "publicKeyMultibase");
	const cu_json *jwk = cu_json_get(method, "publicKeyJwk");
	const cu_json *base58 = cu_json_get(method, "publicKeyBase58");
	bool		private_present;

	memset(key, 0, sizeof(*key));
	/* Two forms could name two keys (CID 1.0, section 2.2, forbids it). */
	if ((multibase != NULL) + (jwk != NULL) + (base58 != NULL) != 1)
		return cu_fail(ctx, CU_BAD_KEY,
					   "A verification method holds one key in one form.");
	if (multibase)
		CU_TRY(cu_multikey_read(ctx, cu_json_string(multibase), key));
	else if (base58)
		CU_TRY(read_base58(ctx, cu_json_string(base58), type, key));
	else
		CU_TRY(cu_jwk_read(ctx, jwk, key, &private_present));
	if (type == CU_KEY_NONE || key->type == type)
		return CU_OK;
	memset(key, 0, sizeof(*key));
	return cu_fail(ctx, CU_BAD_KEY,
				   "The key does not fit the type of its method.");
}

bool
cu_json_holds_private_key(const cu_json *value)
{
	if (value->type == CU_JSON_OBJECT)
	{
		if (cu_json_get(value, "d") ||
			(cu_json_get(value, "kty") && cu_jwk_is_private(value)))
			return true;
		for (uint32_t i = 0; i < value->count; i++)
		{
			const cu_member *member = &value->v.members[i];

			if (cu_slice_starts(member->name, "privateKey") ||
				cu_slice_starts(member->name, "secretKey") ||
				cu_json_holds_private_key(&member->value))
				return true;
		}
	}
	else if (value->type == CU_JSON_ARRAY)
	{
		for (uint32_t i = 0; i < value->count; i++)
		{
			if (cu_json_holds_private_key(&value->v.items[i]))
				return true;
		}
	}
	return false;
}

bool
cu_public_key_equal(const cu_public_key *a, const cu_public_key *b)
{
	/* memcmp: nothing here is secret. */
	return a->type == b->type && cu_slice_eq(a->octets, b->octets);
}

/* A JWK or a verification method. */
static cu_status
read_json(cu_ctx *ctx, cu_slice text, cu_public_key *key)
{
	const cu_json *json;
	bool		private_present;

	CU_TRY(cu_json_parse(ctx, text, &json));
	if (cu_json_holds_private_key(json))
		return cu_fail(ctx, CU_BAD_KEY, "This is a private key.");
	if (cu_json_get(json, "kty"))
		return cu_jwk_read(ctx, json, key, &private_present);
	return cu_method_key_read(ctx, json, key);
}

/* A did:key or did:jwk, or the DID URL of the method in it. */
static cu_status
read_did(cu_ctx *ctx, cu_slice text, cu_public_key *key)
{
	cu_did_document document;
	const cu_verification_method *method;
	cu_did_url	url;

	CU_TRY(cu_did_url_parse(ctx, text, &url));
	CU_TRY(cu_did_expand_document(ctx, url.did, &document));
	method = text.n == url.did.n ? &document.methods[0] :
		cu_did_document_find(&document, text);
	if (method == NULL)
		return cu_fail(ctx, CU_BAD_KEY, "The DID URL names no key of its DID.");
	if (method->key.type == CU_KEY_NONE)
		return cu_fail(ctx, CU_BAD_KEY,
					   "The DID's key is not meant for verifying.");
	*key = method->key;
	return CU_OK;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

cu_status
cu_public_key_read(cu_ctx *ctx, cu_slice text, cu_public_key *key)
{
	memset(key, 0, sizeof(*key));
	while (text.n > 0 && is_space(text.p[0]))
		text = cu_slice_from(text, 1);
	while (text.n > 0 && is_space(text.p[text.n - 1]))
		text.n--;
	if (text.n > 0 && text.p[0] == '{')
		return read_json(ctx, text, key);
	if (cu_slice_starts(text, "did:"))
		return read_did(ctx, text, key);
	return cu_multikey_read(ctx, text, key);
}
