// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText

extension JSONWriter {
    /// The members of one finding. The first location is also the finding's own path, line, layer and state.
    mutating func write(_ finding: Finding) {
        member("rule", finding.rule)
        member("kind", finding.kind)
        member("severity", finding.severity.rawValue)
        member("category", finding.category.rawValue)
        member("message", finding.message)
        member("remedy", finding.remedy)
        member("fix", finding.fix)
        member("layer", finding.layer)
        member("path", finding.path)
        member("line", finding.line)
        member("bytes", finding.bytes)
        member("state", finding.state.rawValue)
        member("removedIn", finding.removedIn)
        member("evidence", finding.evidence)
        member("origin", finding.origin.rawValue)
        member("fingerprint", finding.fingerprint)
        member("suppressedBy", finding.suppressedBy)
        list("locations", finding.locations) { json, location in
            json.member("path", location.path)
            json.member("line", location.line)
            json.member("layer", location.layer)
            json.member("state", location.state.rawValue)
            json.member("bytes", location.bytes)
        }
        member("locationsCut", finding.locationsCut)
    }

    /// The members of one fix.
    mutating func write(_ fix: Fix) {
        member("id", fix.id)
        member("title", fix.title)
        member("remedy", fix.remedy)
        member("layer", fix.layer)
        member("bytes", fix.bytes)
        member("severity", fix.severity.rawValue)
    }
}
