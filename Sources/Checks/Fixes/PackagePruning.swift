// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat
internal import LayerTree
internal import PackageDatabases

/// Commands that take development packages out of the first stage again, by the package manager that brought them.
/// What has none in the image is left to be removed by its files.
struct PackagePruning {
    /// Lines for a `RUN` each.
    private(set) var commands: [String] = []
    /// What they remove.
    private(set) var inodes: Set<Int32> = []
    /// What none of them can remove and nobody may by hand: Composer's autoloader and Bundler's lock file name it, and
    /// the application would not start.
    private(set) var left: Set<Int32> = []

    /// Longer lists of names nobody reads.
    private static let namesLimit = 200

    init(_ development: [Finding], _ image: ImageFacts) {
        for finding in development {
            switch finding.kind {
            case Ecosystem.npm.rawValue, Ecosystem.composer.rawValue, Ecosystem.gem.rawValue:
                addProjects(finding, image)
            case Ecosystem.python.rawValue: addPython(finding, image)
            default: break
            }
        }
    }

    // MARK: - Managers that know the project

    private mutating func addProjects(_ finding: Finding, _ image: ImageFacts) {
        var places: [String: Set<Int32>] = [:]
        for claim in finding.claims {
            guard let path = PackagePruning.path(claim, image) else { continue }
            let parts = path.split(separator: "/")
            let index = parts.firstIndex { $0 == "node_modules" || $0 == "vendor" }
            // Gems lie where Ruby looks for them, far from the project that names them.
            guard let place = index.map({ "/" + parts[..<$0].joined(separator: "/") }) ?? PackagePruning.bundle(image)
            else { continue }
            places[place, default: []].insert(claim.inode)
        }
        for (place, claimed) in places.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }).prefix(8) {
            guard DockerfileText.isSimple(place), let command = PackagePruning.command(finding.kind, place, image)
            else {
                continue
            }
            commands.append("cd \(place) && \(command)")
            inodes.formUnion(claimed)
        }
        guard finding.kind != Ecosystem.npm.rawValue else { return }
        left.formUnion(finding.claims.map(\.inode))
        left.subtract(inodes)
    }

    /// The working directory, where it is that of a project of Bundler's.
    private static func bundle(_ image: ImageFacts) -> String? {
        let place = image.config.workingDir
        guard place.hasPrefix("/"), case .found = image.tree.resolve(Array((place + "/Gemfile.lock").utf8)) else {
            return nil
        }
        return place
    }

    private static func command(_ kind: String, _ place: String, _ image: ImageFacts) -> String? {
        func isThere(_ path: String) -> Bool {
            if case .found = image.tree.resolve(Array(path.utf8)) { true } else { false }
        }
        func runs(_ program: String) -> Bool {
            ["/usr/local/bin/", "/usr/bin/", "/bin/"].contains { isThere($0 + program) }
        }
        switch kind {
        case Ecosystem.npm.rawValue:
            // Without a terminal pnpm 10.16 and later ask for CI before they touch node_modules.
            if isThere(place + "/pnpm-lock.yaml") {
                return runs("pnpm") ? "CI=true pnpm prune --prod --ignore-scripts" : nil
            }
            if isThere(place + "/yarn.lock") {
                // Of Yarn 2 and later none but those with a plugin have a command for it.
                guard !isThere(place + "/.yarnrc.yml"), let yarn = ["yarn", "yarnpkg"].first(where: runs) else {
                    return nil
                }
                return yarn + " install --production --frozen-lockfile --ignore-scripts"
            }
            return runs("npm") ? "npm prune --omit=dev --offline --ignore-scripts --no-audit --no-fund" : nil
        case Ecosystem.composer.rawValue:
            // Without a lock file it would look for other versions.
            return runs("composer") && isThere(place + "/composer.lock")
                ? "composer install --no-dev --no-scripts --no-interaction" : nil
        default:
            return runs("bundle") && isThere(place + "/Gemfile.lock")
                ? "bundle config set without 'development test' && bundle clean --force" : nil
        }
    }

    // MARK: - pip

    /// pip knows no groups: by name, in the environment that holds them.
    private mutating func addPython(_ finding: Finding, _ image: ImageFacts) {
        var environments: [String: (names: Set<String>, claimed: Set<Int32>)] = [:]
        for claim in finding.claims {
            guard let path = PackagePruning.path(claim, image), let id = image.tree.find(path),
                let owner = image.packages.owner(of: id)
            else { continue }
            let package = image.packages.packages[owner]
            let record = image.tree.paths.string(of: package.record)
            guard let end = record.firstRange(of: "/lib/python")?.lowerBound, package.ecosystem == .python,
                DockerfileText.isSimple(package.name)
            else { continue }
            environments[String(record[..<end]), default: ([], [])].names.insert(package.name)
            environments[String(record[..<end])]?.claimed.insert(claim.inode)
        }
        for (place, found) in environments.sorted(by: { $0.key < $1.key })
        where found.names.count <= PackagePruning.namesLimit && DockerfileText.isSimple(place) {
            let pip = ["pip", "pip3"].map { "\(place)/bin/\($0)" }.first {
                if case .found = image.tree.resolve(Array($0.utf8)) { true } else { false }
            }
            guard let pip else { continue }
            commands.append("\(pip) uninstall -y " + found.names.sorted().joined(separator: " "))
            inodes.formUnion(found.claimed)
        }
    }

    /// The first name of a claimed file.
    private static func path(_ claim: Claim, _ image: ImageFacts) -> String? {
        guard image.tree.inodes.indices.contains(Int(claim.inode)) else { return nil }
        return image.tree.paths.string(of: image.tree.inodes[Int(claim.inode)].path)
    }
}
