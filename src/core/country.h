/*
 * country.h
 *		Countries, from any spelling to ISO 3166-1 alpha-2.
 *
 * Trade documents write US, USA, U.S., United States, CANADA, Hong Kong SAR.
 * What is not certain is not translated: "Korea" and "Congo" each name two
 * countries, "Virgin Islands" too.
 */
#ifndef CU_COUNTRY_H
#define CU_COUNTRY_H

#include "slice.h"

typedef struct cu_country
{
	char		alpha2[3];
	char		alpha3[4];
	const char *name;			/* folded, see country.c */
} cu_country;

typedef struct cu_country_alias
{
	const char *name;			/* folded */
	char		alpha2[3];
} cu_country_alias;

/* Officially assigned codes with the usual English name, by alpha-2. */
extern const cu_country cu_countries[];
extern const size_t cu_country_count;

/* Further names: formal, former, and as traders write them. */
extern const cu_country_alias cu_country_aliases[];
extern const size_t cu_country_alias_count;

/*
 * The alpha-2 code of a country: two or three letters are taken for a code,
 * anything else for a name, letter case, accents and punctuation aside.  A
 * constant string, or NULL when text names no country, or more than one.
 */
extern const char *cu_country_find(cu_slice text);

/* True when the first two octets of text are an assigned alpha-2 code. */
extern bool cu_country_is_prefix(cu_slice text);

#endif							/* CU_COUNTRY_H */
