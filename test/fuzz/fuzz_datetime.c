/*
 * fuzz_datetime.c
 *		Dates read, written and read again.
 */
#include "fuzz.h"

#include "../../src/core/datetime.h"

void		(*const fuzz_prepare) (void) = NULL;

const char *const fuzz_seeds[] = {
	"2024-02-29T23:59:60.123456789-14:00", "0001-01-01T00:00:00+14:00",
	"9999-12-31T24:00:00Z", "2024-03-01", "2024-03-01 10:00",
	"2024-03-01T10:00Z", "2024-03-01T10:00:00", "1700000000", "1.7e9",
	"-62135596800", "253402300799.999999", "1700000000.25", NULL
};

static cu_status
check_text(cu_ctx *ctx, cu_instant instant)
{
	cu_instant	again;
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	cu_datetime_write(&buf, instant);
	FUZZ_OK(cu_buf_status(&buf));
	/* Zones reach out of the years that can be written. */
	if (instant >= INT64_C(-63082281600000000) &&
		instant < INT64_C(252455616000000000))
	{
		FUZZ_CHECK(cu_datetime_read(cu_buf_slice(&buf), &again));
		FUZZ_CHECK(again == instant);
	}
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_instant	instant;
	cu_instant	from;
	cu_instant	to;

	if (cu_datetime_read_range(input, &from, &to))
	{
		FUZZ_CHECK(from < to);
		if (cu_datetime_read(input, &instant))
			FUZZ_CHECK(from == instant && to == instant + 1);
	}
	else
		FUZZ_CHECK(!cu_datetime_read(input, &instant));
	if (cu_datetime_read(input, &instant) ||
		cu_numeric_date_read(input, &instant))
		return check_text(ctx, instant);
	/* Any instant at all can be written. */
	if (input.n == sizeof(instant))
	{
		memcpy(&instant, input.p, sizeof(instant));
		return check_text(ctx, instant);
	}
	return CU_OK;
}
