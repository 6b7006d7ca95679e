// SPDX-License-Identifier: Apache-2.0

import Findings

/// Places and layers of findings in words.
enum PlaceText {
    /// `/app/.env`, `Env DB_PASSWORD`, `Label build`, `History 4`.
    static func place(_ path: String) -> String {
        for (prefix, word) in [("config:Env[", "Env "), ("config:Labels[", "Label ")] {
            if path.hasPrefix(prefix), path.hasSuffix("]") {
                return word + path.dropFirst(prefix.count).dropLast()
            }
        }
        if path.hasPrefix("config:") { return String(path.dropFirst("config:".count)) }
        if path.hasPrefix("history:") { return "History " + path.dropFirst("history:".count) }
        return path
    }

    static func place(_ location: Location) -> String {
        let place = place(location.path)
        guard let line = location.line else { return place }
        return place + ":" + String(line)
    }

    /// `L2`, `L3 and 9`, `L3, 6 and 9`, `L3-9 (5)`; empty without layers.
    static func layers(_ indexes: [Int]) -> String {
        let sorted = Set(indexes).sorted()
        guard let first = sorted.first, let last = sorted.last else { return "" }
        switch sorted.count {
        case 1: return "L\(first)"
        case 2, 3: return "L" + sorted.dropLast().map(String.init).joined(separator: ", ") + " and \(last)"
        default: return "L\(first)-\(last) (\(sorted.count))"
        }
    }

    /// Where bytes went that the final tree does not show; empty while they are live.
    static func fate(_ finding: Finding) -> String {
        let verb: String
        switch finding.state {
        case .live: return ""
        case .overwritten: verb = "replaced"
        case .deleted: verb = "deleted"
        }
        let added = finding.layer.map { "added L\($0), " } ?? ""
        let removed = finding.removedIn.map { " L\($0)" } ?? ""
        return "\(added)\(verb)\(removed), still in the archive"
    }
}
