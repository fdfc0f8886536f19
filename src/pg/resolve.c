/*
 * resolve.c
 *		The registry, read by SPI and kept per snapshot: DID documents and key
 *		withdrawals here, contexts in resolve_context.c.
 *
 * A table of 100,000 credentials of 30 issuers costs 30 look-ups, not 100,000.
 * A DID that is not registered is remembered too.  For did:key and did:jwk, of
 * which every credential may bring another, one question per snapshot (is any
 * of them withdrawn at all?) replaces a look-up each.
 */
#include "resolve.h"

#include "access/xact.h"
#include "call.h"
#include "common/hashfn.h"
#include "guc.h"
#include "registry_query.h"
#include "report.h"
#include "resolve_context.h"
#include "snapshot_id.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

/* Beyond these a memo is dropped and begun anew at the next look-up. */
#define MEMO_ENTRIES	16384
#define MEMO_OCTETS		((size_t) 32 * 1024 * 1024)

/* No history of one DID may take more than this. */
#define MEMO_HARD_LIMIT ((size_t) 256 * 1024 * 1024)

typedef struct memo_entry
{
	cu_slice	did;
	uint32		hash;
	char		status;			/* for simplehash */
	const cu_did_history *history;	/* NULL: nothing is registered */
} memo_entry;

#define SH_PREFIX entries
#define SH_ELEMENT_TYPE memo_entry
#define SH_KEY_TYPE cu_slice
#define SH_KEY did
#define SH_HASH_KEY(table, key) \
	hash_bytes((const unsigned char *) (key).p, (int) (key).n)
#define SH_EQUAL(table, a, b) cu_slice_eq(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(table, entry) (entry)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

typedef enum self_describing_state
{
	NOT_ASKED,
	NONE_WITHDRAWN,
	SOME_WITHDRAWN
} self_describing_state;

/* All that is kept; context is NULL when there is nothing. */
static struct
{
	MemoryContext context;
	cu_snapshot_id snapshot;
	cu_call    *call;			/* its arena holds the histories */
	entries_hash *entries;
	self_describing_state self_describing;
	cu_context_memo *contexts;
}			memo;

static cu_query documents_query = {
	"SELECT pg_catalog.lower(valid_during), pg_catalog.upper(valid_during),"
	" recorded_at, document, digest"
	" FROM custody.did_document WHERE did OPERATOR(pg_catalog.=) $1"
	" ORDER BY recorded_at"
};
static cu_query withdrawals_query = {
	"SELECT method, since, recorded_at, reason OPERATOR(pg_catalog.=) 'compromised'"
	" FROM custody.key_withdrawal WHERE did OPERATOR(pg_catalog.=) $1"
	" ORDER BY recorded_at"
};
static cu_query self_describing_query = {
	"SELECT EXISTS (SELECT FROM custody.key_withdrawal"
	" WHERE did OPERATOR(pg_catalog.>=) 'did:jwk:'"
	" AND did OPERATOR(pg_catalog.<) 'did:jwk;')"
	" OR EXISTS (SELECT FROM custody.key_withdrawal"
	" WHERE did OPERATOR(pg_catalog.>=) 'did:key:'"
	" AND did OPERATOR(pg_catalog.<) 'did:key;')"
};
static cu_query document_query = {
	"SELECT document FROM custody.did_document"
	" WHERE did OPERATOR(pg_catalog.=) $1"
	" AND recorded_at OPERATOR(pg_catalog.=) $2"
};

static void
memo_drop(void)
{
	if (memo.context)
		MemoryContextDelete(memo.context);
	memset(&memo, 0, sizeof(memo));
}

static void
at_transaction_end(XactEvent event, void *arg)
{
	(void) event;
	(void) arg;
	memo_drop();
}

/* What a rolled back subtransaction wrote must not be remembered. */
static void
at_subtransaction_end(SubXactEvent event, SubTransactionId mine,
					  SubTransactionId parent, void *arg)
{
	(void) mine;
	(void) parent;
	(void) arg;
	if (event == SUBXACT_EVENT_ABORT_SUB)
		memo_drop();
}

static void
memo_create(void)
{
	static bool registered = false;

	if (!registered)
	{
		RegisterXactCallback(at_transaction_end, NULL);
		RegisterSubXactCallback(at_subtransaction_end, NULL);
		registered = true;
	}
	memo.context = AllocSetContextCreate(TopMemoryContext,
										 "pg_custody registry",
										 ALLOCSET_DEFAULT_SIZES);
	cu_snapshot_remember(&memo.snapshot, memo.context);
	memo.call = cu_call_make(memo.context);
	memo.call->host.limits.max_memory = MEMO_HARD_LIMIT;
	memo.entries = entries_create(memo.context, 64, NULL);
	memo.contexts = cu_context_memo_create(memo.context, memo.call);
}

/*
 * A memo for the active snapshot: the one we have, or an empty one.  The cache
 * of contexts is renewed here, where no call is under way.
 */
static void
memo_prepare(void)
{
	if (cu_context_cache_is_full())
	{
		memo_drop();
		cu_context_cache_renew();
	}
	if (memo.context &&
		(!cu_snapshot_same(&memo.snapshot) ||
		 memo.entries->members >= MEMO_ENTRIES ||
		 cu_context_memo_count(memo.contexts) >= MEMO_ENTRIES ||
		 memo.call->ctx.arena.taken >= MEMO_OCTETS))
		memo_drop();
	if (memo.context == NULL)
		memo_create();
}

static const cu_did_history *
memo_find(void *arg, cu_slice did)
{
	memo_entry *entry = entries_lookup(memo.entries, did);

	(void) arg;
	return entry ? entry->history : NULL;
}

static const cu_context_history *
memo_find_context(void *arg, cu_slice iri)
{
	(void) arg;
	return cu_context_memo_find(memo.contexts, iri);
}

static void *
memo_array(size_t count, size_t size)
{
	return cu_keep_array(memo.call, count, size, "did_document");
}

static cu_slice
memo_copy(cu_slice s)
{
	return cu_keep_slice(memo.call, s, "did_document");
}

/* --- reading the tables --------------------------------------------------- */

/* Keeps of a document what verification needs, and not its whole JSON. */
static const cu_did_document *
keep_document(const cu_did_document *document)
{
	cu_did_document *kept = memo_array(1, sizeof(*kept));

	kept->id = memo_copy(document->id);
	kept->count = document->count;
	kept->methods = memo_array(document->count, sizeof(*kept->methods));
	for (size_t i = 0; i < document->count; i++)
	{
		cu_verification_method *m = &kept->methods[i];

		*m = document->methods[i];
		m->id = memo_copy(m->id);
		m->controller = memo_copy(m->controller);
		m->type = memo_copy(m->type);
		m->key.octets = memo_copy(m->key.octets);
	}
	return kept;
}

/* Reads one version's octets; scratch is emptied before. */
static const cu_did_document *
read_document(cu_call *scratch, cu_slice octets)
{
	cu_did_document document;
	const cu_json *json;

	cu_ctx_reset(&scratch->ctx);
	if (cu_json_parse(&scratch->ctx, octets, &json) != CU_OK ||
		cu_did_document_read(&scratch->ctx, json, &document) != CU_OK)
		cu_raise(&scratch->ctx, CU_ORIGIN_STORED, "did_document");
	return keep_document(&document);
}

static void
read_versions(cu_did_history *history, Datum did)
{
	cu_call    *scratch = cu_call_make(CurrentMemoryContext);
	cu_did_version *versions;

	cu_query_run(&documents_query, 1, &did);
	history->version_count = SPI_processed;
	versions = memo_array(history->version_count, sizeof(*versions));
	for (uint64 i = 0; i < history->version_count; i++)
	{
		cu_did_version *v = &versions[i];
		cu_slice	octets = cu_query_slice(i, 4);
		cu_slice	digest = cu_query_slice(i, 5);

		v->valid_from = cu_query_instant(i, 1, CU_INSTANT_MIN);
		v->valid_until = cu_query_instant(i, 2, CU_INSTANT_MAX);
		v->recorded_at = cu_query_instant(i, 3, CU_INSTANT_MAX);
		if (octets.p)
			v->document = read_document(scratch, octets);
		if (digest.n == sizeof(v->digest))
			memcpy(v->digest, digest.p, digest.n);
	}
	history->versions = versions;
	SPI_freetuptable(SPI_tuptable);
	MemoryContextDelete(scratch->context);
	pfree(scratch);
}

static void
read_withdrawals(cu_did_history *history, Datum did)
{
	cu_key_withdrawal *withdrawals;

	cu_query_run(&withdrawals_query, 1, &did);
	history->withdrawal_count = SPI_processed;
	withdrawals = memo_array(history->withdrawal_count, sizeof(*withdrawals));
	for (uint64 i = 0; i < history->withdrawal_count; i++)
	{
		cu_key_withdrawal *w = &withdrawals[i];
		bool		isnull;

		w->method = memo_copy(cu_query_slice(i, 1));
		w->since = cu_query_instant(i, 2, CU_INSTANT_MIN);
		w->recorded_at = cu_query_instant(i, 3, CU_INSTANT_MAX);
		w->compromised = DatumGetBool(cu_query_column(i, 4, &isnull));
	}
	history->withdrawals = withdrawals;
	SPI_freetuptable(SPI_tuptable);
}

/* Reads all there is about did and remembers it, or that there is nothing. */
static void
load(cu_slice did)
{
	Datum		argument = PointerGetDatum(cu_slice_varlena(did));
	cu_did_history *history = memo_array(1, sizeof(*history));
	memo_entry *entry;
	bool		found;

	history->did = memo_copy(did);
	if (!cu_did_is_self_describing(did))
		read_versions(history, argument);
	read_withdrawals(history, argument);

	entry = entries_insert(memo.entries, history->did, &found);
	entry->history = history->version_count + history->withdrawal_count > 0 ?
		history : NULL;
}

/* Is a key of any did:key or did:jwk withdrawn?  Asked once per snapshot. */
static bool
some_self_describing_withdrawn(void)
{
	if (memo.self_describing == NOT_ASKED)
	{
		bool		isnull;

		cu_query_run(&self_describing_query, 0, NULL);
		memo.self_describing = DatumGetBool(cu_query_column(0, 1, &isnull)) ?
			SOME_WITHDRAWN : NONE_WITHDRAWN;
	}
	return memo.self_describing == SOME_WITHDRAWN;
}

/* True when the memo can answer for did as it is. */
static bool
is_loaded(cu_slice did)
{
	return entries_lookup(memo.entries, did) != NULL ||
		(memo.self_describing == NONE_WITHDRAWN &&
		 cu_did_is_self_describing(did));
}

static void
load_all(const cu_needs *needs)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	for (size_t i = 0; i < needs->did_count; i++)
	{
		cu_slice	did = needs->dids[i];

		if (is_loaded(did) ||
			(cu_did_is_self_describing(did) &&
			 !some_self_describing_withdrawn()))
			continue;
		load(did);
	}
	for (size_t i = 0; i < needs->context_count; i++)
		if (!cu_context_memo_has(memo.contexts, needs->contexts[i]))
			cu_context_memo_load(memo.contexts, needs->contexts[i]);
	SPI_finish();
}

static bool
all_loaded(const cu_needs *needs)
{
	for (size_t i = 0; i < needs->did_count; i++)
		if (!is_loaded(needs->dids[i]))
			return false;
	for (size_t i = 0; i < needs->context_count; i++)
		if (!cu_context_memo_has(memo.contexts, needs->contexts[i]))
			return false;
	return true;
}

const cu_registry *
cu_registry_load(const cu_needs *needs)
{
	static cu_rdfc_limits limits;
	static cu_registry registry = {
		.find = memo_find,
		.find_context = memo_find_context,
		.rdfc_limits = &limits
	};
	bool		pushed = !ActiveSnapshotSet();

	if (pushed)
		PushActiveSnapshot(GetTransactionSnapshot());
	memo_prepare();
	if (!all_loaded(needs))
		load_all(needs);
	if (pushed)
		PopActiveSnapshot();
	registry.cache = cu_context_memo_cache();
	limits = cu_guc_rdfc_limits();
	return &registry;
}

const cu_context_document *
cu_registry_context_now(const cu_registry *registry, cu_slice iri)
{
	const cu_context_version *version =
		cu_context_history_at(registry->find_context(registry->arg, iri),
							  GetCurrentTransactionStartTimestamp(),
							  CU_INSTANT_MAX);

	return version ? version->document : NULL;
}

text *
cu_registry_document(cu_slice did, cu_instant recorded_at)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum		args[2];
	cu_slice	octets;
	text	   *result;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
	args[0] = PointerGetDatum(cu_slice_varlena(did));
	args[1] = TimestampTzGetDatum(recorded_at);
	cu_query_run(&document_query, 2, args);
	octets = SPI_processed == 1 ? cu_query_slice(0, 1) : cu_slice_make(NULL, 0);
	if (octets.p == NULL)
		elog(ERROR, "registered document has vanished");
	MemoryContextSwitchTo(caller);
	result = cu_slice_varlena(octets);
	SPI_finish();
	return result;
}
