// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests

/// Which build of which program runs: another one may learn other facts from the same bytes.
enum ProgramIdentity {
    /// A hash of the executable file, 0.1 ms a megabyte of it when first asked for; nil where the system does not show
    /// it.
    static let current: [UInt8]? = {
        guard let file = try? MappedFile(path: "/proc/self/exe") else { return nil }
        let hash = file.contents.withBytes { ContentHasher.hash($0) }
        return Array("\(hash.high) \(hash.low) \(file.count)".utf8)
    }()
}
