/*
 * report.h
 *		The one place where a failure of the core becomes a PostgreSQL error.
 */
#ifndef CU_PG_REPORT_H
#define CU_PG_REPORT_H

#include "compat.h"

#include "../core/arena.h"

/* Where the offending octets came from; decides the SQLSTATE of bad input. */
typedef enum cu_origin
{
	CU_ORIGIN_TEXT,				/* 22P02: text input */
	CU_ORIGIN_BINARY,			/* 22P03: binary input */
	CU_ORIGIN_ARGUMENT,			/* 22023: an argument of a function */
	CU_ORIGIN_STORED			/* XX001: a value we stored ourselves */
} cu_origin;

/*
 * Raises the error recorded in ctx, softly where escontext allows (then
 * returns).  what names the type or argument: "did", "public_key".  Never
 * shows the input itself: it may be personal, and goes to the log.
 */
extern void cu_report(const cu_ctx *ctx, cu_origin origin, const char *what,
					  Node *escontext);

/* cu_report for hard errors: does not return. */
pg_noreturn extern void cu_raise(const cu_ctx *ctx, cu_origin origin,
								 const char *what);

#endif							/* CU_PG_REPORT_H */
