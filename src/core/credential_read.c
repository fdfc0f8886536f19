/*
 * credential_read.c
 *		Octets of any securing form to claims, and the two digests.
 *
 * The form shows in the first octets: '{' is JSON (a proof inside, an envelope
 * of a token, or unsecured), anything else a token; a token with '~' is an
 * SD-JWT (RFC 9901, section 4).
 */
#include "credential_parse.h"

#include "jcs.h"
#include "proof.h"

static const char *const form_names[] = {
	[CU_FORM_UNSECURED] = "unsecured",
	[CU_FORM_EMBEDDED] = "embedded",
	[CU_FORM_VC_JWT] = "vc+jwt",
	[CU_FORM_VC_JWT_11] = "vc-jwt",
	[CU_FORM_SD_JWT] = "vc+sd-jwt",
	[CU_FORM_ENVELOPED] = "enveloped"
};

const char *
cu_form_name(cu_form form)
{
	return form_names[form];
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static cu_slice
strip(cu_slice s)
{
	size_t		n = 0;

	while (n < s.n && is_space(s.p[n]))
		n++;
	s = cu_slice_from(s, n);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* True when type has name among its values. */
static bool
has_type(const cu_json *object, const char *name)
{
	const cu_json *type = cu_json_get(object, "type");
	uint32_t	count = cu_json_many(type);

	for (uint32_t i = 0; i < count; i++)
	{
		if (cu_slice_is(cu_json_string(cu_json_nth(type, i)), name))
			return true;
	}
	return false;
}

/*
 * The payload as JSON.  An offset would count the octets of the payload, which
 * is not what was handed in: it is left out.
 */
static cu_status
parse_payload(cu_ctx *ctx, cu_credential *out)
{
	cu_status	status = cu_json_parse(ctx, out->jws.payload, &out->payload);

	if (cu_status_class(status) == CU_CLASS_INPUT)
		return cu_fail(ctx, status, "The fault lies in the token's payload.");
	CU_TRY(status);
	if (out->payload->type != CU_JSON_OBJECT)
		return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "",
							   "The token's payload is not a JSON object.");
	return CU_OK;
}

/*
 * A vc claim makes it a VC-JWT 1.1, unless the payload is a credential itself
 * (which may not have one; verify_structure.c tells).
 */
static cu_status
parse_jwt(cu_ctx *ctx, cu_slice token, cu_credential *out)
{
	const cu_json *vc;

	CU_TRY(cu_jws_parse(ctx, token, &out->jws));
	CU_TRY(parse_payload(ctx, out));
	vc = cu_json_get(out->payload, "vc");
	if (vc != NULL && vc->type == CU_JSON_OBJECT &&
		cu_json_get(out->payload, "@context") == NULL &&
		cu_json_get(out->payload, "credentialSubject") == NULL)
	{
		out->secured = CU_FORM_VC_JWT_11;
		return cu_claims_unwrap(ctx, out->payload, vc, &out->claims);
	}
	out->secured = CU_FORM_VC_JWT;
	out->claims = out->payload;
	return CU_OK;
}

/* The issuer-signed JWT before the first '~'; disclosures are not read. */
static cu_status
parse_sd_jwt(cu_ctx *ctx, cu_slice token, size_t tilde, cu_credential *out)
{
	cu_slice	jwt = cu_slice_make(token.p, tilde);

	for (size_t i = tilde; i < token.n; i++)
	{
		unsigned char c = (unsigned char) token.p[i];

		if (c <= ' ' || c > '~')
			return cu_fail_at(ctx, CU_BAD_JWS, i,
							  "An SD-JWT is base64url parts with '~' between "
							  "them.");
	}
	CU_TRY(cu_jws_parse(ctx, jwt, &out->jws));
	CU_TRY(parse_payload(ctx, out));
	out->secured = CU_FORM_SD_JWT;
	return cu_claims_undisclosed(ctx, out->payload, &out->claims);
}

static cu_status
parse_token(cu_ctx *ctx, cu_slice token, cu_credential *out)
{
	const char *tilde = token.n ? memchr(token.p, '~', token.n) : NULL;

	if (tilde == NULL)
		return parse_jwt(ctx, token, out);
	return parse_sd_jwt(ctx, token, (size_t) (tilde - token.p), out);
}

/*
 * The token in the data URL of an envelope (VCDM 2.0, section 4.13).  Seen in
 * the wild: ';' instead of ',', and the media types of earlier drafts.
 */
static bool
unwrap_envelope(cu_slice url, cu_slice *token)
{
	static const char *const prefixes[] = {
		"data:application/vc+jwt",
		"data:application/vc-ld+jwt",
		"data:application/vc+sd-jwt",
		"data:application/vc-ld+sd-jwt"
	};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
	{
		cu_slice	rest;

		if (!cu_slice_starts(url, prefixes[i]))
			continue;
		rest = cu_slice_from(url, strlen(prefixes[i]));
		if (rest.n == 0 || (rest.p[0] != ',' && rest.p[0] != ';'))
			continue;
		*token = cu_slice_from(rest, 1);
		return true;
	}
	return false;
}

static cu_status
parse_json(cu_ctx *ctx, cu_credential *out)
{
	const cu_json *document;
	cu_slice	token;
	cu_status	status;

	CU_TRY(cu_json_parse(ctx, out->octets, &document));
	if (has_type(document, "EnvelopedVerifiableCredential"))
	{
		if (!unwrap_envelope(cu_json_get_string(document, "id"), &token))
			return cu_fail_pointer(ctx, CU_BAD_CREDENTIAL, "/id",
								   "An envelope's id is a data URL of a "
								   "vc+jwt or vc+sd-jwt token.");
		out->summary.form = CU_FORM_ENVELOPED;
		/* Offsets would count octets of the token, not of the envelope. */
		status = parse_token(ctx, token, out);
		if (cu_status_class(status) == CU_CLASS_INPUT)
			return cu_fail_pointer(ctx, status, "/id",
								   "The enveloped token is malformed.");
		return status;
	}
	out->claims = document;
	out->proof = cu_json_get(document, "proof");
	out->secured = out->proof ? CU_FORM_EMBEDDED : CU_FORM_UNSECURED;
	out->summary.form = out->secured;
	/* Digits that no proof covers are anybody's. */
	return out->proof ? cu_claims_round(ctx, document) : CU_OK;
}

/* parse_token for what was handed in: offsets count from its start. */
static cu_status
parse_bare_token(cu_ctx *ctx, cu_slice octets, cu_credential *out)
{
	cu_slice	token = strip(octets);
	cu_status	status;

	if (token.n == 0 || memchr(token.p, '.', token.n) == NULL)
		return cu_fail_at(ctx, CU_BAD_CREDENTIAL, 0,
						  "A credential is a JSON object or a token.");
	out->octets = token;
	status = parse_token(ctx, token, out);
	if (status != CU_OK && ctx->error.has_offset)
		ctx->error.offset += (size_t) (token.p - octets.p);
	out->summary.form = out->secured;
	return status;
}

cu_status
cu_credential_parse(cu_ctx *ctx, cu_slice octets, cu_credential *out)
{
	size_t		n = 0;

	memset(out, 0, sizeof(*out));
	if (octets.n > ctx->host->limits.max_document)
		return cu_fail(ctx, CU_LIMIT_SIZE, NULL);
	while (n < octets.n && is_space(octets.p[n]))
		n++;
	if (n < octets.n && octets.p[n] == '{')
	{
		out->octets = octets;
		CU_TRY(parse_json(ctx, out));
	}
	else
		CU_TRY(parse_bare_token(ctx, octets, out));
	return cu_claims_summarize(ctx, out->claims, &out->summary);
}

/* Contexts that the issuer did not sign are not content. */
static cu_status
use_signed_context(cu_ctx *ctx, const cu_credential *c,
				   const cu_json **content)
{
	const cu_json *own = cu_json_get(*content, "@context");
	const cu_json *context;

	CU_TRY(cu_proof_signed_context(ctx, own, c->proof, c->summary.issuer,
								   &context));
	if (context != own)
		*content = cu_json_with(ctx, *content, "@context", context);
	return *content ? CU_OK : CU_NOMEM(ctx);
}

/* SHA-256 of the canonical content. */
static cu_status
digest_content(cu_ctx *ctx, cu_credential *c)
{
	bool		token = c->secured == CU_FORM_VC_JWT ||
		c->secured == CU_FORM_SD_JWT;
	const cu_json *content;
	cu_mark		mark = cu_arena_mark(ctx);
	cu_buf		buf;
	cu_status	status;

	CU_TRY(cu_claims_content(ctx, c->claims, token, &content));
	CU_TRY(use_signed_context(ctx, c, &content));
	cu_buf_init(&buf, ctx);
	/* Rounded already, or signed with every digit. */
	status = cu_jcs_write_exact(&buf, content);
	if (status == CU_OK && !cu_digest(CU_SHA256, cu_buf_slice(&buf),
									  c->summary.content_digest))
		status = cu_fail(ctx, CU_INTERNAL, NULL);
	/* Room for cu_verify, which may need the same form again. */
	cu_arena_rewind(ctx, mark);
	return status;
}

cu_status
cu_credential_read(cu_ctx *ctx, cu_slice octets, cu_credential *out)
{
	size_t		size;

	CU_TRY(cu_credential_parse(ctx, octets, out));
	/* What cannot be stored is refused here, where that is told softly. */
	CU_TRY(cu_summary_measure(ctx, &out->summary, &size));
	if (!cu_digest(CU_SHA256, out->octets, out->summary.digest))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	CU_TRY(digest_content(ctx, out));
	out->digested = true;
	return CU_OK;
}
