// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import Jobs
import LayerScan
import LayerTree
import PackageDatabases
import SecretScan
import TestSupport

/// One way to get at a layer's facts.
enum Door: CaseIterable {
    case memory, stream
}

/// Scans one blob and waits for it.
func scan(
    _ blob: [UInt8], _ door: Door = .memory, jobs: Int = 2, verify: Bool = true, chunk: Int = 4 << 20,
    nested: Bool = true, limits: ReadingLimits = ReadingLimits()
) throws -> LayerFacts {
    let pool = JobPool(jobs: jobs)
    let engine = try SecretEngine()
    let options = ScanOptions(verify: verify, secrets: engine, nested: nested, limits: limits)
    let scanner = LayerScanner(options: options, pool: pool)
    let content = blob.withUnsafeBytes { Chunk(copying: $0) }
    let pending: PendingScan
    switch door {
    case .memory: pending = scanner.begin(content)
    case .stream: pending = scanner.scan(MapSource(content, step: chunk))
    }
    pool.drain()
    return pending.facts()
}

extension LayerFacts {
    /// Paths, kinds, sizes and hashes, one line an entry: what two doors must agree on.
    var listing: [String] {
        entries.entries.map { entry in
            "\(entries.paths.string(of: entry.path)) \(entry.kind) \(entry.mode) \(entry.uid):\(entry.gid) \(entry.size)"
                + " \(entry.mtime) \(entry.hash) \(entry.flags.rawValue)"
        }
            + entries.whiteouts.map { "whiteout \(entries.paths.string(of: $0))" }
            + entries.opaques.map { "opaque \(entries.paths.string(of: $0))" }
            + secrets.map { secret in
                "secret \(secret.entry) \(secret.hit.kind) \(secret.hit.offset) line \(secret.line ?? 0)"
                    + (secret.member.map { " in " + String(decoding: $0, as: UTF8.self) } ?? "")
            }
            + drops.places.map { "drop \($0.entry) \($0.kind) \($0.reason) line \($0.line ?? 0)" }
            + probes.map { "probe \($0.entry) \($0.form)" }
            + databases.map { "database \($0.entry) \($0.rows.packages.count)" }
            + kept.map { "kept \($0.entry) \($0.bytes.count)" }
            + notes.map { "note \($0.code.rawValue) \(String(decoding: $0.path, as: UTF8.self)) \($0.what)" }
    }
}
