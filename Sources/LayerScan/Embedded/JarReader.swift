// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import PackageDatabases

/// What a jar says of the packages in it, and of those in the jars inside it, one level deep (`BOOT-INF/lib`,
/// `WEB-INF/lib`): `pom.properties`, and `MANIFEST.MF` where there is none.
struct JarReader {
    /// Larger files are not read as jars: through a pipe they would have to be gathered whole.
    static let sizeLimit = 64 << 20
    /// Bytes of one record, as `DatabaseKind` has it.
    private static let recordLimit = 1 << 20
    /// Inflated bytes of one jar inside a jar.
    private static let nestedLimit = 32 << 20
    /// Inflated bytes of all of them: a small jar may claim to hold much.
    private static let inflatedLimit = 256 << 20
    /// Records of one file.
    private static let recordsLimit = 10_000
    /// Bytes of their paths.
    private static let pathsLimit = 4 << 20
    /// Jars are told by their endings; the first bytes decide.
    private static let endings: [[UInt8]] = [".jar", ".war", ".ear"].map { Array($0.utf8) }

    private(set) var rows: [DatabaseRows] = []
    private var inflated = 0
    private var paths = 0

    static func isJar(name path: UnsafeRawBufferPointer) -> Bool {
        guard path.count > 4, let last = path.last, last == UInt8(ascii: "r") else { return false }
        return endings.contains { path.suffix(4).elementsEqual($0) }
    }

    /// - Parameter path: of the jar, without a leading slash.
    init(_ bytes: UnsafeRawBufferPointer, path: [UInt8]) {
        guard let directory = ZipDirectory(bytes) else { return }
        read(directory, path: path, isNested: false)
        directory.visit { member in
            guard JarReader.isJar(name: member.name), member.size <= JarReader.inflatedLimit - inflated else {
                return true
            }
            inflated += member.size
            // A size that lies is cut off where it said it would end.
            directory.withContent(of: member, limit: min(member.size, JarReader.nestedLimit)) { bytes in
                guard let nested = ZipDirectory(bytes) else { return }
                read(nested, path: path + JarReader.separator + Array(member.name), isNested: true)
            }
            return rows.count < JarReader.recordsLimit
        }
    }

    private static let separator = Array("!/".utf8)
    private static let manifest = Array("META-INF/MANIFEST.MF".utf8)
    private static let maven = Array("META-INF/maven/".utf8)
    private static let properties = Array("/pom.properties".utf8)

    private mutating func read(_ directory: ZipDirectory, path: [UInt8], isNested: Bool) {
        var poms = 0
        let first = rows.count
        var manifest: ZipDirectory.Member?
        directory.visit { member in
            if member.name.elementsEqual(JarReader.manifest) {
                manifest = member
            } else if member.name.starts(with: JarReader.maven),
                member.name.suffix(JarReader.properties.count).elementsEqual(JarReader.properties)
            {
                poms += parse(member, .javaPomProperties, directory, path) ? 1 : 0
            }
            return rows.count < JarReader.recordsLimit
        }
        if poms == 0, let manifest, rows.count < JarReader.recordsLimit {
            _ = parse(manifest, .javaManifest, directory, path)
        }
        // The only artifact of a jar is the jar's own, whatever its file is called.
        if poms == 1, !isNested { rows[first].claimJar() }
    }

    /// True when the record names a package.
    private mutating func parse(
        _ member: ZipDirectory.Member, _ kind: DatabaseKind, _ directory: ZipDirectory, _ path: [UInt8]
    ) -> Bool {
        let record = path + JarReader.separator + Array(member.name)
        guard paths + record.count <= JarReader.pathsLimit, member.size <= JarReader.inflatedLimit - inflated else {
            return false
        }
        inflated += member.size
        let parsed = directory.withContent(of: member, limit: JarReader.recordLimit) { bytes in
            try? DatabaseRows.parse(kind, path: record, bytes: bytes)
        }
        guard let parsed = parsed ?? nil, !parsed.packages.isEmpty else { return false }
        paths += record.count
        rows.append(parsed)
        return true
    }
}
