/*
 * registry_query.h
 *		Reading the tables of the registry by SPI, and keeping what was read.
 *
 * All of it within SPI_connect.  Queries are qualified throughout, operators
 * too: the caller's search_path is not ours.
 */
#ifndef CU_PG_REGISTRY_QUERY_H
#define CU_PG_REGISTRY_QUERY_H

#include "call.h"

#include "executor/spi.h"

#include "../core/datetime.h"

/* A query, prepared at its first use and then kept for the session. */
typedef struct cu_query
{
	const char *text;
	SPIPlanPtr	plan;
} cu_query;

/*
 * Runs a query without writing; its first parameter is a text, its second a
 * timestamptz.  Results are in SPI_tuptable.
 */
extern void cu_query_run(cu_query *query, int nargs, Datum *args);

/* A column of a result, counted from 1; slices as long as SPI_tuptable. */
extern Datum cu_query_column(uint64 row, int number, bool *isnull);
extern cu_instant cu_query_instant(uint64 row, int number,
								   cu_instant if_null);
extern cu_slice cu_query_slice(uint64 row, int number);

/*
 * Zeroed room in the memory of call, and a copy there (p NULL stays so).  what
 * is named in the error when there is none.
 */
extern void *cu_keep_array(cu_call *call, size_t count, size_t size,
						   const char *what);
extern cu_slice cu_keep_slice(cu_call *call, cu_slice s, const char *what);

#endif							/* CU_PG_REGISTRY_QUERY_H */
