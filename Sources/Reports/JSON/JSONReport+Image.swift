// SPDX-License-Identifier: Apache-2.0

import Findings
import JSONText

extension JSONWriter {
    /// The members of one image.
    mutating func write(_ image: ImageReport) {
        member("archive", image.archive)
        member("reference", image.reference)
        member("references", image.references)
        member("id", image.id)
        member("manifestDigest", image.manifestDigest)
        member("platform", image.platform)
        member("created", image.created)
        member("complete", image.complete)
        object("config", image.config) { $0.write($1) }
        object("totals", image.totals) { $0.write($1) }
        list("reclaimable", image.reclaimable) { $0.write($1) }
        object("base", image.base) { $0.write($1) }
        object("efficiency", image.efficiency) { $0.write($1) }
        list("layers", image.layers) { $0.write($1) }
        list("packages", image.packages) { $0.write($1) }
        list("findings", image.findings) { $0.write($1) }
        list("fixes", image.fixes) { $0.write($1) }
        object("verdict", image.verdict) { $0.write($1, of: image.findings) }
    }

    private mutating func write(_ config: ConfigReport) {
        member("user", config.user)
        object("effectiveUser", config.effectiveUser) { json, user in
            json.member("uid", user.uid)
            json.member("gid", user.gid)
            json.member("name", user.name)
        }
        member("entrypoint", config.entrypoint)
        member("cmd", config.cmd)
        member("starts", config.starts)
        member("env", config.env)
        member("workingDir", config.workingDir)
        object("healthcheck", config.healthcheck) { json, check in
            json.member("test", check.test)
            json.member("interval", check.interval)
            json.member("timeout", check.timeout)
            json.member("startPeriod", check.startPeriod)
            json.member("startInterval", check.startInterval)
            json.member("retries", check.retries)
        }
        member("exposedPorts", config.exposedPorts)
        member("volumes", config.volumes)
        object("labels", config.labels) { json, labels in
            for (name, value) in labels.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        }
    }

    private mutating func write(_ totals: Totals) {
        member("files", totals.files)
        member("size", totals.size)
        member("live", totals.live)
        member("dead", totals.dead)
        member("storedSize", totals.storedSize)
        member("pullSize", totals.pullSize)
        member("pullSizeIsEstimate", totals.pullSize.map { _ in totals.pullSizeIsApproximate })
        member("duplicates", totals.duplicates)
        object("reclaimable", totals.reclaimable) { json, reclaimable in
            json.member("byDockerfile", reclaimable.byDockerfile)
            json.member("byBase", reclaimable.byBase)
        }
        member("dockerfileEstimate", totals.dockerfileEstimate)
        member("slimEstimate", totals.slimEstimate)
    }

    private mutating func write(_ row: ReclaimableRow) {
        member("category", row.category.rawValue)
        member("by", row.by.rawValue)
        member("bytes", row.bytes)
        member("files", row.files)
    }

    private mutating func write(_ base: BaseReport) {
        member("layers", base.layers)
        member("how", base.how.rawValue)
        member("name", base.name)
        member("digest", base.digest)
    }

    private mutating func write(_ efficiency: Efficiency) {
        key("score")
        value(efficiency.score)
        member("wastedBytes", efficiency.wastedBytes)
        key("userWastedPercent")
        value(efficiency.userWastedPercent)
    }

    private mutating func write(_ layer: LayerReport) {
        member("index", layer.index)
        member("digest", layer.digest)
        member("diffID", layer.diffID)
        member("verified", layer.verified)
        member("compression", layer.compression)
        member("files", layer.files)
        member("size", layer.size)
        member("tarSize", layer.tarSize)
        member("storedSize", layer.storedSize)
        member("live", layer.live)
        member("dead", layer.dead)
        member("instruction", layer.instruction)
        member("createdBy", layer.createdBy)
        member("base", layer.base)
    }

    private mutating func write(_ package: PackageReport) {
        member("ecosystem", package.ecosystem)
        member("name", package.name)
        member("version", package.version)
        member("files", package.files)
        member("bytes", package.bytes)
        member("layer", package.layer)
        member("keptFor", package.keptFor)
    }
}
