/*
 * did_document.c
 *		The reader of DID documents.
 *
 * Services, aliases and the like are not looked at: what counts for a
 * signature is which keys the document lists, and for which purposes.
 */
#include "did_expand.h"

#include "iri.h"

const cu_relation cu_relations[CU_RELATIONS] = {
	{"authentication", CU_AUTHENTICATION},
	{"assertionMethod", CU_ASSERTION_METHOD},
	{"keyAgreement", CU_KEY_AGREEMENT},
	{"capabilityInvocation", CU_CAPABILITY_INVOCATION},
	{"capabilityDelegation", CU_CAPABILITY_DELEGATION}
};

/* Where the reader is: an element of a member of the document. */
typedef struct place
{
	const char *member;
	uint32_t	index;
} place;

typedef struct reader
{
	cu_ctx	   *ctx;
	const cu_json **sources;	/* the JSON of each method of out */
	cu_did_document *out;
} reader;

/* Fails at member inner (or NULL) of the place (or NULL: of the document). */
static cu_status
fail(cu_ctx *ctx, const place *at, const char *inner, const char *detail)
{
	cu_buf		pointer;
	const char *text;

	cu_buf_init(&pointer, ctx);
	if (at)
	{
		cu_pointer_add(&pointer, cu_slice_cstr(at->member));
		cu_pointer_add_index(&pointer, at->index);
	}
	if (inner)
		cu_pointer_add(&pointer, cu_slice_cstr(inner));
	text = cu_buf_cstr(&pointer);
	if (text == NULL)
		return CU_NOMEM(ctx);
	return cu_fail_pointer(ctx, CU_BAD_DID_DOCUMENT, text, detail);
}

/* True when a status says that the input is to blame, or not offered. */
static bool
is_content(cu_status status)
{
	cu_class	class = cu_status_class(status);

	return class == CU_CLASS_INPUT || class == CU_CLASS_UNSUPPORTED;
}

/*
 * A DID or DID URL, or another IRI (CID 1.0 lets https URLs control keys).
 * with_fragment: whether there may be one.
 */
static cu_status
check_identifier(cu_ctx *ctx, cu_slice id, bool with_fragment)
{
	cu_did_url	did;
	cu_iri		iri;

	if (cu_slice_starts(id, "did:"))
		return with_fragment ? cu_did_url_parse(ctx, id, &did) :
			cu_did_parse(ctx, id, &did);
	CU_TRY(cu_iri_parse(ctx, id, &iri));
	if (iri.fragment.p && !with_fragment)
		return cu_fail(ctx, CU_BAD_IRI, NULL);
	return CU_OK;
}

/* Resolves a relative id against that of the document (DID Core, 3.2.2). */
static cu_slice
absolute(cu_ctx *ctx, cu_slice document, cu_slice id)
{
	char	   *joined;

	if (id.n == 0 || (id.p[0] != '#' && id.p[0] != '/' && id.p[0] != '?'))
		return id;
	joined = cu_alloc_array(ctx, document.n + id.n, 1);
	if (joined == NULL)
		return cu_slice_make(NULL, 0);
	memcpy(joined, document.p, document.n);
	memcpy(joined + document.n, id.p, id.n);
	return cu_slice_make(joined, document.n + id.n);
}

/* A date of a method, if it is there. */
static cu_status
read_date(cu_ctx *ctx, const cu_json *method, const place *at,
		  const char *name, cu_instant *out)
{
	const cu_json *value = cu_json_get(method, name);

	*out = CU_INSTANT_MAX;
	if (value && !cu_datetime_read(cu_json_string(value), out))
		return fail(ctx, at, name, "A date and time with a zone is wanted.");
	return CU_OK;
}

/* Reads the members of a method but its id. */
static cu_status
read_method(cu_ctx *ctx, const cu_json *json, const place *at,
			cu_verification_method *method)
{
	cu_status	status;

	if (cu_json_holds_private_key(json))
		return fail(ctx, at, NULL, "A DID document holds no private key.");
	method->controller = cu_json_get_string(json, "controller");
	method->type = cu_json_get_string(json, "type");
	CU_TRY(read_date(ctx, json, at, "expires", &method->expires));
	CU_TRY(read_date(ctx, json, at, "revoked", &method->revoked));
	status = cu_method_key_read(ctx, json, &method->key);
	if (!is_content(status))
		return status;
	method->key.type = CU_KEY_NONE;
	return cu_fail(ctx, CU_OK, NULL);	/* takes the record of it back */
}

/*
 * Reads the method json at a place; *index is where it is listed.  A relation
 * may repeat a whole method word for word, as older documents do; any other
 * second use of an id is refused.
 */
static cu_status
add_method(reader *r, const cu_json *json, const place *at, bool related,
		   size_t *index)
{
	cu_did_document *out = r->out;
	cu_verification_method *method = &out->methods[out->count];
	const cu_verification_method *twin;
	cu_slice	id = cu_json_get_string(json, "id");
	cu_status	status;
	bool		same;

	/* Each is compared with all before it. */
	if (cu_canceled(r->ctx))
		return CU_CANCELED;
	if (json->type != CU_JSON_OBJECT)
		return fail(r->ctx, at, NULL, "A verification method is an object.");
	if (id.p == NULL)
		return fail(r->ctx, at, "id", "A verification method has an id.");
	method->id = absolute(r->ctx, out->id, id);
	if (method->id.p == NULL)
		return CU_NOMEM(r->ctx);
	status = check_identifier(r->ctx, method->id, true);
	if (is_content(status))
		return fail(r->ctx, at, "id",
					"The id is neither a DID URL nor an IRI.");
	CU_TRY(status);
	twin = cu_did_document_find(out, method->id);
	if (twin)
	{
		*index = (size_t) (twin - out->methods);
		CU_TRY(cu_json_equal(r->ctx, json, r->sources[*index], &same));
		if (!related || !same)
			return fail(r->ctx, at, "id",
						"Another verification method has this id.");
		return CU_OK;
	}
	CU_TRY(read_method(r->ctx, json, at, method));
	*index = out->count;
	r->sources[out->count++] = json;
	return CU_OK;
}

/* Adds purpose to the method that a relation names, if it is listed here. */
static cu_status
grant(reader *r, cu_slice name, unsigned purpose)
{
	cu_slice	id = absolute(r->ctx, r->out->id, name);
	const cu_verification_method *named;

	if (id.p == NULL)
		return CU_NOMEM(r->ctx);
	named = cu_did_document_find(r->out, id);
	if (named)
		r->out->methods[named - r->out->methods].purposes |= purpose;
	return CU_OK;
}

/* The entries of a relation: methods, or (embedded false) names of methods. */
static cu_status
read_relation(reader *r, const cu_json *json, const cu_relation *relation,
			  bool embedded)
{
	const cu_json *value = cu_json_get(json, relation->name);
	place		at = {relation->name, 0};
	size_t		index;

	for (; at.index < cu_json_many(value); at.index++)
	{
		const cu_json *entry = cu_json_nth(value, at.index);
		bool		is_name = entry->type == CU_JSON_STRING;

		if (!is_name && embedded)
		{
			CU_TRY(add_method(r, entry, &at, true, &index));
			r->out->methods[index].purposes |= relation->purpose;
		}
		else if (is_name && !embedded)
			CU_TRY(grant(r, cu_json_string(entry), relation->purpose));
	}
	return CU_OK;
}

/*
 * Makes room for all methods.  The limit also bounds the time of looking ids
 * up one by one.
 */
static cu_status
make_room(reader *r, const cu_json *json)
{
	size_t		listed = cu_json_many(cu_json_get(json, "verificationMethod"));
	size_t		related = 0;

	for (size_t i = 0; i < CU_RELATIONS; i++)
		related += cu_json_many(cu_json_get(json, cu_relations[i].name));
	if (listed > CU_METHODS_MAX || related > CU_METHODS_MAX)
		return cu_fail(r->ctx, CU_LIMIT_SIZE,
					   "A DID document is limited to 1000 methods, and to "
					   "1000 entries of relations.");
	/* One more, since an array of none may have no place. */
	r->out->methods = cu_alloc_array(r->ctx, listed + related + 1,
									 sizeof(*r->out->methods));
	r->sources = cu_alloc_array(r->ctx, listed + related + 1,
								sizeof(*r->sources));
	return r->out->methods && r->sources ? CU_OK : CU_NOMEM(r->ctx);
}

/* All methods first, so that it is no matter where one is named. */
static cu_status
read_methods(reader *r, const cu_json *json)
{
	const cu_json *methods = cu_json_get(json, "verificationMethod");
	place		at = {"verificationMethod", 0};
	size_t		index;

	CU_TRY(make_room(r, json));
	for (; at.index < cu_json_many(methods); at.index++)
		CU_TRY(add_method(r, cu_json_nth(methods, at.index), &at, false,
						  &index));
	for (size_t i = 0; i < CU_RELATIONS; i++)
		CU_TRY(read_relation(r, json, &cu_relations[i], true));
	for (size_t i = 0; i < CU_RELATIONS; i++)
		CU_TRY(read_relation(r, json, &cu_relations[i], false));
	return CU_OK;
}

cu_status
cu_did_document_read(cu_ctx *ctx, const cu_json *json, cu_did_document *out)
{
	reader		r = {ctx, NULL, out};
	cu_status	status;

	memset(out, 0, sizeof(*out));
	if (json->type != CU_JSON_OBJECT)
		return fail(ctx, NULL, NULL, "A DID document is an object.");
	out->id = cu_json_get_string(json, "id");
	if (out->id.p == NULL)
		return fail(ctx, NULL, "id", "A DID document has an id.");
	status = check_identifier(ctx, out->id, false);
	if (is_content(status))
		return fail(ctx, NULL, "id", "The id is neither a DID nor an IRI.");
	CU_TRY(status);
	return read_methods(&r, json);
}

const cu_verification_method *
cu_did_document_find(const cu_did_document *document, cu_slice id)
{
	for (size_t i = 0; i < document->count; i++)
	{
		if (cu_slice_eq(document->methods[i].id, id))
			return &document->methods[i];
	}
	return NULL;
}
