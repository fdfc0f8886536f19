/*
 * context_history.c
 *		Which registered version of a JSON-LD context applied at a time.
 */
#include "verify.h"

const cu_context_version *
cu_context_history_at(const cu_context_history *history, cu_instant date,
					  cu_instant known)
{
	const cu_context_version *current = NULL;
	const cu_context_version *other = NULL;

	for (size_t i = history ? history->version_count : 0; i-- > 0;)
	{
		const cu_context_version *version = &history->versions[i];

		if (!cu_context_version_known(version, known))
			continue;
		if (version->normative)
			return version;
		if (current == NULL && cu_context_version_current(version, date))
			current = version;
		if (other == NULL)
			other = version;
	}
	return current ? current : other;
}
