// SPDX-License-Identifier: Apache-2.0

/// One file of a zip, as the central directory and its own header agree.
public struct ZipMember: Sendable {
    /// Bytes as the zip has them.
    public var name: [UInt8]
    /// 0: stored, 8: deflated; others are not read here.
    public var method: UInt16
    public var isEncrypted: Bool
    /// Where the stored bytes lie in the zip.
    public var data: Range<Int>

    public var isReadable: Bool { !isEncrypted && (method == 0 || method == 8) }
}
