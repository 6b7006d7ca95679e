// SPDX-License-Identifier: Apache-2.0

/// Which small files are kept whole for the rules, by path.
enum KeptFiles {
    /// Larger files of these names are not what they say.
    static let sizeLimit = 256 << 10

    /// Exact paths, without a leading slash.
    private static let paths: Set<[UInt8]> = Set(
        [
            "etc/passwd", "etc/group", "etc/shadow", "etc/os-release", "usr/lib/os-release", "etc/alpine-release",
            "etc/debian_version", "etc/sudoers", "etc/ssh/sshd_config", "etc/nginx/nginx.conf",
            "usr/local/nginx/conf/nginx.conf", "etc/apache2/apache2.conf", "etc/apache2/envvars",
            "etc/httpd/conf/httpd.conf", "usr/local/apache2/conf/httpd.conf", "etc/supervisord.conf",
            "etc/supervisor/supervisord.conf", "usr/local/etc/php-fpm.conf",
        ].map { Array($0.utf8) })

    /// Folders whose files are kept, with the ending they must have.
    private static let folders: [(folder: [UInt8], ending: [UInt8])] = [
        ("etc/sudoers.d/", ""), ("etc/supervisor/conf.d/", ".conf"), ("etc/supervisor.d/", ""),
        ("usr/local/etc/php-fpm.d/", ".conf"), ("etc/nginx/conf.d/", ".conf"), ("etc/ssh/sshd_config.d/", ".conf"),
        ("etc/nginx/http.d/", ".conf"), ("etc/nginx/sites-available/", ""), ("etc/nginx/sites-enabled/", ""),
        ("etc/apache2/sites-available/", ".conf"), ("etc/apache2/conf-available/", ".conf"),
        ("etc/httpd/conf.d/", ".conf"), ("usr/local/apache2/conf/extra/", ".conf"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// What Java's logging libraries read, wherever an application keeps it.
    private static let logging: Set<[UInt8]> = Set(
        [
            "logback.xml", "logback-spring.xml", "log4j.xml", "log4j2.xml", "log4j2-spring.xml", "log4j.properties",
            "log4j2.properties", "logging.properties",
        ].map { Array($0.utf8) })

    private static let manifest = Array("package.json".utf8)
    private static let modules = Array("node_modules/".utf8)

    /// Rejects an ordinary path by its first bytes and its last.
    static func contains(_ path: UnsafeRawBufferPointer) -> Bool {
        guard path.count >= 9 else { return false }
        if path[0] == UInt8(ascii: "e") && path[1] == UInt8(ascii: "t") && path[2] == UInt8(ascii: "c")
            || path[0] == UInt8(ascii: "u") && path[4] == UInt8(ascii: "l")
        {
            if path.count <= 40, paths.contains(Array(path)) { return true }
            for (folder, ending) in folders
            where path.count > folder.count + ending.count && path.starts(with: folder)
                && path.suffix(ending.count).elementsEqual(ending)
            {
                return !path[folder.count...].contains(UInt8(ascii: "/"))
            }
            return false
        }
        if path.last == UInt8(ascii: "l") || path.last == UInt8(ascii: "s") {
            let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
            let name = path[start...]
            return name.count <= 18 && name.first == UInt8(ascii: "l") && logging.contains(Array(name))
        }
        // An application's own manifest names the scripts that `npm run` starts.
        return path.last == UInt8(ascii: "n") && path.suffix(manifest.count).elementsEqual(manifest)
            && (path.count == manifest.count || path[path.count - manifest.count - 1] == UInt8(ascii: "/"))
            && !holdsModules(path)
    }

    private static func holdsModules(_ path: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while start + modules.count <= path.count {
            if path[start...].starts(with: modules) { return true }
            guard let slash = path[start...].firstIndex(of: UInt8(ascii: "/")) else { return false }
            start = slash + 1
        }
        return false
    }

    /// What is kept of a file: all of it, but of `/etc/shadow` only the form of each password field.
    static func content(_ path: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        path.elementsEqual("etc/shadow".utf8) ? shadowForms(bytes) : Array(bytes)
    }

    /// `name:FIELD:…` with FIELD cut to what says whether a login is possible: empty, locked (`*`, `!…`, `x`) or
    /// set (`$`, or any other hash, written as `$`). shadow(5).
    private static func shadowForms(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var kept: [UInt8] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count >= 2 else { continue }
            kept.append(contentsOf: fields[0])
            kept.append(UInt8(ascii: ":"))
            switch fields[1].first {
            case nil: break
            case UInt8(ascii: "*"), UInt8(ascii: "!"): kept.append(fields[1][fields[1].startIndex])
            case UInt8(ascii: "x") where fields[1].count == 1: kept.append(UInt8(ascii: "x"))
            default: kept.append(UInt8(ascii: "$"))
            }
            kept.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: "\n")])
        }
        return kept
    }
}
