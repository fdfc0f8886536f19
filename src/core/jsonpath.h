/*
 * jsonpath.h
 *		A subset of SQL/JSON paths, evaluated over cu_json.
 *
 * The paths of document profiles.  As in PostgreSQL, and with its lax rules:
 *
 *		$					the value the search starts from
 *		.name  ."a name"	a member
 *		[*]  [3]			all elements, one element (from 0)
 *		? (@.a.b == "x")	only what has such a value; also numbers, true,
 *							false and null
 *
 * Lax: an array stands for its elements where a member or a filter is asked
 * of it, a value that is no array for an array of one, and what is not there
 * is nothing.
 */
#ifndef CU_JSONPATH_H
#define CU_JSONPATH_H

#include "json.h"

#define CU_PATH_MAX 1024		/* octets of a path */
#define CU_PATH_STEPS 64		/* steps of a path */

typedef struct cu_path cu_path;

/* Where a value was found: the last step, and those before it. */
typedef struct cu_trail cu_trail;

struct cu_trail
{
	const cu_trail *parent;		/* NULL: the root of the document */
	cu_slice	name;			/* a member; p NULL: an element */
	uint32_t	index;
};

typedef struct cu_match
{
	const cu_json *value;
	const cu_trail *trail;		/* NULL: the root */
} cu_match;

/* Values found, in order.  Emptied, not freed, for use with the next path. */
typedef struct cu_matches
{
	cu_match   *v;
	size_t		n;
	size_t		room;
} cu_matches;

/*
 * Compiles a path.  CU_BAD_PATH with an offset and a sentence; CU_LIMIT_SIZE
 * for one of more than CU_PATH_MAX octets or CU_PATH_STEPS steps.
 */
extern cu_status cu_path_parse(cu_ctx *ctx, cu_slice text,
							   const cu_path **out);

/*
 * Adds to found what path leads to from a value.  *work is the number of
 * values that may still be looked at; when it is used up, CU_LIMIT_SIZE.
 */
extern cu_status cu_path_find(cu_ctx *ctx, const cu_path *path, cu_match from,
							  size_t *work, cu_matches *found);

/*
 * Takes cost off *work.  CU_LIMIT_SIZE when there is not so much left,
 * CU_CANCELED when the host wants to stop.
 */
extern cu_status cu_path_charge(cu_ctx *ctx, size_t *work, size_t cost);

/*
 * What it costs to look at a value: all members of an object for one of them,
 * all elements of an array, some octets of a text at a time.
 */
extern size_t cu_path_cost(const cu_json *value);

/* Adds one match. */
extern cu_status cu_matches_add(cu_ctx *ctx, cu_matches *found,
								const cu_json *value, const cu_trail *trail);

/* Appends the JSON pointer (RFC 6901) of a place. */
extern void cu_trail_write(cu_buf *buf, const cu_trail *trail);

#endif							/* CU_JSONPATH_H */
