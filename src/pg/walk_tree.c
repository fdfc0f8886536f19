/*
 * walk_tree.c
 *		A walk as text: an indented tree of ASCII lines for a terminal.
 *
 * Two lines per step: the item with a mark for what its evidence is worth,
 * and beneath it what happened.  What stands behind an item is drawn once, and
 * again only where it is reached by a way that ends later: then more may have
 * gone into it.  Only what can have happened along the way is drawn.
 */
#include "walk.h"

#include "../core/utf8.h"
#include "call.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#define WIDTH 80
#define INDENT 4
#define DEEPEST_INDENT (9 * INDENT) /* deeper ones stand below each other */

/* An item whose steps are being drawn. */
typedef struct open_node
{
	uint32		next,
				end;			/* of the list of steps */
	int			indent;			/* of what stands beneath it */
	TimestampTz bound;			/* what is drawn beneath began before */
} open_node;

typedef struct drawing
{
	const cu_walk *walk;
	uint32	   *first,
			   *list;
	TimestampTz *drawn;			/* by node: the bound it was drawn with */
	StringInfoData out;
	StringInfoData indent;
} drawing;

/* Appends text of at most width characters; control characters as '?'. */
static void
add_clipped(StringInfo out, cu_slice text, int width)
{
	size_t		i = 0;

	for (int n = 0; i < text.n; n++)
	{
		uint32_t	cp;
		size_t		octets = cu_utf8_decode(text.p + i, text.n - i, &cp);

		if (octets == 0)
			return;
		if (n >= width - 2 && text.n - i > 2)
		{
			appendStringInfoString(out, "..");
			return;
		}
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			appendStringInfoChar(out, '?');
		else
			appendBinaryStringInfo(out, text.p + i, (int) octets);
		i += octets;
	}
}

/* An identifier of at most width characters, both ends of it shown. */
static void
add_item(StringInfo out, struct varlena *item, int width)
{
	cu_slice	s = CU_VARLENA_SLICE(item);
	size_t		head;

	if (width < 12)
		width = 12;
	if (s.n <= (size_t) width)
	{
		appendBinaryStringInfo(out, s.p, (int) s.n);
		return;
	}
	head = (size_t) (width - 2) / 2;
	appendBinaryStringInfo(out, s.p, (int) head);
	appendStringInfoString(out, "..");
	s = cu_slice_from(s, s.n - ((size_t) width - 2 - head));
	appendBinaryStringInfo(out, s.p, (int) s.n);
}

/* Days since 2000-01-01, in UTC. */
static int64
day_of(TimestampTz t)
{
	return t / USECS_PER_DAY - (t % USECS_PER_DAY < 0);
}

static void
add_day(StringInfo out, TimestampTz t)
{
	int			year,
				month,
				day;

	j2date((int) (day_of(t) + POSTGRES_EPOCH_JDATE), &year, &month, &day);
	appendStringInfo(out, "%04d-%02d-%02d", year, month, day);
}

static void
add_minute(StringInfo out, TimestampTz t)
{
	int64		minute = t % USECS_PER_DAY;

	if (minute < 0)
		minute += USECS_PER_DAY;
	minute /= USECS_PER_MINUTE;
	add_day(out, t);
	appendStringInfo(out, " %02d:%02d", (int) (minute / 60),
					 (int) (minute % 60));
}

/*
 * When it happened, as the document most likely wrote it: a day or a local
 * time without a zone is a range from UTC+14 to UTC-12 (datetime.h).
 */
static void
add_time(StringInfo out, TimestampTz from, TimestampTz until)
{
	const int64 east = 14 * USECS_PER_HOUR;
	const int64 zones = 26 * USECS_PER_HOUR;

	if (TIMESTAMP_NOT_FINITE(from) || TIMESTAMP_NOT_FINITE(until))
	{
		if (!TIMESTAMP_NOT_FINITE(from))
		{
			appendStringInfoString(out, ", from ");
			add_day(out, from);
		}
		if (!TIMESTAMP_NOT_FINITE(until))
		{
			appendStringInfoString(out, ", until ");
			add_day(out, until);
		}
		return;
	}
	appendStringInfoString(out, ", ");
	if (until - from <= USECS_PER_SEC)
	{
		add_minute(out, from);
		appendStringInfoChar(out, 'Z');
	}
	else if (until - from == zones + 1)
		add_minute(out, from + east);
	else if (until - from == zones + USECS_PER_DAY)
		add_day(out, from + east);
	else
	{
		add_day(out, from);
		if (day_of(from) == day_of(until - 1))
			return;
		appendStringInfoString(out, " to ");
		add_day(out, until - 1);
	}
}

static void
add_text(StringInfo out, struct varlena *value)
{
	if (value == NULL)
		return;
	appendStringInfoString(out, ", ");
	add_clipped(out, CU_VARLENA_SLICE(value), WIDTH);
}

static void
add_quantity(StringInfo out, const cu_walk_step *step)
{
	if (step->quantity == NULL)
		return;
	appendStringInfo(out, ", %s",
					 DatumGetCString(DirectFunctionCall1(numeric_out,
														 PointerGetDatum(step->quantity))));
	if (step->unit)
	{
		appendStringInfoChar(out, ' ');
		add_clipped(out, CU_VARLENA_SLICE(step->unit), 12);
	}
}

/* " [3, 7]": the documents that say so. */
static void
add_documents(StringInfo out, const cu_walk_document *d)
{
	ArrayType  *array = (ArrayType *) d->witnesses;
	int64	   *ids;
	int			count;

	if (array == NULL)
		return;
	ids = (int64 *) ARR_DATA_PTR(array);
	count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	for (int i = 0; i < Min(count, 3); i++)
		appendStringInfo(out, "%s" INT64_FORMAT, i == 0 ? " [" : ", ", ids[i]);
	if (count > 0)
		appendStringInfoString(out, count > 3 ? ", ..]" : "]");
}

/* What happened, on a line of its own. */
static void
draw_event(drawing *d, const cu_walk_step *step, const char *rail)
{
	const cu_walk_event *event = &d->walk->events[step->event];
	StringInfoData line;
	StringInfoData tail;

	initStringInfo(&line);
	initStringInfo(&tail);
	if (event->kind)
		add_clipped(&line, CU_VARLENA_SLICE(event->kind), 24);
	add_time(&line, event->from, event->until);
	add_quantity(&line, step);
	add_text(&line, event->actor);
	add_text(&line, event->place);
	add_documents(&tail, &d->walk->documents[event->document]);
	appendStringInfo(&d->out, "\n%s%s    ", d->indent.data, rail);
	add_clipped(&d->out, cu_slice_make(line.data, (size_t) line.len),
				WIDTH - d->indent.len - 2 * INDENT - tail.len);
	appendBinaryStringInfo(&d->out, tail.data, tail.len);
	pfree(line.data);
	pfree(tail.data);
}

static char
mark_of(const cu_walk_document *d)
{
	if (d->withdrawn)
		return '-';
	if (d->good)
		return '+';
	return d->verdict && VARSIZE_ANY_EXHDR(d->verdict) == 3 ? '!' : '?';
}

/* "  unverified: expired", "  no upstream", "  see above", or nothing. */
static void
ending_of(const drawing *d, const cu_walk_step *step, bool opens,
		  StringInfo out)
{
	const cu_walk_document *document =
		&d->walk->documents[d->walk->events[step->event].document];

	resetStringInfo(out);
	switch (step->stop)
	{
		case CU_WALK_GOES_ON:
			if (!opens)
				appendStringInfoString(out, "  see above");
			break;
		case CU_WALK_UNVERIFIED:
			appendStringInfoString(out, "  unverified");
			if (document->code)
			{
				appendStringInfoString(out, ": ");
				add_clipped(out, CU_VARLENA_SLICE(document->code), 24);
			}
			break;
		case CU_WALK_WITHDRAWN:
			appendStringInfoString(out, "  withdrawn");
			break;
		case CU_WALK_CYCLE:
			appendStringInfoString(out, "  cycle");
			break;
		case CU_WALK_LIMIT:
			appendStringInfoString(out, "  not followed");
			break;
		case CU_WALK_END:
			appendStringInfoString(out, "  no upstream");
			break;
	}
}

/* Draws one step; opens: what stands behind it will follow beneath. */
static void
draw_step(drawing *d, const cu_walk_step *step, bool opens, bool last)
{
	const cu_walk *w = d->walk;
	StringInfoData ending;
	StringInfoData depth;

	initStringInfo(&ending);
	initStringInfo(&depth);
	ending_of(d, step, opens, &ending);
	if (d->indent.len >= DEEPEST_INDENT)
		appendStringInfo(&depth, "%d: ", step->depth);
	appendStringInfo(&d->out, "\n%s%s %c %s", d->indent.data,
					 last ? "`--" : "|--",
					 mark_of(&w->documents[w->events[step->event].document]),
					 depth.data);
	add_item(&d->out, w->nodes[step->node].item,
			 WIDTH - d->indent.len - INDENT - 2 - depth.len - ending.len);
	appendBinaryStringInfo(&d->out, ending.data, ending.len);
	draw_event(d, step, last ? "    " : "|   ");
	pfree(ending.data);
	pfree(depth.data);
}

/* Opens an item beneath a step, whose rail goes into the indentation. */
static open_node
open_at(drawing *d, uint32 node, TimestampTz bound, const char *rail)
{
	open_node	open = {
		.next = d->first[node], .end = d->first[node + 1], .bound = bound
	};

	d->drawn[node] = bound;
	if (d->indent.len < DEEPEST_INDENT)
		appendStringInfoString(&d->indent, rail);
	open.indent = d->indent.len;
	return open;
}

/* The next step that can have happened, or NULL. */
static const cu_walk_step *
next_step(const drawing *d, open_node *open)
{
	while (open->next < open->end)
	{
		const cu_walk_step *step = &d->walk->steps[d->list[open->next++]];

		if (step->from < open->bound)
			return step;
	}
	return NULL;
}

static bool
is_last(const drawing *d, open_node open)
{
	return next_step(d, &open) == NULL;
}

static void
draw_all(drawing *d)
{
	uint32		room = 64;
	uint32		depth = 1;
	open_node  *stack = palloc(sizeof(open_node) * room);

	stack[0] = open_at(d, 0, d->walk->nodes[0].bound, "");
	while (depth > 0)
	{
		open_node  *open = &stack[depth - 1];
		const cu_walk_step *step = next_step(d, open);
		TimestampTz bound;
		bool		opens;
		bool		last;

		CHECK_FOR_INTERRUPTS();
		if (step == NULL)
		{
			depth--;
			continue;
		}
		d->indent.len = open->indent;
		d->indent.data[d->indent.len] = '\0';
		last = is_last(d, *open);
		bound = Min(open->bound, step->until);
		opens = step->stop == CU_WALK_GOES_ON && bound > d->drawn[step->node];
		draw_step(d, step, opens, last);
		if (!opens)
			continue;
		if (depth == room)
		{
			room *= 2;
			stack = repalloc_huge(stack, sizeof(open_node) * room);
		}
		stack[depth++] = open_at(d, step->node, bound,
								 last ? "    " : "|   ");
	}
	pfree(stack);
}

text *
cu_walk_draw(const cu_walk *w)
{
	drawing		d = {.walk = w};

	cu_walk_fan_out(w, &d.first, &d.list);
	d.drawn = MemoryContextAllocHuge(CurrentMemoryContext,
									 sizeof(TimestampTz) * w->node_count);
	for (uint32 i = 0; i < w->node_count; i++)
		d.drawn[i] = DT_NOBEGIN;
	initStringInfo(&d.out);
	initStringInfo(&d.indent);
	add_item(&d.out, w->nodes[0].item, WIDTH - 16);
	if (w->nodes[0].cut)
		appendStringInfoString(&d.out, "  not followed");
	else if (w->nodes[0].edges == 0)
		appendStringInfoString(&d.out, "  no upstream");
	draw_all(&d);
	if (w->step_count > 0)
		appendStringInfoString(&d.out,
							   "\n+ good   ! bad   ? unknown   - withdrawn");
	return cstring_to_text_with_len(d.out.data, d.out.len);
}
