/*
 * credential.h
 *		A verifiable credential in any securing form, and how it is stored.
 *
 * Sources: VC Data Model 1.1 and 2.0, VC-JOSE-COSE, VC Data Integrity 1.0.
 */
#ifndef CU_CREDENTIAL_H
#define CU_CREDENTIAL_H

#include "datetime.h"
#include "digest.h"
#include "jws.h"

/* Stored as one octet: numbers are for ever. */
typedef enum cu_form
{
	CU_FORM_UNSECURED = 1,		/* JSON without a proof */
	CU_FORM_EMBEDDED = 2,		/* JSON with a "proof" */
	CU_FORM_VC_JWT = 3,			/* compact JWS over a VCDM 2.0 credential */
	CU_FORM_VC_JWT_11 = 4,		/* compact JWS with a "vc" claim (VCDM 1.1) */
	CU_FORM_SD_JWT = 5,			/* compact JWS, '~', disclosures */
	CU_FORM_ENVELOPED = 6		/* EnvelopedVerifiableCredential of a JWS */
} cu_form;

/* Name for people: unsecured, embedded, vc+jwt, vc-jwt, vc+sd-jwt, enveloped. */
extern const char *cu_form_name(cu_form form);

/* What accessors ask for all the time; kept in the stored header. */
typedef struct cu_summary
{
	cu_form		form;
	unsigned	model;			/* 1 or 2: VCDM 1.1 or 2.0 */
	uint8_t		digest[CU_SHA256_SIZE]; /* SHA-256 of the octets */
	uint8_t		content_digest[CU_SHA256_SIZE];
	cu_slice	id;				/* p NULL: none */
	cu_slice	issuer;			/* the id, whether issuer is text or object */
	cu_slice   *types;
	uint32_t	type_count;
	cu_instant	valid_from;		/* CU_INSTANT_MIN: absent or unreadable */
	cu_instant	valid_until;	/* CU_INSTANT_MAX: absent or unreadable */
} cu_summary;

typedef struct cu_credential
{
	cu_summary	summary;
	cu_slice	octets;			/* as received (a token: without white space) */
	cu_form		secured;		/* summary.form; of an envelope: its token's */
	bool		digested;		/* digests computed now, not as stored */
	/*
	 * The credential: the JSON document itself, the JWT payload, or for
	 * VC-JWT 1.1 the "vc" claim with iss, sub, jti, nbf, exp put where the
	 * data model has them (VCDM 1.1 section 6.3.1).  In the embedded form
	 * numbers are those that a proof covers, which are doubles.
	 */
	const cu_json *claims;
	const cu_json *payload;		/* JWT forms: the payload as signed */
	cu_jws		jws;			/* JWT forms */
	const cu_json *proof;		/* embedded form: the "proof" value */
} cu_credential;

/*
 * Reads a credential of any form and computes both digests.  CU_BAD_CREDENTIAL
 * with a JSON pointer when it is JSON but no credential: no @context, no
 * "VerifiableCredential" among the types, no issuer, no credentialSubject.
 * Everything subtler is for cu_verify.  CU_LIMIT_SIZE also when id, issuer, a
 * type or the number of types is over 65535.  Other errors: those of json.h,
 * jws.h.
 *
 * The content digest is SHA-256 over the JCS form of the claims without
 * "proof" and, for tokens, without the registered JWT claims: white space,
 * another signature over the same claims or another envelope do not change it,
 * nor do contexts added to a document whose proof does not cover them, nor
 * digits beyond a double.  A token signs such digits, so there they count.
 */
extern cu_status cu_credential_read(cu_ctx *ctx, cu_slice octets,
									cu_credential *out);

/* --- the stored value (doc/on-disk-format.md) ----------------------------- */

#define CU_STORED_VERSION 1

/* Octets that hold everything but id, issuer, types and the document. */
#define CU_STORED_FIXED 88

/* Writes the stored value of a credential that cu_credential_read made. */
extern cu_status cu_credential_store(cu_buf *out, const cu_credential *c);

/* The length of the header, from its first CU_STORED_FIXED octets. */
extern cu_status cu_stored_header_size(cu_ctx *ctx, cu_slice prefix,
									   size_t *size);

/* Reads the header; slices point into it.  CU_CORRUPT when it is not ours. */
extern cu_status cu_stored_summary(cu_ctx *ctx, cu_slice header,
								   cu_summary *out);

/*
 * The digest of the octets, from the first CU_STORED_FIXED octets: for
 * comparisons, which have no context.  False when they are not ours.
 */
extern bool cu_stored_digest(cu_slice prefix, cu_slice *digest);

/* The octets as received, inside a stored value. */
extern cu_status cu_stored_octets(cu_ctx *ctx, cu_slice stored, cu_slice *out);

/* Reads a stored value for verification: digests are taken, not computed. */
extern cu_status cu_credential_open(cu_ctx *ctx, cu_slice stored,
									cu_credential *out);

#endif							/* CU_CREDENTIAL_H */
