// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// The accounts of the final tree: `/etc/passwd`, `/etc/group` (passwd(5), group(5)) and of `/etc/shadow` the form
/// of each password alone.
public struct Accounts: Sendable {
    public struct User: Sendable, Equatable {
        public var name: String
        /// The second field of passwd: `x` says that the password is in shadow, empty that there is none.
        public var password: String
        public var uid: Int64
        public var gid: Int64
        public var home: String
        public var shell: String
    }

    public struct Group: Sendable, Equatable {
        public var name: String
        public var gid: Int64
        public var members: [String]
    }

    /// What a password field allows.
    public enum Password: Sendable, Equatable {
        /// Anyone may log in.
        case empty
        /// Nobody may log in with a password.
        case locked
        case set
    }

    /// In the order of the file; lines that make no sense are left out.
    public let users: [User]
    public let groups: [Group]
    /// By user name, from shadow.
    public let passwords: [String: Password]
    /// False when the final tree has no `/etc/passwd`, as images from scratch.
    public let isKnown: Bool

    private let usersByName: [String: User]
    private let usersByNumber: [Int64: User]
    private let groupsByName: [String: Group]
    /// Primary groups of all but root.
    private let primaryGroups: Set<Int64>

    /// More lines than any system has are not read.
    private static let lineLimit = 65_536

    init(_ kept: [PathTable.ID: [UInt8]], _ tree: ImageTree) {
        func lines(_ path: String) -> [[String]]? {
            guard case .found(let id) = tree.resolve(Array(path.utf8)), let bytes = kept[id] else { return nil }
            return bytes.split(separator: UInt8(ascii: "\n")).prefix(Accounts.lineLimit).map { line in
                line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
            }
        }
        let passwd = lines("/etc/passwd")
        isKnown = passwd != nil
        users = (passwd ?? []).compactMap { fields in
            guard fields.count >= 4, let uid = Int64(fields[2]), let gid = Int64(fields[3]) else { return nil }
            return User(
                name: fields[0], password: fields[1], uid: uid, gid: gid, home: fields.count > 5 ? fields[5] : "",
                shell: fields.count > 6 ? fields[6] : "")
        }
        groups = (lines("/etc/group") ?? []).compactMap { fields in
            guard fields.count >= 3, let gid = Int64(fields[2]) else { return nil }
            let members = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
            return Group(name: fields[0], gid: gid, members: members)
        }
        usersByName = Dictionary(users.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        usersByNumber = Dictionary(users.map { ($0.uid, $0) }, uniquingKeysWith: { first, _ in first })
        groupsByName = Dictionary(groups.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        primaryGroups = Set(users.filter { $0.uid != 0 }.map(\.gid))
        var passwords: [String: Password] = [:]
        for fields in lines("/etc/shadow") ?? [] where fields.count >= 2 && passwords[fields[0]] == nil {
            passwords[fields[0]] =
                switch fields[1].utf8.first {
                case nil: .empty
                case UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "x"): .locked
                default: .set
                }
        }
        self.passwords = passwords
    }

    /// The first account of that name.
    public func user(named name: String) -> User? { usersByName[name] }
    /// The first account with that number.
    public func user(uid: Int64) -> User? { usersByNumber[uid] }
    /// The first group of that name.
    public func group(named name: String) -> Group? { groupsByName[name] }
    /// Whether anybody but root has the group as the one that an account begins with.
    func isPrimary(gid: Int64) -> Bool { primaryGroups.contains(gid) }
}
