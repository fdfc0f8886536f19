/*
 * verify_context.h
 *		Under which versions of its contexts a signed document is read.
 *
 * A context that has changed gives another document, so the versions that were
 * current when a proof was made come first.  Nobody knows all of them: when
 * the proof does not hold under those, others are tried.
 */
#ifndef CU_VERIFY_CONTEXT_H
#define CU_VERIFY_CONTEXT_H

#include "suite.h"
#include "verify.h"

/* Combinations of versions that are tried for one proof. */
#define CU_READINGS_MAX 8

/* Contexts of which other versions can be tried: one apiece, at least. */
#define CU_OPEN_CONTEXTS (CU_READINGS_MAX - 1)

typedef struct cu_reading cu_reading;
typedef struct cu_readings cu_readings;

/* A document under one combination.  It must stay where it is. */
struct cu_reading
{
	const cu_readings *of;
	cu_instant	date;			/* of signing; the versions are chosen by it */
	bool		preferred;		/* each context in its first version */
	bool		asked;			/* a context has been chosen */
	bool		assumed;		/* one that was not current at date */
	/* Dates for which all that was chosen so far would be the same. */
	cu_instant	from;
	cu_instant	until;
	uint8_t		ranks[CU_OPEN_CONTEXTS];	/* of the open contexts' versions */
	cu_context_source source;
	cu_linked_data linked;
	cu_suite_document document;
	cu_reading *next;
};

/* All readings of one document, which its proofs share. */
struct cu_readings
{
	cu_ctx	   *ctx;
	const cu_terms *terms;
	const cu_registry *registry;
	const cu_suite_document *base;
	bool		explored;		/* open is known */
	cu_slice	open[CU_OPEN_CONTEXTS]; /* IRIs that have other versions */
	size_t		open_count;
	cu_reading *list;
	cu_reading	first;			/* most documents need no more */
};

/*
 * Starts the readings of base (without "proof"), which must outlive them.
 * Takes no memory.
 */
extern void cu_readings_init(cu_readings *readings, cu_ctx *ctx,
							 const cu_terms *terms,
							 const cu_registry *registry,
							 const cu_suite_document *base);

/*
 * The n-th reading for a signing date, from 0 on; NULL in *out: there are no
 * more.  Of each context the versions recorded by terms->known count: first
 * those whose period of signing has the date in it, the last recorded first,
 * then the others likewise; a normative one alone.  The first reading takes the
 * first version of each, the next ones as few other versions as possible.
 */
extern cu_status cu_readings_get(cu_readings *readings, cu_instant date,
								 unsigned n, cu_reading **out);

/*
 * True when the reading is the first one for date too, by all that it has
 * chosen by now.
 */
extern bool cu_reading_covers(const cu_reading *reading, cu_instant date);

/* When a proof says it was made, for choosing versions of contexts. */
extern cu_instant cu_reading_date(bool stated, cu_instant stated_at);

/*
 * Appends the contexts that the document names and those that these name, as
 * a JSON array of objects with iri and digest; those that are not registered
 * are left out.
 */
extern cu_status cu_reading_write(const cu_reading *reading, cu_buf *buf);

#endif							/* CU_VERIFY_CONTEXT_H */
