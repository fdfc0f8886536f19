/*
 * fuzz_jsonpath.c
 *		A path, a NUL octet and a document: what the path leads to.
 */
#include "fuzz.h"

#include "../../src/core/jsonpath.h"

#define WORK ((size_t) 1 << 20)

const char *const fuzz_seeds[] = {"$", "$.a", NULL};

static void
prepare(void)
{
	static const char members[] = "$.a.\"b c\"[*][1]\0"
		"{\"a\":[{\"b c\":[[1,2],3]}]}";
	static const char filter[] = "$.a[*]?(@.k.l==\"x\").v?(@==1.0)\0"
		"{\"a\":[{\"k\":{\"l\":[\"x\"]},\"v\":[1,2]}]}";
	static const char words[] = "$ ? ( @.t == true ) . n [0]\0"
		"[{\"t\":true,\"n\":null}]";

	fuzz_seed("members", cu_slice_make(members, sizeof(members) - 1));
	fuzz_seed("filter", cu_slice_make(filter, sizeof(filter) - 1));
	fuzz_seed("words", cu_slice_make(words, sizeof(words) - 1));
}

void		(*const fuzz_prepare) (void) = prepare;

/* The value that a trail leads to from the root. */
static const cu_json *
walk(const cu_json *root, const cu_trail *trail)
{
	const cu_json *parent;

	if (trail == NULL)
		return root;
	parent = walk(root, trail->parent);
	if (parent == NULL)
		return NULL;
	if (trail->name.p)
		return cu_json_get_slice(parent, trail->name);
	return parent->type == CU_JSON_ARRAY ? cu_json_nth(parent, trail->index) :
		NULL;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_slice	text = fuzz_take(&input);
	const cu_path *path;
	const cu_json *json;
	cu_matches	found = {NULL, 0, 0};
	cu_match	root = {NULL, NULL};
	size_t		work = WORK;
	cu_buf		pointer;
	cu_status	status = cu_path_parse(ctx, text, &path);

	if (status != CU_OK)
		return status;
	status = cu_json_parse(ctx, input, &json);
	if (status != CU_OK)
		return status;
	root.value = json;
	status = cu_path_find(ctx, path, root, &work, &found);
	if (status != CU_OK)
		return status;
	for (size_t i = 0; i < found.n; i++)
	{
		FUZZ_CHECK(walk(json, found.v[i].trail) == found.v[i].value);
		cu_buf_init(&pointer, ctx);
		cu_trail_write(&pointer, found.v[i].trail);
		FUZZ_OK(cu_buf_status(&pointer));
	}
	return CU_OK;
}
