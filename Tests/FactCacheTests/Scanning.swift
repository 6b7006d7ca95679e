// SPDX-License-Identifier: Apache-2.0
import Archives
import Digests
import ImageReading
import Jobs
import LayerScan
import SecretScan
import TestSupport

/// A scan of one blob, and the key that its bytes give.
struct Scanned {
    var facts: LayerFacts
    var contentKey: [UInt8]
    var digest: Digest

    init(_ blob: [UInt8], _ options: ScanOptions) throws {
        let pool = JobPool(jobs: 1)
        let pending = LayerScanner(options: options, pool: pool)
            .begin(blob.withUnsafeBytes { Chunk(copying: $0) })
        pool.drain()
        contentKey = pending.contentKey ?? []
        facts = pending.facts()
        digest = SHAHasher.hash(blob)
    }
}

/// Layers that have everything that facts can tell of, beside what `TestImages/` has.
enum SampleLayers {
    /// Composed, so that no whole one stands in the repository.
    static let token = "glpat" + "-" + "qTz7Kd2mWx9RbV4sYn3H"

    /// A 32-bit ELF file, the highest byte first, with the name of its loader behind one program header.
    private static var oldProgram: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 84)
        bytes.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, 1, 2])
        bytes.replaceSubrange(16..<20, with: [0, 2, 0, 8])
        bytes[31] = 52
        bytes[43] = 32
        bytes[45] = 1
        bytes[55] = 3
        bytes[59] = 84
        bytes[71] = 11
        return bytes + Array("/lib/ld.so\0".utf8)
    }

    /// Facts of `all`, and some with what no layer here brings.
    static func facts(_ options: ScanOptions) throws -> [LayerFacts] {
        var facts = try all.map { try Scanned($0, options).facts }
        var rare = facts[0]
        rare.secrets[0].hit.note = "encrypted"
        rare.blobDigests.insert(SHAHasher.hash([1], .sha512))
        rare.diffIDs.insert(SHAHasher.hash([2], .sha512))
        facts.append(rare)
        return facts
    }

    static var all: [[UInt8]] {
        let capability = TarMember.file("usr/bin/ping", bytes: ProgramBuilder().needing("libc.so.6").bytes())
        let tar = LayerBuilder()
            .directory("/etc").file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n").file("/etc/os-release", "ID=debian\n")
            .file("/usr/bin/run", "#!/bin/sh -e\nexec /app/server\n", mode: 0o4755, uid: 7, gid: 8, mtime: -5)
            .file("/usr/bin/other", "neither\n", mode: 0o755)
            .file("/usr/bin/old.exe", bytes: [0x4D, 0x5A] + [UInt8](repeating: 0, count: 200), mode: 0o755)
            .member(capability) {
                $0.mode = 0o755
                $0.xattrs = [("security.capability", [1, 0, 0, 2, 0, 32, 0, 0] + [UInt8](repeating: 0, count: 12))]
            }
            .symlink("/usr/bin/alias", to: "run").hardLink("/usr/bin/twin", to: "/usr/bin/run")
            .whiteout("/old").opaque("/var/cache").device("/dev/null", major: 1, minor: 3).fifo("/run/pipe")
            .sparse("/var/sparse", size: 1 << 20)
            .file("/app/.env", "GITLAB_TOKEN=\(token)\nDB_PASSWORD=Kd2mWx9RbV4s\n")
            .file(
                "/app/example.env", "GITLAB_TOKEN=glpat" + "-xxxxxxxxxxxxxxxxxxxx\nAPI_KEY=${KEY}\nPASSWORD=changeme\n"
            )
            .file("/app/lib.jar", bytes: ZipBuilder().file("conf/a", "token = \(token)\n").bytes())
            .file(
                "/app/example.jar",
                bytes: ZipBuilder().file("conf/b", "token = glpat" + "-xxxxxxxxxxxxxxxxxxxx\n").bytes()
            )
            .file("/app/old", bytes: oldProgram, mode: 0o755)
            .file("/app/new", bytes: ProgramBuilder().needing("libm.so.6", "libz.so.1").bytes(), mode: 0o755)
            .file("/app/bad.zip", bytes: Array(ZipBuilder().file("a", "b").bytes().dropLast(30)))
            .file("/backup.sql", "-- MySQL dump 10.13  Distrib 8.0\n-- and so on\n")
            .file("/backup.dump", "PGDMP" + "0123456789abcdef")
            .file(
                "/var/lib/dpkg/status",
                "Package: curl\nStatus: install ok installed\nEssential: yes\nInstalled-Size: 12\nArchitecture: amd64\n"
                    + "Source: curl-source\nVersion: 1.2-3\nDepends: libc6 (>= 2), a | b\nRecommends: ca\nProvides: www\n\n"
            )
            .file("/var/lib/dpkg/info/curl.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/bin/curl\n")
            .file("/var/lib/dpkg/info/curl.conffiles", "/etc/curlrc\n")
            .file("/var/lib/dpkg/info/curl.list", "/.\n/usr\n/usr/bin/curl\n")
            .file("/var/lib/dpkg/diversions", "/bin/sh\n/bin/sh.real\ndash\n/bin/ls\n/bin/ls.real\nmine\n")
            .file("/node_modules/x/package.json", #"{"name":"x","version":"1.0.0","devDependencies":{"y":"1"}}"#)
            .file("/usr/lib/python3/a.dist-info/RECORD", "a.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n")
            .file("/../escape", "x").file("/app/token-\(token)", "x")
            .directory("/app/glpat-" + "mWx9RbV4sYn3HqTz7Kd2")
            .tar()
        let other = LayerBuilder().file("/a", "text").tar()
        return [tar, Codec.gzip.compress(tar), Codec.zstd.compress(other), other, []]
    }

    /// Every layer of `TestImages/` that lies in a regular file or a directory.
    static func ofTestImages() throws -> [[UInt8]] {
        struct Unread: LayerCandidates {
            func scan(_ content: any ChunkSource, algorithms: Set<Digest.Algorithm>) { try? content.drain() }
        }
        var blobs: [Digest: [UInt8]] = [:]
        for name in try TestImages.names() {
            guard let archive = try? ArchiveOpener().open(.path(BuiltBinary.testImage(name)), candidates: Unread())
            else { continue }
            for layer in archive.images.flatMap(\.layers) {
                guard case .memory(let chunk) = layer.place else { continue }
                let bytes = chunk.withBytes { [UInt8]($0) }
                blobs[SHAHasher.hash(bytes)] = bytes
            }
        }
        return blobs.sorted { $0.key.hex < $1.key.hex }.map(\.value)
    }
}
