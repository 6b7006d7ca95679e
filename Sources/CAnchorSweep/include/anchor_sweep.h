// SPDX-License-Identifier: Apache-2.0
#ifndef DUNNAGE_ANCHOR_SWEEP_H
#define DUNNAGE_ANCHOR_SWEEP_H
#include <stddef.h>
#include <stdint.h>

/// Words of a set, as a power of two: 32 KiB. Half of that lets as much through as one bit a group in 64 KiB, twice that
/// is more than the first-level cache of most processors.
#define DUNNAGE_SET_BITS 13

/// Sets of groups of bytes, as Bloom filters: two bits of one word for each group. What is in a set is always found in
/// it; of what is not, one group in some hundreds.
struct dunnage_anchor_sets {
    /// Of the first three bytes of tokens.
    const uint32_t *tokens;
    /// Of four bytes of any other anchor.
    const uint32_t *words;
};

/// The hash of four bytes in memory order, without regard to case (bit 5 is set in each).
static inline uint32_t dunnage_gram_hash(uint32_t gram) { return (gram | 0x20202020u) * 0x9e3779b1u; }

/// The hash of the first three bytes of four.
static inline uint32_t dunnage_opening_hash(uint32_t gram) { return dunnage_gram_hash(gram & 0x00ffffffu); }

/// Which word of a set is a hash's.
static inline uint32_t dunnage_set_word(uint32_t hash) { return hash >> (32 - DUNNAGE_SET_BITS); }

/// The bits of that word that are the hash's: by the ten bits behind those that the word is chosen by.
static inline uint32_t dunnage_set_bits(uint32_t hash) { return 1u << (hash >> 15 & 31) | 1u << (hash >> 10 & 31); }

static inline int dunnage_set_has(const uint32_t *set, uint32_t hash) {
    uint32_t bits = dunnage_set_bits(hash);
    return (set[dunnage_set_word(hash)] & bits) == bits;
}

/// Looks for places in `bytes` where an anchor may stand, in blocks of 64 bytes from `*place` to `end`, and writes each
/// to `found` as twice its offset from `from`, plus one for a token. Returns their number; when there is no room for
/// another block it stops, and `*place` says where to go on (`end` or more when all is done).
///
/// A place is told when five printable bytes in a row lie around it, and
/// - a run of sixteen letters, digits and `_ + - . /` begins there which no letter or digit precedes, unless that ends
///   an escape (`\n`, `%3D`), and its first three bytes are in `tokens`: a token; or
/// - it is even, counted from `from`, and its four bytes are in `words`; behind `count` lie zeros.
/// More may be told, never less. Some tenths of a nanosecond a byte with AVX2, which is asked for at run time.
size_t dunnage_anchor_sweep(
    const uint8_t *bytes, size_t count, size_t from, size_t *place, size_t end,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity);

/// The same without vectors, as it runs on machines that have no AVX2.
size_t dunnage_anchor_sweep_plain(
    const uint8_t *bytes, size_t count, size_t from, size_t *place, size_t end,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity);

/// The most places that one block can have: `capacity` is no less.
#define DUNNAGE_PLACES_OF_BLOCK 96

#endif
