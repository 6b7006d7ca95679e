// SPDX-License-Identifier: Apache-2.0
internal import PackageDatabases

/// Why rules about packages stay quiet of what a package owns.
enum PackageNote {
    /// nil where the rule is not about packages of that sort.
    static func text(_ rule: String, owner: Int?, _ image: ImageFacts) -> String? {
        guard let owner else { return nil }
        let package = image.packages.packages[owner]
        switch rule {
        case BuildToolRule.description.id where package.ecosystem.isSystem:
            return "package \(package.name) stays: " + reason(image.keep.reasons[owner], image)
        case DevDependencyRule.description.id where !package.ecosystem.isSystem:
            if package.isDevOnly == false {
                return "package \(package.name) runs, by the lock file or the application's manifest"
            }
            return package.requested == true
                ? "package \(package.name) was asked for, and nothing marks it as for development"
                : "nothing marks package \(package.name) as for development"
        default: return nil
        }
    }

    private static func reason(_ reason: KeepSet.Reason, _ image: ImageFacts) -> String {
        switch reason {
        case .base: "the base brought it"
        case .essential: "the system does not work without it"
        case .runs: "what starts is its, or loads it"
        case .requested: "asked for by hand, and no tool"
        case .application: "the application's"
        case .needed(let other): "\(image.packages.packages[other].name) needs it"
        case .tool, .orphan, .recommended, .leftover: "too little of it to tell"
        }
    }
}
