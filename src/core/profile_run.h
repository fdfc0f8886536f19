/*
 * profile_run.h
 *		A profile at work: between profile_caught.c, which takes out what no
 *		fact may rest on, profile_run.c, which finds values, and profile_fact.c,
 *		which makes facts of them.
 */
#ifndef CU_PROFILE_RUN_H
#define CU_PROFILE_RUN_H

#include "profile_spec.h"

typedef struct cu_run
{
	cu_ctx	   *ctx;
	const uint8_t *content_digest;
	bool		explain;
	size_t		work;			/* values that may still be looked at */
	cu_match	document;
	cu_match	event;			/* the row of the event */
	cu_match	row;			/* the row of the specification */
	uint32_t	event_seq;
	uint32_t	line;			/* lines of this rule before this event */
	cu_matches	found;			/* scratch of cu_run_path */
	cu_buf		scratch;		/* for texts that are then copied */
	cu_slice	digest_name;	/* ni:///…, once it is needed */
	cu_fact    *facts;
	size_t		count;
	size_t		room;
} cu_run;

/*
 * Adds the rows of the first alternative that has any; an array is its
 * elements.  Without alternatives, the row we are in.
 */
extern cu_status cu_run_rows(cu_run *run, const cu_sources *sources,
							 cu_matches *rows);

/*
 * Adds the values of the first alternative that has any: texts that are not
 * blank, numbers, true and false; an array is its elements.
 */
extern cu_status cu_run_values(cu_run *run, const cu_sources *sources,
							   cu_matches *values);

/* The first of these values; value is NULL when there is none. */
extern cu_status cu_run_first(cu_run *run, const cu_sources *sources,
							  cu_match *value);

/* The text of a value that cu_run_values found; p NULL for NULL. */
extern cu_slice cu_run_text(const cu_json *value);

/* A new fact of this event, valid until the next one. */
extern cu_status cu_run_fact(cu_run *run, cu_fact_type type, cu_fact **fact);

/* Sets the pointer of a fact. */
extern cu_status cu_run_point(cu_run *run, cu_fact *fact,
							  const cu_trail *trail);

/* When explaining: the paths of sources found nothing. */
extern cu_status cu_run_missed(cu_run *run, const char *section,
							   cu_slice role, cu_slice name,
							   const cu_sources *sources);

/* --- profile_caught.c ----------------------------------------------------- */

/*
 * Takes the values at these offsets out of run->document: members are gone,
 * elements null.  When explaining, each becomes a fact.
 */
extern cu_status cu_run_leave_out(cu_run *run, const size_t *caught,
								  size_t count);

/* --- profile_fact.c ------------------------------------------------------- */

/* All facts of the event whose row is run->event. */
extern cu_status cu_run_event(cu_run *run, const cu_event_spec *event);

#endif							/* CU_PROFILE_RUN_H */
