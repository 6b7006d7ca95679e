// SPDX-License-Identifier: Apache-2.0

import Findings

/// One image's section of the page.
struct HTMLImage {
    let image: ImageReport
    let number: Int

    func write(to page: inout HTMLText) {
        page.add("<section class=\"image\" id=\"image-\(number)\">\n")
        addHead(to: &page)
        addVerdict(to: &page)
        addNumbers(to: &page)
        addBudgets(to: &page)
        addSecrets(to: &page)
        addFixes(to: &page)
        addLayers(to: &page)
        page.add("<div class=\"layer-place\"></div>\n")
        if image.files != nil {
            page.add("<h2>The final tree</h2>\n<div class=\"map-place\">\(HTMLImage.needsScript)</div>\n")
        }
        page.add("<h2>Findings</h2>\n<div class=\"findings-place\">\(HTMLImage.needsScript)</div>\n")
        if image.files != nil {
            page.add("<h2>Files</h2>\n<div class=\"files-place\">\(HTMLImage.needsScript)</div>\n")
        }
        page.add("<script type=\"application/json\">")
        page.add(bytes: HTMLData.bytes(of: image))
        page.add("</script>\n</section>\n")
    }

    private static let needsScript = "<noscript><p>This part needs JavaScript.</p></noscript>"

    var counted: [Finding] { image.findings.filter { $0.suppressedBy == nil } }

    private func addHead(to page: inout HTMLText) {
        page.element("h1", "dir=\"ltr\"", image.title)
        var facts = [image.platform, image.distribution].compactMap(\.self)
        facts.append(ByteText.count(image.layers.count, "layer"))
        if let user = image.config.effectiveUser {
            let name = user.name ?? user.uid.map(String.init) ?? "an unknown user"
            facts.append(user.isRoot ? "runs as root" : "runs as \(name)")
        }
        if let name = image.base.name { facts.append("base \(name)") }
        if let created = image.created { facts.append("created \(created)") }
        page.add("<p class=\"facts\">")
        for fact in facts { page.element("span", "", fact) }
        if let id = image.shortID { page.add("<span><code>\(HTMLText.escape(id))</code></span>") }
        page.add("</p>\n")
        if !image.config.starts.isEmpty {
            page.add("<p class=\"starts\">starts ")
            page.element("code", "", image.config.starts.map(TerminalText.folded).joined(separator: " → "))
            page.add("</p>\n")
        }
    }

    private func addVerdict(to page: inout HTMLText) {
        let verdict = image.verdict
        page.add("<div class=\"verdict \(verdict.status.rawValue)\" role=\"status\"><b>")
        page.add(verdict.status.rawValue.uppercased() + "</b>")
        for severity in SeverityText.worstFirst where verdict.counts[severity] > 0 {
            page.add(
                " <span class=\"badge \(severity.rawValue)\">\(verdict.counts[severity]) \(severity.rawValue)</span>")
        }
        if SeverityText.worstFirst.allSatisfy({ verdict.counts[$0] == 0 }) { page.add(" <span>no findings</span>") }
        let gate = verdict.failOn.map { "gate: fail-on \($0.rawValue)" } ?? "gate: never fails"
        page.add("<span class=\"gate\">\(gate)</span></div>\n")
        for gap in image.gaps.prefix(20) {
            page.add("<p><b>Not complete:</b> ")
            page.text(gap)
            page.add("</p>\n")
        }
    }

    private func addNumbers(to page: inout HTMLText) {
        let totals = image.totals
        var numbers = [
            (ByteText.text(totals.size), "size of all layers"), (ByteText.text(totals.live), "live in the final tree"),
            (ByteText.text(totals.dead), "dead: ships unseen"), (ByteText.count(totals.files), "files"),
        ]
        if let pull = totals.pullSize {
            numbers.append(
                (totals.pullSizeIsApproximate ? ByteText.approximate(pull) : ByteText.text(pull), "to pull"))
        }
        if let estimate = totals.dockerfileEstimate, totals.reclaimable.byDockerfile > 0 {
            numbers.append((ByteText.text(estimate), "after the fixes below"))
        }
        if let slim = totals.slimEstimate, totals.reclaimable.byBase >= 1_000_000 {
            numbers.append((ByteText.text(slim), "and on a slimmer base"))
        }
        page.add("<ul class=\"numbers\">")
        for (number, name) in numbers { page.add("<li><strong>\(number)</strong><span>\(name)</span></li>") }
        page.add("</ul>\n")
    }

    private func addBudgets(to page: inout HTMLText) {
        let limits = image.verdict.limits
        guard !limits.isEmpty else { return }
        page.add("<h2>Budgets</h2>\n<div class=\"wide\"><table class=\"stack\"><thead><tr><th>budget</th>")
        page.add(
            "<th class=\"number\">limit</th><th class=\"number\">actual</th><th>verdict</th></tr></thead><tbody>\n")
        for limit in limits {
            page.add("<tr><td>")
            page.element("code", "", limit.name)
            page.add("</td><td class=\"number\">\(limit.bound)</td>")
            page.add("<td class=\"number\">\(limit.actual)</td>")
            page.add(limit.ok ? "<td>ok</td></tr>\n" : "<td class=\"critical\"><b>broken</b></td></tr>\n")
        }
        page.add("</tbody></table></div>\n")
    }

    private func addSecrets(to page: inout HTMLText) {
        let secrets = counted.filter { $0.category == .secret && $0.severity >= .medium }
            .sorted { $0.severity > $1.severity }
        guard !secrets.isEmpty else { return }
        page.add("<h2>Rotate first <small>\(ByteText.count(secrets.count, "secret")); whoever can pull the image has ")
        page.add("\(secrets.count == 1 ? "it" : "them"), deleting does not help</small></h2>\n")
        page.add("<div class=\"wide\"><table class=\"stack\"><thead><tr><th>severity</th><th>where</th><th>what</th>")
        page.add("<th>from</th></tr></thead><tbody>\n")
        for secret in secrets.prefix(50) {
            page.add(
                "<tr><td class=\"beside\"><span class=\"badge \(secret.severity.rawValue)\">\(secret.severity.rawValue)</span></td>"
            )
            page.add("<td class=\"place\">")
            page.element("code", "", secret.locations.first.map(PlaceText.place) ?? "")
            if secret.locations.count > 1 { page.add(" and \(secret.locations.count - 1) more") }
            page.add("</td><td>")
            page.text(secret.message)
            if !secret.evidence.isEmpty, !secret.message.contains(secret.evidence) {
                page.add(", ")
                page.element("code", "", secret.evidence)
            }
            let fate = PlaceText.fate(secret)
            if !fate.isEmpty { page.text(": " + fate) }
            page.add("</td><td class=\"from\">")
            page.text(image.lines(of: secret).map(place) ?? PlaceText.layers(secret.locations.compactMap(\.layer)))
            page.add("</td></tr>\n")
        }
        page.add("</tbody></table></div>\n")
        if secrets.count > 50 { page.add("<p>and \(secrets.count - 50) more: see the findings</p>\n") }
    }

    private func addFixes(to page: inout HTMLText) {
        let fixes = image.fixes.filter {
            $0.severity > .info && ![Fix.baseID, Fix.secretsID, Fix.archiveID].contains($0.id)
        }
        guard !fixes.isEmpty else { return }
        let gain = image.totals.reclaimable.byDockerfile
        page.add("<h2>Fix in the Dockerfile")
        if gain > 0 { page.add(" <small>\(ByteText.text(gain)) to get back</small>") }
        page.add(
            "</h2>\n<div class=\"wide\"><table class=\"stack\"><thead><tr><th class=\"number\">#</th><th class=\"number\">saves</th>"
        )
        page.add("<th>severity</th><th>what, and what to do</th><th>where</th></tr></thead><tbody>\n")
        for (number, fix) in fixes.enumerated() {
            page.add("<tr><td class=\"number beside\">\(number + 1)</td>")
            page.add("<td class=\"number beside\">\(fix.bytes > 0 ? ByteText.text(fix.bytes) : "")</td>")
            page.add(
                "<td class=\"beside\"><span class=\"badge \(fix.severity.rawValue)\">\(fix.severity.rawValue)</span></td><td class=\"do\">"
            )
            page.text(fix.title)
            page.element("span", "class=\"remedy\"", fix.remedy)
            page.add("</td><td class=\"from\">")
            let lines = fix.layer.flatMap { image.dockerfile?.lines(ofLayer: $0) }
            page.text(lines.map(place) ?? fix.layer.map { "layer \($0)" } ?? "")
            page.add("</td></tr>\n")
        }
        page.add("</tbody></table></div>\n")
    }

    /// `Dockerfile:12`
    private func place(_ lines: ClosedRange<Int>) -> String {
        "\(image.dockerfile?.path ?? ""):\(lines.lowerBound)"
    }
}
