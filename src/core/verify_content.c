/*
 * verify_content.c
 *		What a document says, whatever its octets look like.
 *
 * Whoever passes on a document with a proof over RDF can write it in many ways
 * that the proof does not tell apart: "a" or ["a"], members in another order,
 * null members added.  Its canonical N-Quads are the same for all of them.
 */
#include "verify_context.h"
#include "verify_work.h"

#include "sort.h"

/* As for cu_sort: by place in the document. */
static int
compare_places(const void *a, const void *b)
{
	const cu_json *one = a;
	const cu_json *other = b;

	return (one->offset > other->offset) - (one->offset < other->offset);
}

/* The values that a vocabulary caught, each once, in order. */
static cu_status
gather_caught(cu_ctx *ctx, const cu_jsonld_report *report, cu_content *out)
{
	const void **values = cu_alloc_array(ctx, report->caught_count,
										 sizeof(*values));
	size_t	   *offsets = cu_alloc_array(ctx, report->caught_count,
										 sizeof(*offsets));

	if (values == NULL || offsets == NULL)
		return CU_NOMEM(ctx);
	for (size_t i = 0; i < report->caught_count; i++)
		values[i] = report->caught[i];
	CU_TRY(cu_sort(ctx, values, report->caught_count, compare_places));
	for (size_t i = 0; i < report->caught_count; i++)
	{
		size_t		offset = ((const cu_json *) values[i])->offset;

		if (out->caught_count == 0 ||
			offsets[out->caught_count - 1] != offset)
			offsets[out->caught_count++] = offset;
	}
	out->caught = offsets;
	return CU_OK;
}

/* Sets out->known when this reading gives a canonical form; *last: no other. */
static cu_status
read_content(cu_ctx *ctx, cu_reading *reading, const cu_json *proof,
			 bool derived, cu_content *out, bool *last)
{
	const uint8_t *digest;
	cu_suite_result result;
	cu_status	status;

	if (derived)
		return cu_suite_sd_content(ctx, &reading->document, proof, out->digest,
								   &out->known);
	status = cu_suite_rdf_digest(ctx, &reading->document, CU_SHA256, &digest);
	if (status == CU_OK)
	{
		memcpy(out->digest, digest, CU_SHA256_SIZE);
		out->known = true;
		return CU_OK;
	}
	CU_TRY(cu_suite_linked_fault(ctx, status, &reading->document.report,
								 &result));
	*last = result.code == CU_CODE_too_complex ||
		result.code == CU_CODE_inline_context;
	return CU_OK;
}

cu_status
cu_verify_content(cu_ctx *ctx, const cu_credential *c, const cu_terms *terms,
				  const cu_registry *registry, cu_content *out)
{
	const cu_json *proof = NULL;
	bool		derived;
	bool		last = false;
	bool		stated;
	cu_slice	text;
	cu_instant	created = 0;
	cu_instant	date;
	cu_suite_document document;
	cu_readings readings;

	memset(out, 0, sizeof(*out));
	memcpy(out->digest, c->summary.content_digest, CU_SHA256_SIZE);
	if (c->secured == CU_FORM_EMBEDDED)
		proof = cu_proof_of_content(c->proof, c->summary.issuer, &derived);
	out->known = proof == NULL;
	if (proof == NULL)
		return CU_OK;
	text = cu_json_get_string(proof, "created");
	stated = text.p != NULL && cu_datetime_read(text, &created);
	date = cu_reading_date(stated, created);
	CU_TRY(cu_suite_document_init(ctx, c->claims, NULL, &document));
	cu_readings_init(&readings, ctx, terms, registry, &document);
	for (unsigned n = 0; n < CU_READINGS_MAX && !last; n++)
	{
		cu_reading *reading;

		CU_TRY(cu_readings_get(&readings, date, n, &reading));
		if (reading == NULL)
			break;
		CU_TRY(read_content(ctx, reading, proof, derived, out, &last));
		if (out->known)
			return gather_caught(ctx, &reading->document.report, out);
		if (cu_canceled(ctx))
			return CU_CANCELED;
	}
	return CU_OK;
}
