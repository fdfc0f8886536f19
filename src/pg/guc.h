/*
 * guc.h
 *		Settings pg_custody.*.
 */
#ifndef CU_PG_GUC_H
#define CU_PG_GUC_H

#include "../core/rdfc.h"

extern int	cu_max_document_kb;
extern int	cu_max_depth;
extern int	cu_max_memory_kb;
extern int	cu_max_walk_depth;
extern int	cu_max_walk_nodes;

/* pg_custody.max_rdf_steps and max_rdf_hash. */
extern cu_rdfc_limits cu_guc_rdfc_limits(void);

/* Defines all settings; called once, from _PG_init. */
extern void cu_guc_define(void);

#endif							/* CU_PG_GUC_H */
