/*
 * credential_ops.c
 *		Equality, order and hash of credentials: by the digest of their octets.
 *
 * The digest stands at the beginning of a stored value, so no comparison reads
 * the document.  The order has no meaning; it is there so that DISTINCT, merge
 * joins and unique indexes work.
 */
#include "compat.h"

#include "common/hashfn.h"
#include "credential_type.h"
#include "port/pg_bswap.h"
#include "report.h"
#include "utils/sortsupport.h"

typedef struct digest
{
	uint8_t		octets[CU_SHA256_SIZE];
} digest;

/* Sort support's comparators have no call state of their own. */
static digest
digest_of(Datum value)
{
	struct varlena *v = (struct varlena *) DatumGetPointer(value);
	struct varlena *copy = NULL;
	cu_slice	found;
	digest		result;

	if (VARATT_IS_COMPRESSED(v) || VARATT_IS_EXTERNAL(v))
		v = copy = PG_DETOAST_DATUM_SLICE(value, 0, CU_STORED_FIXED);
	if (!cu_stored_digest(CU_VARLENA_SLICE(v), &found))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored value of type %s is corrupt", "credential")));
	memcpy(result.octets, found.p, sizeof(result.octets));
	if (copy != NULL)
		pfree(copy);
	return result;
}

static int
compare(Datum a, Datum b)
{
	digest		x = digest_of(a);
	digest		y = digest_of(b);

	return memcmp(x.octets, y.octets, sizeof(x.octets));
}

#define COMPARISON(name, operator) \
	CU_FUNCTION(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_BOOL(compare(PG_GETARG_DATUM(0), \
							   PG_GETARG_DATUM(1)) operator 0); \
	}

COMPARISON(credential_eq, ==)
COMPARISON(credential_ne, !=)
COMPARISON(credential_lt, <)
COMPARISON(credential_le, <=)
COMPARISON(credential_gt, >)
COMPARISON(credential_ge, >=)

/* credential_cmp(credential, credential) → integer: btree support 1 */
CU_FUNCTION(credential_cmp);
Datum
credential_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

static int
sort_compare(Datum a, Datum b, SortSupport ssup)
{
	(void) ssup;
	return compare(a, b);
}

/* The first octets of the digest, as a number that is ordered like them. */
static Datum
abbreviate(Datum original, SortSupport ssup)
{
	digest		d = digest_of(original);
	Datum		key;

	(void) ssup;
	memcpy(&key, d.octets, sizeof(key));
	return DatumBigEndianToNative(key);
}

/* Digests are spread evenly: abbreviation always pays. */
static bool
abbreviation_fails(int memtupcount, SortSupport ssup)
{
	(void) memtupcount;
	(void) ssup;
	return false;
}

/* credential_sortsupport(internal) → void: btree support 2 */
CU_FUNCTION(credential_sortsupport);
Datum
credential_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = sort_compare;
	if (ssup->abbreviate)
	{
		ssup->abbrev_full_comparator = sort_compare;
		ssup->comparator = ssup_datum_unsigned_cmp;
		ssup->abbrev_converter = abbreviate;
		ssup->abbrev_abort = abbreviation_fails;
	}
	PG_RETURN_VOID();
}

/* credential_hash(credential) → integer: hash support 1 */
CU_FUNCTION(credential_hash);
Datum
credential_hash(PG_FUNCTION_ARGS)
{
	digest		d = digest_of(PG_GETARG_DATUM(0));

	return hash_any(d.octets, sizeof(d.octets));
}

/* credential_hash_extended(credential, bigint) → bigint: hash support 2 */
CU_FUNCTION(credential_hash_extended);
Datum
credential_hash_extended(PG_FUNCTION_ARGS)
{
	digest		d = digest_of(PG_GETARG_DATUM(0));

	return hash_any_extended(d.octets, sizeof(d.octets),
							 (uint64) PG_GETARG_INT64(1));
}
