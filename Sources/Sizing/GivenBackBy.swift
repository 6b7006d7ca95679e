// SPDX-License-Identifier: Apache-2.0

/// Who can give bytes back.
public enum GivenBackBy: Int, Sendable, CaseIterable {
    /// An edit of the Dockerfile at hand.
    case dockerfile
    /// Only another base image.
    case base
    /// Nobody for sure: shown, never counted.
    case none
}
