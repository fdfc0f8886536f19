/*
 * call.h
 *		The memory and limits a SQL function lends to the core.
 */
#ifndef CU_PG_CALL_H
#define CU_PG_CALL_H

#include "compat.h"

#include "../core/arena.h"

typedef struct cu_call
{
	cu_ctx		ctx;
	cu_host		host;
	MemoryContext context;		/* all blocks of ctx come from here */
	void	   *extra;			/* the function's own, in fn_mcxt; starts NULL */
} cu_call;

/*
 * The call state of this function expression: made at its first call, kept in
 * fn_extra, emptied at every further one.  Results of the core are therefore
 * gone at the next call: copy them out.  Limits are read from the settings
 * each time.
 */
extern cu_call *cu_call_begin(FunctionCallInfo fcinfo);

/* A call state in a context of the caller's, for code without a FmgrInfo. */
extern cu_call *cu_call_make(MemoryContext parent);

/* The slice of a packed varlena (text, bytea, our types); no copy. */
#define CU_VARLENA_SLICE(v) \
	cu_slice_make(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v))

/* A palloc'd text or bytea from a slice. */
extern struct varlena *cu_slice_varlena(cu_slice s);

#endif							/* CU_PG_CALL_H */
