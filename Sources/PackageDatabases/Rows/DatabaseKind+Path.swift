// SPDX-License-Identifier: Apache-2.0

/// From a path to a kind. Runs once for every file of every layer, so an ordinary file must be rejected by
/// its first eight bytes and its last one.
extension DatabaseKind {
    /// The kind of the file at `path`: bytes of a cleaned path without a leading slash
    /// (`var/lib/dpkg/status`); nil for a file that is no package record. A few nanoseconds, no allocation.
    public static func kind(path: UnsafeRawBufferPointer) -> DatabaseKind? {
        let count = path.count
        guard count >= 9 else { return nil }
        switch path.loadUnaligned(as: UInt64.self) {
        case word("var/lib/"): if let kind = stateKind(path) { return kind }
        case word("usr/lib/"): if let kind = systemKind(path) { return kind }
        case word("lib/apk/"): if path.equals("lib/apk/db/installed") { return .apkInstalled }
        case word("etc/apk/"): if path.equals("etc/apk/world") { return .apkWorld }
        default: break
        }
        switch path[count - 1] {
        case UInt8(ascii: "n"): return jsonKind(path)
        case UInt8(ascii: "k"): return path.isNamed("yarn.lock") && !isPackaged(path) ? .yarnLock : nil
        case UInt8(ascii: "l"):
            if path.isNamed("pnpm-lock.yaml") { return isPackaged(path) ? nil : .pnpmLock }
            return path.isNamed("Cargo.toml") && path.contains("registry/src/") ? .cargoSource : nil
        case UInt8(ascii: "A"): return path.ends(with: ".dist-info/METADATA") ? .pythonMetadata : nil
        case UInt8(ascii: "D"):
            if path.ends(with: ".dist-info/RECORD") { return .pythonRecord }
            return path.ends(with: ".dist-info/REQUESTED") ? .pythonRequested : nil
        case UInt8(ascii: "O"): return path.ends(with: ".egg-info/PKG-INFO") ? .pythonMetadata : nil
        case UInt8(ascii: "o"): return path.ends(with: ".egg-info") ? .pythonMetadata : nil
        case UInt8(ascii: "c"):
            return path.ends(with: ".gemspec") && path.contains("specifications/") ? .gemSpecification : nil
        case UInt8(ascii: "e"):
            return path.ends(with: ".crate") && path.contains("registry/cache/") ? .cargoCrate : nil
        default: return nil
        }
    }

    /// `var/lib/…`: dpkg, apt, rpm, dnf.
    private static func stateKind(_ path: UnsafeRawBufferPointer) -> DatabaseKind? {
        let rest = path.dropPrefix(8)
        if let dpkg = rest.after("dpkg/") {
            if let name = dpkg.after("info/") {
                guard !name.isEmpty else { return nil }
                switch name[name.count - 1] {
                case UInt8(ascii: "t"): return name.ends(with: ".list") ? .dpkgList : nil
                case UInt8(ascii: "s"):
                    if name.ends(with: ".md5sums") { return .dpkgChecksums }
                    return name.ends(with: ".conffiles") ? .dpkgConffiles : nil
                default: return nil
                }
            }
            if let name = dpkg.after("status.d/") {
                guard !name.isEmpty, !name.contains("/") else { return nil }
                return name.ends(with: ".md5sums") ? .dpkgChecksums : .dpkgStatusPart
            }
            if dpkg.equals("status") { return .dpkgStatus }
            return dpkg.equals("diversions") ? .dpkgDiversions : nil
        }
        if let rpm = rest.after("rpm/") { return rpmKind(rpm) }
        if rest.equals("apt/extended_states") { return .aptExtendedStates }
        if rest.equals("dnf/history.sqlite") { return .dnfHistory }
        return nil
    }

    /// `usr/lib/…`: rpm's newer place, apk after its usr-merge, dnf 5.
    private static func systemKind(_ path: UnsafeRawBufferPointer) -> DatabaseKind? {
        let rest = path.dropPrefix(8)
        if let rpm = rest.after("sysimage/rpm/") { return rpmKind(rpm) }
        if rest.equals("apk/db/installed") { return .apkInstalled }
        return rest.equals("sysimage/libdnf5/packages.toml") ? .dnf5Packages : nil
    }

    private static func rpmKind(_ name: UnsafeRawBufferPointer) -> DatabaseKind? {
        if name.equals("rpmdb.sqlite") { return .rpmSQLite }
        if name.equals("Packages.db") { return .rpmNDB }
        return name.equals("Packages") ? .rpmBerkeley : nil
    }

    private static func jsonKind(_ path: UnsafeRawBufferPointer) -> DatabaseKind? {
        switch path.loadUnaligned(fromByteOffset: path.count - 8, as: UInt64.self) {
        case word("age.json"): path.isNamed("package.json") && isPackageRoot(path) ? .npmManifest : nil
        case word("ock.json"):
            (path.isNamed("package-lock.json") || path.isNamed(".package-lock.json")) && !isPackaged(path)
                ? .npmLock : nil
        case word("rap.json"): path.isNamed("npm-shrinkwrap.json") && !isPackaged(path) ? .npmLock : nil
        case word("led.json"): path.ends(with: "vendor/composer/installed.json") ? .composerInstalled : nil
        default: path.ends(with: ".json") && isCondaRecord(path) ? .condaRecord : nil
        }
    }

    /// `conda-meta/x.json`, in any environment.
    private static func isCondaRecord(_ path: UnsafeRawBufferPointer) -> Bool {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return false }
        return path.slice(0, slash).isNamed("conda-meta")
    }

    /// True for what lies in a package's own directory (`node_modules/x/yarn.lock`): its authors' lock file says
    /// nothing of what is installed here.
    private static func isPackaged(_ path: UnsafeRawBufferPointer) -> Bool {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return false }
        let folder = path.slice(0, slash)
        return !folder.isNamed("node_modules")
            && (folder.contains("/node_modules/") || folder.after("node_modules/") != nil)
    }

    /// False for a `package.json` inside a package (`node_modules/x/dist/package.json`): it is a module marker or a
    /// test's, never a package.
    private static func isPackageRoot(_ path: UnsafeRawBufferPointer) -> Bool {
        let slash = UInt8(ascii: "/")
        var component = path.count - "/package.json".utf8.count
        var depth = 0
        while component > 0 {
            var start = component
            while start > 0, path[start - 1] != slash { start -= 1 }
            let name = path.slice(start, component)
            if name.equals("node_modules") {
                return depth == 1 || depth == 2 && path[component + 1] == UInt8(ascii: "@")
            }
            depth += 1
            component = start - 1
        }
        return true
    }

    /// Eight ASCII characters as one comparable number, in memory order.
    @inline(__always)
    private static func word(_ text: StaticString) -> UInt64 {
        UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self)
    }
}
