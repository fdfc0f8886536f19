/*
 * fuzz_suite.c
 *		Values of proofs that nobody has made: derived ones in CBOR, detached
 *		JWS.
 *
 * The first octet of an input chooses what the rest is: the value of an
 * ecdsa-sd-2023 proof, a jws as text, or the header and the signature of one
 * with a NUL octet between them, which are encoded first.
 */
#include "../core/linking.h"
#include "fuzz.h"

#include "../../src/core/base.h"
#include "../../src/core/multibase.h"

#define DOCUMENT \
	"{\"@context\":\"" TRADE "\",\"type\":\"Shipment\",\"name\":\"coil\"," \
	"\"part\":{\"name\":\"bolt\"}}"
#define OPTIONS \
	"{\"type\":\"DataIntegrityProof\",\"proofPurpose\":\"assertionMethod\"}"
#define SIGNATURE_SIZE 64

const char *const fuzz_seeds[] = {
	"1eyJhbGciOiJFZERTQSIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..AAAA",
	"2{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}",
	"2{\"crit\":[\"b64\"],\"alg\":\"ES256\",\"b64\":false}", NULL
};

/* What everything here rests on; lives as long as the program. */
static struct
{
	cu_host		host;
	cu_ctx		ctx;
	linking		known;
	const cu_json *document;
	const cu_json *options;		/* the proof but for its signature */
	signer		mill;
	signer		p256;
} fixed;

static void
add_octets(cu_buf *buf, const void *p, size_t n)
{
	cu_buf_add_char(buf, '\x58');
	cu_buf_add_char(buf, (char) n);
	cu_buf_add(buf, p, n);
}

/* A derived proof that is all right but for its signatures. */
static void
add_derived_seed(void)
{
	static const uint8_t zeros[SIGNATURE_SIZE];
	static const uint8_t ones[CU_SHA256_SIZE] = {1};
	cu_buf		buf;
	cu_slice	key;

	FUZZ_CHECK(cu_multibase_decode(&fixed.ctx, fixed.p256.multikey,
								   &key) == CU_OK);
	cu_buf_init(&buf, &fixed.ctx);
	cu_buf_add_cstr(&buf, "0\xd9\x5d\x01\x85");
	add_octets(&buf, zeros, sizeof(zeros));
	add_octets(&buf, key.p, key.n);
	cu_buf_add_char(&buf, '\x82');
	add_octets(&buf, zeros, sizeof(zeros));
	add_octets(&buf, zeros, sizeof(zeros));
	cu_buf_add(&buf, "\xa2\x00", 2);
	add_octets(&buf, zeros, CU_SHA256_SIZE);
	cu_buf_add_char(&buf, '\x01');
	add_octets(&buf, ones, sizeof(ones));
	cu_buf_add(&buf, "\x82\x00\x02", 3);
	FUZZ_CHECK(cu_buf_status(&buf) == CU_OK);
	fuzz_seed("derived", cu_buf_slice(&buf));
}

static void
prepare(void)
{
	cu_host_malloc(&fixed.host);
	cu_ctx_init(&fixed.ctx, &fixed.host);
	FUZZ_CHECK(make_signer(&fixed.ctx, MILL_JWK, &fixed.mill) == CU_OK);
	FUZZ_CHECK(make_signer(&fixed.ctx, P256_JWK, &fixed.p256) == CU_OK);
	FUZZ_CHECK(make_linking(&fixed.ctx, &fixed.known) == CU_OK);
	FUZZ_CHECK(cu_json_parse(&fixed.ctx, CU_LIT(DOCUMENT),
							 &fixed.document) == CU_OK);
	FUZZ_CHECK(cu_json_parse(&fixed.ctx, CU_LIT(OPTIONS),
							 &fixed.options) == CU_OK);
	add_derived_seed();
}

void		(*const fuzz_prepare) (void) = prepare;

/* The text of the member that holds the signature. */
static cu_status
make_text(cu_ctx *ctx, char kind, cu_slice input, cu_slice *text)
{
	cu_slice	head;
	cu_slice	tail;

	*text = input;
	if (kind == '1')
		return CU_OK;
	head = kind == '2' ? fuzz_take(&input) : input;
	head = cu_base64url_encode(ctx, head);
	FUZZ_MADE(ctx, head);
	tail = cu_slice_make("", 0);
	if (kind == '2')
	{
		tail = cu_base64url_encode(ctx, input);
		FUZZ_MADE(ctx, tail);
	}
	*text = join(ctx, kind == '2' ? "" : "u", head, kind == '2' ? ".." : "",
				 tail, "", CU_LIT(""));
	FUZZ_MADE(ctx, *text);
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	char		kind = input.n ? input.p[0] : '1';
	const cu_suite *suite = linked_suite(kind == '0' ? "ecdsa-sd-2023" :
										 "JsonWebSignature2020");
	const cu_json *value;
	const cu_json *proof;
	cu_suite_document document;
	cu_suite_result result;
	cu_slice	text;

	if (kind != '0' && kind != '2')
		kind = '1';
	FUZZ_TRY(make_text(ctx, kind, cu_slice_from(input, 1), &text));
	value = cu_json_new_string(ctx, text);
	if (value == NULL)
		return ctx->error.status;
	proof = cu_json_with(ctx, fixed.options, suite->jws ? "jws" :
						 "proofValue", value);
	if (proof == NULL)
		return ctx->error.status;
	FUZZ_OK(cu_suite_document_init(ctx, fixed.document, &fixed.known.linked,
								   &document));
	FUZZ_OK(cu_suite_verify(ctx, suite, &document, proof,
							kind == '0' ? &fixed.p256.public_key :
							&fixed.mill.public_key, &result));
	FUZZ_CHECK(result.valid != CU_TRUE && result.code != CU_CODE_ok);
	return CU_OK;
}
