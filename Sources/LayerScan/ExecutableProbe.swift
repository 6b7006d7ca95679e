// SPDX-License-Identifier: Apache-2.0

/// What the bytes of an executable file say about how it starts.
public struct ExecutableProbe: Sendable, Equatable {
    public enum Form: Sendable, Equatable {
        /// An ELF file: `e_machine`, 32 or 64 bits, and whether it is little-endian (ELF gABI, figure 4-3).
        case elf(machine: UInt16, bits: Int, littleEndian: Bool)
        /// `#!`: the rest of the first line, trimmed, at most 254 bytes as the kernel reads it.
        case script(interpreter: [UInt8])
        /// A PE file, as Windows images and .NET assemblies have.
        case portableExecutable
        /// Neither: a text without `#!`, data, or an empty file.
        case other
    }

    /// Index into the layer's entries.
    public var entry: Int32
    public var form: Form
    /// The program that loads a dynamically linked ELF file (`PT_INTERP`); nil for a static one and for all else.
    public var loader: [UInt8]?
    /// The text of a shell script of at most 64 KiB; empty for everything else. It is read to tell what the script
    /// hands over to, and shown nowhere.
    public var script: [UInt8]

    public init(entry: Int32, form: Form, loader: [UInt8]? = nil, script: [UInt8] = []) {
        self.entry = entry
        self.form = form
        self.loader = loader
        self.script = script
    }
}
