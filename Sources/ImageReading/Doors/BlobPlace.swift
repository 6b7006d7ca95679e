// SPDX-License-Identifier: Apache-2.0
public import Archives

/// Where a layer's stored bytes are.
public enum BlobPlace: Sendable {
    /// In memory: mapped.
    case memory(Chunk)
    /// They passed by and were scanned: the candidate's number, in the order of `LayerCandidates.scan`.
    case candidate(Int)
}
