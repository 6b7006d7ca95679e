// SPDX-License-Identifier: Apache-2.0
internal import PackageDatabases

/// What is wanted of a file's content, beside its hash and its secrets. Decided by the path and the mode, before
/// the content is seen.
struct ContentRole {
    var database: DatabaseKind?
    var isKept: Bool
    var isExecutable: Bool

    /// `path` is cleaned and has no leading slash.
    init(path: UnsafeRawBufferPointer, mode: UInt16) {
        database = DatabaseKind.kind(path: path)
        isKept = KeptFiles.contains(path)
        isExecutable = mode & 0o111 != 0
    }
}
