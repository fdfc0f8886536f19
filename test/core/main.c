/*
 * main.c
 *		Runs the core tests: test-core [--fail-alloc] [AREA[/TEST]]
 *
 * Ends with "N passed, N failed"; exit status 1 when one failed.
 */
#include "test.h"

#include "../../src/core/json.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/crypto.h>

#define MAX_CONTEXTS 16

typedef struct area
{
	const char *name;
	const cu_test *tests;
} area;

/* areas.inc is made by the Makefile: one AREA(x) per test_x.c. */
#define AREA(name) extern const cu_test cu_tests_##name[];
#include "areas.inc"
#undef AREA

static const area areas[] = {
#define AREA(name) {#name, cu_tests_##name},
#include "areas.inc"
#undef AREA
	{NULL, NULL}
};

/* State of the running test; a test program may have globals. */
static struct
{
	cu_host		host;
	cu_ctx		contexts[MAX_CONTEXTS];
	size_t		context_count;
	size_t		live;			/* blocks not released yet */
	size_t		allocations;	/* asked for so far */
	size_t		fail_at;		/* the one that fails; 0: none */
	bool		injected;		/* it has failed */
	const char *row;
	const char *area;
	const char *test;
	bool		failed;
} now;

static void *
counting_alloc(void *arg, size_t size)
{
	void	   *block;

	(void) arg;
	if (++now.allocations == now.fail_at)
	{
		now.injected = true;
		return NULL;
	}
	block = malloc(size);
	if (block)
		now.live++;
	return block;
}

static void
counting_release(void *arg, void *block)
{
	(void) arg;
	now.live--;
	free(block);
}

/* --- a libcrypto that runs out of memory ---------------------------------- */

static size_t library_calls;	/* allocations since the count began */
static size_t library_fail_at;	/* the one that fails; 0: none */

static void *
library_alloc(size_t size, const char *file, int line)
{
	(void) file;
	(void) line;
	if (++library_calls == library_fail_at)
		return NULL;
	return malloc(size);
}

static void *
library_realloc(void *block, size_t size, const char *file, int line)
{
	(void) file;
	(void) line;
	if (++library_calls == library_fail_at)
		return NULL;
	return realloc(block, size);
}

static void
library_free(void *block, const char *file, int line)
{
	(void) file;
	(void) line;
	free(block);
}

/* OpenSSL takes these only before its first allocation. */
__attribute__((constructor))
static void
install_library_alloc(void)
{
	if (CRYPTO_set_mem_functions(library_alloc, library_realloc,
								 library_free) != 1)
		abort();
}

void
test_library_fail(size_t n)
{
	library_calls = 0;
	library_fail_at = n;
}

size_t
test_library_calls(void)
{
	return library_calls;
}

/* --- the host ------------------------------------------------------------- */

cu_host *
test_host(void)
{
	return &now.host;
}

cu_ctx *
test_ctx(void)
{
	cu_ctx	   *ctx;

	if (now.context_count == MAX_CONTEXTS)
	{
		fprintf(stderr, "%s/%s: too many contexts\n", now.area, now.test);
		exit(2);
	}
	ctx = &now.contexts[now.context_count++];
	cu_ctx_init(ctx, &now.host);
	return ctx;
}

bool
test_json_equal(const cu_json *a, const cu_json *b)
{
	cu_host		host;
	cu_ctx		ctx;
	bool		equal = false;

	cu_host_malloc(&host);
	cu_ctx_init(&ctx, &host);
	if (cu_json_equal(&ctx, a, b, &equal) != CU_OK)
		equal = false;
	cu_ctx_free(&ctx);
	return equal;
}

void
test_row(const char *label)
{
	now.row = label;
}

static void
fail(const char *file, int line, const char *what)
{
	now.failed = true;
	fprintf(stderr, "%s:%d: %s/%s%s%s: %s\n", file, line, now.area, now.test,
			now.row ? " row " : "", now.row ? now.row : "", what);
	if (now.fail_at > 0)
		fprintf(stderr, "\tallocation %zu failed\n", now.fail_at);
}

bool
test_check(bool good, const char *file, int line, const char *what)
{
	if (!good && !now.injected)
		fail(file, line, what);
	return good;
}

bool
test_check_int(long long got, long long want, const char *file, int line,
			   const char *what)
{
	bool		good = test_check(got == want, file, line, what);

	if (!good && !now.injected)
		fprintf(stderr, "\tgot %lld, want %lld\n", got, want);
	return good;
}

static void
print_octets(const char *label, cu_slice s)
{
	fprintf(stderr, "\t%s %zu octets: ", label, s.n);
	for (size_t i = 0; i < s.n && i < 400; i++)
	{
		unsigned char c = (unsigned char) s.p[i];

		fprintf(stderr, c >= 0x20 && c < 0x7f ? "%c" : "\\x%02x", c);
	}
	fputc('\n', stderr);
}

bool
test_check_slice(cu_slice got, cu_slice want, const char *file, int line,
				 const char *what)
{
	bool		good = got.p != NULL && cu_slice_eq(got, want);

	test_check(good, file, line, what);
	if (!good && !now.injected)
	{
		print_octets("got", got);
		print_octets("want", want);
	}
	return good;
}

bool
test_check_status(cu_status got, cu_status want, const char *file, int line,
				  const char *what)
{
	bool		good = test_check(got == want, file, line, what);

	if (!good && !now.injected)
		fprintf(stderr, "\tgot %s, want %s\n", cu_status_name(got),
				cu_status_name(want));
	return good;
}

bool
test_require(bool good, const char *file, int line, const char *what)
{
	return test_check(good, file, line, what);
}

bool
test_require_ok(cu_status got, const char *file, int line, const char *what)
{
	if (got != CU_OK && !(now.injected && got == CU_OUT_OF_MEMORY))
	{
		fail(file, line, what);
		fprintf(stderr, "\tgot %s\n", cu_status_name(got));
	}
	return got == CU_OK;
}

/* Runs a test once; fail_at as in the sweep, or 0. */
static void
run_once(const cu_test *test, size_t fail_at)
{
	cu_host_malloc(&now.host);
	now.host.alloc = counting_alloc;
	now.host.release = counting_release;
	now.context_count = 0;
	now.live = 0;
	now.allocations = 0;
	now.fail_at = fail_at;
	now.injected = false;
	now.row = NULL;
	test->run();
	for (size_t i = 0; i < now.context_count; i++)
		cu_ctx_free(&now.contexts[i]);
	now.row = NULL;
	if (now.live != 0)
		fail(__FILE__, __LINE__, "blocks were not released");
}

static bool
run_test(const char *area_name, const cu_test *test, bool sweep)
{
	now.area = area_name;
	now.test = test->name;
	now.failed = false;
	if (!sweep)
		run_once(test, 0);
	else
	{
		for (size_t n = 1; !now.failed; n++)
		{
			run_once(test, n);
			if (!now.injected)
				break;
		}
	}
	return !now.failed;
}

/* wanted is NULL, "area" or "area/test". */
static bool
is_wanted(const char *wanted, const char *area_name, const char *test_name)
{
	size_t		n = strlen(area_name);

	if (wanted == NULL)
		return true;
	if (strncmp(wanted, area_name, n) != 0)
		return false;
	return wanted[n] == '\0' ||
		(wanted[n] == '/' && strcmp(wanted + n + 1, test_name) == 0);
}

int
main(int argc, char **argv)
{
	bool		sweep = false;
	const char *wanted = NULL;
	size_t		passed = 0;
	size_t		failed = 0;

	for (int i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--fail-alloc") == 0)
			sweep = true;
		else
			wanted = argv[i];
	}
	for (const area *a = areas; a->name; a++)
	{
		for (const cu_test *t = a->tests; t->name; t++)
		{
			if (!is_wanted(wanted, a->name, t->name))
				continue;
			if (run_test(a->name, t, sweep))
				passed++;
			else
			{
				failed++;
				fprintf(stderr, "FAILED %s/%s\n", a->name, t->name);
			}
		}
	}
	if (passed + failed == 0)
	{
		fprintf(stderr, "no such test\n");
		return 2;
	}
	printf("%zu passed, %zu failed\n", passed, failed);
	return failed > 0;
}
