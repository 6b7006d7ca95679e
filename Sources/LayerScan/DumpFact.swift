// SPDX-License-Identifier: Apache-2.0

/// A file that is a dump of a process or of a database, by its first bytes: names are no guide (`core`, `app.sql`).
public struct DumpFact: Sendable, Equatable {
    public enum Form: String, Sendable, CaseIterable {
        /// An ELF file of type ET_CORE (ELF gABI, figure 4-3).
        case core = "core-dump"
        /// Windows' and Breakpad's minidump.
        case minidump
        /// `JAVA PROFILE 1.0…` (hprof), or V8's `.heapsnapshot`.
        case heap = "heap-dump"
        /// pg_dump's custom format, or its SQL.
        case postgres = "postgresql-dump"
        /// What mysqldump, mariadb-dump and phpMyAdmin write.
        case mysql = "mysql-dump"
        /// The sqlite3 shell's `.dump`.
        case sqlite = "sqlite-dump"
        /// An RDB file.
        case redis = "redis-dump"
        /// What mongodump writes with `--archive`.
        case mongo = "mongodb-dump"
    }

    /// Index into the layer's entries.
    public var entry: Int32
    public var form: Form

    public init(entry: Int32, form: Form) {
        self.entry = entry
        self.form = form
    }
}

extension DumpFact.Form {
    private static let beginnings: [(StaticString, DumpFact.Form)] = [
        ("PGDMP", .postgres), ("--\n-- PostgreSQL database", .postgres), ("-- PostgreSQL database", .postgres),
        ("-- MySQL dump ", .mysql), ("-- MariaDB dump ", .mysql), ("-- phpMyAdmin SQL Dump", .mysql),
        ("/*M!999999\\- enable the sandbox mode */", .mysql), ("/*!999999\\- enable the sandbox mode */", .mysql),
        ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;", .sqlite),
        ("JAVA PROFILE 1.0.", .heap), ("{\"snapshot\":{\"meta\":", .heap),
        ("REDIS00", .redis),
    ]

    /// nil for everything that is no dump. An ordinary file is rejected by its first byte.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let first = bytes.first else { return nil }
        switch first {
        case 0x7F:
            // e_type, in the file's own byte order; both zero bytes of a stub fail here.
            guard bytes.count >= 20, bytes[1] == 0x45, bytes[2] == 0x4C, bytes[3] == 0x46 else { return nil }
            let type = bytes[5] == 2 ? (bytes[16], bytes[17]) : (bytes[17], bytes[16])
            guard type == (0, 4) else { return nil }
            self = .core
        case 0x6D:
            guard bytes.count > 4, bytes[1] == 0xE2, bytes[2] == 0x99, bytes[3] == 0x81 else { return nil }
            self = .mongo
        case UInt8(ascii: "M"):
            guard bytes.count > 32, bytes.prefix(6).elementsEqual([0x4D, 0x44, 0x4D, 0x50, 0x93, 0xA7]) else {
                return nil
            }
            self = .minidump
        case UInt8(ascii: "P"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "J"), UInt8(ascii: "{"),
            UInt8(ascii: "R"):
            for (text, form) in DumpFact.Form.beginnings where bytes.count > text.utf8CodeUnitCount {
                let known = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
                if bytes.prefix(text.utf8CodeUnitCount).elementsEqual(known) {
                    self = form
                    return
                }
            }
            return nil
        default: return nil
        }
    }
}
