// SPDX-License-Identifier: Apache-2.0

/// What an ELF program or library asks the loader for.
public struct LibraryFact: Sendable, Equatable {
    /// Index into the layer's entries.
    public var entry: Int32
    /// Names as in its dynamic section (`libssl.so.3`), never empty.
    public var names: [[UInt8]]

    public init(entry: Int32, names: [[UInt8]]) {
        self.entry = entry
        self.names = names
    }
}
