/*
 * credential_access.c
 *		What a credential says, as SQL functions.
 *
 * Those that only need the summary read the first part of a toasted value and
 * parse nothing.  The others open the document.
 */
#include "compat.h"

#include "../core/proof.h"
#include "catalog/pg_type.h"
#include "credential_type.h"
#include "jsonb_bridge.h"
#include "lib/stringinfo.h"
#include "report.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* --- from the summary ----------------------------------------------------- */

static void
summary_of(FunctionCallInfo fcinfo, cu_summary *summary)
{
	cu_credential_summary_datum(cu_call_begin(fcinfo), PG_GETARG_DATUM(0),
								summary);
}

static Datum
text_or_null(FunctionCallInfo fcinfo, cu_slice s)
{
	if (s.p == NULL)
		PG_RETURN_NULL();
	return PointerGetDatum(cu_slice_varlena(s));
}

/* A text[] of count slices. */
static Datum
text_array(const cu_slice *items, size_t count)
{
	Datum	   *elements = palloc(Max(count, 1) * sizeof(Datum));

	for (size_t i = 0; i < count; i++)
		elements[i] = PointerGetDatum(cu_slice_varlena(items[i]));
	return PointerGetDatum(construct_array(elements, (int) count, TEXTOID,
										   -1, false, TYPALIGN_INT));
}

/* An instant as timestamptz; NULL where there is no bound. */
static Datum
instant_or_null(FunctionCallInfo fcinfo, cu_instant instant)
{
	if (instant == CU_INSTANT_MIN || instant == CU_INSTANT_MAX ||
		!IS_VALID_TIMESTAMP(instant))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(instant);
}

/* id(credential) → text */
CU_FUNCTION(credential_id);
Datum
credential_id(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return text_or_null(fcinfo, s.id);
}

/* issuer(credential) → text */
CU_FUNCTION(credential_issuer);
Datum
credential_issuer(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return text_or_null(fcinfo, s.issuer);
}

/* types(credential) → text[] */
CU_FUNCTION(credential_types);
Datum
credential_types(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return text_array(s.types, s.type_count);
}

/* valid_from(credential) → timestamptz */
CU_FUNCTION(credential_valid_from);
Datum
credential_valid_from(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return instant_or_null(fcinfo, s.valid_from);
}

/* valid_until(credential) → timestamptz */
CU_FUNCTION(credential_valid_until);
Datum
credential_valid_until(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return instant_or_null(fcinfo, s.valid_until);
}

/* form(credential) → text */
CU_FUNCTION(credential_form);
Datum
credential_form(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return PointerGetDatum(cu_slice_varlena(cu_slice_cstr(cu_form_name(s.form))));
}

/* digest(credential) → bytea */
CU_FUNCTION(credential_digest);
Datum
credential_digest(PG_FUNCTION_ARGS)
{
	cu_summary	s;

	summary_of(fcinfo, &s);
	return PointerGetDatum(cu_slice_varlena(cu_slice_make(s.digest,
														  sizeof(s.digest))));
}

/* content_digest(credential) → bytea */
CU_FUNCTION(credential_content_digest);
Datum
credential_content_digest(PG_FUNCTION_ARGS)
{
	cu_summary	s;
	cu_slice	digest;

	summary_of(fcinfo, &s);
	digest = cu_slice_make(s.content_digest, sizeof(s.content_digest));
	return PointerGetDatum(cu_slice_varlena(digest));
}

/* --- from the document ---------------------------------------------------- */

/* A list of slices for text_array; room is known before it is filled. */
typedef struct slice_list
{
	cu_slice   *items;
	size_t		count;
} slice_list;

static slice_list
list_for(size_t room)
{
	slice_list	list;

	list.items = palloc(Max(room, 1) * sizeof(cu_slice));
	list.count = 0;
	return list;
}

/* Adds a text that is there. */
static void
list_add(slice_list *list, cu_slice s)
{
	if (s.p != NULL)
		list->items[list->count++] = s;
}

/* The text of a value, or of its "id" when it is an object. */
static cu_slice
text_or_id(const cu_json *value)
{
	cu_slice	text = cu_json_string(value);

	return text.p != NULL ? text : cu_json_get_string(value, "id");
}

/* subject(credential) → jsonb */
CU_FUNCTION(credential_subject);
Datum
credential_subject(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_credential c;
	const cu_json *subject;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	subject = cu_json_get(c.claims, "credentialSubject");
	if (subject == NULL)
		PG_RETURN_NULL();
	return cu_json_jsonb(call, subject);
}

/* A member of the claims; *call is for what is made of it. */
static const cu_json *
claims_member(FunctionCallInfo fcinfo, cu_call **call)
{
	cu_slice	name = CU_VARLENA_SLICE(PG_GETARG_VARLENA_PP(1));
	cu_credential c;

	*call = cu_call_begin(fcinfo);
	cu_credential_open_datum(*call, PG_GETARG_DATUM(0), &c);
	return cu_json_get_slice(c.claims, name);
}

/* credential -> text → jsonb */
CU_FUNCTION(credential_get);
Datum
credential_get(PG_FUNCTION_ARGS)
{
	cu_call    *call;
	const cu_json *member = claims_member(fcinfo, &call);

	if (member == NULL)
		PG_RETURN_NULL();
	return cu_json_jsonb(call, member);
}

/* credential ->> text → text: the same text as (credential::jsonb) ->> text */
CU_FUNCTION(credential_get_text);
Datum
credential_get_text(PG_FUNCTION_ARGS)
{
	cu_call    *call;
	const cu_json *member = claims_member(fcinfo, &call);
	Datum		text;

	if (member == NULL || member->type == CU_JSON_NULL)
		PG_RETURN_NULL();
	if (member->type == CU_JSON_STRING)
		return PointerGetDatum(cu_slice_varlena(member->v.text));
	text = DirectFunctionCall1(jsonb_out, cu_json_jsonb(call, member));
	return PointerGetDatum(cu_slice_varlena(cu_slice_cstr(DatumGetCString(text))));
}

/* subject_ids(credential) → text[] */
CU_FUNCTION(credential_subject_ids);
Datum
credential_subject_ids(PG_FUNCTION_ARGS)
{
	cu_credential c;
	const cu_json *subject;
	uint32_t	n;
	slice_list	ids;

	cu_credential_open_datum(cu_call_begin(fcinfo), PG_GETARG_DATUM(0), &c);
	subject = cu_json_get(c.claims, "credentialSubject");
	n = cu_json_many(subject);
	ids = list_for(n);
	for (uint32_t i = 0; i < n; i++)
		list_add(&ids, cu_json_get_string(cu_json_nth(subject, i), "id"));
	return text_array(ids.items, ids.count);
}

/* contexts(credential) → text[]: those that are URLs, and that were signed */
CU_FUNCTION(credential_contexts);
Datum
credential_contexts(PG_FUNCTION_ARGS)
{
	cu_call    *call = cu_call_begin(fcinfo);
	cu_credential c;
	const cu_json *context;
	uint32_t	n;
	slice_list	urls;

	cu_credential_open_datum(call, PG_GETARG_DATUM(0), &c);
	if (cu_proof_signed_context(&call->ctx, cu_json_get(c.claims, "@context"),
								c.proof, c.summary.issuer,
								&context) != CU_OK)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, "credential");
	n = cu_json_many(context);
	urls = list_for(n);
	for (uint32_t i = 0; i < n; i++)
		list_add(&urls, cu_json_string(cu_json_nth(context, i)));
	return text_array(urls.items, urls.count);
}

/* The suite a proof names: "cryptosuite", or the type of an older proof. */
static cu_slice
proof_suite(const cu_json *proof)
{
	cu_slice	type = cu_json_get_string(proof, "type");

	return cu_slice_is(type, "DataIntegrityProof") ?
		cu_json_get_string(proof, "cryptosuite") : type;
}

/* cryptosuites(credential) → text[]: one per proof; of a token its alg */
CU_FUNCTION(credential_cryptosuites);
Datum
credential_cryptosuites(PG_FUNCTION_ARGS)
{
	cu_credential c;
	uint32_t	n;
	slice_list	suites;

	cu_credential_open_datum(cu_call_begin(fcinfo), PG_GETARG_DATUM(0), &c);
	n = cu_json_many(c.proof);
	suites = list_for(n + 1);
	for (uint32_t i = 0; i < n; i++)
		list_add(&suites, proof_suite(cu_json_nth(c.proof, i)));
	list_add(&suites, c.jws.alg);
	return text_array(suites.items, suites.count);
}

/*
 * The key a token names.  Relative to the issuer, as the header of an issuer's
 * own token often has it: "#key-1", or "key-1" alone.
 */
static cu_slice
token_method(const cu_credential *c)
{
	cu_slice	kid = c->jws.kid;
	cu_slice	issuer = c->summary.issuer;
	StringInfoData absolute;

	if (kid.n == 0 ||
		(kid.p[0] != '#' && memchr(kid.p, ':', kid.n) != NULL))
		return kid;
	initStringInfo(&absolute);
	appendBinaryStringInfo(&absolute, issuer.p, (int) issuer.n);
	if (kid.p[0] != '#')
		appendStringInfoChar(&absolute, '#');
	appendBinaryStringInfo(&absolute, kid.p, (int) kid.n);
	return cu_slice_make(absolute.data, (size_t) absolute.len);
}

/* verification_methods(credential) → text[]: absolute ids, one per proof */
CU_FUNCTION(credential_verification_methods);
Datum
credential_verification_methods(PG_FUNCTION_ARGS)
{
	cu_credential c;
	uint32_t	n;
	slice_list	methods;

	cu_credential_open_datum(cu_call_begin(fcinfo), PG_GETARG_DATUM(0), &c);
	n = cu_json_many(c.proof);
	methods = list_for(n + 1);
	for (uint32_t i = 0; i < n; i++)
		list_add(&methods,
				 text_or_id(cu_json_get(cu_json_nth(c.proof, i),
										"verificationMethod")));
	list_add(&methods, token_method(&c));
	return text_array(methods.items, methods.count);
}
