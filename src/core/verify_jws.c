/*
 * verify_jws.c
 *		The signature of a token: which key of the issuer, and does it hold?
 *
 * The key comes from the issuer's document and from nowhere else (RFC 8725
 * sections 3.1 and 3.10).  "kid" picks among the keys listed there: a DID URL,
 * a fragment, or a bare name that is a fragment or the key's thumbprint (RFC
 * 7638), as issuers in the wild write it.
 */
#include "verify_work.h"

#include "buf.h"
#include "rsa_key.h"

/* The token's signing key as far as the header tells. */
typedef struct token_key
{
	cu_slice	kid;			/* p NULL: tokens names no key */
	const cu_verification_method *method;	/* NULL: not found */
	bool		any;			/* no key is named: try those that fit */
} token_key;

/* What is wrong with the key rather than with the signature, or NULL. */
static const char *
key_fault(const cu_public_key *key)
{
	cu_slice	modulus;
	cu_slice	exponent;

	if (key->type != CU_KEY_RSA ||
		(cu_rsa_key_read(key->octets, &modulus, &exponent) &&
		 cu_rsa_key_is_sound(modulus, exponent)))
		return NULL;
	return "The RSA key is too short, too long, or known to be weak: anybody "
		"might have signed.";
}

/* The signature of the token under one key; CU_OUT_OF_MEMORY, or an answer. */
static cu_status
check_signature(const cu_work *work, const cu_public_key *key,
				cu_answer *result)
{
	const cu_jws *jws = &work->c->jws;

	if (jws->crit)
		*result = cu_answer_bad(CU_CODE_critical_header, NULL);
	else if (cu_jws_alg_allowed(jws->alg, key))
	{
		switch (cu_jws_verify(jws, key))
		{
			case CU_TRUE:
				*result = cu_answer_good();
				break;
			case CU_FALSE:
				*result = cu_answer_bad(CU_CODE_bad_signature,
										key_fault(key));
				break;
			case CU_UNKNOWN:
				return cu_fail(work->ctx, CU_OUT_OF_MEMORY, NULL);
		}
	}
	else if (key->type == CU_KEY_NONE)
		*result = cu_answer_unknown(CU_CODE_unsupported_key, NULL);
	/* A foreign alg may belong to a foreign key; never to one of ours. */
	else if (cu_jws_alg_known(jws->alg) || cu_key_verifies(key->type))
		*result = cu_answer_bad(CU_CODE_bad_algorithm, NULL);
	else
		*result = cu_answer_unknown(CU_CODE_unsupported_algorithm, NULL);
	return CU_OK;
}

/* What a method id has after '#'. */
static cu_slice
fragment_of(cu_slice id)
{
	const char *hash = id.n ? memchr(id.p, '#', id.n) : NULL;

	return hash ? cu_slice_from(id, (size_t) (hash - id.p) + 1) :
		cu_slice_make(NULL, 0);
}

/* The method of the document with this fragment. */
static const cu_verification_method *
find_fragment(const cu_did_document *document, cu_slice fragment)
{
	for (size_t i = 0; i < document->count; i++)
	{
		const cu_verification_method *method = &document->methods[i];

		if (cu_slice_eq(fragment_of(method->id), fragment) &&
			cu_slice_eq(cu_proof_controller(method->id), document->id))
			return method;
	}
	return NULL;
}

/* The method whose key has this thumbprint. */
static cu_status
find_thumbprint(cu_work *work, const cu_did_document *document,
				cu_slice thumbprint, const cu_verification_method **found)
{
	*found = NULL;
	/* SHA-256 in base64url: nothing else is worth the hashing. */
	if (thumbprint.n != 43)
		return CU_OK;
	for (size_t i = 0; i < document->count; i++)
	{
		const cu_verification_method *method = &document->methods[i];
		cu_slice	own;

		own = cu_jwk_thumbprint(work->ctx, &method->key);
		if (own.p == NULL)
		{
			/* A key that has no JWK, or could not be read, has none. */
			cu_status	status = CU_NOMEM(work->ctx);

			if (cu_status_class(status) != CU_CLASS_UNSUPPORTED)
				return status;
			continue;
		}
		if (cu_slice_eq(own, thumbprint))
		{
			*found = method;
			return CU_OK;
		}
	}
	return CU_OK;
}

/* True when kid is a URL and not a name within the issuer's document. */
static bool
is_absolute(cu_slice kid)
{
	return kid.n > 0 && kid.p[0] != '#' && memchr(kid.p, ':', kid.n) != NULL;
}

/* Picks the method that kid names among those of the issuer. */
static cu_status
pick_method(cu_work *work, const cu_keys *keys, token_key *key)
{
	cu_slice	kid = key->kid;

	key->method = NULL;
	key->any = kid.p == NULL || cu_slice_eq(kid, keys->controller);
	if (keys->document == NULL || key->any)
		return CU_OK;
	if (is_absolute(kid))
		key->method = cu_did_document_find(keys->document, kid);
	else if (kid.n > 0 && kid.p[0] == '#')
		key->method = find_fragment(keys->document, cu_slice_from(kid, 1));
	else
	{
		key->method = find_fragment(keys->document, kid);
		if (key->method == NULL)
			return find_thumbprint(work, keys->document, kid, &key->method);
	}
	return CU_OK;
}

/*
 * Tries the issuer's keys for a token that names none.  The first that
 * verifies is the one that signed.  If none does, a key that cannot be tried
 * here leaves the question open.
 */
static cu_status
try_keys(const cu_work *work, const cu_keys *keys, token_key *key,
		 cu_answer *result)
{
	const cu_jws *jws = &work->c->jws;
	bool		known = cu_jws_alg_known(jws->alg);
	int			tried = 0;

	*result = cu_answer_bad(CU_CODE_key_not_listed,
							"The issuer lists no key for this algorithm.");
	for (size_t i = 0; i < keys->document->count; i++)
	{
		const cu_verification_method *method = &keys->document->methods[i];
		cu_answer	one;

		if (!(method->purposes & CU_ASSERTION_METHOD))
			continue;
		if (cu_jws_alg_allowed(jws->alg, &method->key))
		{
			if (++tried > CU_KEYS_TRIED_MAX)
			{
				*result = cu_answer_unknown(CU_CODE_key_not_named, NULL);
				return CU_OK;
			}
		}
		else if (known && method->key.type != CU_KEY_NONE)
			continue;
		CU_TRY(check_signature(work, &method->key, &one));
		if (one.passed == CU_TRUE)
		{
			key->method = method;
			*result = one;
			return CU_OK;
		}
		if (result->passed != CU_UNKNOWN)
			*result = one;
	}
	return CU_OK;
}

static cu_status
add_row(cu_work *work, const cu_answer *result)
{
	cu_check	row = {
		.part = "proof",
		.name = "the token's signature holds",
		.passed = result->passed,
		.level = result->level,
		.code = result->code,
		.detail = result->detail
	};
	cu_buf		buf;

	if (work->explain)
	{
		cu_buf_init(&buf, work->ctx);
		cu_buf_add_cstr(&buf, "{\"alg\": ");
		cu_json_write_string(&buf, work->c->jws.alg);
		if (work->c->jws.kid.p != NULL)
		{
			cu_buf_add_cstr(&buf, ", \"kid\": ");
			cu_json_write_string(&buf, work->c->jws.kid);
		}
		cu_buf_add_char(&buf, '}');
		CU_TRY(cu_buf_status(&buf));
		row.evidence = cu_buf_slice(&buf);
	}
	return cu_work_add(work, &row);
}

/* When the token says it was signed; iat that is no number says nothing. */
static cu_signing
read_iat(const cu_work *work)
{
	const cu_json *iat = cu_json_get(work->c->payload, "iat");
	cu_instant	instant = 0;
	bool		stated = iat != NULL && iat->type == CU_JSON_NUMBER &&
		cu_numeric_date_read(iat->v.text, &instant);

	return cu_signing_date(work, stated, instant);
}

/* What needs no key: algorithm, issuer, date.  True: go on. */
static cu_answer
check_header(const cu_work *work, const cu_signing *signing)
{
	const cu_jws *jws = &work->c->jws;

	if (jws->alg.p == NULL || cu_slice_is(jws->alg, "none"))
		return cu_answer_bad(CU_CODE_bad_algorithm, NULL);
	if (is_absolute(jws->kid) &&
		!cu_slice_eq(cu_proof_controller(jws->kid), work->c->summary.issuer))
		return cu_answer_bad(CU_CODE_issuer_mismatch,
							 "The token's kid is a key of somebody else.");
	if (cu_signing_in_future(work, signing))
		return cu_answer_bad(CU_CODE_signed_in_future, NULL);
	return cu_answer_good();
}

cu_status
cu_verify_jws(cu_work *work)
{
	const cu_jws *jws = &work->c->jws;
	cu_signing	signing = read_iat(work);
	cu_answer	result = check_header(work, &signing);
	token_key	key = {.kid = jws->kid};
	cu_answer	held;
	cu_keys		keys;

	if (result.passed != CU_TRUE)
		return add_row(work, &result);
	CU_TRY(cu_keys_open(work, work->c->summary.issuer, signing.signed_at,
						&keys));
	CU_TRY(pick_method(work, &keys, &key));
	if (key.any && keys.document != NULL)
	{
		CU_TRY(try_keys(work, &keys, &key, &result));
		if (key.method == NULL)
			return add_row(work, &result);
	}
	held = cu_keys_judge(work, &keys, key.method);
	CU_TRY(cu_keys_add_row(work, &keys,
						   key.method ? key.method->id : key.kid, &held,
						   NULL));
	if (cu_work_done(work))
		return CU_OK;
	if (key.method == NULL)
		result = cu_answer_unknown(held.code,
								   "There is no key to verify it with.");
	else if (!key.any)
		CU_TRY(check_signature(work, &key.method->key, &result));
	if (held.passed == CU_TRUE && result.passed == CU_TRUE)
		work->issuer_proven = true;
	return add_row(work, &result);
}
