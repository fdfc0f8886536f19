/*
 * runner.c
 *		Bookkeeping of conformance cases.
 */
#include "runner.h"

#include <dirent.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct skip
{
	char	   *suite;
	char	   *glob;
	size_t		matched;
} skip;

struct cu_runner
{
	cu_host		host;
	cu_ctx		suite_ctx;
	cu_ctx		case_ctx;
	const char *folder;
	const char *suite;			/* NULL: none has started */
	size_t		passed;
	size_t		failed;
	size_t		skipped;
	bool		all_good;
	skip	   *skips;
	size_t		skip_count;
};

static void
die(const char *what, const char *name)
{
	fprintf(stderr, "conformance-core: %s: %s\n", name, what);
	exit(2);
}

static void *
must_have(void *p)
{
	if (p == NULL)
		die("out of memory", "runner");
	return p;
}

/* --- the list of skips ---------------------------------------------------- */

/* line has no line end and is NUL-terminated; it is cut into pieces. */
static void
read_skip(cu_runner *r, char *line)
{
	char	   *slash;
	char	   *space;

	if (line[0] == '\0' || line[0] == '#')
		return;
	space = strpbrk(line, " \t");
	if (space == NULL || space[strspn(space, " \t")] == '\0')
		die("a skip without a reason", line);
	*space = '\0';
	slash = strchr(line, '/');
	if (slash == NULL)
		die("a skip must be SUITE/CASE", line);
	*slash = '\0';
	r->skips = must_have(realloc(r->skips,
								 (r->skip_count + 1) * sizeof(skip)));
	r->skips[r->skip_count].suite = must_have(strdup(line));
	r->skips[r->skip_count].glob = must_have(strdup(slash + 1));
	r->skips[r->skip_count].matched = 0;
	r->skip_count++;
}

static void
read_skips(cu_runner *r, const char *path)
{
	FILE	   *file = fopen(path, "r");
	char		line[4096];

	if (file == NULL)
		die("cannot be read", path);
	while (fgets(line, sizeof(line), file))
	{
		line[strcspn(line, "\r\n")] = '\0';
		read_skip(r, line);
	}
	fclose(file);
}

/* The skip that names this case of the running suite, or NULL. */
static skip *
find_skip(cu_runner *r, const char *name)
{
	for (size_t i = 0; i < r->skip_count; i++)
	{
		skip	   *s = &r->skips[i];

		if (strcmp(s->suite, r->suite) == 0 && fnmatch(s->glob, name, 0) == 0)
		{
			s->matched++;
			return s;
		}
	}
	return NULL;
}

/* --- suites and cases ----------------------------------------------------- */

static void
fail(cu_runner *r, const char *name, const char *why)
{
	r->failed++;
	r->all_good = false;
	fprintf(stderr, "FAILED %s/%s%s\n", r->suite, name, why);
}

static void
end_suite(cu_runner *r)
{
	if (r->suite == NULL)
		return;
	for (size_t i = 0; i < r->skip_count; i++)
	{
		if (strcmp(r->skips[i].suite, r->suite) == 0 &&
			r->skips[i].matched == 0)
			fail(r, r->skips[i].glob, " (listed as a skip, but is no case)");
	}
	printf("%s: %zu passed, %zu failed, %zu skipped\n", r->suite, r->passed,
		   r->failed, r->skipped);
	fflush(stdout);
	cu_ctx_free(&r->suite_ctx);
	cu_ctx_free(&r->case_ctx);
}

void
runner_suite(cu_runner *r, const char *name)
{
	end_suite(r);
	r->suite = name;
	r->passed = r->failed = r->skipped = 0;
}

void
runner_case(cu_runner *r, bool passed, const char *format,...)
{
	char		name[512];
	va_list		args;
	skip	   *s;

	va_start(args, format);
	vsnprintf(name, sizeof(name), format, args);
	va_end(args);
	s = find_skip(r, name);
	if (s && passed)
		fail(r, name, " (listed as a skip, but passes)");
	else if (s)
		r->skipped++;
	else if (passed)
		r->passed++;
	else
		fail(r, name, "");
}

cu_ctx *
runner_ctx(cu_runner *r)
{
	return &r->suite_ctx;
}

cu_ctx *
runner_case_ctx(cu_runner *r)
{
	cu_ctx_reset(&r->case_ctx);
	return &r->case_ctx;
}

/* --- files ---------------------------------------------------------------- */

static const char *
join(cu_runner *r, const char *a, const char *b)
{
	size_t		an = strlen(a);
	size_t		bn = strlen(b);
	char	   *joined = must_have(cu_alloc(&r->suite_ctx, an + bn + 2));

	memcpy(joined, a, an);
	joined[an] = '/';
	memcpy(joined + an + 1, b, bn);
	return joined;
}

const char *
runner_join(cu_runner *r, const char *folder, const char *name)
{
	return join(r, folder, name);
}

bool
runner_read(cu_runner *r, const char *path, cu_slice *octets)
{
	FILE	   *file = fopen(join(r, r->folder, path), "rb");
	long		size = -1;
	char	   *p = NULL;

	if (file && fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	if (size >= 0)
	{
		rewind(file);
		p = must_have(cu_alloc(&r->suite_ctx, (size_t) size));
		if (fread(p, 1, (size_t) size, file) != (size_t) size)
			size = -1;
	}
	if (file)
		fclose(file);
	if (size < 0)
	{
		runner_case(r, false, "file %s", path);
		return false;
	}
	*octets = cu_slice_make(p, (size_t) size);
	return true;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

size_t
runner_list(cu_runner *r, const char *folder, const char *suffix,
			const char ***names)
{
	DIR		   *dir = opendir(join(r, r->folder, folder));
	struct dirent *entry;
	size_t		count = 0;
	size_t		room = 0;
	size_t		suffix_length = strlen(suffix);

	*names = NULL;
	if (dir == NULL)
	{
		runner_case(r, false, "folder %s", folder);
		return 0;
	}
	while ((entry = readdir(dir)) != NULL)
	{
		size_t		n = strlen(entry->d_name);

		if (entry->d_name[0] == '.' || n < suffix_length ||
			strcmp(entry->d_name + n - suffix_length, suffix) != 0)
			continue;
		if (count == room)
		{
			const char **more;

			room = room ? room * 2 : 64;
			more = must_have(cu_alloc_array(&r->suite_ctx, room,
											sizeof(*more)));
			if (count > 0)
				memcpy(more, *names, count * sizeof(*more));
			*names = more;
		}
		(*names)[count++] = must_have((void *)
									  cu_copy(&r->suite_ctx,
											  cu_slice_make(entry->d_name, n)).p);
	}
	closedir(dir);
	if (count > 0)
		qsort(*names, count, sizeof(**names), compare_names);
	return count;
}

bool
runner_line(cu_slice *text, cu_slice *line)
{
	const char *end;

	if (text->n == 0)
		return false;
	end = memchr(text->p, '\n', text->n);
	*line = cu_slice_make(text->p, end ? (size_t) (end - text->p) : text->n);
	*text = cu_slice_from(*text, line->n + 1);
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

void
runner_take_nul(cu_runner *r, bool take)
{
	r->host.limits.take_nul = take;
}

/* --- for main.c ----------------------------------------------------------- */

cu_runner *
runner_new(const char *folder, const char *skips)
{
	cu_runner  *r = must_have(calloc(1, sizeof(*r)));

	cu_host_malloc(&r->host);
	r->host.limits.max_document = 64 * 1024 * 1024;
	r->host.limits.max_memory = (size_t) 1024 * 1024 * 1024;
	cu_ctx_init(&r->suite_ctx, &r->host);
	cu_ctx_init(&r->case_ctx, &r->host);
	r->folder = folder;
	r->all_good = true;
	read_skips(r, skips);
	return r;
}

bool
runner_free(cu_runner *r)
{
	bool		all_good;

	end_suite(r);
	all_good = r->all_good;
	cu_ctx_free(&r->suite_ctx);
	cu_ctx_free(&r->case_ctx);
	for (size_t i = 0; i < r->skip_count; i++)
	{
		free(r->skips[i].suite);
		free(r->skips[i].glob);
	}
	free(r->skips);
	free(r);
	return all_good;
}
