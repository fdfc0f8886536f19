/*
 * item_gs1.c
 *		Reading GS1 Digital Links, and making and splitting canonical items.
 */
#include "item_gs1.h"

#include "item_gs1_tables.h"

/* A link while it is read. */
typedef struct link_reader
{
	cu_ctx	   *ctx;
	cu_slice	text;
	const cu_gs1_form *best;	/* the most specific form so far */
	cu_slice	key,
				qualifier;
	const cu_gs1_form *seen[4]; /* no key has more qualifiers */
	unsigned	seen_count;
} link_reader;

static size_t
offset_in(const link_reader *r, cu_slice s)
{
	return (size_t) (s.p - r->text.p);
}

/* True when a qualifier may not stand beside those already read. */
static bool
is_conflict(const link_reader *r, const cu_gs1_form *f)
{
	for (unsigned i = 0; i < r->seen_count; i++)
	{
		if (r->seen[i] == f || r->seen[i]->alone || f->alone)
			return true;
	}
	return false;
}

static cu_status
read_qualifier(link_reader *r, const cu_gs1_form *f, cu_slice encoded)
{
	cu_slice	value = cu_iri_decode(r->ctx, encoded);
	size_t		offset = offset_in(r, encoded);

	if (value.p == NULL)
		return CU_NOMEM(r->ctx);
	if (is_conflict(r, f))
		return cu_fail_at(r->ctx, CU_BAD_ITEM, offset,
						  "This GS1 qualifier cannot stand beside the one before it.");
	r->seen[r->seen_count++] = f;
	CU_TRY(cu_gs1_check(r->ctx, cu_gs1_field_of(f->qualifier), &value, offset));
	if (f > r->best)
	{
		r->best = f;
		r->qualifier = value;
	}
	return CU_OK;
}

/* The rest of the path: pairs of qualifier and value. */
static cu_status
read_path(link_reader *r, cu_slice rest)
{
	while (rest.p)
	{
		cu_slice	segment = cu_gs1_next(&rest, "/");
		cu_slice	name = cu_iri_decode(r->ctx, segment);
		const cu_gs1_field *q;
		const cu_gs1_form *f;

		if (name.p == NULL)
			return CU_NOMEM(r->ctx);
		q = cu_gs1_named_field(name);
		f = q ? cu_gs1_form_of(r->best->key, q->ai) : NULL;
		if (f == NULL || rest.p == NULL)
			return cu_fail_at(r->ctx, CU_BAD_ITEM, offset_in(r, segment),
							  "No qualifier of this GS1 key with a value stands here.");
		CU_TRY(read_qualifier(r, f, cu_gs1_next(&rest, "/")));
	}
	return CU_OK;
}

/* A qualifier in the query belongs in the path: it identifies none the less. */
static cu_status
read_query(link_reader *r, cu_slice rest)
{
	while (rest.p)
	{
		cu_slice	value = cu_gs1_next(&rest, "&;");
		cu_slice	name = cu_iri_decode(r->ctx, cu_gs1_next(&value, "="));
		const cu_gs1_field *q;
		const cu_gs1_form *f;

		if (name.p == NULL)
			return CU_NOMEM(r->ctx);
		q = cu_gs1_named_field(name);
		f = q && value.p ? cu_gs1_form_of(r->best->key, q->ai) : NULL;
		if (f)
			CU_TRY(read_qualifier(r, f, value));
	}
	return CU_OK;
}

/* Dot segments would make a link out of what is none, so none are taken. */
static cu_status
refuse_dots(link_reader *r, cu_slice rest)
{
	while (rest.p)
	{
		cu_slice	segment = cu_gs1_next(&rest, "/");
		cu_slice	name = cu_iri_decode(r->ctx, segment);

		if (name.p == NULL)
			return CU_NOMEM(r->ctx);
		if (cu_slice_is(name, ".") || cu_slice_is(name, ".."))
			return cu_fail_at(r->ctx, CU_BAD_ITEM, offset_in(r, segment),
							  "A link on id.gs1.org has no dot segments.");
	}
	return CU_OK;
}

cu_status
cu_gs1_from_link(cu_ctx *ctx, cu_slice text, const cu_iri *iri, cu_slice *out,
				 bool *found)
{
	link_reader r = {.ctx = ctx, .text = text};
	cu_slice	rest = cu_slice_from(iri->path, 1);
	cu_slice	encoded;
	cu_slice	name;
	const cu_gs1_field *key;

	*found = false;
	if (iri->path.n == 0)
		return CU_OK;
	CU_TRY(refuse_dots(&r, rest));
	name = cu_iri_decode(ctx, cu_gs1_next(&rest, "/"));
	if (name.p == NULL)
		return CU_NOMEM(ctx);
	key = cu_gs1_named_field(name);
	r.best = key ? cu_gs1_form_of(key->ai, NULL) : NULL;
	if (r.best == NULL)
		return CU_OK;
	*found = true;
	if (rest.p == NULL)
		return cu_fail_at(ctx, CU_BAD_ITEM, offset_in(&r, iri->path),
						  "The GS1 key has no value.");
	encoded = cu_gs1_next(&rest, "/");
	r.key = cu_iri_decode(ctx, encoded);
	if (r.key.p == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(cu_gs1_check(ctx, key, &r.key, offset_in(&r, encoded)));
	CU_TRY(read_path(&r, rest));
	CU_TRY(read_query(&r, iri->query));
	if (iri->fragment.p)
		return cu_fail_at(ctx, CU_BAD_ITEM, offset_in(&r, iri->fragment) - 1,
						  "A GS1 identifier has no fragment.");
	return cu_gs1_write(ctx, r.best, r.key, r.qualifier, out);
}

/* A key as scope, its qualifier as code. */
static cu_status
make_qualified(cu_ctx *ctx, const cu_gs1_form *f, cu_slice scope, cu_slice code,
			   cu_slice *out)
{
	cu_slice	key = cu_iri_decode(ctx, scope);
	cu_status	status;

	if (key.p == NULL)
		return CU_NOMEM(ctx);
	status = cu_gs1_check(ctx, cu_gs1_field_of(f->key), &key, 0);
	if (status == CU_BAD_ITEM)
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "The scope is not the GS1 key that the scheme needs.");
	CU_TRY(status);
	CU_TRY(cu_gs1_check(ctx, cu_gs1_field_of(f->qualifier), &code, 0));
	return cu_gs1_write(ctx, f, key, code, out);
}

cu_status
cu_gs1_make(cu_ctx *ctx, cu_slice scheme, cu_slice scope, cu_slice code,
			cu_slice *out, bool *found)
{
	const cu_gs1_form *f = cu_gs1_scheme_form(scheme);

	*found = f != NULL;
	if (f == NULL)
		return CU_OK;
	if (f->qualifier && scope.n > 0)
		return make_qualified(ctx, f, scope, code, out);
	if (f->qualifier)
		return cu_gs1_from_epc_body(ctx, scheme, code, out);
	if (scope.n > 0)
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "A GS1 key needs no scope.");
	CU_TRY(cu_gs1_check(ctx, cu_gs1_field_of(f->key), &code, 0));
	return cu_gs1_write(ctx, f, code, code, out);
}

bool
cu_gs1_split(cu_slice item, cu_gs1 *out)
{
	cu_slice	rest;
	cu_slice	qualifier = {NULL, 0};
	const cu_gs1_field *key;
	const cu_gs1_field *q = NULL;
	const cu_gs1_form *f;

	if (!cu_slice_starts(item, CU_GS1_STEM))
		return false;
	rest = cu_slice_from(item, strlen(CU_GS1_STEM));
	key = cu_gs1_named_field(cu_gs1_next(&rest, "/"));
	if (key == NULL || rest.p == NULL)
		return false;
	out->key = cu_gs1_next(&rest, "/");
	if (rest.p)
	{
		q = cu_gs1_named_field(cu_gs1_next(&rest, "/"));
		if (q == NULL)
			return false;
		qualifier = rest;
	}
	f = cu_gs1_form_of(key->ai, q ? q->ai : NULL);
	if (f == NULL)
		return false;
	out->scheme = f->scheme;
	out->qualifier = qualifier;
	out->kind = f->kind;
	/* An asset type, document type or coupon without its serial number. */
	if (f->kind == CU_ITEM_SERIAL && key->digits > 0 && key->tail_max > 0 &&
		out->key.n == key->digits)
		out->kind = CU_ITEM_CLASS;
	return true;
}
