/*
 * profile_schema.c
 *		The words and members of profiles, in tables.
 *
 * Everything that is not in these tables is refused, so that a misspelt member
 * is an error when the profile is stored and not a fact that is never found.
 */
#include "profile_schema.h"

/* --- words ---------------------------------------------------------------- */

static const char *const event_kinds[] = {
	"aggregate", "associate", "attest", "declare", "decommission",
	"disaggregate", "license", "move", "observe", "order", "plan", "produce",
	"status", "transfer_custody", "transfer_title", "transform", NULL
};

static const char *const item_roles[] = {
	"in", "out", "object", "parent", "child", "associated", NULL
};

static const char *const item_kinds[] = {
	"serial", "lot", "batch", "flow", "line", "class", NULL
};

static const char *const bases[] = {
	"gross", "net", "gsv", "nsv", "energy", "count", NULL
};

static const char *const dimensions[] = {
	"custody", "title", "actor", "declared", NULL
};

static const char *const party_kinds[] = {
	"organization", "person", "facility", NULL
};

/* --- types ---------------------------------------------------------------- */

static const char *
spec_lacks_value(const cu_spec *s)
{
	return s->value.count ? NULL : "The member value is missing.";
}

static const char *
claim_lacks(const void *object)
{
	const cu_spec *s = object;

	return s->fixed_name.p ? spec_lacks_value(s) :
		"The member name is missing.";
}

static const char *
reference_lacks(const void *object)
{
	const cu_spec *s = object;

	return s->kind.p ? spec_lacks_value(s) : "The member kind is missing.";
}

static const char *
quantity_lacks(const void *object)
{
	const cu_spec *s = object;

	return s->basis.p ? spec_lacks_value(s) : "The member basis is missing.";
}

static const char *
item_lacks(const void *object)
{
	const cu_spec *s = object;

	if (s->role.p == NULL)
		return "The member role is missing.";
	return s->value.count || s->line ? NULL :
		"An item has ids, or is a line, or both.";
}

static const char *
actor_lacks(const void *object)
{
	const cu_spec *s = object;

	if (s->role.p == NULL)
		return "The member role is missing.";
	return s->key_count || s->name.count || s->country.count ? NULL :
		"Nothing here identifies it: no keys and no name.";
}

static const char *
event_lacks(const void *object)
{
	const cu_event_spec *e = object;

	return e->kind.p ? NULL : "The member kind is missing.";
}

static const char *
profile_lacks(const void *object)
{
	const cu_profile *p = object;

	return p->events.count ? NULL : "A profile has at least one event.";
}

#define COMMENT {"comment", CU_MEMBER_COMMENT, 0, NULL, NULL}
#define LIKE {"like", CU_MEMBER_LIKE, 0, NULL, NULL}
#define LAST {NULL, CU_MEMBER_COMMENT, 0, NULL, NULL}
#define FIELD(field) offsetof(cu_spec, field)

static const cu_member_type claim_members[] = {
	{"name", CU_MEMBER_WORD, FIELD(fixed_name), NULL, NULL},
	{"normal", CU_MEMBER_NORMAL, FIELD(normal), NULL, NULL},
	{"rows", CU_MEMBER_ROWS, FIELD(rows), NULL, NULL},
	{"value", CU_MEMBER_SOURCES, FIELD(value), NULL, NULL},
	LIKE, COMMENT, LAST
};

static const cu_object_type claim_type = {
	sizeof(cu_spec), claim_members, claim_lacks
};

static const cu_member_type reference_members[] = {
	{"kind", CU_MEMBER_WORD, FIELD(kind), NULL, NULL},
	{"normal", CU_MEMBER_NORMAL, FIELD(normal), NULL, NULL},
	{"rows", CU_MEMBER_ROWS, FIELD(rows), NULL, NULL},
	{"scope", CU_MEMBER_SOURCES, FIELD(scope), NULL, NULL},
	{"scope_normal", CU_MEMBER_NORMAL, FIELD(scope_normal), NULL, NULL},
	{"value", CU_MEMBER_SOURCES, FIELD(value), NULL, NULL},
	LIKE, COMMENT, LAST
};

static const cu_object_type reference_type = {
	sizeof(cu_spec), reference_members, reference_lacks
};

static const cu_member_type quantity_members[] = {
	{"basis", CU_MEMBER_WORD, FIELD(basis), bases, NULL},
	{"rows", CU_MEMBER_ROWS, FIELD(rows), NULL, NULL},
	{"unit", CU_MEMBER_SOURCES, FIELD(unit), NULL, NULL},
	{"value", CU_MEMBER_SOURCES, FIELD(value), NULL, NULL},
	LIKE, COMMENT, LAST
};

static const cu_object_type quantity_type = {
	sizeof(cu_spec), quantity_members, quantity_lacks
};

static const cu_member_type item_members[] = {
	{"claims", CU_MEMBER_LIST, FIELD(claims), NULL, &claim_type},
	{"ids", CU_MEMBER_SOURCES, FIELD(value), NULL, NULL},
	{"kind", CU_MEMBER_WORD, FIELD(kind), item_kinds, NULL},
	{"line", CU_MEMBER_TRUE, FIELD(line), NULL, NULL},
	{"name", CU_MEMBER_SOURCES, FIELD(name), NULL, NULL},
	{"quantities", CU_MEMBER_LIST, FIELD(quantities), NULL, &quantity_type},
	{"role", CU_MEMBER_WORD, FIELD(role), item_roles, NULL},
	{"rows", CU_MEMBER_ROWS, FIELD(rows), NULL, NULL},
	{"scheme", CU_MEMBER_SCHEME, FIELD(scheme), NULL, NULL},
	{"scope", CU_MEMBER_SOURCES, FIELD(scope), NULL, NULL},
	LIKE, COMMENT, LAST
};

static const cu_object_type item_type = {
	sizeof(cu_spec), item_members, item_lacks
};

static const cu_member_type party_members[] = {
	{"dimension", CU_MEMBER_WORD, FIELD(dimension), dimensions, NULL},
	{"keys", CU_MEMBER_KEYS, 0, NULL, NULL},
	{"kind", CU_MEMBER_WORD, FIELD(kind), party_kinds, NULL},
	{"name", CU_MEMBER_SOURCES, FIELD(name), NULL, NULL},
	{"role", CU_MEMBER_WORD, FIELD(role), NULL, NULL},
	{"rows", CU_MEMBER_ROWS, FIELD(rows), NULL, NULL},
	LIKE, COMMENT, LAST
};

static const cu_object_type party_type = {
	sizeof(cu_spec), party_members, actor_lacks
};

static const cu_member_type place_members[] = {
	{"country", CU_MEMBER_SOURCES, FIELD(country), NULL, NULL},
	{"keys", CU_MEMBER_KEYS, 0, NULL, NULL},
	{"name", CU_MEMBER_SOURCES, FIELD(name), NULL, NULL},
	{"role", CU_MEMBER_WORD, FIELD(role), NULL, NULL},
	{"rows", CU_MEMBER_ROWS, FIELD(rows), NULL, NULL},
	LIKE, COMMENT, LAST
};

static const cu_object_type place_type = {
	sizeof(cu_spec), place_members, actor_lacks
};

#undef FIELD
#define FIELD(field) offsetof(cu_event_spec, field)

static const cu_member_type event_members[] = {
	{"claims", CU_MEMBER_LIST, FIELD(claims), NULL, &claim_type},
	{"id", CU_MEMBER_EVENT_SOURCES, FIELD(id), NULL, NULL},
	{"items", CU_MEMBER_LIST, FIELD(items), NULL, &item_type},
	{"kind", CU_MEMBER_WORD, FIELD(kind), event_kinds, NULL},
	{"parties", CU_MEMBER_LIST, FIELD(parties), NULL, &party_type},
	{"places", CU_MEMBER_LIST, FIELD(places), NULL, &place_type},
	{"references", CU_MEMBER_LIST, FIELD(references), NULL, &reference_type},
	{"rows", CU_MEMBER_EVENT_ROWS, FIELD(rows), NULL, NULL},
	{"step", CU_MEMBER_EVENT_SOURCES, FIELD(step), NULL, NULL},
	{"time", CU_MEMBER_EVENT_SOURCES, FIELD(time), NULL, NULL},
	{"until", CU_MEMBER_EVENT_SOURCES, FIELD(until), NULL, NULL},
	COMMENT, LAST
};

static const cu_object_type event_type = {
	sizeof(cu_event_spec), event_members, event_lacks
};

#undef FIELD

static const cu_member_type profile_members[] = {
	{"contexts", CU_MEMBER_TEXTS, 0, NULL, NULL},
	{"events", CU_MEMBER_LIST, offsetof(cu_profile, events), NULL, &event_type},
	{"shapes", CU_MEMBER_SHAPES, 0, NULL, NULL},
	COMMENT, LAST
};

const cu_object_type cu_profile_type = {
	sizeof(cu_profile), profile_members, profile_lacks
};
