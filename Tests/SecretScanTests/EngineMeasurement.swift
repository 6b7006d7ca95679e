// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Testing

@testable import SecretScan

/// Numbers for a release build: `DUNNAGE_MEASURE=1 swift test -c release --filter EngineMeasurement`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_MEASURE"] != nil), .serialized)
struct EngineMeasurement {
    /// Processor time of this thread: what else the machine does hardly shows in it.
    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
        }
        let start = now()
        try body()
        return now() - start
    }

    @Test func `What an engine costs before the first byte is looked at`() throws {
        // The first run of a process pays for cold caches and pages too: that is the one users meet.
        let first = try EngineMeasurement.milliseconds { _ = try SecretEngine() }
        var whole: [Double] = []
        var database: [Double] = []
        let engine = try SecretEngine()
        var seen: Set<AnchorExpression> = []
        var expressions: [AnchorExpression] = []
        for anchor in engine.anchors {
            let literal = AnchorExpression(text: AnchorWindow(anchor.text).literal, isCaseless: anchor.isCaseless)
            if seen.insert(literal).inserted { expressions.append(literal) }
        }
        #expect(expressions.count == engine.literals.count)
        for _ in 0..<9 {
            whole.append(try EngineMeasurement.milliseconds { _ = try SecretEngine() })
            // These databases are not freed: it is the library's call, which tests do not import.
            database.append(try EngineMeasurement.milliseconds { _ = try AnchorExpression.compile(expressions) })
        }
        let (middle, compiled) = (whole.sorted()[4], database.sorted()[4])
        print(
            "\(engine.rules.count) kinds, \(engine.anchors.count) anchors, \(expressions.count) literals:",
            String(format: "first engine %.1f ms, later ones %.1f, of it the database %.1f", first, middle, compiled))
        #expect(compiled <= 15)
    }
}
