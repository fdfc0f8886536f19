/*
 * fuzz_base.c
 *		Base encodings, multibase and varints, there and back.
 *
 * The first octet picks the encoding; the rest is taken for text and for
 * octets.
 */
#include "fuzz.h"

#include "../../src/core/base.h"
#include "../../src/core/multibase.h"

void		(*const fuzz_prepare) (void) = NULL;

const char *const fuzz_seeds[] = {
	"0DeadBeef", "1mzxw6ytboi", "2StV1DL6CwTryKyV", "3aGVsbG8_-w",
	"4aGVsbG8=", "5zStV1DL6CwTryKyV", "5f00ff", "5uaGk", "5mYWJjZA",
	"5bmzxw6", "5MYQ==", "5UYQ==", "5F0a", "6\xed\x01\x80\x24", "2111", NULL
};

typedef struct encoding
{
	cu_status	(*decode) (cu_ctx *ctx, cu_slice text, cu_slice *octets);
	cu_slice	(*encode) (cu_ctx *ctx, cu_slice octets);
	bool		one_case;		/* decodes one spelling only */
} encoding;

static const encoding encodings[] = {
	{cu_base16_decode, cu_base16_encode, false},
	{cu_base32_decode, cu_base32_encode, false},
	{cu_base58_decode, cu_base58_encode, true},
	{cu_base64url_decode, cu_base64url_encode, true},
	{cu_base64_decode, cu_base64_encode, true}
};

#define ENCODINGS (sizeof(encodings) / sizeof(encodings[0]))

static cu_status
check_encoding(cu_ctx *ctx, const encoding *e, cu_slice input)
{
	cu_slice	text = e->encode(ctx, input);
	cu_slice	octets;
	cu_status	status;

	FUZZ_MADE(ctx, text);
	FUZZ_OK(e->decode(ctx, text, &octets));
	FUZZ_CHECK(cu_slice_eq(octets, input));
	status = e->decode(ctx, input, &octets);
	if (status != CU_OK)
		return status;
	text = e->encode(ctx, octets);
	FUZZ_MADE(ctx, text);
	FUZZ_CHECK(text.n == input.n);
	FUZZ_CHECK(!e->one_case || cu_slice_eq(text, input));
	return CU_OK;
}

static cu_status
check_multibase(cu_ctx *ctx, cu_slice input)
{
	cu_slice	octets;
	cu_slice	again;
	cu_slice	text;
	cu_status	status = cu_multibase_decode(ctx, input, &octets);

	if (status != CU_OK)
		return status;
	for (const char *prefix = "fbzum"; *prefix; prefix++)
	{
		text = cu_multibase_encode(ctx, *prefix, octets);
		FUZZ_MADE(ctx, text);
		FUZZ_OK(cu_multibase_decode(ctx, text, &again));
		FUZZ_CHECK(cu_slice_eq(again, octets));
	}
	return CU_OK;
}

static cu_status
check_varint(cu_slice input)
{
	uint64_t	value;
	char		out[10];
	size_t		n = cu_varint_read(input, &value);

	FUZZ_CHECK(n <= input.n && n <= 9);
	if (n == 0)
		return CU_BAD_MULTICODEC;
	FUZZ_CHECK(cu_varint_write(value, out) == n);
	FUZZ_CHECK(memcmp(out, input.p, n) == 0);
	(void) cu_multicodec_name(value);
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	size_t		which;

	if (input.n == 0 || input.n > 4096)
		return CU_BAD_ARGUMENT;
	which = (size_t) (unsigned char) (input.p[0] - '0') % (ENCODINGS + 2);
	input = cu_slice_from(input, 1);
	if (which < ENCODINGS)
		return check_encoding(ctx, &encodings[which], input);
	return which == ENCODINGS ? check_multibase(ctx, input) :
		check_varint(input);
}
