// SPDX-License-Identifier: Apache-2.0

import Checks
import Findings
import JSONText

extension JSONWriter {
    /// The members of a verdict.
    mutating func write(_ verdict: Verdict, of findings: [Finding]) {
        member("status", verdict.status.rawValue)
        member("failOn", verdict.failOn?.rawValue ?? "never")
        member("profile", verdict.profile.rawValue)
        member("rulesVersion", verdict.rulesVersion)
        object("counts", verdict.counts) { json, counts in
            json.member("critical", counts.critical)
            json.member("high", counts.high)
            json.member("medium", counts.medium)
            json.member("low", counts.low)
            json.member("info", counts.info)
        }
        object("suppressed", Suppression.counts(findings)) { json, counts in
            for way in Suppression.allCases { json.member(way.rawValue, counts[way] ?? 0) }
        }
        list("budgets", verdict.budgets) { json, budget in
            json.member("name", budget.name)
            json.member("limit", budget.limit)
            json.member("actual", budget.actual)
            json.member("ok", budget.ok)
            json.member("cause", budget.cause)
        }
        object("baseline", verdict.baseline) { json, baseline in
            json.member("file", baseline.file)
            json.member("expires", baseline.expires.description)
            json.member("expired", baseline.isExpired)
            json.member("covered", baseline.covered)
        }
        list("dive", verdict.dive) { json, result in
            json.member("rule", result.rule)
            json.member("ok", result.ok)
            json.key("actual")
            json.value(result.actual)
            json.key("limit")
            json.value(result.limit)
        }
        object("deployment", verdict.deployment) { json, deployment in
            json.member("target", deployment.target)
            json.list("settings", deployment.settings) { json, setting in
                json.member("name", setting.name)
                json.member("ok", setting.ok)
                json.member("why", setting.why)
            }
            json.member("block", deployment.block)
        }
    }
}
