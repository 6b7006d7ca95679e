// SPDX-License-Identifier: Apache-2.0
internal import Findings
public import Packing

/// Hits as bytes, for the files that this program keeps for itself. They hold no more of a secret than the hit does.
extension SecretHit {
    public func pack(into bytes: inout PackedBytes) {
        bytes.add(kind)
        bytes.add(signed: offset)
        bytes.add(signed: Int64(length))
        bytes.add(counted: evidence.utf8)
        bytes.add(counted: fingerprint)
        bytes.add((namesValue ? 1 : 0) | (wholeFile ? 2 : 0) | (keyName == nil ? 0 : 4) | (note == nil ? 0 : 8))
        if let keyName { bytes.add(counted: keyName.utf8) }
        bytes.add(counted: severity.rawValue.utf8)
        if let note { bytes.add(counted: note.utf8) }
    }

    /// Reads what `pack` wrote, from bytes that nobody vouches for.
    ///
    /// - Parameter kinds: how many the rules know.
    public init(packed cursor: inout PackedCursor, kinds: Int) throws(PackedError) {
        let kind = try cursor.index(below: kinds, "kind of secret")
        let offset = try cursor.signed()
        guard let length = Int32(exactly: try cursor.signed()) else {
            throw PackedError(.damaged, "is damaged: a secret in it is too long")
        }
        let evidence = try cursor.text()
        let fingerprint = try cursor.counted()
        let marks = try cursor.index(below: 16, "mark of a secret")
        let keyName = marks & 4 == 0 ? nil : try cursor.text()
        let severity = try cursor.value(of: Severity.self, "severity")
        self.init(
            kind: kind, offset: offset, length: length, evidence: evidence, fingerprint: fingerprint,
            namesValue: marks & 1 != 0, wholeFile: marks & 2 != 0, keyName: keyName, severity: severity,
            note: marks & 8 == 0 ? nil : try cursor.text())
    }
}
