/*
 * guc.c
 *		One table of settings and one loop.
 *
 * Limits are for superusers to set: they bound what an untrusted user may
 * cost.  Everything that only chooses an answer (ledger, trust) is
 * free.  No setting changes the result of an IMMUTABLE function except by an
 * error.
 */
#include "compat.h"

#include <limits.h>

#include "guc.h"
#include "utils/guc.h"

int			cu_max_document_kb = 16 * 1024;
int			cu_max_depth = 128;
int			cu_max_memory_kb = 256 * 1024;
int			cu_max_walk_depth = 1000;
int			cu_max_walk_nodes = 1000000;

static int	max_rdf_steps = 250000;
static int	max_rdf_hash_kb = 256 * 1024;

static char *ledger_setting = "";
static char *trust_setting = "";

typedef struct int_setting
{
	const char *name;
	int		   *variable;
	int			boot,
				min,
				max;
	int			flags;
	const char *description;
} int_setting;

typedef struct string_setting
{
	const char *name;
	char	  **variable;
	const char *description;
} string_setting;

static const int_setting int_settings[] = {
	{"pg_custody.max_depth", &cu_max_depth, 128, 1, 10000, 0,
	"Deepest nesting of a JSON document."},
	{"pg_custody.max_document_size", &cu_max_document_kb, 16 * 1024, 1,
		512 * 1024, GUC_UNIT_KB,
	"Largest document that is read."},
	{"pg_custody.max_memory", &cu_max_memory_kb, 256 * 1024, 1024, MAX_KILOBYTES,
		GUC_UNIT_KB,
	"Most memory one call may use for one document."},
	{"pg_custody.max_rdf_hash", &max_rdf_hash_kb, 256 * 1024, 1, MAX_KILOBYTES,
		GUC_UNIT_KB,
	"Most that is hashed for the canonical form of one RDF graph."},
	{"pg_custody.max_rdf_steps", &max_rdf_steps, 250000, 1, INT_MAX, 0,
	"Most orders of blank nodes tried for the canonical form of one RDF graph."},
	{"pg_custody.max_walk_depth", &cu_max_walk_depth, 1000, 1, 1000000, 0,
	"Most levels a provenance walk goes."},
	{"pg_custody.max_walk_nodes", &cu_max_walk_nodes, 1000000, 1, INT_MAX, 0,
	"Most items a provenance walk visits."}
};

static const string_setting string_settings[] = {
	{"pg_custody.ledger", &ledger_setting,
	"Ledger that functions use when none is named."},
	{"pg_custody.trust", &trust_setting,
	"What a walk crosses: verified or any; empty for the default."}
};

void
cu_guc_define(void)
{
	for (size_t i = 0; i < lengthof(int_settings); i++)
	{
		const int_setting *s = &int_settings[i];

		DefineCustomIntVariable(s->name, s->description, NULL, s->variable,
								s->boot, s->min, s->max, PGC_SUSET, s->flags,
								NULL, NULL, NULL);
	}
	for (size_t i = 0; i < lengthof(string_settings); i++)
	{
		const string_setting *s = &string_settings[i];

		DefineCustomStringVariable(s->name, s->description, NULL, s->variable,
								   "", PGC_USERSET, 0, NULL, NULL, NULL);
	}
	MarkGUCPrefixReserved("pg_custody");
}

cu_rdfc_limits
cu_guc_rdfc_limits(void)
{
	return (cu_rdfc_limits) {
		.steps = (uint64_t) max_rdf_steps,
		.octets = (uint64_t) max_rdf_hash_kb * 1024
	};
}
