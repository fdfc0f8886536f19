/*
 * item.h
 *		Identifiers of goods in one canonical form.
 *
 * An item is an IRI: a DID URL with a path (did:web:mill.example/heat/61316), a
 * GS1 identifier, a URN, or a DID itself.  Two spellings of one thing are one
 * item, so that equality, order, hash and indexes are those of the octets.
 */
#ifndef CU_ITEM_H
#define CU_ITEM_H

#include "arena.h"

/*
 * Octets of an identifier, as given and in canonical form: always fits an
 * entry of a btree index (2704), so that no document can make one fail.
 */
#define CU_ITEM_MAX 2048

typedef enum cu_item_kind
{
	CU_ITEM_SERIAL,				/* one piece */
	CU_ITEM_LOT,				/* a heat, a lot */
	CU_ITEM_BATCH,
	CU_ITEM_FLOW,				/* a point and a period */
	CU_ITEM_LINE,				/* a line of a document */
	CU_ITEM_CLASS				/* a kind of goods: never a node of a walk */
} cu_item_kind;

/* Word of a kind: serial, lot, batch, flow, line, class. */
extern const char *cu_item_kind_name(cu_item_kind kind);

/*
 * Canonical form of text, always ASCII.  CU_BAD_ITEM with an offset when it is
 * no absolute IRI or a GS1 identifier with a wrong check digit or length;
 * CU_LIMIT_SIZE over CU_ITEM_MAX.
 *
 * IRIs: as cu_iri_normalize (iri.h).  DIDs: method and identifier stay as
 * they are but for the case of percent-encoding; path, query and fragment are
 * normalised like those of IRIs, and in the path percent-encoding is undone
 * wherever it is not needed.  URNs: the namespace in lower case (RFC
 * 8141), and a UUID too.  GS1: EPC URNs and Digital Link URLs on id.gs1.org
 * become one Digital Link (item_gs1.h).
 */
extern cu_status cu_item_canonical(cu_ctx *ctx, cu_slice text, cu_slice *out);

/*
 * An item from a scheme, a scope and a code as they stand on paper: scheme
 * "heat", scope "did:web:mill.example", code "61316" becomes
 * did:web:mill.example/heat/61316 with the code percent-encoded.  Blanks
 * around scope and code are dropped.  A scope that is a DID decides; else:
 *
 *	iri				no scope; the code is an IRI
 *	line			scope ni:///…, the name of a document's digest
 *	gtin sscc gln pgln grai giai gdti gsrn gsrnp gsin ginc gcn cpid gmn
 *					no scope; the code is the key with its check digit
 *	sgtin lgtin sgln itip upui cpi cpv
 *					scope is the key, code the serial, lot, …; without a scope
 *					the code is what follows "urn:epc:id:sgtin:" and the like
 *
 * For flows (meter, flow, tank, pool) the code is point "/" period.
 * CU_BAD_ARGUMENT or CU_BAD_DID: scheme or scope are wrong; CU_BAD_ITEM: the
 * code is.
 */
extern cu_status cu_item_make(cu_ctx *ctx, cu_slice scheme, cu_slice scope,
							  cu_slice code, cu_slice *out);

/* True for a word in lower case that may be a scheme: [a-z][a-z0-9-]{0,31}. */
extern bool cu_item_is_scheme(cu_slice word);

/*
 * Parts of a canonical item; for an IRI without such parts p is NULL, and so
 * is the scope of a GS1 key alone.  Of an item that cu_item_make has made,
 * it makes the same one again.
 */
extern cu_slice cu_item_scheme(cu_slice item);
extern cu_slice cu_item_scope(cu_slice item);
/* The code as it stands on paper (percent-encoding undone), in the arena. */
extern cu_status cu_item_code(cu_ctx *ctx, cu_slice item, cu_slice *out);

/* What kind of thing a canonical identifier names, by its form alone. */
extern cu_item_kind cu_item_kind_of(cu_slice item);

#endif							/* CU_ITEM_H */
