// SPDX-License-Identifier: Apache-2.0
import LayerTree
import TestSupport

/// A layer written down in a test.
struct LayerSketch {
    private(set) var entries = LayerEntries()

    /// `content` is a number that stands for the bytes; 0 for «not hashed».
    mutating func file(_ path: String, _ size: Int64, content: UInt64 = 0) {
        let hash = content == 0 ? ContentHash.none : ContentHash(high: content, low: UInt64(bitPattern: size))
        entries.entries.append(Entry(path: entries.paths.intern(path), kind: .file, size: size, hash: hash))
    }

    mutating func directory(_ path: String) {
        entries.entries.append(Entry(path: entries.paths.intern(path), kind: .directory, mode: 0o755))
    }

    mutating func symlink(_ path: String, to text: String) {
        entries.entries.append(
            Entry(path: entries.paths.intern(path), kind: .symlink, text: Int32(entries.strings.count)))
        entries.strings.append(Array(text.utf8))
    }

    mutating func hardLink(_ path: String, to target: String) {
        let link = entries.paths.intern(path)
        entries.entries.append(Entry(path: link, kind: .hardLink, linkTarget: entries.paths.intern(target)))
    }

    mutating func whiteout(_ path: String) { entries.whiteouts.append(entries.paths.intern(path)) }
    mutating func opaque(_ path: String) { entries.opaques.append(entries.paths.intern(path)) }

    init() {}

    /// `a 10`: a file of ten bytes; `a/`: a directory; `-a`: a whiteout; `-a/`: an opaque mark; `a=b`: a hard link;
    /// `a>b`: a symbolic link.
    init(_ lines: String...) {
        for line in lines {
            if line.hasPrefix("-") {
                line.hasSuffix("/") ? opaque(String(line.dropFirst().dropLast())) : whiteout(String(line.dropFirst()))
            } else if line.hasSuffix("/") {
                directory(String(line.dropLast()))
            } else if let sign = line.firstIndex(of: "=") {
                hardLink(String(line[..<sign]), to: String(line[line.index(after: sign)...]))
            } else if let sign = line.firstIndex(of: ">") {
                symlink(String(line[..<sign]), to: String(line[line.index(after: sign)...]))
            } else {
                let parts = line.split(separator: " ")
                file(String(parts[0]), parts.count > 1 ? Int64(parts[1]) ?? 0 : 0)
            }
        }
    }
}

extension LayerSketch {
    /// A stack of up to six layers over a few names, so that everything meets everything.
    static func randomStack(_ random: inout SeededGenerator) -> [LayerEntries] {
        (0..<Int.random(in: 1...6, using: &random)).map { _ in
            var layer = LayerSketch()
            for _ in 0..<Int.random(in: 0...14, using: &random) {
                let path = randomPath(&random)
                switch Int.random(in: 0..<16, using: &random) {
                case 0..<9:
                    let content = UInt64.random(in: 0...3, using: &random)
                    layer.file(path, Int64.random(in: 0...5, using: &random) * 1_000, content: content)
                case 9, 10: layer.directory(path)
                case 11: layer.symlink(path, to: randomPath(&random))
                case 12: layer.hardLink(path, to: randomPath(&random))
                case 13, 14: layer.whiteout(path)
                default: layer.opaque(path)
                }
            }
            return layer.entries
        }
    }

    private static func randomPath(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in ["a", "b", "c"].randomElement(using: &random) ?? "a" }
            .joined(separator: "/")
    }
}
