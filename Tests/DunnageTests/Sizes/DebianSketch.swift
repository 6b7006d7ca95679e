// SPDX-License-Identifier: Apache-2.0
import Dunnage
import TestSupport

/// An image of a few Debian packages: a base of one package, and one layer in which apt installed the others.
struct DebianSketch {
    struct Package {
        var name: String
        var depends: [String] = []
        var recommends: [String] = []
        /// Brought by another package.
        var isAutomatic = false
        /// Paths and contents.
        var files: [(path: String, bytes: [UInt8])] = []
        var links: [(path: String, target: String)] = []
        /// MD5 sums as dpkg records them: path without a leading slash, and 32 digits.
        var sums: [(path: String, md5: String)] = []
    }

    var packages: [Package]
    /// Files of the application, in a layer of its own above.
    var app: [(path: String, bytes: [UInt8])] = []
    var cmd = ["/app/server"]
    private static let base = Package(name: "base-files", files: [("/etc/debian_version", Array("12.1\n".utf8))])

    private static func status(_ packages: [Package]) -> String {
        packages.map { package in
            "Package: \(package.name)\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\n"
                + (package.depends.isEmpty ? "" : "Depends: \(package.depends.joined(separator: ", "))\n")
                + (package.recommends.isEmpty ? "" : "Recommends: \(package.recommends.joined(separator: ", "))\n")
        }.joined(separator: "\n") + "\n"
    }

    private static func layer(_ packages: [Package], _ builder: LayerBuilder) -> LayerBuilder {
        var layer = builder
        for package in packages {
            for file in package.files { layer = layer.file(file.path, bytes: file.bytes, mode: 0o755) }
            for link in package.links { layer = layer.symlink(link.path, to: link.target) }
            let paths = package.files.map(\.path) + package.links.map(\.path)
            layer = layer.file("/var/lib/dpkg/info/\(package.name).list", paths.map { $0 + "\n" }.joined())
            if !package.sums.isEmpty {
                let lines = package.sums.map { "\($0.md5)  \($0.path)\n" }.joined()
                layer = layer.file("/var/lib/dpkg/info/\(package.name).md5sums", lines)
            }
        }
        return layer
    }

    func image(_ name: String = "localhost/sketch:latest") -> ImageBuilder {
        var image = ImageBuilder(name)
        image.layer("ADD rootfs.tar / # buildkit") { layer in
            DebianSketch.layer([DebianSketch.base], layer)
                .file("/var/lib/dpkg/status", DebianSketch.status([DebianSketch.base]))
        }
        image.instruction("CMD [\"bash\"]")
        let automatic = packages.filter(\.isAutomatic).map {
            "Package: \($0.name)\nArchitecture: amd64\nAuto-Installed: 1\n"
        }
        image.layer("RUN /bin/sh -c apt-get install # buildkit") { layer in
            DebianSketch.layer(packages, layer)
                .file("/var/lib/dpkg/status", DebianSketch.status([DebianSketch.base] + packages))
                .file("/var/lib/apt/extended_states", automatic.joined(separator: "\n"))
        }
        image.layer("COPY . /app # buildkit") { layer in
            var layer = layer.directory("/app")
            for file in app { layer = layer.file(file.path, bytes: file.bytes, mode: 0o755) }
            return layer
        }
        image.instruction("USER 10001")
        image.user = "10001"
        image.cmd = .array(cmd.map { .string($0) })
        return image
    }

    /// The report on the image, read from a file.
    func report() throws -> ImageReport {
        let folder = try TemporaryDirectory()
        let path = try folder.write("image.tar", image().archive(.docker25))
        guard let report = try Analyzer().analyze([.path(path)]).report.images.first else {
            throw ImageError(.notAnImage, "no image", source: path)
        }
        return report
    }
}
