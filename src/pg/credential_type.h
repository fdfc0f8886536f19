/*
 * credential_type.h
 *		The SQL type credential: a stored value (doc/on-disk-format.md) behind a
 *		varlena header.
 *
 * Only octets, so no alignment: a packed varlena is always enough, and what is
 * asked all the time can be read off the first part of a toasted value.
 */
#ifndef CU_PG_CREDENTIAL_TYPE_H
#define CU_PG_CREDENTIAL_TYPE_H

#include "call.h"

#include "../core/credential.h"

/* First octet of the binary representation, then the octets as received. */
#define CU_CREDENTIAL_FORMAT 1

/* A palloc'd credential for SQL from one that cu_credential_read made. */
extern Datum cu_credential_datum(cu_call *call, const cu_credential *c);

/*
 * Reads a credential argument for use with the core.  *out points into the
 * detoasted value, which lives in the current memory context.  Raises XX001
 * when the value is not ours.
 */
extern void cu_credential_open_datum(cu_call *call, Datum value,
									 cu_credential *out);

/*
 * The summary alone, from no more of the value than holds it.  Slices point
 * into memory of the current context.  Raises XX001 as above.
 */
extern void cu_credential_summary_datum(cu_call *call, Datum value,
										cu_summary *out);

/* The octets as received, of a detoasted (packed) value. */
extern cu_slice cu_credential_octets(cu_call *call, struct varlena *value);

#endif							/* CU_PG_CREDENTIAL_TYPE_H */
