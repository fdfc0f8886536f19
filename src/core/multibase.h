/*
 * multibase.h
 *		Self-describing base encodings, varints and multicodec prefixes.
 *
 * Sources: W3C Controlled Identifiers 1.0, sections 2.4 and 2.5; the
 * multiformats tables (multibase.csv, table.csv), unsigned-varint.
 */
#ifndef CU_MULTIBASE_H
#define CU_MULTIBASE_H

#include "arena.h"

/* Decodes multibase text: f F b z u m M(padded) U(padded); others fail. */
extern cu_status cu_multibase_decode(cu_ctx *ctx, cu_slice text, cu_slice *octets);

/* Encodes with a prefix of f b z u m; p is NULL on failure. */
extern cu_slice cu_multibase_encode(cu_ctx *ctx, char prefix, cu_slice octets);

/*
 * Reads an unsigned varint (at most 9 octets, shortest form only) at the
 * start of octets.  Returns octets read, 0 when malformed.
 */
extern size_t cu_varint_read(cu_slice octets, uint64_t *value);

/* Writes value to out (10 octets of room); returns octets written. */
extern size_t cu_varint_write(uint64_t value, char *out);

/* Multicodec codes that name keys (multiformats table.csv). */
typedef enum cu_multicodec
{
	CU_CODEC_SECP256K1_PUB = 0xe7,
	CU_CODEC_BLS12381_G1_PUB = 0xea,
	CU_CODEC_BLS12381_G2_PUB = 0xeb,
	CU_CODEC_X25519_PUB = 0xec,
	CU_CODEC_ED25519_PUB = 0xed,
	CU_CODEC_BLS12381_G1G2_PUB = 0xee,
	CU_CODEC_JWK_JCS_PUB = 0xeb51,
	CU_CODEC_P256_PUB = 0x1200,
	CU_CODEC_P384_PUB = 0x1201,
	CU_CODEC_P521_PUB = 0x1202,
	CU_CODEC_RSA_PUB = 0x1205,
	CU_CODEC_ED25519_PRIV = 0x1300,
	CU_CODEC_P256_PRIV = 0x1306,
	CU_CODEC_P384_PRIV = 0x1307
} cu_multicodec;

/* The name in table.csv for a code of cu_multicodec, or NULL. */
extern const char *cu_multicodec_name(uint64_t code);

#endif							/* CU_MULTIBASE_H */
