// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// Live files and directories whose owner or mode is worth a look, found in one pass over the tree.
public struct PermissionCatalog: Sendable {
    /// A regular file, by its first name.
    struct File: Traceable {
        var path: PathTable.ID
        var inode: InodeID
    }

    /// Executable with setuid or setgid.
    @Traced("setuid and setgid files") private(set) var setuid: [File]
    /// With capabilities.
    @Traced("files with capabilities") private(set) var capable: [File]
    /// Others may write them.
    @Traced("files that others may write") private(set) var writable: [File]
    /// Character and block devices.
    @Traced("devices") private(set) var devices: [File]
    /// Owned by a user or a group without an entry. Empty for an image without accounts.
    @Traced("files of nobody") private(set) var unowned: [File]
    /// Directories that others may write and that are not sticky.
    private(set) var writableDirectories: [PathTable.ID] = []
    /// Directories that belong to somebody else than root, or that a group other than root's may write.
    private(set) var ownedDirectories: [PathTable.ID] = []

    init(_ tree: ImageTree, _ accounts: Accounts) {
        let users = Set(accounts.users.map(\.uid))
        let groups = Set(accounts.groups.map(\.gid))
        let knowsOwners = accounts.isKnown
        // Files of one owner come in a row.
        var lastOwner: (uid: UInt32, gid: UInt32, isKnown: Bool) = (0, 0, true)
        tree.forEachLiveFile { path, inode in
            guard tree.inodes[inode.index].path == path else { return }
            let entry = tree.entry(of: inode)
            let file = File(path: path, inode: inode)
            switch entry.kind {
            case .file:
                // The bits mean something where somebody may execute; setgid without the group's x marks a lock.
                if entry.mode & 0o4000 != 0 && entry.mode & 0o111 != 0 || entry.mode & 0o2010 == 0o2010 {
                    setuid.append(file)
                }
                if entry.flags.contains(.capability) { capable.append(file) }
                if entry.mode & 0o002 != 0 { writable.append(file) }
            case .characterDevice, .blockDevice: devices.append(file)
            default: return
            }
            guard knowsOwners, entry.kind == .file else { return }
            if entry.uid != lastOwner.uid || entry.gid != lastOwner.gid {
                let isKnown =
                    (entry.uid == 0 || users.contains(Int64(entry.uid)))
                    && (entry.gid == 0 || groups.isEmpty || groups.contains(Int64(entry.gid)))
                lastOwner = (entry.uid, entry.gid, isKnown)
            }
            if !lastOwner.isKnown { unowned.append(file) }
        }
        for index in 0..<tree.paths.count {
            let path = PathTable.ID(rawValue: Int32(index))
            guard tree.isDirectory(at: path), let entry = tree.directoryEntry(at: path) else { continue }
            if entry.mode & 0o1002 == 0o002 { writableDirectories.append(path) }
            if entry.uid != 0 || entry.gid != 0 && entry.mode & 0o020 != 0 { ownedDirectories.append(path) }
        }
    }
}
