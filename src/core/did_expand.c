/*
 * did_expand.c
 *		Documents that follow from the DID: did:key and did:jwk.
 */
#include "did_expand.h"

typedef struct self_row
{
	const char *prefix;
	cu_status	(*expand) (cu_ctx *ctx, const cu_did_url *did,
						   const cu_json **out);
	cu_status	(*document) (cu_ctx *ctx, const cu_did_url *did,
							 cu_did_document *out);
} self_row;

static const self_row rows[] = {
	{"did:key:", cu_did_key_expand, cu_did_key_document},
	{"did:jwk:", cu_did_jwk_expand, cu_did_jwk_document}
};

static const self_row *
find_row(cu_slice did)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		if (cu_slice_starts(did, rows[i].prefix))
			return &rows[i];
	}
	return NULL;
}

bool
cu_did_is_self_describing(cu_slice did)
{
	return find_row(did) != NULL;
}

/* A malformed key makes the DID malformed. */
static cu_status
did_status(cu_ctx *ctx, cu_status status)
{
	if (cu_status_class(status) != CU_CLASS_INPUT || status == CU_BAD_DID)
		return status;
	return cu_fail(ctx, CU_BAD_DID, ctx->error.detail);
}

/* Splits did and finds the row of its method. */
static cu_status
start(cu_ctx *ctx, cu_slice did, cu_did_url *parts, const self_row **row)
{
	CU_TRY(cu_did_parse(ctx, did, parts));
	*row = find_row(did);
	if (*row == NULL)
		return cu_fail(ctx, CU_UNSUPPORTED_METHOD,
					   "Only did:key and did:jwk hold their own document.");
	return CU_OK;
}

cu_status
cu_did_expand(cu_ctx *ctx, cu_slice did, const cu_json **out)
{
	cu_did_url	parts;
	const self_row *row;

	CU_TRY(start(ctx, did, &parts, &row));
	return did_status(ctx, row->expand(ctx, &parts, out));
}

cu_status
cu_did_expand_document(cu_ctx *ctx, cu_slice did, cu_did_document *out)
{
	cu_did_url	parts;
	const self_row *row;

	memset(out, 0, sizeof(*out));
	CU_TRY(start(ctx, did, &parts, &row));
	return did_status(ctx, row->document(ctx, &parts, out));
}

/* --- what both are made with ---------------------------------------------- */

static void
add_text(cu_buf *buf, const char *name, cu_slice value)
{
	cu_json_write_string(buf, cu_slice_cstr(name));
	cu_buf_add_char(buf, ':');
	cu_json_write_string(buf, value);
}

/* The id of a method as JSON; a DID URL needs no escapes. */
static void
add_id(cu_buf *buf, cu_slice did, cu_slice fragment)
{
	cu_buf_add_char(buf, '"');
	cu_buf_add_slice(buf, did);
	cu_buf_add_char(buf, '#');
	cu_buf_add_slice(buf, fragment);
	cu_buf_add_char(buf, '"');
}

static void
add_method(cu_buf *buf, cu_slice did, const cu_written_method *method)
{
	cu_buf_add_cstr(buf, "{\"id\":");
	add_id(buf, did, method->fragment);
	cu_buf_add_char(buf, ',');
	add_text(buf, "type", cu_slice_cstr(method->type));
	cu_buf_add_char(buf, ',');
	add_text(buf, "controller", did);
	cu_buf_add_char(buf, ',');
	cu_json_write_string(buf, cu_slice_cstr(method->member));
	cu_buf_add_char(buf, ':');
	cu_json_write(buf, method->value);
	cu_buf_add_char(buf, '}');
}

static void
add_relation(cu_buf *buf, cu_slice did, const cu_relation *relation,
			 const cu_written_method *methods, size_t count)
{
	bool		opened = false;

	for (size_t i = 0; i < count; i++)
	{
		if ((methods[i].purposes & relation->purpose) == 0)
			continue;
		/* A comma before the member, and one between its elements. */
		cu_buf_add_char(buf, ',');
		if (!opened)
		{
			cu_json_write_string(buf, cu_slice_cstr(relation->name));
			cu_buf_add_cstr(buf, ":[");
		}
		opened = true;
		add_id(buf, did, methods[i].fragment);
	}
	if (opened)
		cu_buf_add_char(buf, ']');
}

cu_status
cu_did_document_write(cu_ctx *ctx, cu_slice did, const char *context,
					  const cu_written_method *methods, size_t count,
					  const cu_json **out)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add_cstr(&buf, "{\"@context\":[\"https://www.w3.org/ns/did/v1\",");
	cu_json_write_string(&buf, cu_slice_cstr(context));
	cu_buf_add_cstr(&buf, "],");
	add_text(&buf, "id", did);
	cu_buf_add_cstr(&buf, ",\"verificationMethod\":[");
	for (size_t i = 0; i < count; i++)
	{
		if (i > 0)
			cu_buf_add_char(&buf, ',');
		add_method(&buf, did, &methods[i]);
	}
	cu_buf_add_char(&buf, ']');
	for (size_t i = 0; i < CU_RELATIONS; i++)
		add_relation(&buf, did, &cu_relations[i], methods, count);
	cu_buf_add_char(&buf, '}');
	CU_TRY(cu_buf_status(&buf));
	return cu_json_parse(ctx, cu_buf_slice(&buf), out);
}

cu_status
cu_did_document_single(cu_ctx *ctx, cu_slice did, cu_slice fragment,
					   const char *type, const cu_public_key *key,
					   unsigned purposes, cu_did_document *out)
{
	cu_verification_method *method = cu_alloc(ctx, sizeof(*method));
	char	   *id = cu_alloc(ctx, did.n + 1 + fragment.n);

	if (method == NULL || id == NULL)
		return CU_NOMEM(ctx);
	memcpy(id, did.p, did.n);
	id[did.n] = '#';
	memcpy(id + did.n + 1, fragment.p, fragment.n);
	method->id = cu_slice_make(id, did.n + 1 + fragment.n);
	method->controller = did;
	method->type = cu_slice_cstr(type);
	method->key = *key;
	method->purposes = purposes;
	method->expires = CU_INSTANT_MAX;
	method->revoked = CU_INSTANT_MAX;
	out->id = did;
	out->methods = method;
	out->count = 1;
	return CU_OK;
}
