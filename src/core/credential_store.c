/*
 * credential_store.c
 *		The stored value: a header that answers what is asked all the time,
 *		then the octets as received.
 *
 * doc/on-disk-format.md has the layout.  Only octets, numbers big-endian: the
 * value means the same on every machine and needs no alignment.  Whatever is
 * read back is checked, reserved bits included; CU_CORRUPT otherwise.
 */
#include "credential_parse.h"

/* Offsets of the fixed part. */
#define AT_VERSION			0
#define AT_FORM				1
#define AT_FLAGS			2
#define AT_RESERVED			3
#define AT_DIGEST			4
#define AT_CONTENT_DIGEST	36
#define AT_VALID_FROM		68
#define AT_VALID_UNTIL		76
#define AT_HEADER_SIZE		84

#define HAS_ID			1
#define HAS_VALID_FROM	2
#define HAS_VALID_UNTIL	4
#define IS_MODEL_1		8
#define ALL_FLAGS		15

static void
put_uint(uint8_t *to, uint64_t value, size_t width)
{
	for (size_t i = width; i-- > 0; value >>= 8)
		to[i] = (uint8_t) value;
}

static uint64_t
get_uint(const char *from, size_t width)
{
	uint64_t	value = 0;

	for (size_t i = 0; i < width; i++)
		value = value << 8 | (uint8_t) from[i];
	return value;
}

/* Appends a length of two octets and the text. */
static void
add_text(cu_buf *out, cu_slice text)
{
	uint8_t		length[2];

	put_uint(length, text.n, sizeof(length));
	cu_buf_add(out, length, sizeof(length));
	cu_buf_add_slice(out, text);
}

cu_status
cu_summary_measure(cu_ctx *ctx, const cu_summary *s, size_t *size)
{
	bool		fits = s->issuer.n <= UINT16_MAX && s->id.n <= UINT16_MAX &&
		s->type_count <= UINT16_MAX;

	*size = CU_STORED_FIXED + 3 * 2 + s->issuer.n + s->id.n;
	for (uint32_t i = 0; fits && i < s->type_count; i++)
	{
		fits = s->types[i].n <= UINT16_MAX;
		*size += 2 + s->types[i].n;
	}
	/* 65,535 types of 65,535 octets could pass 32 bits. */
	if (!fits || *size > UINT32_MAX)
		return cu_fail(ctx, CU_LIMIT_SIZE,
					   "An id, issuer or type, or the list of types, is over "
					   "65535 long.");
	return CU_OK;
}

cu_status
cu_credential_store(cu_buf *out, const cu_credential *c)
{
	const cu_summary *s = &c->summary;
	uint8_t		fixed[CU_STORED_FIXED] = {0};
	uint8_t		count[2];
	size_t		size;

	CU_TRY(cu_summary_measure(out->ctx, s, &size));
	fixed[AT_VERSION] = CU_STORED_VERSION;
	fixed[AT_FORM] = (uint8_t) s->form;
	fixed[AT_FLAGS] = (uint8_t) ((s->id.p ? HAS_ID : 0) |
								 (s->model == 1 ? IS_MODEL_1 : 0));
	memcpy(fixed + AT_DIGEST, s->digest, CU_SHA256_SIZE);
	memcpy(fixed + AT_CONTENT_DIGEST, s->content_digest, CU_SHA256_SIZE);
	if (s->valid_from != CU_INSTANT_MIN)
	{
		fixed[AT_FLAGS] |= HAS_VALID_FROM;
		put_uint(fixed + AT_VALID_FROM, (uint64_t) s->valid_from, 8);
	}
	if (s->valid_until != CU_INSTANT_MAX)
	{
		fixed[AT_FLAGS] |= HAS_VALID_UNTIL;
		put_uint(fixed + AT_VALID_UNTIL, (uint64_t) s->valid_until, 8);
	}
	put_uint(fixed + AT_HEADER_SIZE, size, 4);
	cu_buf_add(out, fixed, sizeof(fixed));
	add_text(out, s->issuer);
	add_text(out, s->id);
	put_uint(count, s->type_count, sizeof(count));
	cu_buf_add(out, count, sizeof(count));
	for (uint32_t i = 0; i < s->type_count; i++)
		add_text(out, s->types[i]);
	cu_buf_add_slice(out, c->octets);
	return cu_buf_status(out);
}

static cu_status
corrupt(cu_ctx *ctx, size_t offset)
{
	return cu_fail_at(ctx, CU_CORRUPT, offset, NULL);
}

cu_status
cu_stored_header_size(cu_ctx *ctx, cu_slice prefix, size_t *size)
{
	if (prefix.n < CU_STORED_FIXED)
		return corrupt(ctx, prefix.n);
	if (prefix.p[AT_VERSION] != CU_STORED_VERSION)
		return corrupt(ctx, AT_VERSION);
	*size = (size_t) get_uint(prefix.p + AT_HEADER_SIZE, 4);
	if (*size < CU_STORED_FIXED + 3 * 2)
		return corrupt(ctx, AT_HEADER_SIZE);
	return CU_OK;
}

/* Takes a number of two octets; false when fewer are left. */
static bool
take_uint16(cu_slice *rest, size_t *value)
{
	if (rest->n < 2)
		return false;
	*value = (size_t) get_uint(rest->p, 2);
	*rest = cu_slice_from(*rest, 2);
	return true;
}

static bool
take_text(cu_slice *rest, cu_slice *text)
{
	size_t		n;

	if (!take_uint16(rest, &n) || rest->n < n)
		return false;
	*text = cu_slice_make(rest->p, n);
	*rest = cu_slice_from(*rest, n);
	return true;
}

/* An instant, or absent when the flag is not set and the octets are zero. */
static bool
read_instant(cu_slice header, size_t at, int flag, cu_instant absent,
			 cu_instant *instant)
{
	uint64_t	value = get_uint(header.p + at, 8);

	*instant = (cu_instant) value;
	if (header.p[AT_FLAGS] & flag)
		return *instant != absent;
	*instant = absent;
	return value == 0;
}

/* Issuer, id and types, which fill the header to its end. */
static cu_status
read_texts(cu_ctx *ctx, cu_slice header, cu_summary *out)
{
	cu_slice	rest = cu_slice_from(header, CU_STORED_FIXED);
	size_t		count;

	if (!take_text(&rest, &out->issuer) || !take_text(&rest, &out->id) ||
		!take_uint16(&rest, &count))
		return corrupt(ctx, header.n - rest.n);
	if (!(header.p[AT_FLAGS] & HAS_ID))
	{
		if (out->id.n != 0)
			return corrupt(ctx, AT_FLAGS);
		out->id = cu_slice_make(NULL, 0);
	}
	out->types = cu_alloc_array(ctx, count, sizeof(cu_slice));
	if (out->types == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < count; i++)
	{
		if (!take_text(&rest, &out->types[i]))
			return corrupt(ctx, header.n - rest.n);
	}
	out->type_count = (uint32_t) count;
	return rest.n == 0 ? CU_OK : corrupt(ctx, header.n - rest.n);
}

cu_status
cu_stored_summary(cu_ctx *ctx, cu_slice header, cu_summary *out)
{
	size_t		size;
	uint8_t		form;

	memset(out, 0, sizeof(*out));
	CU_TRY(cu_stored_header_size(ctx, header, &size));
	if (size > header.n)
		return corrupt(ctx, header.n);
	header.n = size;
	form = (uint8_t) header.p[AT_FORM];
	if (form < CU_FORM_UNSECURED || form > CU_FORM_ENVELOPED)
		return corrupt(ctx, AT_FORM);
	if ((uint8_t) header.p[AT_FLAGS] & ~ALL_FLAGS)
		return corrupt(ctx, AT_FLAGS);
	if (header.p[AT_RESERVED] != 0)
		return corrupt(ctx, AT_RESERVED);
	out->form = (cu_form) form;
	out->model = header.p[AT_FLAGS] & IS_MODEL_1 ? 1 : 2;
	memcpy(out->digest, header.p + AT_DIGEST, CU_SHA256_SIZE);
	memcpy(out->content_digest, header.p + AT_CONTENT_DIGEST, CU_SHA256_SIZE);
	if (!read_instant(header, AT_VALID_FROM, HAS_VALID_FROM, CU_INSTANT_MIN,
					  &out->valid_from))
		return corrupt(ctx, AT_VALID_FROM);
	if (!read_instant(header, AT_VALID_UNTIL, HAS_VALID_UNTIL, CU_INSTANT_MAX,
					  &out->valid_until))
		return corrupt(ctx, AT_VALID_UNTIL);
	return read_texts(ctx, header, out);
}

bool
cu_stored_digest(cu_slice prefix, cu_slice *digest)
{
	if (prefix.n < CU_STORED_FIXED ||
		prefix.p[AT_VERSION] != CU_STORED_VERSION)
		return false;
	*digest = cu_slice_make(prefix.p + AT_DIGEST, CU_SHA256_SIZE);
	return true;
}

cu_status
cu_stored_octets(cu_ctx *ctx, cu_slice stored, cu_slice *out)
{
	size_t		size;

	CU_TRY(cu_stored_header_size(ctx, stored, &size));
	if (size > stored.n)
		return corrupt(ctx, stored.n);
	*out = cu_slice_from(stored, size);
	return CU_OK;
}

/*
 * Everything but the digests is read from the octets again: a verdict must not
 * rest on a header that only storage protects.
 */
cu_status
cu_credential_open(cu_ctx *ctx, cu_slice stored, cu_credential *out)
{
	cu_slice	octets;
	cu_status	status;
	size_t		size;

	CU_TRY(cu_stored_octets(ctx, stored, &octets));
	size = stored.n - octets.n;
	status = cu_credential_parse(ctx, octets, out);
	if (cu_status_class(status) == CU_CLASS_INPUT)
		return corrupt(ctx, size);
	CU_TRY(status);
	if ((uint8_t) stored.p[AT_FORM] != out->summary.form ||
		out->octets.n != octets.n)
		return corrupt(ctx, AT_FORM);
	memcpy(out->summary.digest, stored.p + AT_DIGEST, CU_SHA256_SIZE);
	memcpy(out->summary.content_digest, stored.p + AT_CONTENT_DIGEST,
		   CU_SHA256_SIZE);
	return CU_OK;
}
