/*
 * fuzz.h
 *		What the fuzz targets have in common.
 *
 * fuzz_<name>.c holds one function, fuzz_one, and seeds.  The first octet of
 * an input chooses the host: a low limit of memory always, and with its top
 * bit set one allocation that fails (which one, say the other bits), with the
 * next bit set a host that wants the work to stop from a poll on.  fuzz_one
 * sees what follows.
 *
 * An input is run without that trouble first.  With it fuzz_one must return
 * the same status, or the one that says what happened: lack of memory must
 * never pass for something else.  No block may be left over.
 */
#ifndef CU_FUZZ_H
#define CU_FUZZ_H

#include "../../src/core/json.h"

/*
 * Works on input, which lives in a block of exactly its size, and returns the
 * status that counts.  Calls that need memory go through FUZZ_TRY.
 */
extern cu_status fuzz_one(cu_ctx *ctx, cu_slice input);

/* Inputs to begin with, without the first octet; a NULL ends them. */
extern const char *const fuzz_seeds[];

/*
 * Writes further seeds: fuzz_seed(name, octets).  NULL: there are none.  May
 * also prepare what fuzz_one needs.
 */
extern void (*const fuzz_prepare) (void);
extern void fuzz_seed(const char *name, cu_slice octets);

/* True while a failing allocation, or a wish to stop, is on its way. */
extern bool fuzz_in_trouble(void);

/* True for a status that says nothing about the input. */
extern bool fuzz_is_trouble(cu_status status);

/* Ends the program with a report that the fuzzer keeps the input of. */
extern void fuzz_fail(const char *file, int line, const char *what);

/* What must always hold. */
#define FUZZ_CHECK(condition) \
	do { \
		if (!(condition)) \
			fuzz_fail(__FILE__, __LINE__, #condition); \
	} while (0)

/* Returns early with a status that says nothing about the input. */
#define FUZZ_TRY(status) \
	do { \
		cu_status	fuzz_status = (status); \
		if (fuzz_is_trouble(fuzz_status)) \
			return fuzz_status; \
	} while (0)

/* What must succeed, but for lack of memory or a wish to stop. */
#define FUZZ_OK(status) \
	do { \
		cu_status	fuzz_status = (status); \
		if (fuzz_is_trouble(fuzz_status)) \
			return fuzz_status; \
		if (fuzz_status != CU_OK) \
			fuzz_fail(__FILE__, __LINE__, #status); \
	} while (0)

/* The same for a function that returns a slice, p NULL on failure. */
#define FUZZ_MADE(ctx, slice) \
	do { \
		if ((slice).p == NULL) \
		{ \
			if (fuzz_is_trouble((ctx)->error.status)) \
				return (ctx)->error.status; \
			fuzz_fail(__FILE__, __LINE__, #slice); \
		} \
	} while (0)

/* Takes what stands before the first NUL octet off the front of *rest. */
static inline cu_slice
fuzz_take(cu_slice *rest)
{
	const char *nul = rest->n ? memchr(rest->p, '\0', rest->n) : NULL;
	size_t		n = nul ? (size_t) (nul - rest->p) : rest->n;
	cu_slice	part = cu_slice_make(rest->p, n);

	*rest = cu_slice_from(*rest, nul ? n + 1 : n);
	return part;
}

#endif							/* CU_FUZZ_H */
