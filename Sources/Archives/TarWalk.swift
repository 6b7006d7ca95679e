// SPDX-License-Identifier: Apache-2.0

/// A tar reader that several parties take turns with: the walk over an archive and the stream of one member.
public final class TarWalk {
    public var reader: TarReader

    public init(_ source: any ChunkSource) throws(ArchiveError) { reader = try TarReader(source) }

    public init(_ contents: Chunk) throws(ArchiveError) { reader = try TarReader(contents) }
}
