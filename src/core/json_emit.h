/*
 * json_emit.h
 *		What the plain and the canonical JSON writer have in common.
 */
#ifndef CU_JSON_EMIT_H
#define CU_JSON_EMIT_H

#include "json.h"

typedef struct cu_json_style
{
	/* Sets *order to the members as they are to be written. */
	cu_status	(*order) (cu_ctx *ctx, const cu_json *object,
						  const cu_member ***order);
	void		(*number) (cu_buf *buf, cu_slice text);
} cu_json_style;

/*
 * Appends value in a style, or, when style is NULL, members in their order and
 * numbers as written.  Costs no C stack, however deep value is.  Errors: those
 * of memory and of number, CU_CANCELED; they are kept in buf.
 */
extern cu_status cu_json_emit(cu_buf *buf, const cu_json *value,
							  const cu_json_style *style);

#endif							/* CU_JSON_EMIT_H */
