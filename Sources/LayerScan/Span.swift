// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import PackageDatabases

/// One piece of work on one file's content.
struct Span: Sendable {
    struct Tasks: OptionSet, Sendable {
        let rawValue: UInt16
        static let hash = Tasks(rawValue: 1)
        static let secrets = Tasks(rawValue: 2)
        static let probe = Tasks(rawValue: 4)
        static let keep = Tasks(rawValue: 8)
        /// Package records inside a program, whole or a piece.
        static let embedded = Tasks(rawValue: 32)
        /// Package records inside a jar; of the whole file.
        static let jar = Tasks(rawValue: 64)
        /// The hashes that package databases record; of the whole file.
        static let recorded = Tasks(rawValue: 128)
        /// Open the content as an archive and look for secrets in its members.
        static let nested = Tasks(rawValue: 256)
        /// Keep the text of a shell script, for the probe.
        static let script = Tasks(rawValue: 512)
    }

    /// Index into the layer's entries.
    var entry: Int32
    /// The path's place in the shard's names.
    var nameStart: Int32
    var nameCount: Int32
    var tasks: Tasks
    /// Parse the content as this package record.
    var database: DatabaseKind?
    var content: Chunk
    /// Where `content` begins in the file.
    var base: Int64
    /// The part of `content` whose secrets belong to this span.
    var accepting: Range<Int>
    /// `content` is all of the file.
    var isWhole: Bool
}
