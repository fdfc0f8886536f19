/*
 * verify_proof.c
 *		The Data Integrity proofs inside a credential, each judged alone.
 *
 * VC Data Integrity 1.0, sections 2.1 and 4.4.  A proof by a key of the issuer
 * is what makes the credential the issuer's; others sign beside it and are
 * judged under their own controllers.
 */
#include "verify_context.h"
#include "verify_work.h"

#include "buf.h"

/* The proofs of one document. */
typedef struct proof_set
{
	cu_work    *work;
	cu_suite_document document; /* for suites that sign no RDF */
	cu_readings readings;		/* for those that do */
	bool		issuers;		/* one is the issuer's, or may be */
	bool		told_caught;	/* the row about vocabularies is there */
	bool		told_appended;	/* the row about contexts is there */
} proof_set;

/* One proof, read, and what its check came to. */
typedef struct proof_facts
{
	const cu_json *json;
	const cu_suite *suite;		/* NULL: never heard of */
	bool		chained;		/* signs other proofs too */
	cu_slice	method;
	cu_slice	controller;
	cu_signing	signing;
	const char *pointer;
	const char *fault;			/* pointer to what is wrong, or NULL */
	cu_slice	missing;		/* IRI of a context that is not registered */
	const cu_reading *reading;	/* suites over RDF: as it was read */
	bool		assumed;		/* under contexts that were not current */
	const cu_json *caught;		/* first member without a definition, or NULL */
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
	if (!facts->suite->supported)
		return cu_answer_unknown(CU_CODE_unsupported_cryptosuite, NULL);
	return read_method(facts);
}

/* The signature over document, or over other proofs in it too. */
static cu_status
verify_under(proof_set *set, proof_facts *facts, const cu_public_key *key,
			 cu_suite_document *document, cu_suite_result *result)
{
	cu_work    *work = set->work;
	cu_suite_document chained;

	if (facts->chained)
	{
		CU_TRY(cu_suite_chain(work->ctx, work->c->claims, document->linked,
							  facts->json, &chained, result));
		if (result->valid != CU_TRUE)
			return CU_OK;
		document = &chained;
	}
	CU_TRY(cu_suite_verify(work->ctx, facts->suite, document, facts->json, key,
						   result));
	if (result->valid == CU_TRUE && document->report.caught_count > 0)
		facts->caught = document->report.caught[0];
	return CU_OK;
}

/* Could it hold under other contexts? */
static bool
may_hold_elsewhere(const cu_suite_result *result)
{
	return result->valid == CU_FALSE ||
		(result->valid == CU_UNKNOWN &&
		 result->code == CU_CODE_context_not_registered);
}

/* The signature of a suite over RDF, under versions of the contexts in turn. */
static cu_status
verify_linked(proof_set *set, proof_facts *facts, const cu_public_key *key,
			  cu_suite_result *result)
{
	cu_instant	date = cu_reading_date(facts->signing.stated,
									   facts->signing.stated_at);
	cu_suite_result other;
	cu_reading *reading;

	do
	{
		CU_TRY(cu_readings_get(&set->readings, date, 0, &reading));
		CU_TRY(verify_under(set, facts, key, &reading->document, result));
		/* A reading made for an earlier proof may turn out not to fit. */
	} while (!cu_reading_covers(reading, date));
	facts->reading = reading;
	facts->assumed = reading->assumed;
	for (unsigned n = 1; n < CU_READINGS_MAX && may_hold_elsewhere(result);
		 n++)
	{
		CU_TRY(cu_readings_get(&set->readings, date, n, &reading));
		if (reading == NULL)
			break;
		CU_TRY(verify_under(set, facts, key, &reading->document, &other));
		if (other.valid == CU_TRUE)
		{
			*result = other;
			facts->reading = reading;
			facts->assumed = true;
		}
	}
	return CU_OK;
}

/* The signature itself, under the key of method. */
static cu_status
check_signature(proof_set *set, proof_facts *facts,
				const cu_verification_method *method, cu_answer *out)
{
	cu_suite_result result;

	if (facts->suite->linked_data)
		CU_TRY(verify_linked(set, facts, &method->key, &result));
	else
		CU_TRY(verify_under(set, facts, &method->key, &set->document,
							&result));
	facts->fault = result.pointer;
	facts->missing = result.context;
	if (result.valid == CU_UNKNOWN)
		*out = cu_answer_unknown(result.code, result.why);
	else if (result.valid == CU_FALSE)
		*out = cu_answer_bad(result.code, result.why);
	else if (!facts->assumed)
		*out = cu_answer_good();
	else if (set->work->terms->strict)
		*out = cu_answer_unknown(CU_CODE_context_version_assumed, NULL);
	else
		*out = (cu_answer) {CU_TRUE, CU_LEVEL_WARNING,
			CU_CODE_context_version_assumed, NULL};
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
	if (facts->missing.p != NULL)
	{
		cu_buf_add_cstr(&buf, ", \"context\": ");
		cu_json_write_string(&buf, facts->missing);
	}
	if (facts->reading != NULL)
	{
		cu_buf_add_cstr(&buf, ", \"contexts\": ");
		CU_TRY(cu_reading_write(facts->reading, &buf));
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
		.pointer = facts->fault ? facts->fault : facts->pointer,
		.detail = result->detail
	};

	if (work->explain && facts->suite != NULL)
		CU_TRY(write_evidence(work, facts, &row.evidence));
	return cu_work_add(work, &row);
}

/* The last child of a container that starts no later than offset, or NULL. */
static const cu_json *
child_at(const cu_json *parent, size_t offset, cu_buf *pointer)
{
	uint32_t	count = parent->type == CU_JSON_OBJECT ||
		parent->type == CU_JSON_ARRAY ? parent->count : 0;

	while (count-- > 0)
	{
		const cu_json *child = parent->type == CU_JSON_ARRAY ?
			&parent->v.items[count] : &parent->v.members[count].value;

		if (child->offset > offset)
			continue;
		if (parent->type == CU_JSON_ARRAY)
			cu_pointer_add_index(pointer, count);
		else
			cu_pointer_add(pointer, parent->v.members[count].name);
		return child;
	}
	return NULL;
}

/* The place of a value that is somewhere in the claims; NULL: no memory. */
static const char *
pointer_to_value(cu_work *work, const cu_json *value)
{
	const cu_json *at = work->c->claims;
	cu_buf		buf;

	cu_buf_init(&buf, work->ctx);
	while (at != NULL && at->offset != value->offset)
		at = child_at(at, value->offset, &buf);
	return cu_buf_cstr(&buf);
}

/* A row about what a proof that holds leaves open, once for a document. */
static cu_status
add_remark(cu_work *work, const char *name, cu_code code, const char *pointer,
		   bool *told)
{
	cu_check	row = {
		.part = "proof",
		.name = name,
		.passed = CU_UNKNOWN,
		.level = CU_LEVEL_WARNING,
		.code = code,
		.pointer = pointer
	};

	if (*told)
		return CU_OK;
	*told = true;
	return cu_work_add(work, &row);
}

static cu_status
add_caught(proof_set *set, const proof_facts *facts)
{
	cu_work    *work = set->work;
	const char *pointer = facts->pointer;

	if (work->explain && !set->told_caught)
	{
		pointer = pointer_to_value(work, facts->caught);
		if (pointer == NULL)
			return CU_NOMEM(work->ctx);
	}
	return add_remark(work, "the contexts define all members",
					  CU_CODE_vocabulary_only, pointer, &set->told_caught);
}

/*
 * Does a proof sign what is content (verify.h)?  That follows from what proofs
 * say of themselves, also from one that is left unjudged; only a proof that
 * holds and says the same vouches for it.  *appended: there are more contexts
 * than this.
 */
static cu_status
signs_content(cu_work *work, const cu_json *proof, const cu_suite *suite,
			  bool *signs, bool *appended)
{
	const cu_credential *c = work->c;
	const cu_json *own = cu_json_get(c->claims, "@context");
	const cu_json *given = NULL;
	const cu_json *content;
	bool		derived;

	*appended = false;
	content = cu_proof_of_content(c->proof, c->summary.issuer, &derived);
	if (content != NULL)
	{
		*signs = cu_proof_shares_content(proof, content);
		return CU_OK;
	}
	CU_TRY(cu_proof_signed_context(work->ctx, own, c->proof,
								   c->summary.issuer, &content));
	if (suite->proof_context)
		given = cu_json_get(proof, "@context");
	if (given == NULL)
		given = own;
	*signs = given == content;
	if (!*signs && given != NULL && content != NULL)
		CU_TRY(cu_json_equal(work->ctx, given, content, signs));
	*appended = *signs && cu_json_many(content) < cu_json_many(own);
	return CU_OK;
}

/* What follows from a proof that holds, made with a good key. */
static cu_status
use_proof(proof_set *set, const proof_facts *facts, bool own)
{
	cu_work    *work = set->work;
	bool		signs;
	bool		appended;

	if (facts->caught != NULL)
		CU_TRY(add_caught(set, facts));
	if (!own)
		return CU_OK;
	CU_TRY(signs_content(work, facts->json, facts->suite, &signs, &appended));
	work->issuer_proven |= signs;
	if (!appended)
		return CU_OK;
	return add_remark(work, "the proof covers all contexts",
					  CU_CODE_contexts_appended, "/@context",
					  &set->told_appended);
}

/*
 * Judges one proof.  A proof that cannot be read must not be taken for
 * somebody else's.
 */
static cu_status
judge_proof(proof_set *set, proof_facts *facts)
{
	cu_work    *work = set->work;
	const cu_verification_method *method = NULL;
	cu_answer	result = read_proof(work, facts);
	cu_answer	key;
	cu_keys		keys;
	bool		own;

	if (facts->controller.p == NULL)
		(void) read_method(facts);
	own = facts->controller.p == NULL ||
		cu_slice_eq(facts->controller, work->c->summary.issuer);
	set->issuers |= own;
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
		CU_TRY(check_signature(set, facts, method, &result));
	CU_TRY(add_row(work, facts, &result));
	if (key.passed != CU_TRUE || result.passed != CU_TRUE)
		return CU_OK;
	return use_proof(set, facts, own);
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
start_set(cu_work *work, proof_set *set)
{
	const cu_credential *c = work->c;
	cu_suite_document *document = &set->document;

	set->work = work;
	set->issuers = false;
	set->told_caught = false;
	set->told_appended = false;
	CU_TRY(cu_suite_document_init(work->ctx, c->claims, NULL, document));
	cu_readings_init(&set->readings, work->ctx, work->terms, work->registry,
					 document);
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
	proof_set	set;
	cu_check	stranger = {
		.part = "proof",
		.name = "the issuer has signed",
		.passed = CU_FALSE,
		.level = CU_LEVEL_ERROR,
		.code = CU_CODE_issuer_mismatch,
		.pointer = "/proof",
		.detail = "No proof is made with a key of the issuer."
	};

	CU_TRY(start_set(work, &set));
	if (count > CU_PROOFS_MAX)
		count = CU_PROOFS_MAX;
	for (uint32_t i = 0; i < count; i++)
	{
		proof_facts facts = {.json = cu_json_nth(work->c->proof, i)};

		facts.pointer = pointer_to(work, i);
		if (facts.pointer == NULL)
			return CU_NOMEM(work->ctx);
		CU_TRY(judge_proof(&set, &facts));
		if (cu_work_done(work))
			return CU_OK;
		if (cu_canceled(work->ctx))
			return CU_CANCELED;
	}
	return set.issuers ? CU_OK : cu_work_add(work, &stranger);
}
