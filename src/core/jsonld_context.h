/*
 * jsonld_context.h
 *		Inside JSON-LD: active contexts, and how they are made.
 *
 * An active context never changes once it is made.  Each holds all its terms in
 * one table, so that a name costs one probe; a context on top of another copies
 * the table of pointers, not the definitions.  A definition holds its IRI as
 * N-Quads writes it, and the hash of that, so that a predicate costs no hashing.
 */
#ifndef CU_JSONLD_CONTEXT_H
#define CU_JSONLD_CONTEXT_H

#include "jsonld.h"

/* --- keywords (JSON-LD 1.1, section 1.7) ---------------------------------- */

typedef enum cu_keyword
{
	CU_KEYWORD_NOT,				/* no keyword */
	CU_KEYWORD_BASE,
	CU_KEYWORD_CONTAINER,
	CU_KEYWORD_CONTEXT,
	CU_KEYWORD_DIRECTION,
	CU_KEYWORD_GRAPH,
	CU_KEYWORD_ID,
	CU_KEYWORD_IMPORT,
	CU_KEYWORD_INCLUDED,
	CU_KEYWORD_INDEX,
	CU_KEYWORD_JSON,
	CU_KEYWORD_LANGUAGE,
	CU_KEYWORD_LIST,
	CU_KEYWORD_NEST,
	CU_KEYWORD_NONE,
	CU_KEYWORD_PREFIX,
	CU_KEYWORD_PROPAGATE,
	CU_KEYWORD_PROTECTED,
	CU_KEYWORD_REVERSE,
	CU_KEYWORD_SET,
	CU_KEYWORD_TYPE,
	CU_KEYWORD_VALUE,
	CU_KEYWORD_VERSION,
	CU_KEYWORD_VOCAB,
	CU_KEYWORD_COUNT
} cu_keyword;

/* The keyword that name is, or CU_KEYWORD_NOT. */
extern cu_keyword cu_keyword_find(cu_slice name);

/* "@" and letters: kept free for keywords to come. */
extern bool cu_keyword_form(cu_slice name);

/*
 * How deep we go, whatever the host allows: each level costs C stack, at most
 * some 2 kB.
 */
static inline uint32_t
cu_jsonld_depth(const cu_ctx *ctx)
{
	uint32_t	most = ctx->host->limits.max_depth;

	return most < 512 ? most : 512;
}

/* --- places in a document ------------------------------------------------- */

/* One step of a JSON pointer; frames of callers, linked upwards. */
typedef struct cu_place
{
	const struct cu_place *up;
	cu_slice	name;			/* p NULL: index counts */
	uint32_t	index;
} cu_place;

/* The JSON pointer of a place (NULL: the whole document); NULL: no memory. */
extern const char *cu_place_pointer(cu_ctx *ctx, const cu_place *place);

/* cu_fail_pointer at a place. */
extern cu_status cu_place_fail(cu_ctx *ctx, cu_status status,
							   const cu_place *place, const char *detail);

/* --- active contexts ------------------------------------------------------ */

#define CU_CONTAINER_LIST		1
#define CU_CONTAINER_SET		2
#define CU_CONTAINER_LANGUAGE	4
#define CU_CONTAINER_INDEX		8
#define CU_CONTAINER_ID			16
#define CU_CONTAINER_TYPE		32
#define CU_CONTAINER_GRAPH		64

typedef enum cu_coercion
{
	CU_COERCE_NOT,				/* no type mapping */
	CU_COERCE_ID,
	CU_COERCE_VOCAB,
	CU_COERCE_JSON,
	CU_COERCE_NONE,				/* @none */
	CU_COERCE_IRI				/* a datatype */
} cu_coercion;

typedef enum cu_direction
{
	CU_DIRECTION_NOT,			/* null, or none */
	CU_DIRECTION_LTR,
	CU_DIRECTION_RTL
} cu_direction;

/* "ltr" or "rtl"; CU_DIRECTION_NOT for anything else. */
extern cu_direction cu_direction_find(cu_slice text);

/* BCP 47 as far as its letters, digits and hyphens (2.1, Language-Tag). */
extern bool cu_language_well_formed(cu_slice tag);

/* tag in lower case, in ctx; p NULL: no memory. */
extern cu_slice cu_language_lower(cu_ctx *ctx, cu_slice tag);

typedef struct cu_term_def
{
	cu_slice	name;
	cu_slice	iri;			/* IRI, blank node or keyword; p NULL: null */
	cu_slice	text;			/* <iri> when it is well formed, else p NULL */
	uint32_t	hash;			/* cu_term_hash(text) */
	uint8_t		container;		/* CU_CONTAINER_... */
	bool		prefix;
	bool		reverse;
	bool		protected;
	bool		has_language;
	bool		has_direction;
	bool		pinned;			/* context lies in memory of the cache */
	bool		registered;		/* so was context: its names may be said */
	cu_keyword	keyword;		/* that iri is */
	cu_coercion coercion;
	cu_direction direction;
	cu_slice	type;			/* with CU_COERCE_IRI */
	cu_slice	language;		/* in lower case; p NULL: null */
	cu_slice	index;			/* p NULL: none */
	cu_slice	nest;			/* p NULL: none */
	const cu_json *context;		/* scoped context, or NULL */
	cu_slice	base;			/* of context; p NULL: none */
} cu_term_def;

typedef struct cu_active_entry
{
	uint32_t	hash;			/* cu_name_hash of the name */
	const cu_term_def *def;		/* NULL: free */
} cu_active_entry;

typedef struct cu_active
{
	const struct cu_active *previous;
	bool		pinned;			/* lies in memory of the cache */
	cu_slice	base;			/* p NULL: none */
	cu_slice	vocab;			/* p NULL: none */
	cu_slice	language;		/* p NULL: none */
	cu_direction direction;
	/* What a context lost on its way here (safe mode), and what to say. */
	cu_status	loss;
	const char *loss_detail;
	const cu_slice *types;		/* names of terms that stand for @type */
	uint32_t	type_count;
	bool		has_values;		/* a term stands for @value */
	uint32_t	count;			/* of terms */
	uint32_t	mask;			/* size of entries, a power of two, - 1 */
	cu_active_entry *entries;
} cu_active;

/* The last octets of a name are read with some before them: no loop. */
static inline uint64_t
cu_name_tail(const char *p, size_t n)
{
	uint64_t	word;
	uint32_t	head;
	uint32_t	tail;

	if (n >= 8)
	{
		memcpy(&word, p + n - 8, 8);
		return word;
	}
	if (n >= 4)
	{
		memcpy(&head, p, 4);
		memcpy(&tail, p + n - 4, 4);
		return (uint64_t) tail << 32 | head;
	}
	if (n == 0)
		return 0;
	return (uint64_t) (uint8_t) p[n - 1] << 16 |
		(uint64_t) (uint8_t) p[n / 2] << 8 | (uint8_t) p[0];
}

static inline uint32_t
cu_name_hash(cu_slice name)
{
	uint64_t	h = name.n * UINT64_C(0x9e3779b97f4a7c15);
	uint64_t	word;

	for (size_t i = 0; i + 8 < name.n; i += 8)
	{
		memcpy(&word, name.p + i, 8);
		h = (h ^ word) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 32;
	}
	h = (h ^ cu_name_tail(name.p, name.n)) * UINT64_C(0xc4ceb9fe1a85ec53);
	return (uint32_t) (h ^ h >> 32);
}

/* The definition of a term, or NULL. */
static inline const cu_term_def *
cu_active_find(const cu_active *active, cu_slice name)
{
	uint32_t	hash = cu_name_hash(name);
	uint32_t	i = hash & active->mask;

	for (; active->entries[i].def; i = (i + 1) & active->mask)
	{
		if (active->entries[i].hash == hash &&
			cu_slice_eq(active->entries[i].def->name, name))
			return active->entries[i].def;
	}
	return NULL;
}

/* An empty context in memory of mem; NULL: no memory. */
extern cu_active *cu_active_new(cu_ctx *mem, cu_slice base);

/* A copy of from with room for more terms; NULL: no memory. */
extern cu_active *cu_active_copy(cu_ctx *mem, const cu_active *from,
								 uint32_t more);

/* Puts def in place of that of the same name; there must be room. */
extern void cu_active_put(cu_active *active, const cu_term_def *def);

/* Takes the term called name out, if it is there. */
extern void cu_active_remove(cu_active *active, cu_slice name);

/* Notes which terms stand for @type and @value; false: no memory. */
extern bool cu_active_note_keywords(cu_ctx *mem, cu_active *active);

extern bool cu_active_has_protected(const cu_active *active);

/* --- IRIs ----------------------------------------------------------------- */

/* Starts with a scheme and a colon (RFC 3986, section 3.1). */
extern bool cu_iri_absolute(cu_slice text);

/*
 * Absolute, nothing in it that N-Quads could not write (IRIREF), and no second
 * fragment.
 */
extern bool cu_iri_well_formed(cu_slice text);

static inline bool
cu_iri_blank(cu_slice text)
{
	return text.n >= 2 && text.p[0] == '_' && text.p[1] == ':';
}

/* The reference relative to base (RFC 3986, section 5.2). */
extern cu_status cu_iri_resolve(cu_ctx *ctx, cu_slice base, cu_slice reference,
								cu_slice *out);

/* a and b one after the other; p NULL: no memory. */
extern cu_slice cu_slice_join(cu_ctx *ctx, cu_slice a, cu_slice b);

typedef struct cu_expansion
{
	cu_slice	iri;			/* p NULL: null */
	cu_keyword	keyword;
	const cu_term_def *def;		/* whose IRI it is, or NULL */
	bool		caught;			/* by @vocab alone */
} cu_expansion;

#define CU_EXPAND_VOCAB		1
#define CU_EXPAND_RELATIVE	2	/* against the base IRI */
#define CU_EXPAND_ANEW		4	/* as if value itself were no term */

typedef struct cu_compiler cu_compiler;

/*
 * IRI expansion (5.2.2); compiler NULL: outside of contexts.  New text lies in
 * mem.
 */
extern cu_status cu_iri_expand(cu_ctx *mem, const cu_active *active,
							   cu_slice value, unsigned how,
							   cu_compiler *compiler, cu_expansion *out);

/* --- processing ----------------------------------------------------------- */

/* One context object on top of one active context: made once. */
typedef struct cu_layer
{
	struct cu_layer *next;
	const cu_active *parent;
	const cu_json *local;
	unsigned	flags;
	const cu_context_document *import;	/* NULL: nothing was imported */
	const cu_active *result;
} cu_layer;

typedef struct cu_layer_table
{
	cu_layer   **buckets;
	size_t		size;			/* a power of two, or 0 */
	size_t		count;
} cu_layer_table;

/* Documents on the way to where we are, or seen before. */
typedef struct cu_document_chain
{
	const struct cu_document_chain *up;
	const cu_context_document *document;
} cu_document_chain;

typedef struct cu_context_env
{
	cu_ctx	   *ctx;
	const cu_context_source *source;
	cu_context_cache *cache;	/* or NULL */
	cu_layer_table layers;		/* of this call */
	const cu_active *root;		/* what null starts anew from */
	bool		check_all;		/* scoped contexts of registered ones too */
	bool		checking;		/* inside of a scoped context just checked */
	uint32_t	depth;
	const cu_document_chain *checked; /* by IRI, in scoped contexts */
	cu_slice	missing;		/* the IRI of CU_MISSING_CONTEXT */
} cu_context_env;

/* Where a local context comes from. */
typedef struct cu_site
{
	const cu_place *place;		/* in the document at hand */
	bool		own;			/* it lies there: its terms are steps */
	bool		registered;		/* its names may be said */
	bool		remote;			/* named by IRI: @base does not count */
	bool		pinned;			/* it lies in memory of the cache */
	cu_slice	base;			/* for relative IRIs of contexts; p NULL */
	const cu_document_chain *chain;
} cu_site;

#define CU_PROCESS_OVERRIDE	1	/* protected terms may change */
#define CU_PROCESS_STAY		2	/* propagate false */
#define CU_PROCESS_REMOTE	4	/* set by the layers themselves */

/* An environment; env->root is made of base.  A failure of memory. */
extern cu_status cu_context_env_init(cu_context_env *env, cu_ctx *ctx,
									 const cu_context_source *source,
									 cu_context_cache *cache, cu_slice base);

/* Context processing (4.1.2) of local on top of active. */
extern cu_status cu_context_process(cu_context_env *env,
									const cu_active *active,
									const cu_json *local, const cu_site *site,
									unsigned flags, const cu_active **out);

/* The same for the scoped context of a term, used at place. */
extern cu_status cu_context_scope(cu_context_env *env, const cu_active *active,
								  const cu_term_def *def,
								  const cu_place *place, unsigned flags,
								  const cu_active **out);

/* --- inside of one layer -------------------------------------------------- */

struct cu_compiler
{
	cu_context_env *env;
	cu_ctx	   *mem;			/* where the result lies */
	const cu_site *site;
	unsigned	flags;
	cu_active  *active;			/* the result */
	const cu_member *members;	/* of the context, imports included */
	uint32_t	count;
	const cu_json *parts[CU_KEYWORD_COUNT];
	uint8_t    *states;			/* of members: 0, or CU_TERM_... */
	uint32_t   *index;			/* members by name, + 1; 0: free */
	uint32_t	index_mask;
	bool		protected;
};

#define CU_TERM_OPEN	1
#define CU_TERM_DONE	2

/* A failure at a term of the context at site (p NULL: at the whole of it). */
extern cu_status cu_site_fail(cu_context_env *env, const cu_site *site,
							  cu_status status, cu_slice term,
							  const char *detail);

/* CU_BAD_CONTEXT at a term. */
extern cu_status cu_compiler_fail(cu_compiler *cp, cu_slice term,
								  const char *detail);

/* Compiles the scoped contexts of all terms, to see whether that can be done. */
extern cu_status cu_compiler_check_scoped(cu_compiler *cp);

/* Defines the member called name, if there is one (4.2). */
extern cu_status cu_term_require(cu_compiler *cp, cu_slice name);
extern cu_status cu_term_create(cu_compiler *cp, uint32_t i);

/* The parts of a definition that are no IRI of its own. */
extern cu_status cu_term_parts(cu_compiler *cp, cu_term_def *def,
							   const cu_json *const *parts);

/* The document of an IRI under this environment. */
extern cu_status cu_context_load(cu_context_env *env, cu_slice iri,
								 const cu_site *site,
								 const cu_context_document **out,
								 bool *pinned);

/* Resolves an IRI of a context against the site. */
extern cu_status cu_context_locate(cu_context_env *env, cu_slice reference,
								   const cu_site *site, cu_slice *iri);

/*
 * Makes the result of a layer that has all else, in mem.  Failures of mem are
 * recorded there, all others in env->ctx.
 */
extern cu_status cu_context_compile(cu_context_env *env, const cu_site *site,
									cu_ctx *mem, cu_layer *layer);

/* --- the cache ------------------------------------------------------------ */

extern const cu_layer *cu_layer_find(const cu_layer_table *table,
								   const cu_active *parent,
								   const cu_json *local, unsigned flags,
								   const cu_context_source *source);

/* Copies layer into table, with memory of mem; false: no memory. */
extern bool cu_layer_add(cu_ctx *mem, cu_layer_table *table,
						const cu_layer *layer);

/* What processing needs of a cache. */
extern cu_ctx *cu_cache_memory(cu_context_cache *cache);
extern cu_layer_table *cu_cache_layers(cu_context_cache *cache);
extern const cu_active *cu_cache_root(const cu_context_cache *cache);
extern bool cu_cache_full(const cu_context_cache *cache);

#endif							/* CU_JSONLD_CONTEXT_H */
