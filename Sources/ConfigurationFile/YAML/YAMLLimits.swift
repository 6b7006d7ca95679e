// SPDX-License-Identifier: Apache-2.0

/// What a configuration may ask of us. Far above what anybody writes by hand.
enum YAMLLimits {
    static let bytes = 1 << 20
    static let depth = 32
    static let nodes = 50_000
}
