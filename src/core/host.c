/*
 * host.c
 *		The host for programs that are not a server: malloc and free.
 */
#include "host.h"

#include <stdlib.h>

const cu_limits cu_default_limits = {
	.max_document = 16 * 1024 * 1024,
	.max_depth = 128,
	.max_memory = 256 * 1024 * 1024
};

static void *
malloc_alloc(void *arg, size_t size)
{
	(void) arg;
	return malloc(size);
}

static void
malloc_release(void *arg, void *block)
{
	(void) arg;
	free(block);
}

void
cu_host_malloc(cu_host *host)
{
	host->arg = NULL;
	host->alloc = malloc_alloc;
	host->release = malloc_release;
	host->poll = NULL;
	host->limits = cu_default_limits;
}
