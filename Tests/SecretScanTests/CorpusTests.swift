// SPDX-License-Identifier: Apache-2.0
import Findings
import Foundation
import Testing

@testable import SecretScan

/// Scans a real tree when `DUNNAGE_SECRET_CORPUS` names one: speed, and everything that fires. Slow and dependent
/// on the machine, so never part of an ordinary run.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_SECRET_CORPUS"] != nil))
struct CorpusTests {
    @Test func scanTree() throws {
        let environment = ProcessInfo.processInfo.environment
        let root = try #require(environment["DUNNAGE_SECRET_CORPUS"])
        /// CPU seconds of this thread: the machine may be busy with other things.
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        var engine: SecretEngine?
        var start = now()
        engine = try SecretEngine()
        let compile = now() - start
        let scanner = try #require(engine)
        var scratch = try scanner.makeScratch()
        var files: [String] = []
        let walk = FileManager.default.enumerator(atPath: root)
        while let name = walk?.nextObject() as? String {
            if walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append(name) }
        }
        var spent = 0.0
        var total = 0
        var report: [String] = []
        var perKind: [String: Int] = [:]
        for name in files.sorted() {
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: root + "/" + name)), !data.isEmpty else {
                continue
            }
            let bytes = [UInt8](data)
            total += bytes.count
            var hits: [SecretHit] = []
            let path = Array(name.utf8)
            start = now()
            bytes.withUnsafeBytes { bytes in
                path.withUnsafeBytes { path in
                    scanner.scan(
                        bytes, accepting: 0..<bytes.count, context: SecretContext(path: path), scratch: &scratch,
                        into: &hits)
                }
            }
            spent += now() - start
            for hit in hits {
                let kind = scanner.rules.kinds[hit.kind].id
                perKind["\(hit.severity) \(kind)", default: 0] += 1
                report.append(
                    "\(hit.severity)\t\(kind)\t\(hit.evidence)\t\(hit.keyName ?? "")\t\(name):\(hit.offset)+\(hit.length)"
                )
            }
        }
        print("compile \(compile) s  anchors \(scanner.anchors.count)  kinds \(scanner.rules.count)")
        print("\(files.count) files, \(total) bytes, \(spent) s, \(Double(total) / spent / 1e9) GB/s")
        let drops = scratch.takeDrops()
        for reason in DropReason.allCases { print("dropped \(reason): \(drops.counts[reason.rawValue])") }
        for (kind, count) in perKind.sorted(by: { $0.key < $1.key }) { print("\(count)\t\(kind)") }
        if let output = environment["DUNNAGE_SECRET_REPORT"] {
            try report.joined(separator: "\n").write(toFile: output, atomically: true, encoding: .utf8)
        }
    }
}
