// SPDX-License-Identifier: Apache-2.0

/// The user that the container starts as: `USER` resolved through the final `/etc/passwd` and `/etc/group`, the way
/// container runtimes do (moby's `user.GetExecUser`): empty is root, a name or a number may be followed by a group, a
/// number needs no entry.
public struct RuntimeUser: Sendable, Equatable {
    /// As written; empty when not set.
    public let written: String
    /// nil when a name has no entry: such a container does not start.
    public let uid: Int64?
    /// nil when a name has no entry.
    public let gid: Int64?
    /// nil for a number without an entry.
    public let name: String?
    /// Written as a number, which Kubernetes needs to verify runAsNonRoot.
    public let isNumeric: Bool
    /// Every group the process is in: the primary one and those that list the user.
    public let groups: Set<Int64>

    /// True when the process starts with uid 0.
    public var isRoot: Bool { uid == 0 }
    public var isResolved: Bool { uid != nil }

    init(_ written: String, accounts: Accounts) {
        self.written = written
        let parts = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let user = parts.first.map(String.init) ?? ""
        let group = parts.count > 1 ? String(parts[1]) : ""
        let number = RuntimeUser.number(user)
        isNumeric = number != nil
        let account =
            user.isEmpty
            ? accounts.user(uid: 0)
            : accounts.users.first { $0.name == user || number != nil && $0.uid == number }
        // A file system without accounts has no name but root's, which every runtime means as 0.
        let uid: Int64? =
            if user.isEmpty { 0 } else { account?.uid ?? number ?? (user == "root" ? 0 : nil) }
        self.uid = uid
        name = account?.name ?? (uid == 0 ? "root" : nil)
        let gid: Int64? =
            if group.isEmpty {
                uid == nil ? nil : account?.gid ?? 0
            } else {
                accounts.group(named: group)?.gid ?? RuntimeUser.number(group)
            }
        self.gid = gid
        var groups: Set<Int64> = []
        if let gid { groups.insert(gid) }
        if group.isEmpty, let name = account?.name {
            for group in accounts.groups where group.members.contains(name) { groups.insert(group.gid) }
        }
        self.groups = groups
    }

    private static func number(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int64(text)
    }
}
