/*
 * item_gs1.h
 *		GS1 identifiers of goods; the GS1 half of item.h.
 *
 * Sources: GS1 Digital Link URI Syntax 1.4 (which keys and qualifiers there
 * are), GS1 General Specifications (lengths, character sets, check digits),
 * EPC Tag Data Standard 1.13, section 6.3 (pure identity URNs).
 *
 * The canonical form is https://id.gs1.org/KEY/VALUE or
 * https://id.gs1.org/KEY/VALUE/QUALIFIER/VALUE with numeric application
 * identifiers, GTINs of 14 digits, and every octet of a value but unreserved
 * ones percent-encoded.  Of several qualifiers the most specific is kept: a
 * GTIN and a serial number are the same piece whether or not its lot is named
 * with it, as they are in the EPC URN, which has no room for the lot.
 */
#ifndef CU_ITEM_GS1_H
#define CU_ITEM_GS1_H

#include "iri.h"
#include "item.h"

/* A canonical GS1 item taken apart. */
typedef struct cu_gs1
{
	const char *scheme;			/* sgtin, sscc, …; NULL: it has no name */
	cu_item_kind kind;
	cu_slice	key;			/* value of the key, as in the item */
	cu_slice	qualifier;		/* value of the qualifier; p NULL: none */
} cu_gs1;

/*
 * Canonical form of a link whose host is id.gs1.org.  iri are its parts, text
 * where offsets count from.  *found is false when its path does not start
 * with a GS1 key: then it is a link like any other.  CU_BAD_ITEM when it does,
 * and the rest is no GS1 identifier.  A query that is no qualifier is
 * dropped: it states attributes, which do not identify.
 */
extern cu_status cu_gs1_from_link(cu_ctx *ctx, cu_slice text, const cu_iri *iri,
								  cu_slice *out, bool *found);

/*
 * Canonical form of "urn:epc:" body, which starts at offset.  *found is false
 * for URNs that no GS1 key stands for (gid, bic, tag and raw URIs, patterns over
 * more than the serial number).
 */
extern cu_status cu_gs1_from_epc(cu_ctx *ctx, cu_slice body, size_t offset,
								 cu_slice *out, bool *found);

/*
 * An item from the name of a scheme, the key as scope and the qualifier as
 * code; without a scope the code is the key or, for a scheme with a
 * qualifier, what follows "urn:epc:id:SCHEME:".  *found is false when there
 * is no such scheme.  CU_BAD_ARGUMENT: the scope is wrong.
 */
extern cu_status cu_gs1_make(cu_ctx *ctx, cu_slice scheme, cu_slice scope,
							 cu_slice code, cu_slice *out, bool *found);

/* Takes a canonical item apart; false when it is not a GS1 one. */
extern bool cu_gs1_split(cu_slice item, cu_gs1 *out);

#endif							/* CU_ITEM_GS1_H */
