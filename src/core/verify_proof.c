/*
 * verify_proof.c
 *		The Data Integrity proofs inside a credential, each judged alone.
 *
 * VC Data Integrity 1.0, sections 2.1 and 4.4.  A proof by a key of the issuer
 * is what makes the credential the issuer's; others sign beside it and are
 * judged under their own controllers.
 */
#include "verify_work.h"

#include "buf.h"

/* One proof, read. */
typedef struct proof_facts
{
	const cu_json *json;
	const cu_suite *suite;		/* NULL: never heard of */
	bool		chained;		/* signs other proofs too */
	cu_slice	method;
	cu_slice	controller;
	cu_signing	signing;
	const char *pointer;
} proof_facts;

/* A date of the proof: *there and *instant; false when it cannot be read. */
static bool
read_date(const cu_json *proof, const char *name, bool *there,
		  cu_instant *instant)
{
	const cu_json *value = cu_json_get(proof, name);

	*there = value != NULL;
	return value == NULL || (value->type == CU_JSON_STRING &&
							 cu_datetime_read(value->v.text, instant));
}

/* Which suite made it; the answer is true when the proof names one. */
static cu_answer
read_suite(proof_facts *facts)
{
	cu_slice	type = cu_json_get_string(facts->json, "type");
	cu_slice	suite = cu_json_get_string(facts->json, "cryptosuite");

	if (type.p == NULL)
		return cu_answer_bad(CU_CODE_bad_proof,
							 "The proof has no type that is text.");
	if (suite.p == NULL && cu_slice_is(type, "DataIntegrityProof"))
		return cu_answer_bad(CU_CODE_bad_proof,
							 "The proof names no cryptosuite.");
	facts->suite = cu_suite_find(type, suite);
	facts->chained = cu_json_get(facts->json, "previousProof") != NULL;
	return cu_answer_good();
}

/* Purpose, dates and expiry, whichever suite it is. */
static cu_answer
read_options(const cu_work *work, proof_facts *facts)
{
	cu_slice	purpose = cu_json_get_string(facts->json, "proofPurpose");
	bool		stated;
	bool		expires;
	cu_instant	created = 0;
	cu_instant	expiry = 0;

	if (purpose.p == NULL)
		return cu_answer_bad(CU_CODE_bad_proof,
							 "The proof has no proofPurpose.");
	if (!cu_slice_is(purpose, "assertionMethod"))
		return cu_answer_bad(CU_CODE_wrong_purpose, NULL);
	if (!read_date(facts->json, "created", &stated, &created) ||
		!read_date(facts->json, "expires", &expires, &expiry))
		return cu_answer_bad(CU_CODE_bad_proof,
							 "A date of the proof is not a date-time with a "
							 "zone.");
	if (expires && work->terms->at >= expiry)
		return cu_answer_bad(CU_CODE_proof_expired, NULL);
	facts->signing = cu_signing_date(work, stated, created);
	if (cu_signing_in_future(work, &facts->signing))
		return cu_answer_bad(CU_CODE_signed_in_future, NULL);
	return cu_answer_good();
}

/*
 * The key it names: a URL with a fragment.  A method given as an object counts
 * by its id alone; its key material is the presenter's word.
 */
static cu_answer
read_method(proof_facts *facts)
{
	facts->method = cu_proof_method(facts->json);
	if (facts->method.p == NULL ||
		memchr(facts->method.p, '#', facts->method.n) == NULL ||
		facts->method.p[0] == '#')
		return cu_answer_bad(CU_CODE_bad_proof,
							 "The proof names no verificationMethod by URL "
							 "and fragment.");
	facts->controller = cu_proof_controller(facts->method);
	return cu_answer_good();
}

static cu_answer
read_proof(const cu_work *work, proof_facts *facts)
{
	cu_answer	result;

	result = read_suite(facts);
	if (result.passed != CU_TRUE)
		return result;
	if (facts->suite == NULL)
		return cu_answer_unknown(CU_CODE_unsupported_cryptosuite, NULL);
	result = read_options(work, facts);
	if (result.passed != CU_TRUE)
		return result;
	if (facts->chained)
		return cu_answer_unknown(CU_CODE_unsupported_cryptosuite,
								 "Chained proofs are not offered here.");
	if (!facts->suite->supported)
		return cu_answer_unknown(CU_CODE_unsupported_cryptosuite, NULL);
	return read_method(facts);
}

/* The signature itself, under the key of method. */
static cu_status
check_signature(cu_work *work, cu_suite_document *document,
				const proof_facts *facts, const cu_verification_method *method,
				cu_answer *out)
{
	cu_suite_result result;

	CU_TRY(cu_suite_verify(work->ctx, facts->suite, document, facts->json,
						   &method->key, &result));
	if (result.valid == CU_TRUE)
		*out = cu_answer_good();
	else if (result.valid == CU_UNKNOWN)
		*out = cu_answer_unknown(result.code, result.why);
	else
		*out = cu_answer_bad(result.code, result.why);
	return CU_OK;
}

static cu_status
write_evidence(cu_work *work, const proof_facts *facts, cu_slice *out)
{
	cu_buf		buf;

	cu_buf_init(&buf, work->ctx);
	cu_buf_add_cstr(&buf, "{\"cryptosuite\": \"");
	cu_buf_add_cstr(&buf, cu_suite_name(facts->suite));
	cu_buf_add_char(&buf, '"');
	if (facts->method.p != NULL)
	{
		cu_buf_add_cstr(&buf, ", \"verification_method\": ");
		cu_json_write_string(&buf, facts->method);
	}
	if (facts->signing.stated)
	{
		cu_buf_add_cstr(&buf, ", \"created\": \"");
		cu_datetime_write(&buf, facts->signing.stated_at);
		cu_buf_add_char(&buf, '"');
	}
	cu_buf_add_char(&buf, '}');
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

static cu_status
add_row(cu_work *work, const proof_facts *facts, const cu_answer *result)
{
	cu_check	row = {
		.part = "proof",
		.name = "the proof holds",
		.passed = result->passed,
		.level = result->level,
		.code = result->code,
		.pointer = facts->pointer,
		.detail = result->detail
	};

	if (work->explain && facts->suite != NULL)
		CU_TRY(write_evidence(work, facts, &row.evidence));
	return cu_work_add(work, &row);
}

/*
 * Does a proof sign the contexts that are content?  Those follow from what
 * proofs say of themselves, also from one that is left unjudged; only a proof
 * that holds and says the same vouches for the content as its digest names it.
 */
static cu_status
signs_content(cu_work *work, const cu_json *proof, bool *signs)
{
	const cu_credential *c = work->c;
	const cu_json *own = cu_json_get(c->claims, "@context");
	const cu_json *given = cu_json_get(proof, "@context");
	const cu_json *content;

	CU_TRY(cu_proof_signed_context(work->ctx, own, c->proof,
								   c->summary.issuer, &content));
	if (given == NULL)
		given = own;
	*signs = given == content;
	if (*signs || given == NULL || content == NULL)
		return CU_OK;
	return cu_json_equal(work->ctx, given, content, signs);
}

/*
 * Judges one proof.  *issuers is set when it is the issuer's, or may be: a
 * proof we cannot read must not be taken for somebody else's.
 */
static cu_status
judge_proof(cu_work *work, cu_suite_document *document, proof_facts *facts,
			bool *issuers)
{
	const cu_verification_method *method = NULL;
	cu_answer	result = read_proof(work, facts);
	cu_answer	key;
	cu_keys		keys;
	bool		own;
	bool		signs = false;

	if (facts->controller.p == NULL)
		(void) read_method(facts);
	own = facts->controller.p == NULL ||
		cu_slice_eq(facts->controller, work->c->summary.issuer);
	*issuers |= own;
	if (result.passed != CU_TRUE)
		return add_row(work, facts, &result);
	CU_TRY(cu_keys_open(work, facts->controller, facts->signing.signed_at,
						&keys));
	if (keys.document != NULL)
		method = cu_did_document_find(keys.document, facts->method);
	key = cu_keys_judge(work, &keys, method);
	CU_TRY(cu_keys_add_row(work, &keys, facts->method, &key, facts->pointer));
	if (cu_work_done(work))
		return CU_OK;
	if (method == NULL)
		result = cu_answer_unknown(key.code,
								   "There is no key to verify it with.");
	else
		CU_TRY(check_signature(work, document, facts, method, &result));
	if (own && key.passed == CU_TRUE && result.passed == CU_TRUE)
		CU_TRY(signs_content(work, facts->json, &signs));
	work->issuer_proven |= signs;
	return add_row(work, facts, &result);
}

/* "/proof", or "/proof/i" in a list; NULL: no memory. */
static const char *
pointer_to(cu_work *work, uint32_t i)
{
	cu_buf		buf;

	if (work->c->proof->type != CU_JSON_ARRAY || !work->explain)
		return "/proof";
	cu_buf_init(&buf, work->ctx);
	cu_buf_add_cstr(&buf, "/proof");
	cu_pointer_add_index(&buf, i);
	return cu_buf_cstr(&buf);
}

/* What the credential's reader hashed already need not be hashed again. */
static cu_status
start_document(cu_work *work, cu_suite_document *document)
{
	const cu_credential *c = work->c;

	CU_TRY(cu_suite_document_init(work->ctx, c->claims, NULL, document));
	if (c->digested)
	{
		/* The content digest of an embedded form is just this hash. */
		CU_TRY(cu_proof_signed_context(work->ctx, document->context, c->proof,
									   c->summary.issuer,
									   &document->context));
		document->jcs[CU_SHA256].known = true;
		memcpy(document->jcs[CU_SHA256].octets, c->summary.content_digest,
			   CU_SHA256_SIZE);
	}
	return CU_OK;
}

cu_status
cu_verify_proofs(cu_work *work)
{
	uint32_t	count = cu_json_many(work->c->proof);
	bool		issuers = false;
	cu_suite_document document;
	cu_check	stranger = {
		.part = "proof",
		.name = "the issuer has signed",
		.passed = CU_FALSE,
		.level = CU_LEVEL_ERROR,
		.code = CU_CODE_issuer_mismatch,
		.pointer = "/proof",
		.detail = "No proof is made with a key of the issuer."
	};

	CU_TRY(start_document(work, &document));
	if (count > CU_PROOFS_MAX)
		count = CU_PROOFS_MAX;
	for (uint32_t i = 0; i < count; i++)
	{
		proof_facts facts = {.json = cu_json_nth(work->c->proof, i)};

		facts.pointer = pointer_to(work, i);
		if (facts.pointer == NULL)
			return CU_NOMEM(work->ctx);
		CU_TRY(judge_proof(work, &document, &facts, &issuers));
		if (cu_work_done(work))
			return CU_OK;
		if (cu_canceled(work->ctx))
			return CU_CANCELED;
	}
	return issuers ? CU_OK : cu_work_add(work, &stranger);
}
