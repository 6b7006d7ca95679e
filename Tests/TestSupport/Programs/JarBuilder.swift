// SPDX-License-Identifier: Apache-2.0

/// A zip archive in memory as Java's tools write it:
///
///     JarBuilder().member("META-INF/MANIFEST.MF", "…").member("BOOT-INF/lib/x.jar", nested, deflated: false).bytes()
public struct JarBuilder: Sendable {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    public init() {}

    public func member(_ name: String, _ text: String) -> JarBuilder { member(name, Array(text.utf8)) }

    public func member(_ name: String, _ content: [UInt8], deflated: Bool = true) -> JarBuilder {
        var copy = self
        // gzip is the same deflated bytes between a header of ten bytes and a checksum with the length.
        let gzip = Codec.gzip.compress(content)
        let packed = deflated ? Array(gzip[10..<(gzip.count - 8)]) : content
        let common =
            JarBuilder.number(20, 2) + JarBuilder.number(0, 2) + JarBuilder.number(deflated ? 8 : 0, 2)
            + JarBuilder.number(0, 4) + gzip[(gzip.count - 8)..<(gzip.count - 4)] + JarBuilder.number(packed.count, 4)
            + JarBuilder.number(content.count, 4) + JarBuilder.number(name.utf8.count, 2) + JarBuilder.number(0, 2)
        copy.directory += [0x50, 0x4B, 1, 2] + JarBuilder.number(20, 2) + common
        copy.directory += JarBuilder.number(0, 10) + JarBuilder.number(body.count, 4) + Array(name.utf8)
        copy.body += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + packed
        copy.count += 1
        return copy
    }

    /// A jar with the `pom.properties` of one artifact.
    public static func artifact(_ group: String, _ name: String, _ version: String) -> [UInt8] {
        JarBuilder().member("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
            .member(
                "META-INF/maven/\(group)/\(name)/pom.properties",
                "version=\(version)\ngroupId=\(group)\nartifactId=\(name)\n"
            ).bytes()
    }

    /// - Parameter prefix: stands before the archive, as a start script does.
    public func bytes(prefix: [UInt8] = []) -> [UInt8] {
        prefix + body + directory + [0x50, 0x4B, 5, 6] + JarBuilder.number(0, 4) + JarBuilder.number(count, 2)
            + JarBuilder.number(count, 2) + JarBuilder.number(directory.count, 4) + JarBuilder.number(body.count, 4)
            + JarBuilder.number(0, 2)
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
    }
}
