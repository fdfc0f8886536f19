/*
 * status.h
 *		Every way in which the core can fail, in one table.
 *
 * A core function returns a cu_status.  CU_OK is 0.  The class says what kind
 * of failure it is; the host derives its own error code from the class (in
 * PostgreSQL, src/pg/report.c).  A bad signature is not a failure: see
 * verify.h, which answers with checks.
 */
#ifndef CU_STATUS_H
#define CU_STATUS_H

typedef enum cu_class
{
	CU_CLASS_OK,
	CU_CLASS_INPUT,				/* what was handed in is malformed */
	CU_CLASS_LIMIT,				/* well-formed perhaps, but over a limit */
	CU_CLASS_UNSUPPORTED,		/* understood, not offered */
	CU_CLASS_CORRUPT,			/* a stored value is not what we wrote */
	CU_CLASS_RESOURCE,			/* memory: says nothing about the input */
	CU_CLASS_CANCELED,			/* the host asked us to stop */
	CU_CLASS_INTERNAL			/* a library refused what it never refuses */
} cu_class;

/* name, class, message (lower case, no period, a whole phrase) */
#define CU_STATUS_LIST(X) \
	X(CU_OK, CU_CLASS_OK, "success") \
	X(CU_OUT_OF_MEMORY, CU_CLASS_RESOURCE, "out of memory") \
	X(CU_CANCELED, CU_CLASS_CANCELED, "canceled on request") \
	X(CU_INTERNAL, CU_CLASS_INTERNAL, "cryptographic library failed") \
	X(CU_LIMIT_SIZE, CU_CLASS_LIMIT, "input is too large") \
	X(CU_LIMIT_DEPTH, CU_CLASS_LIMIT, "input is nested too deeply") \
	X(CU_LIMIT_MEMORY, CU_CLASS_LIMIT, "input needs too much memory") \
	X(CU_LIMIT_WORK, CU_CLASS_LIMIT, "canonicalization needs too much work") \
	X(CU_BAD_UTF8, CU_CLASS_INPUT, "invalid UTF-8") \
	X(CU_BAD_BASE, CU_CLASS_INPUT, "invalid base encoding") \
	X(CU_BAD_MULTIBASE, CU_CLASS_INPUT, "invalid multibase text") \
	X(CU_BAD_MULTICODEC, CU_CLASS_INPUT, "invalid multicodec prefix") \
	X(CU_BAD_JSON, CU_CLASS_INPUT, "invalid JSON") \
	X(CU_DUPLICATE_KEY, CU_CLASS_INPUT, "duplicate key in JSON object") \
	X(CU_BAD_NUMBER, CU_CLASS_INPUT, "number is not a finite double") \
	X(CU_BAD_DATETIME, CU_CLASS_INPUT, "invalid date and time") \
	X(CU_BAD_IRI, CU_CLASS_INPUT, "invalid IRI") \
	X(CU_BAD_DID, CU_CLASS_INPUT, "invalid DID") \
	X(CU_BAD_DID_URL, CU_CLASS_INPUT, "invalid DID URL") \
	X(CU_BAD_DID_DOCUMENT, CU_CLASS_INPUT, "invalid DID document") \
	X(CU_BAD_KEY, CU_CLASS_INPUT, "invalid key") \
	X(CU_UNSUPPORTED_KEY, CU_CLASS_UNSUPPORTED, "key type is not supported") \
	X(CU_UNSUPPORTED_METHOD, CU_CLASS_UNSUPPORTED, "DID method is not supported") \
	X(CU_BAD_JWS, CU_CLASS_INPUT, "invalid JWS") \
	X(CU_BAD_CREDENTIAL, CU_CLASS_INPUT, "invalid credential") \
	X(CU_BAD_ITEM, CU_CLASS_INPUT, "invalid item identifier") \
	X(CU_BAD_ENTRY_NUMBER, CU_CLASS_INPUT, "invalid entry number") \
	X(CU_BAD_PATH, CU_CLASS_INPUT, "invalid path expression") \
	X(CU_BAD_PROFILE, CU_CLASS_INPUT, "invalid document profile") \
	X(CU_BAD_NQUADS, CU_CLASS_INPUT, "invalid N-Quads") \
	X(CU_BAD_CONTEXT, CU_CLASS_INPUT, "invalid JSON-LD context") \
	X(CU_BAD_JSONLD, CU_CLASS_INPUT, "invalid JSON-LD document") \
	X(CU_MISSING_CONTEXT, CU_CLASS_INPUT, "context is not registered") \
	X(CU_INLINE_CONTEXT, CU_CLASS_INPUT, "inline context is not allowed") \
	X(CU_LOSS_TERM, CU_CLASS_INPUT, "property is not defined by the contexts") \
	X(CU_LOSS_IRI, CU_CLASS_INPUT, "relative IRI would be lost") \
	X(CU_LOSS_TYPE, CU_CLASS_INPUT, "type is not defined by the contexts") \
	X(CU_LOSS_KEYWORD, CU_CLASS_INPUT, "name has the form of a keyword") \
	X(CU_LOSS_VALUE, CU_CLASS_INPUT, "value belongs to nothing") \
	X(CU_LOSS_LANGUAGE, CU_CLASS_INPUT, "invalid language tag") \
	X(CU_LOSS_PREDICATE, CU_CLASS_INPUT, "property is a blank node") \
	X(CU_LOSS_DIRECTION, CU_CLASS_INPUT, "base direction would be lost") \
	X(CU_BAD_ARGUMENT, CU_CLASS_INPUT, "invalid argument") \
	X(CU_CORRUPT, CU_CLASS_CORRUPT, "stored value is corrupt")

typedef enum cu_status
{
#define CU_STATUS_ENUM(name, class, message) name,
	CU_STATUS_LIST(CU_STATUS_ENUM)
#undef CU_STATUS_ENUM
	CU_STATUS_COUNT
} cu_status;

/* The class of a status. */
extern cu_class cu_status_class(cu_status status);

/* A constant English phrase for a status: lower case, no period. */
extern const char *cu_status_message(cu_status status);

/* The name of a status as in this header, for tests. */
extern const char *cu_status_name(cu_status status);

/* Returns early with the status of an expression that is not CU_OK. */
#define CU_TRY(expr) \
	do { \
		cu_status	cu_try_status = (expr); \
		if (cu_try_status != CU_OK) \
			return cu_try_status; \
	} while (0)

#endif							/* CU_STATUS_H */
