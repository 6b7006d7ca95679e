// SPDX-License-Identifier: Apache-2.0
#ifndef DUNNAGE_MAP_GUARD_H
#define DUNNAGE_MAP_GUARD_H
#include <stdbool.h>
#include <stddef.h>

/// Installs the SIGBUS handler once; later calls do nothing. A fault inside a registered map turns the page into
/// zeros and marks the map as changed; a fault anywhere else goes to the handler that was there before.
void dunnage_map_guard_install(void);

/// Registers a map; returns its slot, or -1 when all slots are taken (the map is then not guarded).
int dunnage_map_guard_add(const void *base, size_t length);

/// True once a fault hit the map of this slot.
bool dunnage_map_guard_faulted(int slot);

/// Frees the slot; call before munmap.
void dunnage_map_guard_remove(int slot);

#endif
