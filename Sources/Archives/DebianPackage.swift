// SPDX-License-Identifier: Apache-2.0

/// The members of a Debian package that lies in memory (deb(5)): an `ar` archive of `debian-binary`, and of a tar with
/// the maintainer's scripts and one with the files, each packed as its name says.
public struct DebianPackage: Sendable {
    /// One member and where its bytes lie.
    public struct Member: Sendable, Equatable {
        public var name: [UInt8]
        public var data: Range<Int>

        /// Holds the files, as a tar.
        public var isData: Bool { name.starts(with: "data.tar".utf8) }
        /// Holds the maintainer's scripts, as a tar.
        public var isControl: Bool { name.starts(with: "control.tar".utf8) }
    }

    public private(set) var members: [Member] = []
    /// True when the archive ends in the middle.
    public private(set) var isCut = false

    private static let magic = Array("!<arch>\ndebian-binary".utf8)
    private static let headerSize = 60
    /// A package has three, and a signature at most.
    private static let limit = 16

    static func isOne(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: magic) }

    public init(_ bytes: UnsafeRawBufferPointer) {
        var place = 8
        while place + DebianPackage.headerSize <= bytes.count, members.count < DebianPackage.limit {
            let header = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + DebianPackage.headerSize)])
            guard header[58] == 0x60, header[59] == 0x0A, let size = DebianPackage.decimal(header[48..<58]) else {
                isCut = true
                return
            }
            let start = place + DebianPackage.headerSize
            let end = min(bytes.count, start + size)
            isCut = end < start + size
            members.append(Member(name: DebianPackage.name(header[..<16]), data: start..<end))
            // Members begin at even offsets.
            place = start + size + size % 2
        }
        if place < bytes.count && members.count < DebianPackage.limit { isCut = true }
        // The files come last.
        if !members.contains(where: \.isData) { isCut = true }
    }

    /// Padded with blanks; GNU's writer ends it with a slash.
    private static func name(_ field: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        var name = Array(field)
        while name.last == 0x20 { name.removeLast() }
        if name.last == UInt8(ascii: "/") { name.removeLast() }
        return name
    }

    /// At most ten digits, so that nothing overflows.
    private static func decimal(_ field: Slice<UnsafeRawBufferPointer>) -> Int? {
        var value = 0
        var digits = 0
        for byte in field where byte != 0x20 {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        return digits > 0 ? value : nil
    }
}
