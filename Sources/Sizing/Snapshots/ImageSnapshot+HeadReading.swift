// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import JSONText
internal import Packing

extension ImageSnapshot {
    /// Reads the JSON part: lenient where something is missing or new, strict where a number would lead astray.
    ///
    /// - Parameter sums: what the head claims of the files: size, live bytes, number.
    init(
        head: UnsafeRawBufferPointer, limits: SnapshotLimits, sums: inout (size: Int64?, live: Int64?, files: Int64?)
    ) throws(PackedError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.parse(
                head, limits: JSONLimits(bytes: limits.bytes, values: 20_000_000, stringBytes: 16 << 20))
        } catch {
            throw PackedError(.damaged, "is damaged: \(error)")
        }
        guard value["schema"]?.stringValue == SnapshotDocument.schema else {
            throw PackedError(.newer, "is of a kind that this version of dunnage does not read")
        }
        self.init(tool: value["tool"]?.stringValue ?? "")
        reference = value["reference"]?.stringValue
        id = value["id"]?.stringValue
        manifestDigest = value["manifestDigest"]?.stringValue
        platform = value["platform"]?.stringValue
        created = value["created"]?.stringValue
        revision = value["revision"]?.stringValue
        distribution = value["distribution"]?.stringValue
        gaps = value.strings("gaps")
        if gaps.isEmpty, value["complete"]?.boolValue == false { gaps = ["the image was not whole"] }
        totals = ImageSnapshot.totals(value["totals"])
        sums = (
            value["totals"]?.size("size"), value["totals"]?.size("live"), value["totals"]?["files"]?.int64Value
        )
        config = ImageSnapshot.config(value["config"])
        layers = try ImageSnapshot.layers(value, limits)
        packages = try ImageSnapshot.packages(value, layers: layers.count, limits)
        findings = (value["findings"]?.arrayValue ?? []).map(FindingMark.init)
        suppressed = (value["suppressed"]?.arrayValue ?? []).map(FindingMark.init)
        let count = value["base"]?["layers"]?.int64Value ?? 0
        base = Base(
            layers: Int(min(max(0, count), Int64(layers.count))), name: value["base"]?["name"]?.stringValue,
            isGuess: value["base"]?["guess"]?.boolValue ?? false)
    }

    private static func totals(_ value: JSONValue?) -> Totals {
        Totals(
            storedSize: value?.size("storedSize"), pullSize: value?.size("pullSize"),
            pullSizeIsApproximate: value?["pullSizeIsApproximate"]?.boolValue ?? false,
            duplicates: value?.size("duplicates") ?? 0,
            reclaimableByDockerfile: value?.size("reclaimableByDockerfile") ?? 0,
            reclaimableByBase: value?.size("reclaimableByBase") ?? 0)
    }

    private static func config(_ value: JSONValue?) -> Config {
        guard let value else { return Config() }
        var labels: [String: String] = [:]
        for member in value["labels"]?.objectValue?.members ?? [] { labels[member.key] = member.value.stringValue }
        return Config(
            user: value["user"]?.stringValue, entrypoint: value.strings("entrypoint"), cmd: value.strings("cmd"),
            workingDir: value["workingDir"]?.stringValue, env: value.strings("env"),
            exposedPorts: value.strings("exposedPorts"), volumes: value.strings("volumes"), labels: labels,
            healthcheck: value.strings("healthcheck"), stopSignal: value["stopSignal"]?.stringValue)
    }

    private static func layers(_ value: JSONValue, _ limits: SnapshotLimits) throws(PackedError) -> [Layer] {
        let list = value["layers"]?.arrayValue ?? []
        guard list.count <= limits.layers else {
            throw PackedError(.limit, "claims \(list.count) layers; more than \(limits.layers) are not read")
        }
        return list.map { layer in
            Layer(
                diffID: layer["diffID"]?.stringValue, digest: layer["digest"]?.stringValue,
                instruction: layer["instruction"]?.stringValue, storedSize: layer.size("storedSize"),
                pullSize: layer.size("pullSize"))
        }
    }

    private static func packages(
        _ value: JSONValue, layers: Int, _ limits: SnapshotLimits
    ) throws(PackedError) -> [Package] {
        let list = value["packages"]?.arrayValue ?? []
        guard list.count <= limits.packages else {
            throw PackedError(.limit, "claims \(list.count) packages; more than \(limits.packages) are not read")
        }
        return list.map { package in
            let needs = (package["needs"]?.arrayValue ?? []).compactMap(\.int64Value)
            let layer = package["layer"]?.int64Value ?? 0
            return Package(
                ecosystem: package["ecosystem"]?.stringValue ?? "", name: package["name"]?.stringValue ?? "",
                version: package["version"]?.stringValue ?? "",
                architecture: package["architecture"]?.stringValue ?? "",
                place: package["place"]?.stringValue ?? "",
                layer: Int(min(max(0, layer), Int64(max(0, layers - 1)))),
                requested: package["requested"]?.boolValue,
                needs: needs.filter { (0..<Int64(list.count)).contains($0) }.map { Int($0) })
        }
    }
}

extension ImageSnapshot.FindingMark {
    fileprivate init(_ value: JSONValue) {
        self.init(
            fingerprint: value["fingerprint"]?.stringValue ?? "", rule: value["rule"]?.stringValue ?? "",
            kind: value["kind"]?.stringValue ?? "", severity: value["severity"]?.stringValue ?? "info",
            path: value["path"]?.stringValue ?? "",
            places: value["places"]?.int64Value.map { Int(truncatingIfNeeded: $0) } ?? 1,
            layer: value["layer"]?.int64Value.map { Int(truncatingIfNeeded: $0) },
            bytes: value.size("bytes") ?? 0, message: value["message"]?.stringValue ?? "",
            recognition: value["recognition"]?.stringValue.flatMap { Recognition(rawValue: $0) },
            paths: value.strings("paths"), placesFingerprint: value["placesFingerprint"]?.stringValue)
    }
}

extension JSONValue {
    fileprivate func strings(_ key: String) -> [String] { self[key]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// A number of bytes; nil when there is none or it is negative.
    fileprivate func size(_ key: String) -> Int64? { self[key]?.int64Value.flatMap { $0 < 0 ? nil : $0 } }
}
