// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// A file of a list that rules read.
protocol Traceable: Sendable {
    var inode: InodeID { get }
}

/// A list of a catalog that says to a trace when a rule reads it.
@propertyWrapper struct Traced<File: Traceable>: Sendable {
    /// What is in it, for people: `logs`.
    private let name: String
    private var files: [File] = []

    init(_ name: String) { self.name = name }

    var wrappedValue: [File] {
        get {
            Trace.current?.read(name, files)
            return files
        }
        // In place: a copy for each file that is added would be quadratic.
        _modify { yield &files }
    }
}
