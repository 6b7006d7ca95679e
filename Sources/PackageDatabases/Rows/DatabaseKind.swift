// SPDX-License-Identifier: Apache-2.0

/// What kind of package record a file is, decided from its path alone.
public enum DatabaseKind: UInt8, Sendable, CaseIterable {
    // Debian
    /// `var/lib/dpkg/status`: every package with its state and relations (deb-control(5), dpkg-query(1)).
    case dpkgStatus
    /// `var/lib/dpkg/status.d/NAME`: one package, as distroless images keep them.
    case dpkgStatusPart
    /// `var/lib/dpkg/info/NAME[:ARCH].list`: the paths of one package.
    case dpkgList
    /// `info/NAME[:ARCH].md5sums` and `status.d/NAME.md5sums`: MD5 of a package's files.
    case dpkgChecksums
    /// `info/NAME[:ARCH].conffiles`: the configuration files of one package.
    case dpkgConffiles
    /// `var/lib/dpkg/diversions`: files moved aside, three lines each (dpkg-divert(1)).
    case dpkgDiversions
    /// `var/lib/apt/extended_states`: which packages came only as dependencies (apt-mark(8)).
    case aptExtendedStates

    // Alpine
    /// `lib/apk/db/installed` or `usr/lib/apk/db/installed`: packages, relations, files.
    case apkInstalled
    /// `etc/apk/world`: the packages that were asked for (apk-world(5)).
    case apkWorld

    // RPM
    /// `rpmdb.sqlite`: header blobs in a table named `Packages`.
    case rpmSQLite
    /// `Packages.db`: rpm's own «ndb» container of header blobs.
    case rpmNDB
    /// `Packages`: header blobs in a Berkeley DB hash file.
    case rpmBerkeley
    /// `var/lib/dnf/history.sqlite`: why dnf 4 installed a package.
    case dnfHistory
    /// `usr/lib/sysimage/libdnf5/packages.toml`: why dnf 5 installed a package.
    case dnf5Packages

    // Languages
    /// `package.json`, of an application or of a package under `node_modules`.
    case npmManifest
    /// `node_modules/.package-lock.json` and `package-lock.json`: the npm tree with its dev flags.
    case npmLock
    /// `yarn.lock`, classic and Berry.
    case yarnLock
    /// `pnpm-lock.yaml`.
    case pnpmLock
    /// `NAME.dist-info/METADATA` or `NAME.egg-info/PKG-INFO` (the core metadata specification).
    case pythonMetadata
    /// `NAME.dist-info/RECORD`: the files of one Python package.
    case pythonRecord
    /// `NAME.dist-info/REQUESTED`: exists when the package was asked for by hand.
    case pythonRequested
    /// `conda-meta/NAME-VERSION-BUILD.json`: one conda package and its files.
    case condaRecord
    /// `specifications/NAME-VERSION.gemspec`: one Ruby gem.
    case gemSpecification
    /// `vendor/composer/installed.json`: PHP packages.
    case composerInstalled
    /// `registry/cache/INDEX/NAME-VERSION.crate` of Cargo; the name says all, content is not read.
    case cargoCrate
    /// `registry/src/INDEX/NAME-VERSION/Cargo.toml` of Cargo; the name says all, content is not read.
    case cargoSource

    // Inside other files: never returned by `kind(path:)`, but `DatabaseRows.parse` reads them
    /// A Go binary: the whole ELF file, or its bytes from `GoBuildInfo.magic` on.
    case goBuildInfo
    /// The decompressed JSON of cargo-auditable's `.dep-v0` section.
    case cargoAuditable
    /// `META-INF/maven/GROUP/ARTIFACT/pom.properties` of a jar.
    case javaPomProperties
    /// `META-INF/MANIFEST.MF` of a jar.
    case javaManifest

    /// Content bytes beyond which a file of this kind is not kept: the databases of a whole system may be
    /// large, a record of one package may not. 0: the path says all, content is not needed. Go binaries are read in
    /// place and never kept.
    public var sizeLimit: Int {
        switch self {
        case .cargoCrate, .cargoSource, .pythonRequested: 0
        case .dpkgStatus, .apkInstalled, .rpmSQLite, .rpmNDB, .rpmBerkeley, .dnfHistory, .npmLock, .yarnLock,
            .pnpmLock, .composerInstalled:
            64 << 20
        case .dpkgList, .dpkgChecksums, .pythonRecord, .condaRecord, .aptExtendedStates, .dnf5Packages, .cargoAuditable:
            16 << 20
        case .goBuildInfo: 1 << 30
        case .npmManifest, .pythonMetadata: 4 << 20
        case .dpkgStatusPart, .dpkgConffiles, .dpkgDiversions, .apkWorld, .gemSpecification, .javaPomProperties,
            .javaManifest:
            1 << 20
        }
    }
}
