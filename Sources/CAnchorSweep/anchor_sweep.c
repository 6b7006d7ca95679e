// SPDX-License-Identifier: Apache-2.0
#include "anchor_sweep.h"

#include <string.h>

static inline int is_alphanumeric(uint8_t byte) {
    uint8_t letter = byte | 0x20;
    return (letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9');
}

static inline int is_escape(uint8_t byte) { return byte == '\\' || byte == '%'; }

/// Which of 64 bytes belong to a class, a bit a byte.
struct dunnage_classes {
    uint64_t printable;
    uint64_t token;
};

// MARK: without vectors

#define SWEEP(name) plain_##name
#define SWEEP_TARGET

/// Bits of a byte's classes.
enum { PRINTABLE = 1, TOKEN = 2, ALPHANUMERIC = 4, ESCAPE = 8 };

static inline int classes(uint8_t byte) {
    int result = 0;
    if ((byte >= 0x20 && byte <= 0x7e) || byte == '\t' || byte == '\n' || byte == '\r') result |= PRINTABLE;
    if (is_alphanumeric(byte)) result |= TOKEN | ALPHANUMERIC;
    if (byte == '_' || byte == '+' || (byte >= '-' && byte <= '/')) result |= TOKEN;
    if (is_escape(byte)) result |= ESCAPE;
    return result;
}

static uint64_t plain_mask(const uint8_t *bytes, int class) {
    uint64_t mask = 0;
    for (int index = 0; index < 64; index++) mask |= (uint64_t)((classes(bytes[index]) & class) != 0) << index;
    return mask;
}

static inline struct dunnage_classes plain_classify(const uint8_t *bytes) {
    return (struct dunnage_classes){plain_mask(bytes, PRINTABLE), plain_mask(bytes, TOKEN)};
}
static inline uint64_t plain_alphanumeric(const uint8_t *bytes) { return plain_mask(bytes, ALPHANUMERIC); }
static inline uint64_t plain_escape(const uint8_t *bytes) { return plain_mask(bytes, ESCAPE); }

static inline uint32_t plain_words(const uint8_t *bytes, const uint32_t *set) {
    uint32_t hits = 0;
    for (int group = 0; group < 32; group++) {
        uint32_t gram;
        memcpy(&gram, bytes + 2 * group, sizeof gram);
        hits |= (uint32_t)dunnage_set_has(set, dunnage_gram_hash(gram)) << group;
    }
    return hits;
}

#include "sweep_loop.h"

#undef SWEEP
#undef SWEEP_TARGET

size_t dunnage_anchor_sweep_plain(
    const uint8_t *bytes, size_t count, size_t from, size_t *place, size_t end,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity) {
    return plain_all(bytes, count, from, place, end, sets, found, capacity);
}

// MARK: AVX2

#if defined(__x86_64__)
#include <immintrin.h>

#define SWEEP(name) avx2_##name
#define SWEEP_TARGET __attribute__((target("avx2,bmi,bmi2")))

SWEEP_TARGET static inline __m256i avx2_between(__m256i bytes, char low, char high) {
    // Signed comparison does for ASCII bounds: what is above 0x7f counts as negative.
    return _mm256_and_si256(
        _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)(low - 1))),
        _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(high + 1)), bytes));
}

SWEEP_TARGET static inline __m256i avx2_equal(__m256i bytes, char one) {
    return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(one));
}

SWEEP_TARGET static inline __m256i avx2_letters(__m256i bytes) {
    return avx2_between(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), 'a', 'z');
}

// Classes of bytes as sets of their upper halves times sets of their lower halves, a bit each:
// 1: 40 and 60, all but the first: letters      2: 50 and 70, 0 to a: letters
// 4: 30, 0 to 9: digits                         8: 20, b d e f: + - . /
// 10: 50, f: _                                  the five are what tokens are made of
// 20: 20 to 60, all    40: 70, 0 to e    80: 00, 9 a d: printable with them
SWEEP_TARGET static inline __m256i avx2_classes(__m256i bytes) {
    const __m256i lower = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        0x66, 0x67, 0x67, 0x67, 0x67, 0x67, 0x67, 0x67, 0x67, (char)0xe7, (char)0xe3, 0x69, 0x61, (char)0xe9, 0x69,
        0x39));
    const __m256i upper = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        (char)0x80, 0, 0x28, 0x24, 0x21, 0x32, 0x21, 0x42, 0, 0, 0, 0, 0, 0, 0, 0));
    // A byte above 0x7f has no lower half here: a shuffle by it gives 0.
    __m256i half = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
    return _mm256_and_si256(_mm256_shuffle_epi8(lower, bytes), _mm256_shuffle_epi8(upper, half));
}

/// Which bytes are not 0.
SWEEP_TARGET static inline uint64_t avx2_set(__m256i low, __m256i high) {
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, _mm256_setzero_si256()));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, _mm256_setzero_si256()));
    return ~((uint64_t)second << 32 | first);
}

SWEEP_TARGET static inline struct dunnage_classes avx2_classify(const uint8_t *bytes) {
    __m256i low = avx2_classes(_mm256_loadu_si256((const __m256i *)bytes));
    __m256i high = avx2_classes(_mm256_loadu_si256((const __m256i *)bytes + 1));
    __m256i tokens = _mm256_set1_epi8(0x1f);
    return (struct dunnage_classes){
        avx2_set(low, high), avx2_set(_mm256_and_si256(low, tokens), _mm256_and_si256(high, tokens))};
}

SWEEP_TARGET static inline __m256i avx2_is_alphanumeric(__m256i bytes) {
    return _mm256_or_si256(avx2_letters(bytes), avx2_between(bytes, '0', '9'));
}

SWEEP_TARGET static inline __m256i avx2_is_escape(__m256i bytes) {
    return _mm256_or_si256(avx2_equal(bytes, '\\'), avx2_equal(bytes, '%'));
}

#define AVX2_MASK(name)                                                                                               \
    SWEEP_TARGET static inline uint64_t avx2_##name(const uint8_t *bytes) {                                           \
        __m256i low = _mm256_loadu_si256((const __m256i *)bytes);                                                     \
        __m256i high = _mm256_loadu_si256((const __m256i *)bytes + 1);                                                \
        uint64_t mask = (uint32_t)_mm256_movemask_epi8(avx2_is_##name(high));                                         \
        return mask << 32 | (uint32_t)_mm256_movemask_epi8(avx2_is_##name(low));                                      \
    }
AVX2_MASK(alphanumeric)
AVX2_MASK(escape)

SWEEP_TARGET static inline uint32_t avx2_words(const uint8_t *bytes, const uint32_t *set) {
    uint32_t hits = 0;
    for (int part = 0; part < 4; part++) {
        const uint8_t *from = bytes + 16 * part;
        __m256i low = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)from));
        __m256i high = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(from + 2)));
        __m256i gram = _mm256_or_si256(
            _mm256_or_si256(low, _mm256_slli_epi32(high, 16)), _mm256_set1_epi32(0x20202020));
        __m256i hash = _mm256_mullo_epi32(gram, _mm256_set1_epi32((int)0x9e3779b1));
        __m256i word = _mm256_i32gather_epi32((const int *)set, _mm256_srli_epi32(hash, 32 - DUNNAGE_SET_BITS), 4);
        // The two bits that are asked for go to the sign.
        __m256i first = _mm256_andnot_si256(_mm256_srli_epi32(hash, 15), _mm256_set1_epi32(31));
        __m256i second = _mm256_andnot_si256(_mm256_srli_epi32(hash, 10), _mm256_set1_epi32(31));
        __m256i both = _mm256_and_si256(_mm256_sllv_epi32(word, first), _mm256_sllv_epi32(word, second));
        hits |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(both)) << (8 * part);
    }
    return hits;
}

#include "sweep_loop.h"

size_t dunnage_anchor_sweep(
    const uint8_t *bytes, size_t count, size_t from, size_t *place, size_t end,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity) {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        return avx2_all(bytes, count, from, place, end, sets, found, capacity);
    return plain_all(bytes, count, from, place, end, sets, found, capacity);
}

#else

size_t dunnage_anchor_sweep(
    const uint8_t *bytes, size_t count, size_t from, size_t *place, size_t end,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity) {
    return plain_all(bytes, count, from, place, end, sets, found, capacity);
}

#endif
