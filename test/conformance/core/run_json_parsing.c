/*
 * run_json_parsing.c
 *		JSON texts that must be read (y_), must be refused (n_), or may be either
 *		(i_): there only that the reader comes back with an answer counts.
 */
#include "runner.h"

#include "../../../src/core/json.h"

extern void run_json_parsing(cu_runner *r);

/* The input is at fault, or over a limit; not memory, not the reader. */
static bool
is_refusal(cu_status status)
{
	cu_class	class = cu_status_class(status);

	return class == CU_CLASS_INPUT || class == CU_CLASS_LIMIT;
}

void
run_json_parsing(cu_runner *r)
{
	static const char folder[] = "json-parsing/test_parsing";
	const char **names;
	size_t		count;

	runner_suite(r, "json-parsing");
	count = runner_list(r, folder, ".json", &names);
	for (size_t i = 0; i < count; i++)
	{
		cu_ctx	   *ctx = runner_case_ctx(r);
		const cu_json *value;
		cu_slice	text;
		cu_status	status;
		bool		good = false;

		if (!runner_read(r, runner_join(r, folder, names[i]), &text))
			continue;
		status = cu_json_parse(ctx, text, &value);
		switch (names[i][0])
		{
			case 'y':
				good = status == CU_OK;
				break;
			case 'n':
				good = is_refusal(status) && ctx->error.has_offset &&
					ctx->error.offset <= text.n;
				break;
			case 'i':
				good = status == CU_OK || is_refusal(status);
				break;
		}
		runner_case(r, good, "%s", names[i]);
	}
}
