// SPDX-License-Identifier: Apache-2.0

/// What a scan must know of the bytes it is given.
public struct SecretContext {
    /// The file's path, cleaned, without a leading slash; empty for bytes that are no file.
    public var path: UnsafeRawBufferPointer
    /// Where `bytes[0]` lies in the file.
    public var baseOffset: Int64
    /// The bytes are all of the file.
    public var isWholeFile: Bool
    /// The same bytes were scanned before, and `SecretScratch.sawNothing` was true then: only what the path says is left
    /// to be looked at.
    public var isKnown = false

    public init(path: UnsafeRawBufferPointer, baseOffset: Int64 = 0, isWholeFile: Bool = true) {
        self.path = path
        self.baseOffset = baseOffset
        self.isWholeFile = isWholeFile
    }
}
