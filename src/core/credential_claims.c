/*
 * credential_claims.c
 *		What a credential says about itself, wherever its form puts it.
 *
 * VCDM 2.0 section 4 and VCDM 1.1 section 4; for VC-JWT 1.1 the mapping of
 * VCDM 1.1 section 6.3.1.  Only what makes it a credential at all is demanded
 * here; the rules of the data model are for verify_structure.c.
 */
#include "credential_parse.h"

#include "json_number.h"

#define CONTEXT_V1 "https://www.w3.org/2018/credentials/v1"

/* A copy of object in which name is text. */
static cu_status
put_text(cu_ctx *ctx, const cu_json **object, const char *name, cu_slice text)
{
	const cu_json *value = cu_json_new_string(ctx, text);

	if (value == NULL)
		return CU_NOMEM(ctx);
	*object = cu_json_with(ctx, *object, name, value);
	return *object ? CU_OK : CU_NOMEM(ctx);
}

/* Gives the object called name an id, when it is an object without one. */
static cu_status
put_nested_id(cu_ctx *ctx, const cu_json **claims, const char *name,
			  cu_slice id)
{
	const cu_json *object = cu_json_get(*claims, name);

	if (object == NULL || object->type != CU_JSON_OBJECT ||
		cu_json_get(object, "id") != NULL)
		return CU_OK;
	CU_TRY(put_text(ctx, &object, "id", id));
	*claims = cu_json_with(ctx, *claims, name, object);
	return *claims ? CU_OK : CU_NOMEM(ctx);
}

/* A NumericDate of the payload as date-time, when claims have no such. */
static cu_status
put_date(cu_ctx *ctx, const cu_json **claims, const char *name,
		 const cu_json *number)
{
	cu_instant	instant;
	cu_buf		text;

	if (number == NULL || number->type != CU_JSON_NUMBER ||
		cu_json_get(*claims, name) != NULL ||
		!cu_numeric_date_read(number->v.text, &instant))
		return CU_OK;
	cu_buf_init(&text, ctx);
	cu_datetime_write(&text, instant);
	CU_TRY(cu_buf_status(&text));
	return put_text(ctx, claims, name, cu_buf_slice(&text));
}

cu_status
cu_claims_unwrap(cu_ctx *ctx, const cu_json *payload, const cu_json *vc,
				 const cu_json **claims)
{
	cu_slice	iss = cu_json_get_string(payload, "iss");
	cu_slice	sub = cu_json_get_string(payload, "sub");
	cu_slice	jti = cu_json_get_string(payload, "jti");

	*claims = vc;
	if (iss.p != NULL)
	{
		if (cu_json_get(vc, "issuer") == NULL)
			CU_TRY(put_text(ctx, claims, "issuer", iss));
		else
			CU_TRY(put_nested_id(ctx, claims, "issuer", iss));
	}
	if (sub.p != NULL)
		CU_TRY(put_nested_id(ctx, claims, "credentialSubject", sub));
	if (jti.p != NULL && cu_json_get(vc, "id") == NULL)
		CU_TRY(put_text(ctx, claims, "id", jti));
	CU_TRY(put_date(ctx, claims, "issuanceDate", cu_json_get(payload, "nbf")));
	return put_date(ctx, claims, "expirationDate",
					cu_json_get(payload, "exp"));
}

cu_status
cu_claims_undisclosed(cu_ctx *ctx, const cu_json *payload,
					  const cu_json **claims)
{
	cu_slice	iss = cu_json_get_string(payload, "iss");

	*claims = payload;
	if (iss.p == NULL || cu_json_get(payload, "issuer") != NULL)
		return CU_OK;
	return put_text(ctx, claims, "issuer", iss);
}

/* Recursive: the reader has bounded the depth.  scratch is for any use. */
static cu_status
round_numbers(cu_buf *scratch, cu_json *value)
{
	switch (value->type)
	{
		case CU_JSON_NUMBER:
			if (cu_number_survives(value->v.text))
				break;
			scratch->n = 0;
			cu_number_canonical(scratch, value->v.text);
			CU_TRY(cu_buf_status(scratch));
			value->v.text = cu_copy(scratch->ctx, cu_buf_slice(scratch));
			return value->v.text.p ? CU_OK : CU_NOMEM(scratch->ctx);
		case CU_JSON_ARRAY:
			for (uint32_t i = 0; i < value->count; i++)
				CU_TRY(round_numbers(scratch, (cu_json *) &value->v.items[i]));
			break;
		case CU_JSON_OBJECT:
			for (uint32_t i = 0; i < value->count; i++)
				CU_TRY(round_numbers(scratch,
									 (cu_json *) &value->v.members[i].value));
			break;
		case CU_JSON_NULL:
		case CU_JSON_FALSE:
		case CU_JSON_TRUE:
		case CU_JSON_STRING:
			break;
	}
	return CU_OK;
}

cu_status
cu_claims_round(cu_ctx *ctx, const cu_json *document)
{
	cu_buf		scratch;

	cu_buf_init(&scratch, ctx);
	/* What was just read is still nobody else's. */
	return round_numbers(&scratch, (cu_json *) document);
}

/* The issuer's id, whether text or object. */
static cu_status
read_issuer(cu_ctx *ctx, const cu_json *claims, cu_slice *issuer)
{
	const cu_json *value = cu_json_get(claims, "issuer");

	*issuer = cu_json_string(value);
	if (issuer->p != NULL)
		return CU_OK;
	if (value == NULL || value->type != CU_JSON_OBJECT)
		return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "/issuer",
							   "A credential names its issuer.");
	*issuer = cu_json_get_string(value, "id");
	if (issuer->p != NULL)
		return CU_OK;
	return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "/issuer/id",
						   "An issuer that is an object has an id.");
}

/* All types that are text; VerifiableCredential must be among them. */
static cu_status
read_types(cu_ctx *ctx, const cu_json *claims, cu_summary *summary)
{
	const cu_json *type = cu_json_get(claims, "type");
	uint32_t	count = cu_json_many(type);
	bool		found = false;

	summary->types = cu_alloc_array(ctx, count, sizeof(cu_slice));
	if (summary->types == NULL)
		return CU_NOMEM(ctx);
	for (uint32_t i = 0; i < count; i++)
	{
		cu_slice	text = cu_json_string(cu_json_nth(type, i));

		if (text.p == NULL)
			continue;
		summary->types[summary->type_count++] = text;
		if (cu_slice_is(text, "VerifiableCredential"))
			found = true;
	}
	if (!found)
		return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "/type",
							   "A credential has VerifiableCredential among "
							   "its types.");
	return CU_OK;
}

cu_status
cu_claims_summarize(cu_ctx *ctx, const cu_json *claims, cu_summary *summary)
{
	const cu_json *context = cu_json_get(claims, "@context");
	bool		old;
	cu_slice	from;
	cu_slice	until;

	if (claims->type != CU_JSON_OBJECT)
		return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "",
							   "A credential is a JSON object.");
	if (context == NULL)
		return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "/@context",
							   "A credential has a @context.");
	CU_TRY(read_types(ctx, claims, summary));
	CU_TRY(read_issuer(ctx, claims, &summary->issuer));
	/* The subject itself may be an undisclosed claim of an SD-JWT. */
	if (cu_json_get(claims, "credentialSubject") == NULL &&
		cu_json_get(claims, "_sd") == NULL)
		return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "/credentialSubject",
							   "A credential has a credentialSubject.");
	old = cu_slice_is(cu_json_string(cu_json_nth(context, 0)), CONTEXT_V1);
	summary->model = old ? 1 : 2;
	summary->id = cu_json_get_string(claims, "id");
	from = cu_json_get_string(claims, old ? "issuanceDate" : "validFrom");
	until = cu_json_get_string(claims, old ? "expirationDate" : "validUntil");
	if (from.p == NULL || !cu_datetime_read(from, &summary->valid_from))
		summary->valid_from = CU_INSTANT_MIN;
	if (until.p == NULL || !cu_datetime_read(until, &summary->valid_until))
		summary->valid_until = CU_INSTANT_MAX;
	return CU_OK;
}

/* RFC 7519 section 4.1, and cnf of RFC 7800: of the token, not the claims. */
static bool
is_registered(cu_slice name)
{
	static const char *const names[] = {
		"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		if (cu_slice_is(name, names[i]))
			return true;
	}
	return false;
}

cu_status
cu_claims_content(cu_ctx *ctx, const cu_json *claims, bool token,
				  const cu_json **content)
{
	cu_json    *copy = cu_alloc(ctx, sizeof(cu_json));
	cu_member  *members = cu_alloc_array(ctx, claims->count,
										 sizeof(cu_member));
	uint32_t	count = 0;

	if (copy == NULL || members == NULL)
		return CU_NOMEM(ctx);
	for (uint32_t i = 0; i < claims->count; i++)
	{
		const cu_member *member = &claims->v.members[i];

		if (cu_slice_is(member->name, "proof") ||
			(token && is_registered(member->name)))
			continue;
		members[count++] = *member;
	}
	*copy = *claims;
	copy->count = count;
	copy->v.members = members;
	*content = copy;
	return CU_OK;
}
