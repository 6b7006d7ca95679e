// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of an executable file say about how it starts.
public struct ExecutableProbe: Sendable, Equatable {
    public enum Form: Sendable, Equatable {
        /// An ELF file: `e_machine`, 32 or 64 bits, and whether it is little-endian (ELF gABI, figure 4-3).
        case elf(machine: UInt16, bits: Int, littleEndian: Bool)
        /// `#!`: the rest of the first line, trimmed, at most 255 bytes as the kernel reads it.
        case script(interpreter: [UInt8])
        /// A PE file, as Windows images and .NET assemblies have.
        case portableExecutable
        /// Neither: a text without `#!`, data, or an empty file.
        case other
    }

    /// Index into the layer's entries.
    public var entry: Int32
    public var form: Form
    /// Shell scripts of at most 64 KiB: the lines that hand over to another program (`exec …`, `gosu …`), trimmed,
    /// in order, at most 32 lines of 512 bytes. Empty for everything else.
    public var handovers: [[UInt8]]

    public init(entry: Int32, form: Form, handovers: [[UInt8]] = []) {
        self.entry = entry
        self.form = form
        self.handovers = handovers
    }
}
