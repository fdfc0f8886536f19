/*
 * host.h
 *		What the core asks of the program it runs in.
 *
 * The core allocates through alloc/release only, never exits, prints or jumps,
 * and polls in every loop whose length the input decides.
 */
#ifndef CU_HOST_H
#define CU_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cu_limits
{
	size_t		max_document;	/* octets of one document */
	uint32_t	max_depth;		/* nesting of arrays and objects */
	size_t		max_memory;		/* octets one arena may take from the host */
	bool		take_nul;		/* JSON strings may hold U+0000 */
} cu_limits;

typedef struct cu_host
{
	void	   *arg;
	/* Returns size octets aligned for any object, or NULL. Never throws. */
	void	   *(*alloc) (void *arg, size_t size);
	void		(*release) (void *arg, void *block);
	/* True when the work should stop; NULL means never. */
	bool		(*poll) (void *arg);
	cu_limits	limits;
} cu_host;

/* Limits that suit tests and tools: 16 MiB, 128 levels, 256 MiB. */
extern const cu_limits cu_default_limits;

/* Fills host with malloc, free, no poll and the default limits. */
extern void cu_host_malloc(cu_host *host);

#endif							/* CU_HOST_H */
