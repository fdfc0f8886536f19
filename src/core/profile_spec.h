/*
 * profile_spec.h
 *		A compiled profile, between profile.c and profile_extract.c.
 */
#ifndef CU_PROFILE_SPEC_H
#define CU_PROFILE_SPEC_H

#include "jsonpath.h"
#include "normal.h"
#include "profile.h"

typedef enum cu_scope
{
	CU_SCOPE_DOCUMENT,			/* d: */
	CU_SCOPE_EVENT,				/* e: the row of the event */
	CU_SCOPE_ROW,				/* i: the row of the specification */
	CU_SCOPE_LITERAL			/* l: the text itself */
} cu_scope;

/* One path, or a literal. */
typedef struct cu_source
{
	cu_scope	scope;
	const cu_path *path;
	cu_slice	text;			/* as in the profile; a literal without l: */
	const cu_json *literal;		/* the literal as a value */
} cu_source;

/* Alternatives: the first that leads to something counts. */
typedef struct cu_sources
{
	const cu_source *v;
	uint32_t	count;
	const cu_trail *where;		/* in the profile */
} cu_sources;

typedef struct cu_key_spec
{
	cu_slice	name;
	cu_normal	normal;
	cu_sources	value;
} cu_key_spec;

/* claim, reference, quantity, party, place or item: each uses its part. */
typedef struct cu_spec cu_spec;

typedef struct cu_list
{
	const void *v;				/* count objects of a type that the use tells */
	uint32_t	count;
} cu_list;

struct cu_spec
{
	cu_sources	rows;			/* count 0: the row around */
	cu_slice	role;
	cu_slice	kind;
	cu_slice	fixed_name;		/* claim: its name */
	cu_slice	dimension;
	cu_slice	basis;
	cu_slice	scheme;
	bool		line;
	cu_sources	name;
	cu_sources	scope;
	cu_normal	scope_normal;
	cu_sources	value;			/* claim, reference, quantity; item: ids */
	cu_normal	normal;
	cu_sources	unit;
	cu_sources	country;
	const cu_key_spec *keys;
	uint32_t	key_count;
	cu_list		quantities;		/* of cu_spec, as all below */
	cu_list		claims;
};

typedef struct cu_event_spec
{
	cu_slice	kind;
	cu_sources	rows;
	cu_sources	step;
	cu_sources	id;
	cu_sources	time;
	cu_sources	until;
	cu_list		items;			/* of cu_spec, as all below */
	cu_list		parties;
	cu_list		places;
	cu_list		claims;
	cu_list		references;
} cu_event_spec;

struct cu_profile
{
	cu_list		events;			/* of cu_event_spec */
};

#endif							/* CU_PROFILE_SPEC_H */
