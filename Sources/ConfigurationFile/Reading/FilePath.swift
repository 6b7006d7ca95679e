// SPDX-License-Identifier: Apache-2.0

/// Names of files as text; nothing is looked up.
enum FilePath {
    /// The directory a file lies in; `.` for a bare name.
    static func directory(of file: String) -> String {
        guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        let directory = String(file[..<slash])
        return directory.isEmpty ? "/" : directory
    }

    /// `name` as `file` means it: from the directory that `file` lies in.
    static func beside(_ file: String, _ name: String) -> String {
        if name.hasPrefix("/") { return name }
        let directory = directory(of: file)
        return directory == "." ? name : join(directory, name)
    }

    static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : directory + "/" + name
    }
}
