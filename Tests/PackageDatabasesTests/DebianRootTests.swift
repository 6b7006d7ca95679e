// SPDX-License-Identifier: Apache-2.0
import Foundation
import LayerTree
import PackageDatabases
import Testing

/// Against a real root: the machine's own, where it is a Debian one.
@Suite struct DebianRootTests {
    private static let hasDpkg = FileManager.default.isExecutableFile(atPath: "/usr/bin/dpkg-query")

    @Test("The bytes of each package are those of the files that dpkg -L names", .enabled(if: hasDpkg))
    func bytes() throws {
        let names = try DebianRootTests.run(["-W", "-f", "${db:Status-Abbrev} ${binary:Package}\n"])
            .split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: Array("ii ".utf8)) }
            .compactMap { $0.split(separator: UInt8(ascii: " ")).last.map { String(decoding: $0, as: UTF8.self) } }
            .enumerated().filter { $0.offset % DebianRootTests.step == 0 }.map(\.element)
        try #require(!names.isEmpty)
        let listings = try DebianRootTests.run(["-L"] + names)
        var root = MachineRoot()
        let expected = DebianRootTests.bytes(listings, &root)
        try #require(expected.count == names.count)
        try root.addRecords(of: names)
        let tree = try ImageTree(layers: [root.layer])
        let set = PackageSet(tree: tree, rows: root.rows)
        #expect(set.packages.count >= names.count)
        var wrong = 0
        print("packages: \(names.count), bytes: \(expected.reduce(0, +))")
        for (name, bytes) in zip(names, expected) {
            let parts = name.split(separator: ":")
            let found = set.packages.first { package in
                package.name == parts[0] && (parts.count == 1 || package.architecture == parts[1])
            }
            if found?.bytes != bytes {
                wrong += 1
                if wrong < 10 { Issue.record("\(name): \(found?.bytes ?? -1) bytes, dpkg's list has \(bytes)") }
            }
        }
    }

    /// Debug builds take every sixth package, to stay quick; `DUNNAGE_MEASURE=1` asks for all of them.
    private static var step: Int {
        #if DEBUG
            ProcessInfo.processInfo.environment["DUNNAGE_MEASURE"] == nil ? 6 : 1
        #else
            1
        #endif
    }

    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/dpkg-query")
        process.arguments = arguments
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }

    /// Blocks of paths, an empty line between packages. «diverted by X to: Y» follows the path it moves away.
    private static func bytes(_ listings: Data, _ root: inout MachineRoot) -> [Int64] {
        var sums: [Int64] = []
        var pending: String?
        var sum: Int64 = 0
        for line in listings.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("diverted by "), let place = text.range(of: " to: ") {
                pending = String(text[place.upperBound...])
                continue
            }
            if let path = pending { sum += root.add(path) }
            pending = text.hasPrefix("/") ? text : nil
            if text.isEmpty {
                sums.append(sum)
                sum = 0
            }
        }
        if let path = pending { sum += root.add(path) }
        if sum != 0 || sums.isEmpty { sums.append(sum) }
        return sums
    }
}

/// The part of the machine's file system that packages name, as one layer.
private struct MachineRoot {
    var layer = LayerEntries()
    var rows: [(layer: Int, entry: Int32, rows: DatabaseRows)] = []
    private var directories: [String: String] = [:]
    private var seenPaths: Set<PathTable.ID> = []
    private var inodes: [UInt: PathTable.ID] = [:]

    /// Adds what lies at a path as the machine finds it; returns its bytes when it is a file not counted before.
    mutating func add(_ path: String) -> Int64 {
        var status = stat()
        guard path != "/.", lstat(path, &status) == 0, let slash = path.lastIndex(of: "/") else { return 0 }
        let parent = String(path[..<slash])
        if directories[parent] == nil {
            let real = realpath(parent.isEmpty ? "/" : parent, nil)
            directories[parent] = real.map { String(cString: $0) } ?? parent
            free(real)
        }
        let id = layer.paths.intern((directories[parent] ?? parent) + path[slash...])
        guard seenPaths.insert(id).inserted else { return 0 }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: layer.entries.append(Entry(path: id, kind: .directory))
        case S_IFLNK:
            var target = [UInt8](repeating: 0, count: 4096)
            let count = target.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), buffer.count) } ?? 0
            }
            layer.entries.append(Entry(path: id, kind: .symlink, text: Int32(layer.strings.count)))
            layer.strings.append(Array(target.prefix(max(0, count))))
        case S_IFREG:
            if status.st_nlink > 1, let first = inodes[status.st_ino] {
                layer.entries.append(Entry(path: id, kind: .hardLink, linkTarget: first))
                return 0
            }
            inodes[status.st_ino] = id
            layer.entries.append(Entry(path: id, kind: .file, size: Int64(status.st_size)))
            return Int64(status.st_size)
        default: break
        }
        return 0
    }

    mutating func addRecords(of packages: [String]) throws {
        var paths = packages.flatMap { name in
            ["list", "md5sums", "conffiles"].map { "/var/lib/dpkg/info/\(name).\($0)" }
        }
        paths += ["/var/lib/dpkg/status", "/var/lib/dpkg/diversions", "/var/lib/apt/extended_states"]
        for path in paths {
            guard let kind = ImageSketch.kind(String(path.dropFirst())),
                let data = FileManager.default.contents(atPath: path)
            else { continue }
            let parsed = try ImageSketch.parse(kind, String(path.dropFirst()), Array(data))
            rows.append((0, Int32(layer.entries.count), parsed))
            layer.entries.append(Entry(path: layer.paths.intern(path), kind: .file, size: Int64(data.count)))
        }
    }
}
