/*
 * context_table.c
 *		The table of terms of an active context.
 */
#include "jsonld_context.h"

#define LEAST_ENTRIES 8

/* The least power of two that is never more than half full; 0: too many. */
static uint32_t
table_size(uint64_t count)
{
	uint64_t	size = LEAST_ENTRIES;

	while (size < count * 2)
		size *= 2;
	return size > UINT32_MAX / 2 ? 0 : (uint32_t) size;
}

static bool
make_table(cu_ctx *mem, cu_active *active, uint64_t count)
{
	uint32_t	size = table_size(count);

	if (size == 0)
	{
		cu_fail(mem, CU_LIMIT_MEMORY, NULL);
		return false;
	}
	active->mask = size - 1;
	active->entries = cu_alloc_array(mem, size, sizeof(*active->entries));
	return active->entries != NULL;
}

cu_active *
cu_active_new(cu_ctx *mem, cu_slice base)
{
	cu_active  *active = cu_alloc(mem, sizeof(*active));

	if (active == NULL || !make_table(mem, active, 0))
		return NULL;
	active->base = base;
	return active;
}

/* The entry of a name: its own, or the free one that is to be its own. */
static cu_active_entry *
find_entry(cu_active *active, uint32_t hash, cu_slice name)
{
	uint32_t	i = hash & active->mask;

	while (active->entries[i].def &&
		   (active->entries[i].hash != hash ||
			!cu_slice_eq(active->entries[i].def->name, name)))
		i = (i + 1) & active->mask;
	return &active->entries[i];
}

cu_active *
cu_active_copy(cu_ctx *mem, const cu_active *from, uint32_t more)
{
	cu_active  *active = cu_alloc(mem, sizeof(*active));

	if (active == NULL)
		return NULL;
	*active = *from;
	if (!make_table(mem, active, (uint64_t) from->count + more))
		return NULL;
	if (active->mask == from->mask)
	{
		memcpy(active->entries, from->entries,
			   ((size_t) from->mask + 1) * sizeof(*from->entries));
		return active;
	}
	for (uint32_t i = 0; i <= from->mask; i++)
	{
		const cu_active_entry *entry = &from->entries[i];

		if (entry->def)
			*find_entry(active, entry->hash, entry->def->name) = *entry;
	}
	return active;
}

void
cu_active_put(cu_active *active, const cu_term_def *def)
{
	uint32_t	hash = cu_name_hash(def->name);
	cu_active_entry *entry = find_entry(active, hash, def->name);

	if (entry->def == NULL)
		active->count++;
	entry->hash = hash;
	entry->def = def;
}

/* Those behind the gap that it leaves move up, so that they are still found. */
void
cu_active_remove(cu_active *active, cu_slice name)
{
	uint32_t	i = (uint32_t) (find_entry(active, cu_name_hash(name), name) -
								active->entries);

	if (active->entries[i].def == NULL)
		return;
	active->entries[i].def = NULL;
	active->count--;
	for (i = (i + 1) & active->mask; active->entries[i].def;
		 i = (i + 1) & active->mask)
	{
		cu_active_entry moved = active->entries[i];

		active->entries[i].def = NULL;
		*find_entry(active, moved.hash, moved.def->name) = moved;
	}
}

bool
cu_active_note_keywords(cu_ctx *mem, cu_active *active)
{
	uint32_t	count = 0;
	cu_slice   *types;

	active->has_values = false;
	for (uint32_t i = 0; i <= active->mask; i++)
	{
		const cu_term_def *def = active->entries[i].def;

		count += def && def->keyword == CU_KEYWORD_TYPE;
		active->has_values |= def && def->keyword == CU_KEYWORD_VALUE;
	}
	types = cu_alloc_array(mem, count, sizeof(*types));
	if (types == NULL)
		return false;
	count = 0;
	for (uint32_t i = 0; i <= active->mask; i++)
	{
		const cu_term_def *def = active->entries[i].def;

		if (def && def->keyword == CU_KEYWORD_TYPE)
			types[count++] = def->name;
	}
	active->types = types;
	active->type_count = count;
	return true;
}

bool
cu_active_has_protected(const cu_active *active)
{
	for (uint32_t i = 0; i <= active->mask; i++)
	{
		if (active->entries[i].def && active->entries[i].def->protected)
			return true;
	}
	return false;
}
