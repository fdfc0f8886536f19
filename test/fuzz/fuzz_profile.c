/*
 * fuzz_profile.c
 *		A profile, a NUL octet and claims: the facts.
 */
#include "fuzz.h"

#include "../../src/core/profile.h"

#define PROFILE \
	"{\"contexts\":[\"x\"],\"shapes\":{\"o\":{\"name\":\"i:$.name\",\"keys\":" \
	"{\"did\":\"i:$.id\",\"gln\":\"i:$.gln\",\"unlocode\":\"i:$.port\"}}}," \
	"\"events\":[{\"kind\":\"produce\",\"time\":[\"d:$.validFrom\"]," \
	"\"until\":\"e:$.end\",\"id\":\"e:$.id\",\"step\":\"l:s\"," \
	"\"items\":[{\"role\":\"out\",\"rows\":\"e:$.items[*]\",\"line\":true," \
	"\"ids\":[\"i:$.id\",\"i:$.no\"],\"scheme\":\"coil\",\"scope\":" \
	"\"d:$.issuer\",\"name\":\"i:$.name\",\"quantities\":[{\"basis\":\"net\"," \
	"\"value\":\"i:$.w.value\",\"unit\":\"i:$.w.unit\"}],\"claims\":" \
	"[{\"name\":\"hts\",\"value\":\"i:$.hts\",\"normal\":\"hts\"}]}]," \
	"\"parties\":[{\"role\":\"a\",\"rows\":\"e:$.by\",\"like\":\"o\"}]," \
	"\"places\":[{\"role\":\"at\",\"rows\":\"e:$.place\",\"country\":" \
	"\"i:$.country\",\"like\":\"o\"}],\"references\":[{\"kind\":\"entry\"," \
	"\"value\":\"e:$.entry\",\"normal\":\"entry_number\",\"scope\":" \
	"\"d:$.issuer\",\"scope_normal\":\"did\"}]}]}"

#define CLAIMS \
	"{\"issuer\":\"did:web:a\",\"validFrom\":\"2024-03-01\"," \
	"\"credentialSubject\":{\"id\":\"urn:x:1\",\"end\":\"2024-03-02T10:00\"," \
	"\"items\":[{\"id\":\"did:web:a/coil/1\",\"w\":{\"value\":\"1,234.5\"," \
	"\"unit\":\"lb\"},\"hts\":\"7208.10\"},{\"no\":7},{}],\"by\":{\"name\":" \
	"\"A\",\"gln\":\"4012345000009\"},\"place\":[{\"port\":\"USHOU\"}," \
	"{\"country\":\"Mexico\"}],\"entry\":\"SP3-1234567-8\"}}"

const char *const fuzz_seeds[] = {PROFILE, NULL};

static void
prepare(void)
{
	static const char both[] = PROFILE "\0" CLAIMS;

	fuzz_seed("both", cu_slice_make(both, sizeof(both) - 1));
}

void		(*const fuzz_prepare) (void) = prepare;

static void
check_fact(const cu_fact *fact)
{
	FUZZ_CHECK(cu_fact_type_name(fact->type) != NULL);
	FUZZ_CHECK(!fact->timed || fact->from < fact->to);
	FUZZ_CHECK(fact->quantity.n <= 110 && fact->si_quantity.n <= 110);
	FUZZ_CHECK(fact->item.n <= CU_ITEM_MAX);
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	static const uint8_t digest[CU_SHA256_SIZE];
	cu_slice	text = fuzz_take(&input);
	const size_t caught = input.n / 2;	/* the start of a value, by chance */
	const cu_json *body;
	const cu_json *claims;
	const cu_json *keys;
	const cu_profile *profile;
	const cu_fact *facts;
	size_t		count;
	cu_status	status = cu_json_parse(ctx, text, &body);

	if (status == CU_OK)
		status = cu_profile_parse(ctx, body, &profile);
	if (status == CU_OK)
		status = cu_json_parse(ctx, input, &claims);
	if (status != CU_OK)
		return status;
	for (int explain = 0; explain < 2; explain++)
	{
		status = cu_profile_extract(ctx, profile, claims, digest, &caught,
									explain ? 1 : 0, explain, &facts, &count);
		if (status != CU_OK)
			return status;
		for (size_t i = 0; i < count; i++)
		{
			check_fact(&facts[i]);
			if (facts[i].keys.p)
				FUZZ_OK(cu_json_parse(ctx, facts[i].keys, &keys));
		}
	}
	return CU_OK;
}
