/*
 * suite_sd_value.c
 *		The proof value of ecdsa-sd-2023.
 *
 * vc-di-ecdsa 3.5.2 and 3.5.8: multibase base64url of three octets that say
 * base or derived, then CBOR: [base signature, key, [signature, ...],
 * {n: label, ...}, [index, ...]].
 */
#include "suite_sd.h"

#include "base.h"
#include "sort.h"

#define LABEL_SIZE 32			/* HMAC with SHA-256 */
#define HEADER_SIZE 3

static int
compare_labels(const void *a, const void *b)
{
	return memcmp(((const cu_slice *) a)->p, ((const cu_slice *) b)->p,
				  LABEL_SIZE);
}

/*
 * Labels that are the same would make one blank node of two: *all_differ.
 */
static cu_status
check_labels(cu_ctx *ctx, const cu_slice *labels, size_t count,
			 bool *all_differ)
{
	const void **order = cu_alloc_array(ctx, count, sizeof(*order));

	if (order == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < count; i++)
		order[i] = &labels[i];
	CU_TRY(cu_sort(ctx, order, count, compare_labels));
	*all_differ = true;
	for (size_t i = 1; i < count; i++)
		*all_differ &= compare_labels(order[i - 1], order[i]) != 0;
	return CU_OK;
}

/*
 * The label map.  Its keys are 0, 1, ...: a derived proof labels the blank
 * nodes that it shows, all of them.
 */
static cu_status
read_labels(cu_ctx *ctx, cu_cbor *r, cu_sd_value *out, bool *good)
{
	cu_slice   *labels;

	*good = false;
	if (!cu_cbor_map(r, &out->label_count))
		return CU_OK;
	labels = cu_alloc_array(ctx, out->label_count + 1, sizeof(*labels));
	if (labels == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < out->label_count; i++)
	{
		uint64_t	n;

		if (!cu_cbor_uint(r, &n) || n != i ||
			!cu_cbor_octets(r, &labels[i]) || labels[i].n != LABEL_SIZE)
			return CU_OK;
	}
	out->labels = labels;
	return check_labels(ctx, labels, out->label_count, good);
}

/* An array of octet strings of one size; the reader goes past it. */
static bool
read_signatures(cu_cbor *r, cu_sd_value *out)
{
	cu_slice	octets;

	if (!cu_cbor_array(r, &out->signature_count))
		return false;
	out->signatures = *r;
	for (size_t i = 0; i < out->signature_count; i++)
	{
		if (!cu_cbor_octets(r, &octets) || octets.n != CU_SD_SIGNATURE_SIZE)
			return false;
	}
	return true;
}

static bool
read_mandatory(cu_cbor *r, cu_sd_value *out)
{
	uint64_t	index;

	if (!cu_cbor_array(r, &out->mandatory_count))
		return false;
	out->mandatory = *r;
	for (size_t i = 0; i < out->mandatory_count; i++)
	{
		if (!cu_cbor_uint(r, &index))
			return false;
	}
	return true;
}

/* The proof's own key, which must be a P-256 one. */
static cu_status
read_key(cu_ctx *ctx, cu_sd_value *out, bool *good)
{
	cu_status	status = cu_multicodec_key_read(ctx, out->key_octets,
												&out->key);

	*good = status == CU_OK && out->key.type == CU_KEY_P256 &&
		out->key_octets.n == CU_SD_KEY_SIZE;
	if (cu_status_class(status) == CU_CLASS_INPUT ||
		cu_status_class(status) == CU_CLASS_UNSUPPORTED)
		return CU_OK;
	return status;
}

static cu_status
read_derived(cu_ctx *ctx, cu_slice octets, cu_sd_value *out)
{
	cu_cbor		r = cu_cbor_open(octets);
	size_t		parts;
	bool		good;

	if (!cu_cbor_array(&r, &parts) || parts != 5 ||
		!cu_cbor_octets(&r, &out->base_signature) ||
		out->base_signature.n != CU_SD_SIGNATURE_SIZE ||
		!cu_cbor_octets(&r, &out->key_octets) || !read_signatures(&r, out))
		return CU_OK;
	CU_TRY(read_labels(ctx, &r, out, &good));
	if (!good || !read_mandatory(&r, out) || !cu_cbor_end(&r))
		return CU_OK;
	CU_TRY(read_key(ctx, out, &good));
	if (good)
		out->kind = CU_SD_DERIVED;
	return CU_OK;
}

cu_status
cu_sd_value_read(cu_ctx *ctx, const cu_json *proof, cu_sd_value *out)
{
	cu_slice	text = cu_json_get_string(proof, "proofValue");
	cu_slice	octets;
	cu_status	status;

	memset(out, 0, sizeof(*out));
	if (text.n < 2 || text.p[0] != 'u')
		return CU_OK;
	status = cu_base64url_decode(ctx, cu_slice_from(text, 1), &octets);
	if (cu_status_class(status) == CU_CLASS_INPUT)
		return CU_OK;
	CU_TRY(status);
	if (octets.n < HEADER_SIZE)
		return CU_OK;
	if (memcmp(octets.p, "\xd9\x5d\x00", HEADER_SIZE) == 0)
		out->kind = CU_SD_BASE;
	if (memcmp(octets.p, "\xd9\x5d\x01", HEADER_SIZE) == 0)
		return read_derived(ctx, cu_slice_from(octets, HEADER_SIZE), out);
	return CU_OK;
}
