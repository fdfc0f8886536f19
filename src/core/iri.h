/*
 * iri.h
 *		Absolute IRIs (RFC 3986, RFC 3987): syntax, parts, normal form.
 */
#ifndef CU_IRI_H
#define CU_IRI_H

#include "buf.h"

/* Parts of an IRI, slices of its text.  A part that is absent has p NULL. */
typedef struct cu_iri
{
	cu_slice	scheme;			/* without ':' */
	cu_slice	userinfo;		/* without '@' */
	cu_slice	host;			/* IP literals with brackets; may be empty */
	cu_slice	port;			/* without ':'; may be empty */
	cu_slice	path;			/* always there, may be empty */
	cu_slice	query;			/* without '?' */
	cu_slice	fragment;		/* without '#' */
} cu_iri;

/*
 * Checks that text is an IRI with a scheme (RFC 3987, section 2.2) and splits
 * it.  CU_BAD_IRI, or CU_BAD_UTF8, with the offset of the first octet that
 * does not fit.  Hosts are read as RFC 3986 has them: letters outside ASCII
 * must come in their ASCII form ("xn--"), since no other form can be made
 * unique without the tables of IDNA.
 */
extern cu_status cu_iri_parse(cu_ctx *ctx, cu_slice text, cu_iri *out);

/*
 * Normal form by syntax and scheme (RFC 3986, 6.2.2 and 6.2.3): scheme and
 * host in lower case; percent-encoding in upper case, and undone where it
 * hides an unreserved character; characters outside ASCII percent-encoded as
 * UTF-8 (RFC 3987, section 3.1), so that the result is ASCII; dot segments
 * resolved in paths that start with '/'; the port without leading zeros and
 * left out when it is empty or the default of http or https; an empty path of
 * these two becomes "/".  Delimiters before an empty query or fragment stay,
 * and so does everything else: text only, no Unicode normalisation.
 */
extern cu_status cu_iri_normalize(cu_ctx *ctx, cu_slice text, cu_slice *out);

/* True when the port is absent, empty, or the default of http or https. */
extern bool cu_iri_default_port(const cu_iri *iri);

/* RFC 3986, section 2.3: letters, digits, "-", ".", "_", "~". */
extern bool cu_iri_is_unreserved(char c);

/*
 * Appends a checked part in normal form: percent-encoding as above, and, with
 * lower, ASCII letters outside percent-encoding in lower case.
 */
extern void cu_iri_add_part(cu_buf *buf, cu_slice part, bool lower);

/* Appends a checked path that starts with '/', its dot segments resolved. */
extern void cu_iri_add_path(cu_buf *buf, cu_slice path);

/*
 * Appends the segments of a checked path with percent-encoding only where a
 * segment cannot hold the character itself (RFC 3986, section 3.3: pchar).
 * Unlike normal form this makes "%28" and "(" one, which is right only where
 * no reserved character is a delimiter within a segment.  Dot segments stay.
 */
extern void cu_iri_add_segments(cu_buf *buf, cu_slice path);

/*
 * Appends text as the data of one such segment: '%' and '/' are encoded.
 */
extern void cu_iri_add_segment(cu_buf *buf, cu_slice text);

/*
 * Appends text as data: every octet but unreserved characters is
 * percent-encoded, '%' and '/' included.
 */
extern void cu_iri_add_data(cu_buf *buf, cu_slice text);

/*
 * Undoes all percent-encoding: the octets in the arena, p NULL on failure.
 * A '%' without two hexadecimal digits after it stays as it is.
 */
extern cu_slice cu_iri_decode(cu_ctx *ctx, cu_slice part);

#endif							/* CU_IRI_H */
