// SPDX-License-Identifier: Apache-2.0
#ifndef DUNNAGE_CORES_H
#define DUNNAGE_CORES_H

/// The cores that this process may run on (taskset, cpusets), at least 1.
int dunnage_available_cores(void);

#endif
