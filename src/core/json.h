/*
 * json.h
 *		JSON values in an arena: a strict reader, a writer, and accessors.
 *
 * The reader takes RFC 8259 and refuses what I-JSON (RFC 7493) would not
 * survive: text that is not UTF-8, a byte order mark, duplicate member names
 * (compared after unescaping), lone surrogates, U+0000 in strings, numbers
 * that are not finite doubles.  Numbers keep their text.  Members keep their
 * order.
 */
#ifndef CU_JSON_H
#define CU_JSON_H

#include "arena.h"
#include "buf.h"

typedef enum cu_json_type
{
	CU_JSON_NULL,
	CU_JSON_FALSE,
	CU_JSON_TRUE,
	CU_JSON_NUMBER,
	CU_JSON_STRING,
	CU_JSON_ARRAY,
	CU_JSON_OBJECT
} cu_json_type;

typedef struct cu_json cu_json;
typedef struct cu_member cu_member;

struct cu_json
{
	cu_json_type type;
	uint32_t	count;			/* elements or members */
	size_t		offset;			/* octet at which the value starts */
	union
	{
		cu_slice	text;		/* string: unescaped; number: as written */
		const cu_json *items;	/* array: count values */
		const cu_member *members;	/* object: count members */
	}			v;
};

struct cu_member
{
	cu_slice	name;			/* unescaped */
	cu_json		value;
};

/*
 * Reads one JSON text, surrounding white space allowed.  Errors: CU_BAD_JSON,
 * CU_BAD_UTF8, CU_DUPLICATE_KEY, CU_BAD_NUMBER, CU_LIMIT_SIZE,
 * CU_LIMIT_DEPTH, each with an offset.  Slices may point into text, which must
 * outlive the result.
 */
extern cu_status cu_json_parse(cu_ctx *ctx, cu_slice text, const cu_json **out);

/* The member called name, or NULL (also when object is NULL or no object). */
extern const cu_json *cu_json_get(const cu_json *object, const char *name);
extern const cu_json *cu_json_get_slice(const cu_json *object, cu_slice name);

/* The text of a string value; p is NULL when value is NULL or no string. */
extern cu_slice cu_json_string(const cu_json *value);

/* cu_json_string(cu_json_get(object, name)). */
extern cu_slice cu_json_get_string(const cu_json *object, const char *name);

/*
 * "One or many": the number of values in an array, 1 for any other value, 0
 * for NULL; and the i-th of them.
 */
extern uint32_t cu_json_many(const cu_json *value);
extern const cu_json *cu_json_nth(const cu_json *value, uint32_t i);

/* A shallow copy of object without the member called name; NULL: no memory. */
extern const cu_json *cu_json_without(cu_ctx *ctx, const cu_json *object,
									  const char *name);

/* A shallow copy in which name has value (replaced in place, or added last). */
extern const cu_json *cu_json_with(cu_ctx *ctx, const cu_json *object,
								   const char *name, const cu_json *value);

/*
 * New values, for building documents; NULL: no memory, or text.p is NULL
 * (whatever was to make it has failed).  What is handed in is copied, values
 * inside arrays one level deep.
 */
extern const cu_json *cu_json_new_string(cu_ctx *ctx, cu_slice text);
extern const cu_json *cu_json_new_array(cu_ctx *ctx, const cu_json *items,
										uint32_t count);
extern const cu_json *cu_json_new_object(cu_ctx *ctx);

/*
 * Deep equality; numbers by value as doubles, members in any order.  Errors:
 * those of memory, CU_CANCELED; nothing of the arena is kept.
 */
extern cu_status cu_json_equal(cu_ctx *ctx, const cu_json *a, const cu_json *b,
							   bool *equal);

/* Appends compact JSON, members in their order, numbers as written. */
extern void cu_json_write(cu_buf *buf, const cu_json *value);

/* Appends text as a JSON string with quotes, escaped as RFC 8785 3.2.2.2. */
extern void cu_json_write_string(cu_buf *buf, cu_slice text);

/* Appends one reference token to a JSON pointer: '/' and ~-escapes (RFC 6901). */
extern void cu_pointer_add(cu_buf *buf, cu_slice token);
extern void cu_pointer_add_index(cu_buf *buf, uint32_t index);

#endif							/* CU_JSON_H */
