/*
 * decimal.h
 *		Decimal numbers as text, exact: weights are never binary fractions.
 *
 * Canonical form: an optional '-', digits without superfluous leading zeros,
 * and, unless the number is whole, '.' and digits that do not end in '0'.  Two
 * equal numbers have one canonical form.  Zero has no sign.
 */
#ifndef CU_DECIMAL_H
#define CU_DECIMAL_H

#include "arena.h"

/* Most digits of a number, before and after the point together. */
#define CU_DECIMAL_DIGITS 100

/*
 * Canonical form of a number as JSON writes it (RFC 8259, section 6), but with
 * leading zeros allowed.  out->p is NULL when text is no such number or needs
 * more than CU_DECIMAL_DIGITS digits; the status then is CU_OK.
 */
extern cu_status cu_decimal_canonical(cu_ctx *ctx, cu_slice text,
									  cu_slice *out);

/*
 * The product of two canonical numbers.  out->p is NULL when it needs more
 * than CU_DECIMAL_DIGITS digits; the status then is CU_OK.
 */
extern cu_status cu_decimal_multiply(cu_ctx *ctx, cu_slice a, cu_slice b,
									 cu_slice *out);

#endif							/* CU_DECIMAL_H */
