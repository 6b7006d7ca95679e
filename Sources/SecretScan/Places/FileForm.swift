// SPDX-License-Identifier: Apache-2.0

/// What a file's name promises of its content. Decided from a few bytes at the end of the path, since it is asked
/// for every file.
enum FileForm {
    /// `NAME=value` lines that a process gets as its environment.
    case environment
    /// Some other file of names and values, where passwords are usual.
    case settings
    case netrc
    case pgpass
    /// Nothing but the 32 hexadecimal digits of a Rails key.
    case railsKey
    case vaultToken
    case keytab

    /// nil for nearly every file.
    init?(_ path: UnsafeRawBufferPointer) {
        guard let last = path.last, FileForm.endings.contains(last) || path.count < 64 else { return nil }
        var start = path.count
        while start > 0, path[start - 1] != UInt8(ascii: "/"), path.count - start < 48 { start -= 1 }
        let name = UnsafeRawBufferPointer(rebasing: path[start...])
        guard let first = name.first else { return nil }
        if first == UInt8(ascii: "."), name.starts(at: 1, with: "env", limit: name.count) {
            if name.count == 4 || name[4] == UInt8(ascii: "."), !FileForm.isTemplate(name) {
                self = .environment
                return
            }
            return nil
        }
        guard FileForm.endings.contains(last) else { return nil }
        if let form = FileForm.form(of: name, path) { self = form } else { return nil }
    }

    /// The last bytes of the names below.
    private static let endings: ByteSet = {
        var set = ByteSet()
        for byte in "vcsnfgoybl".utf8 { set.insert(byte) }
        return set
    }()

    private static func form(of name: UnsafeRawBufferPointer, _ path: UnsafeRawBufferPointer) -> FileForm? {
        if name.equals(".netrc") || name.equals("_netrc") { return .netrc }
        if name.equals(".pgpass") || name.equals("pgpass.conf") { return .pgpass }
        if name.equals(".vault-token") { return .vaultToken }
        if name.equals("master.key") { return .railsKey }
        if name.ends(with: ".key"), Placeholders.find(Array("config/credentials/".utf8), in: path) != nil {
            return .railsKey
        }
        if name.ends(with: ".keytab") || name.equals("keytab") { return .keytab }
        if name.ends(with: ".env") { return isTemplate(name) ? nil : .environment }
        if name.equals(".pypirc") || name.equals(".my.cnf") || name.equals(".s3cfg") || name.equals(".boto")
            || name.equals("credentials") || name.ends(with: ".tfvars") || name.equals("gradle.properties")
            || name.equals("database.yml") || name.equals("secrets.yml") || name.equals("secrets.yaml")
            || name.equals("local_settings.py") || name.equals("nuget.config") || name.equals("settings.xml")
            || name.equals("parameters.yml") || name.equals("wp-config.php")
        {
            return .settings
        }
        let isApplication = name.starts(at: 0, with: "application", limit: name.count)
        if isApplication, name.ends(with: ".properties") || name.ends(with: ".yml") || name.ends(with: ".yaml") {
            return .settings
        }
        return name.starts(at: 0, with: "appsettings", limit: name.count) && name.ends(with: ".json") ? .settings : nil
    }

    private static func isTemplate(_ name: UnsafeRawBufferPointer) -> Bool {
        Placeholders.contains(
            name, ["example", "sample", "template", "dist", "default", ".tpl", "schema"].map { Array($0.utf8) })
    }
}

extension UnsafeRawBufferPointer {
    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && starts(at: 0, with: text, limit: count)
    }

    func ends(with text: StaticString) -> Bool {
        starts(at: count - text.utf8CodeUnitCount, with: text, limit: count)
    }
}
