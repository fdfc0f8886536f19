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

#include "code.h"
#include "json.h"
#include "key.h"
#include "linked_data.h"

typedef struct cu_suite cu_suite;

/* What the check of one proof came to. */
typedef struct cu_suite_result
{
	cu_truth	valid;
	cu_code		code;			/* ok when valid */
	const char *why;			/* a sentence, or NULL; echoes no document */
	const char *pointer;		/* RFC 6901 into the document, or NULL */
	cu_slice	context;		/* with context_not_registered: its IRI */
} cu_suite_result;

/* A digest that is worked out when first asked for. */
typedef struct cu_suite_digest
{
	bool		known;
	uint8_t		octets[CU_SHA512_SIZE];
} cu_suite_digest;

/*
 * A document whose proofs are judged or made.  Its hashes are remembered, so
 * that a set of proofs costs one canonical form.
 */
typedef struct cu_suite_document
{
	const cu_json *json;		/* without "proof", or with previous ones */
	const cu_json *context;		/* the @context with which jcs is; or NULL */
	cu_suite_digest jcs[CU_SHA512 + 1]; /* of its JCS form, by cu_hash */
	const cu_linked_data *linked;	/* NULL: nothing about RDF can be told */
	cu_suite_digest rdf[CU_SHA512 + 1]; /* of its canonical N-Quads */
	cu_error	rdf_fault[CU_SHA512 + 1];	/* why it has no such form */
	cu_jsonld_report report;	/* once one of rdf is known */
} cu_suite_document;

struct cu_suite
{
	const char *type;			/* proof "type" */
	const char *cryptosuite;	/* proof "cryptosuite", or NULL: legacy type */
	bool		supported;		/* false: nothing below is set */
	bool		linked_data;	/* signs RDF: needs contexts */
	bool		jws;			/* signature in "jws", not "proofValue" */
	/* True when a proof is made with the document's @context in it. */
	bool		proof_context;
	/* True when a key of this type may be used; sets *hash. */
	bool		(*key_fits) (cu_key_type type, cu_hash *hash);
	/*
	 * Judges proof, key_fits and hash being settled.  CU_OK or a failure of
	 * memory or CU_CANCELED.
	 */
	cu_status	(*verify) (cu_ctx *ctx, const cu_suite *suite,
						   cu_suite_document *document, const cu_json *proof,
						   const cu_public_key *key, cu_hash hash,
						   cu_suite_result *result);
	/*
	 * Writes the octets that are signed (hash of the proof configuration,
	 * then hash of the document); NULL for suites that we do not sign with.
	 * CU_BAD_CREDENTIAL with a detail when the proof cannot be one of this
	 * document; errors of cu_linked_data_canonize.
	 */
	cu_status	(*signed_octets) (cu_ctx *ctx, cu_suite_document *document,
								  const cu_json *proof, cu_hash hash,
								  cu_buf *out);
};

/* The suite a proof names, or NULL when we have never heard of it. */
extern const cu_suite *cu_suite_find(cu_slice type, cu_slice cryptosuite);

/* The suite as people name it ("eddsa-jcs-2022", "Ed25519Signature2018"). */
extern const char *cu_suite_name(const cu_suite *suite);

/*
 * Starts a document: json with its "proof", if any, left out.  linked may be
 * NULL and must outlive the document.  CU_OK or a failure of memory.
 */
extern cu_status cu_suite_document_init(cu_ctx *ctx, const cu_json *json,
										const cu_linked_data *linked,
										cu_suite_document *document);

/*
 * The document that proof signs when it has previousProof: json with only the
 * proofs left that it names directly (VC Data Integrity 1.0, section 2.1.2).
 * json is the whole secured document.  result->valid: CU_TRUE, and *document
 * is set; CU_FALSE with bad_proof or previous_proof_missing when a proof named
 * is not there or not named by one id, two proofs have one id, or proofs name
 * each other in a circle.
 */
extern cu_status cu_suite_chain(cu_ctx *ctx, const cu_json *json,
								const cu_linked_data *linked,
								const cu_json *proof,
								cu_suite_document *document,
								cu_suite_result *result);

/*
 * The digest of the document's canonical N-Quads, remembered in it.  Errors:
 * those of cu_linked_data_canonize.
 */
extern cu_status cu_suite_rdf_digest(cu_ctx *ctx, cu_suite_document *document,
									 cu_hash hash, const uint8_t **digest);

/*
 * SHA-256 of what the base signature of an ecdsa-sd-2023 proof signs, to
 * digest: the same for all that was derived from one base proof, whatever it
 * shows.  *known is false for a base proof, a malformed one, and a document
 * that has no canonical form here.  Nothing is verified.  CU_OK or a failure
 * of memory, or CU_CANCELED.
 */
extern cu_status cu_suite_sd_content(cu_ctx *ctx, cu_suite_document *document,
									 const cu_json *proof, uint8_t *digest,
									 bool *known);

/*
 * Sets *starts when the contexts of whole begin with all those of part, of
 * which there is one at least.  CU_OK or a failure of memory.
 */
extern cu_status cu_suite_context_starts(cu_ctx *ctx, const cu_json *whole,
										 const cu_json *part, bool *starts);

/*
 * The signature of one proof under key, without regard to time or purpose.
 * CU_OK and *result, or a failure of memory, or CU_CANCELED.  CU_UNKNOWN: the
 * suite or key type is not supported, a context is not registered or inline,
 * or the canonical form is too complex.  CU_FALSE: a malformed proofValue or
 * jws, a key that does not fit, a proof @context that is not the document's, a
 * document that is not linked data or would lose data, or a wrong signature.
 */
extern cu_status cu_suite_verify(cu_ctx *ctx, const cu_suite *suite,
								 cu_suite_document *document,
								 const cu_json *proof,
								 const cu_public_key *key,
								 cu_suite_result *result);

/*
 * What a failure of cu_linked_data_canonize says about the proof; status is
 * returned unless it does (memory, CU_CANCELED).
 */
extern cu_status cu_suite_linked_fault(cu_ctx *ctx, cu_status status,
									   const cu_jsonld_report *report,
									   cu_suite_result *result);

/*
 * Adds a proof to document (its other proofs kept: a proof set).  options is
 * the proof without proofValue or jws.  A JCS suite adds the document's
 * @context to it when it has none, as vc-di-eddsa 3.3.1 and vc-di-ecdsa 3.3.1
 * demand.  With previousProof it is chained to proofs of the document.  linked:
 * for suites over RDF, else NULL.  Result: the document with "proof" last.
 * CU_BAD_ARGUMENT: a suite that is not signed with, a key or previousProof that
 * does not fit; errors of cu_suite.signed_octets.
 */
extern cu_status cu_suite_sign(cu_ctx *ctx, const cu_suite *suite,
							   const cu_json *document, const cu_json *options,
							   const cu_linked_data *linked,
							   const cu_private_key *key, const cu_json **out);

#endif							/* CU_SUITE_H */
