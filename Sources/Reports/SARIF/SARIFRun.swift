// SPDX-License-Identifier: Apache-2.0

import Checks
import Findings
import JSONText

/// One run: the tool with its rules, and the results of one image (of all, when there are too many for a run each).
struct SARIFRun {
    private let report: Report
    private let images: [ImageReport]
    private let rules: SARIFRules

    /// Tells runs of one file apart, and the runs of one image from build to build: no tag in it.
    private let identity: String

    init(report: Report, images: Range<Int>) {
        self.report = report
        self.images = Array(report.images[images])
        rules = SARIFRules(self.images.flatMap(\.findings))
        guard images.count == 1, let image = self.images.first else {
            identity = "dunnage/"
            return
        }
        let name = [image.reference.map(SARIFText.repository) ?? "image", image.platform].compactMap(\.self)
        let number = report.images.count > 1 ? ["\(images.lowerBound)"] : []
        identity = SARIFText.uri((["dunnage"] + name + number).joined(separator: "/")) + "/"
    }

    func write(to json: inout JSONWriter) {
        json.object("tool", report.tool) { json, tool in
            json.object("driver", tool) { json, tool in
                json.member("name", tool.name)
                json.member("version", tool.version)
                json.member("semanticVersion", tool.version)
                json.list("rules", rules.descriptors) { json, rule in rule.write(to: &json) }
            }
        }
        json.object("automationDetails", identity) { json, identity in json.member("id", identity) }
        json.list("invocations", [0]) { json, _ in writeInvocation(to: &json) }
        json.member("columnKind", "unicodeCodePoints")
        json.object("originalUriBaseIds", "%SRCROOT%") { json, name in
            json.object(name, "root") { json, _ in
                json.object("description", "") { json, _ in
                    json.member("text", "The root of the repository that the Dockerfile lies in.")
                }
            }
        }
        json.list("results", results) { json, result in
            write(result.finding, of: result.image, ordinal: result.ordinal, to: &json)
        }
        if let image = images.first, images.count == 1 { writeProperties(of: image, to: &json) }
    }

    private func writeInvocation(to json: inout JSONWriter) {
        json.member(
            "executionSuccessful", report.unread.isEmpty && images.allSatisfy { $0.verdict.status != .incomplete })
        let gaps = images.flatMap { image in image.gaps.map { (level: "error", text: "\(image.title): \($0)") } }
        let warnings = report.warnings.map { warning in
            (
                level: warning.code == Warning.unread ? "error" : "warning",
                text: (warning.where.map { $0 + ": " } ?? "") + warning.message
            )
        }
        json.list("toolExecutionNotifications", Array((gaps + warnings).prefix(1_000))) { json, notice in
            json.member("level", notice.level)
            SARIFText.message(notice.text, to: &json)
        }
    }

    private func writeProperties(of image: ImageReport, to json: inout JSONWriter) {
        json.object("properties", image) { json, image in
            json.member("image", image.reference.map(TerminalText.escape))
            json.member("imageID", image.id.map(TerminalText.escape))
            json.member("manifestDigest", image.manifestDigest)
            json.member("platform", image.platform.map(TerminalText.escape))
            let label = image.config.labels["org.opencontainers.image.revision"]
            json.member("revision", (image.provenance?.revision ?? label).map(TerminalText.escape))
            json.member("size", image.totals.size)
            json.member("live", image.totals.live)
            json.member("dead", image.totals.dead)
            json.member("verdict", image.verdict.status.rawValue)
            // No place of an image is a limit's, so it is no result; yet it may be all that made the image fail.
            let broken = image.verdict.brokenLimits.map { "\($0.title): \($0.comparison)" }
            if !broken.isEmpty { json.member("brokenLimits", broken.map(TerminalText.escape)) }
        }
    }

    private typealias Result = (finding: Finding, image: ImageReport, ordinal: Int)

    /// Worst first, since forges show the first few thousand; equal fingerprints are counted apart.
    private var results: [Result] {
        var results: [Result] = []
        for image in images {
            var seen: [String: Int] = [:]
            for severity in SeverityText.worstFirst {
                for finding in image.findings where finding.severity == severity {
                    let ordinal = seen[finding.fingerprint, default: 0] + 1
                    seen[finding.fingerprint] = ordinal
                    results.append((finding, image, ordinal))
                }
            }
        }
        return Array(results.prefix(SARIFReport.mostResults))
    }

    private func write(_ finding: Finding, of image: ImageReport, ordinal: Int, to json: inout JSONWriter) {
        json.member("ruleId", SARIFRules.id(of: finding))
        json.member("ruleIndex", rules.index(of: finding))
        json.member("level", SARIFText.level(finding.severity))
        json.member("rank", finding.severity.rank * 25)
        let lines = image.lines(of: finding)
        var sentence = FindingText.sentence(finding)
        if images.count > 1 { sentence = "\(image.title): \(sentence)" }
        if lines == nil, let dockerfile = image.dockerfile {
            sentence += ". No line of \(dockerfile.path) fits, so this points at the image"
        }
        SARIFText.message(sentence, to: &json)
        json.list("locations", [finding]) { json, finding in
            json.object("physicalLocation", lines ?? 1...1) { json, shown in
                json.object("artifactLocation", shown) { json, _ in
                    if lines != nil, let dockerfile = image.dockerfile {
                        json.member("uri", SARIFText.uri(dockerfile.path))
                        json.member("uriBaseId", "%SRCROOT%")
                    } else {
                        json.member("uri", SARIFText.uri(image.reference.map(SARIFText.repository) ?? "image"))
                    }
                }
                json.object("region", shown) { json, shown in
                    json.member("startLine", shown.lowerBound)
                    json.member("endLine", shown.upperBound)
                }
            }
            let places = names(of: finding)
            if !places.isEmpty {
                json.list("logicalLocations", places) { json, place in
                    json.member("fullyQualifiedName", place)
                    json.member("kind", "resource")
                }
            }
        }
        json.object("partialFingerprints", finding.fingerprint) { json, fingerprint in
            // The only one that GitHub reads. It stays the same when layers, lines and tags move.
            json.member(
                "primaryLocationLineHash",
                SARIFText.hash(image.reference.map(SARIFText.repository) ?? "", fingerprint) + ":\(ordinal)")
            json.member("dunnageFinding/v1", TerminalText.escape(fingerprint) + ":\(ordinal)")
        }
        if let reason = finding.suppressedBy {
            json.list("suppressions", [reason]) { json, reason in
                json.member("kind", "external")
                json.member("justification", TerminalText.escape(reason))
            }
        }
        json.object("properties", finding) { json, finding in
            json.member("severity", finding.severity.rawValue)
            json.member("kind", TerminalText.escape(finding.kind))
            json.member("category", finding.category.rawValue)
            json.member("origin", finding.origin.rawValue)
            json.member("layer", finding.layer)
            json.member("bytes", finding.bytes)
            json.member("state", finding.state.rawValue)
            json.member("fix", finding.fix)
        }
    }

    /// Where it lies in the image, each place once: a file in two layers is one place.
    private func names(of finding: Finding) -> [String] {
        var seen: Set<String> = []
        return finding.locations.prefix(SARIFReport.mostLocations).map { TerminalText.escape(PlaceText.place($0)) }
            .filter { seen.insert($0).inserted }
    }
}
