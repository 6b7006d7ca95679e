// SPDX-License-Identifier: Apache-2.0

/// Whether the bytes a finding points at can still be seen in the final tree.
/// Overwritten and deleted bytes ship with the image all the same.
public enum FindingState: String, Sendable {
    case live, overwritten, deleted
}
