// SPDX-License-Identifier: Apache-2.0

/// Builds a Debian package in memory, as dpkg-deb lays it out.
public enum DebianPackageBuilder {
    /// - Parameters:
    ///   - control: the tar of the maintainer's scripts.
    ///   - data: the tar of the files.
    public static func bytes(control: LayerBuilder, data: LayerBuilder, _ codec: Codec) -> [UInt8] {
        Array("!<arch>\n".utf8) + member("debian-binary", Array("2.0\n".utf8))
            + member("control" + codec.tarExtension, codec.compress(control.tar()))
            + member("data" + codec.tarExtension, codec.compress(data.tar()))
    }

    private static func member(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        func field(_ text: String, _ width: Int) -> [UInt8] {
            Array(text.utf8) + [UInt8](repeating: 0x20, count: width - text.utf8.count)
        }
        let header =
            field(name, 16) + field("0", 12) + field("0", 6) + field("0", 6) + field("100644", 8)
            + field(String(bytes.count), 10) + [0x60, 0x0A]
        return header + bytes + (bytes.count % 2 == 1 ? [0x0A] : [])
    }
}
