/*
 * verify.c
 *		The verdict: what rows decide, in which order they are made.
 *
 * True: every row of level error is true and a proof by a key of the issuer
 * holds.  False: a row of level error is false.  Else unknown.  Steps come
 * cheapest first; since a false row decides whatever follows, this changes
 * which reason is named, never the verdict.
 */
#include "verify_work.h"

#define FIRST_ROOM 16

/* A proof that cannot be judged here: it blocks unless another one proves. */
static bool
is_unsupported(const cu_check *row)
{
	return row->passed == CU_UNKNOWN &&
		(row->code == CU_CODE_unsupported_cryptosuite ||
		 row->code == CU_CODE_unsupported_algorithm ||
		 row->code == CU_CODE_unsupported_key);
}

static cu_status
keep_row(cu_work *work, const cu_check *row)
{
	if (work->count == work->room)
	{
		size_t		room = work->room ? work->room * 2 : FIRST_ROOM;
		cu_check   *rows = cu_alloc_array(work->ctx, room, sizeof(cu_check));

		if (rows == NULL)
			return CU_NOMEM(work->ctx);
		if (work->count > 0)
			memcpy(rows, work->rows, work->count * sizeof(cu_check));
		work->rows = rows;
		work->room = room;
	}
	work->rows[work->count] = *row;
	return CU_OK;
}

cu_status
cu_work_add(cu_work *work, const cu_check *row)
{
	if (work->explain)
		CU_TRY(keep_row(work, row));
	if (row->level == CU_LEVEL_WARNING)
		work->warned = true;
	else if (is_unsupported(row))
	{
		if (work->unsupported_at == SIZE_MAX)
		{
			work->unsupported_at = work->count;
			work->unsupported_code = row->code;
		}
	}
	else if (row->passed == CU_FALSE && !work->bad)
	{
		work->bad = true;
		work->bad_code = row->code;
	}
	else if (row->passed == CU_UNKNOWN && work->blocked_at == SIZE_MAX)
	{
		work->blocked_at = work->count;
		work->blocked_code = row->code;
	}
	work->count++;
	return CU_OK;
}

cu_status
cu_work_fault(cu_work *work, cu_code code, const char *pointer,
			  const char *detail)
{
	cu_check	row = {
		.part = "structure",
		.name = "the credential follows its data model",
		.passed = CU_FALSE,
		.level = CU_LEVEL_ERROR,
		.code = code,
		.pointer = pointer,
		.detail = detail
	};

	return cu_work_add(work, &row);
}

/* Forms without a signature that could be checked. */
static cu_status
add_unproven(cu_work *work, cu_truth passed, cu_code code)
{
	cu_check	row = {
		.part = "proof",
		.name = "the credential is signed",
		.passed = passed,
		.level = CU_LEVEL_ERROR,
		.code = code
	};

	return cu_work_add(work, &row);
}

static cu_status
verify_security(cu_work *work)
{
	switch (work->c->secured)
	{
		case CU_FORM_UNSECURED:
			return add_unproven(work, CU_FALSE, CU_CODE_unsecured);
		case CU_FORM_EMBEDDED:
			return cu_verify_proofs(work);
		case CU_FORM_VC_JWT:
		case CU_FORM_VC_JWT_11:
			return cu_verify_jws(work);
		case CU_FORM_SD_JWT:
		case CU_FORM_ENVELOPED:
			break;
	}
	return add_unproven(work, CU_UNKNOWN, CU_CODE_unsupported_form);
}

/* A row for something the claims name and the registry does not hold. */
static cu_status
add_unchecked(cu_work *work, const char *part, const char *name,
			  cu_level level, cu_code code, const char *pointer)
{
	cu_check	row = {
		.part = part,
		.name = name,
		.passed = CU_UNKNOWN,
		.level = level,
		.code = code,
		.pointer = pointer
	};

	return cu_work_add(work, &row);
}

/* Status lists and schemas are not registered yet: nothing to check with. */
static cu_status
verify_status(cu_work *work)
{
	if (cu_json_get(work->c->claims, "credentialStatus") == NULL)
		return CU_OK;
	return add_unchecked(work, "status",
						 "the credential is not revoked or suspended",
						 CU_LEVEL_ERROR, CU_CODE_status_unchecked,
						 "/credentialStatus");
}

static cu_status
verify_schema(cu_work *work)
{
	if (cu_json_get(work->c->claims, "credentialSchema") == NULL)
		return CU_OK;
	return add_unchecked(work, "schema", "the claims follow their schema",
						 CU_LEVEL_WARNING, CU_CODE_schema_unchecked,
						 "/credentialSchema");
}

/* An unsupported proof beside one that holds is a warning. */
static void
settle_unsupported(cu_work *work)
{
	if (work->unsupported_at == SIZE_MAX)
		return;
	if (!work->issuer_proven)
	{
		if (work->unsupported_at < work->blocked_at)
		{
			work->blocked_at = work->unsupported_at;
			work->blocked_code = work->unsupported_code;
		}
		return;
	}
	work->warned = true;
	for (size_t i = 0; work->explain && i < work->count; i++)
	{
		if (is_unsupported(&work->rows[i]))
			work->rows[i].level = CU_LEVEL_WARNING;
	}
}

static void
conclude(cu_work *work, cu_verdict *verdict)
{
	settle_unsupported(work);
	memset(verdict, 0, sizeof(*verdict));
	verdict->warned = work->warned;
	verdict->lenient = work->terms->lossy || work->terms->inline_contexts;
	if (work->explain)
	{
		verdict->checks = work->rows;
		verdict->count = work->count;
	}
	if (work->bad)
	{
		verdict->passed = CU_FALSE;
		verdict->code = work->bad_code;
	}
	else if (work->blocked_at != SIZE_MAX)
	{
		verdict->passed = CU_UNKNOWN;
		verdict->code = work->blocked_code;
	}
	else
	{
		/* Nothing false, nothing open: then a proof of the issuer held. */
		verdict->passed = work->issuer_proven ? CU_TRUE : CU_UNKNOWN;
		verdict->code = CU_CODE_ok;
	}
}

cu_status
cu_verify(cu_ctx *ctx, const cu_credential *c, const cu_terms *terms,
		  const cu_registry *registry, bool explain, cu_verdict *verdict)
{
	static cu_status (*const steps[]) (cu_work *) = {
		cu_verify_structure, cu_verify_validity, verify_security,
		verify_status, verify_schema
	};
	cu_work		work = {
		.ctx = ctx,
		.c = c,
		.terms = terms,
		.registry = registry,
		.explain = explain,
		.blocked_at = SIZE_MAX,
		.unsupported_at = SIZE_MAX
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
	{
		CU_TRY(steps[i] (&work));
		if (cu_work_done(&work))
			break;
	}
	conclude(&work, verdict);
	return CU_OK;
}
