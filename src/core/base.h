/*
 * base.h
 *		Octets as text: base16, base32, base58btc, base64 and base64url.
 *
 * Encoders return text in the arena (p NULL on failure).  Decoders are strict:
 * any character outside the alphabet, wrong padding or non-zero trailing bits
 * is CU_BAD_BASE with the offset of the character.  White space is never
 * skipped.
 */
#ifndef CU_BASE_H
#define CU_BASE_H

#include "arena.h"

/* RFC 4648 section 8, lower case out; both cases in. */
extern cu_slice cu_base16_encode(cu_ctx *ctx, cu_slice octets);
extern cu_status cu_base16_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets);

/* RFC 4648 section 6, lower case out, both in; no padding (multibase 'b'). */
extern cu_slice cu_base32_encode(cu_ctx *ctx, cu_slice octets);
extern cu_status cu_base32_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets);

/*
 * Base58 with the Bitcoin alphabet (draft-msporny-base58-03).  Quadratic in
 * the length: text over CU_BASE58_MAX characters is CU_LIMIT_SIZE.
 */
#define CU_BASE58_MAX 8192
extern cu_slice cu_base58_encode(cu_ctx *ctx, cu_slice octets);
extern cu_status cu_base58_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets);

/* RFC 4648 section 5, no padding; padding in the input is refused. */
extern cu_slice cu_base64url_encode(cu_ctx *ctx, cu_slice octets);
extern cu_status cu_base64url_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets);

/* RFC 4648 section 4 with padding. */
extern cu_slice cu_base64_encode(cu_ctx *ctx, cu_slice octets);
extern cu_status cu_base64_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets);

#endif							/* CU_BASE_H */
