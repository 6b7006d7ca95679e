// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import JSONText
internal import LayerTree

/// What a snapshot says beside its files, as JSON: `docs/snapshot.schema.json`.
extension ImageSnapshot {
    /// Every key is always there; what is unknown is null.
    public func head(isPretty: Bool) -> [UInt8] {
        var json = JSONWriter(isPretty ? .pretty : .compact, reserving: 16_384)
        json.beginObject()
        json.member("schema", SnapshotDocument.schema)
        json.member("tool", tool)
        json.member("reference", reference)
        json.member("id", id)
        json.member("manifestDigest", manifestDigest)
        json.member("platform", platform)
        json.member("created", created)
        json.member("revision", revision)
        json.member("distribution", distribution)
        json.member("complete", isComplete)
        json.member("gaps", gaps)
        json.key("base")
        json.beginObject()
        json.member("layers", base.layers)
        json.member("name", base.name)
        json.member("guess", base.isGuess)
        json.endObject()
        write(totals, to: &json)
        write(config, to: &json)
        write(layers, to: &json)
        json.list("packages", packages) { json, package in
            json.member("ecosystem", package.ecosystem)
            json.member("name", package.name)
            json.member("version", package.version)
            json.member("architecture", package.architecture)
            json.member("place", package.place)
            json.member("layer", package.layer)
            json.member("requested", package.requested)
            json.key("needs")
            json.beginArray()
            for other in package.needs { json.value(other) }
            json.endArray()
        }
        write("findings", findings, to: &json)
        write("suppressed", suppressed, to: &json)
        json.endObject()
        if isPretty { json.newline() }
        return json.bytes
    }

    private func write(_ name: String, _ marks: [FindingMark], to json: inout JSONWriter) {
        json.list(name, marks) { json, finding in
            json.member("fingerprint", finding.fingerprint)
            json.member("rule", finding.rule)
            json.member("kind", finding.kind)
            json.member("severity", finding.severity)
            json.member("path", finding.path)
            json.member("places", finding.places)
            json.member("layer", finding.layer)
            json.member("bytes", finding.bytes)
            json.member("message", finding.message)
            json.member("recognition", finding.recognition?.rawValue)
            json.member("paths", finding.paths)
            json.member("placesFingerprint", finding.placesFingerprint)
        }
    }

    private func write(_ totals: Totals, to json: inout JSONWriter) {
        let (size, live) = (files.size, files.live)
        json.key("totals")
        json.beginObject()
        json.member("files", files.files)
        json.member("size", size)
        json.member("live", live)
        json.member("dead", size - live)
        json.member("storedSize", totals.storedSize)
        json.member("pullSize", totals.pullSize)
        json.member("pullSizeIsApproximate", totals.pullSizeIsApproximate)
        json.member("duplicates", totals.duplicates)
        json.member("reclaimableByDockerfile", totals.reclaimableByDockerfile)
        json.member("reclaimableByBase", totals.reclaimableByBase)
        json.endObject()
    }

    private func write(_ config: Config, to json: inout JSONWriter) {
        json.key("config")
        json.beginObject()
        json.member("user", config.user)
        json.member("entrypoint", config.entrypoint)
        json.member("cmd", config.cmd)
        json.member("workingDir", config.workingDir)
        json.member("env", config.env)
        json.member("exposedPorts", config.exposedPorts)
        json.member("volumes", config.volumes)
        json.key("labels")
        json.beginObject()
        for (name, value) in config.labels.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        json.endObject()
        json.member("healthcheck", config.healthcheck)
        json.member("stopSignal", config.stopSignal)
        json.endObject()
    }

    private func write(_ layers: [Layer], to json: inout JSONWriter) {
        var sizes = [(size: Int64, files: Int)](repeating: (0, 0), count: layers.count)
        for row in files.rows where row.kind == .file {
            sizes[Int(row.layer)].size += row.size
            sizes[Int(row.layer)].files += 1
        }
        json.list("layers", Array(zip(layers, sizes))) { json, pair in
            let (layer, sums) = pair
            json.member("diffID", layer.diffID)
            json.member("digest", layer.digest)
            json.member("instruction", layer.instruction)
            json.member("size", sums.size)
            json.member("files", sums.files)
            json.member("storedSize", layer.storedSize)
            json.member("pullSize", layer.pullSize)
        }
    }
}

extension JSONWriter {
    /// An array with one object an element; `body` writes the members.
    fileprivate mutating func list<Element>(
        _ name: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements {
            beginObject()
            body(&self, element)
            endObject()
        }
        endArray()
    }
}
