/*
 * test_suite_sd.c
 *		ecdsa-sd-2023: derived proofs, put together by hand.
 *
 * The document has two blank nodes and four quads, of which the first and the
 * third are mandatory.  A literal that looks like labels must stay as it is.
 */
#include "linking.h"

#include "../../src/core/base.h"
#include "../../src/core/multibase.h"

#define DOCUMENT \
	"{\"@context\":\"" TRADE "\",\"type\":\"Shipment\"," \
	"\"name\":\"a _:c14n1 \\\" _:c14n0 . <\",\"part\":{\"name\":\"bolt\"}}"
#define OPTIONS \
	"{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"ecdsa-sd-2023\"," \
	"\"created\":\"2024-01-01T00:00:00Z\"," \
	"\"verificationMethod\":\"did:example:a#k\"," \
	"\"proofPurpose\":\"assertionMethod\"}"

/* Labels of 32 octets, and how they stand in quads. */
#define ZEROS \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define SHIPMENT ZEROS "\0"
#define PART ZEROS "\1"
#define A42 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SHIPMENT_NODE "_:u" A42 "A"
#define PART_NODE "_:u" A42 "E"

static const char *const quads[] = {
	SHIPMENT_NODE " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
	"<https://example.org/terms#Shipment> .\n",
	SHIPMENT_NODE " <https://example.org/terms#name> "
	"\"a _:c14n1 \\\" _:c14n0 . <\" .\n",
	SHIPMENT_NODE " <https://example.org/terms#part> " PART_NODE " .\n",
	PART_NODE " <https://example.org/terms#name> \"bolt\" .\n"
};

/* How a proof value is put together; zero is right. */
typedef struct recipe
{
	const char *name;
	cu_truth	valid;
	cu_code		code;
	bool		base;			/* header of a base proof */
	bool		junk_header;
	bool		base58;
	int			more_parts;		/* than 5 */
	int			more_signatures;	/* than 2 */
	bool		swapped_signatures;
	bool		short_signature;
	bool		short_base_signature;
	bool		same_labels;
	bool		late_labels;	/* from 1 on */
	bool		short_label;
	int			more_labels;	/* than 2 */
	unsigned	first_mandatory;
	bool		repeat_mandatory;
	bool		p384_key;
	bool		trailing;
} recipe;

typedef struct work
{
	linking		known;
	cu_suite_document document;
	const cu_json *options;
	signer		issuer;
	signer		own;			/* of the proof */
	signer		p384;
	cu_slice	config;			/* digest */
} work;

static cu_status
start(cu_ctx *ctx, work *w)
{
	const cu_json *json;
	cu_buf		octets;

	CU_TRY(make_linking(ctx, &w->known));
	CU_TRY(make_signer(ctx, P256_JWK, &w->issuer));
	CU_TRY(make_signer(ctx, P384_JWK, &w->p384));
	CU_TRY(cu_private_key_generate(ctx, CU_KEY_P256, &w->own.key));
	CU_TRY(cu_private_key_public(ctx, &w->own.key, &w->own.public_key));
	w->own.multikey = cu_multikey_write(ctx, &w->own.public_key);
	if (w->own.multikey.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_json_parse(ctx, CU_LIT(DOCUMENT), &json));
	CU_TRY(cu_json_parse(ctx, CU_LIT(OPTIONS), &w->options));
	CU_TRY(cu_suite_document_init(ctx, json, &w->known.linked, &w->document));
	cu_buf_init(&octets, ctx);
	CU_TRY(linked_suite("ecdsa-rdfc-2019")->signed_octets
		   (ctx, &w->document, w->options, CU_SHA256, &octets));
	w->config = cu_slice_make(octets.p, CU_SHA256_SIZE);
	return CU_OK;
}

/* The head of a CBOR item of a major type (RFC 8949, section 3). */
static void
put_head(cu_buf *buf, unsigned major, size_t n)
{
	if (n < 24)
		cu_buf_add_char(buf, (char) (major << 5 | n));
	else
	{
		cu_buf_add_char(buf, (char) (major << 5 | 24));
		cu_buf_add_char(buf, (char) n);
	}
}

static void
put_octets(cu_buf *buf, cu_slice octets, bool shorter)
{
	put_head(buf, 2, octets.n - shorter);
	cu_buf_add(buf, octets.p, octets.n - shorter);
}

/* The base signature's octets and the part that holds it. */
static cu_status
put_base_signature(cu_ctx *ctx, const work *w, const recipe *how,
				   cu_slice key_octets, cu_buf *out)
{
	cu_buf		mandatory;
	cu_buf		octets;
	uint8_t		digest[CU_SHA256_SIZE];
	cu_slice	signature;

	cu_buf_init(&mandatory, ctx);
	cu_buf_add_cstr(&mandatory, quads[0]);
	cu_buf_add_cstr(&mandatory, quads[2]);
	CU_TRY(cu_buf_status(&mandatory));
	if (!cu_digest(CU_SHA256, cu_buf_slice(&mandatory), digest))
		return CU_INTERNAL;
	cu_buf_init(&octets, ctx);
	cu_buf_add_slice(&octets, w->config);
	cu_buf_add_slice(&octets, key_octets);
	cu_buf_add(&octets, digest, sizeof(digest));
	CU_TRY(cu_buf_status(&octets));
	CU_TRY(cu_signature_sign(ctx, &w->issuer.key, CU_SHA256,
							 cu_buf_slice(&octets), &signature));
	put_octets(out, signature, how->short_base_signature);
	return cu_buf_status(out);
}

static cu_status
put_signatures(cu_ctx *ctx, const work *w, const recipe *how, cu_buf *out)
{
	const int	count = 2 + how->more_signatures;

	put_head(out, 4, (size_t) count);
	for (int i = 0; i < count; i++)
	{
		bool		last = (i == 0) == how->swapped_signatures;
		cu_slice	signature;

		CU_TRY(cu_signature_sign(ctx, &w->own.key, CU_SHA256,
								 cu_slice_cstr(quads[last ? 3 : 1]),
								 &signature));
		put_octets(out, signature, how->short_signature && i == 1);
	}
	return cu_buf_status(out);
}

static void
put_labels(const recipe *how, bool part_first, cu_buf *out)
{
	const size_t count = (size_t) (2 + how->more_labels);

	put_head(out, 5, count);
	for (size_t i = 0; i < count; i++)
	{
		cu_slice	label = (i == 0) == part_first ? CU_LIT(PART) :
			CU_LIT(SHIPMENT);
		char		third[32] = "third";

		if (how->same_labels)
			label = CU_LIT(PART);
		if (i >= 2)
			label = cu_slice_make(third, sizeof(third));
		put_head(out, 0, i + how->late_labels);
		put_octets(out, label, how->short_label && i == 1);
	}
}

/* The proof with a value by this recipe. */
static cu_status
prove(cu_ctx *ctx, const work *w, const recipe *how, bool part_first,
	  const cu_json **proof)
{
	cu_slice	key_octets;
	cu_slice	text;
	cu_buf		out;
	const cu_json *value;

	CU_TRY(cu_multibase_decode(ctx, how->p384_key ? w->p384.multikey :
							   w->own.multikey, &key_octets));
	cu_buf_init(&out, ctx);
	cu_buf_add(&out, how->junk_header ? "\xd9\x5d\x02" :
			   how->base ? "\xd9\x5d\x00" : "\xd9\x5d\x01", 3);
	put_head(&out, 4, (size_t) (5 + how->more_parts));
	CU_TRY(put_base_signature(ctx, w, how, key_octets, &out));
	put_octets(&out, key_octets, false);
	CU_TRY(put_signatures(ctx, w, how, &out));
	put_labels(how, part_first, &out);
	put_head(&out, 4, how->repeat_mandatory ? 3 : 2);
	put_head(&out, 0, how->first_mandatory);
	put_head(&out, 0, 2);
	if (how->repeat_mandatory)
		put_head(&out, 0, 2);
	if (how->trailing)
		put_head(&out, 0, 0);
	CU_TRY(cu_buf_status(&out));
	text = cu_multibase_encode(ctx, how->base58 ? 'z' : 'u',
							   cu_buf_slice(&out));
	value = cu_json_new_string(ctx, text);
	if (value == NULL)
		return CU_NOMEM(ctx);
	*proof = cu_json_with(ctx, w->options, "proofValue", value);
	return *proof ? CU_OK : CU_NOMEM(ctx);
}

static cu_status
judge(cu_ctx *ctx, work *w, const cu_json *proof, cu_suite_result *result)
{
	return cu_suite_verify(ctx, linked_suite("ecdsa-sd-2023"), &w->document,
						   proof, &w->issuer.public_key, result);
}

/* Which of the two nodes is _:c14n0: one choice verifies, the other not. */
static cu_status
find_order(cu_ctx *ctx, work *w, bool *part_first, int *good)
{
	static const recipe right = {.name = "right"};

	*good = 0;
	for (int i = 0; i < 2; i++)
	{
		const cu_json *proof;
		cu_suite_result result;

		CU_TRY(prove(ctx, w, &right, i == 1, &proof));
		CU_TRY(judge(ctx, w, proof, &result));
		if (result.valid == CU_TRUE)
		{
			*part_first = i == 1;
			++*good;
		}
	}
	return CU_OK;
}

TEST(verifies_derived_proofs)
{
	static const recipe rows[] = {
		{.name = "right", .valid = CU_TRUE, .code = CU_CODE_ok},
		{.name = "an index twice", .valid = CU_TRUE, .code = CU_CODE_ok,
		.repeat_mandatory = true},
		{.name = "a label too many", .valid = CU_TRUE, .code = CU_CODE_ok,
		.more_labels = 1},
		{.name = "base proof", .valid = CU_UNKNOWN,
		.code = CU_CODE_unsupported_cryptosuite, .base = true},
		{.name = "swapped signatures", .valid = CU_FALSE,
		.code = CU_CODE_bad_signature, .swapped_signatures = true},
		{.name = "a signature too many", .valid = CU_FALSE,
		.code = CU_CODE_bad_signature, .more_signatures = 1},
		{.name = "a signature too few", .valid = CU_FALSE,
		.code = CU_CODE_bad_signature, .more_signatures = -1},
		{.name = "another quad mandatory", .valid = CU_FALSE,
		.code = CU_CODE_bad_signature, .first_mandatory = 1},
		{.name = "no such quad", .valid = CU_FALSE,
		.code = CU_CODE_bad_signature, .first_mandatory = 4},
		{.name = "a label too few", .valid = CU_FALSE,
		.code = CU_CODE_bad_signature, .more_labels = -1},
		{.name = "one label for two nodes", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .same_labels = true},
		{.name = "labels from 1 on", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .late_labels = true},
		{.name = "short label", .valid = CU_FALSE, .code = CU_CODE_bad_proof,
		.short_label = true},
		{.name = "short signature", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .short_signature = true},
		{.name = "short base signature", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .short_base_signature = true},
		{.name = "another key type", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .p384_key = true},
		{.name = "six parts said", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .more_parts = 1},
		{.name = "trailing octets", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .trailing = true},
		{.name = "unknown header", .valid = CU_FALSE,
		.code = CU_CODE_bad_proof, .junk_header = true},
		{.name = "base58", .valid = CU_FALSE, .code = CU_CODE_bad_proof,
		.base58 = true},
	};
	cu_ctx	   *ctx = test_ctx();
	work		w;
	bool		part_first = false;
	int			good;

	REQUIRE_OK(start(ctx, &w));
	REQUIRE_OK(find_order(ctx, &w, &part_first, &good));
	CHECK_EQ_INT(good, 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *proof;
		cu_suite_result result;
		uint8_t		digest[CU_SHA256_SIZE];
		bool		known;

		test_row(rows[i].name);
		REQUIRE_OK(prove(ctx, &w, &rows[i], part_first, &proof));
		REQUIRE_OK(judge(ctx, &w, proof, &result));
		CHECK_EQ_INT(result.valid, rows[i].valid);
		CHECK_EQ_INT(result.code, rows[i].code);
		REQUIRE_OK(cu_suite_sd_content(ctx, &w.document, proof, digest,
									   &known));
		if (rows[i].valid != CU_FALSE)
			CHECK_EQ_INT(known, rows[i].valid == CU_TRUE);
	}
}

TEST(keeps_content_when_less_is_shown)
{
	cu_ctx	   *ctx = test_ctx();
	work		w;
	bool		part_first = false;
	int			good;
	recipe		how = {.name = "right"};
	const cu_json *proof;
	uint8_t		all[CU_SHA256_SIZE];
	uint8_t		again[CU_SHA256_SIZE];
	bool		known;

	REQUIRE_OK(start(ctx, &w));
	REQUIRE_OK(find_order(ctx, &w, &part_first, &good));
	REQUIRE_OK(prove(ctx, &w, &how, part_first, &proof));
	REQUIRE_OK(cu_suite_sd_content(ctx, &w.document, proof, all, &known));
	CHECK(known);
	/* Another proof value, the same mandatory quads. */
	how.repeat_mandatory = true;
	REQUIRE_OK(prove(ctx, &w, &how, part_first, &proof));
	REQUIRE_OK(cu_suite_sd_content(ctx, &w.document, proof, again, &known));
	CHECK(known && memcmp(all, again, sizeof(all)) == 0);
	/* Other mandatory quads. */
	how.first_mandatory = 1;
	REQUIRE_OK(prove(ctx, &w, &how, part_first, &proof));
	REQUIRE_OK(cu_suite_sd_content(ctx, &w.document, proof, again, &known));
	CHECK(known && memcmp(all, again, sizeof(all)) != 0);
}

TEST(pins_the_issuers_key)
{
	cu_ctx	   *ctx = test_ctx();
	work		w;
	bool		part_first = false;
	int			good;
	const recipe how = {.name = "right"};
	const cu_json *proof;
	const cu_json *other;
	cu_suite_result result;

	REQUIRE_OK(start(ctx, &w));
	REQUIRE_OK(find_order(ctx, &w, &part_first, &good));
	REQUIRE_OK(prove(ctx, &w, &how, part_first, &proof));
	REQUIRE_OK(cu_suite_verify(ctx, linked_suite("ecdsa-sd-2023"),
							   &w.document, proof, &w.p384.public_key,
							   &result));
	CHECK_EQ_INT(result.valid, CU_FALSE);
	REQUIRE_OK(cu_suite_verify(ctx, linked_suite("ecdsa-sd-2023"),
							   &w.document, proof, &w.own.public_key,
							   &result));
	CHECK_EQ_INT(result.valid, CU_FALSE);
	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("\"2024-01-02T00:00:00Z\""),
							 &other));
	other = cu_json_with(ctx, proof, "created", other);
	REQUIRE(other != NULL);
	REQUIRE_OK(judge(ctx, &w, other, &result));
	CHECK_EQ_INT(result.valid, CU_FALSE);
	CHECK_EQ_INT(result.code, CU_CODE_bad_signature);
}

const cu_test cu_tests_suite_sd[] = {
	{"verifies_derived_proofs", verifies_derived_proofs},
	{"keeps_content_when_less_is_shown", keeps_content_when_less_is_shown},
	{"pins_the_issuers_key", pins_the_issuers_key},
	{NULL, NULL}
};
