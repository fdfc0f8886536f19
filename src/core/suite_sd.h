/*
 * suite_sd.h
 *		The proof value of ecdsa-sd-2023, taken apart.
 */
#ifndef CU_SUITE_SD_H
#define CU_SUITE_SD_H

#include "cbor.h"
#include "suite.h"

/* Octets of a P-256 signature, and of a P-256 key as a Multikey. */
#define CU_SD_SIGNATURE_SIZE 64
#define CU_SD_KEY_SIZE 35

typedef enum cu_sd_kind
{
	CU_SD_MALFORMED,
	CU_SD_BASE,					/* for the holder, who derives from it */
	CU_SD_DERIVED
} cu_sd_kind;

typedef struct cu_sd_value
{
	cu_sd_kind	kind;			/* only CU_SD_DERIVED: the rest is set */
	cu_slice	base_signature; /* by the issuer's key */
	cu_slice	key_octets;		/* Multikey octets of this proof's own key */
	cu_public_key key;
	cu_cbor		signatures;		/* before the first of signature_count */
	size_t		signature_count;
	/* Octets of the n-th label, which replaces _:c14n<n>. */
	const cu_slice *labels;
	size_t		label_count;
	cu_cbor		mandatory;		/* before the first of mandatory_count */
	size_t		mandatory_count;
} cu_sd_value;

/*
 * Reads the proofValue of a proof (vc-di-ecdsa 3.5.8).  CU_OK or a failure of
 * memory.
 */
extern cu_status cu_sd_value_read(cu_ctx *ctx, const cu_json *proof,
								  cu_sd_value *out);

#endif							/* CU_SUITE_SD_H */
