/*
 * rdf.h
 *		RDF datasets: terms, each held once, and quads of them.
 *
 * RDF 1.1 Concepts, section 4; terms as RDF 1.1 N-Quads writes them in
 * canonical form (RDFC-1.0, section 5).  Since every term of a dataset is held
 * once, two terms of one dataset are equal when their pointers are.
 */
#ifndef CU_RDF_H
#define CU_RDF_H

#include "buf.h"

typedef enum cu_term_kind
{
	CU_TERM_IRI,
	CU_TERM_BLANK,
	CU_TERM_LITERAL
} cu_term_kind;

typedef struct cu_term cu_term;

struct cu_term
{
	cu_term_kind kind;
	uint32_t	hash;			/* cu_term_hash(text) */
	uint32_t	number;			/* 0, 1, ...: blank nodes apart from others */
	cu_slice	text;			/* canonical: <iri>, _:label, "..."^^<iri> */
	cu_term    *next;			/* in its bucket */
};

typedef struct cu_quad
{
	const cu_term *subject;
	const cu_term *predicate;
	const cu_term *object;
	const cu_term *graph;		/* NULL: the default graph */
} cu_quad;

typedef struct cu_dataset
{
	cu_ctx	   *ctx;
	cu_quad    *quads;			/* in order of adding; may repeat */
	size_t		count;
	size_t		room;
	uint32_t	blanks;			/* blank nodes so far */
	uint32_t	fresh;			/* blank nodes named by us so far */
	cu_term   **buckets;
	size_t		bucket_count;	/* a power of two, or 0 */
	size_t		term_count;
	cu_buf		scratch;		/* text that is looked up */
} cu_dataset;

/* An empty dataset; takes no memory yet. */
extern void cu_dataset_init(cu_dataset *dataset, cu_ctx *ctx);

/* The hash under which terms are found. */
extern uint32_t cu_term_hash(cu_slice text);

/*
 * The term whose canonical text is text; hash is cu_term_hash(text), which
 * whoever uses one text often keeps beside it.  Not for blank nodes.  The
 * text is not copied: it must outlive the dataset.  NULL: no memory.
 */
extern const cu_term *cu_dataset_term(cu_dataset *dataset, cu_term_kind kind,
									  cu_slice text, uint32_t hash);

/* The term of an IRI (without angle brackets, not escaped).  NULL: no memory. */
extern const cu_term *cu_dataset_iri(cu_dataset *dataset, cu_slice iri);

/*
 * The blank node with this label (without "_:").  Labels of a document and
 * those of cu_dataset_fresh_blank never meet.  NULL: no memory.
 */
extern const cu_term *cu_dataset_blank(cu_dataset *dataset, cu_slice label);

/* A blank node that no label names. */
extern const cu_term *cu_dataset_fresh_blank(cu_dataset *dataset);

/*
 * A literal: its value, not escaped; its datatype IRI (p NULL: xsd:string); its
 * language tag (p NULL: none; then datatype is ignored).  NULL: no memory.
 */
extern const cu_term *cu_dataset_literal(cu_dataset *dataset, cu_slice value,
										 cu_slice datatype, cu_slice language);

/*
 * Adds a quad.  A term that is NULL (but for graph) passes on the failure that
 * made it so; CU_OK or a failure of memory.
 */
extern cu_status cu_dataset_add(cu_dataset *dataset, const cu_term *subject,
								const cu_term *predicate,
								const cu_term *object, const cu_term *graph);

/* --- N-Quads (RDF 1.1 N-Quads) -------------------------------------------- */

/* Reads N-Quads into dataset.  CU_BAD_NQUADS or CU_BAD_UTF8 with an offset. */
extern cu_status cu_nquads_read(cu_ctx *ctx, cu_slice text,
								cu_dataset *dataset);

/* Appends one quad with its newline, in canonical form. */
extern void cu_nquad_write(cu_buf *buf, const cu_quad *quad);

/* Appends value escaped as canonical N-Quads demands, without quotes. */
extern void cu_nquads_escape(cu_buf *buf, cu_slice value);

#endif							/* CU_RDF_H */
