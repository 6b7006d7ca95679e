// SPDX-License-Identifier: Apache-2.0
internal import Packing

extension ExecutableProbe {
    func pack(into bytes: inout PackedBytes) {
        bytes.add(entry)
        switch form {
        case .elf(let machine, let bits, let littleEndian):
            bytes.add(0)
            bytes.add(machine)
            bytes.add(bits)
            bytes.add(littleEndian ? 1 : 0)
        case .script(let interpreter):
            bytes.add(1)
            bytes.add(counted: interpreter)
        case .portableExecutable: bytes.add(2)
        case .other: bytes.add(3)
        }
        bytes.add(optional: loader)
        bytes.add(counted: script)
    }

    init(packed cursor: inout PackedCursor, entries: Int) throws(PackedError) {
        let entry = try LayerFacts.entry(&cursor, entries)
        let form: Form
        switch try cursor.index(below: 4, "form of a program") {
        case 0:
            form = .elf(
                machine: try cursor.number(as: UInt16.self, "machine"), bits: try cursor.index(below: 65, "word"),
                littleEndian: try cursor.flag())
        case 1: form = .script(interpreter: try cursor.counted())
        case 2: form = .portableExecutable
        default: form = .other
        }
        self.init(entry: entry, form: form, loader: try cursor.optional(), script: try cursor.counted())
    }
}
