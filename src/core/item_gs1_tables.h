/*
 * item_gs1_tables.h
 *		Which GS1 keys, qualifiers and combinations there are.
 *
 * For item_gs1.c and item_epc.c alone.
 */
#ifndef CU_ITEM_GS1_TABLES_H
#define CU_ITEM_GS1_TABLES_H

#include "iri.h"
#include "item.h"

#define CU_GS1_STEM "https://id.gs1.org/"

typedef enum cu_gs1_charset
{
	CU_GS1_DIGITS,
	CU_GS1_SET_39,				/* GS1 General Specifications, figure 7.11-2 */
	CU_GS1_SET_82				/* figure 7.11-1 */
} cu_gs1_charset;

/* An application identifier: some digits, then a tail. */
typedef struct cu_gs1_field
{
	const char *ai;
	const char *word;			/* its name in Digital Link 1.1, or NULL */
	unsigned	digits;
	unsigned	checked;		/* digits of which the last is a check digit */
	unsigned	tail_min,
				tail_max;
	cu_gs1_charset tail;
} cu_gs1_field;

/* What may stand in a link: a key, alone or with one qualifier. */
typedef struct cu_gs1_form
{
	const char *scheme;			/* for item(scheme, …), or NULL */
	const char *key;
	const char *qualifier;		/* NULL: the key alone */
	cu_item_kind kind;
	bool		alone;			/* refuses the key's other qualifiers */
} cu_gs1_form;

/* The field of an application identifier, which must be in the table. */
extern const cu_gs1_field *cu_gs1_field_of(const char *ai);

/* The field a link names by number, or by word as Digital Link 1.1 did. */
extern const cu_gs1_field *cu_gs1_named_field(cu_slice name);

/*
 * The form of a key with a qualifier (NULL: alone), or NULL.  Of two forms of
 * one key the one at the greater address is the more specific.
 */
extern const cu_gs1_form *cu_gs1_form_of(const char *key, const char *qualifier);

/* The form that a scheme names, or NULL. */
extern const cu_gs1_form *cu_gs1_scheme_form(cu_slice scheme);

/* The check digit after n digits (General Specifications, section 7.9). */
extern char cu_gs1_check_digit(const char *digits, size_t n);

/*
 * Checks a decoded value; *value may change: a GTIN of 8, 12 or 13 digits
 * gets zeros before it.  CU_BAD_ITEM at offset.
 */
extern cu_status cu_gs1_check(cu_ctx *ctx, const cu_gs1_field *f,
							  cu_slice *value, size_t offset);

/* The canonical text of checked values. */
extern cu_status cu_gs1_write(cu_ctx *ctx, const cu_gs1_form *f, cu_slice key,
							  cu_slice qualifier, cu_slice *out);

/*
 * Takes the part before the first of the separators off *rest, which becomes
 * what follows it; its p is NULL when there was no separator.
 */
extern cu_slice cu_gs1_next(cu_slice *rest, const char *separators);

/*
 * The item of what follows "urn:epc:id:NAME:" (or "class:NAME:").
 * CU_BAD_ARGUMENT when there is no such URN.
 */
extern cu_status cu_gs1_from_epc_body(cu_ctx *ctx, cu_slice name, cu_slice body,
									  cu_slice *out);

#endif							/* CU_ITEM_GS1_TABLES_H */
