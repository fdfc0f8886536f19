/*
 * fail.c
 *		Recording what went wrong, and asking whether to go on.
 */
#include "arena.h"

cu_status
cu_fail(cu_ctx *ctx, cu_status status, const char *detail)
{
	memset(&ctx->error, 0, sizeof(ctx->error));
	ctx->error.status = status;
	ctx->error.detail = detail;
	return status;
}

cu_status
cu_fail_at(cu_ctx *ctx, cu_status status, size_t offset, const char *detail)
{
	cu_fail(ctx, status, detail);
	ctx->error.has_offset = true;
	ctx->error.offset = offset;
	return status;
}

cu_status
cu_fail_pointer(cu_ctx *ctx, cu_status status, const char *pointer,
				const char *detail)
{
	cu_fail(ctx, status, detail);
	ctx->error.pointer = pointer;
	return status;
}

bool
cu_canceled(cu_ctx *ctx)
{
	if (ctx->host->poll == NULL || !ctx->host->poll(ctx->host->arg))
		return false;
	cu_fail(ctx, CU_CANCELED, NULL);
	return true;
}
