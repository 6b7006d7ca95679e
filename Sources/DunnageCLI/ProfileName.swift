// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dunnage

/// A profile as the command line spells it.
struct ProfileName: ExpressibleByArgument {
    let profile: Profile

    init?(argument: String) {
        guard let profile = Profile(rawValue: argument) else { return nil }
        self.profile = profile
    }

    static let allValueStrings = Profile.allCases.map(\.rawValue)
}
