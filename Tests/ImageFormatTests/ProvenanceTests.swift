// SPDX-License-Identifier: Apache-2.0
import Digests
import ImageFormat
import JSONText
import Testing

@Suite struct ProvenanceTests {
    private let hex = String(repeating: "c3", count: 32)
    private let commit = String(repeating: "4", count: 40)

    private func provenance(_ text: String) throws -> Provenance? {
        guard case .provenance(let value) = try Attestation(parsing: Array(text.utf8), document: "statement") else {
            return nil
        }
        return value
    }

    @Test func readsBuildKitsFirstForm() throws {
        let text = """
            {"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.2",
             "subject":[{"name":"pkg:docker/app@1","digest":{"sha256":"\(hex)"}}],
             "predicate":{"builder":{"id":"https://ci.example/run/7"},"buildType":"https://mobyproject.org/buildkit@v1",
              "materials":[
               {"uri":"pkg:docker/docker/dockerfile@1","digest":{"sha256":"\(hex)"}},
               {"uri":"pkg:docker/node@20-alpine?platform=linux%2Famd64","digest":{"sha256":"\(hex)"}},
               {"uri":"https://example.org/x.tar.gz","digest":{"sha256":"\(hex)"}},
               {"uri":"pkg:docker/registry.example.org:5000/team/base@1.0?platform=linux%2Farm64","digest":{}}],
              "invocation":{"configSource":{"uri":"https://git.example/app.git#main","digest":{"sha1":"\(commit)"},
                "entryPoint":"Dockerfile"},
               "parameters":{"frontend":"dockerfile.v0","args":{"build-arg:B":"two","build-arg:A":"1","target":"x"}}},
              "metadata":{"https://mobyproject.org/buildkit@v1#metadata":{"vcs":{"source":"git@git.example:app.git",
                "revision":"\(commit)-dirty"}}}}}
            """
        let result = try #require(try provenance(text))
        #expect(result.builderID == "https://ci.example/run/7")
        #expect(result.images.count == 3)
        #expect(result.baseImages.map(\.name) == ["node:20-alpine", "registry.example.org:5000/team/base:1.0"])
        #expect(result.baseImages[0].digest?.hex == hex && result.baseImages[0].platform?.description == "linux/amd64")
        #expect(result.baseImages[1].digest == nil)
        #expect(result.sourceRepository == "git@git.example:app.git" && result.sourceRevision == commit + "-dirty")
        #expect(result.buildArguments.map { $0.name + "=" + $0.value } == ["A=1", "B=two"])
    }

    @Test func readsSLSAv1() throws {
        let text = """
            {"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1","subject":[],
             "predicate":{"buildDefinition":{"buildType":"x","externalParameters":{
                "configSource":{"uri":"https://git.example/app.git#refs/heads/main","digest":{"sha1":"\(commit)"}},
                "request":{"frontend":"dockerfile.v0","args":{"build-arg:V":"9"}}},
               "resolvedDependencies":[{"uri":"pkg:docker/golang@sha256:\(hex)?platform=linux%2Famd64"}]},
              "runDetails":{"builder":{"id":""},"metadata":{"invocationId":"i"}}}}
            """
        let result = try #require(try provenance(text))
        #expect(result.builderID == nil)
        #expect(result.baseImages.map(\.name) == ["golang"])
        #expect(result.baseImages[0].digest?.hex == hex)
        #expect(result.sourceRepository == "https://git.example/app.git" && result.sourceRevision == commit)
        #expect(result.buildArguments.map(\.value) == ["9"])
    }

    @Test func aSingleBaseImageNamesTheBase() throws {
        let text = """
            {"predicateType":"https://slsa.dev/provenance/v0.2","predicate":{"materials":[
              {"uri":"pkg:docker/alpine@3.20?digest=sha256:\(hex)&platform=linux%2Famd64"}]}}
            """
        let history = History.map(
            [
                HistoryEntry(createdBy: "ADD x /"), HistoryEntry(createdBy: "CMD [\"sh\"]", emptyLayer: true),
                HistoryEntry(createdBy: "COPY . /app # buildkit"),
            ], layerCount: 2)
        let split = BaseSplit.guess(history, provenance: try provenance(text))
        #expect(
            split.layers == 1 && split.how == .provenance && split.name == "alpine:3.20" && split.digest?.hex == hex)
    }

    @Test func otherStatementsAreToldApart() throws {
        func read(_ type: String) throws -> Attestation {
            try Attestation(["predicateType": .string(type)], document: "x")
        }
        #expect(try read("https://spdx.dev/Document") == .sbom("https://spdx.dev/Document"))
        #expect(try read("https://cyclonedx.org/bom") == .sbom("https://cyclonedx.org/bom"))
        #expect(try read("https://example.org/test") == .other("https://example.org/test"))
        #expect(throws: FormatError.self) { try Attestation([:], document: "x") }
        #expect(throws: FormatError.self) { try read("https://slsa.dev/provenance/v1") }
    }
}
