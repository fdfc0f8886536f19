/*
 * verify_token.c
 *		Does a JWT say that it is a credential, and the same as its claims?
 *
 * VC-JOSE-COSE section 3.1 and RFC 8725 section 3.11: typ keeps a token made
 * for one use from passing in another.  A registered claim may repeat what the
 * credential says, and never contradict it (VCDM 1.1 section 6.3.1).
 */
#include "verify_work.h"

/* Registered claims count whole seconds; dates in the claims may not. */
#define SECOND INT64_C(1000000)

static cu_status
fault(cu_work *work, const char *pointer, const char *detail)
{
	return cu_work_fault(work, CU_CODE_bad_structure, pointer, detail);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

/*
 * True when a media type is one of names; "application/" may be left out (RFC
 * 7515 section 4.1.9), and case does not count (RFC 6838 section 4.2).
 */
static bool
is_media_type(cu_slice text, const char *const *names)
{
	static const char prefix[] = "application/";
	char		folded[40];

	if (text.n >= sizeof(folded))
		return false;
	for (size_t i = 0; i < text.n; i++)
		folded[i] = lower(text.p[i]);
	text.p = folded;
	if (cu_slice_starts(text, prefix))
		text = cu_slice_from(text, sizeof(prefix) - 1);
	for (; *names; names++)
	{
		if (cu_slice_is(text, *names))
			return true;
	}
	return false;
}

static cu_status
check_header(cu_work *work)
{
	/* After the first, what drafts of VC-JOSE-COSE and VCDM 1.1 had. */
	static const char *const typs[] = {
		"vc+jwt", "vc-ld+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "jwt", NULL
	};
	static const char *const ctys[] = {
		"vc", "vc-ld", "vc+ld+json", "credential+ld+json", NULL
	};
	const cu_jws *jws = &work->c->jws;

	if (jws->crit)
		CU_TRY(cu_work_fault(work, CU_CODE_critical_header, NULL, NULL));
	if (jws->typ.p != NULL && !is_media_type(jws->typ, typs))
		CU_TRY(cu_work_fault(work, CU_CODE_bad_type_header, NULL,
							 "The header's typ is not that of a credential."));
	if (jws->cty.p != NULL && !is_media_type(jws->cty, ctys))
		CU_TRY(cu_work_fault(work, CU_CODE_bad_type_header, NULL,
							 "The header's cty is not that of a credential."));
	return CU_OK;
}

/* VC-JOSE-COSE section 3.1.1: neither vc nor vp beside the credential. */
static cu_status
check_wrapping(cu_work *work)
{
	const cu_json *payload = work->c->payload;
	bool		inside = work->c->secured == CU_FORM_VC_JWT_11;

	if (cu_json_get(payload, "vp") != NULL ||
		(cu_json_get(payload, "vc") != NULL &&
		 (!inside || work->c->summary.model != 1)))
		return cu_work_fault(work, CU_CODE_forbidden_claim, NULL, NULL);
	return CU_OK;
}

/* Whether a registered claim is absent, or equal to what it repeats. */
static cu_status
repeats(cu_ctx *ctx, const cu_json *claim, const cu_json *what, bool *good)
{
	*good = true;
	if (claim == NULL || what == NULL)
		return CU_OK;
	return cu_json_equal(ctx, claim, what, good);
}

static cu_status
check_names(cu_work *work)
{
	const cu_json *claims = work->c->claims;
	const cu_json *payload = work->c->payload;
	const cu_json *iss = cu_json_get(payload, "iss");
	const cu_json *subject = cu_json_get(claims, "credentialSubject");
	bool		good;

	if (iss != NULL &&
		!cu_slice_eq(cu_json_string(iss), work->c->summary.issuer))
		CU_TRY(cu_work_fault(work, CU_CODE_issuer_mismatch, "/issuer",
							 "The token's iss is not the issuer."));
	CU_TRY(repeats(work->ctx, cu_json_get(payload, "jti"),
				   cu_json_get(claims, "id"), &good));
	if (!good)
		CU_TRY(fault(work, "/id", "The token's jti is not the id."));
	CU_TRY(repeats(work->ctx, cu_json_get(payload, "sub"),
				   cu_json_get(subject, "id"), &good));
	if (!good)
		CU_TRY(fault(work, "/credentialSubject/id",
					 "The token's sub is not the subject's id."));
	return CU_OK;
}

/*
 * A NumericDate: absent or a number; in VC-JWT 1.1 the same second as the date
 * of the credential.
 */
static cu_status
check_date(cu_work *work, const char *name, cu_instant date, cu_instant none,
		   const char *pointer)
{
	const cu_json *value = cu_json_get(work->c->payload, name);
	cu_instant	instant;

	if (value == NULL)
		return CU_OK;
	if (value->type != CU_JSON_NUMBER ||
		!cu_numeric_date_read(value->v.text, &instant))
		return fault(work, NULL, "The token's exp or nbf is not a date.");
	if (work->c->secured == CU_FORM_VC_JWT_11 && date != none &&
		(date - instant >= SECOND || instant - date >= SECOND))
		return fault(work, pointer,
					 "The token and the credential have different dates.");
	return CU_OK;
}

cu_status
cu_verify_token(cu_work *work)
{
	const cu_summary *s = &work->c->summary;

	if (work->c->secured != CU_FORM_VC_JWT &&
		work->c->secured != CU_FORM_VC_JWT_11)
		return CU_OK;
	CU_TRY(check_header(work));
	CU_TRY(check_wrapping(work));
	CU_TRY(check_names(work));
	CU_TRY(check_date(work, "nbf", s->valid_from, CU_INSTANT_MIN,
					  "/issuanceDate"));
	return check_date(work, "exp", s->valid_until, CU_INSTANT_MAX,
					  "/expirationDate");
}
