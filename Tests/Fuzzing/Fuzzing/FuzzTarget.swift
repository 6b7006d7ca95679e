// SPDX-License-Identifier: Apache-2.0
internal import Archives
internal import Digests
internal import ImageFormat
internal import ImageReading
internal import JSONText
internal import Jobs
internal import LayerScan
internal import LayerTree
internal import PackageDatabases
internal import SecretScan

/// What the fuzzer's bytes are taken for.
enum FuzzTarget: String, CaseIterable {
    /// A whole archive, through both doors, its layers scanned and laid over each other.
    case archive
    /// A layer's blob, in place and as a stream.
    case layer
    /// A JSON document of any kind; the first byte chooses.
    case document
    /// A package record; the first byte chooses the kind.
    case package

    static let chosen = FuzzTarget(rawValue: CommandLine.arguments.dropFirst().first ?? "")

    func run(_ bytes: UnsafeRawBufferPointer) {
        switch self {
        case .archive: FuzzTarget.readArchive(Chunk(copying: bytes))
        case .layer: FuzzTarget.readLayer(Chunk(copying: bytes))
        case .document: FuzzTarget.readDocument(bytes)
        case .package: FuzzTarget.readPackage(bytes)
        }
    }

    // MARK: - Bytes

    private static let limits: ReadingLimits = {
        var limits = ReadingLimits()
        limits.layerBytes = 1 << 20
        limits.totalBytes = 2 << 20
        limits.ratioFloor = 512 << 10
        limits.entries = 20_000
        limits.members = 2_000
        return limits
    }()

    private static let engine = try? SecretEngine()

    private static func scanner(_ pool: JobPool) -> LayerScanner {
        LayerScanner(options: ScanOptions(verify: true, secrets: engine, limits: limits), pool: pool)
    }

    private struct Candidates: LayerCandidates {
        let scanner: LayerScanner
        func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>) {
            _ = scanner.scan(content, digests: DigestPlan(blob: algorithms, tar: algorithms))
        }
    }

    private static func readArchive(_ contents: Chunk) {
        for maps in [true, false] {
            let pool = JobPool(jobs: 1)
            let scanner = scanner(pool)
            let opener = ArchiveOpener(limits: limits, maps: maps)
            guard
                let archive = try? opener.open(
                    .memory(contents, name: "fuzz"), candidates: Candidates(scanner: scanner))
            else {
                pool.drain()
                continue
            }
            for image in archive.images.prefix(4) {
                let pending = image.layers.prefix(16).compactMap { layer -> PendingScan? in
                    guard case .memory(let blob) = layer.place else { return nil }
                    return scanner.begin(blob, digests: DigestPlan(digest: layer.digest, diffID: layer.diffID))
                }
                pool.drain()
                _ = try? ImageTree(layers: pending.map { $0.facts().entries })
            }
            pool.drain()
        }
    }

    private static func readLayer(_ blob: Chunk) {
        let pool = JobPool(jobs: 1)
        let scanner = scanner(pool)
        let inPlace = scanner.begin(blob)
        pool.drain()
        let streamed = scanner.scan(MapSource(blob, step: 1_000))
        pool.drain()
        let (first, second) = (inPlace.facts(), streamed.facts())
        precondition(first.diffIDs == second.diffIDs || first.failure != nil, "the doors see different bytes")
        precondition(
            first.failure != nil || second.failure != nil
                || first.entries.entries.count == second.entries.entries.count, "the doors see different members")
        _ = try? ImageTree(layers: [first.entries, second.entries])
    }

    // MARK: - Texts

    private static func readDocument(_ bytes: UnsafeRawBufferPointer) {
        guard let first = bytes.first else { return }
        let text = UnsafeRawBufferPointer(rebasing: bytes[1...])
        guard let value = try? JSONReader.parse(text) else { return }
        let written = JSONWriter.bytes(of: value)
        precondition((try? JSONReader.parse(written)) != nil, "what was read and written cannot be read again")
        switch first % 8 {
        case 0: _ = try? DockerManifestEntry.list(value, document: "fuzz")
        case 1:
            guard let config = try? ImageConfig(value, document: "fuzz") else { return }
            _ = History.map(config.history, layerCount: config.diffIDs.count)
        case 2: _ = try? ImageIndex(value, document: "fuzz")
        case 3: _ = try? ImageManifest(value, document: "fuzz")
        case 4: _ = try? LegacyImageJSON(value, document: "fuzz")
        case 5: _ = try? LegacyRepositories(value, document: "fuzz")
        case 6: _ = try? Attestation(parsing: Array(text), document: "fuzz")
        default: _ = DocumentKind(of: value)
        }
    }

    private static func readPackage(_ bytes: UnsafeRawBufferPointer) {
        guard let first = bytes.first, let kind = DatabaseKind(rawValue: first % UInt8(DatabaseKind.allCases.count))
        else {
            return
        }
        let content = UnsafeRawBufferPointer(rebasing: bytes[1...])
        _ = try? DatabaseRows.parse(kind, path: Array("var/lib/fuzz/name.list".utf8), bytes: content)
    }
}
