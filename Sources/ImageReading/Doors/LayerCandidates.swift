// SPDX-License-Identifier: Apache-2.0
public import Archives
public import Digests

/// Whoever looks at layers while an archive streams by. What the manifest (usually the last member) does not name
/// was looked at in vain, and nothing that is wrong with it may ever show.
public protocol LayerCandidates {
    /// Reads one candidate to its end. Candidates are numbered from 0 in the order of these calls.
    ///
    /// - Parameter algorithms: what documents that are still to come may promise the digests of, on both sides of a
    ///   compression.
    func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>)
}
