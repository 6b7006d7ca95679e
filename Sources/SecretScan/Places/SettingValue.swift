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
