// SPDX-License-Identifier: Apache-2.0
import Foundation
import PackageDatabases

/// One small, whole record of every kind.
enum Samples {
    static let all: [(kind: DatabaseKind, path: String, bytes: [UInt8])] = {
        var samples: [(kind: DatabaseKind, path: String, bytes: [UInt8])] = texts.map {
            ($0.0, $0.1, Array($0.2.utf8))
        }
        samples.append((.rpmSQLite, "var/lib/rpm/rpmdb.sqlite", fixture("rpmdb.sqlite")))
        samples.append((.rpmNDB, "usr/lib/sysimage/rpm/Packages.db", fixture("Packages.db")))
        samples.append((.rpmBerkeley, "var/lib/rpm/Packages", fixture("Packages")))
        samples.append((.dnfHistory, "var/lib/dnf/history.sqlite", fixture("history.sqlite")))
        samples.append((.goBuildInfo, "usr/bin/tool", goBinary))
        return samples
    }()

    static func fixture(_ name: String) -> [UInt8] {
        let url = Bundle.module.resourceURL?.appendingPathComponent("Fixtures/" + name)
        return url.flatMap { try? Data(contentsOf: $0) }.map { Array($0) } ?? []
    }

    /// A build info as Go 1.18 and later write it, without the binary around it.
    static var goInfo: [UInt8] {
        let modules =
            "path\texample.org/cmd/tool\nmod\texample.org/tool\tv1.2.3\th1:abc=\ndep\tgolang.org/x/sys\tv0.1.0\th1:x=\n"
            + "dep\texample.org/old\tv1.0.0\n=>\texample.org/fork\tv1.0.1\th1:y=\nbuild\t-compiler=gc\n"
        let sentinel = [UInt8](repeating: 0x77, count: 16)
        let text = sentinel + Array(modules.utf8) + sentinel
        var bytes = GoBuildInfo.magic + [8, 2] + [UInt8](repeating: 0, count: 16)
        bytes += [8] + Array("go1.22.4".utf8)
        bytes += [UInt8(text.count & 0x7F | 0x80), UInt8(text.count >> 7)] + text
        return bytes
    }

    /// The same in a minimal 64-bit ELF file with the sections that finding it takes.
    static var goBinary: [UInt8] {
        let names = Array("\0.shstrtab\0.go.buildinfo\0".utf8)
        let info = goInfo
        var elf: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 57)
        let namesAt = elf.count
        elf += names
        let infoAt = elf.count
        elf += info
        let table = elf.count
        func number(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> ($0 * 8) & 0xFF) } }
        func section(_ name: Int, _ offset: Int, _ size: Int) -> [UInt8] {
            number(name, 4) + number(1, 4) + number(0, 8) + number(0, 8) + number(offset, 8) + number(size, 8)
                + [UInt8](repeating: 0, count: 24)
        }
        elf += section(0, 0, 0) + section(1, namesAt, names.count) + section(11, infoAt, info.count)
        elf.replaceSubrange(0x28..<0x30, with: number(table, 8))
        elf.replaceSubrange(0x3A..<0x40, with: number(64, 2) + number(3, 2) + number(1, 2))
        return elf
    }

    private static let texts: [(DatabaseKind, String, String)] = [
        (
            .dpkgStatus, "var/lib/dpkg/status",
            """
            Package: libc6
            Essential: no
            Status: install ok installed
            Priority: required
            Installed-Size: 12
            Architecture: amd64
            Source: glibc (2.36-9)
            Version: 2.36-9
            Provides: libc6-virtual (= 1)
            Depends: libgcc-s1, libcrypt1 (>= 1:4.4.10-10~) | old-crypt
            Recommends: libidn2-0:any (>= 2.0.5~)
            Conffiles:
             /etc/ld.so.conf.d/x.conf d4e7a7b88a71b5ffd9e2644e71a0cfab
             /etc/gone.conf 0cc175b9c0f1b6a831c399e269772661 obsolete
            Description: C library
             long text
             .
             Package: not a field

            Package: gone
            Status: deinstall ok config-files
            Version: 1

            """
        ),
        (
            .dpkgStatusPart, "var/lib/dpkg/status.d/base",
            "Package: base-files\nVersion: 12\nArchitecture: amd64\nDescription: x\n"
        ),
        (.dpkgList, "var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/x86_64\n/lib/x86_64/libc.so.6\n"),
        (
            .dpkgChecksums, "var/lib/dpkg/info/libc6:amd64.md5sums",
            "d4e7a7b88a71b5ffd9e2644e71a0cfab  lib/x86_64/libc.so.6\nnonsense\n"
        ),
        (.dpkgConffiles, "var/lib/dpkg/info/libc6.conffiles", "/etc/a.conf\n/etc/b.conf\n"),
        (.dpkgDiversions, "var/lib/dpkg/diversions", "/bin/sh\n/bin/sh.distrib\ndash\n"),
        (
            .aptExtendedStates, "var/lib/apt/extended_states",
            "Package: libc6\nArchitecture: amd64\nAuto-Installed: 1\n\nPackage: vim\nArchitecture: amd64\nAuto-Installed: 0\n"
        ),
        (
            .apkInstalled, "lib/apk/db/installed",
            """
            C:Q1abcdefghijklmnopqrstuvwxyz0=
            P:musl
            V:1.2.4-r2
            A:x86_64
            S:383152
            I:622592
            o:musl
            p:so:libc.musl-x86_64.so.1=1
            F:lib
            R:ld-musl-x86_64.so.1
            a:0:0:755
            Z:Q1hEv2fkV0nE8nkwJLZVAzZ5VcQrE=
            R:libc.musl-x86_64.so.1

            P:busybox
            V:1.36
            A:x86_64
            D:so:libc.musl-x86_64.so.1 musl>=1.2 !other
            F:bin
            R:busybox

            """
        ),
        (.apkWorld, "etc/apk/world", "alpine-baselayout\nnode>=20\n.build-deps=2024.1 pkg@edge\n!avoid\n"),
        (
            .dnf5Packages, "usr/lib/sysimage/libdnf5/packages.toml",
            """
            version = "1.0"
            [packages]
            "bash.x86_64" = {reason = "User", from_repo = "x"}
            [packages."glibc.x86_64"]
            reason = "Dependency"
            """
        ),
        (
            .npmManifest, "app/package.json",
            #"{"name": "app", "version": "1.0.0", "dependencies": {"a": "1"}, "devDependencies": {"t": "^5"}}"#
        ),
        (
            .npmLock, "app/package-lock.json",
            """
            {"lockfileVersion": 3, "packages": {"": {"name": "app", "dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "2"}},
            "node_modules/t": {"version": "5.0.0", "dev": true}, "node_modules/l": {"link": true}}}
            """
        ),
        (
            .yarnLock, "app/yarn.lock",
            """
            # yarn lockfile v1

            "@babel/core@^7.0.0", "@babel/core@^7.1.0":
              version "7.2.0"
              dependencies:
                "@babel/types" "^7.0.0"
                lodash "4"

            "left-pad@npm:^1.0.0":
              version: 1.3.0
              dependencies:
                lodash: "npm:^4"
            """
        ),
        (
            .pnpmLock, "app/pnpm-lock.yaml",
            """
            lockfileVersion: '6.0'
            packages:

              /@types/node@20.1.0:
                resolution: {integrity: sha512-x}
                dev: true

              /left-pad@1.3.0(react@18.0.0):
                dev: false

              /old/2.0.0:
                dev: true
            """
        ),
        (
            .pythonMetadata, "usr/lib/python3/site-packages/requests-2.31.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\nRequires-Dist: urllib3 (<3,>=1.21.1)\n"
                + "Requires-Dist: PySocks ; extra == 'socks'\nRequires-Dist: pytest (>=6) ; extra == \"testing\"\n"
                + "Requires-Dist: tox ; (python_version < '3') and extra == 'dev' or extra == 'docs'\n\nName: body\n"
        ),
        (
            .pythonRecord, "usr/lib/python3/site-packages/requests-2.31.0.dist-info/RECORD",
            "requests/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n"
                + "\"odd,\"\"name\"\".py\",,\n../../../bin/normalizer,,10\nrequests-2.31.0.dist-info/RECORD,,\n"
        ),
        (.pythonRequested, "usr/lib/python3/site-packages/requests-2.31.0.dist-info/REQUESTED", ""),
        (
            .condaRecord, "opt/conda/conda-meta/zlib-1.3-h0.json",
            """
            {"name": "zlib", "version": "1.3", "depends": ["libzlib 1.3 h0", "python >=3.10"], "requested_spec": "None",
            "files": ["lib/libz.so"], "paths_data": {"paths": [{"_path": "lib/libz.so", "sha256":
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}}
            """
        ),
        (
            .gemSpecification, "usr/local/bundle/specifications/rack-3.0.8.gemspec",
            """
            # -*- encoding: utf-8 -*-
            Gem::Specification.new do |s|
              s.name = "rack".freeze
              s.version = "3.0.8"
              s.add_runtime_dependency(%q<webrick>.freeze, ["~> 1.0"])
              s.add_development_dependency("minitest".freeze, [">= 0"])
            end
            """
        ),
        (
            .composerInstalled, "app/vendor/composer/installed.json",
            """
            {"packages": [{"name": "monolog/monolog", "version": "3.0", "install-path": "../monolog/monolog",
            "require": {"php": ">=8", "psr/log": "^3"}}, {"name": "phpunit/phpunit", "version": "10"}],
            "dev": true, "dev-package-names": ["phpunit/phpunit"]}
            """
        ),
        (.cargoCrate, "root/.cargo/registry/cache/index.crates.io-6f17/serde-json-1.0.1.crate", ""),
        (.cargoSource, "root/.cargo/registry/src/index.crates.io-6f17/serde-1.0.1/Cargo.toml", ""),
        (
            .cargoAuditable, "usr/bin/rusty",
            """
            {"packages": [{"name": "rusty", "version": "0.1.0", "root": true, "dependencies": [1]},
            {"name": "serde", "version": "1.0.1"}, {"name": "cc", "version": "1.0", "kind": "build"}]}
            """
        ),
        (
            .javaPomProperties, "app/app.jar!/BOOT-INF/lib/x.jar!/META-INF/maven/org.x/x/pom.properties",
            "#comment\ngroupId=org.x\nartifactId=x\nversion=1.5\n"
        ),
        (
            .javaManifest, "app/lib/guava-32.jar!/META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\r\nBundle-SymbolicName: com.google.gua\r\n va;singleton:=true\r\nBundle-Version: 32\r\n\r\nName: x\r\n"
        ),
    ]
}
