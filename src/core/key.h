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
 * prefix and the key, in base58btc or base64url.  CU_BAD_KEY (also for a
 * private key), CU_BAD_MULTIBASE, CU_BAD_MULTICODEC, CU_UNSUPPORTED_KEY.
 */
extern cu_status cu_multikey_read(cu_ctx *ctx, cu_slice text, cu_public_key *key);

/*
 * As cu_multikey_read, the multibase layer already taken off.  The key may
 * point into octets.
 */
extern cu_status cu_multicodec_key_read(cu_ctx *ctx, cu_slice octets,
										cu_public_key *key);

/*
 * The Multikey text of a key (base58btc); p NULL on failure, which
 * ctx->error.status tells.
 */
extern cu_slice cu_multikey_write(cu_ctx *ctx, const cu_public_key *key);

/*
 * Public key from a JWK (RFC 7517, 7518, 8037): kty OKP, EC or RSA, with the
 * exact coordinate lengths and the point on its curve.  When they are there,
 * "alg" must be a signature algorithm of the key, "use" must be "sig" and
 * "key_ops" must list "verify"; of an X25519 key they are not looked at.  An
 * RSA key verifies by the "alg" it states and by no other.
 * Sets *private_present, on failure too, when the JWK carries a private member
 * (which a DID document must never do).  CU_BAD_KEY, CU_UNSUPPORTED_KEY.
 */
extern cu_status cu_jwk_read(cu_ctx *ctx, const cu_json *jwk,
							 cu_public_key *key, bool *private_present);

/* As cu_jwk_read, whatever alg, use and key_ops say. */
extern cu_status cu_jwk_read_any(cu_ctx *ctx, const cu_json *jwk,
								 cu_public_key *key);

/* True when the JWK carries a private member. */
extern bool cu_jwk_is_private(const cu_json *jwk);

/*
 * A JWK with the public members only, in JCS order; NULL for lack of memory or
 * a type that is not written, which ctx->error.status tells.
 */
extern const cu_json *cu_jwk_write(cu_ctx *ctx, const cu_public_key *key);

/* JWK thumbprint (RFC 7638), SHA-256, base64url; p NULL on failure. */
extern cu_slice cu_jwk_thumbprint(cu_ctx *ctx, const cu_public_key *key);

/*
 * Private key from a JWK with "d", or secretKeyMultibase text.  The public
 * key beside it must belong to it.  Wipes the decoded octets; the text is the
 * caller's to wipe.  On failure *key holds nothing.
 */
extern cu_status cu_jwk_read_private(cu_ctx *ctx, const cu_json *jwk,
									 cu_private_key *key);
extern cu_status cu_multikey_read_private(cu_ctx *ctx, cu_slice text,
										  cu_private_key *key);

/*
 * The key of a verification method: exactly one of publicKeyMultibase,
 * publicKeyJwk and publicKeyBase58, fitting the method's "type" where the type
 * says which key it is for.  Errors: those of cu_multikey_read, cu_jwk_read.
 */
extern cu_status cu_method_key_read(cu_ctx *ctx, const cu_json *method,
									cu_public_key *key);

/* True when a private key stands anywhere inside value. */
extern bool cu_json_holds_private_key(const cu_json *value);

/*
 * A public key in any text form a person may hand in, white space around it
 * allowed: Multikey, a did:key or did:jwk (or a DID URL of one), a JWK or a
 * verification method as JSON.  A private key is refused (CU_BAD_KEY).
 */
extern cu_status cu_public_key_read(cu_ctx *ctx, cu_slice text,
									cu_public_key *key);

/* True when both are the same key, whatever algorithm it is kept for. */
extern bool cu_public_key_equal(const cu_public_key *a, const cu_public_key *b);

#endif							/* CU_KEY_H */
