/*
 * jsonld_walk.h
 *		Inside JSON-LD: from a document to quads in one pass.
 *
 * What expansion would build as a tree goes straight into a sink, which knows
 * what becomes of an item: the object of a property, its subject, an element of
 * a list, or nothing.  What RDF cannot hold is the term cu_lost, and a quad
 * with it is not added.
 */
#ifndef CU_JSONLD_WALK_H
#define CU_JSONLD_WALK_H

#include "jsonld_context.h"

/* A member of an element, as its context reads it. */
typedef struct cu_plan
{
	const cu_member *member;
	const cu_active *active;	/* that of the element, or of its @nest */
	const cu_term_def *def;		/* of the name, or NULL */
	cu_slice	iri;			/* of a property */
	const cu_place *up;			/* the object that the member stands in */
	cu_keyword	keyword;
} cu_plan;

typedef struct cu_walk
{
	cu_ctx	   *ctx;
	const cu_jsonld_options *options;
	cu_dataset *dataset;
	cu_context_env env;
	bool		present;		/* the value walked last was not null */
	uint32_t	depth;
	cu_plan    *plans;			/* of all elements on the way here */
	size_t		plan_count;
	size_t		plan_room;
	const cu_term *constants[4];	/* see cu_walk_constant */
	const cu_json **caught;
	size_t		caught_count;
	size_t		caught_room;
} cu_walk;

typedef enum cu_sink_kind
{
	CU_SINK_TOP,				/* no property: loose values are dropped */
	CU_SINK_GRAPH,				/* inside a graph made for one value */
	CU_SINK_INCLUDED,
	CU_SINK_PROPERTY,
	CU_SINK_REVERSE,
	CU_SINK_LIST
} cu_sink_kind;

/* What a map adds to each item under one of its keys; all may be NULL. */
typedef struct cu_extra
{
	const cu_term *id;			/* if it has none of its own */
	const cu_term *type;
	const cu_term *predicate;	/* with object */
	const cu_term *object;
} cu_extra;

typedef struct cu_sink
{
	cu_sink_kind kind;
	const cu_term *subject;
	const cu_term *predicate;
	const cu_term *graph;
	const cu_term *head;		/* of a list; NULL: empty so far */
	const cu_term *tail;
	bool		whole;			/* list: a list object is it, not in it */
	bool		document;		/* the item is the document itself */
	bool		wrap;			/* each item goes into a graph of its own */
	bool		keep;			/* ... but for items that are graphs */
	const cu_extra *extra;		/* or NULL */
} cu_sink;

/* An object of the document in its contexts. */
typedef struct cu_element
{
	const cu_json *json;
	const cu_place *place;
	cu_slice	property;		/* active property; p NULL: none */
	const cu_active *active;
	const cu_active *typed;		/* as before contexts of its types */
	size_t		first;			/* its members in cu_walk.plans */
	size_t		count;
	uint32_t	keywords[CU_KEYWORD_COUNT]; /* index in plans, + 1; 0: none */
} cu_element;

/* Stands for what RDF cannot hold. */
extern const cu_term cu_lost;

typedef enum cu_constant
{
	CU_RDF_TYPE,
	CU_RDF_FIRST,
	CU_RDF_REST,
	CU_RDF_NIL
} cu_constant;

/* A term of RDF itself; NULL: no memory. */
extern const cu_term *cu_walk_constant(cu_walk *w, cu_constant which);

/* Fails in safe mode: something at place would be lost. */
extern cu_status cu_walk_lose(cu_walk *w, cu_status loss,
							  const cu_place *place, const char *detail);

extern cu_status cu_walk_fail(cu_walk *w, const cu_place *place,
							  const char *detail);

/* Adds a quad unless something of it is lost. */
extern cu_status cu_walk_emit(cu_walk *w, const cu_term *subject,
							  const cu_term *predicate, const cu_term *object,
							  const cu_term *graph);

/* Notes a value under a name that @vocab alone has caught. */
extern cu_status cu_walk_caught(cu_walk *w, const cu_json *value);

/*
 * The term of an expanded IRI, or cu_lost, which in safe mode is a loss of the
 * kind given.
 */
extern cu_status cu_walk_term(cu_walk *w, const cu_expansion *e,
							  cu_status loss, const cu_place *place,
							  const cu_term **out);

/*
 * Gives an item to a sink.  node: it is a node, no value or list; only such may
 * be the object of a reverse property.
 */
extern cu_status cu_sink_put(cu_walk *w, cu_sink *sink, const cu_term *item,
							 bool node, const cu_place *place);

/* Ends a list: its first node, or rdf:nil. */
extern cu_status cu_sink_end_list(cu_walk *w, cu_sink *list,
								  const cu_term **out);

/* Makes the graph that an item goes into: inner is then its sink. */
extern cu_status cu_sink_wrap(cu_walk *w, cu_sink *sink,
							  const cu_place *place, cu_sink *inner);

/* --- values --------------------------------------------------------------- */

/* A string, number or boolean as a literal. */
extern cu_status cu_value_literal(cu_walk *w, const cu_json *value,
								  cu_slice datatype, cu_slice language,
								  cu_direction direction,
								  const cu_place *place, const cu_term **out);

/* A literal of rdf:JSON. */
extern cu_status cu_value_json(cu_walk *w, const cu_json *value,
							   const cu_term **out);

/* Value expansion (5.3.2) of a scalar; *node: it refers to a node. */
extern cu_status cu_value_expand(cu_walk *w, const cu_active *active,
								 const cu_term_def *def, const cu_json *value,
								 const cu_place *place, const cu_term **out,
								 bool *node);

/* An object with @value. */
extern cu_status cu_value_object(cu_walk *w, cu_element *e, cu_sink *sink);

/* --- the walk ------------------------------------------------------------- */

/*
 * Expansion (5.1.2) of any value into a sink.  property: the active property (p
 * NULL: none), def: its definition in active.
 */
extern cu_status cu_walk_value(cu_walk *w, const cu_active *active,
							   cu_slice property, const cu_term_def *def,
							   const cu_json *value, cu_sink *sink,
							   const cu_place *place, bool from_map);

/* Puts e, which has json, place and property, into its contexts. */
extern cu_status cu_element_enter(cu_walk *w, const cu_active *active,
								  const cu_term_def *def, bool from_map,
								  cu_element *e);

/* Reads the names of its members; cu_element_leave takes them away. */
extern cu_status cu_element_plan(cu_walk *w, cu_element *e);

static inline void
cu_element_leave(cu_walk *w, const cu_element *e)
{
	w->plan_count = e->first;
}

static inline const cu_plan *
cu_element_part(const cu_walk *w, const cu_element *e, cu_keyword keyword)
{
	return e->keywords[keyword] ? &w->plans[e->keywords[keyword] - 1] : NULL;
}

/* A node object. */
extern cu_status cu_node_walk(cu_walk *w, cu_element *e, cu_sink *sink);

/*
 * A property of subject: plan number i.  reversed: it stands in @reverse.
 */
extern cu_status cu_property_walk(cu_walk *w, size_t i, const cu_term *subject,
								  const cu_term *graph, bool reversed);

/* Containers by language, and by index, identifier or type. */
extern cu_status cu_map_language(cu_walk *w, const cu_plan *plan,
								 cu_sink *sink, const cu_place *place);
extern cu_status cu_map_index(cu_walk *w, const cu_plan *plan, cu_sink *sink,
							  const cu_place *place);

#endif							/* CU_JSONLD_WALK_H */
