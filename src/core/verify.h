/*
 * verify.h
 *		Was this credential good at a time, by what was known at another?
 *
 * Verification looks nothing up.  The host first asks which DIDs matter
 * (cu_verify_needs), fetches their histories, and hands them in.  A bad
 * signature is an answer; only memory, cancellation and corrupt stored values
 * are failures.
 */
#ifndef CU_VERIFY_H
#define CU_VERIFY_H

#include "code.h"
#include "credential.h"
#include "did_document.h"
#include "linked_data.h"

/* One registered version of a DID document. */
typedef struct cu_did_version
{
	cu_instant	valid_from;		/* CU_INSTANT_MIN: since ever */
	cu_instant	valid_until;	/* CU_INSTANT_MAX: no end was stated */
	cu_instant	recorded_at;
	const cu_did_document *document;	/* NULL: none from valid_from on */
	uint8_t		digest[CU_SHA256_SIZE]; /* of the registered octets */
} cu_did_version;

/* A report that a key has ended. */
typedef struct cu_key_withdrawal
{
	cu_slice	method;			/* absolute DID URL */
	cu_instant	since;
	cu_instant	recorded_at;
	bool		compromised;	/* false: retired */
} cu_key_withdrawal;

/* Everything registered about one DID, in order of recording. */
typedef struct cu_did_history
{
	cu_slice	did;
	const cu_did_version *versions;
	size_t		version_count;
	const cu_key_withdrawal *withdrawals;
	size_t		withdrawal_count;
} cu_did_history;

/*
 * The version that applied at a time, among those recorded by known: of the
 * documents that had begun and not ended the one that began last, and of two
 * that began together the one recorded last.  A withdrawal ends all versions
 * recorded before it, from its valid_from on; it is then the result itself
 * (document NULL).  Before the first version that one is the result, and
 * *assumed is set.  NULL when nothing applies.
 */
extern const cu_did_version *cu_did_history_at(const cu_did_history *history,
											   cu_instant at, cu_instant known,
											   bool *assumed);

/* One registered version of a JSON-LD context. */
typedef struct cu_context_version
{
	cu_instant	signed_from;	/* documents signed from here on ... */
	cu_instant	signed_until;	/* ... until here were signed under it */
	cu_instant	recorded_at;
	bool		normative;		/* its specification fixes the content */
	bool		withdrawn;		/* should not have been registered */
	cu_instant	withdrawn_at;	/* ..., as this database learned then */
	const cu_context_document *document;
} cu_context_version;

/* Was the version registered, and not withdrawn, by what was known then? */
static inline bool
cu_context_version_known(const cu_context_version *version, cu_instant known)
{
	return version->recorded_at <= known &&
		!(version->withdrawn && version->withdrawn_at <= known);
}

/* Everything registered under one IRI, in order of recording. */
typedef struct cu_context_history
{
	cu_slice	iri;
	const cu_context_version *versions;
	size_t		version_count;
} cu_context_history;

/* Were documents signed under the version at that time? */
static inline bool
cu_context_version_current(const cu_context_version *version, cu_instant date)
{
	return version->signed_from <= date &&
		(date < version->signed_until ||
		 version->signed_until == CU_INSTANT_MAX);
}

/*
 * The version under which a document signed at date is read first: of those
 * registered and not withdrawn by known a normative one; else one current at
 * date; of several the one recorded last.  NULL: there is none (or history is
 * NULL).
 */
extern const cu_context_version *
			cu_context_history_at(const cu_context_history *history,
								  cu_instant date, cu_instant known);

/*
 * The registry as the core sees it.  The finders return NULL when nothing is
 * registered; they must not fail and must not touch the core.  Of a context
 * that is found, those that it refers to are found too, if registered.
 */
typedef struct cu_registry
{
	const cu_did_history *(*find) (void *arg, cu_slice did);
	const cu_context_history *(*find_context) (void *arg, cu_slice iri);
	void	   *arg;
	cu_context_cache *cache;
	const cu_rdfc_limits *rdfc_limits;
} cu_registry;

typedef struct cu_terms
{
	cu_instant	at;				/* when somebody relies on it */
	cu_instant	seen;			/* first independent evidence; = at if none */
	cu_instant	known;			/* by what was recorded then; MAX: all */
	bool		strict;			/* no assumption about key or context history */
	bool		lossy;			/* data that linked data leaves out may be there */
	bool		inline_contexts;	/* contexts in the document count */
} cu_terms;

/* One row of custody.checks. Strings are constants or in the arena. */
typedef struct cu_check
{
	const char *part;			/* structure proof key validity status schema */
	const char *name;			/* what was asked, a phrase */
	cu_truth	passed;
	cu_level	level;
	cu_code		code;
	const char *pointer;		/* RFC 6901 into the claims, or NULL */
	const char *detail;			/* a sentence, or NULL; echoes no document */
	cu_slice	evidence;		/* a JSON object, or p NULL */
} cu_check;

typedef struct cu_verdict
{
	cu_truth	passed;
	cu_check   *checks;			/* NULL unless asked to explain */
	size_t		count;
	cu_code		code;			/* the first reason that decided */
	bool		warned;
	bool		lenient;		/* lossy or inline_contexts: not for records */
} cu_verdict;

/* Contexts of one document that are looked up: others count as missing. */
#define CU_CONTEXTS_MAX 64

/* What must be looked up before a verification; slices into the credential. */
typedef struct cu_needs
{
	/*
	 * The DIDs whose history decides: issuer and controllers of the proofs'
	 * keys, without the self-describing ones' documents (their withdrawals
	 * still count, so those DIDs are listed too).
	 */
	cu_slice   *dids;
	size_t		did_count;
	/*
	 * Absolute IRIs in the @context of a document that a suite over RDF signs;
	 * at most CU_CONTEXTS_MAX.
	 */
	cu_slice   *contexts;
	size_t		context_count;
} cu_needs;

extern cu_status cu_verify_needs(cu_ctx *ctx, const cu_credential *c,
								 cu_needs *needs);

/*
 * Judges c under terms.  With explain, verdict->checks has every check in
 * order; without it only passed, code and warned are set, and the work stops
 * as soon as they are certain.
 */
extern cu_status cu_verify(cu_ctx *ctx, const cu_credential *c,
						   const cu_terms *terms, const cu_registry *registry,
						   bool explain, cu_verdict *verdict);

/*
 * Cryptography alone: does any proof (or the token) verify under this key?
 * linked: contexts for suites over RDF, or NULL.  CU_UNKNOWN when no proof is
 * of a supported suite or a context is missing.
 */
extern cu_status cu_verify_signature(cu_ctx *ctx, const cu_credential *c,
									 const cu_public_key *key,
									 const cu_linked_data *linked,
									 cu_truth *valid);

/* What a document says, as far as its issuer's proof covers it. */
typedef struct cu_content
{
	/*
	 * False: the contexts are not there, or the document is no good linked
	 * data; the rest then says what can be said without.
	 */
	bool		known;
	/*
	 * Tells one signed content from another, whatever the octets look like: for
	 * a proof of the issuer by a suite over RDF, SHA-256 of the canonical
	 * N-Quads of the document (for a derived proof, of what its base signature
	 * signs); for all else summary.content_digest.
	 */
	uint8_t		digest[CU_SHA256_SIZE];
	/*
	 * Values of the claims that have a meaning only by @vocab, as their
	 * cu_json.offset, ascending.  No fact may be taken from them, nor from
	 * what is inside them.
	 */
	const size_t *caught;
	size_t		caught_count;
} cu_content;

/*
 * Works out the content without verifying.  CU_OK, or a failure of memory, or
 * CU_CANCELED.
 */
extern cu_status cu_verify_content(cu_ctx *ctx, const cu_credential *c,
								   const cu_terms *terms,
								   const cu_registry *registry,
								   cu_content *out);

#endif							/* CU_VERIFY_H */
