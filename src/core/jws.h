/*
 * jws.h
 *		JSON Web Signature, compact serialisation (RFC 7515, 7518, 8037, 8812, 9864).
 */
#ifndef CU_JWS_H
#define CU_JWS_H

#include "json.h"
#include "key.h"

typedef struct cu_jws
{
	cu_slice	signing_input;	/* header.payload as received */
	const cu_json *header;		/* an object */
	cu_slice	payload;		/* decoded octets */
	cu_slice	signature;		/* decoded octets, may be empty */
	cu_slice	alg;			/* header members; p NULL when absent */
	cu_slice	kid;
	cu_slice	typ;
	cu_slice	cty;
	bool		crit;			/* header has "crit" */
} cu_jws;

/* True when text has the outer shape a.b.c of base64url characters. */
extern bool cu_jws_looks_like(cu_slice text);

/*
 * Takes a compact JWS apart.  Reads no key from it: jwk, jku, x5u and x5c are
 * never key sources.  CU_BAD_JWS with the offset in text.
 */
extern cu_status cu_jws_parse(cu_ctx *ctx, cu_slice text, cu_jws *out);

/*
 * True when alg belongs to this key type; sets *hash.  Known are EdDSA and
 * Ed25519, ES256, ES384, ES512, ES256K, RS256, RS384, RS512, PS256, PS384 and
 * PS512; "none" and everything else belongs to no key.
 */
extern bool cu_jws_alg_fits(cu_slice alg, cu_key_type type, cu_hash *hash);

/* True when alg belongs to the key's type and to what its JWK allows. */
extern bool cu_jws_alg_allowed(cu_slice alg, const cu_public_key *key);

/* True when alg is one this library verifies. */
extern bool cu_jws_alg_known(cu_slice alg);

/*
 * The signature under this key: CU_FALSE when alg is not allowed for the key,
 * "crit" is there (no extension is understood) or the signature is wrong;
 * CU_UNKNOWN when the library has no memory left.
 */
extern cu_truth cu_jws_verify(const cu_jws *jws, const cu_public_key *key);

/* The alg to sign with by key type: "EdDSA", "ES256", "ES384" or NULL. */
extern const char *cu_jws_alg_for(cu_key_type type);

/*
 * Signs payload under a header that must already name the right alg; compact
 * text in the arena.
 */
extern cu_status cu_jws_sign(cu_ctx *ctx, const cu_json *header,
							 cu_slice payload, const cu_private_key *key,
							 cu_slice *text);

#endif							/* CU_JWS_H */
