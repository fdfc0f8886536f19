/*
 * verify_work.h
 *		What verify*.c share: one verification under way.
 *
 * Every step adds rows; a row decides only through cu_work_add, so that the
 * verdict with and without explanation is the same by construction.
 */
#ifndef CU_VERIFY_WORK_H
#define CU_VERIFY_WORK_H

#include "proof.h"
#include "suite.h"
#include "verify.h"

/* A signing date may lie this much after `at`: clocks differ. */
#define CU_CLOCK_SKEW INT64_C(300000000)

/* Keys that are tried for a token that names none; see also CU_PROOFS_MAX. */
#define CU_KEYS_TRIED_MAX 8

typedef struct cu_work
{
	cu_ctx	   *ctx;
	const cu_credential *c;
	const cu_terms *terms;
	const cu_registry *registry;
	bool		explain;
	cu_check   *rows;			/* with explain only */
	size_t		count;			/* rows added, kept or not */
	size_t		room;
	bool		bad;			/* a row was false */
	cu_code		bad_code;		/* of the first such row */
	size_t		blocked_at;		/* first row that cannot be told; SIZE_MAX */
	cu_code		blocked_code;
	size_t		unsupported_at; /* first proof that is not judged; SIZE_MAX */
	cu_code		unsupported_code;
	bool		warned;
	bool		issuer_proven;	/* a proof by a key of the issuer held */
} cu_work;

/* Adds a row and draws its consequence.  CU_OK or a failure of memory. */
extern cu_status cu_work_add(cu_work *work, const cu_check *row);

/* True when nothing that follows can change the verdict. */
static inline bool
cu_work_done(const cu_work *work)
{
	return work->bad && !work->explain;
}

/* Adds a false row of the structure part. */
extern cu_status cu_work_fault(cu_work *work, cu_code code,
							   const char *pointer, const char *detail);

/* --- steps: each judges one part and adds its rows ------------------------ */

extern cu_status cu_verify_structure(cu_work *work);
extern cu_status cu_verify_token(cu_work *work);	/* structure, JWT forms */
extern cu_status cu_verify_validity(cu_work *work);
extern cu_status cu_verify_proofs(cu_work *work);	/* embedded form */
extern cu_status cu_verify_jws(cu_work *work);	/* JWT forms */

/* --- keys ----------------------------------------------------------------- */

/* The keys a controller listed when something was signed. */
typedef struct cu_keys
{
	cu_slice	controller;
	cu_instant	signed_at;
	const cu_did_history *history;	/* NULL: nothing registered */
	const cu_did_version *version;	/* NULL: the DID describes itself */
	const cu_did_document *document;	/* NULL: see passed, code */
	bool		self_describing;
	bool		assumed;		/* version begins after signed_at */
	cu_truth	passed;
	cu_code		code;
	cu_did_document expanded;
} cu_keys;

/* What a check of a key or a signature came to. */
typedef struct cu_answer
{
	cu_truth	passed;
	cu_level	level;
	cu_code		code;
	const char *detail;
} cu_answer;

static inline cu_answer
cu_answer_good(void)
{
	return (cu_answer) {CU_TRUE, CU_LEVEL_INFO, CU_CODE_ok, NULL};
}

static inline cu_answer
cu_answer_bad(cu_code code, const char *detail)
{
	return (cu_answer) {CU_FALSE, CU_LEVEL_ERROR, code, detail};
}

static inline cu_answer
cu_answer_unknown(cu_code code, const char *detail)
{
	return (cu_answer) {CU_UNKNOWN, CU_LEVEL_ERROR, code, detail};
}

/*
 * Looks up what controller listed at signed_at.  Without a document
 * keys->document is NULL.  CU_OK or a failure of memory.
 */
extern cu_status cu_keys_open(cu_work *work, cu_slice controller,
							  cu_instant signed_at, cu_keys *keys);

/* Judges a method of keys (NULL: the one asked for is not listed). */
extern cu_answer cu_keys_judge(const cu_work *work, const cu_keys *keys,
							   const cu_verification_method *method);

/* Adds the row of a key; id is how the proof names it. */
extern cu_status cu_keys_add_row(cu_work *work, const cu_keys *keys,
								 cu_slice id, const cu_answer *answer,
								 const char *pointer);

/* When the signer says it signed, for what follows from it. */
typedef struct cu_signing
{
	bool		stated;
	cu_instant	stated_at;
	/*
	 * The date to judge the key by: what was seen had been signed by then, so
	 * a later statement, or none, counts as of then.
	 */
	cu_instant	signed_at;
} cu_signing;

extern cu_signing cu_signing_date(const cu_work *work, bool stated,
								  cu_instant stated_at);

/* True when the stated date lies after the time of reliance. */
extern bool cu_signing_in_future(const cu_work *work,
								 const cu_signing *signing);

#endif							/* CU_VERIFY_WORK_H */
