// SPDX-License-Identifier: Apache-2.0

/// One thing that an image should not be. A type of its own for each, with its examples, which are its tests.
///
/// A rule sees one image at a time and reads the catalog's short lists; it never walks the tree file by file through
/// an existential.
protocol Rule: Sendable {
    static var description: RuleDescription { get }

    /// Adds what it finds. Deterministic: the order of findings follows layers, then kinds, then paths.
    static func check(_ image: ImageFacts, into findings: inout FindingList)
}
