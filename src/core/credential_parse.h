/*
 * credential_parse.h
 *		What credential_*.c share: octets to claims, and claims to a summary.
 */
#ifndef CU_CREDENTIAL_PARSE_H
#define CU_CREDENTIAL_PARSE_H

#include "credential.h"

/* cu_credential_read without the digests. */
extern cu_status cu_credential_parse(cu_ctx *ctx, cu_slice octets,
									 cu_credential *out);

/*
 * The credential inside the payload of a VC-JWT 1.1: vc with the registered
 * claims put where the data model has them, unless vc says so itself.
 */
extern cu_status cu_claims_unwrap(cu_ctx *ctx, const cu_json *payload,
								  const cu_json *vc, const cu_json **claims);

/*
 * The payload of an SD-JWT as a credential: an issuer that was not disclosed
 * is the one of "iss".
 */
extern cu_status cu_claims_undisclosed(cu_ctx *ctx, const cu_json *payload,
									   const cu_json **claims);

/*
 * Makes of every number in a document that was just read the one that a
 * signature over its canonical form covers: the digits of its double.
 */
extern cu_status cu_claims_round(cu_ctx *ctx, const cu_json *document);

/*
 * Checks that claims are a credential and fills model, id, issuer, types and
 * the validity period of summary.
 */
extern cu_status cu_claims_summarize(cu_ctx *ctx, const cu_json *claims,
									 cu_summary *summary);

/*
 * Octets of the header of the stored value; CU_LIMIT_SIZE when a part does not
 * fit its length.
 */
extern cu_status cu_summary_measure(cu_ctx *ctx, const cu_summary *summary,
									size_t *size);

/*
 * The claims that make the content: without "proof", and for the claims of a
 * token (not of a vc claim) without the registered JWT claims.
 */
extern cu_status cu_claims_content(cu_ctx *ctx, const cu_json *claims,
								   bool token, const cu_json **content);

#endif							/* CU_CREDENTIAL_PARSE_H */
