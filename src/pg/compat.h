/*
 * compat.h
 *		What differs between the server versions we build for (15 to 19).
 *
 * The only file in which PG_VERSION_NUM may be tested (ci/layers checks).
 */
#ifndef CU_PG_COMPAT_H
#define CU_PG_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodes.h"

#if PG_VERSION_NUM < 150000
#error "pg_custody needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#define CU_ESCONTEXT(fcinfo) ((fcinfo)->context)
#define CU_MAKE_RANGE(type, lower, upper) \
	make_range(type, lower, upper, false, NULL)
#else
/* No soft errors before 16: every error is hard. */
#define CU_ESCONTEXT(fcinfo) ((Node *) NULL)
#define errsave(context, ...) \
	do { (void) (context); ereport(ERROR, __VA_ARGS__); } while (0)
#define CU_MAKE_RANGE(type, lower, upper) \
	make_range(type, lower, upper, false)
#endif

#if PG_VERSION_NUM >= 180000
#define CU_MODULE_MAGIC(release) \
	PG_MODULE_MAGIC_EXT(.name = "pg_custody", .version = release)
#else
#define CU_MODULE_MAGIC(release) PG_MODULE_MAGIC
#define pg_noreturn pg_attribute_noreturn()
#endif

/*
 * Declares a SQL-callable function.  Everything else in the module is hidden;
 * before 16 PG_FUNCTION_INFO_V1 does not export the function itself.
 */
#define CU_FUNCTION(name) \
	PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); \
	PG_FUNCTION_INFO_V1(name)

#endif							/* CU_PG_COMPAT_H */
