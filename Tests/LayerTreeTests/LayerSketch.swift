// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// A layer written down in a test: members in tar order, whiteouts anywhere between them.
struct LayerSketch: Sendable, ExpressibleByArrayLiteral {
    enum Line: Sendable {
        /// Content is a number that stands for its bytes; 0 for «not hashed».
        case file(String, size: Int64, content: UInt64, mode: UInt16)
        case directory(String, mode: UInt16)
        case symlink(String, to: String)
        case hardLink(String, to: String)
        case device(String)
        case whiteout(String)
        case opaque(String)

        static func file(_ path: String, _ size: Int64, content: UInt64 = 0) -> Line {
            .file(path, size: size, content: content, mode: 0o644)
        }

        static func directory(_ path: String) -> Line { .directory(path, mode: 0o755) }
    }

    var lines: [Line]

    init(_ lines: [Line]) { self.lines = lines }
    init(arrayLiteral lines: Line...) { self.lines = lines }

    var entries: LayerEntries {
        var layer = LayerEntries()
        for line in lines {
            switch line {
            case .file(let path, let size, let content, let mode):
                let hash = content == 0 ? ContentHash.none : ContentHash(high: content, low: UInt64(size))
                layer.entries.append(
                    Entry(path: layer.paths.intern(path), kind: .file, mode: mode, size: size, hash: hash))
            case .directory(let path, let mode):
                layer.entries.append(Entry(path: layer.paths.intern(path), kind: .directory, mode: mode))
            case .symlink(let path, let text):
                layer.entries.append(
                    Entry(path: layer.paths.intern(path), kind: .symlink, text: Int32(layer.strings.count)))
                layer.strings.append(Array(text.utf8))
            case .hardLink(let path, let target):
                layer.entries.append(
                    Entry(
                        path: layer.paths.intern(path), kind: .hardLink, linkTarget: layer.paths.intern(target)))
            case .device(let path):
                layer.entries.append(Entry(path: layer.paths.intern(path), kind: .characterDevice))
            case .whiteout(let path): layer.whiteouts.append(layer.paths.intern(path))
            case .opaque(let path): layer.opaques.append(layer.paths.intern(path))
            }
        }
        return layer
    }
}

extension ImageTree {
    init(_ sketches: LayerSketch...) throws { try self.init(layers: sketches.map(\.entries)) }

    func text(_ path: PathTable.ID) -> String { paths.string(of: path) }

    func id(_ path: String) throws -> PathTable.ID {
        guard let id = find(path) else { throw MissingPath(path: path) }
        return id
    }

    /// The live tree as text: a kind and a path a line.
    var listing: Set<String> {
        var lines: Set<String> = []
        for index in 1..<Int32(max(paths.count, 1)) {
            let path = PathTable.ID(rawValue: index)
            if let kind = kind(at: path) { lines.insert("\(kind) \(text(path))") }
        }
        return lines
    }

    var isBalanced: Bool {
        totals.size == totals.live + totals.dead
            && layerTotals.allSatisfy { $0.size == $0.live + $0.dead }
            && layerTotals.reduce(0) { $0 + $1.size } == totals.size
            && deadShares.reduce(0) { $0 + $1.bytes } == totals.dead
    }
}

struct MissingPath: Error { var path: String }
