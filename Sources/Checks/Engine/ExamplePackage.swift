// SPDX-License-Identifier: Apache-2.0

/// A package of an example: the records that its package manager would keep.
public struct ExamplePackage: Sendable {
    public var name: String
    public var files: [String]
    public var depends: [String]
    public var recommends: [String]
    /// Came as another package's dependency.
    public var isAutomatic: Bool

    public init(
        _ name: String, files: [String] = [], depends: [String] = [], recommends: [String] = [],
        isAutomatic: Bool = false
    ) {
        self.name = name
        self.files = files
        self.depends = depends
        self.recommends = recommends
        self.isAutomatic = isAutomatic
    }
}

extension ExampleFile {
    /// dpkg's records of these packages, all of them: a later layer repeats what it keeps.
    public static func debian(_ packages: ExamplePackage...) -> [ExampleFile] {
        var status = ""
        var states = ""
        var files: [ExampleFile] = []
        for package in packages {
            status += "Package: \(package.name)\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: amd64\n"
            if !package.depends.isEmpty { status += "Depends: \(package.depends.joined(separator: ", "))\n" }
            if !package.recommends.isEmpty {
                status += "Recommends: \(package.recommends.joined(separator: ", "))\n"
            }
            status += "\n"
            if package.isAutomatic {
                states += "Package: \(package.name)\nArchitecture: amd64\nAuto-Installed: 1\n\n"
            }
            let list = (["/."] + package.files).joined(separator: "\n") + "\n"
            files.append(.file("/var/lib/dpkg/info/\(package.name).list", list))
        }
        return files + [.file("/var/lib/dpkg/status", status), .file("/var/lib/apt/extended_states", states)]
    }
}
