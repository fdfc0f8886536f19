/*
 * report.c
 *		Status class to SQLSTATE, place to DETAIL.
 */
#include "report.h"

#include "miscadmin.h"

static int
origin_sqlstate(cu_origin origin)
{
	switch (origin)
	{
		case CU_ORIGIN_TEXT:
			return ERRCODE_INVALID_TEXT_REPRESENTATION;
		case CU_ORIGIN_BINARY:
			return ERRCODE_INVALID_BINARY_REPRESENTATION;
		case CU_ORIGIN_ARGUMENT:
			return ERRCODE_INVALID_PARAMETER_VALUE;
		case CU_ORIGIN_STORED:
			return ERRCODE_DATA_CORRUPTED;
	}
	pg_unreachable();
}

static int
status_sqlstate(cu_status status, cu_origin origin)
{
	switch (cu_status_class(status))
	{
		case CU_CLASS_INPUT:
			return origin_sqlstate(origin);
		case CU_CLASS_LIMIT:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		case CU_CLASS_UNSUPPORTED:
			return ERRCODE_FEATURE_NOT_SUPPORTED;
		case CU_CLASS_CORRUPT:
			/* From outside, octets that are not ours are just bad input. */
			return origin == CU_ORIGIN_BINARY ?
				ERRCODE_INVALID_BINARY_REPRESENTATION : ERRCODE_DATA_CORRUPTED;
		case CU_CLASS_RESOURCE:
			return ERRCODE_OUT_OF_MEMORY;
		case CU_CLASS_CANCELED:
			return ERRCODE_QUERY_CANCELED;
		case CU_CLASS_OK:
		case CU_CLASS_INTERNAL:
			return ERRCODE_INTERNAL_ERROR;
	}
	pg_unreachable();
}

/* "where: detail", "where", "detail" or nothing, as an errdetail. */
static int
detail_of(const cu_error *error)
{
	const char *detail = error->detail;

	if (error->has_offset)
		return detail ?
			errdetail("At octet offset %zu: %s", error->offset, detail) :
			errdetail("At octet offset %zu.", error->offset);
	if (error->pointer)
		return detail ?
			errdetail("At JSON pointer \"%s\": %s", error->pointer, detail) :
			errdetail("At JSON pointer \"%s\".", error->pointer);
	return detail ? errdetail_internal("%s", detail) : 0;
}

void
cu_report(const cu_ctx *ctx, cu_origin origin, const char *what,
		  Node *escontext)
{
	const cu_error *error = &ctx->error;
	cu_class	class = cu_status_class(error->status);
	int			sqlstate = status_sqlstate(error->status, origin);

	if (class == CU_CLASS_CANCELED)
		CHECK_FOR_INTERRUPTS();

	/* These say nothing about the input, so they are never soft. */
	if (class == CU_CLASS_CANCELED || class == CU_CLASS_RESOURCE ||
		class == CU_CLASS_INTERNAL || class == CU_CLASS_OK)
		ereport(ERROR,
				(errcode(sqlstate),
				 errmsg_internal("%s", cu_status_message(error->status))));

	if (origin == CU_ORIGIN_ARGUMENT)
		errsave(escontext,
				(errcode(sqlstate),
				 errmsg("invalid value for argument \"%s\": %s", what,
						cu_status_message(error->status)),
				 detail_of(error)));
	else if (origin == CU_ORIGIN_BINARY)
		errsave(escontext,
				(errcode(sqlstate),
				 errmsg("invalid binary representation for type %s: %s", what,
						cu_status_message(error->status)),
				 detail_of(error)));
	else if (origin == CU_ORIGIN_STORED)
		errsave(escontext,
				(errcode(sqlstate),
				 class == CU_CLASS_LIMIT ?
				 errmsg("stored value of type %s cannot be read: %s", what,
						cu_status_message(error->status)) :
				 errmsg("stored value of type %s is corrupt: %s", what,
						cu_status_message(error->status)),
				 detail_of(error)));
	else
		errsave(escontext,
				(errcode(sqlstate),
				 errmsg("invalid input syntax for type %s: %s", what,
						cu_status_message(error->status)),
				 detail_of(error)));
}

void
cu_raise(const cu_ctx *ctx, cu_origin origin, const char *what)
{
	cu_report(ctx, origin, what, NULL);
	pg_unreachable();
}
