/*
 * suite_work.h
 *		What suite*.c share: transforms and judges for the table in suite.c.
 */
#ifndef CU_SUITE_WORK_H
#define CU_SUITE_WORK_H

#include "suite.h"

/* Sets the answer and returns CU_OK, for a last statement. */
static inline cu_status
cu_suite_answer(cu_suite_result *result, cu_truth valid, cu_code code,
				const char *why)
{
	result->valid = valid;
	result->code = code;
	result->why = why;
	return CU_OK;
}

/*
 * The answer of a signature.  The key's type is one that is verified with, so
 * CU_UNKNOWN means that the library has no memory.
 */
extern cu_status cu_suite_settle(cu_ctx *ctx, cu_truth verified,
								 cu_suite_result *result);

/*
 * What a failure of cu_suite.signed_octets says about the proof; otherwise
 * status is returned.
 */
extern cu_status cu_suite_octets_fault(cu_ctx *ctx, cu_status status,
									   const cu_suite_document *document,
									   cu_suite_result *result);

/* True when a failure is due to the document, and not to memory or the host. */
extern bool cu_suite_is_fault(cu_status status);

/* --- suite_jcs.c ---------------------------------------------------------- */

/* cu_suite.signed_octets of eddsa-jcs-2022 and ecdsa-jcs-2019. */
extern cu_status cu_suite_jcs_octets(cu_ctx *ctx, cu_suite_document *document,
									 const cu_json *proof, cu_hash hash,
									 cu_buf *out);

/* --- suite_rdfc.c --------------------------------------------------------- */

/* cu_suite.signed_octets of suites over RDF with proofValue, and with jws. */
extern cu_status cu_suite_rdfc_octets(cu_ctx *ctx, cu_suite_document *document,
									  const cu_json *proof, cu_hash hash,
									  cu_buf *out);
extern cu_status cu_suite_jws_octets(cu_ctx *ctx, cu_suite_document *document,
									 const cu_json *proof, cu_hash hash,
									 cu_buf *out);

/*
 * The canonical form of the document.  A failure that is the document's is
 * remembered, so that a set of proofs does not repeat the work.  Errors: those
 * of cu_linked_data_canonize.
 */
extern cu_status cu_suite_canonical(cu_ctx *ctx, cu_suite_document *document,
									cu_hash hash, cu_canonical *out);

/*
 * The digest of the canonical proof configuration: proof without the member
 * that holds the signature, under the document's @context.  Errors: as
 * cu_suite.signed_octets.
 */
extern cu_status cu_suite_config_digest(cu_ctx *ctx,
										cu_suite_document *document,
										const cu_json *proof,
										const char *signature_name,
										cu_hash hash, uint8_t *digest);

/* --- suite_jws.c ---------------------------------------------------------- */

/* cu_suite.verify of suites with a detached JWS. */
extern cu_status cu_suite_jws_verify(cu_ctx *ctx, const cu_suite *suite,
									 cu_suite_document *document,
									 const cu_json *proof,
									 const cu_public_key *key, cu_hash hash,
									 cu_suite_result *result);

/* The detached JWS of octets under key; text in the arena. */
extern cu_status cu_suite_jws_sign(cu_ctx *ctx, cu_slice octets,
								   const cu_private_key *key, cu_slice *text);

/* --- suite_sd.c ----------------------------------------------------------- */

/* cu_suite.verify of ecdsa-sd-2023. */
extern cu_status cu_suite_sd_verify(cu_ctx *ctx, const cu_suite *suite,
									cu_suite_document *document,
									const cu_json *proof,
									const cu_public_key *key, cu_hash hash,
									cu_suite_result *result);

#endif							/* CU_SUITE_WORK_H */
