/*
 * json_write.c
 *		Compact JSON text and JSON pointers.
 */
#include "json.h"

#include "json_emit.h"
#include "word.h"

#define FIRST_DEPTH 32
#define POLL_MASK 0xfffu		/* poll every 4096 values */

/* A container that is being written. */
typedef struct frame
{
	const cu_json *value;
	const cu_member **order;	/* NULL: as they stand */
	uint32_t	next;			/* the child that comes next */
} frame;

typedef struct emitter
{
	cu_buf	   *buf;
	const cu_json_style *style;
	frame	   *frames;
	size_t		depth;
	size_t		room;
	uint32_t	values;			/* written so far, for polling */
	frame		first[FIRST_DEPTH];
} emitter;

/* --- strings -------------------------------------------------------------- */

/*
 * Copies the octets at the start of text that stand for themselves; returns
 * how many they are.  What is copied behind them is rubbish, but within text.n.
 */
static size_t
copy_plain(char *out, cu_slice text)
{
	size_t		i = 0;

	if (text.n >= 8)
	{
		/* The last word overlaps the one before: no octet is left over. */
		size_t		last = text.n - 8;

		for (;; i = i + 8 < last ? i + 8 : last)
		{
			uint64_t	word = cu_word_load(text.p + i);
			uint64_t	marks = cu_word_below(word, 0x20) |
				cu_word_equal(word, '"') | cu_word_equal(word, '\\');

			memcpy(out + i, text.p + i, 8);
			if (marks != 0)
				return i + cu_word_first(marks);
			if (i == last)
				return text.n;
		}
	}
	for (; i < text.n && (unsigned char) text.p[i] >= 0x20 &&
		 text.p[i] != '"' && text.p[i] != '\\'; i++)
		out[i] = text.p[i];
	return i;
}

static void
add_escape(cu_buf *buf, char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char controls[] = "\b\t\n\f\r";
	static const char letters[] = "btnfr";
	const char *control = memchr(controls, c, sizeof(controls) - 1);
	char		escape[6] = {'\\', c, '0', '0'};

	if (control)
		escape[1] = letters[control - controls];
	else if (c != '"' && c != '\\')
	{
		escape[1] = 'u';
		escape[2] = '0';
		escape[4] = hex[(unsigned char) c >> 4];
		escape[5] = hex[c & 15];
		cu_buf_add(buf, escape, 6);
		return;
	}
	cu_buf_add(buf, escape, 2);
}

void
cu_json_write_string(cu_buf *buf, cu_slice text)
{
	cu_buf_add_char(buf, '"');
	while (cu_buf_grow(buf, text.n + 1))
	{
		size_t		plain = copy_plain(buf->p + buf->n, text);

		buf->n += plain;
		if (plain == text.n)
		{
			buf->p[buf->n++] = '"';
			break;
		}
		add_escape(buf, text.p[plain]);
		text = cu_slice_from(text, plain + 1);
	}
}

/* --- values --------------------------------------------------------------- */

static cu_status
grow_frames(emitter *e)
{
	cu_ctx	   *ctx = e->buf->ctx;
	size_t		room;
	frame	   *frames;

	if (!cu_size_mul(e->room, 2, &room))
		return cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
	frames = cu_alloc_array(ctx, room, sizeof(*frames));
	if (frames == NULL)
		return CU_NOMEM(ctx);
	memcpy(frames, e->frames, e->depth * sizeof(*frames));
	e->frames = frames;
	e->room = room;
	return CU_OK;
}

/* Begins a container, or writes it whole when it is empty. */
static cu_status
begin_container(emitter *e, const cu_json *value)
{
	bool		object = value->type == CU_JSON_OBJECT;
	frame	   *f;

	cu_buf_add_char(e->buf, object ? '{' : '[');
	if (value->count == 0)
	{
		cu_buf_add_char(e->buf, object ? '}' : ']');
		return CU_OK;
	}
	if (e->depth == e->room)
		CU_TRY(grow_frames(e));
	f = &e->frames[e->depth++];
	f->value = value;
	f->order = NULL;
	f->next = 0;
	if (object && e->style)
		return e->style->order(e->buf->ctx, value, &f->order);
	return CU_OK;
}

static cu_status
emit_value(emitter *e, const cu_json *value)
{
	if ((++e->values & POLL_MASK) == 0 && cu_canceled(e->buf->ctx))
		return CU_CANCELED;
	switch (value->type)
	{
		case CU_JSON_NULL:
			cu_buf_add(e->buf, "null", 4);
			break;
		case CU_JSON_FALSE:
			cu_buf_add(e->buf, "false", 5);
			break;
		case CU_JSON_TRUE:
			cu_buf_add(e->buf, "true", 4);
			break;
		case CU_JSON_NUMBER:
			if (e->style)
				e->style->number(e->buf, value->v.text);
			else
				cu_buf_add_slice(e->buf, value->v.text);
			break;
		case CU_JSON_STRING:
			cu_json_write_string(e->buf, value->v.text);
			break;
		case CU_JSON_ARRAY:
		case CU_JSON_OBJECT:
			return begin_container(e, value);
	}
	return cu_buf_status(e->buf);
}

/* Closes what is complete; returns the value that comes next, or NULL. */
static const cu_json *
next_value(emitter *e)
{
	while (e->depth > 0)
	{
		frame	   *f = &e->frames[e->depth - 1];
		bool		object = f->value->type == CU_JSON_OBJECT;
		const cu_member *m;

		if (f->next == f->value->count)
		{
			cu_buf_add_char(e->buf, object ? '}' : ']');
			e->depth--;
			continue;
		}
		if (f->next > 0)
			cu_buf_add_char(e->buf, ',');
		if (!object)
			return &f->value->v.items[f->next++];
		m = f->order ? f->order[f->next] : &f->value->v.members[f->next];
		f->next++;
		cu_json_write_string(e->buf, m->name);
		cu_buf_add_char(e->buf, ':');
		return &m->value;
	}
	return NULL;
}

cu_status
cu_json_emit(cu_buf *buf, const cu_json *value, const cu_json_style *style)
{
	emitter		e;
	cu_status	status = cu_buf_status(buf);

	e.buf = buf;
	e.style = style;
	e.frames = e.first;
	e.depth = 0;
	e.room = FIRST_DEPTH;
	e.values = 0;
	while (status == CU_OK && value != NULL)
	{
		status = emit_value(&e, value);
		if (status == CU_OK)
			value = next_value(&e);
	}
	if (buf->status == CU_OK)
		buf->status = status;
	return buf->status;
}

void
cu_json_write(cu_buf *buf, const cu_json *value)
{
	cu_json_emit(buf, value, NULL);
}

/* --- pointers ------------------------------------------------------------- */

void
cu_pointer_add(cu_buf *buf, cu_slice token)
{
	cu_buf_add_char(buf, '/');
	for (size_t i = 0; i < token.n; i++)
	{
		if (token.p[i] == '~')
			cu_buf_add_cstr(buf, "~0");
		else if (token.p[i] == '/')
			cu_buf_add_cstr(buf, "~1");
		else
			cu_buf_add_char(buf, token.p[i]);
	}
}

void
cu_pointer_add_index(cu_buf *buf, uint32_t index)
{
	cu_buf_add_char(buf, '/');
	cu_buf_add_uint(buf, index);
}
