// SPDX-License-Identifier: Apache-2.0
public import Archives
import Glibc

/// Directories that are no image but hold some.
extension ImageSource {
    /// Whether it names a directory that is neither an OCI layout nor a docker-dir.
    public var isDirectoryOfArchives: Bool {
        guard case .path(let path) = self, ImageSource.kind(path) == S_IFDIR else { return false }
        return !ImageSource.isImage(path)
    }

    /// The sources, with what is in a directory of archives in its place, sorted by names: what begins as a tar, what is
    /// named as one (an empty or unreadable `app.tar` is no image that passes), and directories that are images. It is not
    /// searched any deeper. A directory without any stays as it is, for whoever opens it to say what is wrong.
    ///
    /// - Parameter note: takes a directory and a sentence on what in it is passed over.
    public static func members(
        of sources: [ImageSource], limits: ReadingLimits, note: (String, String) -> Void
    ) -> [ImageSource] {
        var all: [ImageSource] = []
        for source in sources {
            guard source.isDirectoryOfArchives, let names = try? LayoutDirectory.list(source.name, limits) else {
                all.append(source)
                continue
            }
            let slash = source.name.hasSuffix("/") ? "" : "/"
            var (found, others): ([ImageSource], [String]) = ([], [])
            for name in names.sorted() where !name.hasPrefix(".") {
                let path = source.name + slash + name
                if isArchive(path, name) { found.append(.path(path)) } else { others.append(name) }
            }
            if found.isEmpty {
                found = [source]
            } else if !others.isEmpty {
                let named = others.prefix(3).joined(separator: ", ") + (others.count > 3 ? ", …" : "")
                note(
                    source.name,
                    (others.count == 1
                        ? "1 entry is no image archive" : "\(others.count) entries are no image archives")
                        + " and passed over: \(named)")
            }
            all += found
        }
        return all
    }

    private static func isArchive(_ path: String, _ name: String) -> Bool {
        switch kind(path) {
        case S_IFDIR: return isImage(path)
        case S_IFREG: return isTarName(name) || start(of: path).withUnsafeBytes { MemberForm.isTar($0) }
        // A link that leads nowhere.
        case nil: return isTarName(name)
        default: return false
        }
    }

    private static func isImage(_ directory: String) -> Bool {
        kind(directory + "/index.json") == S_IFREG || kind(directory + "/manifest.json") == S_IFREG
    }

    /// `x.tar`, `x.tar.gz`, `x.tgz`: many compressed files are no archive.
    private static func isTarName(_ name: String) -> Bool {
        name.contains(".tar.") || [".tar", ".tgz", ".tzst", ".txz", ".tbz2", ".tlz4"].contains { name.hasSuffix($0) }
    }

    /// Links followed; nil for what is not there.
    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The first 512 bytes, or all there are.
    private static func start(of path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return Array(bytes.prefix(max(0, count)))
    }
}
