/*
 * trade.h
 *		Trade documents of a given size for the benchmarks.
 */
#ifndef BENCH_TRADE_H
#define BENCH_TRADE_H

#include "../src/core/buf.h"

/*
 * Appends a packing list credential of about octets octets, the number-th of
 * its kind, unsigned.  Its contexts are VC 2.0 and the one named.  It has the
 * shape of what is exchanged: parties with addresses, consignments with
 * packages and measures, some of them alike, so that telling their blank nodes
 * apart takes more than their own quads.
 */
extern void trade_document(cu_buf *buf, const char *issuer,
						   const char *context, size_t octets, long number);

#endif							/* BENCH_TRADE_H */
