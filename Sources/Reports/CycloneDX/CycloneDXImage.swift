// SPDX-License-Identifier: Apache-2.0

import JSONText

/// One image and its packages as components.
struct CycloneDXImage {
    let image: ImageReport
    /// In front of every reference, so that images of one document do not share any.
    let prefix: String

    /// The members of the image's own component.
    func write(to json: inout JSONWriter, withPackages: Bool) {
        json.member("type", "container")
        json.member("bom-ref", prefix + "image")
        json.member("name", image.reference.map(SARIFText.repository) ?? image.title)
        json.member("version", image.id ?? "unknown")
        writeProperties(
            [
                ("image:reference", image.reference), ("image:manifestDigest", image.manifestDigest),
                ("image:platform", image.platform), ("image:size", "\(image.totals.size)"),
                ("image:live", "\(image.totals.live)"), ("image:dead", "\(image.totals.dead)"),
            ], to: &json)
        guard withPackages else { return }
        json.key("components")
        json.beginArray()
        writePackages(to: &json)
        json.endArray()
    }

    /// The operating system and every package, a component each.
    func writePackages(to json: inout JSONWriter) {
        if let system = image.system, !system.id.isEmpty {
            json.beginObject()
            json.member("type", "operating-system")
            json.member("bom-ref", prefix + "os")
            json.member("name", system.id)
            if !system.version.isEmpty { json.member("version", system.version) }
            if let name = image.distribution { json.member("description", name) }
            json.endObject()
        }
        for (number, package) in image.packages.enumerated() {
            json.beginObject()
            json.member("type", "library")
            json.member("bom-ref", prefix + "package-\(number)")
            json.member("name", package.name)
            if !package.version.isEmpty { json.member("version", package.version) }
            if let url = PackageURL.text(package, distribution: image.system) { json.member("purl", url) }
            writeProperties(
                [
                    ("layer", package.layer.map(String.init)),
                    ("layer:diffID", package.layer.flatMap(diffID)), ("bytes", "\(package.bytes)"),
                    ("files", "\(package.files)"), ("keptFor", package.keptFor),
                ], to: &json)
            json.endObject()
        }
    }

    private func diffID(_ layer: Int) -> String? {
        image.layers.indices.contains(layer) ? image.layers[layer].diffID : nil
    }

    private func writeProperties(_ properties: [(String, String?)], to json: inout JSONWriter) {
        json.list("properties", properties.filter { $0.1 != nil }) { json, property in
            json.member("name", "dunnage:" + property.0)
            json.member("value", property.1)
        }
    }
}
