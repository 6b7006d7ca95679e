// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import LayerScan
import SecretScan
import TestSupport
import Testing

@testable import FactCache

/// When facts of an earlier scan stand for a layer, and when they do not.
@Suite struct FactReuseTests {
    private static let plain = SampleLayers.all[0]
    private static let gzip = SampleLayers.all[1]

    private static func options(_ change: (inout ScanOptions) -> Void = { _ in }) throws -> ScanOptions {
        var options = ScanOptions(secrets: try SecretEngine())
        change(&options)
        return options
    }

    private static func chunk(_ bytes: [UInt8]) -> Chunk { bytes.withUnsafeBytes { Chunk(copying: $0) } }

    /// A memory that knows what a scan of `blob` found, kept under what was promised.
    private static func memory(
        _ blob: [UInt8], _ options: ScanOptions, _ promise: BlobPromise
    ) throws -> FactMemory {
        let memory = FactMemory()
        let scanned = try Scanned(blob, options)
        FactReuse(options, memory: memory, directory: nil)
            .keep(scanned.facts, contentKey: scanned.contentKey, promise: promise)
        return memory
    }

    @Test(arguments: [plain, gzip]) func `What was hashed and is as promised is taken`(blob: [UInt8]) throws {
        let options = try FactReuseTests.options()
        let digest = SHAHasher.hash(blob)
        let memory = try FactReuseTests.memory(blob, options, BlobPromise(digest: digest))
        let reuse = FactReuse(options, memory: memory, directory: nil)
        let known = try #require(
            reuse.known(FactReuseTests.chunk(blob), promise: BlobPromise(digest: digest), digests: DigestPlan()))
        let facts = try #require(known())
        #expect(FactText.text(of: facts) == FactText.text(of: try Scanned(blob, options).facts))
        // The same promise, other bytes: they are hashed, and scanned.
        let other = blob + [0]
        let lie = try #require(
            reuse.known(FactReuseTests.chunk(other), promise: BlobPromise(digest: digest), digests: DigestPlan()))
        #expect(lie() == nil)
        // Nothing promised, or something that nobody saw: nothing to ask.
        #expect(reuse.known(FactReuseTests.chunk(blob), promise: BlobPromise(), digests: DigestPlan()) == nil)
        #expect(
            reuse.known(
                FactReuseTests.chunk(blob), promise: BlobPromise(digest: SHAHasher.hash([1])), digests: DigestPlan())
                == nil)
    }

    @Test func `A plain layer is known by its diffID, a compressed one is not`() throws {
        let options = try FactReuseTests.options()
        let diffID = SHAHasher.hash(FactReuseTests.plain)
        let memory = try FactReuseTests.memory(FactReuseTests.plain, options, BlobPromise(diffID: diffID))
        let reuse = FactReuse(options, memory: memory, directory: nil)
        let known = reuse.known(
            FactReuseTests.chunk(FactReuseTests.plain), promise: BlobPromise(diffID: diffID), digests: DigestPlan())
        #expect(known?()?.diffIDs.usual == diffID)
        #expect(
            reuse.known(
                FactReuseTests.chunk(FactReuseTests.gzip), promise: BlobPromise(diffID: diffID), digests: DigestPlan())
                == nil)
        #expect(
            try FactReuseTests.memory(FactReuseTests.gzip, options, BlobPromise(diffID: diffID))
                .contains(FactKey(blob: diffID, identity: options.identity)) == false)
    }

    /// crane and jib name compressed layers by a digest that no document tells.
    @Test func `Where nothing is promised a name says what to look for`() throws {
        let options = try FactReuseTests.options()
        let digest = SHAHasher.hash(FactReuseTests.gzip)
        let named = BlobPromise(diffID: SHAHasher.hash(FactReuseTests.plain), name: digest)
        let reuse = FactReuse(
            options, memory: try FactReuseTests.memory(FactReuseTests.gzip, options, named), directory: nil)
        let chunk = FactReuseTests.chunk(FactReuseTests.gzip)
        #expect(reuse.known(chunk, promise: named, digests: DigestPlan())?() != nil)
        // A name is no match for a promise.
        let promised = BlobPromise(digest: SHAHasher.hash([1]), name: digest)
        #expect(reuse.known(chunk, promise: promised, digests: DigestPlan()) == nil)
        let misnamed = BlobPromise(name: SHAHasher.hash([1]))
        #expect(
            try !FactReuseTests.memory(FactReuseTests.gzip, options, misnamed)
                .contains(FactKey(blob: digest, identity: options.identity)))
    }

    @Test func `Nothing is kept of bytes that are not what was promised`() throws {
        let options = try FactReuseTests.options()
        let lie = SHAHasher.hash([7])
        let memory = try FactReuseTests.memory(FactReuseTests.gzip, options, BlobPromise(digest: lie))
        for digest in [lie, SHAHasher.hash(FactReuseTests.gzip)] {
            #expect(!memory.contains(FactKey(blob: digest, identity: options.identity)))
        }
    }

    @Test func `Without verification nothing is taken and nothing kept`() throws {
        let digest = SHAHasher.hash(FactReuseTests.plain)
        let options = try FactReuseTests.options()
        let unverified = try FactReuseTests.options { $0.verify = false }
        let memory = try FactReuseTests.memory(FactReuseTests.plain, options, BlobPromise(digest: digest))
        let reuse = FactReuse(unverified, memory: memory, directory: nil)
        let chunk = FactReuseTests.chunk(FactReuseTests.plain)
        #expect(reuse.known(chunk, promise: BlobPromise(digest: digest, diffID: digest), digests: DigestPlan()) == nil)
        let empty = FactMemory()
        let scanned = try Scanned(FactReuseTests.plain, options)
        FactReuse(unverified, memory: empty, directory: nil)
            .keep(scanned.facts, contentKey: scanned.contentKey, promise: BlobPromise(digest: digest, diffID: digest))
        #expect(!empty.contains(FactKey(blob: digest, identity: options.identity)))
    }

    @Test func `Digests are those that were asked for`() throws {
        let options = try FactReuseTests.options()
        let digest = SHAHasher.hash(FactReuseTests.gzip)
        let memory = try FactReuseTests.memory(FactReuseTests.gzip, options, BlobPromise(digest: digest))
        let reuse = FactReuse(options, memory: memory, directory: nil)
        let chunk = FactReuseTests.chunk(FactReuseTests.gzip)
        let both = DigestPlan(blob: [.sha256, .sha512], tar: [.sha256])
        let facts = try #require(reuse.known(chunk, promise: BlobPromise(digest: digest), digests: both)?())
        #expect(facts.blobDigests[.sha512] == SHAHasher.hash(FactReuseTests.gzip, .sha512))
        // The tar's SHA-512 was never computed, and only a decoder could.
        let more = DigestPlan(blob: [.sha256], tar: [.sha512])
        let known = try #require(reuse.known(chunk, promise: BlobPromise(digest: digest), digests: more))
        #expect(known() == nil)
    }

    /// Everything beside the bytes that facts depend on.
    @Test func `Another way to scan is another identity`() throws {
        let usual = try FactReuseTests.options().identity
        let key = KeyedDigest(key: Array("a key of our own".utf8))
        let rules = try UserSecretRules([("r.toml", Array("[[rules]]\nid='x'\nregex='x_[a-z0-9]{24}'\n".utf8))])
        let changes: [(inout ScanOptions) throws -> Void] = [
            { $0.nested = false }, { $0.recordsHashes = true }, { $0.secrets = nil },
            { $0.secrets = try SecretEngine(key: key) },
            { $0.secrets = try SecretEngine(rules: .builtIn.adding(rules)) },
            { $0.limits.layerBytes -= 1 }, { $0.limits.totalBytes -= 1 }, { $0.limits.ratio -= 1 },
            { $0.limits.ratioFloor -= 1 }, { $0.limits.entries -= 1 }, { $0.limits.members -= 1 },
            { $0.limits.pathBytes -= 1 }, { $0.limits.pathDepth -= 1 }, { $0.limits.documentBytes -= 1 },
            { $0.limits.allDocumentBytes -= 1 }, { $0.limits.nestedBytes -= 1 }, { $0.limits.nestedFileBytes -= 1 },
            { $0.limits.nestedRatio -= 1 }, { $0.limits.nestedRatioFloor -= 1 }, { $0.limits.nestedMembers -= 1 },
        ]
        var identities: Set<[UInt8]> = [usual]
        for change in changes {
            var options = try FactReuseTests.options()
            try change(&options)
            identities.insert(options.identity)
        }
        #expect(identities.count == changes.count + 1)
        // Every limit there is has its line above.
        #expect(Mirror(reflecting: ReadingLimits()).children.count == changes.count - 5)
        #expect(try FactReuseTests.options().identity == usual)
        #expect(try FactReuseTests.options { $0.verify = false }.identity == usual)
    }

    @Test func `Memory lets go of what was not used for longest`() throws {
        let options = try FactReuseTests.options()
        let facts = try Scanned(FactReuseTests.plain, options).facts
        func key(_ number: UInt8) -> FactKey { FactKey(blob: SHAHasher.hash([number]), identity: []) }
        let memory = FactMemory(limit: facts.memoryEstimate * 3)
        for number in UInt8(0)..<3 { memory.keep(facts, for: key(number)) }
        #expect(memory.facts(for: key(0)) != nil)
        memory.keep(facts, for: key(3))
        #expect((UInt8(0)..<4).map { memory.contains(key($0)) } == [true, false, true, true])
        // The same once more takes no more room.
        memory.keep(facts, for: key(3))
        #expect((UInt8(0)..<4).map { memory.contains(key($0)) } == [true, false, true, true])
        let small = FactMemory(limit: facts.memoryEstimate - 1)
        small.keep(facts, for: key(0))
        #expect(!small.contains(key(0)))
    }
}
