// SPDX-License-Identifier: Apache-2.0
import Foundation
import LayerTree
import Testing

/// Numbers for a release build: `DUNNAGE_MEASURE=1 swift test -c release --filter OverlayMeasurement`. What is resident
/// depends on what ran before: for bytes, measure one shape in a process of its own (`DUNNAGE_MEASURE=distinct`).
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DUNNAGE_MEASURE"] != nil), .serialized)
struct OverlayMeasurement {
    enum Shape: String, CaseIterable, Sendable {
        /// Every layer brings its own paths.
        case distinct
        /// Every fourth layer rewrites a third of the layer before it and whites out a tenth.
        case rewriting
        /// Every layer removes all that was there and brings the same paths again.
        case refilling

        static let chosen: [Shape] = {
            let name = ProcessInfo.processInfo.environment["DUNNAGE_MEASURE"] ?? ""
            return Shape(rawValue: name).map { [$0] } ?? allCases
        }()
    }

    /// 40 layers of 25,000 entries: directories of 25 files with names as packages have them.
    static func layers(_ shape: Shape) -> [LayerEntries] {
        var layers: [LayerEntries] = []
        for layer in 0..<40 {
            var entries = LayerEntries()
            for file in 0..<25_000 {
                let rewrites = shape == .rewriting && layer % 4 == 3 && file < 8_000
                let owner = shape == .refilling ? 0 : rewrites ? layer - 1 : layer
                let directory = "usr/lib/node_modules/package-\(owner)-\(file / 500)/dist/part\(file / 25 % 20)"
                let isDirectory = file % 25 == 0
                let path = entries.paths.intern(isDirectory ? directory : "\(directory)/module-\(file).js")
                entries.entries.append(
                    Entry(
                        path: path, kind: isDirectory ? .directory : .file, size: isDirectory ? 0 : 1_000,
                        hash: ContentHash(high: UInt64(owner) << 32 | UInt64(file), low: 1)))
            }
            if shape == .refilling { entries.whiteouts.append(entries.paths.intern("usr")) }
            if shape == .rewriting, layer % 4 == 3 {
                for package in 40..<45 {
                    entries.whiteouts.append(
                        entries.paths.intern("usr/lib/node_modules/package-\(layer - 1)-\(package)"))
                }
            }
            entries.trim()
            layers.append(entries)
        }
        return layers
    }

    /// Resident bytes of this process now, and at most.
    static func memory() -> (now: Int, peak: Int) {
        var values: [String: Int] = [:]
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") {
            let fields = line.split(whereSeparator: { $0 == "\t" || $0 == " " || $0 == ":" })
            if fields.count > 1, let kilobytes = Int(fields[1]) { values[String(fields[0])] = kilobytes * 1_024 }
        }
        return (values["VmRSS"] ?? 0, values["VmHWM"] ?? 0)
    }

    @Test(arguments: Shape.chosen) func `A million entries over forty layers`(shape: Shape) throws {
        let clock = ContinuousClock()
        let before = OverlayMeasurement.memory()
        let layers = OverlayMeasurement.layers(shape)
        let entries = layers.reduce(0) { $0 + $1.entries.count }
        let held = OverlayMeasurement.memory()
        var best = Duration.seconds(100)
        var tree: ImageTree?
        for _ in 0..<5 {
            tree = nil
            let time = try clock.measure { tree = try ImageTree(layers: layers) }
            best = min(best, time)
        }
        let after = OverlayMeasurement.memory()
        let result = try #require(tree)
        #expect(result.isBalanced)
        var live = 0
        let walk = clock.measure { result.forEachLiveFile { _, _ in live += 1 } }
        var groups = 0
        let duplicates = clock.measure { groups = result.duplicates().count }
        var listed = 0
        let listing = clock.measure {
            var stack = [PathTable.ID.root]
            while let directory = stack.popLast() {
                for child in result.children(of: directory) {
                    listed += 1
                    if result.isDirectory(at: child) { stack.append(child) }
                }
            }
        }
        print(
            """
            \(shape): \(entries) entries, \(result.paths.count) paths, \(result.inodes.count) inodes, \
            \(live) live names
              overlay \(best) = \(best / entries) an entry
              layers \((held.now - before.now) / entries) bytes an entry, tree \((after.now - held.now) / entries), \
            together \((after.now - before.now) / entries), peak \((after.peak - before.now) / entries)
              walk \(walk), duplicates (\(groups)) \(duplicates), children of all (\(listed)) \(listing)
            """)
    }

    @Test func `A million paths interned`() {
        var spelled: [[UInt8]] = []
        for file in 0..<1_000_000 {
            spelled.append(Array("usr/lib/node_modules/package-\(file / 500)/dist/part\(file / 25)/m-\(file).js".utf8))
        }
        var table = PathTable()
        let clock = ContinuousClock()
        let first = clock.measure {
            for path in spelled { _ = path.withUnsafeBytes { table.intern(path: $0) } }
        }
        let again = clock.measure {
            for path in spelled { _ = path.withUnsafeBytes { table.intern(path: $0) } }
        }
        print("intern of 6 components: new \(first / spelled.count) a path, known \(again / spelled.count)")
    }
}
