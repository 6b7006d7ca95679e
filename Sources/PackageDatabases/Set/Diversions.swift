// SPDX-License-Identifier: Apache-2.0

/// Paths that dpkg moved aside for all packages but one (dpkg-divert(1)).
struct Diversions {
    private var places: [[UInt8]: (to: [UInt8], owner: String)] = [:]
    /// Almost no path is diverted: the first byte pattern of a path tells most.
    private var lengths: Set<Int> = []

    init(_ records: [DatabaseRows]) {
        for rows in records where rows.kind == .dpkgDiversions {
            for diversion in rows.diversions {
                let from = Array(rows.bytes(diversion.from))
                places[from] = (Array(rows.bytes(diversion.to)), rows.string(diversion.owner))
                lengths.insert(from.count)
            }
        }
    }

    var isEmpty: Bool { places.isEmpty }

    /// Where `package`'s copy of `path` lies; nil when it lies at `path`. Checksums leave the slash in front out.
    func place(of path: UnsafeRawBufferPointer, package: String) -> [UInt8]? {
        let isAbsolute = path.first == UInt8(ascii: "/")
        guard lengths.contains(path.count + (isAbsolute ? 0 : 1)) else { return nil }
        guard let place = places[(isAbsolute ? [] : [UInt8(ascii: "/")]) + Array(path)], place.owner != package else {
            return nil
        }
        return place.to
    }
}
