// SPDX-License-Identifier: Apache-2.0
// The loop of the sweep over the masks and hashes that whoever includes this has defined:
//
//   SWEEP(name)                 the names of this set's functions
//   SWEEP_TARGET                attributes of every function
//   classify                    which of 64 bytes are printable and which may be in a token, a bit a byte
//   alphanumeric, escape        the same for other classes, asked of few
//   words                       which of the 32 groups at even places are in a set, a bit a group; reads 66 bytes

/// Where four or sixteen bits in a row begin; `next` are the 64 bits behind.
SWEEP_TARGET static inline uint64_t SWEEP(runs)(uint64_t bits, uint64_t next, int length) {
    for (int step = 1; step < length; step *= 2) {
        bits &= bits >> step | next << (64 - step);
        next &= next >> step;
    }
    return bits;
}

/// `bytes` can be read from 8 before `place` (or from 0) to 192 behind the last block.
SWEEP_TARGET static size_t SWEEP(loop)(
    const uint8_t *bytes, size_t first, size_t *place, size_t end, size_t shift,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity) {
    size_t at = *place;
    size_t count = 0;
    if (at >= end) return 0;
    struct dunnage_classes here = SWEEP(classify)(bytes + at);
    // What came before is not known: the first block is looked at in any case.
    uint64_t before = UINT64_MAX;
    while (at < end && count + DUNNAGE_PLACES_OF_BLOCK <= capacity) {
        const uint8_t *block = bytes + at;
        struct dunnage_classes next = SWEEP(classify)(block + 64);
        // Five: four, and one more behind them.
        uint64_t starts =
            SWEEP(runs)(here.printable, next.printable, 4) & (here.printable >> 4 | next.printable << 60);
        uint32_t offset = (uint32_t)(2 * (at + shift));
        if (starts | before >> 60) {
            uint64_t tokens = SWEEP(runs)(here.token, next.token, 16);
            if (tokens) {
                uint64_t escapes = SWEEP(escape)(block);
                uint64_t inside = SWEEP(alphanumeric)(block) << 1;
                uint64_t escaped = escapes << 2 | escapes << 3;
                // The three bytes before the block, where there are any.
                for (size_t back = 1; back <= 3 && at >= first + back; back++) {
                    uint8_t byte = block[-(ptrdiff_t)back];
                    if (back == 1 && is_alphanumeric(byte)) inside |= 1;
                    if (is_escape(byte)) escaped |= 0xcu >> back;
                }
                tokens &= ~inside | escaped;
                while (tokens) {
                    int index = __builtin_ctzll(tokens);
                    tokens &= tokens - 1;
                    uint32_t gram;
                    memcpy(&gram, block + index, sizeof gram);
                    found[count] = offset + 2 * (uint32_t)index + 1;
                    count += (size_t)dunnage_set_has(sets->tokens, dunnage_opening_hash(gram));
                }
            }
            uint32_t words = SWEEP(words)(block, sets->words);
            while (words) {
                int index = __builtin_ctz(words);
                words &= words - 1;
                found[count++] = offset + 4 * (uint32_t)index;
            }
        }
        before = starts;
        here = next;
        at += 64;
    }
    *place = at;
    return count;
}

SWEEP_TARGET static size_t SWEEP(all)(
    const uint8_t *bytes, size_t count, size_t from, size_t *place, size_t end,
    const struct dunnage_anchor_sets *sets, uint32_t *found, size_t capacity) {
    // Within the bytes as long as all that a block reads lies there, then in a copy with zeros behind.
    size_t inside = count < 256 ? 0 : count - 256;
    size_t result = SWEEP(loop)(
        bytes, 0, place, end < inside ? end : inside, (size_t)0 - from, sets, found, capacity);
    if (*place >= end || *place < inside) return result;
    uint8_t tail[640] = {0};
    size_t lead = *place < 8 ? *place : 8;
    size_t start = *place - lead;
    memcpy(tail, bytes + start, count - start);
    size_t within = lead;
    result += SWEEP(loop)(
        tail, 0, &within, end - start, start - from, sets, found + result, capacity - result);
    *place = start + within;
    return result;
}
