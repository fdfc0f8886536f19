/*
 * runner.h
 *		Runs test suites of others against the core, and keeps the score.
 *
 * run_<suite>.c exposes run_<suite>(cu_runner *r) and is found by the Makefile
 * by its name.  A run function may report one suite or several:
 *
 *		void
 *		run_jcs(cu_runner *r)
 *		{
 *			cu_slice	text;
 *
 *			runner_suite(r, "jcs");
 *			if (!runner_read(r, "jcs/numbers.txt", &text))
 *				return;
 *			…
 *			runner_case(r, good, "number/%s", hex);
 *		}
 *
 * Every case is run, listed as a skip or not: a case that is listed and passes
 * counts as failed, and so does a line of the list that no case matches.
 *
 * The list of skips (test/conformance/skips.txt) has lines
 *
 *		SUITE/CASE-GLOB  reason
 *
 * where '*' matches anything, slashes too; '#' starts a comment line.  Lines of
 * suites that are run elsewhere are left alone.
 */
#ifndef CU_RUNNER_H
#define CU_RUNNER_H

#include "../../../src/core/arena.h"

typedef struct cu_runner cu_runner;

/* From here on JSON strings may, or may not, hold U+0000 as no SQL text can. */
extern void runner_take_nul(cu_runner *r, bool take);

/* Ends the suite before, if any, and starts the one that cases now belong to. */
extern void runner_suite(cu_runner *r, const char *name);

/* The outcome of one case; its name is made as by printf. */
extern void runner_case(cu_runner *r, bool passed, const char *format,...)
			__attribute__((format(printf, 3, 4)));

/* Memory that lasts until the next suite starts. */
extern cu_ctx *runner_ctx(cu_runner *r);

/* Memory that lasts until the next call: for what one case needs. */
extern cu_ctx *runner_case_ctx(cu_runner *r);

/*
 * The octets of a file, named from the folder of the suites; they last until
 * the next suite starts.  When it cannot be read, that is a failed case, and
 * false is returned.
 */
extern bool runner_read(cu_runner *r, const char *path, cu_slice *octets);

/*
 * The names of the files in a folder whose names end in suffix, in order.
 * A folder that cannot be read is a failed case, and has none.
 */
extern size_t runner_list(cu_runner *r, const char *folder,
						  const char *suffix, const char ***names);

/* folder "/" name, or with suffix behind it; lasts until the next suite. */
extern const char *runner_join(cu_runner *r, const char *folder,
							   const char *name);

/* Cuts the first line off *text; false at the end.  No line end is kept. */
extern bool runner_line(cu_slice *text, cu_slice *line);

/* For printf: two arguments for "%.*s". */
#define RUNNER_TEXT(s) (int) (s).n, (s).p

/* --- for main.c ----------------------------------------------------------- */

/* folder: where the suites are; skips: the list.  Exits when that is bad. */
extern cu_runner *runner_new(const char *folder, const char *skips);

/* Ends the last suite; returns whether no case has failed, and frees r. */
extern bool runner_free(cu_runner *r);

#endif							/* CU_RUNNER_H */
