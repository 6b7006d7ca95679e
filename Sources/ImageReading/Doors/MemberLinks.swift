// SPDX-License-Identifier: Apache-2.0

/// Links among the members of an archive: Docker ≤ 24 and podman store a repeated layer as a symlink, other
/// writers as a hard link, and the target may come earlier or later.
struct MemberLinks {
    private var targets: [String: String] = [:]

    /// No honest archive chains more.
    private static let limit = 32

    mutating func add(_ name: String, to target: String) { targets[name] = target }
    mutating func remove(_ name: String) { targets[name] = nil }
    var names: Dictionary<String, String>.Keys { targets.keys }

    /// The name at the end of the chain.
    func resolve(_ name: String, source: String) throws(ImageError) -> String {
        var current = name
        for _ in 0..<MemberLinks.limit {
            guard let next = targets[current] else { return current }
            current = next
        }
        throw ImageError(.document, "is a link that never ends", source: source, member: name)
    }
}
