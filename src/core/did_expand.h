/*
 * did_expand.h
 *		What did:key, did:jwk and the reader of DID documents share.
 */
#ifndef CU_DID_EXPAND_H
#define CU_DID_EXPAND_H

#include "did_document.h"

/* The verification relationships by name. */
typedef struct cu_relation
{
	const char *name;
	unsigned	purpose;
} cu_relation;

#define CU_RELATIONS 5

extern const cu_relation cu_relations[CU_RELATIONS];

/* A method of a document that is to be written. */
typedef struct cu_written_method
{
	cu_slice	fragment;		/* its id is the DID, '#' and this */
	const char *type;
	const char *member;			/* publicKeyMultibase or publicKeyJwk */
	const cu_json *value;		/* of that member */
	unsigned	purposes;
} cu_written_method;

/*
 * Writes the document of did with these methods; context is the IRI that
 * follows that of DID Core.
 */
extern cu_status cu_did_document_write(cu_ctx *ctx, cu_slice did,
									   const char *context,
									   const cu_written_method *methods,
									   size_t count, const cu_json **out);

/* A document with one method: did, '#' and fragment; type Multikey etc. */
extern cu_status cu_did_document_single(cu_ctx *ctx, cu_slice did,
										cu_slice fragment, const char *type,
										const cu_public_key *key,
										unsigned purposes,
										cu_did_document *out);

/* --- one pair for each self-describing method ----------------------------- */

extern cu_status cu_did_key_expand(cu_ctx *ctx, const cu_did_url *did,
								   const cu_json **out);
extern cu_status cu_did_key_document(cu_ctx *ctx, const cu_did_url *did,
									 cu_did_document *out);
extern cu_status cu_did_jwk_expand(cu_ctx *ctx, const cu_did_url *did,
								   const cu_json **out);
extern cu_status cu_did_jwk_document(cu_ctx *ctx, const cu_did_url *did,
									 cu_did_document *out);

#endif							/* CU_DID_EXPAND_H */
