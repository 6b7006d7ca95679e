// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import LayerTree
internal import PackageDatabases

/// Commands that take development packages out of the first stage again, by the package manager that brought them.
/// What has none in the image is left to be removed by its files.
struct PackagePruning {
    /// Lines for a `RUN` each.
    private(set) var commands: [String] = []
    /// What they remove.
    private(set) var inodes: Set<Int32> = []

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
            guard let index = parts.firstIndex(where: { $0 == "node_modules" || $0 == "vendor" }) else { continue }
            places["/" + parts[..<index].joined(separator: "/"), default: []].insert(claim.inode)
        }
        for (place, claimed) in places.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }).prefix(8) {
            guard DockerfileText.isSimple(place), let command = PackagePruning.command(finding.kind, place, image)
            else {
                continue
            }
            commands.append("cd \(place) && \(command)")
            inodes.formUnion(claimed)
        }
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
            if isThere(place + "/pnpm-lock.yaml") { return runs("pnpm") ? "pnpm prune --prod --ignore-scripts" : nil }
            if isThere(place + "/yarn.lock") {
                return runs("yarn") ? "yarn install --production --frozen-lockfile --ignore-scripts" : nil
            }
            return runs("npm") ? "npm prune --omit=dev --offline --ignore-scripts --no-audit --no-fund" : nil
        case Ecosystem.composer.rawValue: return runs("composer") ? "composer install --no-dev --no-scripts" : nil
        default:
            return runs("bundle")
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
