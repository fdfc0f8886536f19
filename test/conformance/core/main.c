/*
 * main.c
 *		conformance-core DIR SKIPS [SUITE-FILE…]
 *
 * Runs every suite of run_*.c, or those named (jcs for run_jcs.c), over the
 * data in DIR.  Prints NAME: N passed, N failed, N skipped for each; failed
 * cases go to standard error.  Exit status 1 when one failed.
 */
#include "runner.h"

#include <stdio.h>

/* suites.inc is made by the Makefile: one SUITE(x) per run_x.c. */
#define SUITE(name) extern void run_##name(cu_runner *r);
#include "suites.inc"
#undef SUITE

static const struct
{
	const char *name;
	void		(*run) (cu_runner *r);
}			suites[] = {
#define SUITE(name) {#name, run_##name},
#include "suites.inc"
#undef SUITE
};

static bool
is_wanted(const char *name, int argc, char **argv)
{
	if (argc == 3)
		return true;
	for (int i = 3; i < argc; i++)
	{
		if (strcmp(argv[i], name) == 0)
			return true;
	}
	return false;
}

int
main(int argc, char **argv)
{
	cu_runner  *r;

	if (argc < 3)
	{
		fprintf(stderr, "usage: conformance-core DIR SKIPS [SUITE-FILE...]\n");
		return 2;
	}
	r = runner_new(argv[1], argv[2]);
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
	{
		if (is_wanted(suites[i].name, argc, argv))
			suites[i].run(r);
	}
	return runner_free(r) ? 0 : 1;
}
