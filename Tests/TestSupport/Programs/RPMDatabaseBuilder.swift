// SPDX-License-Identifier: Apache-2.0

/// Builds an rpm database of the «ndb» form with one package in it.
public struct RPMDatabaseBuilder: Sendable {
    private var index: [UInt8] = []
    private var data: [UInt8] = []
    private var entries = 0

    /// A package that has brought one file.
    ///
    /// - Parameter sha256: what rpm recorded of it, in hexadecimal.
    public init(package: String, directory: String, file: String, sha256: String, isConfiguration: Bool = false) {
        add(tag: 1_000, string: package)
        add(tag: 1_001, string: "1.0")
        add(tag: 1_002, string: "1")
        add(tag: 1_022, string: "noarch")
        add(tag: 1_030, type: 3, RPMDatabaseBuilder.big(0o100644, 2))
        add(tag: 1_035, type: 8, Array(sha256.utf8) + [0])
        add(tag: 1_037, type: 4, RPMDatabaseBuilder.big(isConfiguration ? 1 : 0, 4))
        add(tag: 1_116, type: 4, RPMDatabaseBuilder.big(0, 4))
        add(tag: 1_117, type: 8, Array(file.utf8) + [0])
        add(tag: 1_118, type: 8, Array(directory.utf8) + [0])
        // 8: SHA-256 (RFC 4880 §9.4).
        add(tag: 5_011, type: 4, RPMDatabaseBuilder.big(8, 4))
    }

    private mutating func add(tag: UInt32, string: String) { add(tag: tag, type: 6, Array(string.utf8) + [0]) }

    private mutating func add(tag: UInt32, type: UInt32, _ value: [UInt8]) {
        while data.count % 4 != 0 { data.append(0) }
        for number in [tag, type, UInt32(data.count), 1] { index += RPMDatabaseBuilder.big(number, 4) }
        data += value
        entries += 1
    }

    /// One page of slots, the package's blob behind it.
    public func bytes() -> [UInt8] {
        let header =
            RPMDatabaseBuilder.big(UInt32(entries), 4) + RPMDatabaseBuilder.big(UInt32(data.count), 4) + index + data
        func little(_ numbers: [UInt32]) -> [UInt8] { numbers.flatMap { RPMDatabaseBuilder.big($0, 4).reversed() } }
        let page = little([0x506D_7052, 0, 1, 1, 0, 0, 0, 0, 0x746F_6C53, 1, 256, UInt32(header.count / 16 + 2)])
        return page + [UInt8](repeating: 0, count: 4_096 - page.count)
            + little([0x5362_6C42, 1, 1, UInt32(header.count)]) + header
    }

    private static func big(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }
}
