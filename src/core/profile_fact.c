/*
 * profile_fact.c
 *		Facts from the values that a profile's paths lead to.
 *
 * A value that is there but cannot be read as what it should be makes a fact
 * all the same, with the value as given and nothing in the column for the
 * reading: whoever looks for what is wrong with a document finds it there.
 */
#include "profile_run.h"

#include "base.h"
#include "country.h"
#include "unit.h"

static const cu_slice none = {NULL, 0};

/* The item that a specification in another one speaks of; none: absent. */
typedef struct subject
{
	cu_slice	item;
	cu_slice	role;
} subject;

/* The room we write to, once more; then what was written, to keep. */
static cu_status
keep_scratch(cu_run *run, cu_slice *out)
{
	CU_TRY(cu_buf_status(&run->scratch));
	*out = cu_copy(run->ctx, cu_buf_slice(&run->scratch));
	return out->p ? CU_OK : CU_NOMEM(run->ctx);
}

/* --- keys ----------------------------------------------------------------- */

static void
add_key(cu_run *run, cu_slice name, cu_slice value)
{
	if (value.p == NULL)
		return;
	cu_buf_add_char(&run->scratch, run->scratch.n == 0 ? '{' : ',');
	cu_json_write_string(&run->scratch, name);
	cu_buf_add_char(&run->scratch, ':');
	cu_json_write_string(&run->scratch, value);
}

/* What add_key has written since scratch.n was 0; nothing when it has not. */
static cu_status
take_keys(cu_run *run, cu_slice *keys)
{
	*keys = none;
	if (run->scratch.n == 0)
		return CU_OK;
	cu_buf_add_char(&run->scratch, '}');
	return keep_scratch(run, keys);
}

/*
 * The keys of a party or place, into scratch.  A DID that is none is no key.
 * *did gets that key as given, *unlocode in normal form.
 */
static cu_status
find_keys(cu_run *run, const cu_spec *spec, cu_slice *did, cu_slice *unlocode)
{
	*did = *unlocode = none;
	for (uint32_t i = 0; i < spec->key_count; i++)
	{
		const cu_key_spec *key = &spec->keys[i];
		cu_match	value;
		cu_slice	text;
		cu_slice	normal;

		CU_TRY(cu_run_first(run, &key->value, &value));
		text = cu_run_text(value.value);
		if (text.p == NULL)
			continue;
		CU_TRY(cu_normal_apply(run->ctx, key->normal, text, &normal));
		if (key->normal == CU_NORMAL_did)
			*did = text;
		else if (normal.p == NULL)
			normal = text;
		else if (key->normal == CU_NORMAL_unlocode)
			*unlocode = normal;
		add_key(run, key->name, normal);
	}
	return CU_OK;
}

/* --- parties and places --------------------------------------------------- */

/* When explaining: nothing of what identifies a party or place was there. */
static cu_status
missed_keys(cu_run *run, const char *section, const cu_spec *spec)
{
	for (uint32_t i = 0; i < spec->key_count; i++)
		CU_TRY(cu_run_missed(run, section, spec->role, spec->keys[i].name,
							 &spec->keys[i].value));
	CU_TRY(cu_run_missed(run, section, spec->role, CU_LIT("country"),
						 &spec->country));
	return cu_run_missed(run, section, spec->role, CU_LIT("name"),
						 &spec->name);
}

static cu_status
add_party(cu_run *run, const cu_spec *spec, const subject *about)
{
	cu_fact    *fact;
	cu_match	name;
	cu_slice	did;
	cu_slice	unlocode;
	cu_slice	folded;
	cu_slice	keys;

	(void) about;
	CU_TRY(cu_run_first(run, &spec->name, &name));
	run->scratch.n = 0;
	CU_TRY(find_keys(run, spec, &did, &unlocode));
	CU_TRY(cu_normal_apply(run->ctx, CU_NORMAL_code, cu_run_text(name.value),
						   &folded));
	add_key(run, CU_LIT("name"), folded);
	CU_TRY(take_keys(run, &keys));
	if (keys.p == NULL && did.p == NULL)
		return missed_keys(run, "party", spec);
	CU_TRY(cu_run_fact(run, CU_FACT_PARTY, &fact));
	fact->role = spec->role;
	fact->dimension = spec->dimension.p ? spec->dimension :
		CU_LIT("declared");
	fact->kind = spec->kind.p ? spec->kind : CU_LIT("organization");
	fact->name = cu_run_text(name.value);
	fact->value = did;
	fact->keys = keys;
	CU_TRY(cu_normal_apply(run->ctx, CU_NORMAL_did, did, &fact->normal));
	return cu_run_point(run, fact, run->row.trail);
}

static cu_status
add_place(cu_run *run, const cu_spec *spec, const subject *about)
{
	cu_fact    *fact;
	cu_match	name;
	cu_match	country;
	cu_slice	did;
	cu_slice	unlocode;
	cu_slice	normal;
	cu_slice	keys;

	(void) about;
	CU_TRY(cu_run_first(run, &spec->name, &name));
	CU_TRY(cu_run_first(run, &spec->country, &country));
	CU_TRY(cu_normal_apply(run->ctx, CU_NORMAL_country,
						   cu_run_text(country.value), &normal));
	run->scratch.n = 0;
	CU_TRY(find_keys(run, spec, &did, &unlocode));
	/* A UN/LOCODE starts with its country, so this is no guess. */
	if (country.value == NULL && unlocode.p != NULL)
		normal = cu_slice_make(unlocode.p, 2);
	add_key(run, CU_LIT("country"), normal);
	CU_TRY(take_keys(run, &keys));
	if (keys.p == NULL && name.value == NULL && country.value == NULL)
		return missed_keys(run, "place", spec);
	CU_TRY(cu_run_fact(run, CU_FACT_PLACE, &fact));
	fact->role = spec->role;
	fact->name = cu_run_text(name.value);
	fact->value = cu_run_text(country.value);
	fact->normal = normal;
	fact->keys = keys;
	return cu_run_point(run, fact, run->row.trail);
}

/* --- claims, references, quantities --------------------------------------- */

static cu_status
add_claim(cu_run *run, const cu_spec *spec, const subject *about)
{
	cu_matches	values = {NULL, 0, 0};

	CU_TRY(cu_run_values(run, &spec->value, &values));
	if (values.n == 0)
		return cu_run_missed(run, "claim", about->role, spec->fixed_name,
							 &spec->value);
	for (size_t i = 0; i < values.n; i++)
	{
		cu_fact    *fact;

		CU_TRY(cu_run_fact(run, CU_FACT_CLAIM, &fact));
		fact->role = about->role;
		fact->item = about->item;
		fact->name = spec->fixed_name;
		fact->value = cu_run_text(values.v[i].value);
		CU_TRY(cu_normal_apply(run->ctx,
							   spec->normal ? spec->normal : CU_NORMAL_text,
							   fact->value, &fact->normal));
		CU_TRY(cu_run_point(run, fact, values.v[i].trail));
	}
	return CU_OK;
}

/* The scope of a number; a scope that cannot be read is none. */
static cu_status
find_scope(cu_run *run, const cu_spec *spec, const char *section,
		   cu_slice name, cu_slice *scope)
{
	cu_match	value;

	CU_TRY(cu_run_first(run, &spec->scope, &value));
	*scope = cu_run_text(value.value);
	if (value.value == NULL)
		return cu_run_missed(run, section, spec->role, name, &spec->scope);
	if (spec->scope_normal)
		return cu_normal_apply(run->ctx, spec->scope_normal, *scope, scope);
	return CU_OK;
}

static cu_status
add_reference(cu_run *run, const cu_spec *spec, const subject *about)
{
	cu_normal	normal = spec->normal ? spec->normal : CU_NORMAL_code;
	cu_matches	values = {NULL, 0, 0};
	cu_slice	scope;

	(void) about;
	CU_TRY(cu_run_values(run, &spec->value, &values));
	if (values.n == 0)
		return cu_run_missed(run, "reference", none, spec->kind,
							 &spec->value);
	CU_TRY(find_scope(run, spec, "reference", spec->kind, &scope));
	for (size_t i = 0; i < values.n; i++)
	{
		cu_fact    *fact;

		CU_TRY(cu_run_fact(run, CU_FACT_REFERENCE, &fact));
		fact->kind = spec->kind;
		fact->scope = scope;
		fact->value = cu_run_text(values.v[i].value);
		CU_TRY(cu_normal_apply(run->ctx, normal, fact->value, &fact->normal));
		if (normal == CU_NORMAL_entry_number && fact->normal.p != NULL &&
			!cu_entry_number_checks(fact->normal))
			fact->keys = CU_LIT("{\"check_digit\":\"wrong\"}");
		CU_TRY(cu_run_point(run, fact, values.v[i].trail));
	}
	return CU_OK;
}

static cu_status
add_quantity(cu_run *run, const cu_spec *spec, const subject *about)
{
	cu_fact    *fact;
	cu_match	value;
	cu_match	unit;
	const cu_unit *known;

	CU_TRY(cu_run_first(run, &spec->value, &value));
	if (value.value == NULL)
		return cu_run_missed(run, "quantity", about->role, spec->basis,
							 &spec->value);
	CU_TRY(cu_run_first(run, &spec->unit, &unit));
	if (unit.value == NULL)
		CU_TRY(cu_run_missed(run, "quantity", about->role, spec->basis,
							 &spec->unit));
	CU_TRY(cu_run_fact(run, CU_FACT_QUANTITY, &fact));
	fact->role = about->role;
	fact->item = about->item;
	fact->basis = spec->basis;
	fact->value = cu_run_text(value.value);
	fact->unit = cu_run_text(unit.value);
	CU_TRY(cu_normal_apply(run->ctx, CU_NORMAL_number, fact->value,
						   &fact->quantity));
	known = cu_unit_find(fact->unit);
	if (known)
	{
		fact->normal = cu_slice_cstr(known->code);
		fact->dimension = cu_slice_cstr(cu_dimension_name(known->dimension));
		if (fact->quantity.p)
			CU_TRY(cu_unit_si(run->ctx, known, fact->quantity,
							  &fact->si_quantity));
	}
	return cu_run_point(run, fact, value.trail);
}

typedef cu_status (*add_fact) (cu_run *run, const cu_spec *spec,
							   const subject *about);

/* What tells a specification from others of its section. */
static cu_slice
spec_name(const cu_spec *spec)
{
	return spec->fixed_name.p ? spec->fixed_name :
		spec->basis.p ? spec->basis : spec->kind;
}

/* Each specification of a list, for each of its rows. */
static cu_status
add_nested(cu_run *run, const cu_list *list, const char *section,
		   const subject *about, add_fact add)
{
	const cu_spec *specs = list->v;
	cu_match	around = run->row;

	for (uint32_t i = 0; i < list->count; i++)
	{
		cu_matches	rows = {NULL, 0, 0};

		run->row = around;
		CU_TRY(cu_run_rows(run, &specs[i].rows, &rows));
		if (rows.n == 0)
			CU_TRY(cu_run_missed(run, section,
								 specs[i].role.p ? specs[i].role : about->role,
								 spec_name(&specs[i]), &specs[i].rows));
		for (size_t j = 0; j < rows.n; j++)
		{
			run->row = rows.v[j];
			CU_TRY(add(run, &specs[i], about));
		}
	}
	run->row = around;
	return CU_OK;
}

/* --- items ---------------------------------------------------------------- */

/* True for an identifier that stands for itself. "PO:7" does not. */
static bool
is_absolute(cu_slice text)
{
	static const char *const starts[] = {"did:", "urn:", "ni:", "tag:"};
	size_t		n = 0;

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (cu_slice_starts(text, starts[i]))
			return true;
	while (n < text.n && text.p[n] != ':')
		n++;
	return n > 0 && cu_slice_starts(cu_slice_from(text, n), "://");
}

/* An item of an identifier as given; p NULL when it cannot be made one. */
static cu_status
make_item(cu_run *run, cu_slice scheme, cu_slice scope, cu_slice id,
		  cu_slice *item)
{
	cu_status	status;

	*item = none;
	if (is_absolute(id))
		status = cu_item_canonical(run->ctx, id, item);
	else if (scheme.p == NULL)
		return CU_OK;
	else
		status = cu_item_make(run->ctx, scheme, scope, id, item);
	if (cu_status_class(status) == CU_CLASS_INPUT || status == CU_LIMIT_SIZE)
	{
		*item = none;
		return CU_OK;
	}
	return status;
}

/* ni:///sha-256;… of the document (RFC 6920), made once. */
static cu_status
digest_name(cu_run *run, cu_slice *out)
{
	if (run->digest_name.p == NULL)
	{
		cu_slice	digest = cu_slice_make(run->content_digest,
										   CU_SHA256_SIZE);
		cu_slice	text = cu_base64url_encode(run->ctx, digest);

		if (text.p == NULL)
			return CU_NOMEM(run->ctx);
		run->scratch.n = 0;
		cu_buf_add_cstr(&run->scratch, "ni:///sha-256;");
		cu_buf_add_slice(&run->scratch, text);
		CU_TRY(keep_scratch(run, &run->digest_name));
	}
	*out = run->digest_name;
	return CU_OK;
}

/* Finds what identifies the item of a row; id.p NULL when nothing does. */
static cu_status
identify(cu_run *run, const cu_spec *spec, uint32_t line, cu_fact *fact)
{
	cu_match	id;
	cu_slice	scheme = spec->scheme;
	cu_slice	scope = none;

	CU_TRY(cu_run_first(run, &spec->value, &id));
	fact->value = cu_run_text(id.value);
	if (id.value != NULL && !is_absolute(fact->value))
		CU_TRY(find_scope(run, spec, "item", CU_LIT("scope"), &scope));
	if (id.value == NULL && spec->line)
	{
		CU_TRY(digest_name(run, &scope));
		scheme = CU_LIT("line");
		run->scratch.n = 0;
		cu_buf_add_uint(&run->scratch, line);
		CU_TRY(keep_scratch(run, &fact->value));
		id.trail = run->row.trail;
	}
	if (fact->value.p == NULL)
		return cu_run_missed(run, "item", spec->role, none, &spec->value);
	CU_TRY(make_item(run, scheme, scope, fact->value, &fact->item));
	fact->scheme = fact->item.p ? cu_item_scheme(fact->item) : scheme;
	fact->scope = fact->item.p ? cu_item_scope(fact->item) : scope;
	if (spec->kind.p)
		fact->kind = spec->kind;
	else if (fact->item.p)
		fact->kind = cu_slice_cstr(cu_item_kind_name(
										cu_item_kind_of(fact->item)));
	return cu_run_point(run, fact, id.trail);
}

static cu_status
add_item(cu_run *run, const cu_spec *spec, uint32_t line)
{
	cu_fact		made = {.type = CU_FACT_ITEM};
	cu_fact    *fact;
	cu_match	name;
	subject		about;

	CU_TRY(identify(run, spec, line, &made));
	if (made.value.p == NULL)
		return CU_OK;
	CU_TRY(cu_run_first(run, &spec->name, &name));
	made.role = spec->role;
	made.name = cu_run_text(name.value);
	made.event_seq = run->event_seq;
	CU_TRY(cu_run_fact(run, CU_FACT_ITEM, &fact));
	*fact = made;
	about.item = made.item;
	about.role = made.role;
	CU_TRY(add_nested(run, &spec->quantities, "quantity", &about,
					  add_quantity));
	return add_nested(run, &spec->claims, "claim", &about, add_claim);
}

static cu_status
add_items(cu_run *run, const cu_list *list)
{
	const cu_spec *specs = list->v;
	size_t		lines = 0;

	for (uint32_t i = 0; i < list->count; i++)
	{
		cu_matches	rows = {NULL, 0, 0};

		run->row = run->event;
		CU_TRY(cu_run_rows(run, &specs[i].rows, &rows));
		if (rows.n == 0)
			CU_TRY(cu_run_missed(run, "item", specs[i].role, none,
								 &specs[i].rows));
		for (size_t j = 0; j < rows.n; j++)
		{
			run->row = rows.v[j];
			CU_TRY(add_item(run, &specs[i], run->line + (uint32_t) j + 1));
		}
		if (specs[i].line)
			lines = rows.n;
	}
	run->line += (uint32_t) lines;
	return CU_OK;
}

/* --- the event ------------------------------------------------------------ */

/* During: all instants that the time, or the time until the end, may mean. */
static cu_status
find_time(cu_run *run, const cu_event_spec *spec, cu_fact *fact)
{
	cu_match	time;
	cu_match	until;
	cu_instant	unused;

	CU_TRY(cu_run_first(run, &spec->time, &time));
	CU_TRY(cu_run_first(run, &spec->until, &until));
	fact->timed = time.value != NULL &&
		cu_datetime_read_range(cu_run_text(time.value), &fact->from,
							   &fact->to);
	if (fact->timed && until.value != NULL)
		fact->timed = cu_datetime_read_range(cu_run_text(until.value),
											 &unused, &fact->to) &&
			fact->from < fact->to;
	run->scratch.n = 0;
	add_key(run, CU_LIT("time"), cu_run_text(time.value));
	add_key(run, CU_LIT("until"), cu_run_text(until.value));
	return take_keys(run, &fact->keys);
}

static cu_status
add_event(cu_run *run, const cu_event_spec *spec)
{
	cu_fact		made = {.type = CU_FACT_EVENT};
	cu_fact    *fact;
	cu_match	step;
	cu_match	id;

	CU_TRY(find_time(run, spec, &made));
	CU_TRY(cu_run_first(run, &spec->step, &step));
	CU_TRY(cu_run_first(run, &spec->id, &id));
	made.event_seq = run->event_seq;
	made.kind = spec->kind;
	made.name = cu_run_text(step.value);
	made.value = cu_run_text(id.value);
	CU_TRY(cu_run_fact(run, CU_FACT_EVENT, &fact));
	*fact = made;
	CU_TRY(cu_run_point(run, fact, run->event.trail));
	if (made.name.p == NULL)
		CU_TRY(cu_run_missed(run, "event", none, CU_LIT("step"),
							 &spec->step));
	if (made.value.p == NULL)
		CU_TRY(cu_run_missed(run, "event", none, CU_LIT("id"), &spec->id));
	if (made.keys.p == NULL)
		CU_TRY(cu_run_missed(run, "event", none, CU_LIT("time"),
							 &spec->time));
	return CU_OK;
}

cu_status
cu_run_event(cu_run *run, const cu_event_spec *spec)
{
	const subject nothing = {{NULL, 0}, {NULL, 0}};

	CU_TRY(add_event(run, spec));
	CU_TRY(add_items(run, &spec->items));
	run->row = run->event;
	CU_TRY(add_nested(run, &spec->parties, "party", &nothing, add_party));
	CU_TRY(add_nested(run, &spec->places, "place", &nothing, add_place));
	CU_TRY(add_nested(run, &spec->claims, "claim", &nothing, add_claim));
	return add_nested(run, &spec->references, "reference", &nothing,
					  add_reference);
}
