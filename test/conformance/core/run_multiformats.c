/*
 * run_multiformats.c
 *		The registers of base encodings and of codes.
 */
#include "runner.h"

#include "../../../src/core/buf.h"
#include "../../../src/core/multibase.h"

extern void run_multiformats(cu_runner *r);

#define SAMPLE "Decentralize everything!!!"

/*
 * SAMPLE in the encodings that are offered, without the prefix.  Where
 * written is false the encoding is read only.
 */
static const struct
{
	const char *name;
	const char *text;
	bool		written;
}			offered[] = {
	{"base16", "446563656e7472616c697a652065766572797468696e67212121", true},
	{"base16upper", "446563656E7472616C697A652065766572797468696E67212121",
	false},
	{"base32", "irswgzloorzgc3djpjssazlwmvzhs5dinfxgoijbee", true},
	{"base58btc", "36UQrhJq9fNDS7DiAHM9YXqDHMPfr4EMArvt", true},
	{"base64", "RGVjZW50cmFsaXplIGV2ZXJ5dGhpbmchISE", true},
	{"base64pad", "RGVjZW50cmFsaXplIGV2ZXJ5dGhpbmchISE=", false},
	{"base64url", "RGVjZW50cmFsaXplIGV2ZXJ5dGhpbmchISE", true},
	{"base64urlpad", "RGVjZW50cmFsaXplIGV2ZXJ5dGhpbmchISE=", false}
};

#define OFFERED (sizeof(offered) / sizeof(offered[0]))

/* Every code this library names. */
static const uint64_t codes[] = {
	CU_CODEC_SECP256K1_PUB, CU_CODEC_BLS12381_G1_PUB,
	CU_CODEC_BLS12381_G2_PUB, CU_CODEC_X25519_PUB, CU_CODEC_ED25519_PUB,
	CU_CODEC_BLS12381_G1G2_PUB, CU_CODEC_JWK_JCS_PUB, CU_CODEC_P256_PUB,
	CU_CODEC_P384_PUB, CU_CODEC_P521_PUB, CU_CODEC_RSA_PUB,
	CU_CODEC_ED25519_PRIV, CU_CODEC_P256_PRIV, CU_CODEC_P384_PRIV
};

#define CODES (sizeof(codes) / sizeof(codes[0]))

/* Cuts the next field off a line of comma-separated values, trimmed. */
static cu_slice
next_field(cu_slice *line)
{
	const char *comma = memchr(line->p, ',', line->n);
	size_t		n = comma ? (size_t) (comma - line->p) : line->n;
	cu_slice	field = cu_slice_make(line->p, n);

	*line = cu_slice_from(*line, n + 1);
	while (field.n > 0 && field.p[0] == ' ')
		field = cu_slice_from(field, 1);
	while (field.n > 0 && field.p[field.n - 1] == ' ')
		field.n--;
	return field;
}

/* A hexadecimal number behind two characters ("0x", "U+"). */
static uint64_t
prefixed_hex(cu_slice text)
{
	uint64_t	value = 0;

	for (size_t i = 2; i < text.n; i++)
	{
		int			c = text.p[i];

		c = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
		value = value << 4 | (uint64_t) (c & 15);
	}
	return value;
}

static size_t
find_offered(cu_slice name)
{
	size_t		i = 0;

	while (i < OFFERED && !cu_slice_is(name, offered[i].name))
		i++;
	return i;
}

/* An encoding that is offered must have this prefix and give this text. */
static bool
base_is_right(cu_ctx *ctx, char prefix, size_t which)
{
	cu_buf		text;
	cu_slice	octets;
	cu_slice	encoded;

	cu_buf_init(&text, ctx);
	cu_buf_add_char(&text, prefix);
	cu_buf_add_cstr(&text, offered[which].text);
	encoded = cu_multibase_encode(ctx, prefix, CU_LIT(SAMPLE));
	return cu_multibase_decode(ctx, cu_buf_slice(&text), &octets) == CU_OK &&
		cu_slice_is(octets, SAMPLE) &&
		(encoded.p != NULL) == offered[which].written &&
		(encoded.p == NULL || cu_slice_eq(encoded, cu_buf_slice(&text)));
}

/* One that is not must be refused, not taken for another. */
static bool
base_is_refused(cu_ctx *ctx, char prefix)
{
	char		text[] = {prefix, '2', '2', '2', '2'};
	cu_slice	octets;

	return cu_multibase_decode(ctx, cu_slice_make(text, sizeof(text)),
							   &octets) == CU_BAD_MULTIBASE;
}

static void
run_bases(cu_runner *r)
{
	cu_slice	table;
	cu_slice	line;
	size_t		found = 0;

	if (!runner_read(r, "multiformats/multibase.csv", &table))
		return;
	runner_line(&table, &line);
	while (runner_line(&table, &line))
	{
		uint64_t	cp = prefixed_hex(next_field(&line));
		cu_slice	character = next_field(&line);
		cu_slice	name = next_field(&line);
		size_t		which = find_offered(name);
		cu_ctx	   *ctx = runner_case_ctx(r);

		if (which < OFFERED)
		{
			found++;
			runner_case(r, cp < 128 && base_is_right(ctx, (char) cp, which),
						"multibase/%.*s", RUNNER_TEXT(name));
		}
		else if (cp < 128)
			runner_case(r, base_is_refused(ctx, (char) cp),
						"multibase/%.*s (%.*s)", RUNNER_TEXT(name),
						RUNNER_TEXT(character));
	}
	runner_case(r, found == OFFERED, "multibase/all that are offered");
}

static void
run_codes(cu_runner *r)
{
	cu_slice	table;
	cu_slice	line;
	size_t		found = 0;
	bool		varints_good = true;

	if (!runner_read(r, "multiformats/table.csv", &table))
		return;
	runner_line(&table, &line);
	while (runner_line(&table, &line))
	{
		cu_slice	name = next_field(&line);
		uint64_t	code;
		uint64_t	back = 0;
		char		varint[10];
		size_t		n;

		next_field(&line);
		code = prefixed_hex(next_field(&line));
		n = cu_varint_write(code, varint);
		if (cu_varint_read(cu_slice_make(varint, n), &back) != n ||
			back != code)
			varints_good = false;
		if (cu_multicodec_name(code) == NULL)
			continue;
		found++;
		runner_case(r, cu_slice_is(name, cu_multicodec_name(code)),
					"multicodec/%.*s", RUNNER_TEXT(name));
	}
	for (size_t i = 0; i < CODES; i++)
	{
		if (cu_multicodec_name(codes[i]) == NULL)
			found = 0;
	}
	runner_case(r, found == CODES, "multicodec/all that are named");
	runner_case(r, varints_good, "multicodec/varints of all codes");
}

void
run_multiformats(cu_runner *r)
{
	runner_suite(r, "multiformats");
	run_bases(r);
	run_codes(r);
}
