/*
 * datetime.h
 *		Instants, and the date-time texts of VCDM, JWT and trade documents.
 */
#ifndef CU_DATETIME_H
#define CU_DATETIME_H

#include "buf.h"

/*
 * Microseconds since 2000-01-01T00:00:00Z, as PostgreSQL counts them; the
 * extremes stand for "no bound".
 */
typedef int64_t cu_instant;

#define CU_INSTANT_MIN INT64_MIN	/* -infinity */
#define CU_INSTANT_MAX INT64_MAX	/* infinity */
#define CU_UNIX_EPOCH (-INT64_C(946684800000000))	/* 1970-01-01T00:00:00Z */

/*
 * Reads an XML Schema dateTimeStamp / RFC 3339 date-time with a zone; years
 * 0001 to 9999, seconds to 60, fractions cut to microseconds.  False when it
 * is anything else.
 */
extern bool cu_datetime_read(cu_slice text, cu_instant *instant);

/*
 * Reads what trade documents carry: a date-time with or without zone, or a
 * date.  [*from, *to) are all instants it may mean: a date-time with a zone is
 * one microsecond; without a zone it may stand anywhere from UTC+14 to UTC-12;
 * a date covers its day in all those zones.  False when it is none of them.
 */
extern bool cu_datetime_read_range(cu_slice text, cu_instant *from,
								   cu_instant *to);

/* NumericDate (RFC 7519): seconds since 1970 as JSON writes a number. */
extern bool cu_numeric_date_read(cu_slice number, cu_instant *instant);

/* Appends instant as RFC 3339 in UTC, fractions only when there are any. */
extern void cu_datetime_write(cu_buf *buf, cu_instant instant);

#endif							/* CU_DATETIME_H */
