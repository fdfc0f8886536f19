/*
 * snapshot_id.c
 *		Comparing snapshots by content.
 *
 * By content and not by address: the server reuses the memory of a snapshot
 * for the next one.
 */
#include "snapshot_id.h"

#include "utils/snapmgr.h"

static bool
same_xids(const TransactionId *a, const TransactionId *b, Size count)
{
	return count == 0 || memcmp(a, b, count * sizeof(TransactionId)) == 0;
}

void
cu_snapshot_remember(cu_snapshot_id *id, MemoryContext context)
{
	Snapshot	s = GetActiveSnapshot();
	Size		subxcnt = s->subxcnt > 0 ? (Size) s->subxcnt : 0;

	id->xmin = s->xmin;
	id->xmax = s->xmax;
	id->curcid = s->curcid;
	id->xcnt = s->xcnt;
	id->subxcnt = s->subxcnt;
	id->suboverflowed = s->suboverflowed;
	id->taken_during_recovery = s->takenDuringRecovery;
	id->xids = MemoryContextAlloc(context, (s->xcnt + subxcnt + 1) *
								  sizeof(TransactionId));
	if (s->xcnt > 0)
		memcpy(id->xids, s->xip, s->xcnt * sizeof(TransactionId));
	if (subxcnt > 0)
		memcpy(id->xids + s->xcnt, s->subxip, subxcnt * sizeof(TransactionId));
}

bool
cu_snapshot_same(const cu_snapshot_id *id)
{
	Snapshot	s = GetActiveSnapshot();

	return id->xmin == s->xmin &&
		id->xmax == s->xmax &&
		id->curcid == s->curcid &&
		id->xcnt == s->xcnt &&
		id->subxcnt == s->subxcnt &&
		id->suboverflowed == s->suboverflowed &&
		id->taken_during_recovery == s->takenDuringRecovery &&
		same_xids(id->xids, s->xip, s->xcnt) &&
		same_xids(id->xids + id->xcnt, s->subxip,
				  s->subxcnt > 0 ? (Size) s->subxcnt : 0);
}
