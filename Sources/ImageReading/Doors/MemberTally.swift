// SPDX-License-Identifier: Apache-2.0
internal import Archives

/// Counts an archive's members and the bytes of their names against the limits.
struct MemberTally {
    /// Honest names take a hundred bytes; hostile ones a mebibyte each.
    private static let nameBytesPerMember = 256

    private let limits: ReadingLimits
    private var members = 0
    private var nameBytes = 0

    init(_ limits: ReadingLimits) { self.limits = limits }

    /// Counts a member with its name and, for a link, its target.
    mutating func add(_ name: String, _ target: String = "") throws(ArchiveError) {
        members += 1
        nameBytes += name.utf8.count + target.utf8.count
        if members > limits.members { throw ArchiveError.tooManyMembers(limits) }
        if nameBytes > limits.members * MemberTally.nameBytesPerMember {
            throw ArchiveError(
                .limit,
                "has names of more than \(limits.members * MemberTally.nameBytesPerMember) bytes together; "
                    + "raise --max-members if they are meant to")
        }
    }
}

extension ArchiveError {
    static func tooManyMembers(_ limits: ReadingLimits) -> ArchiveError {
        ArchiveError(
            .limit, "holds more than \(limits.members) members, which no image archive does; raise --max-members")
    }
}
