// SPDX-License-Identifier: Apache-2.0
public import PackageDatabases

/// One package record of a layer, parsed to rows.
public struct DatabaseFact: Sendable {
    /// Index into the layer's entries.
    public var entry: Int32
    public var rows: DatabaseRows

    public init(entry: Int32, rows: DatabaseRows) {
        self.entry = entry
        self.rows = rows
    }
}
