/*
 * test.h
 *		A small harness for tests of src/core.
 *
 * test_<area>.c holds the tests of one area and lists them:
 *
 *		TEST(decodes_text)
 *		{
 *			cu_ctx	   *ctx = test_ctx();
 *			cu_slice	octets;
 *
 *			REQUIRE_OK(cu_base16_decode(ctx, CU_LIT("6869"), &octets));
 *			CHECK_SLICE(octets, "hi");
 *		}
 *
 *		const cu_test cu_tests_base[] = {
 *			{"decodes_text", decodes_text},
 *			{NULL, NULL}
 *		};
 *
 * The Makefile finds the areas by file name.  Every test runs twice: as
 * written, and under `--fail-alloc`, where it is repeated while its first,
 * second, third, … allocation fails.  In that sweep CHECK and its kin do not
 * count, but a test must end without crash or leak: use REQUIRE or REQUIRE_OK
 * before a result is touched.
 */
#ifndef CU_TEST_H
#define CU_TEST_H

#include "../../src/core/arena.h"

typedef struct cu_test
{
	const char *name;
	void		(*run) (void);
} cu_test;

#define TEST(name) static void name(void)

/*
 * The host of the running test: malloc, default limits, no poll, and in the
 * sweep one allocation that fails.  A test may change its limits and poll;
 * they are put back before the next test.  Blocks not released when the test
 * ends are a failure.
 */
extern cu_host *test_host(void);

/*
 * Lets the n-th allocation that libcrypto asks for from now on fail; 0: none.
 * test_library_calls: how many it has asked for since.
 */
extern void test_library_fail(size_t n);
extern size_t test_library_calls(void);

/* cu_json_equal for what a test has made, in memory that does not fail. */
struct cu_json;
extern bool test_json_equal(const struct cu_json *a, const struct cu_json *b);

/* A fresh context on test_host; freed by the harness.  At most 16 a test. */
extern cu_ctx *test_ctx(void);

/* What the macros call; each returns whether all is well. */
extern bool test_check(bool good, const char *file, int line,
					   const char *what);
extern bool test_check_int(long long got, long long want, const char *file,
						   int line, const char *what);
extern bool test_check_slice(cu_slice got, cu_slice want, const char *file,
							 int line, const char *what);
extern bool test_check_status(cu_status got, cu_status want, const char *file,
							  int line, const char *what);
extern bool test_require(bool good, const char *file, int line,
						 const char *what);
extern bool test_require_ok(cu_status got, const char *file, int line,
							const char *what);

/* Names the row of a table in failures that follow; NULL: no row. */
extern void test_row(const char *label);

#define CHECK(cond) \
	test_check((cond), __FILE__, __LINE__, #cond)
#define CHECK_EQ_INT(a, b) \
	test_check_int((long long) (a), (long long) (b), __FILE__, __LINE__, #a)
/* literal may hold NUL octets. */
#define CHECK_SLICE(slice, literal) \
	test_check_slice((slice), CU_LIT(literal), __FILE__, __LINE__, #slice)
#define CHECK_SLICES(a, b) \
	test_check_slice((a), (b), __FILE__, __LINE__, #a)
#define CHECK_STATUS(expr, status) \
	test_check_status((expr), (status), __FILE__, __LINE__, #expr)

/* Leave the test when the condition does not hold. */
#define REQUIRE(cond) \
	do { \
		if (!test_require((cond), __FILE__, __LINE__, #cond)) \
			return; \
	} while (0)

/*
 * Leaves the test when the status is not CU_OK.  In the sweep only
 * CU_OUT_OF_MEMORY is quiet: lack of memory must never pass for bad input.
 */
#define REQUIRE_OK(expr) \
	do { \
		if (!test_require_ok((expr), __FILE__, __LINE__, #expr)) \
			return; \
	} while (0)

#endif							/* CU_TEST_H */
