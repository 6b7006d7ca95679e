// SPDX-License-Identifier: Apache-2.0

/// What the value of a setting looks like, where its name alone does not decide.
enum SettingValue {
    /// nil when the value may be a secret under a name with this claim.
    static func refuses(_ value: UnsafeRawBufferPointer, claim: SettingName.Claim) -> DropReason? {
        if value.isEmpty { return .placeholder }
        if Placeholders.isVariable(value) { return .variable }
        if Placeholders.isPassword(value) || Placeholders.isInToken(value) { return .placeholder }
        if isPath(value) || isAddress(value) || isSwitch(value) { return .placeholder }
        if PublishedSecrets.contains(Array(value)) { return .publishedKey }
        // A token of an introduction stays one under whatever name.
        if value.starts(at: 0, with: "eyJ", limit: value.count), JSONWebToken(value)?.isTextbook == true {
            return .placeholder
        }
        switch claim {
        case .none: return .name
        case .certain:
            return value.count >= 4 || value.contains(where: { !ByteSet.digits.contains($0) }) ? nil : .entropy
        case .likely:
            guard value.count >= 12, Randomness.isPlausible(value), !value.contains(0x20) else { return .entropy }
            return value.contains(where: ByteSet.digits.contains) ? nil : .entropy
        }
    }

    private static func isPath(_ value: UnsafeRawBufferPointer) -> Bool {
        guard let first = value.first else { return false }
        if first == UInt8(ascii: "/") || value.starts(at: 0, with: "./", limit: value.count)
            || value.starts(at: 0, with: "~/", limit: value.count)
            || value.starts(at: 0, with: "../", limit: value.count)
        {
            // Base64 may begin with a slash; paths have more of them, and no padding.
            return value.last != UInt8(ascii: "=") && (value.count < 32 || value.filter { $0 == first }.count > 2)
        }
        return value.count > 3 && value[1] == UInt8(ascii: ":") && value[2] == UInt8(ascii: "\\")
    }

    /// Whether the value only says the name again: `password=private_key_password`,
    /// `STORE_PASSWORD_ENV = "storepasswordenv"`, or begins with the name and goes on in words.
    static func repeats(_ value: UnsafeRawBufferPointer, name: Slice<UnsafeRawBufferPointer>) -> Bool {
        let letters = ByteSet.alphanumeric
        let said = value.filter(letters.contains).map(Placeholders.lowered)
        let named = name.filter(letters.contains).map(Placeholders.lowered)
        guard said.count >= 6, named.count >= 6 else { return false }
        if said == named || named.count >= 12 && said.starts(with: named) { return true }
        let shared = zip(said, named).prefix { $0 == $1 }.count
        return shared >= 16 || shared >= 8 && !said.contains(where: ByteSet.digits.contains)
    }

    /// Source rather than a value: a keyword argument (`default=`, `scopes=scopes`), a path of a source tree.
    static func isSource(_ value: UnsafeRawBufferPointer) -> Bool {
        let identifier = ByteSet.lower.union(ByteSet(0x5F...0x5F))
        if let equals = value.firstIndex(of: UInt8(ascii: "=")), equals > 0,
            value[..<equals].allSatisfy(identifier.contains),
            value[(equals + 1)...].allSatisfy(identifier.contains)
        {
            return true
        }
        guard value.filter({ $0 == UInt8(ascii: "/") }).count >= 2, let dot = value.lastIndex(of: UInt8(ascii: "."))
        else {
            return false
        }
        let ending = value[(dot + 1)...]
        return (1...6).contains(ending.count) && ending.allSatisfy(ByteSet.lower.contains)
            && value[..<dot].allSatisfy { ByteSet.word.contains($0) || (0x2D...0x2F).contains($0) }
    }

    /// A URL without user information, which has rules of its own when it has some.
    static func isAddress(_ value: UnsafeRawBufferPointer) -> Bool {
        Placeholders.find(Array("://".utf8), in: value) != nil
    }

    /// Booleans, numbers of few digits, durations.
    private static func isSwitch(_ value: UnsafeRawBufferPointer) -> Bool {
        if value.count <= 2 { return true }
        let digits = value.filter { ByteSet.digits.contains($0) }.count
        return value.count <= 5 && digits >= value.count - 1 && digits > 0 && value.count - digits <= 1
            && value.count < 4
    }
}
