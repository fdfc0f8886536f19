/*
 * jws.c
 *		Compact JWS: taken apart, verified and made.
 *
 * The algorithm follows from the key: "alg" is only compared with it (RFC 8725,
 * section 3.1).  Nothing in the header ever supplies a key.
 */
#include "jws.h"

#include "base.h"

typedef struct alg_row
{
	const char *alg;
	cu_key_type type;
	cu_hash		hash;
	bool		signs;			/* offered for signing, by that name */
	cu_rsa_padding padding;		/* RSA only */
} alg_row;

static const alg_row algs[] = {
	{"EdDSA", CU_KEY_ED25519, CU_SHA512, true, 0},	/* RFC 8037 */
	{"Ed25519", CU_KEY_ED25519, CU_SHA512, false, 0},	/* RFC 9864 */
	{"ES256", CU_KEY_P256, CU_SHA256, true, 0}, /* RFC 7518 */
	{"ES384", CU_KEY_P384, CU_SHA384, true, 0},
	{"ES512", CU_KEY_P521, CU_SHA512, false, 0},
	{"ES256K", CU_KEY_SECP256K1, CU_SHA256, false, 0},	/* RFC 8812 */
	{"RS256", CU_KEY_RSA, CU_SHA256, false, CU_RSA_PKCS1},	/* RFC 7518 */
	{"RS384", CU_KEY_RSA, CU_SHA384, false, CU_RSA_PKCS1},
	{"RS512", CU_KEY_RSA, CU_SHA512, false, CU_RSA_PKCS1},
	{"PS256", CU_KEY_RSA, CU_SHA256, false, CU_RSA_PSS},
	{"PS384", CU_KEY_RSA, CU_SHA384, false, CU_RSA_PSS},
	{"PS512", CU_KEY_RSA, CU_SHA512, false, CU_RSA_PSS}
};

#define ALG_COUNT (sizeof(algs) / sizeof(algs[0]))

static bool
is_base64url(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		(c >= '0' && c <= '9') || c == '-' || c == '_';
}

/*
 * Offsets of the first two dots; false when there are fewer or no header.
 * Characters are left to the decoder, which is faster at it.
 */
static bool
find_dots(cu_slice text, size_t dots[2])
{
	size_t		from = 0;

	for (int i = 0; i < 2; i++)
	{
		const char *dot = from < text.n ?
			memchr(text.p + from, '.', text.n - from) : NULL;

		if (dot == NULL)
			return false;
		dots[i] = (size_t) (dot - text.p);
		from = dots[i] + 1;
	}
	return dots[0] > 0;
}

bool
cu_jws_looks_like(cu_slice text)
{
	size_t		dots[2];

	if (!find_dots(text, dots))
		return false;
	for (size_t i = 0; i < text.n; i++)
	{
		if (!is_base64url(text.p[i]) && i != dots[0] && i != dots[1])
			return false;
	}
	return true;
}

/* Decodes the part of text from start to end. */
static cu_status
decode_part(cu_ctx *ctx, cu_slice text, size_t start, size_t end,
			cu_slice *octets)
{
	cu_slice	part = cu_slice_make(text.p + start, end - start);
	cu_status	status = cu_base64url_decode(ctx, part, octets);

	if (cu_status_class(status) != CU_CLASS_INPUT)
		return status;
	return cu_fail_at(ctx, CU_BAD_JWS, start + ctx->error.offset,
					  "A part of the token is not base64url.");
}

/* Takes a header member that must be text when it is there. */
static bool
take_text(const cu_json *header, const char *name, cu_slice *out)
{
	const cu_json *value = cu_json_get(header, name);

	*out = cu_json_string(value);
	return value == NULL || value->type == CU_JSON_STRING;
}

static cu_status
read_header(cu_ctx *ctx, cu_slice octets, cu_jws *out)
{
	cu_status	status = cu_json_parse(ctx, octets, &out->header);

	if (cu_status_class(status) == CU_CLASS_INPUT)
		return cu_fail_at(ctx, CU_BAD_JWS, 0,
						  "The token's header is not JSON.");
	CU_TRY(status);
	if (out->header->type != CU_JSON_OBJECT)
		return cu_fail_at(ctx, CU_BAD_JWS, 0,
						  "The token's header is not a JSON object.");
	if (!take_text(out->header, "alg", &out->alg) ||
		!take_text(out->header, "kid", &out->kid) ||
		!take_text(out->header, "typ", &out->typ) ||
		!take_text(out->header, "cty", &out->cty))
		return cu_fail_at(ctx, CU_BAD_JWS, 0,
						  "The token's header has an alg, kid, typ or cty "
						  "that is not text.");
	out->crit = cu_json_get(out->header, "crit") != NULL;
	return CU_OK;
}

cu_status
cu_jws_parse(cu_ctx *ctx, cu_slice text, cu_jws *out)
{
	size_t		dots[2];
	cu_slice	header;

	memset(out, 0, sizeof(*out));
	if (!find_dots(text, dots))
		return cu_fail_at(ctx, CU_BAD_JWS, text.n,
						  "A token is three base64url parts with dots "
						  "between them.");
	CU_TRY(decode_part(ctx, text, 0, dots[0], &header));
	CU_TRY(read_header(ctx, header, out));
	CU_TRY(decode_part(ctx, text, dots[0] + 1, dots[1], &out->payload));
	CU_TRY(decode_part(ctx, text, dots[1] + 1, text.n, &out->signature));
	out->signing_input = cu_slice_make(text.p, dots[1]);
	return CU_OK;
}

/* The row of alg, if it belongs to keys of this type. */
static const alg_row *
find_alg(cu_slice alg, cu_key_type type)
{
	for (size_t i = 0; i < ALG_COUNT; i++)
	{
		if (algs[i].type == type && cu_slice_is(alg, algs[i].alg))
			return &algs[i];
	}
	return NULL;
}

bool
cu_jws_alg_fits(cu_slice alg, cu_key_type type, cu_hash *hash)
{
	const alg_row *row = find_alg(alg, type);

	if (row == NULL)
		return false;
	*hash = row->hash;
	return true;
}

bool
cu_jws_alg_allowed(cu_slice alg, const cu_public_key *key)
{
	return find_alg(alg, key->type) != NULL &&
		(key->alg == NULL || cu_slice_is(alg, key->alg));
}

bool
cu_jws_alg_known(cu_slice alg)
{
	for (size_t i = 0; i < ALG_COUNT; i++)
	{
		if (cu_slice_is(alg, algs[i].alg))
			return true;
	}
	return false;
}

cu_truth
cu_jws_verify(const cu_jws *jws, const cu_public_key *key)
{
	const alg_row *row = find_alg(jws->alg, key->type);

	if (jws->crit || row == NULL || !cu_jws_alg_allowed(jws->alg, key))
		return CU_FALSE;
	if (key->type == CU_KEY_RSA)
		return cu_rsa_verify(key, row->padding, row->hash,
							 jws->signing_input, jws->signature);
	return cu_signature_verify(key, row->hash, jws->signing_input,
							   jws->signature);
}

const char *
cu_jws_alg_for(cu_key_type type)
{
	for (size_t i = 0; i < ALG_COUNT; i++)
	{
		if (algs[i].type == type && algs[i].signs)
			return algs[i].alg;
	}
	return NULL;
}

/* Appends octets as base64url. */
static cu_status
add_part(cu_ctx *ctx, cu_buf *buf, cu_slice octets)
{
	cu_slice	text = cu_base64url_encode(ctx, octets);

	if (text.p == NULL)
		return CU_NOMEM(ctx);
	cu_buf_add_slice(buf, text);
	return cu_buf_status(buf);
}

cu_status
cu_jws_sign(cu_ctx *ctx, const cu_json *header, cu_slice payload,
			const cu_private_key *key, cu_slice *text)
{
	cu_buf		buf;
	cu_buf		head;
	cu_hash		hash;
	cu_slice	signature;

	if (!cu_jws_alg_fits(cu_json_get_string(header, "alg"), key->type, &hash))
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "The header's alg is not that of the key.");
	cu_buf_init(&buf, ctx);
	cu_buf_init(&head, ctx);
	cu_json_write(&head, header);
	CU_TRY(cu_buf_status(&head));
	CU_TRY(add_part(ctx, &buf, cu_buf_slice(&head)));
	cu_buf_add_char(&buf, '.');
	CU_TRY(add_part(ctx, &buf, payload));
	CU_TRY(cu_signature_sign(ctx, key, hash, cu_buf_slice(&buf), &signature));
	cu_buf_add_char(&buf, '.');
	CU_TRY(add_part(ctx, &buf, signature));
	*text = cu_buf_slice(&buf);
	return CU_OK;
}
