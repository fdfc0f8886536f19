/*
 * test_arena.c
 *		Memory that is counted, limited and given back.
 */
#include "test.h"

#include "../../src/core/buf.h"

TEST(gives_zeroed_aligned_memory)
{
	cu_ctx	   *ctx = test_ctx();

	for (size_t size = 0; size < 100; size += 7)
	{
		char	   *p = cu_alloc(ctx, size);

		REQUIRE(p != NULL);
		CHECK_EQ_INT((uintptr_t) p % 16, 0);
		for (size_t i = 0; i < size; i++)
			CHECK_EQ_INT(p[i], 0);
		memset(p, 0xff, size);
	}
}

TEST(stops_at_the_memory_limit)
{
	cu_ctx	   *ctx = test_ctx();
	size_t		granted = 0;

	test_host()->limits.max_memory = 100000;
	while (cu_alloc(ctx, 1000) != NULL)
		granted += 1000;
	CHECK_STATUS(ctx->error.status, CU_LIMIT_MEMORY);
	CHECK(granted > 80000 && granted <= 100000);
	CHECK(ctx->arena.taken <= 100000);
}

TEST(refuses_sizes_that_overflow)
{
	cu_ctx	   *ctx = test_ctx();

	CHECK(cu_alloc(ctx, SIZE_MAX) == NULL);
	CHECK_STATUS(ctx->error.status, CU_LIMIT_MEMORY);
	CHECK(cu_alloc_array(ctx, SIZE_MAX / 2, 3) == NULL);
	CHECK_STATUS(ctx->error.status, CU_LIMIT_MEMORY);
}

TEST(rewinds_to_a_mark)
{
	cu_ctx	   *ctx = test_ctx();
	cu_mark		empty = cu_arena_mark(ctx);
	char	   *first = cu_alloc(ctx, 16);
	cu_mark		mark = cu_arena_mark(ctx);
	size_t		taken = ctx->arena.taken;
	char	   *second = cu_alloc(ctx, 16);

	REQUIRE(first != NULL && second != NULL);
	REQUIRE(cu_alloc(ctx, 100000) != NULL);
	cu_arena_rewind(ctx, mark);
	CHECK_EQ_INT(ctx->arena.taken, taken);
	CHECK(cu_alloc(ctx, 16) == second);
	cu_arena_rewind(ctx, empty);
	CHECK_EQ_INT(ctx->arena.taken, 0);
}

TEST(settles_on_one_block)
{
	cu_ctx	   *ctx = test_ctx();
	size_t		taken;

	REQUIRE(cu_alloc(ctx, 100) != NULL);
	taken = ctx->arena.taken;
	cu_fail_at(ctx, CU_BAD_JSON, 7, "detail");
	cu_ctx_reset(ctx);
	CHECK_EQ_INT(ctx->arena.taken, taken);
	CHECK_STATUS(ctx->error.status, CU_OK);
	CHECK(!ctx->error.has_offset);
	/* What did not fit into one block does so the next time. */
	REQUIRE(cu_alloc(ctx, 100) != NULL && cu_alloc(ctx, 100000) != NULL);
	taken = ctx->arena.taken;
	cu_ctx_reset(ctx);
	CHECK_EQ_INT(ctx->arena.taken, 0);
	REQUIRE(cu_alloc(ctx, 100) != NULL && cu_alloc(ctx, 100000) != NULL);
	CHECK_EQ_INT(ctx->arena.taken, taken);
	cu_ctx_reset(ctx);
	CHECK_EQ_INT(ctx->arena.taken, taken);
}

TEST(buffer_grows)
{
	cu_ctx	   *ctx = test_ctx();
	cu_buf		buf;
	cu_slice	all;

	cu_buf_init(&buf, ctx);
	for (unsigned i = 0; i < 5000; i++)
	{
		cu_buf_add_char(&buf, 'x');
		cu_buf_add_uint(&buf, 10);
	}
	cu_buf_add_uint(&buf, UINT64_MAX);
	REQUIRE_OK(cu_buf_status(&buf));
	all = cu_buf_slice(&buf);
	CHECK_EQ_INT(all.n, 15020);
	CHECK_SLICE(cu_slice_make(all.p, 6), "x10x10");
	CHECK_SLICE(cu_slice_from(all, 15000), "18446744073709551615");
	REQUIRE(cu_buf_cstr(&buf) != NULL);
	CHECK_EQ_INT(buf.p[15020], 0);
	CHECK_EQ_INT(buf.n, 15020);
}

TEST(every_status_has_a_message)
{
	for (int s = 0; s < CU_STATUS_COUNT; s++)
	{
		const char *message = cu_status_message((cu_status) s);

		test_row(cu_status_name((cu_status) s));
		CHECK(strlen(message) > 0);
		CHECK(message[strlen(message) - 1] != '.');
		CHECK((cu_status_class((cu_status) s) == CU_CLASS_OK) == (s == CU_OK));
	}
}

const cu_test cu_tests_arena[] = {
	{"gives_zeroed_aligned_memory", gives_zeroed_aligned_memory},
	{"stops_at_the_memory_limit", stops_at_the_memory_limit},
	{"refuses_sizes_that_overflow", refuses_sizes_that_overflow},
	{"rewinds_to_a_mark", rewinds_to_a_mark},
	{"settles_on_one_block", settles_on_one_block},
	{"buffer_grows", buffer_grows},
	{"every_status_has_a_message", every_status_has_a_message},
	{NULL, NULL}
};
