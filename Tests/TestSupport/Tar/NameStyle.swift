// SPDX-License-Identifier: Apache-2.0

/// How a tar spells its member names; all three mean the same path.
public enum NameStyle: String, Sendable, CaseIterable {
    /// `app/x`, as Docker writes.
    case plain
    /// `./app/x`, as `tar -C dir .` writes.
    case dotSlash
    /// `/app/x`, as Nix and kaniko write.
    case absolute

    func styled(_ path: [UInt8]) -> [UInt8] {
        switch self {
        case .plain: path.isEmpty ? Array("./".utf8) : path
        case .dotSlash: Array("./".utf8) + path
        case .absolute: [UInt8(ascii: "/")] + path
        }
    }

    /// The path without any leading `/` or `./`.
    static func stripped(_ name: some Sequence<UInt8>) -> [UInt8] {
        var path = Array(name)[...]
        while true {
            if path.first == UInt8(ascii: "/") {
                path.removeFirst()
            } else if path.starts(with: Array("./".utf8)) {
                path.removeFirst(2)
            } else {
                return path == [UInt8(ascii: ".")] ? [] : Array(path)
            }
        }
    }
}
