/*
 * word.h
 *		Eight octets of text at a time.
 *
 * A word is loaded so that the first octet in memory is its lowest.  The tests
 * mark octets in their bit 7; only the first mark is certain, because a hit may
 * borrow into the octets that follow it.
 */
#ifndef CU_WORD_H
#define CU_WORD_H

#include <stdint.h>
#include <string.h>

#define CU_WORD_EACH(octet) (UINT64_C(0x0101010101010101) * (octet))
#define CU_WORD_HIGH CU_WORD_EACH(0x80)

static inline uint64_t
cu_word_load(const char *p)
{
	uint64_t	word;

	memcpy(&word, p, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* Marks octets that are less than limit (at most 0x80). */
static inline uint64_t
cu_word_below(uint64_t word, uint64_t limit)
{
	return (word - CU_WORD_EACH(limit)) & ~word & CU_WORD_HIGH;
}

/* Marks octets equal to octet. */
static inline uint64_t
cu_word_equal(uint64_t word, uint64_t octet)
{
	return cu_word_below(word ^ CU_WORD_EACH(octet), 1);
}

/* How many octets stand before the first mark; marks is not 0. */
static inline unsigned
cu_word_first(uint64_t marks)
{
	return (unsigned) __builtin_ctzll(marks) / 8;
}

#endif							/* CU_WORD_H */
