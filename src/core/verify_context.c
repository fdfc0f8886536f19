/*
 * verify_context.c
 *		Choosing versions of contexts.
 *
 * The first reading is chosen while the document is read: whenever a context
 * is asked for, its first version is handed out.  So the common case walks
 * nothing and takes no memory.  Only when other versions must be tried is it
 * worked out which contexts have any.
 */
#include "verify_context.h"

#include "base.h"

/* --- versions of one context ---------------------------------------------- */

/* Does versions[a] come before versions[b] at date? */
static bool
comes_before(const cu_context_history *history, size_t a, size_t b,
			 cu_instant date)
{
	bool		current = cu_context_version_current(&history->versions[a], date);

	if (current != cu_context_version_current(&history->versions[b], date))
		return current;
	return a > b;
}

/* Has a version that comes before versions[i] the same content? */
static bool
is_repeated(const cu_context_history *history, size_t i, cu_instant date,
			cu_instant known)
{
	const cu_context_version *version = &history->versions[i];

	for (size_t j = 0; j < history->version_count; j++)
	{
		const cu_context_version *other = &history->versions[j];

		if (j != i && cu_context_version_known(other, known) &&
			comes_before(history, j, i, date) &&
			memcmp(other->document->digest, version->document->digest,
				   CU_SHA256_SIZE) == 0)
			return true;
	}
	return false;
}

/* The version of this rank, from 0 on, or NULL: there are no more. */
static const cu_context_version *
ranked_version(const cu_context_history *history, cu_instant date,
			   cu_instant known, unsigned rank)
{
	const cu_context_version *first = cu_context_history_at(history, date, known);

	if (rank == 0 || first == NULL)
		return first;
	if (first->normative)
		return NULL;
	for (int current = 1; current >= 0; current--)
	{
		for (size_t i = history->version_count; i-- > 0;)
		{
			const cu_context_version *version = &history->versions[i];

			if (!cu_context_version_known(version, known) ||
				cu_context_version_current(version, date) != (current == 1) ||
				is_repeated(history, i, date, known))
				continue;
			if (rank-- == 0)
				return version;
		}
	}
	return NULL;
}

/* --- one reading ---------------------------------------------------------- */

static const cu_context_history *
find_history(const cu_readings *readings, cu_slice iri)
{
	const cu_registry *registry = readings->registry;

	return registry->find_context ?
		registry->find_context(registry->arg, iri) : NULL;
}

/* The version of a context under a date and ranks of the open ones. */
static const cu_context_version *
choose(const cu_readings *readings, const cu_context_history *history,
	   cu_instant date, const uint8_t *ranks)
{
	unsigned	rank = 0;

	for (size_t i = 0; i < readings->open_count; i++)
	{
		if (ranks[i] > 0 && cu_slice_eq(readings->open[i], history->iri))
			rank = ranks[i];
	}
	return ranked_version(history, date, readings->terms->known, rank);
}

/* A boundary of a period: beyond it the choice may be another one. */
static void
narrow(cu_reading *reading, cu_instant boundary)
{
	if (boundary <= reading->date && boundary > reading->from)
		reading->from = boundary;
	if (boundary > reading->date && boundary < reading->until)
		reading->until = boundary;
}

/* cu_context_source.find of a reading. */
static const cu_context_document *
find_chosen(void *arg, cu_slice iri)
{
	cu_reading *reading = arg;
	const cu_readings *readings = reading->of;
	const cu_context_history *history = find_history(readings, iri);
	const cu_context_version *version;

	reading->asked = true;
	if (history == NULL)
		return NULL;
	version = choose(readings, history, reading->date, reading->ranks);
	if (version == NULL)
		return NULL;
	if (!version->normative)
	{
		reading->assumed |= !cu_context_version_current(version, reading->date);
		for (size_t i = 0; i < history->version_count; i++)
		{
			if (!cu_context_version_known(&history->versions[i],
										  readings->terms->known))
				continue;
			narrow(reading, history->versions[i].signed_from);
			narrow(reading, history->versions[i].signed_until);
		}
	}
	return version->document;
}

bool
cu_reading_covers(const cu_reading *reading, cu_instant date)
{
	return reading->preferred && reading->from <= date &&
		(date < reading->until || reading->until == CU_INSTANT_MAX);
}

/*
 * A proof without a date is read as if made in the far future, so that what
 * it says does not depend on when somebody came by it.
 */
cu_instant
cu_reading_date(bool stated, cu_instant stated_at)
{
	return stated ? stated_at : CU_INSTANT_MAX;
}

/* --- which contexts are there --------------------------------------------- */

/* Registered contexts, each once, in the order in which they were met. */
typedef struct context_list
{
	const cu_context_history **items;
	size_t		count;
	size_t		room;
} context_list;

static cu_status
add_context(cu_ctx *ctx, context_list *list,
			const cu_context_history *history)
{
	for (size_t i = 0; i < list->count; i++)
	{
		if (cu_slice_eq(list->items[i]->iri, history->iri))
			return CU_OK;
	}
	if (list->count == list->room)
	{
		size_t		room = list->room ? list->room * 2 : CU_READINGS_MAX;
		const cu_context_history **items = cu_alloc_array(ctx, room,
														  sizeof(*items));

		if (items == NULL)
			return CU_NOMEM(ctx);
		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof(*items));
		list->items = items;
		list->room = room;
	}
	list->items[list->count++] = history;
	return CU_OK;
}

/* Adds what json refers to. */
static cu_status
add_references(const cu_readings *readings, context_list *list,
			   const cu_json *json)
{
	cu_slice   *iris;
	size_t		count;

	CU_TRY(cu_context_references(readings->ctx, json, &iris, &count));
	for (size_t i = 0; i < count; i++)
	{
		const cu_context_history *history = find_history(readings, iris[i]);

		if (history != NULL)
			CU_TRY(add_context(readings->ctx, list, history));
	}
	return CU_OK;
}

/*
 * Lists the contexts that the document refers to, and those that these refer
 * to: in the versions of reading, or, when it is NULL, in any version.
 */
static cu_status
list_contexts(const cu_readings *readings, const cu_reading *reading,
			  context_list *list)
{
	cu_instant	known = readings->terms->known;

	memset(list, 0, sizeof(*list));
	CU_TRY(add_references(readings, list, readings->base->json));
	for (size_t i = 0; i < list->count; i++)
	{
		const cu_context_history *history = list->items[i];
		const cu_context_version *chosen = reading == NULL ? NULL :
			choose(readings, history, reading->date, reading->ranks);

		for (size_t k = 0; k < history->version_count; k++)
		{
			const cu_context_version *version = &history->versions[k];

			if (reading == NULL ? cu_context_version_known(version, known) :
				version == chosen)
				CU_TRY(add_references(readings, list,
									  version->document->json));
		}
		if (cu_canceled(readings->ctx))
			return CU_CANCELED;
	}
	return CU_OK;
}

/* Finds the contexts of which there are other versions to try. */
static cu_status
explore(cu_readings *readings)
{
	context_list list;

	CU_TRY(list_contexts(readings, NULL, &list));
	for (size_t i = 0; i < list.count; i++)
	{
		/* At any date: a date only decides which of them comes first. */
		if (readings->open_count < CU_OPEN_CONTEXTS &&
			ranked_version(list.items[i], 0, readings->terms->known, 1))
			readings->open[readings->open_count++] = list.items[i]->iri;
	}
	readings->explored = true;
	return CU_OK;
}

cu_status
cu_reading_write(const cu_reading *reading, cu_buf *buf)
{
	const cu_readings *readings = reading->of;
	context_list list;

	CU_TRY(list_contexts(readings, reading, &list));
	cu_buf_add_char(buf, '[');
	for (size_t i = 0; i < list.count; i++)
	{
		const cu_context_version *version;
		cu_slice	hex;

		version = choose(readings, list.items[i], reading->date,
						 reading->ranks);
		if (version == NULL)
			continue;
		hex = cu_base16_encode(buf->ctx,
							   cu_slice_make(version->document->digest,
											 CU_SHA256_SIZE));
		if (hex.p == NULL)
			return CU_NOMEM(buf->ctx);
		cu_buf_add_cstr(buf, buf->p[buf->n - 1] == '[' ? "{\"iri\": " :
						", {\"iri\": ");
		cu_json_write_string(buf, list.items[i]->iri);
		cu_buf_add_cstr(buf, ", \"digest\": \"");
		cu_buf_add_slice(buf, hex);
		cu_buf_add_cstr(buf, "\"}");
		CU_TRY(cu_buf_status(buf));
	}
	cu_buf_add_char(buf, ']');
	return cu_buf_status(buf);
}

/* --- all readings --------------------------------------------------------- */

void
cu_readings_init(cu_readings *readings, cu_ctx *ctx, const cu_terms *terms,
				 const cu_registry *registry, const cu_suite_document *base)
{
	readings->ctx = ctx;
	readings->terms = terms;
	readings->registry = registry;
	readings->base = base;
	readings->explored = false;
	readings->open_count = 0;
	readings->list = NULL;
}

/*
 * The ranks of the n-th combination: breadth first, so that few other versions
 * come before many.  Every combination is made from the one that has one of
 * its last ranks that are not 0 lower by 1, and so only once.
 */
static bool
combine(const cu_readings *readings, cu_instant date, unsigned n,
		uint8_t *ranks)
{
	uint8_t		queue[CU_READINGS_MAX][CU_OPEN_CONTEXTS] = {{0}};
	size_t		last[CU_READINGS_MAX] = {0};	/* position raised last */
	unsigned	filled = 1;

	for (unsigned at = 0; at < filled && filled <= n; at++)
	{
		for (size_t i = last[at]; i < readings->open_count &&
			 filled < CU_READINGS_MAX; i++)
		{
			const cu_context_history *history;

			history = find_history(readings, readings->open[i]);
			if (history == NULL ||
				ranked_version(history, date, readings->terms->known,
							   queue[at][i] + 1u) == NULL)
				continue;
			memcpy(queue[filled], queue[at], CU_OPEN_CONTEXTS);
			queue[filled][i]++;
			last[filled++] = i;
		}
	}
	if (n >= filled)
		return false;
	memcpy(ranks, queue[n], CU_OPEN_CONTEXTS);
	return true;
}

/* Has a reading the versions that date and ranks come to? */
static bool
is_same(const cu_readings *readings, const cu_reading *reading,
		cu_instant date, const uint8_t *ranks)
{
	for (size_t i = 0; i < readings->open_count; i++)
	{
		const cu_context_history *history;
		const cu_context_version *one;
		const cu_context_version *other;

		history = find_history(readings, readings->open[i]);
		if (history == NULL)
			continue;
		one = choose(readings, history, date, ranks);
		other = choose(readings, history, reading->date, reading->ranks);
		if (one == NULL || other == NULL ||
			memcmp(one->document->digest, other->document->digest,
				   CU_SHA256_SIZE) != 0)
			return false;
	}
	return true;
}

/* A reading that was made before, or NULL. */
static cu_reading *
find_reading(const cu_readings *readings, cu_instant date,
			 const uint8_t *ranks)
{
	for (cu_reading *reading = readings->list; reading;
		 reading = reading->next)
	{
		if (ranks != NULL)
		{
			if (reading->asked && is_same(readings, reading, date, ranks))
				return reading;
			continue;
		}
		if (!reading->preferred)
			continue;
		/* As long as nothing was chosen, it serves any date. */
		if (!reading->asked)
			reading->date = date;
		if (!reading->asked || cu_reading_covers(reading, date))
			return reading;
	}
	return NULL;
}

/* Starts a reading; ranks NULL: the preferred one. */
static cu_status
add_reading(cu_readings *readings, cu_instant date, const uint8_t *ranks,
			cu_reading **out)
{
	cu_reading *reading = readings->list ?
		cu_alloc(readings->ctx, sizeof(*reading)) : &readings->first;

	if (reading == NULL)
		return CU_NOMEM(readings->ctx);
	memset(reading, 0, sizeof(*reading));
	reading->of = readings;
	reading->date = date;
	reading->preferred = ranks == NULL;
	if (ranks != NULL)
		memcpy(reading->ranks, ranks, CU_OPEN_CONTEXTS);
	reading->from = CU_INSTANT_MIN;
	reading->until = CU_INSTANT_MAX;
	reading->source.find = find_chosen;
	reading->source.arg = reading;
	reading->linked.contexts = &reading->source;
	reading->linked.cache = readings->registry->cache;
	reading->linked.limits = readings->registry->rdfc_limits;
	if (reading->linked.limits == NULL)
		reading->linked.limits = &cu_default_rdfc_limits;
	reading->linked.safe = !readings->terms->lossy;
	reading->linked.inline_contexts = readings->terms->inline_contexts;
	reading->document.json = readings->base->json;
	reading->document.context = cu_json_get(readings->base->json, "@context");
	reading->document.linked = &reading->linked;
	reading->next = readings->list;
	readings->list = reading;
	*out = reading;
	return CU_OK;
}

cu_status
cu_readings_get(cu_readings *readings, cu_instant date, unsigned n,
				cu_reading **out)
{
	uint8_t		ranks[CU_OPEN_CONTEXTS];

	if (n > 0)
	{
		*out = NULL;
		if (!readings->explored)
			CU_TRY(explore(readings));
		if (!combine(readings, date, n, ranks))
			return CU_OK;
	}
	*out = find_reading(readings, date, n > 0 ? ranks : NULL);
	if (*out != NULL)
		return CU_OK;
	return add_reading(readings, date, n > 0 ? ranks : NULL, out);
}
