/*
 * suite_sd.c
 *		ecdsa-sd-2023: what a holder shows of what an issuer signed.
 *
 * vc-di-ecdsa 3.4, 3.5.9 and 3.6.7: the issuer's key signs the proof configuration, a
 * key made for this proof, and the mandatory quads; that key signs every other
 * quad by itself.  So that quads stay what they are when others are left out,
 * blank nodes have labels by HMAC, which the proof lists for those shown.
 *
 * A base proof is for the holder alone: it has all signatures and the HMAC
 * key.  The specification lets nobody verify one, so it is not judged.
 */
#include "suite_sd.h"

#include "base.h"
#include "multibase.h"
#include "sort.h"
#include "suite_work.h"

#define SIGNED_SIZE (CU_SHA256_SIZE + CU_SD_KEY_SIZE + CU_SHA256_SIZE)

/* A derived proof beside its document. */
typedef struct shown
{
	cu_sd_value value;
	cu_slice   *lines;			/* relabelled, in order: mandatory ones ... */
	size_t		mandatory_count;
	cu_slice   *others;			/* ... and all others */
	size_t		other_count;
	uint8_t		octets[SIGNED_SIZE];	/* what the base signature signs */
} shown;

/* The n of a label _:c14n<n> at p, SIZE_MAX when there is none. */
static size_t
label_number(const char *p, const char *end, const char **after)
{
	static const char prefix[] = "_:c14n";
	const size_t n = sizeof(prefix) - 1;
	size_t		number = 0;

	if ((size_t) (end - p) <= n || memcmp(p, prefix, n) != 0)
		return SIZE_MAX;
	for (p += n; p < end && *p >= '0' && *p <= '9'; p++)
	{
		if (number > UINT32_MAX)
			return SIZE_MAX;
		number = number * 10 + (size_t) (*p - '0');
	}
	*after = p;
	return number;
}

/* Past the character that closes an IRI or literal; p is within it. */
static const char *
skip_quoted(const char *p, const char *end, char close)
{
	while (p < end && *p != close)
		p += *p == '\\' && end - p > 1 ? 2 : 1;
	return p < end ? p + 1 : end;
}

/*
 * Appends a canonical line with the proof's labels.  False when a blank node
 * has none.
 */
static bool
relabel_line(cu_buf *out, cu_slice line, const cu_slice *labels, size_t count)
{
	const char *p = line.p;
	const char *end = line.p + line.n;

	while (p < end)
	{
		const char *start = p;

		if (*p == '_')
		{
			size_t		n = label_number(p, end, &p);

			if (n >= count)
				return false;
			cu_buf_add_cstr(out, "_:u");
			cu_buf_add_slice(out, labels[n]);
			start = p;
		}
		else if (*p == '"')
			p = skip_quoted(p + 1, end, '"');
		else if (*p == '<')
			p = skip_quoted(p + 1, end, '>');
		/* The rest of the term, and the space behind it. */
		while (p < end && *p++ != ' ')
			continue;
		cu_buf_add(out, start, (size_t) (p - start));
	}
	return true;
}

static int
compare_lines(const void *a, const void *b)
{
	return cu_slice_cmp(*(const cu_slice *) a, *(const cu_slice *) b);
}

/* The labels as they stand in quads: base64url. */
static cu_status
write_labels(cu_ctx *ctx, const cu_sd_value *value, cu_slice **out)
{
	cu_slice   *labels = cu_alloc_array(ctx, value->label_count + 1,
										sizeof(*labels));

	if (labels == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < value->label_count; i++)
	{
		labels[i] = cu_base64url_encode(ctx, value->labels[i]);
		if (labels[i].p == NULL)
			return CU_NOMEM(ctx);
	}
	*out = labels;
	return CU_OK;
}

/* Sets *lines to those of canonical with the proof's labels, sorted anew. */
static cu_status
relabel(cu_ctx *ctx, const cu_canonical *canonical, const cu_sd_value *value,
		const cu_slice ***lines, bool *good)
{
	cu_slice   *texts = cu_alloc_array(ctx, canonical->count + 1,
									   sizeof(*texts));
	const void **order = cu_alloc_array(ctx, canonical->count + 1,
										sizeof(*order));
	cu_slice   *labels = NULL;

	if (texts == NULL || order == NULL)
		return CU_NOMEM(ctx);
	CU_TRY(write_labels(ctx, value, &labels));
	*good = false;
	for (size_t i = 0; i < canonical->count; i++)
	{
		cu_buf		buf;

		cu_buf_init(&buf, ctx);
		if (!relabel_line(&buf, canonical->lines[i], labels,
						  value->label_count))
			return CU_OK;
		CU_TRY(cu_buf_status(&buf));
		texts[i] = cu_buf_slice(&buf);
		order[i] = &texts[i];
	}
	CU_TRY(cu_sort(ctx, order, canonical->count, compare_lines));
	*lines = (const cu_slice **) order;
	*good = true;
	return CU_OK;
}

/* Marks the mandatory lines; false when an index is past the end. */
static bool
mark_mandatory(const cu_sd_value *value, bool *marks, size_t count)
{
	cu_cbor		r = value->mandatory;

	for (size_t i = 0; i < value->mandatory_count; i++)
	{
		uint64_t	index;

		if (!cu_cbor_uint(&r, &index) || index >= count)
			return false;
		marks[index] = true;
	}
	return true;
}

/* Parts the lines by what signs them. */
static cu_status
part_lines(cu_ctx *ctx, const cu_slice *const *lines, size_t count,
		   shown *out, bool *good)
{
	bool	   *marks = cu_alloc_array(ctx, count + 1, sizeof(*marks));

	out->lines = cu_alloc_array(ctx, count + 1, sizeof(*out->lines));
	out->others = cu_alloc_array(ctx, count + 1, sizeof(*out->others));
	if (marks == NULL || out->lines == NULL || out->others == NULL)
		return CU_NOMEM(ctx);
	*good = mark_mandatory(&out->value, marks, count);
	for (size_t i = 0; i < count; i++)
	{
		if (marks[i])
			out->lines[out->mandatory_count++] = *lines[i];
		else
			out->others[out->other_count++] = *lines[i];
	}
	*good &= out->other_count == out->value.signature_count;
	return CU_OK;
}

/* vc-di-ecdsa 3.4.17: the digest of the mandatory lines. */
static cu_status
hash_mandatory(cu_ctx *ctx, const shown *proof, uint8_t *digest)
{
	cu_buf		buf;

	cu_buf_init(&buf, ctx);
	for (size_t i = 0; i < proof->mandatory_count; i++)
		cu_buf_add_slice(&buf, proof->lines[i]);
	CU_TRY(cu_buf_status(&buf));
	if (!cu_digest(CU_SHA256, cu_buf_slice(&buf), digest))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	return CU_OK;
}

/* vc-di-ecdsa 3.5.9: out->octets, once the lines are parted. */
static cu_status
write_signed(cu_ctx *ctx, cu_suite_document *document, const cu_json *proof,
			 shown *out)
{
	uint8_t    *p = out->octets;

	CU_TRY(cu_suite_config_digest(ctx, document, proof, "proofValue",
								  CU_SHA256, p));
	memcpy(p + CU_SHA256_SIZE, out->value.key_octets.p, CU_SD_KEY_SIZE);
	return hash_mandatory(ctx, out, p + CU_SHA256_SIZE + CU_SD_KEY_SIZE);
}

/*
 * Works out what is signed.  result->valid: CU_TRUE, and out is set; else why
 * not.
 */
static cu_status
open_proof(cu_ctx *ctx, cu_suite_document *document, const cu_json *proof,
		   shown *out, cu_suite_result *result)
{
	cu_canonical canonical;
	const cu_slice **lines = NULL;
	cu_status	status;
	bool		good = false;

	memset(out, 0, sizeof(*out));
	CU_TRY(cu_sd_value_read(ctx, proof, &out->value));
	if (out->value.kind == CU_SD_BASE)
		return cu_suite_answer(result, CU_UNKNOWN,
							   CU_CODE_unsupported_cryptosuite,
							   "This is a base proof; its holder must derive "
							   "a proof from it.");
	if (out->value.kind == CU_SD_MALFORMED)
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_proof,
							   "The proofValue is not that of a derived "
							   "proof.");
	status = cu_suite_canonical(ctx, document, CU_SHA256, &canonical);
	if (status != CU_OK)
		return cu_suite_octets_fault(ctx, status, document, result);
	CU_TRY(relabel(ctx, &canonical, &out->value, &lines, &good));
	if (good)
		CU_TRY(part_lines(ctx, lines, canonical.count, out, &good));
	if (!good)
		return cu_suite_answer(result, CU_FALSE, CU_CODE_bad_signature,
							   "The proof does not list as many statements "
							   "as the document has.");
	status = write_signed(ctx, document, proof, out);
	if (status != CU_OK)
		return cu_suite_octets_fault(ctx, status, document, result);
	return cu_suite_answer(result, CU_TRUE, CU_CODE_ok, NULL);
}

/* The signatures of the quads that are not mandatory. */
static cu_status
verify_others(cu_ctx *ctx, const shown *proof, cu_suite_result *result)
{
	cu_cbor		r = proof->value.signatures;

	for (size_t i = 0; i < proof->other_count; i++)
	{
		cu_slice	signature = {NULL, 0};

		(void) cu_cbor_octets(&r, &signature);
		CU_TRY(cu_suite_settle(ctx,
							   cu_signature_verify(&proof->value.key,
												   CU_SHA256,
												   proof->others[i],
												   signature), result));
		if (result->valid != CU_TRUE)
			return CU_OK;
		if (cu_canceled(ctx))
			return CU_CANCELED;
	}
	return CU_OK;
}

cu_status
cu_suite_sd_verify(cu_ctx *ctx, const cu_suite *suite,
				   cu_suite_document *document, const cu_json *proof,
				   const cu_public_key *key, cu_hash hash,
				   cu_suite_result *result)
{
	shown		parts;

	(void) suite;
	CU_TRY(open_proof(ctx, document, proof, &parts, result));
	if (result->valid != CU_TRUE)
		return CU_OK;
	CU_TRY(cu_suite_settle(ctx,
						   cu_signature_verify(key, hash,
											   cu_slice_make(parts.octets,
															 SIGNED_SIZE),
											   parts.value.base_signature),
						   result));
	if (result->valid != CU_TRUE)
		return CU_OK;
	return verify_others(ctx, &parts, result);
}

cu_status
cu_suite_sd_content(cu_ctx *ctx, cu_suite_document *document,
					const cu_json *proof, uint8_t *digest, bool *known)
{
	shown		parts;
	cu_suite_result result;

	memset(&result, 0, sizeof(result));
	CU_TRY(open_proof(ctx, document, proof, &parts, &result));
	*known = result.valid == CU_TRUE;
	if (*known && !cu_digest(CU_SHA256,
							 cu_slice_make(parts.octets, SIGNED_SIZE),
							 digest))
		return cu_fail(ctx, CU_INTERNAL, NULL);
	return CU_OK;
}
