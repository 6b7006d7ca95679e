// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// Counts what a program allocates, by standing in front of the C library's `malloc`. Unlike time, the numbers are the
/// same on every machine and under every load.
struct AllocationCounter {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        static atomic_long count, total;
        static void *(*real_malloc)(size_t), *(*real_realloc)(void *, size_t);
        static int (*real_memalign)(void **, size_t, size_t);
        static void add(size_t size) {
            atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
            atomic_fetch_add_explicit(&total, size, memory_order_relaxed);
        }
        void *malloc(size_t size) {
            if (!real_malloc) real_malloc = dlsym(RTLD_NEXT, "malloc");
            add(size);
            return real_malloc(size);
        }
        void *realloc(void *old, size_t size) {
            if (!real_realloc) real_realloc = dlsym(RTLD_NEXT, "realloc");
            add(size);
            return real_realloc(old, size);
        }
        int posix_memalign(void **result, size_t alignment, size_t size) {
            if (!real_memalign) real_memalign = dlsym(RTLD_NEXT, "posix_memalign");
            add(size);
            return real_memalign(result, alignment, size);
        }
        __attribute__((destructor)) static void tell(void) {
            const char *path = getenv("ALLOCATIONS_FILE");
            FILE *file = path ? fopen(path, "w") : NULL;
            if (file) { fprintf(file, "%ld %ld", atomic_load(&count), atomic_load(&total)); fclose(file); }
        }
        """

    private let folder: TemporaryDirectory
    private let library: String

    /// Throws when there is no C compiler, which whoever builds Swift packages has.
    init() throws {
        folder = try TemporaryDirectory()
        library = folder.file("counter.so")
        let source = try folder.write("counter.c", AllocationCounter.source)
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["clang", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    /// What one run asked for.
    struct Count {
        var allocations: Int
        var bytes: Int
    }

    /// What one run asks for; nil when the program did not end as it should.
    func count(_ arguments: [String], code: Int32 = 0) throws -> Count? {
        let file = folder.file("count")
        let outcome = try BuiltBinary().run(
            arguments, environment: ["LD_PRELOAD": library, "ALLOCATIONS_FILE": file])
        guard outcome.code == code else { return nil }
        let words = String(decoding: try FileBytes.read(file), as: UTF8.self).split(separator: " ").compactMap {
            Int($0)
        }
        return words.count == 2 ? Count(allocations: words[0], bytes: words[1]) : nil
    }
}
