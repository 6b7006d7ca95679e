// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerScan
internal import LayerTree
internal import PackageDatabases

/// What a process or a database held, written to a file.
enum LeftoverDumpRule: Rule {
    static let description = RuleDescription(
        id: "leftover-dump",
        title: "A core or database dump",
        severity: .high,
        category: .logOrTemp,
        rationale: """
            A core dump is a process's memory: its keys, its passwords, its users' data. A database dump is the data \
            itself. Neither is needed to run anything, and both are large. Told by the first bytes, not by the name.
            """,
        remedy: "Add it to .dockerignore, and look at what it held: whoever can pull the image has it",
        needs: .tree,
        examples: [
            .fires(
                "a core dump", .app(.file("/app/debug/server.1234", core, size: 12_000_000)), kind: "core-dump",
                severity: .high),
            .fires(
                "a database dump",
                .app(.file("/app/seed", "-- MySQL dump 10.13  Distrib 8.0\n", size: 11_000_000)), kind: "mysql-dump",
                severity: .high),
            .fires(
                "a small one", .app(.file("/app/shop.pgdump", "PGDMP\u{1}\u{E}", size: 2_000_000)),
                kind: "postgresql-dump", severity: .medium),
            .fires(
                "a heap of the JVM", .app(.file("/app/java_pid1.hprof", "JAVA PROFILE 1.0.2\0", size: 30_000_000)),
                kind: "heap-dump", severity: .high),
            .fires(
                "a detached database, by its name alone", .app(.file("/data/shop.mdf", size: 8_000_000)),
                kind: "database-file", severity: .low),
            .quiet("a migration", .app(.file("/app/migrations/001.sql", "CREATE TABLE a (b int);\n"))),
            .quiet("a program of that name", .app(.program("/app/core", size: 12_000_000))),
            .quiet("a folder of that name", .app(.file("/app/core/index.js", "x"))),
            .quiet(
                "a schema that a database's image loads at its first start",
                .app(
                    .file("/docker-entrypoint-initdb.d/1.sql", "-- PostgreSQL database dump\n", size: 12_000_000))),
            .quiet("a small schema", .app(.file("/app/schema.sql", "-- MySQL dump 10.13\n")), upTo: .info),
            .quiet(
                "a package's own test data",
                .app(
                    .file("/app/node_modules/x/package.json", #"{"name":"x","version":"1.0.0"}"#),
                    .file("/app/node_modules/x/fixture", "REDIS0009\u{1}", size: 12_000_000))),
        ])

    /// The first bytes of an ELF file of type ET_CORE.
    private static let core = "\u{7F}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0\0\u{4}\0\u{3E}\0\u{1}\0\0\0"

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = Gathering()
        for (layer, facts) in image.facts.enumerated() {
            for dump in facts.dumps {
                guard let inode = image.tree.inode(layer: layer, entry: dump.entry),
                    image.tree.inodes[inode.index].isLive
                else { continue }
                let path = image.tree.inodes[inode.index].path
                guard !isCargo(path, image) else { continue }
                gathering.add(dump.form.rawValue, path, inode, image)
            }
        }
        for file in image.files.marked where FileMarks.all[Int(file.mark)].family == .database {
            guard image.tree.size(of: file.inode) >= 1_000_000, !isCargo(file.path, image) else { continue }
            gathering.add("database-file", file.path, file.inode, image)
        }
        for group in gathering.sorted {
            findings.add(
                image.finding(
                    description, group, severity: severity(group, image),
                    message: (titles[group.kind] ?? group.kind) + ": " + group.summary(image), anchor: ""))
        }
    }

    private static let titles = [
        "core-dump": "a core dump", "minidump": "a minidump", "heap-dump": "a heap dump",
        "postgresql-dump": "a PostgreSQL dump", "mysql-dump": "a MySQL dump", "sqlite-dump": "an SQLite dump",
        "redis-dump": "a Redis dump", "mongodb-dump": "a MongoDB dump", "database-file": "a database's file",
    ]

    private static func severity(_ group: GatheredFiles, _ image: ImageFacts) -> Severity {
        if image.isBase(layer: group.layer) || group.bytes < 1_000_000 { return .info }
        if group.kind == "database-file" { return .low }
        return group.bytes >= 10_000_000 ? .high : .medium
    }

    /// A package's own, or meant to be loaded when the container first starts.
    private static func isCargo(_ path: PathTable.ID, _ image: ImageFacts) -> Bool {
        if image.packages.owner(of: path) != nil { return true }
        let zone = image.files.zone(of: path, in: image.tree)
        if !zone.isDisjoint(with: [.package, .toolchain, .documentation]) { return true }
        return image.tree.paths.string(of: path).contains("/docker-entrypoint-initdb.d/")
    }
}
