/*
 * suite.h
 *		Data Integrity cryptosuites: what is signed, and with which keys.
 *
 * The table in suite.c names every suite we know of; those whose transform is
 * not offered are recognised, so that a proof made with them is answered
 * "cannot tell" and not "forged".
 */
#ifndef CU_SUITE_H
#define CU_SUITE_H

#include "json.h"
#include "key.h"

typedef struct cu_suite cu_suite;

struct cu_suite
{
	const char *type;			/* proof "type" */
	const char *cryptosuite;	/* proof "cryptosuite", or NULL: legacy type */
	bool		supported;
	/*
	 * Writes the octets that are signed (hash of the proof configuration,
	 * then hash of the document) for a document without "proof" and one proof.
	 * hash follows from the key.
	 */
	cu_status	(*signed_octets) (cu_ctx *ctx, const cu_json *document,
								  const cu_json *proof, cu_hash hash,
								  cu_buf *out);
	/* True when a key of this type may be used; sets *hash. */
	bool		(*key_fits) (cu_key_type type, cu_hash *hash);
};

/* The suite a proof names, or NULL when we have never heard of it. */
extern const cu_suite *cu_suite_find(cu_slice type, cu_slice cryptosuite);

/* The suite as people name it ("eddsa-jcs-2022", "Ed25519Signature2018"). */
extern const char *cu_suite_name(const cu_suite *suite);

/*
 * The signature of one proof under key.  CU_OK and *valid, or a failure of
 * memory.  CU_UNKNOWN when the suite or key type is not supported; CU_FALSE
 * for a malformed proofValue, a key that does not fit, a proof @context that
 * the document's does not start with, or a wrong signature; *why then names
 * the reason as a sentence fragment for the log of checks.
 */
extern cu_status cu_suite_verify(cu_ctx *ctx, const cu_suite *suite,
								 const cu_json *document, const cu_json *proof,
								 const cu_public_key *key, cu_truth *valid,
								 const char **why);

/*
 * Adds a proof to document (its other proofs kept: a proof set).  options is
 * the proof without proofValue.  Result: the document with "proof" last.
 */
extern cu_status cu_suite_sign(cu_ctx *ctx, const cu_suite *suite,
							   const cu_json *document, const cu_json *options,
							   const cu_private_key *key, const cu_json **out);

#endif							/* CU_SUITE_H */
