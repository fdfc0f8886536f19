/*
 * arena.h
 *		Memory that is freed all at once, and the context every call carries.
 *
 * All results of the core live in the arena of the cu_ctx they were made with,
 * until cu_arena_reset, cu_arena_rewind or cu_arena_free.  Nothing is freed
 * piecemeal.  An arena counts what it took from the host against
 * limits.max_memory.
 */
#ifndef CU_ARENA_H
#define CU_ARENA_H

#include "host.h"
#include "slice.h"
#include "status.h"

typedef struct cu_block cu_block;

typedef struct cu_arena
{
	const cu_host *host;
	cu_block   *blocks;			/* newest first */
	char	   *next;			/* first free octet of the newest block */
	char	   *end;			/* end of the newest block */
	size_t		taken;			/* octets taken from the host */
	size_t		first;			/* size of the next first block; 0: small */
} cu_arena;

/* A place to come back to with cu_arena_rewind. */
typedef struct cu_mark
{
	cu_block   *block;
	char	   *next;
} cu_mark;

/* What went wrong and where. Strings are constants or live in the arena. */
typedef struct cu_error
{
	cu_status	status;
	bool		has_offset;
	size_t		offset;			/* octets from the start of the input */
	const char *pointer;		/* RFC 6901, or NULL */
	const char *detail;			/* a sentence that echoes no document, or NULL */
} cu_error;

/* Carried by every call: where memory comes from and where failure is told. */
typedef struct cu_ctx
{
	cu_arena	arena;
	const cu_host *host;
	cu_error	error;
} cu_ctx;

/* Prepares a context; takes no memory yet. host must outlive it. */
extern void cu_ctx_init(cu_ctx *ctx, const cu_host *host);

/*
 * Forgets the error and gives back all memory, but for one block: if it was
 * enough for everything, so that like documents ask the host for nothing.
 */
extern void cu_ctx_reset(cu_ctx *ctx);

/* Gives back all memory. */
extern void cu_ctx_free(cu_ctx *ctx);

/*
 * Returns size octets, zeroed, aligned for any object; NULL when the host has
 * none or max_memory is reached (ctx->error then says which).
 */
extern void *cu_alloc(cu_ctx *ctx, size_t size);

/* cu_alloc for octets that are written before they are read: not zeroed. */
extern void *cu_alloc_octets(cu_ctx *ctx, size_t size);

/* cu_alloc for count objects of size octets; NULL also on overflow. */
extern void *cu_alloc_array(cu_ctx *ctx, size_t count, size_t size);

/* Copies s into the arena, NUL added after it; p is NULL on failure. */
extern cu_slice cu_copy(cu_ctx *ctx, cu_slice s);

extern cu_mark cu_arena_mark(const cu_ctx *ctx);
extern void cu_arena_rewind(cu_ctx *ctx, cu_mark mark);

/* Records a failure without a place; returns status. */
extern cu_status cu_fail(cu_ctx *ctx, cu_status status, const char *detail);

/* Records a failure at an octet offset of the input; returns status. */
extern cu_status cu_fail_at(cu_ctx *ctx, cu_status status, size_t offset,
							const char *detail);

/* Records a failure at a JSON pointer; returns status. */
extern cu_status cu_fail_pointer(cu_ctx *ctx, cu_status status,
								 const char *pointer, const char *detail);

/* True when the host wants the work to stop; the error is then recorded. */
extern bool cu_canceled(cu_ctx *ctx);

/* *sum = a + b, *product = a * b; false on overflow. */
static inline bool
cu_size_add(size_t a, size_t b, size_t *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

static inline bool
cu_size_mul(size_t a, size_t b, size_t *product)
{
	return !__builtin_mul_overflow(a, b, product);
}

/* The status recorded in ctx, for callers of functions that return NULL. */
#define CU_NOMEM(ctx) ((ctx)->error.status)

#endif							/* CU_ARENA_H */
