// SPDX-License-Identifier: Apache-2.0

/// Why dnf installed a package.
extension DatabaseRows {
    /// dnf 4's history: `trans_item` names for each transaction an `item_id` and a reason, `rpm` that item's name.
    /// The newest transaction item of a name counts.
    mutating func readDNFHistory(_ bytes: UnsafeRawBufferPointer) throws(PackageError) {
        let database = try SQLiteFile(bytes)
        guard let items = try database.table("trans_item"), let packages = try database.table("rpm"),
            let itemColumn = DatabaseRows.column("item_id", of: items),
            let reasonColumn = DatabaseRows.column("reason", of: items),
            let idColumn = DatabaseRows.column("item_id", of: packages),
            let nameColumn = DatabaseRows.column("name", of: packages),
            let archColumn = DatabaseRows.column("arch", of: packages)
        else { throw PackageError(.malformed, "a dnf history without trans_item or rpm") }
        var names: [Int64: (name: TextRange, arch: TextRange)] = [:]
        try database.forEachRow(root: packages.root) { rowID, row in
            guard row.count > max(nameColumn, archColumn, idColumn), let name = row[nameColumn].bytes else { return }
            // An INTEGER PRIMARY KEY column is stored as NULL; its value is the row id.
            let id = row[idColumn].integer ?? rowID
            let range = add(name)
            names[id] = (range, row[archColumn].bytes.map { add($0) } ?? .empty)
        }
        var reasons: [ArraySlice<UInt8>: (row: PackageRow, reason: Int64)] = [:]
        var order: [ArraySlice<UInt8>] = []
        try database.forEachRow(root: items.root) { _, row in
            guard row.count > max(itemColumn, reasonColumn), let item = row[itemColumn].integer,
                let known = names[item], let reason = row[reasonColumn].integer
            else { return }
            var package = PackageRow(.rpm, .supplement)
            package.name = known.name
            package.architecture = known.arch
            let key = text[known.name.bounds]
            if reasons[key] == nil { order.append(key) }
            reasons[key] = (package, reason)
        }
        for key in order {
            guard let known = reasons[key] else { continue }
            var package = known.row
            package.flags.formUnion(DatabaseRows.flags(reason: known.reason))
            close(package, since: mark)
        }
    }

    /// libdnf's TransactionItemReason: 1 dependency, 2 user, 3 clean, 4 weak dependency, 5 group.
    private static func flags(reason: Int64) -> PackageRow.Flags {
        switch reason {
        case 1, 3, 4: .automatic
        case 2, 5: .requested
        default: []
        }
    }

    /// The position of a column in a CREATE TABLE statement; commas inside parentheses do not separate columns.
    private static func column(_ name: String, of table: SQLiteFile.Table) -> Int? {
        guard let open = table.statement.firstIndex(of: UInt8(ascii: "(")) else { return nil }
        var depth = 0
        var position = 0
        var word: [UInt8] = []
        var isWordDone = false
        for byte in table.statement[(open + 1)...] {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                position += 1
                word = []
                isWordDone = false
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                if !word.isEmpty, !isWordDone {
                    if word.elementsEqual(name.utf8) { return position }
                    isWordDone = true
                }
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): break
            default: if !isWordDone { word.append(byte) }
            }
        }
        return nil
    }

    /// dnf 5's `packages.toml`: `[packages."NAME.ARCH"]` or an inline table, with `reason = "User"`.
    mutating func readDNF5Packages(_ bytes: UnsafeRawBufferPointer) {
        var current: PackageRow?
        DatabaseRows.forEachLine(bytes) { line in
            let text = line.trimmed()
            if let key = text.after("[packages.") ?? text.after("packages.") {
                if let done = current { close(done, since: mark) }
                current = dnf5Package(DatabaseRows.unquoted(key))
            } else if text.first == UInt8(ascii: "[") {
                if let done = current { close(done, since: mark) }
                current = nil
            } else if text.first == UInt8(ascii: "\""), text.contains("reason") {
                // `"bash.x86_64" = {reason = "User"}` inside `[packages]`.
                if let done = current { close(done, since: mark) }
                current = dnf5Package(DatabaseRows.unquoted(text))
            }
            guard let place = DatabaseRows.value(of: "reason", in: text) else { return }
            current?.flags.formUnion(
                place.equals("User") || place.equals("External User")
                    || place.equals("Group")
                    ? .requested
                    : place.equals("Dependency") || place.equals("Weak Dependency")
                        ? .automatic : [])
        }
        if let done = current { close(done, since: mark) }
    }

    /// `bash.x86_64` → bash, x86_64.
    private mutating func dnf5Package(_ key: UnsafeRawBufferPointer) -> PackageRow? {
        guard let dot = key.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return nil }
        var package = PackageRow(.rpm, .supplement)
        package.name = add(key.slice(0, dot))
        package.architecture = add(key.dropPrefix(dot + 1))
        return package
    }

    /// What stands in quotes after `key` and an equals sign.
    private static func value(of key: StaticString, in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var start = 0
        while start < text.count {
            guard let rest = text.dropPrefix(start).after(key) else {
                start += 1
                continue
            }
            let value = rest.trimmed()
            guard value.first == UInt8(ascii: "=") else { return nil }
            return unquoted(value.dropPrefix(1).trimmed())
        }
        return nil
    }
}
