/*
 * main.c
 *		Host of all fuzz targets, called by libFuzzer.
 *
 * TARGET --seeds DIR writes the target's seeds to DIR and ends.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_DOCUMENT ((size_t) 64 * 1024)
#define MAX_MEMORY ((size_t) 8 * 1024 * 1024)
#define MAX_DEPTH 24

/* A fuzzer may have globals. */
static struct
{
	size_t		live;			/* blocks not released yet */
	size_t		allocations;	/* asked for so far */
	size_t		fail_at;		/* the one that fails; 0: none */
	size_t		polls;
	size_t		stop_at;		/* the poll that wants to stop; 0: none */
	bool		failed;			/* an allocation has failed */
	bool		stopped;
	const char *seed_folder;
} now;

static void *
limited_alloc(void *arg, size_t size)
{
	void	   *block;

	(void) arg;
	if (++now.allocations == now.fail_at)
	{
		now.failed = true;
		return NULL;
	}
	block = malloc(size);
	if (block)
		now.live++;
	return block;
}

static void
counting_release(void *arg, void *block)
{
	(void) arg;
	now.live--;
	free(block);
}

static bool
wants_to_stop(void *arg)
{
	(void) arg;
	now.polls++;
	if (now.stop_at > 0 && now.polls >= now.stop_at)
		now.stopped = true;
	return now.stopped;
}

bool
fuzz_in_trouble(void)
{
	return now.fail_at > 0 || now.stop_at > 0;
}

bool
fuzz_is_trouble(cu_status status)
{
	cu_class	class = cu_status_class(status);

	return class == CU_CLASS_RESOURCE || class == CU_CLASS_CANCELED ||
		status == CU_LIMIT_MEMORY;
}

void
fuzz_fail(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/* One run; fail_at and stop_at as above. */
static cu_status
run(cu_slice input, size_t fail_at, size_t stop_at)
{
	cu_host		host;
	cu_ctx		ctx;
	cu_status	status;

	memset(&now, 0, offsetof(__typeof__(now), seed_folder));
	now.fail_at = fail_at;
	now.stop_at = stop_at;
	cu_host_malloc(&host);
	host.alloc = limited_alloc;
	host.release = counting_release;
	host.poll = wants_to_stop;
	host.limits.max_document = MAX_DOCUMENT;
	host.limits.max_memory = MAX_MEMORY;
	host.limits.max_depth = MAX_DEPTH;
	cu_ctx_init(&ctx, &host);
	status = fuzz_one(&ctx, input);
	FUZZ_CHECK(ctx.arena.taken <= MAX_MEMORY);
	cu_ctx_free(&ctx);
	FUZZ_CHECK(now.live == 0);
	return status;
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int			LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *copy;
	cu_slice	input;
	cu_status	first;
	cu_status	second;
	size_t		nth;

	if (size == 0)
		return 0;
	/* A block of its own, so that reading before it is seen as well. */
	copy = malloc(size - 1 > 0 ? size - 1 : 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, data + 1, size - 1);
	input = cu_slice_make(copy, size - 1);
	first = run(input, 0, 0);
	nth = (data[0] & 0x3fu) + 1;
	if (data[0] & 0xc0)
	{
		second = run(input, data[0] & 0x80 ? nth : 0,
					 data[0] & 0x40 ? nth : 0);
		FUZZ_CHECK(second == first ||
				   (now.failed && second == CU_OUT_OF_MEMORY) ||
				   (now.stopped && second == CU_CANCELED));
	}
	free(copy);
	return 0;
}

void
fuzz_seed(const char *name, cu_slice octets)
{
	char		path[1024];
	FILE	   *file;

	if (now.seed_folder == NULL)
		return;
	snprintf(path, sizeof(path), "%s/%s", now.seed_folder, name);
	file = fopen(path, "wb");
	if (file == NULL || fputc(0, file) == EOF ||
		fwrite(octets.p, 1, octets.n, file) != octets.n || fclose(file) != 0)
	{
		perror(path);
		exit(2);
	}
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	bool		seeding = *argc == 3 && strcmp((*argv)[1], "--seeds") == 0;

	if (seeding)
		now.seed_folder = (*argv)[2];
	if (fuzz_prepare)
		fuzz_prepare();
	if (!seeding)
		return 0;
	for (size_t i = 0; fuzz_seeds[i]; i++)
	{
		char		name[32];

		snprintf(name, sizeof(name), "literal-%zu", i);
		fuzz_seed(name, cu_slice_cstr(fuzz_seeds[i]));
	}
	exit(0);
}
