// SPDX-License-Identifier: Apache-2.0
#include "anchor_sweep.h"

#include <string.h>

static inline int is_alphanumeric(uint8_t byte) {
    uint8_t letter = byte | 0x20;
    return (letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9');
}

static inline int is_escape(uint8_t byte) { return byte == '\\' || byte == '%'; }

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

static inline uint64_t plain_printable(const uint8_t *bytes) { return plain_mask(bytes, PRINTABLE); }
static inline uint64_t plain_token(const uint8_t *bytes) { return plain_mask(bytes, TOKEN); }
static inline uint64_t plain_alphanumeric(const uint8_t *bytes) { return plain_mask(bytes, ALPHANUMERIC); }
static inline uint64_t plain_escape(const uint8_t *bytes) { return plain_mask(bytes, ESCAPE); }

static inline uint32_t plain_words(const uint8_t *bytes, const uint32_t *set) {
    uint32_t hits = 0;
    for (int group = 0; group < 32; group++) {
        uint32_t gram;
        memcpy(&gram, bytes + 2 * group, sizeof gram);
        uint32_t hash = dunnage_gram_hash(gram);
        hits |= (set[hash >> 5] >> (hash & 31) & 1) << group;
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

SWEEP_TARGET static inline __m256i avx2_is_printable(__m256i bytes) {
    __m256i blank = _mm256_or_si256(
        _mm256_or_si256(avx2_equal(bytes, '\t'), avx2_equal(bytes, '\n')), avx2_equal(bytes, '\r'));
    return _mm256_or_si256(blank, avx2_between(bytes, 0x20, 0x7e));
}

SWEEP_TARGET static inline __m256i avx2_is_token(__m256i bytes) {
    __m256i signs = _mm256_or_si256(avx2_equal(bytes, '_'), avx2_equal(bytes, '+'));
    // `-` `.` `/` and the digits lie in a row.
    return _mm256_or_si256(signs, _mm256_or_si256(avx2_letters(bytes), avx2_between(bytes, '-', '9')));
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
AVX2_MASK(printable)
AVX2_MASK(token)
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
        __m256i hash = _mm256_srli_epi32(
            _mm256_mullo_epi32(gram, _mm256_set1_epi32((int)0x9e3779b1)), 32 - DUNNAGE_GRAM_BITS);
        __m256i word = _mm256_i32gather_epi32((const int *)set, _mm256_srli_epi32(hash, 5), 4);
        // The bit that is asked for, by the hash's last five bits, goes to the sign.
        __m256i count = _mm256_andnot_si256(hash, _mm256_set1_epi32(31));
        hits |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sllv_epi32(word, count))) << (8 * part);
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
