/*
 * call.c
 *		Host of the core inside a backend.
 */
#include "call.h"

#include "guc.h"
#include "miscadmin.h"
#include "utils/memutils.h"

static void *
context_alloc(void *arg, size_t size)
{
	/* A silly size would throw even with NO_OOM. */
	if (!AllocSizeIsValid(size))
		return NULL;
	return MemoryContextAllocExtended((MemoryContext) arg, size,
									  MCXT_ALLOC_NO_OOM);
}

static void
context_release(void *arg, void *block)
{
	(void) arg;
	pfree(block);
}

static bool
interrupt_pending(void *arg)
{
	(void) arg;
	return QueryCancelPending || ProcDiePending;
}

static void
call_limits(cu_call *call)
{
	call->host.limits.max_document = (size_t) cu_max_document_kb * 1024;
	call->host.limits.max_depth = (uint32_t) cu_max_depth;
	call->host.limits.max_memory = (size_t) cu_max_memory_kb * 1024;
}

cu_call *
cu_call_make(MemoryContext parent)
{
	cu_call    *call = MemoryContextAllocZero(parent, sizeof(cu_call));

	call->context = AllocSetContextCreate(parent, "pg_custody call",
										  ALLOCSET_DEFAULT_SIZES);
	call->host.arg = call->context;
	call->host.alloc = context_alloc;
	call->host.release = context_release;
	call->host.poll = interrupt_pending;
	call_limits(call);
	cu_ctx_init(&call->ctx, &call->host);
	return call;
}

cu_call *
cu_call_begin(FunctionCallInfo fcinfo)
{
	cu_call    *call;

	if (fcinfo->flinfo == NULL)
		return cu_call_make(CurrentMemoryContext);
	call = fcinfo->flinfo->fn_extra;
	if (call == NULL)
	{
		call = cu_call_make(fcinfo->flinfo->fn_mcxt);
		fcinfo->flinfo->fn_extra = call;
		return call;
	}
	call_limits(call);
	cu_ctx_reset(&call->ctx);
	return call;
}

struct varlena *
cu_slice_varlena(cu_slice s)
{
	struct varlena *result = palloc(s.n + VARHDRSZ);

	SET_VARSIZE(result, s.n + VARHDRSZ);
	if (s.n > 0)
		memcpy(VARDATA(result), s.p, s.n);
	return result;
}
