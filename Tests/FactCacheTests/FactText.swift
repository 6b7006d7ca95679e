// SPDX-License-Identifier: Apache-2.0
import Digests
import LayerScan
import LayerTree

/// Facts as text, by reflection, down to the last stored property: a property that comes later is seen without a
/// change here.
struct FactText {
    /// Of every property that was met (`Type.name`), the first two texts that differ.
    private(set) var variety: [String: Set<String>] = [:]

    mutating func text(of value: Any) -> String {
        // What a table of paths is beside its paths depends on how it grew.
        if let table = value as? PathTable {
            return (0..<table.count).map { index in
                let id = PathTable.ID(rawValue: Int32(index))
                return "\(table.parent(of: id).rawValue):\(Digest.hex(table.name(of: id)))"
            }.joined(separator: ",")
        }
        if let bytes = value as? [UInt8] { return Digest.hex(bytes) }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            guard let wrapped = mirror.children.first else { return "nil" }
            return "some(" + text(of: wrapped.value) + ")"
        case .dictionary: return mirror.children.map { text(of: $0.value) }.sorted().joined(separator: ",")
        case .collection: return "[" + mirror.children.map { text(of: $0.value) }.joined(separator: ",") + "]"
        default: break
        }
        guard !mirror.children.isEmpty else { return "\(value)" }
        return mirror.children.map { child in
            let found = text(of: child.value)
            let name = "\(mirror.subjectType).\(child.label ?? "")"
            if variety[name, default: []].count < 2 { variety[name, default: []].insert(found) }
            return "\(child.label ?? "")=\(found)"
        }.joined(separator: ";")
    }

    static func text(of facts: LayerFacts) -> String {
        var text = FactText()
        return text.text(of: facts)
    }
}
