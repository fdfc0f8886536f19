/*
 * run_jcs.c
 *		Six documents and 100,000 numbers of the RFC 8785 reference project.
 */
#include "runner.h"

#include "../../../src/core/base.h"
#include "../../../src/core/jcs.h"
#include "../../../src/core/json_number.h"

extern void run_jcs(cu_runner *r);

/* Octets from hexadecimal digits with white space between them. */
static bool
read_hex(cu_ctx *ctx, cu_slice text, cu_slice *octets)
{
	char	   *digits = cu_alloc(ctx, text.n);
	size_t		n = 0;

	if (digits == NULL)
		return false;
	for (size_t i = 0; i < text.n; i++)
	{
		if (text.p[i] != ' ' && text.p[i] != '\n' && text.p[i] != '\r')
			digits[n++] = text.p[i];
	}
	return cu_base16_decode(ctx, cu_slice_make(digits, n), octets) == CU_OK;
}

static bool
canonicalizes(cu_ctx *ctx, cu_slice input, cu_slice want)
{
	const cu_json *value;
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	return cu_json_parse(ctx, input, &value) == CU_OK &&
		cu_jcs_write(&buf, value) == CU_OK &&
		cu_slice_eq(cu_buf_slice(&buf), want);
}

static void
run_document(cu_runner *r, const char *name)
{
	cu_ctx	   *ctx = runner_case_ctx(r);
	char		hex_name[64];
	cu_slice	input;
	cu_slice	output;
	cu_slice	hex;
	cu_slice	octets;
	size_t		stem = strlen(name) - strlen(".json");

	if (stem > sizeof(hex_name) - sizeof(".txt"))
		return;
	memcpy(hex_name, name, stem);
	memcpy(hex_name + stem, ".txt", sizeof(".txt"));
	if (!runner_read(r, runner_join(r, "jcs/testdata/input", name), &input) ||
		!runner_read(r, runner_join(r, "jcs/testdata/output", name), &output) ||
		!runner_read(r, runner_join(r, "jcs/testdata/outhex", hex_name), &hex))
		return;
	/* The outputs are text files: a line end may stand behind. */
	while (output.n > 0 && output.p[output.n - 1] == '\n')
		output.n--;
	runner_case(r, read_hex(ctx, hex, &octets) &&
				cu_slice_eq(octets, output) &&
				canonicalizes(ctx, input, output),
				"document/%s", name);
}

/* "HEX,TEXT": the bits of a double, and what it is written as. */
static bool
number_is_good(cu_ctx *ctx, cu_slice hex, cu_slice text)
{
	uint64_t	bits = 0;
	double		value;
	double		back;
	cu_buf		written;
	cu_buf		canonical;

	for (size_t i = 0; i < hex.n; i++)
	{
		char		c = hex.p[i];

		bits = bits << 4 | (uint64_t) (c <= '9' ? c - '0' : c - 'a' + 10);
	}
	memcpy(&value, &bits, sizeof(value));
	cu_buf_init(&written, ctx);
	cu_buf_init(&canonical, ctx);
	cu_number_write(&written, value);
	cu_number_canonical(&canonical, text);
	return cu_slice_eq(cu_buf_slice(&written), text) &&
		cu_slice_eq(cu_buf_slice(&canonical), text) &&
		cu_number_read(text, &back) && back == value;
}

void
run_jcs(cu_runner *r)
{
	const char **names;
	size_t		count;
	cu_slice	numbers;
	cu_slice	line;

	runner_suite(r, "jcs");
	count = runner_list(r, "jcs/testdata/input", ".json", &names);
	for (size_t i = 0; i < count; i++)
		run_document(r, names[i]);
	/* es6num-10000.txt is the beginning of this file. */
	if (!runner_read(r, "jcs/es6num-100000.txt", &numbers))
		return;
	while (runner_line(&numbers, &line))
	{
		const char *comma = memchr(line.p, ',', line.n);
		cu_slice	hex = cu_slice_make(line.p, comma ?
										(size_t) (comma - line.p) : line.n);

		runner_case(r, comma != NULL && hex.n <= 16 &&
					number_is_good(runner_case_ctx(r), hex,
								   cu_slice_from(line, hex.n + 1)),
					"number/%.*s", RUNNER_TEXT(hex));
	}
}
