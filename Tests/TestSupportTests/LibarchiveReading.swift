// SPDX-License-Identifier: Apache-2.0
import CArchive
import Testing

/// Reads back with libarchive what the builders wrote: an independent judge of the tar writer.
enum LibarchiveReading {
    struct Member: Equatable {
        var name: [UInt8]
        var type: UInt32
        var content: [UInt8] = []
        var size: Int64
        var link: String?
        var mode: UInt32
        var uid: Int64
        var mtime: Int
        var xattrs: [String: [UInt8]] = [:]

        var text: String { String(decoding: name, as: UTF8.self) }
    }

    /// All members, and the message of the error that ended the walk, if one did.
    static func tar(_ bytes: [UInt8]) -> (members: [Member], failure: String?) {
        read(bytes) { archive in
            archive_read_support_format_tar(archive)
            archive_read_support_format_empty(archive)
        }
    }

    /// The decompressed bytes.
    static func decompressed(_ bytes: [UInt8]) -> [UInt8]? {
        let result = read(bytes) { archive in
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
        }
        return result.failure == nil ? result.members.first?.content ?? [] : nil
    }

    private static func read(
        _ bytes: [UInt8],
        _ setUp: (OpaquePointer) -> Void
    ) -> (members: [Member], failure: String?) {
        guard let archive = archive_read_new() else { return ([], "no memory") }
        defer { archive_read_free(archive) }
        archive_read_support_filter_all(archive)
        setUp(archive)
        return bytes.withUnsafeBytes { buffer in
            var members: [Member] = []
            var code = archive_read_open_memory(archive, buffer.baseAddress, buffer.count)
            guard code == ARCHIVE_OK else { return ([], message(archive)) }
            while true {
                var entry: OpaquePointer?
                code = archive_read_next_header(archive, &entry)
                if code == ARCHIVE_EOF { return (members, nil) }
                guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { return (members, message(archive)) }
                var member = Member(
                    name: archive_entry_pathname(entry).map { Array(String(cString: $0).utf8) } ?? [],
                    type: UInt32(archive_entry_filetype(entry)),
                    size: archive_entry_size(entry),
                    link: (archive_entry_hardlink(entry) ?? archive_entry_symlink(entry)).map { String(cString: $0) },
                    mode: UInt32(archive_entry_perm(entry)),
                    uid: archive_entry_uid(entry),
                    mtime: archive_entry_mtime(entry))
                if let name = archive_entry_pathname(entry) {
                    member.name = UnsafeRawBufferPointer(start: name, count: strlen(name)).map { $0 }
                }
                archive_entry_xattr_reset(entry)
                var key: UnsafePointer<CChar>?
                var value: UnsafeRawPointer?
                var count = 0
                while archive_entry_xattr_next(entry, &key, &value, &count) == ARCHIVE_OK, let key {
                    member.xattrs[String(cString: key)] = UnsafeRawBufferPointer(start: value, count: count).map { $0 }
                }
                var block = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let length = block.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
                    if length == 0 { break }
                    guard length > 0 else { return (members, message(archive)) }
                    member.content += block[..<length]
                    guard member.content.count < 64 << 20 else { return (members, "too much content") }
                }
                members.append(member)
            }
        }
    }

    private static func message(_ archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "unknown error"
    }

    private static func strlen(_ text: UnsafePointer<CChar>) -> Int {
        var length = 0
        while text[length] != 0 { length += 1 }
        return length
    }
}
