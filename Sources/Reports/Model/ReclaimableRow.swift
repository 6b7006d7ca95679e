// SPDX-License-Identifier: Apache-2.0

public import Findings

/// The bytes of one category that one kind of edit gives back.
public struct ReclaimableRow: Sendable, Equatable {
    /// Who can give the bytes back.
    public enum Way: String, Sendable, CaseIterable {
        case dockerfile
        case base
        /// Shown, counted in neither share: duplicates.
        case none
    }

    public var category: Category
    public var by: Way
    public var bytes: Int64
    public var files: Int64

    public init(category: Category, by: Way, bytes: Int64, files: Int64) {
        self.category = category
        self.by = by
        self.bytes = bytes
        self.files = files
    }
}
