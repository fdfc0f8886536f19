/*
 * arena.c
 *		A chain of blocks, each larger than the one before, bump-allocated.
 */
#include "arena.h"

#define FIRST_BLOCK		((size_t) 8 * 1024)
#define LARGEST_BLOCK	((size_t) 1024 * 1024)

/* Most that an arena keeps between documents. */
#define LARGEST_KEPT	((size_t) 512 * 1024)
#define ALIGNMENT		((size_t) 16)

struct cu_block
{
	cu_block   *older;
	size_t		size;			/* octets including this head */
};

#define HEAD_SIZE ((sizeof(cu_block) + ALIGNMENT - 1) & ~(ALIGNMENT - 1))

static void
arena_use(cu_arena *arena, cu_block *block)
{
	arena->blocks = block;
	arena->next = block ? (char *) block + HEAD_SIZE : NULL;
	arena->end = block ? (char *) block + block->size : NULL;
}

static void
arena_drop_newest(cu_arena *arena)
{
	cu_block   *block = arena->blocks;

	arena->blocks = block->older;
	arena->taken -= block->size;
	arena->host->release(arena->host->arg, block);
}

/* Adds a block with room for size octets; the error is recorded in ctx. */
static bool
arena_grow(cu_ctx *ctx, size_t size)
{
	cu_arena   *arena = &ctx->arena;
	size_t		want = FIRST_BLOCK;
	size_t		need;
	cu_block   *block;

	if (arena->blocks)
		want = arena->blocks->size * 2;
	else if (arena->first > want)
		want = arena->first;
	if (want > LARGEST_BLOCK)
		want = LARGEST_BLOCK;
	if (!cu_size_add(size, HEAD_SIZE, &need))
	{
		cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
		return false;
	}
	if (want < need)
		want = need;
	if (want > arena->host->limits.max_memory - arena->taken)
	{
		/* The generous size does not fit any more: try the exact one. */
		want = need;
		if (want > arena->host->limits.max_memory - arena->taken)
		{
			cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
			return false;
		}
	}
	block = arena->host->alloc(arena->host->arg, want);
	if (block == NULL)
	{
		cu_fail(ctx, CU_OUT_OF_MEMORY, NULL);
		return false;
	}
	block->older = arena->blocks;
	block->size = want;
	arena->taken += want;
	arena_use(arena, block);
	return true;
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
	cu_arena   *arena = &ctx->arena;

	/* More than one block: the next document gets one as large as all. */
	if (arena->blocks && arena->blocks->older)
	{
		arena->first = arena->taken < LARGEST_KEPT ? arena->taken :
			LARGEST_KEPT;
		while (arena->blocks)
			arena_drop_newest(arena);
	}
	arena_use(arena, arena->blocks);
	memset(&ctx->error, 0, sizeof(ctx->error));
}

void
cu_ctx_free(cu_ctx *ctx)
{
	while (ctx->arena.blocks)
		arena_drop_newest(&ctx->arena);
	arena_use(&ctx->arena, NULL);
	memset(&ctx->error, 0, sizeof(ctx->error));
}

void *
cu_alloc_octets(cu_ctx *ctx, size_t size)
{
	cu_arena   *arena = &ctx->arena;
	size_t		padded;
	void	   *result;

	/* An empty array is not a failure: it must have an address too. */
	if (size == 0)
		size = 1;
	if (!cu_size_add(size, ALIGNMENT - 1, &padded))
	{
		cu_fail(ctx, CU_LIMIT_MEMORY, NULL);
		return NULL;
	}
	padded &= ~(ALIGNMENT - 1);
	if (padded > (size_t) (arena->end - arena->next) &&
		!arena_grow(ctx, padded))
		return NULL;
	result = arena->next;
	arena->next += padded;
	return result;
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
	size_t		size;
	char	   *copy;

	if (!cu_size_add(s.n, 1, &size) || (copy = cu_alloc_octets(ctx, size)) == NULL)
		return cu_slice_make(NULL, 0);
	copy[s.n] = '\0';
	if (s.n > 0)
		memcpy(copy, s.p, s.n);
	return cu_slice_make(copy, s.n);
}

cu_mark
cu_arena_mark(const cu_ctx *ctx)
{
	cu_mark		mark = {ctx->arena.blocks, ctx->arena.next};

	return mark;
}

void
cu_arena_rewind(cu_ctx *ctx, cu_mark mark)
{
	cu_arena   *arena = &ctx->arena;

	while (arena->blocks != mark.block)
		arena_drop_newest(arena);
	arena_use(arena, mark.block);
	if (mark.block)
		arena->next = mark.next;
}
