// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import Findings
import ImageFormat
import JSONText
import Jobs
import LayerScan
import SecretScan
import TestSupport
import Testing

@testable import Checks

/// Turns an example into real tars, scans those as the product does, and lays them over each other.
enum ExampleMaker {
    static let engine: SecretEngine? = try? SecretEngine()

    static func facts(_ example: ExampleImage, allowed: [String: Set<String>] = [:]) throws -> ImageFacts {
        let builder = image(example)
        let built = try #require(ImageArchive([builder], .docker25).images.first)
        let document = try ImageConfig(JSONReader.parse(built.config), document: "config")
        let scanned = scan(built.layers.map(\.tar))
        return try ImageFacts(
            document: document,
            references: example.references,
            history: History.map(document.history, layerCount: scanned.count),
            base: split(example),
            facts: scanned,
            engine: engine,
            today: CalendarDay(example.today) ?? CalendarDay(secondsSince1970: 0), allowed: allowed)
    }

    private static func split(_ example: ExampleImage) -> BaseSplit {
        let layers = example.layers.prefix { $0.isBase }.count
        var how: BaseSplit.Evidence = layers > 0 ? .given : .none
        if example.baseName != nil { how = example.baseIsPinned == nil ? .label : .provenance }
        return BaseSplit(
            layers: layers, how: how, name: example.baseName, digest: example.baseDigest.flatMap { Digest($0) },
            isPinned: example.baseIsPinned)
    }

    static func scan(_ tars: [[UInt8]]) -> [LayerFacts] {
        let pool = JobPool(jobs: 1)
        let scanner = LayerScanner(options: ScanOptions(verify: false, secrets: engine), pool: pool)
        let pending = tars.map { tar in
            scanner.begin(tar.withUnsafeBytes { Chunk(copying: $0) })
        }
        pool.drain()
        return pending.map { $0.facts() }
    }

    private static func image(_ example: ExampleImage) -> ImageBuilder {
        var builder = ImageBuilder()
        builder.tags = example.references
        for layer in example.layers {
            var tar = LayerBuilder()
            for file in layer.files { tar.add(member(file)) }
            builder.layer(layer.instruction, tar: tar.tar())
        }
        for instruction in example.instructions { builder.instruction(instruction) }
        builder.user = example.user.isEmpty ? nil : example.user
        builder.env = example.env
        builder.entrypoint = words(example.entrypoint)
        builder.cmd = words(example.cmd)
        builder.workingDir = example.workingDirectory
        builder.labels = example.labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        builder.exposedPorts = example.exposedPorts
        builder.volumes = example.volumes
        builder.architecture = example.architecture
        builder.os = example.os
        if let test = words(example.healthcheck) {
            builder.healthcheck = .object(JSONObject([JSONObject.Member(key: "Test", value: test)]))
        }
        return builder
    }

    private static func words(_ words: [String]) -> JSONValue? {
        words.isEmpty ? nil : .array(words.map { .string($0) })
    }

    private static func member(_ file: ExampleFile) -> TarMember {
        let path = String(file.path.drop { $0 == "/" })
        var member: TarMember
        switch file.kind {
        case .file:
            member = .file(path, file.text)
            if let size = file.size, size > Int64(file.text.utf8.count) {
                member.sparse = (UInt64(size), [TarMember.Segment(offset: 0, Array(file.text.utf8))])
            }
        case .directory: member = .directory(path)
        case .symlink(let target): member = .symlink(path, to: target)
        case .hardLink(let target): member = .hardLink(path, to: String(target.drop { $0 == "/" }))
        case .whiteout:
            let parts = path.split(separator: "/")
            let name = parts.dropLast().joined(separator: "/") + "/.wh." + (parts.last ?? "")
            member = .file(name, "")
        case .characterDevice:
            member = TarMember(path.utf8, type: UInt8(ascii: "3"))
            member.deviceMajor = 1
            member.deviceMinor = 3
        }
        member.mode = file.mode
        member.uid = file.uid
        member.gid = file.gid
        if file.capabilities != 0 {
            let low = withUnsafeBytes(of: UInt32(truncatingIfNeeded: file.capabilities).littleEndian) { Array($0) }
            let high = withUnsafeBytes(of: UInt32(file.capabilities >> 32).littleEndian) { Array($0) }
            member.xattrs = [("security.capability", [1, 0, 0, 2] + low + [0, 0, 0, 0] + high + [0, 0, 0, 0])]
        }
        return member
    }
}
