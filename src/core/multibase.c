/*
 * multibase.c
 *		One table of base encodings by prefix, one of key codes by number.
 */
#include "multibase.h"

#include "base.h"
#include "base64.h"

typedef struct base_row
{
	char		prefix;
	cu_status	(*decode) (cu_ctx *ctx, cu_slice text, cu_slice *octets);
	cu_slice	(*encode) (cu_ctx *ctx, cu_slice octets);	/* or NULL */
} base_row;

static cu_status
decode_base64_unpadded(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	return cu_base64_read(ctx, (cu_base64_form) {.url = false}, text, octets);
}

static cu_slice
encode_base64_unpadded(cu_ctx *ctx, cu_slice octets)
{
	return cu_base64_write(ctx, (cu_base64_form) {.url = false}, octets);
}

static cu_status
decode_base64url_padded(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	return cu_base64_read(ctx, (cu_base64_form) {.url = true, .padded = true},
						  text, octets);
}

/* Those that multibase.csv calls case-insensitive are read in both cases. */
static const base_row bases[] = {
	{'z', cu_base58_decode, cu_base58_encode},
	{'u', cu_base64url_decode, cu_base64url_encode},
	{'m', decode_base64_unpadded, encode_base64_unpadded},
	{'f', cu_base16_decode, cu_base16_encode},
	{'b', cu_base32_decode, cu_base32_encode},
	{'F', cu_base16_decode, NULL},
	{'M', cu_base64_decode, NULL},
	{'U', decode_base64url_padded, NULL}
};

#define BASE_COUNT (sizeof(bases) / sizeof(bases[0]))

static const base_row *
find_base(char prefix)
{
	for (size_t i = 0; i < BASE_COUNT; i++)
	{
		if (bases[i].prefix == prefix)
			return &bases[i];
	}
	return NULL;
}

cu_status
cu_multibase_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	const base_row *base;
	cu_status	status;

	if (text.n == 0)
		return cu_fail_at(ctx, CU_BAD_MULTIBASE, 0, "The text is empty.");
	base = find_base(text.p[0]);
	if (base == NULL)
		return cu_fail_at(ctx, CU_BAD_MULTIBASE, 0,
						  "The first character names no base encoding that "
						  "is read here.");
	status = base->decode(ctx, cu_slice_from(text, 1), octets);
	if (status != CU_BAD_BASE)
		return status;
	return cu_fail_at(ctx, CU_BAD_MULTIBASE, ctx->error.offset + 1,
					  ctx->error.detail);
}

cu_slice
cu_multibase_encode(cu_ctx *ctx, char prefix, cu_slice octets)
{
	const base_row *base = find_base(prefix);
	cu_slice	body;
	char	   *out;

	if (base == NULL || base->encode == NULL)
	{
		cu_fail(ctx, CU_BAD_ARGUMENT,
				"No multibase text is written with this prefix.");
		return cu_slice_make(NULL, 0);
	}
	body = base->encode(ctx, octets);
	if (body.p == NULL || (out = cu_alloc(ctx, body.n + 1)) == NULL)
		return cu_slice_make(NULL, 0);
	out[0] = prefix;
	memcpy(out + 1, body.p, body.n);
	return cu_slice_make(out, body.n + 1);
}

const char *
cu_multicodec_name(uint64_t code)
{
	static const struct
	{
		uint64_t	code;
		const char *name;
	}			names[] = {
		{CU_CODEC_SECP256K1_PUB, "secp256k1-pub"},
		{CU_CODEC_BLS12381_G1_PUB, "bls12_381-g1-pub"},
		{CU_CODEC_BLS12381_G2_PUB, "bls12_381-g2-pub"},
		{CU_CODEC_X25519_PUB, "x25519-pub"},
		{CU_CODEC_ED25519_PUB, "ed25519-pub"},
		{CU_CODEC_BLS12381_G1G2_PUB, "bls12_381-g1g2-pub"},
		{CU_CODEC_JWK_JCS_PUB, "jwk_jcs-pub"},
		{CU_CODEC_P256_PUB, "p256-pub"},
		{CU_CODEC_P384_PUB, "p384-pub"},
		{CU_CODEC_P521_PUB, "p521-pub"},
		{CU_CODEC_RSA_PUB, "rsa-pub"},
		{CU_CODEC_ED25519_PRIV, "ed25519-priv"},
		{CU_CODEC_P256_PRIV, "p256-priv"},
		{CU_CODEC_P384_PRIV, "p384-priv"}
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		if (names[i].code == code)
			return names[i].name;
	}
	return NULL;
}
