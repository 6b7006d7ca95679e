// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import JSONText
import TestSupport
import Testing

/// Archives that mean harm, against the built binary: an end within seconds, within the memory that the limits
/// promise, with a sentence. `make hostile` runs them in full size against the release build; here some are smaller,
/// with smaller limits, since a debug build is slow.
@Suite struct HostileTests {
    static let isFull = ProcessInfo.processInfo.environment["DUNNAGE_HOSTILE"] == "full"
    let binary = BuiltBinary()

    /// 100 MB and 250 bytes an entry; a mapped input counts as resident too.
    private func expectBounded(
        _ outcome: BuiltBinary.Outcome, says: String, entries: Int = 0, mapped: Int = 0,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.signal == nil, sourceLocation: location)
        #expect(outcome.code == 2, "\(outcome.error)", sourceLocation: location)
        #expect(outcome.error.contains(says), "\(outcome.error)", sourceLocation: location)
        #expect(outcome.processorTime < .seconds(20), sourceLocation: location)
        // A debug build's code and metadata alone are larger by some 60 MB.
        let base = HostileTests.isFull ? 100_000_000 : 160_000_000
        #expect(outcome.peakMemory <= base + 250 * entries + mapped, "\(outcome.peakMemory)", sourceLocation: location)
    }

    /// Both doors.
    private func check(
        _ bytes: [UInt8], _ options: [String], says: String, entries: Int = 0,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write("hostile.tar", bytes)
        let mapped = try binary.run(["check", file] + options)
        expectBounded(mapped, says: says, entries: entries, mapped: bytes.count, location)
        let piped = try binary.start(["check", "-"] + options, inputFile: file).finish()
        expectBounded(piped, says: says, entries: entries, location)
    }

    // MARK: - Bombs

    @Test(arguments: [Codec.gzip, .zstd, .xz, .bzip2])
    func aBombEndsAtTheRatio(codec: Codec) throws {
        let size = HostileTests.isFull ? 10 << 30 : 96 << 20
        let options = HostileTests.isFull ? [] : ["--ratio-floor", "\(16 << 20)"]
        try check(
            Bomb.image(Bomb.zeros(size, codec)).archive(.ociArchive(.plain)), options, says: "raise --max-ratio")
    }

    @Test func aBombInABomb() throws {
        let size = HostileTests.isFull ? 10 << 30 : 96 << 20
        let options = HostileTests.isFull ? [] : ["--ratio-floor", "\(16 << 20)"]
        var archive = ImageArchive([Bomb.image(Bomb.zeros(size, .gzip))], .ociArchive(.plain))
        archive.codec = .gzip
        #expect(archive.bytes().count < 1 << 20)
        try check(archive.bytes(), options, says: "raise --max-ratio")
    }

    @Test func aHundredSmallBombs() throws {
        var image = ImageBuilder("bombs:1")
        let blob = Bomb.zeros(HostileTests.isFull ? 900 << 20 : 4 << 20, .zstd, step: 4 << 20)
        for number in 0..<100 {
            image.layer(tar: [])
            image.changeLayer(number) {
                $0.storedBlob = blob + Codec.zstd.compress(Array("\(number)".utf8))
            }
        }
        let options = HostileTests.isFull ? [] : ["--ratio-floor", "\(16 << 20)"]
        try check(image.archive(.ociArchive(.plain)), options, says: "read so far")
    }

    // MARK: - Too many, too long, too deep

    @Test func tenMillionEmptyMembers() throws {
        let count = HostileTests.isFull ? 10_000_000 : 40_000
        let limit = HostileTests.isFull ? 5_000_000 : 20_000
        let bytes = Bomb.image(Bomb.emptyMembers(count, .gzip)).archive(.ociArchive(.plain))
        try check(
            bytes, ["--max-entries", "\(limit)", "--max-ratio", "1000000"], says: "raise --max-entries", entries: limit)
    }

    @Test(arguments: [true, false])
    func aPathComponentOfAGibibyte(pax: Bool) throws {
        let length = HostileTests.isFull ? 1 << 30 : 16 << 20
        try check(
            Bomb.image(Bomb.longName(length, .zstd, pax: pax)).archive(.ociArchive(.plain)),
            ["--max-ratio", "1000000000"], says: "layer 0")
    }

    @Test func pathsThatAreOutOfProportion() throws {
        // Each name a mebibyte below the limit of one, all of them different.
        let count = HostileTests.isFull ? 20_000 : 1_200
        let pad = String(repeating: "p", count: 60_000)
        var frames: [UInt8] = []
        for start in stride(from: 0, to: count, by: 100) {
            let members = (start..<start + 100).map { TarMember.file("\($0)" + pad, "") }
            frames += Codec.zstd.compress(TarWriter.bytes(members, endBlocks: 0))
        }
        frames += Codec.zstd.compress([UInt8](repeating: 0, count: 1_024))
        try check(
            Bomb.image(frames).archive(.ociArchive(.plain)), ["--max-ratio", "1000000"], says: "out of all proportion")
    }

    @Test func aDocumentOfAGibibyte() throws {
        let folder = try TemporaryDirectory()
        var member = TarMember.file("manifest.json", "[")
        member.sizeClaim = .bytes(1 << 30)
        let file = try folder.write("large.tar", TarWriter.bytes([member], endBlocks: 0))
        #expect(truncate(file, off_t(1 << 30 + 4_096)) == 0)
        let mapped = try binary.run(["check", file])
        expectBounded(mapped, says: "--max-document-bytes", mapped: 1 << 20)
        let piped = try binary.start(["check", "-"], inputFile: file).finish()
        expectBounded(piped, says: "--max-document-bytes")
    }

    @Test func aDocumentOfADepthOf100_000() throws {
        for text in ["[", "{\"a\":"] {
            let bytes = TarWriter.bytes([.file("manifest.json", String(repeating: text, count: 100_000))])
            try check(bytes, [], says: "manifest.json")
        }
    }

    @Test func aDocumentOfValuesAlone() throws {
        let text = "[" + String(repeating: "0,", count: 8_000_000) + "0]"
        try check(TarWriter.bytes([.file("manifest.json", text)]), [], says: "manifest.json")
    }

    /// What streams by is forgotten: facts grow with the files, never with the bytes.
    @Test func aLongStreamIsNotKept() throws {
        let folder = try TemporaryDirectory()
        let (bytes, files) = HostileTests.isFull ? (3_000_000_000, 100_000) : (240_000_000, 2_000)
        let file = folder.path + "/large.tar"
        try LargeLayerArchive.write(to: file, bytes: bytes, files: files)
        let options = ["--no-verify", "--fail-on", "never", "-q"]
        let piped = try binary.start(["check", "-"] + options, inputFile: file).finish()
        #expect(piped.code == 0, "\(piped.error)")
        // A debug build's code and metadata alone are larger by some 60 MB.
        let base = HostileTests.isFull ? 150_000_000 : 190_000_000
        #expect(piped.peakMemory <= base + 250 * files, "\(piped.peakMemory)")
        let mapped = try binary.run(["check", file] + options)
        // The time stands at the line's end.
        let verdicts = [mapped, piped].map { $0.output.components(separatedBy: "   ").first }
        #expect(verdicts[0] == verdicts[1])
        #expect(mapped.peakMemory <= base + bytes * 102 / 100 + 250 * files, "\(mapped.peakMemory)")
        if HostileTests.isFull {
            print("\(bytes) bytes in \(files) files: piped \(piped.peakMemory), mapped \(mapped.peakMemory) resident")
        }
    }

    // MARK: - Lies

    @Test func linksInACircle() throws {
        var archive = ImageArchive([Bomb.image([])], .podman)
        let layer = archive.images[0].layers[0].diffID.hex + ".tar"
        archive.drop(layer)
        archive.members.append(.symlink(layer, to: "a.tar"))
        archive.members.append(.symlink("a.tar", to: "b.tar"))
        archive.members.append(.hardLink("b.tar", to: layer))
        try check(archive.bytes(), [], says: "link that never ends")
    }

    @Test func membersThatClaimEightExbibytes() throws {
        var archive = ImageArchive([Bomb.image([])], .podman)
        let last = archive.members.count - 1
        archive.members[last].sizeClaim = .base256(.max)
        try check(archive.bytes(), [], says: "dunnage: ")
        var file = TarMember.file("large", "tiny")
        file.sizeClaim = .base256(.max)
        try check(Bomb.image(TarWriter.bytes([file])).archive(.ociArchive(.plain)), [], says: "layer 0")
    }

    @Test func sparseFilesWhoseSizesDoNotAddUp() throws {
        let tar = (0..<3).reduce(LayerBuilder()) { $0.sparse("/sparse\($1)", size: 1 << 62) }.tar()
        #expect(tar.count <= 10_240)
        var image = ImageBuilder("sparse:1")
        image.layer(tar: tar)
        try check(image.archive(.docker25), [], says: "size that cannot be")
    }

    // MARK: - A file that does not stay as it was

    enum Change: CaseIterable {
        case truncated, rewritten, replaced
        /// Written again as it was: everything can be read, and nobody knows what was read.
        case touched
    }

    @Test(arguments: Change.allCases, [false, true])
    func aFileThatChangesWhileItIsRead(change: Change, isCompressed: Bool) throws {
        try changeWhileRead(change, isCompressed: isCompressed, options: [])
    }

    @Test(arguments: Change.allCases)
    func aFileThatChangesWhileItIsExplained(change: Change) throws {
        try changeWhileRead(change, isCompressed: false, options: ["--explain", "/data"])
    }

    @Test func aReportOfAFileThatChangedSaysSo() throws {
        let options = ["--report", "json", "--budget", "image=1TB"]
        let outcome = try changeWhileRead(.touched, isCompressed: false, options: options)
        let report = try JSONReader.parse(Array(outcome.output.utf8))
        let budget = report["images"]?.arrayValue?.first?["verdict"]?["budgets"]?.arrayValue?.first
        #expect(budget?["ok"]?.boolValue == false)
        let warnings = report["warnings"]?.arrayValue?.filter { $0["code"] == "incomplete" } ?? []
        #expect(warnings.contains { $0["message"]?.stringValue?.contains("changed while it was read") == true })
    }

    @discardableResult
    private func changeWhileRead(
        _ change: Change, isCompressed: Bool, options: [String]
    ) throws -> BuiltBinary.Outcome {
        let folder = try TemporaryDirectory()
        var image = ImageBuilder("app:1")
        var random = SeededGenerator(seed: 1)
        let block = (0..<(64 << 10)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        // LZ4 does not look further back than 64 KiB, so this does not compress.
        let data = (0..<400).flatMap { number in [UInt8(truncatingIfNeeded: number)] + block }
        image.layer { $0.file("/data", bytes: data) }
        // A compressed archive is mapped too, and read from one end to the other.
        let bytes = image.archive(.docker25) + [UInt8](repeating: 0, count: 1 << 20)
        let file = try folder.write("app.tar", isCompressed ? Codec.lz4.compress(bytes) : bytes)
        let running = try binary.start(["check", file] + options)
        let isMapped = running.waitUntilMapped("app.tar")
        running.send(SIGSTOP)
        switch change {
        case .truncated: #expect(truncate(file, 4_096) == 0)
        case .rewritten: try Data(bytes.reversed()).write(to: URL(fileURLWithPath: file))
        case .replaced: rename(try folder.write("other.tar", bytes), file)
        case .touched: utimes(file, nil)
        }
        running.send(SIGCONT)
        let outcome = running.finish()
        try #require(isMapped, "the program ended before the file could be changed")
        #expect(outcome.signal == nil)
        #expect(outcome.code == 2, "\(outcome.error)")
        #expect(outcome.error.contains("changed while it was read"), "\(outcome.error)")
        return outcome
    }

    // MARK: - What users can change

    @Test func everyLimitIsDocumented() throws {
        let help = try binary.run(["check", "--help"]).output
        for option in [
            "--max-layer-bytes", "--max-total-bytes", "--max-ratio", "--ratio-floor", "--max-entries", "--max-members",
            "--max-path-bytes", "--max-path-depth", "--max-document-bytes", "--max-all-document-bytes",
        ] {
            #expect(help.contains(option))
            let outcome = try binary.run(["check", "x", option, "0"])
            #expect(outcome.code == 2)
            #expect(outcome.error.contains("above zero"), "\(outcome.error)")
        }
    }

    @Test func pathLimitsEndWithTheirNames() throws {
        var image = ImageBuilder("app:1")
        image.layer { $0.file("/a/b/c/d/e/f/g/h", "x") }
        let bytes = image.archive(.docker25)
        try check(bytes, ["--max-path-depth", "3"], says: "--max-path-depth")
        try check(bytes, ["--max-path-bytes", "5"], says: "--max-path-bytes")
        try check(bytes, ["--max-layer-bytes", "100"], says: "--max-layer-bytes")
    }
}
