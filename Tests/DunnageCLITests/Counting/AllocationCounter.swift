// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// Counts what a program allocates, by standing in front of the C library's `malloc`. Unlike time, the number is the
/// same on every machine and under every load.
struct AllocationCounter {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        static atomic_long count;
        static void *(*real_malloc)(size_t), *(*real_realloc)(void *, size_t);
        static int (*real_memalign)(void **, size_t, size_t);
        void *malloc(size_t size) {
            if (!real_malloc) real_malloc = dlsym(RTLD_NEXT, "malloc");
            atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
            return real_malloc(size);
        }
        void *realloc(void *old, size_t size) {
            if (!real_realloc) real_realloc = dlsym(RTLD_NEXT, "realloc");
            atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
            return real_realloc(old, size);
        }
        int posix_memalign(void **result, size_t alignment, size_t size) {
            if (!real_memalign) real_memalign = dlsym(RTLD_NEXT, "posix_memalign");
            atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
            return real_memalign(result, alignment, size);
        }
        __attribute__((destructor)) static void tell(void) {
            const char *path = getenv("ALLOCATIONS_FILE");
            FILE *file = path ? fopen(path, "w") : NULL;
            if (file) { fprintf(file, "%ld", atomic_load(&count)); fclose(file); }
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

    /// Allocations of one run; nil when the program did not end as it should.
    func count(_ arguments: [String], code: Int32 = 0) throws -> Int? {
        let file = folder.file("count")
        let outcome = try BuiltBinary().run(
            arguments, environment: ["LD_PRELOAD": library, "ALLOCATIONS_FILE": file])
        guard outcome.code == code else { return nil }
        return Int(String(decoding: try FileBytes.read(file), as: UTF8.self))
    }
}
