// SPDX-License-Identifier: Apache-2.0

/// Processors as ELF files name them (`e_machine`, ELF gABI) and as images name them (GOARCH).
enum MachineNames {
    private static let names: [UInt16: (name: String, architectures: [String])] = [
        3: ("386", ["386", "amd64"]), 62: ("amd64", ["amd64"]), 40: ("arm", ["arm", "arm64"]),
        183: ("arm64", ["arm64"]), 243: ("riscv64", ["riscv64"]), 22: ("s390x", ["s390x"]),
        21: ("ppc64le", ["ppc64le", "ppc64"]), 258: ("loong64", ["loong64"]),
        8: ("mips", ["mips", "mipsle", "mips64", "mips64le"]),
    ]

    /// The name of the file's processor when an image of `architecture` cannot run it; nil when it can or when one
    /// of the two is unknown.
    static func mismatch(_ machine: UInt16, bits: Int, architecture: String) -> String? {
        guard let row = names[machine], names.values.contains(where: { $0.architectures.contains(architecture) }),
            !row.architectures.contains(architecture)
        else { return nil }
        return row.name
    }
}
