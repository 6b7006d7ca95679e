// SPDX-License-Identifier: Apache-2.0
public import Reports

extension Tool {
    /// This version, as `--version` and every report say it.
    public static let version = "0.1.0"
}
