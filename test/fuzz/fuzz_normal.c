/*
 * fuzz_normal.c
 *		Normalisers: a normal form is its own normal form.
 *
 * The first octet picks the normaliser, by letter.
 */
#include "fuzz.h"

#include "../../src/core/decimal.h"
#include "../../src/core/normal.h"
#include "../../src/core/unit.h"

void		(*const fuzz_prepare) (void) = NULL;

/* Letters in the order of CU_NORMAL_LIST. */
const char *const fuzz_seeds[] = {
	"Aab  c", "Bthe united states of America", "BC\303\264te d'Ivoire", "BUSA",
	"C2024-03-01T10:00:00.5+01:00", "C2024-03-01 10:00", "C2024-03-01",
	"Ddid:web:a", "ESP3-1234567-8", "F4012345000009", "G7208.10.15",
	"H529900T8BM49AURSDO55", "I1,234.50", "I1.234,5", "I1 234", "I-1e3", "I+7",
	"I1,234", "JABCD", "K a \t b ", "Lmetric tons", "Lkg.", "MUS HOU",
	"N5301", NULL
};

/* A number times one is itself. */
static cu_status
check_decimal(cu_ctx *ctx, cu_slice number)
{
	cu_slice	product;

	FUZZ_OK(cu_decimal_multiply(ctx, number, CU_LIT("1"), &product));
	FUZZ_CHECK(product.p && cu_slice_eq(product, number));
	FUZZ_OK(cu_decimal_multiply(ctx, number, number, &product));
	return CU_OK;
}

cu_status
fuzz_one(cu_ctx *ctx, cu_slice input)
{
	cu_normal	normal;
	cu_slice	one;
	cu_slice	other;

	if (input.n == 0)
		return CU_BAD_ARGUMENT;
	normal = (cu_normal) (1 + (unsigned char) (input.p[0] - 'A') %
						  (CU_NORMAL_COUNT - 1));
	input = cu_slice_from(input, 1);
	FUZZ_OK(cu_normal_apply(ctx, normal, input, &one));
	(void) cu_unit_find(input);
	if (one.p == NULL)
		return CU_OK;
	FUZZ_CHECK(one.n > 0 && one.n <= input.n + CU_DECIMAL_DIGITS);
	FUZZ_OK(cu_normal_apply(ctx, normal, one, &other));
	FUZZ_CHECK(other.p && cu_slice_eq(one, other));
	if (normal == CU_NORMAL_number)
		FUZZ_OK(check_decimal(ctx, one));
	if (normal == CU_NORMAL_entry_number)
		(void) cu_entry_number_checks(one);
	return CU_OK;
}
