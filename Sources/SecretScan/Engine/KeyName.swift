// SPDX-License-Identifier: Apache-2.0

/// The name that a value is assigned to, read backward from the value.
struct KeyName {
    /// Within the bytes it was read from.
    let range: Range<Int>
    private let bytes: UnsafeRawBufferPointer

    /// How far back a name may begin.
    private static let reach = 96
    private static let nameBytes = ByteSet.word.union(ByteSet(0x2d...0x2e))
    private static let quotes = ByteSet(0x22...0x22, 0x27...0x27, 0x60...0x60, 0x5c...0x5c)
    private static let operators = ByteSet(0x3a...0x3a, 0x3d...0x3e, 0x28...0x28, 0x2c...0x2c)

    /// nil when no assignment ends at `position`.
    init?(before position: Int, in bytes: UnsafeRawBufferPointer) {
        let floor = max(0, position - KeyName.reach)
        var index = position
        func skip(_ set: ByteSet, _ most: Int) -> Int {
            let start = index
            while index > floor, start - index < most, set.contains(bytes[index - 1]) { index -= 1 }
            return start - index
        }
        let blanks = ByteSet(0x09...0x09, 0x20...0x20)
        _ = skip(KeyName.quotes, 3)
        _ = skip(blanks, 8)
        var found = skip(KeyName.operators, 3)
        if found == 0 {
            // `<add key="Name" value="…"/>`, `--password …`
            found = index < position ? 1 : 0
        }
        guard found > 0 else { return nil }
        _ = skip(blanks, 8)
        _ = skip(KeyName.quotes.union(ByteSet(0x5d...0x5d)), 3)
        var end = index
        var length = skip(KeyName.nameBytes, 64)
        guard length > 0 else { return nil }
        if length == 5, bytes.starts(at: index, with: "value", limit: end) {
            let mark = index
            _ = skip(blanks, 8)
            _ = skip(KeyName.quotes, 2)
            let inner = index
            let innerLength = skip(KeyName.nameBytes, 64)
            if innerLength > 0, inner < mark { (end, length) = (inner, innerLength) } else { index = mark }
        }
        range = (end - length)..<end
        self.bytes = bytes
    }

    private static let secretWords = [
        "key", "token", "secret", "auth", "pass", "pwd", "credential", "pat", "bearer", "api", "cert", "dsn", "webhook",
        "session", "cookie", "salt", "signature", "access",
    ].map { Array($0.utf8) }

    /// Whether a word of the name says that a secret follows.
    var asksForSecret: Bool {
        Placeholders.contains(UnsafeRawBufferPointer(rebasing: bytes[range]), KeyName.secretWords)
    }

    /// For display: at most 64 bytes, all of them printable. nil for what may be a secret itself: in `id:secret` the
    /// id stands where a name would.
    var text: String? {
        let name = UnsafeRawBufferPointer(rebasing: bytes[range])
        let isRandom =
            name.count >= 12 && name.contains(where: ByteSet.digits.contains) && Randomness.isPlausible(name)
            && !name.contains(UInt8(ascii: "_"))
        return isRandom ? nil : Redaction.escaped(name)
    }
}
