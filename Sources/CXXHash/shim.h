#include <xxhash.h>

// On x86 the library has versions for newer processors, among which it chooses at run time: twice as fast with AVX2.
#if defined(__x86_64__) && __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>
#endif

static inline XXH128_hash_t dunnage_hash(const void *bytes, size_t count) { return XXH3_128bits(bytes, count); }

static inline XXH_errorcode dunnage_hash_update(XXH3_state_t *state, const void *bytes, size_t count) {
    return XXH3_128bits_update(state, bytes, count);
}
