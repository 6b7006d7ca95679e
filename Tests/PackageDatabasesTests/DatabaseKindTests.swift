// SPDX-License-Identifier: Apache-2.0
import PackageDatabases
import TestSupport
import Testing

@Suite struct DatabaseKindTests {
    @Test(
        "A path names its record",
        arguments: [
            ("var/lib/dpkg/status", DatabaseKind.dpkgStatus),
            ("var/lib/dpkg/status.d/base", .dpkgStatusPart),
            ("var/lib/dpkg/status.d/base.md5sums", .dpkgChecksums),
            ("var/lib/dpkg/info/libc6:amd64.list", .dpkgList),
            ("var/lib/dpkg/info/x.md5sums", .dpkgChecksums),
            ("var/lib/dpkg/info/x.conffiles", .dpkgConffiles),
            ("var/lib/dpkg/diversions", .dpkgDiversions),
            ("var/lib/apt/extended_states", .aptExtendedStates),
            ("lib/apk/db/installed", .apkInstalled),
            ("usr/lib/apk/db/installed", .apkInstalled),
            ("etc/apk/world", .apkWorld),
            ("var/lib/rpm/rpmdb.sqlite", .rpmSQLite),
            ("usr/lib/sysimage/rpm/rpmdb.sqlite", .rpmSQLite),
            ("usr/lib/sysimage/rpm/Packages.db", .rpmNDB),
            ("var/lib/rpm/Packages", .rpmBerkeley),
            ("var/lib/dnf/history.sqlite", .dnfHistory),
            ("usr/lib/sysimage/libdnf5/packages.toml", .dnf5Packages),
            ("package.json", .npmManifest),
            ("app/package.json", .npmManifest),
            ("app/node_modules/x/package.json", .npmManifest),
            ("node_modules/x/package.json", .npmManifest),
            ("usr/lib/node_modules/@s/x/node_modules/y/package.json", .npmManifest),
            ("app/node_modules/.package-lock.json", .npmLock),
            ("app/package-lock.json", .npmLock),
            ("app/npm-shrinkwrap.json", .npmLock),
            ("app/yarn.lock", .yarnLock),
            ("app/pnpm-lock.yaml", .pnpmLock),
            ("usr/lib/python3/dist-packages/x-1.dist-info/METADATA", .pythonMetadata),
            ("usr/lib/python3/dist-packages/x-1.egg-info/PKG-INFO", .pythonMetadata),
            ("usr/lib/python3/dist-packages/x-1.egg-info", .pythonMetadata),
            ("opt/v/x-1.dist-info/RECORD", .pythonRecord),
            ("opt/v/x-1.dist-info/REQUESTED", .pythonRequested),
            ("usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.gemspec", .gemSpecification),
            ("opt/conda/conda-meta/zlib-1.3-h0.json", .condaRecord),
            ("app/vendor/composer/installed.json", .composerInstalled),
            ("root/.cargo/registry/cache/i/serde-1.0.0.crate", .cargoCrate),
            ("root/.cargo/registry/src/i/serde-1.0.0/Cargo.toml", .cargoSource),
        ])
    func recognised(path: String, kind: DatabaseKind) {
        #expect(ImageSketch.kind(path) == kind)
    }

    @Test(
        "An ordinary file is none",
        arguments: [
            "", "a", "status", "var/lib/", "var/lib/dpkg", "var/lib/dpkg/status-old", "var/lib/dpkg/info/x.postinst",
            "var/lib/dpkg/info/", "var/lib/dpkg/status.d/", "var/lib/dpkg/status.d/a/b", "xvar/lib/dpkg/status",
            "var/lib/dpkg/diversions-old", "var/lib/rpm/Name", "app/xpackage.json", "app/package.json5",
            "app/node_modules/x/dist/package.json", "app/node_modules/@s/package.json/x",
            "app/node_modules/x/test/fixtures/package.json", "app/node_modules/package.json", "RECORD",
            "app/RECORD", "app/METADATA", "app/x.gemspec", "app/installed.json", "app/Cargo.toml", "app/Cargo.lock",
            "app/x.crate", "etc/apk/worlds", "lib/apk/db/triggers", "usr/lib/x.so",
            "usr/lib/python3/x.egg-info/SOURCES.txt",
            "nnnnnnnn", "n/age.json", "kkkkkkkkk",
        ])
    func rejected(path: String) {
        #expect(ImageSketch.kind(path) == nil)
    }

    @Test("Random paths never trap")
    func randomPaths() {
        var generator = SeededGenerator(seed: 1)
        let pieces = [
            "var/lib/", "dpkg/", "info/", "status.d/", "node_modules/", "@s/", "package.json", ".list", "/", "n",
            "rpm/",
        ]
        for _ in 0..<10_000 {
            var path = ""
            for _ in 0..<Int.random(in: 0...5, using: &generator) {
                path += pieces.randomElement(using: &generator) ?? ""
            }
            _ = ImageSketch.kind(path)
        }
    }
}
