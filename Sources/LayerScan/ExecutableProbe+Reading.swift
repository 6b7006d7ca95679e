// SPDX-License-Identifier: Apache-2.0

extension ExecutableProbe {
    private static let scriptLimit = 64 << 10
    private static let lineLimit = 512
    private static let linesKept = 32

    /// Programs that a start script hands over to, as the first word of a line.
    private static let handoverWords: Set<[UInt8]> = Set(
        ["exec", "gosu", "su-exec", "setpriv", "runuser", "su", "s6-setuidgid", "chroot", "sudo", "tini", "dumb-init"]
            .map { Array($0.utf8) })

    /// Tells the form from the first bytes of an executable file; `bytes` is the whole file or its beginning.
    static func read(_ bytes: UnsafeRawBufferPointer, entry: Int32, isWhole: Bool) -> ExecutableProbe {
        if let form = elf(bytes) { return ExecutableProbe(entry: entry, form: form) }
        if bytes.count >= 2, bytes[0] == UInt8(ascii: "M"), bytes[1] == UInt8(ascii: "Z") {
            return ExecutableProbe(entry: entry, form: .portableExecutable)
        }
        guard bytes.count >= 2, bytes[0] == UInt8(ascii: "#"), bytes[1] == UInt8(ascii: "!") else {
            return ExecutableProbe(entry: entry, form: .other)
        }
        // BINPRM_BUF_SIZE: the kernel looks at 256 bytes.
        let line = bytes[2...].prefix(254).prefix { $0 != UInt8(ascii: "\n") }
        let interpreter = trimmed(line)
        let readsHandovers = isWhole && bytes.count <= scriptLimit && isShell(interpreter)
        return ExecutableProbe(
            entry: entry, form: .script(interpreter: Array(interpreter)),
            handovers: readsHandovers ? handovers(bytes) : [])
    }

    private static func elf(_ bytes: UnsafeRawBufferPointer) -> Form? {
        guard bytes.count >= 20, bytes[0] == 0x7F, bytes[1] == 0x45, bytes[2] == 0x4C, bytes[3] == 0x46 else {
            return nil
        }
        let little = bytes[5] != 2
        let machine = bytes.loadUnaligned(fromByteOffset: 18, as: UInt16.self)
        return .elf(
            machine: little ? UInt16(littleEndian: machine) : UInt16(bigEndian: machine),
            bits: bytes[4] == 1 ? 32 : 64, littleEndian: little)
    }

    private static func isShell(_ interpreter: some Collection<UInt8>) -> Bool {
        let words = interpreter.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        return words.prefix(3).contains { word in
            let name = word.split(separator: UInt8(ascii: "/")).last
            return name.map {
                ["sh", "bash", "ash", "dash", "ksh", "zsh"].contains(String(decoding: $0, as: UTF8.self))
            }
                ?? false
        }
    }

    private static func handovers(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = trimmed(line)
            let word = text.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            guard handoverWords.contains(Array(word)) else { continue }
            lines.append(Array(text.prefix(lineLimit)))
            if lines.count == linesKept { break }
        }
        return lines
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var text = bytes.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text = text.dropLast() }
        return text
    }
}
