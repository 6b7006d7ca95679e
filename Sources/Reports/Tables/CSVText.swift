// SPDX-License-Identifier: Apache-2.0
internal import NameText

/// Writes comma-separated values (RFC 4180, line feeds), as bytes.
struct CSVText {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    init(columns: [String], reserving capacity: Int = 4_096) {
        bytes.reserveCapacity(capacity)
        for column in columns { add(column) }
        endRow()
    }

    mutating func add(_ text: String?) {
        guard let text else { return separate() }
        var copy = text
        copy.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ number: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func add(_ number: (some BinaryInteger)?) {
        guard let number else { return separate() }
        add(number)
    }

    /// A byte that is no UTF-8 as `\xff`: databases refuse it.
    mutating func add(utf8 text: [UInt8]) {
        guard text.contains(where: { $0 >= 0x80 }) else { return text.withUnsafeBytes { add($0) } }
        add(NameText.text(of: text))
    }

    mutating func endRow() {
        bytes.append(0x0A)
        isFirst = true
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func add(_ text: UnsafeRawBufferPointer) {
        separate()
        // A spreadsheet takes a cell that begins like this for a formula, and a formula may call out.
        let isFormula = text.first.map { [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains($0) } ?? false
        let needsQuotes =
            isFormula || text.contains { $0 == 0x22 || $0 == 0x2C || $0 < 0x20 } || text.first == 0x20
        guard needsQuotes else { return bytes.append(contentsOf: text) }
        bytes.append(0x22)
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            // Readers stop at a zero byte.
            if byte == 0 { bytes.append(contentsOf: "\u{FFFD}".utf8) } else { bytes.append(byte) }
        }
        bytes.append(0x22)
    }
}
