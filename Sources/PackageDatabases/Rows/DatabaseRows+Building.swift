// SPDX-License-Identifier: Apache-2.0

/// How readers add to the arenas.
extension DatabaseRows {
    /// Copies bytes into the arena. Records are limited to 64 MiB and readers copy each byte a bounded number
    /// of times, so offsets fit 32 bits; should they not, the text is dropped.
    mutating func add(_ bytes: UnsafeRawBufferPointer) -> TextRange {
        guard text.count + bytes.count <= Int(UInt32.max), !bytes.isEmpty else { return .empty }
        let start = text.count
        text.append(contentsOf: bytes)
        return TextRange(start: UInt32(start), count: UInt32(bytes.count))
    }

    mutating func add(_ bytes: ArraySlice<UInt8>) -> TextRange {
        bytes.withUnsafeBytes { add($0) }
    }

    mutating func add(_ text: String) -> TextRange {
        var text = text
        return text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Bytes that the places of packages may take: each begins with the record's own directory, which may be thousands
    /// of times as long as what the record says of a package.
    func placeRoom(_ bytes: UnsafeRawBufferPointer) -> Int { path.count + 8 * bytes.count }

    /// Where the next package's files and relations start.
    var mark: (files: Int32, relations: Int32) { (Int32(clamping: files.count), Int32(clamping: relations.count)) }

    /// Adds a package whose files and relations are all that was added since `mark`.
    mutating func close(_ package: PackageRow, since mark: (files: Int32, relations: Int32)) {
        var package = package
        let end = self.mark
        package.files = mark.files..<end.files
        package.relations = mark.relations..<end.relations
        packages.append(package)
    }

    /// Stores the hash written as `hex`; false when it is no hash of that kind.
    @discardableResult
    mutating func setHash(_ kind: FileRow.HashKind, hex: UnsafeRawBufferPointer, of file: Int) -> Bool {
        guard hex.count == kind.count * 2, hashes.count + kind.count <= Int(UInt32.max) else { return false }
        let isHash = withUnsafeTemporaryAllocation(byteCount: kind.count, alignment: 8) { binary in
            var bad: UInt8 = 0
            for index in 0..<binary.count {
                let high = DatabaseRows.hexDigit(hex[index * 2], &bad)
                let low = DatabaseRows.hexDigit(hex[index * 2 + 1], &bad)
                binary[index] = high << 4 | low
            }
            if bad == 0 { hashes.append(contentsOf: UnsafeRawBufferPointer(binary)) }
            return bad == 0
        }
        guard isHash else { return false }
        files[file].hash = UInt32(hashes.count - kind.count)
        files[file].hashKind = kind
        return true
    }

    /// Stores a binary hash.
    mutating func setHash(_ kind: FileRow.HashKind, binary: some Collection<UInt8>, of file: Int) {
        guard binary.count == kind.count, hashes.count + kind.count <= Int(UInt32.max) else { return }
        files[file].hash = UInt32(hashes.count)
        files[file].hashKind = kind
        hashes.append(contentsOf: binary)
    }

    /// The value of a hexadecimal digit, `bad` becoming nonzero for any other byte. Without branches on the digit:
    /// hashes are random, so a processor would guess each wrongly every other time.
    @inline(__always)
    private static func hexDigit(_ byte: UInt8, _ bad: inout UInt8) -> UInt8 {
        let digit = byte &- UInt8(ascii: "0")
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        let isDigit: UInt8 = digit < 10 ? 0xFF : 0
        let isLetter: UInt8 = letter < 6 ? 0xFF : 0
        bad |= ~(isDigit | isLetter)
        return digit & isDigit | (letter &+ 10) & isLetter
    }

    /// Calls `body` with each line, without its newline.
    static func forEachLine(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var start = 0
        while start < bytes.count {
            let end = bytes.index(of: UInt8(ascii: "\n"), from: start)
            body(bytes.slice(start, end))
            start = end + 1
        }
    }
}
