/*
 * fuzz_did.c
 *		DIDs and DID URLs taken apart and put together; self-describing DIDs.
 */
#include "fuzz.h"

#include "../../src/core/crypto.h"
#include "../../src/core/did_document.h"

static void
prepare(void)
{
	FUZZ_CHECK(cu_crypto_init());
}

void		(*const fuzz_prepare) (void) = prepare;

const char *const fuzz_seeds[] = {
	"did:web:mill.example", "did:web:mill.example%3A8443:a:b",
	"did:example:a:b/c/d?e=f#g", "did:web:mill.example#k1",
	"did:key:z6Mkk4nPZuk56MMBNPEKrYztPz4vTqjVcQYGgJv8CppEoPig",
	"did:key:z6Mkk4nPZuk56MMBNPEKrYztPz4vTqjVcQYGgJv8CppEoPig"
	"#z6Mkk4nPZuk56MMBNPEKrYztPz4vTqjVcQYGgJv8CppEoPig",
	"did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv",
	"did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IlUyUVMwVXpNZDNHVWlj"
	"WUo1dXFTcnJHTVhvbF9aM3pLZjhEbThnN21UaWsifQ",
	"did:a:", "did:a:b:", "did::b", "did:a:%", "did:a:%4", NULL
};

/* The parts stand in text one after the other, and nothing else does. */
static void
check_parts(cu_slice text, const cu_did_url *parts)
{
	size_t		n = 4 + parts->method.n + 1 + parts->method_specific_id.n;

	FUZZ_CHECK(parts->did.p == text.p && parts->did.n == n);
	if (parts->path.p)
	{
		FUZZ_CHECK(parts->path.p == text.p + n && parts->path.p[0] == '/');
		n += parts->path.n;
	}
	if (parts->query.p)
	{
		FUZZ_CHECK(parts->query.p == text.p + n + 1);
		n += 1 + parts->query.n;
	}
	if (parts->fragment.p)
	{
		FUZZ_CHECK(parts->fragment.p == text.p + n + 1);
		n += 1 + parts->fragment.n;
	}
	FUZZ_CHECK(n == text.n);
	FUZZ_CHECK(cu_slice_eq(cu_did_of(text), parts->did));
}

/* Both ways to the document of a self-describing DID tell the same keys. */
static cu_status
check_expansion(cu_ctx *ctx, cu_slice did)
{
	const cu_json *json;
	const cu_verification_method *listed;
	cu_did_document one;
	cu_did_document other;
	cu_status	status = cu_did_expand_document(ctx, did, &one);
	cu_status	written;

	FUZZ_TRY(status);
	written = cu_did_expand(ctx, did, &json);
	FUZZ_TRY(written);
	/* An Ed25519 key may have no X25519 key that belongs to it. */
	if (status != CU_OK || (written != CU_OK && one.count == 1 &&
							one.methods[0].key.type == CU_KEY_ED25519))
		return status;
	FUZZ_CHECK(written == CU_OK);
	FUZZ_OK(cu_did_document_read(ctx, json, &other));
	FUZZ_CHECK(cu_slice_eq(one.id, did) && cu_slice_eq(other.id, did));
	FUZZ_CHECK(one.count == 1);
	listed = cu_did_document_find(&other, one.methods[0].id);
	FUZZ_CHECK(listed != NULL);
	FUZZ_CHECK(cu_public_key_equal(&listed->key, &one.methods[0].key));
	FUZZ_CHECK(listed->purposes == one.methods[0].purposes);
	FUZZ_CHECK(cu_slice_eq(listed->controller, did));
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_did_url	parts;
	cu_status	as_url = cu_did_url_parse(ctx, input, &parts);
	cu_status	as_did;

	if (as_url == CU_OK)
		check_parts(input, &parts);
	as_did = cu_did_parse(ctx, input, &parts);
	if (as_did != CU_OK)
	{
		FUZZ_CHECK(!ctx->error.has_offset || ctx->error.offset <= input.n);
		return as_url;
	}
	FUZZ_CHECK(as_url == CU_OK);
	check_parts(input, &parts);
	return cu_did_is_self_describing(input) ? check_expansion(ctx, input) :
		CU_OK;
}
