/*
 * json_value.c
 *		Looking into JSON values, and changing copies of them.
 */
#include "json.h"

const cu_json *
cu_json_get_slice(const cu_json *object, cu_slice name)
{
	if (object == NULL || object->type != CU_JSON_OBJECT)
		return NULL;
	for (uint32_t i = 0; i < object->count; i++)
	{
		if (cu_slice_eq(object->v.members[i].name, name))
			return &object->v.members[i].value;
	}
	return NULL;
}

const cu_json *
cu_json_get(const cu_json *object, const char *name)
{
	return cu_json_get_slice(object, cu_slice_cstr(name));
}

cu_slice
cu_json_string(const cu_json *value)
{
	if (value == NULL || value->type != CU_JSON_STRING)
		return cu_slice_make(NULL, 0);
	return value->v.text;
}

cu_slice
cu_json_get_string(const cu_json *object, const char *name)
{
	return cu_json_string(cu_json_get(object, name));
}

uint32_t
cu_json_many(const cu_json *value)
{
	if (value == NULL)
		return 0;
	return value->type == CU_JSON_ARRAY ? value->count : 1;
}

const cu_json *
cu_json_nth(const cu_json *value, uint32_t i)
{
	if (i >= cu_json_many(value))
		return NULL;
	return value->type == CU_JSON_ARRAY ? &value->v.items[i] : value;
}

/* A copy of object with room for extra members more; NULL: no memory. */
static cu_json *
copy_object(cu_ctx *ctx, const cu_json *object, uint32_t extra,
			cu_member **members)
{
	cu_json    *copy = cu_alloc(ctx, sizeof(*copy));

	*members = cu_alloc_array(ctx, (size_t) object->count + extra,
							  sizeof(**members));
	if (copy == NULL || *members == NULL)
		return NULL;
	if (object->count > 0)
		memcpy(*members, object->v.members,
			   object->count * sizeof(**members));
	*copy = *object;
	copy->v.members = *members;
	return copy;
}

/* The index of the member called name, or object->count. */
static uint32_t
member_index(const cu_json *object, cu_slice name)
{
	uint32_t	i = 0;

	while (i < object->count &&
		   !cu_slice_eq(object->v.members[i].name, name))
		i++;
	return i;
}

const cu_json *
cu_json_without(cu_ctx *ctx, const cu_json *object, const char *name)
{
	uint32_t	i = member_index(object, cu_slice_cstr(name));
	cu_member  *members;
	cu_json    *copy = copy_object(ctx, object, 0, &members);

	if (copy == NULL || i == object->count)
		return copy;
	copy->count--;
	memmove(members + i, members + i + 1,
			(copy->count - i) * sizeof(*members));
	return copy;
}

const cu_json *
cu_json_with(cu_ctx *ctx, const cu_json *object, const char *name,
			 const cu_json *value)
{
	cu_slice	key = cu_slice_cstr(name);
	uint32_t	i = member_index(object, key);
	cu_member  *members;
	cu_json    *copy = copy_object(ctx, object, 1, &members);

	if (copy == NULL)
		return NULL;
	if (i == object->count)
	{
		members[i].name = cu_copy(ctx, key);
		if (members[i].name.p == NULL)
			return NULL;
		copy->count++;
	}
	members[i].value = *value;
	return copy;
}

const cu_json *
cu_json_new_string(cu_ctx *ctx, cu_slice text)
{
	cu_json    *value;

	if (text.p == NULL || (value = cu_alloc(ctx, sizeof(*value))) == NULL)
		return NULL;
	value->type = CU_JSON_STRING;
	value->v.text = cu_copy(ctx, text);
	return value->v.text.p ? value : NULL;
}

const cu_json *
cu_json_new_array(cu_ctx *ctx, const cu_json *items, uint32_t count)
{
	cu_json    *value = cu_alloc(ctx, sizeof(*value));
	cu_json    *copy = cu_alloc_array(ctx, count, sizeof(*copy));

	if (value == NULL || copy == NULL)
		return NULL;
	if (count > 0)
		memcpy(copy, items, count * sizeof(*copy));
	value->type = CU_JSON_ARRAY;
	value->count = count;
	value->v.items = copy;
	return value;
}

const cu_json *
cu_json_new_object(cu_ctx *ctx)
{
	cu_json    *value = cu_alloc(ctx, sizeof(*value));

	if (value)
		value->type = CU_JSON_OBJECT;
	return value;
}
