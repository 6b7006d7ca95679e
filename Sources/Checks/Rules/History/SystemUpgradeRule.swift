// SPDX-License-Identifier: Apache-2.0
internal import Findings
internal import ImageFormat

/// The base is brought up to date on top of itself.
enum SystemUpgradeRule: Rule {
    static let description = RuleDescription(
        id: "system-upgrade",
        title: "The whole distribution is upgraded in a layer",
        severity: .info,
        category: .configuration,
        rationale: """
            An upgrade writes every changed package a second time above the base and leaves the old copies in it; two \
            builds of one Dockerfile differ by what was released in between. A newer base has the same fixes once.
            """,
        remedy:
            "Raise the base's digest in place of apt-get upgrade; install single fixes by name where they cannot wait",
        needs: .config,
        examples: [
            .fires("apt", .app().running("apt-get update && apt-get -y dist-upgrade"), kind: "apt", severity: .info),
            .fires("apk", .app().running("apk -U upgrade"), kind: "apk"),
            .fires("dnf", .app().running("dnf -y update && dnf clean all"), kind: "dnf"),
            .quiet("an index alone", .app().running("apt-get update && apt-get install -y curl")),
            .quiet("another program's", .app().running("npm upgrade && echo apt-get upgrade")),
            .quiet("one package", .app().running("dnf -y update openssl")),
        ])

    static func check(_ image: ImageFacts, into findings: inout FindingList) {
        var places: [String: [Int]] = [:]
        for (index, text) in image.appRuns {
            for words in CommandLine(text.prefix(16_384).utf8).commands {
                guard let first = words.first else { continue }
                let verbs = words.dropFirst().filter { !$0.hasPrefix("-") }
                guard verbs.count == 1, let verb = verbs.first else { continue }
                let name = EntryChain.baseName(first)
                switch name {
                case "apt-get", "apt", "aptitude":
                    if ["upgrade", "dist-upgrade", "full-upgrade"].contains(verb) {
                        places["apt", default: []].append(index)
                    }
                case "apk": if verb == "upgrade" { places["apk", default: []].append(index) }
                case "dnf", "yum", "microdnf", "tdnf", "zypper":
                    if ["upgrade", "update", "up", "dup"].contains(verb) { places[name, default: []].append(index) }
                default: break
                }
            }
        }
        for (kind, indexes) in places.sorted(by: { $0.key < $1.key }) {
            findings.add(
                image.finding(
                    description, kind, .info, "\(kind) upgrades the whole base in a layer above it",
                    at: indexes.prefix(20).map { image.historyPlace($0) }, anchor: ""))
        }
    }
}
