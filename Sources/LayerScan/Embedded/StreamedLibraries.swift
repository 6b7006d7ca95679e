// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// `SharedLibraries` of a file that streams by in pieces. Holds on to the first piece until the list has come.
struct StreamedLibraries {
    private var head: Chunk?
    private var libraries: SharedLibraries?
    private(set) var names: [[UInt8]] = []

    mutating func see(_ piece: PieceCutter.Piece) {
        if piece.base == 0 {
            libraries = piece.content.withBytes { SharedLibraries(head: $0) }
            head = libraries == nil ? nil : piece.content
        }
        guard let libraries, let head else { return }
        let start = libraries.section.lowerBound - piece.base
        guard piece.accepting.contains(Int(clamping: start)) else { return }
        let end = Int(start) + libraries.section.count
        if end <= piece.content.count {
            names = piece.content.withBytes { bytes in
                head.withBytes { libraries.names(UnsafeRawBufferPointer(rebasing: bytes[Int(start)..<end]), head: $0) }
            }
        }
        self.head = nil
    }
}
