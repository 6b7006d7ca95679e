// SPDX-License-Identifier: Apache-2.0

/// A directory and what the final tree shows below it, before and after.
public struct DirectoryChange: Sendable, Equatable {
    public var path: [UInt8]
    public var size: SizeChange
    /// Differences below it.
    public var files: Int

    public init(path: [UInt8], size: SizeChange, files: Int) {
        self.path = path
        self.size = size
        self.files = files
    }
}
