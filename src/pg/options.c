/*
 * options.c
 *		Options of a function, as the members of a JSON object.
 */
#include "options.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

pg_noreturn static void
bad_option(const char *name, const char *expected)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for option \"%s\"", name),
			 errdetail("It must be %s.", expected)));
}

pg_noreturn static void
unknown_option(const char *name, int n, const cu_option *options, size_t count)
{
	StringInfoData names;

	initStringInfo(&names);
	for (size_t i = 0; i < count; i++)
		appendStringInfo(&names, "%s%s", i == 0 ? "" :
						 i + 1 == count ? " and " : ", ", options[i].name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown option \"%.*s\"",
					pg_mbcliplen(name, n, NAMEDATALEN - 1), name),
			 errhint("Options are %s.", names.data)));
}

static void
read_flag(const cu_option *option, const JsonbValue *value)
{
	if (value->type != jbvBool)
		bad_option(option->name, "true or false");
	*option->flag = value->val.boolean;
}

static void
read_instant(const cu_option *option, const JsonbValue *value)
{
	TimestampTz instant;

	if (value->type == jbvNull)
		return;
	if (value->type != jbvString)
		bad_option(option->name, "a text with date, time and zone");
	instant = DatumGetTimestampTz(
		DirectFunctionCall3(timestamptz_in,
							CStringGetDatum(pnstrdup(value->val.string.val,
													 value->val.string.len)),
							ObjectIdGetDatum(InvalidOid),
							Int32GetDatum(-1)));
	if (TIMESTAMP_NOT_FINITE(instant))
		bad_option(option->name, "finite");
	*option->instant = instant;
}

static void
read_text(const cu_option *option, const JsonbValue *value)
{
	if (value->type == jbvNull)
		return;
	if (value->type != jbvString)
		bad_option(option->name, "a text");
	*option->text = pnstrdup(value->val.string.val, value->val.string.len);
}

static void
read_option(const JsonbValue *key, const JsonbValue *value,
			const cu_option *options, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		const cu_option *option = &options[i];

		if ((size_t) key->val.string.len != strlen(option->name) ||
			memcmp(key->val.string.val, option->name,
				   key->val.string.len) != 0)
			continue;
		if (option->flag)
			read_flag(option, value);
		else if (option->instant)
			read_instant(option, value);
		else
			read_text(option, value);
		return;
	}
	unknown_option(key->val.string.val, key->val.string.len, options, count);
}

void
cu_options_read(Jsonb *source, const cu_option *options, size_t count)
{
	JsonbIterator *it;
	JsonbValue	key;
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(source))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a JSON object", "options")));
	it = JsonbIteratorInit(&source->root);
	(void) JsonbIteratorNext(&it, &key, true);	/* the brace */
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		(void) JsonbIteratorNext(&it, &value, true);
		read_option(&key, &value, options, count);
	}
}
