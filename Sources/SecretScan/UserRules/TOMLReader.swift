// SPDX-License-Identifier: Apache-2.0

/// Reads TOML 1.0, strictly and with limits: a rules file may come from anywhere. Every problem names its line.
struct TOMLReader {
    /// Longer files are no configuration.
    static let sizeLimit = 4 << 20
    private static let depthLimit = 16
    private static let valueLimit = 200_000

    let bytes: [UInt8]
    var index = 0
    var line = 1
    private var valuesRead = 0

    static func read(_ bytes: [UInt8]) throws(TOMLProblem) -> TOMLTable {
        guard bytes.count <= sizeLimit else {
            throw TOMLProblem(line: 1, what: "the file has more than \(sizeLimit) bytes")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw TOMLProblem(line: 1, what: "the file is not UTF-8")
        }
        var reader = TOMLReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
        return try reader.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    func problem(_ what: String) -> TOMLProblem { TOMLProblem(line: line, what: what) }

    // MARK: lines

    private mutating func document() throws(TOMLProblem) -> TOMLTable {
        let root = TOMLTable(line: 1)
        root.isDefined = true
        var current = root
        while try skipToContent() {
            if peek == UInt8(ascii: "[") {
                current = try header(root)
            } else {
                try pair(into: current)
            }
            try endOfLine()
        }
        return root
    }

    /// Past blank space, comments and line ends; false at the end of the text.
    @discardableResult
    private mutating func skipToContent() throws(TOMLProblem) -> Bool {
        while let byte = peek {
            switch byte {
            case 0x20, 0x09: index += 1
            case 0x0A:
                index += 1
                line += 1
            case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: index += 1
            case UInt8(ascii: "#"): try skipComment()
            default: return true
            }
        }
        return false
    }

    private mutating func skipComment() throws(TOMLProblem) {
        while let byte = peek, byte != 0x0A {
            if byte < 0x20 && byte != 0x09 && byte != 0x0D || byte == 0x7F {
                throw problem("a control character stands in a comment")
            }
            index += 1
        }
    }

    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 { index += 1 }
    }

    private mutating func endOfLine() throws(TOMLProblem) {
        skipBlanks()
        if peek == UInt8(ascii: "#") { try skipComment() }
        if peek == 0x0D { index += 1 }
        guard peek == nil || peek == 0x0A else { throw problem("something stands after the end of a value") }
    }

    // MARK: tables

    /// `[a.b]` or `[[a.b]]`; returns the table that the following keys belong to.
    private mutating func header(_ root: TOMLTable) throws(TOMLProblem) -> TOMLTable {
        index += 1
        let isArray = peek == UInt8(ascii: "[")
        if isArray { index += 1 }
        let keys = try dottedKey()
        for _ in 0..<(isArray ? 2 : 1) {
            guard peek == UInt8(ascii: "]") else { throw problem("the heading is not closed with «]»") }
            index += 1
        }
        var table = root
        for key in keys.dropLast() { table = try step(key, in: table) }
        guard let last = keys.last else { throw problem("the heading has no name") }
        let added = TOMLTable(line: line)
        added.isDefined = true
        try count()
        if isArray {
            if let known = table[last], !known.isArrayOfTables {
                throw problem("«\(last)» is \(known.typeName) already")
            }
            table.append(TOMLValue(content: .table(added), line: line), to: last)
            return added
        }
        guard let known = table[last] else {
            table.set(last, TOMLValue(content: .table(added), line: line))
            return added
        }
        guard case .table(let same) = known.content, !same.isDefined, !same.isClosed else {
            throw problem("«\(last)» was defined before, on line \(known.line)")
        }
        same.isDefined = true
        return same
    }

    /// The table under `key`, made when it is missing; of an array of tables the last one.
    private func step(_ key: String, in table: TOMLTable) throws(TOMLProblem) -> TOMLTable {
        guard let known = table[key] else {
            let added = TOMLTable(line: line)
            table.set(key, TOMLValue(content: .table(added), line: line))
            return added
        }
        switch known.content {
        case .table(let next) where !next.isClosed: return next
        case .array(let all):
            if case .table(let next) = all.last?.content, !next.isClosed { return next }
            throw problem("«\(key)» is \(known.typeName) already")
        default: throw problem("«\(key)» cannot be added to")
        }
    }

    private mutating func pair(into table: TOMLTable, depth: Int = 0) throws(TOMLProblem) {
        let start = line
        let keys = try dottedKey()
        guard peek == UInt8(ascii: "=") else { throw problem("a key is not followed by «=»") }
        index += 1
        skipBlanks()
        let value = try value(depth: depth)
        var table = table
        for key in keys.dropLast() {
            if let known = table[key] {
                guard case .table(let next) = known.content, !next.isDefined else {
                    throw problem("«\(key)» was defined before, on line \(known.line)")
                }
                table = next
            } else {
                let added = TOMLTable(line: start)
                table.set(key, TOMLValue(content: .table(added), line: start))
                table = added
            }
        }
        guard let last = keys.last else { throw problem("a key is missing") }
        if let known = table[last] { throw problem("«\(last)» was set before, on line \(known.line)") }
        table.set(last, value)
    }

    /// `a.b."c d"` and the blanks after it.
    private mutating func dottedKey() throws(TOMLProblem) -> [String] {
        var keys: [String] = []
        repeat {
            if !keys.isEmpty { index += 1 }
            skipBlanks()
            switch peek {
            case UInt8(ascii: "\""): keys.append(try basicString())
            case UInt8(ascii: "'"): keys.append(try literalString())
            default:
                let start = index
                while let byte = peek, ByteSet.word.contains(byte) || byte == UInt8(ascii: "-") { index += 1 }
                guard index > start else { throw problem("a key is missing or has a character that needs quotes") }
                keys.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
            skipBlanks()
            guard keys.count <= TOMLReader.depthLimit else { throw problem("a key has too many parts") }
        } while peek == UInt8(ascii: ".")
        return keys
    }

    // MARK: values

    /// A heading counts as a value: it makes a table.
    private mutating func count() throws(TOMLProblem) {
        valuesRead += 1
        guard valuesRead <= TOMLReader.valueLimit else { throw problem("the file holds too many values") }
    }

    private mutating func value(depth: Int) throws(TOMLProblem) -> TOMLValue {
        guard depth < TOMLReader.depthLimit else { throw problem("values are nested too deeply") }
        try count()
        let start = line
        let content: TOMLValue.Content =
            switch peek {
            case nil, 0x0A, 0x0D: throw problem("a value is missing")
            case UInt8(ascii: "\""):
                starts(with: "\"\"\"") ? .string(try longBasicString()) : .string(try basicString())
            case UInt8(ascii: "'"):
                starts(with: "'''") ? .string(try longLiteralString()) : .string(try literalString())
            case UInt8(ascii: "["): .array(try array(depth: depth))
            case UInt8(ascii: "{"): .table(try inlineTable(depth: depth))
            default: try scalar()
            }
        return TOMLValue(content: content, line: start)
    }

    func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

    private mutating func array(depth: Int) throws(TOMLProblem) -> [TOMLValue] {
        index += 1
        var elements: [TOMLValue] = []
        while try skipToContent() {
            if peek == UInt8(ascii: "]") {
                index += 1
                return elements
            }
            if !elements.isEmpty {
                guard peek == UInt8(ascii: ",") else { throw problem("array elements need «,» between them") }
                index += 1
                try skipToContent()
                if peek == UInt8(ascii: "]") { continue }
            }
            elements.append(try value(depth: depth + 1))
        }
        throw problem("an array is not closed with «]»")
    }

    private mutating func inlineTable(depth: Int) throws(TOMLProblem) -> TOMLTable {
        index += 1
        let table = TOMLTable(line: line)
        defer { table.isClosed = true }
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            index += 1
            return table
        }
        while true {
            try pair(into: table, depth: depth + 1)
            skipBlanks()
            switch peek {
            case UInt8(ascii: ","):
                index += 1
                skipBlanks()
            case UInt8(ascii: "}"):
                index += 1
                return table
            default: throw problem("an inline table is not closed with «}»")
            }
        }
    }
}
