/*
 * jsonb_bridge.h
 *		Values of the core as jsonb.
 */
#ifndef CU_PG_JSONB_BRIDGE_H
#define CU_PG_JSONB_BRIDGE_H

#include "call.h"

#include "../core/json.h"

/*
 * A palloc'd jsonb of value.  Numbers keep their digits; only those that are
 * out of proportion (over 1,000 characters, or an exponent beyond 1,000) become
 * the double they stand for, because numeric would refuse them, and a document
 * that was taken must never make a query over all documents fail.
 */
extern Datum cu_json_jsonb(cu_call *call, const cu_json *value);

#endif							/* CU_PG_JSONB_BRIDGE_H */
