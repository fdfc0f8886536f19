/*
 * exact_arena.c
 *		The arena of src/core/arena.c with a block of its own, of exactly the
 *		size asked for, for every allocation.
 *
 * So the address sanitizer sees what ordinary blocks hide: steps over the end
 * of an object into the next, and the use of what was given back by a rewind
 * or a reset.  This file replaces the one it is named after.
 */
#include "../../src/core/arena.h"

struct cu_block
{
	cu_block   *older;
	size_t		size;			/* octets including this head */
};

/* An object behind the head is aligned for anything, as the head's size is. */
_Static_assert(sizeof(cu_block) % 16 == 0, "size of a block's head");

static void
drop_newest(cu_arena *arena)
{
	cu_block   *block = arena->blocks;

	arena->blocks = block->older;
	arena->taken -= block->size;
	arena->host->release(arena->host->arg, block);
}

void
cu_ctx_init(cu_ctx *ctx, const cu_host *host)
{
	memset(ctx, 0, sizeof(*ctx));
	ctx->host = host;
	ctx->arena.host = host;
}

void
cu_ctx_reset(cu_ctx *ctx)
{
	cu_ctx_free(ctx);
}

void
cu_ctx_free(cu_ctx *ctx)
{
	while (ctx->arena.blocks)
		drop_newest(&ctx->arena);
	memset(&ctx->error, 0, sizeof(ctx->error));
}

void *
cu_alloc_octets(cu_ctx *ctx, size_t size)
{
	cu_arena   *arena = &ctx->arena;
	cu_block   *block;
	size_t		need;

	if (!cu_size_add(size, sizeof(cu_block), &need) ||
		need > arena->host->limits.max_memory - arena->taken)
	{
		cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
		return NULL;
	}
	block = arena->host->alloc(arena->host->arg, need);
	if (block == NULL)
	{
		cu_fail(ctx, CU_OUT_OF_MEMORY, NULL);
		return NULL;
	}
	/* Not zero, so that what is read too early shows. */
	memset(block, 0xa5, need);
	block->older = arena->blocks;
	block->size = need;
	arena->blocks = block;
	arena->taken += need;
	return block + 1;
}

void *
cu_alloc(cu_ctx *ctx, size_t size)
{
	void	   *result = cu_alloc_octets(ctx, size);

	return result ? memset(result, 0, size) : NULL;
}

void *
cu_alloc_array(cu_ctx *ctx, size_t count, size_t size)
{
	size_t		product;

	if (!cu_size_mul(count, size, &product))
	{
		cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
		return NULL;
	}
	return cu_alloc(ctx, product);
}

cu_slice
cu_copy(cu_ctx *ctx, cu_slice s)
{
	char	   *copy = s.n < SIZE_MAX ? cu_alloc(ctx, s.n + 1) : NULL;

	if (copy == NULL)
		return cu_slice_make(NULL, 0);
	if (s.n > 0)
		memcpy(copy, s.p, s.n);
	return cu_slice_make(copy, s.n);
}

cu_mark
cu_arena_mark(const cu_ctx *ctx)
{
	cu_mark		mark = {ctx->arena.blocks, NULL};

	return mark;
}

void
cu_arena_rewind(cu_ctx *ctx, cu_mark mark)
{
	while (ctx->arena.blocks != mark.block)
		drop_newest(&ctx->arena);
}
