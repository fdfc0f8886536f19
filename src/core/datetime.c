/*
 * datetime.c
 *		Date and time texts to microseconds, and back.
 *
 * A credential wants an XML Schema 1.1 dateTimeStamp (VCDM 2.0, section
 * 4.9), of which RFC 3339 date-times with 'T' and 'Z' in upper case are nearly
 * all.  Beyond their common part we take 24:00:00 (XML Schema) and second 60
 * (RFC 3339); both are the instant that follows.  Zones reach to 14:00, as in
 * XML Schema and on earth.
 *
 * Trade documents also carry dates without a zone, a blank instead of 'T', and
 * times without seconds: those have a range, not an instant.
 */
#include "datetime.h"

#include "json_number.h"

#define SECOND	INT64_C(1000000)
#define MINUTE	(60 * SECOND)
#define HOUR	(60 * MINUTE)
#define DAY		(24 * HOUR)

/* Days from 0001-01-01 to 2000-01-01, and in 400 years, Gregorian. */
#define DAYS_TO_2000	INT64_C(730119)
#define DAYS_IN_ERA		INT64_C(146097)

/* The zones a local time may be meant in: UTC+14 to UTC-12. */
#define EARLIEST_ZONE	(14 * HOUR)
#define LATEST_ZONE		(12 * HOUR)

/* Seconds since 1970 of 0001-01-01 and of 10000-01-01. */
#define NUMERIC_DATE_MIN	INT64_C(-62135596800)
#define NUMERIC_DATE_END	INT64_C(253402300800)

static const int days_before_month[13] = {
	0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
};

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Takes exactly count digits off the front of s. */
static bool
take_digits(cu_slice *s, size_t count, int *value)
{
	*value = 0;
	if (s->n < count)
		return false;
	for (size_t i = 0; i < count; i++)
	{
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		*value = *value * 10 + (s->p[i] - '0');
	}
	*s = cu_slice_from(*s, count);
	return true;
}

static bool
take_char(cu_slice *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = cu_slice_from(*s, 1);
	return true;
}

/* YYYY-MM-DD to the instant at which that day starts in UTC. */
static bool
take_date(cu_slice *s, cu_instant *midnight)
{
	int			year;
	int			month;
	int			day;
	int			length;
	int64_t		days;

	if (!take_digits(s, 4, &year) || !take_char(s, '-') ||
		!take_digits(s, 2, &month) || !take_char(s, '-') ||
		!take_digits(s, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1)
		return false;
	length = days_before_month[month] - days_before_month[month - 1];
	if (month == 2 && is_leap(year))
		length++;
	if (day > length)
		return false;
	days = INT64_C(365) * (year - 1) + (year - 1) / 4 - (year - 1) / 100 +
		(year - 1) / 400 + days_before_month[month - 1] + day - 1;
	if (month > 2 && is_leap(year))
		days++;
	*midnight = (days - DAYS_TO_2000) * DAY;
	return true;
}

/* The digits after a decimal point, cut to microseconds; needs one at least. */
static bool
take_fraction(cu_slice *s, int64_t *micros)
{
	int64_t		unit = SECOND;
	size_t		n = 0;

	*micros = 0;
	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
	{
		unit /= 10;
		*micros += unit * (s->p[n] - '0');
		n++;
	}
	*s = cu_slice_from(*s, n);
	return n > 0;
}

/*
 * hh:mm[:ss[.f]] to microseconds since midnight; *span is what the text leaves
 * open: a minute when there are no seconds, else one microsecond.
 */
static bool
take_time(cu_slice *s, int64_t *time, int64_t *span)
{
	int			hour;
	int			minute;
	int			second = 0;
	int64_t		micros = 0;

	if (!take_digits(s, 2, &hour) || !take_char(s, ':') ||
		!take_digits(s, 2, &minute))
		return false;
	*span = MINUTE;
	if (take_char(s, ':'))
	{
		*span = 1;
		if (!take_digits(s, 2, &second))
			return false;
		if (take_char(s, '.') && !take_fraction(s, &micros))
			return false;
	}
	if (hour > 24 || minute > 59 || second > 60)
		return false;
	if (hour == 24 && (minute != 0 || second != 0 || micros != 0))
		return false;
	*time = hour * HOUR + minute * MINUTE + second * SECOND + micros;
	return true;
}

/* Z or +hh:mm to what must be subtracted from local time. */
static bool
take_zone(cu_slice *s, int64_t *offset)
{
	bool		west;
	int			hour;
	int			minute;

	*offset = 0;
	if (take_char(s, 'Z'))
		return true;
	west = take_char(s, '-');
	if (!west && !take_char(s, '+'))
		return false;
	if (!take_digits(s, 2, &hour) || !take_char(s, ':') ||
		!take_digits(s, 2, &minute))
		return false;
	if (minute > 59 || hour * HOUR + minute * MINUTE > EARLIEST_ZONE)
		return false;
	*offset = hour * HOUR + minute * MINUTE;
	if (west)
		*offset = -*offset;
	return true;
}

bool
cu_datetime_read(cu_slice text, cu_instant *instant)
{
	cu_instant	midnight;
	int64_t		time;
	int64_t		span;
	int64_t		offset;

	if (!take_date(&text, &midnight) || !take_char(&text, 'T') ||
		!take_time(&text, &time, &span) || span != 1 ||
		!take_zone(&text, &offset) || text.n != 0)
		return false;
	*instant = midnight + time - offset;
	return true;
}

bool
cu_datetime_read_range(cu_slice text, cu_instant *from, cu_instant *to)
{
	cu_instant	midnight;
	int64_t		time = 0;
	int64_t		span = DAY;
	int64_t		offset;

	if (!take_date(&text, &midnight))
		return false;
	if (text.n > 0)
	{
		if (!take_char(&text, 'T') && !take_char(&text, ' '))
			return false;
		if (!take_time(&text, &time, &span))
			return false;
	}
	*from = midnight + time;
	*to = *from + span;
	if (text.n == 0)
	{
		*from -= EARLIEST_ZONE;
		*to += LATEST_ZONE;
		return true;
	}
	if (!take_zone(&text, &offset) || text.n != 0)
		return false;
	*from -= offset;
	*to -= offset;
	return true;
}

bool
cu_numeric_date_read(cu_slice number, cu_instant *instant)
{
	int64_t		seconds;
	double		value;

	if (cu_number_int64(number, &seconds))
	{
		if (seconds < NUMERIC_DATE_MIN || seconds >= NUMERIC_DATE_END)
			return false;
		*instant = seconds * SECOND + CU_UNIX_EPOCH;
		return true;
	}
	if (!cu_number_read(number, &value) ||
		!(value >= (double) NUMERIC_DATE_MIN &&
		  value < (double) NUMERIC_DATE_END))
		return false;
	*instant = (int64_t) (value * (double) SECOND) + CU_UNIX_EPOCH;
	return true;
}

/* value in at least width digits. */
static void
add_padded(cu_buf *buf, uint64_t value, int width)
{
	uint64_t	limit = 10;

	for (int digits = 1; digits < width; digits++, limit *= 10)
	{
		if (value < limit)
		{
			/* One zero for every digit that is missing from here on. */
			for (int i = digits; i < width; i++)
				cu_buf_add_char(buf, '0');
			break;
		}
	}
	cu_buf_add_uint(buf, value);
}

/* Days since 0001-01-01 as YYYY-MM-DD. */
static void
add_date(cu_buf *buf, int64_t days)
{
	int64_t		era = days / DAYS_IN_ERA;
	int64_t		year;
	int64_t		century;
	int64_t		four;
	int64_t		one;
	int			month = 1;
	int			leap;

	if (days % DAYS_IN_ERA < 0)
		era--;
	days -= era * DAYS_IN_ERA;
	/* The last century of an era, and the last year of four, has a day more. */
	century = days / 36524 < 3 ? days / 36524 : 3;
	days -= century * 36524;
	four = days / 1461;
	days -= four * 1461;
	one = days / 365 < 3 ? days / 365 : 3;
	days -= one * 365;
	year = era * 400 + century * 100 + four * 4 + one + 1;
	leap = is_leap(year) ? 1 : 0;
	while (days >= days_before_month[month] + (month >= 2 ? leap : 0))
		month++;
	days -= days_before_month[month - 1] + (month > 2 ? leap : 0);
	if (year < 0)
		cu_buf_add_char(buf, '-');
	add_padded(buf, (uint64_t) (year < 0 ? -year : year), 4);
	cu_buf_add_char(buf, '-');
	add_padded(buf, (uint64_t) month, 2);
	cu_buf_add_char(buf, '-');
	add_padded(buf, (uint64_t) days + 1, 2);
}

void
cu_datetime_write(cu_buf *buf, cu_instant instant)
{
	int64_t		days = instant / DAY;
	int64_t		rest = instant % DAY;
	int64_t		micros;
	int			width = 6;

	if (rest < 0)
	{
		rest += DAY;
		days--;
	}
	add_date(buf, days + DAYS_TO_2000);
	cu_buf_add_char(buf, 'T');
	add_padded(buf, (uint64_t) (rest / HOUR), 2);
	cu_buf_add_char(buf, ':');
	add_padded(buf, (uint64_t) (rest % HOUR / MINUTE), 2);
	cu_buf_add_char(buf, ':');
	add_padded(buf, (uint64_t) (rest % MINUTE / SECOND), 2);
	micros = rest % SECOND;
	if (micros != 0)
	{
		for (; micros % 10 == 0; micros /= 10)
			width--;
		cu_buf_add_char(buf, '.');
		add_padded(buf, (uint64_t) micros, width);
	}
	cu_buf_add_char(buf, 'Z');
}
