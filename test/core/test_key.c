/*
 * test_key.c
 *		Multikey, JWK and the older forms of keys.
 */
#include "other_keys.h"
#include "test.h"

#include "../../src/core/base.h"
#include "../../src/core/key.h"
#include "../../src/core/multibase.h"

/* One key in both forms; the pairs are those published for did:key. */
typedef struct pair
{
	const char *multikey;
	cu_key_type type;
	const char *jwk;
} pair;

static const pair pairs[] = {
	{"z6MkwYMhwTvsq376YBAcJHy3vyRWzBgn5vKfVqqDCgm7XVKU", CU_KEY_ED25519,
		"{\"crv\":\"Ed25519\",\"kty\":\"OKP\","
		"\"x\":\"_eT7oDCtAC98L31MMx9J0T-w7HR-zuvsY08f9MvKne8\"}"},
	{"z6LSmArkPSdTKjEESsExHRrSwUzYUHgDuWDewXc4nocasvFU", CU_KEY_X25519,
		"{\"crv\":\"X25519\",\"kty\":\"OKP\","
		"\"x\":\"jRIz3oriXDNZmnb35XQb7K1UIlz3ae1ao1YSqLeBXHs\"}"},
	{"zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv", CU_KEY_P256,
		"{\"crv\":\"P-256\",\"kty\":\"EC\","
		"\"x\":\"igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns\","
		"\"y\":\"efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM\"}"},
	{"z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
		CU_KEY_P384,
		"{\"crv\":\"P-384\",\"kty\":\"EC\",\"x\":\"lInTxl8fjLKp_UCrxI0WDklahi"
		"-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc\",\"y\":\"y6N1IC-2mXxHreETBW7K"
		"3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv\"}"},
	{"z2J9gaYxrKVpdoG9A4gRnmpnRCcxU6agDtFVVBVdn1JedouoZN7SzcyREXXzWgt3gGiwpoHq"
		"7K68X4m32D8HgzG8wv3sY5j7", CU_KEY_P521,
		"{\"crv\":\"P-521\",\"kty\":\"EC\",\"x\":\"ASUHPMyichQ0QbHZ9ofNx_l4y7lu"
		"ncn5feKLo3OpJ2nSbZoC7mffolj5uy7s6KSKXFmnNWxGJ42IOrjZ47qqwqyS\",\"y\":\""
		"AW9ziIC4ZQQVSNmLlp59yYKrjRY0_VqO-GOIYQ9tYpPraBKUloEId6cI_vynCzlZWZtW"
		"pgOM3HPhYEgawQ703RjC\"}"},
	{"zQ3shjmnWpSDEbYKpaFm4kTs9kXyqG6N2QwCYHNPP4yubqgJS", CU_KEY_SECP256K1,
		"{\"crv\":\"secp256k1\",\"kty\":\"EC\","
		"\"x\":\"TEIJN9vnTq1EXMkqzo7yN_867-foKc2pREv45Fw_QA8\","
		"\"y\":\"9yiymlzdxKCiRbYq7p-ArRB-C1ytjHE-eb7RDTi6rVc\"}"}
};

#define PAIRS (sizeof(pairs) / sizeof(pairs[0]))

/* Reads a JWK from its text. */
static cu_status
read_jwk(cu_ctx *ctx, const char *text, cu_public_key *key,
		 bool *private_present)
{
	const cu_json *jwk;

	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(text), &jwk));
	return cu_jwk_read(ctx, jwk, key, private_present);
}

static cu_slice
json_text(cu_ctx *ctx, const cu_json *json)
{
	cu_buf		buf;

	if (json == NULL)
		return cu_slice_make(NULL, 0);
	cu_buf_init(&buf, ctx);
	cu_json_write(&buf, json);
	return cu_buf_status(&buf) == CU_OK ? cu_buf_slice(&buf) :
		cu_slice_make(NULL, 0);
}

TEST(reads_and_writes_both_forms)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < PAIRS; i++)
	{
		cu_public_key a;
		cu_public_key b;
		cu_slice	text;
		bool		private_present;

		test_row(pairs[i].multikey);
		REQUIRE_OK(cu_multikey_read(ctx, cu_slice_cstr(pairs[i].multikey),
									&a));
		CHECK_EQ_INT(a.type, pairs[i].type);
		REQUIRE_OK(read_jwk(ctx, pairs[i].jwk, &b, &private_present));
		CHECK(!private_present);
		CHECK(cu_public_key_equal(&a, &b));
		text = cu_multikey_write(ctx, &b);
		REQUIRE(text.p != NULL);
		CHECK_SLICES(text, cu_slice_cstr(pairs[i].multikey));
		text = json_text(ctx, cu_jwk_write(ctx, &a));
		REQUIRE(text.p != NULL);
		CHECK_SLICES(text, cu_slice_cstr(pairs[i].jwk));
		b.octets.n--;
		CHECK(!cu_public_key_equal(&a, &b));
		b = a;
		b.type = CU_KEY_NONE;
		CHECK(!cu_public_key_equal(&a, &b));
	}
}

/* RFC 7638, section 3.1, and RFC 8037, appendix A.3. */
TEST(makes_thumbprints)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_slice	text;
	bool		private_present;

	REQUIRE_OK(read_jwk(ctx, "{\"kty\":\"RSA\",\"n\":\"0vx7agoebGcQSuuPiLJXZpt"
						"N9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFx"
						"uhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5J"
						"sGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2"
						"QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5haj"
						"rn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2N"
						"cRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJz"
						"KnqDKgw\",\"e\":\"AQAB\",\"alg\":\"RS256\","
						"\"kid\":\"2011-04-29\"}", &key, &private_present));
	CHECK_EQ_INT(key.type, CU_KEY_RSA);
	text = cu_jwk_thumbprint(ctx, &key);
	REQUIRE(text.p != NULL);
	CHECK_SLICE(text, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
	REQUIRE_OK(read_jwk(ctx, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
						"\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
						&key, &private_present));
	text = cu_jwk_thumbprint(ctx, &key);
	REQUIRE(text.p != NULL);
	CHECK_SLICE(text, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
	/* These two were calculated by another program. */
	REQUIRE_OK(read_jwk(ctx, "{" P521_PUBLIC "}", &key, &private_present));
	text = cu_jwk_thumbprint(ctx, &key);
	REQUIRE(text.p != NULL);
	CHECK_SLICE(text, "YEV1EIv9vYLGY_GThCEOLkeymqP0eeXUU7MmlJhqgGA");
	REQUIRE_OK(read_jwk(ctx, "{" SECP256K1_PUBLIC "}", &key,
						&private_present));
	text = cu_jwk_thumbprint(ctx, &key);
	REQUIRE(text.p != NULL);
	CHECK_SLICE(text, "iZndHloCMIwsfYl4WtL74pGcYb7bhiKFcLPJIdwJyQE");
}

#define P256_X "igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns"
#define P256_Y "efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM"
#define P256 "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" P256_X \
	"\",\"y\":\"" P256_Y "\""
#define ED "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":" \
	"\"_eT7oDCtAC98L31MMx9J0T-w7HR-zuvsY08f9MvKne8\""
#define X25519 "\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":" \
	"\"jRIz3oriXDNZmnb35XQb7K1UIlz3ae1ao1YSqLeBXHs\""

typedef struct jwk_row
{
	const char *jwk;
	cu_status	status;
	bool		private_present;
} jwk_row;

static const jwk_row jwk_rows[] = {
	{"{" P256 "}", CU_OK, false},
	{"{" P256 ",\"alg\":\"ES256\",\"use\":\"sig\",\"key_ops\":[\"verify\"]}",
		CU_OK, false},
	{"{" ED ",\"alg\":\"EdDSA\"}", CU_OK, false},
	{"{" ED ",\"alg\":\"Ed25519\"}", CU_OK, false},
	{"{" X25519 ",\"use\":\"enc\",\"alg\":\"ECDH-ES\"}", CU_OK, false},
	{"{" P256 ",\"d\":\"AQ\"}", CU_OK, true},
	{"{" P256 ",\"key_ops\":[\"sign\",\"verify\"]}", CU_OK, false},
	{"{" P521_PUBLIC ",\"alg\":\"ES512\",\"use\":\"sig\"}", CU_OK, false},
	{"{" SECP256K1_PUBLIC ",\"alg\":\"ES256K\"}", CU_OK, false},
	{"{" RSA_PUBLIC ",\"alg\":\"RS256\"}", CU_OK, false},
	{"{" RSA_PUBLIC ",\"alg\":\"PS512\",\"key_ops\":[\"verify\"]}", CU_OK,
		false},
	/* not meant for verifying */
	{"{" P256 ",\"alg\":\"ES384\"}", CU_BAD_KEY, false},
	{"{" P256 ",\"alg\":\"none\"}", CU_BAD_KEY, false},
	{"{" P256 ",\"alg\":7}", CU_BAD_KEY, false},
	{"{" P256 ",\"alg\":\"ES256 \"}", CU_BAD_KEY, false},
	{"{" ED ",\"alg\":\"ES256\"}", CU_BAD_KEY, false},
	{"{" P521_PUBLIC ",\"alg\":\"ES521\"}", CU_BAD_KEY, false},
	{"{" P521_PUBLIC ",\"alg\":\"ES256\"}", CU_BAD_KEY, false},
	{"{" SECP256K1_PUBLIC ",\"alg\":\"ES256\"}", CU_BAD_KEY, false},
	{"{" P256 ",\"alg\":\"ES256K\"}", CU_BAD_KEY, false},
	{"{" RSA_PUBLIC ",\"alg\":\"RSA-OAEP\"}", CU_BAD_KEY, false},
	{"{" RSA_PUBLIC ",\"alg\":\"ES256\"}", CU_BAD_KEY, false},
	{"{" RSA_PUBLIC ",\"use\":\"enc\"}", CU_BAD_KEY, false},
	{"{" P256 ",\"use\":\"enc\"}", CU_BAD_KEY, false},
	{"{" P256 ",\"use\":null}", CU_BAD_KEY, false},
	{"{" P256 ",\"key_ops\":[\"deriveKey\"]}", CU_BAD_KEY, false},
	{"{" P256 ",\"key_ops\":[]}", CU_BAD_KEY, false},
	{"{" P256 ",\"key_ops\":\"verify\"}", CU_BAD_KEY, false},
	/* coordinates: one octet short, one long, padded, missing, no text */
	{"{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"" P256_Y "\",\"x\":"
		"\"CsWaLTCG6KEqeP1Hc6bVKgymHvbBQZ4VoFvMba_Oew\"}", CU_BAD_KEY, false},
	{"{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"" P256_Y "\",\"x\":"
		"\"AIoKxZotMIbooSp4_UdzptUqDKYe9sFBnhWgW8xtr857\"}",
		CU_BAD_KEY, false},
	{"{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"" P256_Y "\",\"x\":"
		"\"" P256_X "=\"}", CU_BAD_KEY, false},
	{"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" P256_X "\"}",
		CU_BAD_KEY, false},
	{"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":1,\"y\":2}", CU_BAD_KEY, false},
	{"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
		CU_BAD_KEY, false},
	/* x and y exchanged: not on the curve */
	{"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" P256_Y "\",\"y\":\"" P256_X
		"\"}", CU_BAD_KEY, false},
	/* a P-256 key that says P-384, and the other way round */
	{"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" P256_X "\",\"y\":\"" P256_Y
		"\"}", CU_BAD_KEY, false},
	{"{\"kty\":\"OKP\",\"crv\":\"P-256\",\"x\":\"" P256_X "\",\"y\":\"" P256_Y
		"\"}", CU_UNSUPPORTED_KEY, false},
	{"{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"AAAA\"}",
		CU_UNSUPPORTED_KEY, false},
	{"{\"kty\":\"EC\",\"crv\":\"p-256\",\"x\":\"AAAA\"}",
		CU_UNSUPPORTED_KEY, false},
	{"{\"kty\":\"oct\",\"k\":\"AAAA\"}", CU_UNSUPPORTED_KEY, true},
	{"{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\"}", CU_BAD_KEY, false},
	{"{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"AQAB\"}", CU_BAD_KEY, false},
	{"{\"kty\":\"RSA\",\"n\":\"_w\"}", CU_BAD_KEY, false},
	{"{\"crv\":\"P-256\"}", CU_BAD_KEY, false},
	{"{\"kty\":1}", CU_BAD_KEY, false},
	{"[]", CU_BAD_KEY, false},
	{"null", CU_BAD_KEY, false}
};

TEST(judges_jwks)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(jwk_rows) / sizeof(jwk_rows[0]); i++)
	{
		const cu_json *jwk;
		cu_public_key key;
		bool		private_present;

		test_row(jwk_rows[i].jwk);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(jwk_rows[i].jwk), &jwk));
		CHECK_STATUS(cu_jwk_read(ctx, jwk, &key, &private_present),
					 jwk_rows[i].status);
		CHECK_EQ_INT(private_present, jwk_rows[i].private_present);
		CHECK((key.type != CU_KEY_NONE) == (jwk_rows[i].status == CU_OK));
		CHECK_EQ_INT(cu_jwk_is_private(jwk), jwk_rows[i].private_present);
	}
}

TEST(reads_a_key_whatever_it_is_for)
{
	cu_ctx	   *ctx = test_ctx();
	const cu_json *jwk;
	cu_public_key key;

	REQUIRE_OK(cu_json_parse(ctx, CU_LIT("{" P256 ",\"use\":\"enc\"}"), &jwk));
	REQUIRE_OK(cu_jwk_read_any(ctx, jwk, &key));
	CHECK_EQ_INT(key.type, CU_KEY_P256);
}

/* Prefix and key in hexadecimal. */
typedef struct multikey_row
{
	const char *label;
	const char *octets;
	cu_status	status;
	cu_key_type type;
} multikey_row;

#define OCTETS_32 \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define OCTETS_48 OCTETS_32 "202122232425262728292a2b2c2d2e2f"

static const multikey_row multikey_rows[] = {
	{"Ed25519", "ed01" OCTETS_32, CU_OK, CU_KEY_ED25519},
	{"Ed25519, an octet more", "ed01" OCTETS_32 "00", CU_BAD_KEY, CU_KEY_NONE},
	{"Ed25519, an octet less", "ed010102", CU_BAD_KEY, CU_KEY_NONE},
	{"X25519", "ec01" OCTETS_32, CU_OK, CU_KEY_X25519},
	{"BLS12-381 G1", "ea01" OCTETS_48, CU_OK, CU_KEY_BLS12381},
	{"BLS12-381 G2", "eb01" OCTETS_48 OCTETS_48, CU_OK, CU_KEY_BLS12381},
	{"BLS12-381 G1, size of G2", "ea01" OCTETS_48 OCTETS_48, CU_BAD_KEY,
		CU_KEY_NONE},
	{"P-256", "802402" OCTETS_32, CU_OK, CU_KEY_P256},
	{"P-256, x over the prime", "802402ffffffffffffffffffffffffffffffffff"
		"ffffffffffffffffffffffffffff", CU_BAD_KEY, CU_KEY_NONE},
	{"P-256, neither 02 nor 03", "802405" OCTETS_32, CU_BAD_KEY, CU_KEY_NONE},
	{"RSA", "85243007020200ff020103", CU_OK, CU_KEY_RSA},
	{"RSA, no DER", "852430070202ffff020103", CU_BAD_KEY, CU_KEY_NONE},
	{"JWK", "d1d603" "7b226b7479223a226f6374227d", CU_UNSUPPORTED_KEY,
		CU_KEY_NONE},
	{"JWK, no JSON", "d1d603" "7b22", CU_BAD_KEY, CU_KEY_NONE},
	{"secret Ed25519", "8026" OCTETS_32, CU_BAD_KEY, CU_KEY_NONE},
	{"secret P-256", "8626" OCTETS_32, CU_BAD_KEY, CU_KEY_NONE},
	{"unknown codec", "01" OCTETS_32, CU_UNSUPPORTED_KEY, CU_KEY_NONE},
	{"prefix not shortest", "ed8100" OCTETS_32, CU_BAD_MULTICODEC,
		CU_KEY_NONE},
	{"prefix unfinished", "ed", CU_BAD_MULTICODEC, CU_KEY_NONE},
	{"nothing", "", CU_BAD_MULTICODEC, CU_KEY_NONE}
};

TEST(judges_multikeys)
{
	static const char forms[] = {'z', 'u'};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(multikey_rows) / sizeof(multikey_rows[0]);
		 i++)
	{
		const multikey_row *row = &multikey_rows[i];
		cu_public_key key;
		cu_slice	octets;
		cu_slice	text;

		test_row(row->label);
		REQUIRE_OK(cu_base16_decode(ctx, cu_slice_cstr(row->octets),
									&octets));
		CHECK_STATUS(cu_multicodec_key_read(ctx, octets, &key), row->status);
		CHECK_EQ_INT(key.type, row->type);
		for (size_t k = 0; k < 2; k++)
		{
			text = cu_multibase_encode(ctx, forms[k], octets);
			REQUIRE(text.p != NULL);
			CHECK_STATUS(cu_multikey_read(ctx, text, &key), row->status);
		}
		if (row->status != CU_OK)
			continue;
		text = cu_multikey_write(ctx, &key);
		REQUIRE(text.p != NULL);
		REQUIRE_OK(cu_multibase_decode(ctx, text, &text));
		CHECK_SLICES(text, octets);
	}
}

TEST(refuses_other_multibase_forms)
{
	static const char *const texts[] = {
		"", "fed01" OCTETS_32, "m7QEA", "z", "z0", "u7QE=", "x",
		"6MkwYMhwTvsq376YBAcJHy3vyRWzBgn5vKfVqqDCgm7XVKU"
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		cu_public_key key;
		cu_status	status;

		test_row(texts[i]);
		status = cu_multikey_read(ctx, cu_slice_cstr(texts[i]), &key);
		CHECK_STATUS(status, strcmp(texts[i], "z") == 0 ?
					 CU_BAD_MULTICODEC : CU_BAD_MULTIBASE);
	}
}

TEST(reads_a_jwk_inside_a_multikey)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key;
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_buf_add(&buf, "\xd1\xd6\x03", 3);
	cu_buf_add_cstr(&buf, pairs[2].jwk);
	REQUIRE_OK(cu_buf_status(&buf));
	REQUIRE_OK(cu_multicodec_key_read(ctx, cu_buf_slice(&buf), &key));
	CHECK_EQ_INT(key.type, CU_KEY_P256);
	cu_buf_init(&buf, ctx);
	cu_buf_add(&buf, "\xd1\xd6\x03", 3);
	cu_buf_add_cstr(&buf, "{" ED ",\"d\":\"AA\"}");
	REQUIRE_OK(cu_buf_status(&buf));
	CHECK_STATUS(cu_multicodec_key_read(ctx, cu_buf_slice(&buf), &key),
				 CU_BAD_KEY);
}

TEST(writes_no_key_it_cannot)
{
	cu_ctx	   *ctx = test_ctx();
	cu_public_key key = {.type = CU_KEY_NONE};

	CHECK(cu_multikey_write(ctx, &key).p == NULL);
	CHECK_STATUS(ctx->error.status, CU_UNSUPPORTED_KEY);
	CHECK(cu_jwk_write(ctx, &key) == NULL);
	key.type = CU_KEY_BLS12381;
	key.octets = CU_LIT("short");
	CHECK(cu_multikey_write(ctx, &key).p == NULL);
	CHECK_STATUS(ctx->error.status, CU_UNSUPPORTED_KEY);
	CHECK(cu_jwk_thumbprint(ctx, &key).p == NULL);
}

/* --- private keys --------------------------------------------------------- */

static cu_status
read_private_jwk(cu_ctx *ctx, const char *text, cu_private_key *key)
{
	const cu_json *jwk;

	CU_TRY(cu_json_parse(ctx, cu_slice_cstr(text), &jwk));
	return cu_jwk_read_private(ctx, jwk, key);
}

/* RFC 8037, appendix A.1. */
#define RFC_8037 "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":" \
	"\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\""
#define RFC_8037_D "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\""

TEST(reads_private_jwks)
{
	cu_ctx	   *ctx = test_ctx();
	cu_private_key key;

	REQUIRE_OK(read_private_jwk(ctx, "{" RFC_8037 "," RFC_8037_D "}", &key));
	CHECK_EQ_INT(key.type, CU_KEY_ED25519);
	CHECK_EQ_INT(key.n, 32);
	CHECK_EQ_INT(key.secret[0], 0x9d);
	REQUIRE_OK(read_private_jwk(ctx, "{" RFC_8037 "," RFC_8037_D
								",\"key_ops\":[\"sign\"]}", &key));
	/* RFC 7515, appendix A.3.1. */
	REQUIRE_OK(read_private_jwk(ctx, "{\"kty\":\"EC\",\"crv\":\"P-256\","
								"\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9u"
								"PHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW"
								"6pCyStikYjKIWI5a0\",\"d\":\"jpsQnnGQmL-YBIff"
								"H1136cspYG6-0iY7X1fCE9-E9LI\"}", &key));
	CHECK_EQ_INT(key.type, CU_KEY_P256);
}

TEST(refuses_private_jwks)
{
	static const struct
	{
		const char *jwk;
		cu_status	status;
	}			rows[] = {
		{"{" RFC_8037 "}", CU_BAD_KEY},
		{"{" RFC_8037 ",\"d\":\"nWGx\"}", CU_BAD_KEY},
		{"{" RFC_8037 ",\"d\":5}", CU_BAD_KEY},
		{"{" RFC_8037 "," RFC_8037_D ",\"alg\":\"ES256\"}", CU_BAD_KEY},
		{"{" RFC_8037 "," RFC_8037_D ",\"use\":\"enc\"}", CU_BAD_KEY},
		{"{" RFC_8037 "," RFC_8037_D ",\"key_ops\":[\"verify\"]}", CU_BAD_KEY},
		/* another key's d */
		{"{" ED "," RFC_8037_D "}", CU_BAD_KEY},
		{"{" P256 ",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}",
			CU_BAD_KEY},
		{"{" P256 ",\"d\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
			CU_BAD_KEY},
		{"{" X25519 "," RFC_8037_D "}", CU_UNSUPPORTED_KEY},
		{"{\"kty\":\"RSA\",\"n\":\"_w\",\"e\":\"Aw\",\"d\":\"Aw\"}",
			CU_UNSUPPORTED_KEY}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		static const cu_private_key none;
		cu_private_key key;

		test_row(rows[i].jwk);
		CHECK_STATUS(read_private_jwk(ctx, rows[i].jwk, &key),
					 rows[i].status);
		CHECK(memcmp(&key, &none, sizeof(key)) == 0);
	}
}

/* A secretKeyMultibase of these octets, given in hexadecimal. */
static cu_status
read_secret(cu_ctx *ctx, const char *hex, cu_private_key *key)
{
	cu_slice	octets;
	cu_slice	text;

	memset(key, 0xff, sizeof(*key));
	CU_TRY(cu_base16_decode(ctx, cu_slice_cstr(hex), &octets));
	text = cu_multibase_encode(ctx, 'z', octets);
	return text.p ? cu_multikey_read_private(ctx, text, key) : CU_NOMEM(ctx);
}

#define SEED "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define SEED_KEY \
	"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

TEST(reads_secret_multikeys)
{
	static const struct
	{
		const char *octets;
		cu_status	status;
		cu_key_type type;
	}			rows[] = {
		{"8026" SEED, CU_OK, CU_KEY_ED25519},
		{"8026" SEED SEED_KEY, CU_OK, CU_KEY_ED25519},
		{"8026" SEED SEED, CU_BAD_KEY, CU_KEY_NONE},
		{"8026" SEED "00", CU_BAD_KEY, CU_KEY_NONE},
		{"8626" SEED, CU_OK, CU_KEY_P256},
		{"8726" SEED "000102030405060708090a0b0c0d0e0f", CU_OK, CU_KEY_P384},
		{"8726" SEED, CU_BAD_KEY, CU_KEY_NONE},
		{"ed01" SEED_KEY, CU_BAD_KEY, CU_KEY_NONE},
		{"01" SEED_KEY, CU_UNSUPPORTED_KEY, CU_KEY_NONE},
		{"80", CU_BAD_MULTICODEC, CU_KEY_NONE}
	};
	cu_ctx	   *ctx = test_ctx();
	cu_private_key key;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		test_row(rows[i].octets);
		CHECK_STATUS(read_secret(ctx, rows[i].octets, &key), rows[i].status);
		CHECK_EQ_INT(key.type, rows[i].type);
		CHECK_EQ_INT(key.secret[0], rows[i].status == CU_OK ? 0x9d : 0);
	}
	CHECK_STATUS(cu_multikey_read_private(ctx, CU_LIT("f8026"), &key),
				 CU_BAD_MULTIBASE);
}

/* --- verification methods ------------------------------------------------- */

#define MULTIKEY "\"publicKeyMultibase\":" \
	"\"z6MkwYMhwTvsq376YBAcJHy3vyRWzBgn5vKfVqqDCgm7XVKU\""
#define BASE58 "\"publicKeyBase58\":" \
	"\"4zvwRjXUKGfvwnParsHAS3HuSVzV5cA4McphgmoCtajS\""
#define BASE58_P256 "\"publicKeyBase58\":" \
	"\"ekVhkcBFq3w7jULLkBVye6PwaTuMbhJYuzwFnNcgQAPV\""

typedef struct method_row
{
	const char *json;
	cu_status	status;
	cu_key_type type;
} method_row;

static const method_row method_rows[] = {
	{"{\"type\":\"Multikey\"," MULTIKEY "}", CU_OK, CU_KEY_ED25519},
	{"{\"type\":\"Ed25519VerificationKey2020\"," MULTIKEY "}", CU_OK,
		CU_KEY_ED25519},
	{"{\"type\":\"Ed25519VerificationKey2018\"," BASE58 "}", CU_OK,
		CU_KEY_ED25519},
	{"{\"type\":\"X25519KeyAgreementKey2019\"," BASE58 "}", CU_OK,
		CU_KEY_X25519},
	{"{\"type\":\"P256Key2021\"," BASE58_P256 "}", CU_OK, CU_KEY_P256},
	{"{\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{" P256 "}}", CU_OK,
		CU_KEY_P256},
	{"{\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{" P521_PUBLIC "}}",
		CU_OK, CU_KEY_P521},
	{"{\"type\":\"EcdsaSecp256k1VerificationKey2019\",\"publicKeyJwk\":{"
		SECP256K1_PUBLIC "}}", CU_OK, CU_KEY_SECP256K1},
	{"{\"type\":\"EcdsaSecp256k1VerificationKey2019\",\"publicKeyBase58\":"
		"\"wgr3KVu8RhHxcUGt3fqyE7kh6H8EeSB7bApMPXXgBeHr\"}", CU_OK,
		CU_KEY_SECP256K1},
	{"{\"type\":\"EcdsaSecp256k1VerificationKey2019\",\"publicKeyMultibase\":"
		"\"zQ3shjmnWpSDEbYKpaFm4kTs9kXyqG6N2QwCYHNPP4yubqgJS\"}", CU_OK,
		CU_KEY_SECP256K1},
	{"{\"type\":\"P521Key2021\",\"publicKeyBase58\":"
		"\"6AjYiWRunqwkUmXKJT6Dza8UmYpvSBsJjvvaYuA6fVU8CqNdxBzaQYZBQWFLUDZGmp"
		"ESPUxzewLn3Yh85V6N2WXBHh5\"}", CU_OK, CU_KEY_P521},
	{"{\"type\":\"RsaVerificationKey2018\",\"publicKeyJwk\":{" RSA_PUBLIC
		"}}", CU_OK, CU_KEY_RSA},
	{"{\"type\":\"JsonWebKey\",\"publicKeyJwk\":{" ED "}}", CU_OK,
		CU_KEY_ED25519},
	{"{\"type\":\"Unheard\",\"publicKeyJwk\":{" ED "}}", CU_OK,
		CU_KEY_ED25519},
	{"{" MULTIKEY "}", CU_OK, CU_KEY_ED25519},
	/* another key than the type says */
	{"{\"type\":\"RsaVerificationKey2018\",\"publicKeyJwk\":{" P521_PUBLIC
		"}}", CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"EcdsaSecp256k1VerificationKey2019\",\"publicKeyJwk\":{"
		P256 "}}", CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"EcdsaSecp256r1VerificationKey2019\"," MULTIKEY "}",
		CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Ed25519VerificationKey2020\",\"publicKeyJwk\":{" P256 "}}",
		CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"P256Key2021\"," BASE58 "}", CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Ed25519VerificationKey2018\"," BASE58_P256 "}",
		CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Bls12381G2Key2020\"," BASE58 "}", CU_BAD_KEY, CU_KEY_NONE},
	/* base58 without a type that says what it is */
	{"{\"type\":\"Multikey\"," BASE58 "}", CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":\"0\"}",
		CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":1}",
		CU_BAD_KEY, CU_KEY_NONE},
	/* none, two, or not to be read */
	{"{\"type\":\"Multikey\"}", CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Multikey\"," MULTIKEY ",\"publicKeyJwk\":{" ED "}}",
		CU_BAD_KEY, CU_KEY_NONE},
	{"{\"type\":\"Multikey\",\"publicKeyMultibase\":[]}", CU_BAD_MULTIBASE,
		CU_KEY_NONE},
	{"{\"type\":\"JsonWebKey\",\"publicKeyJwk\":\"x\"}", CU_BAD_KEY,
		CU_KEY_NONE}
};

TEST(reads_keys_of_verification_methods)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(method_rows) / sizeof(method_rows[0]); i++)
	{
		const cu_json *json;
		cu_public_key key;

		test_row(method_rows[i].json);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(method_rows[i].json),
								 &json));
		CHECK_STATUS(cu_method_key_read(ctx, json, &key),
					 method_rows[i].status);
		CHECK_EQ_INT(key.type, method_rows[i].type);
	}
}

TEST(finds_private_keys_anywhere)
{
	static const struct
	{
		const char *json;
		bool		found;
	}			rows[] = {
		{"{\"publicKeyJwk\":{" ED "}}", false},
		{"{\"publicKeyJwk\":{" ED ",\"d\":\"AA\"}}", true},
		{"{\"publicKeyJwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}", true},
		{"{\"publicKeyJwk\":{\"kty\":\"RSA\",\"p\":\"AA\"}}", true},
		{"{\"privateKeyJwk\":{}}", true},
		{"{\"privateKeyBase58\":\"x\"}", true},
		{"{\"privateKeyMultibase\":\"x\"}", true},
		{"{\"secretKeyMultibase\":\"z\"}", true},
		{"{\"secretKeyJwk\":{}}", true},
		{"{\"x\":[1,[{\"d\":null}]]}", true},
		{"{\"k\":1,\"p\":2,\"q\":[\"d\"]}", false},
		{"\"privateKeyJwk\"", false}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		const cu_json *json;

		test_row(rows[i].json);
		REQUIRE_OK(cu_json_parse(ctx, cu_slice_cstr(rows[i].json), &json));
		CHECK_EQ_INT(cu_json_holds_private_key(json), rows[i].found);
	}
}

/* --- keys as people hand them in ------------------------------------------ */

#define ED_MB "z6MkwYMhwTvsq376YBAcJHy3vyRWzBgn5vKfVqqDCgm7XVKU"

TEST(reads_any_text_form)
{
	static const struct
	{
		const char *text;
		cu_status	status;
		cu_key_type type;
	}			rows[] = {
		{ED_MB, CU_OK, CU_KEY_ED25519},
		{"\t" ED_MB "\r\n", CU_OK, CU_KEY_ED25519},
		{"did:key:" ED_MB, CU_OK, CU_KEY_ED25519},
		{"did:key:" ED_MB "#" ED_MB, CU_OK, CU_KEY_ED25519},
		{" {" ED "} ", CU_OK, CU_KEY_ED25519},
		{"{\"type\":\"Multikey\"," MULTIKEY "}", CU_OK, CU_KEY_ED25519},
		/* {"kty":"OKP","crv":"Ed25519","x":"AAAA…"} in base64url */
		{"did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IkFBQUFBQUFBQUFB"
			"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUEifQ#0", CU_OK,
			CU_KEY_ED25519},
		/* the fragment must be the key's own */
		{"did:key:" ED_MB "#"
			"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", CU_BAD_KEY,
			CU_KEY_NONE},
		{"did:key:" ED_MB "#0", CU_BAD_KEY, CU_KEY_NONE},
		{"did:key:" ED_MB "?a=b#" ED_MB, CU_BAD_KEY, CU_KEY_NONE},
		{"did:key:" ED_MB "#" ED_MB " x", CU_BAD_DID_URL, CU_KEY_NONE},
		{"did:web:mill.example#key", CU_UNSUPPORTED_METHOD, CU_KEY_NONE},
		{"{" RFC_8037 "," RFC_8037_D "}", CU_BAD_KEY, CU_KEY_NONE},
		{"{" P256 ",\"use\":\"enc\"}", CU_BAD_KEY, CU_KEY_NONE},
		{"{\"keys\":[]}", CU_BAD_KEY, CU_KEY_NONE},
		{"{", CU_BAD_JSON, CU_KEY_NONE},
		{"", CU_BAD_MULTIBASE, CU_KEY_NONE},
		{"key", CU_BAD_MULTIBASE, CU_KEY_NONE}
	};
	cu_ctx	   *ctx = test_ctx();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		cu_public_key key;

		test_row(rows[i].text);
		CHECK_STATUS(cu_public_key_read(ctx, cu_slice_cstr(rows[i].text),
										&key), rows[i].status);
		CHECK_EQ_INT(key.type, rows[i].type);
	}
}

const cu_test cu_tests_key[] = {
	{"reads_and_writes_both_forms", reads_and_writes_both_forms},
	{"makes_thumbprints", makes_thumbprints},
	{"judges_jwks", judges_jwks},
	{"reads_a_key_whatever_it_is_for", reads_a_key_whatever_it_is_for},
	{"judges_multikeys", judges_multikeys},
	{"refuses_other_multibase_forms", refuses_other_multibase_forms},
	{"reads_a_jwk_inside_a_multikey", reads_a_jwk_inside_a_multikey},
	{"writes_no_key_it_cannot", writes_no_key_it_cannot},
	{"reads_private_jwks", reads_private_jwks},
	{"refuses_private_jwks", refuses_private_jwks},
	{"reads_secret_multikeys", reads_secret_multikeys},
	{"reads_keys_of_verification_methods", reads_keys_of_verification_methods},
	{"finds_private_keys_anywhere", finds_private_keys_anywhere},
	{"reads_any_text_form", reads_any_text_form},
	{NULL, NULL}
};
