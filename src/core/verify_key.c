/*
 * verify_key.c
 *		Was this the signer's key when it signed, and had it ended before the
 *		signature was first seen?
 *
 * DID Core 1.0 section 5.3, Controlled Identifiers 1.0 sections 2.2 and 3.3.
 * A signing date is the signer's word: a stolen key can sign today with a date
 * of last year.  So a key that ended after the date but before anybody has
 * seen the signature proves nothing either way.
 */
#include "verify_work.h"

#include "buf.h"
#include "base.h"

cu_signing
cu_signing_date(const cu_work *work, bool stated, cu_instant stated_at)
{
	cu_signing	signing = {stated, stated_at, work->terms->seen};

	if (stated && stated_at < signing.signed_at)
		signing.signed_at = stated_at;
	return signing;
}

bool
cu_signing_in_future(const cu_work *work, const cu_signing *signing)
{
	/* at + skew could overflow; the stated date lies within its years. */
	return signing->stated &&
		signing->stated_at - CU_CLOCK_SKEW > work->terms->at;
}

/* Without a document: why, and whether that is an answer. */
static cu_status
no_document(cu_keys *keys, cu_truth passed, cu_code code)
{
	keys->document = NULL;
	keys->passed = passed;
	keys->code = code;
	return CU_OK;
}

/*
 * A DID that is over a limit is a bad one: what a stranger wrote into a
 * document must be answered and not raised.  Lack of memory is not his doing.
 */
static cu_status
limits_are_content(cu_ctx *ctx, cu_status status)
{
	if (status == CU_LIMIT_SIZE || status == CU_LIMIT_DEPTH)
		return cu_fail(ctx, CU_BAD_DID, NULL);
	return status;
}

/* The document of a did:key or did:jwk. */
static cu_status
open_self_describing(cu_work *work, cu_keys *keys)
{
	cu_status	status = cu_did_expand_document(work->ctx, keys->controller,
												&keys->expanded);

	status = limits_are_content(work->ctx, status);
	keys->document = &keys->expanded;
	switch (cu_status_class(status))
	{
		case CU_CLASS_INPUT:
			return no_document(keys, CU_FALSE, CU_CODE_bad_did);
		case CU_CLASS_UNSUPPORTED:
			return no_document(keys, CU_UNKNOWN, CU_CODE_unsupported_key);
		case CU_CLASS_OK:
		case CU_CLASS_LIMIT:
		case CU_CLASS_CORRUPT:
		case CU_CLASS_RESOURCE:
		case CU_CLASS_CANCELED:
		case CU_CLASS_INTERNAL:
			break;
	}
	return status;
}

/* Nothing is registered: is that for want of a row, or can there be none? */
static cu_status
explain_absence(cu_work *work, cu_keys *keys)
{
	cu_did_url	parts;
	cu_status	status;

	if (!cu_slice_starts(keys->controller, "did:"))
		return no_document(keys, CU_UNKNOWN, CU_CODE_unsupported_issuer);
	status = limits_are_content(work->ctx,
								cu_did_parse(work->ctx, keys->controller,
											 &parts));
	if (cu_status_class(status) == CU_CLASS_INPUT)
		return no_document(keys, CU_FALSE, CU_CODE_bad_did);
	CU_TRY(status);
	return no_document(keys, CU_UNKNOWN, CU_CODE_did_not_registered);
}

cu_status
cu_keys_open(cu_work *work, cu_slice controller, cu_instant signed_at,
			 cu_keys *keys)
{
	const cu_registry *registry = work->registry;

	memset(keys, 0, sizeof(*keys));
	keys->controller = controller;
	keys->signed_at = signed_at;
	keys->self_describing = cu_did_is_self_describing(controller);
	keys->history = registry->find(registry->arg, controller);
	if (keys->history != NULL)
		keys->version = cu_did_history_at(keys->history, signed_at,
										  work->terms->known, &keys->assumed);
	if (keys->version != NULL && keys->version->document == NULL)
		return no_document(keys, CU_FALSE, CU_CODE_did_withdrawn);
	if (keys->self_describing)
	{
		/* What is registered adds nothing to what the DID says itself. */
		keys->version = NULL;
		keys->assumed = false;
		return open_self_describing(work, keys);
	}
	if (keys->version == NULL)
		return explain_absence(work, keys);
	keys->document = keys->version->document;
	return CU_OK;
}

/* Does document list the same key for assertions under the same id? */
static bool
lists(const cu_did_document *document, const cu_verification_method *method)
{
	const cu_verification_method *found = cu_did_document_find(document,
															   method->id);

	return found != NULL && (found->purposes & CU_ASSERTION_METHOD) &&
		cu_public_key_equal(&found->key, &method->key);
}

/* Was the key still listed at a time after signing? */
static bool
listed_at(const cu_work *work, const cu_keys *keys,
		  const cu_verification_method *method, cu_instant at)
{
	const cu_did_version *version;
	bool		assumed;

	version = cu_did_history_at(keys->history, at, work->terms->known,
								&assumed);
	if (keys->self_describing)
		return version == NULL || version->document != NULL;
	return version != NULL && version->document != NULL &&
		lists(version->document, method);
}

static void
lower(cu_instant *end, cu_instant candidate)
{
	if (candidate < *end)
		*end = candidate;
}

/* Lowers *end to the first change after signing that no longer lists it. */
static void
end_by_delisting(const cu_work *work, const cu_keys *keys,
				 const cu_verification_method *method, cu_instant *end)
{
	const cu_did_history *history = keys->history;

	for (size_t i = 0; i < history->version_count; i++)
	{
		const cu_did_version *version = &history->versions[i];
		const cu_instant changes[2] = {
			version->valid_from, version->valid_until
		};

		for (int k = 0; k < 2; k++)
		{
			if (changes[k] > keys->signed_at && changes[k] < *end &&
				!listed_at(work, keys, method, changes[k]))
				*end = changes[k];
		}
	}
}

/*
 * Lowers *end to a "revoked" that any version in force says of this key: like
 * a withdrawal it speaks of a time that may lie before the version itself.
 */
static void
end_by_revocation(const cu_work *work, const cu_keys *keys,
				  const cu_verification_method *method, cu_instant *end)
{
	const cu_did_history *history = keys->history;

	for (size_t i = 0; i < history->version_count; i++)
	{
		const cu_did_version *version = &history->versions[i];
		const cu_verification_method *found;
		bool		assumed;

		if (version->document == NULL ||
			version != cu_did_history_at(history, version->valid_from,
										 work->terms->known, &assumed))
			continue;
		found = cu_did_document_find(version->document, method->id);
		if (found && cu_public_key_equal(&found->key, &method->key))
			lower(end, found->revoked);
	}
}

/*
 * Does a report speak of this key?  Of a key that was retired, under that name.
 * One that was compromised is so under every name it has had: the thief chooses
 * which one to sign under.
 */
static bool
concerns(const cu_work *work, const cu_keys *keys,
		 const cu_key_withdrawal *withdrawal,
		 const cu_verification_method *method)
{
	const cu_did_history *history = keys->history;

	if (cu_slice_eq(withdrawal->method, method->id))
		return true;
	for (size_t i = 0; withdrawal->compromised && i < history->version_count;
		 i++)
	{
		const cu_did_version *version = &history->versions[i];
		const cu_verification_method *named;

		if (version->document == NULL ||
			version->recorded_at > work->terms->known)
			continue;
		named = cu_did_document_find(version->document, withdrawal->method);
		if (named && cu_public_key_equal(&named->key, &method->key))
			return true;
	}
	return false;
}

/* When the key ended, by what was known; CU_INSTANT_MAX: not. */
static cu_instant
end_of(const cu_work *work, const cu_keys *keys,
	   const cu_verification_method *method)
{
	const cu_did_history *history = keys->history;
	cu_instant	end = CU_INSTANT_MAX;

	lower(&end, method->expires);
	lower(&end, method->revoked);
	if (history == NULL)
		return end;
	for (size_t i = 0; i < history->withdrawal_count; i++)
	{
		const cu_key_withdrawal *w = &history->withdrawals[i];

		if (w->recorded_at <= work->terms->known &&
			concerns(work, keys, w, method))
			lower(&end, w->since);
	}
	if (!keys->self_describing)
		end_by_revocation(work, keys, method, &end);
	end_by_delisting(work, keys, method, &end);
	return end;
}

/* The answer for a key, the history taken as it is. */
static cu_answer
judge(const cu_work *work, const cu_keys *keys,
	  const cu_verification_method *method)
{
	cu_instant	end;

	if (keys->document == NULL)
		return (cu_answer) {keys->passed, CU_LEVEL_ERROR, keys->code, NULL};
	if (method == NULL)
		return cu_answer_bad(CU_CODE_key_not_listed, NULL);
	if (!(method->purposes & CU_ASSERTION_METHOD))
		return cu_answer_bad(CU_CODE_key_not_authorized, NULL);
	if (!cu_slice_eq(method->controller, keys->controller) ||
		!cu_slice_eq(keys->document->id, keys->controller))
		return cu_answer_bad(CU_CODE_key_controller_mismatch, NULL);
	end = end_of(work, keys, method);
	if (keys->signed_at >= end)
		return cu_answer_bad(CU_CODE_key_revoked, NULL);
	if (end <= work->terms->seen)
		return cu_answer_unknown(CU_CODE_key_ended_before_receipt, NULL);
	return cu_answer_good();
}

cu_answer
cu_keys_judge(const cu_work *work, const cu_keys *keys,
			  const cu_verification_method *method)
{
	cu_answer	result = judge(work, keys, method);

	if (!keys->assumed)
		return result;
	if (work->terms->strict && result.code != CU_CODE_key_revoked)
		return cu_answer_unknown(CU_CODE_key_history_assumed, NULL);
	if (result.passed == CU_TRUE)
	{
		result.level = CU_LEVEL_WARNING;
		result.code = CU_CODE_key_history_assumed;
	}
	return result;
}

/* What the answer rests on, as a JSON object. */
static cu_status
write_evidence(cu_work *work, const cu_keys *keys, cu_slice id, cu_slice *out)
{
	const cu_did_version *version = keys->version;
	cu_buf		buf;

	cu_buf_init(&buf, work->ctx);
	cu_buf_add_cstr(&buf, "{\"controller\": ");
	cu_json_write_string(&buf, keys->controller);
	if (id.p != NULL)
	{
		cu_buf_add_cstr(&buf, ", \"verification_method\": ");
		cu_json_write_string(&buf, id);
	}
	cu_buf_add_cstr(&buf, ", \"signed\": \"");
	cu_datetime_write(&buf, keys->signed_at);
	cu_buf_add_char(&buf, '"');
	if (version != NULL && version->document != NULL)
	{
		cu_slice	hex;

		hex = cu_base16_encode(work->ctx, cu_slice_make(version->digest,
														CU_SHA256_SIZE));
		if (hex.p == NULL)
			return CU_NOMEM(work->ctx);
		cu_buf_add_cstr(&buf, ", \"did_document\": \"");
		cu_buf_add_slice(&buf, hex);
		cu_buf_add_char(&buf, '"');
	}
	if (version != NULL && version->valid_from != CU_INSTANT_MIN)
	{
		cu_buf_add_cstr(&buf, ", \"version_from\": \"");
		cu_datetime_write(&buf, version->valid_from);
		cu_buf_add_char(&buf, '"');
	}
	cu_buf_add_char(&buf, '}');
	*out = cu_buf_slice(&buf);
	return cu_buf_status(&buf);
}

cu_status
cu_keys_add_row(cu_work *work, const cu_keys *keys, cu_slice id,
				const cu_answer *result, const char *pointer)
{
	cu_check	row = {
		.part = "key",
		.name = "the key was its controller's when it signed",
		.passed = result->passed,
		.level = result->level,
		.code = result->code,
		.pointer = pointer,
		.detail = result->detail
	};

	if (work->explain)
		CU_TRY(write_evidence(work, keys, id, &row.evidence));
	return cu_work_add(work, &row);
}
