// SPDX-License-Identifier: Apache-2.0
internal import PackageDatabases

/// What is wanted of a file's content, beside its hash and its secrets. Decided by the path and the mode, before
/// the content is seen.
struct ContentRole {
    var database: DatabaseKind?
    var isKept: Bool
    var isExecutable: Bool
    /// May ask the loader for libraries: an executable, or a library by its name (most have no executable bit).
    var mayLoad: Bool
    /// A zip archive of Java's, by its name.
    var isJar: Bool
    /// A package that apt kept after installing from it. What is in it came from the distribution and lies in the image
    /// once more; unpacking a build image's takes four times as long as all the rest.
    var isKeptPackage: Bool
    /// A shell script by its name, which a shell may run though it is not executable.
    var isShellFile: Bool

    /// `path` is cleaned and has no leading slash.
    init(path: UnsafeRawBufferPointer, mode: UInt16) {
        database = DatabaseKind.kind(path: path)
        isKept = KeptFiles.contains(path)
        isExecutable = mode & 0o111 != 0
        mayLoad = isExecutable || ContentRole.isLibrary(path)
        isJar = JarReader.isJar(name: path)
        isKeptPackage = path.starts(with: ContentRole.aptArchives) && path.suffix(4).elementsEqual(".deb".utf8)
        isShellFile = path.count > 3 && path.suffix(3).elementsEqual(".sh".utf8)
    }

    /// Bytes up to which a file that streams by is gathered, whatever else is done with it.
    var gatherLimit: Int { max(database?.sizeLimit ?? 0, isJar ? JarReader.sizeLimit : 0) }

    private static let aptArchives = Array("var/cache/apt/archives/".utf8)
    private static let shared = Array(".so".utf8)

    /// `libx.so`, `libx.so.1.2`, `x.cpython-311.so`.
    private static func isLibrary(_ path: UnsafeRawBufferPointer) -> Bool {
        guard path.count > 3 else { return false }
        if path.suffix(3).elementsEqual(shared) { return true }
        // Behind «.so.» stand digits and dots alone.
        var end = path.count
        while end > 0, path[end - 1] == UInt8(ascii: ".") || path[end - 1] >= 0x30 && path[end - 1] <= 0x39 { end -= 1 }
        return end < path.count && path[end] == UInt8(ascii: ".") && path[..<end].suffix(3).elementsEqual(shared)
    }
}
