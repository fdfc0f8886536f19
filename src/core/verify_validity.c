/*
 * verify_validity.c
 *		Was the time of reliance inside the validity period?
 *
 * The credential's period (VCDM 2.0 section 4.9, 1.1 sections 4.5 and 4.6) and
 * the token's exp and nbf (RFC 7519 sections 4.1.4 and 4.1.5) must both hold.
 * All are half open: what ends at an instant has ended at that instant.  Dates
 * that cannot be read are a fault of structure and bound nothing here.
 */
#include "verify_work.h"

/* A row for one end of a period. */
static cu_status
add_bound(cu_work *work, bool holds, cu_code code, const char *name,
		  const char *pointer)
{
	cu_check	row = {
		.part = "validity",
		.name = name,
		.passed = holds ? CU_TRUE : CU_FALSE,
		.level = holds ? CU_LEVEL_INFO : CU_LEVEL_ERROR,
		.code = holds ? CU_CODE_ok : code,
		.pointer = pointer
	};

	return cu_work_add(work, &row);
}

/* A NumericDate of the payload; false when there is none to be read. */
static bool
token_date(const cu_work *work, const char *name, cu_instant *instant)
{
	const cu_json *value = cu_json_get(work->c->payload, name);

	return value != NULL && value->type == CU_JSON_NUMBER &&
		cu_numeric_date_read(value->v.text, instant);
}

cu_status
cu_verify_validity(cu_work *work)
{
	const cu_summary *s = &work->c->summary;
	cu_instant	at = work->terms->at;
	cu_instant	instant;
	size_t		before = work->count;

	if (s->valid_from != CU_INSTANT_MIN)
		CU_TRY(add_bound(work, at >= s->valid_from, CU_CODE_not_yet_valid,
						 "the validity period has begun",
						 s->model == 1 ? "/issuanceDate" : "/validFrom"));
	if (s->valid_until != CU_INSTANT_MAX)
		CU_TRY(add_bound(work, at < s->valid_until, CU_CODE_expired,
						 "the validity period has not ended",
						 s->model == 1 ? "/expirationDate" : "/validUntil"));
	if (token_date(work, "nbf", &instant))
		CU_TRY(add_bound(work, at >= instant, CU_CODE_not_yet_valid,
						 "the token may be used already (nbf)", NULL));
	if (token_date(work, "exp", &instant))
		CU_TRY(add_bound(work, at < instant, CU_CODE_expired,
						 "the token may still be used (exp)", NULL));
	if (work->count > before)
		return CU_OK;
	return add_bound(work, true, CU_CODE_ok,
					 "no validity period is stated", NULL);
}
