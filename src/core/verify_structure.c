/*
 * verify_structure.c
 *		Does the credential follow its data model?
 *
 * The rules on which verification itself and the ledger rest, of VCDM 2.0 and
 * 1.1, each section 4.  A fault is named by a JSON pointer into the claims.
 */
#include "verify_work.h"

#include "buf.h"
#include "iri.h"

#define CONTEXT_V1 "https://www.w3.org/2018/credentials/v1"
#define CONTEXT_V2 "https://www.w3.org/ns/credentials/v2"

static cu_status
fault(cu_work *work, const char *pointer, const char *detail)
{
	return cu_work_fault(work, CU_CODE_bad_structure, pointer, detail);
}

/* Sets *good when value is a text that is an absolute IRI. */
static cu_status
check_url(cu_work *work, const cu_json *value, bool *good)
{
	cu_slice	text = cu_json_string(value);
	cu_iri		parts;
	cu_status	status;

	*good = false;
	if (text.p == NULL)
		return CU_OK;
	status = cu_iri_parse(work->ctx, text, &parts);
	if (cu_status_class(status) == CU_CLASS_INPUT)
		return CU_OK;
	*good = status == CU_OK;
	return status;
}

/* VCDM 2.0 4.3, 1.1 4.1: the base context comes first. */
static cu_status
check_context(cu_work *work)
{
	const cu_json *context = cu_json_get(work->c->claims, "@context");
	uint32_t	count = cu_json_many(context);
	cu_slice	first = cu_json_string(cu_json_nth(context, 0));

	if (!cu_slice_is(first, CONTEXT_V2) && !cu_slice_is(first, CONTEXT_V1))
		return fault(work, "/@context",
					 "The first context is not that of the data model.");
	for (uint32_t i = 1; i < count; i++)
	{
		cu_json_type type = cu_json_nth(context, i)->type;

		if (type != CU_JSON_STRING && type != CU_JSON_OBJECT)
			return fault(work, "/@context",
						 "A context is neither a URL nor an object.");
	}
	return CU_OK;
}

/* VCDM 2.0 4.5: each type is text. */
static cu_status
check_types(cu_work *work)
{
	const cu_json *type = cu_json_get(work->c->claims, "type");

	if (cu_json_many(type) != work->c->summary.type_count)
		return fault(work, "/type", "A type is not text.");
	return CU_OK;
}

/* VCDM 2.0 4.4 and 4.7: id, when there is one, and issuer are URLs. */
static cu_status
check_names(cu_work *work)
{
	const cu_json *id = cu_json_get(work->c->claims, "id");
	const cu_json *issuer = cu_json_get(work->c->claims, "issuer");
	bool		good;

	if (id != NULL)
	{
		CU_TRY(check_url(work, id, &good));
		if (!good)
			CU_TRY(fault(work, "/id", "The id is not one URL."));
	}
	if (issuer != NULL && issuer->type == CU_JSON_OBJECT)
		issuer = cu_json_get(issuer, "id");
	CU_TRY(check_url(work, issuer, &good));
	if (!good)
		return fault(work, "/issuer", "The issuer is not named by a URL.");
	return CU_OK;
}

/* One date of the period: absent, or a dateTimeStamp. */
static cu_status
check_date(cu_work *work, const char *name, const char *pointer)
{
	const cu_json *value = cu_json_get(work->c->claims, name);
	cu_instant	instant;

	if (value == NULL || (value->type == CU_JSON_STRING &&
						  cu_datetime_read(value->v.text, &instant)))
		return CU_OK;
	return fault(work, pointer, "This is not a date-time with a zone.");
}

/* VCDM 2.0 4.9; 1.1 4.5 and 4.6, where the beginning is not optional. */
static cu_status
check_period(cu_work *work)
{
	const cu_summary *s = &work->c->summary;
	const char *end = "/validUntil";

	if (s->model == 1)
	{
		end = "/expirationDate";
		if (cu_json_get(work->c->claims, "issuanceDate") == NULL)
			CU_TRY(fault(work, "/issuanceDate", "There is no issuanceDate."));
		CU_TRY(check_date(work, "issuanceDate", "/issuanceDate"));
		CU_TRY(check_date(work, "expirationDate", end));
	}
	else
	{
		CU_TRY(check_date(work, "validFrom", "/validFrom"));
		CU_TRY(check_date(work, "validUntil", end));
	}
	if (s->valid_from > s->valid_until)
		return fault(work, end, "The validity period ends before it begins.");
	return CU_OK;
}

/*
 * One subject: an object that says something; its id, if any, a URL.  *good:
 * no row was needed.
 */
static cu_status
check_subject(cu_work *work, const cu_json *subject, bool *good)
{
	const cu_json *id = cu_json_get(subject, "id");

	*good = subject->type == CU_JSON_OBJECT && subject->count > 0;
	if (!*good)
		return fault(work, "/credentialSubject",
					 "A subject is not an object with members.");
	if (id == NULL)
		return CU_OK;
	CU_TRY(check_url(work, id, good));
	if (!*good)
		return fault(work, "/credentialSubject/id",
					 "A subject's id is not one URL.");
	return CU_OK;
}

/*
 * VCDM 2.0 4.8; in an SD-JWT the subject may be undisclosed.  The first fault
 * is enough: there may be millions of subjects.
 */
static cu_status
check_subjects(cu_work *work)
{
	const cu_json *subject = cu_json_get(work->c->claims, "credentialSubject");
	uint32_t	count = cu_json_many(subject);
	bool		good = true;

	if (subject == NULL)
		return CU_OK;
	if (count == 0)
		return fault(work, "/credentialSubject", "There is no subject.");
	for (uint32_t i = 0; i < count && good; i++)
		CU_TRY(check_subject(work, cu_json_nth(subject, i), &good));
	return CU_OK;
}

/*
 * VCDM 2.0 4.10 and 4.11: one or more objects with a type; with an id that is
 * a URL where there is one, and where needs_id says there must be.
 */
static cu_status
check_typed(cu_work *work, const char *name, const char *pointer,
			bool needs_id)
{
	const cu_json *value = cu_json_get(work->c->claims, name);
	uint32_t	count = cu_json_many(value);

	for (uint32_t i = 0; i < count; i++)
	{
		const cu_json *one = cu_json_nth(value, i);
		const cu_json *id = cu_json_get(one, "id");
		bool		good;

		if (cu_json_get(one, "type") == NULL)
			return fault(work, pointer, "This is not an object with a type.");
		if (id == NULL && !needs_id)
			continue;
		CU_TRY(check_url(work, id, &good));
		if (!good)
			return fault(work, pointer, "The id here is not one URL.");
	}
	return CU_OK;
}

/* Data Integrity 1.0 section 2.1: one or more objects. */
static cu_status
check_proof(cu_work *work)
{
	uint32_t	count = cu_json_many(work->c->proof);

	if (work->c->proof == NULL)
		return CU_OK;
	if (count == 0)
		return fault(work, "/proof", "The list of proofs is empty.");
	if (count > CU_PROOFS_MAX)
		return fault(work, "/proof", "There are more than 64 proofs.");
	for (uint32_t i = 0; i < count; i++)
	{
		if (cu_json_nth(work->c->proof, i)->type != CU_JSON_OBJECT)
			return fault(work, "/proof", "A proof is not an object.");
	}
	return CU_OK;
}

static cu_status
check_status(cu_work *work)
{
	return check_typed(work, "credentialStatus", "/credentialStatus",
					   work->c->summary.model == 1);
}

static cu_status
check_schema(cu_work *work)
{
	return check_typed(work, "credentialSchema", "/credentialSchema", true);
}

cu_status
cu_verify_structure(cu_work *work)
{
	static cu_status (*const checks[]) (cu_work *) = {
		check_context, check_types, check_names, check_period,
		check_subjects, check_status, check_schema, check_proof,
		cu_verify_token
	};
	cu_check	row = {
		.part = "structure",
		.name = "the credential follows its data model",
		.passed = CU_TRUE
	};

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
	{
		CU_TRY(checks[i] (work));
		if (cu_work_done(work))
			return CU_OK;
	}
	/* Every fault has made its row; only their absence needs one. */
	return work->bad ? CU_OK : cu_work_add(work, &row);
}
