/*
 * json_names.h
 *		Is a member name given twice?
 */
#ifndef CU_JSON_NAMES_H
#define CU_JSON_NAMES_H

#include "json.h"

/*
 * CU_DUPLICATE_KEY when two of count members have the same name; *repeated is
 * then the index of one that has been named before.  Nothing of the arena is
 * kept.  Never quadratic, whatever the names.
 */
extern cu_status cu_json_names_check(cu_ctx *ctx, const cu_member *members,
									 uint32_t count, uint32_t *repeated);

#endif							/* CU_JSON_NAMES_H */
