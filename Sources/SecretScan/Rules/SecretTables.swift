// SPDX-License-Identifier: Apache-2.0

/// The built-in rules, one table a family. Where several rules share an anchor the earlier one is tried first.
enum SecretTables {
    static let all: [SecretRule] = [
        clouds, forges, registries, payments, messaging, monitoring, models, databases, stores, keys, frameworks,
        places, generic,
    ].flatMap { $0 }
}
