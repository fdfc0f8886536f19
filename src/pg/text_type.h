/*
 * text_type.h
 *		What did, did_url and item have in common: a checked text inside.
 *
 * Such a type is a varlena that holds the octets of its canonical text and
 * nothing else: ALIGNMENT int4 (the server wants no less), STORAGE extended,
 * COLLATABLE false.  Order, equality and hash are those of the octets, so one
 * set of C functions serves all; the install script declares each by type:
 *
 *	out, send				text_type_out, text_type_send
 *	comparison operators	text_type_eq _ne _lt _le _gt _ge
 *	btree support 1, 2		text_type_cmp, text_type_sortsupport
 *	btree support 4			the server's btequalimage (LANGUAGE internal)
 *	hash support 1, 2		text_type_hash, text_type_hash_extended
 *	min and max				text_type_smaller, text_type_larger
 *
 * in and recv are each type's own, because they check.
 */
#ifndef CU_PG_TEXT_TYPE_H
#define CU_PG_TEXT_TYPE_H

#include "compat.h"

#include "../core/slice.h"
#include "lib/stringinfo.h"

/* First octet of the binary representation, then the text. */
#define CU_TEXT_TYPE_FORMAT 1

/*
 * The text of a binary representation, for the recv function of type (named
 * in the message): checks and takes the format octet; the rest is not copied
 * and not checked.  22P03 when the format is not ours.
 */
extern cu_slice cu_text_type_recv(StringInfo message, const char *type);

#endif							/* CU_PG_TEXT_TYPE_H */
