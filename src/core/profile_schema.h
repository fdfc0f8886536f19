/*
 * profile_schema.h
 *		What the objects of a profile may hold, for its reader.
 */
#ifndef CU_PROFILE_SCHEMA_H
#define CU_PROFILE_SCHEMA_H

#include "profile_spec.h"

typedef enum cu_member_kind
{
	CU_MEMBER_SOURCES,			/* paths or literals */
	CU_MEMBER_EVENT_SOURCES,	/* the same, but no row to stand in yet */
	CU_MEMBER_ROWS,				/* paths */
	CU_MEMBER_EVENT_ROWS,		/* paths into the document */
	CU_MEMBER_WORD,				/* lower-case word, of a list if there is one */
	CU_MEMBER_SCHEME,			/* scheme of an item */
	CU_MEMBER_NORMAL,				/* name of a normaliser */
	CU_MEMBER_TRUE,				/* true */
	CU_MEMBER_KEYS,				/* object of sources */
	CU_MEMBER_LIST,				/* array of objects of another type */
	CU_MEMBER_LIKE,				/* name of a shape */
	CU_MEMBER_TEXTS,			/* array of strings that others look at */
	CU_MEMBER_SHAPES,			/* object of objects, read where used */
	CU_MEMBER_COMMENT			/* any string */
} cu_member_kind;

typedef struct cu_object_type cu_object_type;

typedef struct cu_member_type
{
	const char *name;
	cu_member_kind kind;
	size_t		offset;			/* of the field it fills */
	const char *const *words;	/* CU_MEMBER_WORD: the list, ended by NULL */
	const cu_object_type *of;	/* CU_MEMBER_LIST */
} cu_member_type;

struct cu_object_type
{
	size_t		size;			/* of the structure it becomes */
	const cu_member_type *members;	/* ended by a NULL name */
	/* A sentence when something needed is not there, else NULL. */
	const char *(*lacks) (const void *object);
};

/* The profile as a whole; it becomes a cu_profile. */
extern const cu_object_type cu_profile_type;

#endif							/* CU_PROFILE_SCHEMA_H */
