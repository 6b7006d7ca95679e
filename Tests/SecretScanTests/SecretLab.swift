// SPDX-License-Identifier: Apache-2.0
import Findings

@testable import SecretScan

/// How much of an exhaustive test a build without optimisation can afford: release runs do all of it.
#if DEBUG
    let isQuickRun = true
#else
    let isQuickRun = false
#endif

/// An engine and its scratch, for tests that scan bytes in memory.
final class SecretLab {
    let engine: SecretEngine
    private var scratch: SecretScratch

    init(_ rules: SecretRules = .builtIn) throws {
        engine = try SecretEngine(rules: rules)
        scratch = try engine.makeScratch()
    }

    func hits(_ text: [UInt8], path: String = "app/notes.txt") -> [SecretHit] {
        hits(text, accepting: 0..<text.count, path: path, base: 0, whole: true)
    }

    /// As of a piece: only `text` is visible.
    func hits(_ text: [UInt8], accepting: Range<Int>, path: String, base: Int64, whole: Bool) -> [SecretHit] {
        var hits: [SecretHit] = []
        let path = Array(path.utf8)
        text.withUnsafeBytes { text in
            path.withUnsafeBytes { path in
                engine.scan(
                    text, accepting: accepting,
                    context: SecretContext(path: path, baseOffset: base, isWholeFile: whole), scratch: &scratch,
                    into: &hits)
            }
        }
        return hits
    }

    func kinds(_ text: String, path: String = "app/notes.txt") -> [String] {
        hits(Array(text.utf8), path: path).map { engine.rules.kinds[$0.kind].id }
    }

    func setting(_ name: String, _ value: String) -> [SecretHit] {
        engine.scanSetting(name: name, value: value, place: "config:Env[\(name)]", scratch: &scratch)
    }

    func text(_ text: String) -> [SecretHit] { engine.scanText(text, place: "history:1", scratch: &scratch) }
}
