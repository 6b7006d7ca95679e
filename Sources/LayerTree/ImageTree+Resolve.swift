// SPDX-License-Identifier: Apache-2.0

/// Following symbolic links through the final tree.
extension ImageTree {
    private static let slash = UInt8(ascii: "/")

    /// A path on the way: the one asked for at the bottom, above it the texts of links met since.
    private struct Segment {
        var bytes: [UInt8]
        var next = 0

        mutating func skipSlashes() {
            while next < bytes.count, bytes[next] == ImageTree.slash { next += 1 }
        }

        mutating func component() -> Range<Int> {
            let start = next
            while next < bytes.count, bytes[next] != ImageTree.slash { next += 1 }
            return start..<next
        }
    }

    /// What `path` names once links are followed, as a process inside the image would see it: relative to
    /// `directory` (a live directory) unless it begins with a slash, never above the root.
    ///
    /// - Parameter followLast: false leaves a link that is the last component as it is, unless a slash follows it.
    /// - Returns: `.missing` with the absolute path that does not exist (also for a path that goes on below a file),
    ///   `.loop` after more than 40 links. Linear in the bytes of the path and of the links met.
    public func resolve(
        _ path: [UInt8], from directory: PathTable.ID = .root, followLast: Bool = true
    ) -> Resolution {
        var current = path.first == ImageTree.slash ? PathTable.ID.root : directory
        var segments = [Segment(bytes: path)]
        let followLast = followLast || path.last == ImageTree.slash
        var followed = 0
        while ImageTree.advance(&segments) {
            let top = segments.count - 1
            let range = segments[top].component()
            let next = segments[top].bytes.withUnsafeBytes { bytes -> PathTable.ID? in
                let name = UnsafeRawBufferPointer(rebasing: bytes[range])
                guard isDirectory(at: current) else { return nil }
                if PathTable.isSelfReference(name) { return current }
                if PathTable.isParentReference(name) { return paths.parent(of: current) }
                return paths.find(name, in: current)
            }
            guard let next, isLive(at: next) else {
                return .missing(missingPath(current, segments[top].bytes[range], &segments))
            }
            guard let inode = inode(at: next), let text = symlinkText(of: inode) else {
                current = next
                continue
            }
            // The same walk tells whether more components follow.
            guard followLast || ImageTree.advance(&segments) else {
                current = next
                continue
            }
            followed += 1
            guard followed <= 40 else { return .loop }
            if text.first == ImageTree.slash { current = .root }
            segments.append(Segment(bytes: text))
        }
        return isLive(at: current) ? .found(current) : .missing(paths.bytes(of: current))
    }

    /// Goes to the next component; false when there is none.
    private static func advance(_ segments: inout [Segment]) -> Bool {
        while !segments.isEmpty {
            segments[segments.count - 1].skipSlashes()
            if segments[segments.count - 1].next < segments[segments.count - 1].bytes.count { return true }
            segments.removeLast()
        }
        return false
    }

    private func missingPath(
        _ directory: PathTable.ID, _ component: ArraySlice<UInt8>, _ segments: inout [Segment]
    ) -> [UInt8] {
        var path = directory == .root ? [] : paths.bytes(of: directory)
        path.append(ImageTree.slash)
        path.append(contentsOf: component)
        while ImageTree.advance(&segments) {
            let top = segments.count - 1
            let range = segments[top].component()
            path.append(ImageTree.slash)
            path.append(contentsOf: segments[top].bytes[range])
        }
        return path
    }
}
