/*
 * gen-codes.c
 *		Writes doc/codes.md from the table in src/core/code.h.
 *
 *	cc -o gen-codes tools/gen-codes.c src/core/code.c && ./gen-codes > doc/codes.md
 *
 * The regression test codes fails when the file was not written anew.
 */
#include "../src/core/code.h"

#include <stdio.h>

int
main(void)
{
	puts("# Codes\n");
	puts("The words in column `code` of `custody.checks`.  A word never changes its");
	puts("meaning.  In the database: `SELECT * FROM custody.codes`.\n");
	puts("| code | meaning | remedy |");
	puts("|---|---|---|");
	for (int code = 0; code < CU_CODE_COUNT; code++)
		printf("| `%s` | %s | %s |\n", cu_code_word((cu_code) code),
			   cu_code_meaning((cu_code) code),
			   cu_code_remedy((cu_code) code));
	return 0;
}
