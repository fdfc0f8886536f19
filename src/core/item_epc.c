/*
 * item_epc.c
 *		EPC pure identity URNs: how each becomes a GS1 key.
 *
 * EPC Tag Data Standard 1.13, sections 6.3 and 7.  The URN tells where the
 * company prefix ends; the key on paper does not, and neither does the item.
 */
#include "item_gs1.h"
#include "item_gs1_tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Where the serial number of an EPC URN goes. */
typedef enum serial_place
{
	NO_SERIAL,
	APPENDED,					/* to the key */
	QUALIFIER
} serial_place;

/* How an EPC URN is put together: company prefix, reference, serial. */
typedef struct epc
{
	const char *name;
	const char *scheme;			/* of the form it becomes */
	bool		is_class;		/* "urn:epc:class:", not "urn:epc:id:" */
	unsigned	digits;			/* prefix and reference; 0: no fixed number */
	bool		leading;		/* the reference's first digit goes first */
	bool		zero;			/* the key starts with a 0 */
	unsigned	pairs;			/* parts of two digits after the reference */
	serial_place serial;
} epc;

static const epc epcs[] = {
	{"sgtin", "sgtin", false, 13, true, false, 0, QUALIFIER},
	{"lgtin", "lgtin", true, 13, true, false, 0, QUALIFIER},
	{"upui", "upui", false, 13, true, false, 0, QUALIFIER},
	{"itip", "itip", false, 13, true, false, 2, QUALIFIER},
	{"sscc", "sscc", false, 17, true, false, 0, NO_SERIAL},
	{"sgln", "sgln", false, 12, false, false, 0, QUALIFIER},
	{"pgln", "pgln", false, 12, false, false, 0, NO_SERIAL},
	{"grai", "grai", false, 12, false, true, 0, APPENDED},
	{"gdti", "gdti", false, 12, false, false, 0, APPENDED},
	{"sgcn", "gcn", false, 12, false, false, 0, APPENDED},
	{"gsrn", "gsrn", false, 17, false, false, 0, NO_SERIAL},
	{"gsrnp", "gsrnp", false, 17, false, false, 0, NO_SERIAL},
	{"gsin", "gsin", false, 16, false, false, 0, NO_SERIAL},
	{"giai", "giai", false, 0, false, false, 0, NO_SERIAL},
	{"ginc", "ginc", false, 0, false, false, 0, NO_SERIAL},
	{"cpi", "cpi", false, 0, false, false, 0, QUALIFIER}
};

static bool
all_digits(cu_slice s)
{
	for (size_t i = 0; i < s.n; i++)
	{
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return true;
}

/* The parts of an EPC URN, still encoded. */
typedef struct epc_parts
{
	cu_slice	prefix,
				reference,
				pairs[2],
				serial;
} epc_parts;

static cu_status
split_epc(cu_ctx *ctx, const epc *e, cu_slice rest, size_t offset,
		  epc_parts *parts)
{
	bool		more = e->serial != NO_SERIAL;

	memset(parts, 0, sizeof(*parts));
	parts->prefix = cu_gs1_next(&rest, ".");
	if (rest.p && (more || e->digits > 0))
		parts->reference = cu_gs1_next(&rest, ".");
	else if (rest.p)
	{
		/* The reference is the last part and may hold dots itself. */
		parts->reference = rest;
		rest = cu_slice_make(NULL, 0);
	}
	for (unsigned i = 0; i < e->pairs && rest.p; i++)
		parts->pairs[i] = cu_gs1_next(&rest, ".");
	parts->serial = rest;
	if (parts->reference.p == NULL || (rest.p != NULL) != more)
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "The EPC URN has a wrong number of parts.");
	if (!all_digits(parts->prefix) || parts->prefix.n < 6 ||
		parts->prefix.n > 12)
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "A GS1 company prefix has 6 to 12 digits.");
	if (e->digits > 0 && (!all_digits(parts->reference) ||
						  parts->prefix.n + parts->reference.n != e->digits))
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "The EPC URN has a wrong number of digits.");
	for (unsigned i = 0; i < e->pairs; i++)
	{
		if (parts->pairs[i].n != 2 || !all_digits(parts->pairs[i]))
			return cu_fail_at(ctx, CU_BAD_ITEM, offset,
							  "Piece and total have two digits each.");
	}
	return CU_OK;
}

/* The key as it would stand on paper: digits in GS1 order and check digit. */
static cu_status
epc_key(cu_ctx *ctx, const epc *e, const epc_parts *parts, cu_slice serial,
		cu_slice *key)
{
	cu_buf		buf;
	cu_slice	reference = cu_iri_decode(ctx, parts->reference);

	if (reference.p == NULL)
		return CU_NOMEM(ctx);
	cu_buf_init(&buf, ctx);
	if (e->zero)
		cu_buf_add_char(&buf, '0');
	if (e->leading)
	{
		cu_buf_add(&buf, reference.p, 1);
		reference = cu_slice_from(reference, 1);
	}
	cu_buf_add_slice(&buf, parts->prefix);
	cu_buf_add_slice(&buf, reference);
	CU_TRY(cu_buf_status(&buf));
	if (e->digits > 0)
		cu_buf_add_char(&buf, cu_gs1_check_digit(buf.p, buf.n));
	for (unsigned i = 0; i < e->pairs; i++)
		cu_buf_add_slice(&buf, parts->pairs[i]);
	if (e->serial == APPENDED)
		cu_buf_add_slice(&buf, serial);
	CU_TRY(cu_buf_status(&buf));
	*key = cu_buf_slice(&buf);
	return CU_OK;
}

/*
 * What follows "urn:epc:id:NAME:".  With pattern the serial number is "*" and
 * the result the class of all such things.
 */
static cu_status
epc_item(cu_ctx *ctx, const epc *e, cu_slice rest, size_t offset, bool pattern,
		 cu_slice *out)
{
	const cu_gs1_form *f = cu_gs1_scheme_form(cu_slice_cstr(e->scheme));
	epc_parts	parts;
	cu_slice	serial;
	cu_slice	key;

	CU_TRY(split_epc(ctx, e, rest, offset, &parts));
	serial = pattern ? CU_LIT("") : cu_iri_decode(ctx, parts.serial);
	if (serial.p == NULL)
		return CU_NOMEM(ctx);
	if (!pattern && e->serial == APPENDED && serial.n == 0)
		return cu_fail_at(ctx, CU_BAD_ITEM, offset,
						  "The EPC URN has an empty serial number.");
	CU_TRY(epc_key(ctx, e, &parts, serial, &key));
	if (pattern)
		f = cu_gs1_form_of(f->key, NULL);
	CU_TRY(cu_gs1_check(ctx, cu_gs1_field_of(f->key), &key, offset));
	if (f->qualifier)
		CU_TRY(cu_gs1_check(ctx, cu_gs1_field_of(f->qualifier), &serial, offset));
	return cu_gs1_write(ctx, f, key, serial, out);
}

static const epc *
find_epc(cu_slice name, bool is_class)
{
	for (size_t i = 0; i < COUNT(epcs); i++)
	{
		if (cu_slice_is(name, epcs[i].name) && epcs[i].is_class == is_class)
			return &epcs[i];
	}
	return NULL;
}

/* True when only the serial number of a pattern is open: "….*". */
static bool
is_open_serial(const epc *e, cu_slice rest)
{
	size_t		dots = 0;

	if (e->serial == NO_SERIAL || strcmp(e->name, "sgln") == 0 || rest.n < 2 ||
		rest.p[rest.n - 1] != '*' || rest.p[rest.n - 2] != '.')
		return false;
	for (size_t i = 0; i < rest.n - 1; i++)
	{
		if (rest.p[i] == '*' || rest.p[i] == '[')
			return false;
		dots += rest.p[i] == '.';
	}
	return dots == 2 + e->pairs;
}

cu_status
cu_gs1_from_epc(cu_ctx *ctx, cu_slice body, size_t offset, cu_slice *out,
				bool *found)
{
	cu_slice	rest = body;
	cu_slice	type = cu_gs1_next(&rest, ":");
	cu_slice	name = rest.p ? cu_gs1_next(&rest, ":") : rest;
	bool		pattern = cu_slice_is(type, "idpat");
	bool		is_class = cu_slice_is(type, "class");
	const epc  *e;

	*found = false;
	if (rest.p == NULL || !(pattern || is_class || cu_slice_is(type, "id")))
		return CU_OK;
	e = find_epc(name, is_class);
	if (e == NULL || (pattern && !is_open_serial(e, rest)))
		return CU_OK;
	*found = true;
	offset += (size_t) (rest.p - body.p);
	return epc_item(ctx, e, rest, offset, pattern, out);
}

cu_status
cu_gs1_from_epc_body(cu_ctx *ctx, cu_slice name, cu_slice body, cu_slice *out)
{
	const epc  *e = find_epc(name, false);

	if (e == NULL)
		e = find_epc(name, true);
	if (e == NULL)
		return cu_fail(ctx, CU_BAD_ARGUMENT,
					   "The scope must be the GS1 key.");
	return epc_item(ctx, e, body, 0, false, out);
}
