/*
 * profile_run.c
 *		Finding rows and values by the paths of a profile.
 */
#include "profile_run.h"

/* Values that may be looked at for one document. */
#define WORK_MAX ((size_t) 1 << 26)

const char *
cu_fact_type_name(cu_fact_type type)
{
	static const char *const names[] = {
		[CU_FACT_EVENT] = "event",
		[CU_FACT_ITEM] = "item",
		[CU_FACT_QUANTITY] = "quantity",
		[CU_FACT_PARTY] = "party",
		[CU_FACT_PLACE] = "place",
		[CU_FACT_CLAIM] = "claim",
		[CU_FACT_REFERENCE] = "reference",
		[CU_FACT_MISSED] = "missed",
		[CU_FACT_LEFT_OUT] = "left_out"
	};

	return names[type];
}

cu_slice
cu_run_text(const cu_json *value)
{
	if (value != NULL)
	{
		switch (value->type)
		{
			case CU_JSON_STRING:
			case CU_JSON_NUMBER:
				return value->v.text;
			case CU_JSON_TRUE:
				return CU_LIT("true");
			case CU_JSON_FALSE:
				return CU_LIT("false");
			case CU_JSON_NULL:
			case CU_JSON_ARRAY:
			case CU_JSON_OBJECT:
				break;
		}
	}
	return cu_slice_make(NULL, 0);
}

/* What a path leads to, into run->found. */
static cu_status
follow_source(cu_run *run, const cu_source *source)
{
	cu_match	from = run->document;

	run->found.n = 0;
	switch (source->scope)
	{
		case CU_SCOPE_LITERAL:
			return cu_matches_add(run->ctx, &run->found, source->literal,
								  run->row.trail);
		case CU_SCOPE_DOCUMENT:
			break;
		case CU_SCOPE_EVENT:
			from = run->event;
			break;
		case CU_SCOPE_ROW:
			from = run->row;
			break;
	}
	return cu_path_find(run->ctx, source->path, from, &run->work,
						&run->found);
}

/* Adds value, or what is in it when it is an array; scalars only on request. */
static cu_status
add_match(cu_run *run, cu_match match, bool scalars, cu_matches *out)
{
	const cu_json *value = match.value;

	CU_TRY(cu_path_charge(run->ctx, &run->work, cu_path_cost(value)));
	if (value->type != CU_JSON_ARRAY)
	{
		cu_slice	text = cu_run_text(value);

		if (scalars ? cu_is_blank(text) : value->type == CU_JSON_NULL)
			return CU_OK;
		return cu_matches_add(run->ctx, out, value, match.trail);
	}
	for (uint32_t i = 0; i < value->count; i++)
	{
		const cu_json *element = &value->v.items[i];
		cu_trail   *trail;

		CU_TRY(cu_path_charge(run->ctx, &run->work, cu_path_cost(element)));
		if (scalars ? cu_is_blank(cu_run_text(element)) :
			element->type == CU_JSON_NULL)
			continue;
		trail = cu_alloc(run->ctx, sizeof(cu_trail));
		if (trail == NULL)
			return CU_NOMEM(run->ctx);
		trail->parent = match.trail;
		trail->index = i;
		CU_TRY(cu_matches_add(run->ctx, out, element, trail));
	}
	return CU_OK;
}

static cu_status
find_matches(cu_run *run, const cu_sources *sources, bool scalars,
			 cu_matches *out)
{
	size_t		before = out->n;

	for (uint32_t i = 0; i < sources->count && out->n == before; i++)
	{
		CU_TRY(follow_source(run, &sources->v[i]));
		for (size_t j = 0; j < run->found.n; j++)
			CU_TRY(add_match(run, run->found.v[j], scalars, out));
	}
	return CU_OK;
}

cu_status
cu_run_rows(cu_run *run, const cu_sources *sources, cu_matches *rows)
{
	if (sources->count == 0)
		return cu_matches_add(run->ctx, rows, run->row.value, run->row.trail);
	return find_matches(run, sources, false, rows);
}

cu_status
cu_run_values(cu_run *run, const cu_sources *sources, cu_matches *values)
{
	return find_matches(run, sources, true, values);
}

cu_status
cu_run_first(cu_run *run, const cu_sources *sources, cu_match *value)
{
	cu_match	room[1];
	cu_matches	values = {room, 0, 1};

	CU_TRY(cu_run_values(run, sources, &values));
	value->value = NULL;
	value->trail = NULL;
	if (values.n > 0)
		*value = values.v[0];
	return CU_OK;
}

cu_status
cu_run_fact(cu_run *run, cu_fact_type type, cu_fact **fact)
{
	if (run->count == CU_FACTS_MAX)
		return cu_fail(run->ctx, CU_LIMIT_SIZE,
					   "Its profile leads to too many facts.");
	if (run->count == run->room)
	{
		size_t		room = run->room ? run->room * 2 : 32;
		cu_fact    *facts = cu_alloc_array(run->ctx, room, sizeof(cu_fact));

		if (facts == NULL)
			return CU_NOMEM(run->ctx);
		if (run->count > 0)
			memcpy(facts, run->facts, run->count * sizeof(cu_fact));
		run->facts = facts;
		run->room = room;
	}
	*fact = &run->facts[run->count++];
	memset(*fact, 0, sizeof(**fact));
	(*fact)->type = type;
	(*fact)->event_seq = run->event_seq;
	return CU_OK;
}

cu_status
cu_run_point(cu_run *run, cu_fact *fact, const cu_trail *trail)
{
	run->scratch.n = 0;
	cu_trail_write(&run->scratch, trail);
	CU_TRY(cu_buf_status(&run->scratch));
	fact->pointer = cu_copy(run->ctx, cu_buf_slice(&run->scratch));
	return fact->pointer.p ? CU_OK : CU_NOMEM(run->ctx);
}

cu_status
cu_run_missed(cu_run *run, const char *section, cu_slice role, cu_slice name,
			  const cu_sources *sources)
{
	for (uint32_t i = 0; run->explain && i < sources->count; i++)
	{
		cu_fact    *fact;

		CU_TRY(cu_run_fact(run, CU_FACT_MISSED, &fact));
		CU_TRY(cu_run_point(run, fact, sources->where));
		fact->value = fact->pointer;
		fact->pointer = sources->v[i].text;
		fact->kind = cu_slice_cstr(section);
		fact->role = role;
		fact->name = name;
	}
	return CU_OK;
}

static cu_status
run_rule(cu_run *run, const cu_event_spec *event)
{
	cu_matches	rows = {NULL, 0, 0};
	uint32_t	seq = run->event_seq;

	run->line = 0;
	run->row = run->document;
	CU_TRY(cu_run_rows(run, &event->rows, &rows));
	if (rows.n == 0)
	{
		run->event_seq = 0;
		CU_TRY(cu_run_missed(run, "event", cu_slice_make(NULL, 0),
							 event->kind, &event->rows));
		run->event_seq = seq;
	}
	for (size_t i = 0; i < rows.n; i++)
	{
		run->event_seq++;
		run->event = rows.v[i];
		run->row = rows.v[i];
		CU_TRY(cu_run_event(run, event));
	}
	return CU_OK;
}

cu_status
cu_profile_extract(cu_ctx *ctx, const cu_profile *profile,
				   const cu_json *claims, const uint8_t *content_digest,
				   const size_t *caught, size_t caught_count, bool explain,
				   const cu_fact **facts, size_t *count)
{
	const cu_event_spec *events = profile->events.v;
	cu_run		run = {
		.ctx = ctx,
		.content_digest = content_digest,
		.explain = explain,
		.work = WORK_MAX,
		.document = {claims, NULL}
	};

	cu_buf_init(&run.scratch, ctx);
	CU_TRY(cu_run_leave_out(&run, caught, caught_count));
	for (uint32_t i = 0; i < profile->events.count; i++)
		CU_TRY(run_rule(&run, &events[i]));
	*facts = run.facts;
	*count = run.count;
	return CU_OK;
}
