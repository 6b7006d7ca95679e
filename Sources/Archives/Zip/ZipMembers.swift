// SPDX-License-Identifier: Apache-2.0

/// The files of a zip that lies in memory, to be read one after the other.
///
/// No stored byte belongs to two of them, so that a small zip with overlapping members cannot unpack to a thousand
/// times more than it could hold.
public struct ZipMembers: Sendable {
    /// In the order of the directory.
    public private(set) var all: [ZipMember] = []
    /// Members that lie where they cannot be.
    public private(set) var misplaced = 0
    /// Members whose stored bytes another one has already.
    public private(set) var overlapping = 0

    /// Reads at most `limit` members.
    public init(_ contents: Chunk, limit: Int) throws(ArchiveError) {
        let found = try contents.withBytes { (bytes) throws(ArchiveError) -> [ZipMember] in
            guard let directory = ZipDirectory(bytes) else {
                throw ArchiveError(.truncated, "is no whole zip: it has no directory")
            }
            var found: [ZipMember] = []
            var isFull = false
            directory.visitAll { member in
                // Directories hold nothing.
                guard member.name.last != UInt8(ascii: "/"), !member.name.isEmpty else { return true }
                guard found.count < limit else {
                    isFull = true
                    return false
                }
                if let place = directory.place(of: member) {
                    found.append(
                        ZipMember(
                            name: Array(member.name), method: member.method, isEncrypted: member.isEncrypted,
                            data: place))
                } else {
                    misplaced += 1
                }
                return true
            }
            if isFull { throw ArchiveError(.limit, "holds more than \(limit) members") }
            return found
        }
        keepApart(found)
    }

    /// Of members that share stored bytes only the one that begins first is kept.
    private mutating func keepApart(_ found: [ZipMember]) {
        let order = found.indices.sorted {
            (found[$0].data.lowerBound, $0) < (found[$1].data.lowerBound, $1)
        }
        var isKept = [Bool](repeating: true, count: found.count)
        var end = 0
        for index in order where !found[index].data.isEmpty {
            if found[index].data.lowerBound < end {
                isKept[index] = false
                overlapping += 1
            } else {
                end = found[index].data.upperBound
            }
        }
        all = found.indices.filter { isKept[$0] }.map { found[$0] }
    }
}
