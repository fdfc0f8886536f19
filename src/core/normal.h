/*
 * normal.h
 *		Normalisers: values as they stand on paper to one comparable form.
 *
 * What cannot be normalised with certainty is not normalised: the caller keeps
 * the value as given beside a normal form that is absent.
 */
#ifndef CU_NORMAL_H
#define CU_NORMAL_H

#include "arena.h"

/*
 * code			upper case (ASCII), runs of white space as one space
 * country		ISO 3166-1 alpha-2
 * date			RFC 3339: in UTC when there is a zone, else as given
 * did			a DID, as it is
 * entry_number	filer, number and check digit: 11 characters
 * gln			13 digits with the right check digit
 * hts			4 to 10 digits
 * lei			20 characters with the right check digits (ISO 17442)
 * number		a canonical decimal number (decimal.h)
 * scac			4 letters
 * text			runs of white space as one space
 * unit			UN/ECE Recommendation 20 code
 * unlocode		5 characters, the first two a country
 * us_port		4 digits (Schedule D)
 */
#define CU_NORMAL_LIST(X) \
	X(code) X(country) X(date) X(did) X(entry_number) X(gln) X(hts) X(lei) \
	X(number) X(scac) X(text) X(unit) X(unlocode) X(us_port)

typedef enum cu_normal
{
	CU_NORMAL_NONE,
#define CU_NORMAL_ENUM(name) CU_NORMAL_##name,
	CU_NORMAL_LIST(CU_NORMAL_ENUM)
#undef CU_NORMAL_ENUM
	CU_NORMAL_COUNT
} cu_normal;

/* The normaliser of this name; CU_NORMAL_NONE when there is none such. */
extern cu_normal cu_normal_find(cu_slice name);

/*
 * Applies a normaliser.  out->p is NULL, and the status CU_OK, when the value
 * cannot be normalised.  CU_NORMAL_NONE normalises nothing.
 */
extern cu_status cu_normal_apply(cu_ctx *ctx, cu_normal normal, cu_slice value,
								 cu_slice *out);

/*
 * True when the last digit of an entry number in normal form is the check
 * digit that CBP computes over the ten characters before it (CATAIR, valid
 * entry numbers).
 */
extern bool cu_entry_number_checks(cu_slice number);

/* Characters of an entry number of any shape. */
#define CU_ENTRY_NUMBER_MAX 64

/*
 * An entry number as the type of that name keeps it: in normal form; what has
 * another shape, as given but without white space around it and in upper case,
 * for other numbers stand in entry documents too.  Reading the result again
 * gives the same.  CU_BAD_ENTRY_NUMBER, with an offset: empty, longer than
 * CU_ENTRY_NUMBER_MAX, or a character that is not printable ASCII.
 */
extern cu_status cu_entry_number_read(cu_ctx *ctx, cu_slice text,
									  cu_slice *out);

/* True when text is nothing but white space. */
extern bool cu_is_blank(cu_slice text);

#endif							/* CU_NORMAL_H */
