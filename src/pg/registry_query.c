/*
 * registry_query.c
 *		Reading the tables of the registry by SPI, and keeping what was read.
 */
#include "registry_query.h"

#include "catalog/pg_type.h"
#include "report.h"
#include "utils/timestamp.h"

void
cu_query_run(cu_query *query, int nargs, Datum *args)
{
	static Oid	types[] = {TEXTOID, TIMESTAMPTZOID};

	if (query->plan == NULL)
	{
		/* One plan is as good as another here: do not plan five times. */
		SPIPlanPtr	fresh = SPI_prepare_cursor(query->text, nargs, types,
											   CURSOR_OPT_GENERIC_PLAN);

		if (fresh == NULL || SPI_keepplan(fresh) != 0)
			elog(ERROR, "could not prepare \"%s\": %s", query->text,
				 SPI_result_code_string(SPI_result));
		query->plan = fresh;
	}
	if (SPI_execute_plan(query->plan, args, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not run \"%s\"", query->text);
}

Datum
cu_query_column(uint64 row, int number, bool *isnull)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
						 number, isnull);
}

cu_instant
cu_query_instant(uint64 row, int number, cu_instant if_null)
{
	bool		isnull;
	Datum		value = cu_query_column(row, number, &isnull);

	return isnull ? if_null : DatumGetTimestampTz(value);
}

cu_slice
cu_query_slice(uint64 row, int number)
{
	bool		isnull;
	Datum		value = cu_query_column(row, number, &isnull);

	if (isnull)
		return cu_slice_make(NULL, 0);
	return CU_VARLENA_SLICE(PG_DETOAST_DATUM_PACKED(value));
}

void *
cu_keep_array(cu_call *call, size_t count, size_t size, const char *what)
{
	void	   *array;

	if (count == 0)
		return NULL;
	array = cu_alloc_array(&call->ctx, count, size);
	if (array == NULL)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, what);
	return array;
}

cu_slice
cu_keep_slice(cu_call *call, cu_slice s, const char *what)
{
	cu_slice	copy;

	if (s.p == NULL)
		return s;
	copy = cu_copy(&call->ctx, s);
	if (copy.p == NULL)
		cu_raise(&call->ctx, CU_ORIGIN_STORED, what);
	return copy;
}
