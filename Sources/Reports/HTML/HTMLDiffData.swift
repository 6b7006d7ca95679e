// SPDX-License-Identifier: Apache-2.0

import JSONText
import Sizing

/// What the page's script reads of a comparison: the files of both images in columns, as JSON inside HTML.
enum HTMLDiffData {
    static func bytes(of tree: ChangeTree) -> [UInt8] {
        var json = JSONWriter(.compact, reserving: 16_384 + tree.rows.count * 32)
        json.beginObject()
        json.object("files", tree) { json, tree in write(tree, to: &json) }
        json.endObject()
        return HTMLData.escaped(json.bytes)
    }

    private static func write(_ tree: ChangeTree, to json: inout JSONWriter) {
        json.key("names")
        json.beginArray()
        tree.names.withUnsafeBytes { names in
            for row in tree.rows {
                let range = Int(row.name.lowerBound)..<Int(row.name.upperBound)
                json.value(utf8: UnsafeRawBufferPointer(rebasing: names[range]))
            }
        }
        json.endArray()
        json.key("bytes")
        json.beginArray()
        for row in tree.rows { json.value(row.size.after) }
        json.endArray()
        HTMLData.runs("deltas", tree.rows.map(\.size.delta), to: &json)
        HTMLData.runs("depths", tree.rows.map(\.depth), to: &json)
        HTMLData.runs("layers", tree.rows.map(\.layer), to: &json)
        HTMLData.runs("flags", tree.rows.map(flags), to: &json)
        json.key("from")
        json.beginArray()
        for (row, path) in tree.origins.sorted(by: { $0.key < $1.key }) {
            json.beginArray()
            json.value(row)
            path.withUnsafeBytes { json.value(utf8: $0) }
            json.endArray()
        }
        json.endArray()
    }

    /// Kind in three bits, as the script numbers them, then what became of it: 0 for nothing.
    private static func flags(of row: ChangeTree.Row) -> Int32 {
        let change: Int32 =
            switch row.change {
            case nil: 0
            case .added: 1
            case .removed: 2
            case .modified: 3
            case .metadata: 4
            case .moved: 5
            case .renamed: 6
            case .rewritten: 7
            }
        return HTMLData.number(of: row.kind) | change << 3
    }
}
