// SPDX-License-Identifier: Apache-2.0

import JSONText

/// CycloneDX 1.6: the packages of the images with package URL, layer and size, for scanners that look up
/// vulnerabilities.
///
/// One image is the subject of its document. Several become components of it, their packages inside them. The serial
/// number follows from the images' ids, so one image has one document.
public enum CycloneDXReport {
    public static func bytes(of report: Report) -> [UInt8] {
        var json = JSONWriter(.pretty, reserving: 65_536)
        json.beginObject()
        json.member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
        json.member("bomFormat", "CycloneDX")
        json.member("specVersion", "1.6")
        json.member("serialNumber", serialNumber(report))
        json.member("version", 1)
        json.object("metadata", report) { json, report in writeMetadata(report, to: &json) }
        json.key("components")
        json.beginArray()
        if report.images.count == 1 {
            CycloneDXImage(image: report.images[0], prefix: "").writePackages(to: &json)
        } else {
            for (number, image) in report.images.enumerated() {
                json.beginObject()
                CycloneDXImage(image: image, prefix: "\(number)-").write(to: &json, withPackages: true)
                json.endObject()
            }
        }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    private static func writeMetadata(_ report: Report, to json: inout JSONWriter) {
        json.object("tools", report.tool) { json, tool in
            json.list("components", [tool]) { json, tool in
                json.member("type", "application")
                json.member("name", tool.name)
                json.member("version", tool.version)
            }
        }
        guard report.images.count == 1, let image = report.images.first else { return }
        json.object("component", image) { json, image in
            CycloneDXImage(image: image, prefix: "").write(to: &json, withPackages: false)
        }
    }

    /// A UUID of version 8 (RFC 9562: bits of our own) over what the images are.
    private static func serialNumber(_ report: Report) -> String {
        let subject = report.images.map { ($0.id ?? "") + ($0.manifestDigest ?? "") + ($0.reference ?? "") }
            .joined(separator: "\n")
        var digits = Array((SARIFText.hash("a", subject) + SARIFText.hash("b", subject)).utf8)
        digits[12] = UInt8(ascii: "8")
        digits[16] = UInt8(ascii: "a")
        var text = "urn:uuid:"
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }
}
