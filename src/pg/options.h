/*
 * options.h
 *		Options of a function, as the members of a JSON object.
 */
#ifndef CU_PG_OPTIONS_H
#define CU_PG_OPTIONS_H

#include "compat.h"

#include "../core/datetime.h"
#include "utils/jsonb.h"

/* An option and where its value goes: to one of flag, instant and text. */
typedef struct cu_option
{
	const char *name;
	bool	   *flag;			/* true or false */
	cu_instant *instant;		/* a text with date, time and zone, or null */
	char	  **text;			/* a text, palloc'd, or null */
} cu_option;

/*
 * Reads options; those that source does not have (or has as null) stay as they
 * are.  22023 for a name that is not among them, and for a value of another
 * kind.
 */
extern void cu_options_read(Jsonb *source, const cu_option *options,
							size_t count);

#endif							/* CU_PG_OPTIONS_H */
