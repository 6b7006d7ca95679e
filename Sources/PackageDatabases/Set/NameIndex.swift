// SPDX-License-Identifier: Apache-2.0
import LayerTree

/// Names to package numbers, several packages a name, in the order of addition. A `PathTable` interns the names, so
/// that neither strings nor arrays are made for the hundreds of thousands of names that a root file system's
/// packages provide.
struct NameIndex {
    private var table = PathTable()
    private var ecosystems: [PathTable.ID] = []
    /// By name: first and last link, -1 for none.
    private var first: [Int32] = []
    private var last: [Int32] = []
    private var links: [(package: Int32, next: Int32)] = []

    init() {
        for ecosystem in Ecosystem.allCases {
            ecosystems.append(table.intern(ecosystem.rawValue))
        }
        fill()
    }

    private mutating func fill() {
        while first.count < table.count {
            first.append(-1)
            last.append(-1)
        }
    }

    private func parent(_ ecosystem: Ecosystem) -> PathTable.ID {
        ecosystems[Ecosystem.allCases.firstIndex(of: ecosystem) ?? 0]
    }

    /// Does nothing when the table is full.
    mutating func add(_ name: ArraySlice<UInt8>, _ ecosystem: Ecosystem, package: Int) {
        guard table.hasRoom(for: name.count), !name.isEmpty else { return }
        let parent = parent(ecosystem)
        let id = name.withUnsafeBytes { table.intern($0, in: parent) }
        fill()
        let link = Int32(links.count)
        if last[id.index] >= 0 {
            // A package that says the same name twice is one candidate.
            if links[Int(last[id.index])].package == Int32(package) { return }
            links[Int(last[id.index])].next = link
        } else {
            first[id.index] = link
        }
        links.append((Int32(package), -1))
        last[id.index] = link
    }

    /// Calls `body` with each package of that name until it returns false.
    func forEach(_ name: ArraySlice<UInt8>, _ ecosystem: Ecosystem, _ body: (Int) -> Bool) {
        guard let id = name.withUnsafeBytes({ table.find($0, in: parent(ecosystem)) }) else { return }
        var link = first[id.index]
        while link >= 0 {
            guard body(Int(links[Int(link)].package)) else { return }
            link = links[Int(link)].next
        }
    }
}
