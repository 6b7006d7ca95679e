// SPDX-License-Identifier: Apache-2.0

/// Package URLs (`pkg:deb/debian/bash@5.2?arch=amd64&distro=debian-12`), by which scanners look up packages.
enum PackageURL {
    /// nil for a package without a name.
    static func text(_ package: PackageReport, distribution: DistributionReport?) -> String? {
        guard !package.name.isEmpty else { return nil }
        var qualifiers: [(String, String)] = []
        var namespace: [String] = []
        var name = package.name
        switch package.ecosystem {
        case "deb", "apk", "rpm":
            // The type says how it is packaged, the namespace by whom.
            let vendor = distribution?.id ?? (package.ecosystem == "apk" ? "alpine" : "")
            if !vendor.isEmpty { namespace = [vendor] }
            if !package.architecture.isEmpty { qualifiers.append(("arch", package.architecture)) }
            if let distribution, !distribution.id.isEmpty {
                let version = distribution.version.isEmpty ? "" : "-" + distribution.version
                qualifiers.append(("distro", distribution.id + version))
            }
            if !package.source.isEmpty, package.source != package.name {
                qualifiers.append(("upstream", package.source))
            }
        case "pypi":
            name = name.lowercased().replacing("_", with: "-")
        case "maven":
            // `group:artifact`
            let parts = name.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                namespace = [String(parts[0])]
                name = String(parts[1])
            }
        default:
            // `@scope/name`, `vendor/name`, `example.com/module/v2`
            var parts = name.split(separator: "/").map(String.init)
            name = parts.popLast() ?? name
            namespace = parts
        }
        var text = "pkg:\(package.ecosystem)/"
        text += (namespace + [name]).map(encoded).joined(separator: "/")
        if !package.version.isEmpty { text += "@" + encoded(package.version) }
        if !qualifiers.isEmpty {
            text += "?" + qualifiers.map { "\($0)=\(encoded($1))" }.joined(separator: "&")
        }
        return text
    }

    private static func encoded(_ text: String) -> String { PercentEncoding.encode(text, allowed: ":") }
}
