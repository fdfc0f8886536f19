/*
 * run_wycheproof.c
 *		Edge cases of signatures, keys and tokens, by project Wycheproof.
 *
 * A case passes when we say TRUE to "valid" and FALSE to "invalid"; not being
 * able to tell is no pass.  About "acceptable" somebody has to decide: FALSE
 * is right for the flags listed here, and any other such case fails.  A file
 * that does not apply is one failing case of its own, to be listed as a skip.
 */
#include "runner.h"

#include "../../../src/core/base.h"
#include "../../../src/core/crypto.h"
#include "../../../src/core/jws.h"

extern void run_wycheproof(cu_runner *r);

typedef struct run
{
	cu_runner  *r;
	const char *file;
	const cu_json *group;
	const cu_json *test;
} run;

/* Decodes a hexadecimal member; p is NULL when it is not there. */
static cu_slice
hex_member(cu_ctx *ctx, const cu_json *object, const char *name)
{
	cu_slice	text = cu_json_get_string(object, name);
	cu_slice	octets = {NULL, 0};

	if (text.p && cu_base16_decode(ctx, text, &octets) != CU_OK)
		octets.p = NULL;
	return octets;
}

/*
 * What may be accepted and is not.  MissingNull: RFC 8017, section 9.2, tells
 * the one encoding to make, with NULL, and 8.2.2 to compare with it.
 */
static bool
is_refused_here(const run *now)
{
	const cu_json *flags = cu_json_get(now->test, "flags");

	for (uint32_t i = 0; i < cu_json_many(flags); i++)
	{
		if (cu_slice_is(cu_json_string(cu_json_nth(flags, i)), "MissingNull"))
			return true;
	}
	return false;
}

static bool
is_expected(const run *now, cu_truth answer)
{
	cu_slice	result = cu_json_get_string(now->test, "result");

	if (cu_slice_is(result, "acceptable"))
		return answer == CU_FALSE && is_refused_here(now);
	return (answer == CU_TRUE && cu_slice_is(result, "valid")) ||
		(answer == CU_FALSE && cu_slice_is(result, "invalid"));
}

static cu_slice
case_id(const run *now)
{
	const cu_json *id = cu_json_get(now->test, "tcId");

	return id ? id->v.text : CU_LIT("?");
}

/* --- signatures in raw form ----------------------------------------------- */

/* The JWK of a group, where it has one, must be the same key. */
static bool
jwk_agrees(cu_ctx *ctx, const cu_json *group, const cu_public_key *key)
{
	const cu_json *jwk = cu_json_get(group, "publicKeyJwk");
	cu_public_key same;
	bool		private_present;

	return jwk == NULL ||
		(cu_jwk_read(ctx, jwk, &same, &private_present) == CU_OK &&
		 !private_present && cu_public_key_equal(key, &same));
}

static void
run_signature(const run *now, cu_key_type type, cu_hash hash)
{
	cu_ctx	   *ctx = runner_case_ctx(now->r);
	const cu_json *public_key = cu_json_get(now->group, "publicKey");
	cu_public_key key = {.type = type};
	cu_slice	message = hex_member(ctx, now->test, "msg");
	cu_slice	signature = hex_member(ctx, now->test, "sig");
	cu_truth	answer = CU_UNKNOWN;

	key.octets = hex_member(ctx, public_key, type == CU_KEY_ED25519 ?
							"pk" : "uncompressed");
	if (key.octets.p && message.p && signature.p &&
		jwk_agrees(ctx, now->group, &key))
		answer = cu_signature_verify(&key, hash, message, signature);
	runner_case(now->r, is_expected(now, answer), "%s/%.*s", now->file,
				RUNNER_TEXT(case_id(now)));
}

static void
run_ed25519(const run *now)
{
	run_signature(now, CU_KEY_ED25519, CU_SHA512);
}

static void
run_p256(const run *now)
{
	run_signature(now, CU_KEY_P256, CU_SHA256);
}

static void
run_p384(const run *now)
{
	run_signature(now, CU_KEY_P384, CU_SHA384);
}

static void
run_p521(const run *now)
{
	run_signature(now, CU_KEY_P521, CU_SHA512);
}

static void
run_secp256k1(const run *now)
{
	run_signature(now, CU_KEY_SECP256K1, CU_SHA256);
}

/* --- RSA ------------------------------------------------------------------ */

static void
run_rsa(const run *now, cu_rsa_padding padding, const char *jwk_name)
{
	cu_ctx	   *ctx = runner_case_ctx(now->r);
	const cu_json *jwk = cu_json_get(now->group, jwk_name);
	cu_public_key key = {.type = CU_KEY_RSA};
	cu_public_key same;
	cu_slice	message = hex_member(ctx, now->test, "msg");
	cu_slice	signature = hex_member(ctx, now->test, "sig");
	cu_truth	answer = CU_UNKNOWN;
	bool		private_present;

	key.octets = hex_member(ctx, now->group, "publicKeyAsn");
	if (key.octets.p && message.p && signature.p &&
		cu_slice_is(cu_json_get_string(now->group, "sha"), "SHA-256") &&
		(jwk == NULL ||
		 (cu_jwk_read(ctx, jwk, &same, &private_present) == CU_OK &&
		  cu_public_key_equal(&key, &same))))
		answer = cu_rsa_verify(&key, padding, CU_SHA256, message, signature);
	runner_case(now->r, is_expected(now, answer), "%s/%.*s", now->file,
				RUNNER_TEXT(case_id(now)));
}

static void
run_rsa_pkcs1(const run *now)
{
	run_rsa(now, CU_RSA_PKCS1, "keyJwk");
}

static void
run_rsa_pss(const run *now)
{
	run_rsa(now, CU_RSA_PSS, "publicKeyJwk");
}

/* --- tokens --------------------------------------------------------------- */

/* The key of a set with this kid, or NULL when there is none or several. */
static const cu_json *
pick_key(const cu_json *set, cu_slice kid)
{
	const cu_json *keys = cu_json_get(set, "keys");
	const cu_json *found = NULL;

	for (uint32_t i = 0; i < cu_json_many(keys); i++)
	{
		const cu_json *key = cu_json_nth(keys, i);

		if (!cu_slice_eq(cu_json_get_string(key, "kid"), kid))
			continue;
		if (found)
			return NULL;
		found = key;
	}
	return found;
}

/*
 * TRUE, FALSE, or UNKNOWN for a key of a type we do not verify with.  A group
 * of symmetric keys has no public form.
 */
static cu_truth
judge_token(cu_ctx *ctx, const run *now)
{
	const cu_json *keys = cu_json_get(now->group, "public");
	const cu_json *jwk;
	cu_public_key key;
	cu_jws		jws;
	cu_status	status;
	bool		private_present;
	cu_slice	text = cu_json_get_string(now->test, "jws");
	bool		parsed = cu_jws_parse(ctx, text, &jws) == CU_OK;

	if (keys == NULL)
		keys = cu_json_get(now->group, "private");
	jwk = keys;
	if (cu_json_get(keys, "keys"))
		jwk = parsed ? pick_key(keys, jws.kid) : NULL;
	if (jwk == NULL)
		return CU_FALSE;
	status = cu_jwk_read(ctx, jwk, &key, &private_present);
	if (status == CU_BAD_KEY)
		return CU_FALSE;
	if (status != CU_OK || !cu_key_verifies(key.type))
		return CU_UNKNOWN;
	return parsed ? cu_jws_verify(&jws, &key) : CU_FALSE;
}

static void
run_token(const run *now)
{
	cu_ctx	   *ctx = runner_case_ctx(now->r);

	runner_case(now->r, is_expected(now, judge_token(ctx, now)),
				"%s/%.*s/%.*s", now->file,
				RUNNER_TEXT(cu_json_get_string(now->group, "comment")),
				RUNNER_TEXT(case_id(now)));
}

/* --- files ---------------------------------------------------------------- */

static const struct
{
	const char *file;
	void		(*run) (const run *now);
}			files[] = {
	{"ed25519_test.json", run_ed25519},
	{"ecdsa_secp256r1_sha256_p1363_test.json", run_p256},
	{"ecdsa_secp384r1_sha384_p1363_test.json", run_p384},
	{"ecdsa_secp521r1_sha512_p1363_test.json", run_p521},
	{"ecdsa_secp256k1_sha256_p1363_test.json", run_secp256k1},
	{"rsa_signature_2048_sha256_test.json", run_rsa_pkcs1},
	{"rsa_pss_2048_sha256_mgf1_32_test.json", run_rsa_pss},
	{"json_web_key_test.json", run_token},
	{"json_web_signature_test.json", run_token}
};

static void
run_file(cu_runner *r, const char *name, void (*run_test) (const run *now))
{
	const cu_json *json;
	const cu_json *groups;
	const cu_json *stated;
	cu_slice	octets;
	cu_buf		found;
	run			now = {r, name, NULL, NULL};
	uint32_t	count = 0;

	if (!runner_read(r, runner_join(r, "wycheproof", name), &octets))
		return;
	if (cu_json_parse(runner_ctx(r), octets, &json) != CU_OK)
	{
		runner_case(r, false, "%s is no JSON", name);
		return;
	}
	groups = cu_json_get(json, "testGroups");
	for (uint32_t i = 0; i < cu_json_many(groups); i++)
	{
		const cu_json *tests;

		now.group = cu_json_nth(groups, i);
		tests = cu_json_get(now.group, "tests");
		for (uint32_t k = 0; k < cu_json_many(tests); k++, count++)
		{
			now.test = cu_json_nth(tests, k);
			run_test(&now);
		}
	}
	/* The file says itself how many cases it has. */
	cu_buf_init(&found, runner_ctx(r));
	cu_buf_add_uint(&found, count);
	stated = cu_json_get(json, "numberOfTests");
	if (stated == NULL || !cu_slice_eq(stated->v.text, cu_buf_slice(&found)))
		runner_case(r, false, "%s is not complete", name);
}

void
run_wycheproof(cu_runner *r)
{
	const char **names;
	size_t		count;

	runner_suite(r, "wycheproof");
	count = runner_list(r, "wycheproof", "_test.json", &names);
	for (size_t i = 0; i < count; i++)
	{
		size_t		k = 0;

		while (k < sizeof(files) / sizeof(files[0]) &&
			   strcmp(files[k].file, names[i]) != 0)
			k++;
		if (k < sizeof(files) / sizeof(files[0]))
			run_file(r, names[i], files[k].run);
		else
			runner_case(r, false, "%s", names[i]);
	}
}
