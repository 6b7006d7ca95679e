// SPDX-License-Identifier: Apache-2.0

import Findings
import Reports
import Sizing

extension Samples {
    /// `badNode` with the lines of its Dockerfile, a suppressed finding, packages of a known system, and some files.
    static var located: ImageReport {
        var image = badNode
        image.dockerfile = DockerfileReport(
            path: "docker/Dockerfile",
            layers: [nil, 2...2, 3...5, 6...6, 7...7, 8...8, nil, 10...10, 11...11, 12...13],
            base: 1...1, stage: 1...1, settings: ["Cmd": 14...14, "Env[DB_PASSWORD]": 9...9])
        image.system = DistributionReport(id: "debian", version: "12")
        image.packages[0].architecture = "amd64"
        image.packages[0].source = "gcc-12-src"
        image.packages.append(
            PackageReport(ecosystem: "npm", name: "@types/node", version: "20.1.0", files: 70, bytes: 2_000, layer: 9))
        var accepted = finding(
            "setuid", "file", .high, .privilege, "setuid root program", origin: .base,
            at: [Location(path: "/usr/bin/x", layer: 0)])
        accepted.suppressedBy = "needed by the batch job"
        image.findings.append(accepted)
        image.files = files([
            ("", -1, .directory, 0, -1, nil), ("app", 0, .directory, 0, -1, nil), (".env", 1, .file, 411, 3, 9),
            (".env", 1, .file, 411, 9, nil), ("=cmd|' /C calc'!A0", 1, .file, 7, 3, nil),
        ])
        return image
    }

    /// Names, parents, kinds, bytes, layers, and the layer that hid it.
    static func files(
        _ rows: [(name: String, parent: Int32, kind: FileKind, bytes: Int64, layer: Int32, hidden: Int32?)]
    ) -> FileTable {
        var table = FileTable(packages: ["base-files"])
        for row in rows {
            let start = Int32(table.names.count)
            table.names += Array(row.name.utf8)
            table.rows.append(
                FileTable.Row(
                    parent: row.parent, name: start..<Int32(table.names.count), bytes: row.bytes, layer: row.layer,
                    removedIn: row.hidden ?? -1, mode: 0o644, kind: row.kind,
                    state: row.hidden == nil ? .live : .overwritten, category: row.name == ".env" ? .secret : nil))
        }
        return table
    }
}
