/*
 * suite_fault.c
 *		What it means for a proof that its document is no good linked data.
 *
 * What cannot be told (a context is not registered, the work is too much) is
 * not false; what the signature would not cover is.
 */
#include "suite_work.h"

/* What failures of linked data say about a proof. */
static const struct
{
	cu_status	status;
	cu_truth	valid;
	cu_code		code;
}			faults[] = {
	{CU_MISSING_CONTEXT, CU_UNKNOWN, CU_CODE_context_not_registered},
	{CU_INLINE_CONTEXT, CU_UNKNOWN, CU_CODE_inline_context},
	{CU_LIMIT_WORK, CU_UNKNOWN, CU_CODE_too_complex},
	{CU_LIMIT_DEPTH, CU_UNKNOWN, CU_CODE_too_complex},
	{CU_BAD_CONTEXT, CU_FALSE, CU_CODE_bad_context},
	{CU_BAD_JSONLD, CU_FALSE, CU_CODE_bad_linked_data},
	{CU_LOSS_TERM, CU_FALSE, CU_CODE_undefined_term},
	{CU_LOSS_IRI, CU_FALSE, CU_CODE_relative_iri},
	{CU_LOSS_TYPE, CU_FALSE, CU_CODE_undefined_type},
	{CU_LOSS_KEYWORD, CU_FALSE, CU_CODE_keyword_form},
	{CU_LOSS_VALUE, CU_FALSE, CU_CODE_free_value},
	{CU_LOSS_LANGUAGE, CU_FALSE, CU_CODE_bad_language},
	{CU_LOSS_PREDICATE, CU_FALSE, CU_CODE_blank_property},
	{CU_LOSS_DIRECTION, CU_FALSE, CU_CODE_lost_direction}
};

#define FAULT_COUNT (sizeof(faults) / sizeof(faults[0]))

cu_status
cu_suite_linked_fault(cu_ctx *ctx, cu_status status,
					  const cu_jsonld_report *report, cu_suite_result *result)
{
	for (size_t i = 0; i < FAULT_COUNT; i++)
	{
		if (faults[i].status != status)
			continue;
		result->valid = faults[i].valid;
		result->code = faults[i].code;
		result->why = ctx->error.detail;
		result->pointer = ctx->error.pointer;
		if (status == CU_MISSING_CONTEXT && report != NULL)
			result->context = report->missing;
		return CU_OK;
	}
	return status;
}

bool
cu_suite_is_fault(cu_status status)
{
	for (size_t i = 0; i < FAULT_COUNT; i++)
	{
		if (faults[i].status == status)
			return true;
	}
	return false;
}
