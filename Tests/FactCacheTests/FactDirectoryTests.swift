// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import Foundation
import LayerScan
import SecretScan
import TestSupport
import Testing

@testable import FactCache

/// Files of facts: read as they were written or not at all, bounded, and safe among several processes.
@Suite struct FactDirectoryTests {
    private static let program = Array("this build".utf8)

    private struct Sample {
        let scanned: Scanned
        let key: FactKey
        let kinds: Int

        init(_ blob: [UInt8] = SampleLayers.all[1]) throws {
            let options = ScanOptions(secrets: try SecretEngine())
            scanned = try Scanned(blob, options)
            key = FactKey(blob: scanned.digest, identity: options.identity)
            kinds = options.secrets?.rules.count ?? 0
        }

        func write(to directory: FactDirectory) {
            directory.write(scanned.facts, for: key, contentKey: scanned.contentKey)
        }

        func read(from directory: FactDirectory) -> LayerFacts? {
            directory.read(key, contentKey: scanned.contentKey, kinds: kinds)
        }
    }

    private static func directory(
        _ path: String, limit: Int = 100 << 20, program: [UInt8] = program
    ) throws -> FactDirectory {
        try FactDirectory(path: path, limit: limit, isShared: false, program: program)
    }

    private static func files(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// Small layers that differ.
    private static func layers(_ count: Int) -> [[UInt8]] {
        (0..<count).map { number in
            LayerBuilder().file("/\(number)", String(repeating: "\(number)", count: 3_000)).tar()
        }
    }

    @Test func `What was written is read, by this build for this content alone`() throws {
        let folder = try TemporaryDirectory()
        let directory = try FactDirectoryTests.directory(folder.file("a/b/facts"))
        let sample = try Sample()
        #expect(!directory.contains(sample.key))
        #expect(sample.read(from: directory) == nil)
        sample.write(to: directory)
        #expect(directory.contains(sample.key))
        let again = try #require(sample.read(from: directory))
        #expect(FactText.text(of: again) == FactText.text(of: sample.scanned.facts))
        let otherContent = SHAHasher.hash(Array("other".utf8)).bytes
        #expect(directory.read(sample.key, contentKey: otherContent, kinds: sample.kinds) == nil)
        let newer = try FactDirectoryTests.directory(folder.file("a/b/facts"), program: Array("the next".utf8))
        #expect(!newer.contains(sample.key))
        // A file under another's name is not what the name says.
        let other = FactKey(blob: SHAHasher.hash([1]), identity: sample.key.identity)
        let file = try #require(try FactDirectoryTests.files(directory.path).first)
        try FileManager.default.copyItem(
            atPath: directory.path + "/" + file,
            toPath: directory.path + "/" + FactFile.name(other, program: FactDirectoryTests.program))
        #expect(directory.contains(other))
        #expect(directory.read(other, contentKey: sample.scanned.contentKey, kinds: sample.kinds) == nil)
    }

    @Test func `A file that is cut or has another bit is no file, and is replaced`() throws {
        let folder = try TemporaryDirectory()
        let directory = try FactDirectoryTests.directory(folder.path)
        let sample = try Sample(LayerBuilder().file("/a", "text").tar())
        sample.write(to: directory)
        let name = try #require(try FactDirectoryTests.files(folder.path).first)
        let whole = try FileBytes.read(folder.file(name))
        #expect(sample.read(from: directory) != nil)
        for length in 0..<whole.count {
            try folder.write(name, Array(whole[..<length]))
            #expect(sample.read(from: directory) == nil, "cut at \(length)")
        }
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            try folder.write(name, bytes)
            #expect(sample.read(from: directory) == nil, "flipped at \(place)")
        }
        try folder.write(name, whole + [0])
        #expect(sample.read(from: directory) == nil)
        sample.write(to: directory)
        #expect(sample.read(from: directory) != nil)
    }

    @Test func `What is no regular file in a file's place is left alone`() throws {
        let folder = try TemporaryDirectory()
        let directory = try FactDirectoryTests.directory(folder.path)
        let sample = try Sample()
        let place = folder.file(FactFile.name(sample.key, program: FactDirectoryTests.program))
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        sample.write(to: directory)
        #expect(sample.read(from: directory) == nil)
        #expect(try FactDirectoryTests.files(folder.path).count == 1)
        try FileManager.default.removeItem(atPath: place)
        let elsewhere = try folder.write("elsewhere", "mine")
        try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: elsewhere)
        #expect(sample.read(from: directory) == nil)
        // Written over, not through.
        sample.write(to: directory)
        #expect(try FileBytes.read(elsewhere) == Array("mine".utf8))
        #expect(sample.read(from: directory) != nil)
    }

    @Test func `It stays below its size, and what was used last stays longest`() throws {
        let folder = try TemporaryDirectory()
        let measure = try TemporaryDirectory()
        let samples = try FactDirectoryTests.layers(24).map { try Sample($0) }
        samples[0].write(to: try FactDirectoryTests.directory(measure.path))
        let one = try FileBytes.read(measure.file(FactDirectoryTests.files(measure.path)[0])).count
        let foreign = try folder.write("notes.txt", String(repeating: "x", count: one * 50))
        let limit = one * 10
        let directory = try FactDirectoryTests.directory(folder.path, limit: limit)
        for (index, sample) in samples.enumerated() {
            sample.write(to: directory)
            // Times that tell: files are written within one tick of some file systems' clocks.
            age(try FactDirectoryTests.files(folder.path), in: folder, sample.key, TimeInterval(index - 1_000))
            #expect(samples[0].read(from: directory) != nil, "after \(index)")
            let bytes = try FactDirectoryTests.files(folder.path).filter { $0.hasSuffix(".facts") }
                .reduce(0) { $0 + (try FileBytes.read(folder.file($1)).count) }
            #expect(bytes <= limit)
        }
        #expect(samples[23].read(from: directory) != nil)
        #expect(samples[1].read(from: directory) == nil)
        #expect(FileManager.default.fileExists(atPath: foreign))
        // What others wrote before counts.
        let smaller = try FactDirectoryTests.directory(folder.path, limit: one * 3)
        try Sample(FactDirectoryTests.layers(40)[39]).write(to: smaller)
        #expect(try FactDirectoryTests.files(folder.path).filter { $0.hasSuffix(".facts") }.count <= 3)
    }

    private func age(_ files: [String], in folder: TemporaryDirectory, _ key: FactKey, _ seconds: TimeInterval) {
        let name = FactFile.name(key, program: FactDirectoryTests.program)
        guard files.contains(name) else { return }
        try? FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: seconds)], ofItemAtPath: folder.file(name))
    }

    @Test func `Drafts that writers left behind go, those of now stay`() throws {
        let folder = try TemporaryDirectory()
        let old = try folder.write("12.34.part", "x")
        let new = try folder.write("12.35.part", "x")
        let foreign = try folder.write("my.own.part", "x")
        for path in [old, foreign] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: path)
        }
        _ = FactShelf.trim(folder.path, to: 0)
        #expect(try FactDirectoryTests.files(folder.path) == ["12.35.part", "my.own.part"])
        #expect(FileManager.default.fileExists(atPath: new))
    }

    @Test func `Many who write and read at once see whole files only`() async throws {
        let folder = try TemporaryDirectory()
        let samples = try FactDirectoryTests.layers(6).map { try Sample($0) }
        let expected = samples.map { FactText.text(of: $0.scanned.facts) }
        let seen = await withTaskGroup(of: (found: Int, wrong: Int).self) { group in
            for worker in 0..<6 {
                group.addTask {
                    // Each as a process of its own would: with its own state, and so small that files come and go.
                    guard let directory = try? FactDirectoryTests.directory(folder.path, limit: 2_000) else {
                        return (0, 1)
                    }
                    var (found, wrong) = (0, 0)
                    for round in 0..<60 {
                        let number = (worker + round) % samples.count
                        samples[number].write(to: directory)
                        guard let facts = samples[(number + round) % samples.count].read(from: directory) else {
                            continue
                        }
                        found += 1
                        if FactText.text(of: facts) != expected[(number + round) % samples.count] { wrong += 1 }
                    }
                    return (found, wrong)
                }
            }
            return await group.reduce(into: (found: 0, wrong: 0)) {
                $0.found += $1.found
                $0.wrong += $1.wrong
            }
        }
        #expect(seen.found > 0)
        #expect(seen.wrong == 0)
        #expect(try !FactDirectoryTests.files(folder.path).contains { $0.hasSuffix(".part") })
    }

    @Test func `A directory that cannot be used says so, one that vanishes harms nobody`() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write("file", "x")
        #expect(throws: ArchiveError.self) { try FactDirectoryTests.directory(file) }
        #expect(throws: ArchiveError.self) { try FactDirectoryTests.directory(file + "/below") }
        let open = folder.file("open")
        try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: open)
        #expect(throws: ArchiveError.self) { try FactDirectoryTests.directory(open) }
        let shared = try FactDirectory(path: open, limit: 1 << 20, isShared: true, program: FactDirectoryTests.program)
        let sample = try Sample()
        sample.write(to: shared)
        #expect(sample.read(from: shared) != nil)
        try FileManager.default.removeItem(atPath: open)
        sample.write(to: shared)
        #expect(sample.read(from: shared) == nil)
    }

    /// Neither the file nor what is in it once it is open shows a secret that was found; and what rules read of a layer
    /// (a shell script here) is not to be had without the layer.
    @Test func `Of small layers nothing is written`() throws {
        let folder = try TemporaryDirectory()
        let blob = LayerBuilder().file("/a", "text").tar()
        let options = ScanOptions(secrets: nil)
        let scanned = try Scanned(blob, options)
        for (smallest, files) in [(blob.count + 1, 0), (blob.count, 1)] {
            let directory = try FactDirectory(
                path: folder.path, limit: 1 << 20, isShared: false, smallestLayer: smallest,
                program: FactDirectoryTests.program)
            let reuse = FactReuse(options, memory: nil, directory: directory)
            let promise = BlobPromise(digest: scanned.digest)
            reuse.keep(scanned.facts, contentKey: scanned.contentKey, promise: promise)
            #expect(try FactDirectoryTests.files(folder.path).count == files)
            let chunk = blob.withUnsafeBytes { Chunk(copying: $0) }
            #expect((reuse.known(chunk, promise: promise, digests: DigestPlan()) == nil) == (files == 0))
        }
    }

    @Test func `No value is in a file`() throws {
        let folder = try TemporaryDirectory()
        let directory = try FactDirectoryTests.directory(folder.path)
        let unfound = "hunter" + "2-of-the-script"
        let blob = LayerBuilder().file("/app/.env", "GITLAB_TOKEN=\(SampleLayers.token)\n")
            .file("/app/run", "#!/bin/sh\nPW=\(unfound)\n", mode: 0o755).tar()
        let sample = try Sample(blob)
        #expect(sample.scanned.facts.secrets.count == 1)
        sample.write(to: directory)
        let file = try FileBytes.read(folder.file(try #require(try FactDirectoryTests.files(folder.path).first)))
        let packed = sample.scanned.facts.packed()
        #expect(!contains(packed, SampleLayers.token))
        #expect(contains(packed, unfound))
        for value in [SampleLayers.token, unfound, "/app/.env"] { #expect(!contains(file, value)) }
    }

    private func contains(_ bytes: [UInt8], _ value: String) -> Bool {
        let value = Array(value.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: value) }
    }
}
