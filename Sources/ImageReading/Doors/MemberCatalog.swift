// SPDX-License-Identifier: Apache-2.0

/// The members of an archive by cleaned name, whichever door they came through.
protocol MemberCatalog {
    /// What errors call the archive.
    var source: String { get }
    /// Where reading the archive itself ended early; what lies before is there all the same. nil for a whole one.
    var damage: ImageError? { get }
    /// Every member's name, sorted; links included, directories not.
    var names: [String] { get }
    /// The bytes of a JSON document, links followed; nil when there is no such member.
    func document(_ name: String) throws(ImageError) -> [UInt8]?
    /// A member's own name after following links, and where its bytes are; nil when there is no such member.
    func blob(_ name: String) throws(ImageError) -> (name: String, place: BlobPlace)?
}

extension MemberCatalog {
    func contains(_ name: String) -> Bool { names.binarySearch(name) }
}

extension [String] {
    /// True when the sorted array holds `name`.
    fileprivate func binarySearch(_ name: String) -> Bool {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == name
    }
}
