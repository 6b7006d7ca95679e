// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "map_guard.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// Read by a signal handler, so: no lock, no allocation, only lock-free atomics.
enum { SLOTS = 4096 };
struct slot {
    atomic_uintptr_t base;
    atomic_size_t length;
    atomic_bool taken, faulted;
};
static struct slot slots[SLOTS];
static struct sigaction previous;
static uintptr_t page_size;

static void on_bus_error(int signal_number, siginfo_t *info, void *context) {
    uintptr_t address = (uintptr_t)info->si_addr;
    for (int i = 0; i < SLOTS; i++) {
        uintptr_t base = atomic_load(&slots[i].base);
        size_t length = atomic_load(&slots[i].length);
        if (base == 0 || address < base || address - base >= length) continue;
        atomic_store(&slots[i].faulted, true);
        // From this page to the end there is nothing behind the map any more: one call instead of a fault a page.
        uintptr_t page = address & ~(page_size - 1);
        size_t rest = base + length - page;
        if (mmap((void *)page, rest, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED) return;
    }
    // Not ours: whoever was there before decides, and without anyone the default ends the process.
    if (previous.sa_flags & SA_SIGINFO) {
        if (previous.sa_sigaction) { previous.sa_sigaction(signal_number, info, context); return; }
    } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal_number);
        return;
    }
    sigaction(SIGBUS, &previous, NULL);
    raise(SIGBUS);
}

static void install(void) {
    page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
    struct sigaction action = {0};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &previous);
}

void dunnage_map_guard_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
}

int dunnage_map_guard_add(const void *base, size_t length) {
    for (int i = 0; i < SLOTS; i++) {
        bool expected = false;
        if (!atomic_compare_exchange_strong(&slots[i].taken, &expected, true)) continue;
        atomic_store(&slots[i].faulted, false);
        atomic_store(&slots[i].length, length);
        atomic_store(&slots[i].base, (uintptr_t)base);
        return i;
    }
    return -1;
}

bool dunnage_map_guard_faulted(int slot) { return slot >= 0 && atomic_load(&slots[slot].faulted); }

void dunnage_map_guard_remove(int slot) {
    if (slot < 0) return;
    atomic_store(&slots[slot].base, 0);
    atomic_store(&slots[slot].taken, false);
}
