/*
 * json_number.h
 *		JSON numbers as doubles, and doubles as ECMAScript writes them.
 */
#ifndef CU_JSON_NUMBER_H
#define CU_JSON_NUMBER_H

#include "buf.h"

/*
 * Finds the end of the JSON number that text starts with: *n octets of it.
 * CU_BAD_JSON: there is none, and *n is where it goes wrong.  CU_BAD_NUMBER: it
 * is not finite as a double.  Records no error.
 */
extern cu_status cu_number_scan(cu_slice text, size_t *n);

/* Reads a number as JSON writes it; false when it is not finite as a double. */
extern bool cu_number_read(cu_slice text, double *value);

/* Appends value (finite) as ECMAScript's Number::toString does (ES6 7.1.12.1). */
extern void cu_number_write(cu_buf *buf, double value);

/*
 * Appends a number as JSON writes it in the form of cu_number_write(read(it)),
 * without the detour through a double where the digits already decide.
 */
extern void cu_number_canonical(cu_buf *buf, cu_slice text);

/*
 * True when a double tells the number from all others that are written with as
 * few digits: what cu_number_canonical writes of it is the same decimal.
 */
extern bool cu_number_survives(cu_slice text);

/*
 * As cu_number_canonical; of a number that does not survive that, the decimal
 * itself.
 */
extern void cu_number_exact(cu_buf *buf, cu_slice text);

/* True, and *value set, when text is an integer that int64 holds exactly. */
extern bool cu_number_int64(cu_slice text, int64_t *value);

#endif							/* CU_JSON_NUMBER_H */
