/*
 * sort.h
 *		A stable sort of pointers whose worst case is n log n.
 *
 * qsort promises neither, may take memory nobody counts, and does not stop
 * when it is asked to.
 */
#ifndef CU_SORT_H
#define CU_SORT_H

#include "arena.h"

/* Less than, equal to or greater than 0, as for qsort, of two items. */
typedef int (*cu_compare) (const void *a, const void *b);

/*
 * Sorts count pointers in place.  Needs as many pointers of room again in the
 * arena.  Errors: those of memory, CU_CANCELED.
 */
extern cu_status cu_sort(cu_ctx *ctx, const void **items, size_t count,
						 cu_compare compare);

#endif							/* CU_SORT_H */
