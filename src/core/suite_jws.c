/*
 * suite_jws.c
 *		Ed25519Signature2018 and JsonWebSignature2020: a detached JWS.
 *
 * RFC 7797 with an unencoded payload: the signing input is the header as it was
 * received, a dot, and the 64 octets of the two SHA-256 digests.  The payload
 * part of the text is empty.  The header has exactly alg, b64 (false) and crit
 * (["b64"]), in any order; it is looked at whatever it is made of, and nothing
 * in it chooses a key.
 */
#include "suite_work.h"

#include "base.h"
#include "jws.h"

/* Characters of a header that has the three members, generously. */
#define HEADER_MAX 256
/* Characters of the signature by an RSA key of 8192 bits, the longest. */
#define SIGNATURE_MAX 1366

/* JsonWebSignature2020, section 3: the one alg that each key signs with. */
static const struct
{
	const char *alg;
	cu_key_type type;
}			algs[] = {
	{"EdDSA", CU_KEY_ED25519},
	{"ES256", CU_KEY_P256},
	{"ES384", CU_KEY_P384},
	{"PS256", CU_KEY_RSA},
	{"ES256K", CU_KEY_SECP256K1}
};

#define ALG_COUNT (sizeof(algs) / sizeof(algs[0]))

static const char *
alg_of(cu_key_type type)
{
	for (size_t i = 0; i < ALG_COUNT; i++)
	{
		if (algs[i].type == type)
			return algs[i].alg;
	}
	return "";
}

/* Splits "header..signature"; false when text is not that. */
static bool
split(cu_slice text, cu_slice *header, cu_slice *signature)
{
	const char *dot = text.n ? memchr(text.p, '.', text.n) : NULL;
	size_t		n;

	if (dot == NULL)
		return false;
	n = (size_t) (dot - text.p);
	*header = cu_slice_make(text.p, n);
	if (n == 0 || n > HEADER_MAX || text.n - n < 3 ||
		text.n - n > SIGNATURE_MAX + 2 || dot[1] != '.')
		return false;
	*signature = cu_slice_from(text, n + 2);
	return true;
}

/* RFC 7797, section 6: b64 is false, and crit says that this matters. */
static bool
is_detached(const cu_json *header)
{
	const cu_json *b64 = cu_json_get(header, "b64");
	const cu_json *crit = cu_json_get(header, "crit");

	return header->type == CU_JSON_OBJECT && header->count == 3 &&
		cu_json_get_string(header, "alg").p != NULL &&
		b64 != NULL && b64->type == CU_JSON_FALSE &&
		crit != NULL && crit->type == CU_JSON_ARRAY && crit->count == 1 &&
		cu_slice_is(cu_json_string(cu_json_nth(crit, 0)), "b64");
}

/*
 * Takes the text apart.  *alg has p NULL when it is malformed; CU_OK or a
 * failure of memory.
 */
static cu_status
read_jws(cu_ctx *ctx, cu_slice text, cu_slice *header, cu_slice *signature,
		 cu_slice *alg)
{
	cu_slice	octets;
	const cu_json *json;
	cu_status	status;

	*alg = cu_slice_make(NULL, 0);
	if (!split(text, header, signature))
		return CU_OK;
	status = cu_base64url_decode(ctx, *header, &octets);
	if (status == CU_OK)
		status = cu_base64url_decode(ctx, *signature, signature);
	if (status == CU_OK)
		status = cu_json_parse(ctx, octets, &json);
	if (cu_status_class(status) == CU_CLASS_INPUT || status == CU_LIMIT_DEPTH)
		return CU_OK;
	CU_TRY(status);
	if (is_detached(json))
		*alg = cu_json_get_string(json, "alg");
	return CU_OK;
}

cu_status
cu_suite_jws_verify(cu_ctx *ctx, const cu_suite *suite,
					cu_suite_document *document, const cu_json *proof,
					const cu_public_key *key, cu_hash hash,
					cu_suite_result *result)
{
	cu_jws		jws;
	cu_slice	header;
	cu_buf		input;
	cu_status	status;

	memset(&jws, 0, sizeof(jws));
	CU_TRY(read_jws(ctx, cu_json_get_string(proof, "jws"), &header,
					&jws.signature, &jws.alg));
	if (jws.alg.p == NULL)
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_proof,
							   "The jws is not a detached JWS whose header "
							   "is alg, b64 false and crit b64.");
	if (!cu_slice_is(jws.alg, alg_of(key->type)))
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_algorithm,
							   "The alg of the jws is not that of the key.");
	cu_buf_init(&input, ctx);
	cu_buf_add_slice(&input, header);
	cu_buf_add_char(&input, '.');
	status = suite->signed_octets(ctx, document, proof, hash, &input);
	if (status != CU_OK)
		return cu_suite_octets_fault(ctx, status, document, result);
	jws.signing_input = cu_buf_slice(&input);
	return cu_suite_settle(ctx, cu_jws_verify(&jws, key), result);
}

cu_status
cu_suite_jws_sign(cu_ctx *ctx, cu_slice octets, const cu_private_key *key,
				  cu_slice *text)
{
	cu_slice	alg = cu_slice_cstr(alg_of(key->type));
	cu_hash		hash;
	cu_buf		header;
	cu_buf		input;
	cu_slice	part;
	cu_slice	signature;

	if (!cu_jws_alg_fits(alg, key->type, &hash))
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "No alg signs with a key of this type.");
	cu_buf_init(&header, ctx);
	cu_buf_add_cstr(&header, "{\"alg\":\"");
	cu_buf_add_slice(&header, alg);
	cu_buf_add_cstr(&header, "\",\"b64\":false,\"crit\":[\"b64\"]}");
	CU_TRY(cu_buf_status(&header));
	part = cu_base64url_encode(ctx, cu_buf_slice(&header));
	if (part.p == NULL)
		return CU_NOMEM(ctx);
	cu_buf_init(&input, ctx);
	cu_buf_add_slice(&input, part);
	cu_buf_add_char(&input, '.');
	cu_buf_add_slice(&input, octets);
	CU_TRY(cu_buf_status(&input));
	CU_TRY(cu_signature_sign(ctx, key, hash, cu_buf_slice(&input),
							 &signature));
	signature = cu_base64url_encode(ctx, signature);
	if (signature.p == NULL)
		return CU_NOMEM(ctx);
	/* The payload's place, between two dots, stays empty. */
	input.n = part.n + 1;
	cu_buf_add_char(&input, '.');
	cu_buf_add_slice(&input, signature);
	*text = cu_buf_slice(&input);
	return cu_buf_status(&input);
}
