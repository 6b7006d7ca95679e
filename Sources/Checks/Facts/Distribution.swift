// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// What os-release(5) says of the final tree.
public struct Distribution: Sendable, Equatable {
    /// `debian`, `alpine`, …: lower case, stable.
    public let id: String
    /// `ID_LIKE`, split.
    public let like: [String]
    /// `12`, `3.20.3`; empty when not said.
    public let version: String
    /// `Debian 12`: for people.
    public let name: String
    /// `bookworm`; empty when not said.
    public let codename: String

    init?(_ kept: [PathTable.ID: [UInt8]], _ tree: ImageTree) {
        for path in ["/etc/os-release", "/usr/lib/os-release"] {
            guard case .found(let id) = tree.resolve(Array(path.utf8)), let bytes = kept[id] else { continue }
            self.init(bytes)
            return
        }
        return nil
    }

    init(_ bytes: [UInt8]) {
        var values: [String: String] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(256) {
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            var value = line[(equals + 1)...]
            if let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), value.count > 1,
                value.last == quote
            {
                value = value.dropFirst().dropLast()
            }
            values[String(decoding: line[..<equals], as: UTF8.self)] = String(decoding: value, as: UTF8.self)
        }
        id = values["ID"] ?? ""
        like = (values["ID_LIKE"] ?? "").split(separator: " ").map(String.init)
        version = values["VERSION_ID"] ?? ""
        codename = values["VERSION_CODENAME"] ?? ""
        var short = values["NAME"] ?? id
        for suffix in [" GNU/Linux", " Linux"] where short.hasSuffix(suffix) { short.removeLast(suffix.count) }
        name = version.isEmpty ? short : short + " " + version
    }
}
