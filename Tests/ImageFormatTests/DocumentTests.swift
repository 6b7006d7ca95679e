// SPDX-License-Identifier: Apache-2.0
import Digests
import ImageFormat
import JSONText
import TestSupport
import Testing

@Suite struct DocumentTests {
    private let hexA = String(repeating: "a1", count: 32)
    private let hexB = String(repeating: "b2", count: 32)

    private func fault<Document: ImageDocument>(_ type: Document.Type, _ text: String) -> FormatError? {
        do {
            _ = try type.init(parsing: Array(text.utf8), document: "doc")
            Issue.record("\(text) was read")
            return nil
        } catch {
            return error
        }
    }

    // MARK: docker-archive manifest.json

    @Test func readsDockersManifest() throws {
        let text = """
            [{"Config":"\(hexA).json","RepoTags":["app:latest","app:1"],"Layers":["\(hexB)/layer.tar","x/layer.tar"],
              "Parent":"sha256:\(hexB)","Future":[{}]},
             {"Config":"c.json","RepoTags":null,"Layers":null}]
            """
        let entries = try DockerManifestEntry.list(parsing: Array(text.utf8))
        #expect(entries.count == 2)
        #expect(entries[0].config == hexA + ".json")
        #expect(entries[0].repoTags == ["app:latest", "app:1"])
        #expect(entries[0].layers == [hexB + "/layer.tar", "x/layer.tar"])
        #expect(entries[0].parent == "sha256:" + hexB)
        #expect(entries[1].repoTags == [] && entries[1].layers == [])
    }

    @Test func readsJibsLowerCaseAndDocker25sSources() throws {
        let jib = #"[{"config":"config.json","repoTags":["app:1"],"layers":["a.tar.gz"]}]"#
        #expect(try DockerManifestEntry.list(parsing: Array(jib.utf8))[0].layers == ["a.tar.gz"])
        let docker = """
            [{"Config":"blobs/sha256/\(hexA)","RepoTags":["a:1"],"Layers":["blobs/sha256/\(hexB)"],"LayerSources":
            {"sha256:\(hexB)":{"mediaType":"application/vnd.oci.image.layer.v1.tar","size":2048,"digest":"sha256:\(hexB)"}}}]
            """
        let entry = try DockerManifestEntry.list(parsing: Array(docker.utf8))[0]
        let diffID = try #require(Digest("sha256:" + hexB))
        #expect(entry.layerSources[diffID]?.size == 2_048)
        #expect(entry.layerSources[diffID]?.isForeign == false)
    }

    @Test(arguments: [
        ("{}", ""), ("[1]", "/0"), (#"[{"Layers":[]}]"#, "/0/Config"), (#"[{"Config":1}]"#, "/0/Config"),
        (#"[{"Config":"c","Layers":"x"}]"#, "/0/Layers"), (#"[{"Config":"c","Layers":["x",1]}]"#, "/0/Layers/1"),
        (#"[{"Config":"c","RepoTags":{}}]"#, "/0/RepoTags"),
        (#"[{"Config":"c","LayerSources":[]}]"#, "/0/LayerSources"),
        (#"[{"Config":"c","LayerSources":{"a/b~":{}}}]"#, "/0/LayerSources/a~1b~0"),
    ])
    func refusesManifests(text: String, pointer: String) {
        #expect {
            try DockerManifestEntry.list(parsing: Array(text.utf8))
        } throws: { error in
            (error as? FormatError)?.pointer == pointer
        }
    }

    // MARK: OCI

    @Test func readsIndexesOfContainerdAndBuildKit() throws {
        let text = """
            {"schemaVersion":2,"mediaType":"\(MediaType.ociIndex)","manifests":[
              {"mediaType":"\(MediaType.ociManifest)","digest":"sha256:\(hexA)","size":480,
               "platform":{"architecture":"arm64","os":"linux","variant":"v8"},
               "annotations":{"io.containerd.image.name":"docker.io/library/app:1","org.opencontainers.image.ref.name":"1"}},
              {"mediaType":"\(MediaType.ociManifest)","digest":"sha256:\(hexB)","size":566,
               "annotations":{"vnd.docker.reference.digest":"sha256:\(hexA)",
                 "vnd.docker.reference.type":"attestation-manifest"},
               "platform":{"architecture":"unknown","os":"unknown"}}]}
            """
        let index = try ImageIndex(parsing: Array(text.utf8), document: "index.json")
        #expect(index.manifests.count == 2)
        #expect(index.manifests[0].platform?.description == "linux/arm64")
        #expect(index.manifests[0].name == "docker.io/library/app:1")
        #expect(!index.manifests[0].isAttestation && index.manifests[0].attestedDigest == nil)
        #expect(index.manifests[1].isAttestation && index.manifests[1].platform?.os == "unknown")
        #expect(index.manifests[1].attestedDigest == index.manifests[0].digest)
        #expect(try ImageIndex(parsing: Array(#"{"manifests":[]}"#.utf8), document: "x").manifests.isEmpty)
    }

    @Test func readsManifestsAndTellsArtifactsApart() throws {
        func manifest(_ configType: String, _ layerType: String, _ more: String = "") throws -> ImageManifest {
            let text = """
                {"schemaVersion":2,"config":{"mediaType":"\(configType)","digest":"sha256:\(hexA)","size":7},
                 "layers":[{"mediaType":"\(layerType)","digest":"sha512:\(hexB)\(hexB)","size":0,"urls":["https://x"]}]\(more)}
                """
            return try ImageManifest(parsing: Array(text.utf8), document: "m")
        }
        let image = try manifest(MediaType.ociConfig, "application/vnd.oci.image.layer.v1.tar+zstd")
        #expect(image.isImage && !image.isAttestation)
        #expect(image.layers[0].digest.algorithm == .sha512)
        let docker = try manifest(MediaType.dockerConfig, "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")
        #expect(docker.isImage && docker.layers[0].isForeign && docker.layers[0].urls == ["https://x"])
        let attestation = try manifest(MediaType.ociConfig, MediaType.inToto)
        #expect(attestation.isAttestation && !attestation.isImage)
        let chart = try manifest(
            "application/vnd.cncf.helm.config.v1+json", "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            #","artifactType":"x/y","annotations":{"a":"b","c":1}"#)
        #expect(!chart.isImage && chart.artifactType == "x/y" && chart.annotations == ["a": "b"])
        let faulty = #"{"config":{"digest":"sha256:\#(hexA)","size":1},"layers":null}"#
        #expect(try ImageManifest(parsing: Array(faulty.utf8), document: "m").layers.isEmpty)
    }

    @Test func isStrictAboutDigestsAndSizes() {
        #expect(fault(ImageManifest.self, #"{"layers":[]}"#)?.pointer == "/config")
        let short = fault(ImageManifest.self, #"{"config":{"digest":"sha256:12","size":1}}"#)
        #expect(short?.code == .digest)
        #expect(short?.description == "doc: “sha256:12” is no sha256 or sha512 digest (at /config/digest)")
        for size in ["-1", "1.5", "\"7\"", "null", "9223372036854775808"] {
            let error = fault(ImageManifest.self, #"{"config":{"digest":"sha256:\#(hexA)","size":\#(size)}}"#)
            #expect(error?.pointer == "/config/size")
        }
        #expect(fault(ImageIndex.self, #"{"manifests":{}}"#)?.code == .type)
        #expect(fault(ImageIndex.self, "{}")?.code == .missing)
        let json = fault(ImageIndex.self, #"{"manifests": ["#)
        #expect(json?.code == .json && json?.offset == 15 && json?.pointer == nil)
        #expect(json?.description.hasPrefix("doc is not JSON: ") == true)
    }

    // MARK: Config

    @Test func readsAWholeConfig() throws {
        let text = """
            {"architecture":"amd64","os":"linux","created":"2024-01-02T03:04:05Z","author":"Ann","docker_version":"24.0.7",
             "container_config":{"Cmd":["/bin/sh","-c","#(nop) CMD"]},
             "config":{"User":"app","ExposedPorts":{"80/tcp":{},"22/tcp":{}},"Env":["A=1","A=2","EMPTY="],"Cmd":["node","x.js"],
               "Entrypoint":["tini","--"],"Volumes":{"/data":{}},"WorkingDir":"/app","Labels":{"k":"v"},"StopSignal":"SIGTERM",
               "Shell":["/bin/bash","-c"],"OnBuild":["RUN x"],
               "Healthcheck":{"Test":["CMD","curl"],"Interval":30000000000,"Timeout":3000000000,"StartPeriod":10000000000,
               "Retries":3}},
             "rootfs":{"type":"layers","diff_ids":["sha256:\(hexA)","sha256:\(hexB)"]},
             "history":[{"created":"2024","created_by":"ADD x /","comment":"buildkit.dockerfile.v0"},
               {"created_by":"CMD x","empty_layer":true,"author":"Ann"}]}
            """
        let config = try ImageConfig(parsing: Array(text.utf8), document: "config")
        #expect(config.platform?.description == "linux/amd64")
        #expect(config.diffIDs.map(\.hex) == [hexA, hexB])
        #expect(config.history.map(\.emptyLayer) == [false, true])
        #expect(config.config.user == "app" && config.config.exposedPorts == ["22/tcp", "80/tcp"])
        #expect(config.config.environment("A") == "2" && config.config.environment("EMPTY") == "")
        #expect(config.config.environment("B") == nil)
        #expect(config.config.entrypoint == ["tini", "--"] && config.config.cmd == ["node", "x.js"])
        #expect(config.config.volumes == ["/data"] && config.config.labels == ["k": "v"])
        #expect(config.config.healthcheck?.interval == 30_000_000_000 && config.config.healthcheck?.retries == 3)
        #expect(config.config.healthcheck?.isDisabled == false)
        #expect(config.containerConfig?.cmd.last == "#(nop) CMD")
        #expect(config.author == "Ann" && config.dockerVersion == "24.0.7")
    }

    @Test func isLenientWhereWritersDiffer() throws {
        func config(_ inner: String) throws -> ContainerConfig {
            try ImageConfig(parsing: Array(#"{"config":\#(inner)}"#.utf8), document: "config").config
        }
        #expect(try config(#"{"Entrypoint":"/run.sh x","Cmd":"a"}"#).entrypoint == ["/run.sh x"])
        #expect(try config(#"{"entrypoint":["a"],"CMD":null,"env":null,"Labels":null}"#).entrypoint == ["a"])
        #expect(try config(#"{"Env":{"A":"1"},"ExposedPorts":["80/tcp"],"User":7}"#).env == ["A=1"])
        #expect(try config(#"{"ExposedPorts":["80/tcp"]}"#).exposedPorts == ["80/tcp"])
        #expect(try config(#"{"Labels":{"a":"b","c":5}}"#).labels == ["a": "b"])
        #expect(try config("null") == ContainerConfig())
        let empty = try ImageConfig(parsing: Array("{}".utf8), document: "config")
        #expect(empty.diffIDs.isEmpty && empty.platform == nil && empty.history.isEmpty)
        #expect(fault(ImageConfig.self, #"{"config":[]}"#)?.pointer == "/config")
        #expect(fault(ImageConfig.self, #"{"rootfs":{"diff_ids":"x"}}"#)?.pointer == "/rootfs/diff_ids")
        #expect(fault(ImageConfig.self, #"{"rootfs":{"diff_ids":["md5:00"]}}"#)?.pointer == "/rootfs/diff_ids/0")
        #expect(fault(ImageConfig.self, #"{"history":[1]}"#)?.pointer == "/history/0")
    }

    // MARK: Docker before 1.10

    @Test func readsTheLegacyChain() throws {
        let repositories = #"{"app":{"1":"\#(hexA)","latest":"\#(hexB)"},"none":null}"#
        let names = try LegacyRepositories(parsing: Array(repositories.utf8), document: "repositories")
        #expect(names.entries.map(\.reference) == ["app:1", "app:latest"])
        #expect(names.entries[1].id == hexB)
        #expect(fault(LegacyRepositories.self, #"{"app":{"1":"../x"}}"#)?.pointer == "/app/1")
        let json = """
            {"id":"\(hexA)","parent":"\(hexB)","container_config":{"Cmd":["/bin/sh","-c","#(nop) USER a"]},
             "config":{"User":"a"},"architecture":"amd64","os":"linux","Size":0}
            """
        let layer = try LegacyImageJSON(parsing: Array(json.utf8), document: "json")
        #expect(layer.parent == hexB && layer.config.user == "a" && layer.platform?.description == "linux/amd64")
        #expect(Instruction(layer.historyEntry).text == "USER a")
    }

    // MARK: Every writer's archive

    @Test(arguments: ArchiveShape.all)
    func everyDocumentOfEveryWriterIsKnownAndReadable(shape: ArchiveShape) throws {
        var image = ImageBuilder("app:1")
        image.layer("ADD file:\(hexA) in /") { $0.file("/a", "a") }
        image.instruction("CMD [\"sh\"]")
        image.layer("COPY . /app # buildkit") { $0.file("/app/b", "b") }
        image.user = "1001"
        image.entrypoint = "plain string"
        image.healthcheck = ["Test": ["NONE"]]
        let archive = ImageArchive([image], shape)
        var kinds: [DocumentKind: Int] = [:]
        for member in archive.members where member.content.first == UInt8(ascii: "{") || member.content.first == 0x5B {
            let value = try JSONReader.parse(member.content)
            let kind = DocumentKind(of: value)
            kinds[kind, default: 0] += 1
            let name = String(decoding: member.name, as: UTF8.self)
            switch kind {
            case .dockerManifest:
                let entry = try #require(DockerManifestEntry.list(value, document: name).first)
                #expect(entry.repoTags == ["app:1"] && entry.layers.count == 2)
            case .index: #expect(try !ImageIndex(value, document: name).manifests.isEmpty)
            case .manifest: #expect(try !ImageManifest(value, document: name).layers.isEmpty)
            case .config:
                let config = try ImageConfig(value, document: name)
                guard let platform = config.platform, platform.os != "unknown" else { continue }
                #expect(config.diffIDs == archive.images[0].layers.map(\.diffID))
                #expect(config.config.user == "1001" && config.config.entrypoint == ["plain string"])
                #expect(config.config.healthcheck?.isDisabled == true)
                let history = History.map(config.history, layerCount: 2)
                #expect(history.isKnown)
                if shape != .nix { #expect(history.instruction(ofLayer: 1)?.text == "COPY . /app") }
            case .layoutMarker: #expect(value["imageLayoutVersion"] == "1.0.0")
            case .repositories:
                #expect(try LegacyRepositories(value, document: name).entries.map(\.reference) == ["app:1"])
            case .legacyImage: #expect(try LegacyImageJSON(value, document: name).id.utf8.count == 64)
            case .statement: _ = try Attestation(value, document: name)
            case .unknown: Issue.record("\(name) is not recognised")
            }
        }
        let expected: [DocumentKind: Int] =
            switch shape {
            case .dockerLegacy: [.repositories: 1, .legacyImage: 3]
            case .docker24, .podman: [.dockerManifest: 1, .repositories: 1, .config: 1, .legacyImage: 2]
            case .docker25:
                [
                    .dockerManifest: 1, .repositories: 1, .config: 1, .legacyImage: 2, .index: 1, .manifest: 1,
                    .layoutMarker: 1,
                ]
            case .containerdStore:
                [.dockerManifest: 1, .config: 2, .index: 2, .manifest: 2, .layoutMarker: 1, .statement: 1]
            case .ociArchive: [.config: 1, .index: 1, .manifest: 1, .layoutMarker: 1]
            case .crane, .jib, .rulesOCI, .nix: [.dockerManifest: 1, .config: 1]
            }
        #expect(kinds == expected)
    }

    @Test func damagedDocumentsNeverTrap() throws {
        var image = ImageBuilder("app:1")
        image.layer("RUN |1 A=b /bin/sh -c x # buildkit") { $0.file("/a", "a") }
        image.healthcheck = ["Test": ["CMD", "x"], "Interval": 5]
        let archive = ImageArchive([image], .containerdStore)
        var random: UInt64 = 11
        func next(_ limit: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % limit
        }
        let documents = archive.members.map(\.content).filter { $0.first == UInt8(ascii: "{") || $0.first == 0x5B }
        let tokens = ["null", "1", "\"\"", "[]", "{}", "-1", "\"sha256:\"", "[null]", "true"]
        var refused = 0
        for round in 0..<1_500 {
            var bytes = documents[round % documents.count]
            // A value replaced by another keeps the text JSON, which reaches deeper than flipped bytes.
            let colons = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") && bytes[$0 - 1] == UInt8(ascii: "\"") }
            let colon = colons[next(colons.count)]
            let end = bytes[colon...].firstIndex { [0x2C, 0x7D, 0x5D].contains($0) } ?? bytes.endIndex
            bytes.replaceSubrange((colon + 1)..<end, with: Array(tokens[next(tokens.count)].utf8))
            guard let value = try? JSONReader.parse(bytes) else { continue }
            _ = DocumentKind(of: value)
            do throws(FormatError) {
                _ = try? DockerManifestEntry.list(value, document: "x")
                _ = try? LegacyRepositories(value, document: "x")
                _ = try? LegacyImageJSON(value, document: "x")
                _ = try? Attestation(value, document: "x")
                _ = try? ImageIndex(value, document: "x")
                _ = try? ImageConfig(value, document: "x")
                _ = try ImageManifest(value, document: "x")
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
            }
        }
        #expect(refused > 100)
    }
}
