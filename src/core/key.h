/*
 * key.h
 *		Keys as people write them: Multikey, JWK, and the older base58 form.
 */
#ifndef CU_KEY_H
#define CU_KEY_H

#include "crypto.h"
#include "json.h"

/*
 * Public key from publicKeyMultibase (CID 1.0, section 2.2.2): a multicodec
 * prefix and the key.  CU_BAD_KEY, CU_BAD_MULTIBASE, CU_UNSUPPORTED_KEY.
 */
extern cu_status cu_multikey_read(cu_ctx *ctx, cu_slice text, cu_public_key *key);

/* As cu_multikey_read, the multibase layer already taken off. */
extern cu_status cu_multicodec_key_read(cu_ctx *ctx, cu_slice octets,
										cu_public_key *key);

/* The Multikey text of a key (base58btc); p NULL on failure. */
extern cu_slice cu_multikey_write(cu_ctx *ctx, const cu_public_key *key);

/*
 * Public key from a JWK (RFC 7517, 7518, 8037): kty OKP or EC with the exact
 * coordinate lengths, point on the curve.  "alg", when there, must be one of
 * the key's.  Sets *private_present when the JWK carries a private member
 * (which a DID document must never do).
 */
extern cu_status cu_jwk_read(cu_ctx *ctx, const cu_json *jwk,
							 cu_public_key *key, bool *private_present);

/* A JWK with the public members only, in JCS order; NULL: no memory. */
extern const cu_json *cu_jwk_write(cu_ctx *ctx, const cu_public_key *key);

/* JWK thumbprint (RFC 7638), SHA-256, base64url; p NULL on failure. */
extern cu_slice cu_jwk_thumbprint(cu_ctx *ctx, const cu_public_key *key);

/* Private key from a JWK with "d", or secretKeyMultibase text. */
extern cu_status cu_jwk_read_private(cu_ctx *ctx, const cu_json *jwk,
									 cu_private_key *key);
extern cu_status cu_multikey_read_private(cu_ctx *ctx, cu_slice text,
										  cu_private_key *key);

/*
 * A public key in any text form a person may hand in: Multikey, a did:key (or
 * a DID URL of one), a JWK or a verification method as JSON.
 */
extern cu_status cu_public_key_read(cu_ctx *ctx, cu_slice text,
									cu_public_key *key);

/* True when both are the same key. */
extern bool cu_public_key_equal(const cu_public_key *a, const cu_public_key *b);

#endif							/* CU_KEY_H */
