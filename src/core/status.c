/*
 * status.c
 *		Class, message and name of each status, from the table in status.h.
 */
#include "status.h"

typedef struct status_row
{
	cu_class	class;
	const char *message;
	const char *name;
} status_row;

static const status_row rows[CU_STATUS_COUNT] = {
#define STATUS_ROW(name, class, message) {class, message, #name},
	CU_STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

cu_class
cu_status_class(cu_status status)
{
	return rows[status].class;
}

const char *
cu_status_message(cu_status status)
{
	return rows[status].message;
}

const char *
cu_status_name(cu_status status)
{
	return rows[status].name;
}
