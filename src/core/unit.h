/*
 * unit.h
 *		Units of measure, and quantities in SI.
 *
 * Codes are those of UN/ECE Recommendation 20; beside them the spellings that
 * trade documents use.  "ton", "gallon" and "ounce" alone are not translated:
 * each is more than one unit.
 */
#ifndef CU_UNIT_H
#define CU_UNIT_H

#include "arena.h"

typedef enum cu_dimension
{
	CU_DIMENSION_MASS,			/* kg */
	CU_DIMENSION_VOLUME,		/* m3 */
	CU_DIMENSION_ENERGY,		/* J */
	CU_DIMENSION_LENGTH,		/* m */
	CU_DIMENSION_COUNT			/* pieces */
} cu_dimension;

typedef struct cu_unit
{
	const char *code;			/* Recommendation 20 */
	cu_dimension dimension;
	const char *factor;			/* SI units in one of these: exact decimal */
	/*
	 * Spellings, separated by '|', in either letter case, full stops aside;
	 * those after an empty one are taken as they stand.
	 */
	const char *spellings;
} cu_unit;

extern const cu_unit cu_units[];
extern const size_t cu_unit_count;

/* Word of a dimension: mass, volume, energy, length, count. */
extern const char *cu_dimension_name(cu_dimension dimension);

/* The unit that text names by code or spelling, or NULL. */
extern const cu_unit *cu_unit_find(cu_slice text);

/*
 * quantity (a canonical decimal, decimal.h) of unit, in the SI unit of its
 * dimension.  out->p is NULL when it has too many digits.
 */
extern cu_status cu_unit_si(cu_ctx *ctx, const cu_unit *unit,
							cu_slice quantity, cu_slice *out);

#endif							/* CU_UNIT_H */
