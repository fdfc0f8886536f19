/*
 * proof.h
 *		What a Data Integrity proof names: its key, and what of @context it
 *		signs.
 */
#ifndef CU_PROOF_H
#define CU_PROOF_H

#include "json.h"

/* Proofs of one document that are looked at: each may cost a signature. */
#define CU_PROOFS_MAX 64

/*
 * The id of the verification method, whether the proof has it as text or as an
 * object with an id; p NULL when it has neither.
 */
extern cu_slice cu_proof_method(const cu_json *proof);

/* The controller a key id names: all before '#', and of a DID URL the DID. */
extern cu_slice cu_proof_controller(cu_slice method);

/*
 * The proof whose canonical form is the content of the document: of those by
 * keys of the issuer with a suite over RDF the one made first, one that was
 * derived before all that were not; NULL: there is none, and the JCS form is
 * the content.  Nothing is verified.
 */
extern const cu_json *cu_proof_of_content(const cu_json *proofs,
										  cu_slice issuer, bool *derived);

/* True when a proof signs the very content that another one, of_content, does. */
extern bool cu_proof_shares_content(const cu_json *proof,
									const cu_json *of_content);

/*
 * The @context that the issuer signed, out of the document's own (NULL: none)
 * and the proofs.  A JCS suite lets a document have more contexts than its
 * proof, so what stands in the document may be anybody's.  Of several proofs
 * by keys of the issuer the shortest context counts; a suite over RDF signs
 * the document's own.
 */
extern cu_status cu_proof_signed_context(cu_ctx *ctx, const cu_json *own,
										 const cu_json *proofs,
										 cu_slice issuer,
										 const cu_json **context);

#endif							/* CU_PROOF_H */
