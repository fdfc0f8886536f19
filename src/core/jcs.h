/*
 * jcs.h
 *		JSON Canonicalization Scheme (RFC 8785).
 */
#ifndef CU_JCS_H
#define CU_JCS_H

#include "json.h"

/*
 * Appends the canonical form of value.  Numbers lose their spelling, members
 * are ordered by UTF-16 code units.  Errors: those of memory, through buf.
 */
extern cu_status cu_jcs_write(cu_buf *buf, const cu_json *value);

/*
 * The same, but with numbers as cu_number_exact writes them: no two values that
 * differ in a digit have one form.
 */
extern cu_status cu_jcs_write_exact(cu_buf *buf, const cu_json *value);

#endif							/* CU_JCS_H */
