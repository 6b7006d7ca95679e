// SPDX-License-Identifier: Apache-2.0

/// How a later build knows a finding again: what a baseline accepted, what was there before.
public enum Recognition: String, Sendable, CaseIterable {
    /// By its fingerprint alone: it tells of one thing (a tool, a cache, a setting), whatever files that has today.
    case fingerprint
    /// Place by place, by the fingerprint: one thing that shows in several places.
    case fingerprintAtPlace = "fingerprint-at-place"
    /// Place by place, by rule and kind: several things that are told together.
    case kindAtPlace = "kind-at-place"
}
