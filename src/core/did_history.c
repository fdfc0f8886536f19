/*
 * did_history.c
 *		Which registered version of a DID document applied at a time.
 *
 * A registrar mostly learns of a document when it is fetched, later perhaps of
 * an older one, so a version is taken to hold until the next one begins, in
 * whatever order they were recorded.  A withdrawal is different: it says that
 * all we had recorded is wrong from some time on, later versions included.
 */
#include "verify.h"

/* The withdrawal recorded last among those that had begun at a time. */
static const cu_did_version *
last_withdrawal(const cu_did_history *history, cu_instant at, cu_instant known)
{
	const cu_did_version *last = NULL;

	for (size_t i = 0; i < history->version_count; i++)
	{
		const cu_did_version *v = &history->versions[i];

		if (v->document == NULL && v->recorded_at <= known &&
			v->valid_from <= at)
			last = v;
	}
	return last;
}

/* Has v begun, not ended, and not been withdrawn after it was recorded? */
static bool
holds(const cu_did_version *v, cu_instant at,
	  const cu_did_version *withdrawal)
{
	bool		ended = v->valid_until != CU_INSTANT_MAX && at >= v->valid_until;

	return v->valid_from <= at && !ended &&
		(withdrawal == NULL || v > withdrawal);
}

const cu_did_version *
cu_did_history_at(const cu_did_history *history, cu_instant at,
				  cu_instant known, bool *assumed)
{
	const cu_did_version *withdrawal = last_withdrawal(history, at, known);
	const cu_did_version *best = NULL;
	const cu_did_version *first = NULL;

	*assumed = false;
	for (size_t i = 0; i < history->version_count; i++)
	{
		const cu_did_version *v = &history->versions[i];

		if (v->document == NULL || v->recorded_at > known)
			continue;
		if (holds(v, at, withdrawal) &&
			(best == NULL || v->valid_from >= best->valid_from))
			best = v;
		if (first == NULL || v->valid_from <= first->valid_from)
			first = v;
	}
	if (best)
		return best;
	if (withdrawal)
		return withdrawal;
	*assumed = first != NULL && first->valid_from > at;
	return *assumed ? first : NULL;
}
