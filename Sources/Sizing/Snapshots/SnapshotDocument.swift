// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// A snapshot as bytes, before anybody compresses them.
///
/// A sequence of parts, each a tag of four letters, a length, and that many bytes. `HEAD` is the JSON that
/// `docs/snapshot.schema.json` describes, `PATH` the tree of paths, `ROWS` the file copies, column by column. A reader
/// passes over parts and JSON members that it does not know, so that a later version may add some; what an old reader
/// must not pass over changes the number in `schema` and in the file's first line.
enum SnapshotDocument {
    static let schema = "dunnage.snapshot/1"

    enum Tag: String, CaseIterable {
        case head = "HEAD"
        case paths = "PATH"
        case rows = "ROWS"
    }

    /// As `SnapshotFiles.Row.kind` is written; a number never changes its meaning.
    static func number(of kind: EntryKind) -> UInt8 {
        switch kind {
        case .file: 0
        case .directory: 1
        case .symlink: 2
        case .hardLink: 3
        case .characterDevice: 4
        case .blockDevice: 5
        case .fifo: 6
        case .socket: 7
        }
    }

    static let kinds: [EntryKind] = [
        .file, .directory, .symlink, .hardLink, .characterDevice, .blockDevice, .fifo, .socket,
    ]

    static func number(of fate: Fate) -> UInt8 {
        switch fate {
        case .live: 0
        case .overwritten: 1
        case .deleted: 2
        }
    }

    static let fates: [Fate] = [.live, .overwritten, .deleted]
}
