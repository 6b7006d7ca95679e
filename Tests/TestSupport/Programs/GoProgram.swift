// SPDX-License-Identifier: Apache-2.0

/// What the Go linker leaves in a program.
public enum GoProgram {
    /// A build info as Go 1.18 and later write it: `modules` as lines of `mod` and `dep`, fields separated by tabs.
    public static func buildInfo(_ modules: String) -> [UInt8] {
        let sentinel = [UInt8](repeating: 0x77, count: 16)
        let text = sentinel + Array(modules.utf8) + sentinel
        var bytes: [UInt8] = [0xFF] + Array(" Go buildinf:".utf8) + [8, 2] + [UInt8](repeating: 0, count: 16)
        bytes += [8] + Array("go1.22.4".utf8)
        var length = text.count
        while length > 0x7F {
            bytes.append(UInt8(length & 0x7F | 0x80))
            length >>= 7
        }
        return bytes + [UInt8(length)] + text
    }
}
