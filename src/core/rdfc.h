/*
 * rdfc.h
 *		The canonical form of an RDF dataset: RDFC-1.0.
 */
#ifndef CU_RDFC_H
#define CU_RDFC_H

#include "digest.h"
#include "rdf.h"

/*
 * What a canonical form may cost.  Graphs can be made for which it costs
 * nearly any time (RDFC-1.0, section 7.1): those end as CU_LIMIT_WORK.
 */
typedef struct cu_rdfc_limits
{
	uint64_t	steps;			/* orders of related blank nodes tried */
	uint64_t	octets;			/* hashed, or written to be compared */
} cu_rdfc_limits;

/* Limits that suit tests and tools. */
extern const cu_rdfc_limits cu_default_rdfc_limits;

typedef struct cu_canonical
{
	const cu_slice *lines;		/* in code point order, each with its newline */
	size_t		count;			/* repeated quads count once */
	/*
	 * The n of the canonical label _:c14n<n>, by cu_term.number; says nothing
	 * of a blank node that no quad mentions.
	 */
	const uint32_t *labels;
} cu_canonical;

/*
 * Canonicalizes dataset with this hash inside (RDFC-1.0, section 4.4).
 * Errors: CU_BAD_ARGUMENT (SHA-512), CU_LIMIT_WORK, CU_CANCELED, failures of
 * memory.  Polls the host.
 */
extern cu_status cu_rdfc_canonize(cu_ctx *ctx, const cu_dataset *dataset,
								  cu_hash hash, const cu_rdfc_limits *limits,
								  cu_canonical *out);

/* The lines one after the other. */
extern cu_slice cu_canonical_text(const cu_canonical *canonical);

/*
 * The digest of the lines one after the other; out has room for
 * cu_hash_size(hash).  False only when the library fails.
 */
extern bool cu_canonical_digest(const cu_canonical *canonical, cu_hash hash,
								uint8_t *out);

#endif							/* CU_RDFC_H */
