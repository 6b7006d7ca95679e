// SPDX-License-Identifier: Apache-2.0
import Dunnage
import Foundation
import PackageDatabases
import Testing

/// Prints what tools weigh by name and with what only they brought:
/// `DUNNAGE_ARCHIVE=app.tar DUNNAGE_TOOLS="gcc npm" DUNNAGE_RUNS=nodejs DUNNAGE_BASE=1 swift test --filter ClosureMeasurement`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_TOOLS"] != nil))
struct ClosureMeasurement {
    private static func words(_ name: String) -> [String] {
        (ProcessInfo.processInfo.environment[name] ?? "").split(separator: " ").map(String.init)
    }

    @Test func `Tools of a real image`() throws {
        let path = try #require(ProcessInfo.processInfo.environment["DUNNAGE_ARCHIVE"])
        var options = AnalysisOptions()
        options.jobs = 2
        options.maps = true
        options.verify = false
        let image = try #require(try Analyzer(options: options).images(of: .path(path)).images.first)
        let packages = image.packages.packages
        let indices = { (names: [String]) in names.flatMap { image.packages.indices(named: $0, in: .dpkg) } }
        let base = ClosureMeasurement.words("DUNNAGE_BASE").first.flatMap { Int($0) } ?? image.base.layers
        let started = ContinuousClock.now
        let keep = KeepSet(
            packages: packages, graph: image.packages.graph, baseLayers: base,
            tools: indices(ClosureMeasurement.words("DUNNAGE_TOOLS")),
            running: indices(ClosureMeasurement.words("DUNNAGE_RUNS")))
        let elapsed = ContinuousClock.now - started
        let tools = packages.indices.filter { keep.reasons[$0] == .tool && packages[$0].providedBy == nil }
        let orphans = { (tool: Int) in packages.indices.filter { keep.reasons[$0] == .orphan(of: tool) } }
        let bytes = { (numbers: [Int]) in numbers.reduce(0) { $0 + packages[$1].bytes } }
        let all = tools.flatMap(orphans)
        let nested = packages.indices.filter { packages[$0].ecosystem == .dpkg }
        print("base layers \(base), system packages \(nested.count), all \(packages.count), \(elapsed)")
        print("by name \(bytes(tools)) in \(tools.count), with closure \(bytes(tools + all)) and \(all.count) more")
        for tool in tools {
            let largest = orphans(tool).sorted { packages[$0].bytes > packages[$1].bytes }.prefix(4)
            print(
                "  \(packages[tool].name) \(packages[tool].bytes) + \(bytes(orphans(tool))): "
                    + "\(largest.map { "\(packages[$0].name) \(packages[$0].bytes)" })")
        }
        let left = packages.indices.filter { keep.reasons[$0] == .leftover }
        print("leftover \(left.map { packages[$0].name }.prefix(20)) of \(left.count)")
        let kept = nested.filter { keep.reasons[$0].stays && keep.reasons[$0] != .base }
        print("kept in app layers \(bytes(kept)) in \(kept.count): \(kept.prefix(40).map { packages[$0].name })")
    }
}
