/*
 * did_document.h
 *		DID documents (DID Core 1.0 section 5, CID 1.0): the keys they list.
 */
#ifndef CU_DID_DOCUMENT_H
#define CU_DID_DOCUMENT_H

#include "datetime.h"
#include "did.h"
#include "key.h"

/* Verification relationships, as bits. */
typedef enum cu_purpose
{
	CU_AUTHENTICATION = 1,
	CU_ASSERTION_METHOD = 2,
	CU_KEY_AGREEMENT = 4,
	CU_CAPABILITY_INVOCATION = 8,
	CU_CAPABILITY_DELEGATION = 16
} cu_purpose;

typedef struct cu_verification_method
{
	cu_slice	id;				/* absolute: relative ids are resolved */
	cu_slice	controller;
	cu_slice	type;			/* "Multikey", "JsonWebKey", … */
	cu_public_key key;			/* type CU_KEY_NONE: not a key we can read */
	unsigned	purposes;		/* cu_purpose bits */
	cu_instant	expires;		/* CID "expires"; CU_INSTANT_MAX: none */
	cu_instant	revoked;		/* CID "revoked"; CU_INSTANT_MAX: none */
} cu_verification_method;

typedef struct cu_did_document
{
	cu_slice	id;
	cu_verification_method *methods;
	size_t		count;
} cu_did_document;

/* Methods that a document may have, and entries of its relations. */
#define CU_METHODS_MAX 1000

/*
 * Reads a DID document.  Understands Multikey, JsonWebKey, JsonWebKey2020,
 * Ed25519VerificationKey2018/2020, EcdsaSecp256r1VerificationKey2019 and
 * other types that carry publicKeyMultibase, publicKeyJwk or publicKeyBase58;
 * a method whose key it cannot read stays listed with CU_KEY_NONE.  Relations
 * may name a method, embed it or repeat it word for word; names of methods
 * that are not here (another document may have them) are passed over.
 *
 * CU_BAD_DID_DOCUMENT with a JSON pointer: not an object, id missing or no DID
 * or IRI, a method without an id, a method id given twice, a date that is
 * none, a private key inside a method.  CU_LIMIT_SIZE: more than
 * CU_METHODS_MAX methods, or entries of relations.
 */
extern cu_status cu_did_document_read(cu_ctx *ctx, const cu_json *json,
									  cu_did_document *out);

/* The method with this absolute id, or NULL. */
extern const cu_verification_method *
cu_did_document_find(const cu_did_document *document, cu_slice id);

/*
 * The document that a did:key or did:jwk stands for, as JSON (did:key method
 * specification v0.9, did:jwk).  CU_UNSUPPORTED_METHOD for other methods,
 * CU_UNSUPPORTED_KEY for key types not offered, CU_BAD_DID when malformed.
 */
extern cu_status cu_did_expand(cu_ctx *ctx, cu_slice did, const cu_json **out);

/*
 * cu_did_expand and cu_did_document_read in one, without building JSON.  The
 * key agreement method that follows from an Ed25519 key is left out: to derive
 * it costs more than to verify a signature, and it can sign nothing.
 */
extern cu_status cu_did_expand_document(cu_ctx *ctx, cu_slice did,
										cu_did_document *out);

/* True for the methods whose documents follow from the DID: key and jwk. */
extern bool cu_did_is_self_describing(cu_slice did);

/* The did:key of a public key; p NULL on failure. */
extern cu_slice cu_did_key_write(cu_ctx *ctx, const cu_public_key *key);

#endif							/* CU_DID_DOCUMENT_H */
