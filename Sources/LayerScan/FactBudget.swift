// SPDX-License-Identifier: Apache-2.0
internal import LayerTree

/// What one layer may leave behind in memory beside its entries, which have a limit of their own. An honest layer
/// stays far below; a hostile one could make kilobytes of path, link text or record of every member.
struct FactBudget {
    /// Honest names and link texts take some 25 bytes a member.
    private static let textFloor = 8 << 20
    private static let textPerMember = 128
    /// Parents that a tar names but does not hold are nodes too.
    private static let nodeFloor = 256 << 10
    private static let nodesPerMember = 2
    private static let keptBytes = 16 << 20
    static let recordBytes = 128 << 20
    private static let libraryBytes = 64 << 20
    /// An array of its own, for each name and each file.
    private static let arrayBytes = 64
    /// A record's rows hold its path and places below it, which cost a layer nothing where they share directories.
    private static let honestPath = 256
    private static let copiesOfPath = 3

    private var members = 0
    private var linkTexts = 0
    private var kept = 0
    private var records = 0
    private var libraries = 0

    mutating func addMember() { members += 1 }

    mutating func add(linkText count: Int) { linkTexts += count }

    /// False when names and link texts take more than the members warrant.
    func allows(_ paths: PathTable) -> Bool {
        paths.nameBytes + linkTexts <= FactBudget.textFloor + FactBudget.textPerMember * members
            && paths.count <= FactBudget.nodeFloor + FactBudget.nodesPerMember * members
    }

    /// Takes room for a file that is kept whole; false when there is none.
    mutating func keeps(_ count: Int) -> Bool {
        guard kept + count <= FactBudget.keptBytes else { return false }
        kept += count
        return true
    }

    /// Takes room for a package record that is to be parsed; false when there is none.
    ///
    /// - Parameter path: the length of its path.
    mutating func parses(_ count: Int, path: Int) -> Bool {
        let count = count + max(0, path - FactBudget.honestPath) * FactBudget.copiesOfPath
        guard records + count <= FactBudget.recordBytes else { return false }
        records += count
        return true
    }

    /// Takes room for what one file asks the loader for; false when there is none.
    mutating func keeps(libraries names: [[UInt8]]) -> Bool {
        let count = names.reduce(FactBudget.arrayBytes) { $0 + $1.count + FactBudget.arrayBytes }
        guard libraries + count <= FactBudget.libraryBytes else { return false }
        libraries += count
        return true
    }
}
