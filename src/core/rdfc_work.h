/*
 * rdfc_work.h
 *		One canonicalization under way: what rdfc.c and rdfc_degree.c share.
 */
#ifndef CU_RDFC_WORK_H
#define CU_RDFC_WORK_H

#include "rdfc.h"

/* "Not issued yet", for labels and places. */
#define CU_NO_LABEL UINT32_MAX

/*
 * A digest; what its size leaves is zero.  The algorithm has them in
 * hexadecimal, whose order is that of the octets.
 */
typedef struct cu_rdfc_digest
{
	uint8_t		octets[CU_SHA384_SIZE];
} cu_rdfc_digest;

typedef struct cu_rdfc
{
	cu_ctx	   *ctx;
	cu_hash		hash;
	uint64_t	steps;			/* left */
	uint64_t	octets;			/* left */
	const cu_quad *quads;		/* each once */
	size_t		quad_count;
	uint32_t	blanks;
	uint32_t   *ranks;			/* of IRIs: order of texts, by number */
	/* Quads that mention a blank node, of all of them one after the other. */
	const uint32_t *mentions;
	const size_t *first_mention;	/* by number; blanks + 1 of them */
	cu_rdfc_digest *first_degree;	/* by number */
	const char *first_hex;		/* the same as text; NULL: not needed yet */
	size_t		hex_size;		/* characters of each */
	uint32_t   *canonical;		/* by number: n of _:c14n<n> */
	uint32_t	issued;
	/*
	 * The temporary issuer.  Those that the algorithm copies all begin alike,
	 * so one stack serves: to drop a copy is to take off what it added.
	 */
	uint32_t   *stack;			/* numbers, in order of issue */
	uint32_t	stacked;
	uint32_t   *place;			/* by number: place on the stack */
	cu_buf		scratch;
} cu_rdfc;

/* Puts a blank node on the stack of the temporary issuer, if it is not there. */
static inline void
cu_rdfc_push(cu_rdfc *work, uint32_t number)
{
	if (work->place[number] != CU_NO_LABEL)
		return;
	work->place[number] = work->stacked;
	work->stack[work->stacked++] = number;
}

/* Takes off all that was put on since the stack was so high. */
static inline void
cu_rdfc_pop(cu_rdfc *work, uint32_t height)
{
	while (work->stacked > height)
		work->place[work->stack[--work->stacked]] = CU_NO_LABEL;
}

/*
 * For loops over quads or blank nodes, with the number of the pass: true when
 * the host wants the work to stop.  Asks it once in many passes.
 */
static inline bool
cu_rdfc_canceled(cu_rdfc *work, size_t i)
{
	return i % 4096 == 4095 && cu_canceled(work->ctx);
}

/* Takes octets off the budget.  CU_OK, CU_LIMIT_WORK. */
extern cu_status cu_rdfc_charge(cu_rdfc *work, size_t octets);

/* Hashes octets at their charge.  CU_OK, CU_LIMIT_WORK. */
extern cu_status cu_rdfc_hash(cu_rdfc *work, cu_slice octets,
							  cu_rdfc_digest *out);

/* Appends a digest in hexadecimal. */
extern void cu_rdfc_add_hex(cu_buf *buf, const cu_rdfc *work,
							const cu_rdfc_digest *digest);

/* --- rdfc_lines.c: quads as lines, in order -------------------------------- */

/* Works out ranks. */
extern cu_status cu_rdfc_rank(cu_rdfc *work, const cu_dataset *dataset);

/* Hash First Degree Quads (RDFC-1.0, section 4.6) of a blank node. */
extern cu_status cu_rdfc_first_degree(cu_rdfc *work, uint32_t number,
									  cu_rdfc_digest *out);

/* The lines of all quads, all labels being there. */
extern cu_status cu_rdfc_lines(cu_rdfc *work, cu_canonical *out);

/* --- rdfc_degree.c --------------------------------------------------------- */

/*
 * Hash N-Degree Quads (RDFC-1.0, section 4.8) of a blank node that is on the
 * stack; what its issuer issues is added to the stack.
 */
extern cu_status cu_rdfc_degree(cu_rdfc *work, uint32_t number,
								unsigned depth, cu_rdfc_digest *out);

#endif							/* CU_RDFC_WORK_H */
