// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The files of a directory of facts, and how many of them may stay.
enum FactShelf {
    struct File {
        var path: String
        var size: Int
        /// When it was used last, in nanoseconds since 1970.
        var lastUse: Int64
        var isDraft: Bool
    }

    static let suffix = ".facts"

    /// What this program wrote there. Files of others are none of its business.
    static func files(in path: String) -> [File] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var files: [File] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isDraft = isDraft(name)
            guard isDraft || isFacts(name) else { continue }
            var status = stat()
            guard lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            files.append(
                File(
                    path: path + "/" + name, size: Int(status.st_size),
                    lastUse: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
                    isDraft: isDraft))
        }
        return files
    }

    /// Removes what was not used for longest until the rest takes at most `goal` bytes, and drafts that their writers
    /// left behind an hour ago. Returns how many bytes stay.
    static func trim(_ path: String, to goal: Int) -> Int {
        var files = files(in: path)
        let anHourAgo = (Int64(time(nil)) - 3_600) * 1_000_000_000
        for file in files where file.isDraft && file.lastUse < anHourAgo { unlink(file.path) }
        files.removeAll { $0.isDraft }
        files.sort { ($0.lastUse, $0.path) < ($1.lastUse, $1.path) }
        var bytes = files.reduce(0) { $0 + $1.size }
        for file in files {
            guard bytes > goal else { break }
            unlink(file.path)
            bytes -= file.size
        }
        return bytes
    }

    /// 64 hexadecimal digits and the suffix.
    private static func isFacts(_ name: String) -> Bool {
        name.utf8.count == 64 + suffix.utf8.count && name.hasSuffix(suffix)
            && name.utf8.prefix(64).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// `PROCESS.NUMBER.part`.
    private static func isDraft(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[2] == "part" && Int(parts[0]) != nil && Int(parts[1]) != nil
    }
}
