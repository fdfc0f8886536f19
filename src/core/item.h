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

#define CU_ITEM_MAX 4096		/* octets of a canonical identifier */

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
 * Canonical form of text.  CU_BAD_ITEM with an offset when it is no absolute
 * IRI or a GS1 identifier with a wrong check digit or length.
 *
 * IRIs: scheme and host lower case, percent-encoding upper case and only where
 * needed, default port, dot segments and empty path resolved (RFC 3986 6.2.2).
 * GS1: EPC URNs and Digital Link URLs on id.gs1.org become one Digital Link.
 */
extern cu_status cu_item_canonical(cu_ctx *ctx, cu_slice text, cu_slice *out);

/*
 * An item from a scheme, a scope and a code as they stand on paper: scheme
 * "heat", scope "did:web:mill.example", code "61316" becomes
 * did:web:mill.example/heat/61316 with the code percent-encoded.  Scheme "iri"
 * takes an IRI as code; GS1 schemes "gtin", "sgtin", "lgtin", "sscc", "gln",
 * "grai", "giai" need no scope.
 */
extern cu_status cu_item_make(cu_ctx *ctx, cu_slice scheme, cu_slice scope,
							  cu_slice code, cu_slice *out);

/* Parts of a canonical item. For an IRI without such parts p is NULL. */
extern cu_slice cu_item_scheme(cu_slice item);
extern cu_slice cu_item_scope(cu_slice item);
/* The code as it stands on paper (percent-encoding undone), in the arena. */
extern cu_status cu_item_code(cu_ctx *ctx, cu_slice item, cu_slice *out);

/* What kind of thing a canonical identifier names, by its form alone. */
extern cu_item_kind cu_item_kind_of(cu_slice item);

#endif							/* CU_ITEM_H */
