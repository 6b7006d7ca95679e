// SPDX-License-Identifier: Apache-2.0
import Archives
import Testing

@Suite struct ArchiveLibraryTests {
    /// Once every call asked libarchive, which frees and fills one text that all threads share: a double free.
    @Test func manyThreadsMayAskForTheVersionAtOnce() async {
        let versions = await withTaskGroup(of: Set<String>.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var met: Set<String> = []
                    for _ in 0..<5_000 { met.insert(ArchiveLibrary.version) }
                    return met
                }
            }
            return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(versions.count == 1)
        #expect(versions.first?.hasPrefix("libarchive ") == true)
    }
}
