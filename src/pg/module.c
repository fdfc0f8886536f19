/*
 * module.c
 *		Loading: settings, and nothing that could fail.
 */
#include "compat.h"

#include "guc.h"

CU_MODULE_MAGIC(CU_VERSION);

PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	cu_guc_define();
}
