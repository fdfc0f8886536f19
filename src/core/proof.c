/*
 * proof.c
 *		Members of a Data Integrity proof that matter beyond its signature.
 *
 * VC Data Integrity 1.0, section 2.1; vc-di-eddsa and vc-di-ecdsa, 3.3.2.
 */
#include "proof.h"

#include "datetime.h"
#include "did.h"
#include "suite.h"

cu_slice
cu_proof_method(const cu_json *proof)
{
	const cu_json *method = cu_json_get(proof, "verificationMethod");
	cu_slice	id = cu_json_string(method);

	return id.p ? id : cu_json_get_string(method, "id");
}

cu_slice
cu_proof_controller(cu_slice method)
{
	const char *hash;

	if (cu_slice_starts(method, "did:"))
		return cu_did_of(method);
	hash = method.n ? memchr(method.p, '#', method.n) : NULL;
	if (hash)
		method.n = (size_t) (hash - method.p);
	return method;
}

/* The suite of a proof that is by a key of issuer, or NULL. */
static const cu_suite *
suite_of(const cu_json *proof, cu_slice issuer)
{
	if (!cu_slice_eq(cu_proof_controller(cu_proof_method(proof)), issuer))
		return NULL;
	return cu_suite_find(cu_json_get_string(proof, "type"),
						 cu_json_get_string(proof, "cryptosuite"));
}

static bool
is_derived(const cu_suite *suite)
{
	return strcmp(cu_suite_name(suite), "ecdsa-sd-2023") == 0;
}

/* When a proof says it was made; CU_INSTANT_MAX: it does not. */
static cu_instant
date_of(const cu_json *proof)
{
	cu_slice	text = cu_json_get_string(proof, "created");
	cu_instant	instant;

	return text.p != NULL && cu_datetime_read(text, &instant) ? instant :
		CU_INSTANT_MAX;
}

/* Proofs of one document that are looked at. */
static uint32_t
count_of(const cu_json *proofs)
{
	uint32_t	count = cu_json_many(proofs);

	return count < CU_PROOFS_MAX ? count : CU_PROOFS_MAX;
}

const cu_json *
cu_proof_of_content(const cu_json *proofs, cu_slice issuer, bool *derived)
{
	uint32_t	count = count_of(proofs);
	const cu_json *found = NULL;

	*derived = false;
	for (uint32_t i = 0; i < count; i++)
	{
		const cu_json *proof = cu_json_nth(proofs, i);
		const cu_suite *suite = suite_of(proof, issuer);

		if (suite == NULL || !suite->supported || !suite->linked_data)
			continue;
		/* By date, so that the order, which nobody signs, does not matter. */
		if (found == NULL || (is_derived(suite) && !*derived) ||
			(is_derived(suite) == *derived && date_of(proof) < date_of(found)))
		{
			found = proof;
			*derived = is_derived(suite);
		}
	}
	return found;
}

bool
cu_proof_shares_content(const cu_json *proof, const cu_json *of_content)
{
	const cu_suite *suite;
	const cu_suite *other;

	if (proof == of_content)
		return true;
	suite = cu_suite_find(cu_json_get_string(proof, "type"),
						  cu_json_get_string(proof, "cryptosuite"));
	other = cu_suite_find(cu_json_get_string(of_content, "type"),
						  cu_json_get_string(of_content, "cryptosuite"));
	/* The date chooses the versions of contexts, all else is one document. */
	return suite != NULL && other != NULL && suite->linked_data &&
		!is_derived(suite) && !is_derived(other) &&
		date_of(proof) == date_of(of_content);
}

/* Are the contexts of given to be preferred to those found before? */
static bool
says_less(const cu_json *given, const cu_json *before)
{
	uint32_t	count = cu_json_many(given);

	/* One context may be text or a list: the order of proofs must not tell. */
	return count < cu_json_many(before) ||
		(count == cu_json_many(before) && given->type == CU_JSON_ARRAY &&
		 before->type != CU_JSON_ARRAY);
}

cu_status
cu_proof_signed_context(cu_ctx *ctx, const cu_json *own,
						const cu_json *proofs, cu_slice issuer,
						const cu_json **context)
{
	uint32_t	count = count_of(proofs);
	bool		derived;

	*context = own;
	for (uint32_t i = 0; i < count; i++)
	{
		const cu_json *proof = cu_json_nth(proofs, i);
		const cu_json *given = cu_json_get(proof, "@context");
		const cu_suite *suite = suite_of(proof, issuer);
		bool		starts;

		if (given == NULL || suite == NULL || !suite->proof_context ||
			(*context != own && !says_less(given, *context)))
			continue;
		CU_TRY(cu_suite_context_starts(ctx, own, given, &starts));
		if (starts)
			*context = given;
	}
	if (*context != own && cu_proof_of_content(proofs, issuer, &derived))
		*context = own;
	return CU_OK;
}
