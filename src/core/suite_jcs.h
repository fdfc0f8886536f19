/*
 * suite_jcs.h
 *		The transform of the JCS cryptosuites, for the table in suite.c.
 */
#ifndef CU_SUITE_JCS_H
#define CU_SUITE_JCS_H

#include "suite.h"

/* cu_suite.signed_octets of eddsa-jcs-2022 and ecdsa-jcs-2019. */
extern cu_status cu_suite_jcs_octets(cu_ctx *ctx, cu_suite_document *document,
									 const cu_json *proof, cu_hash hash,
									 cu_buf *out);

#endif							/* CU_SUITE_JCS_H */
