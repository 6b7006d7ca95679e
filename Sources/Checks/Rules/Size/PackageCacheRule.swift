// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree

/// What package managers and build tools keep to be faster next time, in an image that has no next time.
enum PackageCacheRule: Rule {
    static let description = RuleDescription(
        id: "package-cache",
        title: "A package manager's cache",
        severity: .medium,
        category: .packageCache,
        rationale: """
            Indexes, downloaded archives and build caches serve the next install. An image is built once and pulled \
            often: in it they are only bytes.
            """,
        remedy: "Mount the cache while building: RUN --mount=type=cache,target=…",
        needs: .tree,
        examples: [
            .fires(
                "apt's lists",
                .app().running("apt-get update", .file("/var/lib/apt/lists/deb_Packages", size: 4_000_000)),
                kind: "apt-lists", severity: .medium),
            .fires(
                "npm's downloads", .app().running("npm ci", .file("/root/.npm/_cacache/content", size: 4_000_000)),
                kind: "npm", severity: .medium),
            .fires(
                "pip's downloads of another user",
                .app().running("pip install", .file("/home/app/.cache/pip/http/a", size: 4_000_000)), kind: "pip",
                severity: .medium),
            .quiet(
                "a few bytes", .app(.file("/app/big", size: 9_000_000), .file("/var/cache/apk/a", "x")), upTo: .info),
            .quiet(
                "Yarn's Plug'n'Play, which runs from its cache",
                .app(.file("/app/.pnp.cjs", "x"), .file("/app/.yarn/cache/a.zip", size: 4_000_000))),
            .quiet("a lock", .app().running("apt-get", .file("/var/lib/apt/lists/lock"))),
            .quiet("an application's own cache folder", .app(.file("/app/cache/data", size: 4_000_000))),
        ])

    private static let titles: [String: (title: String, remedy: String)] = [
        "apt-lists": (
            "apt's package lists",
            "RUN apt-get update && apt-get install -y --no-install-recommends … && rm -rf /var/lib/apt/lists/*, in one RUN"
        ),
        "apt-archives": (
            "apt's caches",
            "End the RUN with apt-get clean && rm -rf /var/cache/apt/*, or mount /var/cache/apt as cache"
        ),
        "apk": ("apk's cache", "apk add --no-cache …"),
        "dnf": ("dnf's cache", "dnf install -y … && dnf clean all, in one RUN"),
        "yum": ("yum's cache", "yum install -y … && yum clean all, in one RUN"),
        "zypper": ("zypper's cache", "zypper install -y … && zypper clean -a, in one RUN"),
        "npm": ("npm's cache", "RUN --mount=type=cache,target=/root/.npm npm ci"),
        "yarn": ("yarn's cache", "RUN --mount=type=cache,target=/usr/local/share/.cache yarn install"),
        "pnpm": ("pnpm's store", "RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install"),
        "pip": ("pip's cache", "pip install --no-cache-dir …, or RUN --mount=type=cache,target=/root/.cache/pip"),
        "go-build": ("Go's build cache", "Build in a first stage; RUN --mount=type=cache,target=/root/.cache/go-build"),
        "go-modules": ("Go's module cache", "Build in a first stage and copy the program alone"),
        "cargo": ("Cargo's registry", "Build in a first stage and copy the program alone"),
        "maven": ("Maven's repository", "Build in a first stage and copy the jar alone"),
        "gradle": ("Gradle's cache", "Build in a first stage and copy the jar alone"),
        "nuget": ("NuGet's packages", "Publish in a first stage and copy its output alone"),
        "conda": ("conda's packages", "conda clean --all --yes, in the RUN that installs"),
        "bundler": ("Bundler's cache", "bundle install && rm -rf /usr/local/bundle/cache, in one RUN"),
        "composer": ("Composer's cache", "RUN --mount=type=cache,target=/root/.composer/cache composer install"),
        "yarn-berry": ("Yarn's cache", "yarn install && yarn cache clean, in one RUN, or RUN --mount=type=cache"),
        "uv": ("uv's cache", "RUN --mount=type=cache,target=/root/.cache/uv uv sync"),
        "poetry": ("Poetry's cache", "RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install"),
        "cargo-target": (
            "Cargo's intermediate files", "Build in a first stage and copy target/release's program alone"
        ),
        "cabal": ("Cabal's packages", "Build in a first stage and copy the program alone"),
        "terraform": ("Terraform's providers", "Run terraform where it is installed; add .terraform to .dockerignore"),
        "swiftpm": ("Swift's package cache", "Build in a first stage and copy the program alone"),
        "man-db": ("man's index", "rm -rf /var/cache/man in the RUN that installs"),
        "build-cache": ("a build tool's cache", "Add it to .dockerignore, or build in a first stage"),
        "test-browsers": ("browsers for tests", "Install test tools in a stage of their own"),
    ]

    /// Yarn's Plug'n'Play runs packages from its cache: then it is no cache.
    private static func isPlugAndPlay(_ kind: String, _ path: PathTable.ID, _ image: ImageFacts) -> Bool {
        guard kind == "yarn-berry" else { return false }
        let project = image.tree.paths.parent(
            of: image.tree.paths.parent(of: image.files.root(of: path, in: image.tree)))
        return [".pnp.cjs", ".pnp.js", ".pnp.loader.mjs"].contains { name in
            if case .found = image.tree.resolve(Array(name.utf8), from: project) { true } else { false }
        }
    }

    private static func message(_ title: String, _ group: GatheredFiles, _ image: ImageFacts) -> String {
        let count = "\(title): \(ByteText.count(group.files.count, "file"))"
        guard group.kind == "apt-lists", image.layers.indices.contains(group.layer),
            let text = image.layers[group.layer].instruction?.text, text.contains("apt-get update"),
            !text.contains("install")
        else { return count }
        return count + "; apt-get update is a RUN of its own"
    }

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var gathering = Gathering()
        for file in image.files.caches {
            let kind = DirectoryMarks.marks[Int(file.mark)].kind
            guard !kind.isEmpty, !image.isSystemOwned(file.path), !isPlugAndPlay(kind, file.path, image) else {
                continue
            }
            gathering.add(kind, file.path, file.inode, image)
        }
        for group in gathering.sorted where group.bytes > 0 {
            let (title, remedy) = titles[group.kind] ?? ("\(group.kind)'s cache", description.remedy)
            let severity = image.sizeSeverity(image.isBase(layer: group.layer) ? .low : .medium, group.bytes)
            findings.add(
                image.finding(
                    description, group, severity: severity,
                    message: message(title, group, image),
                    remedy: remedy, anchor: ""))
        }
    }
}
