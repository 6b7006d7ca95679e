// SPDX-License-Identifier: Apache-2.0

/// What one archive inside a layer brought.
struct NestedResult: Sendable {
    /// Index into the layer's entries.
    var entry: Int32
    /// False when the layer's budget was used up before.
    var wasOpened = true
    /// Bytes of its members as far as they were read.
    var unpacked: Int64 = 0
    /// In the order of members and offsets.
    var secrets: [SecretFact] = []
    var drops = SecretDrops()
    var notes: [ScanNote] = []

    /// Nothing is told of it but how much there was.
    var isQuiet: Bool { secrets.isEmpty && drops.isEmpty && notes.isEmpty }
}
