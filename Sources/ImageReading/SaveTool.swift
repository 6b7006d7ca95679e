// SPDX-License-Identifier: Apache-2.0

/// A program that writes an image archive to its standard output.
public enum SaveTool: String, Sendable, CaseIterable {
    case docker, podman

    /// What it is started with. The reference never begins with a dash (`ImageSource` sees to it), so it is never
    /// taken for an option.
    func arguments(saving reference: String) -> [String] {
        switch self {
        case .docker: ["save", reference]
        // Progress would stand between the reader and the reason of a failure.
        case .podman: ["save", "--quiet", reference]
        }
    }
}
