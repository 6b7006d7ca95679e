// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// The three answers to «colour?» and «progress?».
enum When: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}
