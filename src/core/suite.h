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

/*
 * A document whose proofs are judged or made.  Its hashes are remembered, so
 * that a set of proofs costs one canonical form.
 */
typedef struct cu_suite_document
{
	const cu_json *json;		/* an object without "proof" */
	const cu_json *context;		/* the @context with which jcs is; or NULL */
	struct
	{
		bool		known;
		uint8_t		octets[CU_SHA512_SIZE];
	}			jcs[CU_SHA512 + 1]; /* of its JCS form, by cu_hash */
} cu_suite_document;

struct cu_suite
{
	const char *type;			/* proof "type" */
	const char *cryptosuite;	/* proof "cryptosuite", or NULL: legacy type */
	bool		supported;		/* false: nothing below is set */
	/*
	 * Writes the octets that are signed (hash of the proof configuration,
	 * then hash of the document).  hash follows from the key.
	 * CU_BAD_CREDENTIAL with a detail when the proof cannot be one of this
	 * document.
	 */
	cu_status	(*signed_octets) (cu_ctx *ctx, cu_suite_document *document,
								  const cu_json *proof, cu_hash hash,
								  cu_buf *out);
	/* True when a key of this type may be used; sets *hash. */
	bool		(*key_fits) (cu_key_type type, cu_hash *hash);
	/* True when a proof is made with the document's @context in it. */
	bool		proof_context;
};

/* The suite a proof names, or NULL when we have never heard of it. */
extern const cu_suite *cu_suite_find(cu_slice type, cu_slice cryptosuite);

/* The suite as people name it ("eddsa-jcs-2022", "Ed25519Signature2018"). */
extern const char *cu_suite_name(const cu_suite *suite);

/*
 * Starts a document: json with its "proof", if any, left out.  CU_OK or a
 * failure of memory.
 */
extern cu_status cu_suite_document_init(cu_ctx *ctx, const cu_json *json,
										cu_suite_document *document);

/*
 * Sets *starts when the contexts of whole begin with all those of part, of
 * which there is one at least.  CU_OK or a failure of memory.
 */
extern cu_status cu_suite_context_starts(cu_ctx *ctx, const cu_json *whole,
										 const cu_json *part, bool *starts);

/*
 * The signature of one proof under key.  CU_OK and *valid, or a failure of
 * memory.  CU_UNKNOWN when the suite or key type is not supported; CU_FALSE
 * for a malformed proofValue, a key that does not fit, a proof @context that
 * the document's does not start with, or a wrong signature; *why then names
 * the reason in a sentence.
 */
extern cu_status cu_suite_verify(cu_ctx *ctx, const cu_suite *suite,
								 cu_suite_document *document,
								 const cu_json *proof,
								 const cu_public_key *key, cu_truth *valid,
								 const char **why);

/*
 * Adds a proof to document (its other proofs kept: a proof set).  options is
 * the proof without proofValue.  A JCS suite adds the document's @context to
 * it when it has none, as vc-di-eddsa 3.3.1 and vc-di-ecdsa 3.3.1 demand.
 * Result: the document with "proof" last.
 */
extern cu_status cu_suite_sign(cu_ctx *ctx, const cu_suite *suite,
							   const cu_json *document, const cu_json *options,
							   const cu_private_key *key, const cu_json **out);

#endif							/* CU_SUITE_H */
