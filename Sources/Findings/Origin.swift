// SPDX-License-Identifier: Apache-2.0

/// Whose layer it is: one of the base image's, or one that the Dockerfile at hand added.
public enum Origin: String, Sendable {
    case base, app
}
