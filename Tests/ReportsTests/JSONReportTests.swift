// SPDX-License-Identifier: Apache-2.0

import JSONText
import Reports
import TestSupport
import Testing

@Suite struct JSONReportTests {
    private let validator: SchemaValidator

    init() throws {
        validator = try SchemaValidator(documented: "report")
    }

    private var samples: [Report] {
        [
            Samples.report(
                [Samples.badNode, Samples.clean, Samples.incomplete, Samples.scratch, Samples.empty],
                warnings: [
                    Warning(code: "package-db-skipped", message: "larger than 64 MB", where: "layer 1"),
                    Warning(code: "a", message: "b"),
                ]),
            Samples.report([Samples.hostile, Samples.endless]),
            Report(tool: Samples.tool),
        ]
    }

    @Test func everySampleIsValid() throws {
        for report in samples {
            let violations = validator.violations(of: try JSONReader.parse(JSONReport.bytes(of: report)))
            #expect(violations.isEmpty)
        }
    }

    @Test func goldenDocuments() throws {
        func expect(_ images: [ImageReport], _ name: String) throws {
            try Golden.expect(String(decoding: JSONReport.bytes(of: Samples.report(images)), as: UTF8.self), name)
        }
        try expect([Samples.badNode], "bad-node.json")
        try expect([Samples.incomplete, Samples.empty], "incomplete.json")
        try expect([Samples.hostile], "hostile.json")
    }

    /// The contract, key by key and in its order.
    @Test func keysAreTheContract() throws {
        let document = try JSONReader.parse(JSONReport.bytes(of: samples[0]))
        func keys(_ value: JSONValue?) -> String {
            (value?.objectValue?.members ?? []).map(\.key).joined(separator: " ")
        }
        #expect(keys(document) == "schema tool archives images summary warnings")
        #expect(document["schema"] == "dunnage.report/1")
        #expect(keys(document["summary"]) == "images layers uniqueLayers size uniqueSize counts verdicts")
        #expect(keys(document["tool"]) == "name version")
        #expect(keys(document["archives"]?.arrayValue?.first) == "source format compression")
        #expect(keys(document["warnings"]?.arrayValue?.first) == "code message where")
        let image = document["images"]?.arrayValue?.first
        #expect(
            keys(image)
                == "archive reference references id manifestDigest platform created complete config totals reclaimable "
                + "base efficiency layers packages findings fixes verdict")
        #expect(
            keys(image?["config"])
                == "user effectiveUser entrypoint cmd starts env workingDir healthcheck exposedPorts volumes labels")
        #expect(keys(image?["config"]?["effectiveUser"]) == "uid gid name")
        #expect(
            keys(image?["totals"])
                == "files size live dead storedSize pullSize pullSizeIsEstimate duplicates reclaimable dockerfileEstimate "
                + "slimEstimate")
        #expect(keys(image?["totals"]?["reclaimable"]) == "byDockerfile byBase")
        #expect(keys(image?["reclaimable"]?.arrayValue?.first) == "category by bytes files")
        #expect(keys(image?["base"]) == "layers how name digest")
        #expect(keys(image?["efficiency"]) == "score wastedBytes userWastedPercent")
        #expect(
            keys(image?["layers"]?.arrayValue?.first)
                == "index digest diffID verified compression files size tarSize storedSize live dead instruction createdBy "
                + "base")
        #expect(keys(image?["packages"]?.arrayValue?.first) == "ecosystem name version files bytes layer keptFor")
        let finding = image?["findings"]?.arrayValue?.first
        #expect(
            keys(finding)
                == "rule kind severity category message remedy fix layer path line bytes state removedIn evidence origin "
                + "fingerprint suppressedBy locations locationsCut")
        #expect(keys(finding?["locations"]?.arrayValue?.first) == "path line layer state bytes")
        #expect(keys(image?["fixes"]?.arrayValue?.first) == "id title remedy layer bytes severity")
        #expect(keys(image?["verdict"]?["suppressed"]) == "allow ignore base baseline")
        #expect(
            keys(image?["verdict"])
                == "status failOn profile rulesVersion counts suppressed budgets baseline dive deployment")
        #expect(keys(image?["verdict"]?["counts"]) == "critical high medium low info")
        #expect(keys(image?["verdict"]?["budgets"]?.arrayValue?.first) == "name limit actual ok cause")
    }

    @Test func unknownIsNull() throws {
        let document = try JSONReader.parse(JSONReport.bytes(of: Samples.report([Samples.empty])))
        let image = try #require(document["images"]?.arrayValue?.first)
        for key in ["manifestDigest", "created", "efficiency"] { #expect(image[key] == .null) }
        #expect(image["config"]?["user"] == .null)
        #expect(image["config"]?["entrypoint"] == .null)
        #expect(image["totals"]?["pullSize"] == .null)
        #expect(image["totals"]?["pullSizeIsEstimate"] == .null)
    }

    @Test func theValidatorFindsWhatIsWrong() throws {
        let valid = try JSONReader.parse(JSONReport.bytes(of: samples[0]))
        func violations(_ change: (inout JSONObject) -> Void) -> [String] {
            var object = valid.objectValue ?? JSONObject()
            change(&object)
            return validator.violations(of: .object(object))
        }
        #expect(violations { $0.set("schema", "dunnage.report/2") }.count == 1)
        #expect(violations { $0.set("tool", nil) } == ["$: no tool"])
        #expect(violations { $0.set("extra", 1) } == ["$.extra: not allowed"])
        #expect(violations { $0.set("tool", ["name": 1, "version": "1"]) }.count == 1)
        #expect(violations { $0.set("warnings", [["code": "a", "message": .null, "where": .null]]) }.count == 1)
        #expect(
            violations { $0.set("archives", [["source": "a", "format": "zip", "compression": "none"]]) }.count == 1)
        #expect(violations { $0.set("images", [1]) }.isEmpty == false)
    }

    @Test func randomReportsAreDeterministicJSON() throws {
        for seed in 0..<20 {
            var first = SeededGenerator(seed: UInt64(seed))
            var second = SeededGenerator(seed: UInt64(seed))
            let bytes = JSONReport.bytes(of: RandomReport.make(&first))
            #expect(bytes == JSONReport.bytes(of: RandomReport.make(&second)))
            _ = try JSONReader.parse(bytes)
        }
    }
}
