/*
 * profile.h
 *		Document profiles: what a kind of document says, as data.
 *
 * A profile is a JSON object (doc/profiles.md) of paths into documents of one
 * type.  Applied to a document it yields facts: events, and for each of them
 * items, quantities, parties, places, claims and references.  A profile looks
 * nothing up and decides nothing; a value that cannot be normalised keeps its
 * own spelling.
 */
#ifndef CU_PROFILE_H
#define CU_PROFILE_H

#include "datetime.h"
#include "digest.h"
#include "item.h"
#include "json.h"

/* Most facts of one document. */
#define CU_FACTS_MAX ((size_t) 250000)

typedef struct cu_profile cu_profile;

typedef enum cu_fact_type
{
	CU_FACT_EVENT,
	CU_FACT_ITEM,
	CU_FACT_QUANTITY,
	CU_FACT_PARTY,
	CU_FACT_PLACE,
	CU_FACT_CLAIM,
	CU_FACT_REFERENCE,
	CU_FACT_MISSED,				/* paths that led to nothing; when explaining */
	CU_FACT_LEFT_OUT			/* values not looked at; when explaining */
} cu_fact_type;

/* One fact.  Slices with p NULL are absent. */
typedef struct cu_fact
{
	cu_fact_type type;
	uint32_t	event_seq;		/* from 1 */
	cu_slice	role;
	cu_slice	kind;
	cu_slice	name;
	cu_slice	item;			/* canonical */
	cu_slice	scheme;
	cu_slice	scope;
	cu_slice	value;			/* as given */
	cu_slice	normal;
	bool		timed;			/* from and to are set */
	cu_instant	from;			/* [from, to) */
	cu_instant	to;
	cu_slice	quantity;		/* decimal.h */
	cu_slice	unit;			/* as given */
	cu_slice	si_quantity;	/* decimal.h */
	cu_slice	dimension;
	cu_slice	basis;
	cu_slice	keys;			/* a JSON object of strings */
	cu_slice	pointer;		/* RFC 6901 into the document */
} cu_fact;

/* Word of a fact type: event, item, … missed, left_out. */
extern const char *cu_fact_type_name(cu_fact_type type);

/*
 * Compiles a profile.  CU_BAD_PROFILE with a JSON pointer and a sentence when
 * it has an unknown member or word or lacks a needed one; CU_BAD_PATH likewise
 * when a path is wrong.  The result points into body.
 */
extern cu_status cu_profile_parse(cu_ctx *ctx, const cu_json *body,
								  const cu_profile **out);

/*
 * The facts of a document (the claims of a credential) by a profile, in order
 * of events.  content_digest names its lines.  caught: offsets of values that
 * are left out with all that is in them, ascending (cu_content.caught).  With
 * explain, these and paths that found nothing are reported too.  The result
 * points into claims and the profile.  CU_LIMIT_SIZE when the profile leads to more than CU_FACTS_MAX
 * facts or looks at too many values.
 */
extern cu_status cu_profile_extract(cu_ctx *ctx, const cu_profile *profile,
									const cu_json *claims,
									const uint8_t *content_digest,
									const size_t *caught, size_t caught_count,
									bool explain,
									const cu_fact **facts, size_t *count);

#endif							/* CU_PROFILE_H */
