/*
 * crypto.h
 *		The only door to libsodium and OpenSSL.
 *
 * Every length is checked here, before any library call.  A public key comes
 * in one raw form per type and carries its type, so that an algorithm can only
 * be used with the key it belongs to.
 */
#ifndef CU_CRYPTO_H
#define CU_CRYPTO_H

#include "arena.h"
#include "digest.h"

typedef enum cu_key_type
{
	CU_KEY_NONE,
	CU_KEY_ED25519,				/* 32 octets (RFC 8032) */
	CU_KEY_P256,				/* 65 octets, uncompressed point 04 x y */
	CU_KEY_P384,				/* 97 octets, uncompressed point 04 x y */
	CU_KEY_P521,				/* 133 octets, uncompressed point 04 x y */
	CU_KEY_SECP256K1,			/* 65 octets, uncompressed point 04 x y */
	CU_KEY_RSA,					/* PKCS#1 RSAPublicKey in DER */
	/* Recognised, so that a DID document with them is read. */
	CU_KEY_X25519,				/* 32 octets */
	CU_KEY_BLS12381				/* as encoded */
} cu_key_type;

typedef struct cu_public_key
{
	cu_key_type type;
	cu_slice	octets;			/* raw form as given above */

	/*
	 * RSA: the only JWS algorithm that the key's owner allows, a constant;
	 * NULL: all of its type.
	 */
	const char *alg;
} cu_public_key;

typedef struct cu_private_key
{
	cu_key_type type;			/* ED25519, P256 or P384 */
	uint8_t		secret[48];		/* seed or scalar, big-endian */
	size_t		n;				/* 32 or 48 */
} cu_private_key;

typedef enum cu_truth
{
	CU_UNKNOWN = -1,
	CU_FALSE = 0,
	CU_TRUE = 1
} cu_truth;

/*
 * Call once before anything else here, again does no harm; false when
 * libsodium will not start.
 */
extern bool cu_crypto_init(void);

/* True when signatures of this key type can be verified. */
extern bool cu_key_verifies(cu_key_type type);

/* Octets of a signature in raw form (Ed25519 R||S, ECDSA r||s); 0: none, RSA. */
extern size_t cu_signature_size(cu_key_type type);

/*
 * Verifies a raw signature over message.  hash is the ECDSA message digest
 * and is ignored for Ed25519, which hashes by itself.  CU_TRUE or CU_FALSE;
 * CU_UNKNOWN for a type that is not verified with, for RSA, which needs a
 * padding (cu_rsa_verify), and when the library has no memory left.  A key or
 * signature of the wrong length, a point off the curve, r or s out of range:
 * CU_FALSE.
 */
extern cu_truth cu_signature_verify(const cu_public_key *key, cu_hash hash,
									cu_slice message, cu_slice signature);

/*
 * As above over a finished digest of an ECDSA message, CU_UNKNOWN for keys that
 * are no points; a digest that is as long as none of cu_hash is CU_FALSE.
 */
extern cu_truth cu_ecdsa_verify_digest(const cu_public_key *key,
									   cu_slice digest, cu_slice signature);

/* How an RSA signature is padded (RFC 8017, sections 8.1 and 8.2). */
typedef enum cu_rsa_padding
{
	CU_RSA_PKCS1,				/* RS256, RS384, RS512 */
	CU_RSA_PSS					/* PS256, ...: salt as long as the hash, MGF1 of it */
} cu_rsa_padding;

/*
 * Verifies an RSA signature, which must be as long as the modulus and less.
 * CU_FALSE also for a key that is not sound (cu_rsa_key_is_sound): a modulus
 * under 2048 or over 8192 bits, an exponent that is even, under 3 or over 64
 * bits, a modulus known to be weak.  CU_UNKNOWN for a key of another type, and
 * when the library has no memory left.
 */
extern cu_truth cu_rsa_verify(const cu_public_key *key, cu_rsa_padding padding,
							  cu_hash hash, cu_slice message,
							  cu_slice signature);

/* Signs message; signature gets cu_signature_size octets in the arena. */
extern cu_status cu_signature_sign(cu_ctx *ctx, const cu_private_key *key,
								   cu_hash hash, cu_slice message,
								   cu_slice *signature);

/* The public key of a private key. */
extern cu_status cu_private_key_public(cu_ctx *ctx, const cu_private_key *key,
									   cu_public_key *out);

/* A fresh key of type ED25519, P256 or P384. */
extern cu_status cu_private_key_generate(cu_ctx *ctx, cu_key_type type,
										 cu_private_key *out);

/* Overwrites a private key. */
extern void cu_private_key_wipe(cu_private_key *key);

/*
 * Turns a compressed or uncompressed point into the uncompressed form, after
 * checking that it is on the curve.  CU_BAD_KEY when it is not.
 */
extern cu_status cu_point_decode(cu_ctx *ctx, cu_key_type type, cu_slice point,
								 cu_slice *uncompressed);

/* The compressed form (02/03 x) of an uncompressed point. */
extern cu_slice cu_point_compress(cu_ctx *ctx, cu_slice uncompressed);

/*
 * X25519 public key for an Ed25519 one (used by did:key documents for
 * keyAgreement); CU_BAD_KEY when the point does not map.
 */
extern cu_status cu_ed25519_to_x25519(cu_ctx *ctx, cu_slice ed25519,
									  cu_slice *x25519);

#endif							/* CU_CRYPTO_H */
