/*
 * code.c
 *		Word, meaning and remedy of each code, from the table in code.h.
 */
#include "code.h"

typedef struct code_row
{
	const char *word;
	const char *meaning;
	const char *remedy;
} code_row;

static const code_row rows[CU_CODE_COUNT] = {
#define CODE_ROW(name, meaning, remedy) {#name, meaning, remedy},
	CU_CODE_LIST(CODE_ROW)
#undef CODE_ROW
};

const char *
cu_code_word(cu_code code)
{
	return rows[code].word;
}

const char *
cu_code_meaning(cu_code code)
{
	return rows[code].meaning;
}

const char *
cu_code_remedy(cu_code code)
{
	return rows[code].remedy;
}
