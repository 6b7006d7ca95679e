// SPDX-License-Identifier: Apache-2.0

/// What takes the most room in the final tree. Not part of the JSON: `dunnage files --json` tells more.
public struct BiggestReport: Sendable, Equatable {
    /// A file, or a directory with all below it.
    public struct Item: Sendable, Equatable {
        /// Absolute.
        public var path: String
        public var bytes: Int64
        /// 1 for a file.
        public var files: Int64
        /// The layer that ships a file; nil for a directory.
        public var layer: Int?

        public init(path: String, bytes: Int64, files: Int64 = 1, layer: Int? = nil) {
            self.path = path
            self.bytes = bytes
            self.files = files
            self.layer = layer
        }
    }

    /// The largest first.
    public var files: [Item]
    /// The largest first; directories that are no more than the way to a larger part are left out.
    public var directories: [Item]

    public init(files: [Item] = [], directories: [Item] = []) {
        self.files = files
        self.directories = directories
    }
}
