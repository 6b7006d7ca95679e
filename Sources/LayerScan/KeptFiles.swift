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
            "etc/supervisor/supervisord.conf", "usr/local/etc/php-fpm.conf", "etc/doas.conf", "etc/machine-id",
            "var/lib/dbus/machine-id", "etc/php-fpm.conf",
        ].map { Array($0.utf8) })

    /// Folders whose files are kept, with the ending they must have.
    private static let folders: [(folder: [UInt8], ending: [UInt8])] = [
        ("etc/sudoers.d/", ""), ("etc/supervisor/conf.d/", ".conf"), ("etc/supervisor.d/", ""),
        ("usr/local/etc/php-fpm.d/", ".conf"), ("etc/nginx/conf.d/", ".conf"), ("etc/ssh/sshd_config.d/", ".conf"),
        ("etc/nginx/http.d/", ".conf"), ("etc/nginx/sites-available/", ""), ("etc/nginx/sites-enabled/", ""),
        ("etc/apache2/sites-available/", ".conf"), ("etc/apache2/conf-available/", ".conf"),
        ("etc/httpd/conf.d/", ".conf"), ("usr/local/apache2/conf/extra/", ".conf"), ("etc/php-fpm.d/", ".conf"),
        ("etc/doas.d/", ".conf"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// What logging libraries read, or the modules in which they are set up, wherever an application keeps it.
    private static let logging: Set<[UInt8]> = Set(
        [
            "logback.xml", "logback-spring.xml", "log4j.xml", "log4j2.xml", "log4j2-spring.xml", "log4j.properties",
            "log4j2.properties", "logging.properties", "logging.conf", "logging.ini", "logging.yaml", "logging.yml",
            "logging.json", "logging_config.py", "settings.py", "gunicorn.conf.py", "gunicorn_config.py", "logger.js",
            "logger.mjs", "logger.cjs", "logging.js", "winston.js",
        ].map { Array($0.utf8) })
    private static let loggingEnds = Set(logging.compactMap(\.last))
    private static let loggingStarts = Set(logging.compactMap(\.first))
    private static let loggingLength = logging.map(\.count).max() ?? 0

    /// Kept wherever they lie, by the end of the path; a whole name where it does not begin with a slash.
    private static let names: [[UInt8]] = [
        "package.json", "supervisord.conf", "nginx.conf", "httpd.conf", "php-fpm.conf", ".ssh/authorized_keys",
    ].map { Array($0.utf8) }
    private static let lastBytes: Set<UInt8> = Set(names.compactMap(\.last))
    private static let modules = Array("node_modules/".utf8)
    private static let php = Array("etc/php".utf8)
    /// `etc/php/8.2/fpm/pool.d/www.conf`, `etc/php83/php-fpm.d/www.conf`
    private static let poolFolders = [Array("pool.d".utf8), Array("php-fpm.d".utf8)]

    /// Rejects an ordinary path by its first bytes and its last.
    static func contains(_ path: UnsafeRawBufferPointer) -> Bool {
        guard path.count >= 9, let last = path.last else { return false }
        if path[0] == UInt8(ascii: "e") && path[1] == UInt8(ascii: "t") && path[2] == UInt8(ascii: "c")
            || path[0] == UInt8(ascii: "u") && path[4] == UInt8(ascii: "l")
            || path[0] == UInt8(ascii: "v") && last == UInt8(ascii: "d")
        {
            if path.count <= 40, paths.contains(Array(path)) { return true }
            for (folder, ending) in folders
            where path.count > folder.count + ending.count && path.starts(with: folder)
                && path.suffix(ending.count).elementsEqual(ending)
            {
                return !path[folder.count...].contains(UInt8(ascii: "/"))
            }
            if isPool(path) { return true }
        }
        if loggingEnds.contains(last) {
            let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
            let name = path[start...]
            if name.count <= loggingLength, let first = name.first, loggingStarts.contains(first),
                logging.contains(Array(name))
            {
                return !holdsModules(path)
            }
        }
        // An application's own manifest names the scripts that `npm run` starts, a package's own does not matter.
        guard lastBytes.contains(last), names.contains(where: { ends(path, with: $0) }) else { return false }
        return !holdsModules(path)
    }

    private static func ends(_ path: UnsafeRawBufferPointer, with name: [UInt8]) -> Bool {
        path.suffix(name.count).elementsEqual(name)
            && (path.count == name.count || path[path.count - name.count - 1] == UInt8(ascii: "/"))
    }

    private static func isPool(_ path: UnsafeRawBufferPointer) -> Bool {
        guard path.starts(with: php), path.suffix(5).elementsEqual(".conf".utf8) else { return false }
        let folder = path.split(separator: UInt8(ascii: "/")).dropLast().last
        return folder.map { folder in poolFolders.contains { $0.elementsEqual(folder) } } ?? false
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
