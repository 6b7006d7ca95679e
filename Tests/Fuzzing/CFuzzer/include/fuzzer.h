// SPDX-License-Identifier: Apache-2.0
#ifndef DUNNAGE_FUZZER_H
#define DUNNAGE_FUZZER_H
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own loop, for programs that have a `main` (llvm.org/docs/LibFuzzer.html, «Using libFuzzer as a library»).
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

#endif
