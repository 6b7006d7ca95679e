// SPDX-License-Identifier: Apache-2.0

extension ExecutableProbe {
    /// Larger scripts are no entry scripts.
    static let scriptLimit = 64 << 10

    /// `PATH_MAX` is more, and a store's path with a hash in it a third.
    private static let loaderLimit = 256

    private static let shells: [StaticString] = ["sh", "bash", "ash", "dash", "ksh", "zsh", "execlineb"]

    /// Tells the form from the first bytes of an executable file; `bytes` is the whole file or its beginning.
    static func read(_ bytes: UnsafeRawBufferPointer, entry: Int32, keepsScript: Bool) -> ExecutableProbe {
        if let form = elf(bytes) { return ExecutableProbe(entry: entry, form: form, loader: loader(bytes)) }
        if bytes.count >= 2, bytes[0] == UInt8(ascii: "M"), bytes[1] == UInt8(ascii: "Z") {
            return ExecutableProbe(entry: entry, form: .portableExecutable)
        }
        guard let interpreter = interpreter(bytes) else {
            return ExecutableProbe(entry: entry, form: .other, script: keepsScript ? Array(bytes) : [])
        }
        return ExecutableProbe(
            entry: entry, form: .script(interpreter: Array(interpreter)), script: keepsScript ? Array(bytes) : [])
    }

    /// `#!` and a shell behind it.
    static func isShellScript(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let interpreter = interpreter(bytes) else { return false }
        let words = interpreter.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        return words.prefix(3).contains { word in
            guard let name = word.split(separator: UInt8(ascii: "/")).last else { return false }
            return shells.contains { shell in
                name.elementsEqual(UnsafeRawBufferPointer(start: shell.utf8Start, count: shell.utf8CodeUnitCount))
            }
        }
    }

    /// What stands behind `#!`; nil for a file that is no script.
    private static func interpreter(_ bytes: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
        guard bytes.count >= 2, bytes[0] == UInt8(ascii: "#"), bytes[1] == UInt8(ascii: "!") else { return nil }
        // BINPRM_BUF_SIZE: the kernel looks at 256 bytes.
        return trimmed(bytes[2...].prefix(254).prefix { $0 != UInt8(ascii: "\n") })
    }

    private static func elf(_ bytes: UnsafeRawBufferPointer) -> Form? {
        guard bytes.count >= 20, bytes[0] == 0x7F, bytes[1] == 0x45, bytes[2] == 0x4C, bytes[3] == 0x46 else {
            return nil
        }
        let little = bytes[5] != 2
        return .elf(
            machine: UInt16(truncatingIfNeeded: number(bytes, 18, 2, little) ?? 0), bits: bytes[4] == 1 ? 32 : 64,
            littleEndian: little)
    }

    /// `PT_INTERP`, where the program headers and the text lie in the bytes at hand.
    private static func loader(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes.count >= 52 else { return nil }
        let little = bytes[5] != 2
        let isWide = bytes[4] != 1
        guard let table = number(bytes, isWide ? 32 : 28, isWide ? 8 : 4, little),
            let size = number(bytes, isWide ? 54 : 42, 2, little),
            let count = number(bytes, isWide ? 56 : 44, 2, little),
            size >= (isWide ? 56 : 32), table < UInt64(bytes.count)
        else { return nil }
        for index in 0..<min(count, 128) {
            let header = Int(table) + Int(index * size)
            guard number(bytes, header, 4, little) == 3 else { continue }
            guard let offset = number(bytes, header + (isWide ? 8 : 4), isWide ? 8 : 4, little),
                let length = number(bytes, header + (isWide ? 32 : 16), isWide ? 8 : 4, little),
                length > 1, length <= loaderLimit, offset < UInt64(bytes.count), length <= UInt64(bytes.count) - offset
            else { return nil }
            let text = bytes[Int(offset)..<Int(offset + length)].prefix { $0 != 0 }
            return text.isEmpty ? nil : Array(text)
        }
        return nil
    }

    /// An unsigned number of 2, 4 or 8 bytes; nil when it is not all there.
    private static func number(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ count: Int, _ little: Bool) -> UInt64?
    {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        var value: UInt64 = 0
        for index in 0..<count {
            value = value << 8 | UInt64(bytes[offset + (little ? count - 1 - index : index)])
        }
        return value
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var text = bytes.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text = text.dropLast() }
        return text
    }
}
