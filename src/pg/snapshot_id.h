/*
 * snapshot_id.h
 *		Is the active snapshot still the one under which something was read?
 *
 * A table tells nobody that it was written to, so what was read from one may
 * only be used again where a second look would find the same rows: under a
 * snapshot that is equal in everything that decides visibility, in the same
 * transaction, with no subtransaction rolled back in between.  This file
 * compares the snapshots; whoever keeps rows must drop them at the other two.
 */
#ifndef CU_PG_SNAPSHOT_ID_H
#define CU_PG_SNAPSHOT_ID_H

#include "compat.h"

typedef struct cu_snapshot_id
{
	TransactionId xmin;
	TransactionId xmax;
	CommandId	curcid;
	uint32		xcnt;
	int32		subxcnt;
	bool		suboverflowed;
	bool		taken_during_recovery;
	TransactionId *xids;		/* xcnt, then subxcnt of them */
} cu_snapshot_id;

/* Copies what identifies the active snapshot; memory from context. */
extern void cu_snapshot_remember(cu_snapshot_id *id, MemoryContext context);

/* True when the active snapshot sees exactly what the remembered one saw. */
extern bool cu_snapshot_same(const cu_snapshot_id *id);

#endif							/* CU_PG_SNAPSHOT_ID_H */
