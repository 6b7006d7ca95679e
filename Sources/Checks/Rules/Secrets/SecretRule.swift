// SPDX-License-Identifier: Apache-2.0
internal import Digests
internal import Findings
internal import LayerScan
internal import LayerTree
internal import NameText
internal import PackageDatabases
internal import SecretScan

/// Secrets in files of every layer, the deleted ones too, in their names, in the configuration and the history.
enum SecretRule: Rule {
    static let description = RuleDescription(
        id: "secret",
        title: "A secret in the image",
        severity: .critical,
        category: .secret,
        rationale: """
            Whoever can pull an image can read every file of every layer, those that a later layer deletes too, and \
            its environment, labels and history. A secret that was ever in it has to be rotated.
            """,
        remedy: """
            Rotate it first: whoever can pull the image has it. Then keep it out of the build: .dockerignore for \
            copied files, RUN --mount=type=secret for what the build needs, the runtime's environment or a secret \
            manager for the rest
            """,
        needs: [.secrets, .config],
        examples: [
            .fires(
                "a token in a copied .env",
                .app(.file("/app/.env", "GITLAB_TOKEN=", ExampleSecret.token, "\n")), kind: "gitlab-pat",
                severity: .critical),
            .fires(
                "a key that a later layer deletes",
                .app().copying([.file("/root/token", ExampleSecret.token)], "COPY token /root/token")
                    .running("rm /root/token", .deleted("/root/token")), severity: .critical),
            .fires(
                "a password in the environment",
                .app(env: ["DB_PASSWORD=" + ExampleSecret.password]), severity: .high),
            .fires(
                "a token as a build argument, readable in the history",
                .app().running("|1 TOKEN=" + ExampleSecret.token + " /bin/sh -c npm ci"),
                severity: .critical),
            .quiet(
                "placeholders", .app(.file("/app/.env.example", "GITLAB_TOKEN=glpat-xxxxxxxxxxxx\nPASSWORD=changeme\n"))
            ),
            .quiet("a name without a value", .app(env: ["API_TOKEN_FILE=/run/secrets/token", "TOKEN_TTL=3600"])),
        ])

    /// One file that holds a secret.
    struct Place {
        var layer: Int
        var inode: InodeID
        var fact: SecretFact
    }

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var order: [[UInt8]] = []
        var groups: [[UInt8]: [Place]] = [:]
        for (layer, facts) in image.facts.enumerated() {
            for fact in facts.secrets {
                guard let inode = image.tree.inode(layer: layer, entry: fact.entry) else { continue }
                // The fingerprint tells the value, the kind tells what it was taken for.
                let key = fact.hit.fingerprint + Array("\(fact.hit.kind)".utf8)
                if groups[key] == nil { order.append(key) }
                groups[key, default: []].append(Place(layer: layer, inode: inode, fact: fact))
            }
        }
        var settings = SettingGroups(image.settingSecrets)
        var loud: Set<PathTable.ID> = []
        var packaged: Set<[UInt8]> = []
        for place in groups.values.joined() {
            let path = image.tree.inodes[place.inode.index].path
            if !isUnchangedSystemFile(place, path, image) {
                loud.insert(path)
            } else if place.fact.member == nil {
                packaged.insert(packagedKey(image.tree.paths.bytes(of: path).dropFirst(), place.fact.hit.kind))
            }
        }
        for key in order {
            guard let places = groups[key] else { continue }
            findings.add(finding(places, beside: settings.take(key), loud, packaged, image))
        }
        for group in settings.rest { findings.add(finding(group, image)) }
    }

    private static func finding(
        _ places: [Place], beside settings: [SettingSecret], _ loud: Set<PathTable.ID>, _ packaged: Set<[UInt8]>,
        _ image: ImageFacts
    ) -> Finding {
        let tree = image.tree
        let unchanged = unchangedPaths(places, image)
        let judged = places.map { place in
            (place: place, severity: isPackaged(place, unchanged, packaged, image) ? .info : judge(place, loud, image))
        }
        let severity = judged.map(\.severity).max() ?? .info
        // Live places first, then as the layers bring them.
        let ordered = judged.sorted {
            (isDead($0.place, tree) ? 1 : 0, $0.place.inode) < (isDead($1.place, tree) ? 1 : 0, $1.place.inode)
        }
        var locations: [Location] = []
        for (place, _) in ordered.prefix(ImageFacts.locationLimit) {
            let inode = tree.inodes[place.inode.index]
            var path = tree.paths.string(of: inode.path)
            if let member = place.fact.member { path += "!/" + NameText.text(of: member) }
            locations.append(
                Location(
                    path: path, line: place.fact.line, layer: place.layer, state: state(inode.fate),
                    bytes: place.fact.hit.wholeFile && place.fact.member == nil ? tree.size(of: place.inode) : 0))
        }
        let cut = ordered.count - locations.count
        locations += settings.map { Location(path: $0.place, layer: $0.layer, state: $0.state) }
        let first = ordered[0].place
        let inode = tree.inodes[first.inode.index]
        let hit = first.fact.hit
        let kind = image.secretKinds.indices.contains(hit.kind) ? image.secretKinds[hit.kind] : nil
        var claims: [Claim] = []
        var bytes: Int64 = 0
        for inode in Set(places.filter { $0.fact.hit.wholeFile && $0.fact.member == nil }.map(\.inode)).sorted() {
            claims.append(Claim(inode: inode.rawValue, category: .secret))
            bytes += tree.size(of: inode)
        }
        let isBase = places.allSatisfy { image.isBase(layer: $0.layer) }
        return Finding(
            rule: description.id, kind: kind?.id ?? "secret", severity: severity, category: .secret,
            message: message(kind, hit, first, severity, image),
            remedy: severity <= .low
                ? "Check that it is meant to be public; keep it out of the image otherwise" : remedy(inode),
            evidence: hit.evidence, origin: isBase ? .base : .app,
            removedIn: inode.isLive ? nil : Int(inode.removedIn),
            fingerprint: Fingerprint.hex(hit.fingerprint), locations: locations, locationsCut: cut, bytes: bytes,
            claims: claims, recognition: .fingerprintAtPlace,
            placesFingerprint: cut > 0 ? placesFingerprint(places, image) : nil)
    }

    private static func placesFingerprint(_ places: [Place], _ image: ImageFacts) -> String {
        Fingerprint.of(
            places: places.map { place in
                image.tree.paths.string(of: image.tree.inodes[place.inode.index].path)
                    + (place.fact.member.map { "!/" + NameText.text(of: $0) } ?? "")
            })
    }

    private static func isDead(_ place: Place, _ tree: ImageTree) -> Bool { !tree.inodes[place.inode.index].isLive }

    static func state(_ fate: Fate) -> FindingState {
        switch fate {
        case .live: .live
        case .overwritten: .overwritten
        case .deleted: .deleted
        }
    }

    /// `GitHub personal access token as TOKEN`, and what its validator noted.
    static func name(_ kind: SecretKind?, _ hit: SecretHit) -> String {
        (kind?.title ?? "Secret") + (hit.keyName.map { " as \($0)" } ?? "") + (hit.note.map { ", \($0)" } ?? "")
    }

    private static func message(
        _ kind: SecretKind?, _ hit: SecretHit, _ place: Place, _ severity: Severity, _ image: ImageFacts
    ) -> String {
        let inode = image.tree.inodes[place.inode.index]
        let text = name(kind, hit)
        if let owner = image.owner(of: inode.path), severity == .info, owner.ecosystem.isSystem {
            return text + ": the unchanged file of package \(owner.name)"
        }
        // What became of it is in the finding's state: every renderer says it in its own words.
        return text
    }

    private static func remedy(_ inode: Inode) -> String {
        guard !inode.isLive else { return description.remedy }
        return """
            Rotate it first: whoever can pull the image has it; hiding it in a later layer does not help. Then keep \
            it out of layer \(inode.layer): .dockerignore, RUN --mount=type=secret, or a build stage of its own
            """
    }

    /// What the place says beside the kind: a package's own unchanged file is cargo, a key meant for browsers is
    /// public where browsers get it.
    private static func judge(_ place: Place, _ loud: Set<PathTable.ID>, _ image: ImageFacts) -> Severity {
        let path = image.tree.inodes[place.inode.index].path
        let hit = place.fact.hit
        if isUnchangedSystemFile(place, path, image) || isCompiledFromPackage(path, loud, image) { return .info }
        if image.secretKinds.indices.contains(hit.kind), image.secretKinds[hit.kind].isPublishable,
            isPublished(path, image)
        {
            return .info
        }
        // Made by a package's installation for the machine at hand, known to be worth nothing.
        if image.tree.paths.name(of: path).elementsEqual("ssl-cert-snakeoil.key".utf8) {
            return min(hit.severity, .low)
        }
        return hit.severity
    }

    static func isUnchangedSystemFile(_ place: Place, _ path: PathTable.ID, _ image: ImageFacts) -> Bool {
        guard image.isSystemOwned(path), !image.packages.isConfiguration(path), let hashes = place.fact.hashes else {
            return false
        }
        return image.packages.isUnchanged(path, md5: hashes.md5, sha1: hashes.sha1, sha256: hashes.sha256) == true
    }

    private static let publicFolders: Set<String> = [
        "static", "public", "dist", "assets", "build", "browser", "html", "www", ".next",
    ]

    private static func isPublished(_ path: PathTable.ID, _ image: ImageFacts) -> Bool {
        if image.files.zone(of: path, in: image.tree).contains(.web) { return true }
        return image.tree.paths.string(of: path).split(separator: "/").dropLast()
            .contains { publicFolders.contains(String($0)) }
    }
}
