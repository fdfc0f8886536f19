/*
 * suite_chain.c
 *		Proof chains: a proof that signs other proofs too.
 *
 * VC Data Integrity 1.0, sections 2.1.2 and 4.5: a proof with previousProof
 * signs the document with the proofs it names directly, their values included,
 * in the order in which the document has them.
 */
#include "proof.h"
#include "suite_work.h"

/* One bit a proof, the i-th of the document being bit i. */
typedef uint64_t proof_mask;

typedef struct chain
{
	const cu_json *proofs[CU_PROOFS_MAX + 1];
	cu_slice	ids[CU_PROOFS_MAX + 1];
	proof_mask	named[CU_PROOFS_MAX + 1];	/* by previousProof */
	bool		missing[CU_PROOFS_MAX + 1]; /* names one that is not there */
	uint32_t	count;			/* proofs of the document */
	uint32_t	self;			/* the proof; count when it is not among them */
} chain;

/* Text, or an array of text that is not empty. */
static bool
is_previous(const cu_json *previous)
{
	uint32_t	count = cu_json_many(previous);

	for (uint32_t i = 0; i < count; i++)
	{
		if (cu_json_string(cu_json_nth(previous, i)).p == NULL)
			return false;
	}
	return count > 0;
}

/* Notes which proofs the i-th names. */
static void
note_named(chain *c, uint32_t i)
{
	const cu_json *previous = cu_json_get(c->proofs[i], "previousProof");
	uint32_t	names = cu_json_many(previous);

	/* So many cannot all be different and there. */
	if (names > c->count)
	{
		c->missing[i] = true;
		return;
	}
	for (uint32_t k = 0; k < names; k++)
	{
		cu_slice	name = cu_json_string(cu_json_nth(previous, k));
		proof_mask	found = 0;

		for (uint32_t j = 0; j < c->count; j++)
		{
			if (name.p != NULL && c->ids[j].p != NULL &&
				cu_slice_eq(c->ids[j], name))
				found |= (proof_mask) 1 << j;
		}
		c->named[i] |= found;
		c->missing[i] |= found == 0;
	}
}

/* Collects the document's proofs; false when there are too many. */
static bool
collect(chain *c, const cu_json *json, const cu_json *proof)
{
	const cu_json *proofs = cu_json_get(json, "proof");

	memset(c, 0, sizeof(*c));
	c->count = cu_json_many(proofs);
	if (c->count > CU_PROOFS_MAX)
		return false;
	c->self = c->count;
	for (uint32_t i = 0; i < c->count; i++)
	{
		c->proofs[i] = cu_json_nth(proofs, i);
		c->ids[i] = cu_json_get_string(c->proofs[i], "id");
		if (c->proofs[i] == proof)
			c->self = i;
	}
	if (c->self == c->count)
	{
		c->proofs[c->self] = proof;
		c->ids[c->self] = cu_json_get_string(proof, "id");
	}
	for (uint32_t i = 0; i < c->count || i <= c->self; i++)
		note_named(c, i);
	return true;
}

static bool
has_twin(const chain *c)
{
	uint32_t	count = c->count + (c->self == c->count);

	for (uint32_t i = 1; i < count; i++)
	{
		for (uint32_t j = 0; j < i && c->ids[i].p != NULL; j++)
		{
			if (c->ids[j].p != NULL && cu_slice_eq(c->ids[i], c->ids[j]))
				return true;
		}
	}
	return false;
}

/*
 * Do proofs that this one builds on, however far back, name each other in a
 * circle?  What names nothing but settled proofs is settled itself; in a circle
 * nothing ever is.
 */
static bool
has_circle(const chain *c)
{
	proof_mask	reached = c->named[c->self];
	proof_mask	settled = 0;
	bool		more = true;

	for (uint32_t round = 0; round < c->count; round++)
	{
		for (uint32_t i = 0; i < c->count; i++)
		{
			if (reached >> i & 1)
				reached |= c->named[i];
		}
	}
	while (more)
	{
		more = false;
		for (uint32_t i = 0; i < c->count; i++)
		{
			proof_mask	bit = (proof_mask) 1 << i;

			if ((settled & bit) == 0 && (c->named[i] & ~settled) == 0)
			{
				settled |= bit;
				more = true;
			}
		}
	}
	return (reached & ~settled) != 0;
}

/* The document with the proofs that are named, and no others. */
static cu_status
make_document(cu_ctx *ctx, const cu_json *json, const chain *c,
			  const cu_linked_data *linked, cu_suite_document *document)
{
	cu_json    *items = cu_alloc_array(ctx, c->count, sizeof(*items));
	const cu_json *proofs;
	uint32_t	n = 0;

	if (items == NULL)
		return CU_NOMEM(ctx);
	for (uint32_t i = 0; i < c->count; i++)
	{
		if (c->named[c->self] >> i & 1)
			items[n++] = *c->proofs[i];
	}
	proofs = cu_json_new_array(ctx, items, n);
	if (proofs == NULL)
		return CU_NOMEM(ctx);
	memset(document, 0, sizeof(*document));
	document->json = cu_json_with(ctx, json, "proof", proofs);
	document->context = cu_json_get(document->json, "@context");
	document->linked = linked;
	return document->json ? CU_OK : CU_NOMEM(ctx);
}

cu_status
cu_suite_chain(cu_ctx *ctx, const cu_json *json, const cu_linked_data *linked,
			   const cu_json *proof, cu_suite_document *document,
			   cu_suite_result *result)
{
	chain		c;

	memset(result, 0, sizeof(*result));
	if (!is_previous(cu_json_get(proof, "previousProof")))
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_proof,
							   "The previousProof is neither an id nor a "
							   "list of ids.");
	if (!collect(&c, json, proof))
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_proof,
							   "The document has too many proofs.");
	if (has_twin(&c))
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_proof,
							   "Two proofs of the document have one id.");
	if (c.missing[c.self])
		return cu_suite_answer(result, CU_FALSE,
							   CU_CODE_previous_proof_missing,
							   "No proof of the document has an id that "
							   "previousProof names.");
	if (has_circle(&c))
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_proof,
							   "The proofs name each other in a circle.");
	CU_TRY(make_document(ctx, json, &c, linked, document));
	return cu_suite_answer(result, CU_TRUE, CU_CODE_ok, NULL);
}
