/*
 * did.h
 *		DIDs and DID URLs (DID Core 1.0, sections 3.1 and 3.2).
 */
#ifndef CU_DID_H
#define CU_DID_H

#include "arena.h"

#define CU_DID_MAX 8192			/* octets of a DID or DID URL */

/* The parts of a DID URL; parts that are absent have p NULL. */
typedef struct cu_did_url
{
	cu_slice	did;
	cu_slice	method;
	cu_slice	method_specific_id;
	cu_slice	path;			/* with its leading '/' */
	cu_slice	query;			/* without '?' */
	cu_slice	fragment;		/* without '#' */
} cu_did_url;

/*
 * Checks that text is a DID (no path, query or fragment) and splits it.
 * CU_BAD_DID with the offset of the first wrong octet.
 */
extern cu_status cu_did_parse(cu_ctx *ctx, cu_slice text, cu_did_url *out);

/* Checks and splits a DID URL.  CU_BAD_DID_URL with offset. */
extern cu_status cu_did_url_parse(cu_ctx *ctx, cu_slice text, cu_did_url *out);

/* The DID before path, query and fragment, unchecked; whole text if none. */
extern cu_slice cu_did_of(cu_slice url);

#endif							/* CU_DID_H */
